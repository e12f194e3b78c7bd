package analyze

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest"
)

// itemClass is what the records say about who owns one item; an item is exactly
// one of them (METRICS.md 2).
type itemClass uint8

const (
	itemUnowned  itemClass = iota // nobody named
	itemOrphaned                  // names, none of them an active person on the roster
	itemShared                    // two or more active people
	itemOwned                     // one active person
	itemClasses
)

func (c itemClass) String() string {
	return [itemClasses]string{"unowned", "orphaned", "shared", "owned"}[c]
}

// stageItems are the items of one stage: partner deals in scope (parallel to
// model.partnerDeals), or partners in scope (parallel to model.scopePartner).
// It is empty for a stage without an evidence column.
type stageItems struct {
	class  []itemClass
	start  []int32 // the people of item i are people[start[i]:start[i+1]]
	people []int32 // active, each once an item
	count  [itemClasses]int
}

// of lists the active people of item i.
func (s *stageItems) of(i int) []int32 { return s.people[s.start[i]:s.start[i+1]] }

// n is the number of items.
func (s *stageItems) n() int { return len(s.class) }

// measureItems classes every item of every stage.
func (m *model) measureItems() {
	m.items = make([]stageItems, len(m.stages))
	for i := range m.stages {
		s, it := &m.stages[i], &m.items[i]
		switch {
		case !s.observed:
		case s.byDeal:
			it.grow(len(m.partnerDeals))
			for _, d := range m.partnerDeals {
				cell := s.field.deal(&m.ds.Deals[d])
				it.people = m.activeIn(it.people, len(it.people), cell)
				it.close(names(cell))
			}
		default:
			it.grow(len(m.scopePartner))
			for _, p := range m.scopePartner {
				it.close(m.partnerNames(s, p, it))
			}
		}
	}
}

func (s *stageItems) grow(n int) {
	s.class, s.start, s.people = make([]itemClass, 0, n), make([]int32, 1, n+1), make([]int32, 0, n)
}

// close ends the item whose people were just appended.
func (s *stageItems) close(named bool) {
	k := len(s.people) - int(s.start[len(s.start)-1])
	c := itemUnowned
	switch {
	case k == 1:
		c = itemOwned
	case k > 1:
		c = itemShared
	case named:
		c = itemOrphaned
	}
	s.class = append(s.class, c)
	s.start = append(s.start, int32(len(s.people)))
	s.count[c]++
}

// partnerNames appends the union of the active people that the partner's
// in-scope deals and its row on the list name, and reports whether anybody is
// named at all.
func (m *model) partnerNames(s *stageFacts, p int32, it *stageItems) (named bool) {
	first := len(it.people)
	m.eachCell(s, p, func(cell *ingest.Named, _ ingest.Pos) {
		named = named || names(cell)
		it.people = m.activeIn(it.people, first, cell)
	})
	return named
}

// eachCell visits the cells that name owners of a partner for a stage, with
// their rows: the list's row first, then in-scope deals.
func (m *model) eachCell(s *stageFacts, p int32, visit func(*ingest.Named, ingest.Pos)) {
	if s.onPartner && m.ds.Partners[p].Listed {
		if cell := s.field.partner(&m.ds.Partners[p]); cell != nil {
			visit(cell, m.ds.Partners[p].Pos)
		}
	}
	if s.onDeals {
		for _, d := range m.partners[p].deals {
			if cell := s.field.deal(&m.ds.Deals[d]); cell != nil {
				visit(cell, m.ds.Deals[d].Pos)
			}
		}
	}
}

// itemSegments is the segments of item i of a stage.
func (m *model) itemSegments(s *stageFacts, i int) segments {
	if s.byDeal {
		return m.deals[m.partnerDeals[i]].seg
	}
	return m.partners[m.scopePartner[i]].seg
}

// eachItemRow visits the source rows of a stage's items in order: a deal's own
// row; for a partner its row on the list and those of its in-scope deals.
func (m *model) eachItemRow(s *stageFacts, visit func(item int, at ingest.Pos)) {
	if s.byDeal {
		for i, d := range m.partnerDeals {
			visit(i, m.ds.Deals[d].Pos)
		}
		return
	}
	for i, p := range m.scopePartner {
		if m.ds.Partners[p].Listed {
			visit(i, m.ds.Partners[p].Pos)
		}
	}
	for _, d := range m.partnerDeals {
		if p := m.ds.Deals[d].Partner; p != ingest.None {
			visit(int(m.partnerItem[p]), m.ds.Deals[d].Pos)
		}
	}
}

