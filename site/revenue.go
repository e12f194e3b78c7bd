package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var revenueRules = []string{"revenue-unpredictable", "revenue-concentrated", "attribution-conflict", "generalist-ceiling"}

// revenuePage is partner revenue and its trend.
func (b *book) revenuePage() *templates.RevenuePage {
	p := &templates.RevenuePage{Page: b.page("revenue", "revenue.html", b.s("Revenue"),
		templates.Text(b.s("%s, closed-won, by close date", b.currencyName())))}
	p.Alerts = b.dataAlert()
	r := b.rep.Revenue
	if r == nil {
		p.Verdict = b.unsaid(b.s("Partner revenue is not known")) + "."
		p.Deck = templates.Text(b.notEnough(b.s("needs won deals with an amount and a close date")) + ".")
		return p
	}
	p.Verdict = b.revenueVerdict(r)
	p.Deck = b.revenueDeck(r)
	if b.quartersWithheld() {
		p.Origins = b.withheldQuarters()
	} else {
		p.Origins = b.originsSection(r)
		p.Change = b.changeSection()
		p.Trend = b.trendSection(r)
		p.Backtest = b.backtestSection(r)
	}
	p.Concentration = b.concentrationSection(r)
	p.Segments = b.segmentsSection(r)
	p.Pipeline = b.pipelineSection(r)
	p.Conflict = b.conflictSection(r)
	p.Definitions = b.definitionsSection()
	p.Findings = b.findingsSection(revenueRules...)
	return p
}

// currencyName is the sign or code by itself.
func (b *book) currencyName() string {
	if b.currency == "" {
		return b.s("amounts without a currency")
	}
	return strings.TrimRight(b.sign, nbsp)
}

// complete are the complete quarters, oldest first.
func complete(r *analyze.Revenue) []analyze.Period {
	var out []analyze.Period
	for _, p := range r.Periods {
		if p.Complete {
			out = append(out, p)
		}
	}
	return out
}

// won is all that was won in a period or segment.
func won(a analyze.Amounts) decimal.Decimal {
	sum := a.Sourced
	for _, d := range []decimal.Decimal{a.Influenced, a.Direct, a.Unknown} {
		if s, err := sum.Add(d); err == nil {
			sum = s
		}
	}
	return sum
}

func wonDeals(c analyze.Counts) int { return c.Sourced + c.Influenced + c.Direct + c.Unknown }

func (b *book) revenueVerdict(r *analyze.Revenue) string {
	done := complete(r)
	switch {
	case b.quartersWithheld():
		return b.s("%s.", b.withheldQuarters().Title)
	case len(r.Periods) == 0:
		return b.s("No deal has been closed, so there is no partner revenue to show.")
	case len(done) == 0:
		return b.s("No quarter is complete yet.")
	case !anySourced(r.Periods):
		return b.s("No won deal was brought by a partner.")
	}
	switch r.Trend.Verdict {
	case "too_short":
		return sentence(b.pluralWord(len(done), "%s complete quarter is too short for a trend.", "%s complete quarters are too short for a trend."))
	case "rising":
		return b.risingVerdict(r, done)
	case "falling":
		return b.s("Sourced revenue is falling%s.", b.paceClause(r, b.s(", and the past could predict it"), b.s(", and the past could not predict it")))
	case "flat":
		return b.s("Sourced revenue is level%s.", b.paceClause(r, b.s(" and predictable"), b.s(", but hard to predict")))
	}
	return b.s("Sourced revenue shows no clear direction%s.", b.paceClause(r, b.s(", at a pace the past could predict"), b.s(", and the past does not predict it")))
}

// paceClause adds what the backtest says, nothing where it is too short.
func (b *book) paceClause(r *analyze.Revenue, predictable, unpredictable string) string {
	switch r.Predictability.Verdict {
	case "predictable":
		return predictable
	case "unpredictable":
		return unpredictable
	}
	return ""
}

