package whatif

import "ownermap/analyze"

// measure is one line of the scorecard as a function of a report.
type measure struct {
	id, stage   string // stage is the name of the stage that the line is of, "" for the whole
	label, unit string
	better      int
	value       func(*analyze.Report) *float64
}

func num[T int | float64](v T) *float64 { f := float64(v); return &f }

// measures are the lines that a report alone gives; each equals the same figure
// of a full report.
func measures(base *analyze.Report) []measure {
	list := []measure{{"stages.clear", "", "Stages with one clear owner, or split cleanly", "stages", 1, clearStages}}
	for _, s := range base.Stages {
		list = append(list,
			measure{"stages." + s.ID + ".coverage", s.Name, "items with one active owner", "share", 1,
				ofStage(s.ID, func(o *analyze.Observed) *float64 { return o.Coverage })},
			measure{"stages." + s.ID + ".bus_factor", s.Name, "people who hold half of it", "people", 1, ofStage(s.ID, busFactor)})
	}
	return append(list,
		measure{"items.unowned", "", "Items that name nobody", "items", -1, overStages(func(o *analyze.Observed) int { return o.Unowned })},
		measure{"items.orphaned", "", "Items that name only people who left", "items", -1, overStages(func(o *analyze.Observed) int { return o.Orphaned })},
		measure{"items.shared", "", "Items with two or more owners", "items", -1, overStages(func(o *analyze.Observed) int { return o.Shared })},
		measure{"separation.blur_rate", "", "Deals with one person on both sides", "share", -1, blurRate},
		measure{"team.generalist_share", "", "Generalists, share of team by FTE", "share", -1, ofTeam(func(t *analyze.Team) *float64 { return t.GeneralistShare })},
		measure{"team.load_max", "", "Heaviest load in the team, items per FTE", "items", -1, func(r *analyze.Report) *float64 { top, _ := loads(r); return top }},
		measure{"team.load_spread", "", "Heaviest load over the median", "ratio", -1, func(r *analyze.Report) *float64 { _, spread := loads(r); return spread }},
		measure{"team.span", "", "Most direct reports of one person", "people", 0, span},
		measure{"team.fte", "", "FTE", "FTE", 0, ofTeam(func(t *analyze.Team) *float64 { return &t.FTE })},
		measure{"findings.critical", "", "Critical findings", "findings", -1, countFindings(analyze.Critical)},
		measure{"findings.warning", "", "Warnings among the findings", "findings", -1, countFindings(analyze.Warning)},
	)
}

// The lines of what a scenario's changes themselves cost.
const (
	labelPeople        = "People whose seat changes"
	labelPartners      = "Partners with a new owner"
	labelRelationships = "Relationships interrupted"
)

// Phrases are the English words that a comparison and a proposal bring along, for
// catalogues: labels of the scorecard, readings, what passes in a handover, parts of the cost.
func Phrases() []string {
	out := append(unknowable(), "better", "worse", "same", "more", "less", "not enough data", whatRelationship, whatRevenue,
		labelPeople, labelPartners, labelRelationships, Nobody)
	one := &analyze.Report{Stages: []analyze.Stage{{}}}
	for _, m := range measures(one) {
		out = append(out, m.label)
	}
	return append(out, partNames[:]...)
}

// ofStage is a figure of one stage's records.
func ofStage(id string, get func(*analyze.Observed) *float64) func(*analyze.Report) *float64 {
	return func(r *analyze.Report) *float64 {
		for _, s := range r.Stages {
			if s.ID == id && s.Observed != nil {
				return get(s.Observed)
			}
		}
		return nil
	}
}

func busFactor(o *analyze.Observed) *float64 {
	if o.BusFactor == nil {
		return nil
	}
	return num(*o.BusFactor)
}

// overStages is a count over all stages' records.
func overStages(get func(*analyze.Observed) int) func(*analyze.Report) *float64 {
	return func(r *analyze.Report) *float64 {
		n := 0
		for _, s := range r.Stages {
			if s.Observed != nil {
				n += get(s.Observed)
			}
		}
		return num(n)
	}
}

// ofTeam is a figure of the team as a whole.
func ofTeam(get func(*analyze.Team) *float64) func(*analyze.Report) *float64 {
	return func(r *analyze.Report) *float64 {
		if r.Team == nil {
			return nil
		}
		return get(r.Team)
	}
}

func blurRate(r *analyze.Report) *float64 {
	if r.Separation == nil {
		return nil
	}
	return r.Separation.BlurRate
}

func clearStages(r *analyze.Report) *float64 {
	n := 0
	for _, s := range r.Stages {
		if s.Stated.Status == "owned" || s.Stated.Status == "split" {
			n++
		}
	}
	return num(n)
}

// loads are the heaviest load of an active person and its ratio to the median.
func loads(r *analyze.Report) (top, spread *float64) {
	for i := range r.People {
		p := &r.People[i]
		if p.Active && p.Load != nil && *p.Load > 0 && (top == nil || *p.Load > *top) {
			top, spread = p.Load, p.LoadRatio
		}
	}
	return top, spread
}

func span(r *analyze.Report) *float64 {
	most := 0
	for i := range r.People {
		if r.People[i].Team {
			most = max(most, r.People[i].Reports)
		}
	}
	return num(most)
}

func countFindings(s analyze.Severity) func(*analyze.Report) *float64 {
	return func(r *analyze.Report) *float64 {
		n := 0
		for _, f := range r.Findings {
			if f.Severity == s {
				n++
			}
		}
		return num(n)
	}
}

// scorecard evaluates every measure on base and scenarios, then counts what the
// changes themselves cost.
func scorecard(c *Comparison, outs []*Outcome) []Line {
	var lines []Line
	for _, m := range measures(c.Base) {
		l := Line{ID: m.id, Label: m.label, Stage: m.stage, Of: m.label, Unit: m.unit, Better: m.better, Values: []*float64{m.value(c.Base)}}
		if m.stage != "" {
			l.Label = m.stage + ": " + m.label
		}
		for _, r := range c.Reports {
			l.Values = append(l.Values, m.value(r))
		}
		lines = append(lines, l)
	}
	cost := func(id, label, unit string, n func(*Side) int) {
		l := Line{ID: id, Label: label, Of: label, Unit: unit, Better: -1, Values: []*float64{num(0)}}
		for i := range c.Sides {
			l.Values = append(l.Values, num(n(&c.Sides[i])))
		}
		lines = append(lines, l)
	}
	cost("change.people", labelPeople, "people", func(s *Side) int { return len(s.PeopleChanged) })
	cost("change.partners", labelPartners, "partners", func(s *Side) int { return len(s.PartnersMoved) })
	cost("change.relationships", labelRelationships, "partners", func(s *Side) int { return len(s.Interrupted) })
	return lines
}

// Reading judges a value of a line against the base: better, worse, same, more,
// less, or "not enough data".
func (l Line) Reading(v *float64) string {
	base := l.Values[0]
	if v == nil || base == nil {
		return "not enough data"
	}
	d := *v - *base
	switch {
	case d > -1e-9 && d < 1e-9:
		return "same"
	case l.Better == 0 && d > 0:
		return "more"
	case l.Better == 0:
		return "less"
	case d*float64(l.Better) > 0:
		return "better"
	}
	return "worse"
}
