package site

import (
	"cmp"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// ownershipRules are the rules that the ownership page shows.
var ownershipRules = []string{"stage-unowned", "stage-shared", "stage-orphaned", "stated-observed-mismatch", "single-point-of-failure"}

// ownershipPage says who owns each stage.
func (b *book) ownershipPage() *templates.OwnershipPage {
	p := &templates.OwnershipPage{Page: b.page("ownership", "ownership.html", b.s("Ownership"))}
	p.Alerts = b.dataAlert()
	p.Verdict = b.ownershipVerdict()
	p.Deck = b.ownershipDeck()
	p.Matrix = b.matrixSection()
	p.Map = b.mapSection("stage-segment", b.rep.Stages)
	p.Findings = b.findingsSection(ownershipRules...)
	p.Stages = b.stagesSection()
	return p
}

func (b *book) ownershipVerdict() string {
	open := b.stated("unowned")
	switch w := b.weakest(); {
	case len(b.rep.Stages) == 0:
		return b.s("No stage is defined.")
	case len(open) == len(b.rep.Stages):
		return b.s("The roster names no owner for any stage.")
	case len(open) == 1 && w != nil && w.Stated.Status == "unowned":
		return b.unownedVerdict(w)
	case len(open) > 1:
		return b.s("Nobody is stated as the owner of %s.", b.list(open))
	case w != nil:
		return sentence(b.s("%s has an owner on the roster, but only %s have exactly one in the records.", w.Name, b.inTen(*w.Observed.Coverage, w.Item)))
	case len(b.stated("shared")) > 0:
		return sentence(b.s("%s has several owners whose segments overlap.", b.list(b.stated("shared"))))
	}
	return b.s("Every stage has a clear owner.")
}

// unownedVerdict is the verdict where one stage has no stated owner: who does
// the work all the same.
func (b *book) unownedVerdict(w *analyze.Stage) string {
	stage := b.stageInText(w.ID)
	if w.Observed == nil || b.anonymous() {
		return b.s("Nobody is stated as the owner of %s.", stage)
	}
	switch n := len(w.Observed.Owners); n {
	case 0:
		return b.s("Nobody owns %s, and the records name nobody who does it.", stage)
	case 1:
		return b.s("One person does %s, and the roster names no owner.", stage)
	default:
		return sentence(b.s("%s people do %s. None of them owns it.", b.word(n), stage))
	}
}

// ownershipDeck says what the roster names, stage by stage.
func (b *book) ownershipDeck() templates.Rich {
	var clear, shared, open []string
	for _, s := range b.rep.Stages {
		name := b.stageInText(s.ID)
		switch s.Stated.Status {
		case "unowned":
			open = append(open, name)
		case "shared":
			shared = append(shared, name)
		default:
			clear = append(clear, name)
		}
	}
	var parts []templates.Rich
	if len(clear) > 0 {
		parts = append(parts, b.rich("a clear owner for %s", templates.Bold(b.list(clear))))
	}
	if len(shared) > 0 {
		parts = append(parts, b.rich("overlapping owners for %s", templates.Bold(b.list(shared))))
	}
	if len(open) > 0 {
		parts = append(parts, b.rich("none for %s", templates.Bold(b.list(open))))
	}
	if len(parts) == 0 {
		return nil
	}
	return sentences(b.rich("The roster names %s.", b.richList(parts, 3)), b.agreementSentence())
}

// agreementSentence says whether the records name the people whom the roster states.
func (b *book) agreementSentence() templates.Rich {
	owned, agree := b.agreement()
	if owned < thinStage {
		return nil
	}
	return b.rich("Of %s with one owner, %s name the person whom the roster states.",
		b.plural(owned, "%s item", "%s items"), templates.Bold(b.count(agree)))
}

// agreement sums owned items, and those whose owner also states the stage.
func (b *book) agreement() (owned, agree int) {
	for _, s := range b.rep.Stages {
		if o := s.Observed; o != nil && o.Agreement != nil {
			owned += o.Owned
			agree += int(*o.Agreement*float64(o.Owned) + 0.5)
		}
	}
	return owned, agree
}

// matrixSection is stage x person.
func (b *book) matrixSection() templates.Section {
	if b.anonymous() {
		return templates.Section{}
	}
	people := b.matrixPeople()
	s := templates.Section{ID: "matrix", Title: b.matrixTitle(), Lede: templates.Text(b.matrixLede())}
	if len(people) == 0 || len(b.rep.Stages) == 0 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("no active person states a stage or is named in the records"))}}
		return s
	}
	m := templates.Matrix{ID: "stage-person", Caption: s.Title, Key: true, Marks: b.redacted()}
	for _, p := range people {
		m.Cols = append(m.Cols, templates.Head{Text: clip(tidy(p.Name), 24), Href: b.personHref(p.ID), Full: tidy(p.Name)})
	}
	for i := range b.rep.Stages {
		st := &b.rep.Stages[i]
		m.Rows = append(m.Rows, templates.Head{Text: st.Name, Href: b.stageHref(st.ID)})
		row := make([]templates.Square, len(people))
		for j, p := range people {
			row[j] = b.square(st, p)
		}
		m.Cells = append(m.Cells, row)
	}
	csv := b.keep(b.matrixTable(people))
	s.Blocks = []templates.Block{m}
	s.Source = templates.Source{
		Text:  b.source(b.matrixNote(), ingest.KindRoster, ingest.KindDeals),
		Links: append(b.rowsLink(b.s("Rows"), "stages."+b.rep.Stages[0].ID+".items"), templates.Link{Text: b.s("Download as CSV"), Href: csv}),
	}
	return s
}

