package site

import (
	"cmp"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var separationRules = []string{"relationship-revenue-blur", "manager-carries-quota", "revenue-role-without-quota", "no-revenue-role"}

// separationPage says where relationship and revenue meet in one person.
func (b *book) separationPage() *templates.SeparationPage {
	p := &templates.SeparationPage{Page: b.page("separation", "separation.html", b.s("Relationship and revenue"))}
	p.Alerts = b.dataAlert()
	sep := b.rep.Separation
	if sep == nil {
		p.Verdict = b.unsaid(b.s("Whether relationship and revenue are kept apart is not known")) + "."
		p.Deck = templates.Text(b.notEnough(b.s("needs partner deals that name a partner manager and a seller")) + ".")
		p.Findings = b.findingsSection(separationRules...)
		return p
	}
	p.Verdict = b.separationVerdict(sep)
	p.Deck = b.separationDeck(sep)
	p.Blur = b.blurSection(sep)
	if !b.redacted() {
		p.People = b.bothSidesSection(sep)
		p.Pairs = b.pairsSection(sep)
		p.Quotas = b.quotasSection(sep)
	}
	p.Findings = b.findingsSection(separationRules...)
	return p
}

// blur is the rate that the pages speak of: the rate itself, or its lower bound
// where too many deals are unknown. ok is false on thin data.
func blur(sep *analyze.Separation) (rate float64, bounds, ok bool) {
	switch {
	case sep == nil || sep.Same+sep.Different < thinStage:
		return 0, false, false
	case sep.Bounds != nil:
		return sep.Bounds[0], true, true
	case sep.BlurRate != nil:
		return *sep.BlurRate, false, true
	}
	return 0, false, false
}

func (b *book) separationVerdict(sep *analyze.Separation) string {
	rate, bounds, ok := blur(sep)
	th := b.rep.Thresholds
	switch {
	case sep.Deals == 0:
		return b.s("No partner deal is in scope, so nothing can be said about who holds what.")
	case !ok:
		return b.s("Too few deals name both sides to say whether they are kept apart.")
	case bounds && rate < th.BlurRate:
		return sentence(b.s("On %s one side is not known.", b.inTen(float64(sep.Unknown)/float64(sep.Deals), "deal")))
	case rate >= th.BlurCritical:
		return b.s("Most deals have one person on both sides.")
	case rate >= th.BlurRate:
		return sentence(b.s("%s have one person on both sides.", b.inTen(rate, "deal")))
	case sep.Same == 0:
		return b.s("Relationship and revenue sit with different people on every deal.")
	}
	return b.s("Relationship and revenue are mostly kept apart.")
}

func (b *book) separationDeck(sep *analyze.Separation) templates.Rich {
	if sep.Deals == 0 {
		return templates.Text(b.notEnough(b.s("needs partner deals open at the as-of day or closed in the window")) + ".")
	}
	first := b.rich("%s of the %s in scope name the same person for relationship and revenue, %s name two, and %s leave one side open.",
		templates.Bold(b.count(sep.Same)), b.plural(sep.Deals, "%s partner deal", "%s partner deals"), b.noneOr(sep.Different), b.noneOr(sep.Unknown))
	if n := len(sep.PeopleOnBothSides); n > 0 {
		return sentences(first, templates.Text(sentence(b.pluralWord(n, "%s person holds both sides of a deal.", "%s people hold both sides of a deal."))))
	}
	return first
}

// noneOr is a count within a sentence: "none" for 0.
func (b *book) noneOr(n int) string {
	if n == 0 {
		return b.s("none")
	}
	return b.count(n)
}

// blurText is the rate with what it stands on: "29 of 93; 95% interval 23 to 41%".
func (b *book) blurText(sep *analyze.Separation) string {
	if sep.Bounds != nil {
		return b.s("%s of %s unknown: between %s and %s", b.count(sep.Unknown), b.count(sep.Deals), b.percent(sep.Bounds[0]), b.percent(sep.Bounds[1]))
	}
	text := b.kOfN(sep.Same, sep.Same+sep.Different)
	if sep.Interval != nil {
		text = b.s("%s; 95%% interval %s", text, b.percentRange(sep.Interval[0], sep.Interval[1]))
	}
	return text
}

func (b *book) blurSection(sep *analyze.Separation) templates.Section {
	facts := templates.Facts{Wide: true}
	rate := templates.Fact{Label: b.s("Deals with one person on both sides")}
	switch {
	case sep.Same+sep.Different == 0 && sep.Bounds == nil:
		rate.Missing, rate.Text = true, templates.Text(b.notEnough(b.s("no deal names both sides")))
	case sep.Bounds != nil:
		rate.Text = b.rich("%s, as %s", templates.Bold(b.percentRange(sep.Bounds[0], sep.Bounds[1])),
			b.s("%s of %s deals leave a side open", b.count(sep.Unknown), b.count(sep.Deals)))
	default:
		rate.Text = b.rich("%s: %s", templates.Bold(b.percentOr(sep.BlurRate)), b.blurText(sep))
	}
	weighted := templates.Fact{Label: b.s("The same, weighted by sourced revenue")}
	if sep.RevenueWeighted != nil {
		weighted.Text = templates.Rich{templates.Bold(b.percent(*sep.RevenueWeighted))}
	} else {
		weighted.Missing, weighted.Text = true, templates.Text(b.notEnough(b.s("needs sourced revenue on deals that name both sides")))
	}
	facts.Items = []templates.Fact{rate, weighted,
		{Label: b.s("Two people"), Text: b.rich("%s deals", templates.Bold(b.count(sep.Different)))},
		{Label: b.s("Not known"), Text: b.rich("%s deals name no partner manager or no seller", templates.Bold(b.count(sep.Unknown)))}}
	s := templates.Section{ID: "blur", Title: b.blurTitle(sep), Lede: templates.Text(b.s("Relationship owner: the partner manager. Revenue owner: the partner sales exec, else the co-sell owner.")),
		Blocks: []templates.Block{facts}}
	s.Source = templates.Source{Text: b.source(b.s("Partner deals open on %s or closed since %s.", b.date(b.rep.AsOf.Date), b.date(b.rep.Window.Start)), ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "separation.same", "separation.deals", "separation.blur_rate"), templates.Link{Text: b.s("Method"), Href: "method.html#separation"})}
	return s
}

