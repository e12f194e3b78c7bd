package ingest

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// partnerIndex finds partners by id and by name.
type partnerIndex struct {
	byID   map[string]int32
	byName map[string][]int32 // name.Company form
	byText map[string][]int32 // name.Fold form: closer than the company form
}

func (x *partnerIndex) add(p *Partner, i int32) {
	if p.ID != "" {
		x.byID[idKey(p.ID)] = i
	}
	x.addName(p.Name, i)
}

func (x *partnerIndex) addName(text string, i int32) {
	listOnce(x.byName, name.Company(text), i)
	listOnce(x.byText, name.Fold(text), i)
}

// find returns the partners that a name may mean; the closer form decides.
func (x *partnerIndex) find(text string) []int32 {
	if m := x.byText[name.Fold(text)]; len(m) == 1 {
		return m
	}
	return x.byName[name.Company(text)]
}

// joinPartners makes the partners: first the rows of the partner lists, then those that
// deals name and no list has.
func (c *combiner) joinPartners() {
	x := &partnerIndex{byID: map[string]int32{}, byName: map[string][]int32{}, byText: map[string][]int32{}}
	for _, p := range c.parts {
		for i := range p.partners {
			r := &p.partners[i]
			r.input = &p.input
			c.listPartner(x, r)
		}
	}
	remap := make([][]int32, len(c.parts))
	for turn := range turns {
		for k, p := range c.parts {
			if p.deals == nil {
				continue
			}
			if remap[k] == nil {
				remap[k] = make([]int32, len(p.deals.partners.list))
			}
			for i, ref := range p.deals.partners.list {
				if ref.turn == turn {
					remap[k][i] = c.dealPartner(x, ref)
				}
			}
		}
	}
	used := map[string]bool{}
	for i := range c.ds.Partners {
		q := &c.ds.Partners[i]
		company := name.Company(q.Name)
		if company == "" {
			company = q.Name
		}
		q.Key = uniqueKey(used, q.ID, company)
	}
	c.renumber(remap)
}

// listPartner adds a row of a partner list; the same id again, or the same name
// where one of the two has no id, fills in what the first row left blank.
func (c *combiner) listPartner(x *partnerIndex, r *partnerRow) {
	i, ok := None, false
	if r.ID != "" {
		i, ok = x.byID[idKey(r.ID)]
	} else if m := x.find(r.Name); len(m) == 1 {
		i, ok = m[0], true
	}
	if !ok {
		i = int32(len(c.ds.Partners))
		c.ds.Partners = append(c.ds.Partners, r.Partner)
		x.add(&r.Partner, i)
		return
	}
	first := &c.ds.Partners[i]
	differs := fillPartner(first, &r.Partner)
	msg := fmt.Sprintf("%s is also in %s", r.Name, first.Pos)
	if differs != "" {
		msg += "; that row counts where both differ: " + differs
	} else {
		msg += "; kept once"
	}
	c.add(codeDuplicatePartner, r.Pos, msg, "keep one row for each partner")
	lose(r.input, r.Pos, "the same partner as "+first.Pos.String())
}

// fillPartner copies into p what it lacks and q has, and names the fields in which
// they differ.
func fillPartner(p, q *Partner) (differs string) {
	var d []string
	text := func(field string, a *string, b string) {
		switch {
		case *a == "":
			*a = b
		case b != "" && *a != b:
			d = append(d, field)
		}
	}
	day := func(field string, a *Date, b Date) {
		switch {
		case a.IsZero():
			*a = b
		case !b.IsZero() && *a != b:
			d = append(d, field)
		}
	}
	own := func(field string, a **Named, b *Named) {
		switch {
		case *a == nil:
			*a = b
		case b != nil && *a != b:
			d = append(d, field)
		}
	}
	text("name", &p.Name, q.Name)
	text("type", &p.Type, q.Type)
	text("tier", &p.Tier, q.Tier)
	text("region", &p.Region, q.Region)
	text("motion", &p.Motion, q.Motion)
	text("status", &p.Status, q.Status)
	day("signed", &p.Signed, q.Signed)
	day("onboarded", &p.Onboarded, q.Onboarded)
	day("activated", &p.Activated, q.Activated)
	day("first won", &p.FirstWon, q.FirstWon)
	day("ended", &p.Ended, q.Ended)
	own("recruiter", &p.Recruiter, q.Recruiter)
	own("partner manager", &p.PartnerManager, q.PartnerManager)
	own("partner sales exec", &p.PartnerSalesExec, q.PartnerSalesExec)
	own("activation owner", &p.ActivationOwner, q.ActivationOwner)
	own("enablement owner", &p.EnablementOwner, q.EnablementOwner)
	if !p.Target.Known {
		p.Target = q.Target
	}
	return strings.Join(d, ", ")
}

