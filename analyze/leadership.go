package analyze

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// Leadership asks for one leader who carries the number (METRICS.md 8).
type Leadership struct {
	Leader      *string          `json:"leader"` // person id: the one root of the team; null with none or several
	Checks      []Check          `json:"checks"`
	Roots       []string         `json:"roots"`        // team members with nobody of the team above, in order of name
	Number      *decimal.Decimal `json:"number"`       // the leader's, in the report currency
	TeamNumber  *decimal.Decimal `json:"team_number"`  // sum of the others' quotas
	TeamCarries *int             `json:"team_carries"` // others who carry one; null where that is not asked
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

// Answers of a check.
const (
	yes     = "yes"
	no      = "no"
	unknown = "unknown"
)

// leadership asks the four questions of METRICS.md 8.
func (m *model) leadership() {
	o := m.orgChart()
	roots := o.roots()
	l := &Leadership{Checks: []Check{}, Roots: []string{}, Tree: o.tree(), Broken: []BrokenChain{}, Warnings: []string{}}
	m.rep.Leadership = l
	for _, i := range roots {
		l.Roots = append(l.Roots, m.personID(i))
	}
	for _, i := range o.broken() {
		p := &m.ds.People[i]
		l.Broken = append(l.Broken, BrokenChain{Person: p.Key, Kind: o.brokenKind(i), Text: p.ManagerText, Cell: m.managerCell(i)})
	}
	m.cycleIssues(o)
	leader := ingest.None
	one := m.oneRoot(roots)
	if one.Answer == yes {
		leader = roots[0]
		l.Leader = ref(m.personID(leader))
	}
	l.Checks = append(l.Checks, one, m.leaderHasNumber(leader), m.numberCovers(l, leader), m.reportsTo(l, leader))
	m.leadershipFigures(l, roots)
	for _, c := range l.Checks {
		if c.Answer == unknown {
			l.Warnings = append(l.Warnings, c.Question+" "+c.Detail)
		}
	}
}

// cycleIssues lists each cycle of managers once, at its first member by name.
// Managers who are not on the roster are issues of the reading.
func (m *model) cycleIssues(o orgChart) {
	seen := map[int32]bool{}
	for _, i := range o.broken() {
		if seen[i] || o.brokenKind(i) != "cycle" {
			continue
		}
		ring := []int32{i}
		for at := o.manager(i); at != i; at = o.manager(at) {
			ring, seen[at] = append(ring, at), true
		}
		m.addIssue(ingest.Issue{
			Pos: m.ds.People[i].Pos, Severity: ingest.SevWarning, Code: ingest.CodeManagerCycle,
			Message: fmt.Sprintf("the managers of %s lead back to each other", listed(m.called(ring))),
			Hint:    "correct one of the manager cells: somebody of them stands at the top",
		})
	}
}

// leadershipFigures registers the roots and the numbers with their rows: where
// nobody is a root, those whose managers lead nowhere.
func (m *model) leadershipFigures(l *Leadership, roots []int32) {
	rows := m.personRows(roots...)
	if len(roots) == 0 {
		rows = m.personRows(m.orgChart().broken()...)
	}
	m.figure("leadership.roots", len(roots), "people", rows)
	if l.Leader != nil {
		m.figure("leadership.number", amountOrNil(l.Number), m.currency, m.personRows(roots[0]))
	}
	var carriers []int32
	for i := range m.ds.People {
		if m.team[i] && m.ds.People[i].HasQuota && !slices.Contains(roots, int32(i)) {
			carriers = append(carriers, int32(i))
		}
	}
	m.figure("leadership.team_number", amountOrNil(l.TeamNumber), m.currency, m.personRows(carriers...))
}

func amountOrNil(d *decimal.Decimal) any {
	if d == nil {
		return nil
	}
	return *d
}

// rosterHas reports whether the roster has any of the columns, or records that
// hold them all the same.
func (m *model) rosterHas(filled func(*ingest.Person) bool, fields ...string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return m.ds.Has(ingest.KindRoster, f) }) ||
		slices.ContainsFunc(m.ds.People, func(p ingest.Person) bool { return filled(&p) })
}

