package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest/internal/numfmt"
	"ownermap/ingest/internal/readtest"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/table"
)

// oneSheet is a book of the given worksheet and shared strings, without the rest
// of a workbook around them.
type oneSheet struct{ *book }

func newOneSheet(t testing.TB, sheetXML, strs []byte, fast bool) oneSheet {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, p := range []struct {
		name string
		data []byte
	}{{"sheet", sheetXML}, {"strings", strs}} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err == nil {
			_, err = f.Write(p.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	lim := table.Limits{CellBytes: 1 << 16, StringBytes: 1 << 20}.OrDefault()
	arc, err := zippart.Open(bytes.NewReader(buf.Bytes()), int64(buf.Len()), lim)
	if err != nil {
		t.Fatal(err)
	}
	b := &book{arc: arc, lim: lim, noFast: !fast, styles: []numfmt.Shown{{}, {Date: true}, {Money: "€"}, {Percent: true}}}
	b.sheets = []sheet{{part: "sheet"}}
	b.lazyStrings("strings")
	return oneSheet{b}
}

// checked reads the book and fails where a row breaks the contract of its seam.
func (b oneSheet) checked(t *testing.T) string {
	err := b.Rows(context.Background(), 0, func(r *table.Row) error {
		last := int32(0)
		for _, c := range r.Cells {
			if c.Col <= last || c.Kind == table.Blank || c.Col > b.lim.Cols {
				t.Fatalf("row %d: cell %+v after column %d", r.Number, c, last)
			}
			last = c.Col
		}
		if r.Number < 1 || r.Number > b.lim.Rows || len(r.Cells) == 0 {
			t.Fatalf("row %d with %d cells", r.Number, len(r.Cells))
		}
		return nil
	}, nil)
	if err != nil && !errors.As(err, new(*table.Refusal)) {
		t.Fatal(err)
	}
	return readtest.Rows(b, 0)
}

func FuzzSheet(f *testing.F) {
	const head = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	const strs = `<sst><si><t>Jane</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>`
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c></row>`,
		`<row><c><v>-1.5E3</v></c><c t="str"><f>A1</f><v>x &amp; y</v></c></row>`,
		`<row r="3" hidden="1"><c r="XFD3" t="inlineStr"><is><t>_x000D_</t></is></c></row>`,
		`<row r="2"><c r="B2"><v>1</v></c><c r="A2" t="b"><v>1</v></c><c r="A2" t="e"><v>#N/A</v></c></row>`,
		`<x:row r="2"><c r="A2" t="d"><v>2024-02-29</v></x:c><![CDATA[x]]><!-- c --></row><row r="1">`,
		`<row r="1048577"/><row r="0"><c r="1"><v>12345678901234567890</v></c></row>`,
	} {
		f.Add([]byte(head+strings.Repeat(rows, 3)+`</sheetData></worksheet>`), []byte(strs))
	}
	f.Fuzz(func(t *testing.T, sheetXML, strs []byte) {
		quick := newOneSheet(t, sheetXML, strs, true).checked(t)
		if general := newOneSheet(t, sheetXML, strs, false).checked(t); quick != general {
			t.Errorf("the quick scanner reads\n%s\nthe general one\n%s", quick, general)
		}
	})
}

func FuzzStrings(f *testing.F) {
	for _, s := range []string{
		`<sst count="2"><si><t>Jane</t></si><si><t xml:space="preserve"> b </t></si><si/></sst>`,
		`<sst><si><r><rPr/><t>a</t></r><r><t>b</t></r><rPh sb="0"><t>c</t></rPh></si></sst>`,
		`<x:sst><x:si><x:t>a &#x41; &bad; _x0041__xD83D__xDE00_</x:t></x:si></x:sst>`,
		"<sst><si><t>a\x01\xff</t></si><si><t>b</si></sst>",
	} {
		f.Add([]byte(s))
	}
	const cells = `<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row></sheetData></worksheet>`
	f.Fuzz(func(t *testing.T, strs []byte) {
		quick := newOneSheet(t, []byte(cells), strs, true)
		general := newOneSheet(t, []byte(cells), strs, false)
		if a, b := quick.checked(t), general.checked(t); a != b {
			t.Errorf("the quick scanner reads\n%s\nthe general one\n%s", a, b)
		}
		for i := range uint64(quick.strings().n) {
			a, ok1 := quick.strings().get(i)
			b, ok2 := general.strings().get(i)
			if a != b || !ok1 || !ok2 {
				t.Errorf("string %d: %q and %q", i, a, b)
			}
		}
	})
}

func FuzzStyles(f *testing.F) {
	f.Add([]byte(`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="[$€-407] #,##0"/></numFmts><cellXfs><xf numFmtId="14"/><xf numFmtId="164"/><xf/></cellXfs></styleSheet>`))
	f.Add([]byte(`<styleSheet><cellXfs><xf numFmtId="x"/><xf numFmtId="-1"/></cellXfs><cellXfs/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := scanStyles(data)
		if err == nil && len(all) > len(data)/4 {
			t.Errorf("%d formats in %d bytes", len(all), len(data))
		}
		// What the workbook's other reader makes of it must not bring it down, and
		// where both can read it they agree.
		wb := &metaPart{data: []byte(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`)}
		file, err := openSkeleton(nil, wb, &metaPart{data: data})
		if err != nil {
			return
		}
		defer file.Close()
		_ = fmt.Sprint(excelizeStyles(file))
	})
}

func FuzzRanges(f *testing.F) {
	f.Add("A1:B2")
	f.Add("XFD1048576")
	f.Fuzz(func(t *testing.T, s string) {
		if r := parseRange(s); r != (table.Range{}) && (r.Row1 < 1 || r.Col1 < 1 || r.Row2 < r.Row1 || r.Col2 < r.Col1) {
			t.Errorf("%q is %v", s, r)
		}
	})
}
