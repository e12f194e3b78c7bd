package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/value"
)

// keepUnknown gives amounts that have no currency the word of the currency column that
// names none, until all deals tell what such amounts are, see settleCurrencies.
func (d *dealRecorder) keepUnknown(x *Deal) {
	if name.Nobody(d.raw.currency) {
		return
	}
	keep := func(m *Money) {
		if m.Currency == "" && !m.Value.IsZero() {
			m.Currency = d.raw.currency
		}
	}
	if d.amountColumn != nil {
		keep(&x.Amount)
	}
	for _, f := range [...]string{"amount_actual", "amount_estimated"} {
		if rec := len(d.rows.deals) - 1; rec < len(d.money[f]) {
			keep(&d.money[f][rec])
		}
	}
}

// currencies are those of the amounts of a sheet's deals, and the amounts without one.
type currencies struct {
	seen map[string]bool
	last string // the one met last: most deals have the currency of the one before
	none at
}

func (c *currencies) see(x *Deal) {
	switch code := x.Amount.Currency; {
	case !x.Amount.Known || x.Amount.Value.IsZero():
	case code == "":
		c.none.count(x.Pos)
	case code != c.last:
		if c.last = code; c.seen == nil {
			c.seen = map[string]bool{}
		}
		c.seen[code] = true
	}
}

// settleCurrencies judges amounts without a known currency by those of all deals. A word
// that is no currency and the only one there is means the currency of all; beside others
// it stays, and nothing converts it. Amounts that name none beside several are a warning.
func (c *combiner) settleCurrencies() {
	seen := map[string]bool{}
	var none at
	for _, p := range c.parts {
		if p.deals == nil {
			continue
		}
		maps.Copy(seen, p.deals.currencies.seen)
		if x := p.deals.currencies.none; none.n == 0 {
			none = x
		} else {
			none.n += x.n
		}
	}
	list := slices.Sorted(maps.Keys(seen))
	switch {
	case len(list) > 0 && !slices.ContainsFunc(list, value.IsCode) && !slices.ContainsFunc(list, func(s string) bool { return name.Fold(s) != name.Fold(list[0]) }):
		for i := range c.ds.Deals {
			if d := &c.ds.Deals[i]; seen[d.Amount.Currency] {
				d.Amount.Currency = ""
			}
		}
	case len(list) > 1 && none.n > 0:
		c.add(codeNoCurrency, none.pos, fmt.Sprintf("%s without a currency beside amounts in %s; counted as the report currency", plural(none.n, "amount"), strings.Join(list[:min(len(list), 5)], ", ")),
			"fill in the currency, unless it is the report currency")
	}
}

// IsCurrency reports whether a text is the ISO code of a currency. The currency of an amount
// may be a word that was not understood.
func IsCurrency(code string) bool { return value.IsCode(code) }
