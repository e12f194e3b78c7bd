package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// severityOf is a finding's severity in the pages' terms.
func severityOf(s analyze.Severity) templates.Severity { return templates.Severity(s) }

// rank orders findings: critical, warning, notice, holds.
func rank(s analyze.Severity) int {
	return slices.Index([]analyze.Severity{analyze.Critical, analyze.Warning, analyze.Notice, analyze.Good}, s)
}

// pick lists the findings that a page is about, by index into the report, worst
// first and otherwise in the report's order.
func (b *book) pick(want func(analyze.Finding) bool) []int {
	var out []int
	for i, f := range b.rep.Findings {
		if want(f) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(i, j int) int {
		return cmp.Compare(rank(b.rep.Findings[i].Severity), rank(b.rep.Findings[j].Severity))
	})
	return out
}

// byRule picks the findings of some rules.
func (b *book) byRule(rules ...string) []int {
	return b.pick(func(f analyze.Finding) bool { return slices.Contains(rules, f.Rule) })
}

// findings is the block of some findings.
func (b *book) findings(picked []int) templates.Findings {
	var out templates.Findings
	said := map[string]bool{} // principles that stand above already
	for _, i := range picked {
		v := b.finding(i)
		if p := b.rep.Findings[i].Rule; said[p] {
			v.Principle, v.WouldChange = nil, nil
		} else {
			said[p] = true
		}
		out.Items = append(out.Items, v)
	}
	return out
}

// headOf is a finding's sentence with its subject in it.
func (b *book) headOf(f analyze.Finding) string {
	if f.Severity != analyze.Good {
		if c := b.stageClause(f); c != "" && strings.HasPrefix(f.Rule, "stage") {
			return sentence(c)
		}
	}
	for _, kind := range []string{"person", "partner"} {
		if id := subjectID(f.Subject, kind); id != "" {
			name := b.partner(id)
			if kind == "person" {
				name = b.person(id)
			}
			return b.s("%s: %s", b.say(f.Title), name)
		}
	}
	return b.say(f.Title)
}

func (b *book) finding(i int) templates.Finding {
	f := b.rep.Findings[i]
	v := templates.Finding{
		ID: b.findingIDs[i], Severity: severityOf(f.Severity), Head: b.headOf(f), Text: templates.Text(b.prose(b.say(f.Text))),
		Principle: templates.Text(b.say(f.Principle)), WouldChange: templates.Text(b.say(f.WouldChange)),
		Evidence: b.findingRows(i), Rule: templates.Link{Text: b.s("Rule %s", f.Rule), Href: "method.html#rule-" + f.Rule},
	}
	if b.say(f.Text) == v.Head+"." { // where the figures are withheld
		v.Text = nil
	}
	if f.Severity != analyze.Good {
		v.Move = templates.Text(b.prose(b.say(f.Action)))
	}
	return v
}

