package analyze

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ownermap/analyze/stat"
	"ownermap/ingest"
)

// Handoffs is the interface with sales and marketing (METRICS.md 6). A count is
// null where the data has no column for it.
//
// Handed counts the deals handed off in the window and on or before as_of. Each
// of them is accepted, waiting (open), dropped (lost without acceptance) or none
// of these (won without a recorded acceptance, or of unknown state). Stuck are
// those that have waited longer than the threshold.
type Handoffs struct {
	Handed            *int           `json:"handed"`
	Accepted          *int           `json:"accepted"`
	Waiting           *int           `json:"waiting"`
	Stuck             *int           `json:"stuck"`
	Dropped           *int           `json:"dropped"`
	MedianDays        *int           `json:"median_days"`
	P90Days           *int           `json:"p90_days"`
	WithoutSalesOwner *int           `json:"without_sales_owner"`
	LateCredit        *int           `json:"late_credit"`
	SalesOwnerRate    *Rate          `json:"sales_owner_rate"`     // partner deals in scope that name a sales owner
	MarketingRate     *Rate          `json:"marketing_owner_rate"` // that name a marketing owner
	DefinedRate       *Rate          `json:"defined_rate"`         // that have a handoff date
	LateCreditRate    *Rate          `json:"late_credit_rate"`     // of partner deals closed in the window, won or lost: credit after close, or never
	LateCreditWon     *Rate          `json:"late_credit_won"`      // the same of the won ones alone
	NeverCredited     *int           `json:"never_credited"`       // part of late_credit
	Incidence         []CurvePoint   `json:"incidence"`            // share of handoffs accepted, by days since
	Pairs             []HandoffPair  `json:"pairs"`                // in order of from, to
	StuckDeals        []StuckHandoff `json:"stuck_deals"`          // longest first, then by id
	Warnings          []string       `json:"warnings"`
}

// HandoffPair counts the deals handed off from one partner-side person to one
// sales-side person: partner_manager, else partner_sales_exec, else cosell_owner,
// to sales_owner. Names are person ids, or the name as it stands for people
// who are not on the roster; "" is nobody. A deal that names several people on a
// side counts once for each pair.
type HandoffPair struct {
	From       string `json:"from"`
	To         string `json:"to"`
	Deals      int    `json:"deals"`
	Accepted   int    `json:"accepted"`
	Stuck      int    `json:"stuck"`
	MedianDays *int   `json:"median_days"`
}

// StuckHandoff is one handoff that nobody has accepted.
type StuckHandoff struct {
	Deal      string      `json:"deal"`
	Name      string      `json:"name"`
	Partner   string      `json:"partner"` // partner id, "" when none is named
	From      []string    `json:"from"`
	To        []string    `json:"to"`
	HandedOff ingest.Date `json:"handed_off"`
	Days      int         `json:"days"` // waiting at as_of
	Row       string      `json:"row"`
}

// Fewest acceptances for a quantile of the handoff latency (METRICS.md 6).
const (
	minForMedian = 10
	minForP90    = 30
)

// handoffState is how a handoff stands at as_of.
type handoffState uint8

const (
	handAccepted handoffState = iota
	handWaiting               // open, not accepted
	handDropped               // lost without acceptance
	handWon                   // won, no acceptance recorded
	handUnknown               // the deal's status cannot be read or placed
)

// handoff is one deal handed off in the window. Days run from the handoff to
// the acceptance, the close or as_of; placed is false where that end has no day.
type handoff struct {
	deal   int32
	state  handoffState
	days   int
	placed bool
	early  bool // the end is dated before the handoff: counted as day 0
}

// handoffs measures the interface with sales and marketing (METRICS.md 6).
//
// An acceptance that the data records is an acceptance, also on a deal that was
// lost or won before it. An end that is dated before its handoff counts as day 0.
// Ends without a day (a loss without a close date, an unreadable status) are
// counted but stay out of the curve. Each of these is said in the warnings.
func (m *model) handoffs() {
	h := &Handoffs{Incidence: []CurvePoint{}, Pairs: []HandoffPair{}, StuckDeals: []StuckHandoff{}, Warnings: []string{}}
	m.rep.Handoffs = h
	if m.asOf.IsZero() {
		h.warn("no handoff can be placed: the deals have no dates and no as_of is set")
		return
	}
	m.handoffLatency(h)
	m.handoffSeats(h)
	m.handoffCredit(h)
}

