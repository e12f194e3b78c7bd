package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// book is what all pages of one build share: the report with its indexes, the
// words, and what pages have asked for. Pages are built from several goroutines.
type book struct {
	*format
	rep  *analyze.Report
	ds   *ingest.Dataset
	site *templates.Site

	people       map[string]*analyze.Person
	partners     map[string]*analyze.Partner
	stages       map[string]*analyze.Stage
	personSlugs  map[string]string
	partnerSlugs map[string]string
	stageSlugs   map[string]string
	figureSlugs  map[string]string
	findingIDs   []string // file names of the findings' evidence, parallel to rep.Findings
	quarter      quarter  // the one that contains as_of
	rowKinds     map[string]ingest.Kind
	dealsOf      map[string][]int32            // deals by partner id, in order of the dataset
	carriedBy    map[string][]*analyze.Partner // those in scope, by person id of a manager, in order of the report

	locale    string
	phrases   *phrasebook // nil where the report's own sentences do
	scenarios bool        // there are what-if pages

	pending []pending // charts to draw

	mu     sync.Mutex
	asked  map[string]bool                         // figures whose evidence a page links to
	tables map[string]*table                       // by file path
	put    func(path string, content []byte) error // writes a file of the site; nil keeps every table
	failed error
}

func newBook(rep *analyze.Report, ds *ingest.Dataset, locale string) *book {
	b := &book{
		format: newFormat(rep.Currency, locale), rep: rep, ds: ds, locale: locale,
		people: map[string]*analyze.Person{}, partners: map[string]*analyze.Partner{},
		stages: map[string]*analyze.Stage{}, asked: map[string]bool{}, tables: map[string]*table{},
		rowKinds: map[string]ingest.Kind{}, carriedBy: map[string][]*analyze.Partner{},
	}
	names := map[string]string{}
	for i := range rep.People {
		p := &rep.People[i]
		b.people[p.ID], names[p.ID] = p, p.Name
	}
	b.personSlugs, names = slugs(names), map[string]string{}
	for i := range rep.Partners {
		p := &rep.Partners[i]
		b.partners[p.ID], names[p.ID] = p, p.Name
		if !p.InScope {
			continue
		}
		for _, manager := range p.Managers {
			if carried := b.carriedBy[manager]; len(carried) == 0 || carried[len(carried)-1] != p {
				b.carriedBy[manager] = append(carried, p)
			}
		}
	}
	b.partnerSlugs, names = slugs(names), map[string]string{}
	for i := range rep.Stages {
		s := &rep.Stages[i]
		b.stages[s.ID], names[s.ID] = s, s.Name
	}
	b.stageSlugs = slugs(names)
	b.phrases = b.phrasesFor()
	b.indexEvidence()
	b.indexDeals()
	b.quarter = quarterOf(rep.AsOf.Date, rep.FiscalYearStart)
	return b
}

// indexEvidence names the evidence pages of figures and findings, but for partners'.
func (b *book) indexEvidence() {
	names := map[string]string{}
	for id := range b.rep.Figures {
		if partner, _ := b.partnerFigure(id); partner == nil {
			names[id] = id
		}
	}
	b.figureSlugs = slugs(names)
	b.findingIDs = make([]string, len(b.rep.Findings))
	seen := map[string]int{}
	for i, f := range b.rep.Findings {
		id := strings.Trim("finding-"+f.Rule+"-"+slug(f.Subject), "-")
		if seen[id]++; seen[id] > 1 {
			id += "-" + shortHash(f.Subject+f.Text)
		}
		b.findingIDs[i] = id
	}
	for _, in := range b.rep.Inputs {
		b.rowKinds[(&ingest.Place{File: in.File, Sheet: in.Sheet}).String()] = in.Kind
	}
}

func (b *book) indexDeals() {
	b.dealsOf = map[string][]int32{}
	if b.ds == nil {
		return
	}
	for i := range b.ds.Deals {
		if p := b.ds.Deals[i].Partner; p != ingest.None {
			key := b.ds.Partners[p].Key
			b.dealsOf[key] = append(b.dealsOf[key], int32(i))
		}
	}
}

