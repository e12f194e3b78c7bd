package ingest

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// rosterFiles finds the people of one roster file in those before it.
type rosterFiles struct {
	byID, byEmail map[string][]*rosterRow
	byName        map[string][]*rosterRow // by the forms that are the name itself
	own           map[string]int          // by form: people of the file that is being joined
}

func newRosterFiles() *rosterFiles {
	return &rosterFiles{byID: map[string][]*rosterRow{}, byEmail: map[string][]*rosterRow{}, byName: map[string][]*rosterRow{}}
}

// open begins the file with these people.
func (f *rosterFiles) open(people []*rosterRow) {
	f.own = map[string]int{}
	for _, r := range people {
		for _, form := range r.forms() {
			f.own[form]++
		}
	}
}

// forms are the forms that are the name of the row itself.
func (r *rosterRow) forms() []string {
	forms, strict := name.Person(r.NameText).Forms()
	return forms[:strict]
}

// add makes a person known, or what it is called by once more.
func (f *rosterFiles) add(r *rosterRow) {
	for _, id := range append(r.former, r.ID) {
		listOnce(f.byID, idKey(id), r)
	}
	listOnce(f.byEmail, r.Email, r)
	for _, form := range r.forms() {
		listOnce(f.byName, form, r)
	}
}

// same is the person of an earlier file whom row r means: the one with its id, else the
// one with its e-mail, who must share a word of the name or have both; else the one of its name,
// which must be one person's in either file and contradict nothing. Where it is not
// certain, namesake is one of those that it may be.
func (f *rosterFiles) same(r *rosterRow) (person, namesake *rosterRow) {
	var other *rosterRow // has the id or the e-mail, and another name
	known := [][]*rosterRow{f.byID[idKey(r.ID)]}
	for _, id := range r.former {
		known = append(known, f.byID[idKey(id)])
	}
	for _, m := range append(known, f.byEmail[r.Email]) {
		for _, s := range m {
			if len(m) == 1 && (shareWord(r, s) || r.ID != "" && idKey(r.ID) == idKey(s.ID) && r.Email != "" && r.Email == s.Email) {
				return s, nil
			}
			other = s
		}
	}
	alone := true
	for _, form := range r.forms() {
		alone = alone && f.own[form] == 1
		for _, s := range f.byName[form] {
			switch {
			case r.ID != "" && s.ID != "" || namesake != nil && namesake != s || contradict(r, s):
				alone, namesake = false, s // two people, or one with the ids of two systems
			default:
				namesake = s
			}
		}
	}
	if alone && namesake != nil {
		return namesake, nil
	}
	if namesake = cmp.Or(namesake, other); namesake == nil {
		if m := f.byName[swapped(name.Fold(r.Name))]; len(m) > 0 && (r.ID == "" || m[0].ID == "") {
			namesake = m[0]
		}
	}
	return nil, namesake
}

// shareWord reports whether the names of two rows have a word in common: one id in the
// files of two systems, or the address of a team, is not one person's.
func shareWord(a, b *rosterRow) bool {
	if name.Distance(name.Fold(a.Name), name.Fold(b.Name), 2) <= 2 {
		return true
	}
	x, y := foldedWords(a.Name), foldedWords(b.Name)
	for way := range x {
		for _, w := range x[way] {
			if len(w) > 1 && slices.Contains(y[way], w) {
				return true
			}
		}
	}
	return false
}

// contradict reports whether two rows of one name are rather two people: of two e-mail
// addresses or two first days, or with another title, manager and region.
func contradict(a, b *rosterRow) bool {
	if a.Email != "" && b.Email != "" && a.Email != b.Email || !a.Start.IsZero() && !b.Start.IsZero() && a.Start != b.Start && a.Start != a.roleStart && b.Start != b.roleStart {
		return true
	}
	other := func(x, y string) bool { return x != "" && y != "" && name.Fold(x) != name.Fold(y) }
	return other(a.Title, b.Title) && other(a.ManagerText, b.ManagerText) && other(strings.Join(a.Regions, ","), strings.Join(b.Regions, ","))
}

