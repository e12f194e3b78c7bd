package whatif

import (
	"math"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
)

// Weights are what a proposal trades off. Each is in the unit of one: a stage
// in a segment going to a stranger to it costs Change; so a weight of 2 on Fit
// says that a seat that does not fit is as bad as two changes.
type Weights struct {
	// Change counts the share of a segment's items that would get another owner.
	Change float64 `yaml:"change,omitempty" json:"change"`
	// Fit counts a stage given to a seat of another kind.
	Fit float64 `yaml:"fit,omitempty" json:"fit"`
	// Segment counts a segment that the roster does not give to the person.
	Segment float64 `yaml:"segment,omitempty" json:"segment"`
	// Spread counts each cell outside the stage that the person is at home in.
	Spread float64 `yaml:"spread,omitempty" json:"spread"`
	// Overload counts each FTE of work above a person's allocation.
	Overload float64 `yaml:"overload,omitempty" json:"overload"`
	// Outcome counts the win rate below the team's, on co-sell, where there are outcomes enough.
	Outcome float64 `yaml:"outcome,omitempty" json:"outcome"`
}

// DefaultWeights are those of a proposal that nobody has tuned.
func DefaultWeights() Weights {
	return Weights{Change: 1, Fit: 1, Segment: 0.5, Spread: 0.75, Overload: 2, Outcome: 1}
}

// SuggestOptions are the choices of a proposal.
type SuggestOptions struct {
	Options
	Weights    Weights
	Axis       string  // region (default), partner_type, motion, or none
	Resamples  int     // bootstrap resamples of the deals; 0 is 50
	Exclude    []int32 // people who take nothing
	OutcomeMin int     // closed deals of the team that make win rates count; 0 is 30

	only func(*Cell) bool // nil: every cell
}

// Cell is a stage in a segment: what one owner is wanted for.
type Cell struct {
	Stage   string
	Name    string // the stage's name
	Segment string // "" where stages are not cut
	Items   int
	Named   []float64 // by person: share of the items that name the person
	Stated  []int32   // active people who state the stage there
}

// demand is what a problem was made from.
type demand struct {
	view   *analyze.View
	ds     *ingest.Dataset
	o      SuggestOptions
	axis   int // index into Axes, or -1
	cells  []Cell
	people []int32   // candidates, ascending
	pace   float64   // items per FTE that count as a full load
	home   []string  // by candidate: the stage of the seat, else the one with most items, else the first stated
	rates  []float64 // shrunk win rate below the team's, by candidate; nil without evidence
}

const micro = 1_000_000

// newDemand cuts the stages into cells and lists who may own them: active people
// of the team.
func newDemand(ds *ingest.Dataset, v *analyze.View, o SuggestOptions) *demand {
	d := &demand{view: v, ds: ds, o: o, axis: slices.Index(analyze.Axes(), o.Axis)}
	if o.Axis == "" {
		d.axis = 0
	}
	for i := range ds.People {
		if v.Active(int32(i)) && v.Team(int32(i)) && !slices.Contains(o.Exclude, int32(i)) {
			d.people = append(d.people, int32(i))
		}
	}
	d.cells = d.cut(nil)
	d.pace = d.fullLoad()
	for _, p := range d.people {
		d.home = append(d.home, d.homeOf(p))
	}
	return d
}

// homeOf is the stage that a person is at home in.
func (d *demand) homeOf(p int32) string {
	best, most := "", 0.0
	for i := range d.cells {
		c := &d.cells[i]
		if misfit(d.ds.People[p].Class, c.Stage) == 0 {
			return c.Stage
		}
	}
	items := map[string]float64{}
	for i := range d.cells {
		c := &d.cells[i]
		items[c.Stage] += c.Named[p] * float64(c.Items)
		if items[c.Stage] > most {
			best, most = c.Stage, items[c.Stage]
		}
	}
	if best == "" && len(d.ds.People[p].Stages) > 0 {
		best = d.ds.People[p].Stages[0]
	}
	return best
}

// cut makes the cells; weight counts each deal (nil: once), for resamples.
func (d *demand) cut(weight []int) (cells []Cell) {
	for i, s := range d.view.Stages() {
		if s.Field == "" {
			cells = append(cells, Cell{Stage: s.ID, Name: s.Name, Named: make([]float64, len(d.ds.People)), Stated: d.view.States(i)})
			continue
		}
		cells = append(cells, d.cutStage(i, s, weight)...)
	}
	return cells
}

