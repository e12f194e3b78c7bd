package site

import (
	"cmp"
	"math"
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
		p.Verdict = b.s("Partner revenue is not known.")
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

// trendSection is the Theil-Sen line.
func (b *book) trendSection(r *analyze.Revenue) templates.Section {
	s := templates.Section{ID: "trend", Title: b.trendTitle(r), Lede: templates.Text(b.s("Sourced revenue of complete quarters with its Theil-Sen line, %s", b.currencyName()))}
	s.Blocks = []templates.Block{b.slopeChart(r, s.Title)}
	s.Source = templates.Source{Text: b.source(b.s("Trend: Theil-Sen slope with its 95%% interval, Mann-Kendall test."), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.trend.slope", "revenue.sourced.window"), templates.Link{Text: b.s("Method"), Href: "method.html#revenue"})}
	return s
}

func (b *book) trendTitle(r *analyze.Revenue) string {
	t := r.Trend
	if t.Verdict == "too_short" || t.Slope == nil {
		return b.s("Too short for a trend, %s of 5 quarters", b.count(t.N))
	}
	amount := b.money(math.Abs(*t.Slope))
	switch t.Verdict {
	case "rising":
		return b.s("The trend is rising: about %s more each quarter", amount)
	case "falling":
		return b.s("The trend is falling: about %s less each quarter", amount)
	case "flat":
		return b.s("The trend is level")
	}
	return b.s("The quarters vary too much for a trend")
}

// slopeText is the slope with its interval and p.
func (b *book) slopeText(t analyze.Trend) []string {
	if t.Slope == nil {
		return nil
	}
	out := []string{b.s("%s a quarter", b.withSign(*t.Slope))}
	if t.SlopeInterval != nil {
		out = append(out, b.s("95%%: %s", b.moneyRange(t.SlopeInterval[0], t.SlopeInterval[1])))
	}
	if t.P != nil {
		out = append(out, b.pText(*t.P))
	}
	return out
}

// withSign writes an amount with its sign: "+€87 k".
func (b *book) withSign(v float64) string {
	if v > 0 {
		return "+" + b.money(v)
	}
	return b.money(v)
}

func (b *book) pText(p float64) string {
	if p < 0.001 {
		return b.s("p < %s", b.decimals(0.001, 3))
	}
	if p < 0.1 {
		return b.s("p = %s", b.decimals(p, 3))
	}
	return b.s("p = %s", b.decimals(p, 2))
}

// methodName is a forecasting method in plain words.
func (b *book) methodName(id string) string {
	switch id {
	case "seasonal_naive":
		return b.s("Same quarter last year")
	case "naive":
		return b.s("Last quarter again")
	case "drift":
		return b.s("Drift")
	}
	return id
}

// backtestSection is the three small multiples.
func (b *book) backtestSection(r *analyze.Revenue) templates.Section {
	p := r.Predictability
	s := templates.Section{ID: "backtest", Title: b.backtestTitle(p), Lede: templates.Text(b.s("Rings: what the method would have forecast one quarter before. Stems: how far it missed."))}
	if p.Verdict == "too_short" || p.WAPE == nil {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs 8 complete quarters, has %s", b.count(r.Trend.N)))}}
		return s
	}
	csv := b.keep(b.backtestTable(p))
	s.Blocks = b.backtestCharts(r)
	s.Source = templates.Source{Text: b.source(b.s("%s forecasts. Misses: sum of absolute errors over sum of actuals (WAPE). MASE under 1 beats the usual quarter-to-quarter change.", b.count(p.Origins)), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "revenue.predictability.wape"), templates.Link{Text: b.s("Method"), Href: "method.html#revenue"}, templates.Link{Text: b.s("Download as CSV"), Href: csv})}
	return s
}

func (b *book) backtestTitle(p analyze.Predictability) string {
	switch {
	case p.Verdict == "too_short" || p.WAPE == nil:
		return b.s("Too short to test a forecast")
	case p.Method == nil:
		return b.s("No method could be tested")
	case p.Verdict == "predictable":
		return b.s("Predictable within ±%s: of three simple methods, “%s” missed least", b.percent(*p.WAPE), b.lower(b.methodName(*p.Method)))
	}
	return b.s("Not predictable: the best of three simple methods misses %s", b.percent(*p.WAPE))
}

func (b *book) backtestTable(p analyze.Predictability) *table {
	t := &table{ID: "backtest", Caption: b.s("Forecasts one quarter ahead, as each method would have made them"), Columns: []column{
		{Key: "method", Head: b.s("Method"), Kind: words}, {Key: "period", Head: b.s("Quarter"), Kind: words},
		{Key: "actual", Head: b.s("Actual"), Kind: whole}, {Key: "forecast", Head: b.s("Forecast"), Kind: whole},
	}}
	for _, m := range p.Methods {
		for i := range m.Periods {
			t.Rows = append(t.Rows, []cell{{V: b.methodName(m.Method)}, {V: m.Periods[i]}, {V: m.Actual[i], Href: b.evidence("revenue.sourced." + m.Periods[i])}, {V: m.Forecasts[i]}})
		}
	}
	return t
}

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
		return b.s("Which partners bring it is not known")
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
