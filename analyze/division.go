package analyze

import "ownermap/analyze/stat"

// divideBy is the division of labour over one axis: each item counts for its
// segment, over all stages. Items without a segment say nothing about the axis
// and are left out.
func (m *model) divideBy(ax int) *DivisionOfLabour {
	return m.divide(func(s *stageFacts, i int) int32 {
		return m.itemSegments(s, i)[ax] - 1
	}, len(m.axis[ax].names)-1, uint64(ax)+1)
}

// divide measures how much knowing the person says about the column of an item,
// over the active people of the team (METRICS.md 3): I(person; column) in nats, as a share of
// each entropy and of their geometric mean, with the mean of a permutation null. An item
// with k active names counts 1/k for each. A column below 0 leaves the item out. nil without any item.
func (m *model) divide(column func(s *stageFacts, item int) int32, cols int, salt uint64) *DivisionOfLabour {
	if cols <= 0 {
		return nil
	}
	rows, n := m.teamRows()
	table := stat.NewTable(n, cols)
	pairs := make([]stat.Pair, 0, m.namings())
	for si := range m.stages {
		s, it := &m.stages[si], &m.items[si]
		for i := range it.n() {
			c := column(s, i)
			if c < 0 {
				continue
			}
			who := it.of(i)
			for _, p := range who {
				if r := rows[p]; r >= 0 {
					w := 1 / float64(len(who))
					table.Add(int(r), int(c), w)
					pairs = append(pairs, stat.Pair{Row: r, Col: c, Weight: w})
				}
			}
		}
	}
	info, ok := table.Information()
	if !ok {
		return nil
	}
	d := &DivisionOfLabour{MutualInformation: info.Mutual, OfStages: part(info.Mutual, info.Cols), OfPeople: part(info.Mutual, info.Rows)}
	if v, ok := info.Symmetric(); ok {
		d.Symmetric = &v
		if null, ok := stat.PermutationNull(pairs, n, cols, shuffles(len(pairs)+4*n*cols), m.opts.Seed+salt); ok {
			d.NullMean = &null
		}
	}
	return d
}

// teamRows numbers the people of the team; -1 for everybody else.
func (m *model) teamRows() (rows []int32, n int) {
	rows = make([]int32, len(m.ds.People))
	for p := range rows {
		rows[p] = -1
		if m.team[p] {
			rows[p] = int32(n)
			n++
		}
	}
	return rows, n
}

// namings is how often the items name an active person.
func (m *model) namings() (n int) {
	for i := range m.items {
		n += len(m.items[i].people)
	}
	return n
}

// shuffles is how often the null is drawn: 200 times, down to 8 for large data,
// whose null hardly varies.
func shuffles(size int) int { return min(200, max(8, 1_000_000/max(1, size))) }

// part is a share of an entropy, nil where the margin has only one value.
func part(i, h float64) *float64 {
	if h < 1e-12 {
		return nil
	}
	v := min(1, i/h)
	return &v
}

func (m *model) divisionFigures(t *Team) {
	deals := m.dealRows(m.partnerDeals)
	for _, p := range m.scopePartner {
		if m.ds.Partners[p].Listed {
			deals.add(m.ds.Partners[p].Pos)
		}
	}
	rows := deals.strings()
	for id, d := range map[string]*DivisionOfLabour{
		"team.division_of_labour": t.DivisionOfLabour, "team.by_region": t.ByRegion,
		"team.by_partner_type": t.ByPartnerType, "team.by_motion": t.ByMotion,
	} {
		if d != nil {
			m.figureOf(id, d.Symmetric, "share", rows)
		}
	}
}
