package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// nearMisses reports people of a later roster whom no earlier one has, and who may be one
// of those there that the later one does not have: "Liz Smith" for "Elizabeth Smith".
func (c *combiner) nearMisses(people []*rosterRow, joined map[*rosterRow]bool, strange []*rosterRow) {
	var left []*rosterRow
	for _, p := range people {
		if !joined[p] {
			left = append(left, p)
		}
	}
	if len(left) == 0 || len(strange) == 0 {
		return
	}
	dir := newDirectory(left)
	lastNames := map[string]int{}
	for _, r := range strange {
		lastNames[lastName(r.Name)]++
	}
	for _, r := range strange {
		i := dir.alike(r)
		if i == None && lastNames[lastName(r.Name)] == 1 {
			i = dir.lastNamed(lastName(r.Name))
		}
		if i == None {
			continue
		}
		p := left[i]
		if contradict(p, r) {
			continue
		}
		c.add(codeNameNearMiss, r.Pos, fmt.Sprintf("%s is in no earlier roster, and may be %s in %s; they are two people", quote(r.Name), quote(p.Name), p.Pos),
			"if they are one person, write the name alike in both rosters, or give both the id or the e-mail")
	}
}

// lastName is the last word of a name, folded.
func lastName(text string) string {
	f := name.Fold(text)
	return f[strings.LastIndexByte(f, ' ')+1:]
}

// lastNamed is the one person with a last name, or None.
func (d *directory) lastNamed(last string) int32 {
	found := None
	for i, r := range d.rows {
		if last != "" && lastName(r.Name) == last {
			if found != None {
				return None
			}
			found = int32(i)
		}
	}
	return found
}

// alike is the one person whom the name of a row fits, or None.
func (d *directory) alike(r *rosterRow) int32 {
	for _, text := range append([]string{r.NameText}, r.otherNames()...) {
		if m := d.find(text); len(m) == 1 {
			return m[0]
		}
		if m := d.fitting(text); len(m) == 1 {
			return m[0]
		}
	}
	i, _ := d.near(r.NameText)
	return i
}

// missing reports the people of an earlier roster who are not in the last one, where both
// have the same columns and mostly the same people: they are states of one list, and who
// is gone from it may have left.
func (c *combiner) missing(parts []*part, owns [][]*rosterRow, joined map[*rosterRow]bool) {
	last := len(parts) - 1
	for k := last - 1; k >= 0; k-- {
		if !slices.Equal(fieldsOf(parts[k]), fieldsOf(parts[last])) {
			continue
		}
		var gone []*rosterRow
		kept := 0
		for _, r := range owns[k] {
			switch {
			case joined[r]:
				kept++
			case r.End.IsZero() && !r.Left:
				gone = append(gone, r)
			}
		}
		if len(gone) > 0 && kept >= len(gone) {
			var names []string
			for _, r := range gone {
				names = append(names, r.Name)
			}
			if len(names) > 5 {
				names = append(names[:4], fmt.Sprintf("%d more", len(names)-4))
			}
			c.add(codeMissingLater, gone[0].Pos, fmt.Sprintf("in %s and not in %s, which has the same columns, without an end date: %s; counted as active", parts[k].input.Place, parts[last].input.Place, strings.Join(names, ", ")),
				"give those who left an end date, or give each roster its as_of in ownermap.yaml")
		}
		return
	}
}

// fieldsOf are the fields that a roster has columns for, sorted.
func fieldsOf(p *part) []string {
	var out []string
	for _, c := range p.input.Columns {
		out = append(out, c.Field)
	}
	slices.Sort(out)
	return out
}
