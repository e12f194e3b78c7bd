package templates_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownermap/templates"
)

func TestASourceLineStandsUnderTheChartWithATable(t *testing.T) {
	source := templates.Source{Text: templates.Text("Source: deals.xlsx.")}
	chart := templates.Chart{Data: &templates.Table{}}
	in := templates.Section{Source: source, Blocks: []templates.Block{chart}}
	out := in.Placed()
	if !out.Source.Empty() || out.Blocks[0].(templates.Chart).Source.Empty() {
		t.Error("the source line is not under the chart")
	}
	if in.Source.Empty() || !in.Blocks[0].(templates.Chart).Source.Empty() {
		t.Error("placing changed the section that it was given")
	}
	in.Blocks = []templates.Block{templates.Columns{Split: templates.Aside, Items: [][]templates.Block{{chart}, {templates.Facts{}}}}}
	if out := in.Placed(); !out.Source.Empty() {
		t.Error("beside facts, the source line is not under the chart")
	}
	in.Blocks = []templates.Block{&chart}
	if out := in.Placed(); !out.Source.Empty() || !chart.Source.Empty() {
		t.Error("a chart by pointer did not take the source line, or was changed")
	}
	for name, b := range map[string]templates.Block{
		"a table": templates.Table{}, "a chart without a table": templates.Chart{}, "halves": templates.Columns{Split: templates.Halves, Items: [][]templates.Block{{chart}, {chart}}},
	} {
		in.Blocks = []templates.Block{b}
		if in.Placed().Source.Empty() {
			t.Errorf("%s took the section's source line", name)
		}
	}
}

func TestARowWithAKeyReadsTheSameAtEveryDepth(t *testing.T) {
	page := func(path, key string) *templates.EvidencePage {
		row := templates.Row{Key: key, Cells: []templates.Cell{{Text: "</td><b>x"}, {Text: "Brightwater", Href: "partners/brightwater.html"}}}
		table := templates.Table{ID: "rows", Columns: []templates.Column{{Head: "Row"}, {Head: "Partner"}}, Rows: []templates.Row{row, row}}
		return &templates.EvidencePage{Page: templates.Page{Site: &templates.Site{Title: "T"}, Path: path}, Rows: templates.Section{ID: "r", Title: "R", Blocks: []templates.Block{table}}}
	}
	keyed, plain := renderer(t, "en"), renderer(t, "en")
	for range 2 { // the second time from what is kept
		for _, path := range []string{"evidence/a.html", "top.html"} {
			got, want := render(t, keyed, page(path, "deals 7|row|partner")), render(t, plain, page(path, ""))
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: %s", path, d)
			}
		}
	}
}
