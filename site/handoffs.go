package site

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var handoffRules = []string{"handoff-stuck", "handoff-undefined", "credit-settled-late"}

// handoffsPage is the interface with sales and marketing.
func (b *book) handoffsPage() *templates.HandoffsPage {
	p := &templates.HandoffsPage{Page: b.page("handoffs", "handoffs.html", b.s("Handoffs"))}
	p.Alerts = b.dataAlert()
	h := b.rep.Handoffs
	p.Verdict = b.handoffsVerdict(h)
	p.Deck = b.handoffsDeck(h)
	p.Latency = b.latencySection(h)
	p.Flow = b.flowSection(h)
	p.Stuck = b.stuckSection(h)
	p.Seats = b.seatsSection(h)
	p.Findings = b.findingsSection(handoffRules...)
	return p
}

// handed is the number of handoffs in the window, 0 where none is known.
func handed(h *analyze.Handoffs) int {
	if h.Handed == nil {
		return 0
	}
	return *h.Handed
}

func (b *book) handoffsVerdict(h *analyze.Handoffs) string {
	switch {
	case h.Handed == nil && b.anonymous():
		return b.s("How handoffs go is withheld for this audience, or not known.")
	case h.Handed == nil:
		return b.s("The data does not say when a deal is handed to sales.")
	case *h.Handed == 0:
		return b.s("No deal was handed to sales in the last four quarters.")
	case h.Stuck != nil && *h.Stuck > 0 && h.MedianDays != nil:
		return sentence(b.s("%s, though half are accepted within %s.", b.pluralWord(*h.Stuck, "%s handoff is stuck", "%s handoffs are stuck"), b.plural(*h.MedianDays, "%s day", "%s days")))
	case h.Stuck != nil && *h.Stuck > 0:
		return sentence(b.pluralWord(*h.Stuck, "%s handoff is stuck.", "%s handoffs are stuck."))
	case h.MedianDays != nil:
		return b.s("Half of the handoffs are accepted within %s, and none is stuck.", b.plural(*h.MedianDays, "%s day", "%s days"))
	}
	return b.s("No handoff is stuck; there are too few to say how long they take.")
}

func (b *book) handoffsDeck(h *analyze.Handoffs) templates.Rich {
	if handed(h) == 0 {
		return templates.Text(b.notEnough(b.s("needs a handoff date on deals")) + ".")
	}
	counts := b.rich("%s in the last four quarters: %s accepted, %s waiting, %s lost without acceptance.",
		templates.Bold(b.plural(*h.Handed, "%s deal was handed off", "%s deals were handed off")), b.countOr(h.Accepted), b.countOr(h.Waiting), b.countOr(h.Dropped))
	if r := h.SalesOwnerRate; r != nil && r.N > 0 && r.K < r.N {
		return sentences(counts, b.rich("%s in scope have no sales owner.", templates.Bold(b.s("%s of %s", b.count(r.N-r.K), b.plural(r.N, "%s partner deal", "%s partner deals")))))
	}
	return counts
}

// countOr is a count that may not be known.
func (b *book) countOr(n *int) string {
	if n == nil {
		return dash
	}
	return b.count(*n)
}

// latencySection is how long acceptance takes.
func (b *book) latencySection(h *analyze.Handoffs) templates.Section {
	s := templates.Section{ID: "latency", Title: b.unsaid(b.s("How long acceptance takes is not known")), Lede: templates.Text(b.s("Share of handoffs accepted, by days since the handoff"))}
	if h.MedianDays != nil {
		s.Title = b.s("Half of the handoffs are accepted within %s", b.plural(*h.MedianDays, "%s day", "%s days"))
	}
	facts := []templates.Fact{
		b.daysFact(b.s("Median"), h.MedianDays, b.s("needs 10 acceptances, has %s", b.countOr(h.Accepted))),
		b.daysFact(b.s("Nine in ten accepted within"), h.P90Days, b.s("needs 30 acceptances, has %s", b.countOr(h.Accepted))),
		{Label: b.s("Waiting longer than %s", b.plural(b.rep.Thresholds.StuckDays, "%s day", "%s days")), Text: templates.Rich{templates.Bold(b.countOr(h.Stuck))}},
	}
	chart := b.incidenceChart(h, s.Title)
	s.Blocks = []templates.Block{templates.Columns{Split: templates.Aside, Items: [][]templates.Block{{chart}, {templates.Facts{Items: facts}}}}}
	s.Source = templates.Source{Text: b.source(b.s("Deals handed off in the last four quarters. Cumulative incidence (Aalen-Johansen); those still waiting are censored."), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "handoffs.median_days", "handoffs.handed"), templates.Link{Text: b.s("Method"), Href: "method.html#handoffs"})}
	return s
}

