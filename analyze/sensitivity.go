package analyze

import (
	"fmt"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// Sensitivity recomputes the headline figures under the definitions of
// "partner-sourced" that finance might pick instead. SourcedShare and BlurRate
// span all variants, the headline included; null where none can be computed.
type Sensitivity struct {
	Headline     string      `json:"headline"` // id of the variant that the report uses
	Variants     []Variant   `json:"variants"`
	SourcedShare *[2]float64 `json:"sourced_share"`
	BlurRate     *[2]float64 `json:"blur_rate"`
	BlurRevenue  *[2]float64 `json:"blur_revenue_weighted"`
	Warnings     []string    `json:"warnings"`
}

// Variant is one definition. A deal that it does not count as sourced is what
// its sourcing value says (influenced, direct), else influenced where a partner
// is named, else unknown. Sourced is won revenue in the window; SourcedShare
// its part of all won revenue; BlurRate is over the partner deals in scope that
// the definition gives, null where too many lack an owner on one side.
type Variant struct {
	ID           string          `json:"id"` // sourcing_only, registration_only_14, either_0, both_30
	Rule         string          `json:"rule"`
	Days         *int            `json:"registration_days"` // null where registration plays no part
	Sourced      decimal.Decimal `json:"sourced"`
	SourcedShare *float64        `json:"sourced_share"`
	PartnerDeals int             `json:"partner_deals"`
	BlurRate     *float64        `json:"blur_rate"`
	BlurBounds   *[2]float64     `json:"blur_bounds"`
	BlurRevenue  *float64        `json:"blur_revenue_weighted"`
}

// definition is a rule for what counts as sourced.
type definition struct {
	id, rule string
	days     int // of the registration, -1 where it plays no part
	counts   func(says, registered bool) bool
}

// registrationWindows are the days after creation that the variants allow.
var registrationWindows = [...]int{0, 14, 30}

// definitions are the variants that the data can tell apart.
func definitions(hasSourcing, hasRegistration bool) []definition {
	var out []definition
	if hasSourcing {
		out = append(out, definition{"sourcing_only", "the sourcing value says sourced", -1, func(says, _ bool) bool { return says }})
	}
	if !hasRegistration {
		return out
	}
	for _, k := range []struct {
		id, rule string
		source   bool
		counts   func(says, registered bool) bool
	}{
		{"registration_only", "a registration up to %d days after creation", false, func(_, reg bool) bool { return reg }},
		{"either", "the sourcing value, or a registration up to %d days after creation", true, func(says, reg bool) bool { return says || reg }},
		{"both", "the sourcing value, and a registration up to %d days after creation", true, func(says, reg bool) bool { return says && reg }},
	} {
		for _, days := range registrationWindows {
			if !k.source || hasSourcing {
				out = append(out, definition{fmt.Sprintf("%s_%d", k.id, days), fmt.Sprintf(k.rule, days), days, k.counts})
			}
		}
	}
	return out
}

// sensitivity writes the variants.
func (m *model) sensitivity() {
	out := &Sensitivity{Headline: "headline", Warnings: []string{}}
	verdicts := m.scopeVerdicts()
	base := definition{id: "headline", days: m.th.RegistrationDays,
		rule: fmt.Sprintf("the sourcing value, else a registration up to %d days after creation", m.th.RegistrationDays)}
	out.Variants = append(out.Variants, m.variant(base, verdicts))
	src, reg := m.hasSourcing(), m.hasRegistration()
	for _, d := range definitions(src, reg) {
		out.Variants = append(out.Variants, m.variant(d, verdicts))
	}
	for _, v := range out.Variants {
		widen(&out.SourcedShare, v.SourcedShare)
		widen(&out.BlurRate, v.BlurRate)
		widen(&out.BlurRevenue, v.BlurRevenue)
	}
	if !src {
		out.Warnings = append(out.Warnings, "the deals have no sourcing value: definitions that need one are left out")
	}
	if !reg {
		out.Warnings = append(out.Warnings, "the deals have no registration date: definitions that need one are left out")
	}
	m.rep.Sensitivity = out
}

// widen stretches a range to hold v.
func widen(r **[2]float64, v *float64) {
	switch {
	case v == nil:
	case *r == nil:
		*r = &[2]float64{*v, *v}
	default:
		(*r)[0], (*r)[1] = min((*r)[0], *v), max((*r)[1], *v)
	}
}

// scopeVerdicts compares the two sides of every deal in scope, partner deal or not.
func (m *model) scopeVerdicts() []sideVerdict {
	out := make([]sideVerdict, len(m.deals))
	for i := range m.deals {
		if m.deals[i].inScope {
			out[i] = compareSides(m.sidesOf(int32(i)))
		}
	}
	return out
}

// originUnder is a deal's origin under a definition; the headline's own where
// the definition has no rule.
func (m *model) originUnder(def *definition, i int) ingest.Origin {
	d := &m.ds.Deals[i]
	switch {
	case def.counts == nil:
		return m.deals[i].origin
	case def.counts(d.Sourcing == ingest.OriginSourced, def.days >= 0 && registeredInTime(d, def.days)):
		return ingest.OriginSourced
	case d.Sourcing == ingest.OriginInfluenced || d.Sourcing == ingest.OriginDirect:
		return d.Sourcing
	case d.Partner != ingest.None:
		return ingest.OriginInfluenced
	}
	return ingest.OriginUnknown
}

// variant recomputes both headlines under one definition.
func (m *model) variant(def definition, verdicts []sideVerdict) Variant {
	out := Variant{ID: def.id, Rule: def.rule}
	if def.days >= 0 {
		days := def.days
		out.Days = &days
	}
	var won, sourced, same, known sum
	var count [3]int
	var rows rowSet
	for i := range m.deals {
		f := &m.deals[i]
		if !f.inScope {
			continue
		}
		o := m.originUnder(&def, i)
		wins := f.won() && f.valued
		if wins {
			won.add(f.value)
		}
		if wins && o == ingest.OriginSourced {
			sourced.add(f.value)
			rows.add(m.ds.Deals[i].Pos)
		}
		if o != ingest.OriginSourced && o != ingest.OriginInfluenced && m.ds.Deals[i].Partner == ingest.None {
			continue
		}
		count[verdicts[i]]++
		if wins && o == ingest.OriginSourced && verdicts[i] != sideUnknown {
			known.add(f.value)
			if verdicts[i] == sideSame {
				same.add(f.value)
			}
		}
	}
	out.Sourced, out.SourcedShare, out.BlurRevenue = sourced.value(), ratio(sourced, won), ratio(same, known)
	s := Separation{Same: count[sideSame], Different: count[sideDifferent], Unknown: count[sideUnknown]}
	s.Deals = s.Same + s.Different + s.Unknown
	m.rateBlur(&s)
	out.PartnerDeals, out.BlurRate, out.BlurBounds = s.Deals, s.BlurRate, s.Bounds
	m.figure("sensitivity."+def.id+".sourced", out.Sourced, m.currency, rows)
	return out
}
