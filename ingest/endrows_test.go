package ingest_test

import (
	"strings"
	"testing"
)

func TestSumsUnderOtherNamesBelowATotalAreNoDeals(t *testing.T) {
	head := []string{"Deal;Partner;Amount;Stage;Close Date", "A;Nord;1000;Won;2026-03-01", "B;Nord;2000;Won;2026-03-05"}
	for _, c := range []struct {
		rows, want string
	}{
		{"Total;;3000;;|Target 2026;;5000;;||Gap to target;;2000;;", "A B"}, {"Gesamtsumme netto;;3000;;|zzgl. MwSt.;;570;;", "A B"}, {"Total;;3000;;|C;Nord;5;Won;2026-03-05|Delta;;5000;;", "A B C Delta"},
		{"Total;;3000;;|Delta;;5000;Open;", "A B Delta"}, {"Delta;;5000;;", "A B Delta"}, {"Sum Q2;;3000;;", "A B"},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", append(head[:3:3], strings.Split(c.rows, "|")...)...)))
		var got []string
		for _, d := range ds.Deals {
			got = append(got, d.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: deals %q, want %s", c.rows, got, c.want)
		}
	}
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal;Partner;Amount;Stage;Close Date", "A;;1;;", "B;;2;;", "Subtotal;;3;;", "C;;4;;", "Subtotal;;4;;")))
	if len(ds.Deals) != 3 {
		t.Errorf("where deals are a name and an amount: %d deals, dropped %v", len(ds.Deals), ds.Inputs[0].DroppedRows)
	}
}

func TestNotesBelowTheDealsAreNoDeals(t *testing.T) {
	for row, deals := range map[string]int{"Updated by Ben;;;;;2026-06-01": 2, "Legend:;green = won;red = lost;;;": 2, "* tbc;;;;;": 2, ";Fabrikam;Nord;;;": 3, "D3;Gamma;;Open;;": 3, "D3;Gamma;Nord;;;": 3, "D3;Gamma;;;;": 3, "D3;Gamma;;;5;": 3} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID;Deal;Partner;Stage;Amount;Created Date", "D1;Alpha;Nord;Won;1;2026-01-05", "D2;Beta;Nord;Won;2;2026-01-05", "", row)))
		if len(ds.Deals) != deals {
			t.Errorf("%s: %d deals, want %d; dropped %v", row, len(ds.Deals), deals, ds.Inputs[0].DroppedRows)
		}
	}
}

func TestDealsBelowASubtotalAreNoSums(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal;Account;Partner;Stage;Amount;Close Date", "A;C;Nord;Won;100;2026-03-01", "B;C;Nord;Won;200;2026-03-01", "Subtotal;;;;300;", "Contoso renewal;;;;9000;", "D;C;Nord;Won;500;2026-03-01", "Subtotal;;;;9500;")))
	if len(ds.Deals) != 4 || codes(ds)["total-mismatch"] > 0 {
		t.Errorf("%d deals, issues %v", len(ds.Deals), ds.Issues)
	}
}
