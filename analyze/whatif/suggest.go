package whatif

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
)

// Proposal is a suggested ownership: something to argue with, never a ranking
// of people.
type Proposal struct {
	Scenario Scenario    `json:"-"`
	Moves    []Placement `json:"moves"`
	Kept     []Placement `json:"kept"` // cells whose owner stays
	Weights  Weights     `json:"weights"`
	Axis     string      `json:"axis"`
	Method   string      `json:"method"` // "optimal", or "heuristic" with the gap
	Cost     float64     `json:"cost"`
	Bound    float64     `json:"bound"`
	Gap      float64     `json:"gap"` // share of the cost that could at most be saved
	Notes    []string    `json:"notes"`
	// OutcomesMissing is set where win rates do not count.
	OutcomesMissing *OutcomesMissing `json:"outcomes_missing,omitempty"`
}

// OutcomesMissing says that too few closed partner deals name a revenue owner.
type OutcomesMissing struct {
	Closed int `json:"closed"`
	Needed int `json:"needed"`
}

// Placement is the proposed owner of one cell.
type Placement struct {
	Stage     string   `json:"stage"`
	StageName string   `json:"stage_name"`
	Segment   string   `json:"segment"`
	Items     int      `json:"items"`
	Person    string   `json:"person"`    // name
	PersonID  string   `json:"person_id"` // as in report.json
	From      []string `json:"from"`      // active people who state it today
	Grounds   Grounds  `json:"grounds"`
	Reason    string   `json:"reason"`    // the grounds in words
	RunnerUp  string   `json:"runner_up"` // "" where nobody else could take it
	Extra     float64  `json:"runner_up_cost"`
	Flip      Flip     `json:"flip"`
	Flips     string   `json:"would_flip"` // the flip in words
	Stability float64  `json:"stability"`  // share of resamples with the same owner
}

// Grounds are what speaks for an owner.
type Grounds struct {
	Named  float64          `json:"named"`  // items there that name the person today
	Stated bool             `json:"stated"` // the roster gives the person the stage there
	Seat   ingest.RoleClass `json:"seat"`   // the kind of seat, where it fits the stage; else ""
	Load   int              `json:"load"`   // items that the person would carry in all
	FTE    float64          `json:"fte"`
}

// Flip is what would make the runner-up as cheap.
type Flip struct {
	Kind  FlipKind `json:"kind"`
	Parts []string `json:"parts"` // of the cost, each of which would do by itself
}

// FlipKind tells the flips apart.
type FlipKind string

// The kinds of flip.
const (
	FlipNobody  FlipKind = "nobody"  // nobody else can take the cell
	FlipPart    FlipKind = "part"    // one of the parts, were it not counted
	FlipLoad    FlipKind = "load"    // as near by itself: load and spread decide
	FlipSeveral FlipKind = "several" // more than one part together
)

// ErrNoTeam says that nobody can own anything.
var ErrNoTeam = errors.New("nobody active is on the partnerships team, so there is nobody to propose")

