package site

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"ownermap/analyze/whatif"
	"ownermap/templates"
)

// whatIfPages are one page for each scenario; the first is whatif.html. None
// without scenarios.
func (b *book) whatIfPages(c *whatif.Comparison) (out []templates.View) {
	if c == nil {
		return nil
	}
	for i := range c.Sides {
		out = append(out, b.whatIfPage(c, i))
	}
	return out
}

// whatIfFile is the page of scenario i.
func whatIfFile(i int) string {
	if i == 0 {
		return "whatif.html"
	}
	return fmt.Sprintf("whatif-%d.html", i+1)
}

// scenarioFile is scenario i as a file to edit.
func scenarioFile(i int) string { return fmt.Sprintf("data/scenario-%d.yaml", i+1) }

// proposed says whether scenario i is the computed proposal.
func proposed(c *whatif.Comparison, i int) bool { return c.Proposal != nil && i == len(c.Sides)-1 }

// scenarioTitle is what the file calls a scenario, and our own words for a proposal.
func (b *book) scenarioTitle(c *whatif.Comparison, i int) string {
	if proposed(c, i) {
		return b.s("Proposed ownership")
	}
	return tidy(c.Sides[i].Title)
}

func (b *book) scenarioNote(c *whatif.Comparison, i int) string {
	if proposed(c, i) {
		return b.s("One owner for each stage and segment, at the least change from today.")
	}
	return strings.Join(strings.Fields(c.Sides[i].Note), " ")
}

func (b *book) whatIfPage(c *whatif.Comparison, i int) *templates.WhatIfPage {
	s := &c.Sides[i]
	p := &templates.WhatIfPage{Page: b.page("whatif", whatIfFile(i), b.s("What if"), b.rich("Scenario “%s”", b.scenarioTitle(c, i)))}
	p.Verdict = b.whatIfVerdict(c, i)
	p.Deck = b.whatIfDeck(c, i)
	p.Changes = b.whatIfSeats(s)
	if proposed(c, i) {
		p.Changes, p.Found, p.Flip = b.proposalMoves(c.Proposal), b.proposalFound(c.Proposal), b.proposalFlips(c.Proposal)
	}
	then := newBook(c.Reports[i], b.ds, b.locale)
	p.Strips = b.whatIfStrips(then)
	p.Matrices = b.whatIfMatrices(then, i)
	p.Scorecard = b.whatIfScorecard(c, i)
	p.Findings = b.whatIfFindings(s)
	p.Loads = b.whatIfLoads(s, i)
	p.Handovers = b.whatIfHandovers(s, i)
	p.Unknown = b.whatIfUnknown(c)
	p.Others = b.whatIfOthers(c, i)
	return p
}

// line finds a figure of the scorecard.
func scoreLine(c *whatif.Comparison, id string) *whatif.Line {
	for i := range c.Scorecard {
		if c.Scorecard[i].ID == id {
			return &c.Scorecard[i]
		}
	}
	return nil
}

// whatIfVerdict says what becomes of the stages without a clear owner, and at
// what cost in people.
func (b *book) whatIfVerdict(c *whatif.Comparison, i int) string {
	clear, fte, critical := scoreLine(c, "stages.clear"), scoreLine(c, "team.fte"), scoreLine(c, "findings.critical")
	if clear == nil || clear.Values[0] == nil || clear.Values[i+1] == nil {
		return b.scenarioTitle(c, i)
	}
	before, after := int(*clear.Values[0]), int(*clear.Values[i+1])
	what := b.s("changes no stage's stated owner")
	switch {
	case after == len(c.Base.Stages) && after > before:
		what = b.s("gives every stage a clear owner")
	case after > before:
		what = b.s("takes the stages with a clear owner from %s to %s", b.count(before), b.count(after))
	case after < before:
		what = b.s("leaves %s with a clear owner, %s today", b.pluralWord(after, "%s stage", "%s stages"), b.word(before))
	}
	cost := b.s("with the same people")
	if fte != nil && fte.Values[0] != nil && fte.Values[i+1] != nil {
		switch d := *fte.Values[i+1] - *fte.Values[0]; {
		case d > 0.005:
			cost = b.s("for %s FTE more", b.trim(d))
		case d < -0.005:
			cost = b.s("with %s FTE less", b.trim(-d))
		}
	}
	rest := b.s("and leaves the critical findings as they are")
	if d := int(*critical.Values[0] - *critical.Values[i+1]); d > 0 {
		rest = b.s("and closes %s of %s critical findings", b.word(d), b.word(int(*critical.Values[0])))
	} else if d < 0 {
		rest = b.s("and adds %s", b.pluralWord(-d, "%s critical finding", "%s critical findings"))
	}
	return b.s("This %s, %s, %s.", what, cost, rest)
}

