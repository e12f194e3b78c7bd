package header

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"ownermap/ingest/name"
	"ownermap/ingest/value"
)

// Rank says how a header matched a spelling.
type Rank uint8

// Ranks, best first.
const (
	Configured Rank = iota // named in the configuration
	Exact                  // letter for letter
	Similar                // but for case, punctuation, plural or word order
	Typo                   // one letter off
	unranked
)

// Column is one header with the profile of the cells below it.
type Column struct {
	Col     int    // 1-based
	Text    string // as it stood
	Profile Profile
}

// Choice is a column that became a field.
type Choice struct {
	Field    *Field
	Column   Column
	Rank     Rank
	Spelling string // of the dictionary
	Currency string // named by the header, "" without
	Scale    int    // power of ten that the header names: 3 for "Amount (k€)"
	Why      string
	RunnerUp string   // header of the column that came second, "" without a contest
	Others   []Column // that could be the field too, the best first
	Tied     bool     // the runner-up is as good in every respect
}

// Doubt is a header that was left alone although it resembles a field.
type Doubt struct {
	Column   Column
	Field    string
	Spelling string
	Distance int // letters off; 0 where the name fits and the values do not
}

// Mapping is the result of Map.
type Mapping struct {
	Choices  []Choice // by column
	Unmapped []Column // by column; no field that is read
	Misfits  []Doubt  // a spelling of a field over values that are nothing of the kind
	dict     *Dictionary
	unread   []Column     // Unmapped, without those that are spelled like a field
	spare    []Column     // Unmapped, without those that are known to be something else
	taken    map[int]bool // indexes of fields that have a column
}

// Choice returns the choice for a field, or nil.
func (m *Mapping) Choice(field string) *Choice {
	for i := range m.Choices {
		if m.Choices[i].Field.Name == field {
			return &m.Choices[i]
		}
	}
	return nil
}

type candidate struct {
	field    int
	col      int // index into columns
	rank     Rank
	place    int
	spelling string
	currency string
	scale    int
	fit      float64
	demoted  bool // blank, or most values do not fit
}

// Map assigns columns to fields. Config names headers for fields and wins over
// everything else. The result does not depend on the order of the columns but
// where two are equal in every respect; such a choice is Tied.
func Map(d *Dictionary, columns []Column, config map[string]string) *Mapping {
	m := Mapping{dict: d, taken: map[int]bool{}}
	var cands []candidate
	for i := range columns {
		cs := d.candidates(newProbe(columns[i].Text), config)
		for j := range cs {
			cs[j].col = i
		}
		cands = append(cands, m.screen(d, &columns[i], cs)...)
	}
	slices.SortStableFunc(cands, func(a, b candidate) int { return d.compare(columns, a, b) })
	fieldOf, colOf := map[int]int{}, map[int]int{} // -> index into cands
	for i, c := range cands {
		_, fieldTaken := fieldOf[c.field]
		_, colTaken := colOf[c.col]
		if !fieldTaken && !colTaken {
			fieldOf[c.field], colOf[c.col] = i, i
		}
	}
	d.secondNames(cands, fieldOf)
	for f, i := range fieldOf {
		m.taken[f] = true
		if d.Fields[f].Used {
			m.Choices = append(m.Choices, d.explain(columns, cands, i))
		}
	}
	slices.SortFunc(m.Choices, func(a, b Choice) int { return a.Column.Col - b.Column.Col })
	for i, c := range columns {
		if at, ok := colOf[i]; ok && d.Fields[cands[at].field].Used {
			continue
		}
		m.Unmapped = append(m.Unmapped, c)
		if _, guarded := colOf[i]; !guarded {
			m.spare = append(m.spare, c)
		}
		if !slices.ContainsFunc(cands, func(x candidate) bool { return x.col == i }) {
			m.unread = append(m.unread, c)
		}
	}
	return &m
}

// mostFit is the share of a column's values from which on it is full of a type.
const mostFit = 0.8

// Spare are the columns that no field took and whose values are of a type: what is missed
// elsewhere may stand there.
func (m *Mapping) Spare(t Type) []Column {
	var out []Column
	for _, c := range m.spare {
		if c.Profile.Filled > 0 && c.Profile.Fit(t) >= mostFit {
			out = append(out, c)
		}
	}
	return out
}

// secondNames gives a "Preferred Name" that was taken for the name, beside a first and a last
// name, its own field: those two are the name.
func (d *Dictionary) secondNames(cands []candidate, fieldOf map[int]int) {
	second, whole := d.find(secondName), d.find("name")
	at, ok := fieldOf[whole]
	if _, taken := fieldOf[second]; !ok || taken || second < 0 {
		return
	}
	for _, f := range [...]string{"first_name", "last_name"} {
		if _, ok := fieldOf[d.find(f)]; !ok {
			return
		}
	}
	if i := slices.IndexFunc(cands, func(c candidate) bool { return c.field == second && c.col == cands[at].col }); i >= 0 {
		delete(fieldOf, whole)
		fieldOf[second] = i
	}
}

