package site

import (
	"cmp"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// concentrationSection is who brings it.
func (b *book) concentrationSection(r *analyze.Revenue) templates.Section {
	s := templates.Section{ID: "partners", Title: b.concentrationTitle(r.Concentration)}
	c := r.Concentration
	if c == nil || c.Partners == 0 || c.Top1 == nil {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs sourced revenue of a named partner in the window"))}}
		return s
	}
	s.Lede = templates.Text(b.s("Sourced revenue, last four quarters, %s", b.plural(c.Partners, "from %s partner", "from %s partners")))
	t := b.partnersTable(c)
	csv := b.keep(t)
	facts := []templates.Fact{{Label: b.s("Top partner"), Text: templates.Rich{templates.Bold(b.percent(*c.Top1))}}}
	if c.EffectivePartners != nil {
		facts = append(facts, templates.Fact{Label: b.s("Effective partners"), Text: b.rich("%s of %s: as concentrated as %s equal ones",
			templates.Bold(b.one(*c.EffectivePartners)), b.count(c.Partners), b.decimals(*c.EffectivePartners, 0))})
	}
	if text := b.sharesOf(r.ByRegion); text != nil {
		facts = append(facts, templates.Fact{Label: b.s("By region"), Text: text})
	}
	s.Blocks = []templates.Block{templates.Columns{Split: templates.Aside, Items: [][]templates.Block{
		{b.concentrationChart(c, s.Title, t)}, {templates.Facts{Items: facts}}}}}
	s.Source = templates.Source{Text: b.source(b.s("%s.", sentence(b.between(b.date(b.rep.Window.Start), b.date(b.rep.AsOf.Date)))), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.sourced.window", "revenue.concentration.top1"), templates.Link{Text: b.s("Download as CSV"), Href: csv})}
	return s
}

func (b *book) concentrationTitle(c *analyze.Concentration) string {
	switch {
	case c == nil || c.Partners == 0 || c.Top1 == nil:
		return b.unsaid(b.s("Which partners bring it is not known"))
	case c.Partners == 1:
		return b.s("One partner brings all of it")
	case c.Partners <= 3 || c.Top3 == nil:
		return sentence(b.pluralWord(c.Partners, "%s partner brings all of it", "%s partners bring all of it"))
	case *c.Top1 >= b.rep.Thresholds.TopPartnerShare:
		return b.s("One partner brings %s of it", b.percent(*c.Top1))
	}
	return b.s("Three partners bring %s of it", b.percent(*c.Top3))
}

func (b *book) partnersTable(c *analyze.Concentration) *table {
	t := &table{ID: "partner-revenue", Caption: b.s("Sourced revenue by partner, last four quarters"), Sorted: 2, Desc: true, Columns: []column{
		{Key: "partner", Head: b.s("Partner"), Kind: words, Wide: true}, {Key: "sourced", Head: b.s("Sourced"), Kind: money}, {Key: "share", Head: b.s("Share"), Kind: share},
	}}
	for _, p := range c.Largest {
		t.Rows = append(t.Rows, []cell{{V: b.partner(p.Partner), Href: b.partnerHref(p.Partner)}, {V: p.Amount}, {V: p.Share}})
	}
	return t
}

// sharesOf is "EMEA 52%, North America 31%": the parts of sourced revenue,
// largest first; nil where one blank is all there is.
func (b *book) sharesOf(slices_ []analyze.Slice) templates.Rich {
	total := 0.0
	for _, s := range slices_ {
		total += floatOf(s.Sourced)
	}
	if total <= 0 || len(slices_) == 1 && slices_[0].Segment == "" {
		return nil
	}
	sorted := slices.Clone(slices_)
	slices.SortStableFunc(sorted, func(x, y analyze.Slice) int { return y.Sourced.Cmp(x.Sourced) })
	var parts []templates.Rich
	for _, s := range sorted {
		if !s.Sourced.IsZero() {
			parts = append(parts, b.rich("%s %s", templates.Name(b.segmentName(s.Segment)), b.percent(floatOf(s.Sourced)/total)))
		}
	}
	return b.richList(parts, 5)
}

// segmentsSection is sourced revenue by region, type, motion and seller.
func (b *book) segmentsSection(r *analyze.Revenue) templates.Section {
	t := &table{ID: "revenue-segments", Caption: b.s("Won revenue by segment, last four quarters"), Columns: []column{
		{Key: "axis", Head: b.s("Axis"), Kind: words}, {Key: "segment", Head: b.s("Segment"), Kind: words, Wide: true},
		{Key: "sourced", Head: b.s("Sourced"), Kind: money}, {Key: "influenced", Head: b.s("Influenced"), Kind: money},
		{Key: "direct", Head: b.s("Direct"), Kind: money}, {Key: "unknown", Head: b.s("Unknown"), Kind: money},
		{Key: "sourced_share", Head: b.s("Sourced share"), Kind: share, Meaning: b.s("Of all that was won in the segment")},
		{Key: "sourced_deals", Head: b.s("Sourced deals"), Kind: whole},
	}}
	add := func(axis, id string, list []analyze.Slice, name func(string) (string, string)) {
		for _, s := range list {
			if wonDeals(s.Won) == 0 {
				continue
			}
			text, href := name(s.Segment)
			t.Rows = append(t.Rows, []cell{{V: axis}, {V: s.Segment, Show: text, Href: href},
				{V: s.Sourced, Href: b.evidence("revenue." + id + "." + segmentID(s.Segment) + ".sourced")}, {V: s.Influenced}, {V: s.Direct}, {V: s.Unknown},
				{V: known(s.SourcedShare), Why: b.s("nothing was won")}, {V: s.Won.Sourced}})
		}
	}
	plainName := func(s string) (string, string) { return b.segmentName(s), "" }
	add(b.s("Region"), "by_region", r.ByRegion, plainName)
	add(b.s("Partner type"), "by_partner_type", r.ByPartnerType, plainName)
	add(b.s("Motion"), "by_motion", r.ByMotion, plainName)
	owners := slices.Clone(r.ByOwner)
	slices.SortStableFunc(owners, func(x, y analyze.Slice) int {
		return cmp.Or(cmp.Compare(blankLast(x.Segment), blankLast(y.Segment)), cmp.Compare(b.person(x.Segment), b.person(y.Segment)))
	})
	add(b.s("Revenue owner"), "by_owner", owners, func(s string) (string, string) {
		if s == "" {
			return b.s("nobody named"), ""
		}
		return b.person(s), b.personHref(s)
	})
	if len(t.Rows) == 0 {
		return templates.Section{}
	}
	v := b.view(t, true)
	v.Filter = true
	return templates.Section{ID: "by-segment", Title: b.segmentsTitle(r), Lede: templates.Text(b.s("Won in the last four quarters, by segment and by owner of the revenue side")), Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// segmentsTitle names the segment that brings most sourced revenue.
func (b *book) segmentsTitle(r *analyze.Revenue) string {
	total := floatOf(r.Window.Sourced)
	best := analyze.Slice{}
	for _, list := range [][]analyze.Slice{r.ByRegion, r.ByPartnerType, r.ByMotion} {
		for _, s := range list {
			if s.Segment != "" && len(list) > 1 && s.Sourced.Cmp(best.Sourced) > 0 {
				best = s
			}
		}
	}
	if total <= 0 || best.Segment == "" {
		return b.s("Revenue by segment")
	}
	return b.s("%s brings %s of sourced revenue", b.segmentName(best.Segment), b.percent(floatOf(best.Sourced)/total))
}

// pipelineSection compares origins: pipeline, win rate, cycle.
func (b *book) pipelineSection(r *analyze.Revenue) templates.Section {
	if len(r.Pipeline) == 0 {
		return templates.Section{}
	}
	t := &table{ID: "pipeline", Caption: b.s("Pipeline, win rate and cycle by origin"), Columns: []column{
		{Key: "origin", Head: b.s("Origin"), Kind: words}, {Key: "created", Head: b.s("Deals created"), Kind: whole},
		{Key: "amount", Head: b.s("Pipeline created"), Kind: money},
		{Key: "won", Head: b.s("Won of closed"), Kind: words, Meaning: b.s("Deals closed in the window")},
		{Key: "win_rate", Head: b.s("Win rate"), Kind: share}, {Key: "median_days", Head: b.s("Median days to a win"), Kind: whole},
	}}
	for _, l := range r.Pipeline {
		id := "revenue.pipeline." + l.Origin
		rate := cell{V: known(l.WinRate.Value), Why: b.s("no deal closed"), Href: b.evidence(id + ".win_rate")}
		if l.WinRate.Interval != nil {
			rate.Sub = b.percentRange(l.WinRate.Interval[0], l.WinRate.Interval[1])
		}
		t.Rows = append(t.Rows, []cell{{V: b.originName(l.Origin)}, {V: l.Created, Href: b.evidence(id + ".created")}, {V: l.Amount, Href: b.evidence(id + ".amount")}, {V: b.kOfN(l.WinRate.K, l.WinRate.N)}, rate,
			{V: known(l.MedianDays), Why: b.s("no win with both dates"), Href: b.evidence(id + ".median_days")}})
	}
	v := b.view(t, true)
	return templates.Section{ID: "pipeline", Title: b.pipelineTitle(r), Lede: templates.Text(b.s("Deals created and closed in the last four quarters; the second line is the 95%% interval")),
		Blocks: []templates.Block{v}, Source: templates.Source{Text: b.source("", ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// pipelineTitle compares sourced with direct win rates, and says nothing where
// their intervals overlap.
func (b *book) pipelineTitle(r *analyze.Revenue) string {
	find := func(o string) *analyze.PipelineLine {
		i := slices.IndexFunc(r.Pipeline, func(l analyze.PipelineLine) bool { return l.Origin == o })
		if i < 0 || r.Pipeline[i].WinRate.Value == nil || r.Pipeline[i].WinRate.Interval == nil {
			return nil
		}
		return &r.Pipeline[i]
	}
	s, d := find("sourced"), find("direct")
	switch {
	case s == nil || d == nil:
		return b.s("Sourced and direct deals cannot be compared yet")
	case s.WinRate.Interval[0] > d.WinRate.Interval[1]:
		return b.s("Sourced deals win more often: %s against %s of direct ones", b.percent(*s.WinRate.Value), b.percent(*d.WinRate.Value))
	case s.WinRate.Interval[1] < d.WinRate.Interval[0]:
		return b.s("Sourced deals win less often: %s against %s of direct ones", b.percent(*s.WinRate.Value), b.percent(*d.WinRate.Value))
	}
	return b.s("Sourced deals win about as often as direct ones")
}

// conflictSection is where sourcing value and registration disagree.
func (b *book) conflictSection(r *analyze.Revenue) templates.Section {
	c := r.Conflict
	if c.Withheld {
		return templates.Section{}
	}
	claimed := c.Both + c.RegistrationOnly + c.SourcingOnly
	if claimed == 0 {
		return templates.Section{ID: "conflict", Title: b.s("No deal is claimed as sourced"),
			Blocks: []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs a sourcing value or a registration date on deals"))}}}
	}
	facts := templates.Facts{Wide: true, Items: []templates.Fact{
		{Label: b.s("Sourcing value and registration agree"), Text: b.rich("%s of %s", templates.Bold(b.count(c.Both)), b.plural(claimed, "%s deal", "%s deals"))},
		{Label: b.s("Registration alone says sourced"), Text: templates.Rich{templates.Bold(b.plural(c.RegistrationOnly, "%s deal", "%s deals"))}},
		{Label: b.s("Sourcing value alone says sourced"), Text: templates.Rich{templates.Bold(b.plural(c.SourcingOnly, "%s deal", "%s deals"))}},
	}}
	if c.Low != nil && c.High != nil {
		facts.Items = append(facts.Items, templates.Fact{Label: b.s("Sourced revenue, last four quarters"),
			Text: b.rich("between %s", templates.Bold(b.conflictRange(c)))})
	}
	disagree := c.RegistrationOnly + c.SourcingOnly
	title := b.s("Sourcing and registration agree on every deal")
	if disagree > 0 {
		title = sentence(b.s("%s of %s deals rest on one claim only", b.count(disagree), b.count(claimed)))
	}
	return templates.Section{ID: "conflict", Title: title, Blocks: []templates.Block{facts},
		Source: templates.Source{Text: b.source(b.s("Range: both agree, to either claims."), ingest.KindDeals),
			Links: b.rowsLink(b.s("Rows"), "revenue.conflict.high", "revenue.conflict.registration_only", "revenue.conflict.sourcing_only")}}
}

// conflictRange is "€1.69 m and €1.91 m".
func (b *book) conflictRange(c analyze.Conflict) string {
	return b.s("%s and %s", b.money(floatOf(*c.Low)), b.money(floatOf(*c.High)))
}
