package audience

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestSuppressionWorkedByHand(t *testing.T) {
	for _, c := range []struct {
		rows [][]int
		want string
	}{
		{[][]int{{9}, {12}, {30}}, "[false false false]"},
		{[][]int{{9}, {3}, {30}}, "[true true false]"},            // 3 alone follows from the total: 9 goes too
		{[][]int{{9}, {3}, {2}, {30}}, "[false true true false]"}, // 3 and 2 are 5 together
		{[][]int{{9}, {2}, {2}, {30}}, "[true true true false]"},
		{[][]int{{9}, {0}, {30}}, "[false false false]"}, // nothing is no secret
		{[][]int{{9, 9}, {30, 2}}, "[true true]"},
		{[][]int{{3}}, "[true]"},
		{nil, "[]"},
	} {
		if got := fmt.Sprint(suppress(c.rows, 5)); got != c.want {
			t.Errorf("%v: %s, want %s", c.rows, got, c.want)
		}
	}
}

func TestNothingSuppressedFollowsBySubtraction(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	for range 2000 {
		k, cols := 2+rng.IntN(6), 1+rng.IntN(4)
		rows := make([][]int, rng.IntN(9))
		for i := range rows {
			rows[i] = make([]int, cols)
			for c := range rows[i] {
				rows[i][c] = max(0, rng.IntN(20)-3)
			}
		}
		out := suppress(rows, k)
		n, sums := 0, make([]int, cols)
		for i, r := range rows {
			for c, v := range r {
				if out[i] {
					sums[c] += v
				} else if v > 0 && v < k {
					t.Fatalf("%v: row %d shows %d of at least %d", rows, i, v, k)
				}
			}
			if out[i] {
				n++
			}
		}
		if n == len(rows) {
			continue
		}
		for _, s := range sums {
			if n == 1 || s > 0 && s < k {
				t.Fatalf("%v with %v left out: %d rows, sums %v", rows, out, n, sums)
			}
		}
	}
}

func TestNoSmallCountIsShownToTheAnonymousAudience(t *testing.T) {
	for _, n := range []int{1, 7, 30, 61, 150, 400} {
		r, _ := redact(t, company(n), Options{Audience: Anonymous, Key: key})
		rep := r.Report
		check := func(what string, counts ...int) {
			if anySmall(DefaultK, counts...) {
				t.Errorf("%d deals: %s shows %v", n, what, counts)
			}
		}
		for _, s := range rep.Stages {
			if o := s.Observed; o != nil {
				check(s.ID, o.Items, o.Owned, o.Shared, o.Orphaned, o.Unowned)
			}
			for _, g := range s.ByRegion {
				check(s.ID+" "+g.Segment, g.Items, g.Owned, g.Shared, g.Orphaned, g.Unowned)
			}
		}
		if v := rep.Revenue; v != nil {
			for _, p := range v.Periods {
				check(p.Period, won(p.Won)...)
			}
			for _, p := range v.Pipeline {
				check(p.Origin, p.Created, p.WinRate.K, p.WinRate.N-p.WinRate.K)
			}
		}
		if h := rep.Handoffs; h != nil && h.Handed != nil {
			check("handoffs", *h.Handed, *h.Accepted, *h.Waiting, *h.Stuck, *h.Dropped)
		}
		if a := rep.Activation; a != nil && a.Partners != nil {
			shown := []int{}
			for _, part := range []*int{a.Partners, a.Signed, a.Activated, a.Producing} {
				if part != nil {
					shown = append(shown, *part)
				}
			}
			check("partners", shown...)
			for _, x := range shown {
				check("partners", max(0, shown[0]-x), max(0, x-shown[len(shown)-1]))
			}
		}
	}
}
