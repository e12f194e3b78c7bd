package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Tone is the colour of a verdict in a chart.
type Tone string

// Tones: in order, needs a decision, no verdict.
const (
	ToneGood     Tone = "good"
	ToneCritical Tone = "critical"
	ToneQuiet    Tone = "quiet"
)

func (t Tone) colour() string {
	switch t {
	case ToneGood:
		return accent
	case ToneCritical:
		return critical
	}
	return ink2
}

// Forecast is a value for a quarter to come with the range of past errors about it.
type Forecast struct {
	Quarter          string
	Value, Low, High float64
}

// TrendParams are for [Trend]. Values and Past run parallel to Quarters.
type TrendParams struct {
	Head
	Unit     Unit
	Quarters []string   // "2026-Q2", oldest first
	Values   []*float64 // nil where unknown; 0 is a quarter without a win
	Partial  bool       // the last quarter is not complete
	Past     []*float64 // what was forecast for a quarter one quarter before; nil for none
	Next     *Forecast  // nil: no band, as where the past is not predictable or too short
	Verdict  string     // "Predictable within ±9%", "Not predictable: misses 31%", "too short for a trend, 4 of 5 quarters"
	Tone     Tone
}

// Trend draws revenue by quarter as a line, what had been forecast as hollow rings, and the next
// forecast as a hollow dot with its band. A partial quarter is a hollow dot and enters no line.
func Trend(p TrendParams) (Chart, error) {
	if len(p.Values) != len(p.Quarters) || len(p.Quarters) == 0 {
		return Chart{}, fmt.Errorf("chart %s: %d values for %d quarters", p.ID, len(p.Values), len(p.Quarters))
	}
	p.Unit = p.Unit.in(p.Language)
	t := newTrend(p)
	return build(p.Head, t.data(), t.draw)
}

// trend is a TrendParams laid out on one list of quarters that includes the next one.
type trend struct {
	TrendParams
	quarters []string
	last     int // the last complete quarter with a value; -1 for none
	next     int // where the forecast stands; -1 for none
	scale    scale
}

func newTrend(p TrendParams) *trend {
	t := &trend{TrendParams: p, quarters: append([]string(nil), p.Quarters...), last: -1, next: -1}
	for i := range t.complete() {
		if finite(p.Values[i]) != nil {
			t.last = i
		}
	}
	all := present(p.Values, p.Past)
	if p.Next != nil {
		for i, q := range t.quarters {
			if q == p.Next.Quarter {
				t.next = i
			}
		}
		if t.next < 0 {
			t.quarters = append(t.quarters, p.Next.Quarter)
			t.next = len(t.quarters) - 1
		}
		all = append(all, p.Next.Low, p.Next.High, p.Next.Value)
	}
	t.scale = newScale(all...)
	return t
}

// complete is the number of complete quarters.
func (t *trend) complete() int {
	if t.Partial {
		return len(t.Values) - 1
	}
	return len(t.Values)
}

func (t *trend) past(i int) *float64 {
	if i < len(t.Past) {
		return t.Past[i]
	}
	return nil
}

