package chart

import (
	"fmt"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Step is where a curve changes: from X on it has the value Y, with an interval where there
// is one.
type Step struct {
	X, Y      float64
	Low, High *float64
}

// StepCurve is one curve of [Steps]. Steps are in order of X; before the first the curve is at Start.
type StepCurve struct {
	Name  string
	Start float64 // 0 for an incidence, 1 for a survival
	Steps []Step
	End   float64 // until where the curve is known
	Main  bool    // accent, with its interval; the others are grey lines
}

// StepsParams are for [Steps]. Values are shares of 1.
type StepsParams struct {
	Head
	Curves []StepCurve
	XName  string   // "days since handoff"
	XMax   float64  // right end of the axis; 0 takes the largest End
	Mark   *float64 // a day to mark with a dotted line, as a median
	Label  string   // its words: "half accepted by day 9"
}

// Steps draws survival or cumulative incidence curves as steps, each named at its end.
func Steps(p StepsParams) (Chart, error) {
	p.Curves = slices.Clone(p.Curves)
	for i, c := range p.Curves {
		if n := len(c.Steps); n > 0 {
			p.Curves[i].End = math.Max(c.End, c.Steps[n-1].X)
		}
	}
	if p.XMax == 0 {
		for _, c := range p.Curves {
			p.XMax = math.Max(p.XMax, c.End)
		}
	}
	if len(p.Curves) == 0 || p.XMax <= 0 {
		return Chart{}, fmt.Errorf("chart %s: %d curves over %g", p.ID, len(p.Curves), p.XMax)
	}
	l := p.Language
	d := Data{Columns: []string{l.say("Curve"), capital(p.XName), l.say("Share"), l.say("95%% interval")}, Words: 1}
	for _, c := range p.Curves {
		for _, s := range c.Steps {
			interval := absent
			if s.Low != nil && s.High != nil {
				interval = l.say("%s to %s", l.percent(*s.Low), l.percent(*s.High))
			}
			d.Rows = append(d.Rows, []string{c.Name, l.count().Bare(s.X), l.percent(s.Y), interval})
		}
	}
	return build(p.Head, d, p.draw)
}

// corners are the points of a step line: two for each step, as the band below needs the same.
func (c StepCurve) corners(value func(Step) float64, until float64) (out []opts.LineData) {
	y := c.Start
	add := func(x, y float64) { out = append(out, opts.LineData{Value: []any{math.Min(x, until), y}}) }
	add(0, y)
	for _, s := range c.Steps {
		if s.X > until {
			break
		}
		add(s.X, y)
		y = value(s)
		add(s.X, y)
	}
	add(c.End, y)
	return out
}

// at is the curve's value at its end.
func (c StepCurve) at(until float64) float64 {
	y := c.Start
	for _, s := range c.Steps {
		if s.X <= until {
			y = s.Y
		}
	}
	return y
}

func low(s Step) float64 {
	if s.Low == nil {
		return s.Y
	}
	return *s.Low
}

func high(s Step) float64 {
	if s.High == nil {
		return s.Y
	}
	return *s.High
}

func (p StepsParams) draw(s size) (*draft, error) {
	g := geometry{width: s.width, height: 290, top: 30, right: 130, bottom: 52, left: 48}
	if s.narrow {
		g.height, g.right, g.top = 250+16*len(p.Curves), 12, 16*len(p.Curves)+34
	}
	curve := charts.NewLine()
	for _, c := range p.Curves {
		if c.Main {
			base, top := c.corners(low, p.XMax), c.corners(high, p.XMax)
			for i := range top {
				b, t := base[i].Value.([]any), top[i].Value.([]any)
				t[1] = t[1].(float64) - b[1].(float64)
			}
			curve.AddSeries("", base).AddSeries("", top)
		}
	}
	bands := len(curve.MultiSeries)
	for _, c := range p.Curves {
		curve.AddSeries("", c.corners(func(s Step) float64 { return s.Y }, p.XMax))
	}
	ends := charts.NewScatter()
	ends.AddSeries("", p.anchors(g))
	d := newDraft(overlap(curve, ends), g.height)
	d.grid(g.top, g.right, g.bottom, g.left)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.axis("yAxis", 0, valueAxis(scale{low: 0, top: 1, step: 0.25, min: 0, max: 1.02}, p.Language.share()))
	d.axis("xAxis", 0, p.xAxis())
	for i := range bands {
		d.series(i, obj{"stack": "band", "stackStrategy": "all", "symbol": "none", "silent": true, "lineStyle": obj{"width": 0, "opacity": 0}})
		if i%2 == 1 {
			d.series(i, obj{"areaStyle": obj{"color": ink2, "opacity": 0.2}})
		}
	}
	p.style(d, s, bands)
	return d, nil
}

func (p StepsParams) xAxis() obj {
	sc := newScale(p.XMax)
	sc.top = sc.step * math.Floor(p.XMax/sc.step+1e-9)
	from, labels := sc.labels(p.Language.count())
	return obj{"type": "value", "show": true, "min": 0, "max": p.XMax, "interval": sc.step, "splitLine": obj{"show": false},
		"axisLine": obj{"show": true, "lineStyle": obj{"color": ink, "width": 1}}, "axisTick": obj{"show": false},
		"axisLabel": obj{"show": true, "color": ink3, "fontSize": 12, "margin": 9, "showMaxLabel": math.Abs(sc.top-p.XMax) < 1e-9,
			"formatter": named("ticks", obj{"step": sc.step, "from": from, "labels": labels})},
		"name": p.XName, "nameLocation": "middle", "nameGap": 28, "nameTextStyle": obj{"color": ink2, "fontSize": 12, "fontFamily": fontFamily}}
}

// colour of the i-th curve: accent for a main one, greys for the others.
func (p StepsParams) colour(i int) string {
	if p.Curves[i].Main {
		return accent
	}
	return []string{ink2, ink3, rule2}[min(i, 2)]
}

func (p StepsParams) style(d *draft, s size, bands int) {
	points := bands + len(p.Curves)
	d.series(points, obj{"symbolSize": 0.01, "itemStyle": obj{"color": none}})
	for i, c := range p.Curves {
		width := 1.5
		if c.Main {
			width = 2
		}
		d.series(bands+i, obj{"symbol": "none", "lineStyle": obj{"color": p.colour(i), "width": width}})
		text := line{text: plain(c.Name), color: ink2, bold: c.Main}
		if c.Main {
			text.color = accent
		}
		if !s.narrow {
			label := lines(text.wrap(112)...).label("right", 6)
			label["backgroundColor"], label["padding"] = page, []int{0, 3}
			d.item(points, i, obj{"label": label})
			continue
		}
		d.text(0, 16*i, lines(line{text: "—", color: p.colour(i), bold: true}))
		text.text += ", " + p.Language.percent(c.at(p.XMax))
		d.text(18, 16*i, lines(text))
	}
	if p.Mark != nil && *p.Mark <= p.XMax {
		d.series(bands, obj{"markLine": obj{"silent": true, "symbol": "none", "animation": false,
			"lineStyle": obj{"color": ink3, "width": 1, "type": []int{3, 3}}, "data": []obj{{"xAxis": *p.Mark}},
			"label": obj{"show": true, "position": "end", "distance": 10, "formatter": p.Label, "color": ink2, "fontSize": 12, "fontFamily": fontFamily}}})
	}
}

// anchors are the ends of the curves, moved apart for their names.
func (p StepsParams) anchors(g geometry) []opts.ScatterData {
	order := ascending(len(p.Curves), func(i int) float64 { return p.Curves[i].at(p.XMax) })
	perPx := 1.02 / g.plotHeight()
	mids, sizes := make([]float64, len(order)), make([]float64, len(order))
	for k, i := range order {
		mids[k] = p.Curves[i].at(p.XMax) / perPx
		sizes[k] = 16 * float64(len(line{text: p.Curves[i].Name}.wrap(112)))
	}
	out := make([]opts.ScatterData, len(order))
	for k, y := range spread(mids, sizes, -8) {
		c := p.Curves[order[k]]
		out[order[k]] = opts.ScatterData{Name: c.Name + ": " + p.Language.percent(c.at(p.XMax)), Value: []any{math.Min(c.End, p.XMax), y * perPx}}
	}
	return out
}
