// Package readtest writes what a reader gives as lines that a test can compare.
package readtest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ownermap/ingest/table"
)

// Dump reads every sheet: a line for each row with its cells, for each problem
// with its place, and for an error. A sheet's line is left out where it is the
// first and has no name.
func Dump(b table.Book, err error) string {
	if err != nil {
		return Refusal(err)
	}
	defer b.Close()
	var out strings.Builder
	for i, s := range b.Sheets() {
		if i > 0 || s.Name != "" {
			fmt.Fprintf(&out, "[%s]%s", s.Name, map[bool]string{true: " hidden"}[s.Hidden])
			for _, m := range s.Merged {
				fmt.Fprintf(&out, " %d,%d-%d,%d", m.Row1, m.Col1, m.Row2, m.Col2)
			}
			out.WriteByte('\n')
		}
		out.WriteString(Rows(b, i))
	}
	return out.String()
}

// Rows reads one sheet in the same way.
func Rows(b table.Book, sheet int) string {
	var out strings.Builder
	err := b.Rows(context.Background(), sheet, func(r *table.Row) error {
		fmt.Fprint(&out, r.Number, map[bool]string{true: "h"}[r.Hidden])
		for _, c := range r.Cells {
			fmt.Fprint(&out, " ", Cell(c))
		}
		out.WriteByte('\n')
		return nil
	}, func(p table.Problem) {
		fmt.Fprintf(&out, "! %d,%d %s%s\n", p.Row, p.Col, p.Code, map[bool]string{true: " lost"}[p.Lost])
	})
	if err != nil {
		out.WriteString(Refusal(err))
	}
	return out.String()
}

// Refusal is the line of an error, which has to be a refusal with a hint.
func Refusal(err error) string {
	var r *table.Refusal
	if !errors.As(err, &r) || r.Hint == "" {
		return fmt.Sprintf("not a refusal: %v\n", err)
	}
	return "refused: " + r.Message + "\n"
}

// Cell writes a cell: column, kind, value and what its format adds.
func Cell(c table.Cell) string {
	s := fmt.Sprint(c.Col, "=")
	switch c.Kind {
	case table.Text:
		s += fmt.Sprintf("%q", c.Text)
	case table.Number:
		s += fmt.Sprintf("%v(%s)", c.Num, c.Text)
	case table.Date:
		s += fmt.Sprintf("day %v(%s)", c.Num, c.Text)
	case table.Bool:
		s += fmt.Sprint(c.Num == 1)
	case table.Error:
		s += c.Text
	}
	if c.Percent {
		s += "%"
	}
	if c.Formula {
		s += "f"
	}
	return s + c.Money
}
