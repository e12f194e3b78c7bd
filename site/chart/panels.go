package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// frame is the place of one of several small multiples, in px: its left edge with the axis
// labels, the width with them, and the top of its two lines of heading.
type frame struct{ left, top, width int }

const (
	panelHead = 44 // px of heading above a small multiple's plot
	panelFoot = 40 // px of axis labels below
	panelGap  = 32
)

// frames lays out n small multiples: side by side, on a phone below each other. height is the
// whole picture's.
func frames(s size, n, plot int) (list []frame, height int) {
	if s.narrow {
		each := panelHead + plot + panelFoot
		for i := range n {
			list = append(list, frame{0, i * (each + 12), s.width})
		}
		return list, n*(each+12) - 12
	}
	width := (s.width - (n-1)*panelGap) / n
	for i := range n {
		list = append(list, frame{i * (width + panelGap), 0, width})
	}
	return list, panelHead + plot + panelFoot
}

// percentOf is a length as a percentage of the picture's width, so that a live chart that is
// narrower keeps its proportions.
func percentOf(px, of int) string {
	return fmt.Sprintf("%.3f%%", 100*float64(px)/float64(of))
}

// panel adds a grid with two axes and a heading. margin is the room for the value labels.
func (d *draft) panel(i int, f frame, s size, plot, margin int, head, note line) {
	grids, _ := d.option["grid"].([]any)
	g := gridAt(f.top+panelHead, 0, 0, 0)
	g["left"], g["right"] = percentOf(f.left+margin, s.width), percentOf(s.width-f.left-f.width+8, s.width)
	delete(g, "bottom")
	g["height"] = plot
	d.option["grid"] = append(grids, g)
	d.axis("xAxis", i, obj{"gridIndex": i})
	d.axis("yAxis", i, obj{"gridIndex": i})
	d.text(f.left, f.top, lines(head))
	d.text(f.left, f.top+19, lines(note))
	if !s.narrow {
		titles := d.option["title"].([]any)
		for _, t := range titles[len(titles)-2:] {
			t.(obj)["left"] = percentOf(f.left, s.width)
		}
	}
}

// on puts a series onto the axes of a panel.
func on(i int) obj { return obj{"xAxisIndex": i, "yAxisIndex": i} }

// BacktestMethod is one method's past forecasts, parallel to the quarters of [BacktestParams].
type BacktestMethod struct {
	Name      string     // "Drift"
	Note      string     // "Kept: misses 8.7% on average, MASE 0.80"
	Kept      bool       // the method in use; stands first
	Forecasts []*float64 // nil before the first forecast
}

// BacktestParams are for [Backtest].
type BacktestParams struct {
	Head
	Unit     Unit
	Quarters []string // complete ones only
	Actual   []*float64
	Methods  []BacktestMethod
}

// Backtest draws what each method would have forecast, one small multiple for each on one
// scale: the actual line, a ring for a forecast, a stem for how far it missed.
func Backtest(p BacktestParams) (Chart, error) {
	if len(p.Quarters) == 0 || len(p.Methods) == 0 || len(p.Actual) != len(p.Quarters) {
		return Chart{}, fmt.Errorf("chart %s: %d methods, %d values for %d quarters", p.ID, len(p.Methods), len(p.Actual), len(p.Quarters))
	}
	p.Unit = p.Unit.in(p.Language)
	b := backtest{BacktestParams: p}
	b.Methods = nil
	for _, kept := range []bool{true, false} {
		for _, m := range p.Methods {
			if len(m.Forecasts) != len(p.Quarters) {
				return Chart{}, fmt.Errorf("chart %s: %d forecasts of %s for %d quarters", p.ID, len(m.Forecasts), m.Name, len(p.Quarters))
			}
			if m.Kept == kept {
				b.Methods = append(b.Methods, m)
			}
		}
	}
	all := present(p.Actual)
	for _, m := range p.Methods {
		all = append(all, present(m.Forecasts)...)
	}
	b.scale = newScale(all...)
	return build(p.Head, b.data(), b.draw)
}

type backtest struct {
	BacktestParams
	scale scale
}

