package ingest_test

import (
	"strings"
	"testing"
)

func TestDaysFarBehindEveryOtherAreAskedAbout(t *testing.T) {
	for _, c := range []struct{ closed, said string }{
		{"2025-12-01 2026-03-01 2062-03-01 2062-03-15", "the latest day of the deals, 2062-03-15, is among those of 2 deals, 13149 days after every other"},
		{"2025-12-01 2026-03-01 2026-07-01", "the latest day of the deals, 2026-07-01, is that of one deal, 122 days after every other"},
		{"2025-01-05 2025-12-01 2026-03-01 2026-07-01 2026-07-15", ""}, // a quiet spring
		{"2024-01-05 2026-03-01 2026-03-02 2026-04-01", ""},            // an old deal
		{"2025-12-01 2026-03-01 9999-12-31", ""},
	} {
		lines := []string{"Opportunity ID;Amount;Stage;Close Date"}
		for i, day := range strings.Fields(c.closed) {
			lines = append(lines, string(rune('A'+i))+"1;5;Closed Won;"+day)
		}
		ds := load(t, sources("deals", csvFile(t, "x.csv", lines...)))
		if got, _, _ := strings.Cut(saidOf(ds, "lone-latest-day"), ":"); got != c.said {
			t.Errorf("%s: said %q, want %q", c.closed, got, c.said)
		}
	}
}

func TestADayAtTheEndOfTimeIsNone(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Close Date;Won Date", "D1;1;Closed Won;2026-03-01;2999-12-31", "D2;1;Closed Won;31.12.9999;", "D3;1;Open;31.12.9999;")))
	if d := ds.Deals; d[0].Closed.String() != "2026-03-01" || !d[1].Closed.IsZero() || !d[2].ExpectedClose.IsZero() {
		t.Errorf("deals %+v", d)
	}
	if !note(ds, "2 dates such as 9999-12-31 in row 3 read as none") || codes(ds)["closed-without-date"] != 1 {
		t.Errorf("notes %q, issues %v", ds.Inputs[0].Notes, ds.Issues)
	}
}
