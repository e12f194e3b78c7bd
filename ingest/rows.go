package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
)

// notARecord says why a row below the header is no record, "" where it is one.
func (r *sheetReader) notARecord(row *table.Row, filled int, lone *table.Cell) string {
	switch {
	case r.second > 0:
		return r.secondReason
	case r.repeatsHeader(row):
		return "the header row again"
	case r.isTotal(row):
		r.totals.add(r, row)
		return "a total"
	case filled == 1 && lone.Kind == table.Text && r.groupHeading(lone):
		return "a group heading; its value is filled down"
	case filled == 1 && len(r.mapped) >= 3 && lone.Kind == table.Text && !r.justNamed(row, lone):
		return "a note or a heading: only one cell is filled"
	case row.Number > r.last+1 && r.last > 0 && r.startsTable(row):
		r.second, r.secondReason = row.Number, fmt.Sprintf("of another table, which starts in row %d", row.Number)
		r.part.issues.Add(issue(codeSecondTable, Pos{Place: r.place, Row: row.Number}, "another table starts here; its rows are not read",
			"put each table on a sheet of its own"))
		return "the header of another table"
	}
	return ""
}

// justNamed reports whether a row of a partner list says no more than a partner's
// name: it stands in the column of names, right below another record, and reads like a name.
func (r *sheetReader) justNamed(row *table.Row, lone *table.Cell) bool {
	if r.part.input.Kind != KindPartners || r.last > 0 && row.Number != r.last+1 || int(lone.Col) >= len(r.columns) {
		return false
	}
	c := r.columns[lone.Col]
	if c == nil || c.field != "partner" || len(lone.Text) > 80 || strings.ContainsAny(lone.Text, ":©|") {
		return false
	}
	words := strings.Fields(name.Fold(lone.Text))
	return len(words) <= 6 && !slices.ContainsFunc(words, func(w string) bool { return noteWords[w] })
}

// noteWords stand in what a system writes below a report, and in no company's name.
var noteWords = map[string]bool{"confidential": true, "copyright": true, "generated": true, "exported": true, "printed": true, "filtered": true, "filters": true,
	"vertraulich": true, "erstellt": true, "exportiert": true, "confidentiel": true, "confidencial": true, "vertrouwelijk": true}

// probeLimit bounds how many rows after a gap are compared with the dictionaries.
const probeLimit = 400

// startsTable reports whether a row after a gap is the header of another table.
func (r *sheetReader) startsTable(row *table.Row) bool {
	if len(row.Cells) < 3 || r.probes >= probeLimit {
		return false
	}
	for i := range row.Cells {
		if row.Cells[i].Kind != table.Text || len(row.Cells[i].Text) > 60 {
			return false
		}
	}
	r.probes++
	score := header.Score(row, r.words.dictList())
	return score >= 2.7 && score >= 0.6*float64(len(row.Cells))
}

// repeatsHeader reports whether at least two cells, and no fewer than half of the
// row, say what the header says in their column.
func (r *sheetReader) repeatsHeader(row *table.Row) bool {
	same, texts := 0, 0
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Kind != table.Text {
			return false
		}
		texts++
		if c.Text == r.header[c.Col] {
			same++
		} else if texts > 2 && same == 0 {
			return false
		}
	}
	return same >= 2 && 2*same >= texts
}

// isTotal reports whether the row is a total: its first text, after the values of
// the groups it belongs to, is a word for a sum, and the rest are numbers or
// such words again.
func (r *sheetReader) isTotal(row *table.Row) bool {
	seen, named, number := false, false, false
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Kind != table.Text {
			number = number || c.Kind == table.Number
			continue
		}
		switch t := strings.TrimSpace(c.Text); {
		case t == "":
		case totalLabel(t):
			seen = true
		case !seen && namedTotal(t):
			seen, named = true, true
		case seen && (looksNumeric(t) || recordsLabel(t) >= 0):
			number = true
		case !seen && r.groups.isValue(c):
		default:
			return false
		}
	}
	return seen && (!named || number && !r.identified(row))
}

// identified reports whether a row has an id or a date, which a group's total has not,
// or whether the sheet has too few columns to tell.
func (r *sheetReader) identified(row *table.Row) bool {
	if len(r.mapped) < 3 {
		return true
	}
	for i := range row.Cells {
		c := &row.Cells[i]
		if int(c.Col) >= len(r.columns) || r.columns[c.Col] == nil || c.Kind == table.Text && totalLabelled(c.Text) {
			continue
		}
		if col := r.columns[c.Col]; col.putDate != nil || strings.HasSuffix(col.field, "_id") {
			return true
		}
	}
	return false
}

func totalLabelled(s string) bool {
	s = strings.TrimSpace(s)
	return s == "" || totalLabel(s) || namedTotal(s)
}

// namedTotal reports whether a cell is the label of a group's total: "EMEA Total",
// "Subtotal Acme", "Zwischensumme Nord". Beside it a total has numbers alone.
func namedTotal(s string) bool {
	if len(s) < 7 || len(s) > 80 {
		return false
	}
	for _, last := range [...]string{" total", " totals", " subtotal", " gesamt", " ergebnis"} {
		if n := len(s) - len(last); n > 0 && strings.EqualFold(s[n:], last) {
			return true
		}
	}
	for _, first := range [...]string{"total ", "subtotal ", "sub-total ", "sum ", "summe ", "zwischensumme ", "teilergebnis ", "sous-total ", "subtotaal ", "totaal "} {
		if len(s) > len(first) && strings.EqualFold(s[:len(first)], first) {
			return true
		}
	}
	return false
}

func looksNumeric(s string) bool {
	return strings.ContainsAny(s, "0123456789") && !strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

// totalLabel reports whether a cell is the label of a total, subtotal or count,
// as reports write them: "Grand Total", "Subtotal", "Total (12 records)", "Count".
func totalLabel(s string) bool {
	if s == "" || len(s) > 48 {
		return false
	}
	if c := s[0] | 0x20; c != 't' && c != 's' && c != 'g' && c != 'c' && c != 'r' && c != 'a' && c != 'z' && c != 'e' && c != 'n' && c != 'm' && c != 'h' {
		return false
	}
	if i := strings.IndexAny(s, "(:"); i > 0 {
		s = s[:i]
	}
	if strings.HasPrefix(strings.ToLower(s), "sum of ") || strings.HasPrefix(strings.ToLower(s), "average of ") {
		return true
	}
	f := strings.TrimRight(name.Fold(s), " 0123456789")
	return totalLabels[f]
}

var totalLabels = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split("total|totals|grand total|grand totals|subtotal|sub total|subtotals|sum|count|record count|row count|records|total records|"+
		"total rows|sum of amount|average|avg|summe|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|anzahl|total general|total general|sous total|"+
		"suma|suma total|subtotal general|somme|nombre|totaal|eindtotaal|subtotaal|aantal|total amount|total count|report total|"+
		"sum total|headcount|total headcount|number of records|total deals|total opportunities", "|") {
		m[w] = true
	}
	return m
}()
