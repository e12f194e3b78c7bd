package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest/internal/readtest"
	"ownermap/ingest/table"
	"ownermap/ingest/xlsx"
)

// parts is a workbook as the texts of its parts.
type parts map[string]string

const (
	ns    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relTo = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// workbook has one sheet with the given rows, the given shared strings, and
// formats 0 general, 1 date, 2 euro, 3 percent.
func workbook(sheetData string, shared ...string) parts {
	sst := ""
	for _, s := range shared {
		sst += "<si>" + s + "</si>"
	}
	return parts{
		"_rels/.rels":                rels("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml":            `<workbook ` + ns + ` ` + relNS + `><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml"),
		"xl/worksheets/sheet1.xml":   `<worksheet ` + ns + `><sheetData>` + sheetData + `</sheetData></worksheet>`,
		"xl/sharedStrings.xml":       `<sst ` + ns + `>` + sst + `</sst>`,
		"xl/styles.xml":              `<styleSheet ` + ns + `><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00 [$€-407]"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
	}
}

// rels writes relationships of kinds to targets.
func rels(pairs ...string) string {
	out := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for i := 0; i < len(pairs); i += 2 {
		out += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i/2+1, relTo, pairs[i], pairs[i+1])
	}
	return out + `</Relationships>`
}

// with replaces one part.
func (p parts) with(name, text string) parts {
	p = maps.Clone(p)
	p[name] = text
	return p
}

// edit changes one part.
func (p parts) edit(name, from, to string) parts {
	if !strings.Contains(p[name], from) {
		panic(name + " does not hold " + from)
	}
	return p.with(name, strings.ReplaceAll(p[name], from, to))
}

// move gives a part another name.
func (p parts) move(from, to string) parts {
	p = p.with(to, p[from])
	delete(p, from)
	return p
}

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// read gives every cell, problem and error of a workbook as lines, by the quick
// and by the general scanner, which must not differ.
func read(t testing.TB, data []byte, lim table.Limits) string {
	t.Helper()
	quick, general := readOnce(data, lim, false), readOnce(data, lim, true)
	if quick != general {
		t.Errorf("the quick scanner reads\n%s\nthe general one\n%s", quick, general)
	}
	return quick
}

func readOnce(data []byte, lim table.Limits, slow bool) string {
	b, err := xlsx.Open(bytes.NewReader(data), int64(len(data)), lim)
	if err == nil && slow {
		xlsx.Slow(b)
	}
	return strings.TrimPrefix(readtest.Dump(b, err), "[S]\n")
}
