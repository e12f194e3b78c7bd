// Package xlsx reads .xlsx and .xlsm workbooks as a table.Book.
package xlsx

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest/table"
)

// Open reads the workbook in size bytes of r.
func Open(r io.ReaderAt, size int64, lim table.Limits) (table.Book, error) {
	f, err := excelize.OpenReader(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, &table.Refusal{Message: "this file cannot be read as an Excel workbook: " + err.Error(), Hint: "open it in Excel and save it again as .xlsx"}
	}
	b := &book{f: f}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		b.shift = 1462
	}
	for _, name := range f.GetSheetList() {
		s := table.Sheet{Name: name}
		if v, err := f.GetSheetVisible(name); err == nil {
			s.Hidden = !v
		}
		merged, err := f.GetMergeCells(name)
		if err != nil {
			s.Chart = true
		}
		for _, m := range merged {
			c1, r1, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
			c2, r2, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
			s.Merged = append(s.Merged, table.Range{Row1: int32(r1), Col1: int32(c1), Row2: int32(r2), Col2: int32(c2)})
		}
		b.sheets = append(b.sheets, s)
	}
	return b, nil
}

type book struct {
	f      *excelize.File
	shift  float64 // days from the file's date system to the 1900 one
	sheets []table.Sheet
	styles map[int]shown
}

func (b *book) Format() string        { return "xlsx" }
func (b *book) Sheets() []table.Sheet { return b.sheets }
func (b *book) Close() error          { return b.f.Close() }

func (b *book) style(id int) shown {
	if s, ok := b.styles[id]; ok {
		return s
	}
	var s shown
	if st, err := b.f.GetStyle(id); err == nil {
		s = builtinFormat(st.NumFmt)
		if st.CustomNumFmt != nil {
			s = parseFormat(*st.CustomNumFmt)
		}
	}
	if b.styles == nil {
		b.styles = map[int]shown{}
	}
	b.styles[id] = s
	return s
}

func (b *book) Rows(ctx context.Context, i int, fn func(*table.Row) error, problem func(table.Problem)) error {
	name := b.sheets[i].Name
	rows, err := b.f.Rows(name)
	if err != nil {
		return err
	}
	defer rows.Close()
	for n := int32(1); rows.Next(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cols, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		row := table.Row{Number: n, Hidden: rows.GetRowOpts().Hidden}
		for c, v := range cols {
			if v == "" {
				continue
			}
			cell, err := b.cell(name, c+1, int(n), v)
			if err != nil {
				return err
			}
			row.Cells = append(row.Cells, cell)
		}
		if len(row.Cells) == 0 {
			continue
		}
		if err := fn(&row); err != nil {
			return err
		}
	}
	return rows.Error()
}

func (b *book) cell(sheet string, col, row int, v string) (table.Cell, error) {
	c := table.Cell{Col: int32(col), Kind: table.Text, Text: v}
	ref, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return c, err
	}
	typ, err := b.f.GetCellType(sheet, ref)
	if err != nil {
		return c, err
	}
	switch typ {
	case excelize.CellTypeBool:
		c.Kind, c.Num = table.Bool, map[bool]float64{true: 1}[v == "1" || strings.EqualFold(v, "true")]
	case excelize.CellTypeError:
		c.Kind = table.Error
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		f, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return c, nil
		}
		id, err := b.f.GetCellStyle(sheet, ref)
		if err != nil {
			return c, err
		}
		s := b.style(id)
		c.Kind, c.Num, c.Percent, c.Money = table.Number, f, s.percent, s.money
		if s.date {
			c.Kind, c.Num = table.Date, f+b.shift
		}
	}
	return c, nil
}