// joinPerson joins row r, of a later file, with what earlier files say of the person.
// The later file counts in what it says.
func (c *combiner) joinPerson(first, r *rosterRow) {
	head := fmt.Sprintf("%s is also in %s", strings.TrimSpace(r.Name+" "+first.ID), first.Pos)
	if samePerson(first, r) {
		is := issue(codeDuplicatePerson, r.Pos, head+", the same in every field that is read; kept once", "")
		is.Severity = SevNotice
		c.ds.Issues.Add(is)
		lose(r.input, r.Pos, "the same person as "+first.Pos.String())
		return
	}
	earlier := *first
	if r.former = append(r.former, earlier.former...); earlier.ID != "" && idKey(earlier.ID) != idKey(r.ID) && r.ID != "" {
		r.former = append(r.former, earlier.ID)
	}
	taken, differ := complete(r, &earlier)
	if len(differ) > 0 {
		head += "; the later file counts in what differs: " + strings.Join(differ, ", ")
	}
	reason := "the same person as " + r.Pos.String()
	if len(taken) > 0 {
		head += "; from the earlier one come: " + strings.Join(taken, ", ")
		reason += ", to which its " + strings.Join(taken, ", ") + " went"
		r.Class = c.words.classOf(r.Role, r.Title)
		r.Also = r.sources(&earlier)
	}
	*first = *r
	is := issue(codeDuplicatePerson, r.Pos, head, "where they are two people, add ids or e-mail addresses to both files")
	if len(differ) == 0 {
		is.Severity = SevNotice
	}
	c.ds.Issues.Add(is)
	lose(earlier.input, earlier.Pos, reason)
}

// sources are the further rows that a person's facts come from: those joined with the row
// in its own file, and those of earlier files.
func (r *rosterRow) sources(earlier *rosterRow) []Pos {
	out := slices.Clone(r.Also)
	put := func(pos Pos) {
		if pos != r.Pos && !slices.Contains(out, pos) {
			out = append(out, pos)
		}
	}
	for _, pos := range r.from {
		put(pos)
		for _, also := range earlier.Also {
			if pos == earlier.Pos && also.Place == pos.Place {
				put(also)
			}
		}
	}
	slices.SortFunc(out, Pos.Compare)
	return out
}

// personFacts are what rosters say of people, by the columns that say it. A fact is blank
// where all its values are zero, or where blank says so.
var personFacts = []struct {
	name  string
	of    func(*rosterRow) []any
	blank func(*rosterRow) bool
	take  func(to, from *rosterRow)
}{
	{"name", func(r *rosterRow) []any { return []any{name.Fold(r.Name)} }, func(r *rosterRow) bool { return !r.says("name", "name", "first_name", "last_name") },
		func(to, from *rosterRow) { to.Name, to.NameText = from.Name, from.NameText }},
	{"id", func(r *rosterRow) []any { return []any{idKey(r.ID)} }, nil, func(to, from *rosterRow) { to.ID = from.ID }},
	{"e-mail", func(r *rosterRow) []any { return []any{r.Email} }, nil, func(to, from *rosterRow) { to.Email = from.Email }},
	{"title", func(r *rosterRow) []any { return []any{r.Title} }, nil, func(to, from *rosterRow) { to.Title = from.Title }},
	{"role", func(r *rosterRow) []any { return []any{r.Role} }, nil, func(to, from *rosterRow) { to.Role = from.Role }},
	{"manager", func(r *rosterRow) []any { return []any{r.ManagerText, r.managerID, r.managerEmail} }, nil,
		func(to, from *rosterRow) {
			to.ManagerText, to.managerID, to.managerEmail = from.ManagerText, from.managerID, from.managerEmail
		}},
	// A column for each stage says of a blank cell that the person does not own it.
	{"stages", func(r *rosterRow) []any { return []any{len(r.Stages) > 0, r.Stages} }, func(r *rosterRow) bool { return len(r.Stages) == 0 && !r.says("stages", "stage_") },
		func(to, from *rosterRow) { to.Stages, to.StageScopes = from.Stages, from.StageScopes }},
	{"region", func(r *rosterRow) []any { return []any{len(r.Regions) > 0, r.Regions} }, nil, func(to, from *rosterRow) { to.Regions = from.Regions }},
	{"partner type", func(r *rosterRow) []any { return []any{len(r.PartnerTypes) > 0, r.PartnerTypes} }, nil, func(to, from *rosterRow) { to.PartnerTypes = from.PartnerTypes }},
	{"motion", func(r *rosterRow) []any { return []any{len(r.Motions) > 0, r.Motions} }, nil, func(to, from *rosterRow) { to.Motions = from.Motions }},
	{"start", func(r *rosterRow) []any { return []any{r.Start, r.roleStart} }, nil,
		func(to, from *rosterRow) { to.Start, to.roleStart = from.Start, from.roleStart }},
	// Who is active by a later status, or began again, has not ended.
	{"end", func(r *rosterRow) []any { return []any{r.End, r.roleEnd} }, func(r *rosterRow) bool { return r.End.IsZero() && r.roleEnd.IsZero() && (r.Left || r.status == "") },
		func(to, from *rosterRow) {
			if !from.End.IsZero() && to.Start < from.End {
				to.End, to.roleEnd, to.Left = from.End, from.roleEnd, false
			}
		}},
	{"status", func(r *rosterRow) []any { return []any{r.Left} }, func(r *rosterRow) bool { return r.status == "" }, func(to, from *rosterRow) {
		if to.End.IsZero() {
			to.status, to.Left = from.status, from.Left
		}
	}},
	{"allocation", func(r *rosterRow) []any { return []any{r.allocated, r.Allocation} }, func(r *rosterRow) bool { return !r.allocated },
		func(to, from *rosterRow) { to.allocated, to.Allocation = from.allocated, from.Allocation }},
	{"quota", func(r *rosterRow) []any { return []any{r.Quota, r.HasQuota, r.quotaSaid} }, nil,
		func(to, from *rosterRow) {
			to.Quota, to.HasQuota, to.quotaSaid = from.Quota, from.HasQuota, from.quotaSaid
		}},
	{"preferred name", func(r *rosterRow) []any { return []any{r.preferred} }, nil, func(to, from *rosterRow) { to.preferred = from.preferred }},
}

