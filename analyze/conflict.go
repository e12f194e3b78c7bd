package analyze

import "ownermap/ingest"

// conflict compares the two claims that a partner brought a deal: the sourcing
// value says sourced; a registration came in time. Counts are over the deals in
// scope (open at as_of or closed in the window) that either claims; Low and
// High sum those won in the window: both agree, either claims. Without a
// registration date or a sourcing value anywhere there is nothing to compare:
// Low and High are absent.
func (m *model) conflict() Conflict {
	var c Conflict
	var low, high sum
	var both, regOnly, srcOnly, lowRows, highRows rowSet
	for i := range m.deals {
		f, d := &m.deals[i], &m.ds.Deals[i]
		if !f.inScope {
			continue
		}
		src, reg := d.Sourcing == ingest.OriginSourced, registeredInTime(d, m.th.RegistrationDays)
		switch {
		case src && reg:
			c.Both++
			both.add(d.Pos)
		case reg:
			c.RegistrationOnly++
			regOnly.add(d.Pos)
		case src:
			c.SourcingOnly++
			srcOnly.add(d.Pos)
		default:
			continue
		}
		if f.won() && f.valued {
			high.add(f.value)
			highRows.add(d.Pos)
			if src && reg {
				low.add(f.value)
				lowRows.add(d.Pos)
			}
		}
	}
	var lowFigure, highFigure any
	if m.comparesClaims() {
		l, h := low.value(), high.value()
		c.Low, c.High, lowFigure, highFigure = &l, &h, l, h
	}
	m.figure("revenue.conflict.both", c.Both, "deals", both)
	m.figure("revenue.conflict.registration_only", c.RegistrationOnly, "deals", regOnly)
	m.figure("revenue.conflict.sourcing_only", c.SourcingOnly, "deals", srcOnly)
	m.figure("revenue.conflict.low", lowFigure, m.currency, lowRows)
	m.figure("revenue.conflict.high", highFigure, m.currency, highRows)
	return c
}

// comparesClaims reports whether the deals have both a sourcing value and a
// registration date to compare.
func (m *model) comparesClaims() bool { return m.hasSourcing() && m.hasRegistration() }

func (m *model) hasSourcing() bool {
	return m.hasField(ingest.KindDeals, "sourcing", func() bool {
		return m.anyDeal(func(d *ingest.Deal) bool { return d.Sourcing != ingest.OriginUnknown })
	})
}

func (m *model) hasRegistration() bool {
	return m.ds.Has(ingest.KindDeals, "deal_reg_approved_at") || m.hasField(ingest.KindDeals, "deal_reg_at", func() bool {
		return m.anyDeal(func(d *ingest.Deal) bool { return !d.Registered.IsZero() })
	})
}

func (m *model) anyDeal(is func(*ingest.Deal) bool) bool {
	for i := range m.ds.Deals {
		if is(&m.ds.Deals[i]) {
			return true
		}
	}
	return false
}
