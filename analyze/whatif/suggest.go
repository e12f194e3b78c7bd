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
}

// Placement is the proposed owner of one cell.
type Placement struct {
	Stage     string   `json:"stage"`
	StageName string   `json:"stage_name"`
	Segment   string   `json:"segment"`
	Items     int      `json:"items"`
	Person    string   `json:"person"` // name
	From      []string `json:"from"`   // active people who state it or hold most of it today
	Reason    string   `json:"reason"`
	RunnerUp  string   `json:"runner_up"` // "" where nobody else could take it
	Extra     float64  `json:"runner_up_cost"`
	Flips     string   `json:"would_flip"`
	Stability float64  `json:"stability"` // share of resamples with the same owner
}

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
	if reason := d.learnRates(); reason != "" {
		p.Notes = append(p.Notes, reason)
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
	m := Placement{Stage: c.Stage, StageName: c.Name, Segment: c.Segment, Items: c.Items, Person: d.name(who), From: []string{}}
	for _, s := range c.Stated {
		if s != d.people[who] {
			m.From = append(m.From, d.ds.People[s].Name)
		}
	}
	m.Reason = d.reason(c, who, best.owner)
	kept := p.cost[i][who]
	p.cost[i][who] = forbidden
	next, ok := p.solve()
	p.cost[i][who] = kept
	second := next.owner
	if !ok {
		m.Flips = "nobody else on the team can take it without holding both sides"
		return m
	}
	m.RunnerUp, m.Extra = d.name(second[i]), float64(next.cost-best.cost)/micro
	m.Flips = d.flips(i, who, second[i])
	return m
}

func (d *demand) name(who int) string { return d.ds.People[d.people[who]].Name }

// reason names what speaks for the owner, in words.
func (d *demand) reason(c *Cell, who int, owner []int) string {
	p, parts := &d.ds.People[d.people[who]], []string{}
	if share := c.Named[d.people[who]]; share > 0 {
		parts = append(parts, fmt.Sprintf("is named on %.0f of %d items there today", share*float64(c.Items), c.Items))
	}
	if slices.Contains(c.Stated, d.people[who]) {
		parts = append(parts, "states the stage on the roster")
	}
	if misfit(p.Class, c.Stage) < 0.5 {
		parts = append(parts, fmt.Sprintf("holds a seat in %s", strings.ReplaceAll(string(p.Class), "_", " ")))
	}
	load := 0
	for i, o := range owner {
		if o == who {
			load += d.cells[i].Items
		}
	}
	parts = append(parts, fmt.Sprintf("would carry %d items at %s FTE", load, trim(p.Allocation)))
	return strings.Join(parts, "; ")
}

// flips names the parts of the cost without which the runner-up would be as cheap.
func (d *demand) flips(cell, who, second int) string {
	a, b := d.price(&d.cells[cell], who), d.price(&d.cells[cell], second)
	var rest []string
	margin := 0.0
	for part := range parts {
		margin += b[part] - a[part]
	}
	for part := range parts {
		if gain := b[part] - a[part]; gain > 0 && margin-gain <= 0 {
			rest = append(rest, partNames[part])
		}
	}
	switch {
	case len(rest) > 0:
		return fmt.Sprintf("%s would be as near if %s did not count", d.name(second), strings.Join(rest, ", or if "))
	case margin <= 0:
		return fmt.Sprintf("%s is as near by itself; load and spread decide: another allocation would flip it", d.name(second))
	}
	return fmt.Sprintf("more than one of continuity, seat and segment would have to speak for %s", d.name(second))
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