// Suggest proposes one owner for each stage and segment: no gap, no overlap, the
// relationship apart from the revenue, at the least change. It is optimal for
// its weights where Method says so.
func Suggest(ds *ingest.Dataset, o SuggestOptions) (*Proposal, error) {
	if o.Weights == (Weights{}) {
		o.Weights = DefaultWeights()
	}
	if o.Resamples == 0 {
		o.Resamples = 50
	}
	v := analyze.NewView(ds, o.Analyze)
	d := newDemand(ds, v, o)
	if len(d.people) == 0 {
		return nil, ErrNoTeam
	}
	p := &Proposal{Weights: o.Weights, Axis: "none", Moves: []Placement{}, Kept: []Placement{}, Notes: []string{}}
	if d.axis >= 0 {
		p.Axis = analyze.Axes()[d.axis]
	}
	if p.OutcomesMissing = d.learnRates(); p.OutcomesMissing != nil {
		p.Notes = append(p.Notes, fmt.Sprintf("outcomes do not count: %d closed partner deals name a revenue owner, needs %d; seat, load and continuity decide", p.OutcomesMissing.Closed, p.OutcomesMissing.Needed))
	}
	if o.only != nil {
		d.cells = slices.DeleteFunc(d.cells, func(c Cell) bool { return !o.only(&c) })
	}
	prob := d.problem(d.cells)
	best, ok := prob.solve()
	if !ok {
		return nil, errors.New("no assignment keeps relationship and revenue apart: every candidate for one side is settled on the other; hire, or change a role")
	}
	p.Cost, p.Bound, p.Gap = float64(best.cost)/micro, float64(best.bound)/micro, best.gap()
	p.Method = "optimal"
	if !best.optimal {
		p.Method = "heuristic"
		p.Notes = append(p.Notes, fmt.Sprintf("the proposal is a heuristic: at most %.1f%% of its cost could be saved by a better one", 100*best.gap()))
	}
	stable := d.stability(best.owner)
	for i := range d.cells {
		m := d.explain(prob, best, i)
		m.Stability = stable[i]
		if d.stays(i, best.owner[i]) {
			p.Kept = append(p.Kept, m)
		} else {
			p.Moves = append(p.Moves, m)
		}
	}
	p.Scenario = d.scenario(best.owner, p)
	return p, nil
}

// holder is the active person whom most of a cell's items name, the first on a
// tie; None where they name nobody.
func holder(c *Cell) int32 {
	best := ingest.None
	for p, share := range c.Named {
		if share > 0 && (best == ingest.None || share > c.Named[best]) {
			best = int32(p)
		}
	}
	return best
}

// stays reports whether a cell's proposed owner is its only stated owner today.
func (d *demand) stays(cell, who int) bool {
	return slices.Equal(d.cells[cell].Stated, []int32{d.people[who]})
}

// explain says why a cell went where it did, who came second and what would
// change that. The runner-up is the owner in the cheapest assignment that keeps
// the cell from its owner.
func (d *demand) explain(p *problem, best solution, i int) Placement {
	c, who := &d.cells[i], best.owner[i]
	person := &d.ds.People[d.people[who]]
	m := Placement{Stage: c.Stage, StageName: c.Name, Segment: c.Segment, Items: c.Items, Person: person.Name, PersonID: person.Key, From: []string{}}
	for _, s := range c.Stated {
		if s != d.people[who] {
			m.From = append(m.From, d.ds.People[s].Name)
		}
	}
	m.Grounds = d.grounds(c, who, best.owner)
	m.Reason = m.Grounds.text(c.Items)
	kept := p.cost[i][who]
	p.cost[i][who] = forbidden
	next, ok := p.solveBeside(best.owner, i)
	p.cost[i][who] = kept
	m.Flip = Flip{Kind: FlipNobody, Parts: []string{}}
	if ok {
		second := next.owner[i]
		m.RunnerUp, m.Extra = d.name(second), float64(next.cost-best.cost)/micro
		m.Flip = d.flip(i, who, second)
	}
	m.Flips = m.Flip.text(m.RunnerUp)
	return m
}

func (d *demand) name(who int) string { return d.ds.People[d.people[who]].Name }

func (d *demand) grounds(c *Cell, who int, owner []int) Grounds {
	p := &d.ds.People[d.people[who]]
	g := Grounds{Named: c.Named[d.people[who]] * float64(c.Items), Stated: slices.Contains(c.Stated, d.people[who]), FTE: p.Allocation}
	if misfit(p.Class, c.Stage) < 0.5 {
		g.Seat = p.Class
	}
	for i, o := range owner {
		if o == who {
			g.Load += d.cells[i].Items
		}
	}
	return g
}

func (g Grounds) text(items int) string {
	var parts []string
	if g.Named > 0 {
		parts = append(parts, fmt.Sprintf("is named on %.0f of %d items there today", g.Named, items))
	}
	if g.Stated {
		parts = append(parts, "states the stage on the roster")
	}
	if g.Seat != "" {
		parts = append(parts, "holds a seat in "+strings.ReplaceAll(string(g.Seat), "_", " "))
	}
	return strings.Join(append(parts, fmt.Sprintf("would carry %d items at %s FTE", g.Load, trim(g.FTE))), "; ")
}

