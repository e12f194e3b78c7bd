// Package table is the seam between file formats and meaning: a file is a Book
// of Sheets, a sheet is a stream of Rows, a row is typed Cells with positions.
//
//  1. A reader (one per file format) turns bytes into a Book.
//  2. Book.Sheets says what is there, in file order, hidden sheets included.
//  3. Book.Rows streams one sheet. Rows come in file order; blank rows may be
//     left out; a row carries its own number, so nothing is counted twice.
//  4. Damage is a Problem on the row or the sheet, never a silent gap.
//
// Nothing here knows a column's meaning. Memory does not grow with the sheet:
// a Row and its Cells are valid only until the callback returns.
package table

import "context"

// Kind is what a cell holds, as its format says it, before anybody guesses.
type Kind uint8

// The kinds of cell. A format that knows no types (CSV) has only Blank and Text.
const (
	Blank  Kind = iota
	Text        // Cell.Text
	Number      // Cell.Num, and Cell.Text is its lexical form ("1234.50", 17-digit ids kept)
	Date        // Cell.Num is days since 1899-12-30 in the 1900 system's reckoning, whatever the file's; Cell.Text the lexical form
	Bool        // Cell.Num is 0 or 1
	Error       // Cell.Text is the error word, "#REF!"
)

// Cell is one cell that is not blank.
type Cell struct {
	Col     int32 // 1-based
	Kind    Kind
	Percent bool    // the number is shown as a percentage: 0.5 reads "50 %"
	Formula bool    // the value is the cached result of a formula
	Lasting bool    // Text stays valid until the book is closed: the cells with this Num share it
	Money   string  // the currency of the number format: an ISO code or sign, or ""
	Num     float64 // see Kind; of a lasting text its number in the book, from 0
	Text    string  // see Kind; valid until the callback returns unless Lasting: clone what is kept
}

// Row is one row that is not blank. Cells are in column order without repeats.
type Row struct {
	Number int32 // 1-based
	Hidden bool
	Cells  []Cell
}

// Problem is damage or doubt that a reader met. Col 0 is the whole row, Row 0
// the whole sheet. Lost says that content may be missing from there on.
type Problem struct {
	Sheet    string
	Row, Col int32
	Code     string // kebab-case, one word of the documented list
	Message  string // lowercase: what was seen
	Hint     string // what to do
	Lost     bool
}

// Range is a rectangle of cells, 1-based and inclusive.
type Range struct{ Row1, Col1, Row2, Col2 int32 }

// Sheet is what a book says of one sheet before its rows are read.
type Sheet struct {
	Name   string // "" where the format has no sheets (CSV)
	Hidden bool
	Chart  bool    // a chart or dialog sheet: no rows
	Pivot  bool    // holds a pivot table
	Merged []Range // merged cells, when the format tells before the rows are read
	Bytes  int64   // size on disk of this sheet's part, for progress; 0 unknown
}

// Book is an opened file.
type Book interface {
	// Format names the file format in the words a user knows: "xlsx", "CSV".
	Format() string
	// Sheets lists the sheets in file order.
	Sheets() []Sheet
	// Rows streams sheet number i (an index into Sheets) to row, which may stop
	// the stream by returning an error; that error is returned. It may keep the
	// cells and leave other room in Row.Cells, an empty slice, for the next row.
	// Problems that do not end the stream go to problem. An error means the sheet
	// cannot be used.
	Rows(ctx context.Context, i int, row func(*Row) error, problem func(Problem)) error
	// Close frees what Open holds.
	Close() error
}
