package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"ownermap/cmd/ownermap/config"
	"ownermap/ingest"
)

// checking holds the flags of check.
type checking struct {
	s       settings
	asJSON  bool
	format  string
	code    string
	fixList string
}

func (a *app) check() *cobra.Command {
	var c checking
	cmd := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "Read the inputs and list every issue with its cell",
		Long: `Reads the inputs as build does and computes nothing: what each sheet was taken
for, which column became which field and why, how many rows were kept and
dropped, every issue with its cell, and what to repair first.

stdout: the listing; one JSON object with --json; a SARIF log with --format sarif.

` + exitCodesHelp,
		Example: `  ownermap check --roster roster.xlsx --deals deals.xlsx
  ownermap check export.xlsx --json | jq '.issues[] | select(.severity == "error")'
  ownermap check --strict --format sarif > issues.sarif
  ownermap check --fix-list to-repair.xlsx
  ownermap check --explain bad-amount`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), a, args) },
	}
	c.s.inputFlags(cmd)
	f := cmd.Flags()
	f.BoolVar(&c.asJSON, "json", false, "the same as --format json")
	f.StringVar(&c.format, "format", "text", "text, json or sarif")
	f.StringVar(&c.code, "explain", "", "say what an issue `code` means, and what to do; reads no input")
	f.StringVar(&c.fixList, "fix-list", "", "also write the cells to repair to this workbook, for whoever owns the export (`file`.xlsx)")
	return cmd
}

func (c *checking) run(ctx context.Context, a *app, args []string) error {
	if c.code != "" {
		return explainCode(a.out, c.code)
	}
	if err := c.s.resolve(a, args); err != nil {
		return err
	}
	if c.asJSON {
		c.format = "json"
	}
	if !slices.Contains([]string{"text", "json", "sarif"}, c.format) {
		return usageError(fmt.Errorf("--format %s: not a format", c.format), "give text, json or sarif")
	}
	ds, err := a.read(ctx, &c.s)
	if err != nil {
		return err
	}
	if c.fixList != "" {
		if err := writeFixList(c.fixList, ds.Issues); err != nil {
			return err
		}
		a.talk.note("%s lists %s", c.fixList, count(len(ds.Issues), "issue"))
	}
	switch c.format {
	case "json":
		err = writeJSON(a.out, listingOf(ds))
	case "sarif":
		err = writeJSON(a.out, sarifOf(ds.Issues))
	default:
		err = listingOf(ds).writeText(a.out)
	}
	if err != nil {
		return err
	}
	return judge(ds, c.s.strict)
}

// explainCode prints what a code means.
func explainCode(w io.Writer, name string) error {
	var names []string
	for _, c := range ingest.Codes() {
		if c.Name == name {
			_, err := fmt.Fprintf(w, "%s (%s)\n  %s\n  What to do: %s\n", c.Name, c.Severity, c.Meaning, c.Fix)
			return err
		}
		names = append(names, c.Name)
	}
	hint := "the codes are: " + joinWords(names)
	if near := config.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	return usageError(fmt.Errorf("--explain %s: no issue has this code", name), hint)
}