func (h *Handoffs) warn(format string, args ...any) {
	h.Warnings = append(h.Warnings, fmt.Sprintf(format, args...))
}

// hasHandoffDates reports whether the deals have a handoff column.
func (m *model) hasHandoffDates() bool {
	return m.hasField(ingest.KindDeals, "handoff_at", func() bool {
		return m.anyDeal(func(d *ingest.Deal) bool { return !d.HandedOff.IsZero() })
	})
}

// handoffLatency fills the counts, the curve, the pairs and the stuck deals.
func (m *model) handoffLatency(h *Handoffs) {
	if !m.hasHandoffDates() {
		h.warn("no handoff is counted: needs a column with the day a deal was handed to sales")
		return
	}
	list := m.handedOff(h)
	rows := map[string]*rowSet{}
	tally := map[string]int{}
	for _, id := range []string{"handed", "accepted", "waiting", "stuck", "dropped"} {
		rows[id] = &rowSet{}
	}
	for _, e := range list {
		for _, id := range m.handoffClasses(e) {
			tally[id]++
			rows[id].add(m.ds.Deals[e.deal].Pos)
		}
	}
	h.Handed, h.Accepted, h.Waiting = ref(tally["handed"]), ref(tally["accepted"]), ref(tally["waiting"])
	h.Stuck, h.Dropped = ref(tally["stuck"]), ref(tally["dropped"])
	for id, r := range rows {
		m.figure("handoffs."+id, tally[id], "deals", *r)
	}
	m.handoffQuantiles(h, list, *rows["handed"])
	m.handoffPairs(h, list)
	m.stuckHandoffs(h, list)
}

// handoffClasses are the counts that one handoff enters.
func (m *model) handoffClasses(e handoff) []string {
	switch {
	case e.state == handAccepted:
		return []string{"handed", "accepted"}
	case e.state == handDropped:
		return []string{"handed", "dropped"}
	case m.stuck(e):
		return []string{"handed", "waiting", "stuck"}
	case e.state == handWaiting:
		return []string{"handed", "waiting"}
	}
	return []string{"handed"}
}

// stuck reports whether a handoff has waited for more than the threshold.
func (m *model) stuck(e handoff) bool { return e.state == handWaiting && e.days > m.th.StuckDays }

// handedOff lists the deals handed off in the window and by as_of, and warns
// about dates that cannot be taken as they stand.
func (m *model) handedOff(h *Handoffs) []handoff {
	var list []handoff
	later, early, undated, unread := 0, 0, 0, 0
	for i := range m.ds.Deals {
		day := m.ds.Deals[i].HandedOff
		if !m.deals[i].exists || day < m.winStart || day > m.winEnd {
			continue
		}
		if day > m.asOf {
			later++
			continue
		}
		e := m.handoffOf(int32(i))
		if e.early {
			early++
		}
		if !e.placed {
			if e.state == handUnknown {
				unread++
			} else {
				undated++
			}
		}
		list = append(list, e)
	}
	h.warnIf(later, "handed off after %s: not counted yet", m.asOf)
	h.warnIf(early, "accepted or closed before the day of handoff: counted as day 0")
	h.warnIf(undated, "handed off and closed without a close date: counted, but not in the latency")
	h.warnIf(unread, "handed off whose status cannot be read: counted, but not in the latency")
	return list
}

func (h *Handoffs) warnIf(n int, format string, args ...any) {
	if n > 0 {
		h.warn("%s "+format, append([]any{deals(n)}, args...)...)
	}
}

