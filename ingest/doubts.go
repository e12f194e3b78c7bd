package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// absentColumn is a header of the configuration that a sheet does not have.
type absentColumn struct {
	field, header string
	issue         Issue
}

// absentColumns reports the headers of the configuration that no sheet of their kind has;
// one of several exports may well have others, and is read by its own.
func (c *combiner) absentColumns() {
	for _, p := range c.parts {
		for _, a := range p.absent {
			if !slices.ContainsFunc(c.parts, func(q *part) bool {
				return q.input.Kind == p.input.Kind && slices.ContainsFunc(q.input.Columns, func(x Column) bool { return x.Field == a.field && header.Clean(x.Header) == header.Clean(a.header) })
			}) {
				p.issues.Add(a.issue)
			}
		}
	}
}

// doubts reports what was uncertain in the mapping.
func (r *sheetReader) doubts(kind Kind, f *header.Found, m *header.Mapping) {
	at := func(c header.Column) Pos { return Pos{Place: r.place, Row: int32(f.Row), Col: int32(c.Col)} }
	add := func(code string, p Pos, hint, format string, a ...any) {
		r.part.issues.Add(issue(code, p, fmt.Sprintf(format, a...), hint))
	}
	settle := func(field string) string {
		return fmt.Sprintf("if so, write columns.%s.%s in ownermap.yaml", kind, field)
	}
	for _, ch := range m.Choices {
		if ch.Rank == header.Typo {
			add(codeColumnTypo, at(ch.Column), "name the right column under columns."+string(kind)+" if this is wrong",
				"header %q is read as %q (%s), one letter off", ch.Column.Text, ch.Spelling, ch.Field.Name)
		}
		if ch.Tied {
			add(codeColumnTie, at(ch.Column), fmt.Sprintf("say which one under columns.%s.%s in ownermap.yaml", kind, ch.Field.Name),
				"two columns could be %s and nothing tells them apart: %q is used", ch.Field.Name, ch.Column.Text)
		}
	}
	for _, n := range f.Above {
		add(codeSecondTable, Pos{Place: r.place, Row: int32(n)}, "put each table on a sheet of its own", "another table starts here; its rows are not read")
	}
	for _, n := range f.Beside {
		add(codeSecondTable, Pos{Place: r.place, Row: int32(f.Row), Col: int32(n)}, "put each table on a sheet of its own", "another table starts here, beside the one that is read; its columns are not read")
	}
	for _, d := range m.Misfits {
		add(codeColumnMisfit, at(d.Column), settle(d.Field), "header %q is spelled like %s, but its values are of another kind; the column is not read", d.Column.Text, d.Field)
	}
	for _, d := range m.Near() {
		add(codeNearHeader, at(d.Column), settle(d.Field), "header %q is %d letters off %q (%s); the column is not read", d.Column.Text, d.Distance, d.Spelling, d.Field)
	}
	for field, want := range sorted(r.opts.Columns[kind]) {
		ch := m.Choice(field)
		switch {
		case r.words.dict(kind).Field(field) == nil:
			add(codeColumnMissing, Pos{Place: r.place, Row: int32(f.Row)}, "the fields are listed in docs/fields.md", "columns.%s.%s: there is no such field", kind, field)
		case ch == nil || ch.Rank != header.Configured:
			r.part.absent = append(r.part.absent, absentColumn{field, want, issue(codeColumnMissing, Pos{Place: r.place, Row: int32(f.Row)},
				fmt.Sprintf("columns.%s.%s is %q, and no column has that header", kind, field, want), "its headers are: "+headerList(headersOf(f)))})
		}
	}
}

// headless notes columns that hold values under no header.
func (r *sheetReader) headless(below []table.Row) {
	values := map[int32]int{}
	for i := range below {
		row := r.within(&below[i])
		for _, c := range row.Cells {
			if c.Kind != table.Blank && (c.Kind != table.Text || !blank(c.Text)) && strings.TrimSpace(r.header[c.Col]) == "" {
				values[c.Col]++
			}
		}
	}
	for _, col := range slices.Sorted(maps.Keys(values)) {
		if n := values[col]; n >= 2 && 2*n >= len(below) {
			r.part.note(fmt.Sprintf("column %s has values and no header; it is not read", ColumnName(int(col))))
		}
	}
}

