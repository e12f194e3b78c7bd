package site

import (
	"fmt"
	"math"
	"slices"

	"ownermap/analyze"
	"ownermap/templates"
)

// whatIfMatrices are stage x person today and in the scenario, row by row the
// same people, with what changes marked in the scenario's.
func (b *book) whatIfMatrices(then *book, i int) templates.Section {
	people := matrixPairs(b, then)
	s := templates.Section{ID: "matrices", Title: b.s("Nobody’s work changes"),
		Lede: templates.Text(b.s("Items of each stage that name a person. A frame marks a stage that the roster gives to that person. What changes has its difference beside the number."))}
	if len(people) == 0 {
		return templates.Section{}
	}
	today := templates.Matrix{ID: "matrix-today", Caption: b.s("Stage by person today"), People: true}
	after := templates.Matrix{ID: "matrix-then", Caption: b.s("Stage by person in the scenario"), People: true}
	for k := range then.rep.Stages {
		head := templates.Head{Text: then.rep.Stages[k].Name}
		after.Cols, today.Cols = append(after.Cols, head), append(today.Cols, head)
	}
	changed := 0
	for _, p := range people {
		today.Rows = append(today.Rows, templates.Head{Text: clip(tidy(p.name), 24), Full: tidy(p.name), Href: b.personHref(p.id)})
		after.Rows = append(after.Rows, templates.Head{Text: clip(tidy(p.name), 24), Full: tidy(p.name)})
		was, is, differs := b.squarePair(then, p)
		today.Cells, after.Cells = append(today.Cells, was), append(after.Cells, is)
		if differs {
			changed++
		}
	}
	if changed > 0 {
		s.Title = sentence(b.pluralWord(changed, "%s person’s work changes", "%s people’s work changes"))
	}
	t := b.matrixPairTable(then, people, i)
	csv := b.keep(t)
	s.Blocks = []templates.Block{templates.Columns{Split: templates.Halves, Items: [][]templates.Block{
		{templates.Subhead{Text: b.s("Today")}, today}, {templates.Subhead{Text: b.s("Scenario")}, after}}}}
	s.Source = templates.Source{Text: templates.Text(b.s("An item with several active names counts in parts; totals are rounded. People in order of name.")),
		Links: []templates.Link{{Text: b.s("Download as CSV"), Href: csv}}}
	return s
}

// pair is one person today and in a scenario; nil where the person has no work
// there.
type pair struct {
	id, name string
	was, is  *analyze.Person
}

// matrixPairs are the people of either matrix, in order of name.
func matrixPairs(today, then *book) []pair {
	var out []pair
	at := map[string]int{}
	for _, p := range today.matrixPeople() {
		at[p.ID] = len(out)
		out = append(out, pair{p.ID, p.Name, p, nil})
	}
	for _, p := range then.matrixPeople() {
		if k, ok := at[p.ID]; ok {
			out[k].is = p
			continue
		}
		out = append(out, pair{p.ID, p.Name, nil, p})
	}
	inOrder(today.words.tag, out, func(p pair) string { return p.name })
	return out
}

// squarePair is a row of both matrices; differs says whether a number or a
// stated stage does.
func (b *book) squarePair(then *book, p pair) (was, is []templates.Square, differs bool) {
	for k := range then.rep.Stages {
		st := &then.rep.Stages[k]
		x, y := templates.Square{Label: b.s("no item")}, templates.Square{Label: b.s("no item")}
		if p.was != nil && k < len(b.rep.Stages) {
			x = b.square(&b.rep.Stages[k], p.was)
		}
		if p.is != nil {
			y = then.square(st, p.is)
		}
		y.Href = ""
		if x.Text != y.Text {
			y.Change = b.itemsChange(itemsOf(p.is, st.ID) - itemsOf(p.was, st.ID))
			y.Label = b.s("%s; %s against today", y.Label, y.Change)
		}
		differs = differs || x.Text != y.Text || x.Stated != y.Stated
		was, is = append(was, x), append(is, y)
	}
	return was, is, differs
}

func itemsOf(p *analyze.Person, stage string) float64 {
	if p == nil {
		return 0
	}
	return p.StageItems[stage]
}

// itemsChange writes a difference of items with its sign.
func (b *book) itemsChange(d float64) string {
	if d < 0 {
		return "−" + b.items(math.Abs(d))
	}
	return "+" + b.items(d)
}

// matrixPairTable is both matrices as one table for the download.
func (b *book) matrixPairTable(then *book, people []pair, i int) *table {
	t := &table{ID: fmt.Sprintf("scenario-%d-matrix", i+1), Caption: b.s("Stage by person, today and in the scenario"), Sorted: 1,
		Columns: []column{{Key: "person", Head: b.s("Person"), Kind: words}, {Key: "stage", Head: b.s("Stage"), Kind: words},
			{Key: "today", Head: b.s("Today"), Kind: tenths}, {Key: "stated_today", Head: b.s("Stated today"), Kind: words},
			{Key: "scenario", Head: b.s("Scenario"), Kind: tenths}, {Key: "stated_scenario", Head: b.s("Stated in the scenario"), Kind: words}}}
	stated := func(p *analyze.Person, stage string) cell {
		return cell{V: b.yesNo(p != nil && slices.Contains(p.StagesStated, stage))}
	}
	for _, p := range people {
		for _, st := range then.rep.Stages {
			t.Rows = append(t.Rows, []cell{{V: p.name}, {V: st.Name}, {V: itemsOf(p.was, st.ID)}, stated(p.was, st.ID), {V: itemsOf(p.is, st.ID)}, stated(p.is, st.ID)})
		}
	}
	return t
}
