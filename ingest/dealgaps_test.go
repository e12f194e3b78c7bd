package ingest_test

import (
	"strings"
	"testing"

	"ownermap/ingest"
)

// saidOf are the messages and hints of one code.
func saidOf(ds *ingest.Dataset, code string) string {
	var out []string
	for _, i := range ds.Issues {
		if i.Code == code {
			out = append(out, i.Message+": "+i.Hint)
		}
	}
	return strings.Join(out, "\n")
}

func TestWonDealsWithoutAnAmountAreAWarning(t *testing.T) {
	for _, c := range []struct {
		lines string
		n     string
	}{
		{"Opportunity ID;Amount;Stage|D1;1;Closed Won|D2;;Closed Won|D3;TBD;Closed Won|D4;0;Closed Won|D5;;Open|D6;;Closed Lost", "2 deals"},
		{"Opportunity ID;Amount;Stage|D1;1;Closed Won|D2;twelve;Closed Won|D3;#REF!;Closed Won", ""},
		{"Opportunity ID;Amount;Stage|D1;1,234;Closed Won", ""},
		{"Opportunity ID;Amount;Amount (converted);Stage|D1;;5;Closed Won", ""},
		{"Opportunity ID;Partner;Stage|D1;Acme;Closed Won", ""},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", strings.Split(c.lines, "|")...)))
		got, _, _ := strings.Cut(saidOf(ds, "won-without-amount"), " won")
		if got != c.n {
			t.Errorf("%s: %q, want %q; issues %v", c.lines, got, c.n, ds.Issues)
		}
	}
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;ARR;Setup;Probability (%);Stage", "D1;100;;50;Closed Won", "D2;;30;100;Closed Won")))
	if said := saidOf(ds, "won-without-amount"); !strings.Contains(said, "where one of Setup has it") {
		t.Errorf("said %q", said)
	}
}

func TestWhereNoColumnHasTheCloseDateTheHintSaysWhatThereIs(t *testing.T) {
	for _, c := range []struct{ lines, hint string }{
		{"Opportunity ID;Amount;Stage;Target Close Date|D1;1;Closed Won;2026-03-20|D2;1;Open;2026-08-20", "Target Close Date only when they were expected to; where that will do, write columns.deals.close_date in ownermap.yaml: Target Close Date"},
		{"Opportunity ID;Amount;Stage;Day of Joy;Last Modified Date|D1;1;Closed Won;2026-03-20;2026-03-20", "dates that are not read: Day of Joy; where one is it"},
		{"Opportunity ID;Amount;Stage|D1;1;Closed Won", "export it too"},
		{"Opportunity ID;Amount;Stage;Close Date|D1;1;Closed Won;|D2;1;Closed Won;2026-03-20", "fill in the close date"},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", strings.Split(c.lines, "|")...)))
		if said := saidOf(ds, "closed-without-date"); !strings.Contains(said, c.hint) {
			t.Errorf("%s: said %q, want %q", c.lines, said, c.hint)
		}
	}
}
