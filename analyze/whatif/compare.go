package whatif

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/ingest"
)

// Comparison lays base and scenarios side by side. Slices named Values hold the
// base first, then the scenarios in order.
type Comparison struct {
	Scorecard []Line `json:"scorecard"`
	Sides     []Side `json:"scenarios"`
	// Unknowable is what no scenario can say.
	Unknowable []string `json:"cannot_be_known"`

	Base    *analyze.Report   `json:"-"`
	Reports []*analyze.Report `json:"-"`
}

// Line is one figure of the scorecard. Better is 1 where more is better, -1
// where less is, 0 where the figure has no good direction. Values are null
// where there is not enough data.
type Line struct {
	ID     string     `json:"id"`
	Label  string     `json:"label"`
	Unit   string     `json:"unit"` // share, stages, items, people, FTE, findings, partners, deals, ratio
	Better int        `json:"better"`
	Values []*float64 `json:"values"`
}

// Side is one scenario beside the base.
type Side struct {
	Title          string         `json:"title"`
	Note           string         `json:"note,omitempty"`
	GapsClosed     []Gap          `json:"gaps_closed"` // items by stage
	GapsOpened     []Gap          `json:"gaps_opened"`
	Resolved       []FindingRef   `json:"findings_resolved"`
	Raised         []FindingRef   `json:"findings_new"`
	Unchanged      []FindingRef   `json:"findings_unchanged"`
	Loads          []LoadChange   `json:"loads"` // in order of name
	RevenueMoved   []RevenueMoved `json:"revenue_moved"`
	Transitions    []Transition   `json:"transitions"`
	PeopleChanged  []string       `json:"people_changed"` // names
	PartnersMoved  []string       `json:"partners_moved"`
	Interrupted    []string       `json:"relationships_interrupted"` // partners whose manager changes
	NothingToDoFor []string       `json:"notes"`
}

// Gap counts the items of a stage that gain or lose their only missing owner.
type Gap struct {
	Stage string `json:"stage"`
	Items int    `json:"items"`
}

// FindingRef names a finding.
type FindingRef struct {
	Rule     string           `json:"rule"`
	Subject  string           `json:"subject"`
	Severity analyze.Severity `json:"severity"`
	Title    string           `json:"title"`
}

// LoadChange is one person's items per FTE before and after; null when absent.
type LoadChange struct {
	Person string   `json:"person"` // id
	Name   string   `json:"name"`
	Before *float64 `json:"before"`
	After  *float64 `json:"after"`
}

// RevenueMoved is sourced revenue won in the window on deals whose revenue side
// goes to another owner: a fact about the past, never a prediction.
type RevenueMoved struct {
	To     string          `json:"to"`
	Deals  int             `json:"deals"`
	Amount decimal.Decimal `json:"amount"`
}

// Transition is one handover: who passes what to whom, for which partners.
type Transition struct {
	Step     int      `json:"step"`
	From     string   `json:"from"` // names, or "nobody"
	To       string   `json:"to"`
	What     string   `json:"what"` // a stage, "relationship", "revenue side", or a seat's change
	Partners []string `json:"partners"`
	Deals    int      `json:"deals"`
}

// Compare applies each scenario and analyses base and copies with the same code.
func Compare(base *ingest.Dataset, o Options, scenarios []Scenario) (*Comparison, error) {
	c := &Comparison{Base: analyze.Run(base, o.Analyze), Sides: []Side{}, Unknowable: unknowable()}
	pinned := o.Analyze
	pinned.AsOf, pinned.Currency = c.Base.AsOf.Date, c.Base.Currency
	view := analyze.NewView(base, pinned)
	var outs []*Outcome
	for _, sc := range scenarios {
		out, err := Apply(base, o, sc)
		if err != nil {
			return nil, err
		}
		outs = append(outs, out)
		c.Reports = append(c.Reports, analyze.Run(out.Dataset, pinned))
		c.Sides = append(c.Sides, side(base, view, out, analyze.NewView(out.Dataset, pinned), c.Base, c.Reports[len(c.Reports)-1]))
	}
	c.Scorecard = scorecard(c, outs)
	return c, nil
}

func unknowable() []string {
	return []string{
		"What revenue does after a reorganisation: the records show what moves together, never why.",
		"Whether a person has the skills or the wish for a seat: the roster states roles, not abilities.",
		"How long a handover takes: the transition list orders it, the data holds no handovers of this kind.",
		"What partners think of a new contact.",
	}
}

// measure is one line of the scorecard as a function of a report.
type measure struct {
	id, label, unit string
	better          int
	value           func(*analyze.Report) *float64
}

