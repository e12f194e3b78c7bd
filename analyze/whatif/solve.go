package whatif

import (
	"math"
	"slices"
)

// sideOf says which of the two sides a cell or a person stands on; a person
// never holds cells of both.
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
// The cost of an assignment is the sum of cost[cell][person], plus overload for
// each milli-FTE of a person's cells above the capacity.
type problem struct {
	cost     [][]int64 // [cell][person], >= 0, or forbidden
	size     []int64   // milli-FTE of each cell
	side     []sideOf  // of each cell
	capacity []int64   // milli-FTE of each person
	fixed    []sideOf  // of each person, where the seat settles it
	overload int64
}

// solution is an owner for each cell. bound is a proven lower bound of the cost.
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
	return max(5_000, 60_000_000/(len(p.cost)*len(p.capacity)+1))
}

// solve finds the cheapest assignment by branch and bound. Cells are decided
// largest first (then in their order), people in theirs; of equal assignments
// the first in that order is kept. ok is false where none exists.
func (p *problem) solve() (s solution, ok bool) {
	start, found := p.search()
	return p.prove(start, found)
}

// solveBeside is solve for a problem of which a near assignment is known that one
// cell may no longer have: it begins from that one. What is proved does not hang on
// the beginning; without a proof it begins as solve does.
func (p *problem) solveBeside(near []int, cell int) (s solution, ok bool) {
	var start []int
	for who := range p.capacity {
		try := slices.Clone(near)
		if try[cell] = who; p.cost[cell][who] >= forbidden {
			continue
		}
		if try, fits := p.improve(try); fits && (start == nil || p.total(try) < p.total(start)) {
			start = try
		}
	}
	if start != nil {
		if s, ok := p.prove(start, true); s.optimal {
			return s, ok
		}
	}
	return p.solve()
}

// prove walks the tree for the cheapest assignment, with one in hand where found.
func (p *problem) prove(start []int, found bool) (s solution, ok bool) {
	b := &branching{p: p, at: newStanding(p), limit: p.nodeLimit(), order: p.bySize(), owner: make([]int, len(p.cost)), best: forbidden}
	if found {
		b.keep, b.best = start, p.total(start)+1 // an equal one that comes first replaces it
	}
	root := b.bound(0)
	b.walk(0, 0)
	if b.keep == nil {
		return solution{}, false
	}
	s = solution{owner: b.keep, cost: p.total(b.keep)}
	s.bound, s.optimal = s.cost, true
	if b.nodes > b.limit {
		s.bound = min(root, s.cost)
		s.optimal = s.bound == s.cost
	}
	return s, true
}

// bySize is the order in which cells are decided.
func (p *problem) bySize() []int {
	order := make([]int, len(p.cost))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(p.size[b] - p.size[a]) })
	return order
}

// standing is what an assignment so far has put on each person.
type standing struct {
	p     *problem
	load  []int64
	sides [][3]int // [person][side] cells held, and one for a seat that settles the side
}

func newStanding(p *problem) *standing {
	s := &standing{p: p, load: make([]int64, len(p.capacity)), sides: make([][3]int, len(p.capacity))}
	for i, f := range p.fixed {
		if f != anySide {
			s.sides[i][f] = 1
		}
	}
	return s
}

// open reports whether a person can take cells of a side.
func (s *standing) open(person int, side sideOf) bool {
	switch side {
	case relationshipSide:
		return s.sides[person][revenueSide] == 0
	case revenueSide:
		return s.sides[person][relationshipSide] == 0
	}
	return true
}

// price is what giving a cell to a person adds; forbidden where it cannot be.
func (s *standing) price(cell, person int) int64 {
	p := s.p
	c := p.cost[cell][person]
	if c >= forbidden || !s.open(person, p.side[cell]) {
		return forbidden
	}
	over := s.load[person] - p.capacity[person]
	return c + p.overload*(max(0, over+p.size[cell])-max(0, over))
}

// put gives (sign 1) or takes back (-1) a cell.
func (s *standing) put(cell, person, sign int) {
	s.load[person] += int64(sign) * s.p.size[cell]
	s.sides[person][s.p.side[cell]] += sign
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
	p            *problem
	at           *standing
	order        []int
	owner, keep  []int
	best         int64
	nodes, limit int
}

// bound is a lower bound of what the cells from one of the order on add. Two
// bounds hold, the larger counts: each cell at the least it costs now (a load
// only grows and overload is convex); and each at its least own cost, plus the
// overload of all sizes that no free capacity of their side can take.
func (b *branching) bound(from int) int64 {
	var now, own int64
	var size, free [3]int64
	for _, c := range b.order[from:] {
		least, bare := forbidden, forbidden
		for who := range b.p.capacity {
			if cost := b.p.cost[c][who]; cost < least || cost < bare {
				if v := b.at.price(c, who); v < forbidden {
					least, bare = min(least, v), min(bare, cost)
				}
			}
		}
		if least >= forbidden {
			return forbidden
		}
		now, own = now+least, own+bare
		size[b.p.side[c]] += b.p.size[c]
	}
	for who, k := range b.p.capacity {
		left := max(0, k-b.at.load[who])
		free[anySide] += left
		for _, side := range []sideOf{relationshipSide, revenueSide} {
			if b.at.open(who, side) {
				free[side] += left
			}
		}
	}
	over := max(0, size[relationshipSide]-free[relationshipSide]) + max(0, size[revenueSide]-free[revenueSide])
	over = max(over, size[0]+size[1]+size[2]-free[anySide])
	return max(now, own+b.p.overload*over)
}

