package analyze

import (
	"cmp"
	"fmt"
	"slices"

	"ownermap/analyze/stat"
	"ownermap/ingest"
)

// sides is who stands on each side of the partner deals in scope. Slices run
// parallel to Dataset.People. A holder is a person's index, or, from
// len(people) on, a name that is on no roster.
type sides struct {
	relationship, revenue, both         []int
	relationRows, revenueRows, bothRows []rowSet
	verdict                             []sideVerdict // parallel to partnerDeals
	revenueHolders                      [][]int32     // parallel to partnerDeals
	pairs                               map[[2]int32]int
	strangers                           []string // names of holders on no roster, as first written
	byKey                               map[string]int32
	memo                                map[*ingest.Named][]int32
	managerOnList, sellerOnList         bool // the column is only on the partner list
}

// sideVerdict says whether one deal's two sides are one person.
type sideVerdict uint8

const (
	sideUnknown sideVerdict = iota
	sideDifferent
	sideSame
)

// measureSides finds both sides of every partner deal in scope: relationship =
// partner_manager; revenue = partner_sales_exec where the deal fills it, else
// cosell_owner. Where no deal column holds a side and the partner list does,
// the partner's row speaks for its deals. With several names on a side the deal is `same`
// where anybody stands on both. People who left and names that are on no
// roster count: the records say who held the seat.
func (m *model) measureSides() {
	n := len(m.ds.People)
	s := &sides{
		relationship: make([]int, n), revenue: make([]int, n), both: make([]int, n),
		relationRows: make([]rowSet, n), revenueRows: make([]rowSet, n), bothRows: make([]rowSet, n),
		verdict: make([]sideVerdict, len(m.partnerDeals)), revenueHolders: make([][]int32, len(m.partnerDeals)),
		pairs: map[[2]int32]int{}, byKey: map[string]int32{}, memo: map[*ingest.Named][]int32{},
	}
	m.sides = s
	manager, seller, cosell := ownerFields[0], ownerFields[1], ownerFields[5]
	s.managerOnList = !m.onDeals(manager) && m.onPartners(manager)
	s.sellerOnList = !m.onDeals(seller) && !m.onDeals(cosell) && m.onPartners(seller)
	for i, d := range m.partnerDeals {
		rel, rev := m.sidesOf(d)
		s.revenueHolders[i] = rev
		s.verdict[i] = compareSides(rel, rev)
		m.tally(m.ds.Deals[d].Pos, rel, rev)
	}
}

// sidesOf lists the holders of both sides of a deal.
func (m *model) sidesOf(d int32) (relationship, revenue []int32) {
	deal := &m.ds.Deals[d]
	rel, rev := deal.PartnerManager, deal.PartnerSalesExec
	if !names(rev) {
		rev = deal.CosellOwner
	}
	if deal.Partner != ingest.None {
		if m.sides.managerOnList {
			rel = m.ds.Partners[deal.Partner].PartnerManager
		}
		if m.sides.sellerOnList {
			rev = m.ds.Partners[deal.Partner].PartnerSalesExec
		}
	}
	return m.holders(rel), m.holders(rev)
}

