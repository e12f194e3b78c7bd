package whatif

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/ingest"
)

// Options are what applying needs beside the dataset.
type Options struct {
	Analyze analyze.Options
	Values  ingest.Values // extra role words, as the reading had them
}

// Edit is one cell or seat that a change altered. Change counts from 1.
type Edit struct {
	Change int
	On     string // "deal", "partner" or "person"
	Index  int32
	Field  string // owner column; "" for a person
	Stage  string // the stage whose column it is; "" for the sides
	Before *ingest.Named
	After  *ingest.Named
	Seat   [2]ingest.Person // before and after, for a person
}

// Outcome is a dataset after a scenario, with what was altered in order.
type Outcome struct {
	Scenario Scenario
	Dataset  *ingest.Dataset
	Edits    []Edit
	Hired    []int32
	Notes    []string // what a change found nothing to do for
}

// Apply carries a scenario out on a copy; base is not changed. The error is an
// *Error.
func Apply(base *ingest.Dataset, o Options, sc Scenario) (*Outcome, error) {
	a := &applying{o: o, out: &Outcome{Scenario: sc, Dataset: copyOf(base)}, cells: map[string]*ingest.Named{}}
	a.opts = o.Analyze
	a.view = analyze.NewView(base, a.opts)
	a.opts.AsOf, a.opts.Currency = a.view.AsOf(), a.view.Currency()
	for i, c := range sc.Changes {
		a.at = i + 1
		if err := a.change(c); err != nil {
			return nil, err
		}
	}
	return a.out, nil
}

// Undo takes the outcome's edits back, last first, and returns the base.
func (out *Outcome) Undo() *ingest.Dataset {
	ds := copyOf(out.Dataset)
	for _, e := range slices.Backward(out.Edits) {
		switch e.On {
		case "person":
			ds.People[e.Index] = e.Seat[0]
		case "deal":
			*dealCell(&ds.Deals[e.Index], e.Field) = e.Before
		case "partner":
			*partnerCell(&ds.Partners[e.Index], e.Field) = e.Before
		}
	}
	ds.People = ds.People[:len(ds.People)-len(out.Hired)]
	return ds
}

func copyOf(ds *ingest.Dataset) *ingest.Dataset {
	c := *ds
	c.People, c.Deals, c.Partners = slices.Clone(ds.People), slices.Clone(ds.Deals), slices.Clone(ds.Partners)
	return &c
}

// applying is a scenario under way. view is of the dataset as it stands, made
// anew when a change needs what an earlier one altered.
type applying struct {
	o     Options
	opts  analyze.Options
	out   *Outcome
	view  *analyze.View
	stale bool
	at    int
	cells map[string]*ingest.Named
}

func (a *applying) look() *analyze.View {
	if a.stale {
		a.view, a.stale = analyze.NewView(a.out.Dataset, a.opts), false
	}
	return a.view
}

func (a *applying) fail(hint, format string, args ...any) error {
	return &Error{Scenario: a.out.Scenario.Title, Change: a.at, Message: fmt.Sprintf(format, args...), Hint: hint}
}

func (a *applying) change(c Change) error {
	n := 0
	var do func() error
	for _, x := range []struct {
		given bool
		do    func() error
	}{
		{c.Assign != nil, func() error { return a.assign(c.Assign) }},
		{c.Release != nil, func() error { return a.release(c.Release) }},
		{c.Hire != nil, func() error { return a.hire(c.Hire) }},
		{c.Leave != nil, func() error { return a.leave(c.Leave) }},
		{c.Change != nil, func() error { return a.alter(c.Change) }},
		{c.Move != nil, func() error { return a.move(c.Move) }},
		{c.Split != nil, func() error { return a.split(c.Split) }},
	} {
		if x.given {
			n++
			do = x.do
		}
	}
	if n != 1 {
		return a.fail("write each change as its own list item", "%d kinds of change in one item, wanted one of assign, release, hire, leave, change, move, split", n)
	}
	return do()
}

