package site

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// thinSegment is the number of items under which a segment shows its count.
const thinSegment = 5

// mapSection is stage x segment over the three axes; id names its CSV.
func (b *book) mapSection(id string, stages []analyze.Stage) templates.Section {
	observed := slices.DeleteFunc(slices.Clone(stages), func(s analyze.Stage) bool { return s.Observed == nil })
	s := templates.Section{ID: "segments", Title: b.mapTitle(observed),
		Lede: templates.Text(b.s("Share of items with exactly one active owner, in %%. Cells at 75%% or more stay quiet; colour marks the gap."))}
	m := templates.Map{ID: "stage-segment", Caption: s.Title, Key: b.mapKey()}
	names := map[string][]string{}
	for _, a := range b.axes() {
		segs := segmentsOf(observed, a.of, mostSegments)
		if len(segs) == 0 {
			continue
		}
		names[a.id] = segs
		axis := templates.Axis{Name: a.name}
		for _, g := range segs {
			axis.Cols = append(axis.Cols, templates.Head{Text: clip(b.segmentName(g), 16), Full: b.segmentName(g)})
		}
		m.Axes = append(m.Axes, axis)
	}
	if len(m.Axes) == 0 {
		s.Title = b.unsaid(b.s("Ownership by segment is not known"))
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs a region, partner type or motion on the deals or the partner list"))}}
		return s
	}
	for i := range observed {
		m.Rows = append(m.Rows, b.mapRow(&observed[i], names))
	}
	csv := b.keep(b.segmentTable(id, observed))
	s.Blocks = []templates.Block{m}
	s.Source = templates.Source{Text: b.source(b.scope(), ingest.KindDeals, ingest.KindPartners),
		Links: []templates.Link{{Text: b.s("Download as CSV"), Href: csv}}}
	return s
}

func (b *book) mapRow(st *analyze.Stage, names map[string][]string) templates.MapRow {
	row := templates.MapRow{Head: templates.Head{Text: st.Name, Href: b.stageHref(st.ID)}}
	for _, a := range b.axes() {
		for _, name := range names[a.id] {
			row.Cells = append(row.Cells, b.gap(st, a, name))
		}
	}
	return row
}

// gap is one cell of the map.
func (b *book) gap(st *analyze.Stage, a axisOf, name string) templates.Gap {
	i := slices.IndexFunc(a.of(st), func(g analyze.Segment) bool { return g.Segment == name })
	if i < 0 || a.of(st)[i].Items == 0 {
		return templates.Gap{Text: dash, Thin: true, Label: b.s("no items")}
	}
	g := a.of(st)[i]
	href := b.evidence("stages." + st.ID + ".by_" + a.id + "." + segmentID(name) + ".coverage")
	if g.Items < thinSegment || g.Coverage == nil {
		return templates.Gap{Text: b.s("n = %s", b.count(g.Items)), Thin: true, Href: href,
			Label: b.s("%s, too few for a share", b.itemWord(st.Item, g.Items))}
	}
	return templates.Gap{Text: strings.TrimSuffix(b.percent(*g.Coverage), b.words.percent), Step: gapStep(*g.Coverage), Href: href,
		Label: b.s("%s, %s of %s", b.percent(*g.Coverage), b.count(g.Owned), b.count(g.Items))}
}

func gapStep(coverage float64) int {
	switch {
	case coverage >= quietCoverage:
		return 0
	case coverage >= 0.50:
		return 1
	case coverage >= 0.25:
		return 2
	}
	return 3
}

func (b *book) mapKey() []templates.MapKey {
	return []templates.MapKey{
		{Gap: templates.Gap{Text: "84"}, Text: b.s("75 or more")},
		{Gap: templates.Gap{Text: "64", Step: 1}, Text: b.s("50 to 74")},
		{Gap: templates.Gap{Text: "33", Step: 2}, Text: b.s("25 to 49")},
		{Gap: templates.Gap{Text: "11", Step: 3}, Text: b.s("under 25")},
		{Gap: templates.Gap{Text: b.s("n = %s", "3"), Thin: true}, Text: b.s("too few items for a share (needs 5)")},
	}
}

