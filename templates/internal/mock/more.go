package mock

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	t "ownermap/templates"
)

var people = []string{"Amara Nwosu", "Björn Sandqvist", "Chiara Benedetti", "Dae-jung Park", "Elif Yılmazer", "Farid Haidari", "Grace Tupou", "Hiro Matsuda", "Itzel Morales", "Jonas Vermeer", "Kavya Raman"}

var stages = []string{"Recruitment", "Activation", "Enablement", "Co-sell", "Measurement"}

var items = [][]int{
	{9, 3, 0, 1, 0, 6, 0, 10, 2, 28, 0}, {8, 3, 0, 0, 2, 10, 0, 4, 0, 0, 0}, {10, 3, 0, 0, 22, 9, 0, 3, 0, 0, 6},
	{13, 19, 26, 14, 0, 8, 0, 5, 5, 0, 14}, {6, 8, 2, 0, 0, 3, 78, 4, 0, 0, 0},
}

var stated = map[[2]int]bool{{0, 9}: true, {2, 4}: true, {3, 2}: true, {3, 3}: true, {3, 5}: true, {4, 6}: true}

func matrix() t.Matrix {
	m := t.Matrix{ID: "matrix", Caption: "Items of each stage by person", Key: true}
	for _, p := range people {
		m.Cols = append(m.Cols, t.Head{Text: p, Href: "people/x.html"})
	}
	for i, s := range stages {
		m.Rows = append(m.Rows, t.Head{Text: s})
		total := 0
		for _, n := range items[i] {
			total += n
		}
		var row []t.Square
		for j, n := range items[i] {
			c := t.Square{Stated: stated[[2]int{i, j}]}
			if n > 0 {
				share := float64(n) / float64(total)
				c.Text, c.Step = strconv.Itoa(n), 1+min(4, int(share*6))
				c.Label = fmt.Sprintf("%d of %d", n, total)
			}
			row = append(row, c)
		}
		m.Cells = append(m.Cells, row)
	}
	return m
}

func gap(n int) t.Gap {
	switch {
	case n < 0:
		return t.Gap{Text: "n = 3", Thin: true, Label: "too few items"}
	case n >= 75:
		return t.Gap{Text: strconv.Itoa(n)}
	case n >= 50:
		return t.Gap{Text: strconv.Itoa(n), Step: 1}
	case n >= 25:
		return t.Gap{Text: strconv.Itoa(n), Step: 2}
	}
	return t.Gap{Text: strconv.Itoa(n), Step: 3}
}

func heads(names ...string) (out []t.Head) {
	for _, n := range names {
		out = append(out, t.Head{Text: n})
	}
	return out
}

