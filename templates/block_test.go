package templates_test

import (
	"testing"

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
