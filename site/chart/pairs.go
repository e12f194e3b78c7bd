package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Pair counts what goes from one name to another.
type Pair struct {
	From, To string
	Count    float64
	Note     string // more for the tooltip: "median 9 days"
	Marked   bool   // one person on both sides in a matrix, stuck or late in a flow
}

// PairsParams are for [PairMatrix] and [Flow].
type PairsParams struct {
	Head
	Pairs        []Pair
	FromName     string // what From is, for the axis and the table: "relationship owner"
	ToName       string
	Items        string // what is counted: "deals"
	MarkedName   string // what a marked pair is: "one person on both sides"
	MaxFrom      int    // names to keep on this side, the smaller ones become "n others"; 0 is 14
	MaxTo        int
	SortedByName bool // else by count; people are listed by name
}

// pairs is a PairsParams with its names in order and counts that belong to the same two names joined.
type pairs struct {
	PairsParams
	from, to []string
	joined   []Pair
}

func newPairs(p PairsParams) (pairs, error) {
	if p.MaxFrom == 0 {
		p.MaxFrom = 14
	}
	if p.MaxTo == 0 {
		p.MaxTo = 14
	}
	out := pairs{PairsParams: p}
	from, fromName := p.Language.keep(p.Pairs, p.MaxFrom, p.SortedByName, func(x Pair) string { return x.From })
	to, toName := p.Language.keep(p.Pairs, p.MaxTo, p.SortedByName, func(x Pair) string { return x.To })
	out.from, out.to = from, to
	at := map[[2]string]int{}
	for _, x := range p.Pairs {
		if x.Count <= 0 {
			continue
		}
		key := [2]string{fromName(x.From), toName(x.To)}
		i, ok := at[key]
		if !ok {
			i = len(out.joined)
			at[key] = i
			out.joined = append(out.joined, Pair{From: key[0], To: key[1], Note: x.Note})
		} else {
			out.joined[i].Note = ""
		}
		out.joined[i].Count += x.Count
		out.joined[i].Marked = out.joined[i].Marked || x.Marked
	}
	if len(out.joined) == 0 {
		return out, fmt.Errorf("chart %s: no pairs", p.ID)
	}
	slices.SortFunc(out.joined, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out, nil
}

// keep lists the names on one side, and gives the name under which each is shown: its own, or
// that of all the others where there are more than limit.
func (l *Language) keep(list []Pair, limit int, byName bool, name func(Pair) string) (names []string, shown func(string) string) {
	sums := map[string]float64{}
	for _, x := range list {
		if x.Count > 0 {
			sums[name(x)] += x.Count
		}
	}
	for n := range sums {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), strings.Compare(a, b)) })
	others := ""
	if len(names) > limit {
		others = l.say("%s others", l.fixed(float64(len(names)-limit+1), 0))
		names = names[:limit-1]
	}
	kept := map[string]bool{}
	for _, n := range names {
		kept[n] = true
	}
	if byName {
		slices.Sort(names)
	}
	if others != "" {
		names = append(names, others)
	}
	return names, func(n string) string {
		if kept[n] {
			return n
		}
		return others
	}
}

func (p pairs) data() Data {
	d := Data{Columns: []string{capital(p.FromName), capital(p.ToName), capital(p.Items)}, Words: 2}
	for _, x := range p.joined {
		count := p.Language.count().Bare(x.Count)
		if x.Marked && p.MarkedName != "" {
			count += " (" + p.MarkedName + ")"
		}
		d.Rows = append(d.Rows, []string{x.From, x.To, count})
	}
	return d
}

