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
		if m.Currency == "" {
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

// settleCurrencies judges amounts without a known currency by those of all deals. A word
// that is no currency and the only one there is means the currency of all; beside others
// it stays, and nothing converts it. Amounts that name none beside several are a warning.
func (c *combiner) settleCurrencies() {
	seen, last := map[string]bool{}, ""
	var none at
	for i := range c.ds.Deals {
		d := &c.ds.Deals[i]
		switch code := d.Amount.Currency; {
		case !d.Amount.Known || d.Amount.Value.IsZero():
		case code == "":
			if none.n++; none.n == 1 {
				none.pos = d.Pos
			}
		case code != last:
			seen[code], last = true, code
		}
	}
	if len(seen) == 1 && !value.IsCode(last) {
		for i := range c.ds.Deals {
			if d := &c.ds.Deals[i]; d.Amount.Currency == last {
				d.Amount.Currency = ""
			}
		}
	}
	if len(seen) < 2 || none.n == 0 {
		return
	}
	list := slices.Sorted(maps.Keys(seen))
	c.add(codeNoCurrency, none.pos, fmt.Sprintf("%s without a currency beside amounts in %s; counted as the report currency", plural(none.n, "amount"), strings.Join(list[:min(len(list), 5)], ", ")),
		"fill in the currency, unless it is the report currency")
}
