package markup

import (
	"bytes"
	"fmt"
	"unicode/utf8"
	"unsafe"

	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// grid places the cells of one HTML table: each goes into the next column that
// no earlier cell reaches down into.
type grid struct {
	table  int
	lim    table.Limits
	out    table.Row
	inRow  bool
	inCell bool
	number int32 // of the row
	col    int32 // of the cell
	next   int32 // column after the cell
	taken  []int32
	arena  []byte // texts of the row
	start  int    // of the cell's text in it
	gap    bool   // blanks wait to be written
}

func (g *grid) startRow(attrs map[string]string) error {
	if g.number++; g.number > g.lim.Rows {
		return &table.Refusal{Message: fmt.Sprintf("the table has more than %d rows", g.lim.Rows), Hint: "split the export, or raise the limit"}
	}
	g.out = table.Row{Number: g.number, Hidden: hidden(attrs), Cells: g.out.Cells[:0]}
	g.inRow, g.next, g.arena = true, 1, g.arena[:0]
	return nil
}

// startCell finds the cell's place and marks what it covers.
func (g *grid) startCell(cols, rows int32) (table.Range, error) {
	g.col = g.next
	for int(g.col) <= len(g.taken) && g.taken[g.col-1] > 0 {
		g.col++
	}
	last := g.col + cols - 1
	if last > g.lim.Cols {
		return table.Range{}, &table.Refusal{Message: fmt.Sprintf("row %d of the table has more than %d columns", g.number, g.lim.Cols), Hint: "no export is this wide; the file is damaged"}
	}
	for int(last) > len(g.taken) && rows > 1 {
		g.taken = append(g.taken, 0)
	}
	for c := g.col; c <= last && rows > 1; c++ {
		g.taken[c-1] = rows
	}
	g.next = last + 1
	g.inCell, g.start, g.gap = true, len(g.arena), false
	return table.Range{Row1: g.number, Col1: g.col, Row2: g.number + rows - 1, Col2: last}, nil
}

// add appends text, runs of blanks as one.
func (g *grid) add(b []byte) error {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '\f' || r == '\u00a0' {
			g.gap = true
		} else {
			if g.gap && len(g.arena) > g.start && g.arena[len(g.arena)-1] != '\n' {
				g.arena = append(g.arena, ' ')
			}
			g.gap = false
			g.arena = append(g.arena, b[:n]...)
		}
		b = b[n:]
	}
	if int64(len(g.arena)-g.start) > g.lim.CellBytes || int64(len(g.arena)) > 64*g.lim.CellBytes {
		return &table.Refusal{Message: fmt.Sprintf("row %d of the table holds more than %s of text", g.number, table.Size(g.lim.CellBytes)), Hint: "no export is like this; the file is damaged"}
	}
	return nil
}

// breakLine begins a new line, unless the text has only begun.
func (g *grid) breakLine(always bool) {
	if n := len(g.arena); g.inCell && n > g.start && (always || g.arena[n-1] != '\n') {
		g.arena = append(g.arena, '\n')
		g.gap = false
	}
}

// endCell keeps the cell's text, if it has any.
func (g *grid) endCell(flawed bool) (flaw xmlscan.Flaw) {
	if !g.inCell {
		return 0
	}
	g.inCell = false
	t := bytes.TrimRight(g.arena[g.start:], "\n")
	if len(t) == 0 {
		return 0
	}
	if !xmlscan.Plain(t) && flawed {
		start := len(g.arena)
		g.arena, flaw = xmlscan.Decode(g.arena, t, true)
		t = g.arena[start:]
	}
	g.out.Cells = append(g.out.Cells, table.Cell{Col: g.col, Kind: table.Text, Text: unsafe.String(&t[0], len(t))})
	return flaw
}
