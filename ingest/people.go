package ingest

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"ownermap/ingest/name"
)

// joinPeople makes the people of the current rosters and of earlier ones, and
// returns the directory of the current people.
func (c *combiner) joinPeople() *directory {
	current, earlier := c.rosters()
	for _, ps := range earlier {
		rows := c.mergePeople(ps)
		dir := newDirectory(rows)
		people := c.finishPeople(rows, dir)
		c.ds.History = append(c.ds.History, Roster{AsOf: ps[0].input.AsOf, People: people})
	}
	rows := c.mergePeople(current)
	dir := newDirectory(rows)
	c.ds.People = c.finishPeople(rows, dir)
	return dir
}

// mergePeople joins the rows of one person: first those of each file, then those of
// several files.
func (c *combiner) mergePeople(parts []*part) []*rosterRow {
	var people []*rosterRow
	files := newRosterFiles()
	owns := make([][]*rosterRow, len(parts))
	for k, p := range parts {
		own := c.ownPeople(p)
		files.open(own)
		joined := map[*rosterRow]bool{}
		var strange []*rosterRow // whom no earlier file has
		before := len(people)
		for i, r := range own {
			first, namesake := files.same(r)
			if joined[first] { // another row of this file is that person already
				first, namesake = nil, first
			}
			switch {
			case first != nil:
				joined[first] = true
				c.joinPerson(first, r)
				own[i] = first
			case namesake != nil:
				c.keepBoth(namesake, r)
				people = append(people, r)
			default:
				strange = append(strange, r)
				people = append(people, r)
			}
		}
		owns[k] = own
		c.nearMisses(people[:before], joined, strange)
		c.missing(parts[:k+1], owns, joined)
		for _, r := range own {
			files.add(r)
		}
	}
	return people
}

// ownPeople joins the rows of one file: those with the same id; without ids the same
// e-mail; without either the same name, where the rows are one seat or one seat after
// the other.
func (c *combiner) ownPeople(p *part) []*rosterRow {
	var people []*rosterRow
	byKey, bySeat := map[string][]*rosterRow{}, map[string]*rosterRow{}
	for i := range p.people {
		r := &p.people[i]
		r.input = &p.input
		key := r.key()
		first := sharing(byKey[key], r)
		seat := strings.TrimSpace(r.Email + " " + name.Fold(r.Name))
		if before := bySeat[seat]; first == nil && before != nil && r.Email != "" && (apart(before, r) || before.Left != r.Left) {
			first = before // back with a new id
			byKey[key] = append(byKey[key], first)
		} else if before == nil {
			bySeat[seat] = r
		}
		switch {
		case first == nil && len(byKey[key]) > 0:
			c.keepBoth(byKey[key][0], r)
			fallthrough
		case first == nil:
			byKey[key] = append(byKey[key], r)
			people = append(people, r)
		case r.ID == "" && r.Email == "" && !sameSeat(first, r):
			c.keepBoth(first, r)
			people = append(people, r)
		default:
			c.mergePerson(first, r)
		}
	}
	return people
}

// sharing is the first of some rows with one id, or one address, that may be the person of
// row r: it shares a word of the name, or has both.
func sharing(list []*rosterRow, r *rosterRow) *rosterRow {
	for _, s := range list {
		if shareWord(s, r) || r.ID != "" && r.Email != "" && r.Email == s.Email {
			return s
		}
	}
	return nil
}

func (c *combiner) keepBoth(first, r *rosterRow) {
	if !shareWord(first, r) {
		c.add(codeDuplicatePerson, r.Pos, fmt.Sprintf("%s has the id or the e-mail of %s in %s; both are kept", r.Name, first.Name, first.Pos), "give each person an id and an address of their own")
		return
	}
	c.add(codeDuplicatePerson, r.Pos, fmt.Sprintf("%s is also in %s, and neither an id nor an e-mail says that they are one person; both are kept", r.Name, first.Pos), "add ids or e-mail addresses to the roster")
}

