package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// mostStrange is how many people of two rosters are set beside each other, one by one.
const mostStrange = 1000

// nearMisses reports people of a later roster whom no earlier one has, and who may be one
// of those there that the later one does not have: "Liz Smith" for "Elizabeth Smith".
func (c *combiner) nearMisses(people []*rosterRow, joined map[*rosterRow]bool, strange []*rosterRow) {
	var left []*rosterRow
	for _, p := range people {
		if !joined[p] {
			left = append(left, p)
		}
	}
	if len(left) == 0 || len(strange) == 0 || len(left)+len(strange) > mostStrange {
		return
	}
	dir := newDirectory(left)
	lastNames := map[string]int{}
	for _, r := range slices.Concat(left, strange) {
		lastNames[lastName(r.Name)]++
	}
	for _, r := range strange {
		i := dir.alike(r)
		if i == None && lastNames[lastName(r.Name)] == 2 {
			i = dir.lastNamed(r)
		}
		if i == None {
			continue
		}
		p := left[i]
		if r.ID != "" && p.ID != "" || contradict(p, r) {
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

// lastNamed is the one person with the last name of a row whose first name begins alike, or
// in whose address it stands: "Tom Hall" for Thomas, "Liz Smith" for liz.smith@x.com.
func (d *directory) lastNamed(r *rosterRow) int32 {
	first, _, _ := strings.Cut(name.Fold(r.Name), " ")
	for i, p := range d.rows {
		if first != "" && lastName(p.Name) == lastName(r.Name) && (strings.HasPrefix(name.Fold(p.Name), first[:1]) || slices.Contains(strings.Fields(name.Fold(strings.NewReplacer(".", " ", "_", " ", "@", " @").Replace(p.Email))), first)) {
			return int32(i)
		}
	}
	return None
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
		if !slices.Equal(fieldsOf(&parts[k].input), fieldsOf(&parts[last].input)) {
			continue
		}
		var gone []*rosterRow
		kept, here := 0, map[string]bool{}
		for _, r := range owns[last] {
			for _, region := range r.Regions {
				here[region] = true
			}
		}
		for _, r := range owns[k] {
			elsewhere := len(r.Regions) > 0 && len(here) > 0 && !slices.ContainsFunc(r.Regions, func(s string) bool { return here[s] })
			switch {
			case joined[r]:
				kept++
			case r.End.IsZero() && !r.Left && !elsewhere: // of another region's list
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
func fieldsOf(in *Input) []string {
	var out []string
	for _, c := range in.Columns {
		out = append(out, c.Field)
	}
	slices.Sort(out)
	return out
}
