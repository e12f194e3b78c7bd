package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/name"
)

// joinOwners finds the people of every owner cell. Names on no roster, and names
// that may mean several people, are reported once each.
func (c *combiner) joinOwners(dir *directory) {
	var uses []*ownerUse
	for _, p := range c.parts {
		uses = append(uses, p.owners.order...)
		if p.deals != nil {
			uses = append(uses, p.deals.owners.order...)
		}
	}
	done := map[*owner]bool{}
	strangers := newTally()
	for _, u := range uses {
		o := u.owner
		if o == nil {
			continue
		}
		if !done[o] {
			done[o] = true
			o.People = c.people(o.key, dir, u)
		}
		for _, ref := range o.People {
			if ref.Person == None {
				strangers.add(ref.Name, u)
			}
		}
	}
	if len(c.ds.People) > 0 {
		c.reportStrangers(strangers, dir)
	}
}

// people reads an owner cell: by the id beside it, by the e-mail, then by the names in it.
func (c *combiner) people(k ownerKey, dir *directory, u *ownerUse) []Ref {
	shown := name.Person(k.text).Display
	for _, i := range []int32{dir.one(dir.byID, idKey(strings.TrimSpace(k.id))), dir.one(dir.byEmail, strings.ToLower(k.email))} {
		if i != None {
			if shown == "" {
				shown = dir.rows[i].Name
			} else if m := dir.find(c.alias(k.text)); len(m) == 1 && m[0] != i {
				c.add(codeOwnerConflict, u.pos, fmt.Sprintf("%s stands beside the id or e-mail of %s, who counts (%s)", quote(shown), dir.list([]int32{i}), plural(u.n, "cell")), "correct one of the two")
			}
			return []Ref{{shown, i}}
		}
	}
	text := k.text
	if text == "" || name.Nobody(text) {
		if k.text = k.email; k.text == "" {
			k.text = k.id
		}
		if name.Nobody(k.text) {
			return nil
		}
		return []Ref{{k.text, None}}
	}
	var parts []string
	for _, p := range name.Split(text) {
		parts = append(parts, addressed(p)...)
	}
	if len(parts) == 1 || !strings.Contains(text, "@") { // a name may hold a separator; an address speaks for its own part
		if m := dir.find(c.alias(text)); len(m) == 1 {
			return []Ref{{shown, m[0]}}
		}
	}
	var refs []Ref
	seen := map[string]bool{}
	for _, part := range parts {
		for _, ref := range c.names(part, dir, u) {
			key := "name " + name.Fold(ref.Name)
			if ref.Person != None {
				key = fmt.Sprint("person ", ref.Person)
			}
			if !seen[key] {
				seen[key] = true
				refs = append(refs, ref)
			}
		}
	}
	return refs
}

// addressed cuts a list of e-mail addresses with commas: after each address
// that another one follows, so that "Doe, Jane <jane@x.com>" stays whole.
func addressed(part string) []string {
	if strings.Count(part, "@") < 2 {
		return []string{part}
	}
	var out []string
	held := ""
	for _, piece := range strings.Split(part, ",") {
		if held += piece; !strings.Contains(piece, "@") {
			held += ","
			continue
		}
		out, held = append(out, strings.TrimSpace(held)), ""
	}
	if held = strings.Trim(held, " ,"); held != "" {
		out = append(out, held)
	}
	return out
}

