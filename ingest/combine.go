package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"ownermap/ingest/name"
)

// combiner joins the parts of a Load into one Dataset.
type combiner struct {
	*session
	parts   []*part
	ds      *Dataset
	aliased map[string]bool // aliases that were used

	latestDay func() Date // findLatestDay, once
}

// combine joins people, partners and deals across sheets, and owner cells to people.
func combine(s *session, parts []*part) *Dataset {
	c := &combiner{session: s, parts: parts, ds: &Dataset{Stages: s.opts.Stages}, aliased: map[string]bool{}}
	c.latestDay = sync.OnceValue(c.findLatestDay)
	same := make(chan []sameDeal, 1)
	go func() { same <- c.sameDeals() }()
	c.absentColumns()
	c.canonicalSegments()
	dir := c.joinPeople()
	c.joinPartners()
	alike := make(chan Issues, 1)
	go func() { alike <- append(partnerNearMisses(c.ds.Partners), partnersBeside(c.ds.Partners)...) }()
	c.joinDeals(<-same)
	c.settleCurrencies()
	c.joinRates()
	c.joinOwners(dir)
	c.latestEvent()
	c.unusedAliases()
	c.ds.Issues = append(c.ds.Issues, <-alike...)
	for _, p := range parts {
		slices.SortStableFunc(p.input.DroppedRows, func(a, b DroppedRow) int { return a.Pos.Compare(b.Pos) })
		c.ds.Inputs = append(c.ds.Inputs, p.input)
		c.ds.Issues = append(c.ds.Issues, p.issues...)
	}
	c.ds.Issues.Sort()
	return c.ds
}

func (c *combiner) add(code string, pos Pos, message, hint string) {
	c.ds.Issues.Add(issue(code, pos, message, hint))
}

// lose drops a row that was kept so far.
func lose(in *Input, pos Pos, reason string) {
	in.Kept--
	in.Dropped++
	in.DroppedRows = append(in.DroppedRows, DroppedRow{pos, reason})
}

// joinRates puts the rates together. What all of them convert to, or what one unit of is
// given in several currencies, is the currency to report in where nothing else says it.
func (c *combiner) joinRates() {
	to, from := map[string]bool{}, map[string]bool{}
	for _, p := range c.parts {
		c.ds.Rates = append(c.ds.Rates, p.rates...)
		for i := range p.rates {
			to[p.rates[i].To], from[p.rates[i].Currency] = true, true
		}
	}
	if !to[""] && len(to) > 1 && len(from) == 1 {
		to = from
	}
	delete(to, "")
	if len(to) == 1 {
		for code := range to {
			c.ds.RateCurrency = code
		}
	}
}

// canonicalSegments gives each region, partner type and motion one spelling across all
// inputs: the first one met, rosters before partner lists before deals.
func (c *combiner) canonicalSegments() {
	region, ptype, motion := speller{}, speller{}, speller{}
	c.softSegments()
	for _, p := range c.parts {
		for i := range p.people {
			region.all(p.people[i].Regions)
			ptype.all(p.people[i].PartnerTypes)
			motion.all(p.people[i].Motions)
		}
	}
	for _, p := range c.parts {
		for i := range p.partners {
			x := &p.partners[i]
			x.Region, x.Type, x.Motion = region.spell(x.Region), ptype.spell(x.Type), motion.spell(x.Motion)
		}
	}
	for _, p := range c.parts {
		if p.deals == nil {
			continue
		}
		respelt := region.change(p.deals.regions.list)
		respelt = ptype.change(p.deals.partnerTypes.list) || respelt
		respelt = motion.change(p.deals.motions.list) || respelt
		if !respelt {
			continue
		}
		for i := range p.deals.deals {
			x := &p.deals.deals[i]
			x.Region, x.PartnerType, x.Motion = region.spell(x.Region), ptype.spell(x.PartnerType), motion.spell(x.Motion)
		}
	}
}

