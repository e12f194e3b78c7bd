package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestWilsonRepeatsThePublishedIntervals(t *testing.T) {
	// Newcombe 1998, Statistics in Medicine 17, table I, method 3.
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}} {
		low, high, ok := Wilson(c.k, c.n)
		if !ok {
			t.Fatal("no interval")
		}
		near(t, "low", low, c.low, 5e-5)
		near(t, "high", high, c.high, 5e-5)
	}
	if _, _, ok := Wilson(0, 0); ok {
		t.Error("an interval of nothing")
	}
	if _, high, _ := Wilson(7, 7); high != 1 {
		t.Errorf("7 of 7 ends at %v, want 1", high)
	}
}

func TestMedians(t *testing.T) {
	m, _ := Median([]float64{5, 1, 3, 2})
	near(t, "median", m, 2.5, 0)
	if _, ok := Median(nil); ok {
		t.Error("a median of nothing")
	}
	w, _ := WeightedMedian([]float64{1, 3, 5}, []float64{1, 1, 3})
	near(t, "weighted", w, 5, 0)
	w, _ = WeightedMedian([]float64{5, 1, 3, 2}, []float64{1, 1, 1, 1})
	near(t, "equal weights", w, 2.5, 0)
	if _, ok := WeightedMedian([]float64{1}, []float64{0}); ok {
		t.Error("a median without weight")
	}
}

func TestTheilSenRepeatsHollanderAndWolfe(t *testing.T) {
	// Nonparametric Statistical Methods, examples 9.1 and 9.2: cloud seeding.
	y := []float64{1.26, 1.27, 1.12, 1.16, 1.03}
	s, _ := NewSlopes(y)
	near(t, "slope", s.Slope(), -0.05625, 1e-12)
	k, p, _ := MannKendall(y)
	if k != -6 {
		t.Errorf("K is %d, want -6", k)
	}
	near(t, "p", p, 2*.117, 1e-3)
}

func TestMannKendallRepeatsKendallsTable(t *testing.T) {
	// Upper tail of S, Gilbert 1987, table A18.
	for _, c := range []struct {
		n, s int
		tail float64
	}{{4, 6, .042}, {5, 8, .042}, {5, 10, .0083}, {6, 11, .028}, {7, 13, .035}, {8, 16, .031}, {9, 18, .038}, {10, 21, .036}, {10, 23, .023}} {
		near(t, "tail", exactKendall(c.n, c.s)/2, c.tail, 5e-4)
	}
}

func TestTheExactTestAgreesWithAllOrders(t *testing.T) {
	for n := 2; n <= 7; n++ {
		counts := map[int]int{}
		all := 0
		permute(n, func(y []float64) {
			s, _, _ := MannKendall(y)
			counts[s]++
			all++
		})
		permute(n, func(y []float64) {
			s, p, _ := MannKendall(y)
			hit := 0
			for k, c := range counts {
				if abs(k) >= abs(s) {
					hit += c
				}
			}
			if want := float64(hit) / float64(all); math.Abs(p-want) > 1e-12 {
				t.Fatalf("n %d, S %d: p %v, want %v", n, s, p, want)
			}
		})
	}
}

func permute(n int, visit func([]float64)) {
	y := make([]float64, n)
	for i := range y {
		y[i] = float64(i)
	}
	var rec func(k int)
	rec = func(k int) {
		if k == n {
			visit(y)
			return
		}
		for i := k; i < n; i++ {
			y[k], y[i] = y[i], y[k]
			rec(k + 1)
			y[k], y[i] = y[i], y[k]
		}
	}
	rec(0)
}

func TestTiesAndLongSeriesUseTheNormalTest(t *testing.T) {
	// n = 6, ties 2+2: Var S = (6*5*17 - 2*(2*1*9))/18 = 26.333; S = 12.
	y := []float64{1, 1, 2, 2, 3, 4}
	s, p, _ := MannKendall(y)
	if s != 13 {
		t.Fatalf("S is %d, want 13", s)
	}
	near(t, "variance", varS(y), 474.0/18, 1e-12)
	near(t, "p", p, math.Erfc(12/math.Sqrt(474.0/18)/math.Sqrt2), 1e-12)
	flat := []float64{5, 5, 5, 5, 5, 5}
	if s, p, _ := MannKendall(flat); s != 0 || p != 1 {
		t.Errorf("a level series has S %d, p %v", s, p)
	}
	up := make([]float64, 12)
	for i := range up {
		up[i] = float64(i * i)
	}
	_, p, _ = MannKendall(up) // S = 66, Var = 212.667
	near(t, "p", p, math.Erfc(65/math.Sqrt(12*11*29/18.0)/math.Sqrt2), 1e-15)
}

