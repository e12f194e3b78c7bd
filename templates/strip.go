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
	Count int
	Index int     // stage, in a mix
	Text  string  // share, in a mix
	X, W  float64 // percent
	Show  bool    // wide enough for its number
}

// Parts are the pieces of the bar that are not empty, left to right.
func (r StripRow) Parts() []part {
	counts := []part{
		{Class: "owned", Count: r.Owned}, {Class: "shared", Count: r.Shared},
		{Class: "orphaned", Count: r.Orphaned}, {Class: "unowned", Count: r.Unowned},
	}
	return share(counts, 5)
}

// share lays parts out over 100 %, dropping empty ones; a part shows its number from
// `least` percent on.
func share(parts []part, least float64) []part {
	total := 0
	for _, p := range parts {
		total += max(p.Count, 0)
	}
	if total == 0 {
		return nil
	}
	var out []part
	done := 0
	for _, p := range parts {
		if p.Count <= 0 {
			continue
		}
		p.X = 100 * float64(done) / float64(total)
		p.W = 100 * float64(p.Count) / float64(total)
		p.Show = p.W > least
		done += p.Count
		out = append(out, p)
	}
	return out
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
	if !(total > 0) || math.IsInf(total, 0) {
		return nil
	}
	var out []part
	x := 0.0
	for i, s := range r.Shares {
		if s <= 0 {
			continue
		}
		w := 100 * s / total
		text := strconv.FormatFloat(math.Round(w), 'f', -1, 64) + "%"
		out = append(out, part{Index: i, Text: text, X: x, W: w, Show: w > 5})
		x += w
	}
	return out
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