// secondChoices reports columns that came second for a field and have values in rows
// where the first one has none: what they say there is not read.
func (r *sheetReader) secondChoices(m *header.Mapping, below []table.Row) {
	for i := range m.Choices {
		ch := &m.Choices[i]
		if r.columns[ch.Column.Col] == nil {
			continue
		}
		for _, other := range ch.Others {
			if other.Col < len(r.columns) && r.columns[other.Col] != nil {
				continue
			}
			n, first := 0, int32(0)
			for k := range below {
				row := &below[k]
				if n, _ := r.filled(row); n < 3 || r.isTotal(row) {
					continue
				}
				if c := cellAt(row, int32(other.Col)); c == nil || c.Kind == table.Text && blankWord(trimCell(c.Text)) || cellAt(row, int32(ch.Column.Col)) != nil {
					continue
				}
				if n++; n == 1 {
					first = row.Number
				}
			}
			if n > 0 {
				read := header.Clean(ch.Column.Text)
				r.part.issues.Add(issue(codeSecondChoice, Pos{Place: r.place, Row: first, Col: int32(other.Col)},
					fmt.Sprintf("%s has values in %s of the first %s where %s has none; only %s is read, as %s", header.Clean(other.Text), plural(n, "record"), plural(len(below), "row"), read, read, ch.Field.Name),
					fmt.Sprintf("where both are meant, join them into one column; else name the right one under columns.%s.%s in ownermap.yaml", r.part.input.Kind, ch.Field.Name)))
			}
		}
	}
}

// titleScale reports a title, or a row of units below the header, that says that amounts are
// in thousands where the header of none does.
func (r *sheetReader) titleScale(f *header.Found) {
	if slices.ContainsFunc(r.mapped, func(c *column) bool { return c.scale > 0 }) || !slices.ContainsFunc(r.mapped, func(c *column) bool { return c.putValue != nil }) {
		return
	}
	for i := range r.buffer[:min(f.Index+2, len(r.buffer))] {
		if i == f.Index {
			continue
		}
		for _, c := range r.buffer[i].Cells {
			unit := int(c.Col) < len(r.columns) && r.columns[c.Col] != nil && r.columns[c.Col].putValue != nil && !strings.ContainsAny(c.Text, "123456789")
			if c.Kind != table.Text || i > f.Index && !unit {
				continue
			}
			if power := value.TitleScale(c.Text); power > 0 {
				r.part.issues.Add(issue(codeTitleScale, Pos{Place: r.place, Row: r.buffer[i].Number, Col: c.Col},
					fmt.Sprintf("%s says that amounts are in units of %d; no header does, and they are read as they stand", quote(trimCell(c.Text)), pow10(power)),
					"write the unit into the header of the amount, such as Amount (k€)"))
				return
			}
		}
	}
}

// dealEssentials are the fields without which a deals sheet says little, each with
// the ones that do in its place; the first is the one to name.
var dealEssentials = []struct {
	what   string
	fields []string
}{
	{"the partner", []string{"partner", "partner_id"}},
	{"the amount", amountFields},
	{"the status", statusFields},
}

// statusFields are the fields that tell the status of a deal.
var statusFields = []string{"status", "stage", "is_won", "is_closed", "is_lost", "won_at", "lost_at"}

// absences reports essential fields that neither a column nor group headings state,
// where a column that is not read may be it, or rows that stand above groups of deals.
func (r *sheetReader) absences() {
	in := &r.part.input
	if in.Kind != KindDeals {
		return
	}
	for _, e := range dealEssentials {
		switch {
		case slices.ContainsFunc(r.mapped, func(c *column) bool { return slices.Contains(e.fields, c.field) }):
			continue
		case e.fields[0] == "partner" && r.above.n > 1:
			r.part.issues.Add(issue(codeFieldAbsent, r.above.first, fmt.Sprintf("no column was taken for %s; %s stand alone above deals, the first one says %s", e.what, plural(r.above.n, "row"), quote(r.above.text)),
				"where they name it, write it as Partner: Acme in those rows, or into a column of its own"))
			continue
		case len(in.Unmapped) == 0:
			continue
		}
		r.part.issues.Add(issue(codeFieldAbsent, Pos{Place: r.place, Row: int32(in.HeaderRow)}, fmt.Sprintf("no column was taken for %s; not read: %s", e.what, headerList(in.Unmapped)),
			fmt.Sprintf("where one of those is it, write columns.%s.%s in ownermap.yaml", in.Kind, e.fields[0])))
	}
}

// otherStatus names a column that is not read and may tell more of the status.
func (d *dealRecorder) otherStatus() string {
	for _, h := range d.r.part.input.Unmapped {
		for w := range strings.FieldsSeq(name.Fold(h)) {
			switch w {
			case "status", "substatus", "outcome", "result", "statusgrund", "ergebnis", "resultat", "resultado":
				return fmt.Sprintf("; or, if %s tells, name it under columns.deals.status", quote(h))
			}
		}
	}
	return ""
}