func (b *book) matrixLede() string {
	if b.redacted() {
		return b.s("Whom the items of each stage name. A frame marks a stage that the roster gives to that person.")
	}
	return b.s("Items of each stage that name a person. A frame marks a stage that the roster gives to that person.")
}

func (b *book) matrixNote() string {
	if b.redacted() {
		return b.s("On how many items is withheld for this audience. People in order of name.")
	}
	return b.s("An item with several active names counts in parts; totals are rounded. People in order of name.")
}

// matrixPeople are the active people who state a stage, are on the team or are
// named by an item.
func (b *book) matrixPeople() []*analyze.Person {
	var out []*analyze.Person
	for i := range b.rep.People {
		p := &b.rep.People[i]
		if p.Active && (p.Team || p.Items > 0 || len(p.StagesStated) > 0 || p.Withheld && b.namedSomewhere(p)) {
			out = append(out, p)
		}
	}
	return out
}

// namedIn reports whether a stage's items name the person, which is known where
// how many do is withheld too.
func namedIn(st *analyze.Stage, p *analyze.Person) bool {
	return st.Observed != nil && slices.ContainsFunc(st.Observed.Owners, func(o analyze.ObservedOwner) bool { return o.Person == p.ID })
}

func (b *book) namedSomewhere(p *analyze.Person) bool {
	return slices.ContainsFunc(b.rep.Stages, func(st analyze.Stage) bool { return namedIn(&st, p) })
}

// square is one cell: the tint is the person's share of the stage's items. Where
// that is withheld it says whether the records name the person.
func (b *book) square(st *analyze.Stage, p *analyze.Person) templates.Square {
	stated := slices.Contains(p.StagesStated, st.ID)
	n := p.StageItems[st.ID]
	sq := templates.Square{Stated: stated}
	total := stageTotal(st)
	switch {
	case p.Withheld && namedIn(st, p):
		sq.Text, sq.Step, sq.Label = templates.Mark, 3, b.s("named in the records")
	case p.Withheld:
		sq.Label = b.s("not in the records")
	case n > 0 && total > 0:
		sq.Text, sq.Step = b.items(n), tint(n/total)
		sq.Label = b.s("%s of %s", b.items(n), b.items(total))
		sq.Href = b.evidence(stageFigure(p, st.ID))
	default:
		sq.Label = b.s("no item")
	}
	if stated {
		sq.Label = b.s("%s, stated", sq.Label)
	} else {
		sq.Label = b.s("%s, not stated", sq.Label)
	}
	return sq
}

// stageTotal is the number of a stage's items that name an active person.
func stageTotal(st *analyze.Stage) float64 {
	if st.Observed == nil {
		return 0
	}
	return float64(st.Observed.Owned + st.Observed.Shared)
}

// tint is the step of the "more" sequence for a share of a stage's items.
func tint(x float64) int {
	for i, limit := range []float64{0.08, 0.15, 0.35, 0.60} {
		if x < limit {
			return i + 1
		}
	}
	return 5
}

