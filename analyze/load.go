package analyze

import (
	"fmt"
	"math"
	"slices"

	"ownermap/analyze/stat"
	"ownermap/ingest"
)

// loads is section 3 by person: slices run parallel to Dataset.People.
type loads struct {
	stage    [][]float64 // by stage, then person: n_ps
	items    []float64   // N_p
	basis    []string
	class    []string
	effects  []*float64 // D_p
	load     []*float64
	ratio    []*float64
	median   *float64
	partners []int
	open     []int
	reports  []int
	rows     []rowSet   // rows whose cells make up N_p
	byStage  [][]rowSet // the same by stage, then person: rows behind n_ps
	partRows []rowSet
	openRows []rowSet
	carries  string // the field that says who carries a partner; "" for the partner stages' owners
}

// measureLoad computes section 3.
//
// n_ps counts the items of a stage that name the person, one of k active names
// counting 1/k; only active people have items. The basis is observed from
// Thresholds.ObservedMinItems on, else stated (equal shares over the stages on
// the roster), else none. Load is N_p / allocation; it is absent for people who
// are not active, for an allocation of 0 and where no stage has an evidence
// column.
func (m *model) measureLoad() {
	n := len(m.ds.People)
	l := &loads{
		items: make([]float64, n), basis: make([]string, n), class: make([]string, n), effects: make([]*float64, n),
		load: make([]*float64, n), ratio: make([]*float64, n), partners: make([]int, n), open: make([]int, n), reports: make([]int, n),
		rows: make([]rowSet, n), partRows: make([]rowSet, n), openRows: make([]rowSet, n),
	}
	for range m.stages {
		l.byStage = append(l.byStage, make([]rowSet, n))
	}
	m.loads = l
	observed := false
	for i := range m.stages {
		observed = observed || m.stages[i].observed
		l.stage = append(l.stage, m.stageWeights(i))
		for p, w := range l.stage[i] {
			l.items[p] += w
		}
	}
	m.loadRows()
	for p := range m.ds.People {
		l.items[p] = settle(l.items[p])
		m.classify(p)
		if a := m.ds.People[p].Allocation; m.active[p] && a > 0 && observed {
			v := l.items[p] / a
			l.load[p] = &v
		}
		if boss := m.ds.People[p].Manager; boss != ingest.None && m.active[p] {
			l.reports[boss]++
		}
	}
	m.relateLoads()
	m.countPartners()
	m.countOpen()
}

// settle removes the dust that sums of 1/k leave on a whole number.
func settle(v float64) float64 {
	if r := math.Round(v); math.Abs(v-r) < 1e-9 {
		return r
	}
	return v
}

// stageWeights is n_ps for one stage.
func (m *model) stageWeights(stage int) []float64 {
	w, it := make([]float64, len(m.ds.People)), &m.items[stage]
	for i := range it.n() {
		who := it.of(i)
		for _, p := range who {
			w[p] += 1 / float64(len(who))
		}
	}
	for p := range w {
		w[p] = settle(w[p])
	}
	return w
}

// loadRows gathers for each active person the rows whose cells name them for a
// stage: rows of the partner list first, then deals, each in order.
func (m *model) loadRows() {
	rows := m.loads.rows
	add := func(stage int, cell *ingest.Named, at ingest.Pos) {
		if cell == nil {
			return
		}
		for _, r := range cell.People {
			if r.Person != ingest.None && m.active[r.Person] {
				rows[r.Person].add(at)
				m.loads.byStage[stage][r.Person].add(at)
			}
		}
	}
	for _, p := range m.scopePartner {
		for i := range m.stages {
			if s := &m.stages[i]; s.onPartner && m.ds.Partners[p].Listed {
				add(i, s.field.partner(&m.ds.Partners[p]), m.ds.Partners[p].Pos)
			}
		}
	}
	for _, d := range m.partnerDeals {
		deal := &m.ds.Deals[d]
		for i := range m.stages {
			if s := &m.stages[i]; s.onDeals && (s.byDeal || deal.Partner != ingest.None) {
				add(i, s.field.deal(deal), deal.Pos)
			}
		}
	}
}

// eachPartnerRow visits the filled cells of an owner field that speak of
// partners in scope: rows of the list, then in-scope deals, both in order.
func (m *model) eachPartnerRow(f ownerField, list, deals bool, visit func(cell *ingest.Named, partner int32, at ingest.Pos)) {
	if list {
		for _, p := range m.scopePartner {
			if cell := f.partner(&m.ds.Partners[p]); m.ds.Partners[p].Listed && cell != nil {
				visit(cell, p, m.ds.Partners[p].Pos)
			}
		}
	}
	if deals {
		for _, d := range m.partnerDeals {
			if cell, p := f.deal(&m.ds.Deals[d]), m.ds.Deals[d].Partner; cell != nil && p != ingest.None {
				visit(cell, p, m.ds.Deals[d].Pos)
			}
		}
	}
}

