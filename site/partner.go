package site

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// partnersPage lists every partner in scope, then the others.
func (b *book) partnersPage() *templates.IndexPage {
	p := &templates.IndexPage{Page: b.page("partners", "partners/index.html", b.s("Partners"))}
	var in, out []*analyze.Partner
	producing := 0
	for i := range b.rep.Partners {
		q := &b.rep.Partners[i]
		if !q.Sourced.IsZero() {
			producing++
		}
		if q.InScope {
			in = append(in, q)
		} else {
			out = append(out, q)
		}
	}
	switch {
	case len(b.rep.Partners) == 0:
		p.Verdict = b.s("No deal and no list names a partner.")
	case producing == 0:
		p.Verdict = sentence(b.pluralWord(len(in), "%s partner in scope, and none brought a won deal in four quarters.", "%s partners in scope, and none brought a won deal in four quarters."))
	default:
		p.Verdict = sentence(b.s("%s of %s brought a won deal in the last four quarters.", b.word(producing), b.plural(len(in), "%s partner in scope", "%s partners in scope")))
	}
	if len(in) > 0 {
		p.List = b.partnersSection("scope", b.s("Partners in scope"), in)
	}
	if len(out) > 0 {
		p.More = b.partnersSection("earlier", b.s("Partners of earlier deals"), out)
	}
	return p
}