// flip finds the parts of the cost without which the runner-up would be as cheap.
func (d *demand) flip(cell, who, second int) Flip {
	a, b := d.price(&d.cells[cell], who), d.price(&d.cells[cell], second)
	f := Flip{Kind: FlipSeveral, Parts: []string{}}
	margin := 0.0
	for part := range parts {
		margin += b[part] - a[part]
	}
	for part := range parts {
		if gain := b[part] - a[part]; gain > 0 && margin-gain <= 0 {
			f.Kind, f.Parts = FlipPart, append(f.Parts, partNames[part])
		}
	}
	if f.Kind == FlipSeveral && margin <= 0 {
		f.Kind = FlipLoad
	}
	return f
}

func (f Flip) text(second string) string {
	switch f.Kind {
	case FlipNobody:
		return "nobody else on the team can take it without holding both sides"
	case FlipPart:
		return fmt.Sprintf("%s would be as near if %s did not count", second, strings.Join(f.Parts, ", or if "))
	case FlipLoad:
		return second + " is as near by itself; load and spread decide: another allocation would flip it"
	}
	return "more than one of continuity, seat and segment would have to speak for " + second
}

// stability is the share of bootstrap resamples of the deals in which each cell
// has the same owner.
func (d *demand) stability(owner []int) []float64 {
	same, deals := make([]int, len(d.cells)), d.view.PartnerDeals()
	r := rand.New(rand.NewPCG(d.o.Analyze.Seed, 0x5eed))
	for range d.o.Resamples {
		weight := make([]int, len(d.ds.Deals))
		for range deals {
			weight[deals[r.IntN(len(deals))]]++
		}
		drawn := map[[2]string]Cell{}
		for _, c := range d.cut(weight) {
			drawn[[2]string{c.Stage, c.Segment}] = c
		}
		cells := make([]Cell, len(d.cells))
		for i, c := range d.cells {
			cells[i] = c
			if x, ok := drawn[[2]string{c.Stage, c.Segment}]; ok {
				cells[i] = x
			}
		}
		p := d.problem(cells)
		got, ok := p.improve(slices.Clone(owner))
		if other, good := p.improve(p.greedy()); good && (!ok || p.total(other) < p.total(got)) {
			got, ok = other, true
		}
		for i := range same {
			if ok && got[i] == owner[i] {
				same[i]++
			}
		}
	}
	out := make([]float64, len(same))
	for i, n := range same {
		out[i] = float64(n) / float64(d.o.Resamples)
	}
	return out
}

// scenario writes the proposal as changes that a person can edit: who is
// released, then who is assigned.
func (d *demand) scenario(owner []int, p *Proposal) Scenario {
	sc := Scenario{Title: "Proposed ownership", Changes: []Change{},
		Note: "One owner for each stage and " + strings.ReplaceAll(p.Axis, "_", " ") + ", proposed by " + p.Method + " assignment. Edit it: it is a start, not a verdict."}
	if d.axis < 0 {
		sc.Note = "One owner for each stage, proposed by " + p.Method + " assignment. Edit it: it is a start, not a verdict."
	}
	for i := range d.cells {
		c := &d.cells[i]
		for _, s := range c.Stated {
			if s != d.people[owner[i]] {
				sc.Changes = append(sc.Changes, Change{Release: &Release{Stage: c.Stage, From: d.ds.People[s].Key, Where: d.where(c)}})
			}
		}
	}
	for i := range d.cells {
		c := &d.cells[i]
		if !d.stays(i, owner[i]) {
			sc.Changes = append(sc.Changes, Change{Assign: &Assign{Stage: c.Stage, To: d.ds.People[d.people[owner[i]]].Key, Where: d.where(c)}})
		}
	}
	return sc
}

func (d *demand) where(c *Cell) (w Where) {
	switch d.axis {
	case 0:
		w.Region = c.Segment
	case 1:
		w.PartnerType = c.Segment
	case 2:
		w.Motion = c.Segment
	}
	return w
}