func num[T int | float64](v T) *float64 { f := float64(v); return &f }

// measures are the lines that a report alone gives; each equals the same figure
// of a full report.
func measures(base *analyze.Report) []measure {
	list := []measure{{"stages.clear", "Stages with one clear owner, or split cleanly", "stages", 1, clearStages}}
	for _, s := range base.Stages {
		id := s.ID
		of := func(get func(*analyze.Observed) *float64) func(*analyze.Report) *float64 {
			return func(r *analyze.Report) *float64 {
				for _, s := range r.Stages {
					if s.ID == id && s.Observed != nil {
						return get(s.Observed)
					}
				}
				return nil
			}
		}
		list = append(list,
			measure{"stages." + id + ".coverage", s.Name + ": items with one active owner", "share", 1, of(func(o *analyze.Observed) *float64 { return o.Coverage })},
			measure{"stages." + id + ".bus_factor", s.Name + ": people who hold half of it", "people", 1, of(func(o *analyze.Observed) *float64 {
				if o.BusFactor == nil {
					return nil
				}
				return num(*o.BusFactor)
			})})
	}
	total := func(get func(*analyze.Observed) int) func(*analyze.Report) *float64 {
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
	return append(list,
		measure{"items.unowned", "Items that name nobody", "items", -1, total(func(o *analyze.Observed) int { return o.Unowned })},
		measure{"items.orphaned", "Items that name only people who left", "items", -1, total(func(o *analyze.Observed) int { return o.Orphaned })},
		measure{"items.shared", "Items with two or more owners", "items", -1, total(func(o *analyze.Observed) int { return o.Shared })},
		measure{"separation.blur_rate", "Deals with one person on both sides", "share", -1, func(r *analyze.Report) *float64 {
			if r.Separation == nil {
				return nil
			}
			return r.Separation.BlurRate
		}},
		measure{"team.generalist_share", "Generalists, share of team by FTE", "share", -1, func(r *analyze.Report) *float64 {
			if r.Team == nil {
				return nil
			}
			return r.Team.GeneralistShare
		}},
		measure{"team.load_max", "Heaviest load in the team, items per FTE", "items", -1, func(r *analyze.Report) *float64 { top, _ := loads(r); return top }},
		measure{"team.load_spread", "Heaviest load over the median", "ratio", -1, func(r *analyze.Report) *float64 { _, spread := loads(r); return spread }},
		measure{"team.span", "Most direct reports of one person", "people", 0, span},
		measure{"team.fte", "FTE", "FTE", 0, func(r *analyze.Report) *float64 {
			if r.Team == nil {
				return nil
			}
			return &r.Team.FTE
		}},
		measure{"findings.critical", "Critical findings", "findings", -1, countFindings(analyze.Critical)},
		measure{"findings.warning", "Warnings among the findings", "findings", -1, countFindings(analyze.Warning)},
	)
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
		l := Line{m.id, m.label, m.unit, m.better, []*float64{m.value(c.Base)}}
		for _, r := range c.Reports {
			l.Values = append(l.Values, m.value(r))
		}
		lines = append(lines, l)
	}
	cost := func(id, label, unit string, n func(*Side) int) {
		l := Line{id, label, unit, -1, []*float64{num(0)}}
		for i := range c.Sides {
			l.Values = append(l.Values, num(n(&c.Sides[i])))
		}
		lines = append(lines, l)
	}
	cost("change.people", "People whose seat changes", "people", func(s *Side) int { return len(s.PeopleChanged) })
	cost("change.partners", "Partners with a new owner", "partners", func(s *Side) int { return len(s.PartnersMoved) })
	cost("change.relationships", "Relationships interrupted", "partners", func(s *Side) int { return len(s.Interrupted) })
	return lines
}

// side compares one outcome with the base.
func side(base *ingest.Dataset, before *analyze.View, out *Outcome, after *analyze.View, was, now *analyze.Report) Side {
	s := Side{Title: out.Scenario.Title, Note: out.Scenario.Note, GapsClosed: []Gap{}, GapsOpened: []Gap{}, NothingToDoFor: out.Notes}
	s.gaps(before, after)
	s.findings(was, now)
	s.loads(was, now)
	s.movedRevenue(before, base, out)
	s.transitions(base, out)
	return s
}

