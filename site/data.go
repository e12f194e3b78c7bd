package site

import (
	"slices"
	"strconv"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

// mostIssues is how many issues and dropped rows the page lists; the CSVs have all.
const mostIssues = 200

// dataPage is inputs, mapping, issues and dropped rows.
func (b *book) dataPage() *templates.DataPage {
	p := &templates.DataPage{Page: b.page("data", "data.html", b.s("Data and issues"))}
	p.Verdict = b.dataVerdict()
	p.Deck = b.dataDeck()
	p.Inputs = b.inputsSection()
	p.Mapping = b.mappingSection()
	if !b.anonymous() {
		p.Issues, p.Dropped = b.issuesSection(), b.droppedSection()
	}
	p.Withheld = b.withheldSection()
	return p
}

func (b *book) issueCounts() map[ingest.Severity]int {
	n := map[ingest.Severity]int{}
	for _, i := range b.rep.Issues {
		n[i.Severity]++
	}
	return n
}

func (b *book) dataVerdict() string {
	n := b.issueCounts()
	switch e, w := n[ingest.SevError], n[ingest.SevWarning]; {
	case len(b.rep.Inputs) == 0:
		return b.s("No input was read.")
	case b.anonymous():
		return b.s("What was read; issues are withheld for this audience.")
	case len(b.rep.Issues) == 0:
		return b.s("Every row was read, and nothing had to be guessed.")
	case e > 0 && w > 0:
		return sentence(b.s("%s in the data change figures, %s may.", b.pluralWord(e, "%s error", "%s errors"), b.pluralWord(w, "%s warning", "%s warnings")))
	case e > 0:
		return sentence(b.pluralWord(e, "%s error in the data changes figures.", "%s errors in the data change figures."))
	case w > 0:
		return sentence(b.pluralWord(w, "%s warning, and no error in the data.", "%s warnings, and no error in the data."))
	}
	return sentence(b.pluralWord(len(b.rep.Issues), "%s notice, and nothing in the data that changes a figure.", "%s notices, and nothing in the data that changes a figure."))
}

func (b *book) dataDeck() templates.Rich {
	rows, kept, dropped := 0, 0, 0
	for _, in := range b.rep.Inputs {
		rows, kept, dropped = rows+in.Rows, kept+in.Kept, dropped+in.Dropped
	}
	if rows == 0 {
		return nil
	}
	if b.anonymous() {
		return b.rich("%s of %s below the headers became records. Only mapped columns are read.", templates.Bold(b.count(kept)), b.plural(rows, "%s row", "%s rows"))
	}
	return b.rich("%s of %s below the headers became records; %s. Only mapped columns are read.",
		templates.Bold(b.count(kept)), b.plural(rows, "%s row", "%s rows"), b.plural(dropped, "%s was left out, with its reason", "%s were left out, each with its reason"))
}

func (b *book) inputsSection() templates.Section {
	t := &table{ID: "inputs", Caption: b.s("What was read"), Columns: []column{
		{Key: "input", Head: b.s("File and sheet"), Kind: words}, {Key: "kind", Head: b.s("Read as"), Kind: words},
		{Key: "system", Head: b.s("System"), Kind: words}, {Key: "header_row", Head: b.s("Header row"), Kind: whole},
		{Key: "rows", Head: b.s("Rows"), Kind: whole}, {Key: "kept", Head: b.s("Kept"), Kind: whole}, {Key: "dropped", Head: b.s("Left out"), Kind: whole},
		{Key: "sha256", Head: b.s("SHA-256"), Kind: words},
	}}
	for _, in := range b.rep.Inputs {
		t.Rows = append(t.Rows, []cell{{V: sheetName(in), Show: tidy(sheetName(in))}, {V: string(in.Kind), Show: b.kindName(in.Kind)}, {V: tidy(in.System)}, {V: in.HeaderRow},
			{V: in.Rows}, {V: in.Kept}, {V: in.Dropped}, {V: in.SHA256, Show: clip(in.SHA256, 13)}})
	}
	if b.redacted() {
		t.withoutBlanks()
	}
	v := b.view(t, true)
	v.Plain = true
	v.Empty = b.s("No input was read.")
	s := templates.Section{ID: "inputs", Title: b.s("What was read"), Blocks: []templates.Block{v},
		Source: templates.Source{Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}, {Text: b.s("The whole report as JSON"), Href: "data/report.json"}}}}
	var notes []templates.Note
	for _, in := range b.rep.Inputs {
		for _, n := range in.Notes {
			notes = append(notes, templates.Note{Severity: templates.Notice, Text: b.rich("%s: %s", templates.Name(tidy(sheetName(in))), templates.Name(clip(b.say(n), 300)))})
		}
	}
	for _, w := range b.rep.Warnings {
		notes = append(notes, templates.Note{Severity: templates.Warning, Text: templates.Text(sentence(clip(b.say(w), 300)))})
	}
	if len(notes) > mostIssues {
		notes = notes[:mostIssues]
	}
	if len(notes) > 0 {
		s.Blocks = append(s.Blocks, templates.Notes{Items: notes})
	}
	return s
}

