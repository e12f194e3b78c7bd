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
	// Proposal is where the last scenario comes from, where that was computed.
	Proposal *Proposal `json:"proposal,omitempty"`

	Scenarios []Scenario `json:"-"`

	Base    *analyze.Report   `json:"-"`
	Reports []*analyze.Report `json:"-"`
}

// Line is one figure of the scorecard. Better is 1 where more is better, -1
// where less is, 0 where the figure has no good direction. Values are null
// where there is not enough data.
type Line struct {
	ID     string     `json:"id"`
	Label  string     `json:"label"`
	Stage  string     `json:"-"`    // the name of the stage that the line is of, "" for the whole
	Of     string     `json:"-"`    // the label without the stage, one of Phrases
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
	Step     int          `json:"step"`
	From     string       `json:"from"` // names, or "nobody"
	To       string       `json:"to"`
	What     string       `json:"what"`           // a stage, "relationship", "revenue side", or a seat's changes in words
	Seat     []SeatChange `json:"seat,omitempty"` // what changes on the seat of To
	Partners []string     `json:"partners"`
	Deals    int          `json:"deals"`
}

// Compare applies each scenario and analyses base and copies with the same code.
func Compare(base *ingest.Dataset, o Options, scenarios []Scenario) (*Comparison, error) {
	c := &Comparison{Base: analyze.Run(base, o.Analyze), Sides: []Side{}, Scenarios: scenarios, Unknowable: unknowable()}
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
	if n := namesOf(d.PartnerSalesExec); n != Nobody {
		return n
	}
	return namesOf(d.CosellOwner)
}

// What passes in a handover beside a stage; Nobody stands for names where there are none.
const (
	whatRelationship = "relationship"
	whatRevenue      = "revenue side"
	Nobody           = "nobody"
)

func namesOf(n *ingest.Named) string {
	if n == nil || len(n.People) == 0 {
		return Nobody
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
		return Nobody
	}
	rest := &ingest.Named{}
	for _, r := range a.People {
		if b == nil || !slices.ContainsFunc(b.People, func(x ingest.Ref) bool { return x.Name == r.Name }) {
			rest.People = append(rest.People, r)
		}
	}
	return namesOf(rest)
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
