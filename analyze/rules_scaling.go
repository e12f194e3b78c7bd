package analyze

import "fmt"

func generalistCeiling(th Thresholds) Rule {
	return Rule{
		ID: "generalist-ceiling", Title: "The team has reached the generalist ceiling", Severity: Critical,
		Question:    "Has a team of generalists stopped growing revenue?",
		Principle:   "Generalists start a programme; past a point each new partner takes hours from the last one, and revenue stands still.",
		Condition:   fmt.Sprintf("Sourced revenue is flat or falling, and the FTE-weighted median person has %g effective stages or more.", th.GeneralistMin),
		Thresholds:  []string{"generalist_min", "flat_band", "trend_alpha"},
		Holds:       "No generalist ceiling",
		Move:        "Take one stage from the most loaded person and give it whole to one seat.",
		Minimum:     "Stages, stated or observed, and a trend over 5 complete quarters.",
		WouldChange: "A rising trend of sourced revenue, or a median person in fewer stages.",
		judge:       judgeCeiling,
	}
}

func cloningGeneralists(_ Thresholds) Rule {
	return Rule{
		ID: "cloning-generalists", Title: "The team grew by more of the same", Severity: Warning,
		Question:    "Did the team grow by depth, or by cloning what it had?",
		Principle:   "A second generalist doubles the cost before it doubles the output; depth in one stage, segment or motion does more.",
		Condition:   "Over the window FTE rose, the generalist share did not fall and sourced revenue per FTE did not rise.",
		Thresholds:  []string{"generalist_min"},
		Holds:       "Growth is not consistent with cloning generalists",
		Move:        "Write the next seat for one stage or one motion, not for a territory.",
		Minimum:     "Start dates and stages on the roster, and 2 complete quarters in the window.",
		WouldChange: "A lower generalist share, or more sourced revenue per FTE, at the same headcount.",
		judge:       judgeCloning,
	}
}

// because is the first warning of the section about a subject, or a fallback.
func because(warnings []string, about, otherwise string) string {
	for _, w := range warnings {
		if rest := len(about); len(w) > rest && w[:rest] == about {
			return w[rest:]
		}
	}
	return otherwise
}

func judgeCeiling(m *model, _ Rule) verdict {
	s := m.rep.Scaling
	if s.GeneralistCeiling == insufficient {
		return verdict{unjudged: because(s.Warnings, "generalist ceiling: ", "needs a trend and stages")}
	}
	figures := []string{"scaling.median_effective_stages", "revenue.trend.slope"}
	trend := m.rep.Revenue.Trend
	text := fmt.Sprintf("Sourced revenue is %s over %d complete quarters", trendWords[trend.Verdict], trend.N)
	if trend.Verdict == "too_short" {
		text = fmt.Sprintf("Sourced revenue has %s so far", count(trend.N, "complete quarter"))
	}
	if s.MedianStages != nil {
		text += fmt.Sprintf(", and the median person, by FTE, works in %s effective stages", decimals(*s.MedianStages))
	}
	if s.GeneralistCeiling == reached {
		return verdict{hits: []Finding{{Text: text + ".", Figures: figures}}}
	}
	return verdict{holds: text + ".", figures: figures}
}

// trendWords say a trend's verdict in a sentence.
var trendWords = map[string]string{
	"rising": "rising", "falling": "falling", "flat": "flat", "undetermined": "without a clear trend",
}

func judgeCloning(m *model, _ Rule) verdict {
	s := m.rep.Scaling
	if s.Cloning == insufficient {
		return verdict{unjudged: because(s.Warnings, "cloning: ", "needs start dates in the roster")}
	}
	c := s.Change
	figures := []string{}
	for _, q := range []string{c.From, c.To} {
		figures = append(figures, "scaling."+q+".fte", "scaling."+q+".generalist_share", "scaling."+q+".sourced_per_fte")
	}
	text := fmt.Sprintf("From %s to %s the team went from %s to %s FTE", c.From, c.To, decimals(c.FTE[0]), decimals(c.FTE[1]))
	if a, b := c.GeneralistShare[0], c.GeneralistShare[1]; a != nil && b != nil {
		text += fmt.Sprintf(", its generalist share from %s to %s", percent(*a), percent(*b))
	}
	if a, b := c.SourcedPerFTE[0], c.SourcedPerFTE[1]; a != nil && b != nil {
		text += fmt.Sprintf(", sourced revenue per FTE and quarter from %s to %s", m.money(*a), m.money(*b))
	}
	if s.Cloning == consistent {
		return verdict{hits: []Finding{{Text: text + ": consistent with cloning generalists.", Figures: figures}}}
	}
	return verdict{holds: text + ".", figures: figures}
}