// probe is a header in the forms in which it is looked up.
type probe struct {
	text  string   // as it stood
	clean string   // Clean
	keys  []string // Keys of clean
	rest  []string // Keys of clean without a currency
	ccy   string   // that currency

	undated []string // Keys of clean without a year
	scaled  []string // Keys of clean without a power of ten
	power   int      // that power
	scaleIn string   // the currency beside it
}

func newProbe(text string) probe {
	p := probe{text: text, clean: strings.TrimPrefix(Clean(text), "Deal - ")}
	if rest, ok := strings.CutPrefix(p.clean, "Job Information: "); ok && rest != "Date" {
		p.clean = rest // BambooHR
	}
	p.keys = Keys(p.clean)
	if rest, ccy := CutCurrency(p.clean); ccy != "" {
		p.rest, p.ccy = Keys(rest), ccy
	}
	if rest, power, ccy := value.HeadScale(p.clean); power > 0 {
		p.scaled, p.power = Keys(rest), power
		p.scaleIn, _ = value.Currency(ccy)
	}
	if rest, ok := cutYear(p.clean); ok {
		p.undated = Keys(rest)
	}
	return p
}

// candidates are the fields whose spellings the header matches, of the best rank only.
func (d *Dictionary) candidates(p probe, config map[string]string) []candidate {
	var out []candidate
	for f, want := range config {
		if i := d.find(f); i >= 0 && (want == p.text || Clean(want) == Clean(p.text)) {
			out = append(out, candidate{field: i, rank: Configured, spelling: want})
		}
	}
	if len(out) > 0 {
		return out
	}
	if out = d.known(p); len(out) > 0 {
		return out
	}
	return d.typos(p.clean)
}

// known are the candidates without typos.
func (d *Dictionary) known(p probe) []candidate {
	out := collect(d.exact[p.clean], Exact, "")
	if len(out) > 0 {
		return out
	}
	for _, k := range p.keys {
		out = append(out, collect(d.normal[k], Similar, "")...)
	}
	if len(out) > 0 {
		return unique(out)
	}
	for _, k := range p.scaled {
		for _, s := range d.normal[k] {
			if t := d.Fields[s.field].Type; t == Money || t == Quota {
				out = append(out, candidate{field: s.field, rank: Similar, place: s.place, spelling: s.text, currency: p.scaleIn, scale: p.power})
			}
		}
	}
	if len(out) > 0 {
		return unique(out)
	}
	for _, k := range p.undated {
		for _, s := range d.normal[k] {
			if d.Fields[s.field].Type == Quota {
				out = append(out, candidate{field: s.field, rank: Similar, place: s.place, spelling: s.text})
			}
		}
	}
	for _, k := range p.rest {
		for _, s := range d.normal[k] {
			if t := d.Fields[s.field].Type; t == Money || t == Quota || t == Number {
				out = append(out, candidate{field: s.field, rank: Similar, place: s.place, spelling: s.text, currency: p.ccy})
			}
		}
	}
	return unique(out)
}

func collect(s []spelled, r Rank, ccy string) []candidate {
	var out []candidate
	for _, x := range s {
		out = append(out, candidate{field: x.field, rank: r, place: x.place, spelling: x.text, currency: ccy})
	}
	return out
}

func unique(c []candidate) []candidate {
	slices.SortStableFunc(c, func(a, b candidate) int { return cmp.Or(a.field-b.field, a.place-b.place) })
	return slices.CompactFunc(c, func(a, b candidate) bool { return a.field == b.field })
}

// typos are the fields of which a spelling of six letters or more is one letter off.
func (d *Dictionary) typos(h string) []candidate {
	run := runTogether(h)
	if len(run) < 6 {
		return nil
	}
	var out []candidate
	for n := len(run) - utf8.UTFMax; n <= len(run)+utf8.UTFMax; n++ { // lengths in bytes
		for _, s := range d.runs[n] {
			if name.Distance(run, s.run, 1) == 1 && !slices.ContainsFunc(out, func(c candidate) bool { return c.field == s.field }) {
				out = append(out, candidate{field: s.field, rank: Typo, place: s.place, spelling: s.text})
			}
		}
	}
	return out
}

func runTogether(h string) string { return strings.Join(words(h), "") }