// rosterCell is the cell of a person under the first of the columns that the
// person's sheet has, else the row.
func (m *model) rosterCell(i int32, fields ...string) string {
	pos := m.ds.People[i].Pos
	for _, f := range fields {
		for _, in := range m.ds.Inputs {
			if in.Kind != ingest.KindRoster || in.Place == nil || pos.Place == nil || *in.Place != *pos.Place {
				continue
			}
			for _, c := range in.Columns {
				if c.Field == f {
					return pos.At(c.Column).String()
				}
			}
		}
	}
	return pos.String()
}

// managerFields are the columns that name a manager.
var managerFields = []string{"manager", "manager_id", "manager_email"}

func (m *model) managerCell(i int32) string { return m.rosterCell(i, managerFields...) }

// oneRoot asks whether the team has exactly one root. A team of one is its own
// root even where the roster names no managers.
func (m *model) oneRoot(roots []int32) Check {
	c := Check{ID: "one_root", Question: "Does the team have one leader in its manager chain?", Answer: no, Scored: true, Evidence: []string{}}
	size := 0
	for _, t := range m.team {
		if t {
			size++
		}
	}
	for _, i := range roots {
		c.Evidence = append(c.Evidence, m.managerCell(i))
	}
	named := m.rosterHas(func(p *ingest.Person) bool { return p.Manager != ingest.None || p.ManagerText != "" }, managerFields...)
	switch {
	case size == 0:
		c.Answer, c.Detail = unknown, "needs a person of the partnerships team on the roster, has none"
	case !named && size > 1:
		c.Answer, c.Detail, c.Evidence = unknown, "needs a manager column in the roster", []string{}
	case len(roots) == 1:
		c.Answer, c.Detail = yes, m.ds.People[roots[0]].Name+" stands at the top of the team."
	case len(roots) == 0:
		c.Detail = "The managers of the team lead back to itself: nobody stands at the top."
		for _, b := range m.rep.Leadership.Broken {
			c.Evidence = append(c.Evidence, b.Cell)
		}
	default:
		c.Detail = fmt.Sprintf("%d people of the team have nobody of the team above them: %s.", len(roots), listed(m.called(roots)))
	}
	return c
}

func (m *model) hasQuotaColumn() bool {
	return m.rosterHas(func(p *ingest.Person) bool { return p.HasQuota || p.Quota.Known }, "quota")
}

// leaderHasNumber asks whether the leader carries a quota.
func (m *model) leaderHasNumber(leader int32) Check {
	c := Check{ID: "leader_has_number", Question: "Does the leader carry a number?", Answer: unknown, Scored: true, Evidence: []string{}}
	switch {
	case leader == ingest.None:
		c.Detail = "needs one leader"
		return c
	case !m.hasQuotaColumn():
		c.Detail = "needs a quota column in the roster"
		return c
	case m.ds.People[leader].HasQuota:
		c.Answer, c.Detail = yes, m.ds.People[leader].Name+" carries a quota."
	default:
		c.Answer, c.Detail = no, m.ds.People[leader].Name+" carries no quota."
	}
	c.Evidence = append(c.Evidence, m.rosterCell(leader, "quota"))
	return c
}

// numberCovers asks whether the leader's number is at least the sum of the
// quotas of the other members of the team, all in the report currency at the
// rates of as_of. A leader without a number covers no team that carries one.
func (m *model) numberCovers(l *Leadership, leader int32) Check {
	c := Check{ID: "number_covers_team", Question: "Is the leader's number at least the sum of the team's quotas?", Answer: unknown, Scored: true, Evidence: []string{}}
	if leader == ingest.None {
		c.Detail = "needs one leader"
		return c
	}
	if !m.hasQuotaColumn() {
		c.Detail = "needs a quota column in the roster"
		return c
	}
	c.Evidence = append(c.Evidence, m.rosterCell(leader, "quota"))
	total, carriers, missing := m.teamQuota(l, leader, &c)
	p := &m.ds.People[leader]
	number, ok := m.quotaOf(p)
	if ok {
		l.Number = &number
	}
	switch {
	case !p.HasQuota && carriers == 0:
		c.Detail = "needs a quota, nobody of the team carries one"
	case !p.HasQuota:
		c.Answer, c.Detail = no, fmt.Sprintf("The leader carries no quota; %s of the team %s.", count(carriers, "other"), carry(carriers))
	case carriers == 0:
		c.Answer, c.Detail = yes, "Nobody else of the team carries a quota."
	case missing != "":
		c.Detail = missing
	case !ok:
		c.Detail = "needs the amount of the leader's quota in a currency with a rate"
	case number.Cmp(total) >= 0:
		c.Answer, c.Detail = yes, "The leader's number covers the quotas of the team."
	default:
		c.Answer, c.Detail = no, "The quotas of the team add up to more than the leader's number."
	}
	return c
}