func TestSensIntervalTakesTheRanksOfTheSlopes(t *testing.T) {
	// n = 10: N = 45, Var S = 125, C = 21.91: ranks 12 (11.54) and 34 (33.46 + 1 = 34.46).
	rng := rand.New(rand.NewPCG(3, 4))
	y := make([]float64, 10)
	for i := range y {
		y[i] = rng.Float64()
	}
	s, _ := NewSlopes(y)
	low, high := s.Interval(0.95)
	if low != s.sorted[11] || high != s.sorted[33] {
		t.Errorf("interval %v to %v is not at ranks 12 and 34", low, high)
	}
	if lo90, hi90 := s.Interval(0.90); lo90 < low || hi90 > high {
		t.Error("the 90 % interval is wider than the 95 % one")
	}
	line, _ := NewSlopes([]float64{2, 4})
	if lo, hi := line.Interval(0.95); lo != 2 || hi != 2 || line.Intercept() != 2 {
		t.Errorf("two points: %v to %v", lo, hi)
	}
}

func TestScalingASeriesScalesItsSlopes(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		y, y8 := make([]float64, 3+rng.IntN(12)), []float64{}
		for i := range y {
			y[i] = float64(rng.IntN(1000))
			y8 = append(y8, y[i]*8)
		}
		a, _ := NewSlopes(y)
		b, _ := NewSlopes(y8)
		al, ah := a.Interval(0.95)
		bl, bh := b.Interval(0.95)
		if a.Slope()*8 != b.Slope() || al*8 != bl || ah*8 != bh {
			t.Fatalf("slopes %v and %v", a.Slope(), b.Slope())
		}
		sa, pa, _ := MannKendall(y)
		sb, pb, _ := MannKendall(y8)
		if sa != sb || pa != pb {
			t.Fatal("the test depends on the unit")
		}
	}
}

func TestEffectiveNumbersWorkedByHand(t *testing.T) {
	for _, c := range []struct {
		amounts []float64
		want    float64
	}{
		{[]float64{7}, 1}, {[]float64{2, 2, 2, 2, 2}, 5}, {[]float64{0, 3, 0}, 1},
		{[]float64{.5, .25, .25}, 2 * math.Sqrt2}, // H = 1.5 ln 2
	} {
		d, ok := EffectiveNumber(c.amounts)
		if !ok {
			t.Fatal("no number")
		}
		near(t, "effective number", d, c.want, 1e-12)
	}
	if _, ok := EffectiveNumber([]float64{0, 0}); ok {
		t.Error("an effective number of nothing")
	}
}

func TestMutualInformationWorkedByHand(t *testing.T) {
	table := func(rows, cols int, cells ...float64) Information {
		i, ok := Table{rows, cols, cells}.Information()
		if !ok {
			t.Fatal("no information")
		}
		return i
	}
	split := table(2, 2, 5, 0, 0, 5)
	near(t, "perfect division", split.Mutual, math.Ln2, 1e-12)
	v, _ := split.Symmetric()
	near(t, "symmetric", v, 1, 1e-12)
	near(t, "none", table(2, 2, 2, 4, 3, 6).Mutual, 0, 1e-12)
	// Cells 3/8, 1/8, 1/8, 3/8: I = ln 2 - H(3/4, 1/4) = 0.693147 - 0.562335.
	near(t, "some", table(2, 2, 3, 1, 1, 3).Mutual, 0.130812, 1e-6)
	if _, ok := table(1, 2, 1, 1).Symmetric(); ok {
		t.Error("one person cannot divide labour")
	}
	if _, ok := NewTable(2, 2).Information(); ok {
		t.Error("information from nothing")
	}
}

func TestThePermutationNullRepeatsBySeedAndLiesBelowARealDivision(t *testing.T) {
	var pairs []Pair
	real := NewTable(3, 3)
	for i := range int32(90) {
		pairs = append(pairs, Pair{i % 3, i % 3, 1})
		real.Add(int(i%3), int(i%3), 1)
	}
	a, _ := PermutationNull(pairs, 3, 3, 100, 7)
	b, _ := PermutationNull(slices.Clone(pairs), 3, 3, 100, 7)
	if a != b {
		t.Error("the same seed gives another null")
	}
	// Expected I under independence is about (3-1)(3-1)/(2*90) = 0.0222; H = ln 3.
	near(t, "null", a, 0.0222/math.Log(3), 0.006)
}