func (b *book) daysFact(label string, days *int, need string) templates.Fact {
	if days == nil {
		return templates.Fact{Label: label, Missing: true, Text: templates.Text(b.notEnough(need))}
	}
	return templates.Fact{Label: label, Text: templates.Rich{templates.Bold(b.plural(*days, "%s day", "%s days"))}}
}

// flowSection is who hands to whom.
func (b *book) flowSection(h *analyze.Handoffs) templates.Section {
	if len(h.Pairs) == 0 {
		return templates.Section{}
	}
	s := templates.Section{ID: "flow", Title: b.flowTitle(h), Lede: templates.Text(b.s("Deals handed off, from the partner side to the sales side"))}
	t := &table{ID: "handoff-pairs", Caption: s.Title, Sorted: 1, Columns: []column{
		{Key: "from", Head: b.s("From"), Kind: words}, {Key: "to", Head: b.s("To"), Kind: words}, {Key: "deals", Head: b.s("Deals"), Kind: whole},
		{Key: "accepted", Head: b.s("Accepted"), Kind: whole}, {Key: "stuck", Head: b.s("Stuck"), Kind: whole}, {Key: "median_days", Head: b.s("Median days"), Kind: whole}}}
	pairs := slices.Clone(h.Pairs)
	inOrder(b.words.tag, pairs, func(p analyze.HandoffPair) string { return b.seat(p.From) })
	t.Long = &longRows{len(pairs), func(i int) []cell {
		p := &pairs[i]
		return []cell{b.seatCell(p.From), b.seatCell(p.To), {V: p.Deals}, {V: p.Accepted}, countOrDash(p.Stuck),
			{V: knownInt(p.MedianDays), Why: b.s("too few acceptances")}}
	}}
	csv := b.keep(t)
	s.Blocks = b.flowChart(h, s.Title, t)
	s.Source = templates.Source{Text: b.source(b.s("A deal that names several people counts once for each pair."), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "handoffs.handed"), templates.Link{Text: b.s("Download as CSV"), Href: csv})}
	return s
}

// flowTitle names where stuck handoffs gather, where they do.
func (b *book) flowTitle(h *analyze.Handoffs) string {
	stuck := map[string]int{}
	total := 0
	for _, p := range h.Pairs {
		stuck[p.To] += p.Stuck
		total += p.Stuck
	}
	if total == 0 {
		return b.s("No pair of seats holds a stuck handoff")
	}
	for _, to := range sortedKeys(stuck) {
		if 2*stuck[to] > total && total > 1 {
			return b.s("Most stuck handoffs wait with %s", b.seat(to))
		}
	}
	return b.s("Stuck handoffs are spread over several seats")
}

// seat is a side of a pair: a person, a name as it stands, or nobody.
func (b *book) seat(id string) string {
	if id == "" {
		return b.s("nobody")
	}
	return b.person(id)
}

func (b *book) seatCell(id string) cell {
	return cell{V: b.seat(id), Href: b.personHref(id)}
}

// stuckSection lists the handoffs that nobody has accepted.
func (b *book) stuckSection(h *analyze.Handoffs) templates.Section {
	if handed(h) == 0 {
		return templates.Section{}
	}
	if b.anonymous() {
		return templates.Section{}
	}
	s := templates.Section{ID: "stuck", Title: b.s("No handoff is stuck")}
	if len(h.StuckDeals) == 0 {
		s.Blocks = []templates.Block{templates.Paragraph{Text: templates.Text(b.s("Every handoff of the last four quarters was accepted, closed, or is younger than %s.", b.plural(b.rep.Thresholds.StuckDays, "%s day", "%s days")))}}
		return s
	}
	s.Title = sentence(b.pluralWord(len(h.StuckDeals), "%s handoff has waited longer than %s", "%s handoffs have waited longer than %s", b.plural(b.rep.Thresholds.StuckDays, "%s day", "%s days")))
	t := &table{ID: "stuck-handoffs", Caption: s.Title, Sorted: 6, Desc: true, Columns: []column{
		{Key: "deal", Head: b.s("Deal"), Kind: words, Wide: true}, {Key: "partner", Head: b.s("Partner"), Kind: words}, {Key: "from", Head: b.s("From"), Kind: words},
		{Key: "to", Head: b.s("To"), Kind: words}, {Key: "handed_off", Head: b.s("Handed off"), Kind: day}, {Key: "days", Head: b.s("Days"), Kind: whole}, {Key: "row", Head: b.s("Source row"), Kind: words}}}
	t.Long = &longRows{len(h.StuckDeals), func(i int) []cell {
		d := &h.StuckDeals[i]
		return []cell{text(cmp.Or(d.Name, d.Deal)), {V: b.partner(d.Partner), Href: b.partnerHref(d.Partner)}, {V: b.seats(d.From)}, {V: b.seats(d.To)},
			{V: d.HandedOff}, {V: d.Days}, {V: d.Row, Show: rowText(d.Row)}}
	}}
	if b.redacted() {
		t.without("from", "to")
	}
	v := b.view(t, true)
	s.Blocks = []templates.Block{v}
	s.Source = templates.Source{Text: b.source("", ingest.KindDeals), Links: append(b.rowsLink(b.s("Rows"), "handoffs.stuck"), templates.Link{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID})}
	return s
}

