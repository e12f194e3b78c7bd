package site

import (
	"context"
	"errors"
	"html/template"
	"math"
	"strings"

	"ownermap/analyze"
	"ownermap/site/chart"
	"ownermap/templates"
)

// pending is a chart that a page shows and that is still to be drawn.
type pending struct {
	chart chart.Chart
	view  *templates.Chart
}

// wide is the width of a chart over the whole page, px.
const wide = 1056

// head is what every chart has, in the reader's language.
func (b *book) head(id, title string, width int) chart.Head {
	return chart.Head{ID: id, Title: title, Width: width, Language: b.language}
}

// figure puts a chart on a page: the builder's words, picture to follow, and the
// table that the page gives or else the builder's own.
func (b *book) figure(c chart.Chart, err error, data *table) *templates.Chart {
	v := &templates.Chart{ID: c.ID, Label: c.Description}
	if err != nil {
		v.Missing = b.s("not enough data for a chart")
	}
	if data != nil {
		t := b.view(data, false)
		t.ID, t.Plain = c.ID+"-data", true
		v.Data = &t
	} else {
		v.Data = chartData(c)
	}
	if err == nil {
		b.pending = append(b.pending, pending{c, v})
	}
	return v
}

// chartData is a chart's own table.
func chartData(c chart.Chart) *templates.Table {
	if len(c.Data.Rows) == 0 {
		return nil
	}
	t := &templates.Table{ID: c.ID + "-data", Caption: c.Title, Plain: true}
	for i, head := range c.Data.Columns {
		col := templates.Column{Head: head}
		if i >= c.Data.Words {
			col.Kind = templates.Number
		}
		t.Columns = append(t.Columns, col)
	}
	for _, row := range c.Data.Rows {
		cells := make([]templates.Cell, len(row))
		for i, text := range row {
			cells[i] = templates.Cell{Text: text}
		}
		t.Rows = append(t.Rows, templates.Row{Cells: cells})
	}
	return t
}

// draw renders all charts that pages have asked for. Without the chart bundle
// each keeps its frame, says so and shows its table; the warning is returned.
func (b *book) draw(ctx context.Context, opts Options) (warnings []string, err error) {
	list := make([]chart.Chart, len(b.pending))
	for i, p := range b.pending {
		list[i] = p.chart
	}
	pictures, err := chart.Render(ctx, list, opts.Workers, opts.CacheDir)
	if errors.Is(err, chart.ErrNoBundle) {
		for _, p := range b.pending {
			p.view.Missing = b.s("This copy of the program was built without charts; the table below has the figures.")
		}
		return []string{err.Error()}, nil
	}
	if err != nil {
		return nil, err
	}
	for i, p := range b.pending {
		if p.view.Option, err = p.chart.Live(); err != nil {
			return nil, err
		}
		// The pictures are made by package chart, which drops scripts and styles.
		p.view.Wide, p.view.Narrow = template.HTML(pictures[i].Wide), template.HTML(pictures[i].Narrow)
	}
	return nil, nil
}

// scale is the unit of a chart's values, by the largest of them.
func (b *book) scale(values ...float64) chart.Unit {
	most := 0.0
	for _, v := range values {
		most = math.Max(most, math.Abs(v))
	}
	u := b.unitFor(most)
	sign, suffix := b.sign, u.word
	if b.after {
		sign, suffix = "", strings.TrimSpace(u.word+nbsp+b.sign)
	}
	return chart.Unit{Sign: sign, Suffix: suffix, Scale: u.size}
}

func pointer(v float64) *float64 { return &v }

// quarters are the labels of some periods.
func quarters(ps []analyze.Period) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Period
	}
	return out
}

// series are one origin's values by period.
func series(ps []analyze.Period, origin string) []*float64 {
	out := make([]*float64, len(ps))
	for i, p := range ps {
		out[i] = pointer(floatOf(originOf(p.Amounts, origin)))
	}
	return out
}

// mostQuarters is how many quarters a chart shows: the latest.
const mostQuarters = 24

func latest(ps []analyze.Period) []analyze.Period { return ps[max(0, len(ps)-mostQuarters):] }

// values drops what is not there.
func values(lists ...[]*float64) []float64 {
	var out []float64
	for _, l := range lists {
		for _, v := range l {
			if v != nil {
				out = append(out, *v)
			}
		}
	}
	return out
}

// trendChart is sourced revenue with past forecasts and the next one.
func (b *book) trendChart(r *analyze.Revenue, title string) templates.Block {
	c, err := b.trendOf(r, title, 700)
	return b.figure(c, err, nil)
}

func (b *book) trendOf(r *analyze.Revenue, title string, width int) (chart.Chart, error) {
	ps := latest(r.Periods)
	sourced := series(ps, "sourced")
	p := chart.TrendParams{
		Head: b.head("sourced-trend", title, width),
		Unit: b.scale(values(sourced)...), Quarters: quarters(ps), Values: sourced,
		Partial: len(ps) > 0 && !ps[len(ps)-1].Complete, Tone: chart.ToneQuiet,
	}
	b.forecast(&p, r, ps)
	p.Description = b.trendDescription(r, title)
	return chart.Trend(p)
}

