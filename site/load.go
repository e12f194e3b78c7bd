package site

import (
	"math"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var loadRules = []string{"everything-generalist", "generalist-ceiling", "overloaded-person", "no-depth-by-segment", "missing-core-role"}

// loadPage says who is stretched.
func (b *book) loadPage() *templates.LoadPage {
	p := &templates.LoadPage{Page: b.page("load", "load.html", b.s("Load"))}
	people := b.teamPeople()
	p.Alerts = b.dataAlert()
	p.Verdict = b.loadVerdict(people)
	p.Deck = b.loadDeck(people)
	p.Notices = b.smallTeamNotice(people)
	p.Spread = b.spreadSection(people)
	p.People = b.loadTableSection(people)
	p.Division = b.divisionSection()
	p.Findings = b.findingsSection(loadRules...)
	return p
}

// ofClass lists the people of a load class.
func ofClass(people []*analyze.Person, class string) []*analyze.Person {
	var out []*analyze.Person
	for _, p := range people {
		if p.Class == class {
			out = append(out, p)
		}
	}
	return out
}

func (b *book) smallTeamNotice(people []*analyze.Person) []templates.Note {
	if n := len(people); n > 0 && n <= b.rep.Thresholds.SmallTeam {
		return []templates.Note{{Severity: templates.Notice, Text: templates.Text(
			b.s("A team of one or two: a generalist is normal at this size."))}}
	}
	return nil
}

func (b *book) loadVerdict(people []*analyze.Person) string {
	known := len(people) - len(ofClass(people, "unknown"))
	gen := ofClass(people, "generalist")
	switch {
	case len(people) == 0:
		return b.s("The roster shows no active partnerships team.")
	case known == 0:
		return b.s("Nobody's spread over the stages is known.")
	case len(gen) == 0 && len(ofClass(people, "specialist")) == known:
		return b.s("Everybody with a known load is a specialist.")
	case len(gen) == 0:
		return b.s("Nobody is spread over three or more stages.")
	}
	return sentence(b.generalistClause(gen, known))
}

// generalistClause is "four of eleven people are spread over three or more
// stages", by class where all are of one.
func (b *book) generalistClause(gen []*analyze.Person, known int) string {
	if len(gen) == known && known > 1 {
		return b.s("everybody with a known load is spread over %s.", b.spreadOver(gen))
	}
	class := gen[0].RoleClass
	same := !slices.ContainsFunc(gen, func(p *analyze.Person) bool { return p.RoleClass != class })
	who := b.pluralWord(len(gen), "%s person is", "%s people are")
	if noun := b.classPlural(class); same && noun != "" && len(gen) > 1 {
		who = b.s("%s %s are", b.word(len(gen)), noun)
	}
	return b.s("%s spread over %s.", who, b.spreadOver(gen))
}

// spreadOver says over how many stages generalists are spread: all of them
// where the least spread still touches each.
func (b *book) spreadOver(gen []*analyze.Person) string {
	n := len(b.rep.Stages)
	for _, p := range gen {
		touched := 0
		for _, s := range b.rep.Stages {
			if p.StageItems[s.ID] > 0 || p.Basis == "stated" && slices.Contains(p.StagesStated, s.ID) {
				touched++
			}
		}
		if touched < n {
			return b.s("three or more stages")
		}
	}
	return b.s("all %s stages", b.word(n))
}

func (b *book) loadDeck(people []*analyze.Person) templates.Rich {
	gen := ofClass(people, "generalist")
	var parts []templates.Rich
	if lo, hi, ok := stageRange(gen); ok {
		parts = append(parts, b.rich("The generalists work across %s effective stages each.", templates.Bold(b.spanOf(b.one(lo), b.one(hi)))))
	}
	if p := heaviest(people); p != nil && p.LoadRatio != nil {
		parts = append(parts, b.rich("The heaviest load is %s items per FTE, %s times the median of %s.",
			templates.Bold(b.items(*p.Load)), b.one(*p.LoadRatio), b.items(*b.rep.Team.MedianLoad)))
	}
	if n := len(ofClass(people, "unknown")); n > 0 {
		parts = append(parts, templates.Text(sentence(b.pluralWord(n, "the load of %s person is not known.", "the load of %s people is not known."))))
	}
	if len(parts) == 0 && len(people) > 0 {
		parts = append(parts, templates.Text(b.notEnough(b.s("needs 20 items that name a person, or stages stated on the roster"))+"."))
	}
	return sentences(parts...)
}

// spanOf is a range, or the one value where both ends read the same.
func (b *book) spanOf(lo, hi string) string {
	if lo == hi {
		return lo
	}
	return b.between(lo, hi)
}

func stageRange(people []*analyze.Person) (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, p := range people {
		if p.EffectiveStages != nil {
			lo, hi, ok = min(lo, *p.EffectiveStages), max(hi, *p.EffectiveStages), true
		}
	}
	return lo, hi, ok
}

// heaviest is the person with the most items per FTE; nil where no load is known
// or there is no median to compare with.
func heaviest(people []*analyze.Person) *analyze.Person {
	var best *analyze.Person
	for _, p := range people {
		if p.Load != nil && *p.Load > 0 && (best == nil || *p.Load > *best.Load) {
			best = p
		}
	}
	return best
}

// overloaded counts the people at or over the overload ratio.
func (b *book) overloaded(people []*analyze.Person) int {
	n := 0
	for _, p := range people {
		if p.LoadRatio != nil && *p.LoadRatio >= b.rep.Thresholds.OverloadRatio {
			n++
		}
	}
	return n
}

// spreadTitle is the finding of the scatter.
func (b *book) spreadTitle(people []*analyze.Person) string {
	gen, over := len(ofClass(people, "generalist")), b.overloaded(people)
	ratio := b.trim(b.rep.Thresholds.OverloadRatio)
	switch {
	case gen == 0 && over == 0:
		return b.s("No load stands out")
	case gen == 0:
		return sentence(b.pluralWord(over, "%s person carries %s times the median load or more", "%s people carry %s times the median load or more", ratio))
	case over == 0:
		return sentence(b.pluralWord(gen, "%s generalist, and no load far above the median", "%s generalists, and no load far above the median"))
	}
	return sentence(b.s("%s, and %s", b.pluralWord(gen, "%s generalist", "%s generalists"),
		b.pluralWord(over, "%s person with %s times the median load or more", "%s people with %s times the median load or more", ratio)))
}

// loadTableSection is the people stage by stage.
func (b *book) loadTableSection(people []*analyze.Person) templates.Section {
	s := templates.Section{ID: "people", Title: b.s("The same people, stage by stage"),
		Lede: templates.Text(b.s("Items that name the person. In order of name; select a column head to sort."))}
	if len(people) == 0 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs an active person of the partnerships team on the roster"))}}
		return s
	}
	t := b.loadTable(people)
	v := b.view(t, true)
	v.Key = append(v.Key, templates.KeyItem{Mark: "accent", Text: b.s("stage stated in the roster")}, templates.KeyItem{Mark: "muted", Text: b.s("not stated")})
	if own := b.ownScales(people); len(own) > 0 {
		v.Key = append(v.Key, templates.KeyItem{Text: b.pluralOf(len(own), "%s has its own scale", "%s have their own scales", b.list(own))})
	}
	s.Blocks = []templates.Block{v}
	median := b.s("median not known")
	if m := b.medianLoad(); m != nil {
		median = b.s("median %s", b.items(*m))
	}
	s.Source = templates.Source{Text: b.source(b.s("Load: items divided by allocation; %s. Ticks on the line: %s and %s effective stages.", median,
		b.trim(b.rep.Thresholds.SpecialistMax), b.trim(b.rep.Thresholds.GeneralistMin)), ingest.KindRoster, ingest.KindDeals),
		Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}
	return s
}

