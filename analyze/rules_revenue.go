package analyze

import (
	"fmt"

	"ownermap/ingest"
)

func relationshipRevenueBlur(th Thresholds) Rule {
	return Rule{
		ID: "relationship-revenue-blur", Title: "Relationship and revenue sit with the same person", Severity: Warning,
		Question:    "Is the person who keeps the partner another than the one who closes the deal?",
		Principle:   "Relationship and revenue are measured on different clocks; in one seat the quarter wins.",
		Condition:   fmt.Sprintf("On %s of the partner deals in scope or more one person is on both sides; with more than %s of the deals unknown, the lower bound counts. Critical from %s.", percent(th.BlurRate), percent(th.UnknownMax), percent(th.BlurCritical)),
		Thresholds:  []string{"blur_rate", "blur_critical", "unknown_max"},
		Holds:       "Relationship and revenue are kept apart",
		Move:        "Give the revenue side of new deals to a seller, and leave the relationship where it is.",
		Minimum:     fmt.Sprintf("%d partner deals in scope with both sides named.", fewest),
		WouldChange: fmt.Sprintf("Two different people on more than %s of the deals.", percent(1-th.BlurRate)),
		judge: func(m *model, _ Rule) verdict {
			s := m.rep.Separation
			known := s.Same + s.Different
			value, n, text := s.BlurRate, known, ""
			switch {
			case s.BlurRate != nil:
				text = fmt.Sprintf("On %s with both sides named, one person holds relationship and revenue; 95%% interval %s to %s.",
					ofAll(s.Same, known, "deal"), percent(s.Interval[0]), percent(s.Interval[1]))
			case s.Bounds != nil:
				value, n = &s.Bounds[0], s.Deals
				text = fmt.Sprintf("One person holds relationship and revenue on at least %s; %d more lack a name on one side, so the rate lies between %s and %s.",
					ofAll(s.Same, s.Deals, "deal"), s.Unknown, percent(s.Bounds[0]), percent(s.Bounds[1]))
			}
			switch {
			case value == nil || n < fewest || known == 0:
				return verdict{unjudged: fmt.Sprintf("needs %d partner deals in scope with both sides named, has %d", fewest, known)}
			case *value < m.th.BlurRate-1e-12 && s.Bounds != nil && s.Bounds[1] >= m.th.BlurRate:
				return verdict{unjudged: fmt.Sprintf("needs names on both sides: %d of %s lack one, so the rate lies between %s and %s", s.Unknown, deals(s.Deals), percent(s.Bounds[0]), percent(s.Bounds[1]))}
			case *value < m.th.BlurRate-1e-12:
				return verdict{holds: text, figures: []string{"separation.same", "separation.blur_rate"}}
			}
			f := Finding{Subject: "separation", Text: text, Figures: []string{"separation.same", "separation.blur_rate"}}
			if *value >= m.th.BlurCritical-1e-12 {
				f.Severity = Critical
			}
			if who := m.widestBoth(); who != "" {
				f.Action = fmt.Sprintf("Give the revenue side of new deals of %s to a seller, and leave the relationship where it is.", who)
			}
			return verdict{hits: []Finding{f}}
		},
	}
}

// widestBoth names the person with most deals on both sides, the first by name on a tie.
func (m *model) widestBoth() string {
	best, most := "", 0
	for _, p := range m.byName {
		if n := m.sides.both[p]; n > most {
			best, most = m.ds.People[p].Name, n
		}
	}
	return best
}

const noQuotaColumn = "needs a quota column in the roster"

func managerCarriesQuota(Thresholds) Rule {
	return Rule{
		ID: "manager-carries-quota", Title: "A relationship role carries a quota", Severity: Notice, People: true,
		Question:    "Which does the role put first: the partner or the number?",
		Principle:   "A partner manager with a sales quota is asked to put two things first.",
		Condition:   "An active relationship role carries a quota.",
		Holds:       "No relationship role carries a quota",
		Move:        "Measure the role on partner activity, and move the number to a revenue role; or call it a revenue role.",
		Minimum:     "A quota column, and an active relationship role.",
		WouldChange: "A target for the relationship instead of a quota.",
		judge: func(m *model, _ Rule) verdict {
			return m.eachSeat(ingest.RoleRelationship, "relationship", true, "separation.managers_with_quota",
				"%s, a relationship role, carries a quota: which does the role put first?", "no active relationship role carries a quota")
		},
	}
}