func segments() t.Map {
	m := t.Map{ID: "map", Caption: "Share with one owner by segment", Axes: []t.Axis{
		{Name: "Region", Cols: heads("EMEA N", "EMEA S", "N. Am.", "APAC")},
		{Name: "Partner type", Cols: heads("Reseller", "Integrator", "Tech", "Referral")},
		{Name: "Motion", Cols: heads("New", "Expand", "Renew")}},
		Key: []t.MapKey{{Gap: gap(84), Text: "75 or more"}, {Gap: gap(64), Text: "50 to 74"}, {Gap: gap(33), Text: "25 to 49"}, {Gap: gap(11), Text: "under 25"}, {Gap: gap(-1), Text: "too few items for a share (needs 5)"}},
	}
	numbers := [][]int{{84, 78, 80, 83, 85, 79, 80, 75, 80, 83, 81}, {43, 35, 11, 33, 38, 42, 24, 8, 29, 34, 25}, {75, 69, 64, 67, 77, 70, 62, 50, 66, 73, 71}, {66, 59, 52, 64, 63, 61, 55, -1, 58, 64, 60}, {86, 82, 79, 81, 84, 83, 80, 76, 80, 85, 83}}
	for i, s := range stages {
		row := t.MapRow{Head: t.Head{Text: s}}
		for _, n := range numbers[i] {
			row.Cells = append(row.Cells, gap(n))
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func findings() t.Findings {
	return t.Findings{Items: []t.Finding{
		{ID: "f1", Severity: t.Critical, Head: "Nobody owns activation", Text: t.Text("31 of 64 partners name nobody, and no person on the roster states the stage."), Move: t.Text("state one owner in each region, starting with North America (16 of 18 open)."), Evidence: []t.Link{{Text: "31 partners", Href: "evidence/a.html"}}, Rule: t.Link{Text: "Rule stage-unowned", Href: "method.html#stage-unowned"}},
		{ID: "f2", Severity: t.Warning, Head: "Co-sell is shared by three people in overlapping segments", Text: t.Text("33 of 118 deals name two or more active owners; Farid Haidari has no segment on the roster and so covers all of it."), Move: t.Text("state North America for Farid Haidari, which separates all three."), Evidence: []t.Link{{Text: "33 deals", Href: "evidence/a.html"}, {Text: "roster row 7", Href: "evidence/b.html"}}, Rule: t.Link{Text: "Rule stage-shared", Href: "method.html#stage-shared"}},
		{ID: "f3", Severity: t.Notice, Head: "Six partners name an activation owner who has left", Text: t.Text("The names are not on the active roster on 30 June 2026."), Move: t.Text("reassign the six partners."), Principle: t.Text("A name that has left is a gap that nobody sees."), Evidence: []t.Link{{Text: "6 partners", Href: "evidence/a.html"}}, Rule: t.Link{Text: "Rule stage-orphaned", Href: "method.html#stage-orphaned"}},
		{ID: "f4", Severity: t.Good, Head: "Recruitment has one owner, and the records agree", Text: t.Text("52 of 64 partners have one recruiter; 28 of them name Jonas Vermeer, who states the stage."), WouldChange: t.Text("fewer than half of the partners with one recruiter."), Evidence: []t.Link{{Text: "52 partners", Href: "evidence/a.html"}}, Rule: t.Link{Text: "Rule stage-unowned", Href: "method.html#stage-unowned"}},
	}}
}

func num(s string) t.Cell { return t.Cell{Text: s, Value: strings.TrimSuffix(s, "%")} }

func stageTable() t.Table {
	tb := t.Table{ID: "stages", Caption: "Every stage in figures", CSV: "downloads/stages.csv", Columns: []t.Column{{Head: "Stage"}, {Head: "Stated"}}}
	for _, h := range []string{"Items", "Owned", "Shared", "Left", "Nobody", "Coverage", "Reach", "Bus factor"} {
		c := t.Column{Head: h, Kind: t.Number, Help: "What " + h + " means"}
		if h == "Coverage" {
			c.Sorted = "ascending"
		}
		tb.Columns = append(tb.Columns, c)
	}
	for _, r := range [][]string{{"Activation", "unowned", "64", "19", "8", "6", "31", "30%", "42%", "3"}, {"Co-sell", "shared", "118", "71", "33", "5", "9", "60%", "88%", "3"}, {"Enablement", "owned", "64", "44", "9", "1", "10", "69%", "83%", "1"}} {
		cells := []t.Cell{{Text: r[0]}, {Text: r[1], Severity: map[string]t.Severity{"unowned": t.Critical, "shared": t.Warning, "owned": t.Good}[r[1]]}}
		for i, s := range r[2:] {
			c := num(s)
			c.Strong = i == 5
			cells = append(cells, c)
		}
		tb.Rows = append(tb.Rows, t.Row{Cells: cells})
	}
	tb.Rows[0].Cells[9] = t.Cell{None: "nobody states it"}
	return tb
}

func ownership() t.View {
	p := &t.OwnershipPage{Page: page("ownership", "ownership.html", "Five people do activation. None of them owns it.", t.Text("The roster names an owner for recruitment, enablement and measurement, three overlapping owners for co-sell, and none for activation. The records show partner managers filling in everywhere."))}
	p.Kicker = []t.Rich{t.Text("Ownership"), t.Text("2026-Q2, as of 30 June 2026")}
	p.Alerts = []t.Note{{Severity: t.Warning, Text: t.Rich{{Text: "9 issues in the data change 3 figures on this page. "}, t.To("The issues", "data.html")}}}
	p.Matrix = t.Section{ID: "matrix-s", Title: "The roster names specialists; the records name partner managers", Lede: t.Text("Items of each stage that name a person. A frame marks a stage that the roster gives to that person."), Blocks: []t.Block{matrix()}, Source: t.Source{Text: t.Text("An item with several active names counts in parts; totals are rounded. People in order of name. Source: roster.xlsx, deals.xlsx."), Links: []t.Link{{Text: "Rows", Href: "evidence/m.html"}}}}
	p.Map = t.Section{ID: "map-s", Title: "The hole in activation is widest in North America and with referral partners", Lede: t.Text("Share of items with exactly one active owner, in %. Cells at 75% or more stay quiet; colour marks the gap."), Blocks: []t.Block{segments()}}
	p.Findings = t.Section{ID: "findings", Title: "Four gaps, and one thing that holds", Blocks: []t.Block{findings()}}
	p.Stages = t.Section{ID: "figures", Title: "Every stage in figures", Lede: t.Text("Select a column head to sort."), Blocks: []t.Block{stageTable()}, Source: t.Source{Text: t.Text("Coverage: one active owner. Reach: one or more. Agreement: that owner states the stage; a dash where nobody states it."), Links: []t.Link{{Text: "Download as CSV", Href: "downloads/stages.csv", CSV: "stages"}}}}
	p.Comments = []t.Comment{{Body: template.HTML("<p>“We expected activation to sit with recruitment until the new hire starts in Q3.”</p>"), Stale: []string{"Written for 2026-Q1 figures: 24 of 61 partners then, 31 of 64 now."}}}
	return p
}

func peopleTable() t.Table {
	tb := t.Table{ID: "load", Caption: "Items by person and stage", Filter: true, CSV: "downloads/load.csv", Columns: []t.Column{{Head: "Person", Sorted: "ascending"}},
		Key: []t.KeyItem{{Mark: "accent", Text: "stage stated in the roster"}, {Mark: "muted", Text: "not stated"}, {Text: "Measurement has its own scale"}}}
	for _, s := range stages {
		tb.Columns = append(tb.Columns, t.Column{Head: s, Kind: t.Bars})
	}
	tb.Columns = append(tb.Columns, t.Column{Head: "Effective stages", Kind: t.Dots}, t.Column{Head: "Load per FTE", Kind: t.Bars}, t.Column{Head: "Partners", Kind: t.Number}, t.Column{Head: "FTE", Kind: t.Number})
	eff := []float64{4.8, 3.6, 1.3, 1.0, 1.3, 4.7, 1.0, 4.5, 0, 1.0, 1.8}
	loads := []int{46, 36, 28, 21, 40, 36, 78, 33, 7, 35, 33}
	for j, name := range people {
		row := t.Row{Cells: []t.Cell{{Text: name, Href: "people/x.html", Sub: t.Text("Partner manager")}}}
		for i := range stages {
			if n := items[i][j]; n > 0 {
				row.Cells = append(row.Cells, t.Cell{Text: strconv.Itoa(n), Value: strconv.Itoa(n), Bar: &t.Bar{Share: float64(n) / float64([]int{30, 30, 30, 30, 78}[i]), Muted: !stated[[2]int{i, j}]}})
			} else {
				row.Cells = append(row.Cells, t.Cell{})
			}
		}
		if e := eff[j]; e > 0 {
			s := fmt.Sprintf("%.1f", e)
			row.Cells = append(row.Cells, t.Cell{Text: s, Value: s, Dot: &t.Dot{At: (e - 1) / 4, Ticks: []float64{.125, .5}, Hollow: j == 3, Accent: e >= 3}})
		} else {
			row.Cells = append(row.Cells, t.Cell{None: "no stage stated, 7 items"})
		}
		row.Cells = append(row.Cells, t.Cell{Text: strconv.Itoa(loads[j]), Value: strconv.Itoa(loads[j]), Bar: &t.Bar{Share: float64(loads[j]) / 78, Muted: true}}, num(strconv.Itoa(12+j)), num("1.0"))
		tb.Rows = append(tb.Rows, row)
	}
	tb.Total = &t.Row{Cells: []t.Cell{{Text: "Team"}, num("59"), num("27"), num("53"), num("104"), num("101"), {}, {}, num("64"), num("9.7")}}
	return tb
}

func load() t.View {
	p := &t.LoadPage{Page: page("load", "load.html", "Four partner managers are spread over all five stages.", t.Text("They are generalists by the records, with 3.6 to 4.8 effective stages each."))}
	p.Notices = []t.Note{{Severity: t.Notice, Text: t.Text("At a team of two a generalist is normal.")}}
	p.Spread = t.Section{ID: "spread", Title: "Four generalists, and one specialist with twice the median load", Lede: t.Text("Items per full-time person, up the chart, by how many stages they are spread over"), Blocks: []t.Block{t.Chart{ID: "scatter", Label: "scatter", Wide: picture(1056, 300), Narrow: picture(328, 300)}}}
	p.People = t.Section{ID: "people", Title: "The same people, stage by stage", Lede: t.Text("Items that name the person. In order of name; select a column head to sort."), Blocks: []t.Block{peopleTable()}, Source: t.Source{Text: t.Text("Load: items divided by allocation; median 35. Ticks on the line: 1.5 and 3 effective stages. Source: roster.xlsx, deals.xlsx."), Links: []t.Link{{Text: "Download as CSV", Href: "downloads/load.csv", CSV: "load"}}}}
	p.Division = t.Section{ID: "division", Title: "The team divides its work more by region than by stage", Blocks: []t.Block{t.Facts{Wide: true, Items: []t.Fact{
		{Label: "Division of labour over stages", Text: bold("", "0.46", " of 1; 0.06 is what chance gives")}, {Label: "Over regions", Text: bold("", "0.71", " of 1; 0.07 by chance")},
		{Label: "Over partner types", Text: bold("", "0.18", " of 1; 0.07 by chance")}, {Label: "Over motions", Missing: true, Text: t.Text("not enough data: 41 of 118 deals name a motion, needs half")}}}}}
	return p
}

func person() t.View {
	p := &t.PersonPage{Page: page("people", "people/amara.html", "Amara Nwosu", t.Text("Partner manager. Named in the records of all five stages; the roster gives none. On 11 of 31 open deals, both the relationship and the revenue owner."))}
	p.Kicker = []t.Rich{{t.To("People", "people.html")}, t.Text("EMEA South"), t.Text("1.0 FTE, since March 2023"), {{Text: "reports to "}, t.To("Itzel Morales", "people/itzel.html")}}
	p.Figures = keyFigures()
	tb := t.Table{ID: "by-stage", Caption: "Items by stage", Plain: true, Columns: []t.Column{{Head: "Stage"}, {Head: "Roster states"}, {Head: "Items that name this person", Kind: t.Bars, Wide: true}, {Head: "Of the stage", Kind: t.Number}}}
	for i, s := range stages {
		n := items[i][0]
		tb.Rows = append(tb.Rows, t.Row{Cells: []t.Cell{{Text: s}, {Text: "nobody"}, {Text: strconv.Itoa(n), Bar: &t.Bar{Share: float64(n) / 14, Muted: true}}, {Text: "15%", Sub: t.Text("9 of 59")}}})
	}
	p.Mix = t.Section{ID: "mix", Title: "Work spread almost evenly over the lifecycle", Lede: t.Text("Share of items by stage, beside the whole team’s"), Blocks: []t.Block{
		t.Mix{Caption: "Share of items by stage", Stages: stages, Rows: []t.MixRow{{Label: "Amara", Shares: []float64{.2, .17, .22, .28, .13}}, {Label: "Team", Shares: []float64{.17, .08, .15, .3, .29}}, {Label: "Nobody"}}}, tb},
		Source: t.Source{Text: t.Text("Grey: the roster does not state the stage for this person. An item with several names counts in parts."), Links: []t.Link{{Text: "46 rows", Href: "evidence/a.html"}}}}
	p.Findings = t.Section{ID: "findings", Title: "What the records say about this seat", Blocks: []t.Block{findings()}}
	return p
}

func whatIf() t.View {
	p := &t.WhatIfPage{Page: page("whatif", "whatif.html", "Five changes give every stage a clear owner, for 0.4 FTE more.", t.Text("Activation and co-sell get one owner in each region. One figure gets worse: Elif Yılmazer’s load rises by half."))}
	p.Changes = t.Section{ID: "changes", Title: "The five changes", Blocks: []t.Block{t.Changes{Items: []t.Change{
		{Text: t.Text("Elif Yılmazer owns activation in EMEA"), Now: t.Text("now nobody; already activates 2 partners there")}, {Text: t.Text("Hiro Matsuda owns activation in APAC"), Now: t.Text("now nobody; carries 12 partners there")},
		{Text: t.Text("Kavya Raman owns activation in North America"), Now: t.Text("now nobody; from 0.6 to 1.0 FTE")}, {Text: t.Text("Farid Haidari’s co-sell is North America only"), Now: t.Text("now all regions, overlaps with two others")}, {Text: t.Text("Chiara Benedetti takes the revenue side of 11 deals"), Now: t.Text("from Amara Nwosu, who keeps the relationship")}}}}}
	today, then := strip(), strip()
	today.ID, then.ID, today.Compact, then.Compact, today.NoKey, then.NoKey, today.Heading, then.Heading = "today", "then", true, true, true, true, "Today", "Scenario"
	then.Rows[1].Owned, then.Rows[1].Orphaned, then.Rows[1].Unowned, then.Rows[1].Share = 50, 0, 6, "78%"
	then.Rows[1].Gain = t.Delta{Way: t.Up, Judgement: t.Better, Text: "48 points"}
	p.Strips = t.Section{ID: "strips", Title: "Activation goes from 30% to 78% with one owner, co-sell from 60% to 81%", Lede: t.Text("Items by ownership; the other stages do not change"), Blocks: []t.Block{t.StripKey{}, t.Columns{Split: t.Halves, Items: [][]t.Block{{today}, {then}}}}}
	sc := t.Table{ID: "score", Caption: "Figure by figure", Plain: true, Columns: []t.Column{{Head: "Figure", Wide: true}, {Head: "Today", Kind: t.Number}, {Head: "Scenario", Kind: t.Number}, {Head: "Change", Kind: t.Number}, {Head: "Reading"}}}
	for _, r := range [][]string{{"Stages with one clear owner, or split cleanly", "3 of 5", "5 of 5", "+2", "better"}, {"Load of Elif Yılmazer, items per FTE", "40", "62", "+22", "worse"}, {"FTE", "9.5", "9.9", "+0.4", "cost"}} {
		sc.Rows = append(sc.Rows, t.Row{Cells: []t.Cell{{Text: r[0]}, {Text: r[1]}, {Text: r[2], Strong: true}, {Text: r[3]}, {Text: r[4], Severity: map[string]t.Severity{"better": t.Good, "worse": t.Critical, "cost": t.Notice}[r[4]]}}})
	}
	p.Scorecard = t.Section{ID: "figures", Title: "Figure by figure", Blocks: []t.Block{sc}, Source: t.Source{Text: t.Text("The same analysis runs on both. Revenue is never predicted from a reorganisation."), Links: []t.Link{{Text: "Scenario file", Href: "scenario.yaml"}}}}
	p.Flip = t.Section{ID: "flip", Title: "What would flip it", Blocks: []t.Block{t.Box{Text: t.Text("If Kavya Raman stays at 0.6 FTE, her load passes 1.5 times the median; Farid Haidari is then the runner-up for activation in North America.")}}}
	return p
}

func leadership() t.View {
	p := &t.LeadershipPage{Page: page("leadership", "leadership.html", "One leader carries the number, and it is less than the team’s.", nil)}
	p.Checks = t.Section{ID: "checks", Title: "Three of four hold", Blocks: []t.Block{t.Definitions{Items: []t.Fact{{Label: "One root in the chain", Text: t.Rich{{Text: "Yes: "}, t.To("Itzel Morales", "people/x.html")}}, {Label: "The leader carries a number", Text: t.Text("unknown: the roster has no quota column"), Missing: true}}}}}
	p.Tree = t.Section{ID: "tree", Title: "Everyone reports into one seat", Blocks: []t.Block{t.Tree{Label: "Reporting line", Roots: []t.Node{{Name: "Ines Duarte", Sub: "Chief revenue officer", Children: []t.Node{
		{Name: "Itzel Morales", Href: "people/x.html", Sub: "Head of partnerships, 1.0 FTE", Severity: t.Critical, Note: bold("carries ", "€6 m", "; the team’s quotas sum to €7.2 m"), Children: []t.Node{{Name: "Amara Nwosu", Sub: "Partner manager"}, {Name: "Björn Sandqvist", Sub: "Partner manager", Children: []t.Node{{Name: "Kavya Raman", Sub: "Partner manager"}}}, {Name: "Elif Yılmazer", Sub: "Enablement lead"}}}}}}}}}
	return p
}

func method() t.View {
	html, err := t.Markdown([]byte("Each item is exactly one of *owned*, *shared*, *orphaned* or *unowned*.[^1]\n\n| rule | fires when | n |\n| --- | :-- | --: |\n| stage-unowned | a core stage is stated `unowned` | 10 |\n\n- [x] computed\n- [ ] not computed\n\n[^1]: After Avelino et al. 2016.\n"), "m")
	if err != nil {
		panic(err)
	}
	p := &t.MethodPage{Page: page("method", "method.html", "How every figure is computed", nil), Contents: []t.Link{{Text: "Ownership", Href: "#ownership"}}}
	p.Sections = []t.Section{{ID: "ownership", Title: "Ownership of each stage", Blocks: []t.Block{t.Prose{HTML: html}}}}
	return p
}

func data() t.View {
	p := &t.DataPage{Page: page("data", "data.html", "Nine issues, three of which change a figure.", nil)}
	p.Issues = t.Section{ID: "issues", Title: "What was wrong, and where", Blocks: []t.Block{t.Issues{Items: []t.Issue{{Severity: "error", Where: "deals.xlsx[Q3]!C14", Message: "amount “12,00O” is not a number", Hint: "Replace the letter O by a zero.", Code: "bad-amount"}, {Severity: t.Warning, Where: "roster.xlsx!B7", Message: "two people share the name “Ana Lima”", Hint: "Add an id or e-mail column.", Code: "ambiguous-name"}}}}}
	p.Mapping = t.Section{ID: "mapping", Title: "Which column became which field", Blocks: []t.Block{t.Definitions{Items: []t.Fact{{Label: "Partner Account Manager", Text: t.Text("partner_manager: exact spelling")}}}}}
	p.Inputs = t.Section{ID: "inputs", Title: "Files read", Blocks: []t.Block{t.Links{Items: []t.LinkItem{{Text: "all tables", Href: "downloads/all.xlsx", Note: "XLSX, 214 kB"}}}}}
	return p
}

func search() t.View {
	return &t.SearchPage{Page: page("search", "search.html", "Search", nil), Index: "search-index.js", Without: t.Section{ID: "lists", Title: "Lists", Blocks: []t.Block{t.Links{Items: []t.LinkItem{{Text: "People", Href: "people.html", Note: "11"}}}}}}
}
