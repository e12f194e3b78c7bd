package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ownermap/analyze"
	"ownermap/analyze/whatif"
	"ownermap/cmd/ownermap/config"
)

// suggesting holds the flags of suggest.
type suggesting struct {
	s                         settings
	axis, write, leaver, hire string
	asJSON, force             bool
	resamples                 int
}

func (a *app) suggest() *cobra.Command {
	g := &suggesting{}
	cmd := &cobra.Command{
		Use:   "suggest [FILE...]",
		Short: "Propose an ownership without gaps or overlaps, as a scenario to edit",
		Long: `Proposes one owner for each stage in each region: no gap, no overlap, the
relationship apart from the revenue, at the least change from today. Each move
names its reason, the runner-up and what would flip it, and how often it appears
over resamples of the deals. It is a start for a discussion, never a ranking of
people. The weights are in ownermap.yaml under weights.

With --leaver it answers what loses its owner if a person leaves, and the cheapest
cover; with --hire which single role closes most.

stdout: the proposal, or one JSON object with --json.

` + exitCodesHelp,
		Example: `  ownermap suggest --demo --write proposed.yaml
  ownermap suggest --roster roster.xlsx --deals deals.xlsx --axis partner_type
  ownermap suggest --demo --leaver "Ines Duarte"
  ownermap suggest --demo --hire any`,
		RunE: func(cmd *cobra.Command, args []string) error { return g.run(cmd, a, args) },
	}
	g.s.inputFlags(cmd)
	g.s.reportFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&g.axis, "axis", "region", "how stages are cut: region, partner_type, motion or none")
	f.StringVar(&g.write, "write", "", "write the proposal as a scenario `file`")
	f.BoolVar(&g.force, "force", false, "overwrite the scenario file")
	f.StringVar(&g.leaver, "leaver", "", "what loses its owner if the person `NAME` leaves, and the cheapest cover")
	f.StringVar(&g.hire, "hire", "", "what one hire of this `ROLE` closes; any compares the roles")
	f.IntVar(&g.resamples, "resamples", 50, "bootstrap resamples of the deals behind each move's stability")
	f.BoolVar(&g.asJSON, "json", false, "print JSON")
	return cmd
}

func (g *suggesting) run(cmd *cobra.Command, a *app, args []string) error {
	if !slices.Contains(append(analyze.Axes(), "none"), g.axis) {
		return usageError(fmt.Errorf("--axis %s: not an axis", g.axis), "give region, partner_type, motion or none")
	}
	if g.leaver != "" && g.hire != "" {
		return usageError(errors.New("--leaver and --hire are two questions"), "ask one at a time")
	}
	if err := g.s.resolve(a, args); err != nil {
		return err
	}
	ds, err := a.readBoth(cmd.Context(), &g.s)
	if err != nil {
		return err
	}
	o := whatif.SuggestOptions{Options: g.s.whatifOptions(), Weights: g.s.base.Weights, Axis: g.axis, Resamples: g.resamples}
	var sc whatif.Scenario
	switch {
	case g.leaver != "":
		l, err := whatif.Leaver(ds, o, g.leaver)
		if err != nil {
			return configError(err)
		}
		sc = l.Scenario
		err = g.print(a.out, l, func(w io.Writer) { printLeaver(w, l) })
		if err != nil {
			return err
		}
	case g.hire != "":
		role := g.hire
		if role == "any" {
			role = ""
		}
		list, err := whatif.Hires(ds, o.Options, role)
		if err != nil {
			return configError(err)
		}
		sc = list[0].Scenario
		if err := g.print(a.out, list, func(w io.Writer) { printHires(w, list) }); err != nil {
			return err
		}
	default:
		p, err := whatif.Suggest(ds, o)
		if err != nil {
			return dataError(err, "")
		}
		sc = p.Scenario
		if err := g.print(a.out, p, func(w io.Writer) { printProposal(w, p) }); err != nil {
			return err
		}
	}
	return g.save(a, sc)
}

func (g *suggesting) print(w io.Writer, v any, text func(io.Writer)) error {
	if g.asJSON {
		return printJSON(w, v)
	}
	text(w)
	return nil
}

// save writes the scenario file, never over one that a person may have edited.
func (g *suggesting) save(a *app, sc whatif.Scenario) error {
	if g.write == "" {
		return nil
	}
	body, err := config.WriteScenario(sc)
	if err != nil {
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if g.force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(g.write, flags, 0o644)
	if errors.Is(err, os.ErrExist) {
		return usageError(fmt.Errorf("%s is there already", g.write), "name another file, or give --force")
	}
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Close()); err == nil {
		a.talk.note("%s written; compare it with `ownermap compare %s`", g.write, g.write)
	}
	return err
}

func printProposal(w io.Writer, p *whatif.Proposal) {
	fmt.Fprintf(w, "%s, %s, %s cost %.2f", count(len(p.Moves), "move"), count(len(p.Kept), "owner")+" kept", p.Method, p.Cost)
	if p.Method != "optimal" {
		fmt.Fprintf(w, ", at most %.0f%% above the best", p.Gap*100)
	}
	fmt.Fprintln(w)
	for _, m := range p.Moves {
		segment := ""
		if m.Segment != "" {
			segment = " in " + m.Segment
		}
		fmt.Fprintf(w, "\n%s%s: %s\n  %s\n", printable(m.StageName), printable(segment), printable(m.Person), printable(m.Reason))
		if m.RunnerUp != "" {
			fmt.Fprintf(w, "  runner-up: %s, at %.2f more\n", printable(m.RunnerUp), m.Extra)
		}
		fmt.Fprintf(w, "  would flip: %s\n  the same in %.0f%% of resamples\n", printable(m.Flips), m.Stability*100)
	}
	for _, n := range p.Notes {
		fmt.Fprintf(w, "\nnote: %s\n", printable(n))
	}
}

func printLeaver(w io.Writer, l *whatif.LeaverAnswer) {
	gone, covered := &l.Comparison.Sides[0], &l.Comparison.Sides[1]
	fmt.Fprintf(w, "If %s leaves\n", printable(l.Person))
	for _, g := range gone.GapsOpened {
		fmt.Fprintf(w, "  %d of %s lose their only owner\n", g.Items, printable(g.Stage))
	}
	if len(gone.GapsOpened) == 0 {
		fmt.Fprintln(w, "  no item loses its only owner")
	}
	for _, s := range l.Stated {
		fmt.Fprintf(w, "  the roster gives %s to this seat\n", s)
	}
	for _, f := range gone.Raised {
		fmt.Fprintf(w, "  finding new: %s (%s)\n", printable(f.Title), f.Rule)
	}
	fmt.Fprintln(w, "\nThe cheapest cover")
	printProposal(w, l.Cover)
	for _, g := range covered.GapsOpened {
		fmt.Fprintf(w, "  still open: %d of %s\n", g.Items, printable(g.Stage))
	}
}

func printHires(w io.Writer, list []whatif.HireOption) {
	for _, h := range list {
		fmt.Fprintf(w, "%s: closes %s without an owner, resolves %s, raises %d\n", h.Role, count(h.GapsClosed, "item"), count(h.Resolved, "finding"), h.Raised)
	}
}
