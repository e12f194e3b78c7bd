package xlsx_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"ownermap/ingest/table"
	"ownermap/ingest/xlsx"
)

func TestCells(t *testing.T) {
	for _, c := range []struct{ title, rows, want string }{
		{"shared string", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, "1 1=\"Jane\"\n"},
		{"rich text without its phonetic guide", `<row r="1"><c r="A1" t="s"><v>1</v></c></row>`, "1 1=\"Max Muster\"\n"},
		{"an empty shared string is blank", `<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1"><v>1</v></c></row>`, "1 2=1(1)\n"},
		{"number", `<row r="1"><c r="B1"><v>1234.50</v></c></row>`, "1 2=1234.5(1234.50)\n"},
		{"an id of 17 digits keeps them", `<row r="1"><c r="A1"><v>12345678901234567</v></c></row>`, "1 1=1.2345678901234568e+16(12345678901234567)\n"},
		{"exponent", `<row r="1"><c r="A1"><v>1.5E-3</v></c></row>`, "1 1=0.0015(1.5E-3)\n"},
		{"negative", `<row r="1"><c r="A1" t="n"><v>-0.1</v></c></row>`, "1 1=-0.1(-0.1)\n"},
		{"date by style", `<row r="1"><c r="A1" s="1"><v>45000.25</v></c></row>`, "1 1=day 45000.25(45000.25)\n"},
		{"money and percent by style", `<row r="1"><c r="A1" s="2"><v>5</v></c><c r="B1" s="3"><v>0.5</v></c></row>`, "1 1=5(5)€ 2=0.5(0.5)%\n"},
		{"a date before the calendar", `<row r="1"><c r="A1" s="1"><v>-1</v></c></row>`, "! 1,1 bad-cell-value\n1 1=-1(-1)\n"},
		{"ISO date", `<row r="1"><c r="A1" t="d"><v>2024-02-29</v></c></row>`, "1 1=day 45351(2024-02-29)\n"},
		{"bool and error", `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c></row>`, "1 1=true 2=#REF!\n"},
		{"inline", `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><r><t>b </t></r><r><t xml:space="preserve"> c</t></r></is></c></row>`, "1 1=\"a\" 2=\"b  c\"\n"},
		{"formula", `<row r="1"><c r="A1" t="str"><f>"a"</f><v>a</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>`, "1 1=\"a\"f 2=2(2)f\n"},
		{"a formula that was never calculated", `<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>2</v></c></row>`, "! 1,1 formula-without-value\n1 2=2(2)\n"},
		{"missing references", `<row><c><v>1</v></c><c t="s"><v>0</v></c></row><row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "1 1=1(1) 2=\"Jane\"\n5 3=1(1) 4=2(2)\n6 1=3(3)\n"},
		{"entities, CDATA, escapes", `<row r="1"><c r="A1" t="str"><v>a&amp;b &#233;</v></c><c r="B1" t="str"><v><![CDATA[<x>]]></v></c><c r="C1" t="inlineStr"><is><t>l1_x000D_&#10;l2 _x005F_x0041_ _xZZ_ _xD83D__xDE00_</t></is></c></row>`, "1 1=\"a&b é\" 2=\"<x>\" 3=\"l1\\r\\nl2 _x0041_ _xZZ_ 😀\"\n"},
		{"an empty style attribute", `<row r="1"><c r="A1" s=""><v>7</v></c></row>`, "1 1=7(7)\n"},
		{"hidden row", `<row r="2" hidden="1"><c r="A2"><v>7</v></c></row>`, "2h 1=7(7)\n"},
		{"pretty-printed", "\n <row r=\"1\">\n  <c r=\"A1\">\n   <v>7</v>\n  </c>\n </row>\n", "1 1=7(7)\n"},
		{"blank rows are left out", `<row r="1"/><row r="2"><c r="A2" s="1"/></row><row r="9"><c r="A9"><v>1</v></c></row>`, "9 1=1(1)\n"},
		{"somebody's extensions", `<row r="1"><x:y xmlns:x="u"><c r="Z1"><v>1</v></c></x:y><c r="A1"><v>1</v><extLst><ext/></extLst></c></row>`, "1 1=1(1)\n"},
	} {
		got := read(t, workbook(c.rows, `<t>Jane</t>`, `<r><t>Max</t></r><r><rPr><b/></rPr><t xml:space="preserve"> Muster</t></r><rPh sb="0" eb="1"><t>マックス</t></rPh><phoneticPr fontId="1"/>`, `<t/>`).zip(t), table.Limits{})
		if got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.title, got, c.want)
		}
	}
}

