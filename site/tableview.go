package site

import (
	"strings"

	"ownermap/templates"
)

// mostShown is how many rows of a table a page shows; the CSV has all.
const mostShown = 500

// view is the table as a page shows it. Its CSV is kept for download when keep
// is true.
func (b *book) view(t *table, keep bool) templates.Table {
	b.order(t)
	v := templates.Table{ID: t.ID + "-table", Caption: t.Caption}
	for i, c := range t.Columns {
		col := templates.Column{Head: c.Head, Help: c.Meaning, Kind: templates.Kind("")}
		if c.Kind != words && c.Kind != day {
			col.Kind = templates.Number
		}
		col.Wide, col.Wrap = c.Wide, c.Wrap
		if i == t.Sorted-1 {
			col.Sorted = "ascending"
			if t.Desc {
				col.Sorted = "descending"
			}
		}
		v.Columns = append(v.Columns, col)
	}
	shown := t.len()
	if shown > mostShown && !t.All {
		shown = mostShown
		v.Key = []templates.KeyItem{{Text: b.s("The first %s of %s rows; the download has all.", b.count(mostShown), b.count(t.len()))}}
	}
	v.Rows = make([]templates.Row, shown)
	for i, row := range t.first(shown) {
		v.Rows[i].Cells = b.cells(t, row, v.Columns)
	}
	if t.Total != nil {
		v.Total = &templates.Row{Cells: b.cells(t, t.Total, v.Columns)}
	}
	if keep {
		v.CSV = b.keep(t)
	}
	return v
}

// apart is the value of a cell where it is not the text that the cell shows.
func apart(value, text string) string {
	if value == text && value != "–" && strings.TrimSpace(value) == value {
		return ""
	}
	return value
}

func (b *book) cells(t *table, row []cell, cols []templates.Column) []templates.Cell {
	out := make([]templates.Cell, len(row))
	for i, c := range row {
		text := b.write(t, i, c)
		out[i] = templates.Cell{
			Text: text, Href: c.Href, Sub: templates.Text(c.Sub), Value: apart(plain(c.V), text),
			Severity: c.Mark, Strong: c.Strong, Bar: c.Bar, Dot: c.Dot, More: c.More,
		}
		if c.V == nil || c.V == "" {
			out[i].Text, out[i].None = c.Show, c.Why
		}
		if c.Bar != nil {
			cols[i].Kind = templates.Bars
		}
		if c.Dot != nil {
			cols[i].Kind = templates.Dots
		}
	}
	return out
}
