package site

import (
	"math"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// peoplePage lists everybody on the roster.
func (b *book) peoplePage() *templates.IndexPage {
	p := &templates.IndexPage{Page: b.page("people", "people/index.html", b.s("People"))}
	team := b.teamPeople()
	p.Verdict = b.peopleVerdict(team)
	if b.rep.Team != nil {
		p.Deck = b.rich("They hold %s FTE. People stand in order of name; nobody is ranked.", templates.Bold(b.one(b.rep.Team.FTE)))
	}
	p.Notices = b.smallTeamNotice(team)
	var rest []*analyze.Person
	for i := range b.rep.People {
		if q := &b.rep.People[i]; !slices.Contains(team, q) {
			rest = append(rest, q)
		}
	}
	if len(team) > 0 {
		p.List = b.peopleSection("team", b.s("The partnerships team"), team)
	}
	if len(rest) > 0 {
		p.More = b.peopleSection("others", b.s("Others on the roster, and people who have left"), rest)
	}
	return p
}

func (b *book) peopleVerdict(team []*analyze.Person) string {
	switch len(team) {
	case 0:
		return b.s("The roster shows no active partnerships team.")
	case len(b.rep.People):
		return sentence(b.pluralWord(len(team), "%s person makes up the partnerships team.", "%s people make up the partnerships team."))
	}
	return sentence(b.s("%s of the %s on the roster make up the partnerships team.", b.word(len(team)), b.plural(len(b.rep.People), "%s person", "%s people")))
}

func (b *book) peopleSection(id, title string, people []*analyze.Person) templates.Section {
	inOrder(b.words.tag, people, func(p *analyze.Person) string { return p.Name })
	t := &table{ID: "people-" + id, Caption: title, Sorted: 1, All: true, Columns: []column{
		{Key: "person", Head: b.s("Person"), Kind: words}, {Key: "role", Head: b.s("Role"), Kind: words, Wide: true},
		{Key: "stages", Head: b.s("Stages stated"), Kind: words}, {Key: "class", Head: b.s("Spread"), Kind: words},
		{Key: "effective_stages", Head: b.s("Effective stages"), Kind: tenths}, {Key: "load", Head: b.s("Load per FTE"), Kind: whole},
		{Key: "open_deals", Head: b.s("Open deals"), Kind: whole}, {Key: "row", Head: b.s("Roster row"), Kind: words},
	}}
	v := templates.Table{}
	for _, p := range people {
		name := cell{V: p.Name, Show: tidy(p.Name), Href: b.personHref(p.ID)}
		if !p.Active {
			name.Sub = b.leftText(p)
		}
		t.Rows = append(t.Rows, []cell{name, {V: tidy(roleOf(p))}, {V: strings.Join(b.stageNames(p.StagesStated), ", ")}, {V: p.Class, Show: b.className(p.Class)},
			{V: known(p.EffectiveStages)}, {V: known(p.Load)}, countOrDash(p.OpenDeals), {V: p.Row, Show: rowText(p.Row)}})
	}
	v = b.view(t, true)
	v.Filter = len(people) > 12
	for i, p := range people {
		v.Rows[i].Quiet = !p.Active
	}
	return templates.Section{ID: id, Title: title, Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source("", ingest.KindRoster), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

// rowText shortens a row's position to its sheet and row: "Roster!7".
func rowText(pos string) string {
	i := strings.LastIndexByte(pos, '!')
	if i < 0 {
		return pos
	}
	place := strings.TrimSuffix(pos[:i], "]")
	if j := strings.LastIndexByte(place, '['); j >= 0 {
		place = place[j+1:]
	}
	return clip(place, 24) + pos[i:]
}

func (b *book) stageNames(ids []string) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if s, ok := b.stages[id]; ok {
			out = append(out, s.Name)
		} else {
			out = append(out, id)
		}
	}
	return out
}

func (b *book) leftText(p *analyze.Person) string {
	switch {
	case !p.Start.IsZero() && p.Start > b.rep.AsOf.Date:
		return b.s("starts on %s", b.dateShort(p.Start))
	case p.End.IsZero():
		return b.s("not active")
	}
	return b.s("left on %s", b.dateShort(p.End))
}

// className is a load class in words.
func (b *book) className(class string) string {
	switch class {
	case "specialist":
		return b.s("specialist")
	case "mixed":
		return b.s("between")
	case "generalist":
		return b.s("generalist")
	}
	return strings.ReplaceAll(b.s("not known"), " ", nbsp)
}

// personPage is one seat.
func (b *book) personPage(p *analyze.Person) *templates.PersonPage {
	v := &templates.PersonPage{Page: templates.Page{Site: b.site, Path: b.personHref(p.ID), Key: "people"}}
	v.Title = b.person(p.ID)
	v.Verdict = v.Title
	v.Kicker = b.personKicker(p)
	v.Deck = b.personDeck(p)
	v.Figures = b.personFigures(p)
	v.Mix = b.personMix(p)
	subject := "person:" + p.ID
	if picked := b.pick(func(f analyze.Finding) bool { return f.Subject == subject }); len(picked) > 0 {
		v.Findings = templates.Section{ID: "findings", Title: b.s("What the records say about this seat"), Blocks: []templates.Block{b.findings(picked)}}
	}
	v.Partners = b.personPartners(p)
	v.Roster = b.personRoster(p)
	return v
}

func (b *book) personKicker(p *analyze.Person) []templates.Rich {
	k := []templates.Rich{{templates.To(b.s("People"), "people/index.html")}}
	if len(p.Regions) > 0 {
		k = append(k, templates.Rich{templates.Name(tidy(strings.Join(p.Regions, ", ")))})
	}
	fte := b.s("%s FTE", b.one(p.Allocation))
	switch {
	case !p.Active:
		fte = b.leftText(p)
	case !p.Start.IsZero():
		fte = b.s("%s, since %s", fte, b.month(p.Start))
	}
	k = append(k, templates.Text(fte))
	if p.Manager != nil {
		k = append(k, b.rich("reports to %s", b.personLink(*p.Manager)))
	}
	return k
}

func (b *book) personDeck(p *analyze.Person) templates.Rich {
	var named []string
	for _, s := range b.rep.Stages {
		if p.StageItems[s.ID] > 0 {
			named = append(named, b.stageInText(s.ID))
		}
	}
	var parts []templates.Rich
	if role := roleOf(p); role != "" {
		parts = append(parts, b.rich("%s.", templates.Name(tidy(role))))
	}
	parts = append(parts, b.rich("%s; %s.", sentence(b.namedIn(named)), b.statesWhat(p)))
	if p.BothSides > 0 {
		parts = append(parts, b.rich("On %s, both the relationship and the revenue owner.", templates.Bold(b.plural(p.BothSides, "%s deal", "%s deals"))))
	}
	return sentences(parts...)
}

func (b *book) namedIn(named []string) string {
	switch len(named) {
	case 0:
		return b.s("named in the records of no stage")
	case len(b.rep.Stages):
		return b.s("named in the records of all %s stages", b.word(len(named)))
	}
	return b.s("named in the records of %s", b.list(named))
}

func (b *book) statesWhat(p *analyze.Person) string {
	if len(p.StagesStated) == 0 {
		return b.s("the roster gives this seat no stage")
	}
	var names []string
	for _, id := range p.StagesStated {
		names = append(names, b.stageInText(id))
	}
	return b.s("the roster gives this seat %s", b.list(names))
}

func (b *book) personFigures(p *analyze.Person) []templates.KeyFigure {
	id := "people." + p.ID + "."
	spread := templates.KeyFigure{Label: b.s("Effective stages"), Unit: b.s("of %s", b.count(len(b.rep.Stages)))}
	if p.EffectiveStages != nil {
		spread.Href = b.evidence(id + "load")
		spread.Value = b.one(*p.EffectiveStages)
		spread.Delta = templates.Delta{Text: b.className(p.Class)}
		spread.Context = b.s("stated in the roster")
		if p.Basis == "observed" {
			spread.Context = b.s("observed, %s items", b.items(p.Items))
		}
	} else {
		spread.Unit, spread.Missing = "", b.notEnough(b.s("needs %s items or a stated stage, has %s", b.trim(b.rep.Thresholds.ObservedMinItems), b.items(p.Items)))
	}
	load := templates.KeyFigure{Label: b.s("Load, items per FTE")}
	if p.Load != nil {
		load.Href = b.evidence(id + "load")
		load.Value = b.items(*p.Load)
		if m := b.medianLoad(); p.LoadRatio != nil && m != nil {
			load.Context = b.s("%s times the median of %s", b.one(*p.LoadRatio), b.items(*m))
		}
	} else {
		load.Missing = b.notEnough(b.s("needs an allocation"))
	}
	both := templates.KeyFigure{Label: b.s("Both sides on a deal"), Value: b.count(p.BothSides), Href: b.evidence(id + "both_sides")}
	if n := p.RelationshipDeals; n > 0 {
		both.Context = b.s("of %s as relationship owner", b.plural(n, "%s deal", "%s deals"))
	}
	figures := []templates.KeyFigure{spread, load,
		{Label: b.s("Partners carried"), Value: b.count(p.Partners), Href: b.evidence(id + "partners")},
		{Label: b.s("Deals open"), Value: b.count(p.OpenDeals), Href: b.evidence(id + "open_deals")}, both}
	for i, name := range []string{"", "load", "partners", "open_deals", "both_sides"} {
		if name != "" && b.rep.Comparison != nil {
			figures[i] = b.compared(figures[i], id+name)
		}
	}
	return figures
}

// personMix is the person's work over the stages beside the team's.
func (b *book) personMix(p *analyze.Person) templates.Section {
	s := templates.Section{ID: "stages", Title: b.mixTitle(p), Lede: templates.Text(b.s("Share of items by stage, beside the whole team's"))}
	total := b.teamItems()
	if p.Items > 0 {
		mix := templates.Mix{Caption: s.Title}
		own, team := templates.MixRow{Label: clip(tidy(p.Name), 20)}, templates.MixRow{Label: b.s("Team")}
		all := 0.0
		for _, st := range b.rep.Stages {
			all += total[st.ID]
		}
		for _, st := range b.rep.Stages {
			mix.Stages = append(mix.Stages, st.Name)
			own.Shares = append(own.Shares, share01(p.StageItems[st.ID], p.Items))
			team.Shares = append(team.Shares, share01(total[st.ID], all))
		}
		mix.Rows = []templates.MixRow{own, team}
		s.Blocks = append(s.Blocks, mix)
	}
	t := b.personStageTable(p)
	s.Blocks = append(s.Blocks, b.view(t, false))
	s.Source = templates.Source{Text: b.source(b.s("Grey: the roster does not state the stage for this person. An item with several names counts in parts."), ingest.KindDeals),
		Links: b.rowsLink(b.plural(int(math.Round(p.Items)), "%s row", "%s rows"), "people."+p.ID+".load", "people."+p.ID+".items")}
	return s
}

// mixTitle says how the work is spread.
func (b *book) mixTitle(p *analyze.Person) string {
	switch {
	case p.Items == 0 && len(p.StagesStated) == 0:
		return b.s("No record names this person")
	case p.Items == 0:
		return b.s("Stated in the roster, not in the records")
	}
	switch p.Class {
	case "specialist":
		if top := b.topStage(p); top != "" && p.Basis == "observed" {
			return b.s("Work concentrated on %s", top)
		}
		return b.s("One stage only, by the roster")
	case "generalist":
		return b.s("Work spread widely over the lifecycle")
	case "mixed":
		return b.s("Work between one stage and several")
	}
	return b.s("Too few items to say how the work is spread")
}

func (b *book) topStage(p *analyze.Person) string {
	best, most := "", 0.0
	for _, s := range b.rep.Stages {
		if n := p.StageItems[s.ID]; n > most {
			best, most = b.stageInText(s.ID), n
		}
	}
	return best
}

// teamItems sums the items of each stage over everybody.
func (b *book) teamItems() map[string]float64 {
	out := map[string]float64{}
	for i := range b.rep.People {
		for _, s := range b.rep.Stages {
			out[s.ID] += b.rep.People[i].StageItems[s.ID]
		}
	}
	return out
}

func (b *book) personStageTable(p *analyze.Person) *table {
	t := &table{ID: "person-stages", Caption: b.s("Items of each stage that name this person"), Columns: []column{
		{Key: "stage", Head: b.s("Stage"), Kind: words}, {Key: "stated", Head: b.s("Roster states"), Kind: words},
		{Key: "items", Head: b.s("Items that name this person"), Kind: whole, Wide: true}, {Key: "share", Head: b.s("Of the stage"), Kind: share},
	}}
	most := 0.0
	for _, n := range p.StageItems {
		most = max(most, n)
	}
	for i := range b.rep.Stages {
		st := &b.rep.Stages[i]
		n, total := p.StageItems[st.ID], stageTotal(st)
		row := []cell{{V: st.Name, Href: b.stageHref(st.ID)}, {V: b.statedFor(st, p)}, {Why: b.noOwnerColumn()}, {Why: b.s("no item with an active owner")}}
		if st.Observed != nil {
			row[2] = cell{V: n, Show: dash}
			if n > 0 {
				row[2] = cell{V: n, Bar: &templates.Bar{Share: share01(n, most), Muted: !slices.Contains(p.StagesStated, st.ID)},
					Href: b.evidence(stageFigure(p, st.ID))}
			}
			if total > 0 {
				row[3] = cell{V: n / total, Sub: b.s("%s of %s", b.items(n), b.items(total))}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// statedFor says who the roster gives the stage to, seen from one person.
func (b *book) statedFor(st *analyze.Stage, p *analyze.Person) string {
	others := slices.DeleteFunc(slices.Clone(st.Stated.Owners), func(id string) bool { return id == p.ID })
	mine := len(others) < len(st.Stated.Owners)
	switch {
	case mine && len(others) == 0:
		return b.s("this person")
	case mine:
		return b.pluralWord(len(others), "this person and %s other", "this person and %s others")
	case len(others) == 0:
		return b.s("nobody")
	case len(others) == 1:
		return b.person(others[0])
	}
	return b.pluralWord(len(others), "%s other", "%s others")
}

// personPartners are the partners that name the person as manager or seller.
func (b *book) personPartners(p *analyze.Person) templates.Section {
	rows := b.carriedBy[p.ID]
	if len(rows) == 0 {
		return templates.Section{}
	}
	t := &table{ID: "people/" + b.personSlugs[p.ID] + "-partners", Caption: b.s("Partners carried"), Sorted: 1, Columns: b.partnerColumns()}
	for _, q := range rows {
		t.Rows = append(t.Rows, b.partnerCells(q))
	}
	v := b.view(t, true)
	v.ID = "partners-table"
	v.Filter = len(rows) > 12
	return templates.Section{ID: "partners", Title: b.s("Partners carried, with the side that holds revenue"), Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source(b.s("Partners in scope that name this person as partner manager."), ingest.KindDeals, ingest.KindPartners),
			Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

func (b *book) partnerColumns() []column {
	return []column{
		{Key: "partner", Head: b.s("Partner"), Kind: words}, {Key: "type", Head: b.s("Type"), Kind: words},
		{Key: "open_deals", Head: b.s("Open deals"), Kind: whole}, {Key: "sourced", Head: b.s("Sourced, 4 quarters"), Kind: money},
		{Key: "activated", Head: b.s("Activated"), Kind: day}, {Key: "sellers", Head: b.s("Revenue side"), Kind: words, Wrap: true},
		{Key: "row", Head: b.s("Source row"), Kind: words},
	}
}

func (b *book) partnerCells(q *analyze.Partner) []cell {
	seller := b.s("nobody")
	if len(q.Sellers) > 0 {
		seller = b.shortPersons(q.Sellers, 3)
	}
	activated := cell{V: q.Activated}
	if q.Activated.IsZero() {
		activated = cell{Why: b.s("no deal and no date says so"), Show: b.notYet(q)}
	}
	sourced := cell{V: q.Sourced, Href: b.partnerRows(q, "sourced")}
	if q.Sourced.IsZero() {
		sourced.Show = dash
	}
	return []cell{{V: q.Name, Show: tidy(q.Name), Href: b.partnerHref(q.ID)}, {V: q.Type, Show: tidy(q.Type)}, countOrDash(q.OpenDeals), sourced, activated,
		{V: seller}, {V: q.Row, Show: rowText(q.Row)}}
}

// notYet says how long a signed partner has not been activated.
func (b *book) notYet(q *analyze.Partner) string {
	if q.Signed.IsZero() || q.Signed > b.rep.AsOf.Date {
		return ""
	}
	return b.plural(int(b.rep.AsOf.Date-q.Signed), "not yet, %s day", "not yet, %s days")
}

// personRoster is what the roster says of the seat.
func (b *book) personRoster(p *analyze.Person) templates.Section {
	text := func(s string) templates.Rich {
		if s == "" {
			return templates.Text(dash)
		}
		return templates.Rich{templates.Name(tidy(s))}
	}
	items := []templates.Fact{
		{Label: b.s("Role"), Text: text(p.Role)}, {Label: b.s("Title"), Text: text(p.Title)},
		{Label: b.s("Regions"), Text: text(strings.Join(p.Regions, ", "))}, {Label: b.s("Partner types"), Text: text(strings.Join(p.PartnerTypes, ", "))},
		{Label: b.s("Motions"), Text: text(strings.Join(p.Motions, ", "))}, {Label: b.s("Direct reports"), Text: templates.Text(b.count(p.Reports))},
	}
	if p.Quota != nil {
		items = append(items, templates.Fact{Label: b.s("Quota"), Text: templates.Rich{templates.Bold(b.quotaText(p))}})
	}
	return templates.Section{ID: "roster", Title: b.s("What the roster says"), Blocks: []templates.Block{templates.Facts{Items: items, Wide: true}},
		Source: templates.Source{Text: b.rich("Row %s.", templates.Name(clip(p.Row, 80)))}}
}

// quotaText is a quota in the currency in which the roster gives it.
func (b *book) quotaText(p *analyze.Person) string {
	f := *b.format
	if p.QuotaCurrency != "" {
		f.currency, f.sign = p.QuotaCurrency, currencySign(p.QuotaCurrency)
	}
	return f.money(floatOf(*p.Quota))
}
