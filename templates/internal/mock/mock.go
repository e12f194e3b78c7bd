// Package mock holds pages with invented people and numbers, for the package's tests
// and its gallery of pictures.
package mock

import (
	"fmt"
	"html/template"

	t "ownermap/templates"
)

// Pages are one page of each kind that the pictures show, and two with states and hostile text.
func Pages() []t.View {
	return []t.View{summary(), ownership(), load(), person(), whatIf(), leadership(), method(), data(), search(), states(), hostile()}
}

func site() *t.Site {
	return &t.Site{
		Title: "Partner ownership review", Period: "2026-Q2", AsOf: "as of 30 June 2026",
		Style: "style.css", Scripts: []string{"app.js"}, Search: true,
		Nav: []t.NavGroup{
			{Items: []t.NavItem{{Key: "summary", Text: "Summary", Href: "index.html"}}},
			{Name: "Who owns what", Items: []t.NavItem{{Key: "ownership", Text: "Ownership", Href: "ownership.html"}, {Key: "load", Text: "Load", Href: "load.html"}, {Key: "separation", Text: "Relationship and revenue", Href: "separation.html"}}},
			{Name: "Does it pay", Items: []t.NavItem{{Key: "revenue", Text: "Revenue", Href: "revenue.html"}, {Key: "activation", Text: "Activation", Href: "activation.html"}, {Key: "handoffs", Text: "Handoffs", Href: "handoffs.html"}}},
			{Name: "How it is built", Items: []t.NavItem{{Key: "leadership", Text: "Leadership", Href: "leadership.html"}, {Key: "scaling", Text: "Scaling", Href: "scaling.html"}, {Key: "whatif", Text: "What if", Href: "whatif.html"}}},
			{Name: "Evidence", Items: []t.NavItem{{Key: "findings", Text: "Findings", Href: "findings.html", Count: "12"}, {Key: "people", Text: "People", Href: "people.html", Count: "11"}, {Key: "partners", Text: "Partners", Href: "partners.html", Count: "64"}, {Key: "data", Text: "Data and issues", Href: "data.html", Count: "9"}, {Key: "method", Text: "Method", Href: "method.html"}}},
		},
		Footer: t.Rich{{Text: "Built from roster.xlsx (11 rows kept of 11) and deals.xlsx (431 of 436). Every figure links to its source rows. "}, t.To("Method", "method.html")},
	}
}

func page(key, path, verdict string, deck t.Rich) t.Page {
	return t.Page{Site: site(), Key: key, Path: path, Verdict: verdict, Deck: deck,
		Kicker: []t.Rich{t.Text("Summary for leadership"), t.Text("2026-Q2 (April to June)"), t.Text("as of 30 June 2026, inferred from the deals")}}
}

func bold(before, figure, after string) t.Rich {
	return t.Rich{{Text: before}, t.Bold(figure), {Text: after}}
}

func strip() t.Strip {
	return t.Strip{ID: "strip", Caption: "Ownership of each stage", Rows: []t.StripRow{
		{Stage: "Recruitment", Items: "64 partners", Owner: "Jonas Vermeer", Status: "owned", Severity: t.Good, Owned: 52, Shared: 7, Orphaned: 3, Unowned: 2, Share: "81%"},
		{Stage: "Activation", Items: "64 partners", Owner: "Nobody", Status: "unowned", Severity: t.Critical, Owned: 19, Shared: 8, Orphaned: 6, Unowned: 31, Share: "30%"},
		{Stage: "Enablement", Items: "64 partners", Owner: "Elif Yılmazer", Status: "owned", Severity: t.Good, Owned: 44, Shared: 9, Orphaned: 1, Unowned: 10, Share: "69%"},
		{Stage: "Co-sell", Items: "118 deals", Owner: "3 people, overlapping", Status: "shared", Severity: t.Warning, Owned: 71, Shared: 33, Orphaned: 5, Unowned: 9, Share: "60%"},
		{Stage: "Measurement", Items: "118 deals", Owner: "Grace Tupou", Status: "owned, with no deputy", Severity: t.Notice, Owned: 97, Shared: 4, Unowned: 17, Share: "82%"},
	}}
}