// classify gives person p a basis, effective stages (Hill number of order 1,
// Jost 2006) and a class.
func (m *model) classify(p int) {
	l := m.loads
	l.basis[p], l.class[p] = "none", "unknown"
	switch stated := len(m.ds.People[p].Stages); {
	case l.items[p] >= m.th.ObservedMinItems && l.items[p] > 0:
		mix := make([]float64, len(m.stages))
		for s := range mix {
			mix[s] = l.stage[s][p]
		}
		if d, ok := stat.EffectiveNumber(mix); ok {
			l.basis[p], l.effects[p] = "observed", &d
		}
	case stated > 0:
		d := float64(stated)
		l.basis[p], l.effects[p] = "stated", &d
	}
	if d := l.effects[p]; d != nil {
		l.class[p] = m.classOf(*d)
	}
}

// classOf is specialist, mixed or generalist by effective stages.
func (m *model) classOf(d float64) string {
	switch {
	case d <= m.th.SpecialistMax+1e-12:
		return "specialist"
	case d >= m.th.GeneralistMin-1e-12:
		return "generalist"
	}
	return "mixed"
}

// relateLoads compares each load with the median of the active people with any.
func (m *model) relateLoads() {
	l := m.loads
	var some []float64
	for _, v := range l.load {
		if v != nil && *v > 0 {
			some = append(some, *v)
		}
	}
	median, ok := stat.Median(some)
	if !ok {
		return
	}
	l.median = &median
	for p, v := range l.load {
		if v != nil {
			r := *v / median
			l.ratio[p] = &r
		}
	}
}

// countPartners counts the partners in scope that each active person carries:
// those whose deals or list row name the person as partner_manager; where the
// data has no such column, those whose partner stages do.
func (m *model) countPartners() {
	l := m.loads
	var fields []ownerField
	if pm := ownerFields[0]; m.onDeals(pm) || m.onPartners(pm) {
		fields, l.carries = []ownerField{pm}, pm.name
	} else {
		for i := range m.stages {
			if s := &m.stages[i]; s.observed && !s.byDeal {
				fields = append(fields, s.field)
			}
		}
	}
	held := make([][]int32, len(m.scopePartner)) // by item: who carries it
	for _, f := range fields {
		m.eachPartnerRow(f, f.partner != nil, true, func(cell *ingest.Named, partner int32, at ingest.Pos) {
			item := m.partnerItem[partner]
			for _, r := range cell.People {
				if r.Person == ingest.None || !m.active[r.Person] {
					continue
				}
				l.partRows[r.Person].add(at)
				if !slices.Contains(held[item], r.Person) {
					held[item] = append(held[item], r.Person)
					l.partners[r.Person]++
				}
			}
		})
	}
}

// countOpen counts the partner deals open at as_of that name each active person
// in any partner-side column.
func (m *model) countOpen() {
	var who []int32
	for _, d := range m.partnerDeals {
		if m.deals[d].status != ingest.StatusOpen {
			continue
		}
		who = who[:0]
		for _, f := range ownerFields[:partnerSideFields] {
			who = m.activeIn(who, 0, f.deal(&m.ds.Deals[d]))
		}
		for _, p := range who {
			m.loads.open[p]++
			m.loads.openRows[p].add(m.ds.Deals[d].Pos)
		}
	}
}

// people writes the report's people, in order of name, with their figures.
func (m *model) people() {
	l := m.loads
	for _, i := range m.byName {
		p := &m.ds.People[i]
		out := Person{
			ID: p.Key, Name: p.Name, Role: p.Role, Title: p.Title, RoleClass: p.Class, Active: m.active[i], Team: m.team[i],
			Start: p.Start, End: p.End, Regions: some(p.Regions), PartnerTypes: some(p.PartnerTypes), Motions: some(p.Motions),
			Allocation: p.Allocation, StagesStated: m.inStageOrder(p.Stages), StageItems: map[string]float64{}, Items: l.items[i],
			EffectiveStages: l.effects[i], Basis: l.basis[i], Class: l.class[i], Load: l.load[i], LoadRatio: l.ratio[i],
			Partners: l.partners[i], OpenDeals: l.open[i], Reports: l.reports[i], Row: p.Pos.String(),
			RelationshipDeals: m.sides.relationship[i], RevenueDeals: m.sides.revenue[i], BothSides: m.sides.both[i],
		}
		if p.Manager != ingest.None {
			id := m.personID(p.Manager)
			out.Manager = &id
		}
		if p.Quota.Known {
			v := p.Quota.Value
			out.Quota, out.QuotaCurrency = &v, p.Quota.Currency
		}
		for s := range m.stages {
			if m.stages[s].observed {
				out.StageItems[m.stages[s].ID] = l.stage[s][i]
			}
		}
		m.rep.People = append(m.rep.People, out)
		m.personFigures(i)
	}
}