// gaps compares the items of each stage one by one: scope does not change with
// the roster, so they are the same items in the same order.
func (s *Side) gaps(before, after *analyze.View) {
	now := map[string]int{}
	for i, st := range after.Stages() {
		now[st.ID] = i
	}
	for i, st := range before.Stages() {
		j, ok := now[st.ID]
		if !ok {
			continue
		}
		closed, opened := 0, 0
		was, is := before.Items(i), after.Items(j)
		for k := range was {
			switch had, has := len(was[k].Owners) > 0, k < len(is) && len(is[k].Owners) > 0; {
			case !had && has:
				closed++
			case had && !has:
				opened++
			}
		}
		if closed > 0 {
			s.GapsClosed = append(s.GapsClosed, Gap{st.Name, closed})
		}
		if opened > 0 {
			s.GapsOpened = append(s.GapsOpened, Gap{st.Name, opened})
		}
	}
}

func (s *Side) findings(was, now *analyze.Report) {
	s.Resolved, s.Raised, s.Unchanged = []FindingRef{}, []FindingRef{}, []FindingRef{}
	key := func(f analyze.Finding) string { return f.Rule + "\x00" + f.Subject }
	had := map[string]bool{}
	for _, f := range was.Findings {
		if f.Severity != analyze.Good {
			had[key(f)] = true
		}
	}
	has := map[string]bool{}
	for _, f := range now.Findings {
		if f.Severity == analyze.Good {
			continue
		}
		has[key(f)] = true
		ref := FindingRef{f.Rule, f.Subject, f.Severity, f.Title}
		if had[key(f)] {
			s.Unchanged = append(s.Unchanged, ref)
		} else {
			s.Raised = append(s.Raised, ref)
		}
	}
	for _, f := range was.Findings {
		if f.Severity != analyze.Good && !has[key(f)] {
			s.Resolved = append(s.Resolved, FindingRef{f.Rule, f.Subject, f.Severity, f.Title})
		}
	}
}

func (s *Side) loads(was, now *analyze.Report) {
	s.Loads = []LoadChange{}
	before := map[string]*float64{}
	for i := range was.People {
		if was.People[i].Active {
			before[was.People[i].ID] = was.People[i].Load
		}
	}
	for i := range now.People {
		p := &now.People[i]
		b, known := before[p.ID]
		var after *float64
		if p.Active {
			after = p.Load
		}
		if !known && after == nil || zero(b) && zero(after) {
			continue
		}
		s.Loads = append(s.Loads, LoadChange{p.ID, p.Name, b, after})
	}
}

func zero(v *float64) bool { return v == nil || *v == 0 }

// movedRevenue sums the sourced revenue of the window whose revenue side names
// other people than before, by who holds it now.
func (s *Side) movedRevenue(v *analyze.View, base *ingest.Dataset, out *Outcome) {
	s.RevenueMoved = []RevenueMoved{}
	by := map[string]*RevenueMoved{}
	for _, d := range v.PartnerDeals() {
		amount, won := v.WonSourced(d)
		to := revenueHolders(&out.Dataset.Deals[d])
		if !won || to == revenueHolders(&base.Deals[d]) {
			continue
		}
		r := by[to]
		if r == nil {
			r = &RevenueMoved{To: to}
			by[to] = r
		}
		r.Deals++
		if sum, err := r.Amount.Add(amount); err == nil {
			r.Amount = sum
		}
	}
	for _, to := range slices.Sorted(maps.Keys(by)) {
		s.RevenueMoved = append(s.RevenueMoved, *by[to])
	}
}

func revenueHolders(d *ingest.Deal) string {
	if n := namesOf(d.PartnerSalesExec); n != nobody {
		return n
	}
	return namesOf(d.CosellOwner)
}

const nobody = "nobody"

func namesOf(n *ingest.Named) string {
	if n == nil || len(n.People) == 0 {
		return nobody
	}
	var out []string
	for _, r := range n.People {
		out = append(out, r.Name)
	}
	return strings.Join(out, ", ")
}

// namesLess are the people whom a names and b does not.
func namesLess(a, b *ingest.Named) string {
	if a == nil {
		return nobody
	}
	rest := &ingest.Named{}
	for _, r := range a.People {
		if b == nil || !slices.ContainsFunc(b.People, func(x ingest.Ref) bool { return x.Name == r.Name }) {
			rest.People = append(rest.People, r)
		}
	}
	return namesOf(rest)
}