func (b backtest) data() Data {
	d := Data{Columns: []string{b.Language.say("Quarter"), b.Language.say("Actual")}, Words: 1}
	for _, m := range b.Methods {
		d.Columns = append(d.Columns, m.Name)
	}
	for i, q := range b.Quarters {
		row := []string{q, b.Unit.Ptr(b.Actual[i])}
		for _, m := range b.Methods {
			row = append(row, b.Unit.Ptr(m.Forecasts[i]))
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

func (b backtest) draw(s size) (*draft, error) {
	const plot = 150
	places, height := frames(s, len(b.Methods), plot)
	curve, scatter := charts.NewLine(), charts.NewScatter()
	curve.SetXAxis(b.Quarters)
	for _, m := range b.Methods {
		curve.AddSeries("", b.stems(m)).AddSeries("", b.actual(m))
	}
	for _, m := range b.Methods {
		scatter.AddSeries("", b.rings(m))
	}
	d := newDraft(overlap(curve, scatter), height)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	bare := Unit{Scale: b.Unit.Scale, lang: b.Language}
	margin := valueMargin(b.scale, bare)
	for i, m := range b.Methods {
		d.panelAxes(i, b.Quarters, b.scale, bare)
		d.panel(i, places[i], s, plot, margin, line15(m.Name), lineOf(m.Note))
		colour := ink3
		if m.Kept {
			colour = accent
		}
		d.series(2*i, on(i)).series(2*i, obj{"symbol": "none", "silent": true, "lineStyle": obj{"color": rule2, "width": 1.5}})
		d.series(2*i+1, on(i)).series(2*i+1, obj{"symbol": "circle", "symbolSize": 3, "showAllSymbol": true,
			"itemStyle": obj{"color": colour, "borderWidth": 0, "opacity": 1},
			"lineStyle": obj{"color": colour, "width": map[bool]float64{true: 2, false: 1.5}[m.Kept]}})
		r := 2*len(b.Methods) + i
		d.series(r, on(i)).series(r, hollow(7, colour, 1.5))
	}
	return d, nil
}

func line15(text string) line { return line{text: text, color: ink, bold: true, size: 15} }

// panelAxes sets the axes of a small multiple over quarters; it names years only.
func (d *draft) panelAxes(i int, quarters []string, sc scale, u Unit) {
	labels := onlyYears(quarters)
	if strings.Join(labels, "") == "" {
		labels = quarterLabels(quarters, size{})
	}
	d.axis("xAxis", i, categoryAxis(quarters, labels))
	d.axis("xAxis", i, obj{"boundaryGap": true})
	d.axis("yAxis", i, valueAxis(sc.coarse(), u))
}

// coarse is a scale with half of the steps or fewer, for a small plot.
func (s scale) coarse() scale {
	if n := math.Round((s.top - s.low) / s.step); n >= 4 && math.Mod(n, 2) == 0 && math.Mod(math.Round(-s.low/s.step), 2) == 0 {
		s.step *= 2
	}
	return s
}

func (b backtest) tip(m BacktestMethod, i int) string {
	out := b.Quarters[i] + ": " + b.Unit.Ptr(b.Actual[i])
	if f := m.Forecasts[i]; f != nil {
		out += "\n" + b.Language.say("%s forecast %s", m.Name, b.Unit.Full(*f))
	}
	return out
}

func (b backtest) actual(m BacktestMethod) []opts.LineData {
	out := make([]opts.LineData, len(b.Actual))
	for i, v := range b.Actual {
		out[i] = opts.LineData{Name: b.tip(m, i), Value: finite(v)}
	}
	return out
}

// stems are pairs of points, each pair followed by a gap.
func (b backtest) stems(m BacktestMethod) []opts.LineData {
	out := []opts.LineData{}
	for i, f := range m.Forecasts {
		if finite(f) != nil && finite(b.Actual[i]) != nil {
			out = append(out, opts.LineData{Value: []any{i, *b.Actual[i]}}, opts.LineData{Value: []any{i, *f}}, opts.LineData{Value: []any{i, nil}})
		}
	}
	return out
}

func (b backtest) rings(m BacktestMethod) []opts.ScatterData {
	out := []opts.ScatterData{}
	for i, f := range m.Forecasts {
		if finite(f) != nil {
			out = append(out, opts.ScatterData{Name: b.tip(m, i), Value: []any{i, *f}})
		}
	}
	return out
}

// Panel is one of [Panels]: one measure by quarter on a scale of its own.
type Panel struct {
	Name    string
	Note    string // measure and unit
	Unit    Unit
	Values  []*float64 // parallel to the quarters
	Columns bool       // amounts and counts of a quarter; else a line for a level
}

// PanelsParams are for [Panels].
type PanelsParams struct {
	Head
	Quarters []string
	Partial  bool // the last quarter is not complete
	Panels   []Panel
}

// Panels draws measures of different units side by side, never on two axes of one plot.
func Panels(p PanelsParams) (Chart, error) {
	if len(p.Quarters) == 0 || len(p.Panels) == 0 {
		return Chart{}, fmt.Errorf("chart %s: %d panels over %d quarters", p.ID, len(p.Panels), len(p.Quarters))
	}
	d := Data{Columns: []string{p.Language.say("Quarter")}, Words: 1}
	p.Panels = slices.Clone(p.Panels)
	for i, panel := range p.Panels {
		p.Panels[i].Unit = panel.Unit.in(p.Language)
		if len(panel.Values) != len(p.Quarters) {
			return Chart{}, fmt.Errorf("chart %s: %d values of %s for %d quarters", p.ID, len(panel.Values), panel.Name, len(p.Quarters))
		}
		d.Columns = append(d.Columns, panel.Name)
	}
	for i, q := range p.Quarters {
		row := []string{p.quarter(i, q)}
		for _, panel := range p.Panels {
			row = append(row, panel.Unit.Ptr(panel.Values[i]))
		}
		d.Rows = append(d.Rows, row)
	}
	return build(p.Head, d, p.draw)
}

func (p PanelsParams) quarter(i int, q string) string {
	if p.partial(i) {
		return p.Language.say("%s so far", q)
	}
	return q
}

func (p PanelsParams) draw(s size) (*draft, error) {
	const plot = 150
	places, height := frames(s, len(p.Panels), plot)
	curve, bar, point := charts.NewLine(), charts.NewBar(), charts.NewScatter()
	curve.SetXAxis(p.Quarters)
	for _, panel := range p.Panels {
		if panel.Columns {
			curve.AddSeries("", nil)
			bar.AddSeries("", p.columns(panel))
			point.AddSeries("", []opts.ScatterData{})
		} else {
			curve.AddSeries("", p.level(panel))
			bar.AddSeries("", nil)
			point.AddSeries("", p.soFar(panel))
		}
	}
	d := newDraft(overlap(curve, bar, point), height)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	for i, panel := range p.Panels {
		sc := newScale(present(panel.Values)...)
		d.panelAxes(i, p.Quarters, sc, panel.Unit)
		d.panel(i, places[i], s, plot, valueMargin(sc.coarse(), panel.Unit), line15(panel.Name), lineOf(panel.Note))
		p.style(d, i, panel)
	}
	return d, nil
}

func lineOf(text string) line { return line{text: text, color: ink2} }

func (p PanelsParams) style(d *draft, i int, panel Panel) {
	lines, bars, points := i, len(p.Panels)+i, 2*len(p.Panels)+i
	d.series(lines, on(i)).series(bars, on(i)).series(points, on(i)).series(points, hollow(7, accent, 1.5))
	d.series(lines, obj{"symbol": "circle", "symbolSize": 4, "showAllSymbol": true, "itemStyle": obj{"color": accent, "borderWidth": 0, "opacity": 1},
		"lineStyle": obj{"color": accent, "width": 2}})
	d.series(bars, obj{"barCategoryGap": "28%", "itemStyle": obj{"color": accent, "borderWidth": 0}})
	last := len(p.Quarters) - 1
	which := lines
	if panel.Columns {
		which = bars
	}
	if p.Partial && panel.Columns {
		d.item(bars, last, obj{"itemStyle": obj{"color": page, "borderColor": accent, "borderWidth": 1.5}})
	}
	if at := p.lastValue(panel); at >= 0 {
		text := panel.Unit.Bare(*panel.Values[at])
		if panel.Unit.Suffix == "%" {
			text = panel.Unit.Full(*panel.Values[at])
		}
		d.item(which, at, obj{"label": obj{"show": true, "position": "top", "distance": 5, "formatter": text,
			"color": accent, "fontWeight": "bold", "fontSize": 12, "fontFamily": fontFamily}})
	}
}

// lastValue is the last complete quarter with a value, or -1.
func (p PanelsParams) lastValue(panel Panel) int {
	n := len(p.Quarters)
	if p.Partial {
		n--
	}
	for i := n - 1; i >= 0; i-- {
		if finite(panel.Values[i]) != nil {
			return i
		}
	}
	return -1
}

func (p PanelsParams) tip(panel Panel, i int) string {
	return p.quarter(i, p.Quarters[i]) + "\n" + panel.Name + " " + panel.Unit.Ptr(panel.Values[i])
}

// level is a line; it ends before a partial quarter, which is a dot of its own.
func (p PanelsParams) level(panel Panel) []opts.LineData {
	out := make([]opts.LineData, len(panel.Values))
	for i, v := range panel.Values {
		out[i].Name = p.tip(panel, i)
		if !p.partial(i) {
			out[i].Value = finite(v)
		}
	}
	return out
}

func (p PanelsParams) soFar(panel Panel) []opts.ScatterData {
	i := len(p.Quarters) - 1
	if !p.Partial || finite(panel.Values[i]) == nil {
		return []opts.ScatterData{}
	}
	return []opts.ScatterData{{Name: p.tip(panel, i), Value: []any{i, *panel.Values[i]}}}
}

func (p PanelsParams) partial(i int) bool { return p.Partial && i == len(p.Quarters)-1 }

func (p PanelsParams) columns(panel Panel) []opts.BarData {
	out := make([]opts.BarData, len(panel.Values))
	for i, v := range panel.Values {
		out[i] = opts.BarData{Name: p.tip(panel, i), Value: finite(v)}
	}
	return out
}