// matrixTitle says whether roster and records name the same people.
func (b *book) matrixTitle() string {
	owned, agree := b.agreement()
	if owned < thinStage {
		for _, s := range b.rep.Stages {
			if s.Observed != nil && s.Observed.Items > 0 {
				return b.s("Too few items have one owner to compare roster and records")
			}
		}
		return b.s("The records name no owners, so the roster stands alone")
	}
	if float64(agree) >= b.rep.Thresholds.AgreementMin*float64(owned) {
		return b.s("The records name the people whom the roster states")
	}
	if class := b.unstatedClass(); class != "" {
		return b.s("The roster names one group, the records name %s", class)
	}
	return b.s("The roster and the records name different people")
}

// unstatedClass is the role class that does at least half of the work that the
// roster does not give to the person who does it; "" where none does.
func (b *book) unstatedClass() string {
	by := map[ingest.RoleClass]float64{}
	total := 0.0
	for i := range b.rep.People {
		p := &b.rep.People[i]
		for _, stage := range sortedKeys(p.StageItems) {
			if !slices.Contains(p.StagesStated, stage) {
				by[p.RoleClass] += p.StageItems[stage]
				total += p.StageItems[stage]
			}
		}
	}
	for _, class := range sortedKeys(by) {
		if total > 0 && by[class] >= total/2 {
			return b.classPlural(class)
		}
	}
	return ""
}

// classPlural is a role class in a sentence.
func (b *book) classPlural(c ingest.RoleClass) string {
	switch c {
	case ingest.RoleRelationship:
		return b.s("partner managers")
	case ingest.RoleRevenue:
		return b.s("partner sellers")
	case ingest.RoleRecruitment:
		return b.s("recruiters")
	case ingest.RoleActivation:
		return b.s("activation managers")
	case ingest.RoleEnablement:
		return b.s("enablement managers")
	case ingest.RoleOperations:
		return b.s("partner operations")
	case ingest.RoleLeader:
		return b.s("leaders")
	}
	return ""
}

