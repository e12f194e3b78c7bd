package analyze

import "fmt"

func logosOverRevenue(_ Thresholds) Rule {
	return Rule{
		ID: "logos-over-revenue", Title: "More partners sign, revenue does not rise", Severity: Warning,
		Question:    "Do signed partners and sourced revenue move together?",
		Principle:   "A partner that signs is a cost until it sells: the measure of a programme is revenue, not logos.",
		Condition:   "More partners signed in the last four complete quarters than in the four before, and sourced revenue is not higher.",
		Thresholds:  []string{},
		Holds:       "Revenue keeps pace with signed partners",
		Move:        "Hold new signings for a quarter and put the hours into the partners that have signed and not sold.",
		Minimum:     "Signing dates, and 8 complete quarters of revenue.",
		WouldChange: "Sourced revenue above that of the four quarters before, or fewer signings.",
		judge:       judgeLogos,
	}
}

func partnersInactive(th Thresholds) Rule {
	return Rule{
		ID: "partners-inactive", Title: "Most signed partners do not produce", Severity: Warning,
		Question:    "How many of the partners signed some time ago produce revenue?",
		Principle:   "Recruitment ends with the first sourced win, not with the signature.",
		Condition:   fmt.Sprintf("%s of the partners signed more than %d days ago, or more, have no sourced win in the window.", percent(th.InactiveShare), th.ActivationDays),
		Thresholds:  []string{"inactive_share", "activation_days"},
		Holds:       "Most signed partners produce",
		Move:        "Choose the ten inactive partners with the best fit, give each one owner and one first deal; let the rest go.",
		Minimum:     fmt.Sprintf("Signing dates, and %d partners signed long enough ago.", fewest),
		WouldChange: "A sourced win in the window for more of these partners.",
		judge:       judgeInactive,
	}
}

func activationUnowned(th Thresholds) Rule {
	return Rule{
		ID: "activation-unowned", Title: "Partners wait for activation without an owner", Severity: Warning,
		Question:    "Does each partner that is not active yet have somebody who activates it?",
		Principle:   "Between signature and first deal a partner needs one person whose task it is.",
		Condition:   fmt.Sprintf("%s of the partners not yet activated, or more, have no active activation owner.", percent(th.ActivationUnowned)),
		Thresholds:  []string{"activation_unowned"},
		Holds:       "Partners on their way to a first deal have an owner",
		Move:        "Name one activation owner for each partner on this list.",
		Minimum:     fmt.Sprintf("A column that names activation owners, and %d partners not yet activated.", minUnowned),
		WouldChange: "An active person named as activation owner of these partners.",
		judge:       judgeActivationUnowned,
	}
}

// minUnowned is the fewest partners not yet activated for a verdict.
const minUnowned = 5

func judgeLogos(m *model, _ Rule) verdict {
	l := m.rep.Activation.Logos
	switch {
	case m.rep.Activation.Signed == nil:
		return verdict{unjudged: "needs a partner list with signing dates"}
	case l == nil:
		n := 0
		for _, q := range m.rep.Activation.Quarters {
			if q.Complete {
				n++
			}
		}
		return verdict{unjudged: fmt.Sprintf("needs 8 complete quarters, has %d", n)}
	}
	f := Finding{
		Subject: "partners", Figures: []string{"activation.signed_last_four", "activation.signed_four_before", "activation.sourced_last_four", "activation.sourced_four_before"},
		Text: fmt.Sprintf("%s signed in the last four complete quarters against %d in the four before; sourced revenue was %s against %s.",
			count(l.Signed, "partner"), l.SignedBefore, m.money(l.Sourced), m.money(l.SourcedBefore)),
	}
	if l.Verdict != "logos_only" {
		return verdict{holds: f.Text, figures: f.Figures, subject: f.Subject}
	}
	return verdict{hits: []Finding{f}}
}

func judgeInactive(m *model, _ Rule) verdict {
	switch r := m.rep.Activation.InactiveRate; {
	case r == nil:
		return verdict{unjudged: "needs a partner list with signing dates"}
	case r.N < fewest:
		return verdict{unjudged: fmt.Sprintf("needs %d partners signed more than %d days ago, has %d", fewest, m.th.ActivationDays, r.N)}
	}
	r := *m.rep.Activation.InactiveRate
	f := Finding{
		Subject: "partners", Figures: []string{"activation.inactive", "activation.inactive_rate"}, Evidence: m.rep.Figures["activation.inactive"].Rows,
		Text: fmt.Sprintf("%s signed more than %d days ago %s no sourced win in the window; %s.",
			ofAll(r.K, r.N, "partner"), m.th.ActivationDays, has(r.K), interval(r)),
	}
	if *r.Value < m.th.InactiveShare {
		return verdict{holds: f.Text, figures: f.Figures, subject: f.Subject}
	}
	return verdict{hits: []Finding{f}}
}

func judgeActivationUnowned(m *model, _ Rule) verdict {
	switch r := m.rep.Activation.UnownedRate; {
	case r == nil:
		return verdict{unjudged: "needs a column that names activation owners"}
	case r.N < minUnowned:
		return verdict{unjudged: fmt.Sprintf("needs %d partners not yet activated, has %d", minUnowned, r.N)}
	}
	r := *m.rep.Activation.UnownedRate
	f := Finding{
		Subject: "stage:activation", Figures: []string{"activation.unowned", "activation.unowned_rate"}, Evidence: m.rep.Figures["activation.unowned"].Rows,
		Text: fmt.Sprintf("%s not yet activated %s no active activation owner; %s.", ofAll(r.K, r.N, "partner"), has(r.K), interval(r)),
	}
	if *r.Value < m.th.ActivationUnowned {
		return verdict{holds: f.Text, figures: f.Figures, subject: f.Subject}
	}
	return verdict{hits: []Finding{f}}
}
