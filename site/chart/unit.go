package chart

import (
	"math"
	"strconv"
	"strings"
)

const (
	noBreak = "\u00a0"
	minus   = "−"
	absent  = "–"
)

// Unit says how the values of a chart are written: Sign before the figure ("€"), Suffix behind
// it ("m", "%", "days"). Values are divided by Scale first; 0 is 1.
type Unit struct {
	Sign   string
	Suffix string
	Scale  float64
	lang   *Language
}

// in gives the unit the marks of a language.
func (u Unit) in(l *Language) Unit {
	u.lang = l
	return u
}

func (u Unit) scaled(v float64) float64 {
	if u.Scale == 0 {
		return v
	}
	return v / u.Scale
}

// Bare writes a value with three significant digits and without its unit: "1.84". Amounts, that
// is units with a sign or in thousands or more, keep their last zeros ("3.50"), others do not ("9.5");
// percentages have no decimals.
func (u Unit) Bare(v float64) string {
	x := u.scaled(v)
	s := significant(math.Abs(x))
	if u.Suffix == "%" {
		s = strconv.FormatFloat(math.Abs(x), 'f', 0, 64)
	}
	if u.Sign == "" && u.Scale <= 1 && strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if x < 0 && strings.Trim(s, "0.") != "" {
		s = "-" + s
	}
	return u.lang.number(s)
}

// Full writes a value with its unit: "€1.84 m" (no-break space), "−€87 k", "9%".
func (u Unit) Full(v float64) string { return u.around(u.Bare(v)) }

// Ptr is Full for a value that may be absent, which is an en dash.
func (u Unit) Ptr(v *float64) string {
	if v == nil {
		return absent
	}
	return u.Full(*v)
}

// around puts the unit about a figure that is written already.
func (u Unit) around(figure string) string {
	neg := strings.HasPrefix(figure, minus)
	figure = u.Sign + strings.TrimPrefix(figure, minus)
	if neg {
		figure = minus + figure
	}
	switch {
	case u.Suffix == "":
		return figure
	case u.Suffix == "%":
		return figure + u.lang.percentSign()
	}
	return figure + noBreak + u.Suffix
}

// significant writes x >= 0 with three significant digits, whole numbers without decimals.
func significant(x float64) string {
	switch {
	case x == math.Trunc(x), x >= 99.95:
		return strconv.FormatFloat(x, 'f', 0, 64)
	case x >= 9.995:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

// scale is a value axis in units of the chart's values: ticks every step from low to top,
// and the ends of the axis, which lie a little outside so that the outer gridlines are not the frame.
type scale struct {
	low, top, step float64
	min, max       float64
}

// newScale chooses three to five steps of 1, 2, 2.5 or 5 times a power of ten that span 0 and
// all values. Infinite and absent values do not count; without any the axis goes to 1.
func newScale(values ...float64) scale {
	lo, hi := 0.0, 0.0
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	if lo == hi {
		hi = 1
	}
	s := scale{step: niceStep((hi - lo) / 5)}
	// A value less than a fifth of a step above a gridline needs no further one.
	s.top = s.step * math.Ceil(hi/s.step-0.2)
	s.low = -s.step * math.Ceil(-lo/s.step-0.2)
	if lo >= 0 {
		s.low = 0
	}
	s.max = math.Max(s.top, hi) + 0.04*(hi-lo)
	s.min = s.low
	if lo < 0 {
		s.min = math.Min(s.low, lo) - 0.04*(hi-lo)
	}
	return s
}

func niceStep(atLeast float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(atLeast)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if m*power >= atLeast*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// labels writes the ticks from low to top: bare numbers of equal decimals, the unit on the
// top one only.
func (s scale) labels(u Unit) (from int, labels []string) {
	from, to := int(math.Round(s.low/s.step)), int(math.Round(s.top/s.step))
	decimals := stepDecimals(u.scaled(s.step))
	for i := from; i <= to; i++ {
		x := u.scaled(float64(i) * s.step)
		text := strconv.FormatFloat(x, 'f', decimals, 64)
		switch {
		case i == 0:
			text = "0"
		case i == to && strings.Contains(text, "."):
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
		text = u.lang.number(text)
		if i == to {
			text = u.around(text)
		}
		labels = append(labels, text)
	}
	return from, labels
}

func stepDecimals(step float64) int {
	for d := range 6 {
		p := math.Pow(10, float64(d))
		if math.Abs(step*p-math.Round(step*p)) < 1e-6*step*p {
			return d
		}
	}
	return 6
}