func keyFigures() []t.KeyFigure {
	return []t.KeyFigure{
		{Label: "Partner-sourced revenue in the quarter", Value: "€1.84", Unit: "m", Spark: []float64{1.1, 1.2, 1.4, 1.35, 1.5, 1.7, 1.63, 1.84}, Delta: t.Delta{Way: t.Up, Judgement: t.Better, Text: "€0.21 m, better"}, Context: "was €1.63 m in Q1"},
		{Label: "Stages with one clear owner", Value: "3", Unit: "of 5", Spark: []float64{2, 2, 2, 3, 3, 3, 3, 3}, Delta: t.Delta{Way: t.Level, Text: "unchanged"}, Context: "activation and co-sell are open"},
		{Label: "Generalists, share of team by FTE", Value: "40%", Spark: []float64{25, 25, 29, 29, 33, 29, 33, 40}, Delta: t.Delta{Way: t.Up, Judgement: t.Worse, Text: "7 points, worse"}, Context: "4 of 11 people; was 33%"},
		{Label: "Deals with one person on both sides", Value: "31%", Spark: []float64{44, 41, 43, 39, 41, 38, 35, 31}, Delta: t.Delta{Way: t.Down, Judgement: t.Better, Text: "4 points, better"}, Context: "29 of 93; 95% interval 23 to 41%", Href: "evidence/blur.html"},
		{Label: "Median days from handoff to acceptance", Value: "9", Unit: "days", Spark: []float64{7, 6, 8, 5, 7, 5, 6, 9}, Delta: t.Delta{Way: t.Up, Judgement: t.Worse, Text: "3 days, worse"}, Context: "38 of 46 accepted; was 6 days"},
	}
}

// picture is a line chart as the chart package would write it: light colours as attributes.
func picture(w, h int) template.HTML {
	values := []int{42, 52, 46, 58, 54, 62, 71, 67, 76, 84, 81, 92}
	points := ""
	for i, v := range values {
		points += fmt.Sprintf("%d,%d ", 40+i*(w-200)/11, h-40-v*(h-80)/100)
	}
	s := fmt.Sprintf(`<svg width="%d" height="%d" viewBox="0 0 %d %d" xmlns="http://www.w3.org/2000/svg">`, w, h, w, h)
	for i := 1; i <= 4; i++ {
		y := h - 40 - i*(h-80)/4
		s += fmt.Sprintf(`<line x1="40" x2="%d" y1="%d" y2="%d" stroke="#DDE1E6"/><text x="32" y="%d" text-anchor="end" font-size="12" fill="#626B76">%.1f</text>`, w-140, y, y, y+4, float64(i)/2)
	}
	s += fmt.Sprintf(`<line x1="40" x2="%d" y1="%d" y2="%d" stroke="#14181D"/>`, w-140, h-40, h-40)
	s += fmt.Sprintf(`<polyline points="%s" fill="none" stroke="#0B5D75" stroke-width="2.5"/>`, points)
	s += fmt.Sprintf(`<text x="%d" y="50" font-size="13" font-weight="bold" fill="#0B5D75">Predictable within ±9%%</text>`, w-150)
	return template.HTML(s + `</svg>`)
}

func revenueChart() t.Chart {
	return t.Chart{
		Source: t.Source{Text: t.Text("12 complete quarters. Trend: Theil-Sen. Forecast: drift, range of its past errors. Source: deals.xlsx."), Links: []t.Link{{Text: "Rows", Href: "evidence/revenue.html"}, {Text: "Method", Href: "method.html"}}},
		ID:     "trend", Label: "Sourced revenue rose in seven of eleven quarters, from 0.84 to 1.84 million euros.",
		Wide: picture(700, 260), Narrow: picture(328, 220), Option: []byte(`{"series":[{"type":"line","data":[1,2]}],"x":"</script>"}`),
		Data: &t.Table{ID: "trend-data", Caption: "Sourced revenue by quarter", Columns: []t.Column{{Head: "Quarter"}, {Head: "Sourced", Kind: t.Number}},
			Rows: []t.Row{{Cells: []t.Cell{{Text: "2026-Q1"}, {Text: "€1.63 m", Value: "1630000"}}}, {Cells: []t.Cell{{Text: "2026-Q2"}, {Text: "€1.84 m", Value: "1840000"}}}}},
	}
}

