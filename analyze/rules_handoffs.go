package analyze

import "fmt"

func handoffStuck(th Thresholds) Rule {
	return Rule{
		ID: "handoff-stuck", Title: "Handoffs to sales wait for an answer", Severity: Warning,
		Question:    "Does sales accept what partners bring, within days?",
		Principle:   "A partner's deal changes hands once, on a day that both sides know. A deal that waits belongs to nobody.",
		Condition:   fmt.Sprintf("Any deal handed off in the window is not accepted, still open and handed off more than %d days ago.", th.StuckDays),
		Thresholds:  []string{"stuck_days"},
		Holds:       "No handoff waits longer than agreed",
		Move:        "Go through the waiting deals with the head of sales and name who accepts each, by which day.",
		Minimum:     "A handoff date, and one deal handed off in the window.",
		WouldChange: "An acceptance recorded for each of these deals, or their close.",
		judge:       judgeHandoffStuck,
	}
}

func handoffUndefined(th Thresholds) Rule {
	return Rule{
		ID: "handoff-undefined", Title: "No agreed moment at which a deal goes to sales", Severity: Notice,
		Question:    "Is there one moment at which a partner's deal becomes the business of sales?",
		Principle:   "An interface with sales and marketing exists where its handoff is a recorded event.",
		Condition:   fmt.Sprintf("No handoff date in the data, or less than %s of the partner deals in scope have one.", percent(th.HandoffDefined)),
		Thresholds:  []string{"handoff_defined"},
		Holds:       "Most partner deals have a handoff date",
		Move:        "Add a handoff date to the deal record and agree with sales what sets it.",
		Minimum:     "One partner deal in scope.",
		WouldChange: "A handoff date on most partner deals.",
		judge:       judgeHandoffUndefined,
	}
}

func creditSettledLate(th Thresholds) Rule {
	return Rule{
		ID: "credit-settled-late", Title: "Credit is settled after the close", Severity: Warning,
		Question:    "Do partner and sales teams agree the credit before the deal closes?",
		Principle:   "Credit agreed before the close is a rule; credit agreed after it is a dispute.",
		Condition:   fmt.Sprintf("Credit agreed after the close, or never, on %s of the partner deals closed in the window or more.", percent(th.LateCreditShare)),
		Thresholds:  []string{"late_credit_share"},
		Holds:       "Credit is agreed before the close",
		Move:        "Make the credit field mandatory when a partner deal enters its last stage.",
		Minimum:     fmt.Sprintf("A credit date, and %d partner deals closed in the window.", fewest),
		WouldChange: "Credit dates on or before the close.",
		judge:       judgeCreditLate,
	}
}

func judgeHandoffStuck(m *model, _ Rule) verdict {
	h := m.rep.Handoffs
	figures := []string{"handoffs.stuck", "handoffs.handed"}
	switch {
	case h.Handed == nil:
		return verdict{unjudged: "needs a column with the day a deal was handed to sales"}
	case *h.Handed == 0:
		return verdict{unjudged: "needs a deal handed off in the window, has none"}
	case *h.Stuck == 0:
		return verdict{
			holds:   fmt.Sprintf("None of the %s handed off in the window has waited more than %d days.", deals(*h.Handed), m.th.StuckDays),
			figures: figures, subject: "handoffs",
		}
	}
	return verdict{hits: []Finding{{
		Subject: "handoffs", Figures: figures, Evidence: m.rep.Figures["handoffs.stuck"].Rows,
		Text: fmt.Sprintf("%d of %s handed off in the window %s waited more than %d days for sales to accept, the longest %d days.",
			*h.Stuck, deals(*h.Handed), has(*h.Stuck), m.th.StuckDays, h.StuckDeals[0].Days),
	}}}
}

func judgeHandoffUndefined(m *model, _ Rule) verdict {
	r := m.rep.Handoffs.DefinedRate
	switch {
	case m.asOf.IsZero() || len(m.partnerDeals) == 0:
		return verdict{unjudged: "needs a partner deal in scope, has none"}
	case r == nil:
		return verdict{hits: []Finding{{
			Subject: "handoffs", Figures: []string{"separation.deals"},
			Text: fmt.Sprintf("No column says when a partner deal goes to sales; %s in scope.", deals(len(m.partnerDeals))),
		}}}
	}
	f := Finding{
		Subject: "handoffs", Figures: []string{"handoffs.defined_rate"},
		Text: fmt.Sprintf("%s in scope %s a handoff date.", ofAll(r.K, r.N, "partner deal"), has(r.K)),
	}
	if *r.Value >= m.th.HandoffDefined {
		return verdict{holds: f.Text, figures: f.Figures, subject: f.Subject}
	}
	return verdict{hits: []Finding{f}}
}

func judgeCreditLate(m *model, _ Rule) verdict {
	h := m.rep.Handoffs
	switch r := h.LateCreditRate; {
	case r == nil:
		return verdict{unjudged: "needs a column with the day the credit was agreed"}
	case r.N < fewest:
		return verdict{unjudged: fmt.Sprintf("needs %d partner deals closed in the window, has %d", fewest, r.N)}
	}
	r := *h.LateCreditRate
	f := Finding{
		Subject: "handoffs", Figures: []string{"handoffs.late_credit", "handoffs.late_credit_rate"}, Evidence: m.rep.Figures["handoffs.late_credit"].Rows,
		Text: fmt.Sprintf("%s closed in the window had their credit agreed after the close or never; %s. Of the won ones, %d of %d.",
			ofAll(r.K, r.N, "partner deal"), interval(r), h.LateCreditWon.K, h.LateCreditWon.N),
	}
	if *r.Value < m.th.LateCreditShare {
		return verdict{holds: f.Text, figures: f.Figures, subject: f.Subject}
	}
	return verdict{hits: []Finding{f}}
}