// mergePerson joins row r into first, a row of the same file, which keeps the person's
// place; the row that does not count is lost.
func (c *combiner) mergePerson(first, r *rosterRow) {
	head := fmt.Sprintf("%s is also in %s", strings.TrimSpace(r.Name+" "+first.ID), first.Pos)
	lost := *r
	take := func() { lost, *first = *first, *r }
	defer func() {
		if lost.ID != first.ID {
			first.former = append(append(first.former, lost.former...), lost.ID)
		}
		lose(lost.input, lost.Pos, "the same person as "+first.Pos.String())
	}()
	switch {
	case samePerson(first, r):
		c.add(codeDuplicatePerson, r.Pos, head+", the same in every field that is read; kept once", "")
	case first.since() != r.since() || first.End != r.End || first.Left != r.Left:
		s := c.succession(first, r)
		row := "that row"
		if s.second {
			take()
			row = "this row"
		}
		first.roleStart = first.since() // a third row is set beside this role
		first.Start, first.End = s.start, s.end
		c.add(codeDuplicatePerson, r.Pos, fmt.Sprintf("%s: %s; %s, %s, counts", head, s.what, row, s.role), "")
	default:
		var differ []string
		for _, f := range personFacts {
			if mine, theirs := f.of(first), f.of(r); onlyOneCounts[f.name] && !unsaid(theirs) && !reflect.DeepEqual(mine, theirs) {
				if unsaid(mine) {
					f.take(first, r)
				} else {
					differ = append(differ, f.name)
				}
			}
		}
		first.Class = c.words.classOf(first.Role, first.Title)
		first.Stages = union(first.Stages, r.Stages)
		first.Regions = unionOrAll(first.Regions, r.Regions)
		first.PartnerTypes = unionOrAll(first.PartnerTypes, r.PartnerTypes)
		first.Motions = unionOrAll(first.Motions, r.Motions)
		c.sortStages(first)
		first.Also = append(first.Also, r.Pos)
		shares := ""
		if sum := first.Allocation + r.Allocation; first.Allocation < 1 && r.Allocation < 1 && sum <= 1.0001 {
			first.Allocation, shares = min(sum, 1), ", and the shares of full time added up"
		}
		counted := ""
		if len(differ) > 0 {
			counted = "; that row counts in what differs: " + strings.Join(differ, ", ")
		}
		c.add(codeDuplicatePerson, r.Pos, head+"; stages and segments of both rows are joined"+shares+counted, "give each person one row, or a start and an end date for each role")
	}
}

// onlyOneCounts are the facts that rows of one person and one time cannot both give.
var onlyOneCounts = map[string]bool{"title": true, "role": true, "manager": true, "quota": true, "e-mail": true}

func (r *rosterRow) key() string {
	switch {
	case r.ID != "":
		return "id " + r.ID
	case r.Email != "":
		return "mail " + r.Email
	}
	return "name " + name.Fold(r.Name)
}

func samePerson(a, b *rosterRow) bool {
	x, y := a.Person, b.Person
	x.Pos, y.Pos = Pos{}, Pos{}
	return reflect.DeepEqual(x, y) && a.roleStart == b.roleStart && a.managerID == b.managerID && a.managerEmail == b.managerEmail && a.preferred == b.preferred
}

func union(a, b []string) []string {
	for _, s := range b {
		a = appendOnce(a, s)
	}
	return a
}

// unionOrAll joins segments; no segment is all of them.
func unionOrAll(a, b []string) []string {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	return union(slices.Clone(a), b)
}

func (c *combiner) sortStages(r *rosterRow) {
	at := func(id string) int {
		return slices.IndexFunc(c.opts.Stages, func(s Stage) bool { return s.ID == id })
	}
	slices.SortStableFunc(r.Stages, func(a, b string) int { return at(a) - at(b) })
}

