package audience

import (
	"math"

	"ownermap/analyze"
)

// settled rounds a number: the last digits of a sum over people say in which order
// they were added.
func settled(v float64) float64 { return math.Round(v*1e9) / 1e9 }

// coarse rounds an index to what pages show of it: with all its digits one could
// look for the items of single people that give it.
func coarse(v float64) float64 { return math.Round(v*100) / 100 }

// settle is coarse for the division of labour.
func settle(t *analyze.Team) {
	for _, d := range []*analyze.DivisionOfLabour{t.DivisionOfLabour, t.ByRegion, t.ByPartnerType, t.ByMotion} {
		if d == nil {
			continue
		}
		for _, v := range []*float64{&d.MutualInformation, d.OfStages, d.OfPeople, d.Symmetric, d.NullMean} {
			if v != nil {
				*v = coarse(*v)
			}
		}
	}
}

// small reports whether a count may not be shown: 1 to k-1. Nothing is no secret.
func small(n, k int) bool { return n > 0 && n < k }

// anySmall reports whether any of the counts may not be shown.
func anySmall(k int, counts ...int) bool {
	for _, n := range counts {
		if small(n, k) {
			return true
		}
	}
	return false
}

// suppress says which rows of a table to leave out, given the counts of each and
// that readers know the column totals. Rows with a small count go (primary
// suppression). Of what is left out, taken together, every column must then come
// to nothing or to k, and it must be of two rows or more: else the row with the
// smallest first count goes as well (complementary suppression; Hundepool et
// al. 2012, Statistical Disclosure Control, chapter 4), until it holds or no row
// is left.
func suppress(rows [][]int, k int) []bool {
	out := make([]bool, len(rows))
	for i, r := range rows {
		out[i] = anySmall(k, r...)
	}
	for !covered(rows, out, k) {
		next := -1
		for i, r := range rows {
			if !out[i] && (next < 0 || r[0] < rows[next][0]) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		out[next] = true
	}
	return out
}

// covered reports whether what is left out cannot be told by subtraction.
func covered(rows [][]int, out []bool, k int) bool {
	n := 0
	var sums []int
	for i, r := range rows {
		if !out[i] {
			continue
		}
		n++
		if sums == nil {
			sums = make([]int, len(r))
		}
		for c, v := range r {
			sums[c] += v
		}
	}
	return n == 0 || n >= 2 && !anySmall(k, sums...)
}

// keepRows drops the suppressed rows of a table; counts reads one row.
func keepRows[T any](table []T, k int, counts func(T) []int) (kept []T, dropped int) {
	rows := make([][]int, len(table))
	for i, t := range table {
		rows[i] = counts(t)
	}
	kept = []T{}
	for i, out := range suppress(rows, k) {
		if out {
			dropped++
		} else {
			kept = append(kept, table[i])
		}
	}
	return kept, dropped
}