// findingRows are the links to the rows behind a finding: "31 deals", "roster row 7".
func (b *book) findingRows(i int) []templates.Link {
	f := b.rep.Findings[i]
	if len(f.Evidence) == 0 {
		return nil
	}
	count := map[ingest.Kind]int{}
	single := map[ingest.Kind]int{}
	for _, set := range parseAll(f.Evidence) {
		k := b.rowKinds[set.Place]
		count[k] += set.count()
		single[k] = set.Spans[0].First
	}
	var texts []string
	for _, k := range []ingest.Kind{ingest.KindDeals, ingest.KindPartners, ingest.KindRoster, ingest.KindRates, ""} {
		if n := count[k]; n > 0 {
			texts = append(texts, b.rowsText(k, n, single[k]))
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return []templates.Link{{Text: joinComma(texts), Href: "evidence/" + b.findingIDs[i] + ".html"}}
}

// rowsText names rows of a kind of input: "31 deals", "roster row 7".
func (b *book) rowsText(k ingest.Kind, n, row int) string {
	switch {
	case k == ingest.KindDeals:
		return b.plural(n, "%s deal", "%s deals")
	case k == ingest.KindRoster && n == 1:
		return b.s("roster row %s", strconv.Itoa(row))
	case k == ingest.KindRoster:
		return b.plural(n, "%s roster row", "%s roster rows")
	case k == ingest.KindPartners:
		return b.plural(n, "%s row of the partner list", "%s rows of the partner list")
	}
	return b.plural(n, "%s row", "%s rows")
}

// rowsCount is how many rows stand behind a figure, in words of their inputs.
func (b *book) rowsCount(rows []string) string {
	return b.plural(countRows(rows), "%s row", "%s rows")
}

// tally splits findings into those that ask for a decision and those that hold.
func (b *book) tally(picked []int) (open, holds int) {
	for _, i := range picked {
		if b.rep.Findings[i].Severity == analyze.Good {
			holds++
		} else {
			open++
		}
	}
	return open, holds
}

// findingsTitle counts gaps and what holds: "Four gaps, and one thing that holds".
func (b *book) findingsTitle(picked []int) string {
	open, holds := b.tally(picked)
	switch {
	case open == 0 && holds == 0:
		return b.s("No rule could be judged here")
	case open == 0:
		return sentence(b.pluralWord(holds, "no gap, and %s thing that holds", "no gap, and %s things that hold"))
	case holds == 0:
		return sentence(b.pluralWord(open, "%s gap", "%s gaps"))
	}
	return sentence(b.s("%s, and %s", b.pluralWord(open, "%s gap", "%s gaps"),
		b.pluralWord(holds, "%s thing that holds", "%s things that hold")))
}

// findingsSection is the section of findings that most pages end with.
func (b *book) findingsSection(rules ...string) templates.Section {
	picked := b.byRule(rules...)
	if len(picked) == 0 {
		return templates.Section{}
	}
	return templates.Section{ID: "findings", Title: b.findingsTitle(picked), Blocks: []templates.Block{b.findings(picked)}}
}

// findingsPage lists all findings.
func (b *book) findingsPage() *templates.FindingsPage {
	open := b.pick(func(f analyze.Finding) bool { return f.Severity != analyze.Good })
	holds := b.pick(func(f analyze.Finding) bool { return f.Severity == analyze.Good })
	p := &templates.FindingsPage{Page: b.page("findings", "findings.html", b.s("Findings"))}
	p.Verdict = b.findingsVerdict(len(open), len(holds))
	p.Deck = b.findingsDeck(open)
	p.Alerts = b.dataAlert()
	if len(open) > 0 {
		p.Open = templates.Section{ID: "open", Title: sentence(b.pluralWord(len(open), "%s finding asks for a decision", "%s findings ask for a decision")),
			Blocks: []templates.Block{b.findings(open)}}
	}
	if len(holds) > 0 {
		p.Holds = templates.Section{ID: "holds", Title: sentence(b.pluralWord(len(holds), "%s thing holds", "%s things hold")),
			Blocks: []templates.Block{b.findings(holds)}}
	}
	t := b.findingsTable()
	v := b.view(t, true)
	v.Filter = true
	p.Rules = templates.Section{ID: "all", Title: b.s("Every finding in a table"), Blocks: []templates.Block{v},
		Source: templates.Source{Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
	return p
}

func (b *book) findingsVerdict(open, holds int) string {
	switch {
	case open == 0 && holds == 0:
		return b.s("The data is too thin for a finding.")
	case open == 0 && b.anonymous():
		return b.s("No finding that may be shown here needs a decision.")
	case open == 0:
		return b.s("Nothing here needs a decision.")
	case holds == 0:
		return sentence(b.pluralWord(open, "%s finding needs a decision, and nothing is known to hold.", "%s findings need a decision, and nothing is known to hold."))
	}
	return sentence(b.s("%s, %s.", b.pluralWord(open, "%s finding needs a decision", "%s findings need a decision"),
		b.pluralWord(holds, "%s rule holds", "%s rules hold")))
}

func (b *book) findingsDeck(open []int) templates.Rich {
	n := map[analyze.Severity]int{}
	for _, i := range open {
		n[b.rep.Findings[i].Severity]++
	}
	var parts []templates.Rich
	add := func(n int, text string) {
		if n > 0 {
			parts = append(parts, templates.Rich{templates.Bold(text)})
		}
	}
	add(n[analyze.Critical], b.plural(n[analyze.Critical], "%s critical", "%s critical"))
	add(n[analyze.Warning], b.plural(n[analyze.Warning], "%s warning", "%s warnings"))
	add(n[analyze.Notice], b.plural(n[analyze.Notice], "%s notice", "%s notices"))
	tail := templates.Text(b.s("Each one names its rows, the smallest move that would close it and what would change the verdict."))
	if b.anonymous() {
		tail = templates.Text(b.s("Each one names the smallest move that would close it and what would change the verdict."))
	}
	if len(parts) == 0 {
		return tail
	}
	return sentences(b.rich("%s.", b.richList(parts, 3)), tail)
}

func (b *book) findingsTable() *table {
	t := &table{ID: "findings", Caption: b.s("Every finding"), Columns: []column{
		{Key: "severity", Head: b.s("Severity"), Kind: words},
		{Key: "rule", Head: b.s("Rule"), Kind: words},
		{Key: "subject", Head: b.s("Subject"), Kind: words, Wrap: true},
		{Key: "title", Head: b.s("Finding"), Kind: words, Wrap: true, Wide: true},
		{Key: "text", Head: b.s("Figures"), Kind: words, Wrap: true},
		{Key: "rows", Head: b.s("Rows"), Kind: whole},
	}}
	for _, i := range b.pick(func(analyze.Finding) bool { return true }) {
		f := b.rep.Findings[i]
		n := cell{V: countRows(f.Evidence)}
		if l := b.findingRows(i); len(l) > 0 {
			n.Href = l[0].Href
		}
		t.Rows = append(t.Rows, []cell{
			{V: string(f.Severity), Show: b.severityWord(f.Severity), Mark: severityOf(f.Severity)},
			{V: f.Rule, Href: "method.html#rule-" + f.Rule},
			b.subjectCell(f.Subject),
			{V: b.say(f.Title)}, {V: b.say(f.Text), Show: b.prose(b.say(f.Text))}, n,
		})
	}
	return t
}

func (b *book) severityWord(s analyze.Severity) string {
	switch s {
	case analyze.Critical:
		return b.s("critical")
	case analyze.Warning:
		return b.s("warning")
	case analyze.Notice:
		return b.s("notice")
	}
	return b.s("holds")
}

// subjectCell is what a finding is about, with a link where it has a page.
func (b *book) subjectCell(subject string) cell {
	kind, id, ok := strings.Cut(subject, ":")
	c := cell{V: subject}
	if !ok {
		return c
	}
	switch kind {
	case "stage":
		if s, ok := b.stages[id]; ok {
			c.Show, c.Href = s.Name, b.stageHref(id)
		}
	case "person":
		c.Show, c.Href = b.person(id), b.personHref(id)
	case "partner":
		c.Show, c.Href = b.partner(id), b.partnerHref(id)
	}
	return c
}

func joinComma(s []string) string { return strings.Join(s, ", ") }
