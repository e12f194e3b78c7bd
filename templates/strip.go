package templates

import (
	"math"
	"strconv"
)

// Strip is the ownership strip: a row a stage, a bar that adds up to 100 %.
type Strip struct {
	ID      string
	Caption string // for readers
	Rows    []StripRow
	Compact bool // without the stated column: one half of a comparison
	NoKey   bool
	Heading string // over a half: "Today", "Scenario"; "" for none
}

func (Strip) block() string { return "strip" }

// StripRow is one stage.
type StripRow struct {
	Stage    string
	Href     string
	Items    string // "64 partners"
	Owner    string // who the roster states: "Jonas Vermeer", "Nobody", "3 people, overlapping"
	OwnerRef string
	Status   string // "owned", "unowned", "owned, with no deputy"
	Severity Severity
	Owned    int
	Shared   int
	Orphaned int
	Unowned  int
	Unknown  string // no evidence column: "no column names an owner"; the counts are then not read
	Share    string // with one owner: "81%", "" is an en dash
	Gain     Delta  // under the share, in a scenario
	RowsHref string // rows behind the bar
}

// part is one piece of a bar in the template's terms.
type part struct {
	Class string
	Index int     // stage, in a mix
	Text  string  // what stands in it
	X, W  float64 // percent
	Show  bool    // wide enough for its text
	Tight bool    // not so on a phone
}

// shownFrom is the width in percent from which a part shows its text; narrowBar the
// pixels of a whole bar on a phone or in one half of a comparison.
const (
	shownFrom = 5
	narrowBar = 290
)

// lay puts parts with weights beside each other over 100 %, dropping empty ones.
func lay(parts []part, weights []float64) []part {
	total := 0.0
	for _, w := range weights {
		total += max(w, 0)
	}
	if !(total > 0) || math.IsInf(total, 0) {
		return nil
	}
	var out []part
	x := 0.0
	for i, p := range parts {
		if weights[i] <= 0 {
			continue
		}
		p.X, p.W = x, 100*weights[i]/total
		p.Show = p.W > shownFrom
		p.Tight = p.W*narrowBar/100 < 8+7.5*float64(len(p.Text))
		x += p.W
		out = append(out, p)
	}
	return out
}

// Left and Width are the attributes of a part's rectangle.
func (p part) Left() string { return round2(p.X) + "%" }

// Width is how much of the bar the part takes.
func (p part) Width() string { return round2(p.W) + "%" }

// Parts are the pieces of the bar that are not empty, left to right.
func (r StripRow) Parts() []part {
	counts := []int{r.Owned, r.Shared, r.Orphaned, r.Unowned}
	parts := make([]part, len(counts))
	weights := make([]float64, len(counts))
	for i, class := range []string{"owned", "shared", "orphaned", "unowned"} {
		parts[i] = part{Class: class, Text: strconv.Itoa(counts[i])}
		weights[i] = float64(counts[i])
	}
	return lay(parts, weights)
}

// Mix shows how stages share one bar, a row a person or team.
type Mix struct {
	Caption string
	Stages  []string // names, in lifecycle order
	Rows    []MixRow
}

func (Mix) block() string { return "mix" }

// MixRow is one bar. Shares run parallel to Mix.Stages and add up to 1; a row without
// any is shown as "not enough data".
type MixRow struct {
	Label  string
	Shares []float64
}

// Parts are the pieces of the bar that are not empty, left to right. Shares that add up to
// something else are scaled.
func (r MixRow) Parts() []part {
	total := 0.0
	for _, s := range r.Shares {
		total += max(s, 0)
	}
	parts := make([]part, len(r.Shares))
	for i, s := range r.Shares {
		parts[i] = part{Index: i, Text: strconv.FormatFloat(math.Round(100*s/total), 'f', -1, 64) + "%"}
	}
	return lay(parts, r.Shares)
}

// Name is a stage's name.
func (m Mix) Name(i int) string {
	if i >= len(m.Stages) {
		return ""
	}
	return m.Stages[i]
}

// StripKey is the key of strips without one of their own, over two halves.
type StripKey struct{}

func (StripKey) block() string { return "stripkey" }
