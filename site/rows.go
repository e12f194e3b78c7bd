package site

import (
	"fmt"
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
	set := rowSet{Place: s[:i]}
	for part := range strings.SplitSeq(s[i+1:], ",") {
		a, b, ok := strings.Cut(part, ":")
		if !ok {
			b = a
		}
		first, err := strconv.Atoi(strings.TrimLeft(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		if err != nil {
			return set, fmt.Errorf("rows %q: %w", s, err)
		}
		last, err := strconv.Atoi(strings.TrimLeft(b, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		if err != nil {
			return set, fmt.Errorf("rows %q: %w", s, err)
		}
		set.Spans = append(set.Spans, span{first, last})
	}
	return set, nil
}

// countRows is how many rows stand behind a figure.
func countRows(rows []string) int {
	n := 0
	for _, r := range rows {
		if set, err := parseRows(r); err == nil {
			n += set.count()
		}
	}
	return n
}
