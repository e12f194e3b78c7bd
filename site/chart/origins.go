package chart

import (
	"fmt"
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// OriginsParams are for [Origins]. All lists run parallel to Quarters.
type OriginsParams struct {
	Head
	Unit       Unit
	Quarters   []string
	Sourced    []*float64
	Influenced []*float64
	Direct     []*float64
	Unknown    []*float64
	Partial    bool // the last quarter is not complete
}

// origin is one layer of the columns.
type origin struct {
	name   string
	fill   string
	border string
	values []*float64
}

// origins is an OriginsParams with its layers from the base up, those without any amount
// left out.
type origins struct {
	OriginsParams
	layers []origin
	scale  scale
}

// Origins draws won revenue by quarter as stacked columns: sourced at the base, as only that
// one can be compared, then influenced, direct, unknown. A partial quarter is hollow.
func Origins(p OriginsParams) (Chart, error) {
	p.Unit = p.Unit.in(p.Language)
	o := &origins{OriginsParams: p}
	say := p.Language.say
	for _, l := range []origin{
		{say("Sourced"), accent, page, p.Sourced}, {say("Influenced"), shared, page, p.Influenced},
		{say("Direct"), direct, page, p.Direct}, {say("Unknown"), unknown, rule2, p.Unknown},
	} {
		if len(l.values) != len(p.Quarters) {
			return Chart{}, fmt.Errorf("chart %s: %d %s values for %d quarters", p.ID, len(l.values), l.name, len(p.Quarters))
		}
		if l.fill == accent || anyAmount(l.values) {
			o.layers = append(o.layers, l)
		}
	}
	if len(p.Quarters) == 0 {
		return Chart{}, fmt.Errorf("chart %s: no quarters", p.ID)
	}
	totals := make([]float64, 0, 2*len(p.Quarters))
	for i := range p.Quarters {
		up, down := o.stack(i)
		totals = append(totals, up, down)
	}
	o.scale = newScale(totals...)
	return build(p.Head, o.data(), o.draw)
}

// anyAmount says whether any value is there and not 0.
func anyAmount(values []*float64) bool {
	for _, v := range values {
		if v != nil && *v != 0 {
			return true
		}
	}
	return false
}

// stack is the height of a column above and below 0.
func (o *origins) stack(i int) (up, down float64) {
	for _, l := range o.layers {
		if v := l.values[i]; v != nil {
			up, down = up+math.Max(*v, 0), down+math.Min(*v, 0)
		}
	}
	return up, down
}

func (o *origins) partial(i int) bool { return o.Partial && i == len(o.Quarters)-1 }

func (o *origins) data() Data {
	d := Data{Columns: []string{o.Language.say("Quarter")}, Words: 1}
	for _, l := range o.layers {
		d.Columns = append(d.Columns, l.name)
	}
	for i, q := range o.Quarters {
		row := []string{o.quarter(i, q)}
		for _, l := range o.layers {
			row = append(row, o.Unit.Ptr(l.values[i]))
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// quarter names a quarter, a partial one as such.
func (o *origins) quarter(i int, q string) string {
	if o.partial(i) {
		return o.Language.say("%s so far", q)
	}
	return q
}

func (o *origins) tip(i int) string {
	text := []string{o.quarter(i, o.Quarters[i])}
	for _, l := range o.layers {
		text = append(text, l.name+" "+o.Unit.Ptr(l.values[i]))
	}
	return strings.Join(text, "\n")
}

func (o *origins) draw(s size) (*draft, error) {
	bar := charts.NewBar()
	bar.SetXAxis(o.Quarters)
	for _, l := range o.layers {
		data := make([]opts.BarData, len(l.values))
		for i, v := range l.values {
			data[i] = opts.BarData{Name: o.tip(i), Value: finite(v)}
		}
		bar.AddSeries(l.name, data)
	}
	points := charts.NewScatter()
	geo := o.geometry(s)
	points.AddSeries("", o.anchors(geo))
	d := newDraft(overlap(bar, points), geo.height)
	d.axis("xAxis", 0, categoryAxis(o.Quarters, quarterLabels(o.Quarters, s)))
	d.axis("yAxis", 0, valueAxis(o.scale, o.Unit))
	d.set(obj{"tooltip": obj{"trigger": "axis"}})
	d.grid(geo.top, geo.right, geo.bottom, geo.left)
	for i, l := range o.layers {
		d.series(i, obj{"stack": "origin", "barCategoryGap": "28%",
			"itemStyle": obj{"color": l.fill, "borderColor": l.border, "borderWidth": 1}})
		if o.Partial && l.values[len(l.values)-1] != nil {
			edge := l.fill
			if l.border == rule2 {
				edge = rule2
			}
			d.item(i, len(l.values)-1, obj{"itemStyle": obj{"color": page, "borderColor": edge, "borderWidth": 1}})
		}
	}
	o.words(d, s, geo)
	return d, nil
}

// geometry is the plot's place in the picture, in px.
type geometry struct {
	width, height            int
	top, right, bottom, left int
}

func (o *origins) geometry(s size) geometry {
	g := geometry{width: s.width, height: 330, top: 20, right: directLabel, bottom: 44, left: valueMargin(o.scale, o.Unit)}
	if o.Partial {
		g.top += 14
	}
	if s.narrow {
		g.height, g.right = 270, 4
		g.top = 16*((len(o.layers)+1)/2) + 44
	}
	return g
}

func (g geometry) plotHeight() float64 { return float64(g.height - g.top - g.bottom) }
func (g geometry) plotWidth() float64  { return float64(g.width - g.left - g.right) }

// anchors are invisible points: one beside each layer of the last column for its label, one on
// top of it.
func (o *origins) anchors(g geometry) []opts.ScatterData {
	last := len(o.Quarters) - 1
	out := []opts.ScatterData{}
	for _, y := range o.labelHeights(g) {
		out = append(out, opts.ScatterData{Value: []any{last, y}})
	}
	up, _ := o.stack(last)
	return append(out, opts.ScatterData{Value: []any{last, up}})
}

// labelHeights are the values at which the layers' labels stand: the middle of each layer in the
// last column, moved apart so that no two labels touch.
func (o *origins) labelHeights(g geometry) []float64 {
	perPx := (o.scale.max - o.scale.min) / g.plotHeight()
	sum, mids, sizes := 0.0, make([]float64, len(o.layers)), make([]float64, len(o.layers))
	for i, l := range o.layers {
		v := l.values[len(l.values)-1]
		if v != nil {
			mids[i] = (sum + *v/2) / perPx
			sum += *v
		} else {
			mids[i] = sum / perPx
		}
		sizes[i] = 17
		if i == 0 {
			sizes[i] = 32
		}
	}
	out := spread(mids, sizes, o.scale.min/perPx)
	for i := range out {
		out[i] *= perPx
	}
	return out
}

// words puts the names of the layers beside the last column, on a phone above the plot.
func (o *origins) words(d *draft, s size, g geometry) {
	points, last := len(o.layers), len(o.Quarters)-1
	d.series(points, obj{"symbolSize": 0.01, "silent": true, "tooltip": obj{"show": false}, "itemStyle": obj{"color": none, "opacity": 1}})
	half := 0.72 * g.plotWidth() / float64(len(o.Quarters)) / 2
	if o.Partial {
		d.item(points, len(o.layers), obj{"label": obj{"show": true, "position": "top", "distance": 4, "formatter": o.Language.say("so far"),
			"color": ink2, "fontSize": 12, "fontFamily": fontFamily}})
	}
	if s.narrow {
		o.key(d, last)
		return
	}
	for i, l := range o.layers {
		text := []line{{text: l.name + " " + o.bare(l.values[last]), color: ink2}}
		if i == 0 {
			text[0].color, text[0].bold = accent, true
			if share := o.share(last); share != "" {
				text = append(text, line{text: o.Language.say("%s of the total", share), color: ink3})
			}
		}
		d.item(points, i, obj{"label": lines(text...).label("right", half+8)})
	}
}

// key is the names above the plot on a phone, each with a square of its colour.
func (o *origins) key(d *draft, last int) {
	title := o.quarter(last, o.Quarters[last])
	if share := o.share(last); share != "" {
		title = o.Language.say("%s: sourced is %s of the total", title, share)
	}
	d.text(0, 0, lines(line{text: title, color: ink2}))
	for i, l := range o.layers {
		square := line{text: "■", color: l.fill}
		if l.border == rule2 {
			square = line{text: "□", color: rule2}
		}
		left, top := (i%2)*150, 18+(i/2)*16
		d.text(left, top, lines(square))
		d.text(left+14, top, lines(line{text: l.name + " " + o.bare(l.values[last]), color: ink2, bold: i == 0}))
	}
}

func (o *origins) bare(v *float64) string {
	if v == nil {
		return absent
	}
	return o.Unit.Bare(*v)
}

// share says how much of a quarter's total was sourced; "" where that has no meaning.
func (o *origins) share(i int) string {
	up, down := o.stack(i)
	v := o.Sourced[i]
	if v == nil || up <= 0 || down < 0 {
		return ""
	}
	return o.Language.percent(*v / up)
}
