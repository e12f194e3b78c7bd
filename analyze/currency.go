package analyze

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// deriveCurrency settles the report currency: the option, else what the rates
// convert to, else the only currency of the deals, else the most frequent one
// (the first in the alphabet on a tie) with a warning. "" where none is named.
func (m *model) deriveCurrency() {
	m.currency = cmp.Or(m.opts.Currency, m.ds.RateCurrency)
	if m.currency == "" {
		m.currency = m.frequentCurrency()
	}
	m.rep.Currency = m.currency
}

func (m *model) frequentCurrency() string {
	counts := map[string]int{}
	for i := range m.ds.Deals {
		if a := &m.ds.Deals[i].Amount; a.Known && ingest.IsCurrency(a.Currency) {
			counts[a.Currency]++
		}
	}
	best := ""
	for c, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && c < best {
			best = c
		}
	}
	if len(counts) > 1 {
		m.warn(fmt.Sprintf("the deals are in %d currencies and no report currency is set: %s, the most frequent, is used", len(counts), best))
	}
	return best
}

// converter turns amounts into the report currency and counts what it could not.
type converter struct {
	m          *model
	rates      map[string][]ingest.Rate // by currency, oldest first
	missing    map[string][]int32       // currency -> deals without a rate
	questioned map[string]bool          // currencies whose rates were looked at
	blank      int                      // deals without a currency
	none       int                      // won deals without an amount
	large      int
}

func (m *model) newConverter() *converter {
	c := &converter{m: m, rates: map[string][]ingest.Rate{}, missing: map[string][]int32{}, questioned: map[string]bool{}}
	elsewhere := map[string]int{}
	var from []ingest.Rate // of the report currency to others
	for _, r := range m.ds.Rates {
		switch {
		case r.To == "" || r.To == m.currency:
			c.rates[r.Currency] = append(c.rates[r.Currency], r)
		case r.Currency == m.currency:
			from = append(from, r)
		default:
			elsewhere[r.To]++
		}
	}
	c.turn(from, elsewhere)
	for _, list := range c.rates {
		slices.SortStableFunc(list, func(a, b ingest.Rate) int { return cmp.Compare(a.Date, b.Date) })
	}
	for _, to := range slices.Sorted(maps.Keys(elsewhere)) {
		m.warn(fmt.Sprintf("rates that convert to %s, not to %s, are not used: %d", to, cmp.Or(m.currency, "the report currency"), elsewhere[to]))
	}
	return c
}

// turn takes rates of the report currency for currencies that have no other: where one euro
// is 1.25 dollars, one dollar is 0.8 euros.
func (c *converter) turn(from []ingest.Rate, elsewhere map[string]int) {
	direct := map[string]bool{}
	for code := range c.rates {
		direct[code] = true
	}
	for _, r := range from {
		worth, ok := r.Inverse()
		if direct[r.To] || !ok {
			elsewhere[r.To]++
			continue
		}
		r.Currency, r.To, r.Rate = r.To, r.Currency, worth
		c.rates[r.Currency] = append(c.rates[r.Currency], r)
	}
}

// perDollar is what one US dollar was worth in the years around 2024, by currency: near
// enough to tell a rate from its inverse.
var perDollar = map[string]float64{
	"USD": 1, "EUR": 0.92, "GBP": 0.78, "CHF": 0.88, "JPY": 150, "CNY": 7.2, "INR": 84, "KRW": 1350, "SEK": 10.5, "NOK": 10.7, "DKK": 6.9, "ISK": 138, "PLN": 4, "CZK": 23, "HUF": 360,
	"RON": 4.6, "BRL": 5.2, "MXN": 18, "ZAR": 18.3, "ILS": 3.7, "AUD": 1.52, "NZD": 1.66, "CAD": 1.37, "SGD": 1.34, "HKD": 7.8, "TWD": 32, "THB": 35, "IDR": 15_800, "PHP": 57, "MYR": 4.5,
	"VND": 25_000, "CLP": 930, "COP": 4100, "SAR": 3.75, "AED": 3.67, "UAH": 41,
}

// question looks at the rates of a currency that is used. It reports one that looks like its
// inverse, how many yen one euro is where what one yen is worth in euro is asked for;
// one currency of nearly the same worth tells nothing. And it reports two rates of one day.
func (c *converter) question(code string) {
	list := c.rates[code]
	for i := 1; i < len(list); i++ {
		if list[i].Date == list[i-1].Date && list[i].Rate.Cmp(list[i-1].Rate) != 0 {
			c.m.addIssue(ingest.Issue{Pos: list[i].Pos, Severity: ingest.SevWarning, Code: ingest.CodeRateTwice,
				Message: fmt.Sprintf("%s has two rates of one day, %s and %s; the later row counts", code, list[i-1].Rate, list[i].Rate), Hint: "keep one rate for each currency and day"})
			break
		}
	}
	if worth, ok := c.worth(code); !ok || math.Abs(worth) < math.Log(1.8) && !c.allInverse() {
		return
	}
	for _, r := range list {
		if straight, inverse := c.distances(&r); inverse < straight {
			c.m.addIssue(ingest.Issue{Pos: r.Pos, Severity: ingest.SevError, Code: ingest.CodeRateInverse,
				Message: fmt.Sprintf("the rate says that one %s is worth %s %s; it looks like the number of %s for one %s, and the table's other rates may be the same", code, r.Rate, c.m.currency, code, c.m.currency),
				Hint:    "write what one unit of each currency is worth in the report currency: 1 divided by such a rate"})
			return
		}
	}
}

