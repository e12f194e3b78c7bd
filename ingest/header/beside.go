package header

import (
	"slices"
	"strings"

	"ownermap/ingest/table"
)

// block is a run of columns without an empty one between them.
type block struct {
	first, last int32
	texts       []headerText
}

// blocks parts the header's columns where a column has neither a header nor a
// value in the sample.
func blocks(texts []headerText, below []table.Row) []block {
	used := map[int32]bool{}
	for _, t := range texts {
		used[t.col] = true
	}
	for i := range below {
		for _, c := range below[i].Cells {
			if c.Kind != table.Blank && (c.Kind != table.Text || strings.TrimSpace(c.Text) != "") {
				used[c.Col] = true
			}
		}
	}
	var out []block
	for _, t := range texts {
		n := len(out) - 1
		gap := n < 0
		for col := t.col - 1; !gap && col > out[n].last; col-- {
			gap = !used[col]
		}
		if gap {
			out = append(out, block{first: t.col})
			n++
		}
		out[n].last = t.col
		out[n].texts = append(out[n].texts, t)
	}
	return out
}

// beside splits off tables that stand beside the one with most known headers: two
// columns or more, parted from it by an empty column, filled in every cell for a
// few rows and then empty while the other goes on, or the other way round.
func beside(texts []headerText, below []table.Row, dicts []*Dictionary) (main block, others []block) {
	all := blocks(texts, below)
	if len(all) < 2 {
		return block{texts: texts}, nil
	}
	best := slices.MaxFunc(all, func(a, b block) int {
		x, y := score(a.texts, dicts, false), score(b.texts, dicts, false)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	main = block{first: best.first, last: best.last}
	for _, b := range all {
		if b.first == best.first || len(b.texts) < 2 || !apart(best, b, below) {
			main.first, main.last = min(main.first, b.first), max(main.last, b.last)
			main.texts = append(main.texts, b.texts...)
			continue
		}
		others = append(others, b)
	}
	for _, o := range others { // a table between two parts of the main one is none of its own
		if o.first > main.first && o.last < main.last {
			return block{texts: texts}, nil
		}
	}
	return main, others
}

// apart reports whether one of two blocks ends at least three rows before the other and is
// filled without a gap until there.
func apart(a, b block, below []table.Row) bool {
	return ends(a, b, below) || ends(b, a, below)
}

func ends(short, long block, below []table.Row) bool {
	state, full, after := 0, 0, 0
	for i := range below {
		s, l := fill(short, &below[i]), fill(long, &below[i])
		switch {
		case s == len(short.texts) && state == 0:
			full++
		case s == 0 && l == 0:
		case s == 0 && l >= 2:
			state = 1
			after++
		default:
			return false
		}
	}
	return full > 0 && after >= 3
}

// fill counts the filled cells of a block's headed columns in a row.
func fill(b block, row *table.Row) int {
	n := 0
	for _, c := range row.Cells {
		if c.Col >= b.first && c.Col <= b.last && c.Kind != table.Blank && (c.Kind != table.Text || strings.TrimSpace(c.Text) != "") {
			n++
		}
	}
	return n
}