// softSegments decides which parts of the roster's segment cells are lists: those
// that no deal and no partner has as one segment.
func (c *combiner) softSegments() {
	fields := []struct {
		person  func(*rosterRow) *[]string
		partner func(*Partner) string
		deals   func(*dealRows) []string
	}{
		{func(r *rosterRow) *[]string { return &r.Regions }, func(p *Partner) string { return p.Region }, func(d *dealRows) []string { return d.regions.list }},
		{func(r *rosterRow) *[]string { return &r.PartnerTypes }, func(p *Partner) string { return p.Type }, func(d *dealRows) []string { return d.partnerTypes.list }},
		{func(r *rosterRow) *[]string { return &r.Motions }, func(p *Partner) string { return p.Motion }, func(d *dealRows) []string { return d.motions.list }},
	}
	for _, f := range fields {
		var lists []*[]string
		var of []*part
		for _, p := range c.parts {
			for i := range p.people {
				if list := f.person(&p.people[i]); slices.ContainsFunc(*list, soft) {
					lists, of = append(lists, list), append(of, p)
				}
			}
		}
		if len(lists) == 0 {
			continue
		}
		known, seen := map[string]string{}, map[string]bool{}
		learn := func(text string) {
			if !seen[text] {
				seen[text] = true
				if k := segmentKey(text); known[k] == "" {
					known[k] = text
				}
			}
		}
		for _, p := range c.parts {
			for i := range p.partners {
				learn(f.partner(&p.partners[i].Partner))
			}
			if p.deals == nil {
				continue
			}
			for _, text := range f.deals(p.deals) {
				learn(text)
			}
		}
		for i, list := range lists {
			before := strings.Join(*list, ", ")
			if *list = splitSegments(*list, known); strings.Join(*list, ", ") != before {
				of[i].note(fmt.Sprintf("%s is read as %s", quote(before), quote(strings.Join(*list, ", "))))
			}
		}
	}
}

// note adds a sentence to the input's notes, once.
func (p *part) note(text string) {
	if !slices.Contains(p.input.Notes, text) {
		p.input.Notes = append(p.input.Notes, text)
	}
}

// speller maps texts to the first text with the same folded form.
type speller struct {
	byText, byFold map[string]string
}

func (s *speller) spell(text string) string {
	if text == "" {
		return ""
	}
	if t, ok := s.byText[text]; ok {
		return t
	}
	if s.byText == nil {
		s.byText, s.byFold = map[string]string{}, map[string]string{}
	}
	f := name.Fold(text)
	if f == "" {
		f = text
	}
	t, ok := s.byFold[f]
	if !ok {
		t = text
		s.byFold[f] = t
	}
	s.byText[text] = t
	return t
}

// change reports whether one of the texts is to be spelled in another way.
func (s *speller) change(texts []string) bool {
	change := false
	for _, t := range texts {
		change = s.spell(t) != t || change
	}
	return change
}

func (s *speller) all(list []string) {
	for i := range list {
		list[i] = s.spell(list[i])
	}
}

// rosters splits roster parts into the current ones, which are those with the latest
// as-of day or with none, and earlier ones by day, oldest first.
func (c *combiner) rosters() (current []*part, earlier [][]*part) {
	var latest Date
	byDay := map[Date][]*part{}
	for _, p := range c.parts {
		if p.input.Kind == KindRoster {
			latest = max(latest, p.input.AsOf)
		}
	}
	for _, p := range c.parts {
		if p.input.Kind != KindRoster {
			continue
		}
		if p.input.AsOf == latest || p.input.AsOf.IsZero() {
			current = append(current, p)
		} else {
			byDay[p.input.AsOf] = append(byDay[p.input.AsOf], p)
		}
	}
	for _, ps := range byDay {
		earlier = append(earlier, ps)
	}
	slices.SortFunc(earlier, func(a, b []*part) int { return cmp.Compare(a[0].input.AsOf, b[0].input.AsOf) })
	return current, earlier
}
