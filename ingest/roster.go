package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// rosterRow is one row of a roster, before people are joined.
type rosterRow struct {
	Person
	first, prefix, last     string // prefix stands before the last name: "van der"
	managerID, managerEmail string
	preferred               string // a second name column
	preferredLast           string
	firstPreferred          bool // first is what the person goes by, not the first name of the row's name
	roleStart, roleEnd      Date
	rehired                 Date
	status                  string
	quotaPeriod             string
	week                    float64 // hours of full time, 0 where the roster does not say
	allocated, quotaSaid    bool    // a cell says the allocation, and whether there is a quota
	input                   *Input
	former                  []string       // ids of the person's other rows
	from                    map[string]Pos // facts of other files, by what personFacts calls them: where they stand
}

// rosterRecorder makes people of rows.
type rosterRecorder struct {
	r        *sheetReader
	rows     []rosterRow
	columns  map[string]*column
	currency string        // of the quota, named by its header
	unknown  map[string]at // stage words that are none
	shares   []shareCell
	circles  []stageMark // cells "o" of stage columns
	crosses  int         // cells "x"
}

// at is where something was first seen, and how often.
type at struct {
	pos Pos
	n   int
}

// count counts something once more; pos is kept where it is the first.
func (a *at) count(pos Pos) {
	if a.n++; a.n == 1 {
		a.pos = pos
	}
}

// countAt is count for one of several things.
func countAt[K comparable](m map[K]at, k K, pos Pos) {
	a := m[k]
	a.count(pos)
	m[k] = a
}

func newRosterRecorder(r *sheetReader, m *header.Mapping) *rosterRecorder {
	return &rosterRecorder{r: r, columns: map[string]*column{}, unknown: map[string]at{}}
}

func (p *rosterRecorder) row() *rosterRow { return &p.rows[len(p.rows)-1] }

// setter says what each field of a roster does to the row being read.
func (p *rosterRecorder) setter(c *column) func(*table.Cell) {
	p.columns[c.field] = c
	text := func(f func(*rosterRow) *string) func(*table.Cell) {
		return func(cell *table.Cell) { *f(p.row()) = strings.Clone(trimCell(cell.Text)) }
	}
	day := func(f func(*rosterRow) *Date) func(*table.Cell) {
		c.putDate = func(rec int, d Date) { *f(&p.rows[rec]) = d }
		return func(cell *table.Cell) { c.date(len(p.rows)-1, cell) }
	}
	switch c.field {
	case "person_id":
		return func(cell *table.Cell) { p.row().ID = strings.Clone(c.identity(cell)) }
	case "name":
		return text(func(r *rosterRow) *string { return &r.NameText })
	case "preferred_name":
		return text(func(r *rosterRow) *string { return &r.preferred })
	case "first_name":
		preferred := goesBy(c.header)
		return func(cell *table.Cell) {
			r := p.row()
			r.first, r.firstPreferred = strings.Clone(trimCell(cell.Text)), preferred
		}
	case "preferred_last_name":
		return text(func(r *rosterRow) *string { return &r.preferredLast })
	case "last_name_prefix":
		return text(func(r *rosterRow) *string { return &r.prefix })
	case "last_name":
		return text(func(r *rosterRow) *string { return &r.last })
	case "email":
		return text(func(r *rosterRow) *string { return &r.Email })
	case "title":
		return text(func(r *rosterRow) *string { return &r.Title })
	case "role":
		return text(func(r *rosterRow) *string { return &r.Role })
	case "manager":
		return text(func(r *rosterRow) *string { return &r.ManagerText })
	case "manager_id":
		return text(func(r *rosterRow) *string { return &r.managerID })
	case "manager_email":
		return text(func(r *rosterRow) *string { return &r.managerEmail })
	case "status":
		return p.setStatus
	case "region":
		return func(cell *table.Cell) { p.row().Regions = segments(cell.Text) }
	case "partner_type":
		return func(cell *table.Cell) { p.row().PartnerTypes = segments(cell.Text) }
	case "motion":
		return func(cell *table.Cell) { p.row().Motions = segments(cell.Text) }
	case "start_date":
		return day(func(r *rosterRow) *Date { return &r.Start })
	case "end_date":
		return day(func(r *rosterRow) *Date { return &r.End })
	case "rehire_date":
		return day(func(r *rosterRow) *Date { return &r.rehired })
	case "role_start_date":
		return day(func(r *rosterRow) *Date { return &r.roleStart })
	case "role_end_date":
		return day(func(r *rosterRow) *Date { return &r.roleEnd })
	case "allocation":
		return func(cell *table.Cell) { p.setShare(c, cell) }
	case "quota":
		return p.quota(c)
	case "quota_currency":
		return func(cell *table.Cell) {
			if code, ok := value.Currency(cell.Text); ok {
				p.row().Quota.Currency = code
			}
		}
	case "quota_period":
		return text(func(r *rosterRow) *string { return &r.quotaPeriod })
	case "full_time_hours":
		return p.setWeek
	case "stages_owned":
		return func(cell *table.Cell) { p.setStages(c, cell) }
	}
	if id, ok := strings.CutPrefix(c.field, "stage_"); ok && p.r.words.stages[id] {
		return func(cell *table.Cell) { p.setStage(c, id, cell) }
	}
	return nil
}

// goesBy reports whether a header asks for the name that a person goes by.
func goesBy(header string) bool {
	f := name.Fold(header)
	return strings.Contains(f, "prefer") || strings.Contains(f, "chosen") || strings.Contains(f, "known") || strings.Contains(f, "nick")
}

