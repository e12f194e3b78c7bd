package site

import (
	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var scalingRules = []string{"cloning-generalists", "generalist-ceiling", "everything-generalist"}

// scalingPage is depth or cloning.
func (b *book) scalingPage() *templates.ScalingPage {
	p := &templates.ScalingPage{Page: b.page("scaling", "scaling.html", b.s("Scaling"))}
	p.Alerts = b.dataAlert()
	s := b.rep.Scaling
	p.Verdict = b.scalingVerdict(s)
	p.Deck = b.scalingDeck(s)
	p.Notices = b.smallTeamNotice(b.teamPeople())
	p.Trend = b.scalingTrend(s)
	p.Ceiling = b.ceilingSection(s)
	p.Quarters = b.scalingQuarters(s)
	p.History = b.historySection()
	p.Findings = b.findingsSection(scalingRules...)
	return p
}

func (b *book) scalingVerdict(s *analyze.Scaling) string {
	switch {
	case s.GeneralistCeiling == "reached":
		return b.s("A team of generalists, and sourced revenue that no longer rises.")
	case s.Cloning == "consistent":
		return b.s("The team grew by more of the same seats, and revenue per person did not rise.")
	case s.Cloning == "insufficient data" && s.GeneralistCeiling == "insufficient data":
		return b.s("There is not enough history to say how the team scales.")
	case s.Change == nil:
		return b.s("No sign that the team has reached a ceiling.")
	}
	before, after := s.Change.FTE[0], s.Change.FTE[1]
	lo, hi := s.Change.SourcedPerFTE[0], s.Change.SourcedPerFTE[1]
	switch {
	case after > before && lo != nil && hi != nil && hi.Cmp(*lo) > 0:
		return b.s("The team grew, and revenue per person rose with it.")
	case after > before:
		return b.s("The team grew; the records do not show it as cloning.")
	case after < before:
		return b.s("The team has become smaller over the last four quarters.")
	}
	return b.s("The team has kept its size over the last four quarters.")
}

func (b *book) scalingDeck(s *analyze.Scaling) templates.Rich {
	c := s.Change
	if c == nil && b.anonymous() {
		return templates.Text(sentence(b.notEnough("")) + ".")
	}
	if c == nil {
		return templates.Text(b.s("Needs start dates on the roster and complete quarters with closed deals."))
	}
	out := b.rich("From %s to %s the team went from %s to %s FTE", c.From, c.To, b.one(c.FTE[0]), templates.Bold(b.one(c.FTE[1])))
	if b.one(c.FTE[0]) == b.one(c.FTE[1]) {
		out = b.rich("From %s to %s the team stayed at %s FTE", c.From, c.To, templates.Bold(b.one(c.FTE[1])))
	}
	if lo, hi := c.SourcedPerFTE[0], c.SourcedPerFTE[1]; lo != nil && hi != nil {
		out = b.rich("%s, and sourced revenue per FTE went from %s to %s a quarter", out, b.money(floatOf(*lo)), templates.Bold(b.money(floatOf(*hi))))
	}
	if lo, hi := c.GeneralistShare[0], c.GeneralistShare[1]; lo != nil && hi != nil {
		share := b.rich("By the stages that the roster states, generalists hold %s of it, after %s.", templates.Bold(b.percent(*hi)), b.percent(*lo))
		if b.percent(*lo) == b.percent(*hi) {
			share = b.rich("By the stages that the roster states, generalists hold %s of it, as before.", templates.Bold(b.percent(*hi)))
		}
		return sentences(b.rich("%s.", out), share)
	}
	return b.rich("%s.", out)
}

// scalingTrend is headcount, generalists and revenue per FTE by quarter.
func (b *book) scalingTrend(s *analyze.Scaling) templates.Section {
	sec := templates.Section{ID: "trend", Title: b.cloningTitle(s), Lede: templates.Text(b.s("Full-time equivalents, generalist share by stated stages, sourced revenue per FTE"))}
	if len(s.Periods) < 2 {
		sec.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs 2 complete quarters, has %s", b.count(len(s.Periods))))}}
		return sec
	}
	sec.Blocks = b.scalingChart(s, sec.Title)
	sec.Source = templates.Source{Text: b.source(b.s("From start and end dates of today's roster: people who left before it was exported are missing."), ingest.KindRoster, ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows of the last quarter"), "scaling."+s.Periods[len(s.Periods)-1].Period+".sourced_per_fte"), templates.Link{Text: b.s("Method"), Href: "method.html#scaling"})}
	return sec
}

func (b *book) cloningTitle(s *analyze.Scaling) string {
	switch s.Cloning {
	case "consistent":
		return b.s("Consistent with cloning: more people, no more depth, no more revenue each")
	case "not consistent":
		return b.s("Not consistent with cloning generalists")
	}
	return b.s("Cloning cannot be judged")
}

func (b *book) ceilingSection(s *analyze.Scaling) templates.Section {
	sec := templates.Section{ID: "ceiling"}
	switch s.GeneralistCeiling {
	case "reached":
		sec.Title = b.s("The generalist ceiling is reached")
	case "not reached":
		sec.Title = b.s("The generalist ceiling is not reached")
	default:
		sec.Title = b.s("The generalist ceiling cannot be judged")
	}
	trend := templates.Fact{Label: b.s("Trend of sourced revenue")}
	if r := b.rep.Revenue; r != nil && r.Trend.Slope != nil {
		trend.Text = templates.Rich{templates.Bold(b.trendWord(r.Trend.Verdict))}
	} else {
		trend.Missing, trend.Text = true, templates.Text(b.notEnough(b.s("needs 5 complete quarters")))
	}
	spread := templates.Fact{Label: b.s("Effective stages of the middle FTE")}
	if s.MedianStages != nil {
		spread.Text = b.rich("%s; a ceiling needs %s or more", templates.Bold(b.one(*s.MedianStages)), b.trim(b.rep.Thresholds.GeneralistMin))
	} else {
		spread.Missing, spread.Text = true, templates.Text(b.notEnough(b.s("no spread over stages is known")))
	}
	sec.Blocks = []templates.Block{templates.Facts{Wide: true, Items: []templates.Fact{trend, spread}}}
	if notes := b.warnings(s.Warnings); len(notes) > 0 {
		sec.Blocks = append(sec.Blocks, templates.Notes{Items: notes})
	}
	sec.Source = templates.Source{Text: templates.Text(b.s("Reached: sourced revenue level or falling, and the middle FTE a generalist.")), Links: b.rowsLink(b.s("Rows"), "scaling.median_effective_stages")}
	return sec
}

func (b *book) scalingQuarters(s *analyze.Scaling) templates.Section {
	if len(s.Periods) == 0 {
		return templates.Section{}
	}
	t := &table{ID: "scaling", Caption: b.s("The team by quarter"), Columns: []column{
		{Key: "period", Head: b.s("Quarter"), Kind: words}, {Key: "people", Head: b.s("People"), Kind: whole}, {Key: "fte", Head: b.s("FTE"), Kind: tenths},
		{Key: "generalist_share", Head: b.s("Generalists"), Kind: share, Meaning: b.s("Share of FTE, by stated stages")}, {Key: "sourced", Head: b.s("Sourced"), Kind: money},
		{Key: "sourced_per_fte", Head: b.s("Sourced per FTE"), Kind: money}}}
	for _, p := range s.Periods {
		per := cell{Why: b.s("no FTE")}
		if p.SourcedPerFTE != nil {
			per = cell{V: *p.SourcedPerFTE, Href: b.evidence("scaling." + p.Period + ".sourced_per_fte")}
		}
		t.Rows = append(t.Rows, []cell{{V: p.Period}, {V: p.People}, {V: p.FTE, Href: b.evidence("scaling." + p.Period + ".fte")},
			{V: known(p.GeneralistShare), Why: b.notEnough(b.s("nobody states a stage")), Href: b.evidence("scaling." + p.Period + ".generalist_share")},
			{V: p.Sourced, Href: b.evidence("revenue.sourced." + p.Period)}, per})
	}
	v := b.view(t, true)
	return templates.Section{ID: "quarters", Title: b.s("The team by quarter"), Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindRoster, ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}
