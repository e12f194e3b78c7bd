package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// SlopeParams are for [Slope].
type SlopeParams struct {
	Head
	Unit      Unit
	Quarters  []string // complete ones only
	Values    []*float64
	Slope     *float64 // per quarter; nil: no line, as where the history is too short
	Intercept float64  // the line's value at the first quarter
	Label     []string // beside the line's end, the first bold: "+€87 k a quarter", "95%: 71 k to 104 k", "p < 0.001"
}

// Slope draws values as dots and their Theil-Sen line.
func Slope(p SlopeParams) (Chart, error) {
	if len(p.Values) != len(p.Quarters) || len(p.Quarters) == 0 {
		return Chart{}, fmt.Errorf("chart %s: %d values for %d quarters", p.ID, len(p.Values), len(p.Quarters))
	}
	p.Unit = p.Unit.in(p.Language)
	d := Data{Columns: []string{p.Language.say("Quarter"), p.Language.say("Value"), p.Language.say("On the line")}, Words: 1}
	for i, q := range p.Quarters {
		d.Rows = append(d.Rows, []string{q, p.Unit.Ptr(p.Values[i]), p.Unit.Ptr(p.at(i))})
	}
	return build(p.Head, d, p.draw)
}

// at is the line's value at the i-th quarter.
func (p SlopeParams) at(i int) *float64 {
	if p.Slope == nil {
		return nil
	}
	v := p.Intercept + *p.Slope*float64(i)
	return &v
}

func (p SlopeParams) draw(s size) (*draft, error) {
	last := len(p.Quarters) - 1
	values := present(p.Values, []*float64{p.at(0), p.at(last)})
	sc := newScale(values...)
	fit, dots := make([]opts.LineData, len(p.Quarters)), make([]opts.ScatterData, len(p.Quarters))
	for i, q := range p.Quarters {
		dots[i] = opts.ScatterData{Name: q + ": " + p.Unit.Ptr(p.Values[i]), Value: []any{i, finite(p.Values[i])}}
		if v := p.at(i); v != nil {
			fit[i].Value = *v
		}
	}
	end := []opts.ScatterData{{Value: []any{last, finite(p.at(last))}}}
	curve, points := charts.NewLine(), charts.NewScatter()
	curve.SetXAxis(p.Quarters).AddSeries("", fit)
	points.AddSeries("", dots).AddSeries("", end)
	label := p.label()
	height, top, right := 240, 20, labelRoom(label)+10
	if s.narrow {
		top, right = 16*len(label)+24, 10
		height = 190 + top
	}
	d := newDraft(overlap(curve, points), height)
	d.axis("xAxis", 0, categoryAxis(p.Quarters, quarterLabels(p.Quarters, s)))
	d.axis("yAxis", 0, valueAxis(sc, p.Unit))
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.grid(top, right, 44, valueMargin(sc, p.Unit))
	d.series(0, obj{"symbol": "none", "silent": true, "lineStyle": obj{"color": ink, "width": 1.5}})
	d.series(1, obj{"symbolSize": 8, "itemStyle": obj{"color": accent, "borderColor": page, "borderWidth": 1, "opacity": 1}})
	d.series(2, obj{"symbolSize": 0.01, "silent": true, "itemStyle": obj{"color": none}})
	if s.narrow {
		d.text(0, 0, lines(label...))
	} else if len(label) > 0 && p.Slope != nil {
		half := (float64(s.width-right) / float64(len(p.Quarters))) / 2
		d.item(2, 0, obj{"label": lines(label...).label("right", half+4)})
	} else {
		d.text(0, 0, lines(label...))
	}
	return d, nil
}

func (p SlopeParams) label() (out []line) {
	for i, text := range p.Label {
		l := line{text: text, color: ink2}
		if i == 0 {
			l.color, l.bold = ink, p.Slope != nil
		}
		out = append(out, l)
	}
	return out
}
