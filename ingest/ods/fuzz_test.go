package ods_test

import (
	"bytes"
	"strings"
	"testing"

	"ownermap/ingest/internal/readtest"
	"ownermap/ingest/ods"
	"ownermap/ingest/table"
)

func FuzzDocument(f *testing.F) {
	f.Add([]byte(`<office:document><table:table table:name="S"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1"/><table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/></text:p></table:table-cell></table:table-row></table:table></office:document>`))
	f.Add([]byte(`<office:document><table:table><table:table-row><table:table-cell office:value-type="date" office:date-value="2024-02-29"><office:annotation><text:p>x</text:p></office:annotation><text:p>y</table:table-row>`))
	lim := table.Limits{CellBytes: 1 << 16, Rows: 2000, Cols: 200}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ods.OpenFlat(bytes.NewReader(data), int64(len(data)), lim)
		if got := readtest.Dump(b, err); strings.Contains(got, "not a refusal") {
			t.Error(got)
		}
	})
}
