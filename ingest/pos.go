package ingest

import (
	"strconv"
	"strings"
)

// Place is a sheet of a file; Sheet is "" where the format has none. One Place
// is shared by every Pos in it.
type Place struct{ File, Sheet string }

// String writes `deals.xlsx[Q3]`, or `deals.csv` without a sheet.
func (p *Place) String() string {
	if p == nil {
		return ""
	}
	if p.Sheet == "" {
		return p.File
	}
	return p.File + "[" + p.Sheet + "]"
}

// Pos is a small value that says where something stands. Row and Col are
// 1-based; Col 0 is the whole row, Row 0 the whole sheet. The zero Pos is
// nowhere.
//
// Its grammar is place [ "!" [ column letters ] row ]:
//
//	deals.xlsx[Q3]!C14   a cell
//	deals.xlsx[Q3]!14    a row
//	deals.csv            a file
type Pos struct {
	Place *Place
	Row   int32
	Col   int32
}

// IsZero reports whether the position is nowhere.
func (p Pos) IsZero() bool { return p.Place == nil }

// At returns the cell in column col of the same row.
func (p Pos) At(col int) Pos { p.Col = int32(col); return p }

// File and Sheet are the parts of the place, "" when nowhere.
func (p Pos) File() string {
	if p.Place == nil {
		return ""
	}
	return p.Place.File
}

// Sheet is the sheet's name, "" when the format has none.
func (p Pos) Sheet() string {
	if p.Place == nil {
		return ""
	}
	return p.Place.Sheet
}

// String writes the position in the grammar above.
func (p Pos) String() string {
	if p.Place == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(p.Place.String())
	if p.Row > 0 || p.Col > 0 {
		b.WriteByte('!')
	}
	if p.Col > 0 {
		b.WriteString(ColumnName(int(p.Col)))
	}
	if p.Row > 0 {
		b.WriteString(strconv.Itoa(int(p.Row)))
	}
	return b.String()
}

// ColumnName is the spreadsheet name of a 1-based column: 1 is A, 28 is AB.
func ColumnName(col int) string {
	var buf [8]byte
	i := len(buf)
	for col > 0 && i > 0 {
		col--
		i--
		buf[i] = byte('A' + col%26)
		col /= 26
	}
	return string(buf[i:])
}

// Compare orders positions by file, sheet, row, column.
func (p Pos) Compare(q Pos) int {
	if c := strings.Compare(p.File(), q.File()); c != 0 {
		return c
	}
	if c := strings.Compare(p.Sheet(), q.Sheet()); c != 0 {
		return c
	}
	if p.Row != q.Row {
		return int(p.Row - q.Row)
	}
	return int(p.Col - q.Col)
}
