package stat

import (
	"math"
	"slices"
)

// Slopes are the pairwise slopes (y_j - y_i) / (j - i), i < j, of an evenly
// spaced series, sorted, with what Sen's interval needs.
type Slopes struct {
	y      []float64
	sorted []float64
}

// NewSlopes takes a series of at least two values; ok is false under two.
// It needs n*(n-1)/2 numbers of memory.
func NewSlopes(y []float64) (s Slopes, ok bool) {
	n := len(y)
	if n < 2 {
		return Slopes{}, false
	}
	s = Slopes{y: y, sorted: make([]float64, 0, n*(n-1)/2)}
	for i := range y {
		for j := i + 1; j < n; j++ {
			s.sorted = append(s.sorted, (y[j]-y[i])/float64(j-i))
		}
	}
	slices.Sort(s.sorted)
	return s, true
}

// Slope is the Theil-Sen estimate: the median of the pairwise slopes (Sen 1968).
func (s Slopes) Slope() float64 { return medianSorted(s.sorted) }

// Intercept is the median of y_i - slope*i, i from 0.
func (s Slopes) Intercept() float64 {
	b, rest := s.Slope(), make([]float64, len(s.y))
	for i, v := range s.y {
		rest[i] = v - b*float64(i)
	}
	slices.Sort(rest)
	return medianSorted(rest)
}

// Interval is Sen's interval of the slope at a confidence such as 0.95: with N
// slopes and C = z * sqrt(Var S), the slopes of rank (N-C)/2 and (N+C)/2 + 1,
// ranks rounded half to even and kept within 1..N (Sen 1968, equation 2.6; as
// scipy.stats.theilslopes and R's trend::sens.slope do).
func (s Slopes) Interval(confidence float64) (low, high float64) {
	n := float64(len(s.sorted))
	c := NormalQuantile(0.5+confidence/2) * math.Sqrt(varS(s.y))
	last := len(s.sorted) - 1
	lo := int(math.RoundToEven((n-c)/2)) - 1
	hi := int(math.RoundToEven((n + c) / 2))
	return s.sorted[min(max(lo, 0), last)], s.sorted[min(max(hi, 0), last)]
}

// MannKendall tests a series for a monotonic trend (Mann 1945, Kendall 1975). s
// is the sum of the signs of all later-minus-earlier differences; p is
// two-sided: exact for up to 10 values without ties, else normal with
// continuity and tie corrections. ok is false under two values.
func MannKendall(y []float64) (s int, p float64, ok bool) {
	if len(y) < 2 {
		return 0, 0, false
	}
	for i := range y {
		for j := i + 1; j < len(y); j++ {
			switch {
			case y[j] > y[i]:
				s++
			case y[j] < y[i]:
				s--
			}
		}
	}
	if len(y) <= 10 && !tied(y) {
		return s, exactKendall(len(y), s), true
	}
	v := varS(y)
	if v <= 0 || s == 0 {
		return s, 1, true
	}
	z := (math.Abs(float64(s)) - 1) / math.Sqrt(v)
	return s, math.Erfc(z / math.Sqrt2), true
}

// exactKendall is P(|S| >= |s|) over all n! orders: S = N - 2*inversions, and
// the orders with k inversions are counted one value at a time.
func exactKendall(n, s int) float64 {
	pairs := n * (n - 1) / 2
	counts := make([]float64, pairs+1)
	counts[0] = 1
	for m := 2; m <= n; m++ {
		next := make([]float64, pairs+1)
		for k, c := range counts {
			for d := 0; d < m && k+d <= pairs; d++ {
				next[k+d] += c
			}
		}
		counts = next
	}
	hit, all := 0.0, 0.0
	for k, c := range counts {
		all += c
		if abs(pairs-2*k) >= abs(s) {
			hit += c
		}
	}
	return hit / all
}

// varS is the variance of S under no trend, corrected for ties among the values:
// (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18 (Kendall 1975).
func varS(y []float64) float64 {
	f := func(n int) float64 { return float64(n) * float64(n-1) * float64(2*n+5) }
	v := f(len(y))
	sorted := slices.Sorted(slices.Values(y))
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		v -= f(j - i)
		i = j
	}
	return v / 18
}

func tied(y []float64) bool {
	sorted := slices.Sorted(slices.Values(y))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return true
		}
	}
	return false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