// risingVerdict says by how much, comparing the last four quarters with the
// first four where they do not overlap.
func (b *book) risingVerdict(r *analyze.Revenue, done []analyze.Period) string {
	pace := b.paceClause(r, b.s(", at a pace the past could predict"), b.s(", but not at a pace the past could predict"))
	first, last := yearOf(done[:min(4, len(done))]), yearOf(done[max(0, len(done)-4):])
	if len(done) < 8 || first <= 0 {
		return b.s("Sourced revenue is rising%s.", pace)
	}
	span := b.stretch(len(done) - 4)
	switch x := last / first; {
	case x >= 2.8:
		return b.s("Sourced revenue has grown to %s times its size in %s%s.", b.one(x), span, pace)
	case x >= 1.9:
		return b.s("Sourced revenue has about doubled in %s%s.", span, pace)
	case x >= 1.05:
		return b.s("Sourced revenue has grown by %s in %s%s.", b.percent(x-1), span, pace)
	}
	return b.s("Sourced revenue is rising%s.", pace)
}

// stretch writes a number of quarters, in years where they are whole.
func (b *book) stretch(quarters int) string {
	if quarters%4 == 0 {
		return b.pluralWord(quarters/4, "%s year", "%s years")
	}
	return b.pluralWord(quarters, "%s quarter", "%s quarters")
}

// yearOf sums the sourced revenue of some quarters.
func yearOf(ps []analyze.Period) float64 {
	sum := 0.0
	for _, p := range ps {
		sum += floatOf(p.Sourced)
	}
	return sum
}

func anySourced(ps []analyze.Period) bool {
	return slices.ContainsFunc(ps, func(p analyze.Period) bool { return !p.Sourced.IsZero() || p.Won.Sourced > 0 })
}

func (b *book) revenueDeck(r *analyze.Revenue) templates.Rich {
	done := complete(r)
	if len(done) == 0 || !anySourced(done) || b.quartersWithheld() {
		return templates.Text(b.s("A deal counts as sourced where its sourcing value or a registration says that a partner brought it."))
	}
	first, last := done[0], done[len(done)-1]
	var out templates.Rich
	if len(done) >= 8 { // the two years that the verdict compares
		out = b.rich("It went from %s in the first four quarters to %s in the last four; %s brought %s", templates.Bold(b.money(yearOf(done[:4]))),
			templates.Bold(b.money(yearOf(done[len(done)-4:]))), last.Period, templates.Bold(b.money(floatOf(last.Sourced))))
	} else if len(done) > 1 {
		out = b.rich("It went from %s in %s to %s in %s", templates.Bold(b.money(floatOf(first.Sourced))), first.Period,
			templates.Bold(b.money(floatOf(last.Sourced))), last.Period)
	} else {
		out = b.rich("It was %s in %s", templates.Bold(b.money(floatOf(last.Sourced))), last.Period)
	}
	if last.SourcedShare != nil {
		out = b.rich("%s, %s of all revenue won in that quarter.", out, templates.Bold(b.percent(*last.SourcedShare)))
	} else {
		out = b.rich("%s.", out)
	}
	return sentences(out, b.unknownSentence(r))
}

// unknownSentence says how much revenue has no known origin.
func (b *book) unknownSentence(r *analyze.Revenue) templates.Rich {
	all, unknown := floatOf(won(r.Window.Amounts)), floatOf(r.Window.Unknown)
	if all <= 0 || unknown <= 0 {
		return nil
	}
	return b.rich("Over four quarters %s of the won revenue has no known origin.", templates.Bold(b.percent(unknown/all)))
}

