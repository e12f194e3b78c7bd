package ingest

import (
	"strings"
	"testing"
	"unsafe"

	"ownermap/ingest/table"
)

func TestTheSampleCopiesTextsThatDoNotLastAndSharesThoseThatDo(t *testing.T) {
	shared, passing := strings.Repeat("x", 1<<10), strings.Clone("for this row only")
	row := table.Row{Number: 3, Cells: []table.Cell{{Col: 1, Kind: table.Text, Lasting: true, Text: shared}, {Col: 2, Kind: table.Text, Text: passing}}}
	c := cloneRow(&row)
	if unsafe.StringData(c.Cells[0].Text) != unsafe.StringData(shared) {
		t.Error("a text that lasts was copied: a sample of rows that share it would hold it once for each cell")
	}
	if unsafe.StringData(c.Cells[1].Text) == unsafe.StringData(passing) || c.Cells[1].Text != passing {
		t.Error("a text that lasts for its row only was not copied")
	}
}
