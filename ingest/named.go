package ingest

import (
	"strings"
	"sync"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
)

// namedTable holds one Named for each different owner cell of a Load.
type namedTable struct {
	mu sync.Mutex
	m  map[ownerKey]*owner
}

// ownerKey is what an owner cell says; id and email are those of columns beside it.
type ownerKey struct{ text, id, email string }

// owner is a Named before its people are known.
type owner struct {
	Named
	key ownerKey
}

func (t *namedTable) get(k ownerKey) *owner {
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.m[k]
	if o == nil {
		if t.m == nil {
			t.m = map[ownerKey]*owner{}
		}
		o = &owner{Named: Named{Text: k.text}, key: k}
		if o.Text == "" {
			if o.Text = k.email; o.Text == "" {
				o.Text = k.id
			}
		}
		t.m[k] = o
	}
	return o
}

// ownerUse is where an owner cell's text first stands in a sheet, and how often.
type ownerUse struct {
	owner *owner
	at
	team bool // in a column whose owners should be on the roster

	ditto bool // the cell says that it repeats the one above
}

// owners is a sheet's view of the table: it counts without locking.
type owners struct {
	table  *namedTable
	uses   map[ownerKey]*ownerUse // of cells with an id or e-mail beside them
	texts  *memo[*ownerUse]       // of other cells
	cells  byCell[*ownerUse]      // likewise
	order  []*ownerUse
	nobody map[string]int // placeholder texts -> cells
}

func newOwners(t *namedTable) owners {
	return owners{table: t, uses: map[ownerKey]*ownerUse{}, texts: &memo[*ownerUse]{}, nobody: map[string]int{}}
}

// cell returns the Named of a cell; nil where it is blank or names nobody, repeated for a
// ditto mark.
func (o *owners) cell(c *table.Cell, pos Pos, team bool) *Named {
	if u := o.cells.get(c); u != nil {
		return u.again(team)
	}
	text := trimCell(c.Text)
	if text == "" {
		return nil
	}
	u, seen := o.texts.get(text)
	if !seen {
		k := ownerKey{text: strings.Clone(text)}
		if ditto(text) {
			u = &ownerUse{ditto: true}
		} else {
			u = o.first(k, pos, team, nobody(k.text))
		}
		o.texts.put(k.text, u)
	}
	o.cells.put(c, u)
	return u.again(team)
}

// use returns the Named of a name with an id or an e-mail beside it.
func (o *owners) use(k ownerKey, pos Pos, team bool) *Named {
	if u := o.uses[k]; u != nil {
		return u.again(team)
	}
	k = ownerKey{strings.Clone(k.text), strings.Clone(k.id), strings.Clone(k.email)}
	u := o.first(k, pos, team, false)
	o.uses[k] = u
	return u.again(team)
}

// first makes what a text says when it is met first, at pos; no cell is counted yet.
func (o *owners) first(k ownerKey, pos Pos, team, nobody bool) *ownerUse {
	u := &ownerUse{at: at{pos, 0}, team: team}
	o.order = append(o.order, u)
	if nobody {
		o.nobody[k.text] = len(o.order) - 1
	} else {
		u.owner = o.table.get(k)
	}
	return u
}

// again counts one more cell.
func (u *ownerUse) again(team bool) *Named {
	u.n++
	u.team = u.team || team
	switch {
	case u.ditto:
		return repeated
	case u.owner == nil:
		return nil
	}
	return &u.owner.Named
}

// settle drops what only the reading needs.
func (o *owners) settle() { o.texts, o.cells = nil, byCell[*ownerUse]{} }

// notes says which cells were read as nobody.
func (o *owners) notes() []string {
	var out []string
	for text, i := range sorted(o.nobody) {
		if text != "" {
			out = append(out, plural(o.order[i].n, "owner cell")+" "+quote(text)+": read as nobody")
		}
	}
	return out
}

// nobody reports whether a cell, or every name in it, is a placeholder.
func nobody(text string) bool {
	if name.Nobody(text) {
		return true
	}
	for _, part := range name.Split(text) {
		if !name.Nobody(part) {
			return false
		}
	}
	return true
}