func (b *book) blurTitle(sep *analyze.Separation) string {
	rate, bounds, ok := blur(sep)
	switch {
	case !ok:
		return b.s("Too few deals name both sides")
	case bounds:
		return b.s("Between %s and %s of deals have one person on both sides", b.percent(sep.Bounds[0]), b.percent(sep.Bounds[1]))
	}
	return sentence(b.s("%s of deals have one person on both sides", b.percent(rate)))
}

// bothSidesSection is the people who are relationship and revenue owner of the
// same deals.
func (b *book) bothSidesSection(sep *analyze.Separation) templates.Section {
	s := templates.Section{ID: "people", Title: b.s("Nobody holds both sides of a deal")}
	n := len(sep.PeopleOnBothSides)
	if n == 0 {
		s.Blocks = []templates.Block{templates.Paragraph{Text: templates.Text(b.s("No deal in scope names one person as relationship owner and as revenue owner."))}}
		return s
	}
	s.Title = sentence(b.pluralWord(n, "%s person holds both sides", "%s people hold both sides"))
	t := &table{ID: "both-sides", Caption: b.s("People on both sides of a deal"), Sorted: 1, Columns: []column{
		{Key: "person", Head: b.s("Person"), Kind: words}, {Key: "role", Head: b.s("Role"), Kind: words, Wide: true},
		{Key: "both", Head: b.s("Both sides"), Kind: whole, Meaning: b.s("Deals in scope with this person as relationship and as revenue owner")},
		{Key: "relationship", Head: b.s("As relationship owner"), Kind: whole}, {Key: "revenue", Head: b.s("As revenue owner"), Kind: whole},
	}}
	people := slices.Clone(sep.PeopleOnBothSides)
	slices.SortStableFunc(people, func(x, y analyze.BothSides) int { return cmp.Compare(b.person(x.Person), b.person(y.Person)) })
	for _, x := range people {
		row := []cell{{V: b.person(x.Person), Href: b.personHref(x.Person)}, {}, {V: x.Deals, Strong: true, Href: b.evidence("people." + x.Person + ".both_sides")}, {}, {}}
		if p := b.people[x.Person]; p != nil {
			row[1], row[3], row[4] = cell{V: tidy(roleOf(p))}, cell{V: p.RelationshipDeals}, cell{V: p.RevenueDeals}
		}
		t.Rows = append(t.Rows, row)
	}
	v := b.view(t, true)
	s.Blocks = []templates.Block{v}
	s.Source = templates.Source{Text: b.source("", ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}
	return s
}

// pairsSection is relationship owner against revenue owner.
func (b *book) pairsSection(sep *analyze.Separation) templates.Section {
	if len(sep.Pairs) == 0 {
		return templates.Section{}
	}
	t := &table{ID: "owner-pairs", Caption: b.s("Deals by relationship and revenue owner"), Sorted: 1, Columns: []column{
		{Key: "relationship", Head: b.s("Relationship owner"), Kind: words}, {Key: "revenue", Head: b.s("Revenue owner"), Kind: words},
		{Key: "deals", Head: b.s("Deals"), Kind: whole},
	}}
	pairs := slices.Clone(sep.Pairs)
	slices.SortStableFunc(pairs, func(x, y analyze.OwnerPair) int {
		return cmp.Or(cmp.Compare(b.person(x.Relationship), b.person(y.Relationship)), cmp.Compare(b.person(x.Revenue), b.person(y.Revenue)))
	})
	for _, x := range pairs {
		t.Rows = append(t.Rows, []cell{{V: b.person(x.Relationship), Href: b.personHref(x.Relationship)},
			{V: b.person(x.Revenue), Href: b.personHref(x.Revenue)}, {V: x.Deals}})
	}
	csv := b.keep(t)
	s := templates.Section{ID: "pairs", Title: b.s("Who sells beside whom"), Lede: templates.Text(b.s("Deals in scope by relationship owner and revenue owner.")),
		Source: templates.Source{Text: b.source("", ingest.KindDeals), Links: append(b.rowsLink(b.s("Rows"), "separation.deals"), templates.Link{Text: b.s("Download as CSV"), Href: csv})}}
	s.Blocks = b.pairsChart(pairs, t)
	return s
}

// quotasSection says which roles carry a number.
func (b *book) quotasSection(sep *analyze.Separation) templates.Section {
	item := func(ids []string, none string) (templates.Rich, bool) {
		if len(ids) == 0 {
			return templates.Text(none), false
		}
		var links []templates.Rich
		for _, id := range ids {
			links = append(links, templates.Rich{b.personLink(id)})
		}
		return b.richList(links, 8), true
	}
	with, anyWith := item(sep.ManagersWithQuota, b.s("none"))
	without, anyWithout := item(sep.SellersWithout, b.s("none"))
	title := b.s("Quotas sit where the revenue is")
	switch {
	case !b.quotaKnown():
		return templates.Section{ID: "quotas", Title: b.s("The roster does not say who carries a number"),
			Blocks: []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs a quota column on the roster"))}}}
	case anyWith && anyWithout:
		title = b.s("Relationship roles carry a number, and revenue roles lack one")
	case anyWith:
		title = sentence(b.pluralWord(len(sep.ManagersWithQuota), "%s relationship role carries a number", "%s relationship roles carry a number"))
	case anyWithout:
		title = sentence(b.pluralWord(len(sep.SellersWithout), "%s revenue role has no number", "%s revenue roles have no number"))
	}
	return templates.Section{ID: "quotas", Title: title, Blocks: []templates.Block{templates.Facts{Wide: true, Items: []templates.Fact{
		{Label: b.s("Partner managers with a quota"), Text: with}, {Label: b.s("Revenue roles without one"), Text: without}}}},
		Source: templates.Source{Text: b.source("", ingest.KindRoster)}}
}

// quotaKnown reports whether the roster has a quota column.
func (b *book) quotaKnown() bool {
	for _, in := range b.rep.Inputs {
		if in.Kind == ingest.KindRoster && slices.ContainsFunc(in.Columns, func(c analyze.InputColumn) bool { return c.Field == "quota" }) {
			return true
		}
	}
	return false
}
