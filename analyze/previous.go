package analyze

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// Comparison sets this report beside an earlier one (Options.Previous).
type Comparison struct {
	AsOf     AsOf              `json:"as_of"` // of the earlier report
	Changes  map[string]Change `json:"changes"`
	Revenue  *RevenueChange    `json:"revenue"` // null where the currencies differ
	Findings []FindingChange   `json:"findings"`
	Warnings []string          `json:"warnings"`
}

// Change is one figure then and now. Before and After are as in Figure; Change
// is After - Before, null where either is. Reading says better, worse or same;
// "" for a figure without a good direction.
type Change struct {
	Before  any    `json:"before"`
	After   any    `json:"after"`
	Change  any    `json:"change"`
	Unit    string `json:"unit"`
	Reading string `json:"reading"`
}

// FindingChange is a rule that came out otherwise; "" is "did not fire".
type FindingChange struct {
	Rule    string   `json:"rule"`
	Subject string   `json:"subject"`
	Before  Severity `json:"before"`
	After   Severity `json:"after"`
}

// RevenueChange takes apart how sourced revenue of the window changed between
// the two reports. It adds up exactly:
//
//	After - Before = Restated + NewPartners + LostPartners + Wins + DealSize + Unnamed
//
// Restated is what the data says today about the earlier window, up to the
// earlier as_of, less what the earlier report said; Quarters lists it. The rest
// compares today's records of the two windows by partner: new (sourced wins
// only now), lost (only then), and for those with both Wins = the change in the
// number of wins at the earlier average, to the cent; DealSize is what remains.
// Unnamed is the change in sourced wins that name no partner.
type RevenueChange struct {
	Before       decimal.Decimal   `json:"before"`
	After        decimal.Decimal   `json:"after"`
	Change       decimal.Decimal   `json:"change"`
	Restated     decimal.Decimal   `json:"restated"`
	NewPartners  decimal.Decimal   `json:"new_partners"`
	LostPartners decimal.Decimal   `json:"lost_partners"`
	Wins         decimal.Decimal   `json:"wins"`
	DealSize     decimal.Decimal   `json:"deal_size"`
	Unnamed      decimal.Decimal   `json:"unnamed"`
	Partners     []PartnerChange   `json:"partners"` // those that changed, in order of name
	Quarters     []RestatedQuarter `json:"quarters"`
}

// PartnerChange is one partner's sourced wins in the two windows, by today's
// records. Kind is new, lost or kept.
type PartnerChange struct {
	Partner    string          `json:"partner"`
	Kind       string          `json:"kind"`
	WinsBefore int             `json:"wins_before"`
	WinsAfter  int             `json:"wins_after"`
	Before     decimal.Decimal `json:"before"`
	After      decimal.Decimal `json:"after"`
	Wins       decimal.Decimal `json:"wins"`
	DealSize   decimal.Decimal `json:"deal_size"`
}

// RestatedQuarter is a quarter of the earlier report whose sourced revenue reads
// otherwise today, over deals closed up to the earlier as_of. The change is
// Restated, as far as the quarter's total over all origins moved the same way,
// and Reclassified for the rest: amounts that moved between origins.
type RestatedQuarter struct {
	Period       string          `json:"period"`
	Start        ingest.Date     `json:"start"`
	Before       decimal.Decimal `json:"before"`
	Now          decimal.Decimal `json:"now"`
	Restated     decimal.Decimal `json:"restated"`
	Reclassified decimal.Decimal `json:"reclassified"`
	InWindow     bool            `json:"in_window"` // counts in RevenueChange.Restated
}

// compare writes the comparison with Options.Previous, once everything else is
// in the report.
func (m *model) compare() {
	old := m.opts.Previous
	if old == nil {
		return
	}
	c := &Comparison{AsOf: old.AsOf, Changes: map[string]Change{}, Findings: m.findingChanges(old), Warnings: []string{}}
	for id, f := range m.rep.Figures {
		if before, ok := old.Figures[id]; ok && before.Unit == f.Unit {
			c.Changes[id] = changeOf(id, before, f)
		}
	}
	switch {
	case old.Revenue == nil || m.rep.Revenue == nil:
		c.Warnings = append(c.Warnings, "one of the reports has no revenue section: revenue is not compared")
	case old.Currency != m.currency:
		c.Warnings = append(c.Warnings, fmt.Sprintf("the earlier report is in %s, this one in %s: amounts are not compared", cmp.Or(old.Currency, "no currency"), cmp.Or(m.currency, "no currency")))
	default:
		c.Revenue = m.revenueChange(old)
	}
	if old.Audience != "" {
		c.Warnings = append(c.Warnings, fmt.Sprintf("the earlier report was made for the audience %s: findings about single people are not compared", old.Audience))
	}
	if old.AsOf.Date >= m.asOf {
		c.Warnings = append(c.Warnings, fmt.Sprintf("the earlier report speaks for %s, which is not before %s", old.AsOf.Date, m.asOf))
	}
	if old.Thresholds != m.th {
		c.Warnings = append(c.Warnings, "the earlier report used other thresholds: verdicts may differ for that reason alone")
	}
	m.rep.Comparison = c
}

