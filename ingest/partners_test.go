package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// listedPartners says which partners a list has, each with its tier.
func listedPartners(ds *ingest.Dataset) string {
	var out []string
	for _, p := range ds.Partners {
		out = append(out, p.Name+"/"+p.Tier)
	}
	return strings.Join(out, " ")
}

func TestATotalBelowAPartnerListIsNoPartner(t *testing.T) {
	ds := load(t, sources("partners", csvFile(t, "x.csv", "Partner;Type;Tier;Signed Date;Target", "Acme;SI;Gold;2025-02-01;100k", "Total;Reseller;Gold;2025-02-01;50k", "Total;2;;;150k")))
	if got := listedPartners(ds); got != "Acme/Gold Total/Gold" || ds.Inputs[0].DroppedRows[0].Reason != "a total" {
		t.Errorf("partners %s, dropped %v", got, ds.Inputs[0].DroppedRows)
	}
}

func TestTiersThatStandAboveTheirPartnersAreNoPartners(t *testing.T) {
	ds := load(t, sources("partners", csvFile(t, "x.csv", "Partner;Signed;Status", "Gold;;", "Acme;2025-02-01;Active", "Bolt;;", "Silver Partners (1);;", "Cedar;2025-02-01;Active", "Golden Gate;;")))
	if got := listedPartners(ds); got != "Acme/Gold Bolt/Gold Cedar/Silver Partners Golden Gate/Silver Partners" {
		t.Errorf("partners %s", got)
	}
	if c := ds.Inputs[0].Columns; c[len(c)-1].Why != "group headings state it, the first in row 2; filled down" {
		t.Errorf("columns %v", c)
	}
	ds = load(t, sources("partners", csvFile(t, "x.csv", "Partner;Signed;Status;Tier", "Gold;;;", "Acme;2025-02-01;Active;Bronze", "Bolt;2025-02-01;Active;Gold")))
	if got := listedPartners(ds); got != "Acme/Bronze Bolt/Gold" {
		t.Errorf("beside a column of tiers: %s", got)
	}
}

func TestAColumnOfYesAndNoIsNeitherADateNorAPartner(t *testing.T) {
	for values, misfits := range map[string]int{"Yes,No,": 1, "Yes,2025-06-01,no,pending": 1, "2025-06-01,2025-06-02,No": 0, "2025-06-01,,": 0} {
		lines := []string{"Partner;Status;Activated"}
		for i, v := range strings.Split(values, ",") {
			lines = append(lines, fmt.Sprintf("P%dx;Active;%s", i, v))
		}
		if ds := load(t, sources("partners", csvFile(t, "x.csv", lines...))); codes(ds)["column-misfit"] != misfits || misfits > 0 && codes(ds)["bad-date"] > 0 {
			t.Errorf("activated %q: issues %v", values, ds.Issues)
		}
	}
	for values, misfits := range map[string]int{"x,Yes,,no": 1, "x,x,,x": 1, "Y,N,N": 1, "Yes,Nordlicht,Acme": 0, "N,S,E": 0} {
		lines := []string{"Deal ID;Amount;Stage;Partner"}
		for i, v := range strings.Split(values, ",") {
			lines = append(lines, fmt.Sprintf("D%d;1;Open;%s", i, v))
		}
		if ds := load(t, sources("deals", csvFile(t, "x.csv", lines...))); codes(ds)["column-misfit"] != misfits {
			t.Errorf("partner %q: issues %v", values, ds.Issues)
		}
	}
}

func TestAShareBesideAPartnerIsNoneInAnyOrder(t *testing.T) {
	head := "Deal ID;Stage;Partner"
	for _, rows := range [][]string{{"1;Open;Deloitte 40%", "2;Open;Deloitte"}, {"1;Open;Deloitte", "2;Open;Deloitte 40%"}, {"1;Open;Deloitte (40 %)", "2;Open;Deloitte"}} {
		if got := partnersOf(load(t, sources("deals", csvFile(t, "x.csv", append([]string{head}, rows...)...)))); got != "Deloitte|Deloitte" {
			t.Errorf("%v: %s", rows, got)
		}
	}
}

func TestADittoMarkBesideAnIDIsNoName(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID;Stage;Partner;Partner ID", "1;Open;Acme;P-1", "2;Open;dito;P-1", "3;Open;dito;P-2")))
	if got := partnersOf(ds); got != "Acme|Acme|P-2" {
		t.Error(got)
	}
}

func TestRowsOfOneDealAreSetBesideEachOther(t *testing.T) {
	said := func(rows ...string) string {
		ds := load(t, sources("deals", csvFile(t, "x.csv", append([]string{"Deal ID;Deal Name;Account;Stage;Amount;Created Date;Partner"}, rows...)...)))
		for _, i := range ds.Issues {
			if i.Code == "duplicate-deal" {
				return i.Message
			}
		}
		return ""
	}
	full := "1;Alpha;Kunde;Open;100.00;2026-01-01;Acme"
	for _, c := range []struct{ row, has, not string }{
		{"1;;;;;;Bolt", "they differ in", "hardly"},
		{"1;Alpha;Kunde;Open;100;2026-01-01;Bolt", "they differ in partner", "amount"},
		{"1;Beta;Other;Open;200;2026-02-01;Bolt", "hardly the same deal", "not counted"},
	} {
		if got := said(full, c.row); !strings.Contains(got, c.has) || strings.Contains(got, c.not) {
			t.Errorf("%s: %s", c.row, got)
		}
	}
}

func TestANameOfTwiceTheSameIsNoList(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID;Stage;Partner", "1;Open;Johnson & Johnson", "2;Open;Johnson", "3;Open;Intern")))
	if got := partnersOf(ds); got != "Johnson & Johnson|Johnson|Intern" {
		t.Error(got)
	}
}