func (b *book) kindName(k ingest.Kind) string {
	switch k {
	case ingest.KindRoster:
		return b.s("roster")
	case ingest.KindDeals:
		return b.s("deals")
	case ingest.KindPartners:
		return b.s("partner list")
	case ingest.KindRates:
		return b.s("exchange rates")
	}
	return string(k)
}

func (b *book) mappingSection() templates.Section {
	t := &table{ID: "mapping", Caption: b.s("Which column became which field, and why"), Columns: []column{
		{Key: "input", Head: b.s("File and sheet"), Kind: words}, {Key: "field", Head: b.s("Field"), Kind: words},
		{Key: "column", Head: b.s("Column"), Kind: words}, {Key: "header", Head: b.s("Header"), Kind: words},
		{Key: "why", Head: b.s("Why"), Kind: words, Wrap: true, Wide: true}, {Key: "runner_up", Head: b.s("Came second"), Kind: words},
	}}
	unmapped := 0
	for _, in := range b.rep.Inputs {
		unmapped += len(in.Unmapped)
		for _, c := range in.Columns {
			t.Rows = append(t.Rows, []cell{{V: sheetName(in), Show: tidy(sheetName(in))}, {V: c.Field}, {V: ingest.ColumnName(c.Column)}, {V: c.Header, Show: tidy(c.Header)},
				{V: b.say(c.Why), Show: clip(b.say(c.Why), 300)}, {V: c.RunnerUp, Show: tidy(c.RunnerUp)}})
		}
	}
	if b.redacted() {
		t.withoutBlanks()
	}
	v := b.view(t, true)
	v.Filter, v.Empty = true, b.s("No column was recognised.")
	title := sentence(b.plural(len(t.Rows), "%s column was recognised", "%s columns were recognised"))
	s := templates.Section{ID: "mapping", Title: title, Blocks: []templates.Block{v},
		Source: templates.Source{Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
	if unmapped > 0 {
		s.Title = sentence(b.s("%s, %s", b.plural(len(t.Rows), "%s column was recognised", "%s columns were recognised"), b.plural(unmapped, "%s was not and stays unread", "%s were not and stay unread")))
		s.Blocks = append(s.Blocks, b.unmapped())
	}
	return s
}

// unmapped lists the headers that no field claims.
func (b *book) unmapped() templates.Definitions {
	var d templates.Definitions
	for _, in := range b.rep.Inputs {
		if len(in.Unmapped) == 0 {
			continue
		}
		var heads []string
		for _, h := range in.Unmapped {
			heads = append(heads, tidy(h))
		}
		d.Items = append(d.Items, templates.Fact{Label: b.s("Not read in %s", tidy(sheetName(in))), Text: templates.Rich{templates.Name(b.shortList(heads, 40))}})
	}
	return d
}

func (b *book) issuesSection() templates.Section {
	s := templates.Section{ID: "issues", Title: b.s("No issue in the data")}
	n := len(b.rep.Issues)
	if n == 0 {
		s.Blocks = []templates.Block{templates.Paragraph{Text: templates.Text(b.s("Every cell that was read could be used as it stands."))}}
		return s
	}
	s.Title = sentence(b.plural(n, "%s issue, with its cell", "%s issues, each with its cell"))
	sorted := slices.Clone(b.rep.Issues)
	order := []ingest.Severity{ingest.SevError, ingest.SevWarning, ingest.SevNotice}
	slices.SortStableFunc(sorted, func(x, y analyze.Issue) int { return slices.Index(order, x.Severity) - slices.Index(order, y.Severity) })
	var list templates.Issues
	for _, i := range sorted[:min(n, mostIssues)] {
		list.Items = append(list.Items, templates.Issue{Severity: issueSeverity(i.Severity), Where: clip(wherePos(i.Pos), 120),
			Message: clip(b.say(i.Message), 400), Hint: clip(b.say(i.Hint), 400), Code: i.Code})
	}
	t := &table{ID: "issues", Caption: s.Title, Columns: []column{{Key: "where", Head: b.s("Where"), Kind: words}, {Key: "severity", Head: b.s("Severity"), Kind: words},
		{Key: "code", Head: b.s("Code"), Kind: words}, {Key: "message", Head: b.s("What was seen"), Kind: words}, {Key: "hint", Head: b.s("What to do"), Kind: words}}}
	for _, i := range sorted {
		t.Rows = append(t.Rows, []cell{{V: wherePos(i.Pos)}, {V: string(i.Severity)}, {V: i.Code}, {V: b.say(i.Message)}, {V: b.say(i.Hint)}})
	}
	s.Blocks = []templates.Block{list}
	text := ""
	if n > mostIssues {
		text = b.s("The first %s of %s, errors first.", b.count(mostIssues), b.count(n))
	}
	s.Source = templates.Source{Text: templates.Text(text), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: b.keep(t)}}}
	return s
}