func (b *book) medianLoad() *float64 {
	if b.rep.Team == nil {
		return nil
	}
	return b.rep.Team.MedianLoad
}

// trim writes a threshold without needless decimals: 3, 1.5.
func (b *book) trim(x float64) string {
	if x == math.Trunc(x) {
		return b.decimals(x, 0)
	}
	if y := x * 10; math.Abs(y-math.Round(y)) < 1e-9 {
		return b.decimals(x, 1)
	}
	return b.decimals(x, 2)
}

func (b *book) loadTable(people []*analyze.Person) *table {
	t := &table{ID: "load", Caption: b.s("Load of each person, stage by stage"), Sorted: 1,
		Columns: []column{{Key: "person", Head: b.s("Person"), Kind: words}}}
	most, _ := b.stageScales(people)
	heavy := 0.0
	for _, s := range b.rep.Stages {
		t.Columns = append(t.Columns, column{Key: s.ID, Head: s.Name, Kind: whole, Meaning: b.s("Items of this stage that name the person")})
	}
	for _, p := range people {
		if p.Load != nil {
			heavy = max(heavy, *p.Load)
		}
	}
	t.Columns = append(t.Columns,
		column{Key: "effective_stages", Head: b.s("Effective stages"), Kind: tenths, Meaning: b.s("1 is one stage only; the number of equal stages that would spread the work as much")},
		column{Key: "load", Head: b.s("Load per FTE"), Kind: whole, Meaning: b.s("Items divided by allocation")},
		column{Key: "partners", Head: b.s("Partners"), Kind: whole, Meaning: b.s("Partners carried as partner manager")},
		column{Key: "fte", Head: b.s("FTE"), Kind: tenths, Meaning: b.s("Allocation to the team")})
	for _, p := range people {
		t.Rows = append(t.Rows, b.loadRow(p, most, heavy))
	}
	return t
}

