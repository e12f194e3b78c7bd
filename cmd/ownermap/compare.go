package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ownermap/analyze/whatif"
	"ownermap/cmd/ownermap/config"
	"ownermap/cmd/ownermap/samples"
	"ownermap/ingest"
)

func (a *app) compare() *cobra.Command {
	var s settings
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "compare [SCENARIO...]",
		Short: "Lay scenarios beside today: what each closes, opens and costs",
		Long: `Applies each scenario file to a copy of the data, runs the same analysis and
prints base and scenarios side by side: the scorecard, findings resolved and new,
the handovers in order, and past revenue that changes hands. Revenue is never
predicted from a reorganisation. docs/scenarios.md describes the files, and the
sheet Scenario of a roster workbook, which is always among them.

stdout: the comparison, or one JSON object with --json.

` + exitCodesHelp,
		Example: `  ownermap compare --demo separate.yaml clone.yaml
  ownermap compare --roster roster.xlsx --deals deals.xlsx 'scenarios/*.yaml'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.resolve(a, nil); err != nil {
				return err
			}
			ds, err := a.readBoth(cmd.Context(), &s)
			if err != nil {
				return err
			}
			sheets, err := s.scenarioSheets(cmd.Context())
			if err != nil {
				return err
			}
			if len(args)+len(sheets) == 0 {
				return usageError(errors.New("no scenario"), "name scenario files, or add a sheet Scenario to the roster workbook; see docs/scenarios.md")
			}
			c, err := s.compared(ds, nil, args, sheets...)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(a.out, c)
			}
			return printComparison(a.out, c)
		},
	}
	s.inputFlags(cmd)
	s.reportFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// whatifOptions are what scenarios need beside the dataset.
func (s *settings) whatifOptions() whatif.Options {
	return whatif.Options{Analyze: s.analyzeOptions(), Values: s.ingestOptions(nil).Values}
}

// compared reads scenario files (each a path or a glob) and compares them.
// A proposal is the last of them.
func (s *settings) compared(ds *ingest.Dataset, proposal *whatif.Proposal, patterns []string, sheets ...config.SheetScenario) (*whatif.Comparison, error) {
	files, err := scenarioFiles(patterns)
	if err != nil {
		return nil, err
	}
	var list []whatif.Scenario
	for _, f := range files {
		list = append(list, f.Scenario)
	}
	for _, f := range sheets {
		list = append(list, f.Scenario)
	}
	if proposal != nil {
		if slices.ContainsFunc(list, func(sc whatif.Scenario) bool { return sc.Title == proposal.Scenario.Title }) {
			proposal.Scenario.Title += ", as computed" // its file was edited and is among them
		}
		list = append(list, proposal.Scenario)
	}
	c, err := whatif.Compare(ds, s.whatifOptions(), list)
	for _, f := range files {
		if err != nil {
			err = f.At(err)
		}
	}
	for _, f := range sheets {
		if err != nil {
			err = f.At(err)
		}
	}
	if err != nil {
		return nil, configError(err)
	}
	c.Proposal = proposal
	return c, nil
}

// scenarioFiles loads the files that the patterns match; titles must differ.
func scenarioFiles(patterns []string) ([]config.ScenarioFile, error) {
	var files []config.ScenarioFile
	seen := map[string]string{}
	for _, p := range patterns {
		names, err := filepath.Glob(p)
		if err != nil || len(names) == 0 {
			names = []string{p}
		}
		for _, name := range names {
			f, err := config.LoadScenario(name)
			if err != nil {
				return nil, configError(err)
			}
			if other, twice := seen[f.Title]; twice {
				return nil, usageError(fmt.Errorf("%s: the title %q is that of %s", name, f.Title, other), "give each scenario its own title")
			}
			seen[f.Title] = name
			files = append(files, f)
		}
	}
	return files, nil
}

// configError gives what a config or scenario file is refused for its exit code.
func configError(err error) error {
	var e *config.Error
	var w *whatif.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return usageError(e, e.Hint)
	case errors.As(err, &w):
		return usageError(w, w.Hint)
	}
	return usageError(err, "")
}

// printComparison writes the scorecard, then each scenario.
func printComparison(w io.Writer, c *whatif.Comparison) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprint(t, "\ttoday")
	for _, s := range c.Sides {
		fmt.Fprintf(t, "\t%s\t", printable(s.Title))
	}
	fmt.Fprintln(t)
	for _, l := range c.Scorecard {
		fmt.Fprintf(t, "%s\t%s", l.Label, figureText(l.Values[0], l.Unit))
		for _, v := range l.Values[1:] {
			fmt.Fprintf(t, "\t%s\t%s", figureText(v, l.Unit), l.Reading(v))
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for i := range c.Sides {
		printSide(w, &c.Sides[i])
	}
	fmt.Fprintln(w, "\nWhat cannot be known")
	for _, u := range c.Unknowable {
		fmt.Fprintf(w, "  %s\n", u)
	}
	return nil
}

func printSide(w io.Writer, s *whatif.Side) {
	fmt.Fprintf(w, "\n%s\n", printable(s.Title))
	gaps := func(word string, list []whatif.Gap) {
		for _, g := range list {
			fmt.Fprintf(w, "  %s: %d of %s\n", word, g.Items, printable(g.Stage))
		}
	}
	gaps("gap closed", s.GapsClosed)
	gaps("gap opened", s.GapsOpened)
	findings := func(word string, list []whatif.FindingRef) {
		for _, f := range list {
			fmt.Fprintf(w, "  %s: %s (%s)\n", word, printable(f.Title), f.Rule)
		}
	}
	findings("finding resolved", s.Resolved)
	findings("finding new", s.Raised)
	fmt.Fprintf(w, "  findings unchanged: %d\n", len(s.Unchanged))
	for _, r := range s.RevenueMoved {
		fmt.Fprintf(w, "  past revenue now with %s: %s, %s\n", printable(r.To), r.Amount, count(r.Deals, "deal"))
	}
	for i, t := range s.Transitions {
		if i == mostSteps {
			fmt.Fprintf(w, "  and %d more handovers: see --json, or the site's page\n", len(s.Transitions)-i)
			break
		}
		fmt.Fprintf(w, "  %d. %s\n", t.Step, printable(transitionText(t)))
	}
	for _, n := range s.NothingToDoFor {
		fmt.Fprintf(w, "  note: %s\n", printable(n))
	}
}

// mostSteps is how many handovers of a scenario a terminal is shown.
const mostSteps = 20

// transitionText says who hands what to whom, with the first partners by name.
func transitionText(t whatif.Transition) string {
	if t.From == "" {
		return t.To + ": " + t.What
	}
	text := fmt.Sprintf("%s: from %s to %s", t.What, t.From, t.To)
	if n := len(t.Partners); n > 0 {
		shown := t.Partners[:min(n, 3)]
		text += ", " + count(n, "partner") + " (" + strings.Join(shown, ", ")
		if n > len(shown) {
			text += fmt.Sprintf(" and %d more", n-len(shown))
		}
		text += ")"
	}
	return text
}

// figureText writes a scorecard figure for a terminal.
func figureText(v *float64, unit string) string {
	switch {
	case v == nil:
		return "–"
	case unit == "share":
		return fmt.Sprintf("%.0f%%", *v*100)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", *v), ".0")
}

// scenarios compares the scenarios that the config names, or the demo's, those
// on a sheet of the roster, and the proposal that the config asks for; nil where
// there are none.
func (a *app) scenarios(ctx context.Context, s *settings, ds *ingest.Dataset) (*whatif.Comparison, error) {
	patterns, axis := s.base.Scenarios, s.base.Suggest
	if s.demo {
		dir, err := os.MkdirTemp("", "ownermap-scenarios-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		if patterns, err = demoScenarios(dir); err != nil {
			return nil, err
		}
		axis = "region"
	}
	sheets, err := s.scenarioSheets(ctx)
	if err != nil {
		return nil, err
	}
	var proposal *whatif.Proposal
	if axis != "" {
		proposal, err = whatif.Suggest(ds, whatif.SuggestOptions{Options: s.whatifOptions(), Weights: s.base.Weights, Axis: axis})
		if err != nil {
			a.talk.warn("no ownership is proposed: "+err.Error(), "")
		}
	}
	if len(patterns)+len(sheets) == 0 && proposal == nil {
		return nil, nil
	}
	return s.compared(ds, proposal, patterns, sheets...)
}

// demoScenarios writes the demo's scenario files to a directory.
func demoScenarios(dir string) (files []string, err error) {
	for _, name := range samples.Scenarios() {
		src, err := samples.Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, filepath.Join(dir, filepath.Base(name)))
		if err := os.WriteFile(files[len(files)-1], src, 0o600); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// scenarioFilesOf writes each scenario of a comparison as a file to edit.
func scenarioFilesOf(c *whatif.Comparison) (out [][]byte, err error) {
	if c == nil {
		return nil, nil
	}
	for _, sc := range c.Scenarios {
		body, err := config.WriteScenario(sc)
		if err != nil {
			return nil, err
		}
		out = append(out, body)
	}
	return out, nil
}

// scenarioSheets are the scenarios of sheets called Scenario in the rosters.
func (s *settings) scenarioSheets(ctx context.Context) (list []config.SheetScenario, err error) {
	if s.demo {
		return nil, nil
	}
	sources, err := s.sources()
	if err != nil {
		return nil, err
	}
	sheets, err := ingest.ScenarioSheets(ctx, sources)
	if err != nil {
		return nil, dataError(err, "")
	}
	for _, rows := range sheets {
		found, err := config.SheetScenarios(rows)
		if err != nil {
			return nil, configError(err)
		}
		list = append(list, found...)
	}
	return list, nil
}