func issueSeverity(s ingest.Severity) templates.Severity {
	switch s {
	case ingest.SevError:
		return templates.Critical
	case ingest.SevWarning:
		return templates.Warning
	}
	return templates.Notice
}

// wherePos writes an issue's position in the grammar of ingest.Pos.
func wherePos(p analyze.IssuePos) string {
	if p.File == "" {
		return ""
	}
	return ingest.Pos{Place: &ingest.Place{File: p.File, Sheet: p.Sheet}, Row: int32(p.Row), Col: int32(p.Col)}.String()
}

func (b *book) droppedSection() templates.Section {
	t := &table{ID: "dropped", Caption: b.s("Rows that are not records"), Columns: []column{
		{Key: "file", Head: b.s("File and sheet"), Kind: words}, {Key: "row", Head: b.s("Row"), Kind: whole}, {Key: "reason", Head: b.s("Reason"), Kind: words, Wide: true, Wrap: true}}}
	if b.ds != nil {
		for _, in := range b.ds.Inputs {
			for _, d := range in.DroppedRows {
				t.Rows = append(t.Rows, []cell{{V: in.Place.String()}, {V: int(d.Pos.Row)}, {V: b.say(d.Reason), Show: clip(b.say(d.Reason), 300)}})
			}
		}
	}
	s := templates.Section{ID: "dropped", Title: b.s("No row was left out")}
	n := len(t.Rows)
	if n == 0 {
		s.Blocks = []templates.Block{templates.Paragraph{Text: templates.Text(b.s("Every row below the headers became a record."))}}
		return s
	}
	csv := b.keep(t)
	shown := *t
	shown.Rows = t.Rows[:min(n, mostIssues)]
	v := b.view(&shown, false)
	v.CSV = csv
	s.Title = sentence(b.plural(n, "%s row was left out", "%s rows were left out"))
	s.Blocks = []templates.Block{v}
	text := ""
	if n > mostIssues {
		text = b.s("The first %s of %s.", strconv.Itoa(mostIssues), b.count(n))
	}
	s.Source = templates.Source{Text: templates.Text(text), Links: []templates.Link{{Text: b.s("Download as CSV"), Href: csv}}}
	return s
}