// stageScales gives each stage's bars their full length: one for all, but a stage
// with more than three times as much as the middle one has its own.
func (b *book) stageScales(people []*analyze.Person) (full map[string]float64, own []string) {
	full = map[string]float64{}
	var most []float64
	for _, s := range b.rep.Stages {
		for _, p := range people {
			full[s.ID] = max(full[s.ID], p.StageItems[s.ID])
		}
		most = append(most, full[s.ID])
	}
	slices.Sort(most)
	common := 0.0
	for _, s := range b.rep.Stages {
		if full[s.ID] > 3*most[len(most)/2] {
			own = append(own, s.Name)
		} else {
			common = max(common, full[s.ID])
		}
	}
	for _, s := range b.rep.Stages {
		if !slices.Contains(own, s.Name) {
			full[s.ID] = common
		}
	}
	return full, own
}

func (b *book) ownScales(people []*analyze.Person) []string {
	_, own := b.stageScales(people)
	return own
}

func (b *book) loadRow(p *analyze.Person, most map[string]float64, heavy float64) []cell {
	row := []cell{{V: p.Name, Show: tidy(p.Name), Href: b.personHref(p.ID), Sub: tidy(roleOf(p))}}
	for _, s := range b.rep.Stages {
		c := cell{Why: b.noOwnerColumn()}
		if s.Observed != nil {
			n := p.StageItems[s.ID]
			c = cell{V: n}
			if n > 0 {
				c.Bar = &templates.Bar{Share: share01(n, most[s.ID]), Muted: !slices.Contains(p.StagesStated, s.ID)}
				c.Href = b.evidence(stageFigure(p, s.ID))
			} else {
				c.Show = dash
			}
		}
		row = append(row, c)
	}
	return append(row, b.spreadCell(p), b.loadCell(p, heavy), countOrDash(p.Partners), cell{V: p.Allocation})
}

// countOrDash shows none as a dash; the value stays 0.
func countOrDash(n int) cell {
	if n == 0 {
		return cell{V: 0, Show: dash}
	}
	return cell{V: n}
}

