package site

import (
	"math"

	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// delta is how a key figure changed since the earlier report, and its context
// "was 33%". Without an earlier report it says so.
func (b *book) delta(figure string) (templates.Delta, string) {
	if b.rep.Comparison == nil {
		return templates.Delta{Text: b.s("no earlier quarter")}, ""
	}
	c, ok := b.rep.Comparison.Changes[figure]
	d, known := numberOf(c.Change)
	before, knew := numberOf(c.Before)
	if !ok || !known || !knew {
		return templates.Delta{Text: b.s("not comparable with the earlier report")}, ""
	}
	return b.deltaOf(d, c.Unit, c.Reading), b.s("was %s", b.valueOf(before, c.Unit))
}

// deltaOf writes a change with its glyph, amount and word.
func (b *book) deltaOf(d float64, unit, reading string) templates.Delta {
	text := b.changeText(d, unit)
	if d == 0 || text == "" {
		return templates.Delta{Way: templates.Level, Text: b.s("unchanged")}
	}
	out := templates.Delta{Way: templates.Up}
	if d < 0 {
		out.Way = templates.Down
	}
	switch reading {
	case "better":
		out.Judgement, out.Text = templates.Better, b.s("%s, better", text)
	case "worse":
		out.Judgement, out.Text = templates.Worse, b.s("%s, worse", text)
	default:
		out.Text = b.s("%s, more", text)
		if d < 0 {
			out.Text = b.s("%s, less", text)
		}
	}
	return out
}

// changeText is the size of a change in its unit; "" where it rounds to nothing.
func (b *book) changeText(d float64, unit string) string {
	d = math.Abs(d)
	switch unit {
	case "share":
		if math.Round(d*100) == 0 {
			return ""
		}
		return b.points(d)
	case "days":
		return b.plural(int(math.Round(d)), "%s day", "%s days")
	case "items", "deals", "people", "partners", "stages", "FTE", "ratio", "probability":
		if d == math.Trunc(d) {
			return b.decimals(d, 0)
		}
		return b.one(d)
	}
	return b.money(d)
}

// valueOf writes a value in its unit.
func (b *book) valueOf(v float64, unit string) string {
	switch unit {
	case "share":
		return b.percent(v)
	case "days":
		return b.plural(int(math.Round(v)), "%s day", "%s days")
	case "items", "deals", "people", "partners":
		return b.items(v)
	case "stages", "FTE":
		return b.one(v)
	case "ratio", "probability":
		return b.decimals(v, 2)
	}
	return b.money(v)
}

// compared adds the change since the earlier report to a key figure.
func (b *book) compared(k templates.KeyFigure, figure string) templates.KeyFigure {
	if k.Value == "" {
		return k
	}
	d, was := b.delta(figure)
	k.Delta = d
	switch {
	case was != "" && k.Context != "":
		k.Context = b.s("%s; %s", k.Context, was)
	case was != "":
		k.Context = was
	}
	return k
}

// changeSection takes apart how sourced revenue changed since the earlier report.
func (b *book) changeSection() templates.Section {
	if b.rep.Comparison == nil || b.rep.Comparison.Revenue == nil {
		return templates.Section{}
	}
	c, before := b.rep.Comparison.Revenue, b.rep.Comparison.AsOf.Date
	t := &table{ID: "revenue-change", Caption: b.s("Sourced revenue of four quarters, then and now"), Columns: []column{
		{Key: "part", Head: b.s("Part"), Kind: words}, {Key: "amount", Head: b.s("Amount"), Kind: money}, {Key: "meaning", Head: b.s("Meaning"), Kind: words, Wrap: true, Wide: true}}}
	for _, line := range []struct {
		name, meaning string
		v             decimal.Decimal
	}{
		{b.s("As reported then"), b.s("four quarters up to %s", b.date(before)), c.Before},
		{b.s("Restated"), b.s("what today's data says of the same quarters, less what the earlier report said"), c.Restated},
		{b.s("New partners"), b.s("sourced wins only now"), c.NewPartners},
		{b.s("Lost partners"), b.s("sourced wins only then"), c.LostPartners},
		{b.s("More or fewer wins"), b.s("of partners with wins in both, at their earlier average"), c.Wins},
		{b.s("Bigger or smaller deals"), b.s("of the same partners"), c.DealSize},
		{b.s("Without a partner's name"), b.s("sourced wins that name no partner"), c.Unnamed},
		{b.s("Now"), b.s("four quarters up to %s", b.date(b.rep.AsOf.Date)), c.After},
	} {
		t.Rows = append(t.Rows, []cell{{V: line.name}, {V: line.v}, {V: line.meaning}})
	}
	v := b.view(t, true)
	v.Plain = true
	blocks := []templates.Block{v}
	if q := b.restated(c); len(q.Rows) > 0 {
		blocks = append(blocks, templates.Subhead{Text: b.s("Quarters that read otherwise today")}, b.view(q, true))
	}
	return templates.Section{ID: "change", Title: b.changeTitle(c, before), Blocks: blocks,
		Source: templates.Source{Text: b.source(b.s("The parts add up exactly."), ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// changeTitle says how much revenue changed, and by which part most.
func (b *book) changeTitle(c *analyze.RevenueChange, before ingest.Date) string {
	d := floatOf(c.Change)
	if d == 0 {
		return b.s("Sourced revenue is what it was on %s", b.date(before))
	}
	parts := []struct {
		name string
		v    float64
	}{{b.s("new partners"), floatOf(c.NewPartners)}, {b.s("lost partners"), floatOf(c.LostPartners)}, {b.s("the number of wins"), floatOf(c.Wins)},
		{b.s("the size of deals"), floatOf(c.DealSize)}, {b.s("restated quarters"), floatOf(c.Restated)}, {b.s("wins without a partner's name"), floatOf(c.Unnamed)}}
	best := 0
	for i, p := range parts {
		if p.v*d > 0 && math.Abs(p.v) > math.Abs(parts[best].v)*boolFloat(parts[best].v*d > 0) {
			best = i
		}
	}
	if d > 0 {
		return b.s("%s more than on %s, most of it from %s", b.money(d), b.date(before), parts[best].name)
	}
	return b.s("%s less than on %s, most of it from %s", b.money(-d), b.date(before), parts[best].name)
}

func boolFloat(x bool) float64 {
	if x {
		return 1
	}
	return 0
}

func (b *book) restated(c *analyze.RevenueChange) *table {
	t := &table{ID: "restated-quarters", Caption: b.s("Quarters that read otherwise today"), Columns: []column{
		{Key: "period", Head: b.s("Quarter"), Kind: words}, {Key: "before", Head: b.s("As reported then"), Kind: money}, {Key: "now", Head: b.s("Today"), Kind: money},
		{Key: "restated", Head: b.s("Restated"), Kind: money}, {Key: "reclassified", Head: b.s("Moved between origins"), Kind: money}}}
	for _, q := range c.Quarters {
		t.Rows = append(t.Rows, []cell{{V: q.Period}, {V: q.Before}, {V: q.Now}, {V: q.Restated}, {V: q.Reclassified}})
	}
	return t
}

// definitionsSection is how the headline moves with the definition of "sourced".
func (b *book) definitionsSection() templates.Section {
	s := b.rep.Sensitivity
	if s == nil || len(s.Variants) == 0 || s.SourcedShare == nil {
		return templates.Section{}
	}
	t := &table{ID: "definitions", Caption: b.s("Sourced revenue and blur under other definitions"), Columns: []column{
		{Key: "rule", Head: b.s("A deal counts as sourced by"), Kind: words, Wrap: true, Wide: true}, {Key: "sourced", Head: b.s("Sourced"), Kind: money},
		{Key: "sourced_share", Head: b.s("Share of won"), Kind: share}, {Key: "partner_deals", Head: b.s("Partner deals"), Kind: whole}, {Key: "blur_rate", Head: b.s("Both sides"), Kind: share}}}
	for _, v := range s.Variants {
		head := cell{V: b.say(v.Rule), Show: sentence(b.say(v.Rule))}
		if v.ID == s.Headline {
			head.Sub = b.s("used in this report")
		}
		blur := cell{V: known(v.BlurRate), Why: b.s("too many deals lack an owner on one side")}
		if v.BlurRate == nil && v.BlurBounds != nil {
			blur = cell{V: v.BlurBounds[0], Show: b.percentRange(v.BlurBounds[0], v.BlurBounds[1])}
		}
		t.Rows = append(t.Rows, []cell{head, {V: v.Sourced, Href: b.evidence("sensitivity." + v.ID + ".sourced")}, {V: known(v.SourcedShare)}, {V: v.PartnerDeals}, blur})
	}
	v := b.view(t, true)
	title := b.s("Whichever definition finance picks, partners bring %s", b.percent(s.SourcedShare[0]))
	if lo, hi := b.percent(s.SourcedShare[0]), b.percent(s.SourcedShare[1]); lo != hi {
		title = b.s("By definition, partners bring between %s and %s of won revenue", lo, hi)
	}
	return templates.Section{ID: "definitions", Title: title, Lede: templates.Text(b.s("The last four quarters under the rules that finance might pick")), Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// historySection is the structure as each roster states it, and what changed.
func (b *book) historySection() templates.Section {
	h := b.rep.History
	if len(h) < 2 {
		return templates.Section{}
	}
	t := &table{ID: "structure", Caption: b.s("The team as each roster states it"), Columns: []column{
		{Key: "as_of", Head: b.s("As of"), Kind: day}, {Key: "team", Head: b.s("Team"), Kind: whole}, {Key: "fte", Head: b.s("FTE"), Kind: tenths},
		{Key: "generalist_share", Head: b.s("Generalists"), Kind: share}, {Key: "changes", Head: b.s("Changes since the one before"), Kind: whole}}}
	changes := &table{ID: "structure-changes", Caption: b.s("What changed between two rosters"), Columns: []column{
		{Key: "as_of", Head: b.s("By"), Kind: day}, {Key: "person", Head: b.s("Person"), Kind: words}, {Key: "kind", Head: b.s("Change"), Kind: words},
		{Key: "before", Head: b.s("Before"), Kind: words, Wrap: true}, {Key: "after", Head: b.s("After"), Kind: words, Wrap: true}}}
	for _, s := range h {
		t.Rows = append(t.Rows, []cell{{V: s.AsOf}, {V: s.Team}, {V: s.FTE}, {V: known(s.GeneralistShare), Why: b.s("nobody states a stage")}, {V: len(s.Changes)}})
		for _, c := range s.Changes {
			changes.Rows = append(changes.Rows, []cell{{V: s.AsOf}, {V: c.Name, Show: tidy(c.Name), Href: b.personHref(c.Person)}, {V: b.s(c.Kind)}, text(c.Before), text(c.After)})
		}
	}
	if b.redacted() {
		t.without("changes")
	}
	blocks := []templates.Block{b.view(t, true)}
	if len(changes.Rows) > 0 {
		v := b.view(changes, true)
		v.Filter = len(changes.Rows) > 12
		blocks = append(blocks, v)
	}
	title := sentence(b.plural(len(changes.Rows), "%s change of structure since %s", "%s changes of structure since %s", b.date(h[0].AsOf)))
	if b.redacted() { // most changes are of single people
		title = b.s("The team as each roster states it")
	}
	return templates.Section{ID: "history", Title: title, Blocks: blocks,
		Source: templates.Source{Text: b.source("", ingest.KindRoster)}}
}
