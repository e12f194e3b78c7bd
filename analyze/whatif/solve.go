package whatif

import (
	"math"
	"slices"
)

// side says which of the two sides a cell or a person stands on; a person never
// holds cells of both.
type sideOf uint8

const (
	anySide sideOf = iota
	relationshipSide
	revenueSide
)

// forbidden marks a person who cannot take a cell.
const forbidden = int64(math.MaxInt64 / 1024)

// problem is an assignment of cells (stage x segment) to people, one owner a
// cell. Costs are whole micro-units, so that sums are exact and ties are ties.
// The cost of an assignment is
//
//	sum of cost[cell][person]
//	+ spread for each further stage of a person, beyond the first
//	+ overload for each milli-FTE of a person's cells above the capacity.
type problem struct {
	cost     [][]int64 // [cell][person], >= 0, or forbidden
	stage    []int     // of each cell
	size     []int64   // milli-FTE of each cell
	side     []sideOf  // of each cell
	capacity []int64   // milli-FTE of each person
	fixed    []sideOf  // of each person, where the seat settles it
	held     [][]bool  // [person][stage]: stages held already that count into the spread; nil for none
	spread   int64
	overload int64
}

// solution is an owner for each cell. Bound is a proven lower bound of the cost;
// the solution is optimal where Optimal.
type solution struct {
	owner   []int
	cost    int64
	bound   int64
	optimal bool
}

// gap is the share of the cost that could at most be saved.
func (s solution) gap() float64 {
	if s.cost == 0 {
		return 0
	}
	return float64(s.cost-s.bound) / float64(s.cost)
}

// nodeLimit ends the proof of optimality, after about as much work for a small
// team as for a large one; what then stands is a heuristic with its bound.
func (p *problem) nodeLimit() int {
	return max(5_000, 100_000_000/(len(p.cost)*len(p.capacity)+1))
}

// solve finds the cheapest assignment by branch and bound, in the order of cells
// and people, so that of equal assignments the first in that order is kept. ok
// is false where no assignment exists.
func (p *problem) solve() (solution, bool) {
	start, ok := p.improve(p.greedy())
	if len(p.cost) == 0 {
		return solution{owner: []int{}, optimal: true}, true
	}
	b := &branching{p: p, limit: p.nodeLimit(), state: newStanding(p), best: solution{cost: forbidden}}
	if ok {
		b.best = solution{owner: start, cost: p.total(start) + 1} // an equal one that comes first replaces it
	}
	root := b.remaining(0)
	b.walk(0, 0)
	if b.nodes > b.limit {
		if b.best.owner == nil {
			return solution{}, false
		}
		b.best.cost = p.total(b.best.owner)
		b.best.bound = min(root, b.best.cost)
		b.best.optimal = b.best.bound == b.best.cost
		return b.best, true
	}
	if b.best.owner == nil {
		return solution{}, false
	}
	b.best.cost = p.total(b.best.owner)
	b.best.bound, b.best.optimal = b.best.cost, true
	return b.best, true
}

// standing is what an assignment so far has put on each person.
type standing struct {
	p      *problem
	load   []int64
	stages [][]int16 // [person][stage] cells held
	count  []int     // distinct stages of a person
	sides  [][3]int  // [person][side] cells held
}

func newStanding(p *problem) *standing {
	n, stages := len(p.capacity), 0
	for _, s := range p.stage {
		stages = max(stages, s+1)
	}
	for _, h := range p.held {
		stages = max(stages, len(h))
	}
	s := &standing{p: p, load: make([]int64, n), stages: make([][]int16, n), count: make([]int, n), sides: make([][3]int, n)}
	for i := range s.stages {
		s.stages[i] = make([]int16, stages)
		if p.held != nil {
			for st, held := range p.held[i] {
				if held {
					s.stages[i][st], s.count[i] = 1, s.count[i]+1
				}
			}
		}
		if f := p.fixed[i]; f != anySide {
			s.sides[i][f] = 1
		}
	}
	return s
}

