package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"ownermap/analyze"
	"ownermap/ingest"
)

func (a *app) build() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "build [FILE...]",
		Short: "Write the site from a roster and deals",
		Long: `Reads a roster and deals, computes the report and writes the site.

Inputs are given by kind with flags, or as files whose sheets tell by their
columns what they are, or in ownermap.yaml. A value is taken from the flag, else
from the OWNERMAP_* variable of the same name, else from the profile, else from
the config, else it has its default.

Where a cell cannot be used the site is written all the same, says what was left
out, and the command ends with exit code 3. Where a file cannot be used, nothing
is written, the last site stays, and the code is 3 as well.

stdout: the path of the first page and the findings that matter most.

` + exitCodesHelp,
		Example: `  ownermap build --roster roster.xlsx --deals deals.xlsx
  ownermap build --roster hr.xlsx --deals 'exports/*.csv' --partners partners.xlsx --rates rates.csv
  ownermap build --roster 'people.xlsx#Team' --deals crm.xlsx#Q3 --as-of 2026-09-30 --currency EUR
  ownermap build export.xlsx --out review`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.resolve(a, args); err != nil {
				return err
			}
			return a.buildSite(cmd.Context(), &s)
		},
	}
	s.inputFlags(cmd)
	s.reportFlags(cmd)
	s.siteFlags(cmd, "ownermap-site")
	return cmd
}

// buildSite reads, analyses and writes, then says where and what matters.
func (a *app) buildSite(ctx context.Context, s *settings) error {
	ds, err := a.read(ctx, s)
	if err != nil {
		return err
	}
	if err := needBoth(ds); err != nil {
		return err
	}
	rep, err := s.report(ds)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	res, err := a.write(ctx, s, rep, ds)
	if err != nil {
		return err
	}
	a.talk.note("%s, %s, %s read; %s written", count(len(ds.People), "person"), count(len(ds.Partners), "partner"),
		count(len(ds.Deals), "deal"), count(res.Files, "file"))
	if n := ds.Issues.Count(ingest.SevWarning); n > 0 && !s.strict {
		a.talk.note("the data has %s: see the data page, or `ownermap check`", count(n, "warning"))
	}
	if err := printOutcome(a.out, filepath.Join(s.out, "index.html"), rep); err != nil {
		return err
	}
	return judge(ds, s.strict)
}

// printOutcome writes where the site is and the findings that matter most.
func printOutcome(w io.Writer, index string, rep *analyze.Report) error {
	if _, err := fmt.Fprintln(w, printable(index)); err != nil {
		return err
	}
	for _, f := range worst(rep.Findings, 3) {
		if _, err := fmt.Fprintf(w, "\n%s: %s\n  %s\n", f.Severity, printable(f.Title), printable(f.Text)); err != nil {
			return err
		}
		if f.Action != "" {
			if _, err := fmt.Fprintf(w, "  Smallest move: %s\n", printable(f.Action)); err != nil {
				return err
			}
		}
	}
	return nil
}

// worst picks the n findings that matter most: by severity, one of each rule
// before a second of any, in the report's order.
func worst(list []analyze.Finding, n int) []analyze.Finding {
	var first, again []analyze.Finding
	seen := map[string]bool{}
	for _, sev := range []analyze.Severity{analyze.Critical, analyze.Warning, analyze.Notice} {
		for _, f := range list {
			switch {
			case f.Severity != sev:
			case seen[f.Rule]:
				again = append(again, f)
			default:
				seen[f.Rule] = true
				first = append(first, f)
			}
		}
	}
	all := slices.Concat(first, again)
	return all[:min(n, len(all))]
}
