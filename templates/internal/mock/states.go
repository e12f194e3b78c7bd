package mock

import (
	"html/template"
	"math"
	"strings"

	t "ownermap/templates"
)

func states() t.View {
	p := &t.StagePage{Page: page("", "stages/activation.html", "Not enough data for most of this page.", nil)}
	p.Figures = []t.KeyFigure{
		{Label: "Median days from handoff to acceptance", Missing: "not enough data: needs 10 acceptances, has 4", Delta: t.Delta{Text: "no earlier quarter"}},
		{Label: "Deals open", Value: "31", Spark: []float64{4, math.NaN(), 5, 6}, Delta: t.Delta{Way: t.Up, Text: "4, more"}, Context: "7 past their expected close"},
	}
	s := strip()
	s.ID = "states-strip"
	s.Rows = s.Rows[:3]
	s.Rows[1] = t.StripRow{Stage: "Activation", Items: "64 partners", Owner: "Nobody", Status: "unowned", Severity: t.Critical, Unknown: "no column names an owner"}
	s.Rows[2].Owned, s.Rows[2].Shared, s.Rows[2].Orphaned, s.Rows[2].Unowned, s.Rows[2].Share = 0, 0, 0, 0, ""
	p.Strip = t.Section{ID: "strip-s", Title: "No stage stands out", Blocks: []t.Block{s}}
	p.People = t.Section{ID: "trend-s", Title: "Sourced revenue", Blocks: []t.Block{t.Chart{ID: "short", Title: "Trend", Label: "x", Missing: "not enough data: needs 8 complete quarters, has 5", Source: t.Source{Text: t.Text("Source: deals.xlsx.")}}, t.Table{ID: "none", Caption: "none", Empty: "No deal names a motion."}, t.Missing{Text: "not enough data: 41 of 118 deals name a motion"}, t.Notes{Items: []t.Note{{Severity: t.Warning, Text: t.Text("41 of 118 deals name a motion")}}}}}
	big := matrix()
	big.ID = "tall"
	for i := range big.Rows {
		big.Cells[i] = append(big.Cells[i], big.Cells[i][:5]...)
	}
	big.Cols = append(big.Cols, big.Cols[:5]...)
	p.Map = t.Section{ID: "tall-s", Title: "Sixteen people: turned over", Blocks: []t.Block{big, t.Subhead{ID: "sub", Text: "A subhead", Lede: t.Text("with a line")}, t.Paragraph{Text: t.Text("And a paragraph.")}}}
	p.Comments = []t.Comment{{Body: template.HTML("<p>Fresh.</p>"), Author: "M. Okafor", Date: "2 July 2026"}}
	return p
}

// Hostile is text as a damaged or malicious spreadsheet brings it.
var Hostile = []string{
	`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`,
	"\u202egnirts desrever\u202d \u2066x", strings.Repeat("Very", 2500), `javascript:alert(1)`, "{{.Site}}", "a\x00b\x1bc", "<!--", "]]>", "=HYPERLINK(\"x\")",
}

func hostile() t.View {
	p := &t.PartnerPage{Page: page("partners", "partners/h.html", Hostile[0]+Hostile[3], nil)}
	p.Title = Hostile[1]
	tb := t.Table{ID: "hostile", Caption: Hostile[1], Columns: []t.Column{{Head: Hostile[0], Help: Hostile[1]}, {Head: Hostile[4], Kind: t.Number}, {Head: "x"}}}
	var rich t.Rich
	var list t.Findings
	var nodes []t.Node
	for _, h := range Hostile {
		tb.Rows = append(tb.Rows, t.Row{Cells: []t.Cell{{Text: h, Href: h, Sub: t.Rich{t.Name(h)}, Value: h}, {Text: h, Bar: &t.Bar{Share: .5}}, {Text: h, None: h, More: []t.Link{{Text: h, Href: h}}}}})
		rich = append(rich, t.Name(h), t.To(h, h), t.Span{Text: h, Strong: true})
		list.Items = append(list.Items, t.Finding{Severity: t.Warning, Head: h, Text: t.Text(h), Move: t.Rich{t.Name(h)}, Evidence: []t.Link{{Text: h, Href: h}}, Rule: t.Link{Text: h, Href: h}})
		nodes = append(nodes, t.Node{Name: h, Href: h, Sub: h})
	}
	p.Kicker = []t.Rich{rich}
	p.Figures = []t.KeyFigure{{Label: Hostile[4], Value: Hostile[0], Unit: Hostile[1], Context: Hostile[2], Href: Hostile[5]}, {Label: Hostile[0], Value: "1"}}
	p.Owners = t.Section{ID: "h1", Title: Hostile[1], Lede: rich, Blocks: []t.Block{tb, list, t.Tree{Label: Hostile[1], Roots: nodes}}}
	s := t.Strip{Caption: Hostile[0], Rows: []t.StripRow{{Stage: Hostile[4], Items: Hostile[0], Owner: Hostile[4], OwnerRef: Hostile[5], Status: Hostile[3], Owned: 1, Share: Hostile[1]}}}
	m := t.Matrix{Caption: Hostile[1], Rows: []t.Head{{Text: Hostile[4], Full: Hostile[1]}}, Cols: []t.Head{{Text: Hostile[0], Href: Hostile[5]}}, Cells: [][]t.Square{{{Text: "1", Label: Hostile[1], Href: Hostile[2]}}}}
	p.Deals = t.Section{ID: "h2", Title: Hostile[4], Blocks: []t.Block{s, m, t.Chart{ID: "hc", Label: Hostile[1], Wide: "<svg></svg>", Option: []byte(`{"a":"</script><!--<script>"}`)}}}
	return p
}