// whatIfDeck is the scenario's note and what gets worse.
func (b *book) whatIfDeck(c *whatif.Comparison, i int) templates.Rich {
	var worse []string
	for _, l := range c.Scorecard {
		if !strings.HasPrefix(l.ID, "change.") && l.Reading(l.Values[i+1]) == "worse" {
			worse = append(worse, b.inSentence(b.scoreLabel(&l)))
		}
	}
	out := templates.Text(b.scenarioNote(c, i))
	if len(worse) == 0 {
		return sentences(out, templates.Text(b.s("No figure gets worse.")))
	}
	return sentences(out, b.rich("%s: %s.", b.plural(len(worse), "%s figure gets worse", "%s figures get worse"), b.shortList(worse, 3)))
}

// inSentence writes a label within a sentence.
func (b *book) inSentence(label string) string {
	if b.words.nouns {
		return label
	}
	return b.lower(label)
}

// whatIfSeats lists the seats that change.
func (b *book) whatIfSeats(s *whatif.Side) templates.Section {
	sec := templates.Section{ID: "changes"}
	var items []templates.Change
	for _, t := range s.Transitions {
		if t.From == "" {
			items = append(items, templates.Change{Text: templates.Text(tidy(t.To)), Now: templates.Text(b.seatText(t.Seat))})
		}
	}
	if len(items) == 0 {
		sec.Title = b.s("No seat changes")
		return sec
	}
	sec.Title = sentence(b.pluralWord(len(items), "%s seat changes", "%s seats change"))
	sec.Blocks = []templates.Block{templates.Changes{Items: items}}
	return sec
}

func (b *book) seatText(list []whatif.SeatChange) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, b.seatChange(c))
	}
	return strings.Join(parts, "; ")
}

// seatChange says one change of a seat.
func (b *book) seatChange(c whatif.SeatChange) string {
	was := tidy(c.Was)
	if was == "" {
		was = b.s("blank")
	}
	switch c.Kind {
	case whatif.SeatJoins:
		return b.s("joins as %s at %s FTE", tidy(c.Now), b.trim(c.FTE))
	case whatif.SeatLeaves:
		return b.s("leaves")
	case whatif.SeatRole:
		return b.s("role %s, was %s", tidy(c.Now), was)
	case whatif.SeatTitle:
		return b.s("title %s, was %s", tidy(c.Now), was)
	case whatif.SeatAllocation:
		return b.s("%s FTE, was %s", b.number(c.Now), b.number(c.Was))
	case whatif.SeatManager:
		return b.s("reports to %s", tidy(c.Now))
	case whatif.SeatQuota:
		return b.s("quota %s", b.number(c.Now))
	case whatif.SeatReleases:
		return b.s("no longer states %s", b.stageInText(c.Now))
	}
	if len(c.Where) > 0 {
		return b.s("states %s in %s", b.stageInText(c.Now), strings.Join(tidyAll(c.Where), ", "))
	}
	return b.s("states %s", b.stageInText(c.Now))
}

// number writes a number that stands as a text in the reader's way.
func (b *book) number(text string) string {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return tidy(text)
	}
	return b.trim(v)
}