// some is the list itself, or an empty one for nil.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// inStageOrder sorts stage ids by the lifecycle.
func (m *model) inStageOrder(ids []string) []string {
	out := make([]string, 0, len(ids))
	for i := range m.stages {
		if slices.Contains(ids, m.stages[i].ID) {
			out = append(out, m.stages[i].ID)
		}
	}
	return out
}

func (m *model) personFigures(i int32) {
	l, id, roster := m.loads, "people."+m.personID(i), m.personRows(i)
	items := l.rows[i].strings()
	m.figureOf(id+".items", l.items[i], "items", items)
	for s := range m.stages {
		if n := l.stage[s][i]; n > 0 {
			m.figure(id+".stage_items."+m.stages[s].ID, n, "items", l.byStage[s][i])
		}
	}
	if l.basis[i] == "observed" {
		m.figureOf(id+".effective_stages", l.effects[i], "stages", items)
	} else {
		m.figure(id+".effective_stages", l.effects[i], "stages", roster)
	}
	withRoster := union(roster, l.rows[i]).strings()
	m.figureOf(id+".load", l.load[i], "items", withRoster)
	m.figureOf(id+".load_ratio", l.ratio[i], "ratio", withRoster)
	m.figure(id+".partners", l.partners[i], "partners", l.partRows[i])
	m.figure(id+".open_deals", l.open[i], "deals", l.openRows[i])
	m.figure(id+".reports", l.reports[i], "people", m.reportRows(i))
	m.figure(id+".relationship_deals", m.sides.relationship[i], "deals", m.sides.relationRows[i])
	m.figure(id+".revenue_deals", m.sides.revenue[i], "deals", m.sides.revenueRows[i])
	m.figure(id+".both_sides", m.sides.both[i], "deals", m.sides.bothRows[i])
}

// reportRows are the roster rows of a person's active direct reports.
func (m *model) reportRows(boss int32) (rows rowSet) {
	if m.loads.reports[boss] == 0 {
		return rows
	}
	for p := range m.ds.People {
		if m.active[p] && m.ds.People[p].Manager == boss {
			rows.addPerson(&m.ds.People[p])
		}
	}
	return rows
}

// teamUp writes the team as a whole.
func (m *model) teamUp() {
	l, t := m.loads, &Team{Warnings: []string{}, MedianLoad: m.loads.median}
	var rows, known rowSet
	knownFTE, generalFTE, unknown := 0.0, 0.0, 0
	for p := range m.ds.People {
		if !m.team[p] {
			continue
		}
		fte := max(0, m.ds.People[p].Allocation)
		t.Active++
		t.FTE += fte
		rows.addPerson(&m.ds.People[p])
		if l.class[p] == "unknown" {
			unknown++
			continue
		}
		known.addPerson(&m.ds.People[p])
		knownFTE += fte
		if l.class[p] == "generalist" {
			generalFTE += fte
		}
	}
	t.FTE = settle(t.FTE)
	if knownFTE > 0 {
		v := generalFTE / knownFTE
		t.GeneralistShare = &v
	}
	if unknown > 0 {
		t.Warnings = append(t.Warnings, fmt.Sprintf("%s of %d on the team without a class: under %g items and no stage on the roster", count(unknown, "person"), t.Active, m.th.ObservedMinItems))
	}
	t.DivisionOfLabour = m.divide(func(s *stageFacts, _ int) int32 { return int32(s.index) }, len(m.stages), 0)
	t.ByRegion, t.ByPartnerType, t.ByMotion = m.divideBy(axisRegion), m.divideBy(axisType), m.divideBy(axisMotion)
	m.rep.Team = t
	m.figure("team.active", t.Active, "people", rows)
	m.figure("team.fte", t.FTE, "FTE", rows)
	m.figure("team.generalist_share", t.GeneralistShare, "share", known)
	m.figure("team.median_load", t.MedianLoad, "items", rows)
	m.divisionFigures(t)
}