func (b *book) matrixTable(people []*analyze.Person) *table {
	t := &table{ID: "stage-person", Caption: b.s("Items of each stage that name a person"), Sorted: 1,
		Columns: []column{{Key: "person", Head: b.s("Person"), Kind: words}}}
	items := tenths
	if b.redacted() {
		t.Caption, items = b.s("Whom the items of each stage name"), words
	}
	for _, s := range b.rep.Stages {
		t.Columns = append(t.Columns, column{Key: s.ID, Head: s.Name, Kind: items},
			column{Key: s.ID + "_stated", Head: b.s("%s stated", s.Name), Kind: words})
	}
	for _, p := range people {
		row := []cell{{V: p.Name}}
		for _, s := range b.rep.Stages {
			v := cell{}
			switch {
			case s.Observed == nil:
			case b.redacted():
				v.V = b.yesNo(namedIn(&s, p))
			default:
				v.V = p.StageItems[s.ID]
			}
			row = append(row, v, cell{V: b.yesNo(slices.Contains(p.StagesStated, s.ID))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *book) yesNo(yes bool) string {
	if yes {
		return b.s("yes")
	}
	return b.s("no")
}

// stagesSection is every stage in figures.
func (b *book) stagesSection() templates.Section {
	t := &table{ID: "stages", Caption: b.s("Every stage in figures"), Columns: []column{
		{Key: "stage", Head: b.s("Stage"), Kind: words},
		{Key: "stated", Head: b.s("Stated"), Kind: words, Meaning: b.s("What the roster states")},
		{Key: "items", Head: b.s("Items"), Kind: whole, Meaning: b.s("Partners or partner deals in scope")},
		{Key: "owned", Head: b.s("Owned"), Kind: whole, Meaning: b.s("One active owner")},
		{Key: "shared", Head: b.s("Shared"), Kind: whole, Meaning: b.s("Two or more active owners")},
		{Key: "orphaned", Head: b.s("Left"), Kind: whole, Meaning: b.s("Only people who are not active on the roster")},
		{Key: "unowned", Head: b.s("Nobody"), Kind: whole, Meaning: b.s("Nobody named")},
		{Key: "coverage", Head: b.s("Coverage"), Kind: share, Meaning: b.s("Share with one active owner")},
		{Key: "reach", Head: b.s("Reach"), Kind: share, Meaning: b.s("Share with one or more active owners")},
		{Key: "agreement", Head: b.s("Agreement"), Kind: share, Meaning: b.s("Share of owned items whose owner states the stage")},
		{Key: "bus_factor", Head: b.s("Bus factor"), Kind: whole, Meaning: b.s("Fewest people who hold more than half of the owned items")},
	}}
	for i := range b.rep.Stages {
		t.Rows = append(t.Rows, b.stageCells(&b.rep.Stages[i]))
	}
	v := b.view(t, true)
	v.Empty = b.s("No stage is defined.")
	return templates.Section{ID: "figures", Title: b.s("Every stage in figures"), Lede: templates.Text(b.s("Select a column head to sort.")),
		Blocks: []templates.Block{v}, Source: templates.Source{
			Text:  templates.Text(b.s("Coverage: one active owner. Reach: one or more. Agreement: that owner states the stage; a dash where it cannot be known.")),
			Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
}

func (b *book) stageCells(s *analyze.Stage) []cell {
	word, sev := b.statusWord(s)
	row := []cell{{V: s.Name, Href: b.stageHref(s.ID)}, {V: s.Stated.Status, Show: word, Mark: sev}}
	o := s.Observed
	if o == nil {
		why := b.noOwnerColumn()
		return append(row, cell{Why: why}, cell{Why: why}, cell{Why: why}, cell{Why: why}, cell{Why: why},
			cell{Why: why}, cell{Why: why}, cell{Why: why}, cell{Why: why})
	}
	id := "stages." + s.ID + "."
	row = append(row, cell{V: o.Items, Href: b.evidence(id + "items")}, cell{V: o.Owned, Href: b.evidence(id + "owned")},
		cell{V: o.Shared, Href: b.evidence(id + "shared")}, cell{V: o.Orphaned, Href: b.evidence(id + "orphaned")},
		cell{V: o.Unowned, Href: b.evidence(id + "unowned")})
	return append(row, cell{V: known(o.Coverage), Strong: true}, cell{V: known(o.Reach)}, cell{V: known(o.Agreement)}, cell{V: knownInt(o.BusFactor)})
}

// known is a value that may be missing, as a cell holds it.
func known(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

func knownInt(x *int) any {
	if x == nil {
		return nil
	}
	return *x
}

// axisOf names one axis of segments.
type axisOf struct {
	id, name string
	of       func(*analyze.Stage) []analyze.Segment
}

func (b *book) axes() []axisOf {
	return []axisOf{
		{"region", b.s("Region"), func(s *analyze.Stage) []analyze.Segment { return s.ByRegion }},
		{"partner_type", b.s("Partner type"), func(s *analyze.Stage) []analyze.Segment { return s.ByPartnerType }},
		{"motion", b.s("Motion"), func(s *analyze.Stage) []analyze.Segment { return s.ByMotion }},
	}
}

// mostSegments is how many columns an axis shows; the CSV has all.
const mostSegments = 6

// segmentsOf lists an axis' segments: the largest by items, then in order of
// name, the blank one last. An axis of blanks alone has none.
func segmentsOf(stages []analyze.Stage, of func(*analyze.Stage) []analyze.Segment, most int) []string {
	items := map[string]int{}
	for i := range stages {
		for _, g := range of(&stages[i]) {
			items[g.Segment] += g.Items
		}
	}
	names := sortedKeys(items)
	if len(names) == 0 || len(names) == 1 && names[0] == "" {
		return nil
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(items[b], items[a]) })
	if len(names) > most {
		names = names[:most]
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(blankLast(a), blankLast(b)), cmp.Compare(a, b))
	})
	return names
}

func blankLast(s string) int {
	if s == "" {
		return 1
	}
	return 0
}

// segmentName is a segment as pages show it.
func (b *book) segmentName(s string) string {
	if s == "" {
		return b.s("not stated")
	}
	return tidy(s)
}

// segmentID is a segment in a figure's id.
func segmentID(s string) string {
	if s == "" {
		return "(blank)"
	}
	return s
}

// stageFigure is the id of a person's items in one stage.
func stageFigure(p *analyze.Person, stage string) string {
	return "people." + p.ID + ".stage_items." + stage
}
