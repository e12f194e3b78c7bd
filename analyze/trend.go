package analyze

import (
	"fmt"

	"ownermap/analyze/stat"
)

// shortestTrend is the fewest complete quarters that a trend is read from.
const shortestTrend = 5

// trend reads sourced revenue of the complete quarters (METRICS.md 5): rising or
// falling where the Mann-Kendall p is under Thresholds.TrendAlpha, by the sign
// of S; flat where the 90 % interval of 4 * slope / mean lies within
// Thresholds.FlatBand of 0, ends included; undetermined otherwise, and where
// the mean is not above 0.
func (m *model) trend(y []float64) Trend {
	t := Trend{N: len(y), Verdict: "too_short"}
	if len(y) < shortestTrend {
		return t
	}
	slopes, _ := stat.NewSlopes(y)
	s, p, _ := stat.MannKendall(y)
	slope, at := slopes.Slope(), slopes.Intercept()
	low, high := slopes.Interval(0.95)
	t.Slope, t.Intercept, t.P, t.SlopeInterval = &slope, &at, &p, &[2]float64{low, high}
	switch {
	case p < m.th.TrendAlpha && s > 0:
		t.Verdict = "rising"
	case p < m.th.TrendAlpha && s < 0:
		t.Verdict = "falling"
	case m.isFlat(y, slopes):
		t.Verdict = "flat"
	default:
		t.Verdict = "undetermined"
	}
	return t
}

func (m *model) isFlat(y []float64, slopes stat.Slopes) bool {
	mean := 0.0
	for _, v := range y {
		mean += v / float64(len(y))
	}
	if mean <= 0 {
		return false
	}
	low, high := slopes.Interval(0.90)
	return 4*low/mean >= -m.th.FlatBand && 4*high/mean <= m.th.FlatBand
}

func (m *model) trendFigures(out *Revenue, set rowSet) {
	rows := set.strings()
	t, p := out.Trend, out.Predictability
	m.figureOf("revenue.trend.slope", t.Slope, m.currency, rows)
	m.figureOf("revenue.trend.p", t.P, "probability", rows)
	m.figureOf("revenue.predictability.wape", p.WAPE, "share", rows)
	m.figureOf("revenue.predictability.mase", p.MASE, "ratio", rows)
	var next *float64
	if p.Forecast != nil {
		next = &p.Forecast.Value
	}
	m.figureOf("revenue.predictability.forecast", next, m.currency, rows)
	if t.Verdict == "too_short" {
		out.Warnings = append(out.Warnings, fmt.Sprintf("trend: needs %d complete quarters, has %d", shortestTrend, t.N))
	}
	switch {
	case p.Verdict == "too_short":
		out.Warnings = append(out.Warnings, fmt.Sprintf("predictability: needs %d complete quarters, has %d", shortestBacktest, t.N))
	case p.Method == nil:
		out.Warnings = append(out.Warnings, "predictability: no sourced revenue in the quarters that could be forecast")
	}
}
