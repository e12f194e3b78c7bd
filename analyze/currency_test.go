package analyze

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// inEUR is what is said of rates, and the sum of won deals of 1000 in each currency.
func inEUR(rates []ingest.Rate, currencies ...string) (said []string, sum string) {
	d := newData("amount")
	for _, c := range currencies {
		d.deal("won 2026-05-01", func(x *ingest.Deal) {
			x.Amount = ingest.Money{Value: decimal.MustParse("1000"), Currency: c, Known: true}
			x.Sourcing = ingest.OriginDirect
		})
	}
	d.ds.Rates = rates
	o := at("2026-06-30")
	o.Currency = "EUR"
	r := Run(d.ds, o)
	for _, i := range r.Issues {
		said = append(said, i.Code+": "+i.Message)
	}
	for _, w := range r.Warnings {
		if strings.Contains(w, "rates") {
			said = append(said, w)
		}
	}
	return said, r.Revenue.Window.Direct.String()
}

func fx(from, to, value string) ingest.Rate {
	return ingest.Rate{Currency: from, To: to, Rate: decimal.MustParse(value)}
}

func TestARateThatLooksLikeItsInverseIsAnError(t *testing.T) {
	for _, c := range []struct {
		rate  ingest.Rate
		asked bool
	}{
		{fx("JPY", "", "163.5"), true}, {fx("JPY", "", "0.0061"), false}, {fx("HUF", "", "395"), true}, {fx("SEK", "", "11.4"), true}, {fx("SEK", "", "0.088"), false},
		{fx("USD", "", "1.09"), false}, {fx("USD", "", "0.92"), false}, {fx("GBP", "", "0.86"), false}, {fx("XTS", "", "500"), false}, {fx("EUR", "", "1"), false},
	} {
		said, _ := inEUR([]ingest.Rate{c.rate}, "EUR", c.rate.Currency)
		if got := strings.Contains(strings.Join(said, "\n"), "rate-inverse"); got != c.asked {
			t.Errorf("%s %s: asked %v, %q", c.rate.Currency, c.rate.Rate, got, said)
		}
	}
}

func TestARateToAnotherCurrencyIsNotUsed(t *testing.T) {
	said, sum := inEUR([]ingest.Rate{fx("USD", "EUR", "0.92"), fx("GBP", "USD", "1.26"), fx("EUR", "USD", "1.09")}, "USD", "GBP", "EUR")
	want := []string{"no-rate: no rate from GBP to EUR on or before the day: the deal is left out of sums", "rates that convert to USD, not to EUR, are not used: 2"}
	if fmt.Sprint(said) != fmt.Sprint(want) || sum != "1920.00" {
		t.Errorf("sum %s, said %q", sum, said)
	}
}

func TestRatesOfCurrenciesThatNoDealHasAreNotQuestioned(t *testing.T) {
	if said, _ := inEUR([]ingest.Rate{fx("JPY", "", "163.5")}, "EUR"); len(said) > 0 {
		t.Errorf("said %q", said)
	}
}

func TestAnOlderRateAndOneOfTwoOfADayAreQuestionedToo(t *testing.T) {
	old, now, again := fx("JPY", "", "163.5"), fx("JPY", "", "0.0061"), fx("JPY", "", "0.0062")
	now.Date, again.Date = date("2026-06-01"), date("2026-06-01")
	said, _ := inEUR([]ingest.Rate{old, now, again}, "JPY")
	if got := strings.Join(said, "\n"); !strings.Contains(got, "rate-inverse") || !strings.Contains(got, "rate-twice: JPY has two rates of one day, 0.0061 and 0.0062; the later row counts") || len(said) != 2 {
		t.Errorf("said %q", said)
	}
}

func TestATableWhoseRatesAllLookLikeTheirInverseIsAnError(t *testing.T) {
	for _, c := range []struct {
		usd, gbp string
		asked    bool
	}{
		{"1.087", "0.855", true}, {"0.92", "1.17", false}, {"1.087", "1.17", false}, {"1.17", "1.63", false}, // the last one is of the year 2000
	} {
		said, _ := inEUR([]ingest.Rate{fx("EUR", "", "1"), fx("USD", "", c.usd), fx("GBP", "", c.gbp)}, "EUR", "USD", "GBP")
		if got := strings.Contains(strings.Join(said, "\n"), "rate-inverse"); got != c.asked {
			t.Errorf("USD %s, GBP %s: asked %v, %q", c.usd, c.gbp, got, said)
		}
	}
}

func TestRatesOfTheReportCurrencyAreTurnedWhereThereAreNoOthers(t *testing.T) {
	if said, sum := inEUR([]ingest.Rate{fx("EUR", "USD", "1.25"), fx("EUR", "JPY", "160")}, "USD", "JPY"); len(said) > 0 || sum != "806.25000" {
		t.Errorf("sum %s, said %q", sum, said)
	}
}

func TestAnAmountOfAnUnknownCurrencyIsInNoSum(t *testing.T) {
	said, sum := inEUR(nil, "EUR", "kr")
	if want := "no-rate: no rate from kr to EUR on or before the day: the deal is left out of sums"; fmt.Sprint(said) != fmt.Sprint([]string{want}) || sum != "1000" {
		t.Errorf("sum %s, said %q", sum, said)
	}
}
