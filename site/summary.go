package site

import (
	"math"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// summaryPage is one page for leadership.
func (b *book) summaryPage() *templates.SummaryPage {
	p := &templates.SummaryPage{Page: templates.Page{Site: b.site, Path: "index.html", Key: "index", Title: b.s("Summary")}}
	p.Kicker = b.summaryKicker()
	p.Alerts = b.dataAlert()
	p.Verdict = b.summaryVerdict()
	p.Deck = b.summaryDeck()
	p.Notices = b.smallTeamNotice(b.teamPeople())
	p.Figures = b.summaryFigures()
	p.Strip = b.stripSection()
	p.Revenue = b.summaryRevenue()
	if moves := b.moves(3); len(moves) > 0 {
		p.Moves = templates.Section{ID: "moves", Title: sentence(b.pluralWord(len(moves), "%s move for this quarter", "%s moves for this quarter")),
			Blocks: []templates.Block{templates.Moves{Items: moves}}}
	}
	p.Limits = templates.Section{ID: "limits", Title: b.s("What this data cannot say"), Blocks: []templates.Block{templates.Limits{Items: b.limits()}}}
	return p
}

func (b *book) summaryKicker() []templates.Rich {
	if b.rep.AsOf.Date.IsZero() {
		return []templates.Rich{templates.Text(b.s("Summary for leadership")), templates.Text(b.s("no day to speak for: the deals have no dates"))}
	}
	q := b.quarter
	period := b.s("%s (%s)", q.Label, b.monthSpan(q.Start, q.End))
	if b.rep.AsOf.Date < q.End {
		period = b.s("%s (%s, so far)", q.Label, b.monthSpan(q.Start, q.End))
	}
	return []templates.Rich{templates.Text(b.s("Summary for leadership")), templates.Text(period), templates.Text(b.asOfBasis())}
}

// summaryDeck is two sentences: what revenue does, and what the structure under
// it looks like.
func (b *book) summaryDeck() templates.Rich {
	return sentences(b.deckRevenue(), b.deckStructure())
}

func (b *book) deckRevenue() templates.Rich {
	r := b.rep.Revenue
	if r == nil || b.quartersWithheld() {
		return nil
	}
	done := complete(r)
	if len(done) == 0 || !anySourced(done) {
		return templates.Text(b.s("No won deal of a complete quarter was brought by a partner."))
	}
	last := done[len(done)-1]
	amount := templates.Bold(b.money(floatOf(last.Sourced)))
	if p := r.Predictability; p.WAPE != nil {
		return b.rich("Sourced revenue was %s in %s, and forecasts one quarter ahead missed by %s on average.", amount, last.Period, b.percent(*p.WAPE))
	}
	if r.Predictability.Verdict == "undetermined" {
		return b.rich("Sourced revenue was %s in %s.", amount, last.Period)
	}
	return b.rich("Sourced revenue was %s in %s; %s are too few to test a forecast.", amount, last.Period,
		b.plural(len(done), "%s complete quarter", "%s complete quarters"))
}

// deckStructure names up to three facts: items without an owner in the weakest
// stage, stages with overlapping owners, generalists.
func (b *book) deckStructure() templates.Rich {
	var parts []templates.Rich
	if w := b.weakest(); w != nil && w.Observed != nil && w.Observed.Unowned > 0 {
		parts = append(parts, b.rich("%s have no %s owner", templates.Bold(b.unownedOf(w)), b.stageInText(w.ID)))
	}
	if shared := b.stated("shared"); len(shared) > 0 {
		parts = append(parts, b.rich("%s overlapping owners", b.have(shared)))
	}
	if gen, known := len(ofClass(b.teamPeople(), "generalist")), b.knownClasses(); gen > 0 {
		parts = append(parts, templates.Text(b.pluralWord(gen, "%s of %s people with a known load is a generalist", "%s of %s people with a known load are generalists", b.word(known))))
	}
	if len(parts) == 0 {
		return nil
	}
	out := b.richList(parts, 3)
	out[0].Text = sentence(out[0].Text)
	return append(out, templates.Span{Text: "."})
}

// unownedOf is "31 of 64 partners".
func (b *book) unownedOf(s *analyze.Stage) string {
	o := s.Observed
	return b.s("%s of %s", b.count(o.Unowned), b.itemWord(s.Item, o.Items))
}

func (b *book) have(names []string) string {
	if len(names) == 1 {
		return b.s("%s has", names[0])
	}
	return b.s("%s have", b.list(names))
}

func (b *book) knownClasses() int {
	people := b.teamPeople()
	return len(people) - len(ofClass(people, "unknown"))
}

// summaryFigures are the five key figures.
func (b *book) summaryFigures() []templates.KeyFigure {
	last, id := b.figureLast()
	return []templates.KeyFigure{b.figureSourced(), b.compared(b.figureStages(), "team.clear_stages"),
		b.compared(b.figureGeneralists(), "team.generalist_share"), b.compared(b.figureBlur(), "separation.blur_rate"), b.compared(last, id)}
}

func (b *book) figureSourced() templates.KeyFigure {
	k := templates.KeyFigure{Label: b.s("Partner-sourced revenue in the quarter")}
	r := b.rep.Revenue
	if r == nil || len(complete(r)) == 0 || b.quartersWithheld() {
		k.Missing = b.notEnough(b.s("needs a complete quarter with a closed deal"))
		return k
	}
	done := complete(r)
	last := done[len(done)-1]
	if last.Period != b.quarter.Label {
		k.Label = b.s("Partner-sourced revenue in %s, the last complete quarter", last.Period)
	}
	k.Value, k.Unit = b.moneyParts(floatOf(last.Sourced))
	k.Href = b.evidence("revenue.sourced." + last.Period)
	for _, p := range done[max(0, len(done)-8):] {
		k.Spark = append(k.Spark, floatOf(p.Sourced))
	}
	k.Delta = templates.Delta{Text: b.s("no earlier quarter")}
	if len(done) > 1 {
		before := done[len(done)-2]
		k.Delta = b.deltaMoney(floatOf(last.Sourced)-floatOf(before.Sourced), floatOf(last.Sourced))
		k.Context = b.s("was %s in %s", b.money(floatOf(before.Sourced)), before.Period)
	}
	return k
}

// deltaMoney is a change of an amount of which more is better.
func (b *book) deltaMoney(d, scale float64) templates.Delta {
	u := b.unitFor(max(math.Abs(scale), math.Abs(d)))
	switch text := b.moneyIn(math.Abs(d), u); {
	case !strings.ContainsAny(text, "123456789"):
		return templates.Delta{Way: templates.Level, Text: b.s("unchanged")}
	case d > 0:
		return templates.Delta{Way: templates.Up, Judgement: templates.Better, Text: b.s("%s, better", text)}
	default:
		return templates.Delta{Way: templates.Down, Judgement: templates.Worse, Text: b.s("%s, worse", text)}
	}
}

func (b *book) figureStages() templates.KeyFigure {
	clear := len(b.stated("owned", "split"))
	k := templates.KeyFigure{Label: b.s("Stages with one clear owner"), Value: b.count(clear), Unit: b.s("of %s", b.count(len(b.rep.Stages)))}
	open := b.stated("unowned", "shared")
	switch {
	case len(b.rep.Stages) == 0:
		k.Value, k.Unit, k.Missing = "", "", b.notEnough(b.s("no stage is defined"))
	case len(open) == 0:
		k.Context = b.s("none is open")
	case len(open) > 2:
		k.Context = b.s("%s are open", b.count(len(open)))
	default:
		k.Context = b.pluralOf(len(open), "%s is open", "%s are open", b.list(open))
	}
	return k
}

// pluralOf chooses the message by number without putting the number in.
func (f *format) pluralOf(n int, one, many string, args ...any) string {
	if n == 1 {
		return f.s(one, args...)
	}
	return f.s(many, args...)
}

func (b *book) figureGeneralists() templates.KeyFigure {
	k := templates.KeyFigure{Label: b.s("Generalists, share of team by FTE"), Href: b.evidence("team.generalist_share")}
	known := b.knownClasses()
	if b.redacted() && b.rep.Team != nil && b.rep.Team.GeneralistShare != nil {
		k.Value, k.Context = b.percent(*b.rep.Team.GeneralistShare), b.s("of the FTE with a known load")
		return k
	}
	if b.rep.Team == nil || b.rep.Team.GeneralistShare == nil || known == 0 {
		k.Missing = b.notEnough(b.s("needs 20 items a person, or stages on the roster"))
		return k
	}
	k.Value = b.percent(*b.rep.Team.GeneralistShare)
	k.Context = b.s("%s of %s with a known load", b.count(len(ofClass(b.teamPeople(), "generalist"))), b.plural(known, "%s person", "%s people"))
	return k
}

func (b *book) figureBlur() templates.KeyFigure {
	k := templates.KeyFigure{Label: b.s("Deals with one person on both sides"), Href: b.evidence("separation.blur_rate")}
	sep := b.rep.Separation
	switch {
	case sep == nil || sep.Deals == 0:
		k.Missing = b.notEnough(b.s("no partner deal in scope"))
	case sep.Bounds != nil:
		k.Value, k.Context = b.percentRange(sep.Bounds[0], sep.Bounds[1]), b.s("%s of %s leave a side open", b.count(sep.Unknown), b.count(sep.Deals))
		k.Href = b.evidence("separation.deals")
	case sep.BlurRate == nil:
		k.Missing = b.notEnough(b.s("no deal names both sides"))
	default:
		k.Value, k.Context = b.percent(*sep.BlurRate), b.blurText(sep)
	}
	return k
}

// figureLast is the fifth figure: the time to acceptance where handoffs are dated, else how much of
// sourced revenue the top three partners bring.
func (b *book) figureLast() (k templates.KeyFigure, figure string) {
	if h := b.rep.Handoffs; h != nil && handed(h) > 0 {
		return b.figureHandoff(), "handoffs.median_days"
	}
	figure = "revenue.concentration.top3"
	k = templates.KeyFigure{Label: b.s("Sourced revenue from the top three partners"), Href: b.evidence("revenue.concentration.top3")}
	if b.rep.Revenue == nil || b.rep.Revenue.Concentration == nil || b.rep.Revenue.Concentration.Top3 == nil {
		k.Missing = b.notEnough(b.s("needs sourced revenue of named partners in the window"))
		return k, figure
	}
	c := b.rep.Revenue.Concentration
	k.Value = b.percent(*c.Top3)
	k.Context = b.plural(c.Partners, "of %s partner that brought any", "of %s partners that brought any")
	return k, figure
}

// summaryRevenue is the trend with its facts.
func (b *book) summaryRevenue() templates.Section {
	s := templates.Section{ID: "revenue", Title: b.unsaid(b.s("Partner revenue is not known"))}
	r := b.rep.Revenue
	if b.quartersWithheld() {
		s = b.withheldQuarters()
		s.ID, s.Blocks = "revenue", []templates.Block{templates.Facts{Items: b.revenueFacts(r), Wide: true}}
		return s
	}
	if r == nil || len(r.Periods) == 0 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs won deals with an amount and a close date"))}}
		return s
	}
	s.Title = b.summaryRevenueTitle(r)
	s.Lede = templates.Text(b.s("Won deals that a partner brought, %s by fiscal quarter", b.currencyName()))
	s.Blocks = []templates.Block{templates.Columns{Split: templates.Aside, Items: [][]templates.Block{
		{b.trendChart(r, s.Title)}, {templates.Facts{Items: b.revenueFacts(r)}}}}}
	method := ""
	if m := r.Predictability.Method; m != nil {
		method = b.s("Forecast: %s, range of its past errors.", b.lower(b.methodName(*m)))
	}
	s.Source = templates.Source{Text: b.source(b.plural(len(complete(r)), "%s complete quarter. Trend: Theil-Sen. %s", "%s complete quarters. Trend: Theil-Sen. %s", method), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.sourced.window"), templates.Link{Text: b.s("Method"), Href: "method.html#revenue"})}
	return s
}

func (b *book) summaryRevenueTitle(r *analyze.Revenue) string {
	done := complete(r)
	if !anySourced(r.Periods) {
		return b.s("No won deal was brought by a partner")
	}
	if len(done) < 5 {
		return sentence(b.pluralWord(len(done), "%s complete quarter: too short for a trend", "%s complete quarters: too short for a trend"))
	}
	up := 0
	for i := 1; i < len(done); i++ {
		if done[i].Sourced.Cmp(done[i-1].Sourced) > 0 {
			up++
		}
	}
	k, n := b.wordsOf(up, len(done)-1)
	if up == 0 {
		k = b.s("none")
	}
	rose := b.s("Sourced revenue rose in %s of %s quarters", k, n)
	switch r.Predictability.Verdict {
	case "predictable":
		return b.s("%s and stays close to forecast", rose)
	case "unpredictable":
		return b.s("%s and misses its forecasts", rose)
	}
	return rose
}

// revenueFacts are the facts beside the trend.
func (b *book) revenueFacts(r *analyze.Revenue) []templates.Fact {
	facts := []templates.Fact{b.trendFact(r.Trend), b.predictFact(r)}
	c := templates.Fact{Label: b.s("Concentration")}
	if k := r.Concentration; k != nil && k.Top3 != nil && k.EffectivePartners != nil {
		c.Text = b.rich("The top %s of %s bring %s: as concentrated as %s equal partners", b.count(min(3, k.Partners)), b.plural(k.Partners, "%s partner", "%s partners"),
			templates.Bold(b.percent(*k.Top3)), b.decimals(*k.EffectivePartners, 0))
	} else {
		c.Missing, c.Text = true, templates.Text(b.notEnough(b.s("needs sourced revenue of named partners")))
	}
	facts = append(facts, c)
	if n := r.Conflict.RegistrationOnly + r.Conflict.SourcingOnly; n > 0 && r.Conflict.Low != nil && r.Conflict.High != nil {
		facts = append(facts, templates.Fact{Label: b.s("Attribution"), Text: b.rich("%s on one claim only: between %s",
			b.plural(n, "%s deal rests", "%s deals rest"), templates.Bold(b.conflictRange(r.Conflict)))})
	}
	return facts
}

func (b *book) trendFact(t analyze.Trend) templates.Fact {
	f := templates.Fact{Label: b.s("Trend")}
	if b.quartersWithheld() && t.Verdict != "too_short" {
		f.Text = templates.Rich{templates.Bold(b.trendWord(t.Verdict))}
		return f
	}
	if t.Verdict == "too_short" || t.Slope == nil {
		f.Missing, f.Text = true, templates.Text(b.notEnough(b.s("needs 5 complete quarters, has %s", b.count(t.N))))
		return f
	}
	text := b.slopeText(t)
	f.Text = b.rich("%s, %s", templates.Bold(b.trendWord(t.Verdict)), text[0])
	if len(text) > 1 {
		f.Text = b.rich("%s (%s)", f.Text, text[1])
	}
	return f
}

func (b *book) trendWord(verdict string) string {
	switch verdict {
	case "rising":
		return b.s("Rising")
	case "falling":
		return b.s("Falling")
	case "flat":
		return b.s("Level")
	}
	return b.s("No clear direction")
}

// predictWord is the verdict of the backtest where its figures are withheld.
func (b *book) predictWord(verdict string) string {
	switch verdict {
	case "predictable":
		return b.s("Predictable")
	case "unpredictable":
		return b.s("Not predictable")
	}
	return b.s("No sourced revenue to test a forecast on")
}

func (b *book) predictFact(r *analyze.Revenue) templates.Fact {
	p := r.Predictability
	f := templates.Fact{Label: b.s("Predictability")}
	if b.quartersWithheld() && p.Verdict != "too_short" {
		f.Text = templates.Rich{templates.Bold(b.predictWord(p.Verdict))}
		return f
	}
	if p.Verdict == "too_short" || p.WAPE == nil {
		f.Missing, f.Text = true, templates.Text(b.notEnough(b.backtestNeeds(r)))
		return f
	}
	tail := b.plural(p.Origins, "one quarter ahead, over %s past forecast", "one quarter ahead, over %s past forecasts")
	if p.MASE != nil {
		tail = b.s("%s (MASE %s)", tail, b.decimals(*p.MASE, 2))
	}
	if p.Verdict == "predictable" {
		f.Text = b.rich("%s, %s", templates.Bold(b.s("Predictable within ±%s", b.percent(*p.WAPE))), tail)
	} else {
		f.Text = b.rich("%s, %s", templates.Bold(b.s("Not predictable: misses %s", b.percent(*p.WAPE))), tail)
	}
	return f
}

// limits says what this data cannot say, each with what would be needed.
func (b *book) limits() []templates.Limit {
	out := []templates.Limit{{Lead: b.s("Whether a reorganisation changes revenue."), Text: templates.Text(b.s("The records show what moves together, never why."))}}
	if sep := b.rep.Separation; sep != nil && sep.Unknown > 0 {
		out = append(out, templates.Limit{Lead: b.s("Who holds revenue on %s.", b.s("%s of %s", b.count(sep.Unknown), b.plural(sep.Deals, "%s deal", "%s deals"))),
			Text: templates.Text(b.s("They name no partner manager or no seller; the blur rate leaves them out."))})
	}
	for _, s := range b.rep.Stages {
		if s.Observed == nil && len(out) < 5 && !b.anonymous() {
			out = append(out, templates.Limit{Lead: b.s("Who does %s.", b.stageInText(s.ID)), Text: templates.Text(b.s("No column of the exports names an owner; the roster's word is all there is."))})
		}
	}
	if r := b.rep.Revenue; r != nil && r.Predictability.Verdict == "too_short" {
		out = append(out, templates.Limit{Lead: b.s("Whether revenue is predictable."), Text: templates.Text(b.s("It needs 8 complete quarters, has %s.", b.count(r.Trend.N)))})
	}
	if people := b.thinPeople(); len(people) > 0 {
		l := templates.Limit{Lead: b.s("Whether %s is a specialist.", b.person(people[0].ID)), Text: templates.Text(b.s("%s items, needs %s: the roster's word is used.", b.items(people[0].Items), b.trim(b.rep.Thresholds.ObservedMinItems)))}
		if len(people) > 1 {
			l = templates.Limit{Lead: b.s("Whether %s people are specialists.", b.word(len(people))), Text: templates.Text(b.s("They have under %s items each: the roster's word is used.", b.trim(b.rep.Thresholds.ObservedMinItems)))}
		}
		out = append(out, l)
	}
	if n := len(b.rep.RulesNotJudged); n > 0 {
		out = append(out, templates.Limit{Lead: sentence(b.pluralWord(n, "what %s rule would say.", "what %s rules would say.")),
			Text: templates.Rich{{Text: b.s("The data does not suffice to judge; ")}, templates.To(b.s("the findings page says what is missing"), "findings.html#all"), {Text: "."}}})
	}
	return out[:min(6, len(out))]
}

// thinPeople are the people of the team whose class rests on the roster alone.
func (b *book) thinPeople() []*analyze.Person {
	var out []*analyze.Person
	for _, p := range b.teamPeople() {
		if p.Basis == "stated" {
			out = append(out, p)
		}
	}
	return out
}
