package analyze

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/govalues/decimal"
)

// percent writes a share for a sentence: "29%"; one decimal under 10 % where it
// says more.
func percent(v float64) string {
	p := 100 * v
	if p != math.Round(p) && math.Abs(p) < 10 {
		return strconv.FormatFloat(math.Round(p*10)/10, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(math.Round(p), 'f', 0, 64) + "%"
}

// ofAll writes "12 of 30 deals (40%)".
func ofAll(k, n int, noun string) string {
	if n <= 0 {
		return fmt.Sprintf("%d of %s", k, count(n, noun))
	}
	return fmt.Sprintf("%d of %s (%s)", k, count(n, noun), percent(float64(k)/float64(n)))
}

// decimals writes a number with at most one decimal.
func decimals(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// listed joins words: "a", "a and b", "a, b and c", and from six on "a, b, c, d
// and 2 more".
func listed(words []string) string {
	switch n := len(words); {
	case n == 0:
		return "nobody"
	case n == 1:
		return words[0]
	case n <= 5:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	default:
		return strings.Join(words[:4], ", ") + fmt.Sprintf(" and %d more", n-4)
	}
}

// called are the names of people, in order of name.
func (m *model) called(who []int32) []string {
	out := make([]string, 0, len(who))
	for _, p := range m.sortByName(append([]int32{}, who...)) {
		out = append(out, m.ds.People[p].Name)
	}
	return out
}

// noun makes a word plural where n is not 1.
func noun(n int, word string) string {
	switch {
	case n == 1:
		return word
	case word == "person":
		return "people"
	}
	return word + "s"
}

// has agrees the verb with a count.
func has(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// interval writes "95% interval 23% to 41%", "" for a rate of nothing.
func interval(r Rate) string {
	if r.Interval == nil {
		return ""
	}
	return fmt.Sprintf("95%% interval %s to %s", percent(r.Interval[0]), percent(r.Interval[1]))
}

// money writes an amount in whole units of the report currency, "EUR 95,200".
func (m *model) money(d decimal.Decimal) string {
	text := d.Round(0).Trim(0).String()
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "−", rest
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return strings.TrimSpace(m.currency + " " + sign + text)
}
