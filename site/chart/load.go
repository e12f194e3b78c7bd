package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// LoadPerson is one dot of [Load].
type LoadPerson struct {
	Name            string
	EffectiveStages float64
	Load            float64 // items per full-time person
	Allocation      float64 // FTE
	Generalist      bool
	Stated          bool // the stages are those that the roster states, not those of the records
}

// LoadParams are for [Load].
type LoadParams struct {
	Head
	People     []LoadPerson
	Stages     int     // the number of stages, the right end of the x axis
	Specialist float64 // up to here a specialist
	Generalist float64 // from here a generalist
	Median     *float64
}

// load is a LoadParams laid out at one width.
type load struct {
	LoadParams
	scale scale
	geo   geometry
}

// Load draws people by how many stages they are spread over and how much they carry. Dot size is
// allocation, a hollow dot rests on the roster's word. Names are placed so that they do not
// overlap; of more than 25 people only those that stand out are named.
func Load(p LoadParams) (Chart, error) {
	if len(p.People) == 0 || p.Stages < 2 {
		return Chart{}, fmt.Errorf("chart %s: %d people over %d stages", p.ID, len(p.People), p.Stages)
	}
	p.People = slices.Clone(p.People)
	slices.SortStableFunc(p.People, func(a, b LoadPerson) int { return strings.Compare(a.Name, b.Name) })
	l := load{LoadParams: p}
	var values []float64
	for _, person := range p.People {
		values = append(values, person.Load)
	}
	l.scale = newScale(values...)
	return build(p.Head, l.data(), func(s size) (*draft, error) { at := l; return at.draw(s) })
}

func (l load) data() Data {
	say := l.Language.say
	d := Data{Columns: []string{say("Person"), say("Basis"), say("Effective stages"), say("Items per FTE"), say("FTE")}, Words: 2}
	for _, p := range l.People {
		basis := say("records")
		if p.Stated {
			basis = say("roster")
		}
		d.Rows = append(d.Rows, []string{p.Name, basis, l.Language.fixed(p.EffectiveStages, 1), l.whole(p.Load), l.Language.trimmed(p.Allocation)})
	}
	return d
}

func (l load) whole(x float64) string { return l.Language.fixed(math.Round(x), 0) }

func (l *load) draw(s size) (*draft, error) {
	l.geo = geometry{width: s.width, height: 400, top: 28, right: 10, bottom: 56, left: valueMargin(l.scale, l.Language.count()) + 4}
	if s.narrow {
		l.geo.height, l.geo.top = 320, 44
	}
	scatter := charts.NewScatter()
	data := make([]opts.ScatterData, len(l.People))
	for i, p := range l.People {
		data[i] = opts.ScatterData{Name: l.tip(p), Value: []any{p.EffectiveStages, p.Load}}
	}
	scatter.AddSeries("", data).AddSeries("", l.medianPoint())
	d := newDraft(scatter, l.geo.height)
	d.grid(l.geo.top, l.geo.right, l.geo.bottom, l.geo.left)
	d.axis("yAxis", 0, valueAxis(l.scale, l.Language.count()))
	d.axis("xAxis", 0, l.stageAxis(s))
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.series(0, obj{"markArea": l.bands(s), "itemStyle": obj{"opacity": 1}})
	d.series(1, obj{"symbolSize": 0.01, "silent": true, "itemStyle": obj{"color": none, "opacity": 1}})
	if l.Median != nil {
		d.series(1, obj{"markLine": obj{"silent": true, "symbol": "none", "animation": false, "label": obj{"show": false},
			"lineStyle": obj{"color": ink3, "width": 1, "type": []int{3, 3}}, "data": []obj{{"yAxis": *l.Median}}}})
	}
	for i, p := range l.People {
		d.item(0, i, dot(p))
	}
	l.names(d, s)
	return d, nil
}

func (l *load) tip(p LoadPerson) string {
	stages := "%s effective stages"
	if p.Stated {
		stages = "%s effective stages, as the roster states"
	}
	say := l.Language.say
	return plain(p.Name) + "\n" + say(stages, l.Language.fixed(p.EffectiveStages, 1)) + "\n" +
		say("%s items per FTE, at %s FTE", l.whole(p.Load), l.Language.trimmed(p.Allocation))
}

// stageAxis runs from 1 stage to all of them.
func (l *load) stageAxis(s size) obj {
	name := l.Language.say("effective stages: 1 is one stage only, %s is all of them evenly", l.whole(float64(l.Stages)))
	if s.narrow {
		name = l.Language.say("effective stages, 1 to %s", l.whole(float64(l.Stages)))
	}
	return obj{
		"type": "value", "show": true, "min": 1, "max": l.Stages, "interval": 1, "splitLine": obj{"show": false},
		"axisLine": obj{"show": true, "onZero": true, "lineStyle": obj{"color": ink, "width": 1}}, "axisTick": obj{"show": false},
		"axisLabel": obj{"show": true, "color": ink3, "fontSize": 12, "margin": 9},
		"name":      name, "nameLocation": "middle", "nameGap": 30,
		"nameTextStyle": obj{"color": ink2, "fontSize": 12, "fontFamily": fontFamily},
	}
}

