package analyze

import (
	"fmt"
	"slices"
)

func leaderWithoutNumber(_ Thresholds) Rule {
	return Rule{
		ID: "leader-without-number", Title: "The leader does not carry the number", Severity: Critical, People: true,
		Question:    "Does the leader of the team answer for the whole number?",
		Principle:   "Partner revenue is predictable where one leader answers for it in money.",
		Condition:   "The leader carries no quota, or less than the sum of the team's quotas.",
		Thresholds:  []string{},
		Holds:       "The leader carries the team's number",
		Move:        "Give the leader of the team a number that is at least the sum of the team's.",
		Minimum:     "A manager chain with one root, and quotas on the roster.",
		WouldChange: "A quota on the leader's row that covers those of the team.",
		judge:       judgeLeaderNumber,
	}
}

func noSingleLeader(_ Thresholds) Rule {
	return Rule{
		ID: "no-single-leader", Title: "The team has no single leader", Severity: Warning,
		Question:    "Does the manager chain of the team end in one person?",
		Principle:   "A team with several heads settles its conflicts outside itself.",
		Condition:   "No root, or several, in the manager chain of the team.",
		Thresholds:  []string{},
		Holds:       "One leader stands at the top of the team",
		Move:        "Decide who leads the team and let every seat of it report there, directly or not.",
		Minimum:     "Managers on the roster.",
		WouldChange: "A manager chain that ends in one person of the team.",
		judge:       judgeOneLeader,
	}
}

func (l *Leadership) check(id string) Check {
	i := slices.IndexFunc(l.Checks, func(c Check) bool { return c.ID == id })
	return l.Checks[i]
}

func judgeLeaderNumber(m *model, _ Rule) verdict {
	l := m.rep.Leadership
	carries, covers := l.check("leader_has_number"), l.check("number_covers_team")
	figures := []string{"leadership.number", "leadership.team_number"}
	subject := "team"
	if l.Leader != nil {
		subject = "person:" + *l.Leader
	}
	switch {
	case carries.Answer == unknown:
		return verdict{unjudged: carries.Detail}
	case carries.Answer == no:
		return verdict{hits: []Finding{{Subject: subject, Figures: figures, Text: withoutNumber(l)}}}
	case covers.Answer == unknown:
		return verdict{unjudged: covers.Detail}
	case covers.Answer == no:
		return verdict{hits: []Finding{{
			Subject: subject, Figures: figures,
			Text: fmt.Sprintf("The leader's number is %s, the quotas of the team add up to %s.", m.money(*l.Number), m.money(*l.TeamNumber)),
		}}}
	}
	text := carries.Detail + " " + covers.Detail
	if l.Number != nil && *l.TeamCarries > 0 {
		text = fmt.Sprintf("The leader's number is %s, the quotas of the team add up to %s.", m.money(*l.Number), m.money(*l.TeamNumber))
	}
	return verdict{holds: text, figures: figures, subject: subject}
}

func withoutNumber(l *Leadership) string {
	if l.TeamCarries == nil || *l.TeamCarries == 0 {
		return "The leader carries no quota, and nobody else of the team does."
	}
	return fmt.Sprintf("The leader carries no quota, while %d of the team %s.", *l.TeamCarries, carry(*l.TeamCarries))
}

func judgeOneLeader(m *model, _ Rule) verdict {
	switch c := m.rep.Leadership.check("one_root"); c.Answer {
	case unknown:
		return verdict{unjudged: c.Detail}
	case yes:
		return verdict{holds: c.Detail, figures: []string{"leadership.roots"}}
	default:
		return verdict{hits: []Finding{{Text: c.Detail, Figures: []string{"leadership.roots"}}}}
	}
}
