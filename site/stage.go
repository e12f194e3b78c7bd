package site

import (
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// lifecyclePage lists the stages in their order.
func (b *book) lifecyclePage() *templates.IndexPage {
	p := &templates.IndexPage{Page: b.page("stages", "stages/index.html", b.s("Stages"))}
	p.Verdict = b.s("%s.", b.stripTitle())
	p.Deck = templates.Text(b.s("The stages of the partner lifecycle in their order, each with its own page."))
	p.List = b.stripSection()
	return p
}

// stagePage is one stage of the lifecycle.
func (b *book) stagePage(st *analyze.Stage) *templates.StagePage {
	v := &templates.StagePage{Page: b.page("stages", b.stageHref(st.ID), st.Name)}
	v.Kicker[0] = templates.Rich{templates.To(b.s("Stages"), "stages/index.html")}
	v.Title = st.Name
	v.Verdict = b.stageVerdict(st)
	v.Deck = b.stageDeck(st)
	v.Strip = templates.Section{ID: "ownership", Title: b.stageTitle(st), Blocks: []templates.Block{b.strip("strip", []analyze.Stage{*st})},
		Source: templates.Source{Text: b.source(b.scope(), ingest.KindRoster, ingest.KindDeals, ingest.KindPartners), Links: b.stageRows(st)}}
	if notes := b.warnings(st.Warnings); len(notes) > 0 && st.Observed != nil && st.Observed.Items > 0 {
		v.Strip.Blocks = append(v.Strip.Blocks, templates.Notes{Items: notes})
	}
	if !b.anonymous() {
		v.People = b.stagePeople(st)
	}
	if st.Observed != nil {
		v.Map = b.mapSection("stages/"+b.stageSlugs[st.ID]+"-segments", []analyze.Stage{*st})
	}
	subject := "stage:" + st.ID
	if picked := b.pick(func(f analyze.Finding) bool { return f.Subject == subject }); len(picked) > 0 {
		v.Findings = templates.Section{ID: "findings", Title: b.findingsTitle(picked), Blocks: []templates.Block{b.findings(picked)}}
	}
	v.Items = b.stageItems(st)
	return v
}

func (b *book) stageVerdict(st *analyze.Stage) string {
	switch st.Stated.Status {
	case "unowned":
		return b.unownedVerdict(st)
	case "shared":
		return sentence(b.s("%s has several owners whose segments overlap.", st.Name))
	case "split":
		return sentence(b.s("%s has an owner in each segment.", st.Name))
	}
	owner, _ := b.statedOwner(st)
	if o := st.Observed; o != nil && o.Items >= thinStage && o.Coverage != nil && *o.Coverage < quietCoverage {
		return b.s("%s owns %s on the roster, but only %s have one owner in the records.", owner, b.stageInText(st.ID), b.inTen(*o.Coverage, st.Item))
	}
	return b.s("%s owns %s.", owner, b.stageInText(st.ID))
}

func (b *book) stageDeck(st *analyze.Stage) templates.Rich {
	o := st.Observed
	if o == nil && b.anonymous() {
		return templates.Text(sentence(b.noOwnerColumn()) + ".")
	}
	if o == nil {
		return templates.Text(b.s("No column of the exports names an owner, so the roster's word is all there is."))
	}
	if o.Items == 0 {
		return templates.Text(b.s("Nothing is in scope."))
	}
	out := b.rich("Of %s, %s have one active owner, %s two or more, %s only people who left, and %s nobody.", b.itemWord(st.Item, o.Items),
		templates.Bold(b.count(o.Owned)), b.count(o.Shared), b.count(o.Orphaned), templates.Bold(b.count(o.Unowned)))
	if o.BusFactor != nil {
		out = sentences(out, templates.Text(sentence(b.pluralWord(*o.BusFactor, "%s person holds more than half of the owned items.", "%s people hold more than half of the owned items."))))
	}
	return out
}

func (b *book) stageTitle(st *analyze.Stage) string {
	o := st.Observed
	if o == nil && b.anonymous() {
		return b.unsaid(b.s("Who does %s is not known", b.stageInText(st.ID)))
	}
	if o == nil || o.Coverage == nil || o.Items < thinStage {
		return b.s("Too little in the records to judge %s", b.stageInText(st.ID))
	}
	return sentence(b.s("%s have one owner", b.inTen(*o.Coverage, st.Item)))
}

// stageRows link to the rows of each class of items.
func (b *book) stageRows(st *analyze.Stage) []templates.Link {
	var out []templates.Link
	for _, c := range []struct{ id, text string }{
		{"items", b.s("All rows")}, {"owned", b.s("One owner")}, {"shared", b.s("Several")}, {"orphaned", b.s("Only people who left")}, {"unowned", b.s("Nobody")},
	} {
		out = append(out, b.rowsLink(c.text, "stages."+st.ID+"."+c.id)...)
	}
	return out
}

// stagePeople is who does the stage, in order of name.
func (b *book) stagePeople(st *analyze.Stage) templates.Section {
	s := templates.Section{ID: "people", Title: b.s("Who is named, and who is stated")}
	t := &table{ID: "stages/" + b.stageSlugs[st.ID] + "-people", Caption: b.s("People of %s", b.stageInText(st.ID)), Sorted: 1, Columns: []column{
		{Key: "person", Head: b.s("Person"), Kind: words}, {Key: "stated", Head: b.s("Stated"), Kind: words},
		{Key: "named", Head: b.s("In the records"), Kind: words}, {Key: "items", Head: b.s("Items"), Kind: whole, Wide: true}, {Key: "share", Head: b.s("Of the stage"), Kind: share}}}
	most := 0.0
	for i := range b.rep.People {
		most = max(most, b.rep.People[i].StageItems[st.ID])
	}
	for i := range b.rep.People {
		p := &b.rep.People[i]
		n, stated := p.StageItems[st.ID], slices.Contains(st.Stated.Owners, p.ID)
		if n == 0 && !stated && !namedIn(st, p) {
			continue
		}
		items, of := cell{V: n, Show: dash, Why: b.s("not in the records")}, cell{Why: b.s("not in the records")}
		if n > 0 {
			items = cell{V: n, Bar: &templates.Bar{Share: share01(n, most), Muted: !stated}, Href: b.evidence(stageFigure(p, st.ID))}
			of = cell{V: share01(n, stageTotal(st))}
		}
		t.Rows = append(t.Rows, []cell{{V: p.Name, Show: tidy(p.Name), Href: b.personHref(p.ID), Sub: tidy(roleOf(p))}, {V: b.yesNo(stated)}, {V: b.yesNo(namedIn(st, p))}, items, of})
	}
	if b.redacted() {
		t.without("items", "share")
	} else {
		t.without("named")
	}
	if len(t.Rows) == 0 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.s("Nobody is stated, and the records name nobody.")}}
		return s
	}
	v := b.view(t, true)
	v.ID = "people-of-stage"
	s.Blocks = []templates.Block{v}
	s.Source = templates.Source{Text: b.source("", ingest.KindRoster, ingest.KindDeals), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}
	return s
}