// worth is the logarithm of what one unit of a currency was worth in the report currency;
// ok is false where that is not known.
func (c *converter) worth(code string) (log float64, ok bool) {
	base, one := perDollar[c.m.currency], perDollar[code]
	return math.Log(base / one), base > 0 && one > 0
}

// distances says how far a rate is from what it was in the years of perDollar, and from the
// inverse of that, as logarithms.
func (c *converter) distances(r *ingest.Rate) (straight, inverse float64) {
	rate, _ := r.Rate.Float64()
	worth, _ := c.worth(r.Currency)
	return math.Abs(math.Log(rate) - worth), math.Abs(math.Log(rate) + worth)
}

// allInverse reports whether the rates of two currencies or more, all of them, are nearer
// to their inverse, and near it: one rate of a currency that is worth about as much as
// the report currency says nothing, several of them together do.
func (c *converter) allInverse() bool {
	const near = 0.15
	n := 0
	for code, list := range c.rates {
		worth, ok := c.worth(code)
		if !ok || math.Abs(worth) < 0.05 {
			continue
		}
		for i := range list {
			if straight, inverse := c.distances(&list[i]); inverse > near || straight < inverse {
				return false
			}
		}
		n++
	}
	return n > 1
}

// convert fills the value of deal i: in the report currency as it stands; else
// by the latest rate on or before the close date (as_of for a deal that is open
// then, or has no close date); else by the export's own conversion, where it is
// in the report currency. An amount without a currency is taken as the report
// currency. Products keep all digits up to the 19 that a decimal holds.
func (c *converter) convert(i int) {
	d, f := &c.m.ds.Deals[i], &c.m.deals[i]
	switch {
	case !d.Amount.Known:
		if c.own(d, f); !f.valued && f.won() {
			c.none++
		}
		return
	case d.Amount.Currency == "" || d.Amount.Currency == c.m.currency:
		if d.Amount.Currency == "" {
			c.blank++
		}
		c.set(f, d.Amount.Value)
		return
	}
	day := c.m.asOf
	if f.quarter != noQuarter {
		day = d.Closed
	}
	if rate, ok := c.rateOn(d.Amount.Currency, day); ok {
		if v, err := d.Amount.Value.Mul(rate); err == nil {
			c.set(f, v)
		} else {
			c.large++
		}
		return
	}
	if c.own(d, f); !f.valued {
		c.missing[d.Amount.Currency] = append(c.missing[d.Amount.Currency], int32(i))
	}
}

// own takes the export's own conversion, where it is in the report currency.
func (c *converter) own(d *ingest.Deal, f *dealFacts) {
	if d.Converted.Known && d.Converted.Currency == c.m.currency && c.m.currency != "" {
		c.set(f, d.Converted.Value)
	}
}

func (c *converter) set(f *dealFacts, v decimal.Decimal) {
	f.value, f.valued = v, true
	f.amount, _ = v.Float64()
}

// rateOn is the latest rate of the currency in force on the day.
func (c *converter) rateOn(currency string, day ingest.Date) (decimal.Decimal, bool) {
	list := c.rates[currency]
	if len(list) > 0 && !c.questioned[currency] {
		c.questioned[currency] = true
		c.question(currency)
	}
	n := sort.Search(len(list), func(i int) bool { return list[i].Date > day })
	if n == 0 {
		return decimal.Decimal{}, false
	}
	return list[n-1].Rate, true
}

// mostIssues is how many deals without a rate are listed one by one, a currency;
// the rest are one issue.
const mostIssues = 200

// reportMissing lists deals whose currency has no rate.
func (c *converter) reportMissing(currency string, list []int32) {
	to := cmp.Or(c.m.currency, "the report currency")
	issue := ingest.Issue{Severity: ingest.SevError, Code: ingest.CodeNoRate, Hint: "add the rate to the rates file, or set the report currency"}
	for i, d := range list {
		issue.Pos = c.m.ds.Deals[d].Pos
		if rest := len(list) - i; i == mostIssues && rest > 1 {
			issue.Message = fmt.Sprintf("%s more in %s have no rate to %s and are left out of sums", deals(rest), currency, to)
			c.m.addIssue(issue)
			return
		}
		issue.Message = fmt.Sprintf("no rate from %s to %s on or before the day: the deal is left out of sums", currency, to)
		c.m.addIssue(issue)
	}
}

// report lists what was left out: amounts without a rate as issues, the rest as
// warnings.
func (c *converter) report() {
	for _, cur := range slices.Sorted(maps.Keys(c.missing)) {
		c.reportMissing(cur, c.missing[cur])
	}
	if c.blank > 0 && c.m.currency != "" {
		c.m.warn(fmt.Sprintf("%s without a currency: the amount is taken as %s", deals(c.blank), c.m.currency))
	}
	if c.none > 0 {
		c.m.warn(fmt.Sprintf("%s won without an amount: counted, but in no sum", deals(c.none)))
	}
	if c.large > 0 {
		c.m.warn(fmt.Sprintf("%s whose converted amount needs more than 19 digits: left out of sums", deals(c.large)))
	}
}
