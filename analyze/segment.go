package analyze

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/ingest"
)

// An axis is one of the three ways to cut the business: region, partner type,
// motion. Values that differ only in case or outer space are one segment, shown
// in the spelling that the data uses most (the first in the alphabet on a tie).
// Segment 0 is always "" (blank).
type axis struct {
	names []string         // shown, by segment index
	index map[string]int32 // folded spelling -> segment index
}

// The axes, in the order in which reports list them.
const (
	axisRegion = iota
	axisType
	axisMotion
	axes
)

// axisNames are the field names of the axes.
var axisNames = [axes]string{"region", "partner_type", "motion"}

// segments are one segment index per axis.
type segments [axes]int32

// of is the segment of a value, 0 for a blank or unseen one.
func (a *axis) of(value string) int32 { return a.index[fold(value)] }

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// axisBuilder interns spellings; counting picks the one to show.
type axisBuilder struct {
	raw   map[string]int32 // exact spelling -> spelling index
	seen  []string
	count []int
	last  string
	lastI int32
}

func newAxisBuilder() *axisBuilder {
	return &axisBuilder{raw: map[string]int32{"": 0}, seen: []string{""}, count: []int{0}}
}

// see counts one spelling and returns its index among spellings.
func (b *axisBuilder) see(s string) int32 {
	if s != b.last {
		i, ok := b.raw[s]
		if !ok {
			i = int32(len(b.seen))
			b.raw[s] = i
			b.seen = append(b.seen, s)
			b.count = append(b.count, 0)
		}
		b.last, b.lastI = s, i
	}
	b.count[b.lastI]++
	return b.lastI
}

// build folds the spellings into segments in order of name, and returns for
// each spelling index its segment.
func (b *axisBuilder) build() (axis, []int32) {
	order := make([]int32, len(b.seen))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		return cmp.Or(strings.Compare(fold(b.seen[x]), fold(b.seen[y])),
			cmp.Compare(b.count[y], b.count[x]), strings.Compare(b.seen[x], b.seen[y]))
	})
	a := axis{names: []string{""}, index: map[string]int32{"": 0}}
	to := make([]int32, len(b.seen))
	for _, i := range order {
		key := fold(b.seen[i])
		s, ok := a.index[key]
		if !ok {
			s = int32(len(a.names))
			a.index[key] = s
			a.names = append(a.names, strings.TrimSpace(b.seen[i]))
		}
		to[i] = s
	}
	return a, to
}

// segmentsOf builds the axes and gives every deal and partner its segments: a
// deal has its own value, else its partner's; a partner has the value of the
// partner list, else the most frequent one over its in-scope deals, ties in
// order of the alphabet (METRICS.md 2).
func (m *model) buildSegments() {
	for ax := range axes {
		b := newAxisBuilder()
		own := make([]int32, len(m.ds.Deals))
		for i := range m.ds.Deals {
			own[i] = b.see(dealSegment(&m.ds.Deals[i], ax))
		}
		listed := make([]int32, len(m.ds.Partners))
		for i := range m.ds.Partners {
			listed[i] = b.see(partnerSegment(&m.ds.Partners[i], ax))
		}
		for i := range m.ds.People {
			for _, s := range personSegments(&m.ds.People[i], ax) {
				b.see(s)
			}
			for j := range m.ds.People[i].StageScopes {
				for _, s := range scopeSegments(&m.ds.People[i].StageScopes[j], ax) {
					b.see(s)
				}
			}
		}
		a, to := b.build()
		m.axis[ax] = a
		for i := range own {
			m.deals[i].seg[ax] = to[own[i]]
		}
		m.partnerSegments(ax, listed, to)
		for i := range m.deals {
			if p := m.ds.Deals[i].Partner; m.deals[i].seg[ax] == 0 && p != ingest.None {
				m.deals[i].seg[ax] = m.partners[p].seg[ax]
			}
		}
		m.findPersonSegments(ax)
		m.findUsed(ax)
	}
}