func (d *demand) cutStage(i int, s analyze.StageView, weight []int) []Cell {
	items, axis := d.view.Items(i), d.axis
	if axis >= 0 && len(d.view.Segments(axis)) < 2 {
		axis = -1
	}
	by, order := map[string]*Cell{}, []string{}
	for _, it := range items {
		seg := ""
		if axis >= 0 {
			seg = it.Cut[axis]
		}
		c := by[seg]
		if c == nil {
			c = &Cell{Stage: s.ID, Name: s.Name, Segment: seg, Named: make([]float64, len(d.ds.People))}
			by[seg] = c
			order = append(order, seg)
		}
		n := d.weigh(s, it, weight)
		c.Items += n
		for _, p := range it.Owners {
			c.Named[p] += float64(n) / float64(len(it.Owners))
		}
	}
	slices.Sort(order)
	var out []Cell
	for _, seg := range order {
		c := by[seg]
		if c.Items == 0 && weight == nil || seg == "" && axis >= 0 && len(order) > 1 {
			continue // nobody can be given "no segment"
		}
		for p := range c.Named {
			c.Named[p] /= math.Max(float64(c.Items), 1)
		}
		c.Stated = d.staters(i, s.ID, axis, seg)
		out = append(out, *c)
	}
	return out
}

// weigh is how often an item counts in a resample: a deal as often as it was
// drawn, a partner as its deals on average, at least its row on the list.
func (d *demand) weigh(s analyze.StageView, it analyze.Item, weight []int) int {
	if weight == nil {
		return 1
	}
	if s.ByDeal {
		return weight[it.Record]
	}
	for _, deal := range d.view.DealsOf(it.Record) {
		if weight[deal] > 0 {
			return 1
		}
	}
	if d.ds.Partners[it.Record].Listed {
		return 1
	}
	return 0
}

// staters are who the roster gives a stage in a segment.
func (d *demand) staters(stage int, id string, axis int, seg string) (out []int32) {
	for _, p := range d.view.States(stage) {
		if axis < 0 || covers(&d.ds.People[p], id, axis, seg) {
			out = append(out, p)
		}
	}
	return out
}

// covers reports whether a person's roster row, or the stage's own scope, takes
// in a segment; blank takes in everything.
func covers(p *ingest.Person, stage string, axis int, seg string) bool {
	list := [][]string{p.Regions, p.PartnerTypes, p.Motions}[axis]
	for _, s := range p.StageScopes {
		if s.Stage == stage {
			list = [][]string{s.Regions, s.PartnerTypes, s.Motions}[axis]
		}
	}
	return len(list) == 0 || slices.ContainsFunc(list, func(v string) bool { return analyze.SameSegment(v, seg) })
}

// fullLoad is the pace at which the team's allocation takes all its items: items
// over FTE of the candidates, so that demand and capacity meet at 100 %.
func (d *demand) fullLoad() float64 {
	items, fte := 0, 0.0
	for _, c := range d.cells {
		items += c.Items
	}
	for _, p := range d.people {
		fte += d.ds.People[p].Allocation
	}
	if fte == 0 || items == 0 {
		return 1
	}
	return float64(items) / fte
}

// stageSides says which side a stage belongs to: what is done for the partner is
// relationship, co-sell is revenue, measurement is neither.
func stageSide(id string) sideOf {
	switch id {
	case "cosell":
		return revenueSide
	case "measurement":
		return anySide
	}
	return relationshipSide
}

// seatSide is the side that a seat settles.
func seatSide(c ingest.RoleClass) sideOf {
	switch c {
	case ingest.RoleRelationship, ingest.RoleRecruitment, ingest.RoleActivation, ingest.RoleEnablement:
		return relationshipSide
	case ingest.RoleRevenue:
		return revenueSide
	}
	return anySide
}