// screen keeps candidates whose values may be of the field's type, and notes a column that
// has the spelling of a field and nothing of its values.
func (m *Mapping) screen(d *Dictionary, c *Column, cs []candidate) []candidate {
	kept := cs[:0]
	var lost *candidate
	for _, x := range cs {
		t := d.Fields[x.field].Type
		x.fit = c.Profile.Fit(t)
		x.demoted = c.Profile.Filled == 0 || x.fit < 0.5
		if x.rank != Configured && c.Profile.refuses(t, x.fit, x.rank) {
			lost = &x
			continue
		}
		if !d.Fields[x.field].Used && x.demoted && c.Profile.Filled > 0 {
			continue
		}
		kept = append(kept, x)
	}
	if len(kept) == 0 && lost != nil && d.Fields[lost.field].Used {
		m.Misfits = append(m.Misfits, Doubt{Column: *c, Field: d.Fields[lost.field].Name, Spelling: lost.spelling})
	}
	return kept
}

// refuses reports whether a column's values rule the type out.
func (p *Profile) refuses(t Type, fit float64, r Rank) bool {
	if p.Filled == 0 {
		return r == Typo
	}
	switch t {
	case Text, Person:
		answers := p.counts[isBool]*5 >= p.Filled*4 && p.counts[isWords] == 0 && p.Unique <= 2 || p.counts[isBool] == p.Filled && p.Unique >= 2
		return p.Filled >= 3 && (answers || p.counts[isDate]*5 >= p.Filled*4)
	case Date: // "Activated": yes, no or pending
		return r == Typo && fit < 0.5 || p.Filled >= 3 && fit < 0.1 || fit < 0.5 && p.counts[isBool]*2 >= p.Filled
	case Any, Flag:
		return false
	}
	return r == Typo && fit < 0.5 || p.Filled >= 3 && fit < 0.1
}

// fullest are fields that every record has: the fuller column is the better one. Others may
// well be blank, as the partner of a direct deal or the end date of who is still there, and
// a fuller column under a less usual header ("Distributor", "Contract End Date") is
// another thing: the more usual spelling wins where at least someFill of it is filled.
var fullest = map[string]bool{"sales_owner": true, "deal_name": true, "account": true, "name": true, "title": true, "created_at": true}

const someFill = 0.2

// sparse are fields that few records have: the more usual spelling wins where it has any value.
var sparse = map[string]bool{"end_date": true, "ended_at": true, "rehire_date": true, "role_end_date": true, "won_at": true, "lost_at": true, "handoff_at": true, "handoff_accepted_at": true, "credit_agreed_at": true}

// secondName is a field that takes a column only where another one has the name:
// "Preferred Name" beside "Legal Name", not alone.
const secondName = "preferred_name"

// compare orders candidates best first. Never by column, so ties stay as they stood.
func (d *Dictionary) compare(cols []Column, a, b candidate) int {
	pa, pb := &cols[a.col].Profile, &cols[b.col].Profile
	c := cmp.Or(
		cmp.Compare(btoi(d.Fields[a.field].Name == secondName), btoi(d.Fields[b.field].Name == secondName)),
		cmp.Compare(btoi(a.rank != Configured), btoi(b.rank != Configured)),
		cmp.Compare(btoi(a.demoted), btoi(b.demoted)),
		cmp.Compare(a.rank, b.rank),
		cmp.Compare(btoi(!d.Fields[a.field].Used), btoi(!d.Fields[b.field].Used)),
		cmp.Compare(step(b.fit), step(a.fit)))
	c = cmp.Or(c, cmp.Compare(d.filled(b, pb), d.filled(a, pa)))
	return cmp.Or(c, cmp.Compare(d.uniqueness(b, pb), d.uniqueness(a, pa)), cmp.Compare(a.place, b.place), cmp.Compare(a.field, b.field), strings.Compare(cols[a.col].Text, cols[b.col].Text))
}

// filled is the share of a column that has values; but for the fullest fields it counts
// as whole from someFill on.
func (d *Dictionary) filled(c candidate, p *Profile) int {
	if f := d.Fields[c.field].Name; !fullest[f] && p.Fill() >= someFill || sparse[f] && p.Filled > 0 {
		return step(1)
	}
	return step(p.Fill())
}

// uniqueness counts only for fields that tell records apart.
func (d *Dictionary) uniqueness(c candidate, p *Profile) int {
	if identifies(d.Fields[c.field]) {
		return step(p.Uniqueness())
	}
	return 0
}

// step rounds a share to fifths, so that a few cells do not decide a contest.
func step(f float64) int { return int(math.Round(f * 5)) }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func identifies(f Field) bool { return f.Type == ID || f.Type == Email || f.Name == "name" }
