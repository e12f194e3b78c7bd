package analyze

import (
	"math"
	"slices"
)

// shortestBacktest is the fewest complete quarters of a backtest.
const shortestBacktest = 8

// methods of one-quarter-ahead forecasts from y[0..t-1], t >= 4, in their order.
var methods = []struct {
	name string
	next func(y []float64) float64
}{
	{"seasonal_naive", func(y []float64) float64 { return y[len(y)-4] }},
	{"naive", func(y []float64) float64 { return y[len(y)-1] }},
	{"drift", func(y []float64) float64 {
		t := len(y)
		return y[t-1] + (y[t-1]-y[0])/float64(t-1)
	}},
}

// predict is the rolling-origin backtest (METRICS.md 5): train on the first t
// quarters for t = 4..T-1, forecast the next; keep the method with the lowest
// WAPE, the first on a tie. Where no quarter forecast had revenue, WAPE is
// undefined, no method is kept, and nothing can be said.
//
// MASE scales each error by the mean absolute change of its training part
// (Hyndman & Koehler 2006). A training part that never changed scales an error
// of 0 to 0; any other error against it is beyond measure, and MASE is absent, which
// is not below 1.
func (m *model) predict(y []float64) Predictability {
	out := Predictability{Verdict: "too_short", Methods: []Backtest{}}
	if len(y) < shortestBacktest {
		return out
	}
	out.Origins, out.Verdict = len(y)-4, "undetermined"
	best := -1
	for i, method := range methods {
		bt := m.backtest(method.name, method.next, y)
		out.Methods = append(out.Methods, bt)
		if bt.WAPE != nil && (best < 0 || *bt.WAPE < *out.Methods[best].WAPE) {
			best = i
		}
	}
	if best < 0 {
		return out
	}
	kept := out.Methods[best]
	name := kept.Method
	out.Method, out.WAPE, out.MASE = &name, kept.WAPE, kept.MASE
	out.Verdict = "unpredictable"
	if *kept.WAPE <= m.th.PredictableWAPE && kept.MASE != nil && *kept.MASE < m.th.PredictableMASE {
		out.Verdict = "predictable"
	}
	out.Forecast = m.forecast(methods[best].next(y), kept)
	return out
}

// backtest runs one method over all origins.
func (m *model) backtest(name string, next func([]float64) float64, y []float64) Backtest {
	bt := Backtest{Method: name}
	errs, actual, scaled, measurable := 0.0, 0.0, 0.0, true
	for t := 4; t < len(y); t++ {
		f := next(y[:t])
		e := math.Abs(y[t] - f)
		bt.Periods = append(bt.Periods, m.cal.label(m.books.first+quarter(t)))
		bt.Actual, bt.Forecasts = append(bt.Actual, y[t]), append(bt.Forecasts, f)
		errs += e
		actual += math.Abs(y[t])
		switch s := meanChange(y[:t]); {
		case s > 0:
			scaled += e / s
		case e > 0:
			measurable = false
		}
	}
	if actual > 0 {
		wape := errs / actual
		bt.WAPE = &wape
	}
	if measurable {
		mase := scaled / float64(len(y)-4)
		bt.MASE = &mase
	}
	return bt
}

// meanChange is the mean of |y_i - y_{i-1}|.
func meanChange(y []float64) float64 {
	total := 0.0
	for i := 1; i < len(y); i++ {
		total += math.Abs(y[i] - y[i-1])
	}
	return total / float64(len(y)-1)
}

// forecast is the kept method's for the quarter after the last complete one,
// with the range of its past errors around it.
func (m *model) forecast(value float64, kept Backtest) *Forecast {
	errs := make([]float64, len(kept.Actual))
	for i := range errs {
		errs[i] = kept.Actual[i] - kept.Forecasts[i]
	}
	return &Forecast{
		Period: m.cal.label(m.books.first + quarter(m.books.complete)),
		Value:  value, Low: value + slices.Min(errs), High: value + slices.Max(errs),
	}
}
