package open_test

import (
	"bytes"
	"strings"
	"testing"

	"ownermap/ingest/internal/readtest"
	"ownermap/ingest/open"
	"ownermap/ingest/table"
)

func FuzzOpen(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "<table><tr><td>a</table>", "%PDF-1.7", "{\"a\": 1}", "<?xml version=\"1.0\"?><Workbook/>", "PK\x05\x06" + strings.Repeat("\x00", 18)} {
		f.Add([]byte(s))
	}
	f.Add(ole("Workbook"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := open.Reader(bytes.NewReader(data), int64(len(data)), open.Options{Limits: table.Limits{CellBytes: 1 << 16, Rows: 5000, Cols: 500}})
		if got := readtest.Dump(b, err); strings.Contains(got, "not a refusal") {
			t.Error(got)
		}
	})
}