// whatIfStrips is today beside the scenario.
func (b *book) whatIfStrips(scenario *book) templates.Section {
	rep := scenario.rep
	then := scenario.strip("then", rep.Stages)
	today := b.strip("today", b.rep.Stages)
	today.Heading, then.Heading = b.s("Today"), b.s("Scenario")
	today.Compact, then.Compact, today.NoKey, then.NoKey = true, true, true, true
	var moved []string
	for k := range then.Rows {
		r := &then.Rows[k]
		r.Href, r.OwnerRef, r.RowsHref = "", "", ""
		if k >= len(b.rep.Stages) || rep.Stages[k].Observed == nil || b.rep.Stages[k].Observed == nil {
			continue
		}
		was, now := b.rep.Stages[k].Observed.Coverage, rep.Stages[k].Observed.Coverage
		if was == nil || now == nil || b.percent(*was) == b.percent(*now) {
			continue
		}
		d := templates.Delta{Way: templates.Up, Judgement: templates.Better, Text: b.points(*now - *was)}
		if *now < *was {
			d = templates.Delta{Way: templates.Down, Judgement: templates.Worse, Text: b.points(*was - *now)}
		}
		r.Gain = d
		moved = append(moved, b.s("%s from %s to %s", b.stageInText(rep.Stages[k].ID), b.percent(*was), b.percent(*now)))
	}
	title := b.s("No stage changes its share with one owner")
	if len(moved) > 0 {
		title = sentence(b.s("%s with one owner", b.shortList(moved, 3)))
	}
	return templates.Section{ID: "strips", Title: title, Lede: templates.Text(b.s("Items by ownership, as the records would name it")),
		Blocks: []templates.Block{templates.StripKey{}, templates.Columns{Split: templates.Halves, Items: [][]templates.Block{{today}, {then}}}}}
}

// whatIfScorecard is the scorecard with every scenario beside today; the page's
// own is strong.
func (b *book) whatIfScorecard(c *whatif.Comparison, i int) templates.Section {
	t := &table{ID: "scorecard-" + fmt.Sprint(i+1), Caption: b.s("Figure by figure"), Columns: []column{{Key: "figure", Head: b.s("Figure"), Wide: true}, {Key: "today", Head: b.s("Today"), Kind: ratio}}}
	for k := range c.Sides {
		t.Columns = append(t.Columns, column{Key: fmt.Sprintf("scenario_%d", k+1), Head: b.scenarioTitle(c, k), Kind: ratio, Wrap: true})
	}
	t.Columns = append(t.Columns, column{Key: "change", Head: b.s("Change"), Kind: ratio}, column{Key: "reading", Head: b.s("Reading")})
	for _, l := range c.Scorecard {
		today := b.scoreCell(l.Values[0], l.Unit)
		today.Href = b.evidence(l.ID)
		row := []cell{{V: b.scoreLabel(&l)}, today}
		for k := range c.Sides {
			x := b.scoreCell(l.Values[k+1], l.Unit)
			x.Strong = k == i
			row = append(row, x)
		}
		v := l.Values[i+1]
		change := cell{Why: b.s("not enough data")}
		if v != nil && l.Values[0] != nil {
			d := *v - *l.Values[0]
			change = cell{V: d, Show: b.scoreChange(d, l.Unit)}
		}
		reading := l.Reading(v)
		mark := map[string]templates.Severity{"better": templates.Good, "worse": templates.Warning}[reading]
		row = append(row, change, cell{V: b.s(reading), Mark: mark})
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, b.revenueRow(c))
	v := b.view(t, true)
	return templates.Section{ID: "figures", Title: b.s("Figure by figure"), Blocks: []templates.Block{v},
		Source: templates.Source{Text: templates.Text(b.s("The same analysis runs on each. Revenue is never predicted from a reorganisation.")),
			Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}, {Text: b.s("All figures as JSON"), Href: "data/scenarios.json"}, {Text: b.s("Scenario file"), Href: scenarioFile(i)}}}}
}

// scoreLabel is what a line of the scorecard is called.
func (b *book) scoreLabel(l *whatif.Line) string {
	if l.Stage != "" {
		return b.s("%s: %s", l.Stage, b.s(l.Of))
	}
	return b.s(l.Of)
}

