package analyze

import (
	"slices"
	"strconv"
	"strings"

	"ownermap/ingest"
)

// rowSet is a set of source rows, kept as runs per sheet so that evidence stays
// small. Rows that come in order cost nothing but the run they extend. The
// zero value is empty.
type rowSet struct{ sheets []sheetRows }

type sheetRows struct {
	place *ingest.Place
	runs  []run
}

// run is the rows lo to hi, both included.
type run struct{ lo, hi int32 }

// add puts one row in; a position without a row is left out.
func (r *rowSet) add(p ingest.Pos) {
	if p.Place == nil || p.Row <= 0 {
		return
	}
	s := r.sheet(p.Place)
	if n := len(s.runs); n > 0 {
		last := &s.runs[n-1]
		switch {
		case p.Row >= last.lo && p.Row <= last.hi:
			return
		case p.Row == last.hi+1:
			last.hi++
			return
		}
	}
	s.runs = append(s.runs, run{p.Row, p.Row})
}

// addPerson puts in the rows that speak of a person.
func (r *rowSet) addPerson(p *ingest.Person) {
	r.add(p.Pos)
	for _, pos := range p.Also {
		r.add(pos)
	}
}

// union is a new set with the rows of all.
func union(sets ...rowSet) (r rowSet) {
	for _, s := range sets {
		r.merge(s)
	}
	return r
}

// merge puts all rows of another set in; use it only on a set of one's own.
func (r *rowSet) merge(o rowSet) {
	for _, s := range o.sheets {
		t := r.sheet(s.place)
		t.runs = append(t.runs, s.runs...)
	}
}

func (r *rowSet) sheet(p *ingest.Place) *sheetRows {
	for i := len(r.sheets) - 1; i >= 0; i-- {
		if r.sheets[i].place == p || *r.sheets[i].place == *p {
			return &r.sheets[i]
		}
	}
	r.sheets = append(r.sheets, sheetRows{place: p})
	return &r.sheets[len(r.sheets)-1]
}

// strings writes the set as sorted runs, `deals.xlsx[Q3]!5:120,125`, one entry a
// sheet in order of file and sheet; never nil.
func (r rowSet) strings() []string {
	out := make([]string, 0, len(r.sheets))
	for _, s := range r.sheets {
		out = append(out, formatRuns(s.place.String()+"!", s.runs))
	}
	slices.Sort(out)
	return out
}

func formatRuns(prefix string, runs []run) string {
	byLow := func(a, b run) int { return int(a.lo) - int(b.lo) }
	if !slices.IsSortedFunc(runs, byLow) {
		runs = slices.Clone(runs)
		slices.SortFunc(runs, byLow)
	}
	var b strings.Builder
	var digits [12]byte
	b.Grow(len(prefix) + 7*len(runs))
	b.WriteString(prefix)
	for i := 0; i < len(runs); {
		lo, hi := runs[i].lo, runs[i].hi
		if i > 0 {
			b.WriteByte(',')
		}
		for i++; i < len(runs) && runs[i].lo <= hi+1; i++ {
			hi = max(hi, runs[i].hi)
		}
		b.Write(strconv.AppendInt(digits[:0], int64(lo), 10))
		if hi > lo {
			b.WriteByte(':')
			b.Write(strconv.AppendInt(digits[:0], int64(hi), 10))
		}
	}
	return b.String()
}

// figure registers a number of the report under a stable dotted id with the
// rows behind it. value is a number, a decimal or nil (not enough data); a nil
// pointer is nil too.
func (m *model) figure(id string, value any, unit string, rows rowSet) {
	m.figureOf(id, value, unit, rows.strings())
}

// figureOf is figure with rows already written; several figures may share them.
func (m *model) figureOf(id string, value any, unit string, rows []string) {
	m.rep.Figures[id] = Figure{Value: plain(value), Unit: unit, Rows: rows}
}

// plain turns pointers into what they point at, and nil pointers into nil.
func plain(v any) any {
	switch p := v.(type) {
	case *float64:
		if p == nil {
			return nil
		}
		return *p
	case *int:
		if p == nil {
			return nil
		}
		return *p
	}
	return v
}

// dealRows collects the rows of deals by their indexes.
func (m *model) dealRows(idx []int32) (r rowSet) {
	for _, i := range idx {
		r.add(m.ds.Deals[i].Pos)
	}
	return r
}

// personRows collects the roster rows of people by their indexes.
func (m *model) personRows(idx ...int32) (r rowSet) {
	for _, i := range idx {
		r.addPerson(&m.ds.People[i])
	}
	return r
}
