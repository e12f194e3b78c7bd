package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// moneyLine is each deal's amount with its currency.
func moneyLine(ds *ingest.Dataset) string {
	var out []string
	for _, d := range ds.Deals {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s", d.Amount.Value, d.Amount.Currency)))
	}
	return strings.Join(out, ", ")
}

func TestAnAmountWithoutACurrencyAmongSeveralIsAWarning(t *testing.T) {
	for _, c := range []struct {
		lines, want   string
		none, unknown int
	}{
		{"D1;1000;EUR|D2;2000;USD|D3;3000;|D4;4000;|D5;5000;kr", "1000 EUR, 2000 USD, 3000, 4000, 5000 kr", 1, 1},
		{"D1;1000;EUR|D2;2000;EUR|D3;3000;", "1000 EUR, 2000 EUR, 3000", 0, 0},
		{"D1;1000;EUR|D2;2000;USD|D3;0;", "1000 EUR, 2000 USD, 0", 0, 0},
		{"D1;1000;Taler|D2;2000;Taler|D3;3000;", "1000, 2000, 3000", 0, 1},
		{"D1;1000;Taler|D2;2000;EUR", "1000 Taler, 2000 EUR", 0, 1},
		{"D1;1000;EUR|D2;kr 2000;|D3;kr 2000;SEK|D4;$50;-", "1000 EUR, 2000 kr, 2000 SEK, 50 USD", 0, 1},
		{"D1;1000;-|D2;2000;n/a", "1000, 2000", 0, 0},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", append([]string{"Opportunity ID;Amount;Currency"}, strings.Split(c.lines, "|")...)...)))
		if got, said := moneyLine(ds), codes(ds); got != c.want || said["no-currency"] != c.none || said["unknown-currency"] != c.unknown {
			t.Errorf("%s: got %s, want %s; issues %v", c.lines, got, c.want, ds.Issues)
		}
	}
}

func TestAnUnknownCurrencyOfOneFileStaysBesideThoseOfAnother(t *testing.T) {
	a, b := csvFile(t, "a.csv", "Opportunity ID;Amount;Currency", "D1;1000;EUR"), csvFile(t, "b.csv", "Opportunity ID;Amount;Currency", "D2;2000;Taler")
	if got := moneyLine(load(t, sources("deals", a, "deals", b))); got != "1000 EUR, 2000 Taler" {
		t.Errorf("got %s", got)
	}
}

func TestAmountsOfTheConvertedColumnHaveItsCurrencyBesideOthers(t *testing.T) {
	head := "Opportunity ID;Amount;Currency;Amount (converted)"
	ds := load(t, sources("deals", csvFile(t, "x.csv", head, "D1;1000;EUR;1000", "D2;2000;USD;1800", "D3;;;3000")))
	if got := moneyLine(ds); got != "1000 EUR, 2000 USD, 3000 EUR" || codes(ds)["no-currency"] != 0 {
		t.Errorf("got %s, issues %v", got, ds.Issues)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount (converted);Amount (converted) Currency", "D1;1000;EUR", "D2;2000;USD", "D3;3000;")))
	if codes(ds)["no-currency"] != 1 {
		t.Errorf("converted amounts alone: issues %v", ds.Issues)
	}
}

func TestOneWordForTheCurrencyOfAllIsThatInAnySpelling(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID,Stage,Amount,Currency", "1,Won,100,Local", "2,Won,100,local", "3,Won,100,Local")))
	for _, d := range ds.Deals {
		if d.Amount.Currency != "" {
			t.Errorf("%s is in %q", d.ID, d.Amount.Currency)
		}
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", "Deal ID,Stage,Amount,Currency", "1,Won,100,EUR", "2,Open,0,Local", "3,Won,100,EUR")))
	if got := ds.Deals[1].Amount.Currency; got != "" {
		t.Errorf("an amount of 0 is in %q", got)
	}
}
