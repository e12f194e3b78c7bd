package ingest

import (
	"slices"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
)

// endRows tells the rows that people write below their deals from deals: sums under other
// names, legends, who updated the list. They are few cells where deals have many.
type endRows struct {
	total bool // no record since a total
	thin  int  // records with fewer than three cells
}

// kept is told how many cells a record has, up to three.
func (e *endRows) kept(filled int) {
	e.total = false
	if filled < 3 {
		e.thin++
	}
}

// telling reports whether few cells are no deal: the sheet has records enough, and nearly
// all of them have more.
func (r *sheetReader) telling() bool {
	kept := r.part.input.Kept
	return r.part.input.Kind == KindDeals && len(r.mapped) >= 4 && kept >= 2 && 10*r.ends.thin <= kept
}

// partial reports whether a total says that it is one of a group, below which more deals
// may stand.
func partial(row *table.Row) bool {
	return slices.ContainsFunc(row.Cells, func(c table.Cell) bool {
		f := ""
		if c.Kind == table.Text {
			f = name.Fold(c.Text)
		}
		return strings.HasPrefix(f, "sub") || strings.HasPrefix(f, "zwischen") || strings.HasPrefix(f, "sous") || strings.HasPrefix(f, "tussen")
	})
}

// isSummary reports whether a row below a total is a label and an amount alone: "VAT",
// "Target 2026", "of which won".
func (r *sheetReader) isSummary(row *table.Row, filled int) bool {
	if !r.ends.total || filled != 2 || !r.telling() {
		return false
	}
	label, amount := false, false
	for i := range row.Cells {
		c := &row.Cells[i]
		switch {
		case c.Kind == table.Text && blank(c.Text):
		case int(c.Col) < len(r.columns) && r.columns[c.Col] != nil && r.columns[c.Col].putValue != nil:
			amount = c.Kind == table.Number || looksNumeric(c.Text) || shortNumber(c.Text)
		default:
			label = c.Kind == table.Text && !looksNumeric(c.Text)
		}
	}
	return label && amount
}

// dealFacts are the fields of which a deal has at least one.
var dealFacts = slices.Concat([]string{"expected_close_date"}, closeFields, statusFields)

// isFootnote reports whether a row after a gap says nothing of a deal but two cells, or
// three that explain signs: "Updated by Ben", "Legend: | green = won | red = lost".
func (r *sheetReader) isFootnote(row *table.Row) bool {
	if !r.telling() {
		return false
	}
	cells, explains := 0, false
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Kind == table.Blank || c.Kind == table.Text && blank(c.Text) {
			continue
		}
		if int(c.Col) < len(r.columns) && r.columns[c.Col] != nil {
			if col := r.columns[c.Col]; !sign(c) && (col.putValue != nil || col.field == "deal_id" && strings.ContainsAny(c.Text, "0123456789") || col.field == "partner" || col.field == "account" || slices.Contains(dealFacts, col.field)) {
				return false
			}
		}
		cells++
		explains = explains || sign(c)
	}
	return cells <= 2 || explains && cells <= 5
}

// sign reports whether a cell explains a sign, or leads to such cells: "red = lost", "Legend:".
func sign(c *table.Cell) bool {
	return c.Kind == table.Text && (strings.Contains(c.Text, " = ") || strings.HasSuffix(c.Text, ":"))
}