// bands name the ranges of specialists, mixed and generalists above the frame.
func (l *load) bands(s size) obj {
	one := func(from, to float64, name string, colour, text string, bold bool, drop float64) []obj {
		weight := "normal"
		if bold {
			weight = "bold"
		}
		return []obj{{"xAxis": from, "name": name,
			"itemStyle": obj{"color": colour, "opacity": 0.6},
			"label": obj{"show": true, "position": []float64{2, -18 - drop}, "align": "left", "color": text, "fontWeight": weight,
				"fontSize": 12, "fontFamily": fontFamily, "opacity": 1}}, {"xAxis": to}}
	}
	say, raise := l.Language.say, 0.0
	if s.narrow {
		raise = 16 // the first two names do not fit beside each other
	}
	return obj{"silent": true, "animation": false, "data": [][]obj{
		one(1, l.Specialist, say("Specialist, to %s", l.Language.trimmed(l.Specialist)), surface, ink3, false, raise),
		one(l.Specialist, l.Generalist, say("Mixed"), none, ink3, false, 0),
		one(l.Generalist, float64(l.Stages), say("Generalist, from %s", l.Language.trimmed(l.Generalist)), accentSoft, accent, true, 0),
	}}
}

// diameter is a dot's size in px; its area is the allocation.
func diameter(p LoadPerson) float64 {
	return math.Round(10*math.Min(math.Max(13*math.Sqrt(p.Allocation), 6), 20)) / 10
}

func dot(p LoadPerson) obj {
	colour := ink3
	if p.Generalist {
		colour = accent
	}
	style := obj{"color": colour, "borderWidth": 0}
	if p.Stated {
		style = obj{"color": page, "borderColor": colour, "borderWidth": 1.5}
	}
	return obj{"symbolSize": diameter(p), "itemStyle": style}
}

// pixel is where a point stands in the picture.
func (l *load) pixel(x, y float64) (px, py float64) {
	g := l.geo
	return float64(g.left) + (x-1)/float64(l.Stages-1)*g.plotWidth(),
		float64(g.top) + (l.scale.max-y)/(l.scale.max-l.scale.min)*g.plotHeight()
}

func (l *load) medianPoint() []opts.ScatterData {
	if l.Median == nil {
		return []opts.ScatterData{}
	}
	return []opts.ScatterData{{Value: []any{l.medianAt(), *l.Median}}}
}

// medianAt is where on the line its label is farthest from any dot.
func (l *load) medianAt() float64 {
	best, room := 1.0, -1.0
	for i := 2; i <= 38; i++ {
		x := 1 + float64(l.Stages-1)*float64(i)/40
		px, py := l.pixel(x, *l.Median)
		nearest := math.Inf(1)
		for _, p := range l.People {
			qx, qy := l.pixel(p.EffectiveStages, p.Load)
			nearest = math.Min(nearest, math.Hypot((qx-px)/2.5, qy-py+8))
		}
		if nearest > room+1e-9 {
			best, room = x, nearest
		}
	}
	return best
}

// names places the people's names and the median's by a collision pass.
func (l *load) names(d *draft, s size) {
	pl := newPlacer(l.geo)
	for y := l.scale.low; y <= l.scale.top; y += l.scale.step {
		_, py := l.pixel(1, y)
		pl.block(box{0, py - 7, float64(l.geo.left) - 8, py + 7})
	}
	for _, p := range l.People {
		x, y := l.pixel(p.EffectiveStages, p.Load)
		pl.block(box{x - diameter(p)/2, y - diameter(p)/2, x + diameter(p)/2, y + diameter(p)/2})
	}
	if l.Median != nil {
		text := l.Language.say("median %s", l.whole(*l.Median))
		x, y := l.pixel(l.medianAt(), *l.Median)
		w := textWidth(text, 12, false) / 2
		pl.block(box{x - w, y - 16, x + w, y - 2})
		_, right := l.pixel(1, *l.Median)
		pl.line = right
		d.item(1, 0, obj{"label": obj{"show": true, "position": "top", "distance": 3, "formatter": text, "color": ink3,
			"fontSize": 12, "fontFamily": fontFamily, "opacity": 1}})
	}
	few := len(l.People) <= 25
	for _, i := range l.order() {
		p := l.People[i]
		if !few && !l.standsOut(p) {
			continue
		}
		name := plain(p.Name)
		x, y := l.pixel(p.EffectiveStages, p.Load)
		at, ok := pl.place(x, y, diameter(p)/2, 1.06*textWidth(name, 12, p.Generalist))
		if !ok {
			continue // the table carries it
		}
		style := obj{"show": true, "position": at.position, "align": at.align, "distance": 5, "offset": []float64{0, at.down}, "formatter": name, "color": ink2, "fontSize": 12,
			"fontFamily": fontFamily, "opacity": 1}
		if p.Generalist {
			style["fontWeight"], style["color"] = "bold", ink
		}
		d.item(0, i, obj{"label": style})
	}
}

// order names generalists first, then by load, as those matter most where room is short.
func (l *load) order() []int {
	out := make([]int, len(l.People))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		p, q := l.People[a], l.People[b]
		if p.Generalist != q.Generalist {
			if p.Generalist {
				return -1
			}
			return 1
		}
		return cmp.Compare(q.Load, p.Load)
	})
	return out
}

// standsOut says that a person is a generalist, or carries less than half or more than one
// and a half of the median.
func (l *load) standsOut(p LoadPerson) bool {
	return p.Generalist || l.Median == nil || p.Load > 1.5**l.Median || p.Load < 0.5**l.Median
}
