package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
)

// groups are the columns of a grouped report, whose value stands only in the first
// row of each group, and the headings that stand in rows of their own.
type groups struct {
	columns []*groupColumn // from the left
	merged  []table.Range  // merged cells below the header that are several rows high
	values  map[int32]*table.Cell
	heads   []*headColumn
	status  *headColumn           // of heads: the one that words for a status state, without a column
	stated  bool                  // by a heading below the header, which holds up to the next one
	outline map[int32]*headColumn // by the column in which their headings stand; in heads from the first one on
}

// groupColumn is a column that is filled down.
type groupColumn struct {
	col  int32
	cell table.Cell // the last value; Kind Blank before the first
	n    int        // cells filled
}

// headColumn is a field that group headings state: "Opportunity Owner: Jane Doe".
type headColumn struct {
	column *column
	cell   table.Cell
	n      int // cells filled, of a column with a header of its own
}

// findGroups looks for grouping in the sample. Columns are filled down only where the
// file shows that it is grouped: by cells merged over several rows, or, from the
// left, by a sort arrow in the header or a subtotal below it.
func (r *sheetReader) findGroups(f *header.Found) {
	for _, m := range r.sheet.Merged {
		if m.Row2 > m.Row1 && m.Col1 == m.Col2 && int(m.Row1) > f.Row && int(m.Col1) < len(r.columns) {
			r.groups.merged = append(r.groups.merged, m)
		}
	}
	if len(r.groups.merged) > 0 {
		slices.SortFunc(r.groups.merged, func(a, b table.Range) int { return int(a.Row1 - b.Row1) })
		r.groups.values = map[int32]*table.Cell{}
		return
	}
	r.findOutline(f)
	for _, c := range f.Columns {
		if !r.grouped(f, c) {
			if len(r.groups.columns) == 0 {
				r.maybeGrouped(f, c)
			}
			return
		}
		r.groups.columns = append(r.groups.columns, &groupColumn{col: int32(c.Col)})
	}
	r.groups.columns = nil // every column seems grouped: none is
}

// grouped reports whether the sample shows the column to be a group's: filled in its
// first row, then blank cells with filled ones after them, no value twice in
// a row, and two totals in the column, or a sort arrow in the header and a total.
func (r *sheetReader) grouped(f *header.Found, c header.Column) bool {
	s, ok := r.groupShape(f, c)
	arrow := strings.ContainsAny(c.Text, "▲▼↑↓⬆⬇△▽")
	return ok && s.blank > 0 && (s.subtotals > 1 || arrow && s.between > 0 && s.subtotals > 0)
}

// maybeGrouped reports a first column that is filled as a group's is, where nothing else
// shows that the sheet is grouped.
func (r *sheetReader) maybeGrouped(f *header.Found, c header.Column) {
	if c.Col >= len(r.columns) || r.columns[c.Col] == nil || !headed[r.columns[c.Col].field] {
		return
	}
	s, ok := r.groupShape(f, c)
	few := s.blank <= s.filled
	if r.part.input.Kind == KindRoster { // of groups of two, half the cells are blank
		few = s.blank < s.filled
	}
	if ok && s.between > 0 && !few && !s.again {
		r.part.issues.Add(issue(codeMaybeGrouped, Pos{Place: r.place, Row: int32(f.Row), Col: int32(c.Col)},
			fmt.Sprintf("%s stands in %d of the first %s, and never twice in a row; the blank cells are read as blank", header.Clean(c.Text), s.filled, plural(s.filled+s.blank, "record")),
			"if the report is grouped, fill the column down, or export it without groups"))
	}
}

// groupShape is how a column of the sample is filled: filled cells, blank ones, filled
// ones after a blank, and totals.
type groupShape struct {
	filled, blank, between, subtotals int
	again                             bool // a value comes again after another one
}

// groupShape looks at a column; ok is false where its first record is blank or a value
// stands twice in a row.
func (r *sheetReader) groupShape(f *header.Found, c header.Column) (s groupShape, ok bool) {
	last, gap, seen := "", false, map[string]bool{}
	for i := range r.buffer[f.Index+1:] {
		row := &r.buffer[f.Index+1+i]
		cell := cellAt(row, int32(c.Col))
		switch {
		case len(row.Cells) < 2:
		case cell != nil && cell.Kind == table.Text && totalLabel(strings.TrimSpace(cell.Text)):
			s.subtotals++
		case r.isTotal(row):
		case cell == nil && s.filled == 0, cell != nil && cell.Text == last && !gap:
			return s, false
		case cell == nil:
			s.blank++
			gap = true
		default:
			s.filled++
			if gap {
				s.between++
			}
			last, gap = cell.Text, false
			s.again = s.again || seen[last]
			seen[last] = true
		}
	}
	return s, true
}

