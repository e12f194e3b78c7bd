package ingest_test

import (
	"testing"

	"ownermap/ingest"
)

func TestAStageTakenForOpenWhoseDealsAreOverdueIsAWarning(t *testing.T) {
	for closing, want := range map[string]ingest.Severity{"2026-02-01": ingest.SevWarning, "2026-09-01": ingest.SevNotice, "": ingest.SevNotice} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID;Amount;Stage;Created Date;Close Date", "D1;1;Live;2026-01-05;"+closing, "D2;1;Won;2026-01-05;2026-04-01")))
		if len(ds.Issues) != 1 || ds.Issues[0].Code != "stage-assumed-open" || ds.Issues[0].Severity != want {
			t.Errorf("closing on %q: issues %v", closing, ds.Issues)
		}
	}
}