// changeOf compares one figure.
func changeOf(id string, before, after Figure) Change {
	c := Change{Before: before.Value, After: after.Value, Unit: after.Unit}
	x, okX := exactValue(before.Value)
	y, okY := exactValue(after.Value)
	if !okX || !okY {
		return c
	}
	d, err := y.Sub(x)
	if err != nil {
		return c
	}
	if _, amount := after.Value.(decimal.Decimal); amount {
		c.Change = d
	} else {
		c.Change, _ = d.Float64()
	}
	switch better := direction(id); {
	case better == 0:
	case d.IsZero():
		c.Reading = "same"
	case d.Sign() == better:
		c.Reading = "better"
	default:
		c.Reading = "worse"
	}
	return c
}

// exactValue reads a figure's value, also as JSON gives it back; false for null.
func exactValue(v any) (decimal.Decimal, bool) {
	var d decimal.Decimal
	var err error
	switch x := v.(type) {
	case decimal.Decimal:
		return x, true
	case string:
		d, err = decimal.Parse(x)
	case int:
		d, err = decimal.New(int64(x), 0)
	case float64:
		d, err = decimal.NewFromFloat64(x)
	default:
		return d, false
	}
	return d, err == nil
}

// directions say which way is better, by the end of a figure's id or its whole.
// Figures that are not here have no good direction.
var directions = []struct {
	end    string
	better int
}{
	{".coverage", 1}, {".reach", 1}, {".agreement", 1}, {".bus_factor", 1}, {".owned", 1},
	{".unowned", -1}, {".orphaned", -1}, {".shared", -1},
	{"separation.blur_rate", -1}, {"separation.revenue_weighted", -1},
	{"team.generalist_share", -1}, {"revenue.sourced.window", 1}, {"revenue.sourced_share.window", 1},
	{"revenue.predictability.wape", -1}, {"revenue.predictability.mase", -1},
	{"revenue.concentration.top1", -1}, {"revenue.concentration.top3", -1}, {"revenue.concentration.hhi", -1},
	{"revenue.concentration.effective_partners", 1}, {"revenue.pipeline.sourced.win_rate", 1}, {"revenue.pipeline.sourced.median_days", -1},
	{"handoffs.stuck", -1}, {"handoffs.dropped", -1}, {"handoffs.median_days", -1}, {"handoffs.p90_days", -1},
	{"handoffs.without_sales_owner", -1}, {"handoffs.late_credit", -1},
	{"activation.rate", 1}, {"activation.producing", 1}, {"activation.activated", 1}, {"activation.inactive", -1},
	{"activation.days_to_first_deal_median", -1},
}

// direction is 1 where more is better, -1 where less is, else 0.
func direction(id string) int {
	for _, d := range directions {
		if id == d.end || d.end[0] == '.' && strings.HasPrefix(id, "stages.") && strings.HasSuffix(id, d.end) {
			return d.better
		}
	}
	return 0
}

// findingChanges lists the rules that fire otherwise than in the earlier report.
// One that was made for readers who may not see all says nothing about single
// people, so those rules are left out then.
func (m *model) findingChanges(old *Report) []FindingChange {
	people := map[string]bool{}
	for _, r := range Rules(m.th) {
		people[r.ID] = r.People && old.Audience != ""
	}
	type key struct{ rule, subject string }
	out := []FindingChange{}
	worst := func(list []Finding) map[key]Severity {
		found := map[key]Severity{}
		for _, f := range list {
			if k := (key{f.Rule, f.Subject}); !people[f.Rule] && f.Severity != Good && found[k] == "" {
				found[k] = f.Severity
			}
		}
		return found
	}
	before, after := worst(old.Findings), worst(m.rep.Findings)
	for k, s := range after {
		if before[k] != s {
			out = append(out, FindingChange{k.rule, k.subject, before[k], s})
		}
	}
	for k, s := range before {
		if after[k] == "" {
			out = append(out, FindingChange{k.rule, k.subject, s, ""})
		}
	}
	slices.SortFunc(out, func(a, b FindingChange) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Subject, b.Subject))
	})
	return out
}

// wins is one partner's sourced wins in one window.
type wins struct {
	n      int
	amount sum
}

// sourcedBetween sums sourced wins closed from one day to another, both
// included, by partner; the last entry is for deals that name none.
func (m *model) sourcedBetween(from, to ingest.Date) []wins {
	out := make([]wins, len(m.ds.Partners)+1)
	for i := range m.deals {
		f, d := &m.deals[i], &m.ds.Deals[i]
		if !f.won() || f.origin != ingest.OriginSourced || !f.valued || d.Closed < from || d.Closed > to {
			continue
		}
		p := len(out) - 1
		if d.Partner != ingest.None {
			p = int(d.Partner)
		}
		out[p].n++
		out[p].amount.add(f.value)
	}
	return out
}