func (t *trend) data() Data {
	d := Data{Columns: []string{t.Language.say("Quarter"), t.Language.say("Value"), t.Language.say("Forecast one quarter before")}, Words: 1}
	for i, q := range t.quarters {
		row := []string{q, absent, t.Unit.Ptr(t.past(i))}
		if i < len(t.Values) {
			row[1] = t.Unit.Ptr(t.Values[i])
			if i >= t.complete() {
				row[1] = t.Language.say("%s so far", row[1])
			}
		}
		if i == t.next {
			row[2] = t.Language.say("%s (%s to %s)", t.Unit.Full(t.Next.Value), t.Unit.Bare(t.Next.Low), t.Unit.Bare(t.Next.High))
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// tip is what the tooltip says about a quarter.
func (t *trend) tip(i int) string {
	say := t.Language.say
	out := t.quarters[i] + ":"
	if i < len(t.Values) {
		value := t.Unit.Ptr(t.Values[i])
		if i >= t.complete() {
			value = say("%s so far", value)
		}
		out += " " + value
	}
	if f := t.past(i); f != nil {
		out += "\n" + say("forecast one quarter before: %s", t.Unit.Full(*f))
	}
	if i == t.next {
		out += "\n" + say("forecast %s, range %s to %s", t.Unit.Full(t.Next.Value), t.Unit.Bare(t.Next.Low), t.Unit.Bare(t.Next.High))
	}
	return out
}

// Series of the chart, in the order in which they are drawn.
const (
	trendBase = iota // lower edge of the band, not drawn
	trendBand
	trendDash
	trendLine
	trendRings
	trendDots // partial quarter, forecast, and the point that carries the verdict
)

func (t *trend) draw(s size) (*draft, error) {
	line := charts.NewLine()
	line.SetXAxis(t.quarters)
	base, band, dash := t.ahead()
	line.AddSeries("", base).AddSeries("", band).AddSeries("", dash).AddSeries("", t.actual())
	points := charts.NewScatter()
	points.AddSeries("", t.rings()).AddSeries("", t.dots())
	d := newDraft(overlap(line, points), t.height(s))
	d.axis("xAxis", 0, categoryAxis(t.quarters, quarterLabels(t.quarters, s)))
	d.axis("xAxis", 0, obj{"boundaryGap": s.narrow || len(t.quarters) == 1})
	d.axis("yAxis", 0, valueAxis(t.scale, t.Unit))
	d.set(obj{"tooltip": obj{"trigger": "axis"}})
	t.style(d)
	t.words(d, s)
	return d, nil
}

func (t *trend) height(s size) int {
	if s.narrow {
		return 210 + 16*len(t.label(true))
	}
	return 296
}

// ahead is the wedge from the last value to the forecast: lower edge, its height, and the line.
func (t *trend) ahead() (base, band, dash []opts.LineData) {
	n := len(t.quarters)
	base, band, dash = make([]opts.LineData, n), make([]opts.LineData, n), make([]opts.LineData, n)
	if t.next < 0 {
		return base, band, dash
	}
	if t.last >= 0 {
		v := *t.Values[t.last]
		base[t.last].Value, band[t.last].Value, dash[t.last].Value = v, 0.0, v
	}
	f := t.Next
	base[t.next].Value, band[t.next].Value, dash[t.next].Value = f.Low, f.High-f.Low, f.Value
	return base, band, dash
}

func (t *trend) actual() []opts.LineData {
	out := make([]opts.LineData, len(t.quarters))
	for i := range out {
		out[i].Name = t.tip(i)
		if i < t.complete() {
			out[i].Value = finite(t.Values[i])
		}
	}
	return out
}

func (t *trend) rings() []opts.ScatterData {
	out := make([]opts.ScatterData, len(t.quarters))
	for i := range out {
		out[i].Name = t.tip(i)
		out[i].Value = finite(t.past(i))
	}
	return out
}

// dots are pairs of quarter and value: partial quarter, forecast, verdict.
func (t *trend) dots() []opts.ScatterData {
	out := []opts.ScatterData{{Value: []any{0, nil}}, {Value: []any{0, nil}}, {Value: []any{0, nil}}}
	if i := len(t.Values) - 1; t.Partial && finite(t.Values[i]) != nil {
		out[0] = opts.ScatterData{Name: t.tip(i), Value: []any{i, *t.Values[i]}}
	}
	switch {
	case t.next >= 0:
		out[1] = opts.ScatterData{Name: t.tip(t.next), Value: []any{t.next, t.Next.Value}}
		out[2].Value = []any{t.next, t.Next.Value}
	case t.last >= 0:
		out[2].Value = []any{len(t.quarters) - 1, *t.Values[t.last]}
	}
	return out
}

func (t *trend) style(d *draft) {
	quiet := obj{"symbol": "none", "lineStyle": obj{"width": 0, "opacity": 0}, "silent": true}
	d.series(trendBase, quiet).series(trendBase, obj{"stack": "band", "stackStrategy": "all"})
	d.series(trendBand, quiet).series(trendBand, obj{"stack": "band", "stackStrategy": "all",
		"connectNulls": true, "areaStyle": obj{"color": shared, "opacity": 0.32}})
	d.series(trendBase, obj{"connectNulls": true})
	d.series(trendDash, obj{"symbol": "none", "silent": true, "connectNulls": true,
		"lineStyle": obj{"color": accent, "width": 2, "type": []int{4, 3}}})
	d.series(trendLine, obj{"symbol": "circle", "symbolSize": 5, "showAllSymbol": true, "smooth": false,
		"lineStyle": obj{"color": accent, "width": 2.5}, "itemStyle": obj{"color": accent, "borderWidth": 0, "opacity": 1}})
	d.series(trendRings, hollow(9, ink3, 1.5)).series(trendRings, obj{"z": 4})
	d.series(trendDots, hollow(11, accent, 2)).series(trendDots, obj{"z": 5})
	d.item(trendDots, 0, obj{"symbolSize": 8})
	d.item(trendDots, 2, obj{"symbolSize": 0.01, "itemStyle": obj{"opacity": 0}})
}

// hollow is a ring filled with the page's colour.
func hollow(size int, colour string, width float64) obj {
	return obj{"symbol": "circle", "symbolSize": size,
		"itemStyle": obj{"color": page, "borderColor": colour, "borderWidth": width, "opacity": 1}}
}

// label is the verdict with the next forecast under it.
func (t *trend) label(narrow bool) []line {
	var out []line
	if t.Verdict != "" {
		width := float64(directLabel)
		if narrow {
			width = NarrowWidth
		}
		verdict := line{text: t.Verdict, color: t.Tone.colour(), bold: t.Tone != ToneQuiet, size: 13}
		out = verdict.wrap(width)
	}
	if f := t.Next; f != nil {
		value := t.Language.say("%s forecast %s,", quarterName(f.Quarter), t.Unit.Full(f.Value))
		span := t.Language.say("range %s to %s", t.Unit.Bare(f.Low), t.Unit.Bare(f.High))
		if narrow {
			return append(out, line{text: value + " " + span, color: ink2})
		}
		out = append(out, line{text: value, color: ink2}, line{text: span, color: ink2})
	}
	return out
}

// words puts the labels: at the right of the last point, on a phone above the plot.
func (t *trend) words(d *draft, s size) {
	left := valueMargin(t.scale, t.Unit)
	key := lines()
	if len(present(t.Past)) > 0 {
		key = lines(line{text: "○ " + t.Language.say("forecast made one quarter before"), color: ink2})
	}
	if t.last >= 0 {
		d.item(trendLine, t.last, obj{"label": obj{"show": true, "position": "top", "distance": 6, "formatter": t.Unit.Bare(*t.Values[t.last]),
			"color": accent, "fontWeight": "bold", "fontSize": 13, "fontFamily": fontFamily}})
	}
	if t.Partial && finite(t.Values[len(t.Values)-1]) != nil {
		d.item(trendDots, 0, obj{"label": obj{"show": true, "position": "bottom", "distance": 5,
			"formatter": t.Unit.Bare(*t.Values[len(t.Values)-1]) + "\n" + t.Language.say("so far"), "color": ink2, "fontSize": 12, "lineHeight": 14, "fontFamily": fontFamily}})
	}
	verdict := t.label(s.narrow)
	if !s.narrow {
		d.grid(44, labelRoom(verdict)+6, 40, left)
		d.text(left, 4, key)
		if t.last >= 0 || t.next >= 0 {
			distance := 14.0
			if t.next < 0 {
				distance = 22 // beside the last value's label
			}
			d.item(trendDots, 2, obj{"label": lines(verdict...).label("right", distance)})
		}
		return
	}
	d.text(0, 0, lines(verdict...))
	top := 18 * len(verdict)
	d.text(0, top, key)
	if key.text != "" {
		top += 18
	}
	d.grid(top+24, 10, 40, left)
}
