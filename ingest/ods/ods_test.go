package ods_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"ownermap/ingest/internal/readtest"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/ods"
	"ownermap/ingest/table"
)

// document makes an .ods of the text of its body.
func document(t *testing.T, body string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, p := range [][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>` + body + `</office:spreadsheet></office:body></office:document-content>`},
	} {
		f, err := w.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(p[1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func read(data []byte) string {
	lim := table.DefaultLimits()
	arc, err := zippart.Open(bytes.NewReader(data), int64(len(data)), lim)
	if err != nil {
		return "zip: " + err.Error()
	}
	b, err := ods.New(arc, lim)
	return readtest.Dump(b, err)
}

func TestDocuments(t *testing.T) {
	sheet := func(rows string) string {
		return `<table:table table:name="S" table:style-name="ta1">` + rows + `</table:table>`
	}
	for _, c := range []struct{ title, body, want string }{
		{"types", sheet(`<table:table-row><table:table-cell office:value-type="string"><text:p>a &amp; b</text:p></table:table-cell><table:table-cell office:value-type="currency" office:currency="EUR" office:value="1234.5"><text:p>1.234,50 €</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29.02.24</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>`),
			"[S]\n1 1=\"a & b\" 2=1234.5(1234.5)EUR 3=0.5(0.5)% 4=day 45351(2024-02-29) 5=true 6=#DIV/0!f\n"},
		{"repeated cells and rows", sheet(`<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row table:visibility="filter"><table:table-cell office:value-type="float" office:value="8"/></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`),
			"[S]\n1 3=7(7) 4=7(7)\n2 3=7(7) 4=7(7)\n6h 1=8(8)\n"},
		{"paragraphs, blanks, notes", sheet(`<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:s text:c="2"/>b <text:span>c</text:span></text:p><text:p>d<text:tab/>e</text:p></table:table-cell></table:table-row>`), "[S]\n1 1=\"a  b c\\nd\\te\"\n"},
		{"merges and grouped rows", sheet(`<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string"><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="string"><text:p>b</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row-group><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table-row-group>`), "[S] 1,1-1,2\n1 1=\"a\" 3=\"b\"\n2 1=1(1)\n"},
		{"several sheets, one hidden", sheet("") + `<table:table table:name="H" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>`, "[S]\n[H] hidden\n1 1=1(1)\n"},
		{"a value that is none", sheet(`<table:table-row><table:table-cell office:value-type="float" office:value="x"><text:p>y</text:p></table:table-cell></table:table-row>`), "[S]\n! 1,1 bad-cell-value\n1 1=\"y\"\n"},
		{"a formula that was never calculated", sheet(`<table:table-row><table:table-cell table:formula="of:=1"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`), "[S]\n! 1,1 formula-without-value\n1 2=1(1)\n"},
		{"readings above a text, fields in it", sheet(`<table:table-row><table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>小笠原</text:ruby-base><text:ruby-text>オガサワラ</text:ruby-text></text:ruby> of <text:sheet-name>S</text:sheet-name></text:p><draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame></table:table-cell></table:table-row>`), "[S]\n1 1=\"小笠原 of S\"\n"},
		{"errors that are written as the number 0", sheet(`<table:table-row><table:table-cell table:formula="of:=A" office:value-type="float" office:value="0"><text:p>#VALORE!</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell><table:table-cell table:formula="of:=A" office:value-type="string" office:string-value="#N/A"><text:p>#N/A</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>#N/A</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="7"><text:p>###</text:p></table:table-cell></table:table-row>`), "[S]\n1 1=#VALORE!f 2=Err:502 3=#N/Af 4=\"#N/A\" 5=7(7)\n"},
		{"an error without its word, a text beside a blank value", sheet(`<table:table-row><table:table-cell table:formula="of:=A" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p/></table:table-cell><table:table-cell table:formula="of:=B" office:value-type="string" office:string-value=""><text:p>b</text:p></table:table-cell></table:table-row>`), "[S]\n1 1=an errorf 2=\"b\"f\n"},
		{"tables of a chart and of a link are no sheets", `<table:table table:name="S"><table:shapes><draw:frame><draw:object><office:document><table:table table:name="local-table"><table:table-row><table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table></office:document></draw:object></draw:frame></table:shapes><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table><table:dde-links><table:dde-link><table:table><table:table-row><table:table-cell office:value-type="float" office:value="8"/></table:table-row></table:table></table:dde-link></table:dde-links>`, "[S]\n1 1=1(1)\n"},
		{"a table in a cell", sheet(`<table:table-row><table:table-cell><table:table table:is-sub-table="true"><table:table-row><table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table></table:table-cell><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`), "[S]\n! 1,1 malformed-xml lost\n1 2=1(1)\n"},
		{"a picture longer than any cell", `<table:table table:name="S"><table:table-row><table:table-cell office:value-type="float" office:value="1"><draw:frame><draw:image><office:binary-data>` + strings.Repeat("AAAA", 1<<19) + `</office:binary-data></draw:image></draw:frame></table:table-cell></table:table-row></table:table>`, "[S]\n1 1=1(1)\n"},
		{"days before 1900 are texts, times without a text their value", sheet(`<table:table-row><table:table-cell office:value-type="date" office:date-value="1887-05-01"><text:p>01.05.87</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1899-12-30T00:00:00"/><table:table-cell office:value-type="date" office:date-value="1887-13-01"><text:p>x</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT06H10M00S"/><table:table-cell office:value-type="time" office:time-value="PT06H10M00S"><text:p>06:10</text:p></table:table-cell></table:table-row>`), "[S]\n! 1,3 bad-cell-value\n1 1=\"1887-05-01\" 2=\"1899-12-30T00:00:00\" 3=\"x\" 4=\"PT06H10M00S\" 5=\"06:10\"\n"},
		{"what is kept of other documents is no sheet", `<table:table table:name="'file:///other.ods'#Deals" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table>` + sheet(`<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`), "[S]\n1 1=1(1)\n"},
		{"a formula whose value is a blank text", sheet(`<table:table-row><table:table-cell table:formula="of:=IF(A1;1;&quot;&quot;)"><text:p/></table:table-cell><table:table-cell table:formula="of:=1" calcext:value-type="float"><text:p/></table:table-cell><table:table-cell table:formula="of:=1"></table:table-cell></table:table-row>`), "[S]\n! 1,2 formula-without-value\n! 1,3 formula-without-value\n"},
		{"rows repeated without end", sheet(`<table:table-row table:number-rows-repeated="1048577"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`), "refused: row 1 is repeated 1048577 times, beyond what a sheet has\n"},
		{"cells repeated without end", sheet(`<table:table-row><table:table-cell table:number-columns-repeated="16385" office:value-type="float" office:value="1"/></table:table-row>`), "refused: row 1 reaches column 16385, beyond the last one that a sheet has (16384)\n"},
		{"no sheets", ``, "refused: the document has no sheets\n"},
	} {
		if got := read(document(t, c.body)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.title, got, c.want)
		}
	}
}

func TestADamagedDocumentIsTold(t *testing.T) {
	row := `<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`
	whole := document(t, `<table:table table:name="S">`+row+`</table:table>`)
	bad := bytes.Clone(whole)
	i := bytes.Index(bad, []byte("PK\x01\x02")) // the directory: a wrong sum for the second part
	i += 46 + len("mimetype") + bytes.Index(bad[i+46:], []byte("PK\x01\x02")) - len("mimetype")
	bad[i+16] ^= 1
	if got := read(bad); got != "[S]\n1 1=1(1)\n! 0,0 damaged-file lost\n" {
		t.Error(got)
	}
}
