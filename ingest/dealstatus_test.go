package ingest_test

import (
	"strings"
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

// statuses says which status each deal has.
func statuses(ds *ingest.Dataset) string {
	var out []string
	for _, d := range ds.Deals {
		out = append(out, d.Status.String())
	}
	return strings.Join(out, " ")
}

func TestHeadingsThatAreWordsForAStatusStateIt(t *testing.T) {
	head := "Deal;Partner;Amount;Close Date"
	for _, c := range []struct{ lines, want string }{
		{head + "|Closed Won (2)|A;Nord;1;2026-03-01|B;Nord;2;2026-03-01|Subtotal;;3;|Closed Lost|C;Nord;3;2026-03-01|Open|D;Nord;4;2026-03-01", "won won lost open"},
		{"WON||" + head + "|A;Nord;1;2026-03-01||LOST|" + head + "|B;Nord;2;2026-03-01", "won lost"},
		{head + "|Won|A;Nord;1;2026-03-01|Negotiation|B;Nord;2;2026-03-01|Nordlicht GmbH|C;Nord;3;2026-03-01", "won open unknown"},
		{"Won deals|" + head + "|Nordlicht GmbH|A;Nord;1;2026-03-01|Fjord AS|B;Nord;2;2026-03-01", "won won"},
		{"Won deals|" + head + "|A;Nord;1;2026-03-01|Pipeline|B;Nord;2;2026-03-01", "won open"},
		{head + "|Closed Won|A;Nord;1;2026-03-01|Open pipeline;3 deals|B;Nord;2;2026-03-01|Closed Lost;;2001;|C;Nord;3;2026-03-01", "won open lost"},
		{head + "|Signed deals|A;Nord;1;2026-03-01|Withdrawn opportunities|B;Nord;2;2026-03-01", "won lost"},
		{"Pipeline|" + head + "|A;Nord;1;2026-03-01", "unknown"},
		{"Won|" + head + ";Stage|A;Nord;1;2026-03-01;Lost|Won|B;Nord;2;2026-03-01;Open", "lost open"},
	} {
		if ds := load(t, sources("deals", csvFile(t, "x.csv", strings.Split(c.lines, "|")...))); statuses(ds) != c.want {
			t.Errorf("%s: %s, want %s", c.lines, statuses(ds), c.want)
		}
	}
}

func TestASheetsNameStatesTheStatusWhereNothingElseDoes(t *testing.T) {
	head := []any{"Deal ID", "Deal", "Partner", "Amount"}
	ds := load(t, sources("deals", workbook(t, "x.xlsx", sheetRows{"Won", [][]any{head, {"D1", "Alpha", "Nord", 1}}}, sheetRows{"Lost deals", [][]any{head, {"D2", "Beta", "Nord", 1}}},
		sheetRows{"Open pipeline", [][]any{head, {"D3", "Gamma", "Nord", 1}}}, sheetRows{"New", [][]any{head, {"D4", "Delta", "Nord", 1}}}, sheetRows{"Won 2", [][]any{append(head[:4:4], "Stage"), {"D5", "Echo", "Nord", 1, "Lost"}}})))
	for _, i := range ds.Issues {
		if i.Code == "unknown-status" && (i.Pos.Place.Sheet != "New" || !strings.HasPrefix(i.Hint, "write the status into a column, or name the sheet after it")) {
			t.Errorf("issue %v: %s", i, i.Hint)
		}
	}
	if got := statuses(ds); got != "won lost open unknown lost" || !note(ds, `the sheet's name is read as the stage of its deals: "Won"`) {
		t.Errorf("%s, notes %q", got, ds.Inputs[0].Notes)
	}
}

func TestRowsThatStandAloneAboveDealsAreNamedWhereThePartnerIsMissing(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal;Stage;Amount", "Nordlicht GmbH;;", "A;Open;1", "Subtotal;;1", "Fjord AS;;", "B;Open;2", "Subtotal;;2")))
	if len(ds.Issues) != 1 || ds.Issues[0].Message != `no column was taken for the partner; 2 rows stand alone above deals, the first one says "Nordlicht GmbH"` || ds.Issues[0].Pos.String() != "x.csv!A2" {
		t.Errorf("issues %v", ds.Issues)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", "Deal;Stage;Amount", "draft;;", "A;Open;1", "B;Open;2", "", "Fjord AS;;")))
	if len(ds.Issues) != 0 {
		t.Errorf("notes: issues %v", ds.Issues)
	}
}
