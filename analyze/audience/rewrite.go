package audience

import (
	"cmp"
	"slices"
	"strings"

	"ownermap/ingest"
)

// writer says how a dataset is rewritten; a nil function leaves its part as it
// stands.
type writer struct {
	person   func(i int, p *ingest.Person)  // in place, on a copy; i is -1 on earlier rosters
	stranger func(name string) string       // a name that is on no roster
	partner  func(i int, p *ingest.Partner) // in place, on a copy
	deal     func(i int, d *ingest.Deal)    // in place, on a copy
	place    func(*ingest.Place) *ingest.Place
}

// rewriter applies a writer; cells and places that were shared stay shared.
type rewriter struct {
	writer
	src    *ingest.Dataset
	people []ingest.Person
	cells  map[*ingest.Named]*ingest.Named
}

// rewrite returns a copy of the dataset with other words in it. Indexes, dates,
// amounts and segments stay, so that an analysis comes to the same figures.
func rewrite(ds *ingest.Dataset, w writer) *ingest.Dataset {
	r := &rewriter{writer: w, src: ds, cells: map[*ingest.Named]*ingest.Named{}}
	out := *ds
	r.people = r.persons(ds.People, true)
	out.People = r.people
	out.History = nil
	for _, h := range ds.History {
		out.History = append(out.History, ingest.Roster{AsOf: h.AsOf, People: r.persons(h.People, false)})
	}
	out.Partners = slices.Clone(ds.Partners)
	for i := range out.Partners {
		p := &out.Partners[i]
		p.Pos = r.pos(p.Pos)
		for _, cell := range partnerCells(p) {
			*cell = r.named(*cell)
		}
		if w.partner != nil {
			w.partner(i, p)
		}
	}
	out.Deals = slices.Clone(ds.Deals)
	for i := range out.Deals {
		d := &out.Deals[i]
		d.Pos = r.pos(d.Pos)
		for _, cell := range dealCells(d) {
			*cell = r.named(*cell)
		}
		if w.deal != nil {
			w.deal(i, d)
		}
	}
	return &out
}

// dealCells are the owner cells of a deal.
func dealCells(d *ingest.Deal) []**ingest.Named {
	return []**ingest.Named{
		&d.PartnerManager, &d.PartnerSalesExec, &d.SalesOwner, &d.MarketingOwner, &d.Recruiter,
		&d.ActivationOwner, &d.EnablementOwner, &d.CosellOwner, &d.MeasurementOwner,
	}
}

// partnerCells are the owner cells of a partner.
func partnerCells(p *ingest.Partner) []**ingest.Named {
	return []**ingest.Named{&p.Recruiter, &p.PartnerManager, &p.PartnerSalesExec, &p.ActivationOwner, &p.EnablementOwner}
}

func (r *rewriter) persons(list []ingest.Person, today bool) []ingest.Person {
	out := slices.Clone(list)
	for i := range out {
		p := &out[i]
		p.Pos, p.Also = r.pos(p.Pos), slices.Clone(p.Also)
		for j := range p.Also {
			p.Also[j] = r.pos(p.Also[j])
		}
		switch {
		case r.person == nil:
		case today:
			r.person(i, p)
		default:
			r.person(-1, p)
		}
	}
	for i := range out {
		p := &out[i]
		switch {
		case p.ManagerText == "":
		case p.Manager >= 0 && int(p.Manager) < len(out):
			p.ManagerText = out[p.Manager].Name
		case r.stranger != nil:
			p.ManagerText = r.stranger(p.ManagerText)
		}
	}
	return out
}

func (r *rewriter) pos(p ingest.Pos) ingest.Pos {
	if p.Place != nil && r.place != nil {
		p.Place = r.place(p.Place)
	}
	return p
}

func (r *rewriter) named(n *ingest.Named) *ingest.Named {
	if n == nil {
		return nil
	}
	if have, ok := r.cells[n]; ok {
		return have
	}
	out := &ingest.Named{Text: n.Text, People: slices.Clone(n.People)}
	var text []string
	for i := range out.People {
		ref := &out.People[i]
		switch {
		case ref.Person >= 0 && int(ref.Person) < len(r.people):
			ref.Name = r.people[ref.Person].Name
		case r.stranger != nil:
			ref.Name = r.stranger(ref.Name)
		}
		text = append(text, ref.Name)
	}
	out.Text = strings.Join(text, "; ")
	r.cells[n] = out
	return out
}

// rankByName is each person's place in the order of names that reports use.
func rankByName(people []ingest.Person) []int {
	order := make([]int, len(people))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		p, q := &people[a], &people[b]
		return cmp.Or(strings.Compare(strings.ToLower(strings.TrimSpace(p.Name)), strings.ToLower(strings.TrimSpace(q.Name))),
			strings.Compare(p.Name, q.Name), strings.Compare(p.Key, q.Key))
	})
	rank := make([]int, len(people))
	for at, i := range order {
		rank[i] = at
	}
	return rank
}
