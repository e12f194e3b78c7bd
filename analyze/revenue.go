package analyze

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/analyze/stat"
	"ownermap/ingest"
)

// origins in the order in which reports list them.
var originOrder = [...]ingest.Origin{ingest.OriginSourced, ingest.OriginInfluenced, ingest.OriginDirect, ingest.OriginUnknown}

// tally is won deals by origin: exact amounts, counts and rows.
type tally struct {
	amount [4]sum
	count  [4]int
	rows   [4]rowSet
}

func (t *tally) add(f *dealFacts, at ingest.Pos) {
	t.count[f.origin]++
	t.rows[f.origin].add(at)
	if f.valued {
		t.amount[f.origin].add(f.value)
	}
}

// total is the sum over all origins.
func (t *tally) total() (s sum) {
	for _, a := range t.amount {
		s.merge(a)
	}
	return s
}

func (t *tally) amounts() Amounts {
	return Amounts{
		Sourced: t.amount[ingest.OriginSourced].value(), Influenced: t.amount[ingest.OriginInfluenced].value(),
		Direct: t.amount[ingest.OriginDirect].value(), Unknown: t.amount[ingest.OriginUnknown].value(),
	}
}

func (t *tally) counts() Counts {
	return Counts{
		Sourced: t.count[ingest.OriginSourced], Influenced: t.count[ingest.OriginInfluenced],
		Direct: t.count[ingest.OriginDirect], Unknown: t.count[ingest.OriginUnknown],
	}
}

func (t *tally) sourcedShare() *float64 { return ratio(t.amount[ingest.OriginSourced], t.total()) }

// books is the won revenue, by quarter and cut four ways. Quarters run from
// the first in which any deal closed to the one that contains as_of.
type books struct {
	first    quarter // noQuarter where nothing has closed
	periods  []tally
	window   tally
	cuts     [axes]map[int32]*cut // by segment
	owners   map[string]*cut      // by holders of the revenue side
	complete int                  // number of complete quarters, from the first
}

// cut is one segment's won revenue: in the window, and sourced by quarter.
type cut struct {
	window   tally
	quarters []sum
}

// longest is how many quarters the report goes back, 100 years: an earlier
// close date is a typing error and is left out with a warning.
const longest = 400

// keepBooks sums won deals up.
func (m *model) keepBooks() {
	b := &books{first: m.firstQuarter(), owners: map[string]*cut{}}
	m.books = b
	for ax := range axes {
		b.cuts[ax] = map[int32]*cut{}
	}
	if b.first == noQuarter {
		return
	}
	b.periods = make([]tally, m.now-b.first+1)
	for q := b.first; q <= m.now && m.cal.complete(q, m.asOf); q++ {
		b.complete++
	}
	segs := [axes][]*cut{}
	for ax := range axes {
		segs[ax] = make([]*cut, len(m.axis[ax].names))
	}
	for i := range m.deals {
		f := &m.deals[i]
		if !f.won() || f.quarter < b.first {
			continue
		}
		b.periods[f.quarter-b.first].add(f, m.ds.Deals[i].Pos)
		if f.inScope {
			b.window.add(f, m.ds.Deals[i].Pos)
		}
		for ax := range axes {
			c := segs[ax][f.seg[ax]]
			if c == nil {
				c = &cut{quarters: make([]sum, len(b.periods))}
				segs[ax][f.seg[ax]], b.cuts[ax][f.seg[ax]] = c, c
			}
			c.add(m, i)
		}
	}
	m.keepOwners()
}

// firstQuarter is the quarter of the first close, noQuarter without any.
func (m *model) firstQuarter() quarter {
	first, old := noQuarter, 0
	for i := range m.deals {
		q := m.deals[i].quarter
		switch {
		case q == noQuarter:
		case q < m.now-longest:
			old++
		case first == noQuarter || q < first:
			first = q
		}
	}
	if old > 0 {
		m.warn(fmt.Sprintf("%s closed more than 100 years ago: left out of the quarters", deals(old)))
	}
	return first
}