// originsSection is the quarterly columns by origin.
func (b *book) originsSection(r *analyze.Revenue) templates.Section {
	s := templates.Section{ID: "origins", Title: b.originsTitle(r), Lede: templates.Text(b.s("Won revenue by origin and fiscal quarter, %s", b.currencyName()))}
	t := b.periodsTable(r)
	csv := b.keep(t)
	s.Blocks = []templates.Block{b.originsChart(r, s.Title, t)}
	s.Source = templates.Source{Text: b.source(sentence(b.plural(len(complete(r)), "each deal has one origin; a blank is unknown, not direct. %s complete quarter.",
		"each deal has one origin; a blank is unknown, not direct. %s complete quarters.")), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.sourced_share.window", "revenue.sourced.window"), templates.Link{Text: b.s("Download as CSV"), Href: csv})}
	return s
}

// originsTitle says which origin brought the growth between the first and the
// last four complete quarters.
func (b *book) originsTitle(r *analyze.Revenue) string {
	done := complete(r)
	if len(done) < 8 {
		if len(done) == 0 {
			return b.s("Too early to compare origins")
		}
		last := done[len(done)-1]
		if last.SourcedShare == nil {
			return b.s("Nothing was won in %s", last.Period)
		}
		return b.s("Partners brought %s of what was won in %s", b.percent(*last.SourcedShare), last.Period)
	}
	grown := map[string]float64{}
	total := 0.0
	for _, o := range origins {
		for _, p := range done[len(done)-4:] {
			grown[o] += floatOf(originOf(p.Amounts, o))
		}
		for _, p := range done[:4] {
			grown[o] -= floatOf(originOf(p.Amounts, o))
		}
		total += grown[o]
	}
	if total <= 0 {
		return b.s("Won revenue has not grown; partners brought %s of the last four quarters", b.percentOr(r.Window.SourcedShare))
	}
	top := slices.MaxFunc(origins, func(x, y string) int { return cmp.Compare(grown[x], grown[y]) })
	switch top {
	case "sourced":
		return b.s("Growth came mostly from deals that partners brought")
	case "influenced":
		return b.s("Growth came mostly from deals that partners influenced")
	case "direct":
		return b.s("Growth came mostly from direct deals")
	}
	return b.s("Growth came mostly from deals of unknown origin")
}

// origins in the order in which columns are stacked.
var origins = []string{"sourced", "influenced", "direct", "unknown"}

func originOf(a analyze.Amounts, o string) decimal.Decimal {
	switch o {
	case "sourced":
		return a.Sourced
	case "influenced":
		return a.Influenced
	case "direct":
		return a.Direct
	}
	return a.Unknown
}

func (b *book) originName(o string) string {
	switch o {
	case "sourced":
		return b.s("Sourced")
	case "influenced":
		return b.s("Influenced")
	case "direct":
		return b.s("Direct")
	}
	return b.s("Unknown")
}

func (b *book) periodsTable(r *analyze.Revenue) *table {
	t := &table{ID: "revenue-quarters", Caption: b.s("Won revenue by fiscal quarter and origin"), Sorted: 1, Columns: []column{
		{Key: "period", Head: b.s("Quarter"), Kind: words}, {Key: "start", Head: b.s("From"), Kind: day}, {Key: "end", Head: b.s("To"), Kind: day},
		{Key: "sourced", Head: b.s("Sourced"), Kind: money}, {Key: "influenced", Head: b.s("Influenced"), Kind: money},
		{Key: "direct", Head: b.s("Direct"), Kind: money}, {Key: "unknown", Head: b.s("Unknown"), Kind: money},
		{Key: "sourced_share", Head: b.s("Sourced share"), Kind: share}, {Key: "sourced_deals", Head: b.s("Sourced deals"), Kind: whole},
		{Key: "won_deals", Head: b.s("Won deals"), Kind: whole},
	}}
	for _, p := range r.Periods {
		label := cell{V: p.Period}
		if !p.Complete {
			label.Sub = b.s("so far")
		}
		row := []cell{label, {V: p.Start}, {V: p.End}}
		for _, o := range origins {
			row = append(row, cell{V: originOf(p.Amounts, o), Href: b.evidence("revenue." + o + "." + p.Period)})
		}
		t.Rows = append(t.Rows, append(row, cell{V: known(p.SourcedShare), Why: b.s("nothing was won")}, cell{V: p.Won.Sourced}, cell{V: wonDeals(p.Won)}))
	}
	return t
}
