package main

import (
	"cmp"
	"slices"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
)

// writeFixList writes the issues to a workbook for whoever owns the exports: one
// row an issue, those that change figures first, with a column to tick off. Texts
// from the data are written as strings, which no spreadsheet program calculates.
func writeFixList(file string, issues ingest.Issues) error {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "To repair"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "ownermap", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := fillFixList(w, bold, issues); err != nil {
		return err
	}
	if err := f.AutoFilter(sheet, "A1:H1", nil); err != nil {
		return err
	}
	return f.SaveAs(file)
}

// fixWidths are the widths of the columns of a fix list, in characters.
var fixWidths = []float64{10, 28, 20, 10, 60, 60, 24, 8}

func fillFixList(w *excelize.StreamWriter, bold int, issues ingest.Issues) error {
	for i, width := range fixWidths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := []any{"Severity", "File", "Sheet", "Cell", "What was seen", "What to do", "Code", "Done"}
	for i := range head {
		head[i] = excelize.Cell{StyleID: bold, Value: head[i]}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	sorted := slices.Clone(issues)
	slices.SortStableFunc(sorted, func(a, b ingest.Issue) int { return cmp.Compare(severityRank(a.Severity), severityRank(b.Severity)) })
	for n, i := range sorted {
		cell, err := excelize.CoordinatesToCellName(1, n+2)
		if err != nil {
			return err
		}
		row := []any{string(i.Severity), i.Pos.File(), i.Pos.Sheet(), cellName(i.Pos), i.Message, i.Hint, i.Code, ""}
		if err := w.SetRow(cell, row); err != nil {
			return err
		}
	}
	return w.Flush()
}

func severityRank(s ingest.Severity) int {
	return slices.Index([]ingest.Severity{ingest.SevError, ingest.SevWarning, ingest.SevNotice}, s)
}

// cellName is C14, 14 for a row, C for a column, or "".
func cellName(p ingest.Pos) string {
	place := p
	place.Place = &ingest.Place{File: "x"}
	text := place.String()
	return text[min(2, len(text)):]
}