// revenueChange takes the change of the window apart.
func (m *model) revenueChange(old *Report) *RevenueChange {
	then := m.sourcedBetween(old.Window.Start, min(old.AsOf.Date, m.asOf))
	now := m.sourcedBetween(m.winStart, m.asOf)
	out := &RevenueChange{Before: old.Revenue.Window.Sourced, After: m.rep.Revenue.Window.Sourced, Partners: []PartnerChange{}}
	out.Change = minus(out.After, out.Before)
	var thenAll, fresh, lost, count, size sum
	for _, w := range then {
		thenAll.merge(w.amount)
	}
	for _, p := range m.byPName {
		a, b := then[p], now[p]
		c := PartnerChange{Partner: m.partnerID(p), Kind: "kept", WinsBefore: a.n, WinsAfter: b.n, Before: a.amount.value(), After: b.amount.value()}
		delta := minus(c.After, c.Before)
		switch {
		case a.n == 0 && b.n == 0:
			continue
		case a.n == 0:
			c.Kind = "new"
			fresh.add(delta)
		case b.n == 0:
			c.Kind = "lost"
			lost.add(delta)
		default:
			c.Wins = winsEffect(c.Before, a.n, b.n)
			c.DealSize = minus(delta, c.Wins)
			count.add(c.Wins)
			size.add(c.DealSize)
		}
		if a.n != b.n || !delta.IsZero() {
			out.Partners = append(out.Partners, c)
		}
	}
	out.Restated = minus(thenAll.value(), out.Before)
	out.NewPartners, out.LostPartners, out.Wins, out.DealSize = fresh.value(), lost.value(), count.value(), size.value()
	out.Unnamed = minus(now[len(now)-1].amount.value(), then[len(then)-1].amount.value())
	out.Quarters = m.restatedQuarters(old)
	return out
}

// winsEffect is (after - before) wins at the earlier average amount, to the cent.
func winsEffect(amount decimal.Decimal, before, after int) decimal.Decimal {
	n, err1 := decimal.New(int64(after-before), 0)
	by, err2 := decimal.New(int64(before), 0)
	if err1 != nil || err2 != nil {
		return decimal.Decimal{}
	}
	mean, err := amount.Quo(by)
	if err != nil {
		return decimal.Decimal{}
	}
	v, err := mean.Mul(n)
	if err != nil {
		return decimal.Decimal{}
	}
	return v.Round(2)
}

// minus is a - b; 0 where it is not representable.
func minus(a, b decimal.Decimal) decimal.Decimal {
	d, err := a.Sub(b)
	if err != nil {
		return decimal.Decimal{}
	}
	return d
}

// restatedQuarters lists the earlier report's quarters that read otherwise
// today. A quarter of its window in which nothing had closed then was 0.
func (m *model) restatedQuarters(old *Report) []RestatedQuarter {
	out := []RestatedQuarter{}
	for _, p := range oldPeriods(old) {
		now, all := m.quarterThen(p.Start, min(p.End, old.AsOf.Date))
		d := minus(now.value(), p.Sourced)
		if d.IsZero() {
			continue
		}
		var before sum
		for _, a := range []decimal.Decimal{p.Sourced, p.Influenced, p.Direct, p.Amounts.Unknown} {
			before.add(a)
		}
		restated := sameWay(d, minus(all.value(), before.value()))
		out = append(out, RestatedQuarter{
			Period: p.Period, Start: p.Start, Before: p.Sourced, Now: now.value(), Restated: restated,
			Reclassified: minus(d, restated), InWindow: p.Start >= old.Window.Start,
		})
	}
	return out
}

// oldPeriods are the quarters of an earlier report, with those of its window
// that came before its first close.
func oldPeriods(old *Report) []Period {
	cal, list := newCalendar(old.FiscalYearStart), []Period{}
	for q := cal.of(old.Window.Start); q != noQuarter && q <= cal.of(old.AsOf.Date); q++ {
		if len(old.Revenue.Periods) > 0 && cal.first(q) >= old.Revenue.Periods[0].Start {
			break
		}
		list = append(list, Period{Period: cal.label(q), Start: cal.first(q), End: cal.last(q)})
	}
	return append(list, old.Revenue.Periods...)
}

// quarterThen sums won deals closed between two days, sourced and all.
func (m *model) quarterThen(from, to ingest.Date) (sourced, all sum) {
	for i := range m.deals {
		f, d := &m.deals[i], &m.ds.Deals[i]
		if !f.won() || !f.valued || d.Closed < from || d.Closed > to {
			continue
		}
		all.add(f.value)
		if f.origin == ingest.OriginSourced {
			sourced.add(f.value)
		}
	}
	return sourced, all
}

// sameWay is the part of d that a total moving by t explains: t kept between 0 and d.
func sameWay(d, t decimal.Decimal) decimal.Decimal {
	switch {
	case d.Sign() != t.Sign():
		return decimal.Decimal{}
	case d.Abs().Cmp(t.Abs()) < 0:
		return d
	}
	return t
}
