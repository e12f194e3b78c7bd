package ingest

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// quota reads an amount, or yes and no.
func (p *rosterRecorder) quota(c *column) func(*table.Cell) {
	p.currency = c.currency
	c.putValue = func(rec int, d decimal.Decimal) {
		q := &p.rows[rec].Quota
		q.Value, q.Known = d, true
		p.rows[rec].HasQuota, p.rows[rec].quotaSaid = d.IsPos(), true
	}
	return func(cell *table.Cell) {
		r := p.row()
		if cell.Kind == table.Bool {
			r.HasQuota, r.quotaSaid = cell.Num != 0, true
			return
		}
		if v, ok := value.Bool(cell.Text); ok && cell.Kind == table.Text && trimCell(cell.Text) != "0" && trimCell(cell.Text) != "1" {
			r.HasQuota, r.quotaSaid = v, true
			return
		}
		if name.Nobody(cell.Text) && cell.Kind == table.Text {
			return
		}
		sign, _ := c.decimal(len(p.rows)-1, cell)
		if code, ok := value.Currency(sign); ok && (r.Quota.Currency == "" || !value.Vague(sign)) {
			r.Quota.Currency = code
		}
	}
}

// quotasAYear is how many quotas of a period make one of a year, by the folded word.
var quotasAYear = map[string]int64{
	"annual": 1, "annually": 1, "yearly": 1, "year": 1, "fy": 1, "full year": 1, "per year": 1, "jahrlich": 1, "jahr": 1, "annuel": 1, "annuelle": 1, "anual": 1, "jaarlijks": 1, "jaar": 1,
	"half yearly": 2, "semi annual": 2, "semiannual": 2, "half year": 2, "biannual": 2, "halbjahrlich": 2, "halbjahr": 2, "semestriel": 2, "semestral": 2, "halfjaarlijks": 2,
	"quarterly": 4, "quarter": 4, "per quarter": 4, "q": 4, "quartalsweise": 4, "quartal": 4, "vierteljahrlich": 4, "trimestriel": 4, "trimestrielle": 4, "trimestral": 4, "kwartaal": 4, "per kwartaal": 4,
	"monthly": 12, "month": 12, "per month": 12, "monatlich": 12, "monat": 12, "mensuel": 12, "mensuelle": 12, "mensual": 12, "maandelijks": 12, "maand": 12,
}

// periodOf is how many of the periods that a text names make a year, 0 where it names none:
// "Quarterly", "Q1 2026", "H2", "FY26", "Annual Quota".
func periodOf(text string) int64 {
	words := strings.Fields(name.Fold(text))
	for i, w := range words {
		n := quotasAYear[w]
		if i+1 < len(words) { // "half yearly" is not yearly
			n = cmp.Or(quotasAYear[w+" "+words[i+1]], n)
		}
		if n > 0 {
			return n
		}
		digits := strings.TrimLeft(w, "qhfy")
		switch letters := w[:len(w)-len(digits)]; {
		case digits == "" || !allDigits(digits):
		case letters == "q":
			return 4
		case letters == "h":
			return 2
		case letters == "fy":
			return 1
		}
	}
	return 0
}

// settleQuotas makes quotas of several periods those of a year: only so can a leader's be
// set beside those of the team. Quotas that are all of one period stay as they stand.
func (p *rosterRecorder) settleQuotas() {
	c, periods := p.columns["quota"], p.columns["quota_period"]
	if c == nil || periods == nil || periodOf(c.header) > 0 { // "Annual Quota" says it itself
		return
	}
	kinds, unknown := map[int64]bool{}, map[string]at{}
	for i := range p.rows {
		if r := &p.rows[i]; r.Quota.Known {
			n := periodOf(r.quotaPeriod)
			if kinds[n] = true; n == 0 {
				countAt(unknown, r.quotaPeriod, r.Pos.At(int(periods.col)))
			}
		}
	}
	if len(kinds) < 2 {
		return
	}
	noted := false
	for i := range p.rows {
		r := &p.rows[i]
		n := periodOf(r.quotaPeriod)
		if !r.Quota.Known || n < 2 {
			continue
		}
		v, err := r.Quota.Value.Mul(decimal.MustNew(n, 0))
		if err != nil {
			r.Quota, r.HasQuota = Money{}, false // beyond the range of amounts
			continue
		}
		if !noted {
			c.note("quotas are made those of a year: %s %s in row %d is %s", r.Quota.Value, r.quotaPeriod, r.Pos.Row, v)
			noted = true
		}
		r.Quota.Value = v
	}
	for word, a := range sorted(unknown) {
		c.reportAt(a.pos, codeQuotaPeriod, fmt.Sprintf("%s is no period of a quota that is known here; the quota is taken for one of a year (%s)", quote(cmp.Or(word, "a blank cell")), plural(a.n, "cell")), "write Annual, Half-yearly, Quarterly or Monthly")
	}
}