// unsaid reports whether a fact's values are all zero.
func unsaid(values []any) bool {
	return !slices.ContainsFunc(values, func(v any) bool { return v != nil && !reflect.ValueOf(v).IsZero() })
}

// complete gives row r, of a later file, what its file leaves blank and an earlier row of
// the person says. It names what was taken, and what the two rows say differently. Two files
// with the same columns are states of one list: what the later one leaves blank is gone.
func complete(r, earlier *rosterRow) (taken, differ []string) {
	from := map[string]Pos{}
	states := slices.Equal(fieldsOf(r.input), fieldsOf(earlier.input))
	title := r.Title
	for _, f := range personFacts {
		mine, theirs := f.of(r), f.of(earlier)
		blank := func(r *rosterRow, values []any) bool {
			if f.blank != nil {
				return f.blank(r)
			}
			return unsaid(values)
		}
		switch {
		case reflect.DeepEqual(mine, theirs), blank(earlier, theirs):
		case !blank(r, mine), states && r.from[f.name] == (Pos{}) && earlier.from[f.name] == (Pos{}) && f.name != "id" && f.name != "e-mail",
			f.name == "role" && title != "" && title != earlier.Title: // an old role says nothing of a new title
			what := f.name
			if what == "name" {
				what += " (" + earlier.Name + ")"
			}
			differ = append(differ, what)
		default:
			if f.take(r, earlier); reflect.DeepEqual(f.of(r), mine) {
				continue
			}
			taken = append(taken, f.name)
			pos, ok := earlier.from[f.name]
			if !ok {
				pos = earlier.Pos
			}
			from[f.name] = pos
		}
	}
	r.from = from
	return taken, differ
}

// says reports whether a fact of the person is known: from another file, or where a column
// of the row's sheet was read as one of the fields, or as one that begins so where it ends
// in "_".
func (r *rosterRow) says(fact string, fields ...string) bool {
	if _, ok := r.from[fact]; ok {
		return true
	}
	return slices.ContainsFunc(r.input.Columns, func(c Column) bool {
		return slices.ContainsFunc(fields, func(f string) bool { return c.Field == f || strings.HasSuffix(f, "_") && strings.HasPrefix(c.Field, f) })
	})
}