// finishPeople gives each person a key and a manager.
func (c *combiner) finishPeople(rows []*rosterRow, dir *directory) []Person {
	people := make([]Person, len(rows))
	used := map[string]bool{}
	for i, r := range rows {
		r.Key = uniqueKey(used, r.ID, r.Email, r.Name)
		people[i] = r.Person
	}
	for i, r := range rows {
		if people[i].Manager = c.manager(r, people, dir); people[i].Manager == int32(i) { // as systems write it of who stands at the top
			people[i].Manager = None
		}
		if people[i].ManagerText == "" {
			people[i].ManagerText = strings.TrimSpace(r.managerID + " " + r.managerEmail)
		}
	}
	return people
}

// uniqueKey is the first of the candidates that is not blank, numbered where it
// is taken.
func uniqueKey(used map[string]bool, candidates ...string) string {
	base := ""
	for _, k := range candidates {
		if base = k; k != "" {
			break
		}
	}
	key := base
	for n := 2; used[key]; n++ {
		key = base + "#" + strconv.Itoa(n)
	}
	used[key] = true
	return key
}

// manager finds a person's manager by id, then e-mail, then name.
func (c *combiner) manager(r *rosterRow, people []Person, dir *directory) int32 {
	if r.managerID == "0" {
		r.managerID = ""
	}
	for _, id := range []string{r.managerID, r.ManagerText} {
		key := idKey(strings.TrimSpace(id))
		if i := dir.one(dir.byID, key); i != None {
			return i
		}
		if key != "" { // of two systems with the same ids, the row's own
			own := slices.DeleteFunc(slices.Clone(dir.byID[key]), func(i int32) bool { return dir.rows[i].input != r.input })
			if len(own) == 1 {
				return own[0]
			}
		}
	}
	if i := dir.one(dir.byEmail, strings.ToLower(r.managerEmail)); i != None {
		return i
	}
	text := r.ManagerText
	if text == "" {
		if r.managerID+r.managerEmail != "" && !name.Nobody(r.managerID+r.managerEmail) {
			c.add(codeManagerUnknown, r.Pos, fmt.Sprintf("the manager of %s (%s) is not on the roster", r.Name, strings.TrimSpace(r.managerID+" "+r.managerEmail)),
				"add the manager to the roster, or correct the id")
		}
		return None
	}
	m := dir.find(c.alias(text))
	switch {
	case len(m) == 1:
		return m[0]
	case len(m) > 1:
		c.add(codeAmbiguousName, r.Pos, fmt.Sprintf("%s, the manager of %s, may be %s", quote(text), r.Name, dir.list(m)), "give the manager's id or e-mail in a column of its own")
	default:
		c.add(codeManagerUnknown, r.Pos, fmt.Sprintf("%s, the manager of %s, is not on the roster%s", quote(text), r.Name, dir.suggestion(text)), "add the manager to the roster, or correct the name")
	}
	return None
}

// alias replaces a name by the one that the configuration gives for it.
func (c *combiner) alias(text string) string {
	if to, ok := c.opts.Aliases[text]; ok {
		c.aliased[text] = true
		return to
	}
	if len(c.opts.Aliases) == 0 {
		return text
	}
	f := name.Fold(name.Person(text).Display)
	for from, to := range sorted(c.opts.Aliases) {
		if name.Fold(name.Person(from).Display) == f {
			c.aliased[from] = true
			return to
		}
	}
	return text
}

// unusedAliases reports aliases of names that stand nowhere.
func (c *combiner) unusedAliases() {
	for from, to := range sorted(c.opts.Aliases) {
		if !c.aliased[from] {
			c.add(codeAliasUnused, Pos{}, fmt.Sprintf("the alias of %s for %s is not used: no owner and no manager is found by it", quote(from), quote(to)), "write the name as it stands in the cell; aliases are of people, not of partners")
		}
	}
}
