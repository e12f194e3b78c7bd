package analyze

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// model is what every section reads: the dataset with its derivations
// (METRICS.md 1), built once by newModel and then read only, but for conv. Slices named after
// records run parallel to the dataset's.
type model struct {
	ds   *ingest.Dataset
	opts Options
	th   Thresholds
	rep  *Report // sections write their part here

	asOf     ingest.Date // zero where neither the options nor the deals give a day
	cal      calendar
	now      quarter // that contains asOf
	window   [2]quarter
	winStart ingest.Date // first day of the window
	winEnd   ingest.Date // last day of the quarter that contains asOf
	currency string      // report currency; "" where the data names none

	deals     []dealFacts
	partners  []partnerFacts
	active    []bool  // person is active at asOf
	team      []bool  // person is on the partnerships team
	byName    []int32 // people in order of name
	nameRank  []int32 // person -> place in byName
	byPName   []int32
	axis      [axes]axis
	usedSeg   [axes][]int32   // segments that the report maps, in order of name, without the blank one
	personSeg [axes][][]int32 // segments that each person's row states; nil is "all of it"
	stages    []stageFacts    // those that are reported, in order

	partnerDeals []int32      // deals in scope that are partner deals, ascending
	scopePartner []int32      // partners in scope, ascending
	partnerItem  []int32      // partner -> its place in scopePartner, or -1
	items        []stageItems // by stage, once measureItems has run
	loads        *loads       // once measureLoad has run
	sides        *sides       // once measureSides has run
	books        *books       // once keepBooks has run
	partnerBooks []book       // parallel to partners, once bookPartners has run

	conv *converter // asks about the rate of a currency when it is first needed
}

// dealFacts is what a deal is at as_of.
//
// A deal created after as_of does not exist yet: it enters nothing. A won or
// lost deal that closes after as_of is still open at as_of. A won or lost deal
// without a close date cannot be placed: it is neither open nor in any quarter,
// and a warning counts it. A deal whose status is unknown likewise.
type dealFacts struct {
	exists  bool
	status  ingest.Status // at as_of; StatusUnknown where it cannot be placed
	inScope bool          // open at as_of, or closed in the window
	partner bool          // partner deal: sourced, influenced, or a partner named
	origin  ingest.Origin
	quarter quarter // of the close of a won or lost deal, else noQuarter
	valued  bool    // value is known in the report currency
	value   decimal.Decimal
	amount  float64 // value as a float, for shares and statistics only
	seg     segments
}

// won reports whether the deal is won, with its quarter known.
func (f *dealFacts) won() bool { return f.status == ingest.StatusWon }

// closedIn reports whether the deal was won or lost between two quarters, both included.
func (f *dealFacts) closedIn(w [2]quarter) bool { return f.quarter >= w[0] && f.quarter <= w[1] }

// partnerFacts is what a partner is at as_of.
type partnerFacts struct {
	inScope bool    // named on an in-scope deal, or listed and not ended before the window
	deals   []int32 // its in-scope partner deals, ascending
	seg     segments
}

// stageFacts is one reported stage: its definition and the column that names
// its owner, first of Evidence that is present in the data and names anybody; the
// first that is present where none does.
type stageFacts struct {
	ingest.Stage
	index     int // in model.stages
	byDeal    bool
	field     ownerField
	observed  bool     // an evidence column is present
	onDeals   bool     // the deals have the column
	onPartner bool     // the partner list has the column
	passed    []string // columns before it that are there and blank throughout
	staters   []int32  // active people who state the stage, in order of name
}

// newModel derives everything that METRICS.md 1 defines.
func newModel(ds *ingest.Dataset, opts Options) *model {
	m := &model{ds: ds, opts: opts, th: opts.Thresholds, cal: newCalendar(opts.FiscalYearStart)}
	m.rep = emptyReport(opts)
	m.deriveAsOf()
	m.derivePeople()
	m.deriveCurrency()
	m.deriveDeals()
	m.derivePartners()
	m.buildSegments()
	m.deriveStages()
	return m
}

func emptyReport(opts Options) *Report {
	return &Report{
		Schema: Schema, Generator: opts.Generator, Title: opts.Title, Thresholds: opts.Thresholds,
		Inputs: []Input{}, Stages: []Stage{}, People: []Person{}, Findings: []Finding{}, Issues: []Issue{},
		RulesNotJudged: []NotJudged{}, Warnings: []string{}, Figures: map[string]Figure{},
	}
}

