package name

// Distance is the number of letters to insert, delete, change or swap with a neighbour
// to turn a into b (Damerau-Levenshtein, optimal string alignment), but
// limit+1 where it is more than limit.
func Distance(a, b string, limit int) int {
	var bufA, bufB [48]rune
	x, y := appendRunes(bufA[:0], a), appendRunes(bufB[:0], b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] { // what both begin and end with costs nothing
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return distance(x, y, limit)
}

func appendRunes(buf []rune, s string) []rune {
	for _, r := range s {
		buf = append(buf, r)
	}
	return buf
}

func distance(x, y []rune, limit int) int {
	var bufs [3][49]int
	row := func(i int) []int {
		if len(y) < len(bufs[i]) {
			return bufs[i][:len(y)+1]
		}
		return make([]int, len(y)+1)
	}
	prev2, prev, cur := row(0), row(1), row(2)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, prev2[j-2]+1)
			}
			cur[j] = d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(y)], limit+1)
}