// transitions groups the edits into handovers, in the order in which they are
// done: seats first, then stages, then the revenue side, then relationships.
func (s *Side) transitions(base *ingest.Dataset, out *Outcome) {
	s.Transitions, s.PeopleChanged, s.PartnersMoved, s.Interrupted = []Transition{}, []string{}, []string{}, []string{}
	type key struct {
		order          int
		what, from, to string
	}
	partners, deals := map[key]map[string]bool{}, map[key]int{}
	changed, moved, cut := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range out.net() {
		if e.On == "person" {
			k := key{0, seatChange(out, e), "", e.Seat[1].Name}
			partners[k] = map[string]bool{}
			changed[e.Seat[1].Name] = true
			continue
		}
		k := key{1, e.Stage, namesLess(e.Before, e.After), namesLess(e.After, e.Before)}
		if k.to == nobody && k.from != nobody {
			k.to = namesOf(e.After)
		}
		if k.what == "" {
			k.what = map[string]string{"partner_manager": "relationship", "partner_sales_exec": "revenue side"}[e.Field]
		}
		switch e.Field {
		case "partner_manager":
			k.order = 3
		case "partner_sales_exec":
			k.order = 2
		}
		partner := e.Index
		if e.On == "deal" {
			partner = base.Deals[e.Index].Partner
			deals[k]++
		}
		if partners[k] == nil {
			partners[k] = map[string]bool{}
		}
		if partner != ingest.None {
			n := base.Partners[partner].Name
			partners[k][n], moved[n] = true, true
			if e.Field == "partner_manager" {
				cut[n] = true
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(partners), func(a, b key) int {
		if a.order != b.order {
			return a.order - b.order
		}
		return strings.Compare(a.what+"\x00"+a.to+"\x00"+a.from, b.what+"\x00"+b.to+"\x00"+b.from)
	})
	for i, k := range keys {
		s.Transitions = append(s.Transitions, Transition{Step: i + 1, From: k.from, To: k.to, What: k.what,
			Partners: sortedNames(partners[k]), Deals: deals[k]})
	}
	s.PeopleChanged, s.PartnersMoved, s.Interrupted = sortedNames(changed), sortedNames(moved), sortedNames(cut)
}

// sortedNames are the keys of a set in order; never nil.
func sortedNames(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

// net is the edits with several of one cell joined into one; what ends as it
// began is left out.
func (out *Outcome) net() []Edit {
	type cell struct {
		on    string
		index int32
		field string
	}
	at, list := map[cell]int{}, []Edit{}
	for _, e := range out.Edits {
		k := cell{e.On, e.Index, e.Field}
		i, seen := at[k]
		if !seen {
			at[k] = len(list)
			list = append(list, e)
			continue
		}
		list[i].After, list[i].Seat[1] = e.After, e.Seat[1]
	}
	return slices.DeleteFunc(list, func(e Edit) bool {
		if e.On == "person" {
			return !slices.Contains(out.Hired, e.Index) && seatChange(out, e) == ""
		}
		return namesOf(e.Before) == namesOf(e.After)
	})
}

// seatChange says in words what changes on a seat.
func seatChange(out *Outcome, e Edit) string {
	b, a := e.Seat[0], e.Seat[1]
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if slices.Contains(out.Hired, e.Index) {
		add("joins as %s at %s FTE", first(a.Role, a.Title), trim(a.Allocation))
		b = ingest.Person{Role: a.Role, Title: a.Title, Allocation: a.Allocation, Manager: a.Manager, End: a.End, Quota: a.Quota}
	}
	if b.End != a.End {
		add("leaves")
	}
	if b.Role != a.Role {
		add("role %s, was %s", a.Role, first(b.Role, "blank"))
	}
	if b.Title != a.Title {
		add("title %s, was %s", a.Title, first(b.Title, "blank"))
	}
	if b.Allocation != a.Allocation {
		add("%s FTE, was %s", trim(a.Allocation), trim(b.Allocation))
	}
	if b.Manager != a.Manager && a.Manager != ingest.None {
		add("reports to %s", out.Dataset.People[a.Manager].Name)
	}
	if b.Quota.Known != a.Quota.Known || b.Quota.Known && b.Quota.Value.Cmp(a.Quota.Value) != 0 {
		add("quota %s", a.Quota.Value)
	}
	for _, s := range a.Stages {
		if !slices.Contains(b.Stages, s) || scopeText(b, s) != scopeText(a, s) {
			add("states %s%s", s, scopeText(a, s))
		}
	}
	for _, s := range b.Stages {
		if !slices.Contains(a.Stages, s) {
			add("no longer states %s", s)
		}
	}
	return strings.Join(parts, "; ")
}

// scopeText is the segment in which a person states a stage: " in EMEA".
func scopeText(p ingest.Person, stage string) string {
	lists := [][]string{p.Regions, p.PartnerTypes, p.Motions}
	for _, s := range p.StageScopes {
		if s.Stage == stage {
			lists = [][]string{s.Regions, s.PartnerTypes, s.Motions}
		}
	}
	var all []string
	for _, l := range lists {
		all = append(all, l...)
	}
	if len(all) == 0 {
		return ""
	}
	return " in " + strings.Join(all, ", ")
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func trim(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
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