// person finds who is meant, by id, e-mail or name.
func (a *applying) person(who string) (int32, error) {
	key, names := fold(who), []string{}
	for pass := range 3 {
		for i := range a.out.Dataset.People {
			p := &a.out.Dataset.People[i]
			if key != "" && fold([]string{p.Key, p.Email, p.Name}[pass]) == key {
				return int32(i), nil
			}
			if pass == 2 {
				names = append(names, p.Name)
			}
		}
	}
	hint := "give a name, id or e-mail as on the roster"
	if near := nearest(who, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return 0, a.fail(hint, "nobody on the roster is called %q", who)
}

func (a *applying) activePerson(who string) (int32, error) {
	p, err := a.person(who)
	if err == nil && !a.out.Dataset.People[p].Active(a.opts.AsOf) {
		err = a.fail("", "%s is not active on %s", a.out.Dataset.People[p].Name, a.opts.AsOf)
	}
	return p, err
}

func (a *applying) stage(id string) (int, analyze.StageView, error) {
	var ids []string
	for i, s := range a.look().Stages() {
		if fold(s.ID) == fold(id) || fold(s.Name) == fold(id) {
			return i, s, nil
		}
		ids = append(ids, s.ID)
	}
	hint := "stages: " + strings.Join(ids, ", ")
	if near := nearest(id, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return 0, analyze.StageView{}, a.fail(hint, "no stage %q", id)
}

// where turns a segment into a test, and refuses values that the data lacks.
func (a *applying) where(w Where) (func(analyze.Cut) bool, error) {
	want := analyze.Cut{w.Region, w.PartnerType, w.Motion}
	for ax, v := range want {
		if v == "" {
			continue
		}
		known := a.look().Segments(ax)
		if slices.ContainsFunc(known, func(s string) bool { return analyze.SameSegment(s, v) }) {
			continue
		}
		hint := "the data has " + strings.Join(known, ", ")
		if near := nearest(v, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return nil, a.fail(hint, "no %s %q", strings.ReplaceAll(analyze.Axes()[ax], "_", " "), v)
	}
	return func(c analyze.Cut) bool {
		for ax, v := range want {
			if v != "" && !analyze.SameSegment(c[ax], v) {
				return false
			}
		}
		return true
	}, nil
}

// partners picks the partners in scope that a change is about.
func (a *applying) partners(w Which) (func(int32) bool, error) {
	inside, err := a.where(w.Where)
	if err != nil {
		return nil, err
	}
	if len(w.Partners) == 0 {
		if !w.All && w.Where == (Where{}) {
			return nil, a.fail("name partners, give a region, partner_type or motion, or all: true", "no partners are picked")
		}
		return func(p int32) bool { return inside(a.view.PartnerCut(p)) }, nil
	}
	picked := map[int32]bool{}
	for _, n := range w.Partners {
		p, err := a.partner(n)
		if err != nil {
			return nil, err
		}
		picked[p] = true
	}
	return func(p int32) bool { return picked[p] && inside(a.view.PartnerCut(p)) }, nil
}

func (a *applying) partner(n string) (int32, error) {
	var names []string
	for i := range a.out.Dataset.Partners {
		p := &a.out.Dataset.Partners[i]
		if fold(p.Name) == fold(n) || fold(p.Key) == fold(n) {
			return int32(i), nil
		}
		names = append(names, p.Name)
	}
	hint := "give a partner's name as in the deals"
	if near := nearest(n, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return 0, a.fail(hint, "no partner is called %q", n)
}

func (a *applying) seat(i int32, alter func(*ingest.Person)) {
	before := a.out.Dataset.People[i]
	after := before
	after.Stages, after.StageScopes = slices.Clone(before.Stages), slices.Clone(before.StageScopes)
	alter(&after)
	a.out.Dataset.People[i] = after
	a.out.Edits = append(a.out.Edits, Edit{Change: a.at, On: "person", Index: i, Seat: [2]ingest.Person{before, after}})
	a.stale = true
}

func (a *applying) leave(l *Leave) error {
	p, err := a.activePerson(l.Person)
	if err != nil {
		return err
	}
	a.seat(p, func(x *ingest.Person) { x.End = a.opts.AsOf })
	return nil
}

func (a *applying) alter(c *Alter) error {
	p, err := a.activePerson(c.Person)
	if err != nil {
		return err
	}
	boss := a.out.Dataset.People[p].Manager
	if c.Manager != "" {
		if boss, err = a.person(c.Manager); err != nil {
			return err
		}
	}
	quota, err := a.quota(c.Quota)
	if err != nil {
		return err
	}
	if c.Allocation != nil && *c.Allocation <= 0 {
		return a.fail("give an FTE above 0; to end a seat use leave", "an allocation of %v", *c.Allocation)
	}
	a.seat(p, func(x *ingest.Person) {
		if c.Role != "" || c.Title != "" {
			if c.Role != "" {
				x.Role = c.Role
			}
			if c.Title != "" {
				x.Title = c.Title
			}
			x.Class = ingest.RoleClassOf(x.Role, x.Title, a.o.Values)
		}
		if c.Manager != "" {
			x.Manager, x.ManagerText = boss, a.out.Dataset.People[boss].Name
		}
		if c.Allocation != nil {
			x.Allocation = *c.Allocation
		}
		if c.Quota != "" {
			x.Quota, x.HasQuota = quota, !quota.Value.IsZero()
		}
	})
	return nil
}

func (a *applying) quota(text string) (ingest.Money, error) {
	if text == "" {
		return ingest.Money{}, nil
	}
	d, err := decimal.Parse(strings.ReplaceAll(text, ",", ""))
	if err != nil || d.IsNeg() {
		return ingest.Money{}, a.fail("write it as 500000, in the report currency", "%q is not a quota", text)
	}
	return ingest.Money{Value: d, Currency: a.opts.Currency, Known: true}, nil
}

func (a *applying) hire(h *Hire) error {
	if fold(h.Name) == "" {
		return a.fail("call the seat something, for example \"Activation lead, EMEA\"", "a hire without a name")
	}
	for i := range a.out.Dataset.People {
		if fold(a.out.Dataset.People[i].Name) == fold(h.Name) {
			return a.fail("call the seat something else", "%q is on the roster already", h.Name)
		}
	}
	quota, err := a.quota(h.Quota)
	if err != nil {
		return err
	}
	p := ingest.Person{Key: "hire:" + fold(h.Name), Name: h.Name, NameText: h.Name, Role: h.Role, Title: h.Title, Manager: ingest.None,
		Class: ingest.RoleClassOf(h.Role, h.Title, a.o.Values), Allocation: 1, Quota: quota, HasQuota: quota.Known && !quota.Value.IsZero()}
	if h.Allocation != nil {
		if *h.Allocation <= 0 {
			return a.fail("give an FTE above 0", "an allocation of %v", *h.Allocation)
		}
		p.Allocation = *h.Allocation
	}
	if h.Manager != "" {
		if p.Manager, err = a.person(h.Manager); err != nil {
			return err
		}
		p.ManagerText = a.out.Dataset.People[p.Manager].Name
	}
	a.out.Dataset.People = append(a.out.Dataset.People, p)
	i := int32(len(a.out.Dataset.People) - 1)
	a.out.Hired = append(a.out.Hired, i)
	a.out.Edits = append(a.out.Edits, Edit{Change: a.at, On: "person", Index: i, Seat: [2]ingest.Person{p, p}})
	a.stale = true
	for _, s := range h.Stages {
		if err := a.assign(&Assign{Stage: s, To: p.Key, Where: h.Where}); err != nil {
			return err
		}
	}
	return nil
}
