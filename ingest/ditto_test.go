package ingest_test

import (
	"testing"

	"ownermap/ingest"
)

func TestADittoMarkRepeatsTheCellAbove(t *testing.T) {
	for _, mark := range []string{`""""`, "''", "s.o.", "Dito", "↑", "〃", `"-""-"`, "same as above"} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Partner;Partner Manager;Opportunity Owner", "D1;1;Open;Acme;Jane Doe;Sam Seller", "D2;1;Open;"+mark+";"+mark+";"+mark, "D3;1;Open;"+mark+";Ann Roe;")))
		if got := partnersOf(ds); got != "Acme|Acme|Acme" || len(ds.Issues) != 0 || ds.Deals[1].PartnerManager != ds.Deals[0].PartnerManager || ds.Deals[1].SalesOwner != ds.Deals[0].SalesOwner ||
			!note(ds, "Partner (D): ditto marks, the first one in row 3: 2 cells filled from the row above") {
			t.Errorf("%s: partners %s, deals %+v, notes %q, issues %v", mark, got, ds.Deals, ds.Inputs[0].Notes, ds.Issues)
		}
	}
	ds := load(t, sources("partners", csvFile(t, "x.csv", "Partner Name;Signed Date;Partner Manager", "Acme;2024-01-31;Jane Doe", "Bolt;2024-01-31;dito")))
	if m := ds.Partners[1].PartnerManager; m == nil || m.Text != "Jane Doe" {
		t.Errorf("a partner list: %+v", ds.Partners)
	}
}

func TestADittoMarkBelowNoRecordIsReported(t *testing.T) {
	for _, lines := range [][]string{{"D1;1;Open;dito", "D2;1;Open;Acme"}, {"D1;1;Open;Acme", "", "D2;1;Open;dito"}, {"D1;1;Open;", "D2;1;Open;dito"}} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", append([]string{"Opportunity ID;Amount;Stage;Partner"}, lines...)...)))
		if codes(ds)["ditto-mark"] != 1 || len(ds.Partners) > 1 {
			t.Errorf("%q: partners %s, issues %v", lines, partnersOf(ds), ds.Issues)
		}
	}
}

func TestWordsForAPartnerThatIsNotNamedNameNone(t *testing.T) {
	for cell, several := range map[string]int{"noch offen": 0, "internal": 0, "TBD": 0, "various": 1, "Diverse": 1} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Partner", "D1;1;Open;Acme", "D2;1;Open;"+cell, "D3;1;Open;Diverse Systems")))
		if ds.Deals[1].Partner != ingest.None || codes(ds)["several-partners"] != several || len(ds.Partners) != 2 {
			t.Errorf("%s: partners %s, issues %v", cell, partnersOf(ds), ds.Issues)
		}
	}
}
