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

func FuzzHTML(f *testing.F) {
	for _, s := range []string{
		"<table><tr><th>a<th>b<tr><td colspan=2 rowspan=3>c<td>d</table>",
		"<meta charset=utf-8><table><tr><td>a<br>b<table><tr><td>in</table></table>",
		"<table><td>x</td></tr></table><script><table>", "<tr><td>a", "<table><tr><td rowspan=99999 colspan=-1>&nbsp;&amp;<tr>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := readHTML(string(data), text.Options{Limits: table.Limits{CellBytes: 1 << 16}})
		if strings.Contains(got, "not a refusal") {
			t.Error(got)
		}
	})
}

func FuzzSpreadsheetML(f *testing.F) {
	f.Add([]byte(smlHead + `<Worksheet ss:Name="S"><Table><Row ss:Index="2" ss:Span="3"><Cell ss:Index="4" ss:MergeAcross="1" ss:Formula="=1"><Data ss:Type="Number">1</Data></Cell><Cell/></Row></Table></Worksheet></Workbook>`))
	f.Add([]byte(`<Workbook><Worksheet><Table><Row><Cell><Data ss:Type="DateTime">2024-02-29T00:00:00</Data><Comment><Data>x</Data></Comment></Row>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := markup.OpenSpreadsheetML(bytes.NewReader(data), int64(len(data)), table.Limits{CellBytes: 1 << 16})
		if got := readtest.Dump(b, err); strings.Contains(got, "not a refusal") {
			t.Error(got)
		}
	})
}