// deriveAsOf takes the configured day, else the latest event in the deals:
// created, or closed where won or lost. Without either there is no day; the
// window is then empty and the report's warnings say so.
func (m *model) deriveAsOf() {
	basis := "config"
	if m.asOf = m.opts.AsOf; m.asOf.IsZero() {
		basis = "inferred"
		m.asOf = m.latestEvent()
	}
	m.rep.FiscalYearStart = m.cal.start
	m.rep.AsOf = AsOf{Date: m.asOf, Basis: basis}
	if m.now = m.cal.of(m.asOf); m.now == noQuarter {
		m.window = [2]quarter{noQuarter, noQuarter - 1}
		m.warn("no day to speak for: the deals have no dates; set as_of")
		return
	}
	m.window = [2]quarter{m.now - 3, m.now}
	m.winStart, m.winEnd = m.cal.first(m.now-3), m.cal.last(m.now)
	m.rep.Window = Window{Start: m.winStart, End: m.winEnd}
}

// latestEvent is the last day on which a deal was created, or closed where won
// or lost; zero without any.
func (m *model) latestEvent() ingest.Date {
	last := ingest.LatestEvent(m.ds.Deals)
	if last.Far == 1 {
		m.warn(fmt.Sprintf("as_of is inferred from one deal (%s), %d days after every other event: check its dates or set as_of", last.First, last.Gap))
	}
	if last.Far > 1 {
		m.warn(fmt.Sprintf("as_of is inferred from %d deals (the first: %s), %d days after every other event: check their dates or set as_of", last.Far, last.First, last.Gap))
	}
	return last.Day
}

// teamClasses are the role classes of the partnerships team.
var teamClasses = []ingest.RoleClass{
	ingest.RoleRelationship, ingest.RoleRevenue, ingest.RoleRecruitment, ingest.RoleActivation,
	ingest.RoleEnablement, ingest.RoleOperations, ingest.RoleLeader,
}

// derivePeople marks who is active, and who of them is on the team: a team
// class, or any stage stated. Without as_of a person is active unless an end
// date is known.
func (m *model) derivePeople() {
	n := len(m.ds.People)
	m.active, m.team = make([]bool, n), make([]bool, n)
	for i := range m.ds.People {
		p := &m.ds.People[i]
		m.active[i] = p.Active(m.asOf)
		if m.asOf.IsZero() {
			m.active[i] = p.End.IsZero()
		}
		m.team[i] = m.active[i] && (slices.Contains(teamClasses, p.Class) || len(p.Stages) > 0)
	}
	m.byName = orderByName(n, func(i int32) (string, string) { return m.ds.People[i].Name, m.ds.People[i].Key })
	m.nameRank = make([]int32, n)
	for rank, i := range m.byName {
		m.nameRank[i] = int32(rank)
	}
	m.byPName = orderByName(len(m.ds.Partners), func(i int32) (string, string) { return m.ds.Partners[i].Name, m.ds.Partners[i].Key })
}

// orderByName sorts indexes by name without case, then name, then key.
func orderByName(n int, of func(int32) (name, key string)) []int32 {
	type entry struct {
		fold, name, key string
		i               int32
	}
	list := make([]entry, n)
	for i := range list {
		name, key := of(int32(i))
		list[i] = entry{fold(name), name, key, int32(i)}
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		if c := strings.Compare(a.fold, b.fold); c != 0 {
			return c
		}
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return strings.Compare(a.key, b.key)
	})
	out := make([]int32, n)
	for i := range list {
		out[i] = list[i].i
	}
	return out
}

// deriveDeals places every deal at as_of.
func (m *model) deriveDeals() {
	m.deals = make([]dealFacts, len(m.ds.Deals))
	m.conv = m.newConverter()
	undated, unread := 0, 0
	for i := range m.ds.Deals {
		d, f := &m.ds.Deals[i], &m.deals[i]
		f.quarter = noQuarter
		if f.exists = m.asOf.IsZero() || d.Created <= m.asOf; !f.exists {
			continue
		}
		f.origin = m.originOf(d)
		f.partner = f.origin == ingest.OriginSourced || f.origin == ingest.OriginInfluenced || d.Partner != ingest.None
		switch f.status = m.statusOf(d); {
		case f.status == ingest.StatusOpen:
			f.inScope = true
		case f.status != ingest.StatusUnknown:
			f.quarter = m.cal.of(d.Closed)
			f.inScope = f.closedIn(m.window)
		case d.Status == ingest.StatusUnknown:
			unread++
		default:
			undated++
		}
		m.conv.convert(i)
	}
	m.conv.report()
	if undated > 0 {
		m.warn(fmt.Sprintf("%s won or lost without a close date: in no quarter and not in scope", deals(undated)))
	}
	if unread > 0 {
		m.warn(fmt.Sprintf("%s without a readable status: neither open nor closed", deals(unread)))
	}
}