func (b *book) seats(ids []string) string {
	if len(ids) == 0 {
		return b.s("nobody")
	}
	return b.shortPersons(ids, 3)
}

// seatsSection says how many deals have somebody on the other side, and when
// credit is agreed.
func (b *book) seatsSection(h *analyze.Handoffs) templates.Section {
	rates := []struct {
		label, figure, need string
		r                   *analyze.Rate
	}{
		{b.s("Partner deals in scope with a sales owner"), "handoffs.sales_owner_rate", b.s("no column names a sales owner"), h.SalesOwnerRate},
		{b.s("With a marketing owner"), "handoffs.marketing_owner_rate", b.s("no column names a marketing owner"), h.MarketingRate},
		{b.s("With a handoff date"), "handoffs.defined_rate", b.s("no column has a handoff date"), h.DefinedRate},
		{b.s("Credit agreed after close, or never"), "handoffs.late_credit_rate", b.s("no column says when credit was agreed"), h.LateCreditRate},
	}
	facts := templates.Facts{Wide: true}
	var links []templates.Link
	for _, r := range rates {
		facts.Items = append(facts.Items, b.rateFact(r.label, r.r, r.need))
		if l := b.rowsLink(r.label, r.figure); len(l) > 0 {
			links = append(links, l...)
		}
	}
	title := b.unsaid(b.s("Whether deals have somebody on the other side is not known"))
	if r := h.SalesOwnerRate; r != nil && r.N > 0 {
		title = b.s("Every partner deal in scope has a sales owner")
		if r.K < r.N {
			title = sentence(b.s("%s of %s have nobody on the sales side", b.count(r.N-r.K), b.plural(r.N, "%s partner deal", "%s partner deals")))
		}
	}
	return templates.Section{ID: "seats", Title: title, Blocks: []templates.Block{facts}, Source: templates.Source{Text: b.source("", ingest.KindDeals), Links: links}}
}

// rateFact is a rate with its counts and interval, or what it needs.
func (b *book) rateFact(label string, r *analyze.Rate, need string) templates.Fact {
	if r == nil || r.N == 0 || r.Value == nil {
		return templates.Fact{Label: label, Missing: true, Text: templates.Text(b.notEnough(need))}
	}
	f := templates.Fact{Label: label, Text: b.rich("%s: %s", templates.Bold(b.percent(*r.Value)), b.kOfN(r.K, r.N))}
	if r.Interval != nil {
		f.Text = b.rich("%s; 95%% interval %s", f.Text, b.percentRange(r.Interval[0], r.Interval[1]))
	}
	return f
}

// figureHandoff is the key figure of the summary.
func (b *book) figureHandoff() templates.KeyFigure {
	k := templates.KeyFigure{Label: b.s("Median days from handoff to acceptance"), Href: b.evidence("handoffs.median_days")}
	h := b.rep.Handoffs
	switch {
	case h == nil || h.Handed == nil:
		k.Missing = b.notEnough(b.s("no column has a handoff date"))
	case h.MedianDays == nil:
		k.Missing = b.notEnough(b.s("needs 10 acceptances, has %s", b.countOr(h.Accepted)))
		if h.Accepted != nil && *h.Accepted >= 10 {
			k.Missing = b.notEnough(b.s("under half of the handoffs are accepted"))
		}
	default:
		k.Value = b.count(*h.MedianDays)
		k.Unit = b.pluralOf(*h.MedianDays, "day", "days")
		k.Context = b.s("%s of %s accepted", b.countOr(h.Accepted), b.countOr(h.Handed))
	}
	return k
}

// warnings are a section's own reasons for what it cannot say.
func (b *book) warnings(list []string) []templates.Note {
	var out []templates.Note
	for _, w := range list {
		if w = b.say(strings.TrimSpace(w)); w != "" && !slices.ContainsFunc(out, func(n templates.Note) bool { return n.Text.String() == sentence(w) }) {
			out = append(out, templates.Note{Severity: templates.Notice, Text: templates.Text(sentence(clip(w, 300)))})
		}
	}
	return out
}