// keep registers a table for download and returns the path of its CSV.
func (b *book) keep(t *table) string {
	path := "data/" + t.ID + ".csv"
	if b.put != nil && !ofTheReport(path) { // no other file needs it
		err := b.put(path, t.csv())
		b.mu.Lock()
		defer b.mu.Unlock()
		b.failed = cmp.Or(b.failed, err)
		return path
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tables[path] = t
	return path
}

// evidence returns where the rows behind a figure stand, the path of a page and perhaps a
// section of it; "" where the report does not know the figure or has no rows for it.
func (b *book) evidence(figure string) string {
	fig, ok := b.rep.Figures[figure]
	if !ok || len(fig.Rows) == 0 {
		return ""
	}
	b.mu.Lock()
	b.asked[figure] = true
	b.mu.Unlock()
	path, section := b.evidencePlace(figure)
	if section != "" {
		path += "#" + section
	}
	return path
}

// evidencePlace is the page with the rows behind a figure, and its section there, "" for
// a page of its own. A partner's figures, which have few rows each, share a page.
func (b *book) evidencePlace(figure string) (path, section string) {
	if q, name := b.partnerFigure(figure); q != nil {
		return "evidence/partner-" + b.partnerSlugs[q.ID] + ".html", strings.ReplaceAll(name, "_", "-")
	}
	return "evidence/" + b.figureSlugs[figure] + ".html", ""
}

// partnerFigure is the partner whose figure an id names, nil for other figures.
func (b *book) partnerFigure(id string) (q *analyze.Partner, name string) {
	rest, of := strings.CutPrefix(id, "partners.")
	dot := strings.LastIndexByte(rest, '.')
	if !of || dot < 0 {
		return nil, ""
	}
	return b.partners[rest[:dot]], rest[dot+1:]
}

// rowsLink is a link to the rows behind the first of the figures that has any;
// nil where none has.
func (b *book) rowsLink(text string, figures ...string) []templates.Link {
	for _, id := range figures {
		if href := b.evidence(id); href != "" {
			return []templates.Link{{Text: text, Href: href}}
		}
	}
	return nil
}

// person is a person's name as a page's words carry it.
func (b *book) person(id string) string {
	if p, ok := b.people[id]; ok {
		return tidy(p.Name)
	}
	return tidy(id)
}

func (b *book) persons(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = b.person(id)
	}
	return out
}

// shortPersons names the first n people of a list and counts the others.
func (b *book) shortPersons(ids []string, n int) string {
	n = min(n, len(ids))
	return b.andMore(b.persons(ids[:n]), len(ids)-n)
}

func (b *book) partner(id string) string {
	if p, ok := b.partners[id]; ok {
		return tidy(p.Name)
	}
	return tidy(id)
}

// personHref and its like are paths from the site's root, "" for what has no page.
func (b *book) personHref(id string) string {
	if s, ok := b.personSlugs[id]; ok && !b.redacted() {
		return "people/" + s + ".html"
	}
	return ""
}

func (b *book) partnerHref(id string) string {
	if s, ok := b.partnerSlugs[id]; ok {
		return "partners/" + s + ".html"
	}
	return ""
}

func (b *book) stageHref(id string) string {
	if s, ok := b.stageSlugs[id]; ok {
		return "stages/" + s + ".html"
	}
	return ""
}

// personLink is a person's name that leads to the person's page.
func (b *book) personLink(id string) templates.Span {
	return templates.Span{Text: b.person(id), Href: b.personHref(id), Name: true}
}

const nameMax = 60

// tidy makes a name fit for a sentence: one line, not endless, and set apart
// where it runs from right to left.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	s = clip(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' || unicode.IsControl(r)
	}), " "), nameMax)
	if strings.ContainsFunc(s, rightToLeft) {
		return "\u2068" + s + "\u2069"
	}
	return s
}

// isTidy says of most names, in one pass, that tidy would leave them as they are.
func isTidy(s string) bool {
	if len(s) > nameMax {
		return false
	}
	space := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || space && s[i] == ' ' {
			return false
		}
		space = s[i] == ' '
	}
	return !space || s == ""
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko) ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200f'
}

// teamPeople are the active people of the team, in the report's order.
func (b *book) teamPeople() []*analyze.Person {
	var out []*analyze.Person
	for i := range b.rep.People {
		if p := &b.rep.People[i]; p.Active && p.Team {
			out = append(out, p)
		}
	}
	return out
}

// itemWord is "64 partners", "1 deal".
func (b *book) itemWord(item string, n int) string {
	if item == "partner" {
		return b.plural(n, "%s partner", "%s partners")
	}
	return b.plural(n, "%s deal", "%s deals")
}

// notEnough is the sentence of a figure that is missing, from a section's
// warnings where one of them speaks of it.
func (b *book) notEnough(need string) string {
	if b.anonymous() {
		return b.s("withheld for this audience, or not enough data")
	}
	if need == "" {
		return b.s("not enough data")
	}
	return b.s("not enough data: %s", need)
}

// quarter is a fiscal quarter.
type quarter struct {
	Label      string
	Start, End ingest.Date
}

// quarterOf finds the fiscal quarter of a day; month is the one in which the
// fiscal year starts (METRICS.md 1).
func quarterOf(d ingest.Date, month int) quarter {
	if d.IsZero() {
		return quarter{}
	}
	month = max(1, min(12, cmp.Or(month, 1)))
	y, m, _ := d.Civil()
	k := (int(m) - month + 12) % 12 // months into the fiscal year
	startYear := y
	if int(m) < month {
		startYear--
	}
	q := k / 3
	first := ingest.DateOf(startYear, time.Month(month+3*q), 1)
	last := ingest.DateOf(startYear, time.Month(month+3*q+3), 1) - 1
	label := fmt.Sprintf("%d-Q%d", startYear, q+1)
	if month > 1 {
		label = fmt.Sprintf("FY%d-Q%d", startYear+1, q+1)
	}
	return quarter{label, first, last}
}

// sortedKeys are the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
