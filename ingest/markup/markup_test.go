package markup_test

import (
	"bytes"
	"strings"
	"testing"

	"ownermap/ingest/internal/readtest"
	"ownermap/ingest/markup"
	"ownermap/ingest/table"
	"ownermap/ingest/text"
)

func readHTML(src string, opts text.Options) string {
	b, err := markup.OpenHTML(strings.NewReader(src), int64(len(src)), opts)
	return readtest.Dump(b, err)
}

func TestHTMLTables(t *testing.T) {
	for _, c := range []struct{ title, src, want string }{
		{"as Salesforce writes it", "<head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"></head>\n<table border=1>\n<tr><th>Owner</th><th>Amount</th></tr>\n<tr><td>J&auml;ne &amp; Co</td>\n<td>EUR&nbsp;1.234,50</td></tr></table>", "1 1=\"Owner\" 2=\"Amount\"\n2 1=\"Jäne & Co\" 2=\"EUR 1.234,50\"\n"},
		{"end tags left out", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "1 1=\"a\" 2=\"b\"\n2 1=\"c\" 2=\"d\"\n"},
		{"blank cells and rows keep their place", "<table><tr><td></td><td>b</td></tr><tr></tr><tr><td>&nbsp;</td><td>c</td></tr></table>", "1 2=\"b\"\n3 2=\"c\"\n"},
		{"breaks and blocks are lines", "<table><tr><td>a<br>b<p>c</p>d  e\n f</td></tr></table>", "1 1=\"a\\nb\\nc\\nd e f\"\n"},
		{"spans", "<table><tr><td colspan=2>a</td><td rowspan=3>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr></table>", "1 1=\"a\" 3=\"b\"\n2 1=\"c\"\n3 1=\"d\" 2=\"e\" 4=\"f\"\n"},
		{"a hidden row", `<table><tr style="DISPLAY: none"><td>a</td></tr></table>`, "1h 1=\"a\"\n"},
		{"scripts and comments", "<table><tr><td>a<script>'<td>x'</script><!-- <td>y --></td></tr></table>", "1 1=\"a\"\n"},
		{"a table in a table", "<table><tr><td>out<table><tr><td>in</td></tr></table>er</td></tr></table>", "[table 1]\n1 1=\"outer\"\n[table 2]\n1 1=\"in\"\n"},
		{"layout without cells is no sheet", "<table></table><table><tr><td>a</td></tr></table>", "1 1=\"a\"\n"},
		{"cut short", "<table><tr><td>a</td></tr><tr><td>b", "1 1=\"a\"\n! 2,0 damaged-file lost\n2 1=\"b\"\n"},
		{"Windows-1252 by declaration", "<meta charset=windows-1252><table><tr><td>\xe4</td></tr></table>", "1 1=\"ä\"\n"},
		{"Windows-1252 by its bytes", "<table><tr><td>\xe4</td></tr></table>", "! 0,0 encoding-assumed\n1 1=\"ä\"\n"},
		{"a control character", "<table><tr><td>a\x01</td></tr></table>", "! 1,1 damaged-text\n1 1=\"a\uFFFD\"\n"},
		{"no table", "<html><body>Please log in</body></html>", "refused: this is a web page without a table, often the login page of a system\n"},
		{"too many columns", "<table><tr>" + strings.Repeat("<td colspan=1000>a</td>", 17) + "</tr></table>", "refused: row 1 of the table has more than 16384 columns\n"},
		{"a text too long", "<table><tr><td>" + strings.Repeat("x", 2<<20), "refused: the page holds a text or tag of more than 1 MB\n"},
	} {
		if got := readHTML(c.src, text.Options{}); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.title, got, c.want)
		}
	}
}

func TestHTMLSpansAreMerges(t *testing.T) {
	src := "<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td></tr></table>"
	b, err := markup.OpenHTML(strings.NewReader(src), int64(len(src)), text.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if m := b.Sheets()[0].Merged; len(m) != 2 || m[0] != (table.Range{Row1: 1, Col1: 1, Row2: 1, Col2: 2}) || m[1] != (table.Range{Row1: 1, Col1: 3, Row2: 2, Col2: 3}) {
		t.Error(m)
	}
}

const smlHead = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="e"><NumberFormat ss:Format="#,##0.00\ &quot;€&quot;"/></Style></Styles>`

func TestSpreadsheetML(t *testing.T) {
	sheet := func(rows string) string {
		return `<Worksheet ss:Name="S"><Table>` + rows + `</Table></Worksheet>`
	}
	for _, c := range []struct{ title, body, want string }{
		{"types", sheet(`<Row><Cell><Data ss:Type="String">a &amp; b</Data></Cell><Cell ss:StyleID="e"><Data ss:Type="Number">1234.50</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell><Cell><Data ss:Type="DateTime">2024-02-29T12:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>`),
			"[S]\n1 1=\"a & b\" 2=1234.5(1234.50)€ 3=0.5(0.5)% 4=day 45351.5(2024-02-29T12:00:00.000) 5=true 6=#DIV/0!f\n"},
		{"indexes and spans", sheet(`<Row ss:Index="3" ss:Span="1" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell><Cell ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="Number">2</Data></Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row><Row><Cell><Data ss:Type="Number">4</Data></Cell></Row>`),
			"[S] 3,3-5,4\n3h 2=1(1) 3=2(2) 5=3(3)\n5 1=4(4)\n"},
		{"rich text without the comment", sheet(`<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">a<B>b</B><Font>c</Font></ss:Data><Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40">note</ss:Data></Comment></Cell></Row>`), "[S]\n1 1=\"abc\"\n"},
		{"several sheets, one hidden", sheet(``) + `<Worksheet ss:Name="H"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`, "[S]\n[H] hidden\n1 1=1(1)\n"},
		{"a formula that was never calculated", sheet(`<Row><Cell ss:Formula="=1"/><Cell><Data ss:Type="Number">1</Data></Cell></Row>`), "[S]\n! 1,1 formula-without-value\n1 2=1(1)\n"},
		{"values that are none", sheet(`<Row><Cell><Data ss:Type="Number">x</Data></Cell><Cell><Data ss:Type="DateTime">today</Data></Cell></Row>`), "[S]\n! 1,1 bad-cell-value\n! 1,2 bad-cell-value\n1 1=\"x\" 2=\"today\"\n"},
		{"rows that go back", sheet(`<Row ss:Index="5"><Cell><Data ss:Type="Number">1</Data></Cell></Row><Row ss:Index="2"><Cell><Data ss:Type="Number">2</Data></Cell></Row>`), "[S]\n5 1=1(1)\n! 5,0 bad-reference\n6 1=2(2)\n"},
		{"a column beyond the last", sheet(`<Row><Cell ss:Index="16385"><Data ss:Type="Number">1</Data></Cell></Row>`), "refused: row 1 reaches column 16385, beyond the last one that a sheet has (16384)\n"},
	} {
		src := smlHead + c.body + `</Workbook>`
		b, err := markup.OpenSpreadsheetML(strings.NewReader(src), int64(len(src)), table.Limits{})
		if got := readtest.Dump(b, err); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.title, got, c.want)
		}
	}
}

func TestSpreadsheetMLCutShortIsTold(t *testing.T) {
	row := `<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>`
	src := []byte(smlHead + `<Worksheet ss:Name="S"><Table>` + row + row)
	b, err := markup.OpenSpreadsheetML(bytes.NewReader(src), int64(len(src)), table.Limits{})
	if got := readtest.Dump(b, err); got != "[S]\n1 1=1(1)\n2 1=1(1)\n! 2,0 damaged-file lost\n" {
		t.Error(got)
	}
}
