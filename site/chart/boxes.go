package chart

import (
	"fmt"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// BoxGroup is one box of [Boxes].
type BoxGroup struct {
	Name   string
	Values []float64
}

// BoxesParams are for [Boxes].
type BoxesParams struct {
	Head
	Unit   Unit
	Groups []BoxGroup
	Column string // head of the table's first column: "Region"
}

// boxMinimum is the number of values from which a box is drawn; fewer are drawn as dots.
const boxMinimum = 5

// Boxes draws the spread of each group as a horizontal box: quartiles, median, and whiskers to the
// farthest value within 1.5 times the box (Tukey 1977); what lies beyond, and groups under five values, are dots.
func Boxes(p BoxesParams) (Chart, error) {
	p.Unit = p.Unit.in(p.Language)
	l := p.Language
	d := Data{Columns: []string{p.Column, "n", l.say("Least"), l.say("Lower quartile"), l.say("Median"), l.say("Upper quartile"), l.say("Most")}, Words: 1}
	groups := p.Groups[:0:0]
	for _, g := range p.Groups {
		if len(g.Values) == 0 {
			continue
		}
		g.Values = slices.Sorted(slices.Values(g.Values))
		groups = append(groups, g)
		row := []string{g.Name, l.count().Bare(float64(len(g.Values)))}
		for _, q := range []float64{0, 0.25, 0.5, 0.75, 1} {
			row = append(row, p.Unit.Full(quantile(g.Values, q)))
		}
		d.Rows = append(d.Rows, row)
	}
	if len(groups) == 0 {
		return Chart{}, fmt.Errorf("chart %s: no values", p.ID)
	}
	p.Groups = groups
	return build(p.Head, d, p.draw)
}

// quantile interpolates linearly between the sorted values (Hyndman & Fan 1996, type 7).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// whiskers are the farthest values within 1.5 times the box from it.
func whiskers(sorted []float64) (low, high float64) {
	q1, q3 := quantile(sorted, 0.25), quantile(sorted, 0.75)
	low, high = q1, q3
	for _, v := range sorted {
		if v >= q1-1.5*(q3-q1) && v < low {
			low = v
		}
		if v <= q3+1.5*(q3-q1) && v > high {
			high = v
		}
	}
	return low, high
}

func (p BoxesParams) draw(s size) (*draft, error) {
	room := 170.0
	if s.narrow {
		room = 100
	}
	names := make([]string, len(p.Groups))
	boxes, dots := []opts.BoxPlotData{}, []opts.ScatterData{}
	var all []float64
	for i, g := range p.Groups {
		names[i] = shorten(plain(g.Name), 12, room, false) + "\nn = " + p.Language.fixed(float64(len(g.Values)), 0)
		all = append(all, g.Values...)
		low, high := math.Inf(1), math.Inf(-1)
		if len(g.Values) >= boxMinimum {
			low, high = whiskers(g.Values)
			boxes = append(boxes, opts.BoxPlotData{Name: p.tip(g), Value: []any{low, quantile(g.Values, 0.25),
				quantile(g.Values, 0.5), quantile(g.Values, 0.75), high}})
		} else {
			boxes = append(boxes, opts.BoxPlotData{Value: []any{nil, nil, nil, nil, nil}})
		}
		for _, v := range g.Values {
			if v < low || v > high {
				dots = append(dots, opts.ScatterData{Name: plain(g.Name) + ": " + p.Unit.Full(v), Value: []any{v, i}})
			}
		}
	}
	sc := newScale(all...)
	box, scatter := charts.NewBoxPlot(), charts.NewScatter()
	box.AddSeries("", boxes)
	scatter.AddSeries("", dots)
	d := newDraft(overlap(box, scatter), 46*len(names)+48)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.grid(8, 24, 40, int(math.Min(room, float64(widest(p.names()))))+20)
	value := valueAxis(sc, p.Unit)
	merge(value, obj{"position": "bottom"})
	d.axis("xAxis", 0, value)
	d.axis("yAxis", 0, obj{"type": "category", "inverse": true, "show": true, "data": names, "axisTick": obj{"show": false},
		"axisLine":  obj{"show": true, "lineStyle": obj{"color": ink, "width": 1}},
		"axisLabel": obj{"show": true, "interval": 0, "color": ink, "fontSize": 12, "lineHeight": 15, "margin": 10}})
	d.series(0, obj{"boxWidth": []int{8, 16}, "itemStyle": obj{"color": page, "borderColor": ink2, "borderWidth": 1.5}})
	d.series(1, hollow(6, ink3, 1.5))
	return d, nil
}

func (p BoxesParams) names() (out []string) {
	for _, g := range p.Groups {
		out = append(out, g.Name, "n = 1,000")
	}
	return out
}

func (p BoxesParams) tip(g BoxGroup) string {
	return plain(g.Name) + ", n = " + p.Language.fixed(float64(len(g.Values)), 0) + "\n" + p.Language.say("median %s, middle half %s to %s",
		p.Unit.Full(quantile(g.Values, 0.5)), p.Unit.Bare(quantile(g.Values, 0.25)), p.Unit.Bare(quantile(g.Values, 0.75)))
}
