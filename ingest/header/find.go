package header

import (
	"strings"

	"ownermap/ingest/table"
)

// Found is a header row.
type Found struct {
	Index   int // into the rows looked at
	Row     int // of the sheet, 1-based
	Columns []Column
}

// Find picks the header row among the first rows of a sheet: the one with most
// headers that the dictionaries know, at least two. ok is false without one.
func Find(rows []table.Row, dicts []*Dictionary) (f Found, ok bool) {
	best := 1.5
	for i := range rows {
		if s := score(&rows[i], dicts); s > best {
			best, f.Index, ok = s, i, true
		}
	}
	if !ok {
		return Found{}, false
	}
	f.Row = int(rows[f.Index].Number)
	for _, c := range rows[f.Index].Cells {
		if t := strings.TrimSpace(c.Text); c.Kind == table.Text && t != "" {
			f.Columns = append(f.Columns, Column{Col: int(c.Col), Text: strings.Clone(c.Text)})
		}
	}
	profile(&f, rows)
	return f, true
}

// score is how many different fields of one dictionary the row's cells spell; an
// exact spelling counts a little more.
func score(r *table.Row, dicts []*Dictionary) float64 {
	best := 0.0
	for _, d := range dicts {
		fields := map[int]float64{}
		for _, c := range r.Cells {
			if c.Kind != table.Text || len(c.Text) > 80 {
				continue
			}
			for _, x := range d.candidates(&Column{Text: c.Text}, nil) {
				fields[x.field] = max(fields[x.field], [...]float64{1, 1, 0.9, 0.4, 0}[x.rank])
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