func capital(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func (p pairs) tip(x Pair) string {
	out := plain(x.From) + " → " + plain(x.To) + "\n" + p.Language.count().Bare(x.Count) + " " + p.Items
	if x.Note != "" {
		out += ", " + x.Note
	}
	if x.Marked && p.MarkedName != "" {
		out += "\n" + p.MarkedName
	}
	return out
}

// PairMatrix draws pairs as a table of tinted cells, From down and To across; the number is
// the count, an ink frame a marked pair, a dot none.
func PairMatrix(p PairsParams) (Chart, error) {
	m, err := newPairs(p)
	if err != nil {
		return Chart{}, err
	}
	return build(p.Head, m.data(), func(s size) (*draft, error) {
		at, err := m.fit(s, narrowColumns)
		if err != nil {
			return nil, err
		}
		return at.matrix(s), nil
	})
}

// Names across that a phone has room for.
const narrowColumns = 8

// fit joins more names where the picture is narrow.
func (p pairs) fit(s size, columns int) (pairs, error) {
	q := p.PairsParams
	if s.narrow {
		q.MaxTo = min(q.MaxTo, columns)
	}
	return newPairs(q)
}

const cellHeight = 36

func (p pairs) matrix(s size) *draft {
	room := 170.0
	if s.narrow {
		room = 104
	}
	rows := shortened(p.from, 12, room)
	left := widest(rows) + 14
	cell := min(float64(s.width-left-4)/float64(len(p.to)), 88)
	heads, top, turned := columnHeads(p.to, cell)
	heat := charts.NewHeatMap()
	heat.SetXAxis(p.to)
	cells, styles := p.cells(cell)
	heat.AddSeries("", cells)
	d := newDraft(heat, top+cellHeight*len(rows)+28)
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.axis("xAxis", 0, obj{"type": "category", "position": "top", "show": true, "data": p.to, "axisLine": obj{"show": false},
		"axisTick": obj{"show": false}, "splitLine": obj{"show": false}, "splitArea": obj{"show": false},
		"axisLabel": obj{"show": true, "interval": 0, "color": ink3, "fontSize": 12, "lineHeight": 14, "margin": 8, "rotate": turned, "hideOverlap": false,
			"formatter": named("lookup", obj{"labels": heads})}})
	d.axis("yAxis", 0, obj{"type": "category", "inverse": true, "show": true, "data": rows, "axisLine": obj{"show": false},
		"axisTick": obj{"show": false}, "splitLine": obj{"show": false}, "splitArea": obj{"show": false},
		"axisLabel": obj{"show": true, "interval": 0, "color": ink, "fontSize": 12, "margin": 10}})
	right := s.width - left - int(cell*float64(len(p.to)))
	d.grid(top, right, 28, left)
	d.series(0, obj{"label": obj{"show": true, "fontSize": 12, "fontFamily": fontFamily}})
	for i, style := range styles {
		d.item(0, i, style)
	}
	d.text(0, top+cellHeight*len(rows)+10, lines(line{text: p.Language.say("%s down, %s across", capital(p.FromName), p.ToName), color: ink3}))
	return d
}

// columnHeads breaks names at spaces where all words fit a column, else turns them by 90 degrees.
func columnHeads(names []string, cell float64) (heads []string, top, turned int) {
	words, height := 0.0, 1
	for _, n := range names {
		parts := strings.Fields(n)
		height = max(height, len(parts))
		for _, w := range parts {
			words = max(words, textWidth(w, 12, false))
		}
	}
	if words <= cell-4 && height <= 3 {
		for _, n := range names {
			heads = append(heads, strings.Join(strings.Fields(plain(n)), "\n"))
		}
		return heads, 14*height + 16, 0
	}
	heads = shortened(names, 12, 120)
	return heads, widest(heads) + 18, -90
}

func shortened(names []string, size, room float64) (out []string) {
	for _, n := range names {
		out = append(out, shorten(plain(n), size, room, false))
	}
	return out
}

// cells are the data of the matrix and how each looks; marked ones come last, so that no
// neighbour covers their frame.
func (p pairs) cells(width float64) (data []opts.HeatMapData, styles []obj) {
	at, largest := map[[2]string]Pair{}, 0.0
	for _, x := range p.joined {
		at[[2]string{x.From, x.To}] = x
		largest = max(largest, x.Count)
	}
	for _, marked := range []bool{false, true} {
		for r, from := range p.from {
			for c, to := range p.to {
				x, ok := at[[2]string{from, to}]
				if x.Marked != marked {
					continue
				}
				d, style := opts.HeatMapData{Value: []any{c, r, x.Count}}, emptyCell()
				if ok {
					d.Name, style = p.tip(x), p.filledCell(x, largest, width)
				}
				data, styles = append(data, d), append(styles, style)
			}
		}
	}
	return data, styles
}

func emptyCell() obj {
	return obj{"itemStyle": obj{"color": surface, "borderColor": page, "borderWidth": 2}, "label": obj{"formatter": "·", "color": ink3}}
}

func (p pairs) filledCell(x Pair, largest, width float64) obj {
	fill, text := moreStep(x.Count / largest)
	style := obj{"color": fill, "borderColor": page, "borderWidth": 2}
	if x.Marked {
		style["borderColor"] = ink
	}
	number := p.Language.count().Bare(x.Count)
	if textWidth(number, 12, false) > width-2 {
		number = ""
	}
	return obj{"itemStyle": style, "label": obj{"formatter": number, "color": text}}
}

// Flow draws pairs as a sankey, From at the left and To at the right; a marked pair is in the
// warning colour.
func Flow(p PairsParams) (Chart, error) {
	m, err := newPairs(p)
	if err != nil {
		return Chart{}, err
	}
	return build(p.Head, m.data(), m.sankey)
}

func (p pairs) sankey(s size) (*draft, error) {
	room := 170.0
	if s.narrow {
		room = 88
	}
	depth := [2]int{0, 1}
	nodes, links := []opts.SankeyNode{}, []opts.SankeyLink{}
	for side, names := range [2][]string{p.from, p.to} {
		for _, n := range names {
			nodes = append(nodes, opts.SankeyNode{Name: p.nodeTip(side, n), Depth: &depth[side]})
		}
	}
	for _, x := range p.joined {
		links = append(links, opts.SankeyLink{Source: nodeID(0, x.From), Target: nodeID(1, x.To)})
	}
	sankey := charts.NewSankey()
	sankey.AddSeries("", nodes, links)
	from, to := shortened(p.from, 12, room), shortened(p.to, 12, room)
	d := newDraft(sankey, max(160, 30*max(len(from), len(to))+28))
	d.set(obj{"tooltip": obj{"trigger": "item"}})
	d.series(0, obj{"left": widest(from) + 12, "right": widest(to) + 12, "top": 24, "bottom": 4, "nodeWidth": 8, "nodeGap": 10,
		"layoutIterations": 32, "draggable": false, "nodeAlign": "justify",
		"itemStyle": obj{"color": ink3, "borderWidth": 0}, "lineStyle": obj{"color": rule2, "opacity": 0.5, "curveness": 0.5},
		"label": obj{"show": true, "color": ink2, "fontSize": 12, "fontFamily": fontFamily, "distance": 6, "opacity": 1}})
	for i, text := range append(from, to...) {
		patch := obj{"id": nodeID(0, p.from[min(i, len(from)-1)]), "label": obj{"formatter": text, "position": "left"}}
		if j := i - len(from); j >= 0 {
			patch = obj{"id": nodeID(1, p.to[j]), "label": obj{"formatter": text, "position": "right"}}
		}
		d.item(0, i, patch)
	}
	p.links(d)
	d.text(0, 0, lines(line{text: p.Language.say("%s, left, to %s, right", capital(p.FromName), p.ToName), color: ink3}))
	return d, nil
}

// links gives each link its exact count, which go-echarts would cut to a float32, its text
// and its colour.
func (p pairs) links(d *draft) {
	list, _ := d.option["series"].([]any)
	series, _ := list[0].(obj)
	links, _ := series["links"].([]any)
	for i, x := range p.joined {
		patch := obj{"value": x.Count, "name": p.tip(x)}
		if x.Marked {
			patch["lineStyle"] = obj{"color": warning, "opacity": 0.5}
		}
		merge(links[i].(obj), patch)
	}
}

func (p pairs) nodeTip(side int, name string) string {
	sum := 0.0
	for _, x := range p.joined {
		if [2]string{x.From, x.To}[side] == name {
			sum += x.Count
		}
	}
	return plain(name) + "\n" + p.Language.count().Bare(sum) + " " + p.Items
}

// nodeID tells the two sides apart, as one person may stand on both.
func nodeID(side int, name string) string {
	return [2]string{"from ", "to "}[side] + name
}
