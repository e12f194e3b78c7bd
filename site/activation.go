package site

import (
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var activationRules = []string{"logos-over-revenue", "partners-inactive", "activation-unowned"}

// activationPage is activation, not logos.
func (b *book) activationPage() *templates.ActivationPage {
	p := &templates.ActivationPage{Page: b.page("activation", "activation.html", b.s("Activation"))}
	p.Alerts = b.dataAlert()
	a := b.rep.Activation
	p.Verdict = b.activationVerdict(a)
	p.Deck = b.activationDeck(a)
	p.Funnel = b.funnelSection(a)
	p.Time = b.firstDealSection(a)
	p.Logos = b.logosSection(a)
	p.Inactive = b.inactiveSection(a)
	p.Findings = b.findingsSection(activationRules...)
	return p
}

// orZero is a count where "not known" and none read the same.
func orZero(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

func (b *book) activationVerdict(a *analyze.Activation) string {
	switch {
	case (a.Partners == nil || a.Producing == nil) && b.anonymous():
		return b.s("How many partners bring won deals is withheld for this audience.")
	case orZero(a.Partners) == 0:
		return b.s("No partner is in scope.")
	case a.Signed == nil:
		return sentence(b.s("%s of %s bring won deals; when they signed is not known.", b.noneOr(orZero(a.Producing)), b.plural(orZero(a.Partners), "%s partner", "%s partners")))
	case orZero(a.Producing) == 0:
		return b.s("No partner brought a won deal in the last four quarters.")
	}
	share := float64(orZero(a.Producing)) / float64(orZero(a.Partners))
	if l := a.Logos; l != nil && l.Verdict == "logos_only" {
		return b.s("More partners are signed, but sourced revenue has not followed.")
	}
	return sentence(b.s("%s bring won deals.", b.inTen(share, "partner")))
}

func (b *book) activationDeck(a *analyze.Activation) templates.Rich {
	if orZero(a.Partners) == 0 {
		return templates.Text(b.notEnough(b.s("needs partners on deals or a partner list")) + ".")
	}
	if a.Activated == nil || a.Producing == nil {
		return b.rich("%s in scope; how many have had a first deal, or brought a won deal, is not told to this audience.", b.plural(orZero(a.Partners), "%s partner is", "%s partners are"))
	}
	counts := b.rich("Of %s in scope, %s have had a first deal and %s brought a won deal in four quarters.", b.plural(orZero(a.Partners), "%s partner", "%s partners"),
		templates.Bold(b.count(orZero(a.Activated))), templates.Bold(b.count(orZero(a.Producing))))
	if r := a.Rate; r.N > 0 {
		return sentences(counts, b.rich("%s signed long enough ago had a first deal within %s.", templates.Bold(b.kOfN(r.K, r.N)), b.plural(b.rep.Thresholds.ActivationDays, "%s day", "%s days")))
	}
	return counts
}

// funnelSection is signed, activated, producing.
func (b *book) funnelSection(a *analyze.Activation) templates.Section {
	if orZero(a.Partners) == 0 {
		return templates.Section{}
	}
	t := &table{ID: "activation-funnel", Caption: b.s("From partner to producing partner"), Columns: []column{
		{Key: "step", Head: b.s("Step"), Kind: words}, {Key: "partners", Head: b.s("Partners"), Kind: whole, Wide: true}, {Key: "meaning", Head: b.s("Meaning"), Kind: words, Wrap: true}}}
	add := func(name, meaning, figure string, n *int) {
		c := cell{Why: b.notEnough(b.s("no partner has a signing date"))}
		if n != nil {
			c = cell{V: *n, Href: b.evidence(figure), Bar: &templates.Bar{Share: share01(float64(*n), float64(orZero(a.Partners)))}}
		}
		t.Rows = append(t.Rows, []cell{{V: name}, c, {V: meaning}})
	}
	add(b.s("In scope"), b.s("on a partner deal in scope, or on the partner list"), "activation.partners", a.Partners)
	add(b.s("Signed"), b.s("with a signing date"), "activation.signed", a.Signed)
	add(b.s("Activated"), b.s("a first deal created or registered, or the list's date"), "activation.activated", a.Activated)
	add(b.s("Producing"), b.s("a sourced win in the last four quarters"), "activation.producing", a.Producing)
	v := b.view(t, true)
	v.Plain = true
	facts := templates.Facts{Wide: true, Items: []templates.Fact{
		b.rateFact(b.s("Activated within %s of signing", b.plural(b.rep.Thresholds.ActivationDays, "%s day", "%s days")), &a.Rate, b.s("needs partners signed long enough ago")),
		b.rateFact(b.s("Not yet activated, without an active activation owner"), a.UnownedRate, b.s("no column names an activation owner"))}}
	title := b.unsaid(b.s("How many partners produce is not known"))
	if a.Producing != nil {
		title = sentence(b.s("%s of %s produce", b.noneOr(*a.Producing), b.plural(orZero(a.Partners), "%s partner", "%s partners")))
	}
	return templates.Section{ID: "funnel", Title: title,
		Blocks: []templates.Block{v, facts}, Source: templates.Source{Text: b.source("", ingest.KindDeals, ingest.KindPartners),
			Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}, {Text: b.s("Method"), Href: "method.html#activation"}}}}
}

