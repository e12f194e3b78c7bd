package site

import (
	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/site/chart"
	"ownermap/templates"
)

// curve is a curve of the report as a chart draws it.
func curve(name string, points []analyze.CurvePoint, main bool) chart.StepCurve {
	c := chart.StepCurve{Name: name, Main: main}
	for _, p := range points {
		c.Steps = append(c.Steps, chart.Step{X: float64(p.Day), Y: p.Value, Low: pointer(p.Low), High: pointer(p.High)})
		c.End = float64(p.Day)
	}
	return c
}

// incidenceChart is the share of handoffs accepted by days since the handoff.
func (b *book) incidenceChart(h *analyze.Handoffs, title string) templates.Block {
	if len(h.Incidence) == 0 {
		return templates.Missing{Text: b.notEnough(b.s("needs a handoff date and an acceptance date on deals"))}
	}
	p := chart.StepsParams{Head: b.head("acceptance", title, 700), XName: b.s("days since handoff"),
		Curves: []chart.StepCurve{curve(b.s("accepted"), h.Incidence, true)}}
	if h.MedianDays != nil {
		p.Mark = pointer(float64(*h.MedianDays))
		p.Label = b.s("half accepted by day %s", b.count(*h.MedianDays))
	}
	p.Description = b.s("%s.", title)
	c, err := chart.Steps(p)
	return b.figure(c, err, nil)
}

// firstDealChart is the share of signed partners with a first deal, with the
// cohorts of signing years beside it.
func (b *book) firstDealChart(a *analyze.Activation, title string) templates.Block {
	p := chart.StepsParams{Head: b.head("first-deal", title, wide), XName: b.s("days since signing"),
		Curves: []chart.StepCurve{curve(b.s("all"), a.FirstDeal, true)}}
	for _, c := range a.Cohorts[max(0, len(a.Cohorts)-4):] {
		if len(c.FirstDeal) > 0 && c.Signed >= thinSegment {
			p.Curves = append(p.Curves, curve(b.s("signed in %s", c.Year), c.FirstDeal, false))
		}
	}
	if a.MedianDays != nil {
		p.Mark = pointer(float64(*a.MedianDays))
		p.Label = b.s("half by day %s", b.count(*a.MedianDays))
	}
	p.Description = b.s("%s.", title)
	c, err := chart.Steps(p)
	return b.figure(c, err, nil)
}

// flowChart is who hands deals to whom; stuck ones in the warning colour.
func (b *book) flowChart(h *analyze.Handoffs, title string, data *table) []templates.Block {
	p := chart.PairsParams{Head: b.head("handoff-flow", title, wide), FromName: b.s("handed off by"), ToName: b.s("handed to"),
		Items: b.s("deals"), MarkedName: b.s("with stuck handoffs"), SortedByName: true, MaxFrom: 12, MaxTo: 12}
	deals, stuck := 0, 0
	for _, x := range h.Pairs {
		deals, stuck = deals+x.Deals, stuck+x.Stuck
		note := ""
		if x.Stuck > 0 {
			note = b.s("%s stuck", b.count(x.Stuck))
		}
		p.Pairs = append(p.Pairs, chart.Pair{From: b.seat(x.From), To: b.seat(x.To), Count: float64(x.Deals), Note: note, Marked: x.Stuck > 0})
	}
	p.Description = b.s("%s. %s, %s of them stuck.", title, b.plural(deals, "%s handoff", "%s handoffs"), b.noneOr(stuck))
	c, err := chart.Flow(p)
	return []templates.Block{b.figure(c, err, data)}
}

// logosChart sets partners signed over sourced revenue, one panel each.
func (b *book) logosChart(a *analyze.Activation, title string) []templates.Block {
	qs := a.Quarters[max(0, len(a.Quarters)-mostQuarters):]
	if len(qs) == 0 {
		return nil
	}
	signed, sourced := make([]*float64, len(qs)), make([]*float64, len(qs))
	p := chart.PanelsParams{Head: b.head("logos", title, wide), Partial: !qs[len(qs)-1].Complete}
	for i, q := range qs {
		p.Quarters = append(p.Quarters, q.Period)
		signed[i], sourced[i] = pointer(float64(q.Signed)), pointer(floatOf(q.Sourced))
	}
	money := b.scale(values(sourced)...)
	p.Panels = []chart.Panel{{Name: b.s("Partners signed"), Note: b.s("a quarter"), Values: signed, Columns: true},
		{Name: b.s("Sourced revenue"), Note: b.s("%s a quarter", b.currencyName()), Unit: money, Values: sourced, Columns: true}}
	p.Description = b.s("%s. Signed: %s in the last four complete quarters, %s in the four before.", title, b.count(a.Logos.Signed), b.count(a.Logos.SignedBefore))
	c, err := chart.Panels(p)
	return []templates.Block{b.figure(c, err, nil)}
}

// scalingChart is headcount, generalist share and revenue per FTE by quarter.
func (b *book) scalingChart(s *analyze.Scaling, title string) []templates.Block {
	ps := s.Periods[max(0, len(s.Periods)-mostQuarters):]
	n := len(ps)
	fte, share, per := make([]*float64, n), make([]*float64, n), make([]*float64, n)
	p := chart.PanelsParams{Head: b.head("scaling-chart", title, wide)}
	anyShare, anyPer := false, false
	for i, q := range ps {
		p.Quarters = append(p.Quarters, q.Period)
		fte[i], share[i], per[i] = pointer(q.FTE), q.GeneralistShare, optional(q.SourcedPerFTE)
		anyShare, anyPer = anyShare || share[i] != nil, anyPer || per[i] != nil
	}
	p.Panels = []chart.Panel{{Name: b.s("Full-time equivalents"), Note: b.s("at the end of the quarter"), Values: fte}}
	if anyShare {
		p.Panels = append(p.Panels, chart.Panel{Name: b.s("Generalists"), Note: b.s("share of FTE, by stated stages"), Unit: chart.Unit{Suffix: "%", Scale: 0.01}, Values: share})
	}
	if anyPer {
		p.Panels = append(p.Panels, chart.Panel{Name: b.s("Sourced revenue per FTE"), Note: b.s("%s a quarter", b.currencyName()), Unit: b.scale(values(per)...), Values: per})
	}
	p.Description = b.s("%s. From %s to %s FTE.", title, b.one(ps[0].FTE), b.one(ps[n-1].FTE))
	c, err := chart.Panels(p)
	return []templates.Block{b.figure(c, err, nil)}
}

// optional is an amount that may not be known.
func optional(d *decimal.Decimal) *float64 {
	if d == nil {
		return nil
	}
	return pointer(floatOf(*d))
}