// handoffOf says how one handoff stands at as_of.
func (m *model) handoffOf(i int32) handoff {
	d, f := &m.ds.Deals[i], &m.deals[i]
	e := handoff{deal: i, placed: true}
	end := m.asOf
	switch {
	case !d.HandoffAccepted.IsZero() && d.HandoffAccepted <= m.asOf:
		e.state, end = handAccepted, d.HandoffAccepted
	case f.status == ingest.StatusOpen:
		e.state = handWaiting
	case d.Status == ingest.StatusLost:
		e.state, end, e.placed = handDropped, d.Closed, !d.Closed.IsZero()
	case d.Status == ingest.StatusWon:
		e.state, end, e.placed = handWon, d.Closed, !d.Closed.IsZero()
	default:
		e.state, e.placed = handUnknown, false
	}
	e.days = int(end - d.HandedOff)
	if e.placed && e.days < 0 {
		e.days, e.early = 0, true
	}
	return e
}

// observe turns handoffs into observations: acceptance is the event, a loss the
// competing end, everything else is censored.
func observe(list []handoff) []stat.Observation {
	obs := make([]stat.Observation, 0, len(list))
	for _, e := range list {
		if !e.placed {
			continue
		}
		o := stat.Observation{Time: e.days}
		switch e.state {
		case handAccepted:
			o.Cause = stat.Event
		case handDropped:
			o.Cause = stat.Competing
		}
		obs = append(obs, o)
	}
	return obs
}

// quantile is the first day on which the share accepted reaches the level, nil
// with fewer acceptances than needed or where the curve does not reach it.
func quantile(c stat.Curve, level float64, need int) *int {
	if day, ok := c.Rises(level); ok && c.Events >= need {
		return &day
	}
	return nil
}

func (m *model) handoffQuantiles(h *Handoffs, list []handoff, rows rowSet) {
	c := stat.CumulativeIncidence(observe(list))
	h.Incidence = rising(c, false)
	h.MedianDays, h.P90Days = quantile(c, 0.5, minForMedian), quantile(c, 0.9, minForP90)
	for _, q := range []struct {
		what, id string
		level    int
		need     int
		value    *int
	}{{"median", "median_days", 50, minForMedian, h.MedianDays}, {"p90", "p90_days", 90, minForP90, h.P90Days}} {
		m.figure("handoffs."+q.id, q.value, "days", rows)
		switch {
		case c.Events < q.need:
			h.warn("handoff latency, %s: needs %d acceptances, has %d", q.what, q.need, c.Events)
		case q.value == nil:
			h.warn("handoff latency, %s: the share accepted has not reached %d%%", q.what, q.level)
		}
	}
}