// ownership writes section 2.
func (m *model) ownership() {
	for i := range m.stages {
		s := &m.stages[i]
		out := Stage{
			ID: s.ID, Name: s.Name, Core: s.Core, Item: itemWord(s), Warnings: []string{},
			Stated: Stated{Status: m.statedStatus(s.ID, s.staters), Owners: m.personIDs(s.staters)},
		}
		m.figure("stages."+s.ID+".stated_owners", len(s.staters), "people", m.personRows(s.staters...))
		switch {
		case !s.observed:
			out.Warnings = append(out.Warnings, "no column names an owner: needs "+strings.Join(s.Evidence, " or "))
		case m.items[i].n() == 0:
			out.Warnings = append(out.Warnings, fmt.Sprintf("no %s in scope", itemWord(s)))
			fallthrough
		default:
			out.Observed = m.observe(s)
		}
		for _, name := range s.passed {
			out.Warnings = append(out.Warnings, fmt.Sprintf("the column %s is blank throughout: %s is read in its place", name, s.field.name))
		}
		out.ByRegion = m.stageSegments(s, axisRegion)
		out.ByPartnerType = m.stageSegments(s, axisType)
		out.ByMotion = m.stageSegments(s, axisMotion)
		m.rep.Stages = append(m.rep.Stages, out)
	}
}

func itemWord(s *stageFacts) string {
	if s.byDeal {
		return "deal"
	}
	return "partner"
}

// personIDs turns indexes into the report's ids, in the order given; never nil.
func (m *model) personIDs(people []int32) []string {
	out := make([]string, 0, len(people))
	for _, p := range people {
		out = append(out, m.personID(p))
	}
	return out
}

// statedStatus is unowned (nobody), owned (one), split (two or more whose
// segments never overlap) or shared (any two overlap).
func (m *model) statedStatus(stage string, people []int32) string {
	switch len(people) {
	case 0:
		return "unowned"
	case 1:
		return "owned"
	}
	for i, a := range people {
		for _, b := range people[i+1:] {
			if m.overlap(stage, a, b) {
				return "shared"
			}
		}
	}
	return "split"
}

// observe sums one stage up and registers its figures.
func (m *model) observe(s *stageFacts) *Observed {
	it := &m.items[s.index]
	o := &Observed{
		Evidence: s.field.name, Items: it.n(), Owned: it.count[itemOwned], Shared: it.count[itemShared],
		Orphaned: it.count[itemOrphaned], Unowned: it.count[itemUnowned],
	}
	o.Coverage, o.Reach = share(o.Owned, o.Items), share(o.Owned+o.Shared, o.Items)
	weight, owned := make([]float64, len(m.ds.People)), make([]int, len(m.ds.People))
	agree, states := 0, m.staterSet(s)
	for i := range it.n() {
		who := it.of(i)
		for _, p := range who {
			weight[p] += 1 / float64(len(who))
		}
		if it.class[i] == itemOwned {
			owned[who[0]]++
			if states[who[0]] {
				agree++
			}
		}
	}
	o.Agreement = share(agree, o.Owned)
	o.BusFactor = busFactor(owned, o.Owned)
	o.Owners = []ObservedOwner{}
	for _, p := range m.byName {
		if weight[p] > 0 {
			o.Owners = append(o.Owners, ObservedOwner{Person: m.personID(p), Items: weight[p], Share: weight[p] / float64(o.Owned+o.Shared)})
		}
	}
	m.stageFigures(s, o)
	return o
}

// staterSet marks the active people who state the stage.
func (m *model) staterSet(s *stageFacts) []bool {
	set := make([]bool, len(m.ds.People))
	for _, p := range s.staters {
		set[p] = true
	}
	return set
}

