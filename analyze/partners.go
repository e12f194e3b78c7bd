package analyze

import (
	"slices"

	"ownermap/ingest"
)

// partnerList writes the partners that are in scope or listed, in order of name.
func (m *model) partnerList() {
	for _, i := range m.byPName {
		p, f, b := &m.ds.Partners[i], &m.partners[i], &m.partnerBooks[i]
		if !f.inScope && !p.Listed {
			continue
		}
		out := Partner{
			ID: p.Key, Name: p.Name, Tier: p.Tier, Signed: p.Signed, Activated: p.Activated, InScope: f.inScope,
			Type: m.axis[axisType].names[f.seg[axisType]], Region: m.axis[axisRegion].names[f.seg[axisRegion]],
			Motion: m.axis[axisMotion].names[f.seg[axisMotion]], OpenDeals: b.open, WonDeals: b.won,
			Sourced: b.amount[ingest.OriginSourced].value(), Influenced: b.amount[ingest.OriginInfluenced].value(),
			Managers: m.namedFor(i, ownerFields[0]), Sellers: m.namedFor(i, ownerFields[1]),
			StageOwners: map[string]Owned{}, Row: p.Pos.String(),
		}
		for s := range m.stages {
			if st := &m.stages[s]; st.observed && !st.byDeal && f.inScope {
				out.StageOwners[st.ID] = m.ownedBy(st, i)
			}
		}
		m.rep.Partners = append(m.rep.Partners, out)
		id := "partners." + p.Key
		m.figure(id+".sourced", out.Sourced, m.currency, b.rows[ingest.OriginSourced])
		m.figure(id+".influenced", out.Influenced, m.currency, b.rows[ingest.OriginInfluenced])
		m.figure(id+".won_deals", b.won, "deals", union(b.rows[:]...))
		m.figure(id+".open_deals", b.open, "deals", b.openRows)
	}
}

// namedFor lists the people of the roster whom a partner's in-scope deals or row
// name in a field, in order of name.
func (m *model) namedFor(partner int32, f ownerField) []string {
	var who []int32
	add := func(cell *ingest.Named) {
		if cell == nil {
			return
		}
		for _, r := range cell.People {
			if r.Person != ingest.None && !slices.Contains(who, r.Person) {
				who = append(who, r.Person)
			}
		}
	}
	add(f.partner(&m.ds.Partners[partner]))
	for _, d := range m.partners[partner].deals {
		add(f.deal(&m.ds.Deals[d]))
	}
	return m.personIDs(m.sortByName(who))
}

// sortByName orders people by name.
func (m *model) sortByName(who []int32) []int32 {
	slices.SortFunc(who, func(a, b int32) int { return int(m.nameRank[a] - m.nameRank[b]) })
	return who
}

// ownedBy is the ownership of one partner for one stage.
func (m *model) ownedBy(s *stageFacts, partner int32) Owned {
	it, item := &m.items[s.index], int(m.partnerItem[partner])
	out := Owned{
		Class: it.class[item].String(), People: m.personIDs(m.sortByName(slices.Clone(it.of(item)))), Others: []string{},
	}
	m.eachCell(s, partner, func(cell *ingest.Named, _ ingest.Pos) {
		for _, r := range cell.People {
			if (r.Person == ingest.None || !m.active[r.Person]) && !slices.Contains(out.Others, r.Name) {
				out.Others = append(out.Others, r.Name)
			}
		}
	})
	slices.Sort(out.Others)
	return out
}

// noteActivated gives the listed partners the day on which they came to life:
// the list's, or that of the first deal created or registered, if earlier.
func (m *model) noteActivated(lives []partnerLife) {
	place := make(map[string]int, len(m.rep.Partners))
	for i := range m.rep.Partners {
		place[m.rep.Partners[i].ID] = i
	}
	for i := range lives {
		if at, ok := place[m.partnerID(int32(i))]; ok {
			m.rep.Partners[at].Activated = lives[i].activated
		}
	}
}
