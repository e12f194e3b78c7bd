package whatif

import (
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/ingest/name"
)

// dealCell is where a deal keeps an owner column, nil for an unknown one.
func dealCell(d *ingest.Deal, field string) **ingest.Named {
	switch field {
	case "partner_manager":
		return &d.PartnerManager
	case "partner_sales_exec":
		return &d.PartnerSalesExec
	case "recruiter":
		return &d.Recruiter
	case "activation_owner":
		return &d.ActivationOwner
	case "enablement_owner":
		return &d.EnablementOwner
	case "cosell_owner":
		return &d.CosellOwner
	case "measurement_owner":
		return &d.MeasurementOwner
	}
	return nil
}

// partnerCell is the same for a row of the partner list.
func partnerCell(p *ingest.Partner, field string) **ingest.Named {
	switch field {
	case "partner_manager":
		return &p.PartnerManager
	case "partner_sales_exec":
		return &p.PartnerSalesExec
	case "recruiter":
		return &p.Recruiter
	case "activation_owner":
		return &p.ActivationOwner
	case "enablement_owner":
		return &p.EnablementOwner
	}
	return nil
}

// set writes a cell and notes the edit; what stays the same is no edit.
func (a *applying) set(on string, index int32, field, stage string, to *ingest.Named) {
	var cell **ingest.Named
	if on == "deal" {
		cell = dealCell(&a.out.Dataset.Deals[index], field)
	} else {
		cell = partnerCell(&a.out.Dataset.Partners[index], field)
	}
	if cell == nil || *cell == to {
		return
	}
	a.out.Edits = append(a.out.Edits, Edit{Change: a.at, On: on, Index: index, Field: field, Stage: stage, Before: *cell, After: to})
	*cell = to
	a.stale = true
}

// naming is a cell that names people, one value for the same people.
func (a *applying) naming(refs []ingest.Ref) *ingest.Named {
	if len(refs) == 0 {
		return nil
	}
	var names []string
	for _, r := range refs {
		names = append(names, r.Name)
	}
	text := strings.Join(names, "; ")
	if n, ok := a.cells[text]; ok && slices.Equal(n.People, refs) {
		return n
	}
	n := &ingest.Named{Text: text, People: refs}
	a.cells[text] = n
	return n
}

func (a *applying) ref(p int32) ingest.Ref {
	return ingest.Ref{Name: a.out.Dataset.People[p].Name, Person: p}
}

// without is a cell less one person.
func (a *applying) without(n *ingest.Named, p int32) *ingest.Named {
	if !namesPerson(n, p) {
		return n
	}
	return a.naming(slices.DeleteFunc(slices.Clone(n.People), func(r ingest.Ref) bool { return r.Person == p }))
}

// instead is a cell with one person in the place of another.
func (a *applying) instead(n *ingest.Named, from, to int32) *ingest.Named {
	if !namesPerson(n, from) {
		return n
	}
	var refs []ingest.Ref
	for _, r := range n.People {
		if r.Person == from {
			r = a.ref(to)
		}
		if !slices.ContainsFunc(refs, func(x ingest.Ref) bool { return x.Person == r.Person && x.Name == r.Name }) {
			refs = append(refs, r)
		}
	}
	return a.naming(refs)
}

func namesPerson(n *ingest.Named, p int32) bool {
	return n != nil && slices.ContainsFunc(n.People, func(r ingest.Ref) bool { return r.Person == p })
}

// itemCells visits every cell that names owners of a stage's item.
func (a *applying) itemCells(s analyze.StageView, record int32, visit func(on string, index int32, cell *ingest.Named)) {
	ds := a.out.Dataset
	if s.ByDeal {
		visit("deal", record, *dealCell(&ds.Deals[record], s.Field))
		return
	}
	if s.OnPartners && ds.Partners[record].Listed {
		visit("partner", record, *partnerCell(&ds.Partners[record], s.Field))
	}
	if s.OnDeals {
		for _, d := range a.view.DealsOf(record) {
			visit("deal", d, *dealCell(&ds.Deals[d], s.Field))
		}
	}
}