// firstDealSection is the time from signing to a first deal.
func (b *book) firstDealSection(a *analyze.Activation) templates.Section {
	s := templates.Section{ID: "time", Title: b.unsaid(b.s("How long a first deal takes is not known")), Lede: templates.Text(b.s("Share of signed partners with a first deal, by days since signing"))}
	if len(a.FirstDeal) == 0 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs signing dates, as a partner list has them"))}}
		return s
	}
	s.Title = b.s("Under half of the signed partners have a first deal")
	if a.MedianDays != nil {
		s.Title = b.s("Half of the signed partners have a first deal within %s", b.plural(*a.MedianDays, "%s day", "%s days"))
	}
	s.Blocks = []templates.Block{b.firstDealChart(a, s.Title)}
	if len(a.Cohorts) > 0 {
		t := &table{ID: "cohorts", Caption: b.s("By fiscal year of signing"), Columns: []column{
			{Key: "year", Head: b.s("Signed in"), Kind: words}, {Key: "signed", Head: b.s("Partners"), Kind: whole}, {Key: "with_deal", Head: b.s("With a first deal"), Kind: whole},
			{Key: "in_time", Head: b.s("Activated in time"), Kind: words}, {Key: "rate", Head: b.s("Rate"), Kind: share}, {Key: "median_days", Head: b.s("Median days"), Kind: whole}}}
		for _, c := range a.Cohorts {
			rate := cell{V: known(c.Rate.Value), Why: b.s("signed too recently")}
			if c.Rate.Interval != nil {
				rate.Sub = b.percentRange(c.Rate.Interval[0], c.Rate.Interval[1])
			}
			t.Rows = append(t.Rows, []cell{{V: c.Year}, {V: c.Signed}, {V: c.WithDeal}, {V: b.kOfN(c.Rate.K, c.Rate.N)}, rate, {V: knownInt(c.MedianDays), Why: b.s("under half have a first deal")}})
		}
		v := b.view(t, true)
		v.Plain = true
		s.Blocks = append(s.Blocks, v)
	}
	s.Source = templates.Source{Text: b.source(b.s("Kaplan-Meier from signing; partners without a deal are censored at the as-of day or at their end."), ingest.KindPartners, ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "activation.days_to_first_deal_median"), templates.Link{Text: b.s("Method"), Href: "method.html#activation"})}
	return s
}

// logosSection sets partners signed beside sourced revenue.
func (b *book) logosSection(a *analyze.Activation) templates.Section {
	s := templates.Section{ID: "logos", Title: b.unsaid(b.s("Whether logos and revenue move together is not known")), Lede: templates.Text(b.s("Partners signed, and sourced revenue won, by fiscal quarter"))}
	l := a.Logos
	if l == nil {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs signing dates over 8 complete quarters"))}}
		return s
	}
	switch l.Verdict {
	case "together":
		s.Title = b.s("More partners signed, and more sourced revenue with them")
	case "logos_only":
		s.Title = b.s("More partners signed, and no more sourced revenue")
	case "revenue_only":
		s.Title = b.s("More sourced revenue, without more partners signed")
	default:
		s.Title = b.s("Neither signings nor sourced revenue rose")
	}
	facts := templates.Facts{Wide: true, Items: []templates.Fact{
		{Label: b.s("Partners signed, last four complete quarters"), Text: b.rich("%s, after %s in the four before", templates.Bold(b.count(l.Signed)), b.count(l.SignedBefore))},
		{Label: b.s("Sourced revenue, last four complete quarters"), Text: b.rich("%s, after %s in the four before", templates.Bold(b.money(floatOf(l.Sourced))), b.money(floatOf(l.SourcedBefore)))}}}
	s.Blocks = append(b.logosChart(a, s.Title), facts)
	s.Source = templates.Source{Text: b.source(b.s("Two panels, two units; the comparison is of sums over four quarters."), ingest.KindPartners, ingest.KindDeals),
		Links: b.rowsLink(b.s("Rows"), "activation.signed_last_four", "activation.signed")}
	return s
}

// inactiveSection lists partners that bring nothing, and those not activated.
func (b *book) inactiveSection(a *analyze.Activation) templates.Section {
	list := slices.Clone(a.InactiveList)
	title := sentence(b.pluralWord(len(list), "%s partner signed long ago brings nothing", "%s partners signed long ago bring nothing"))
	if len(list) == 0 {
		list, title = slices.Clone(a.NotActivated), sentence(b.pluralWord(len(a.NotActivated), "%s partner is not activated yet", "%s partners are not activated yet"))
	}
	if len(list) == 0 {
		return templates.Section{}
	}
	t := &table{ID: "inactive-partners", Caption: title, Sorted: 1, Columns: []column{
		{Key: "partner", Head: b.s("Partner"), Kind: words, Wide: true}, {Key: "signed", Head: b.s("Signed"), Kind: day}, {Key: "activated", Head: b.s("Activated"), Kind: day},
		{Key: "last_won", Head: b.s("Last sourced win"), Kind: day}, {Key: "owner", Head: b.s("Activation owner"), Kind: words}, {Key: "row", Head: b.s("Source row"), Kind: words}}}
	for _, p := range list {
		owner := b.s("nobody active")
		if p.Owned {
			owner = b.s("an active person")
		}
		t.Rows = append(t.Rows, []cell{{V: b.partner(p.Partner), Href: b.partnerHref(p.Partner)}, dayCell(p.Signed), dayCell(p.Activated), dayCell(p.LastWon), {V: owner}, {V: p.Row, Show: rowText(p.Row)}})
	}
	v := b.view(t, true)
	v.Filter = len(t.Rows) > 12
	return templates.Section{ID: "inactive", Title: title, Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindPartners, ingest.KindDeals), Links: append(b.rowsLink(b.s("Rows"), "activation.inactive"), templates.Link{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID})}}
}

// dayCell is a day that may not be known.
func dayCell(d ingest.Date) cell {
	if d.IsZero() {
		return cell{}
	}
	return cell{V: d}
}
