package header

import (
	"slices"
	"strings"

	"ownermap/ingest/table"
)

// Found is a header row, or two of them read as one.
type Found struct {
	Index   int // of the last header row among the rows looked at
	Rows    int // 1, or 2 where a row of group headings stands above
	Row     int // number of the last header row, 1-based
	Columns []Column
	Above   []int // rows further up that look like headers of other tables
	Beside  []int // columns in which other tables start, beside this one
	First   int   // columns of the table where others stand beside it; 0 for all
	Last    int
}

// Find picks the header row among the first rows of a sheet: the one with most
// headers that the dictionaries know, at least two. Where a row of headings above or
// below makes more of them known ("Partner" over "Name", "Type", "Manager"),
// both are read as one. ok is false where no row will do.
func Find(rows []table.Row, merged []table.Range, dicts []*Dictionary) (f Found, ok bool) {
	scores, best, ok := f.bestRow(rows, dicts)
	texts, ok := f.orPair(rows, merged, dicts, best, ok)
	if !ok {
		return Found{}, false
	}
	f.Row = int(rows[f.Index].Number)
	main, others := beside(texts, rows[f.Index+1:], dicts)
	for _, o := range others {
		f.Beside = append(f.Beside, int(o.first))
		f.First, f.Last = int(main.first), int(main.last)
	}
	for _, t := range main.texts {
		f.Columns = append(f.Columns, Column{Col: int(t.col), Text: strings.Clone(t.text)})
	}
	above := f.Index + 1 - f.Rows
	for above > 0 && scores[above-1] >= 3 && rows[above-1].Number+1 == rows[above].Number {
		above-- // the names of groups of columns: no row of another table stands between
	}
	for i := range above {
		if scores[i] >= 3 {
			f.Above = append(f.Above, int(rows[i].Number))
		}
	}
	profile(&f, rows)
	return f, true
}

// bestRow finds the row with most known headers.
func (f *Found) bestRow(rows []table.Row, dicts []*Dictionary) (scores []float64, best float64, ok bool) {
	best, scores = 1.5, make([]float64, len(rows))
	for i := range rows {
		scores[i] = score(rowTexts(&rows[i]), dicts, false)
		if scores[i] > best {
			best, f.Index, ok = scores[i], i, true
		}
	}
	for i := 0; !ok && i < len(rows); i++ { // every header misspelled, perhaps
		if s := score(rowTexts(&rows[i]), dicts, true); s > best/2 {
			best, f.Index, ok = s, i, true
		}
	}
	return scores, best, ok
}

// orPair reads the best row together with the one above or below it where that
// makes more headers known.
func (f *Found) orPair(rows []table.Row, merged []table.Range, dicts []*Dictionary, best float64, ok bool) ([]headerText, bool) {
	for i := max(0, f.Index-1); i <= f.Index && i+1 < len(rows); i++ {
		if !ok && i != f.Index {
			continue
		}
		if t, s := pair(&rows[i], &rows[i+1], merged, dicts); s >= best+0.8 || s > best && spanning(&rows[i], merged) > 1 {
			f.Index, f.Rows = i+1, 2
			return t, true
		}
	}
	if !ok {
		return nil, false
	}
	f.Rows = 1
	return rowTexts(&rows[f.Index]), true
}

// headerText is one cell of a header row.
type headerText struct {
	col  int32
	text string
}

// longestHeader is the length in bytes beyond which a text heads no column.
const longestHeader = 120

func rowTexts(r *table.Row) []headerText {
	var out []headerText
	for _, c := range r.Cells {
		if c.Kind == table.Text && len(c.Text) <= longestHeader && strings.TrimSpace(c.Text) != "" {
			out = append(out, headerText{c.Col, c.Text})
		}
	}
	return out
}

// Score is how many different fields of one dictionary the row's cells spell; an
// exact spelling counts a little more.
func Score(r *table.Row, dicts []*Dictionary) float64 { return score(rowTexts(r), dicts, false) }

func score(texts []headerText, dicts []*Dictionary, typos bool) float64 {
	best := 0.0
	if len(texts) < 2 {
		return 0
	}
	probes := make([]probe, len(texts))
	for i, t := range texts {
		probes[i] = newProbe(t.text)
	}
	for _, d := range dicts {
		fields := map[int]float64{}
		for _, p := range probes {
			found := d.known(p)
			if len(found) == 0 && typos {
				found = d.typos(p.clean)
			}
			for _, x := range found {
				fields[x.field] = max(fields[x.field], rankWorth[x.rank])
			}
		}
		sum := 0.0
		for _, v := range fields {
			sum += v
		}
		best = max(best, sum)
	}
	return best
}

