package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// directory finds the people of one roster by id, e-mail and name.
type directory struct {
	rows    []*rosterRow
	byID    map[string][]int32
	byEmail map[string][]int32
	byName  map[string][]int32 // the name itself, folded
	byForm  map[string][]int32 // nicknames, without initials, last name first
}

func newDirectory(rows []*rosterRow) *directory {
	d := &directory{rows: rows, byID: map[string][]int32{}, byEmail: map[string][]int32{}, byName: map[string][]int32{}, byForm: map[string][]int32{}}
	put := func(m map[string][]int32, k string, i int32) {
		if k != "" && !slices.Contains(m[k], i) {
			m[k] = append(m[k], i)
		}
	}
	for i, r := range rows {
		put(d.byID, r.ID, int32(i))
		put(d.byEmail, r.Email, int32(i))
		forms, strict := name.Person(r.NameText).Forms()
		for j, f := range forms {
			if j < strict {
				put(d.byName, f, int32(i))
			}
			put(d.byForm, f, int32(i))
			put(d.byForm, swapped(f), int32(i))
		}
	}
	return d
}

// swapped puts the last name of a two-word name first: "doe jane".
func swapped(f string) string {
	a, b, ok := strings.Cut(f, " ")
	if !ok || strings.Contains(b, " ") {
		return ""
	}
	return b + " " + a
}

// one returns the person under the key where there is exactly one.
func (d *directory) one(m map[string][]int32, key string) int32 {
	if key = strings.TrimSpace(key); key != "" && len(m[key]) == 1 {
		return m[key][0]
	}
	return None
}

// find returns the people that a name may mean: none, one, or several where it is
// ambiguous. An e-mail in the text and an id come before the name, and the
// name itself before its other forms.
func (d *directory) find(text string) []int32 {
	p := name.Person(text)
	if p.Email != "" && len(d.byEmail[p.Email]) > 0 {
		return d.byEmail[p.Email]
	}
	if m := d.byID[strings.TrimSpace(text)]; len(m) > 0 {
		return m
	}
	forms, strict := p.Forms()
	for _, f := range forms[:strict] {
		if m := d.byName[f]; len(m) > 0 {
			return m
		}
	}
	if m := d.byForm[forms0(forms)]; len(m) > 0 {
		return m
	}
	var found []int32
	for _, f := range forms {
		for _, i := range d.byForm[f] {
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	slices.Sort(found)
	return found
}

func forms0(f []string) string {
	if len(f) == 0 {
		return ""
	}
	return f[0]
}

// list names the candidates of an ambiguous name.
func (d *directory) list(m []int32) string {
	var out []string
	for _, i := range m {
		r := d.rows[i]
		s := r.Name
		if r.ID != "" {
			s += " (" + r.ID + ")"
		} else if r.Email != "" {
			s += " (" + r.Email + ")"
		} else {
			s += " (" + r.Pos.String() + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " or ")
}

// near returns the person whose name is one or two letters off, and how many.
func (d *directory) near(text string) (i int32, distance int) {
	f := name.Fold(name.Person(text).Display)
	best, at := 3, None
	limit := 2
	if len(f) < 8 {
		limit = 1
	}
	if len(f) < 5 {
		return None, 0
	}
	for j, r := range d.rows {
		if n := name.Distance(f, name.Fold(r.Name), limit); n > 0 && n <= limit && n < best {
			best, at = n, int32(j)
		}
	}
	return at, best
}

// suggestion writes "; Jane Doe is 1 letter off", or nothing.
func (d *directory) suggestion(text string) string {
	i, n := d.near(text)
	if i == None {
		return ""
	}
	return fmt.Sprintf("; %s is %s off", d.rows[i].Name, plural(n, "letter"))
}