// headed are the fields of which a report makes groups.
var headed = map[string]bool{"partner": true, "partner_type": true, "region": true, "motion": true, "account": true, "stage": true, "status": true, "sales_owner": true,
	"partner_manager": true, "partner_sales_exec": true, "manager": true, "stages_owned": true, "role": true}

// findOutline looks for columns that no record of the sample fills and in which a
// row between the header and the first record stands alone: the heading of a group.
func (r *sheetReader) findOutline(f *header.Found) {
	below := r.buffer[f.Index+1:]
	found := map[int32]*headColumn{}
	for i := range below {
		filled, lone := r.filled(&below[i])
		if filled != 1 {
			break
		}
		if int(lone.Col) < len(r.columns) && lone.Kind == table.Text {
			if c := r.columns[lone.Col]; c != nil && headed[c.field] {
				found[lone.Col] = &headColumn{column: c}
			}
		}
	}
	records := 0
	for i := range below {
		if n, _ := r.filled(&below[i]); n < 2 || r.isTotal(&below[i]) {
			continue
		}
		records++
		for col := range found {
			if cellAt(&below[i], col) != nil {
				delete(found, col)
			}
		}
	}
	if records > 0 {
		r.groups.outline = found
	}
}

// isValue reports whether a cell repeats the current value of its group.
func (g *groups) isValue(c *table.Cell) bool {
	for _, x := range g.columns {
		if x.col == c.Col {
			return true
		}
	}
	return false
}

// fill reports whether anything is filled down.
func (g *groups) fill() bool { return len(g.heads) > 0 || len(g.merged) > 0 || len(g.columns) > 0 }

// fillDown gives the record what its group says; it runs before the row's own cells are read.
func (r *sheetReader) fillDown(row *table.Row) {
	g := &r.groups
	for _, h := range g.heads {
		if g.outline[h.cell.Col] == h {
			if cellAt(row, h.cell.Col) != nil {
				continue
			}
			h.n++
		}
		h.column.row = row.Number
		h.column.set(&h.cell)
	}
	if len(g.merged) > 0 {
		r.fillMerged(row)
	}
	changed := false
	for _, x := range g.columns {
		own := cellAt(row, x.col)
		switch {
		case own != nil:
			x.cell = *own
			x.cell.Text = strings.Clone(own.Text)
			changed = true
			if own.Kind == table.Text { // "Nordlicht (3)": the group's records are counted beside its name
				own.Text, own.Lasting = counted(own.Text), false
				x.cell.Text, x.cell.Lasting = strings.Clone(own.Text), false
			}
		case changed:
			x.cell = table.Cell{} // an outer group has begun, the inner one is blank
		case x.cell.Kind != table.Blank:
			x.n++
			r.setCell(x.col, &x.cell, row.Number)
		}
	}
}

// fillMerged gives each row of a merged cell its value, which stands in the first row.
func (r *sheetReader) fillMerged(row *table.Row) {
	g := &r.groups
	for len(g.merged) > 0 && g.merged[0].Row2 < row.Number {
		g.merged = g.merged[1:]
	}
	for _, m := range g.merged {
		if m.Row1 > row.Number {
			break
		}
		if m.Row1 == row.Number {
			if c := cellAt(row, m.Col1); c != nil {
				v := *c
				v.Text = strings.Clone(c.Text)
				g.values[m.Col1] = &v
			} else {
				delete(g.values, m.Col1)
			}
		} else if v := g.values[m.Col1]; v != nil && row.Number <= m.Row2 && cellAt(row, m.Col1) == nil {
			if c := r.columns[m.Col1]; c != nil && c.putValue != nil {
				c.reportAt(Pos{Place: r.place, Row: row.Number, Col: m.Col1}, codeMergedAmount, fmt.Sprintf("%s is merged over rows %d to %d; the amount counts once, in row %d", c.header, m.Row1, m.Row2, m.Row1),
					"write each record's own amount")
				continue
			}
			r.setCell(m.Col1, v, row.Number)
		}
	}
}

