package ingest

import (
	"cmp"
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
	folded  []string           // by row: the name, folded
	words   [][2][]string      // by row: its words, folded both ways
	byForm  map[string][]int32 // nicknames and preferred names, without initials, last name first
}

func newDirectory(rows []*rosterRow) *directory {
	d := &directory{rows: rows, byID: map[string][]int32{}, byEmail: map[string][]int32{}, byName: map[string][]int32{}, byForm: map[string][]int32{}}
	for i, r := range rows {
		d.folded, d.words = append(d.folded, name.Fold(r.Name)), append(d.words, foldedWords(r.Name))
		listOnce(d.byID, idKey(r.ID), int32(i))
		for _, id := range r.former {
			listOnce(d.byID, idKey(id), int32(i))
		}
		listOnce(d.byEmail, r.Email, int32(i))
		forms, strict := name.Person(r.NameText).Forms()
		for j, f := range forms {
			if j < strict {
				listOnce(d.byName, f, int32(i))
			}
			listOnce(d.byForm, f, int32(i))
			listOnce(d.byForm, swapped(f), int32(i))
		}
		for _, other := range r.otherNames() {
			forms, _ := name.Person(other).Forms()
			for _, f := range forms {
				listOnce(d.byForm, f, int32(i))
				listOnce(d.byForm, swapped(f), int32(i))
			}
		}
	}
	return d
}

// listOnce adds a value to the list under a key that is not blank, once.
func listOnce[V comparable](m map[string][]V, key string, v V) {
	if key != "" && !slices.Contains(m[key], v) {
		m[key] = append(m[key], v)
	}
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
	if m := d.byID[idKey(strings.TrimSpace(text))]; len(m) > 0 {
		return m
	}
	forms, strict := p.Forms()
	for _, f := range forms[:strict] {
		if m := d.byName[f]; len(m) > 0 {
			return m
		}
	}
	if m := d.agreeing(p.Display, d.byForm[forms0(forms)]); len(m) > 0 {
		return m
	}
	var found []int32
	for _, f := range forms {
		for _, i := range d.agreeing(p.Display, d.byForm[f]) {
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	slices.Sort(found)
	return found
}

// agreeing leaves out those whose suffix or middle initial is another one.
func (d *directory) agreeing(text string, list []int32) []int32 {
	if !slices.ContainsFunc(list, func(i int32) bool { return name.Contradict(text, d.rows[i].Name) }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(i int32) bool { return name.Contradict(text, d.rows[i].Name) })
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
		mark := cmp.Or(r.ID, r.Email, r.Pos.String())
		if !r.End.IsZero() {
			mark += ", until " + r.End.String()
		}
		out = append(out, r.Name+" ("+mark+")")
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
		if n := name.Distance(f, d.folded[j], limit); n > 0 && n <= limit && n < best && !name.Contradict(text, r.Name) {
			best, at = n, int32(j)
		}
	}
	return at, best
}

// suggestion writes "; Jane Doe is 1 letter off", "; it fits nobody there but Jane
// Doe", or nothing.
func (d *directory) suggestion(text string) string {
	if i, n := d.near(text); i != None {
		return fmt.Sprintf("; %s is %s off", d.rows[i].Name, plural(n, "letter"))
	}
	switch m := d.fitting(text); {
	case len(m) == 1:
		return fmt.Sprintf("; it fits nobody there but %s", d.rows[m[0]].Name)
	case len(m) > 1:
		return "; it fits " + d.list(m)
	}
	return ""
}

// mostFitting is how many people a part of a name may fit and still say something.
const mostFitting = 4

// fitting returns the people of whose name the text is a part, or who is a part
// of it: "J. Weber" and "Weber" for Jonas Weber, "Jose Garcia" for Jose Garcia
// Lopez, "jonas.weber@old.example" for all three. Where there are many it is nobody.
func (d *directory) fitting(text string) []int32 {
	p := name.Person(text)
	if p.Display == p.Email {
		p.Display, _, _ = strings.Cut(p.Email, "@")
	}
	p.Display, _ = name.Unmangled(p.Display)
	words := foldedWords(p.Display)
	var found []int32
	for i := range d.rows {
		if fits(words, d.words[i]) {
			if found = append(found, int32(i)); len(found) > mostFitting {
				return nil
			}
		}
	}
	return found
}

// zeros returns the one person whose id is the number with zeros before it, as ids are
// once a spreadsheet has taken them for numbers.
func (d *directory) zeros(text string) int32 {
	found := None
	if text == "" || !allDigits(text) {
		return found
	}
	for i, r := range d.rows {
		if r.ID != text && allDigits(r.ID) && strings.TrimLeft(r.ID, "0") == strings.TrimLeft(text, "0") {
			if found != None {
				return None
			}
			found = int32(i)
		}
	}
	return found
}

// foldedWords are the words of a name, without accents and with umlauts written out.
func foldedWords(text string) [2][]string {
	return [2][]string{strings.Fields(name.Fold(text)), strings.Fields(name.FoldExpanded(text))}
}

// fits reports whether the words of one name are words, or initials of words, of the
// other. The last name or a whole name of two words must be among them.
func fits(a, b [2][]string) bool {
	for way := range a {
		short, long := a[way], b[way]
		if len(short) > len(long) {
			short, long = long, short
		}
		if len(short) > 0 && within(short, long) {
			return true
		}
	}
	return false
}

func within(short, long []string) bool {
	whole, last := 0, false
	left := slices.Clone(long)
	for _, w := range short {
		i := slices.Index(left, w)
		if i < 0 && len(w) == 1 {
			i = slices.IndexFunc(left, func(x string) bool { return strings.HasPrefix(x, w) })
		}
		if i < 0 {
			return false
		}
		if len(w) > 2 && left[i] == w {
			whole++
			last = last || w == long[len(long)-1]
		}
		left[i] = ""
	}
	return whole > 1 || last && whole == 1
}