// revenueRow says that next quarter's revenue cannot be known.
func (b *book) revenueRow(c *whatif.Comparison) []cell {
	today := cell{Why: b.s("no forecast")}
	if r := b.rep.Revenue; r != nil && r.Predictability.Forecast != nil {
		today = cell{V: r.Predictability.Forecast.Value, Show: b.money(r.Predictability.Forecast.Value)}
	}
	row := []cell{{V: b.s("Partner-sourced revenue next quarter")}, today}
	for range c.Sides {
		row = append(row, cell{Why: b.s("cannot be known")})
	}
	return append(row, cell{Why: b.s("cannot be known")}, cell{V: b.s("not predicted"), Mark: templates.Notice})
}

// scoreChange writes a difference with its sign.
func (b *book) scoreChange(d float64, unit string) string {
	text, sign := b.trim(math.Abs(d)), "+"
	if unit == "share" {
		text = b.points(math.Abs(d))
	}
	switch {
	case math.Abs(d) < 1e-9:
		return "0"
	case d < 0:
		sign = "−"
	}
	return sign + text
}

func (b *book) scoreCell(v *float64, unit string) cell {
	switch {
	case v == nil:
		return cell{Why: b.s("not enough data")}
	case unit == "share":
		return cell{V: *v, Show: b.percent(*v)}
	}
	return cell{V: *v, Show: b.trim(*v)}
}

// whatIfFindings is what is resolved, new and unchanged.
func (b *book) whatIfFindings(s *whatif.Side) templates.Section {
	t := &table{ID: "", Caption: b.s("Findings resolved and new"), Columns: []column{{Key: "state", Head: b.s("State")}, {Key: "finding", Head: b.s("Finding"), Wide: true}, {Key: "severity", Head: b.s("Severity")}, {Key: "subject", Head: b.s("Subject")}}}
	add := func(state string, mark templates.Severity, list []whatif.FindingRef) {
		for _, f := range list {
			subject := b.subjectCell(f.Subject)
			t.Rows = append(t.Rows, []cell{{V: state, Mark: mark}, {V: b.say(f.Title), Href: "method.html#rule-" + f.Rule}, {V: b.severityWord(f.Severity)}, subject})
		}
	}
	t.ID = "findings-changed"
	add(b.s("resolved"), templates.Good, s.Resolved)
	add(b.s("new"), templates.Warning, s.Raised)
	sec := templates.Section{ID: "findings", Title: sentence(b.s("%s resolved, %s new, %s unchanged", b.pluralWord(len(s.Resolved), "%s finding", "%s findings"), b.word(len(s.Raised)), b.word(len(s.Unchanged))))}
	if len(t.Rows) > 0 {
		sec.Blocks = []templates.Block{b.view(t, false)}
	}
	return sec
}

