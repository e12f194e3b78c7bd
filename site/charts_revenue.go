package site

import (
	"ownermap/analyze"
	"ownermap/site/chart"
	"ownermap/templates"
)

// slopeChart is the Theil-Sen line through complete quarters.
func (b *book) slopeChart(r *analyze.Revenue, title string) templates.Block {
	done := complete(r)
	hidden := max(0, len(done)-mostQuarters) // the line's start moves with them
	ps := done[hidden:]
	sourced := series(ps, "sourced")
	p := chart.SlopeParams{Head: b.head("slope", title, wide), Unit: b.scale(values(sourced)...),
		Quarters: quarters(ps), Values: sourced, Label: b.slopeText(r.Trend)}
	if r.Trend.Verdict != "too_short" && r.Trend.Slope != nil && r.Trend.Intercept != nil {
		p.Slope = r.Trend.Slope
		p.Intercept = *r.Trend.Intercept + float64(hidden)**r.Trend.Slope
	} else {
		p.Label = []string{b.s("too short for a trend, %s of 5 quarters", b.count(r.Trend.N))}
	}
	p.Description = b.s("%s.", title)
	for _, text := range b.slopeText(r.Trend) {
		p.Description = b.s("%s %s.", p.Description, sentence(text))
	}
	c, err := chart.Slope(p)
	return b.figure(c, err, nil)
}

// backtestCharts are the three small multiples.
func (b *book) backtestCharts(r *analyze.Revenue) []templates.Block {
	done := complete(r)
	ps := done[max(0, len(done)-mostQuarters):]
	p := chart.BacktestParams{Head: b.head("backtest", b.backtestTitle(r.Predictability), wide),
		Quarters: quarters(ps), Actual: series(ps, "sourced")}
	all := values(p.Actual)
	for _, m := range r.Predictability.Methods {
		v := chart.BacktestMethod{Name: b.methodName(m.Method), Note: b.missNote(m), Forecasts: make([]*float64, len(ps)),
			Kept: r.Predictability.Method != nil && *r.Predictability.Method == m.Method}
		for i, q := range m.Periods {
			for j := range ps {
				if ps[j].Period == q {
					v.Forecasts[j] = pointer(m.Forecasts[i])
					all = append(all, m.Forecasts[i])
				}
			}
		}
		p.Methods = append(p.Methods, v)
		p.Description = b.s("%s %s: %s.", p.Description, v.Name, b.lower(v.Note))
	}
	p.Unit = b.scale(all...)
	p.Description = b.s("%s.%s", p.Title, p.Description)
	c, err := chart.Backtest(p)
	return []templates.Block{b.figure(c, err, nil)}
}

// missNote is "misses 8.7% on average, MASE 0.80".
func (b *book) missNote(m analyze.Backtest) string {
	if m.WAPE == nil {
		return b.s("Not tested")
	}
	if m.MASE == nil {
		return b.s("Misses %s on average", b.percentOne(*m.WAPE))
	}
	return b.s("Misses %s on average, MASE %s", b.percentOne(*m.WAPE), b.decimals(*m.MASE, 2))
}

// rankedPartners is how many partners have a bar of their own.
const rankedPartners = 6

// concentrationChart is the largest partners, all others in one bar.
func (b *book) concentrationChart(c *analyze.Concentration, title string, data *table) templates.Block {
	p := chart.RankingParams{Head: b.head("concentration", title, 700), Highlight: 3, Column: b.s("Partner")}
	rest, others := 0.0, 0
	for i, q := range c.Largest {
		v := floatOf(q.Amount)
		if i < rankedPartners {
			p.Bars = append(p.Bars, chart.Ranked{Name: clip(b.partner(q.Partner), 28), Value: v})
			continue
		}
		rest += v
	}
	others = c.Partners - len(p.Bars)
	if total := b.rep.Revenue.Window.Sourced; others > 0 {
		if named := sumBars(p.Bars) + rest; len(c.Largest) < c.Partners {
			rest += max(0, floatOf(total)-named)
		}
		p.Rest = &chart.Ranked{Name: b.plural(others, "%s other partner", "%s other partners"), Value: rest}
	}
	p.Unit = b.scale(append(barValues(p.Bars), rest)...)
	p.Description = b.s("%s. The largest is %s with %s.", title, b.partner(c.Largest[0].Partner), b.money(floatOf(c.Largest[0].Amount)))
	drawn, err := chart.Ranking(p)
	return b.figure(drawn, err, data)
}

func barValues(bars []chart.Ranked) []float64 {
	out := make([]float64, len(bars))
	for i, x := range bars {
		out[i] = x.Value
	}
	return out
}

func sumBars(bars []chart.Ranked) float64 {
	sum := 0.0
	for _, x := range bars {
		sum += x.Value
	}
	return sum
}

// pairsChart is relationship owner against revenue owner; the diagonal is one
// person on both sides.
func (b *book) pairsChart(pairs []analyze.OwnerPair, data *table) []templates.Block {
	p := chart.PairsParams{Head: b.head("owner-pairs-chart", b.s("Deals by relationship owner and revenue owner"), wide),
		FromName: b.s("relationship owner"), ToName: b.s("revenue owner"), Items: b.s("deals"), MarkedName: b.s("one person on both sides"), SortedByName: true}
	deals, same := 0, 0
	for _, x := range pairs {
		marked := x.Relationship == x.Revenue
		if deals += x.Deals; marked {
			same += x.Deals
		}
		p.Pairs = append(p.Pairs, chart.Pair{From: b.person(x.Relationship), To: b.person(x.Revenue), Count: float64(x.Deals), Marked: marked})
	}
	p.Description = b.s("%s of %s have one person on both sides.", b.count(same), b.plural(deals, "%s deal", "%s deals"))
	c, err := chart.PairMatrix(p)
	return []templates.Block{b.figure(c, err, data)}
}
