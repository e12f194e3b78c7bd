package analyze

import "github.com/govalues/decimal"

// Leadership asks for one leader who carries the number (METRICS.md 8).
type Leadership struct {
	Leader      *string          `json:"leader"` // person id: the one root of the team; null with none or several
	Checks      []Check          `json:"checks"`
	Roots       []string         `json:"roots"`        // team members with nobody of the team above, in order of name
	Number      *decimal.Decimal `json:"number"`       // the leader's, in the report currency
	TeamNumber  *decimal.Decimal `json:"team_number"`  // sum of the others' quotas
	TeamCarries int              `json:"team_carries"` // others who carry one
	ReportsTo   *ReportsTo       `json:"reports_to"`   // shown, not scored
	Tree        []OrgNode        `json:"tree"`         // depth first, siblings in order of name
	Broken      []BrokenChain    `json:"broken_chains"`
	Warnings    []string         `json:"warnings"`
}

// Check is one question about the leader. Answer is yes, no or unknown. The ids:
//
//	one_root            one root of the team in the manager chain
//	leader_has_number   the leader carries a quota
//	number_covers_team  it is at least the sum of the team's quotas
//	reports_to_revenue  the leader reports to someone who owns revenue; not scored
type Check struct {
	ID       string   `json:"id"`
	Question string   `json:"question"`
	Answer   string   `json:"answer"`
	Scored   bool     `json:"scored"`
	Detail   string   `json:"detail"`   // one sentence
	Evidence []string `json:"evidence"` // cells, `roster.xlsx!H7`
}

// ReportsTo is whom the leader reports to, as far as the roster tells. Person is
// null for somebody who is not on the roster.
type ReportsTo struct {
	Person *string `json:"person"`
	Name   string  `json:"name"`
	Title  string  `json:"title"`
}

// OrgNode is one person of the chart: the team and everybody above it.
type OrgNode struct {
	Person  string  `json:"person"`
	Manager *string `json:"manager"` // the node above, null at a top
	Depth   int     `json:"depth"`   // 0 at a top
	Team    bool    `json:"team"`
	Active  bool    `json:"active"`
}

// BrokenChain is a manager cell that leads nowhere. Kind is unknown_manager,
// cycle, self or left (the manager is no longer active).
type BrokenChain struct {
	Person string `json:"person"`
	Kind   string `json:"kind"`
	Text   string `json:"text"`
	Cell   string `json:"cell"`
}