func cellAt(row *table.Row, col int32) *table.Cell {
	for i := range row.Cells {
		if c := &row.Cells[i]; c.Col == col && c.Kind != table.Blank && (c.Kind != table.Text || strings.TrimSpace(c.Text) != "") {
			return c
		}
	}
	return nil
}

func (r *sheetReader) setCell(col int32, cell *table.Cell, row int32) {
	if int(col) < len(r.columns) && r.columns[col] != nil && cell.Kind != table.Error {
		r.columns[col].row = row
		r.columns[col].set(cell)
	}
}

// counted is a heading without the number of its records: "Jane Doe (12 records)".
func counted(value string) string {
	value = strings.TrimSpace(value)
	if i := strings.LastIndexByte(value, '('); i > 0 && strings.ContainsAny(value[i:], "0123456789") && strings.HasSuffix(value, ")") {
		value = strings.TrimSpace(value[:i])
	}
	return value
}

// groupHeading takes a lone cell such as "Opportunity Owner: Jane Doe (12 records)"
// as the value of a field that has no column, or a lone cell in the blank column
// of a field as its value, for the rows below it.
func (r *sheetReader) groupHeading(row int32, c *table.Cell) bool {
	d := r.words.dict(r.part.input.Kind)
	head, value, ok := strings.Cut(c.Text, ":")
	field := ""
	switch {
	case ok && len(head) <= 60:
		field = d.Known(head)
	case r.part.input.Kind == KindPartners && tierHeading(c.Text):
		head, value, field = "Tier", c.Text, "partner_tier"
	}
	if h := r.groups.outline[c.Col]; h != nil && (field == "" || field == h.column.field) {
		if field == "" {
			value = c.Text
		}
		if h.cell.Kind == table.Blank {
			r.groups.heads = append(r.groups.heads, h)
		}
		h.cell = table.Cell{Col: c.Col, Kind: table.Text, Text: strings.Clone(counted(value))}
		return true
	}
	if field == "" {
		return r.statusHeading(row, c)
	}
	value = counted(value)
	for _, h := range r.groups.heads {
		if h.column.field == field {
			h.cell.Text = strings.Clone(value)
			return true
		}
	}
	if slices.ContainsFunc(r.mapped, func(x *column) bool { return x.field == field }) {
		return false
	}
	ch := header.Choice{Field: d.Field(field), Column: header.Column{Col: int(c.Col), Text: strings.Clone(head)}}
	col := newColumn(r, &ch)
	if col.set = r.recorder.setter(col); col.set == nil {
		return false
	}
	r.mapped = append(r.mapped, col)
	r.groups.heads = append(r.groups.heads, &headColumn{column: col, cell: table.Cell{Col: c.Col, Kind: table.Text, Text: strings.Clone(value)}})
	r.part.input.Columns = append(r.part.input.Columns, Column{Field: field, Header: col.header, Column: int(c.Col),
		Why: fmt.Sprintf(statedByHeadings, row)})
	return true
}

const statedByHeadings = "group headings state it, the first in row %d; filled down"

// tierHeading reports whether a row that stands alone in a partner list is the heading of a
// tier rather than a partner's name: "Gold", "Silver Partners", "Tier 1".
func tierHeading(text string) bool {
	f := strings.TrimSuffix(strings.TrimSuffix(name.Fold(counted(text)), " partners"), " partner")
	return tiers[strings.TrimSuffix(f, " tier")]
}

var tiers = foldedSet("gold|silver|bronze|platinum|diamond|titanium|platin|silber|or|argent|platine|oro|plata|bronce|platino|goud|zilver|brons|tier 1|tier 2|tier 3|tier a|tier b|tier c")

// notes says which columns were filled down.
func (g *groups) notes(r *sheetReader) {
	for _, h := range g.heads {
		if h.n > 0 {
			h.column.note("group headings in rows of their own: %s filled down", plural(h.n, "cell"))
		}
	}
	for _, x := range g.columns {
		if x.n > 0 && int(x.col) < len(r.columns) && r.columns[x.col] != nil {
			r.columns[x.col].note("a grouped report: %s filled down", plural(x.n, "cell"))
		}
	}
	if g.values != nil {
		r.part.input.Notes = append(r.part.input.Notes, "cells merged over several rows count for each of them")
	}
}