func carry(n int) string {
	if n == 1 {
		return "carries one"
	}
	return "carry one"
}

// teamQuota adds the quotas of the others up; missing says why it cannot.
func (m *model) teamQuota(l *Leadership, leader int32, c *Check) (total decimal.Decimal, carriers int, missing string) {
	var s sum
	for _, i := range m.byName {
		p := &m.ds.People[i]
		if !m.team[i] || i == leader || !p.HasQuota {
			continue
		}
		carriers++
		c.Evidence = append(c.Evidence, m.rosterCell(i, "quota"))
		if v, ok := m.quotaOf(p); ok {
			s.add(v)
		} else if missing == "" {
			missing = "needs the amount of the quota of " + p.Name + " in a currency with a rate"
		}
	}
	total, ok := s.decimal()
	if missing == "" && !ok {
		missing = "needs quotas of fewer digits"
	}
	if missing == "" {
		l.TeamNumber = &total
	}
	l.TeamCarries = &carriers
	return total, carriers, missing
}

// revenueWords mark a title or role that owns revenue.
var revenueWords = []string{"revenue", "cro", "ceo", "cco", "executive officer", "commercial officer", "sales", "managing director"}

// reportsTo tells whom the leader reports to. It is shown, not scored: a title
// says little about who owns revenue.
func (m *model) reportsTo(l *Leadership, leader int32) Check {
	c := Check{ID: "reports_to_revenue", Question: "Does the leader report to someone who owns revenue?", Answer: unknown, Evidence: []string{}}
	if leader == ingest.None {
		c.Detail = "needs one leader"
		return c
	}
	p := &m.ds.People[leader]
	boss := m.orgChart().manager(leader)
	if p.ManagerText != "" || boss != ingest.None {
		c.Evidence = append(c.Evidence, m.managerCell(leader))
	}
	if boss == ingest.None {
		c.Detail = "needs the manager of " + p.Name + " on the roster"
		if p.ManagerText != "" {
			l.ReportsTo = &ReportsTo{Name: p.ManagerText}
			c.Detail += fmt.Sprintf(", which names %q but has no such row", p.ManagerText)
		}
		return c
	}
	b := &m.ds.People[boss]
	l.ReportsTo = &ReportsTo{Person: &b.Key, Name: b.Name, Title: b.Title}
	if l.ReportsTo.Title == "" {
		l.ReportsTo.Title = b.Role
	}
	c.Evidence = append(c.Evidence, m.rosterCell(boss, "title", "role"))
	if b.Title == "" && b.Role == "" {
		c.Detail = "needs the title of " + b.Name
		return c
	}
	c.Answer = no
	if b.Class == ingest.RoleDirectSales || ownsRevenue(b.Title) || ownsRevenue(b.Role) {
		c.Answer = yes
	}
	c.Detail = fmt.Sprintf("%s reports to %s, %s.", p.Name, b.Name, l.ReportsTo.Title)
	return c
}

// ownsRevenue reports whether a title has one of the words, as whole words.
func ownsRevenue(title string) bool {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !(r >= 'a' && r <= 'z') })
	padded := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(revenueWords, func(w string) bool { return strings.Contains(padded, " "+w+" ") })
}

// quotaOf is a person's quota in the report currency at the rate of as_of; ok is
// false without an amount or a rate. A quota without a currency is taken as the
// report currency.
func (m *model) quotaOf(p *ingest.Person) (v decimal.Decimal, ok bool) {
	switch q := p.Quota; {
	case !p.HasQuota || !q.Known:
		return v, false
	case q.Currency == "" || q.Currency == m.currency:
		return q.Value, true
	default:
		rate, ok := m.conv.rateOn(q.Currency, m.asOf)
		if !ok {
			return v, false
		}
		v, err := q.Value.Mul(rate)
		return v, err == nil
	}
}