// names reads one part of an owner cell: one name, or a list with commas where
// each of its parts is on the roster, or each pair of them.
func (c *combiner) names(part string, dir *directory, u *ownerUse) []Ref {
	if name.Nobody(part) {
		return nil
	}
	p := name.Person(part)
	m := dir.find(c.alias(part))
	switch {
	case len(m) == 1:
		return []Ref{{p.Display, m[0]}}
	case len(m) > 1:
		c.add(codeAmbiguousName, u.pos, fmt.Sprintf("%s may be %s; nobody is credited (%s)", quote(part), dir.list(m), plural(u.n, "cell")),
			"use the id or the e-mail, or say who is meant under aliases in ownermap.yaml")
		return []Ref{{p.Display, None}}
	}
	pieces := strings.Split(part, ",")
	if refs := c.everyone(pieces, dir); refs != nil {
		return refs
	}
	if len(pieces)%2 == 0 { // "Berg, Anna, Cole, Bob"
		var pairs []string
		for i := 0; i < len(pieces); i += 2 {
			pairs = append(pairs, pieces[i]+","+pieces[i+1])
		}
		if refs := c.everyone(pairs, dir); refs != nil {
			return refs
		}
	}
	return []Ref{{p.Display, None}}
}

// everyone reads a list of two names or more, nil unless each is one person's.
func (c *combiner) everyone(list []string, dir *directory) []Ref {
	if len(list) < 2 {
		return nil
	}
	var refs []Ref
	for _, q := range list {
		found := dir.find(c.alias(strings.TrimSpace(q)))
		if len(found) != 1 {
			return nil
		}
		refs = append(refs, Ref{name.Person(q).Display, found[0]})
	}
	return refs
}

// tally counts strangers by folded name, in the order they are met.
type tally struct {
	index map[string]int
	list  []stranger
}

type stranger struct {
	name string
	at
	team bool
}

func newTally() *tally { return &tally{index: map[string]int{}} }

func (t *tally) add(who string, u *ownerUse) {
	f := name.Fold(who)
	i, ok := t.index[f]
	if !ok {
		i = len(t.list)
		t.index[f] = i
		t.list = append(t.list, stranger{name: who, at: at{pos: u.pos}})
	}
	t.list[i].n += u.n
	t.list[i].team = t.list[i].team || u.team
}

const aliasHint = "if they are one person, write aliases: {%q: %q} in ownermap.yaml"

func (c *combiner) reportStrangers(t *tally, dir *directory) {
	for _, s := range t.list {
		if len(dir.find(c.alias(s.name))) > 1 {
			continue // reported as ambiguous
		}
		is := issue(codeNameNotOnRoster, s.pos, fmt.Sprintf("%s is not on the roster (%s)", quote(s.name), plural(s.n, "cell")),
			"add the person to the roster, leavers with an end date, or name the right one under aliases in ownermap.yaml")
		if !s.team {
			is.Severity = SevNotice // sales and marketing need not be on the roster
		}
		c.ds.Issues.Add(is)
		if len(t.list) > 20000 {
			continue
		}
		if i, n := dir.near(s.name); i != None {
			c.add(codeNameNearMiss, s.pos, fmt.Sprintf("%s is %s off %s on the roster; they are kept apart", quote(s.name), plural(n, "letter"), quote(dir.rows[i].Name)),
				fmt.Sprintf(aliasHint, s.name, dir.rows[i].Name))
		} else if i := dir.zeros(s.name); i != None {
			c.add(codeNameNearMiss, s.pos, fmt.Sprintf("%s is the id %s of %s without its zeros; they are kept apart", quote(s.name), dir.rows[i].ID, dir.rows[i].Name),
				fmt.Sprintf(aliasHint, s.name, dir.rows[i].Name))
		} else if m := dir.fitting(s.name); len(m) == 1 {
			c.add(codeNameNearMiss, s.pos, fmt.Sprintf("%s fits nobody on the roster but %s; they are kept apart", quote(s.name), quote(dir.rows[m[0]].Name)),
				fmt.Sprintf(aliasHint, s.name, dir.rows[m[0]].Name))
		} else if len(m) > 1 {
			c.add(codeNameNearMiss, s.pos, fmt.Sprintf("%s fits several on the roster: %s; nobody is credited", quote(s.name), dir.list(m)), "write the id, the e-mail or the whole name, or say who is meant under aliases in ownermap.yaml")
		}
	}
}