// misfit is how far a seat is from a stage: 0 its own, 0.25 next to it, 1 another's.
func misfit(c ingest.RoleClass, stage string) float64 {
	own := map[string]ingest.RoleClass{"recruitment": ingest.RoleRecruitment, "activation": ingest.RoleActivation,
		"enablement": ingest.RoleEnablement, "cosell": ingest.RoleRevenue, "measurement": ingest.RoleOperations}
	switch {
	case own[stage] == c:
		return 0
	case c == ingest.RoleRelationship && stageSide(stage) == relationshipSide,
		c == ingest.RoleEnablement && stage == "activation", c == ingest.RoleActivation && stage == "enablement":
		return 0.25
	case c == ingest.RoleLeader:
		return 4 // a leader who owns a stage has nobody to escalate to
	}
	return 1
}

// Parts of a cell's cost for a person, in the order of partNames.
const (
	partChange = iota
	partFit
	partSegment
	partSpread
	partOutcome
	parts
)

var partNames = [parts]string{"continuity", "the kind of seat", "the segment on the roster", "the stage that each is at home in", "win rates"}

// price splits the own cost of a cell for a candidate into its parts.
func (d *demand) price(c *Cell, who int) [parts]float64 {
	p, w := &d.ds.People[d.people[who]], d.o.Weights
	var out [parts]float64
	out[partChange] = w.Change * (1 - c.Named[d.people[who]])
	out[partFit] = w.Fit * misfit(p.Class, c.Stage)
	if slices.Contains(c.Stated, d.people[who]) {
		out[partFit] /= 2
	}
	if d.axis >= 0 && c.Segment != "" && !covers(p, c.Stage, d.axis, c.Segment) {
		out[partSegment] = w.Segment
	}
	if home := d.home[who]; home != "" && home != c.Stage {
		out[partSpread] = w.Spread
	}
	if d.rates != nil && c.Stage == "cosell" {
		out[partOutcome] = w.Outcome * math.Max(0, d.rates[who])
	}
	return out
}

// problem turns cells into whole micro-costs.
func (d *demand) problem(cells []Cell) *problem {
	w := d.o.Weights
	p := &problem{overload: int64(math.Round(w.Overload * micro / 1000))}
	for i := range cells {
		c := &cells[i]
		row := make([]int64, len(d.people))
		for who := range d.people {
			for _, v := range d.price(c, who) {
				row[who] += int64(math.Round(v * micro))
			}
		}
		p.cost = append(p.cost, row)
		p.size = append(p.size, int64(math.Round(1000*float64(c.Items)/d.pace)))
		p.side = append(p.side, stageSide(c.Stage))
	}
	for _, who := range d.people {
		p.capacity = append(p.capacity, int64(math.Round(1000*d.ds.People[who].Allocation)))
		p.fixed = append(p.fixed, seatSide(d.ds.People[who].Class))
	}
	return p
}

// PriorDeals is the weight of the team's own win rate in a person's: a beta
// prior worth this many closed deals.
const PriorDeals = 20

// learnRates shrinks each candidate's co-sell win rate toward the team's
// (beta-binomial: (wins + m*r) / (n + m) with r the team's rate and m =
// PriorDeals) and keeps how far it lies below. With too few outcomes nothing is
// kept and what is missing is returned.
func (d *demand) learnRates() *OutcomesMissing {
	fewest := d.o.OutcomeMin
	if fewest == 0 {
		fewest = 30
	}
	wins, n := make([]int, len(d.ds.People)), make([]int, len(d.ds.People))
	won, closed := 0, 0
	for _, deal := range d.view.PartnerDeals() {
		w, c := d.view.Closed(deal)
		x := &d.ds.Deals[deal]
		cell := x.PartnerSalesExec
		if cell == nil {
			cell = x.CosellOwner
		}
		if !c || cell == nil || len(cell.People) == 0 {
			continue
		}
		closed++
		if w {
			won++
		}
		for _, r := range cell.People {
			if r.Person != ingest.None {
				n[r.Person]++
				if w {
					wins[r.Person]++
				}
			}
		}
	}
	if closed < fewest {
		return &OutcomesMissing{closed, fewest}
	}
	team := float64(won) / float64(closed)
	d.rates = make([]float64, len(d.people))
	for i, p := range d.people {
		d.rates[i] = team - (float64(wins[p])+PriorDeals*team)/(float64(n[p])+PriorDeals)
	}
	return nil
}