// worstSegment is the segment with the lowest coverage on an axis.
type worstSegment struct {
	axis     string
	name     string
	coverage float64
}

// mapTitle names where the widest hole is: the weakest stage and its lowest
// segments, one an axis.
func (b *book) mapTitle(stages []analyze.Stage) string {
	st, worst := b.widestHole(stages)
	if st == nil {
		return b.s("No segment stands out")
	}
	if b.anonymous() { // of what is withheld some may be wider
		return b.s("Ownership by segment, where it may be shown")
	}
	var where []string
	for _, w := range worst {
		switch w.axis {
		case "region":
			where = append(where, b.s("in %s", b.segmentName(w.name)))
		case "partner_type":
			where = append(where, b.s("with %s partners", b.segmentName(w.name)))
		default:
			where = append(where, b.s("in the motion %s", b.segmentName(w.name)))
		}
	}
	if len(where) > 2 {
		where = where[:2]
	}
	return b.s("The hole in %s is widest %s", b.stageInText(st.ID), b.list(where))
}

// widestHole finds the stage with the lowest segment coverage and, on each
// axis, its lowest segment that has enough items and stays under the quiet
// share. An axis on which all segments are alike is left out.
func (b *book) widestHole(stages []analyze.Stage) (*analyze.Stage, []worstSegment) {
	var best *analyze.Stage
	var found []worstSegment
	low := quietCoverage
	for i := range stages {
		st := &stages[i]
		var here []worstSegment
		least := 1.0
		for _, a := range b.axes() {
			if w, ok := lowest(a, st); ok {
				here = append(here, w)
				least = min(least, w.coverage)
			}
		}
		if len(here) > 0 && least < low {
			best, found, low = st, here, least
		}
	}
	slices.SortStableFunc(found, func(a, b worstSegment) int { return cmp.Compare(a.coverage, b.coverage) })
	return best, found
}

func lowest(a axisOf, st *analyze.Stage) (worstSegment, bool) {
	out := worstSegment{axis: a.id, coverage: 2}
	high := -1.0
	for _, g := range a.of(st) {
		if g.Segment == "" || g.Items < thinSegment || g.Coverage == nil {
			continue
		}
		high = max(high, *g.Coverage)
		if *g.Coverage < out.coverage {
			out.name, out.coverage = g.Segment, *g.Coverage
		}
	}
	return out, out.coverage < quietCoverage && high > out.coverage
}

func (b *book) segmentTable(id string, stages []analyze.Stage) *table {
	t := &table{ID: id, Caption: b.s("Ownership of each stage by segment"), Columns: []column{
		{Key: "stage", Head: b.s("Stage"), Kind: words}, {Key: "axis", Head: b.s("Axis"), Kind: words},
		{Key: "segment", Head: b.s("Segment"), Kind: words}, {Key: "stated", Head: b.s("Stated"), Kind: words},
		{Key: "items", Head: b.s("Items"), Kind: whole}, {Key: "owned", Head: b.s("Owned"), Kind: whole},
		{Key: "shared", Head: b.s("Shared"), Kind: whole}, {Key: "orphaned", Head: b.s("Left"), Kind: whole},
		{Key: "unowned", Head: b.s("Nobody"), Kind: whole}, {Key: "coverage", Head: b.s("Coverage"), Kind: share},
	}}
	for i := range stages {
		for _, a := range b.axes() {
			for _, g := range a.of(&stages[i]) {
				t.Rows = append(t.Rows, []cell{{V: stages[i].Name}, {V: a.name}, {V: g.Segment, Show: b.segmentName(g.Segment)},
					{V: g.StatedStatus}, {V: g.Items}, {V: g.Owned}, {V: g.Shared}, {V: g.Orphaned}, {V: g.Unowned}, {V: known(g.Coverage)}})
			}
		}
	}
	return t
}