func revenueRoleWithoutQuota(Thresholds) Rule {
	return Rule{
		ID: "revenue-role-without-quota", Title: "A revenue role carries no quota", Severity: Warning, People: true,
		Question:    "Does everybody who sells with partners carry a number?",
		Principle:   "Revenue that nobody's number depends on is hoped for.",
		Condition:   "An active revenue role carries no quota.",
		Holds:       "Every revenue role carries a quota",
		Move:        "Give the role a number, or call it what it is.",
		Minimum:     "A quota column, and an active revenue role.",
		WouldChange: "A quota on the roster for the role.",
		judge: func(m *model, _ Rule) verdict {
			return m.eachSeat(ingest.RoleRevenue, "revenue", false, "separation.revenue_roles_without_quota",
				"%s, a revenue role, carries no quota.", "every active revenue role carries a quota")
		},
	}
}

// eachSeat gives a finding for every active person of a class whose quota is
// there, or not there, when it should be otherwise.
func (m *model) eachSeat(class ingest.RoleClass, word string, hasQuota bool, figure, text, holds string) verdict {
	seats := m.inClass(class)
	switch {
	case !m.hasQuotas():
		return verdict{unjudged: noQuotaColumn}
	case len(seats) == 0:
		return verdict{unjudged: "needs an active " + word + " role on the roster"}
	}
	v := verdict{holds: capital(fmt.Sprintf("%s (%s).", holds, count(len(seats), "person"))), figures: []string{figure}}
	for _, p := range seats {
		if m.ds.People[p].HasQuota == hasQuota {
			v.hits = append(v.hits, Finding{
				Subject: "person:" + m.personID(p), Text: fmt.Sprintf(text, m.ds.People[p].Name),
				Figures: []string{figure}, Evidence: m.personRows(p).strings(),
			})
		}
	}
	return v
}

func attributionConflict(th Thresholds) Rule {
	return Rule{
		ID: "attribution-conflict", Title: "Two records disagree on who brought the deal", Severity: Warning,
		Question:    "Do the sourcing value and the deal registration tell the same story?",
		Principle:   "Partner-sourced revenue is believed only where its definition has one answer.",
		Condition:   fmt.Sprintf("On %s or more of the deals in scope that either claims, only one of sourcing value and registration does.", percent(th.ConflictShare)),
		Thresholds:  []string{"conflict_share", "registration_days"},
		Holds:       "Sourcing value and registration agree",
		Move:        "Settle with finance which of the two decides, and correct the other.",
		Minimum:     fmt.Sprintf("A sourcing value and a registration date in the data, and %d deals that either claims.", fewest),
		WouldChange: "One rule for what counts as sourced, applied to both columns.",
		judge: func(m *model, _ Rule) verdict {
			c := m.rep.Revenue.Conflict
			n, apart := c.Both+c.RegistrationOnly+c.SourcingOnly, c.RegistrationOnly+c.SourcingOnly
			figures := []string{"revenue.conflict.registration_only", "revenue.conflict.sourcing_only"}
			text := fmt.Sprintf("Sourcing value and registration disagree on %s that either claims: %d claimed by registration only, %d by sourcing value only.",
				ofAll(apart, n, "deal"), c.RegistrationOnly, c.SourcingOnly)
			switch {
			case !m.comparesClaims():
				return verdict{unjudged: "needs a sourcing value and a registration date in the deals"}
			case n < fewest:
				return verdict{unjudged: fmt.Sprintf("needs %d deals that either claims, has %d", fewest, n)}
			case !reaches(apart, n, m.th.ConflictShare):
				return verdict{holds: text, figures: figures, subject: "revenue"}
			}
			return verdict{hits: []Finding{{Subject: "revenue", Text: text, Figures: figures}}}
		},
	}
}