func (b *book) partnersSection(id, title string, list []*analyze.Partner) templates.Section {
	t := &table{ID: "partners-" + id, Caption: title, Sorted: 1, All: true, Columns: append([]column{b.partnerColumns()[0]},
		append([]column{{Key: "manager", Head: b.s("Partner manager"), Kind: words, Wrap: true}}, b.partnerColumns()[1:]...)...)}
	for _, q := range list {
		cells := b.partnerCells(q)
		manager := b.s("nobody")
		if len(q.Managers) > 0 {
			manager = b.shortPersons(q.Managers, 3)
		}
		t.Rows = append(t.Rows, append([]cell{cells[0], {V: manager}}, cells[1:]...))
	}
	if b.redacted() {
		t.without("manager", "sellers", "row")
	}
	v := b.view(t, true)
	v.Filter = len(list) > 12
	return templates.Section{ID: id, Title: title, Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindDeals, ingest.KindPartners), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// partnerPage is one partner.
func (b *book) partnerPage(q *analyze.Partner) *templates.PartnerPage {
	v := &templates.PartnerPage{Page: templates.Page{Site: b.site, Path: b.partnerHref(q.ID), Key: "partners"}}
	v.Verdict = b.partnerName(q)
	v.Title = v.Verdict
	v.Kicker = []templates.Rich{{templates.To(b.s("Partners"), "partners/index.html")}}
	for _, s := range []string{q.Type, q.Tier, q.Region, q.Motion} {
		if s != "" {
			v.Kicker = append(v.Kicker, templates.Rich{templates.Name(tidy(s))})
		}
	}
	v.Deck = b.partnerDeck(q)
	v.Figures = b.partnerFigures(q)
	v.Owners = b.partnerOwners(q)
	v.Deals = b.partnerDeals(q)
	subject := "partner:" + q.ID
	if picked := b.pick(func(f analyze.Finding) bool { return f.Subject == subject }); len(picked) > 0 {
		v.Findings = templates.Section{ID: "findings", Title: b.s("What the records say about this partner"), Blocks: []templates.Block{b.findings(picked)}}
	}
	v.Record = b.partnerRecord(q)
	return v
}

func (b *book) partnerName(q *analyze.Partner) string {
	return tidy(cmp.Or(q.Name, b.s("Partner without a name")))
}

// links are people as links, nobody where there are none.
func (b *book) links(ids []string) templates.Rich {
	if len(ids) == 0 {
		return templates.Text(b.s("nobody"))
	}
	var out []templates.Rich
	for _, id := range ids {
		out = append(out, templates.Rich{b.personLink(id)})
	}
	return b.richList(out, 4)
}

func (b *book) partnerDeck(q *analyze.Partner) templates.Rich {
	if b.redacted() && q.InScope {
		return nil
	}
	if !q.InScope {
		return templates.Text(b.s("Not in scope: no partner deal is open or was closed in the last four quarters."))
	}
	same := len(q.Managers) == 1 && len(q.Sellers) == 1 && q.Managers[0] == q.Sellers[0]
	if same {
		return b.rich("%s holds both the relationship and the revenue side.", b.links(q.Managers))
	}
	return b.rich("The relationship is with %s, the revenue side with %s.", b.links(q.Managers), b.links(q.Sellers))
}

// namedFigure is a figure by the end of its id, with its label.
type namedFigure struct{ name, label string }

// partnerFigureNames are the figures of a partner that have rows.
func (b *book) partnerFigureNames() []namedFigure {
	return []namedFigure{{"sourced", b.s("Sourced, won in four quarters")}, {"influenced", b.s("Influenced, won in four quarters")},
		{"won_deals", b.s("Won deals, four quarters")}, {"open_deals", b.s("Open deals")}}
}

func (b *book) partnerFigures(q *analyze.Partner) []templates.KeyFigure {
	var f []templates.KeyFigure
	for _, x := range b.partnerFigureNames() {
		f = append(f, templates.KeyFigure{Label: x.label, Href: b.partnerRows(q, x.name)})
	}
	sourced, influenced, won, open := &f[0], &f[1], &f[2], &f[3]
	sourced.Value, sourced.Unit = b.moneyParts(floatOf(q.Sourced))
	influenced.Value, influenced.Unit = b.moneyParts(floatOf(q.Influenced))
	won.Value, open.Value = b.count(q.WonDeals), b.count(q.OpenDeals)
	activated := templates.KeyFigure{Label: b.s("Activated")}
	if q.Activated.IsZero() {
		activated.Missing = cmp.Or(b.notYet(q), b.notEnough(b.s("no deal and no date says so")))
	} else {
		day := b.dateShort(q.Activated)
		if at := strings.LastIndexAny(day, " "+nbsp); at > 0 {
			activated.Value, activated.Unit = day[:at], strings.TrimLeft(day[at:], " "+nbsp)
		} else {
			activated.Value = day
		}
		if !q.Signed.IsZero() && q.Activated >= q.Signed {
			activated.Context = b.plural(int(q.Activated-q.Signed), "%s day after signing", "%s days after signing")
		}
	}
	return append(f, activated)
}

// partnerOwners says who owns each stage of this partner.
func (b *book) partnerOwners(q *analyze.Partner) templates.Section {
	t := &table{ID: "owners", Caption: b.s("Who owns each stage of this partner"), Columns: []column{
		{Key: "stage", Head: b.s("Stage"), Kind: words}, {Key: "class", Head: b.s("Ownership"), Kind: words},
		{Key: "people", Head: b.s("Active people named"), Kind: words, Wrap: true, Wide: true}, {Key: "others", Head: b.s("Names not active on the roster"), Kind: words, Wrap: true}}}
	open := 0
	for _, s := range b.rep.Stages {
		o, ok := q.StageOwners[s.ID]
		if !ok {
			continue
		}
		if o.Class != "owned" {
			open++
		}
		people := cell{V: ""}
		if len(o.People) > 0 {
			people = cell{V: b.person(o.People[0]), Href: b.personHref(o.People[0])}
			for _, id := range o.People[1:] {
				people.More = append(people.More, templates.Link{Text: b.person(id), Href: b.personHref(id)})
			}
		}
		var others []string
		for _, n := range o.Others {
			others = append(others, tidy(n))
		}
		t.Rows = append(t.Rows, []cell{{V: s.Name, Href: b.stageHref(s.ID)}, {V: o.Class, Show: b.className4(o.Class), Mark: classMark(o.Class)}, people, {V: b.shortList(others, 4)}})
	}
	if len(t.Rows) == 0 {
		return templates.Section{}
	}
	title := b.s("Every stage of this partner has one owner")
	if open > 0 {
		title = sentence(b.pluralWord(open, "%s stage of this partner has no single owner", "%s stages of this partner have no single owner"))
	}
	if b.redacted() {
		t.without("people", "others")
	}
	v := b.view(t, false)
	v.Plain = true
	return templates.Section{ID: "owners", Title: title, Blocks: []templates.Block{v}, Source: templates.Source{Text: b.source("", ingest.KindDeals, ingest.KindPartners)}}
}

// className4 is the ownership of one item in words.
func (b *book) className4(class string) string {
	switch class {
	case "owned":
		return b.s("one active owner")
	case "shared":
		return b.s("two or more")
	case "orphaned":
		return b.s("only people who left")
	}
	return b.s("nobody named")
}

func classMark(class string) templates.Severity {
	switch class {
	case "owned":
		return templates.Good
	case "shared":
		return templates.Notice
	case "orphaned":
		return templates.Warning
	}
	return templates.Critical
}

// mostDeals is how many deals a partner's page lists, newest first.
const mostDeals = 50

// partnerRows leads to the rows behind a figure of a partner: the partner's own
// page lists them all, unless there are too many.
func (b *book) partnerRows(q *analyze.Partner, figure string) string {
	if n := len(b.dealsOf[q.ID]); n > 0 && n <= mostDeals {
		return b.partnerHref(q.ID) + "#deals"
	}
	return b.evidence("partners." + q.ID + "." + figure)
}

// partnerDeals lists the partner's deals.
func (b *book) partnerDeals(q *analyze.Partner) templates.Section {
	idx := b.dealsOf[q.ID]
	if len(idx) == 0 {
		return templates.Section{}
	}
	sorted := slices.Clone(idx)
	slices.SortStableFunc(sorted, func(x, y int32) int { return cmp.Compare(b.ds.Deals[y].Created, b.ds.Deals[x].Created) })
	t := &table{ID: "deals", Caption: b.s("Deals of this partner"), Columns: []column{
		{Key: "deal", Head: b.s("Deal"), Kind: words}, {Key: "amount", Head: b.s("Amount"), Kind: money}, {Key: "status", Head: b.s("Status"), Kind: words},
		{Key: "created", Head: b.s("Created"), Kind: day}, {Key: "closed", Head: b.s("Closed"), Kind: day},
		{Key: "manager", Head: b.s("Partner manager"), Kind: words}, {Key: "seller", Head: b.s("Revenue side"), Kind: words}, {Key: "row", Head: b.s("Source row"), Kind: words}},
		Sorted: 4, Desc: true}
	for _, i := range sorted[:min(len(sorted), mostDeals)] {
		d := &b.ds.Deals[i]
		seller := d.PartnerSalesExec
		if seller == nil {
			seller = d.CosellOwner
		}
		t.Rows = append(t.Rows, []cell{text(cmp.Or(d.Name, d.ID)), b.amount(d.Amount), {V: b.s(d.Status.String())}, {V: d.Created}, {V: d.Closed},
			named(d.PartnerManager), named(seller), {V: d.Pos.String(), Show: rowText(d.Pos.String())}})
	}
	if b.redacted() {
		t.without("manager", "seller")
	}
	v := b.view(t, false)
	s := templates.Section{ID: "deals", Title: sentence(b.plural(len(idx), "%s deal on record", "%s deals on record")), Blocks: []templates.Block{v}}
	if len(idx) > mostDeals {
		s.Lede = templates.Text(b.s("The latest %s.", b.count(mostDeals)))
	}
	s.Source = templates.Source{Text: b.source("", ingest.KindDeals)}
	return s
}

func (b *book) partnerRecord(q *analyze.Partner) templates.Section {
	or := func(s string) templates.Rich {
		if s == "" {
			return templates.Text(dash)
		}
		return templates.Rich{templates.Name(tidy(s))}
	}
	return templates.Section{ID: "record", Title: b.s("What the exports say"), Blocks: []templates.Block{templates.Facts{Wide: true, Items: []templates.Fact{
		{Label: b.s("Type"), Text: or(q.Type)}, {Label: b.s("Tier"), Text: or(q.Tier)}, {Label: b.s("Region"), Text: or(q.Region)},
		{Label: b.s("Motion"), Text: or(q.Motion)}, {Label: b.s("Signed"), Text: templates.Text(b.date(q.Signed))}, {Label: b.s("Activated"), Text: templates.Text(b.date(q.Activated))}}}},
		Source: templates.Source{Text: b.rich("First row %s.", templates.Name(clip(q.Row, 80)))}}
}
