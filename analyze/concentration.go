package analyze

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/ingest"
)

// largest is how many partners the concentration lists.
const largest = 10

// book is one partner's won revenue in the window.
type book struct {
	amount   [4]sum
	won      int
	open     int
	rows     [4]rowSet // of won deals, by origin
	openRows rowSet
}

// bookPartners sums the window up by partner; parallel to Dataset.Partners.
func (m *model) bookPartners() []book {
	out := make([]book, len(m.ds.Partners))
	for i := range m.deals {
		p, f := m.ds.Deals[i].Partner, &m.deals[i]
		if p == ingest.None || !f.inScope {
			continue
		}
		switch {
		case f.status == ingest.StatusOpen:
			out[p].open++
			out[p].openRows.add(m.ds.Deals[i].Pos)
		case f.won():
			out[p].won++
			if f.valued {
				out[p].amount[f.origin].add(f.value)
			}
			out[p].rows[f.origin].add(m.ds.Deals[i].Pos)
		}
	}
	return out
}

// concentrate measures how sourced revenue of the window spreads over the
// partners that have any above 0: shares of the top 1 and 3, HHI = the sum of
// squared shares, 1/HHI = as many equal partners. Sourced revenue without a partner named
// belongs to nobody: it is left out of the shares, and a warning gives its size. nil
// without any partner.
func (m *model) concentrate() *Concentration {
	type entry struct {
		p int32
		s sum
	}
	var list []entry
	var total sum
	var sets []rowSet
	for p := range m.partnerBooks {
		if s := m.partnerBooks[p].amount[ingest.OriginSourced]; s.sign() > 0 {
			list = append(list, entry{int32(p), s})
			total.merge(s)
			sets = append(sets, m.partnerBooks[p].rows[ingest.OriginSourced])
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.s.hi, a.s.hi), cmp.Compare(b.s.lo, a.s.lo),
			strings.Compare(m.ds.Partners[a.p].Name, m.ds.Partners[b.p].Name), strings.Compare(m.partnerID(a.p), m.partnerID(b.p)))
	})
	c := &Concentration{Partners: len(list), Largest: []PartnerShare{}}
	hhi, top1, top3 := 0.0, 0.0, 0.0
	for i, e := range list {
		x := e.s.float() / total.float()
		hhi += x * x
		if i < 1 {
			top1 += x
		}
		if i < 3 {
			top3 += x
		}
		if i < largest {
			c.Largest = append(c.Largest, PartnerShare{m.partnerID(e.p), e.s.value(), x})
		}
	}
	effective := 1 / hhi
	top3 = min(1, top3)
	c.Top1, c.Top3, c.HHI, c.EffectivePartners = &top1, &top3, &hhi, &effective
	rows := union(sets...).strings()
	m.figureOf("revenue.concentration.top1", c.Top1, "share", rows)
	m.figureOf("revenue.concentration.top3", c.Top3, "share", rows)
	m.figureOf("revenue.concentration.hhi", c.HHI, "share", rows)
	m.figureOf("revenue.concentration.effective_partners", c.EffectivePartners, "partners", rows)
	m.figureOf("revenue.concentration.partners", c.Partners, "partners", rows)
	return c
}
