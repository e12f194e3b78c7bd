package main

import "github.com/spf13/cobra"

func (a *app) demo() *cobra.Command {
	var s settings
	var samplesDir string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Write the whole report on the embedded sample workbooks",
		Long: `Writes the site for a fictional company, from sample workbooks that are part of
the program. --samples also writes the workbooks, to see what exports can look
like and to try the other commands on.

stdout: the path of the first page and the three findings that matter most.`,
		Example: `  ownermap demo
  ownermap demo --out first-look --samples workbooks`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s.demo = true
			if err := s.resolve(a, nil); err != nil {
				return err
			}
			if samplesDir != "" {
				if err := writeSamples(samplesDir); err != nil {
					return err
				}
				a.talk.note("the sample workbooks are in %s", samplesDir)
			}
			return a.buildSite(cmd.Context(), &s)
		},
	}
	s.set = cmd.Flags()
	s.siteFlags(cmd, "ownermap-demo")
	cmd.Flags().IntVar(&s.workers, "workers", 0, "how much is done at once (default: one per CPU); the result does not depend on it")
	cmd.Flags().StringVar(&samplesDir, "samples", "", "also write the sample workbooks to this `directory`")
	return cmd
}
