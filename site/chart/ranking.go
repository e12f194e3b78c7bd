package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Ranked is one bar of [Ranking].
type Ranked struct {
	Name  string
	Value float64
}

// RankingParams are for [Ranking].
type RankingParams struct {
	Head
	Unit      Unit
	Bars      []Ranked // largest first
	Rest      *Ranked  // all others in one bar, "25 other partners"; nil for none
	Highlight int      // how many bars from the top carry the accent; 0 is 3
	Column    string   // head of the table's first column: "Partner"
}

// Ranking draws horizontal bars of things, largest first. People are not ranked: it is not for them.
func Ranking(p RankingParams) (Chart, error) {
	if len(p.Bars) == 0 {
		return Chart{}, fmt.Errorf("chart %s: no bars", p.ID)
	}
	if p.Highlight == 0 {
		p.Highlight = 3
	}
	p.Unit = p.Unit.in(p.Language)
	d := Data{Columns: []string{p.Column, p.Language.say("Value")}, Words: 1}
	for _, b := range p.all() {
		d.Rows = append(d.Rows, []string{b.Name, p.Unit.Full(b.Value)})
	}
	return build(p.Head, d, p.draw)
}

func (p RankingParams) all() []Ranked {
	out := append([]Ranked(nil), p.Bars...)
	if p.Rest != nil {
		out = append(out, *p.Rest)
	}
	return out
}

func (p RankingParams) fill(i int) string {
	switch {
	case i >= len(p.Bars):
		return direct
	case i < p.Highlight:
		return accent
	}
	return shared
}

func (p RankingParams) draw(s size) (*draft, error) {
	all := p.all()
	room := 180.0
	if s.narrow {
		room = 118
	}
	names, data, values := make([]string, len(all)), make([]opts.BarData, len(all)), make([]string, len(all))
	var amounts []float64
	for i, b := range all {
		names[i] = shorten(plain(b.Name), 13, room, false)
		values[i] = p.Unit.Full(b.Value)
		data[i] = opts.BarData{Name: plain(b.Name) + ": " + values[i], Value: b.Value}
		amounts = append(amounts, b.Value)
	}
	sc := newScale(amounts...)
	bar := charts.NewBar()
	bar.SetXAxis(nil).AddSeries("", data)
	d := newDraft(bar, 33*len(all)+12)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.axis("xAxis", 0, obj{"type": "value", "show": false, "min": sc.min, "max": max(sc.top, sc.max)})
	d.axis("yAxis", 0, obj{"type": "category", "inverse": true, "show": true, "data": names, "axisTick": obj{"show": false},
		"axisLine":  obj{"show": true, "lineStyle": obj{"color": ink, "width": 1}},
		"axisLabel": obj{"show": true, "color": ink, "fontSize": 13, "margin": 10, "interval": 0}})
	left := 0.0
	for _, n := range names {
		left = max(left, textWidth(n, 13, false))
	}
	d.grid(4, widest(values)+12, 4, int(1.06*left)+14)
	d.series(0, obj{"barWidth": 16, "itemStyle": obj{"borderWidth": 0},
		"label": obj{"show": true, "position": "right", "distance": 6, "color": ink2, "fontSize": 12, "fontFamily": fontFamily}})
	for i := range all {
		d.item(0, i, obj{"itemStyle": obj{"color": p.fill(i)}, "label": obj{"formatter": values[i]}})
	}
	return d, nil
}