// whatIfLoads is each person's load before and after.
func (b *book) whatIfLoads(s *whatif.Side, i int) templates.Section {
	if len(s.Loads) == 0 {
		return templates.Section{}
	}
	t := &table{ID: fmt.Sprintf("scenario-%d-load", i+1), Caption: b.s("Load before and after"), Columns: []column{{Key: "person", Head: b.s("Person"), Wide: true}, {Key: "before", Head: b.s("Today"), Kind: tenths}, {Key: "after", Head: b.s("Scenario"), Kind: tenths}, {Key: "change", Head: b.s("Change"), Kind: tenths}}, Sorted: 1}
	top := 0.0
	for _, l := range s.Loads {
		for _, v := range []*float64{l.Before, l.After} {
			if v != nil {
				top = max(top, *v)
			}
		}
	}
	for _, l := range s.Loads {
		before, after, change := cell{Why: b.s("not on the team")}, cell{Why: b.s("not on the team")}, cell{Why: b.s("not on the team")}
		if l.Before != nil {
			before = cell{V: *l.Before, Href: b.evidence("people." + l.Person + ".load"), Bar: &templates.Bar{Share: *l.Before / max(top, 1), Muted: true}}
		}
		if l.After != nil {
			after = cell{V: *l.After, Bar: &templates.Bar{Share: *l.After / max(top, 1)}}
		}
		if l.Before != nil && l.After != nil {
			change = cell{V: *l.After - *l.Before}
		}
		t.Rows = append(t.Rows, []cell{{V: tidy(l.Name), Href: b.personHref(l.Person)}, before, after, change})
	}
	v := b.view(t, true)
	return templates.Section{ID: "loads", Title: b.s("Load of each person, before and after"), Lede: templates.Text(b.s("Items per full-time person. In order of name.")), Blocks: []templates.Block{v},
		Source: templates.Source{Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// whatIfHandovers is the transition list and past revenue by new owner.
func (b *book) whatIfHandovers(s *whatif.Side, i int) templates.Section {
	t := &table{ID: fmt.Sprintf("scenario-%d-handovers", i+1), Caption: b.s("Handovers in order"), Columns: []column{{Key: "step", Head: b.s("Step"), Kind: whole}, {Key: "what", Head: b.s("What")}, {Key: "from", Head: b.s("From"), Wrap: true}, {Key: "to", Head: b.s("To"), Wrap: true}, {Key: "partners", Head: b.s("Partners"), Wide: true, Wrap: true}, {Key: "deals", Head: b.s("Deals"), Kind: whole}}}
	for _, x := range s.Transitions {
		if x.From == "" {
			continue
		}
		what := x.What
		if _, ok := b.stages[x.What]; ok {
			what = b.stageInText(x.What)
		}
		t.Rows = append(t.Rows, []cell{{V: x.Step}, {V: b.s(what)}, {V: b.handed(x.From)}, {V: b.handed(x.To)},
			{V: tidy(strings.Join(x.Partners, ", ")), Show: b.shortList(tidyAll(x.Partners), 4)}, {V: x.Deals}})
	}
	if len(t.Rows) == 0 {
		return templates.Section{}
	}
	v := b.view(t, true)
	sec := templates.Section{ID: "handovers", Title: b.s("Who hands what to whom, in order"), Lede: templates.Text(b.s("Seats first, then stages, then the revenue side, relationships last. The file lists every partner.")), Blocks: []templates.Block{v},
		Source: templates.Source{Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
	var facts []templates.Fact
	for _, r := range s.RevenueMoved {
		facts = append(facts, templates.Fact{Label: tidy(r.To), Text: b.rich("%s of past sourced revenue, on %s", templates.Bold(b.money(floatOf(r.Amount))), b.plural(r.Deals, "%s deal", "%s deals"))})
	}
	if len(facts) > 0 {
		sec.Blocks = append(sec.Blocks, templates.Subhead{Text: b.s("Past revenue by its new owner: a fact, not a forecast")}, templates.Facts{Wide: true, Items: facts})
	}
	return sec
}

// handed writes who gives or takes; names are left as they are.
func (b *book) handed(names string) string {
	if names == whatif.Nobody {
		return b.s("nobody")
	}
	return tidy(names)
}

func tidyAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = tidy(s)
	}
	return out
}

func (b *book) whatIfUnknown(c *whatif.Comparison) templates.Section {
	var items []templates.Limit
	for _, u := range c.Unknowable {
		lead, rest, _ := strings.Cut(b.s(u), ":")
		items = append(items, templates.Limit{Lead: strings.TrimSuffix(lead, ".") + ".", Text: templates.Text(sentence(strings.TrimSpace(rest)))})
	}
	return templates.Section{ID: "unknown", Title: b.s("What cannot be known"), Blocks: []templates.Block{templates.Limits{Items: items}}}
}

func (b *book) whatIfOthers(c *whatif.Comparison, i int) templates.Section {
	if len(c.Sides) < 2 {
		return templates.Section{}
	}
	var items []templates.LinkItem
	for k := range c.Sides {
		if k != i {
			items = append(items, templates.LinkItem{Text: b.scenarioTitle(c, k), Href: whatIfFile(k), Note: b.scenarioNote(c, k)})
		}
	}
	return templates.Section{ID: "others", Title: b.s("The other scenarios"), Blocks: []templates.Block{templates.Links{Items: items}}, Print: "hide"}
}