var rankWorth = [...]float64{Configured: 1, Exact: 1, Similar: 0.9, Typo: 0.4, unranked: 0}

// pair reads two rows as one header: the upper one's texts stand for all columns
// they span. The lower one must be words only.
func pair(upper, lower *table.Row, merged []table.Range, dicts []*Dictionary) (texts []headerText, best float64) {
	if lower.Number != upper.Number+1 || len(rowTexts(lower)) < 2 {
		return nil, 0
	}
	for _, c := range lower.Cells {
		if c.Kind != table.Text || strings.ContainsAny(c.Text, "0123456789@") {
			return nil, 0
		}
	}
	over, under := span(upper, lower, merged), map[int32]string{}
	for _, t := range rowTexts(lower) {
		under[t.col] = t.text
	}
	for _, d := range dicts {
		var joined []headerText
		for col := range columnsOf(over, under) {
			joined = append(joined, headerText{col, d.join(over[col], under[col])})
		}
		slices.SortFunc(joined, func(a, b headerText) int { return int(a.col - b.col) })
		if s := score(joined, []*Dictionary{d}, false); s > best {
			best, texts = s, joined
		}
	}
	return texts, best
}

// spanning counts the texts of a row that are merged over several columns, as only the names
// of groups of columns are.
func spanning(row *table.Row, merged []table.Range) int {
	n := 0
	for _, t := range rowTexts(row) {
		if slices.ContainsFunc(merged, func(m table.Range) bool {
			return m.Row1 == row.Number && m.Row2 == row.Number && m.Col1 == t.col && m.Col2 > m.Col1
		}) {
			n++
		}
	}
	return n
}

func columnsOf(a, b map[int32]string) map[int32]bool {
	m := map[int32]bool{}
	for c := range a {
		m[c] = true
	}
	for c := range b {
		m[c] = true
	}
	return m
}

// span spreads the upper row's texts: over the columns of a merged cell, else over the
// blank cells to the right that have a text below.
func span(upper, lower *table.Row, merged []table.Range) map[int32]string {
	out, below := map[int32]string{}, map[int32]bool{}
	for _, c := range lower.Cells {
		below[c.Col] = true
	}
	cells := rowTexts(upper)
	for i, t := range cells {
		last := t.col
		j := slices.IndexFunc(merged, func(m table.Range) bool {
			return m.Row1 == upper.Number && m.Row2 == upper.Number && m.Col1 == t.col
		})
		switch {
		case j >= 0:
			last = merged[j].Col2
		case len(merged) == 0:
			end := int32(1 << 30)
			if i+1 < len(cells) {
				end = cells[i+1].col
			}
			for below[last+1] && last+1 < end {
				last++
			}
		}
		for col := t.col; col <= last && col-t.col < 64; col++ {
			out[col] = t.text
		}
	}
	return out
}

// join is the header of a column under a heading: both texts where the dictionary knows them
// together, else the lower one, else the upper one.
func (d *Dictionary) join(over, under string) string {
	switch {
	case under == "":
		return over
	case over == "":
		return under
	}
	both := Clean(over) + " " + Clean(under)
	if len(d.known(newProbe(both))) > 0 {
		return both
	}
	return under
}

// profile fills the columns' profiles from the rows below the header.
func profile(f *Found, rows []table.Row) {
	at := map[int32]int{}
	seen := make([]map[string]bool, len(f.Columns))
	for i, c := range f.Columns {
		at[int32(c.Col)] = i
		seen[i] = map[string]bool{}
	}
	n := 0
	for _, r := range rows[f.Index+1:] {
		if 2*len(r.Cells) <= len(f.Columns)/2 {
			continue // a footer or a group row says nothing of the columns
		}
		n++
		for j := range r.Cells {
			if i, ok := at[r.Cells[j].Col]; ok && strings.TrimSpace(r.Cells[j].Text) != "" {
				f.Columns[i].Profile.Add(&r.Cells[j], seen[i])
			}
		}
	}
	for i := range f.Columns {
		f.Columns[i].Profile.Rows = n
	}
}

// Known returns the name of the field that a text spells, letter for letter or but
// for case, punctuation, plural and word order; "" for none that is read.
func (d *Dictionary) Known(text string) string {
	for _, c := range d.known(newProbe(text)) {
		if d.Fields[c.field].Used {
			return d.Fields[c.field].Name
		}
	}
	return ""
}