// holders are the people and strangers that a cell names, each once; the same
// cell text gives the same slice.
func (m *model) holders(cell *ingest.Named) []int32 {
	if cell == nil {
		return nil
	}
	s := m.sides
	if out, ok := s.memo[cell]; ok {
		return out
	}
	var out []int32
	for _, r := range cell.People {
		id := r.Person
		if id == ingest.None {
			id = s.stranger(r.Name, len(m.ds.People))
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	s.memo[cell] = out
	return out
}

func (s *sides) stranger(name string, people int) int32 {
	id, ok := s.byKey[fold(name)]
	if !ok {
		id = int32(people + len(s.strangers))
		s.byKey[fold(name)] = id
		s.strangers = append(s.strangers, name)
	}
	return id
}

func compareSides(rel, rev []int32) sideVerdict {
	switch {
	case len(rel) == 0 || len(rev) == 0:
		return sideUnknown
	case slices.ContainsFunc(rel, func(p int32) bool { return slices.Contains(rev, p) }):
		return sideSame
	}
	return sideDifferent
}

// tally counts one deal for its holders.
func (m *model) tally(at ingest.Pos, rel, rev []int32) {
	s, n := m.sides, int32(len(m.ds.People))
	for _, p := range rel {
		if p < n {
			s.relationship[p]++
			s.relationRows[p].add(at)
		}
		for _, q := range rev {
			s.pairs[[2]int32{p, q}]++
		}
	}
	for _, q := range rev {
		if q >= n {
			continue
		}
		s.revenue[q]++
		s.revenueRows[q].add(at)
		if slices.Contains(rel, q) {
			s.both[q]++
			s.bothRows[q].add(at)
		}
	}
}

// holderID is a person's id, or the name as it stands.
func (m *model) holderID(h int32) string {
	if n := int32(len(m.ds.People)); h >= n {
		return m.sides.strangers[h-n]
	}
	return m.personID(h)
}

// holderName is what a holder is called in sentences and sort orders.
func (m *model) holderName(h int32) string {
	if n := int32(len(m.ds.People)); h >= n {
		return m.sides.strangers[h-n]
	}
	return m.ds.People[h].Name
}

// separation writes section 4.
func (m *model) separation() {
	out := &Separation{
		Deals: len(m.partnerDeals), PeopleOnBothSides: []BothSides{}, Pairs: m.ownerPairs(),
		ManagersWithQuota: []string{}, SellersWithout: []string{}, Warnings: []string{},
	}
	var rows [3]rowSet
	var all, wonRows rowSet
	var wonSame, wonKnown sum
	for i, d := range m.partnerDeals {
		v, f := m.sides.verdict[i], &m.deals[d]
		*[...]*int{&out.Unknown, &out.Different, &out.Same}[v]++
		rows[v].add(m.ds.Deals[d].Pos)
		all.add(m.ds.Deals[d].Pos)
		if v == sideUnknown || !f.won() || f.origin != ingest.OriginSourced || !f.valued {
			continue
		}
		wonRows.add(m.ds.Deals[d].Pos)
		wonKnown.add(f.value)
		if v == sideSame {
			wonSame.add(f.value)
		}
	}
	m.rateBlur(out)
	out.RevenueWeighted = ratio(wonSame, wonKnown)
	for _, p := range m.byName {
		if m.sides.both[p] > 0 {
			out.PeopleOnBothSides = append(out.PeopleOnBothSides, BothSides{m.personID(p), m.sides.both[p]})
		}
	}
	m.quotas(out)
	m.rep.Separation = out
	m.figure("separation.deals", out.Deals, "deals", all)
	m.figure("separation.same", out.Same, "deals", rows[sideSame])
	m.figure("separation.different", out.Different, "deals", rows[sideDifferent])
	m.figure("separation.unknown", out.Unknown, "deals", rows[sideUnknown])
	m.figure("separation.blur_rate", out.BlurRate, "share", union(rows[sideSame], rows[sideDifferent]))
	m.figure("separation.revenue_weighted", out.RevenueWeighted, "share", wonRows)
}

// rateBlur gives same / (same + different) with its Wilson interval, or, with
// more than Thresholds.UnknownMax of the deals unknown, bounds instead.
func (m *model) rateBlur(out *Separation) {
	known := out.Same + out.Different
	switch {
	case out.Deals == 0:
		out.Warnings = append(out.Warnings, "no partner deal in scope")
	case float64(out.Unknown) > m.th.UnknownMax*float64(out.Deals):
		out.Bounds = &[2]float64{float64(out.Same) / float64(out.Deals), float64(out.Same+out.Unknown) / float64(out.Deals)}
		out.Warnings = append(out.Warnings, fmt.Sprintf("%d of %s lack an owner on one side: bounds instead of a rate", out.Unknown, deals(out.Deals)))
	default:
		out.BlurRate = share(out.Same, known)
		if low, high, ok := stat.Wilson(out.Same, known); ok {
			out.Interval = &[2]float64{low, high}
		}
	}
}

// quotas lists active relationship roles that carry a number and active revenue
// roles that do not; without a quota column nothing is known about either.
func (m *model) quotas(out *Separation) {
	if !m.hasQuotas() {
		out.Warnings = append(out.Warnings, "the roster has no quota column: who carries a number is not known")
		return
	}
	var managers, sellers rowSet
	for _, i := range m.byName {
		p := &m.ds.People[i]
		switch {
		case !m.active[i]:
		case p.Class == ingest.RoleRelationship && p.HasQuota:
			out.ManagersWithQuota = append(out.ManagersWithQuota, p.Key)
			managers.addPerson(p)
		case p.Class == ingest.RoleRevenue && !p.HasQuota:
			out.SellersWithout = append(out.SellersWithout, p.Key)
			sellers.addPerson(p)
		}
	}
	m.figure("separation.managers_with_quota", len(out.ManagersWithQuota), "people", managers)
	m.figure("separation.revenue_roles_without_quota", len(out.SellersWithout), "people", sellers)
}

// hasQuotas reports whether the roster says who carries a number.
func (m *model) hasQuotas() bool {
	return m.hasField(ingest.KindRoster, "quota", func() bool {
		return slices.ContainsFunc(m.ds.People, func(p ingest.Person) bool { return p.HasQuota || p.Quota.Known })
	})
}

// ownerPairs lists who works opposite whom, in order of name.
func (m *model) ownerPairs() []OwnerPair {
	type entry struct {
		a, b string
		pair OwnerPair
	}
	list := make([]entry, 0, len(m.sides.pairs))
	for k, n := range m.sides.pairs {
		list = append(list, entry{m.holderName(k[0]), m.holderName(k[1]), OwnerPair{m.holderID(k[0]), m.holderID(k[1]), n}})
	}
	slices.SortFunc(list, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.pair.Relationship, y.pair.Relationship), cmp.Compare(x.pair.Revenue, y.pair.Revenue))
	})
	out := make([]OwnerPair, len(list))
	for i := range list {
		out[i] = list[i].pair
	}
	return out
}
