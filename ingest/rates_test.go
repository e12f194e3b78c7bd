package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// rateLine says what each rate converts, and to what.
func rateLine(ds *ingest.Dataset) string {
	var out []string
	for _, r := range ds.Rates {
		out = append(out, fmt.Sprintf("%s>%s %s", r.Currency, r.To, r.Rate))
	}
	return strings.Join(out, ", ")
}

func TestWhatARatesTableConvertsToIsReadWhereItSaysSo(t *testing.T) {
	for _, c := range []struct{ lines, want, report string }{
		{"From,To,Rate,Date|USD,EUR,0.92,2026-01-01|GBP,USD,1.27,2026-01-01|JPY,USD,0.0067,2026-01-01", "USD>EUR 0.92, GBP>USD 1.27, JPY>USD 0.0067", ""},
		{"From,To,Rate|EUR,USD,1.09|EUR,GBP,0.86", "EUR>USD 1.09, EUR>GBP 0.86", "EUR"},
		{"Von;Nach;Kurs|USD;EUR;0,92|GBP;EUR;1,17", "USD>EUR 0.92, GBP>EUR 1.17", "EUR"},
		{"Currency,From,To,Rate|USD,2026-01-01,2026-03-31,0.92|GBP,2026-01-01,2026-03-31,1.17|CHF,2026-01-01,2026-03-31,1.02", "USD> 0.92, GBP> 1.17, CHF> 1.02", ""},
		{"Currency,Rate,Start Date,End Date|USD,0.92,2026-01-01,2026-03-31|GBP,1.17,2026-01-01,2026-03-31", "USD> 0.92, GBP> 1.17", ""},
	} {
		ds := load(t, sources("rates", csvFile(t, "x.csv", strings.Split(c.lines, "|")...)))
		if got := rateLine(ds); got != c.want || ds.RateCurrency != c.report || len(ds.Issues) > 0 {
			t.Errorf("%s: got %s to %q, want %s to %q; issues %v", c.lines, got, ds.RateCurrency, c.want, c.report, ds.Issues)
		}
	}
}

func TestRatesPerUnitOfOneCurrencyAreTurnedWhereTheTableSaysSo(t *testing.T) {
	for _, c := range []struct{ lines, want, report string }{
		{"ECB reference rates (1 EUR = x)|Currency,Date,Rate|USD,2026-01-01,1.25|GBP,2026-01-01,0.8", "USD>EUR 0.8, GBP>EUR 1.25", "EUR"},
		{"ISO Code,Conversion Rate,Is Corporate|EUR,1.000000,1|USD,1.25,0|GBP,0.8,0", "EUR>EUR 1, USD>EUR 0.8, GBP>EUR 1.25", "EUR"},
		{"Currency Code,Currency Units per £1,Start Date|USD,1.25,2026-01-01", "USD>GBP 0.8", "GBP"},
		{"Währung;Kurs je EUR|USD;1,25|GBP;0,8", "USD>EUR 0.8, GBP>EUR 1.25", "EUR"},
		{"Currency,Rate per USD|USD,0.92", "USD> 0.92", ""},
		{"1 USD = x EUR|Currency,Rate|USD,0.92|GBP,1.17", "USD> 0.92, GBP> 1.17", ""},
		{"Values in EUR|Currency,Rate|USD,0.92|GBP,1.17", "USD> 0.92, GBP> 1.17", ""},
		{"ISO Code,Conversion Rate|EUR,1|USD,0.92", "EUR> 1, USD> 0.92", ""},
		{"Currency,Rate to EUR|USD,0.92|GBP,1.17", "USD>EUR 0.92, GBP>EUR 1.17", "EUR"},
		{"Budget rates per EUR|Currency,Rate to EUR|USD,0.92|GBP,1.17", "USD>EUR 0.92, GBP>EUR 1.17", "EUR"},
		{"Currency,Rate to EUR,Is Corporate|EUR,1,true|USD,0.92,false", "EUR>EUR 1, USD>EUR 0.92", "EUR"},
		{"Currency,Rate,Is Corporate|,1,true|GBP,1,false|USD,1.25,false", "GBP> 1, USD> 1.25", ""},
	} {
		ds := load(t, sources("rates", csvFile(t, "x.csv", strings.Split(c.lines, "|")...)))
		turned := note(ds, "rates are units of each currency for one "+c.report)
		if got := rateLine(ds); got != c.want || ds.RateCurrency != c.report || turned != (strings.Contains(c.want, "USD>"+c.report+" 0.8") && c.report != "") {
			t.Errorf("%s: got %s to %q, want %s to %q; notes %v", c.lines, got, ds.RateCurrency, c.want, c.report, ds.Inputs[0].Notes)
		}
	}
}

func TestANoteShowsHowRatesWereRead(t *testing.T) {
	for line, want := range map[string]string{"Currency,Rate": "1 USD = 0.92 in the report currency", "Currency,Rate to EUR": "1 USD = 0.92 EUR"} {
		if ds := load(t, sources("rates", csvFile(t, "x.csv", line, "USD,0.92"))); !note(ds, want) {
			t.Errorf("%s: notes %q", line, ds.Inputs[0].Notes)
		}
	}
}

func TestAnUnreadColumnOfOtherCurrenciesBesideRatesIsAWarning(t *testing.T) {
	for _, c := range []struct {
		lines string
		asked int
	}{
		{"Currency,Against,Rate|USD,EUR,0.92|GBP,USD,1.27", 1},
		{"Currency,Full Name,Rate|USD,US Dollar,0.92|EUR,Euro,1", 0},
		{"Currency,Against,To Currency,Rate|USD,EUR,EUR,0.92", 0},
	} {
		ds := load(t, sources("rates", csvFile(t, "x.csv", strings.Split(c.lines, "|")...)))
		if codes(ds)["field-absent"] != c.asked {
			t.Errorf("%s: issues %v", c.lines, ds.Issues)
		}
	}
}