func revenueUnpredictable(th Thresholds) Rule {
	return Rule{
		ID: "revenue-unpredictable", Title: "Partner-sourced revenue cannot be forecast", Severity: Warning,
		Question:    "Could next quarter's partner-sourced revenue have been foreseen?",
		Principle:   "Leadership plans on revenue that repeats; a partner motion is proven when its quarter can be called.",
		Condition:   fmt.Sprintf("The best of three simple forecasts, one quarter ahead, misses by more than %s of revenue on average, or by as much as revenue usually changes from one quarter to the next.", percent(th.PredictableWAPE)),
		Thresholds:  []string{"predictable_wape", "predictable_mase"},
		Holds:       "Partner-sourced revenue can be forecast",
		Move:        "Review sourced pipeline by partner each month, so that the quarter is known before it ends.",
		Minimum:     fmt.Sprintf("%d complete quarters with sourced revenue.", shortestBacktest),
		WouldChange: fmt.Sprintf("Forecasts that miss by %s or less.", percent(th.PredictableWAPE)),
		judge: func(m *model, _ Rule) verdict {
			p, n := m.rep.Revenue.Predictability, m.rep.Revenue.Trend.N
			switch {
			case p.Verdict == "too_short":
				return verdict{unjudged: fmt.Sprintf("needs %d complete quarters, has %d", shortestBacktest, n)}
			case p.Method == nil:
				return verdict{unjudged: "needs sourced revenue in the quarters that could be forecast"}
			}
			text := fmt.Sprintf("The best simple forecast, one quarter ahead, misses by %s on average over %s.", percent(*p.WAPE), count(p.Origins, "quarter"))
			figures := []string{"revenue.predictability.wape"}
			if p.Verdict == "predictable" {
				return verdict{holds: text, figures: figures, subject: "revenue"}
			}
			if *p.WAPE <= m.th.PredictableWAPE {
				text += " That is as much as revenue usually changes from one quarter to the next."
			}
			return verdict{hits: []Finding{{Subject: "revenue", Text: text, Figures: figures}}}
		},
	}
}

func revenueConcentrated(th Thresholds) Rule {
	return Rule{
		ID: "revenue-concentrated", Title: "Sourced revenue hangs on few partners", Severity: Warning,
		Question:    "Would losing one partner change the quarter?",
		Principle:   "A programme is a portfolio; one large partner is an account.",
		Condition:   fmt.Sprintf("In the window the largest partner brings %s of sourced revenue or more, or it is as concentrated as fewer than %g equal partners.", percent(th.TopPartnerShare), th.EffectivePartners),
		Thresholds:  []string{"top_partner_share", "effective_partners"},
		Holds:       "Sourced revenue is spread over many partners",
		Move:        "Name the next two partners to build up, each with an owner.",
		Minimum:     fmt.Sprintf("%d partners with sourced revenue in the window.", fewestPartners),
		WouldChange: fmt.Sprintf("A largest partner under %s, and sourced revenue spread like %g equal partners or more.", percent(th.TopPartnerShare), th.EffectivePartners),
		judge: func(m *model, _ Rule) verdict {
			c := m.rep.Revenue.Concentration
			if c == nil || c.Partners < fewestPartners {
				n := 0
				if c != nil {
					n = c.Partners
				}
				return verdict{unjudged: fmt.Sprintf("needs %d partners with sourced revenue in the window, has %d", fewestPartners, n)}
			}
			figures := []string{"revenue.concentration.top1", "revenue.concentration.effective_partners"}
			text := fmt.Sprintf("The largest of %d partners brings %s of sourced revenue in the window, the top three %s; it is as concentrated as %s equal partners.",
				c.Partners, percent(*c.Top1), percent(*c.Top3), decimals(*c.EffectivePartners))
			if *c.Top1 < m.th.TopPartnerShare-1e-12 && *c.EffectivePartners >= m.th.EffectivePartners-1e-9 {
				return verdict{holds: text, figures: figures, subject: "revenue"}
			}
			return verdict{hits: []Finding{{Subject: "revenue", Text: text, Figures: figures}}}
		},
	}
}

// fewestPartners is the least number of partners for a verdict on concentration.
const fewestPartners = 5
