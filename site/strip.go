package site

import (
	"cmp"
	"slices"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// thinStage is the number of items under which a stage's shares decide nothing.
const thinStage = 10

// quietCoverage is the share with one owner from which a stage or segment stays quiet.
const quietCoverage = 0.75

// strip is the ownership strip over some stages.
func (b *book) strip(id string, stages []analyze.Stage) templates.Strip {
	s := templates.Strip{ID: id, Caption: b.s("Who owns each stage, in what the roster states and in what the records name")}
	for i := range stages {
		s.Rows = append(s.Rows, b.stripRow(&stages[i]))
	}
	return s
}

func (b *book) stripRow(st *analyze.Stage) templates.StripRow {
	r := templates.StripRow{Stage: st.Name, Href: b.stageHref(st.ID)}
	r.Owner, r.OwnerRef = b.statedOwner(st)
	r.Status, r.Severity = b.statusWord(st)
	o := st.Observed
	if o == nil {
		if !b.anonymous() {
			r.Items = b.s("roster only")
		}
		r.Unknown = b.noOwnerColumn()
		return r
	}
	r.Items = b.itemWord(st.Item, o.Items)
	r.RowsHref = b.evidence("stages." + st.ID + ".items")
	if o.Items == 0 {
		r.Unknown = b.s("nothing in scope")
		return r
	}
	r.Owned, r.Shared, r.Orphaned, r.Unowned = o.Owned, o.Shared, o.Orphaned, o.Unowned
	if o.Coverage != nil {
		r.Share = b.percent(*o.Coverage)
	}
	return r
}

// statedOwner names who the roster gives the stage to.
func (b *book) statedOwner(st *analyze.Stage) (text, href string) {
	o := st.Stated.Owners
	switch n := len(o); {
	case n == 0:
		return b.s("Nobody"), ""
	case n == 1:
		return b.person(o[0]), b.personHref(o[0])
	case n == 2:
		return b.list(b.persons(o)), ""
	case st.Stated.Status == "split":
		return b.s("%s people, by segment", b.count(n)), ""
	default:
		return b.s("%s people, overlapping", b.count(n)), ""
	}
}

// statusWord is the stated status in words, with its severity.
func (b *book) statusWord(st *analyze.Stage) (string, templates.Severity) {
	switch st.Stated.Status {
	case "unowned":
		if !st.Core {
			return b.s("unowned"), templates.Warning
		}
		return b.s("unowned"), templates.Critical
	case "shared":
		return b.s("shared"), templates.Warning
	case "split":
		return b.s("split by segment"), templates.Good
	}
	if o := st.Observed; o != nil && o.BusFactor != nil && *o.BusFactor == 1 && o.Owned >= thinStage {
		return b.s("owned, with no deputy"), templates.Notice
	}
	return b.s("owned"), templates.Good
}

// stated lists the names of stages with a stated status.
func (b *book) stated(status ...string) []string {
	var out []string
	for _, s := range b.rep.Stages {
		if slices.Contains(status, s.Stated.Status) {
			out = append(out, b.stageInText(s.ID))
		}
	}
	return out
}

// stageInText is a stage's name within a sentence: "activation".
func (b *book) stageInText(id string) string {
	s, ok := b.stages[id]
	if !ok {
		return id
	}
	if b.words.nouns { // German nouns keep their capital
		return s.Name
	}
	return b.lower(s.Name)
}

// weakest is the stage that stands out: stated by nobody first, then with the
// lowest coverage under the quiet share. Nil where none does.
func (b *book) weakest() *analyze.Stage {
	var best *analyze.Stage
	for i := range b.rep.Stages {
		s := &b.rep.Stages[i]
		open := s.Stated.Status == "unowned" && s.Core
		low := s.Observed != nil && s.Observed.Items >= thinStage && s.Observed.Coverage != nil && *s.Observed.Coverage < quietCoverage
		if !open && !low {
			continue
		}
		if best == nil || compareGap(s, best) < 0 {
			best = s
		}
	}
	return best
}

// compareGap orders stages by the size of their gap, widest first.
func compareGap(a, b *analyze.Stage) int {
	stated := func(s *analyze.Stage) int {
		if s.Stated.Status == "unowned" && s.Core {
			return 0
		}
		return 1
	}
	coverage := func(s *analyze.Stage) float64 {
		if s.Observed == nil || s.Observed.Coverage == nil {
			return 2
		}
		return *s.Observed.Coverage
	}
	return cmp.Or(cmp.Compare(stated(a), stated(b)), cmp.Compare(coverage(a), coverage(b)))
}

// stripTitle states what the strip shows.
func (b *book) stripTitle() string {
	w := b.weakest()
	if w == nil {
		if shared := b.stated("shared"); len(shared) > 0 {
			return sentence(b.s("%s has several owners whose segments overlap", b.list(shared)))
		}
		if len(b.rep.Stages) == 0 {
			return b.s("No stage is defined")
		}
		return b.s("No stage stands out")
	}
	o := w.Observed
	if o == nil || o.Items < thinStage || o.Coverage == nil {
		if open := b.stated("unowned"); len(open) == len(b.rep.Stages) {
			return b.s("The roster names no owner for any stage")
		} else if len(open) > 1 {
			return b.s("Nobody is stated as the owner of %s", b.list(open))
		}
		return b.s("Nobody is stated as the owner of %s", b.stageInText(w.ID))
	}
	return sentence(b.s("%s is the gap: %s have one owner", w.Name, b.inTen(*o.Coverage, w.Item)))
}

// stripSection is the strip with its title and source.
func (b *book) stripSection() templates.Section {
	var figures []string
	for _, s := range b.rep.Stages {
		figures = append(figures, "stages."+s.ID+".items")
	}
	return templates.Section{
		ID: "stages", Title: b.stripTitle(),
		Lede:   templates.Text(b.s("Who owns each stage of the partner lifecycle, in what the roster states and in what the records name.")),
		Blocks: []templates.Block{b.strip("strip", b.rep.Stages)},
		Source: templates.Source{Text: b.source(b.scope(), ingest.KindRoster, ingest.KindDeals, ingest.KindPartners),
			Links: b.rowsLink(b.s("Rows behind this table"), figures...)},
	}
}
