package stat

import (
	"math"
	"slices"
)

// NormalQuantile is z with P(Z <= z) = p for a standard normal Z, 0 < p < 1.
func NormalQuantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// Wilson is the 95 % score interval of a rate k of n (Wilson 1927), within
// 0..1; ok is false at n 0.
func Wilson(k, n int) (low, high float64, ok bool) {
	if n <= 0 {
		return 0, 0, false
	}
	z := NormalQuantile(0.975)
	nf, p := float64(n), float64(k)/float64(n)
	centre := p + z*z/(2*nf)
	half := z * math.Sqrt(p*(1-p)/nf+z*z/(4*nf*nf))
	div := 1 + z*z/nf
	low, high = max(0, (centre-half)/div), min(1, (centre+half)/div)
	if k == 0 {
		low = 0
	}
	if k == n {
		high = 1
	}
	return low, high, true
}

// Median is the middle value, the mean of the two middle ones for an even
// count; ok is false without values. The argument is not changed.
func Median(values []float64) (m float64, ok bool) {
	if len(values) == 0 {
		return 0, false
	}
	return medianSorted(slices.Sorted(slices.Values(values))), true
}

func medianSorted(s []float64) float64 {
	n := len(s)
	if n%2 == 1 {
		return s[n/2]
	}
	return s[n/2-1]/2 + s[n/2]/2
}

// WeightedMedian is the smallest value at which the weight up to it reaches
// half of all weight, averaged with the next value where it is exactly half. ok is
// false without weight. Equal weights give Median.
func WeightedMedian(values, weights []float64) (m float64, ok bool) {
	order := make([]int, 0, len(values))
	total := 0.0
	for i, w := range weights {
		if w > 0 {
			order = append(order, i)
			total += w
		}
	}
	if total <= 0 {
		return 0, false
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] < values[b]:
			return -1
		case values[a] > values[b]:
			return 1
		}
		return 0
	})
	run := 0.0
	for j, i := range order {
		run += weights[i]
		if math.Abs(run-total/2) <= 1e-9*total && j+1 < len(order) {
			return values[i]/2 + values[order[j+1]]/2, true
		}
		if run > total/2 {
			return values[i], true
		}
	}
	return values[order[len(order)-1]], true
}
