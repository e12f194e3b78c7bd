package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
)

// Where a sheet of deals has no column for the status, a heading above its deals or the
// sheet's name may state it: "Closed Won", "LOST", "Open pipeline". It is read as their stage.

// statusName reports whether a heading is nothing but a word for a status.
func (w *words) statusName(text string) bool {
	f := name.Fold(statusText(text))
	s := w.status[f]
	return openHeads[f] || (s != StatusUnknown && w.configured[f] || s == StatusWon || s == StatusLost) && !allDigits(f) && !w.asks(text, f)
}

// statusText is a heading without its count and without what it counts: "Won deals (3)".
func statusText(text string) string {
	text = counted(text)
	for _, noun := range [...]string{" deals", " opportunities", " opps", " pipeline"} {
		if n := len(text) - len(noun); n > 0 && strings.EqualFold(text[n:], noun) {
			return strings.TrimSpace(text[:n])
		}
	}
	return text
}

// openHeads are the words for open of which a heading is sure to speak of a status; "New" or
// "Pipeline" may be the title of any deals.
var openHeads = foldedSet("open|offen|en cours|ouvert|ouverte|abierta|abierto|en curso|lopend|openstaand|in progress")

// stateless reports whether no column of a sheet of deals tells their status.
func (r *sheetReader) stateless() bool {
	return r.part.input.Kind == KindDeals && !slices.ContainsFunc(r.mapped, func(c *column) bool { return slices.Contains(statusFields, c.field) })
}

// findStatus takes the status of the first deals from the title right above the header, else
// from the sheet's name.
func (r *sheetReader) findStatus(f *header.Found) {
	if !r.stateless() {
		return
	}
	for i := f.Index - 1; i >= 0; i-- {
		filled, lone := r.filled(r.within(&r.buffer[i]))
		if filled == 0 {
			continue
		}
		if filled == 1 && lone.Kind == table.Text && r.words.statusName(lone.Text) {
			r.statusHeading(r.buffer[i].Number, lone)
		}
		break
	}
	if r.groups.status == nil && r.words.statusName(r.sheet.Name) {
		r.statusHead(0, r.sheet.Name)
		r.part.note(fmt.Sprintf("the sheet's name is read as the stage of its deals: %s", quote(r.sheet.Name)))
	}
}

// statusHeading takes a lone cell as the stage of the deals below it. A stage of open deals
// ends what a title, the sheet's name or a heading states; once a heading below the header
// does, any other lone cell ends it too.
func (r *sheetReader) statusHeading(row int32, c *table.Cell) bool {
	known := r.words.statusName(c.Text)
	h := r.groups.status
	switch {
	case h != nil && (known || r.isOpenHeading(c.Text)):
		h.cell.Text, r.groups.stated = strings.Clone(statusText(c.Text)), true
		return true
	case h != nil && !r.groups.stated:
		return false
	case h != nil:
		h.cell.Text = ""
		return false
	case !known || !r.stateless():
		return false
	}
	r.statusHead(c.Col, c.Text)
	r.groups.stated = int(row) > r.part.input.HeaderRow
	r.part.input.Columns = append(r.part.input.Columns, Column{Field: "stage", Header: "Stage", Column: int(c.Col), Why: fmt.Sprintf(statedByHeadings, row)})
	return true
}

func (r *sheetReader) isOpenHeading(text string) bool {
	return len(strings.Fields(text)) <= 3 && r.words.openStage(text)
}

// countedHeading is statusHeading for a row that has nothing beside the heading but a count
// or a sum: "Open pipeline | 3 deals".
func (r *sheetReader) countedHeading(row *table.Row) bool {
	if r.groups.status == nil {
		return false
	}
	var head *table.Cell
	for i := range row.Cells {
		c := &row.Cells[i]
		switch {
		case c.Kind == table.Blank || c.Kind == table.Text && blank(c.Text), c.Kind == table.Number:
		case c.Kind == table.Text && head == nil && (r.words.statusName(c.Text) || r.isOpenHeading(c.Text)):
			head = c
		case c.Kind != table.Text || c.Text[0] < '0' || c.Text[0] > '9':
			return false
		}
	}
	return head != nil && r.statusHeading(row.Number, head)
}

func (r *sheetReader) statusHead(col int32, text string) {
	c := newColumn(r, &header.Choice{Field: r.words.dict(KindDeals).Field("stage"), Column: header.Column{Col: int(col), Text: "Stage"}})
	c.set = r.recorder.setter(c)
	r.mapped = append(r.mapped, c)
	r.groups.status = &headColumn{column: c, cell: table.Cell{Col: col, Kind: table.Text, Text: strings.Clone(statusText(text))}}
	r.groups.heads = append(r.groups.heads, r.groups.status)
}
