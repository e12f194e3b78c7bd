package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// span is a run of rows of one sheet, First to Last.
type span struct{ First, Last int }

// rowSet is the rows of one sheet behind a figure.
type rowSet struct {
	Place string // "deals.xlsx[Q3]"
	Spans []span
}

// count is how many rows the set holds.
func (r rowSet) count() int {
	n := 0
	for _, s := range r.Spans {
		n += s.Last - s.First + 1
	}
	return n
}

// first is the set cut to its first n rows.
func (r rowSet) first(n int) rowSet {
	out := rowSet{Place: r.Place}
	for _, s := range r.Spans {
		if n <= 0 {
			break
		}
		s.Last = min(s.Last, s.First+n-1)
		n -= s.Last - s.First + 1
		out.Spans = append(out.Spans, s)
	}
	return out
}

// parseRows reads one entry of a figure's rows, `deals.xlsx[Q3]!5:120,125`.
func parseRows(s string) (rowSet, error) {
	i := strings.LastIndexByte(s, '!')
	if i < 0 {
		return rowSet{Place: s}, nil
	}
	set := rowSet{Place: s[:i], Spans: make([]span, 0, 1+strings.Count(s[i+1:], ","))}
	for part := range strings.SplitSeq(s[i+1:], ",") {
		a, b, ok := strings.Cut(part, ":")
		first, err := rowNumber(a)
		if err != nil {
			return set, fmt.Errorf("rows %q: %w", s, err)
		}
		last := first
		if ok {
			last, err = rowNumber(b)
		}
		if err != nil {
			return set, fmt.Errorf("rows %q: %w", s, err)
		}
		set.Spans = append(set.Spans, span{first, last})
	}
	return set, nil
}

// rowNumber is the row of a cell, with its column or without.
func rowNumber(cell string) (int, error) {
	for cell != "" && cell[0] >= 'A' && cell[0] <= 'Z' {
		cell = cell[1:]
	}
	return strconv.Atoi(cell)
}

// parseAll reads the rows of a figure or finding, one set a sheet in order of
// the sheets; a row that several entries name counts once.
func parseAll(rows []string) []rowSet {
	var out []rowSet
	for _, entry := range rows {
		set, err := parseRows(entry)
		if err != nil || len(set.Spans) == 0 {
			continue
		}
		if i := slices.IndexFunc(out, func(o rowSet) bool { return o.Place == set.Place }); i >= 0 {
			out[i].Spans = union(append(out[i].Spans, set.Spans...))
		} else {
			set.Spans = union(set.Spans)
			out = append(out, set)
		}
	}
	slices.SortStableFunc(out, func(a, b rowSet) int { return strings.Compare(a.Place, b.Place) })
	return out
}

// union joins runs that touch or overlap.
func union(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.First, b.First) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.First <= out[n-1].Last+1 {
			out[n-1].Last = max(out[n-1].Last, s.Last)
			continue
		}
		out = append(out, s)
	}
	return out
}

// countRows is how many rows stand behind a figure.
func countRows(rows []string) int {
	n := 0
	for _, set := range parseAll(rows) {
		n += set.count()
	}
	return n
}
