package name

import "unicode/utf8"

// Distance is the number of letters to insert, delete, change or swap with a neighbour
// to turn a into b (Damerau-Levenshtein, optimal string alignment), but
// limit+1 where it is more than limit.
func Distance(a, b string, limit int) int {
	if d := utf8.RuneCountInString(a) - utf8.RuneCountInString(b); d > limit || -d > limit {
		return limit + 1
	}
	// Names are short and compared by the thousand: these stay on the stack.
	var letters [2][64]rune
	var rows [3][65]int
	x, y := runes(letters[0][:0], a), runes(letters[1][:0], b)
	prev2, prev, cur := row(rows[0][:], len(y)+1), row(rows[1][:], len(y)+1), row(rows[2][:], len(y)+1)
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

func runes(dst []rune, s string) []rune {
	for _, r := range s {
		dst = append(dst, r)
	}
	return dst
}

func row(buf []int, n int) []int {
	if n > len(buf) {
		return make([]int, n)
	}
	return buf[:n]
}
