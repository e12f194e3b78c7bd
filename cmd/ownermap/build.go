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
	"ownermap/site"
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
the config, else it has its default. A workbook that is given by kind also gives
its sheets with partners and rates, where nothing else gives these.

Where a cell cannot be used the site is written all the same, says what was left
out, and the command ends with exit code 3. Where a file cannot be used, nothing
is written, the last site stays, and the code is 3 as well.

With audiences in ownermap.yaml the sites of all are built from one run, and all
are put in place or none. A redacted site is searched for every name that it may
not show; where one is found, nothing is written and the code is 1.

stdout: the path of each first page, and the findings that matter most.

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
	cmd.Flags().BoolVar(&s.archive, "archive", false, "keep each quarter's site in a folder of its own within --out, with a page that sets their figures side by side")
	return cmd
}

// buildSite reads, analyses and writes, then says where and what matters.
func (a *app) buildSite(ctx context.Context, s *settings) error {
	who, err := s.audiences()
	if err == nil {
		err = a.needKey(who)
	}
	if err != nil {
		return err
	}
	ds, err := a.readBoth(ctx, s)
	if err != nil {
		return err
	}
	sites, err := a.prepareSites(ctx, s, who, ds)
	if err != nil {
		return err
	}
	files := 0
	for _, one := range sites {
		res, err := one.draft.Swap()
		if err != nil {
			return err
		}
		files += res.Files
		if s.archive {
			index, err := site.WriteArchive(ctx, a.siteOptions(s, one.who.Out))
			if err != nil {
				return err
			}
			files += index.Files
		}
		for _, w := range res.Warnings {
			a.talk.warn(w, "")
		}
	}
	a.talk.note("%s, %s, %s read; %s written", count(len(ds.People), "person"), count(len(ds.Partners), "partner"),
		count(len(ds.Deals), "deal"), count(files, "file"))
	if n := ds.Issues.Count(ingest.SevWarning); n > 0 && !s.strict {
		a.talk.note("the data has %s: see the data page, or `ownermap check`", count(n, "warning"))
	}
	if err := printOutcome(a.out, sites); err != nil {
		return err
	}
	return judgeReport(ds, sites[0].Report.Issues, s.strict)
}

// printOutcome writes where the sites are, and of the first the findings that
// matter most.
func printOutcome(w io.Writer, sites []audienceSite) error {
	for _, one := range sites {
		if _, err := fmt.Fprintln(w, printable(filepath.Join(one.who.Out, "index.html"))); err != nil {
			return err
		}
	}
	for _, f := range worst(sites[0].Report.Findings, 3) {
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