func TestDamageCostsItsCellAndIsTold(t *testing.T) {
	const after = `<row r="9"><c r="A9"><v>9</v></c></row>`
	const nine = "9 1=9(9)\n"
	for _, c := range []struct{ title, rows, want string }{
		{"a text that is not there", `<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>1</v></c></row>`, "! 1,1 missing-shared-string\n1 2=1(1)\n"},
		{"a bad reference", `<row r="1"><c r="1A"><v>1</v></c></row>`, "! 1,1 bad-reference\n1 1=1(1)\n"},
		{"a reference into another row", `<row r="1"><c r="B7"><v>1</v></c></row>`, "! 1,2 bad-reference\n1 2=1(1)\n"},
		{"cells out of order", `<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>`, "! 1,0 bad-reference\n1 1=1(1) 2=2(2)\n"},
		{"a cell twice", `<row r="1"><c r="B1"><v>2</v></c><c r="B1"><v>1</v></c></row>`, "! 1,2 repeated-cell\n! 1,0 bad-reference\n1 2=2(2)\n"},
		{"rows out of order", `<row r="3"><c r="A3"><v>3</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>`, "3 1=3(3)\n! 2,0 bad-reference\n2 1=2(2)\n"},
		{"a row twice", `<row r="3"><c r="A3"><v>3</v></c></row><row r="3"><c r="A3"><v>4</v></c></row>`, "3 1=3(3)\n! 3,0 repeated-cell\n3 1=4(4)\n"},
		{"a bad row number", `<row r="x"><c r="A1"><v>1</v></c></row>`, "! 1,0 bad-reference\n1 1=1(1)\n"},
		{"a number that is none", `<row r="1"><c r="A1"><v>0x10</v></c><c r="B1"><v>1e999</v></c></row>`, "! 1,1 bad-cell-value\n! 1,2 bad-cell-value\n1 1=\"0x10\" 2=\"1e999\"\n"},
		{"an unknown type", `<row r="1"><c r="A1" t="zz"><v>1</v></c></row>`, "! 1,1 bad-cell-value\n1 1=\"1\"\n"},
		{"an unknown style", `<row r="1"><c r="A1" s="99"><v>1</v></c></row>`, "! 1,1 missing-style\n1 1=1(1)\n"},
		{"a control character", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\x02b</v></c></row>", "! 1,1 damaged-text\n1 1=\"a\uFFFDb\"\n"},
		{"invalid UTF-8", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\xffb</v></c></row>", "! 1,1 damaged-text\n1 1=\"a\uFFFDb\"\n"},
		{"a tag without its quote", `<row r="1"><c r="A1><v>1</v></c><c r="B1"><v>2</v></c></row>`, "! 1,0 malformed-xml lost\n! 1,0 malformed-xml lost\n1 2=2(2)\n"},
		{"a cell without its end", `<row r="1"><c r="A1"><v>1</v><c r="B1"><v>2</v></c></row>`, "! 1,1 malformed-xml lost\n1 1=1(1) 2=2(2)\n"},
		{"a row without its end", `<row r="1"><c r="A1"><v>1</v></c>`, "! 1,1 malformed-xml lost\n1 1=1(1)\n"},
	} {
		got := read(t, workbook(c.rows+after, `<t>Jane</t>`).zip(t), table.Limits{})
		got = strings.ReplaceAll(got, "! 1,1 malformed-xml lost\n! 1,1 malformed-xml lost\n", "! 1,1 malformed-xml lost\n")
		if got != c.want+nine {
			t.Errorf("%s: got\n%swant\n%s", c.title, got, c.want+nine)
		}
	}
}