// statusOf is the state at as_of; StatusUnknown for a closed deal without a date.
func (m *model) statusOf(d *ingest.Deal) ingest.Status {
	if d.Status != ingest.StatusWon && d.Status != ingest.StatusLost {
		return d.Status
	}
	switch {
	case d.Closed.IsZero():
		return ingest.StatusUnknown
	case d.Closed > m.asOf:
		return ingest.StatusOpen
	}
	return d.Status
}

// derivePartners lists each partner's in-scope partner deals, and puts in scope
// the partners of those deals and the listed ones that have not ended before
// the window.
func (m *model) derivePartners() {
	m.partners = make([]partnerFacts, len(m.ds.Partners))
	counts := make([]int32, len(m.ds.Partners))
	for i := range m.deals {
		if f := &m.deals[i]; f.inScope && f.partner {
			m.partnerDeals = append(m.partnerDeals, int32(i))
			if p := m.ds.Deals[i].Partner; p != ingest.None {
				counts[p]++
			}
		}
	}
	m.partnerItem = make([]int32, len(m.partners))
	all := make([]int32, len(m.partnerDeals))
	for p, n := range counts {
		m.partners[p].deals, all = all[:0:n], all[n:]
	}
	for _, i := range m.partnerDeals {
		if p := m.ds.Deals[i].Partner; p != ingest.None {
			m.partners[p].deals = append(m.partners[p].deals, i)
		}
	}
	for i := range m.partners {
		p, f := &m.ds.Partners[i], &m.partners[i]
		f.inScope = len(f.deals) > 0 || p.Listed && (p.Ended.IsZero() || p.Ended >= m.winStart)
		m.partnerItem[i] = -1
		if f.inScope {
			m.partnerItem[i] = int32(len(m.scopePartner))
			m.scopePartner = append(m.scopePartner, int32(i))
		}
	}
}

// deriveStages keeps the core stages, and of the others those that the data
// speaks of: somebody on the roster states it, or its evidence column is there.
func (m *model) deriveStages() {
	defs := m.ds.Stages
	if defs == nil {
		defs = ingest.DefaultStages()
	}
	for _, def := range defs {
		s := stageFacts{Stage: def, byDeal: def.Item == "deal"}
		m.findEvidence(&s)
		stated := false
		for _, i := range m.byName {
			if slices.Contains(m.ds.People[i].Stages, def.ID) {
				stated = true
				if m.active[i] {
					s.staters = append(s.staters, i)
				}
			}
		}
		if def.Core || stated || s.observed {
			s.index = len(m.stages)
			m.stages = append(m.stages, s)
		}
	}
}

// findEvidence picks the first evidence field that is present. For a stage
// whose item is a partner the deals or the partner list may hold it; a deal's
// owner is read from the deals alone. A column that is blank on every row is no
// evidence while a later one names somebody: a team that does not fill it has not
// said that nobody does the work.
func (m *model) findEvidence(s *stageFacts) {
	var blank []ownerField
	for _, name := range s.Evidence {
		f, ok := fieldNamed(name)
		if !ok || !m.onDeals(f) && (s.byDeal || !m.onPartners(f)) {
			continue
		}
		if !m.filledOnDeals(f) && (s.byDeal || !m.filledOnPartners(f)) {
			blank = append(blank, f)
			continue
		}
		m.readFrom(s, f)
		for _, b := range blank {
			s.passed = append(s.passed, b.name)
		}
		return
	}
	if len(blank) > 0 {
		m.readFrom(s, blank[0])
	}
}

func (m *model) readFrom(s *stageFacts, f ownerField) {
	s.field, s.observed = f, true
	s.onDeals, s.onPartner = m.onDeals(f), !s.byDeal && m.onPartners(f)
}

// personID and partnerID are the ids that the report uses.
func (m *model) personID(i int32) string  { return m.ds.People[i].Key }
func (m *model) partnerID(i int32) string { return m.ds.Partners[i].Key }

// warn adds a warning to the report as a whole; sections have lists of their own.
func (m *model) warn(text string) { m.rep.Warnings = append(m.rep.Warnings, text) }

// deals writes a count with its noun.
func deals(n int) string { return count(n, "deal") }

// count writes "1 deal", "2 deals", "2 people".
func count(n int, word string) string { return fmt.Sprintf("%d %s", n, noun(n, word)) }
