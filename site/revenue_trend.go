package site

import (
	"math"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// trendSection is the Theil-Sen line.
func (b *book) trendSection(r *analyze.Revenue) templates.Section {
	s := templates.Section{ID: "trend", Title: b.trendTitle(r), Lede: templates.Text(b.s("Sourced revenue of complete quarters with its Theil-Sen line, %s", b.currencyName()))}
	s.Blocks = []templates.Block{b.slopeChart(r, s.Title)}
	s.Source = templates.Source{Text: b.source(b.s("Trend: Theil-Sen slope with its 95%% interval, Mann-Kendall test."), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.trend.slope", "revenue.sourced.window"), templates.Link{Text: b.s("Method"), Href: "method.html#revenue"})}
	return s
}

func (b *book) trendTitle(r *analyze.Revenue) string {
	t := r.Trend
	if t.Verdict == "too_short" || t.Slope == nil {
		return b.s("Too short for a trend, %s of 5 quarters", b.count(t.N))
	}
	amount := b.money(math.Abs(*t.Slope))
	switch t.Verdict {
	case "rising":
		return b.s("The trend is rising: about %s more each quarter", amount)
	case "falling":
		return b.s("The trend is falling: about %s less each quarter", amount)
	case "flat":
		return b.s("The trend is level")
	}
	return b.s("The quarters vary too much for a trend")
}

// slopeText is the slope with its interval and p.
func (b *book) slopeText(t analyze.Trend) []string {
	if t.Slope == nil {
		return nil
	}
	out := []string{b.s("%s a quarter", b.withSign(*t.Slope))}
	if t.SlopeInterval != nil {
		out = append(out, b.s("95%%: %s", b.moneyRange(t.SlopeInterval[0], t.SlopeInterval[1])))
	}
	if t.P != nil {
		out = append(out, b.pText(*t.P))
	}
	return out
}

// withSign writes an amount with its sign: "+€87 k".
func (b *book) withSign(v float64) string {
	if v > 0 {
		return "+" + b.money(v)
	}
	return b.money(v)
}

func (b *book) pText(p float64) string {
	if p < 0.001 {
		return b.s("p < %s", b.decimals(0.001, 3))
	}
	if p < 0.1 {
		return b.s("p = %s", b.decimals(p, 3))
	}
	return b.s("p = %s", b.decimals(p, 2))
}

// methodName is a forecasting method in plain words.
func (b *book) methodName(id string) string {
	switch id {
	case "seasonal_naive":
		return b.s("Same quarter last year")
	case "naive":
		return b.s("Last quarter again")
	case "drift":
		return b.s("Drift")
	}
	return id
}

// backtestSection is the three small multiples.
func (b *book) backtestSection(r *analyze.Revenue) templates.Section {
	p := r.Predictability
	s := templates.Section{ID: "backtest", Title: b.backtestTitle(p), Lede: templates.Text(b.s("Rings: what the method would have forecast one quarter before. Stems: how far it missed."))}
	if p.Verdict == "too_short" || p.WAPE == nil {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.backtestNeeds(r))}}
		return s
	}
	csv := b.keep(b.backtestTable(p))
	s.Blocks = b.backtestCharts(r)
	s.Source = templates.Source{Text: b.source(b.s("%s forecasts. Misses: sum of absolute errors over sum of actuals (WAPE). MASE under 1 beats the usual quarter-to-quarter change.", b.count(p.Origins)), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.predictability.wape"), templates.Link{Text: b.s("Method"), Href: "method.html#revenue"}, templates.Link{Text: b.s("Download as CSV"), Href: csv})}
	return s
}

// backtestNeeds says what a backtest that gave nothing would have needed.
func (b *book) backtestNeeds(r *analyze.Revenue) string {
	if r.Predictability.Verdict == "undetermined" {
		return b.s("needs sourced revenue in the quarters that could be forecast")
	}
	return b.s("needs 8 complete quarters, has %s", b.count(r.Trend.N))
}

func (b *book) backtestTitle(p analyze.Predictability) string {
	switch {
	case p.Verdict == "undetermined":
		return b.s("No sourced revenue to test a forecast on")
	case p.Verdict == "too_short" || p.WAPE == nil:
		return b.s("Too short to test a forecast")
	case p.Method == nil:
		return b.s("No method could be tested")
	case p.Verdict == "predictable":
		return b.s("Predictable within ±%s: of three simple methods, “%s” missed least", b.percent(*p.WAPE), b.lower(b.methodName(*p.Method)))
	}
	return b.s("Not predictable: the best of three simple methods misses %s", b.percent(*p.WAPE))
}

func (b *book) backtestTable(p analyze.Predictability) *table {
	t := &table{ID: "backtest", Caption: b.s("Forecasts one quarter ahead, as each method would have made them"), Columns: []column{
		{Key: "method", Head: b.s("Method"), Kind: words}, {Key: "period", Head: b.s("Quarter"), Kind: words},
		{Key: "actual", Head: b.s("Actual"), Kind: whole}, {Key: "forecast", Head: b.s("Forecast"), Kind: whole},
	}}
	for _, m := range p.Methods {
		for i := range m.Periods {
			t.Rows = append(t.Rows, []cell{{V: b.methodName(m.Method)}, {V: m.Periods[i]}, {V: m.Actual[i], Href: b.evidence("revenue.sourced." + m.Periods[i])}, {V: m.Forecasts[i]}})
		}
	}
	return t
}