// assign gives a stage to a person, on the roster and on the items.
func (a *applying) assign(c *Assign) error {
	i, s, err := a.stage(c.Stage)
	if err != nil {
		return err
	}
	p, err := a.activePerson(c.To)
	if err != nil {
		return err
	}
	inside, err := a.where(c.Where)
	if err != nil {
		return err
	}
	if c.Take != "" && c.Take != "gaps" && c.Take != "all" {
		return a.fail("take is gaps or all", "take: %q", c.Take)
	}
	items := a.look().Items(i)
	a.seat(p, func(x *ingest.Person) { state(x, s.ID, c.Where) })
	to := a.naming([]ingest.Ref{a.ref(p)})
	for _, it := range items {
		if inside(it.Cut) && (len(it.Owners) == 0 || c.Take == "all" && !slices.Equal(it.Owners, []int32{p})) {
			a.itemCells(s, it.Record, func(on string, index int32, _ *ingest.Named) { a.set(on, index, s.Field, s.ID, to) })
		}
	}
	return nil
}

// state adds a stage in a segment to what a person states.
func state(x *ingest.Person, stage string, w Where) {
	stated := slices.Contains(x.Stages, stage)
	if !stated {
		x.Stages = append(x.Stages, stage)
	}
	i := slices.IndexFunc(x.StageScopes, func(s ingest.StageScope) bool { return s.Stage == stage })
	scope := ingest.StageScope{Stage: stage, Regions: one(w.Region), PartnerTypes: one(w.PartnerType), Motions: one(w.Motion)}
	switch {
	case !stated:
		x.StageScopes = append(slices.DeleteFunc(x.StageScopes, func(s ingest.StageScope) bool { return s.Stage == stage }), scope)
	case i >= 0:
		old := x.StageScopes[i]
		scope.Regions, scope.PartnerTypes, scope.Motions = union(old.Regions, scope.Regions), union(old.PartnerTypes, scope.PartnerTypes), union(old.Motions, scope.Motions)
		x.StageScopes[i] = scope
	default:
		scope.Regions, scope.PartnerTypes, scope.Motions = union(x.Regions, scope.Regions), union(x.PartnerTypes, scope.PartnerTypes), union(x.Motions, scope.Motions)
		x.StageScopes = append(x.StageScopes, scope)
	}
}

func one(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

// union joins two lists of segments; an empty one covers everything.
func union(a, b []string) []string {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.ContainsFunc(out, func(x string) bool { return analyze.SameSegment(x, v) }) {
			out = append(out, v)
		}
	}
	return out
}

// release takes a stage from a person; within a segment, the person keeps the
// other segments of that axis.
func (a *applying) release(c *Release) error {
	i, s, err := a.stage(c.Stage)
	if err != nil {
		return err
	}
	p, err := a.person(c.From)
	if err != nil {
		return err
	}
	inside, err := a.where(c.Where)
	if err != nil {
		return err
	}
	items := a.look().Items(i)
	view := a.view
	a.seat(p, func(x *ingest.Person) { unstate(x, s.ID, c.Where, view) })
	for _, it := range items {
		if inside(it.Cut) {
			a.itemCells(s, it.Record, func(on string, index int32, cell *ingest.Named) {
				a.set(on, index, s.Field, s.ID, a.without(cell, p))
			})
		}
	}
	return nil
}

// unstate removes a stage, or one segment of it, from what a person states.
func unstate(x *ingest.Person, stage string, w Where, v *analyze.View) {
	gone := func() {
		x.Stages = slices.DeleteFunc(x.Stages, func(s string) bool { return s == stage })
		x.StageScopes = slices.DeleteFunc(x.StageScopes, func(s ingest.StageScope) bool { return s.Stage == stage })
	}
	if w == (Where{}) || !slices.Contains(x.Stages, stage) {
		gone()
		return
	}
	scope := ingest.StageScope{Stage: stage, Regions: x.Regions, PartnerTypes: x.PartnerTypes, Motions: x.Motions}
	if i := slices.IndexFunc(x.StageScopes, func(s ingest.StageScope) bool { return s.Stage == stage }); i >= 0 {
		scope = x.StageScopes[i]
	}
	empty := false
	for ax, cut := range []string{w.Region, w.PartnerType, w.Motion} {
		if cut == "" {
			continue
		}
		list := []*[]string{&scope.Regions, &scope.PartnerTypes, &scope.Motions}[ax]
		rest := *list
		if len(rest) == 0 {
			rest = v.Segments(ax)
		}
		*list = slices.DeleteFunc(slices.Clone(rest), func(s string) bool { return analyze.SameSegment(s, cut) })
		empty = empty || len(*list) == 0
	}
	gone()
	if !empty {
		x.Stages = append(x.Stages, stage)
		x.StageScopes = append(x.StageScopes, scope)
	}
}