// forecast adds what the backtest gives: past forecasts of the kept method, the
// next one with its band where the past is predictable, and the words.
func (b *book) forecast(p *chart.TrendParams, r *analyze.Revenue, ps []analyze.Period) {
	pred := r.Predictability
	switch {
	case r.Trend.Verdict == "too_short":
		p.Verdict = b.s("too short for a trend, %s of 5 quarters", b.count(r.Trend.N))
		return
	case pred.Verdict == "undetermined":
		p.Verdict = b.s("no sourced revenue to test a forecast on")
		return
	case pred.WAPE == nil || pred.Method == nil:
		p.Verdict = b.s("too short for a forecast, %s of 8 quarters", b.count(r.Trend.N))
		return
	}
	p.Past = make([]*float64, len(ps))
	for _, m := range pred.Methods {
		if m.Method != *pred.Method {
			continue
		}
		for i, q := range m.Periods {
			for j := range ps {
				if ps[j].Period == q {
					p.Past[j] = pointer(m.Forecasts[i])
				}
			}
		}
	}
	if pred.Verdict != "predictable" {
		p.Verdict, p.Tone = b.s("Not predictable: misses %s", b.percent(*pred.WAPE)), chart.ToneCritical
		return
	}
	p.Verdict, p.Tone = b.s("Predictable within ±%s", b.percent(*pred.WAPE)), chart.ToneGood
	if f := pred.Forecast; f != nil {
		p.Next = &chart.Forecast{Quarter: f.Period, Value: f.Value, Low: f.Low, High: f.High}
	}
}

// trendDescription tells the picture with its numbers.
func (b *book) trendDescription(r *analyze.Revenue, title string) string {
	done := complete(r)
	text := title + "."
	if len(done) > 0 {
		first, last := done[0], done[len(done)-1]
		text = b.s("%s From %s in %s to %s in %s.", text, b.money(floatOf(first.Sourced)), first.Period, b.money(floatOf(last.Sourced)), last.Period)
	}
	if f := r.Predictability.Forecast; f != nil && r.Predictability.Verdict == "predictable" {
		text = b.s("%s Forecast for %s: %s, range %s.", text, f.Period, b.money(f.Value), b.moneyRange(f.Low, f.High))
	}
	return text
}

// originsChart is the quarterly columns by origin.
func (b *book) originsChart(r *analyze.Revenue, title string, data *table) templates.Block {
	c, err := b.originsOf(r, title, wide)
	return b.figure(c, err, data)
}

func (b *book) originsOf(r *analyze.Revenue, title string, width int) (chart.Chart, error) {
	ps := latest(r.Periods)
	totals := make([]float64, len(ps))
	for i, p := range ps {
		totals[i] = floatOf(won(p.Amounts))
	}
	p := chart.OriginsParams{
		Head: b.head("origins", title, width),
		Unit: b.scale(totals...), Quarters: quarters(ps), Partial: len(ps) > 0 && !ps[len(ps)-1].Complete,
		Sourced: series(ps, "sourced"), Influenced: series(ps, "influenced"), Direct: series(ps, "direct"), Unknown: series(ps, "unknown"),
	}
	p.Description = b.originsDescription(r, title)
	return chart.Origins(p)
}

func (b *book) originsDescription(r *analyze.Revenue, title string) string {
	a := r.Window.Amounts
	return b.s("%s. Won over four quarters: sourced %s, influenced %s, direct %s, unknown %s.", title,
		b.money(floatOf(a.Sourced)), b.money(floatOf(a.Influenced)), b.money(floatOf(a.Direct)), b.money(floatOf(a.Unknown)))
}

// spreadSection is the load scatter.
func (b *book) spreadSection(people []*analyze.Person) templates.Section {
	s := templates.Section{ID: "spread", Title: b.spreadTitle(people), Lede: templates.Text(b.s("Items per full-time person, up the chart, by how many stages they are spread over"))}
	th := b.rep.Thresholds
	p := chart.LoadParams{Head: b.head("load", s.Title, wide), Stages: len(b.rep.Stages),
		Specialist: th.SpecialistMax, Generalist: th.GeneralistMin, Median: b.medianLoad()}
	var absent []string
	for _, q := range people {
		if q.EffectiveStages == nil || q.Load == nil {
			absent = append(absent, tidy(q.Name))
			continue
		}
		p.People = append(p.People, chart.LoadPerson{Name: tidy(q.Name), EffectiveStages: *q.EffectiveStages, Load: *q.Load,
			Allocation: q.Allocation, Generalist: q.Class == "generalist", Stated: q.Basis == "stated"})
	}
	if len(p.People) == 0 || p.Stages < 2 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs a person with 20 items, or with a stage on the roster"))}}
		return s
	}
	p.Description = b.s("%s. %s are drawn.", s.Title, b.plural(len(p.People), "%s person", "%s people"))
	c, err := chart.Load(p)
	s.Blocks = []templates.Block{b.figure(c, err, nil)}
	text := b.s("Dot size: allocation. Hollow: under %s items, so the roster's stages are used.", b.trim(th.ObservedMinItems))
	if len(absent) > 0 {
		text = b.s("%s Not drawn: %s.", text, b.shortList(absent, 4))
	}
	s.Source = templates.Source{Text: b.rich("%s Specialist up to %s, generalist from %s effective stages; both can be changed.", text, b.trim(th.SpecialistMax), b.trim(th.GeneralistMin)),
		Links: append(b.rowsLink(b.s("Rows"), "team.median_load"), templates.Link{Text: b.s("Method"), Href: "method.html#load"})}
	return s
}