// busFactor is the smallest number of people who together hold more than half
// of the owned items (after Avelino et al. 2016, truck factor); nil without any.
func busFactor(owned []int, total int) *int {
	if total == 0 {
		return nil
	}
	sorted := slices.Clone(owned)
	slices.SortFunc(sorted, func(a, b int) int { return b - a })
	held, n := 0, 0
	for 2*held <= total {
		held += sorted[n]
		n++
	}
	return &n
}

// share is k/n, nil at n 0.
func share(k, n int) *float64 {
	if n <= 0 {
		return nil
	}
	v := float64(k) / float64(n)
	return &v
}

// stageFigures registers a stage's figures: one pass over its rows sorts them by
// class and by segment.
func (m *model) stageFigures(s *stageFacts, o *Observed) {
	it := &m.items[s.index]
	var byClass [itemClasses]rowSet
	var all rowSet
	var bySegment [axes][]rowSet
	for ax := range axes {
		bySegment[ax] = make([]rowSet, len(m.axis[ax].names))
	}
	m.eachItemRow(s, func(i int, at ingest.Pos) {
		all.add(at)
		byClass[it.class[i]].add(at)
		for ax, seg := range m.itemSegments(s, i) {
			bySegment[ax][seg].add(at)
		}
	})
	id, rows, owned := "stages."+s.ID, all.strings(), byClass[itemOwned].strings()
	m.figureOf(id+".items", o.Items, "items", rows)
	m.figureOf(id+".coverage", o.Coverage, "share", rows)
	m.figureOf(id+".reach", o.Reach, "share", rows)
	for c := range itemOwned {
		m.figure(id+"."+c.String(), it.count[c], "items", byClass[c])
	}
	m.figureOf(id+".owned", o.Owned, "items", owned)
	m.figureOf(id+".agreement", o.Agreement, "share", owned)
	m.figureOf(id+".bus_factor", o.BusFactor, "people", owned)
	for ax := range axes {
		counts := m.countSegments(s, ax)
		for seg, c := range counts {
			if n := c[itemOwned] + c[itemShared] + c[itemOrphaned] + c[itemUnowned]; n > 0 {
				m.figure(segmentFigure(s.ID, ax, m.axis[ax].names[seg]), share(c[itemOwned], n), "share", bySegment[ax][seg])
			}
		}
	}
}

// countSegments counts a stage's items by segment of an axis and class.
func (m *model) countSegments(s *stageFacts, ax int) [][itemClasses]int {
	it := &m.items[s.index]
	counts := make([][itemClasses]int, len(m.axis[ax].names))
	for i := range it.n() {
		counts[m.itemSegments(s, i)[ax]][it.class[i]]++
	}
	return counts
}

// stageSegments is the stage cut by one axis. Every stage lists the same
// segments, so that the map is a full table: those that any item has or a
// stage's owner names, and the blank segment where this stage has items in it.
func (m *model) stageSegments(s *stageFacts, ax int) []Segment {
	counts, list := m.countSegments(s, ax), m.usedSeg[ax]
	if counts[0] != [itemClasses]int{} {
		list = append(slices.Clone(list), 0)
	}
	out := make([]Segment, 0, len(list))
	for _, seg := range list {
		c := counts[seg]
		n := c[itemOwned] + c[itemShared] + c[itemOrphaned] + c[itemUnowned]
		covering := slices.DeleteFunc(slices.Clone(s.staters), func(p int32) bool { return !m.covers(s.ID, p, ax, seg) })
		out = append(out, Segment{
			Segment: m.axis[ax].names[seg], StatedStatus: m.statedStatus(s.ID, covering), Items: n, Owned: c[itemOwned],
			Shared: c[itemShared], Orphaned: c[itemOrphaned], Unowned: c[itemUnowned], Coverage: share(c[itemOwned], n),
		})
	}
	return out
}

// segmentFigure is the id of a stage's coverage in one segment:
// stages.activation.by_region.EMEA.coverage.
func segmentFigure(stage string, ax int, segment string) string {
	return fmt.Sprintf("stages.%s.by_%s.%s.coverage", stage, axisNames[ax], segmentID(segment))
}

// segmentID is a segment in a figure's id; "(blank)" for the blank one.
func segmentID(segment string) string {
	if segment == "" {
		return "(blank)"
	}
	return segment
}
