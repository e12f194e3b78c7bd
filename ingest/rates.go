package ingest

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/header"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// rateRecorder makes rates of rows.
type rateRecorder struct {
	r    *sheetReader
	rows []Rate
	set  []bool            // whether the rate of the row is known
	unit []decimal.Decimal // of how many units the rate is; 0 where nothing says so
	to   string            // currency that the header names
	lost bool              // the row's target could not be read
	base rateBase
	told bool // a note shows how the rates are read
}

func newRateRecorder(r *sheetReader, m *header.Mapping) *rateRecorder {
	q := &rateRecorder{r: r}
	if c := m.Choice("rate"); c != nil {
		q.to = c.Currency
	}
	q.base.look(r, m, q.to == "")
	if m.Choice("to_currency") == nil {
		r.otherCurrencies(m)
	}
	return q
}

// code reads the currency of a cell; ok is false, and an issue is made, where it is none.
func (q *rateRecorder) code(c *column, cell *table.Cell) (code string, ok bool) {
	if code, ok = value.Currency(cell.Text); !ok {
		c.report(codeBadCurrency, fmt.Sprintf("%s is %s, which is not a currency", c.header, quote(cell.Text)), "write an ISO code such as EUR or USD")
	}
	return code, ok
}

// setter says what each field of a rates table does to the row being read.
func (q *rateRecorder) setter(c *column) func(*table.Cell) {
	switch c.field {
	case "currency":
		return func(cell *table.Cell) { q.rows[len(q.rows)-1].Currency, _ = q.code(c, cell) }
	case "to_currency":
		return func(cell *table.Cell) {
			code, ok := q.code(c, cell)
			q.rows[len(q.rows)-1].To = code
			q.lost = q.lost || !ok && len(strings.TrimSpace(cell.Text)) == 3 // a code; "group currency" is the report's
		}
	case "is_corporate":
		return func(cell *table.Cell) {
			if yes, ok := value.Bool(boolText(cell, cell.Text)); ok && yes {
				q.base.row = len(q.rows)
			}
		}
	case "date":
		c.putDate = func(rec int, d Date) { q.rows[rec].Date = d }
		return func(cell *table.Cell) {
			if n := cell.Num; cell.Kind == table.Number && n >= 1990 && n <= 2100 {
				c.putDate(len(q.rows)-1, DateOf(int(n), 1, 1))
				return
			}
			if t := strings.TrimSpace(cell.Text); cell.Kind == table.Text && len(t) == 4 && allDigits(t) {
				d, _ := ParseDate(t + "-01-01")
				c.putDate(len(q.rows)-1, d)
				return
			}
			c.date(len(q.rows)-1, cell)
		}
	case "unit":
		return func(cell *table.Cell) { // "EUR per 1 USD" is no number, and no error
			if n, ok := value.ParseNumeral(cell.Text); ok && n.Currency == "" {
				if d, ok := n.Decimal(n.Mark()); ok {
					q.unit[len(q.rows)-1] = d
				}
			}
		}
	case "rate":
		c.putValue = func(rec int, d decimal.Decimal) { q.rows[rec].Rate, q.set[rec] = d, d.IsPos() }
		return func(cell *table.Cell) { c.decimal(len(q.rows)-1, cell) }
	}
	return nil
}

func (q *rateRecorder) begin(pos Pos) {
	q.rows, q.set, q.unit, q.lost = append(q.rows, Rate{Pos: pos}), append(q.set, false), append(q.unit, decimal.Decimal{}), false
}

func (q *rateRecorder) end() string {
	n, reason := len(q.rows)-1, ""
	switch {
	case q.rows[n].Currency == "":
		reason = "no currency"
	case q.lost:
		reason = "no currency to convert to"
	default:
		return ""
	}
	if q.base.row == len(q.rows) {
		q.base.row = 0
	}
	q.rows, q.set, q.unit = q.rows[:n], q.set[:n], q.unit[:n]
	return reason
}

// finish keeps the rows whose rate is a number above zero.
func (q *rateRecorder) finish() {
	in := &q.r.part.input
	base := q.base.settle(q)
	for i, rate := range q.rows {
		if rate.To == "" {
			rate.To = cmp.Or(base, q.to)
		}
		if q.unit[i].IsNeg() {
			q.set[i] = false
		}
		if q.unit[i].IsPos() {
			if per, err := rate.Rate.Quo(q.unit[i]); err == nil {
				rate.Rate = per.Trim(0)
			}
		}
		if q.set[i] && base != "" {
			rate.Rate, q.set[i] = rate.Inverse()
		}
		if q.set[i] {
			q.example(rate)
			q.r.part.rates = append(q.r.part.rates, rate)
			continue
		}
		in.Kept--
		q.r.drop(rate.Pos, "no rate above zero")
		q.r.part.issues.Add(issue(codeBadRate, rate.Pos, fmt.Sprintf("%s has no rate above zero", rate.Currency), "write the rate as a number such as 0.92"))
	}
}

// example notes how the first rate that says something was understood.
func (q *rateRecorder) example(rate Rate) {
	if q.told || rate.Currency == rate.To {
		return
	}
	q.told = true
	q.r.part.note(fmt.Sprintf("rates are read as what one unit is worth: 1 %s = %s %s", rate.Currency, rate.Rate, cmp.Or(rate.To, "in the report currency")))
}
