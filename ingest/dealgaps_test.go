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

func TestAmountsOfFurtherRowsOfADealAreSaidToBeLost(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Product;Total Price;Currency;Stage", "D1;License;6000;EUR;Open", "D1;Services;4000;EUR;Open", "D1;Training;500;EUR;Open", "D2;License;5000;EUR;Open")))
	if said := saidOf(ds, "duplicate-deal"); !strings.Contains(said, "they differ in amount; an amount of 4000 EUR is not counted: amounts that differ from row to row look like those of products") || !note(ds, "2 amounts of further rows of the same deals not counted: 4500 EUR in all") {
		t.Errorf("said %q, notes %q", said, ds.Inputs[0].Notes)
	}
	old, now := csvFile(t, "a.csv", "Opportunity ID;Amount;Stage", "D1;6000;Open"), csvFile(t, "b.csv", "Opportunity ID;Amount;Stage", "D1;4000;Open")
	if said := saidOf(load(t, sources("deals", old, "deals", now)), "duplicate-deal"); strings.Contains(said, "not counted") {
		t.Errorf("a later export: said %q", said)
	}
}

func TestAmountsAMonthAreSaidToBe(t *testing.T) {
	for head, want := range map[string]bool{"MRR": true, "Expected Customer AWS Monthly Recurring Revenue": true, "ARR": false} {
		if ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;"+head+";Stage", "D1;100;Open"))); note(ds, "amounts a month") != want || !ds.Deals[0].Amount.Known {
			t.Errorf("%s: notes %q, deals %+v", head, ds.Inputs[0].Notes, ds.Deals)
		}
	}
}

func TestHeadersOfGermanAndDutchExportsAreRead(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "(Nicht ändern) Verkaufschance;Zuständiger Mitarbeiter;Betrag netto;Phase;Angelegt;Abschluss", "D1;Ben Cole;100;Closed Won;2026-01-15;2026-03-20"),
		"partners", csvFile(t, "p.csv", "Partner;Vertrag vom;Betreuer", "Nordlicht;01.02.2025;Ben Cole", "Fjord;15.03.2025;Ben Cole")))
	d, p := ds.Deals[0], ds.Partners
	if d.ID != "D1" || d.SalesOwner == nil || !d.Amount.Known || d.Created.String() != "2026-01-15" || d.Closed.String() != "2026-03-20" || p[0].Signed.String() != "2025-02-01" {
		t.Errorf("deal %+v, partners %+v", d, p)
	}
	for _, created := range []string{"Aangemaakt", "Deal - Deal erstellt"} {
		if ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal - ID;Deal - Status;"+created, "D1;Open;2026-01-15"))); ds.Deals[0].Created.IsZero() {
			t.Errorf("%s is not read", created)
		}
	}
}