// dealPartner finds or makes the partner that deals name.
func (c *combiner) dealPartner(x *partnerIndex, ref partnerRef) int32 {
	text := ref.partnerKey.name
	parts := slices.DeleteFunc(strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }), name.NoCompany)
	switch {
	case len(parts) > 0:
		text = parts[0]
	case ref.id == "":
		return None // "Direct; n/a"
	}
	if len(parts) > 1 {
		c.severalPartners(&ref)
	}
	text = unshared(strings.Join(strings.Fields(text), " "))
	if ref.id != "" {
		if i, ok := x.byID[idKey(ref.id)]; ok {
			p := &c.ds.Partners[i]
			if text != "" && name.Company(text) != name.Company(p.Name) {
				c.add(codePartnerNames, ref.pos, fmt.Sprintf("partner %s is %s here and %s in %s; they are one partner", ref.id, quote(text), quote(p.Name), p.Pos), "")
			}
			return i
		}
		if m := x.find(text); text != "" && len(m) == 1 && c.ds.Partners[m[0]].Listed {
			if p := &c.ds.Partners[m[0]]; p.ID != "" {
				c.add(codePartnerNames, ref.pos, fmt.Sprintf("%s has the id %s here and %s in %s; by the name they are one partner", quote(text), ref.id, p.ID, p.Pos), "")
			}
			return m[0]
		}
		return c.newPartner(x, ref, text)
	}
	switch m := x.find(text); {
	case len(m) == 1:
		return m[0]
	case len(m) > 1:
		var who []string
		for _, i := range m {
			p := &c.ds.Partners[i]
			who = append(who, fmt.Sprintf("%s (%s)", p.Name, p.ID))
		}
		c.add(codeAmbiguousPartner, ref.pos, fmt.Sprintf("%s may be %s; it is kept apart (%s)", quote(text), strings.Join(who, " or "), plural(ref.n, "deal")),
			"add the partner's id to the export")
		return c.newPartner(x, ref, text)
	}
	if i, ok := x.identified(text); ok {
		return i
	}
	if name.Various(text) {
		c.add(codeSeveralPartners, ref.pos, fmt.Sprintf("%s names no partner; none counts (%s)", quote(text), plural(ref.n, "deal")), "write the partner's name")
		return None
	}
	if m := x.listed(afterVia(text)); len(m) > 0 {
		if p := &c.ds.Partners[m[0]]; len(m) > 1 {
			c.severalPartners(&ref)
		} else if afterVia(text) != text {
			c.add(codePartnerNames, ref.pos, fmt.Sprintf("%s is read as %s (%s)", quote(text), quote(p.Name), plural(ref.n, "deal")), "")
		}
		return m[0]
	}
	return c.newPartner(x, ref, text)
}

func (c *combiner) newPartner(x *partnerIndex, ref partnerRef, text string) int32 {
	i := int32(len(c.ds.Partners))
	p := Partner{Pos: Pos{ref.pos.Place, ref.pos.Row, 0}, ID: ref.id, Name: text}
	if text == "" {
		p.Name = ref.id
	}
	c.ds.Partners = append(c.ds.Partners, p)
	x.add(&p, i)
	return i
}

// renumber makes Deal.Partner an index into the dataset. What deals say of a partner that is
// on no list stays with the deals: analysis asks all of them, not the first.
func (c *combiner) renumber(remap [][]int32) {
	for k, p := range c.parts {
		if p.deals == nil {
			continue
		}
		if inOrder(remap[k]) {
			continue // each partner has the index of its reference already
		}
		for i := range p.deals.deals {
			if d := &p.deals.deals[i]; d.Partner != None {
				d.Partner = remap[k][d.Partner]
			}
		}
	}
}

