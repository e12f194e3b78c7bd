package whatif

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func randomProblem(r *rand.Rand, people, cells int) *problem {
	p := &problem{overload: r.Int64N(3), fixed: make([]sideOf, people)}
	for i := range people {
		p.capacity = append(p.capacity, 200+r.Int64N(900))
		p.fixed[i] = sideOf(r.IntN(3))
	}
	for range cells {
		row := make([]int64, people)
		for i := range row {
			if row[i] = r.Int64N(60); r.IntN(8) == 0 {
				row[i] = forbidden
			}
		}
		p.cost = append(p.cost, row)
		p.size, p.side = append(p.size, r.Int64N(600)), append(p.side, sideOf(r.IntN(3)))
	}
	return p
}

// cheapest tries every assignment and returns the first of the least cost.
func cheapest(p *problem) (best []int, cost int64) {
	owner := make([]int, len(p.cost))
	cost = forbidden
	order := p.bySize()
	var walk func(int)
	walk = func(i int) {
		if i == len(owner) {
			if c := p.total(owner); c < cost {
				best, cost = append([]int(nil), owner...), c
			}
			return
		}
		for who := range p.capacity {
			owner[order[i]] = who
			walk(i + 1)
		}
	}
	walk(0)
	return best, cost
}

// holds checks the rules of an assignment without the code that solves it.
func holds(t *testing.T, p *problem, owner []int) {
	t.Helper()
	sides := make([]sideOf, len(p.capacity))
	copy(sides, p.fixed)
	for cell, who := range owner {
		if p.cost[cell][who] >= forbidden {
			t.Errorf("cell %d went to %d, who cannot take it", cell, who)
		}
		if s := p.side[cell]; s != anySide {
			if sides[who] != anySide && sides[who] != s {
				t.Errorf("person %d holds both sides", who)
			}
			sides[who] = s
		}
	}
}

func TestTheSolverFindsWhatTryingEveryAssignmentFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for n := range 3000 {
		p := randomProblem(r, 1+r.IntN(4), r.IntN(6))
		want, cost := cheapest(p)
		got, ok := p.solve()
		if ok != (cost < forbidden) {
			t.Fatalf("instance %d: solvable %v, brute force says %v", n, ok, cost < forbidden)
		}
		if !ok {
			continue
		}
		holds(t, p, got.owner)
		if got.cost != cost || !got.optimal || got.bound != cost {
			t.Fatalf("instance %d: cost %d (bound %d, optimal %v), want %d", n, got.cost, got.bound, got.optimal, cost)
		}
		for i := range want {
			if got.owner[i] != want[i] {
				t.Fatalf("instance %d: ties are not broken by order: %v, want %v", n, got.owner, want)
			}
		}
	}
}

func TestARunnerUpFromANearAssignmentIsThatOfTheWholeSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for n := range 400 {
		p := randomProblem(r, 2+r.IntN(4), 1+r.IntN(6))
		best, ok := p.solve()
		if !ok {
			continue
		}
		for cell, who := range best.owner {
			kept := p.cost[cell][who]
			p.cost[cell][who] = forbidden
			want, solvable := p.solve()
			got, ok := p.solveBeside(best.owner, cell)
			p.cost[cell][who] = kept
			if ok != solvable || ok && (got.cost != want.cost || !slices.Equal(got.owner, want.owner)) {
				t.Fatalf("instance %d, cell %d: %v (%v), want %v (%v)", n, cell, got, ok, want, solvable)
			}
		}
	}
}

func TestALargeTeamIsAnsweredInTimeWithABound(t *testing.T) {
	p := randomProblem(rand.New(rand.NewPCG(1, 2)), 40, 60)
	start := time.Now()
	s, ok := p.solve()
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("took %v", took)
	}
	if !ok || s.bound > s.cost || s.gap() < 0 || s.gap() > 1 {
		t.Errorf("cost %d, bound %d", s.cost, s.bound)
	}
	holds(t, p, s.owner)
	again, _ := p.solve()
	for i := range s.owner {
		if s.owner[i] != again.owner[i] {
			t.Fatal("two runs differ")
		}
	}
}

func BenchmarkSolve40x60(b *testing.B) {
	p := randomProblem(rand.New(rand.NewPCG(1, 2)), 40, 60)
	for b.Loop() {
		p.solve()
	}
}
