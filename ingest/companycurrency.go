package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/value"
)

// companyCurrency finds what an export converts amounts to where it does not say so: the one
// currency whose amounts stay what they are.
type companyCurrency struct {
	same  map[string]Pos // currencies of amounts that stay, with the first one
	other map[string]bool
	named bool // a converted amount has its currency
}

func (c *companyCurrency) see(x *Deal) {
	switch code := x.Amount.Currency; {
	case x.Converted.Currency != "":
		c.named = true
	case !x.Amount.Known || !value.IsCode(code) || x.Amount.Value.IsZero():
	case x.Amount.Value.Cmp(x.Converted.Value) != 0:
		c.other[code] = true
	default:
		if _, seen := c.same[code]; !seen {
			c.same[code] = x.Pos
		}
	}
}

// settle is the currency and the row that shows it, "" where none does or several do.
func (c *companyCurrency) settle() (code string, pos Pos) {
	for k, p := range c.same {
		if !c.other[k] {
			if code != "" {
				return "", Pos{}
			}
			code, pos = k, p
		}
	}
	if c.named {
		return "", Pos{}
	}
	return code, pos
}

// tagConverted gives converted amounts the currency that was found for them, those too
// that became the amount of their deal: alone are their records.
func (d *dealRecorder) tagConverted(own *companyCurrency, alone []int) {
	code, pos := own.settle()
	if code == "" {
		return
	}
	in := &d.r.part.input
	in.Notes = append(in.Notes, fmt.Sprintf("%s: in %s, as the amounts in %s stay what they are, the first one in row %d", d.convertedHeader(), code, code, pos.Row))
	for i := range d.rows.deals {
		if x := &d.rows.deals[i]; x.Converted.Known {
			x.Converted.Currency = code
		}
	}
	for _, i := range alone {
		d.rows.deals[i].Amount.Currency = code
	}
}

// convertedHeader names the columns of converted amounts.
func (d *dealRecorder) convertedHeader() string {
	var out []string
	for _, f := range [...]string{"amount_converted", "amount_converted_actual", "amount_converted_estimated"} {
		if c := d.columns[f]; c != nil {
			out = append(out, c.header)
		}
	}
	return strings.Join(out, " and ")
}