// stageItems lists the partners of a stage that has no single owner for them;
// for deals the evidence pages have the rows.
func (b *book) stageItems(st *analyze.Stage) templates.Section {
	if st.Item != "partner" || st.Observed == nil {
		return templates.Section{}
	}
	t := &table{ID: "stages/" + b.stageSlugs[st.ID] + "-partners", Caption: b.s("Partners without a single owner of %s", b.stageInText(st.ID)), Sorted: 1, Columns: []column{
		{Key: "partner", Head: b.s("Partner"), Kind: words}, {Key: "class", Head: b.s("Ownership"), Kind: words},
		{Key: "people", Head: b.s("Named"), Kind: words, Wrap: true, Wide: true}, {Key: "region", Head: b.s("Region"), Kind: words}, {Key: "type", Head: b.s("Type"), Kind: words}}}
	for i := range b.rep.Partners {
		q := &b.rep.Partners[i]
		o, ok := q.StageOwners[st.ID]
		if !ok || o.Class == "owned" {
			continue
		}
		names := b.persons(o.People)
		for _, n := range o.Others {
			names = append(names, tidy(n))
		}
		t.Rows = append(t.Rows, []cell{{V: q.Name, Show: tidy(q.Name), Href: b.partnerHref(q.ID)}, {V: o.Class, Show: b.className4(o.Class), Mark: classMark(o.Class)},
			{V: b.shortList(names, 4)}, text(q.Region), text(q.Type)})
	}
	if len(t.Rows) == 0 {
		return templates.Section{}
	}
	if b.redacted() {
		t.without("people")
	}
	v := b.view(t, true)
	v.ID, v.Filter = "partners-of-stage", len(t.Rows) > 12
	s := templates.Section{ID: "items", Title: sentence(b.plural(len(t.Rows), "%s partner without a single owner", "%s partners without a single owner")), Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindDeals, ingest.KindPartners), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV}}}}
	return s
}