// sideNames are the people of one side by id, those off the roster by name;
// nobody is "".
func (m *model) sideNames(cells ...*ingest.Named) []string {
	for _, n := range cells {
		if !names(n) {
			continue
		}
		var out []string
		for _, r := range n.People {
			name := r.Name
			if r.Person != ingest.None {
				name = m.personID(r.Person)
			}
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
		return out
	}
	return []string{""}
}

// handoffEnds are the two ends of a handoff.
func (m *model) handoffEnds(d *ingest.Deal) (from, to []string) {
	return m.sideNames(d.PartnerManager, d.PartnerSalesExec, d.CosellOwner), m.sideNames(d.SalesOwner)
}

func (m *model) handoffPairs(h *Handoffs, list []handoff) {
	byPair := map[[2]string][]handoff{}
	for _, e := range list {
		from, to := m.handoffEnds(&m.ds.Deals[e.deal])
		for _, f := range from {
			for _, t := range to {
				byPair[[2]string{f, t}] = append(byPair[[2]string{f, t}], e)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(byPair), func(a, b [2]string) int {
		return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
	})
	for _, k := range keys {
		p := HandoffPair{From: k[0], To: k[1], Deals: len(byPair[k])}
		for _, e := range byPair[k] {
			if e.state == handAccepted {
				p.Accepted++
			}
			if m.stuck(e) {
				p.Stuck++
			}
		}
		p.MedianDays = quantile(stat.CumulativeIncidence(observe(byPair[k])), 0.5, minForMedian)
		h.Pairs = append(h.Pairs, p)
	}
}

func (m *model) stuckHandoffs(h *Handoffs, list []handoff) {
	var stuck []handoff
	for _, e := range list {
		if m.stuck(e) {
			stuck = append(stuck, e)
		}
	}
	slices.SortFunc(stuck, func(a, b handoff) int {
		return cmp.Or(b.days-a.days, strings.Compare(m.ds.Deals[a.deal].ID, m.ds.Deals[b.deal].ID), int(a.deal-b.deal))
	})
	for _, e := range stuck {
		d := &m.ds.Deals[e.deal]
		s := StuckHandoff{Deal: d.ID, Name: d.Name, HandedOff: d.HandedOff, Days: e.days, Row: d.Pos.String()}
		s.From, s.To = m.handoffEnds(d)
		if d.Partner != ingest.None {
			s.Partner = m.partnerID(d.Partner)
		}
		h.StuckDeals = append(h.StuckDeals, s)
	}
}

// handoffSeats counts the partner deals in scope by whom they name on the other
// side, and those that have a handoff date.
func (m *model) handoffSeats(h *Handoffs) {
	if f, _ := fieldNamed("sales_owner"); m.onDeals(f) {
		has, rows := m.partnerDealShare("handoffs.sales_owner_rate", func(d *ingest.Deal) bool { return names(f.deal(d)) })
		h.SalesOwnerRate, h.WithoutSalesOwner = has, ref(has.N-has.K)
		m.figure("handoffs.without_sales_owner", has.N-has.K, "deals", rows)
	} else {
		h.warn("deals without a sales owner are not counted: needs a column with the sales owner")
	}
	if f, _ := fieldNamed("marketing_owner"); m.onDeals(f) {
		h.MarketingRate, _ = m.partnerDealShare("handoffs.marketing_owner_rate", func(d *ingest.Deal) bool { return names(f.deal(d)) })
	} else {
		h.warn("marketing is not measured: needs a column with the marketing owner")
	}
	if m.hasHandoffDates() {
		h.DefinedRate, _ = m.partnerDealShare("handoffs.defined_rate", func(d *ingest.Deal) bool { return !d.HandedOff.IsZero() })
	}
}

// partnerDealShare is the share of the partner deals in scope that pass, as a
// figure over all of them; the rows are those that do not pass.
func (m *model) partnerDealShare(id string, pass func(*ingest.Deal) bool) (*Rate, rowSet) {
	k := 0
	var failing rowSet
	for _, i := range m.partnerDeals {
		if d := &m.ds.Deals[i]; pass(d) {
			k++
		} else {
			failing.add(d.Pos)
		}
	}
	r := rate(k, len(m.partnerDeals))
	m.figure(id, r.Value, "share", m.dealRows(m.partnerDeals))
	return &r, failing
}

// handoffCredit counts the partner deals closed in the window (won or lost)
// whose credit was agreed after the close, or never by as_of.
func (m *model) handoffCredit(h *Handoffs) {
	if !m.hasField(ingest.KindDeals, "credit_agreed_at", func() bool {
		return m.anyDeal(func(d *ingest.Deal) bool { return !d.CreditAgreed.IsZero() })
	}) {
		h.warn("late credit is not counted: needs a column with the day the credit was agreed")
		return
	}
	var closed, late rowSet
	k, n, never, lateWon, won := 0, 0, 0, 0, 0
	for _, i := range m.partnerDeals {
		if !m.deals[i].closedIn(m.window) {
			continue
		}
		d := &m.ds.Deals[i]
		n++
		closed.add(d.Pos)
		if m.deals[i].won() {
			won++
		}
		switch agreed := d.CreditAgreed; {
		case agreed.IsZero() || agreed > m.asOf:
			never++
		case agreed <= d.Closed:
			continue
		}
		k++
		late.add(d.Pos)
		if m.deals[i].won() {
			lateWon++
		}
	}
	r := rate(k, n)
	h.LateCredit, h.NeverCredited, h.LateCreditRate, h.LateCreditWon = &k, &never, &r, ref(rate(lateWon, won))
	m.figure("handoffs.late_credit", k, "deals", late)
	m.figure("handoffs.late_credit_rate", r.Value, "share", closed)
}

// ref is a pointer to a value.
func ref[T any](v T) *T { return &v }