func summary() t.View {
	p := &t.SummaryPage{Page: page("summary", "index.html", "Partner-sourced revenue grows predictably, but nobody owns activation.", t.Rich{
		{Text: "Sourced revenue reached "}, t.Bold("€1.84 m"), {Text: " and forecasts one quarter ahead missed by 9% on average. Under it, "}, t.Bold("31 of 64 partners"),
		{Text: " have no activation owner, co-sell has three overlapping owners, and four of eleven people work across all five stages."}})}
	p.Figures = keyFigures()
	p.Strip = t.Section{ID: "ownership", Title: "Activation is the gap: three in ten partners have one owner",
		Lede: t.Text("Who owns each stage of the partner lifecycle, in what the roster states and in what the records name."), Blocks: []t.Block{strip()},
		Source: t.Source{Text: t.Text("Partners and partner deals open on 30 June 2026 or closed since 1 July 2025. Source: roster.xlsx, deals.xlsx."), Links: []t.Link{{Text: "Rows behind this table", Href: "evidence/ownership.html"}}}}
	p.Revenue = t.Section{ID: "revenue", Title: "Sourced revenue rose in seven of eleven quarters and stays close to forecast", Lede: t.Text("Won deals that a partner brought, € m by fiscal quarter"),
		Blocks: []t.Block{t.Columns{Split: t.Aside, Items: [][]t.Block{{revenueChart()}, {t.Facts{Items: []t.Fact{
			{Label: "Trend", Text: t.Rich{t.Bold("Rising"), {Text: ", €87 k a quarter (95%: 71 k to 104 k)"}}},
			{Label: "Predictability", Text: t.Rich{t.Bold("Predictable within ±9%"), {Text: ", one quarter ahead, over 8 past forecasts (MASE 0.80)"}}},
			{Label: "Concentration", Text: bold("The top 3 of 31 partners bring ", "41%", ": as concentrated as 12 equal partners")},
			{Label: "Attribution", Text: bold("7 of 118 deals claim two origins: between ", "€1.69 m and €1.91 m", "")},
		}}}}}}}
	try := t.Link{Text: "Try it: what if", Href: "whatif.html"}
	p.Moves = t.Section{ID: "moves", Title: "Three moves for this quarter", Blocks: []t.Block{t.Moves{Items: []t.Move{
		{Head: "Name an activation owner in each region", Why: t.Text("31 of 64 partners have nobody; 6 more name only people who left. Hiro Matsuda and Kavya Raman carry less than the median."), Evidence: []t.Link{{Text: "37 partners without an owner", Href: "evidence/a.html"}}, Try: try},
		{Head: "Give co-sell one owner in each region", Why: t.Text("Chiara Benedetti, Dae-jung Park and Farid Haidari overlap. 33 of 118 deals name two or more owners."), Evidence: []t.Link{{Text: "33 deals with several owners", Href: "evidence/b.html"}}, Try: try},
		{Head: "Move the number away from relationship owners", Why: t.Text("Two partner managers carry a quota, and 29 of 93 deals have one person as both manager and seller."), Evidence: []t.Link{{Text: "29 deals", Href: "evidence/c.html"}, {Text: "2 roster rows", Href: "evidence/d.html"}}, Try: try},
	}}}}
	p.Limits = t.Section{ID: "limits", Title: "What this data cannot say", Blocks: []t.Block{t.Limits{Items: []t.Limit{
		{Lead: "Whether a reorganisation changes revenue.", Text: t.Text("The records show what moves together, never why.")},
		{Lead: "How fast APAC accepts handoffs.", Text: t.Text("A median needs 10 acceptances, has 4.")},
		{Lead: "Who holds revenue on 25 of 118 deals.", Text: t.Text("The blur rate leaves them out.")},
		{Lead: "Whether Dae-jung Park is a specialist.", Text: t.Text("15 items, needs 20: the roster’s word is used.")},
	}}}}
	return p
}
