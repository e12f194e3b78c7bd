package ingest_test

import (
	"testing"

	"ownermap/ingest"
)

func TestOfSheetsWithDaysForNamesTheLatestCounts(t *testing.T) {
	head := []any{"Deal ID", "Deal", "Partner", "Amount", "Stage"}
	for _, c := range []struct {
		first, second string
		want          ingest.Status
	}{
		{"2026-Q2", "2026-Q1", ingest.StatusWon}, {"Q2 2026", "Q1 2026", ingest.StatusWon}, {"Feb 2026", "Jan 2026", ingest.StatusWon}, {"2026_03", "2025", ingest.StatusWon},
		{"2026-Q1", "2026-Q2", ingest.StatusOpen}, {"2026-Q2", "Archive", ingest.StatusOpen}, {"Q2", "Q1", ingest.StatusOpen},
	} {
		ds := load(t, sources("deals", workbook(t, "x.xlsx", sheetRows{c.first, [][]any{head, {"D1", "Alpha", "Nord", 2, "Won"}}}, sheetRows{c.second, [][]any{head, {"D1", "Alpha", "Nord", 1, "Proposal"}}})))
		if len(ds.Deals) != 1 || ds.Deals[0].Status != c.want || note(ds, "the order of the days that their names say") != (c.want == ingest.StatusWon) {
			t.Errorf("%s before %s: deals %+v, notes %q", c.first, c.second, ds.Deals, ds.Inputs[0].Notes)
		}
	}
}