func (m *model) partnerSegments(ax int, listed, to []int32) {
	counts := make([]int32, len(m.axis[ax].names))
	for i := range m.partners {
		p := &m.partners[i]
		if p.seg[ax] = to[listed[i]]; p.seg[ax] != 0 {
			continue
		}
		for _, d := range p.deals {
			counts[m.deals[d].seg[ax]]++
		}
		for s := int32(1); s < int32(len(counts)); s++ {
			if counts[s] > 0 && (p.seg[ax] == 0 || counts[s] > counts[p.seg[ax]]) {
				p.seg[ax] = s
			}
		}
		for _, d := range p.deals {
			counts[m.deals[d].seg[ax]] = 0
		}
	}
}

func dealSegment(d *ingest.Deal, ax int) string {
	return [axes]string{d.Region, d.PartnerType, d.Motion}[ax]
}

func partnerSegment(p *ingest.Partner, ax int) string {
	return [axes]string{p.Region, p.Type, p.Motion}[ax]
}

// personSegments are the values that a roster row states; none means "all of it".
func personSegments(p *ingest.Person, ax int) []string {
	return [axes][]string{p.Regions, p.PartnerTypes, p.Motions}[ax]
}

// covers reports whether a person's row covers the segment: a blank axis covers
// all of it, the blank segment included.
func (m *model) covers(stage string, person int32, ax int, seg int32) bool {
	own := m.stageSegs(stage, person, ax)
	return own == nil || seg != 0 && slices.Contains(own, seg)
}

// stageSegs are the segments in which a person states a stage: those given for
// the stage, else the person's own; nil is "all of it".
func (m *model) stageSegs(stage string, person int32, ax int) []int32 {
	p := &m.ds.People[person]
	i := slices.IndexFunc(p.StageScopes, func(s ingest.StageScope) bool { return s.Stage == stage })
	if i < 0 {
		return m.personSeg[ax][person]
	}
	var own []int32
	for _, v := range scopeSegments(&p.StageScopes[i], ax) {
		if seg := m.axis[ax].of(v); seg != 0 && !slices.Contains(own, seg) {
			own = append(own, seg)
		}
	}
	return own
}

func scopeSegments(s *ingest.StageScope, ax int) []string {
	return [axes][]string{s.Regions, s.PartnerTypes, s.Motions}[ax]
}

// overlap reports whether two people share a region, a partner type and a
// motion; a blank axis overlaps with everything (METRICS.md 2).
func (m *model) overlap(stage string, a, b int32) bool {
	for ax := range axes {
		pa, pb := m.stageSegs(stage, a, ax), m.stageSegs(stage, b, ax)
		if pa == nil || pb == nil {
			continue
		}
		if !slices.ContainsFunc(pa, func(s int32) bool { return slices.Contains(pb, s) }) {
			return false
		}
	}
	return true
}

// findPersonSegments interns what roster rows state; nil is a blank axis.
func (m *model) findPersonSegments(ax int) {
	m.personSeg[ax] = make([][]int32, len(m.ds.People))
	for i := range m.ds.People {
		for _, s := range personSegments(&m.ds.People[i], ax) {
			if seg := m.axis[ax].of(s); seg != 0 {
				m.personSeg[ax][i] = append(m.personSeg[ax][i], seg)
			}
		}
	}
}

// findUsed lists the segments of an axis that an in-scope partner deal or partner
// has, or a person who states a stage names, in order of name. The blank segment is
// not among them.
func (m *model) findUsed(ax int) {
	used := make([]bool, len(m.axis[ax].names))
	for _, d := range m.partnerDeals {
		used[m.deals[d].seg[ax]] = true
	}
	for _, p := range m.scopePartner {
		used[m.partners[p].seg[ax]] = true
	}
	for i := range m.ds.People {
		if m.active[i] && len(m.ds.People[i].Stages) > 0 {
			for _, s := range m.personSeg[ax][i] {
				used[s] = true
			}
		}
	}
	for s := int32(1); s < int32(len(used)); s++ {
		if used[s] {
			m.usedSeg[ax] = append(m.usedSeg[ax], s)
		}
	}
}
