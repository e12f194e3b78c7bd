// Package xlsx reads .xlsx and .xlsm workbooks as a table.Book. It reads as fast
// as the file inflates, and it never takes a damaged file for a whole one.
//
//  1. The zip directory is read; parts are found through the relationships.
//  2. excelize reads sheets, visibility, styles and the date system from a
//     skeleton of the zip that holds nothing else.
//  3. Shared strings are read once, when the first sheet is.
//  4. A worksheet inflates in a goroutine of its own while a byte scanner turns
//     it into rows of typed cells.
//  5. Every part that was used is drained, so that its length and CRC count.
//
// Sheets may be read at the same time from several goroutines. Memory is the
// shared strings, one row, and under a megabyte for each sheet being read.
package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"ownermap/ingest/internal/numfmt"
	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/table"
)

// Open reads the workbook in size bytes of r. What is not a workbook, or has no
// sheet with cells, gives a *table.Refusal.
func Open(r io.ReaderAt, size int64, lim table.Limits) (table.Book, error) {
	arc, err := zippart.Open(r, size, lim.OrDefault())
	if err != nil {
		return nil, &table.Refusal{
			Message: "the workbook is damaged or cut short: " + err.Error(),
			Hint:    "download or export it again; the last transfer may not have finished",
		}
	}
	return New(arc, lim)
}

// New reads the workbook in an archive whose directory is already known.
func New(arc *zippart.Archive, lim table.Limits) (table.Book, error) {
	b := &book{arc: arc, lim: lim.OrDefault()}
	if err := b.readMeta(); err != nil {
		return nil, err
	}
	b.readSheetParts()
	return b, b.usable()
}

type book struct {
	arc     *zippart.Archive
	lim     table.Limits
	sheets  []sheet
	styles  []numfmt.Shown // by the s attribute of a cell
	noStyle bool           // the workbook has no styles part at all, so s says nothing
	shift   float64        // days from the file's date system to the 1900 one
	damage  []table.Problem
	strings func() *sharedStrings // once, when the first sheet is read
	noFast  bool                  // tests: only the general scanner
}

// sheet is a sheet with the part it is in.
type sheet struct {
	table.Sheet
	part      string // as the relationship names it
	pivotOnly bool
}

// Format is "xlsx" for every workbook in this container.
func (b *book) Format() string { return "xlsx" }

// Close has nothing to free: the reader belongs to the caller.
func (b *book) Close() error { return nil }

// Sheets lists the sheets. Merged is filled for sheets of up to 8 MB of XML,
// whose end is looked at beforehand: the format tells merges after the rows.
func (b *book) Sheets() []table.Sheet {
	out := make([]table.Sheet, len(b.sheets))
	for i, s := range b.sheets {
		out[i] = s.Sheet
	}
	return out
}

// usable refuses a workbook that has no sheet with cells of its own.
func (b *book) usable() error {
	charts, pivots := 0, 0
	for _, s := range b.sheets {
		switch {
		case s.Chart:
			charts++
		case s.pivotOnly:
			pivots++
		default:
			return nil
		}
	}
	switch {
	case len(b.sheets) == 0:
		return &table.Refusal{Message: "the workbook has no sheets", Hint: "open it in Excel; if it opens there, save it again as .xlsx"}
	case pivots > 0:
		return refusePivot()
	}
	return refuseChart(b.sheets[0].Name)
}

func refusePivot() error {
	return &table.Refusal{
		Message: "the workbook holds only a pivot table, which is a summary and not the rows behind it",
		Hint:    "export the rows: double-click the grand total of the pivot in Excel, or export the report with details",
	}
}

func refuseChart(name string) error {
	return &table.Refusal{
		Message: fmt.Sprintf("sheet %q is a chart or dialog, which has no cells", name),
		Hint:    "use the sheet with the rows behind the chart",
	}
}

// Rows streams one sheet; see table.Book. The problems of the workbook itself
// come first, then those of the sheet as they are met.
func (b *book) Rows(ctx context.Context, i int, row func(*table.Row) error, problem func(table.Problem)) error {
	sh := &b.sheets[i]
	if sh.Chart {
		return refuseChart(sh.Name)
	}
	rep := problems.New(sh.Name, problem)
	defer rep.Finish()
	for _, p := range b.damage {
		rep.Add(p)
	}
	if sh.part == "" {
		return &table.Refusal{
			Message: fmt.Sprintf("sheet %q is named in the workbook, which does not say where its rows are", sh.Name),
			Hint:    "it may be a module of macros, which has none; if it should have rows, the file is damaged: export it again",
		}
	}
	f := b.arc.Find(sh.part)
	if f == nil {
		return &table.Refusal{
			Message: fmt.Sprintf("sheet %q is named in the workbook but its part %q is not in the file", sh.Name, sh.part),
			Hint:    "the file is damaged; export it again",
		}
	}
	str := b.strings()
	for _, p := range str.damage {
		rep.Add(p)
	}
	if str.refused != nil {
		return str.refused
	}
	return b.readSheet(ctx, f, str, row, rep)
}

// lazyStrings reads the shared strings at the first call.
func (b *book) lazyStrings(part string) {
	b.strings = sync.OnceValue(func() *sharedStrings { return b.readStrings(part) })
}

// damaged makes the problem of a part that could not be read to a sound end.
func damaged(what string, err error) table.Problem {
	p := table.Problem{Code: table.CodeDamaged, Lost: true, Hint: "export or download the file again; what could be read is kept"}
	if errors.Is(err, zippart.ErrSum) {
		p.Message = what + " is not as it was written (its checksum does not match): values may be wrong"
	} else {
		p.Message = fmt.Sprintf("%s cannot be read to its end (%v): what follows is missing", what, err)
	}
	return p
}