// price is what giving a cell to a person adds; forbidden where it cannot be.
func (s *standing) price(cell, person int) int64 {
	p := s.p
	c := p.cost[cell][person]
	if c >= forbidden || p.side[cell] == relationshipSide && s.sides[person][revenueSide] > 0 || p.side[cell] == revenueSide && s.sides[person][relationshipSide] > 0 {
		return forbidden
	}
	c += p.overload * (max(0, s.load[person]+p.size[cell]-p.capacity[person]) - max(0, s.load[person]-p.capacity[person]))
	if s.stages[person][p.stage[cell]] == 0 && s.count[person] > 0 {
		c += p.spread
	}
	return c
}

func (s *standing) put(cell, person, sign int) {
	p := s.p
	s.load[person] += int64(sign) * p.size[cell]
	s.sides[person][p.side[cell]] += sign
	n := &s.stages[person][p.stage[cell]]
	before := *n
	*n += int16(sign)
	if before == 0 {
		s.count[person]++
	} else if *n == 0 {
		s.count[person]--
	}
}

// total is the cost of a whole assignment, forbidden where it breaks a rule.
func (p *problem) total(owner []int) int64 {
	s, sum := newStanding(p), int64(0)
	for cell, who := range owner {
		c := s.price(cell, who)
		if c >= forbidden {
			return forbidden
		}
		sum += c
		s.put(cell, who, 1)
	}
	return sum
}

// branching walks the tree of assignments.
type branching struct {
	p     *problem
	state *standing
	owner []int
	best  solution
	nodes int
	limit int
}

// remaining bounds the cost of the cells from one on. A load only grows, and
// overload is convex, so that what a cell costs now is the least it will; the
// spread of cells still to come may be shared, so none is charged.
func (b *branching) remaining(from int) int64 {
	sum := int64(0)
	for c := from; c < len(b.p.cost); c++ {
		least := forbidden
		for who := range b.p.capacity {
			if b.p.cost[c][who] >= least {
				continue
			}
			v := b.state.price(c, who)
			if v < forbidden && b.state.stages[who][b.p.stage[c]] == 0 && b.state.count[who] > 0 {
				v -= b.p.spread
			}
			least = min(least, v)
		}
		if least >= forbidden {
			return forbidden
		}
		sum += least
	}
	return sum
}

func (b *branching) walk(cell int, cost int64) {
	if b.nodes++; b.nodes > b.limit {
		return
	}
	if cell == len(b.p.cost) {
		if cost < b.best.cost {
			b.best = solution{owner: slices.Clone(b.owner), cost: cost}
		}
		return
	}
	if rest := b.remaining(cell); rest >= forbidden || cost+rest >= b.best.cost {
		return
	}
	for who := range b.p.capacity {
		price := b.state.price(cell, who)
		if price >= forbidden || cost+price >= b.best.cost {
			continue
		}
		b.state.put(cell, who, 1)
		b.owner = append(b.owner, who)
		b.walk(cell+1, cost+price)
		b.owner = b.owner[:len(b.owner)-1]
		b.state.put(cell, who, -1)
	}
}

// greedy gives each cell, largest first, to whoever costs least then; nil where
// it meets a cell that nobody can take.
func (p *problem) greedy() []int {
	order := make([]int, len(p.cost))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(p.size[b] - p.size[a]) })
	s, owner := newStanding(p), make([]int, len(p.cost))
	for _, cell := range order {
		best, who := forbidden, -1
		for i := range p.capacity {
			if c := s.price(cell, i); c < best {
				best, who = c, i
			}
		}
		if who < 0 {
			return nil
		}
		owner[cell] = who
		s.put(cell, who, 1)
	}
	return owner
}

// improve moves and swaps cells while that makes the assignment cheaper.
func (p *problem) improve(owner []int) ([]int, bool) {
	if owner == nil {
		return nil, false
	}
	now := p.total(owner)
	for better := true; better; {
		better = false
		try := func() bool {
			if c := p.total(owner); c < now {
				now, better = c, true
				return true
			}
			return false
		}
		for cell := range owner {
			for who := range p.capacity {
				if was := owner[cell]; who != was {
					owner[cell] = who
					if !try() {
						owner[cell] = was
					}
				}
			}
		}
		for a := range owner {
			for b := a + 1; b < len(owner); b++ {
				if owner[a] == owner[b] {
					continue
				}
				owner[a], owner[b] = owner[b], owner[a]
				if !try() {
					owner[a], owner[b] = owner[b], owner[a]
				}
			}
		}
	}
	return owner, now < forbidden
}