func inOrder(remap []int32) bool {
	for i, to := range remap {
		if to != int32(i) {
			return false
		}
	}
	return true
}

// partnerNearMisses proposes partners whose names are one letter apart. They are
// found by the names with each letter left out in turn, so that many partners
// are not all compared with each other.
func partnerNearMisses(partners []Partner) (found Issues) {
	seed, low := maphash.MakeSeed(), bits.Len(uint(len(partners)))
	names, letters := make([]string, len(partners)), make([]string, len(partners))
	var variants []uint64 // hash of a name or of one with a letter left out, then whose it is
	put := func(hash uint64, i int) { variants = append(variants, hash>>low<<low|uint64(i)) }
	var buf []byte
	for i := range partners {
		f := name.Company(partners[i].Name)
		if len(f) < 6 || len(f) > 60 {
			continue
		}
		names[i], letters[i] = f, withoutDigits(f)
		put(maphash.String(seed, f), i)
		for j := range f {
			if j > 0 && f[j] == f[j-1] {
				continue // leaves out the same letter
			}
			buf = append(append(buf[:0], f[:j]...), f[j+1:]...)
			put(maphash.Bytes(seed, buf), i)
		}
	}
	slices.Sort(variants)
	proposed := map[[2]int32]bool{}
	var pairs [][2]int32
	for i, v := range variants {
		for j := i + 1; j < len(variants) && variants[j]>>low == v>>low; j++ {
			p := [2]int32{int32(v & (1<<low - 1)), int32(variants[j] & (1<<low - 1))}
			if p[0] != p[1] && letters[p[0]] != letters[p[1]] && !proposed[p] && len(proposed) < 1<<20 {
				proposed[p] = true
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(int(a[1]-b[1]), int(a[0]-b[0])) })
	for _, p := range pairs {
		a, b := &partners[p[0]], &partners[p[1]]
		x, y := names[p[0]], names[p[1]]
		if a.ID != "" && b.ID != "" || name.Distance(x, y, 1) != 1 {
			continue
		}
		found.Add(issue(codePartnerNearMiss, b.Pos, fmt.Sprintf("%s is 1 letter off %s (%s); they are kept apart", quote(b.Name), quote(a.Name), a.Pos), oneCompany))
	}
	return found
}

const oneCompany = "if they are one company, give both the same spelling or id"

// partnersBeside proposes partners that are one but for a bracket or a dash,
// "Cancom (DE)" and "Cancom", or for how umlauts are written.
func partnersBeside(partners []Partner) (found Issues) {
	first, spelled := map[string]int32{}, map[string]int32{}
	for i := range partners {
		b := &partners[i]
		k := name.Company(b.Name)
		if k == "" {
			continue
		}
		if _, ok := first[k]; !ok {
			first[k] = int32(i)
		}
		long := name.Company(name.FoldExpanded(b.Name)) // "Süd" and "Sued"
		j, ok := spelled[long]
		if !ok {
			spelled[long] = int32(i)
		} else if a := &partners[j]; name.Company(a.Name) != k && (a.ID == "" || b.ID == "") {
			found.Add(issue(codePartnerNearMiss, b.Pos, fmt.Sprintf("%s is %s (%s) with umlauts written in another way; they are kept apart", quote(b.Name), quote(a.Name), a.Pos), oneCompany))
		}
	}
	for i := range partners {
		b := &partners[i]
		bare := name.Bare(b.Name)
		if bare == b.Name || bare == "" {
			continue
		}
		j, ok := first[name.Company(bare)]
		if a := partners[max(j, 0)]; ok && j != int32(i) && (a.ID == "" || b.ID == "") {
			found.Add(issue(codePartnerNearMiss, b.Pos, fmt.Sprintf("%s is %s (%s) but for what stands beside the name; they are kept apart", quote(b.Name), quote(a.Name), a.Pos), oneCompany))
		}
	}
	return found
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}
