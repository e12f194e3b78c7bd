package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// app is what every command shares: the streams and the environment.
type app struct {
	out  io.Writer
	talk *talk
	env  func(string) (string, bool)
}

// run is the program: it carries out args and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, env func(string) (string, bool)) int {
	a := &app{out: stdout, talk: newTalk(stderr, env), env: env}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	a.talk.endProgress()
	if err != nil && ctx.Err() != nil {
		err = fmt.Errorf("interrupted: %w", context.Canceled)
	}
	if err != nil {
		a.talk.fail(err)
	}
	return exitCode(err)
}

const exitCodesHelp = `Exit codes:
  0    done
  1    failed
  2    the command line or the config cannot be carried out
  3    the data has errors or cannot be read (or has warnings, under --strict)
  4    publish or mail failed
  130  interrupted`

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "ownermap",
		Short: "Who owns each stage of the partner lifecycle, from two spreadsheets",
		Long: `ownermap reads a roster spreadsheet and a deals spreadsheet and writes a static
site that shows who owns each stage of the partner lifecycle, who is stretched
across too many of them, where relationship and revenue blur, and whether
partner-sourced revenue grows predictably. It works offline.

` + exitCodesHelp,
		Example: `  ownermap demo
  ownermap build --roster roster.xlsx --deals deals.xlsx --out site
  ownermap check --roster roster.xlsx --deals deals.xlsx`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().BoolVarP(&a.talk.quiet, "quiet", "q", false, "say warnings and errors only")
	logFormat := root.PersistentFlags().String("log-format", "text", "talk on stderr as text or json")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		switch *logFormat {
		case "text":
		case "json":
			a.talk.asJSON()
		default:
			return usageError(fmt.Errorf("--log-format %s: not a format", *logFormat), "give text or json")
		}
		return nil
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError(err, fmt.Sprintf("see %s --help", cmd.CommandPath()))
	})
	root.AddCommand(a.demo(), a.initConfig(), a.build(), a.check(), a.explain(), a.compare(), a.suggest(), a.mail(), a.publish(), a.preview(), a.version())
	markUsage(root)
	return root
}

// markUsage makes what cobra itself refuses a usage error, and what a command
// returns without a code a failure.
func markUsage(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usageError(err, fmt.Sprintf("see %s --help", cmd.CommandPath()))
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		markUsage(sub)
	}
}

// isCode reports whether err carries an exit code already.
func isCode(err error) bool {
	var e *exitError
	return errors.As(err, &e)
}
