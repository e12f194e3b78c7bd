package site

import (
	"slices"
	"strings"

	"ownermap/templates"
)

// redacted reports whether the report was made for readers who may not see all
// of it: nobody has a page then, and what speaks of single people is left out.
func (b *book) redacted() bool { return b.rep.Audience != "" }

// anonymous reports whether readers see no names and no small counts, so that a
// figure may be missing because it is withheld.
func (b *book) anonymous() bool { return b.rep.Audience == "anonymous" }

// withholds reports whether the audience is not given a page of the menu.
func (b *book) withholds(path string) bool {
	switch path {
	case "load.html", "people/index.html":
		return b.redacted()
	case "partners/index.html":
		return b.anonymous()
	}
	return false
}

// audienceText says for whom the site is.
func (b *book) audienceText() string {
	if b.anonymous() {
		return b.s("Without names and small counts")
	}
	return b.s("Without what single people do")
}

// unsaid is a title that says that something is not known; where it may be withheld
// it says so.
func (b *book) unsaid(title string) string {
	if b.anonymous() {
		return b.s("%s, or is withheld for this audience", strings.TrimSuffix(title, "."))
	}
	return title
}

// withheldSection lists what the audience is not given.
func (b *book) withheldSection() templates.Section {
	if !b.redacted() {
		return templates.Section{}
	}
	var items []templates.Limit
	for _, what := range b.rep.Withheld {
		items = append(items, templates.Limit{Lead: sentence(b.say(what))})
	}
	return templates.Section{ID: "withheld", Title: b.s("What is withheld here"),
		Lede:   templates.Text(b.s("This site is built from the same data as the full one, for readers who may not see all of it.")),
		Blocks: []templates.Block{templates.Limits{Items: items}}}
}

// issueCount is the number of issues, "" where they are withheld.
func (b *book) issueCount() string {
	if b.anonymous() {
		return ""
	}
	return b.count(len(b.rep.Issues))
}

// quartersWithheld reports whether some quarters of revenue are not given: what
// is told by quarter would then be wrong.
func (b *book) quartersWithheld() bool {
	r := b.rep.Revenue
	return r != nil && b.anonymous() && len(complete(r)) < r.Trend.N
}

// withheldQuarters stands where revenue by quarter would.
func (b *book) withheldQuarters() templates.Section {
	return templates.Section{ID: "origins", Title: b.s("Revenue by quarter is withheld for this audience"),
		Blocks: []templates.Block{templates.Missing{Text: b.s("some quarters have too few won deals to be shown here")}}}
}

// noOwnerColumn says why a stage has no observed ownership.
func (b *book) noOwnerColumn() string {
	if b.anonymous() {
		return b.notEnough("")
	}
	return b.s("no column names an owner")
}

// without drops columns by key.
func (t *table) without(keys ...string) {
	t.keepColumns(func(i int) bool { return !slices.Contains(keys, t.Columns[i].Key) })
}

// withoutBlanks drops the columns in which no row says anything.
func (t *table) withoutBlanks() {
	t.keepColumns(func(i int) bool {
		return slices.ContainsFunc(t.Rows, func(row []cell) bool { return row[i].V != nil && row[i].V != "" })
	})
}

// keepColumns keeps some columns, and the order of rows where its column stays. The
// rows, which are the table's own, are cut in place.
func (t *table) keepColumns(keep func(i int) bool) {
	var kept []int
	for i := range t.Columns {
		if keep(i) {
			kept = append(kept, i)
		}
	}
	pick := func(row []cell) []cell {
		if row == nil {
			return nil
		}
		for to, from := range kept {
			row[to] = row[from]
		}
		return row[:len(kept)]
	}
	columns := make([]column, len(kept))
	for to, from := range kept {
		columns[to] = t.Columns[from]
	}
	t.Sorted = slices.Index(kept, t.Sorted-1) + 1
	t.Columns, t.Total = columns, pick(t.Total)
	for i := range t.Rows {
		t.Rows[i] = pick(t.Rows[i])
	}
	if all := t.Long; all != nil {
		t.Long = &longRows{all.n, func(i int) []cell { return pick(all.row(i)) }}
	}
}