func TestAWorkbookOfAnotherShapeReadsTheSame(t *testing.T) {
	rows := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row>`
	want := "1 1=\"Jäne\" 2=day 45000(45000)\n"
	plain := workbook(rows, `<t>Jäne</t>`)
	strict := strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
	all := func(f func(string) string) parts {
		out := parts{}
		for k, v := range plain {
			out[k] = f(v)
		}
		return out
	}
	for title, p := range map[string]parts{
		"plain":  plain,
		"strict": all(strict.Replace),
		"UTF-16": all(func(s string) string { return utf16LE(`<?xml version="1.0" encoding="UTF-16"?>` + s) }),
		"ISO-8859-1": all(func(s string) string {
			return `<?xml version="1.0" encoding="ISO-8859-1"?>` + strings.NewReplacer("ä", "\xe4", "€", "&#8364;").Replace(s)
		}),
		"byte order marks":           all(func(s string) string { return "\ufeff" + s }),
		"strings at another path":    plain.move("xl/sharedStrings.xml", "xl/texts/all.xml").edit("xl/_rels/workbook.xml.rels", `"sharedStrings.xml"`, `"/xl/texts/all.xml"`),
		"styles at another path":     plain.move("xl/styles.xml", "xl/looks.xml").edit("xl/_rels/workbook.xml.rels", `"styles.xml"`, `"looks.xml"`),
		"a workbook at another path": plain.move("xl/workbook.xml", "book/wb.xml").move("xl/_rels/workbook.xml.rels", "book/_rels/wb.xml.rels").edit("_rels/.rels", "xl/workbook.xml", "/book/wb.xml").edit("book/_rels/wb.xml.rels", `Target="`, `Target="/xl/`),
		"upper case names":           plain.move("xl/worksheets/sheet1.xml", "XL/WorkSheets/Sheet1.XML"),
		"backslashes":                plain.move("xl/worksheets/sheet1.xml", `xl\worksheets\sheet1.xml`),
		"no package relationships":   plain.move("_rels/.rels", "unused"),
		"alternates among the cell formats": plain.edit("xl/styles.xml", `<xf numFmtId="0"/>`,
			`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="hs"><xf numFmtId="14"/></mc:Choice><mc:Fallback><xf numFmtId="0"/></mc:Fallback></mc:AlternateContent>`),
		"styles that excelize cannot read": plain.edit("xl/styles.xml", "<cellXfs", `<fonts count="x"><font><sz val="big"/></font></fonts><cellXfs`),
		"prefixes": plain.with("xl/worksheets/sheet1.xml", `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="1"><x:v>45000</x:v></x:c></x:row></x:sheetData></x:worksheet>`).
			with("xl/sharedStrings.xml", `<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:t>Jäne</x:t></x:si></x:sst>`).
			with("xl/workbook.xml", `<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" `+relNS+`><x:sheets><x:sheet name="S" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`),
	} {
		if got := read(t, p.zip(t), table.Limits{}); got != want {
			t.Errorf("%s: got %s", title, got)
		}
	}
}

