package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ownermap/analyze"
	"ownermap/cmd/ownermap/config"
	"ownermap/ingest"
)

func (a *app) explain() *cobra.Command {
	var s settings
	var asJSON, list bool
	var limit int
	cmd := &cobra.Command{
		Use:   "explain FIGURE [FILE...]",
		Short: "Print the source rows behind a figure of the report",
		Long: `Computes the report and prints one figure with the rows it was computed from.
The evidence links of the site and the "figures" of data/report.json name the
same ids; --list prints them all, or those that begin with FIGURE.

stdout: the figure and its rows, or one JSON object with --json.`,
		Example: `  ownermap explain --demo --list
  ownermap explain --demo stages.activation.unowned
  ownermap explain --roster roster.xlsx --deals deals.xlsx separation.blur_rate`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !list {
				return fmt.Errorf("which figure? give its id, or --list")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			id := ""
			if len(args) > 0 {
				id, args = args[0], args[1:]
			}
			if err := s.resolve(a, args); err != nil {
				return err
			}
			ds, err := a.readBoth(cmd.Context(), &s)
			if err != nil {
				return err
			}
			rep, err := s.report(ds)
			if err != nil {
				return err
			}
			if list {
				return listFigures(a.out, rep, id)
			}
			e, err := explainFigure(ds, rep, id)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(a.out, e)
			}
			return e.writeText(a.out, limit)
		},
	}
	s.inputFlags(cmd)
	s.reportFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "write one JSON object, with every row")
	cmd.Flags().BoolVar(&list, "list", false, "list the ids of figures and their values")
	cmd.Flags().IntVar(&limit, "limit", 100, "show this many `rows`; 0 shows all")
	return cmd
}

// explanation is one figure and its rows.
type explanation struct {
	Figure string         `json:"figure"`
	Value  any            `json:"value"`
	Unit   string         `json:"unit"`
	Rows   []string       `json:"rows"` // runs, as in report.json
	Source []explainedRow `json:"source"`
}

// explainedRow is one source row in a few words.
type explainedRow struct {
	At   string `json:"at"`
	Text string `json:"text"`
}

func explainFigure(ds *ingest.Dataset, rep *analyze.Report, id string) (*explanation, error) {
	f, ok := rep.Figures[id]
	if !ok {
		return nil, usageError(fmt.Errorf("no figure %q in this report", id), figureHint(rep, id))
	}
	e := &explanation{Figure: id, Value: f.Value, Unit: f.Unit, Rows: append([]string{}, f.Rows...), Source: []explainedRow{}}
	rows := rowIndex(ds)
	for _, run := range f.Rows {
		positions, err := expandRun(run)
		if err != nil {
			return nil, err
		}
		for _, at := range positions {
			e.Source = append(e.Source, explainedRow{At: at, Text: rows[at]})
		}
	}
	return e, nil
}

// figureHint names the figure that was meant, or how to see them all.
func figureHint(rep *analyze.Report, id string) string {
	ids := slices.Sorted(maps.Keys(rep.Figures))
	if near := config.Nearest(id, ids); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	var under []string
	for _, other := range ids {
		if strings.Contains(other, id) {
			under = append(under, other)
		}
	}
	if len(under) > 0 {
		return "figures with that name in them: " + strings.Join(under[:min(8, len(under))], ", ")
	}
	return "--list prints every id"
}

func listFigures(w io.Writer, rep *analyze.Report, prefix string) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, id := range slices.Sorted(maps.Keys(rep.Figures)) {
		if f := rep.Figures[id]; strings.HasPrefix(id, prefix) {
			fmt.Fprintf(tw, "%s\t%s\t%s\n", cellText(id), valueText(f.Value), f.Unit)
		}
	}
	return tw.Flush()
}

// valueText writes a figure's value; without one it says so.
func valueText(v any) string {
	if v == nil {
		return "not enough data"
	}
	switch v := v.(type) {
	case *float64:
		if v == nil {
			return "not enough data"
		}
		return fmt.Sprint(*v)
	case *int:
		if v == nil {
			return "not enough data"
		}
		return fmt.Sprint(*v)
	}
	return fmt.Sprint(v)
}

func (e *explanation) writeText(w io.Writer, limit int) error {
	fmt.Fprintf(w, "%s = %s %s\n", cellText(e.Figure), valueText(e.Value), e.Unit)
	if len(e.Source) == 0 {
		fmt.Fprintln(w, "no rows stand behind it")
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, r := range e.Source {
		if limit > 0 && i == limit {
			fmt.Fprintf(tw, "and %s, see --limit 0 or --json\n", count(len(e.Source)-i, "more row"))
			break
		}
		fmt.Fprintf(tw, "%s\t%s\n", cellText(r.At), rowText(r.Text))
	}
	return tw.Flush()
}