// roleOf is how a seat is named: the role, else the title.
func roleOf(p *analyze.Person) string {
	if p.Role != "" {
		return p.Role
	}
	return p.Title
}

func share01(x, of float64) float64 {
	if of <= 0 {
		return 0
	}
	return min(1, max(0, x/of))
}

// spreadCell is a dot on the line from one stage to all of them.
func (b *book) spreadCell(p *analyze.Person) cell {
	if p.EffectiveStages == nil {
		return cell{Why: b.s("not enough data: %s items, needs %s, and no stage is stated", b.items(p.Items), b.trim(b.rep.Thresholds.ObservedMinItems))}
	}
	th, span := b.rep.Thresholds, float64(max(2, len(b.rep.Stages)))-1
	at := func(x float64) float64 { return share01(x-1, span) }
	return cell{V: *p.EffectiveStages, Dot: &templates.Dot{At: at(*p.EffectiveStages), Ticks: []float64{at(th.SpecialistMax), at(th.GeneralistMin)},
		Hollow: p.Basis == "stated", Accent: p.Class == "generalist"}}
}

func (b *book) loadCell(p *analyze.Person, heavy float64) cell {
	if p.Load == nil {
		return cell{Why: b.s("no allocation")}
	}
	c := cell{V: *p.Load, Href: b.evidence("people." + p.ID + ".load")}
	if *p.Load > 0 {
		c.Bar = &templates.Bar{Share: share01(*p.Load, heavy), Muted: true}
	} else {
		c.Show = dash
	}
	return c
}

// divisionSection says along which axis the team has specialised.
func (b *book) divisionSection() templates.Section {
	t := b.rep.Team
	if t == nil {
		return templates.Section{}
	}
	axes := []struct {
		label, phrase string
		d             *analyze.DivisionOfLabour
		figure        string
	}{
		{b.s("Division of labour over stages"), b.s("stage"), t.DivisionOfLabour, "team.division_of_labour"},
		{b.s("Over regions"), b.s("region"), t.ByRegion, "team.by_region"},
		{b.s("Over partner types"), b.s("partner type"), t.ByPartnerType, "team.by_partner_type"},
		{b.s("Over motions"), b.s("motion"), t.ByMotion, "team.by_motion"},
	}
	facts := templates.Facts{Wide: true}
	deepest, margin := "", b.rep.Thresholds.DepthMargin
	for _, a := range axes {
		if a.d == nil || a.d.Symmetric == nil || a.d.NullMean == nil {
			facts.Items = append(facts.Items, templates.Fact{Label: a.label, Missing: true, Text: templates.Text(b.divisionMissing(t))})
			continue
		}
		facts.Items = append(facts.Items, templates.Fact{Label: a.label,
			Text: b.rich("%s of 1; %s is what chance gives", templates.Bold(b.decimals(*a.d.Symmetric, 2)), b.decimals(*a.d.NullMean, 2))})
		if above := *a.d.Symmetric - *a.d.NullMean; above >= margin {
			deepest, margin = a.phrase, above
		}
	}
	title := b.s("The team divides its work along no axis more than chance would")
	if deepest != "" {
		title = b.s("The team divides its work most by %s", deepest)
	} else if !slices.ContainsFunc(facts.Items, func(f templates.Fact) bool { return !f.Missing }) {
		title = b.unsaid(b.s("How the team divides its work is not known"))
	}
	return templates.Section{ID: "division", Title: title, Blocks: []templates.Block{facts},
		Source: templates.Source{Text: templates.Text(b.s("Mutual information between people and the axis, from 0 (none) to 1 (each person has a part of their own).")),
			Links: append(b.rowsLink(b.s("Rows"), "team.division_of_labour"), templates.Link{Text: b.s("Method"), Href: "method.html#load"})}}
}

// divisionMissing is the section's own reason, else a general one.
func (b *book) divisionMissing(t *analyze.Team) string {
	if len(t.Warnings) > 0 {
		return b.notEnough(b.say(t.Warnings[0]))
	}
	return b.notEnough("")
}