// move hands partners over with everything held for them: the relationship, the
// partner's stages and the revenue side and stages of its deals.
func (a *applying) move(c *Move) error {
	from, err := a.person(c.From)
	if err != nil {
		return err
	}
	to, err := a.activePerson(c.To)
	if err != nil {
		return err
	}
	picked, err := a.partners(c.Which)
	if err != nil {
		return err
	}
	n := len(a.out.Edits)
	stageOf := a.fieldStages()
	for _, p := range a.look().Partners() {
		if !picked(p) {
			continue
		}
		for _, f := range fields {
			if cell := partnerCell(&a.out.Dataset.Partners[p], f); cell != nil {
				a.set("partner", p, f, stageOf[f], a.instead(*cell, from, to))
			}
			for _, d := range a.view.DealsOf(p) {
				a.set("deal", d, f, stageOf[f], a.instead(*dealCell(&a.out.Dataset.Deals[d], f), from, to))
			}
		}
	}
	if len(a.out.Edits) == n {
		a.note("%s holds none of the partners picked", c.From)
	}
	return nil
}

func (a *applying) note(format string, args ...any) {
	e, _ := a.fail("", format, args...).(*Error)
	a.out.Notes = append(a.out.Notes, e.Error())
}

// fields are the owner columns of the partner side.
var fields = []string{"partner_manager", "partner_sales_exec", "recruiter", "activation_owner", "enablement_owner", "cosell_owner", "measurement_owner"}

// fieldStages is the stage that each column is the evidence of.
func (a *applying) fieldStages() map[string]string {
	out := map[string]string{}
	for _, s := range a.look().Stages() {
		if s.Field != "" {
			out[s.Field] = s.ID
		}
	}
	return out
}

// split gives the revenue side of deals to somebody, where whoever holds the
// relationship holds it too.
func (a *applying) split(c *Split) error {
	to, err := a.activePerson(c.To)
	if err != nil {
		return err
	}
	from := ingest.None
	if c.From != "" {
		if from, err = a.person(c.From); err != nil {
			return err
		}
	}
	if from == to {
		return a.fail("the revenue side must go to somebody else", "%s would keep both sides", c.To)
	}
	picked, err := a.partners(c.Which)
	if err != nil {
		return err
	}
	n := len(a.out.Edits)
	stageOf, mine := a.fieldStages(), a.naming([]ingest.Ref{a.ref(to)})
	for _, d := range a.look().PartnerDeals() {
		deal := &a.out.Dataset.Deals[d]
		if deal.Partner == ingest.None || !picked(deal.Partner) || namesPerson(deal.PartnerManager, to) {
			continue
		}
		field := "partner_sales_exec"
		if deal.PartnerSalesExec == nil || len(deal.PartnerSalesExec.People) == 0 {
			field = "cosell_owner"
		}
		revenue := *dealCell(deal, field)
		if bothSides(deal.PartnerManager, revenue, from) {
			a.set("deal", d, field, stageOf[field], mine)
		}
	}
	if len(a.out.Edits) == n {
		a.note("no deal of the partners picked has one person on both sides")
	}
	return nil
}

// bothSides reports whether one person (any, or the given one) stands in both cells.
func bothSides(rel, rev *ingest.Named, who int32) bool {
	if rel == nil || rev == nil {
		return false
	}
	return slices.ContainsFunc(rel.People, func(r ingest.Ref) bool {
		if r.Person == ingest.None || who != ingest.None && r.Person != who {
			return false
		}
		return namesPerson(rev, r.Person)
	})
}

func fold(s string) string { return name.Fold(s) }

// nearest is the name fewest edits away, "" where none is within a third of the word.
func nearest(word string, names []string) string {
	best, limit := "", len([]rune(word))/3
	for _, n := range names {
		if d := name.Distance(fold(word), fold(n), limit); d <= limit {
			best, limit = n, d-1
		}
	}
	return best
}