func (b *branching) walk(i int, cost int64) {
	if b.nodes++; b.nodes > b.limit {
		return
	}
	if i == len(b.order) {
		if cost < b.best {
			b.keep, b.best = slices.Clone(b.owner), cost
		}
		return
	}
	if rest := b.bound(i); rest >= forbidden || cost+rest >= b.best {
		return
	}
	cell := b.order[i]
	for who := range b.p.capacity {
		price := b.at.price(cell, who)
		if price >= forbidden || cost+price >= b.best {
			continue
		}
		b.at.put(cell, who, 1)
		b.owner[cell] = who
		b.walk(i+1, cost+price)
		b.at.put(cell, who, -1)
	}
}

// search finds a good assignment: greedy, made better by moves and swaps, then
// by forcing one cell elsewhere and making that better, until nothing helps.
func (p *problem) search() ([]int, bool) {
	best, ok := p.improve(p.greedy())
	if !ok {
		return nil, false
	}
	cost := p.total(best)
	for better, rounds := true, 0; better && rounds < 4; rounds++ {
		better = false
		for cell := range best {
			for who := range p.capacity {
				if who == best[cell] || p.cost[cell][who] >= forbidden || len(best)*len(p.capacity) > 400 {
					continue
				}
				try := slices.Clone(best)
				try[cell] = who
				if try, ok := p.improve(try); ok && p.total(try) < cost {
					best, cost, better = try, p.total(try), true
				}
			}
		}
	}
	return best, true
}

// greedy gives each cell, largest first, to whoever costs least then; nil where
// it meets a cell that nobody can take.
func (p *problem) greedy() []int {
	s, owner := newStanding(p), make([]int, len(p.cost))
	for _, cell := range p.bySize() {
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

// improve moves and swaps cells while that makes the assignment cheaper. ok is
// false where it breaks a rule in the end.
func (p *problem) improve(owner []int) (_ []int, ok bool) {
	if owner == nil {
		return nil, false
	}
	l := &locally{p: p, owner: owner}
	l.reckon()
	for better := true; better; {
		better = false
		for cell := range owner {
			for who := range p.capacity {
				if who != owner[cell] && l.try([]int{cell}, []int{who}) {
					better = true
				}
			}
			for other := cell + 1; other < len(owner); other++ {
				if owner[cell] != owner[other] && l.try([]int{cell, other}, []int{owner[other], owner[cell]}) {
					better = true
				}
			}
		}
	}
	return owner, l.cost < forbidden
}

// locally is a whole assignment that small changes make cheaper. at holds every
// cell where the assignment keeps the rules.
type locally struct {
	p     *problem
	owner []int
	cost  int64 // forbidden while it breaks a rule
	at    *standing
}

// reckon takes the assignment as it is.
func (l *locally) reckon() {
	if l.cost = l.p.total(l.owner); l.cost >= forbidden {
		return
	}
	l.at = newStanding(l.p)
	for cell, who := range l.owner {
		l.at.put(cell, who, 1)
	}
}

// try gives cells to other people and keeps that where it is cheaper. Only what
// the cells themselves add is reckoned again.
func (l *locally) try(cells, people []int) bool {
	if l.cost >= forbidden {
		return l.mend(cells, people)
	}
	saved, added, given := int64(0), int64(0), 0
	for _, c := range cells {
		l.at.put(c, l.owner[c], -1)
		saved += l.at.price(c, l.owner[c])
	}
	for i, c := range cells {
		price := l.at.price(c, people[i])
		if added += price; price >= forbidden {
			break
		}
		l.at.put(c, people[i], 1)
		given++
	}
	if given == len(cells) && added < saved {
		for i, c := range cells {
			l.owner[c] = people[i]
		}
		l.cost += added - saved
		return true
	}
	for i, c := range cells[:given] {
		l.at.put(c, people[i], -1)
	}
	for _, c := range cells {
		l.at.put(c, l.owner[c], 1)
	}
	return false
}

// mend is try while the assignment breaks a rule: what breaks none is cheaper.
func (l *locally) mend(cells, people []int) bool {
	was := make([]int, len(cells))
	for i, c := range cells {
		was[i], l.owner[c] = l.owner[c], people[i]
	}
	if l.reckon(); l.cost < forbidden {
		return true
	}
	for i, c := range cells {
		l.owner[c] = was[i]
	}
	return false
}