func (p *rosterRecorder) begin(pos Pos) {
	p.rows = append(p.rows, rosterRow{Person: Person{Pos: pos, Manager: None, Allocation: 1}, input: &p.r.part.input})
}

// end names the person; a row without a name is none.
func (p *rosterRecorder) end() string {
	r := p.row()
	reason := r.nameIt()
	if reason != "" {
		p.rows = p.rows[:len(p.rows)-1]
		if n := len(p.shares); n > 0 && p.shares[n-1].rec == len(p.rows) {
			p.shares = p.shares[:n-1]
		}
		p.circles = slices.DeleteFunc(p.circles, func(m stageMark) bool { return m.rec == len(p.rows) })
		return reason
	}
	r.Email = strings.ToLower(r.Email)
	r.Class = p.r.words.classOf(r.Role, r.Title)
	r.Stages = p.inOrder(r.Stages)
	return ""
}

func (r *rosterRow) nameIt() string {
	if r.last != "" && r.prefix != "" && !holdsWords(r.last, r.prefix) && !name.IsTitle(r.prefix) {
		r.last = r.prefix + " " + r.last
	}
	switch { // "Nom" beside "Prénom", "Nombre" beside "Apellidos"
	case r.NameText == "":
		r.NameText = strings.TrimSpace(r.first + " " + r.last)
	case r.first != "" && r.last == "" && !r.firstPreferred && !holdsWords(r.NameText, r.first):
		r.NameText = r.first + " " + r.NameText
	case r.last != "" && r.first == "" && !holdsWords(r.NameText, r.last):
		r.NameText += " " + r.last
	case r.first != "" && r.last != "" && (r.prefix != "" || !strings.Contains(r.NameText, " ")):
		r.NameText = r.first + " " + r.last
	}
	if r.NameText == "" {
		r.NameText = r.Email
	}
	switch {
	case r.NameText == "":
		return "no name"
	case name.Nobody(r.NameText), r.ID == "" && vacantSeat(r.NameText): // one with an id may have reports
		return "the name is " + quote(r.NameText) + ", which is nobody"
	}
	n := name.Person(r.NameText)
	r.Name = n.Display
	if r.Email == "" {
		r.Email = n.Email
	}
	if name.Nobody(r.ManagerText) {
		r.ManagerText = ""
	}
	return ""
}

// holdsWords reports whether every word of part is one of whole.
func holdsWords(whole, part string) bool {
	all := strings.Fields(name.Fold(whole))
	for w := range strings.FieldsSeq(name.Fold(part)) {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}

// otherNames are names beside the one of the row: a preferred name, or a preferred
// first name before the last one.
func (r *rosterRow) otherNames() []string {
	var out []string
	w := strings.Fields(r.Name)
	if r.preferred != "" {
		out = append(out, r.preferred)
		if len(w) > 1 && !strings.Contains(r.preferred, " ") {
			out = append(out, r.preferred+" "+cmp.Or(r.preferredLast, w[len(w)-1]))
		}
	}
	if r.firstPreferred && r.first != "" && len(w) > 1 {
		out = append(out, r.first+" "+cmp.Or(r.last, w[len(w)-1]))
	}
	return out
}

func (p *rosterRecorder) setStatus(cell *table.Cell) {
	if cell.Kind == table.Bool || cell.Kind == table.Number {
		p.row().status = map[bool]string{true: "active", false: "inactive"}[cell.Num != 0]
		return
	}
	p.row().status = strings.Clone(trimCell(cell.Text))
}

// finish settles what needs the whole column and reports words that were not understood.
func (p *rosterRecorder) finish() {
	p.settleShares()
	p.settleCircles()
	p.settleQuotas()
	statuses := map[string]at{} // words that do not say whether somebody is employed
	for i := range p.rows {
		r := &p.rows[i]
		if !r.Quota.Known {
			r.Quota.Currency = ""
		} else if r.Quota.Currency == "" {
			r.Quota.Currency = p.currency
		}
		if !r.rehired.IsZero() && r.rehired > r.Start && !gone(r.status) { // the end is that of the time before
			r.Start = r.rehired
			if r.End <= r.rehired {
				r.End = 0
			}
		}
		if r.Start.IsZero() {
			r.Start = r.roleStart
		}
		if r.End.IsZero() && gone(r.status) {
			r.Left = true
			p.r.part.issues.Add(issue(codeLeftWithoutDate, r.Pos, fmt.Sprintf("%s is %s without an end date; counted as gone on every day", r.Name, quote(r.status)), "give the last day"))
		}
		if r.End.IsZero() && !r.Left && !stays(r.status) {
			countAt(statuses, r.status, r.Pos.At(int(p.columns["status"].col)))
		}
		if !r.End.IsZero() && !r.Start.IsZero() && r.End < r.Start {
			p.r.part.issues.Add(issue(codeDateAfterEnd, r.Pos, fmt.Sprintf("%s ends on %s, before the start on %s", r.Name, r.End, r.Start), "correct the two dates; until then the person is never active"))
		}
	}
	for word, a := range sorted(statuses) {
		people := "1 person"
		if a.n > 1 {
			people = fmt.Sprintf("%d people", a.n)
		}
		p.r.part.issues.Add(issue(codeUnknownEmployment, a.pos, fmt.Sprintf("%s does not say whether somebody still works there; counted as active (%s)", quote(word), people), "give those who left an end date, or write Terminated"))
	}
	for word, a := range sorted(p.unknown) {
		p.r.part.issues.Add(issue(codeUnknownStage, a.pos, fmt.Sprintf("%s is no stage of the lifecycle (%s)", quote(word), plural(a.n, "cell")),
			"map the word under values.stage in ownermap.yaml, or ignore it"))
	}
	p.r.part.people = p.rows
}
