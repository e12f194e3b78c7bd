package table

import "fmt"

// Limits bound what a reader takes from a file, so that a hostile or broken one
// costs a sentence and not the machine. A zero field means its default.
type Limits struct {
	CellBytes     int64 // of one cell's text, in bytes of UTF-8
	StringBytes   int64 // of all shared strings of a workbook, in bytes
	Strings       int64 // shared strings of a workbook
	InflatedBytes int64 // of one part of a zip, and of a text file, in bytes after inflating
	Ratio         int32 // of inflated to deflated bytes of a part, looked at above 64 MB
	Rows          int32 // the highest row number
	Cols          int32 // the highest column number
}

// DefaultLimits are those of the spreadsheet programs where they have any.
func DefaultLimits() Limits {
	return Limits{
		CellBytes:     1 << 20,
		StringBytes:   512 << 20,
		Strings:       20 << 20, // as many as a sheet of twenty columns has cells
		InflatedBytes: 16 << 30,
		Ratio:         400,
		Rows:          1_048_576,
		Cols:          16_384,
	}
}

// OrDefault fills the zero fields.
func (l Limits) OrDefault() Limits {
	d := DefaultLimits()
	if l.CellBytes <= 0 {
		l.CellBytes = d.CellBytes
	}
	if l.StringBytes <= 0 {
		l.StringBytes = d.StringBytes
	}
	if l.Strings <= 0 {
		l.Strings = d.Strings
	}
	if l.InflatedBytes <= 0 {
		l.InflatedBytes = d.InflatedBytes
	}
	if l.Ratio <= 0 {
		l.Ratio = d.Ratio
	}
	if l.Rows <= 0 {
		l.Rows = d.Rows
	}
	if l.Cols <= 0 {
		l.Cols = d.Cols
	}
	return l
}

// Size writes a number of bytes for people: "1 MB", "512 bytes".
func Size(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
