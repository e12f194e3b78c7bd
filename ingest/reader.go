package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/table"
)

// recorder makes the records of one kind from the cells of a sheet.
type recorder interface {
	// setter says what to do with a cell of the field; nil leaves the column unread.
	setter(c *column) func(*table.Cell)
	// begin starts the record of a row, end closes it; a reason drops the row.
	begin(pos Pos)
	end() (reason string)
	// finish runs after the last row, when dates and decimal marks are settled.
	finish()
}

// sheetReader turns the rows of one sheet into a part.
type sheetReader struct {
	*session
	job          *job
	sheet        table.Sheet
	place        *Place
	only         bool
	part         *part
	buffer       []table.Row
	decided      bool
	unread       *unread
	header       map[int32]string // header text by column, folded, to know it again
	columns      []*column        // by column of the sheet; nil where unread
	mapped       []*column
	recorder     recorder
	texts        texts
	errors       byCell[int8] // whether texts show an error
	hidden       int
	last         int32 // number of the last row that was not blank
	gap          bool  // no record since a blank row
	groups       groups
	totals       totals
	first        int32 // columns of the table, where others stand beside it; 0 for all
	end          int32
	second       int32  // row in which another table starts, 0 without
	secondReason string // of the rows from there on
	probes       int    // rows that were looked at for it
	above        loneRows
	ends         endRows
	meter        *meter
	meterAt      int64 // bytes read before this sheet's rows
}

// row takes the next row: into the sample at first, then into records.
func (r *sheetReader) row(row *table.Row) error {
	if r.decided {
		r.record(row)
		return nil
	}
	if len(r.buffer) == 0 && r.meter != nil {
		r.meterAt = r.meter.read.Load() // the texts that the rows share are read by now
	}
	r.buffer = append(r.buffer, cloneRow(row))
	if len(r.buffer) < sampleRows {
		return nil
	}
	return r.decide()
}

// cloneRow copies a row for the sample; texts that many cells share are not copied again.
func cloneRow(row *table.Row) table.Row {
	c := table.Row{Number: row.Number, Hidden: row.Hidden, Cells: slices.Clone(row.Cells)}
	for i := range c.Cells {
		if !c.Cells[i].Lasting {
			c.Cells[i].Text = strings.Clone(c.Cells[i].Text)
		}
	}
	return c
}

// decide finds the header row, maps the columns and replays the sample.
func (r *sheetReader) decide() error {
	r.decided = true
	f, ok := header.Find(r.buffer, r.sheet.Merged, r.words.dictList())
	if !ok {
		r.unread = r.noHeader()
		return errEnough
	}
	kind, m, u := r.choose(&f)
	if u != nil && r.job.kind != "" { // another table of the sheet may be the wanted one
		if g, ok := header.Find(r.buffer, r.sheet.Merged, []*header.Dictionary{r.words.dict(r.job.kind)}); ok && (g.Row != f.Row || g.First != f.First) {
			if k, gm, gu := r.choose(&g); gu == nil {
				if g.Row != f.Row {
					g.Above = append(g.Above, f.Row)
				}
				f, kind, m, u = g, k, gm, nil
			}
		}
	}
	if u == nil || strings.Contains(u.reason, "there is not") {
		if cross := r.crossTable(&f, m); cross != nil {
			u = cross
		}
	}
	if u != nil {
		r.unread = u
		return errEnough
	}
	r.part.input.Kind, r.part.input.HeaderRow = kind, f.Row
	r.first, r.end = int32(f.First), int32(f.Last)
	r.prepare(kind, &f, m)
	r.findGroups(&f)
	r.findStatus(&f)
	r.headless(r.buffer[f.Index+1:])
	r.secondChoices(m, r.buffer[f.Index+1:])
	r.titleScale(&f)
	for i := f.Index + 1; i < len(r.buffer); i++ {
		r.record(&r.buffer[i])
	}
	r.buffer = nil
	return nil
}

func (r *sheetReader) noHeader() *unread {
	u := &unread{pos: Pos{Place: r.place}}
	if cross := r.crossTable(nil, nil); cross != nil {
		return cross
	}
	if len(r.buffer) == 0 {
		u.reason, u.hint = "there are no rows", "export it again; the report may have been empty or filtered"
		return u
	}
	u.reason = fmt.Sprintf("no header row was found in the first %s", plural(len(r.buffer), "row"))
	u.hint = "the sheet needs one row of column names, such as Opportunity Name, Amount, Stage or Name, Title, Manager"
	return u
}

// prepare makes the columns and the recorder of the kind.
func (r *sheetReader) prepare(kind Kind, f *header.Found, m *header.Mapping) {
	in := &r.part.input
	r.texts.init()
	r.header = map[int32]string{}
	last := 0
	for _, c := range f.Columns {
		r.header[int32(c.Col)] = c.Text
		last = max(last, c.Col)
	}
	r.columns = make([]*column, last+1)
	in.System = header.System(string(kind), headersOf(f))
	switch kind {
	case KindDeals:
		r.recorder = newDealRecorder(r, m)
	case KindRoster:
		r.recorder = newRosterRecorder(r, m)
	case KindPartners:
		r.recorder = newPartnerRecorder(r, m)
	case KindRates:
		r.recorder = newRateRecorder(r, m)
	}
	for i := range m.Choices {
		ch := &m.Choices[i]
		c := newColumn(r, ch)
		if c.set = r.recorder.setter(c); c.set == nil {
			in.Unmapped = append(in.Unmapped, ch.Column.Text)
			continue
		}
		r.columns[ch.Column.Col] = c
		r.mapped = append(r.mapped, c)
		in.Columns = append(in.Columns, Column{Field: ch.Field.Name, Header: ch.Column.Text, Column: ch.Column.Col, Why: ch.Why, RunnerUp: ch.RunnerUp})
	}
	for _, c := range m.Unmapped {
		in.Unmapped = append(in.Unmapped, c.Text)
	}
	r.doubts(kind, f, m)
}

