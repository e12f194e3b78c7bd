package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Shifted is one line of [Shift].
type Shifted struct {
	Name          string
	Before, After float64
}

// changed says whether the two values differ as they are written.
func (s Shifted) changed(u Unit) bool { return u.Bare(s.Before) != u.Bare(s.After) }

// ShiftParams are for [Shift].
type ShiftParams struct {
	Head
	Unit          Unit
	Lines         []Shifted
	Before, After string // heads of the two columns: "Today", "Scenario"
}

// Shift draws values before and after as slopes between two columns; what changed is in the
// accent and named, what did not is grey.
func Shift(p ShiftParams) (Chart, error) {
	if len(p.Lines) == 0 {
		return Chart{}, fmt.Errorf("chart %s: no lines", p.ID)
	}
	p.Lines = slices.Clone(p.Lines)
	slices.SortStableFunc(p.Lines, func(a, b Shifted) int { return cmp.Compare(a.Name, b.Name) })
	p.Unit = p.Unit.in(p.Language)
	d := Data{Columns: []string{p.Language.say("Name"), p.Before, p.After}, Words: 1}
	for _, l := range p.Lines {
		d.Rows = append(d.Rows, []string{l.Name, p.Unit.Full(l.Before), p.Unit.Full(l.After)})
	}
	return build(p.Head, d, p.draw)
}

func (p ShiftParams) draw(s size) (*draft, error) {
	room := 150.0
	if s.narrow {
		room = 92
	}
	g := geometry{width: s.width, height: max(240, 22*len(p.Lines)+60), top: 30, bottom: 14}
	g.left, g.right = int(room)+44, int(room)+44
	if s.narrow {
		g.right = 44 // no room to repeat the names
	}
	values := make([]float64, 0, 2*len(p.Lines))
	for _, l := range p.Lines {
		values = append(values, l.Before, l.After)
	}
	sc := scale{min: slices.Min(values), max: slices.Max(values)}
	if sc.min == sc.max {
		sc.max++
	}
	sc.min -= 0.06 * (sc.max - sc.min)
	sc.max += 0.06 * (sc.max - sc.min)
	before, after := p.column(g, sc, func(l Shifted) float64 { return l.Before }), p.column(g, sc, func(l Shifted) float64 { return l.After })
	curve, points := charts.NewLine(), charts.NewScatter()
	curve.AddSeries("", p.leaders(before, after))
	for _, l := range p.Lines {
		tip := fmt.Sprintf("%s\n%s %s, %s %s", plain(l.Name), p.Before, p.Unit.Full(l.Before), p.After, p.Unit.Full(l.After))
		curve.AddSeries("", []opts.LineData{{Name: tip, Value: []any{shiftLeft, l.Before}}, {Name: tip, Value: []any{shiftRight, l.After}}})
	}
	points.AddSeries("", anchorsAt(0, before)).AddSeries("", anchorsAt(1, after))
	d := newDraft(overlap(curve, points), g.height)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.grid(g.top, g.right, g.bottom, g.left)
	d.axis("xAxis", 0, obj{"type": "value", "show": false, "min": 0, "max": 1})
	d.axis("yAxis", 0, obj{"type": "value", "show": false, "min": sc.min, "max": sc.max})
	p.style(d, s, room)
	return d, nil
}

// Where the two columns stand between the labels at 0 and 1; a thin line leads from each to
// its labels.
const shiftLeft, shiftRight = 0.1, 0.9

func (p ShiftParams) leaders(before, after []float64) (out []opts.LineData) {
	add := func(x0, y0, x1, y1 float64) {
		out = append(out, opts.LineData{Value: []any{x0, y0}}, opts.LineData{Value: []any{x1, y1}}, opts.LineData{Value: []any{x1, nil}})
	}
	for i, l := range p.Lines {
		add(0, before[i], shiftLeft, l.Before)
		add(shiftRight, l.After, 1, after[i])
	}
	return out
}

func (p ShiftParams) style(d *draft, s size, room float64) {
	n := len(p.Lines)
	head := func(name string, x float64) obj {
		return obj{"xAxis": x, "label": obj{"formatter": plain(name)}}
	}
	d.series(0, obj{"symbol": "none", "silent": true, "lineStyle": obj{"color": rule, "width": 1},
		"markLine": obj{"silent": true, "symbol": "none", "animation": false, "lineStyle": obj{"color": rule2, "width": 1, "type": "solid"},
			"label": obj{"show": true, "position": "end", "distance": 8, "color": ink, "fontSize": 13, "fontWeight": "bold", "fontFamily": fontFamily},
			"data":  []obj{head(p.Before, shiftLeft), head(p.After, shiftRight)}}})
	for side := range 2 {
		d.series(n+1+side, obj{"symbolSize": 0.01, "silent": true, "itemStyle": obj{"color": none}})
	}
	for i, l := range p.Lines {
		colour, width, z := rule2, 1.5, 2
		text := line{color: ink3}
		if l.changed(p.Unit) {
			colour, width, z = accent, 2, 3
			text.color, text.bold = ink, true
		}
		d.series(i+1, obj{"symbol": "circle", "symbolSize": 6, "showAllSymbol": true, "z": z,
			"lineStyle": obj{"color": colour, "width": width}, "itemStyle": obj{"color": colour, "borderWidth": 0, "opacity": 1}})
		name := shorten(plain(l.Name), 12, room, text.bold)
		left, right := text, text
		left.text, right.text = name+"  "+p.Unit.Bare(l.Before), p.Unit.Bare(l.After)+"  "+name
		if s.narrow {
			right.text = p.Unit.Bare(l.After)
		}
		at := lines(left).label("left", 4)
		at["align"] = "right"
		d.item(n+1, i, obj{"label": at})
		d.item(n+2, i, obj{"label": lines(right).label("right", 4)})
	}
}

// column is where the labels of one side stand, as values, moved apart.
func (p ShiftParams) column(g geometry, sc scale, value func(Shifted) float64) []float64 {
	perPx := (sc.max - sc.min) / g.plotHeight()
	order := ascending(len(p.Lines), func(i int) float64 { return value(p.Lines[i]) })
	mids, sizes := make([]float64, len(order)), make([]float64, len(order))
	for k, i := range order {
		mids[k], sizes[k] = (value(p.Lines[i])-sc.min)/perPx, 16
	}
	out := make([]float64, len(order))
	for k, y := range spread(mids, sizes, -8) {
		out[order[k]] = y*perPx + sc.min
	}
	return out
}

// ascending lists 0..n-1 by rising value, equal ones in their order.
func ascending(n int, value func(int) float64) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(value(a), value(b)) })
	return out
}

func anchorsAt(x int, ys []float64) (out []opts.ScatterData) {
	for _, y := range ys {
		out = append(out, opts.ScatterData{Value: []any{x, math.Round(y*1e6) / 1e6}})
	}
	return out
}
