package site

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/govalues/decimal"
	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
)

// workbook writes tables as one XLSX: a sheet each with typed cells, widths,
// frozen heads and a filter, and a first sheet that lists them. Text is always text, so
// that no cell becomes a formula. The bytes do not depend on the day.
func (f *format) workbook(title string, tables []*table) ([]byte, error) {
	x := excelize.NewFile()
	defer x.Close()
	props := &excelize.DocProperties{Title: title, Creator: "ownermap", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}
	if err := x.SetDocProps(props); err != nil {
		return nil, err
	}
	styles, err := newStyles(x)
	if err != nil {
		return nil, err
	}
	contents := &table{ID: "Contents", Columns: []column{{Key: "sheet", Head: f.s("Sheet"), Kind: words}, {Key: "table", Head: f.s("Table"), Kind: words}, {Key: "rows", Head: f.s("Rows"), Kind: whole}}}
	names := sheetNames(tables)
	for i, t := range tables {
		contents.Rows = append(contents.Rows, []cell{{V: names[i]}, {V: t.Caption}, {V: t.len()}})
	}
	if err := x.SetSheetName("Sheet1", "Contents"); err != nil {
		return nil, err
	}
	if err := writeSheet(x, "Contents", contents, styles); err != nil {
		return nil, err
	}
	for i, t := range tables {
		if _, err := x.NewSheet(names[i]); err != nil {
			return nil, err
		}
		if err := writeSheet(x, names[i], t, styles); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", names[i], err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		return nil, err
	}
	return sortedZip(b.Bytes())
}

// sortedZip puts the parts of a workbook in order of name: excelize writes
// streamed sheets in the order of a map.
func sortedZip(content []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		if err := w.Copy(f); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// sheetNames fits table ids to a sheet's name: 31 characters, no path signs,
// unique without regard to case.
func sheetNames(tables []*table) []string {
	seen := map[string]bool{"contents": true}
	out := make([]string, len(tables))
	for i, t := range tables {
		name := strings.NewReplacer("/", " ", "\\", " ", "[", "(", "]", ")", ":", " ", "*", " ", "?", " ").Replace(t.ID)
		if len(name) > 31 {
			name = name[:22] + " " + shortHash(t.ID)
		}
		if seen[strings.ToLower(name)] {
			name = clip(name, 22) + " " + shortHash(t.ID)
		}
		seen[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// styles of a workbook by kind of column, and of heads.
type styles struct {
	head  int
	kinds map[kind]int
}

func newStyles(x *excelize.File) (styles, error) {
	s := styles{kinds: map[kind]int{}}
	var err error
	if s.head, err = x.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return s, err
	}
	formats := map[kind]string{whole: "#,##0", tenths: "0.0", ratio: "0.00", share: "0%", money: "#,##0.00", day: "yyyy-mm-dd"}
	for _, k := range sortedKeys(formats) {
		format := formats[k]
		if s.kinds[k], err = x.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return s, err
		}
	}
	return s, nil
}

func writeSheet(x *excelize.File, name string, t *table, s styles) error {
	w, err := x.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := w.SetColWidth(i+1, i+1, columnWidth(t, i, c)); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	heads := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = excelize.Cell{StyleID: s.head, Value: c.Head}
	}
	if err := w.SetRow("A1", heads); err != nil {
		return err
	}
	for r, row := range t.first(t.len()) {
		cells := make([]any, len(t.Columns))
		for i := range cells {
			if i < len(row) {
				cells[i] = excelize.Cell{StyleID: s.kinds[t.Columns[i].Kind], Value: sheetValue(row[i].V)}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, r+2)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// sheetValue is a value as a workbook holds it: numbers and days typed, text as
// text, what is not known blank.
func sheetValue(v any) any {
	switch v := v.(type) {
	case decimal.Decimal:
		return floatOf(v)
	case ingest.Date:
		if v.IsZero() {
			return nil
		}
		if v < ingest.DateOf(1900, time.March, 1) {
			return v.String()
		}
		return v.Time()
	case string:
		if utf8.RuneCountInString(v) > 32_000 {
			return clip(v, 32_000)
		}
		return v
	}
	return v
}

// columnWidth is in characters, by the longest value of the first rows.
func columnWidth(t *table, i int, c column) float64 {
	w := utf8.RuneCountInString(c.Head)
	for _, row := range t.first(200) {
		if i < len(row) {
			w = max(w, utf8.RuneCountInString(plain(row[i].V)))
		}
	}
	return float64(min(max(w+2, 8), 60))
}