func (c *cut) add(m *model, deal int) {
	f := &m.deals[deal]
	if f.inScope {
		c.window.add(f, m.ds.Deals[deal].Pos)
	}
	if f.origin == ingest.OriginSourced && f.valued {
		c.quarters[f.quarter-m.books.first].add(f.value)
	}
}

// keepOwners cuts the won partner deals by who holds the revenue side. A deal
// with several holders is one line of its own, ids joined by "; ", so that no
// amount counts twice; a deal without a holder is under "".
func (m *model) keepOwners() {
	b := m.books
	known := map[int32]*cut{}
	for i := range m.deals {
		f := &m.deals[i]
		if !f.won() || !f.partner || f.quarter < b.first {
			continue
		}
		_, rev := m.sidesOf(int32(i))
		c := (*cut)(nil)
		if len(rev) == 1 {
			c = known[rev[0]]
		}
		if c == nil {
			key := m.holderKey(rev)
			if c = b.owners[key]; c == nil {
				c = &cut{quarters: make([]sum, len(b.periods))}
				b.owners[key] = c
			}
			if len(rev) == 1 {
				known[rev[0]] = c
			}
		}
		c.add(m, i)
	}
}

// holderKey joins the ids of holders in order.
func (m *model) holderKey(who []int32) string {
	ids := make([]string, len(who))
	for i, h := range who {
		ids[i] = m.holderID(h)
	}
	slices.Sort(ids)
	return strings.Join(ids, "; ")
}

// revenue writes section 5.
func (m *model) revenue() {
	b := m.books
	out := &Revenue{Periods: []Period{}, Warnings: []string{}, Pipeline: m.pipeline()}
	for i := range b.periods {
		out.Periods = append(out.Periods, m.period(i))
	}
	out.Window = slice("", &b.window, nil)
	m.windowFigures()
	y, rows := m.sourcedSeries()
	out.Trend = m.trend(y)
	out.Predictability = m.predict(y)
	m.trendFigures(out, rows)
	out.Concentration = m.concentrate()
	out.Conflict = m.conflict()
	out.ByRegion, out.ByPartnerType, out.ByMotion = m.slices(axisRegion), m.slices(axisType), m.slices(axisMotion)
	out.ByOwner = m.ownerSlices()
	m.rep.Revenue = out
	m.revenueWarnings(out)
}

// period is one quarter with its figures.
func (m *model) period(i int) Period {
	b, q := m.books, m.books.first+quarter(i)
	t := &b.periods[i]
	p := Period{
		Period: m.cal.label(q), Start: m.cal.first(q), End: m.cal.last(q), Complete: m.cal.complete(q, m.asOf),
		Amounts: t.amounts(), Won: t.counts(), SourcedShare: t.sourcedShare(),
	}
	for _, o := range originOrder {
		m.figure(fmt.Sprintf("revenue.%s.%s", o, p.Period), t.amount[o].value(), m.currency, t.rows[o])
	}
	m.figure("revenue.sourced_share."+p.Period, p.SourcedShare, "share", union(t.rows[:]...))
	return p
}

func (m *model) windowFigures() {
	t := &m.books.window
	for _, o := range originOrder {
		m.figure(fmt.Sprintf("revenue.%s.window", o), t.amount[o].value(), m.currency, t.rows[o])
		m.figure(fmt.Sprintf("revenue.won_%s.window", o), t.count[o], "deals", t.rows[o])
	}
	m.figure("revenue.sourced_share.window", t.sourcedShare(), "share", union(t.rows[:]...))
}

// slice is one segment in the report's terms.
func slice(segment string, t *tally, quarters []sum) Slice {
	s := Slice{Segment: segment, Amounts: t.amounts(), Won: t.counts(), SourcedShare: t.sourcedShare()}
	for _, q := range quarters {
		s.Quarters = append(s.Quarters, q.value())
	}
	return s
}

// slices cuts the window by one axis: the segments with a won deal in any
// quarter, in order of name, the blank one last.
func (m *model) slices(ax int) []Slice {
	out := []Slice{}
	for seg := int32(1); seg <= int32(len(m.axis[ax].names)); seg++ {
		s := seg % int32(len(m.axis[ax].names))
		if c := m.books.cuts[ax][s]; c != nil {
			name := m.axis[ax].names[s]
			out = append(out, slice(name, &c.window, c.quarters))
			m.figure(fmt.Sprintf("revenue.by_%s.%s.sourced", axisNames[ax], segmentID(name)),
				c.window.amount[ingest.OriginSourced].value(), m.currency, c.window.rows[ingest.OriginSourced])
		}
	}
	return out
}