// within cuts a row to the columns of the table.
func (r *sheetReader) within(row *table.Row) *table.Row {
	cut := *row
	if r.first == 0 {
		return &cut
	}
	for len(cut.Cells) > 0 && cut.Cells[0].Col < r.first {
		cut.Cells = cut.Cells[1:]
	}
	for n := len(cut.Cells); n > 0 && cut.Cells[n-1].Col > r.end; n-- {
		cut.Cells = cut.Cells[:n-1]
	}
	return &cut
}

// record takes one row below the header.
func (r *sheetReader) record(row *table.Row) {
	if r.first > 0 {
		row = r.within(row)
	}
	filled, lone := r.filled(row)
	if filled == 0 {
		return
	}
	in := &r.part.input
	in.Rows++
	pos := Pos{Place: r.place, Row: row.Number}
	reason := r.notARecord(row, filled, lone)
	r.last = row.Number
	if reason != "" {
		r.drop(pos, reason)
		return
	}
	if row.Hidden {
		r.hidden++
	}
	r.recorder.begin(pos)
	fills := r.groups.fill()
	r.fillDown(row)
	for i := range row.Cells {
		c := &row.Cells[i]
		if int(c.Col) >= len(r.columns) || r.columns[c.Col] == nil {
			continue
		}
		col := r.columns[c.Col]
		col.row = row.Number
		if c.Kind == table.Error || c.Kind == table.Text && r.showsError(c) {
			col.lost(row.Number)
			col.report(codeBadCell, fmt.Sprintf("the cell shows %s", c.Text), "repair the formula, or paste the value")
			continue
		}
		if fills && c.Kind == table.Text && blank(c.Text) {
			continue // what was filled down stays
		}
		col.set(c)
	}
	if reason := r.recorder.end(); reason != "" {
		for _, c := range r.mapped {
			c.forget(row.Number)
		}
		r.drop(pos, reason)
		return
	}
	in.Kept++
	r.gap = false
	r.above.record(row.Number)
	r.ends.kept(filled)
}

// showsError reports whether a text is what spreadsheets show for a failed formula, as
// text files have it.
func (r *sheetReader) showsError(c *table.Cell) bool {
	const no, yes = 1, 2
	switch r.errors.get(c) {
	case no:
		return false
	case yes:
		return true
	}
	if len(c.Text) > 2 && c.Text[0] == '#' && errorWords[c.Text] {
		r.errors.put(c, yes)
		return true
	}
	r.errors.put(c, no)
	return false
}

var errorWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("#REF! #N/A #NAME? #VALUE! #DIV/0! #NULL! #NUM! #SPILL! #CALC! #NV #BEZUG! #WERT! #ZAHL! #NOM? #VALEUR! #NOMBRE! #¡REF! #¡VALOR! #¡DIV/0! #¿NOMBRE? #VERW! #WAARDE! #GETAL! #N/B #DEEL/0! #NAAM?") {
		m[w] = true
	}
	return m
}()

func (r *sheetReader) drop(pos Pos, reason string) {
	r.part.input.Dropped++
	r.part.input.DroppedRows = append(r.part.input.DroppedRows, DroppedRow{pos, reason})
}

// filled counts the cells with something in them, up to three; lone is the last one counted.
func (r *sheetReader) filled(row *table.Row) (n int, lone *table.Cell) {
	for i := 0; i < len(row.Cells) && n < 3; i++ {
		if c := &row.Cells[i]; c.Kind != table.Blank && (c.Kind != table.Text || c.Text != "" && (c.Text[0] > ' ' && c.Text[0] < 0x80 || !blank(c.Text))) {
			n++
			lone = c
		}
	}
	return n, lone
}

// blank reports whether a text is nothing but spaces.
func blank(s string) bool {
	return s == "" || s[0] <= ' ' && strings.TrimSpace(s) == "" || s[0] >= 0x80 && strings.TrimSpace(s) == ""
}

func (r *sheetReader) problem(p table.Problem) {
	sev := severityOf(p.Code)
	if p.Lost {
		sev = SevError
	}
	r.part.issues.Add(Issue{Pos: Pos{Place: r.place, Row: p.Row, Col: p.Col}, Severity: sev, Code: p.Code, Message: p.Message, Hint: p.Hint})
}

// finish settles the columns, closes the records and writes the notes.
func (r *sheetReader) finish() {
	settleAll(r.mapped)
	r.totals.reconcile(r)
	r.recorder.finish()
	r.texts, r.errors = texts{}, byCell[int8]{} // the part is kept until all files are read
	r.absences()
	in := &r.part.input
	for _, c := range r.mapped {
		if c.ditto.n > 0 {
			c.note("ditto marks, the first one in row %d: %s filled from the row above", c.ditto.row, plural(c.ditto.n, "cell"))
		}
		if c.noIDs.n > 0 {
			c.note("%s in row %d and the like are no ids: %s read as blank", quote(c.noIDs.text), c.noIDs.row, plural(c.noIDs.n, "cell"))
		}
	}
	if r.hidden > 0 {
		in.Notes = append(in.Notes, plural(r.hidden, "hidden row")+" read like the others")
	}
	if in.Kept == 0 {
		r.part.issues.Add(issue(codeNoRecords, Pos{Place: r.place}, fmt.Sprintf("no row below the header in row %d could be used", in.HeaderRow),
			"export it again; the report may have been empty or filtered"))
	}
}