func utf16LE(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestThe1904SystemIsShifted(t *testing.T) {
	p := workbook(`<row r="1"><c r="A1" s="1"><v>43538</v></c><c r="B1"><v>43538</v></c></row>`).edit("xl/workbook.xml", "<sheets>", `<workbookPr date1904="1"/><sheets>`)
	if got := read(t, p.zip(t), table.Limits{}); got != "1 1=day 45000(43538) 2=43538(43538)\n" {
		t.Error(got)
	}
}

func TestWhatIsMissingIsTold(t *testing.T) {
	plain := workbook(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row>`, `<t>Jane</t>`)
	without := func(name string) parts { return plain.move(name, "elsewhere") }
	for _, c := range []struct {
		part, want string
	}{
		{"xl/sharedStrings.xml", "! 0,0 missing-part lost\n! 1,1 missing-shared-string\n1 2=day 45000(45000)\n"},
		{"xl/styles.xml", "! 0,0 missing-part lost\n1 1=\"Jane\" 2=45000(45000)\n"},
		{"xl/worksheets/sheet1.xml", "refused: sheet \"S\" is named in the workbook but its part \"xl/worksheets/sheet1.xml\" is not in the file\n"},
		{"xl/workbook.xml", "refused: the workbook part \"xl/workbook.xml\" is not in the file\n"},
		{"xl/_rels/workbook.xml.rels", "refused: the workbook's list of parts is missing or damaged, so its sheets cannot be found\n"},
	} {
		if got := read(t, without(c.part).zip(t), table.Limits{}); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.part, got, c.want)
		}
	}
}

func TestASheetWithoutAPartMayBeAModuleOfMacros(t *testing.T) {
	p := workbook(`<row r="1"><c r="A1"><v>1</v></c></row>`).edit("xl/workbook.xml", `r:id="rId1"`, `r:id=""`)
	if got := read(t, p.zip(t), table.Limits{}); got != "refused: sheet \"S\" is named in the workbook, which does not say where its rows are\n" {
		t.Error(got)
	}
}

func TestAWorkbookOfATestVersionOfExcelIsNamed(t *testing.T) {
	p := workbook(``).with("xl/workbook.xml", `<workbook xmlns="http://schemas.microsoft.com/office/excel/2006/2"><sheets/></workbook>`)
	if got := read(t, p.zip(t), table.Limits{}); got != "refused: the workbook was written by a test version of Excel 2007, before its format was settled\n" {
		t.Error(got)
	}
}

func TestSheetsTellWhatTheyAre(t *testing.T) {
	p := workbook(`<row r="1"><c r="A1"><v>1</v></c></row>`).
		with("xl/workbook.xml", `<workbook `+ns+` `+relNS+`><sheets><sheet name="S &amp; T" sheetId="1" r:id="rId1"/><sheet name="H" sheetId="2" state="veryHidden" r:id="rId2"/><sheet name="C" sheetId="3" r:id="rId3"/><sheet name="P" sheetId="4" r:id="rId4"/></sheets></workbook>`).
		with("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "worksheet", "worksheets/sheet1.xml", "chartsheet", "chartsheets/sheet1.xml", "worksheet", "worksheets/pivot.xml")).
		with("xl/worksheets/_rels/pivot.xml.rels", rels("pivotTable", "../pivotTables/p.xml")).
		with("xl/pivotTables/p.xml", `<pivotTableDefinition `+ns+`><location ref="A3:C9"/></pivotTableDefinition>`).
		with("xl/worksheets/pivot.xml", `<worksheet `+ns+`><dimension ref="A1:C9"/><sheetData/></worksheet>`)
	p = p.edit("xl/worksheets/sheet1.xml", "</sheetData>", `</sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B2:B4"/></mergeCells>`)
	data := p.zip(t)
	b, err := xlsx.Open(strings.NewReader(string(data)), int64(len(data)), table.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s := b.Sheets()
	if len(s) != 4 || s[0].Name != "S & T" || s[0].Hidden || !s[1].Hidden || !s[2].Chart || !s[3].Pivot || s[0].Bytes == 0 {
		t.Errorf("%+v", s)
	}
	if m := s[0].Merged; len(m) != 2 || m[0] != (table.Range{Row1: 1, Col1: 1, Row2: 1, Col2: 3}) || m[1] != (table.Range{Row1: 2, Col1: 2, Row2: 4, Col2: 2}) {
		t.Errorf("merged: %v", m)
	}
}

func TestWorkbooksWithoutRowsAreRefused(t *testing.T) {
	plain := workbook(`<row r="1"><c r="A1"><v>1</v></c></row>`)
	pivot := plain.with("xl/worksheets/_rels/sheet1.xml.rels", rels("pivotTable", "../pivotTables/p.xml")).
		with("xl/pivotTables/p.xml", `<pivotTableDefinition `+ns+`><location ref="A3:C9"/></pivotTableDefinition>`)
	for _, c := range []struct {
		p    parts
		want string
	}{
		{plain.edit("xl/_rels/workbook.xml.rels", "/worksheet\"", "/chartsheet\""), "is a chart or dialog"},
		{pivot, "holds only a pivot table"},
		{plain.edit("xl/workbook.xml", `<sheet name="S" sheetId="1" r:id="rId1"/>`, ""), "has no sheets"},
	} {
		if got := read(t, c.p.zip(t), table.Limits{}); !strings.HasPrefix(got, "refused: ") || !strings.Contains(got, c.want) {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	beside := pivot.edit("xl/worksheets/sheet1.xml", "<sheetData>", `<dimension ref="A1:H400"/><sheetData>`)
	if got := read(t, beside.zip(t), table.Limits{}); got != "1 1=1(1)\n" {
		t.Errorf("rows beside a pivot table: %s", got)
	}
}