// ownerSlices is the window by holder of the revenue side, in order of id.
func (m *model) ownerSlices() []Slice {
	out := []Slice{}
	for key, c := range m.books.owners {
		out = append(out, slice(key, &c.window, c.quarters))
		m.figure("revenue.by_owner."+segmentID(key)+".sourced",
			c.window.amount[ingest.OriginSourced].value(), m.currency, c.window.rows[ingest.OriginSourced])
	}
	slices.SortFunc(out, func(a, b Slice) int { return strings.Compare(a.Segment, b.Segment) })
	return out
}

// sourcedSeries is won sourced revenue of the complete quarters, and its rows.
func (m *model) sourcedSeries() (y []float64, rows rowSet) {
	var sets []rowSet
	for i := range m.books.complete {
		t := &m.books.periods[i]
		y = append(y, t.amount[ingest.OriginSourced].float())
		sets = append(sets, t.rows[ingest.OriginSourced])
	}
	return y, union(sets...)
}

// pipeline compares the origins: deals created in the window up to as_of, win
// rate of those closed in it, median days from creation to close of the won.
func (m *model) pipeline() []PipelineLine {
	var made, closed [4]rowSet
	var amount [4]sum
	var created, won, done [4]int
	var days [4][]float64
	for i := range m.deals {
		f, d := &m.deals[i], &m.ds.Deals[i]
		o := f.origin
		if f.exists && !d.Created.IsZero() && d.Created >= m.winStart && m.now != noQuarter {
			created[o]++
			made[o].add(d.Pos)
			if f.valued {
				amount[o].add(f.value)
			}
		}
		if !f.inScope || f.quarter == noQuarter {
			continue
		}
		done[o]++
		closed[o].add(d.Pos)
		if f.won() {
			won[o]++
			if !d.Created.IsZero() && d.Created <= d.Closed {
				days[o] = append(days[o], float64(d.Closed-d.Created))
			}
		}
	}
	out := make([]PipelineLine, 0, len(originOrder))
	for _, o := range originOrder {
		line := PipelineLine{Origin: o.String(), Created: created[o], Amount: amount[o].value(), WinRate: rate(won[o], done[o])}
		if v, ok := stat.Median(days[o]); ok {
			line.MedianDays = &v
		}
		out = append(out, line)
		id := "revenue.pipeline." + line.Origin
		m.figure(id+".created", line.Created, "deals", made[o])
		m.figure(id+".amount", line.Amount, m.currency, made[o])
		m.figure(id+".win_rate", line.WinRate.Value, "share", closed[o])
		m.figure(id+".median_days", line.MedianDays, "days", closed[o])
	}
	return out
}

// rate is k of n with its Wilson 95 % interval.
func rate(k, n int) Rate {
	r := Rate{K: k, N: n, Value: share(k, n)}
	if low, high, ok := stat.Wilson(k, n); ok {
		r.Interval = &[2]float64{low, high}
	}
	return r
}

func (m *model) revenueWarnings(out *Revenue) {
	if len(out.Periods) == 0 {
		out.Warnings = append(out.Warnings, "no deal has closed: there is no revenue to show")
	}
	over := m.books.window.total().over
	for i := range m.books.periods {
		_, ok := m.books.periods[i].total().decimal()
		over = over || !ok
	}
	if over {
		out.Warnings = append(out.Warnings, "a sum needs more than 19 digits before the point and is shown as 0")
	}
	if w := &m.books.window; w.count[ingest.OriginUnknown] > 0 {
		n := w.count[0] + w.count[1] + w.count[2] + w.count[3]
		out.Warnings = append(out.Warnings, fmt.Sprintf("%d of %s won in the window have no origin: blank is unknown, not direct", w.count[ingest.OriginUnknown], deals(n)))
	}
}
