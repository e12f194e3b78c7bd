package site

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// inOrder sorts things by a text as the reader's language does, numbers within
// by their value, as the script of the page sorts: É stands with E, and 9 before 10.
func inOrder[T any](tag language.Tag, list []T, text func(T) string) {
	c := collate.New(tag, collate.IgnoreCase, collate.Numeric)
	var buf collate.Buffer
	type keyed struct {
		value T
		key   string
	}
	all := make([]keyed, len(list))
	for i, v := range list {
		all[i] = keyed{v, string(c.KeyFromString(&buf, text(v)))}
		buf.Reset()
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return 0
	})
	for i, k := range all {
		list[i] = k.value
	}
}

// order brings the rows of a table that stands by a column of words into the
// order of the reader's language; what is unknown comes last.
func (b *book) order(t *table) {
	col := t.Sorted - 1
	if t.Long != nil || col < 0 || t.Desc || col >= len(t.Columns) || t.Columns[col].Kind != words {
		return
	}
	value := func(row []cell) string { return plain(row[col].V) }
	inOrder(b.words.tag, t.Rows, value)
	slices.SortStableFunc(t.Rows, func(x, y []cell) int {
		switch {
		case value(x) == "" && value(y) != "":
			return 1
		case value(x) != "" && value(y) == "":
			return -1
		}
		return 0
	})
}
