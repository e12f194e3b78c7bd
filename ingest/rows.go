package ingest

import (
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
)

// notARecord says why a row below the header is no record, "" where it is one.
func (r *sheetReader) notARecord(row *table.Row, filled int, lone *table.Cell) string {
	switch {
	case r.repeatsHeader(row):
		return "the header row again"
	case r.isTotal(row):
		return "a total"
	case filled == 1 && len(r.mapped) >= 3 && lone.Kind == table.Text:
		return "a note or a heading: only one cell is filled"
	}
	return ""
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

// isTotal reports whether the first text of the row is a word for a sum and the
// rest are numbers.
func (r *sheetReader) isTotal(row *table.Row) bool {
	seen := false
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Kind != table.Text {
			continue
		}
		t := strings.TrimSpace(c.Text)
		switch {
		case t == "":
		case !seen:
			if !totalLabel(t) {
				return false
			}
			seen = true
		case !looksNumeric(t) && !counts(t):
			return false
		}
	}
	return seen
}

func looksNumeric(s string) bool {
	return strings.ContainsAny(s, "0123456789") && !strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

// counts reports whether a cell of a total row counts records: "1,500 records".
func counts(s string) bool {
	rest := strings.TrimLeft(s, "0123456789.,' \u00a0\u202f")
	return rest != s && rest != "" && totalLabels[name.Fold(rest)]
}

// totalLabel reports whether a cell is the label of a total, subtotal or count,
// as reports write them: "Grand Total", "Subtotal", "Total (12 records)", "Count".
func totalLabel(s string) bool {
	if len(s) > 48 {
		return false
	}
	if c := s[0] | 0x20; c != 't' && c != 's' && c != 'g' && c != 'c' && c != 'r' && c != 'a' && c != 'z' && c != 'e' && c != 'n' && c != 'm' {
		return false
	}
	if i := strings.IndexAny(s, "(:"); i > 0 {
		s = s[:i]
	}
	f := strings.TrimRight(name.Fold(s), " 0123456789")
	return totalLabels[f]
}

var totalLabels = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split("total|totals|grand total|grand totals|subtotal|sub total|subtotals|sum|count|record count|row count|records|total records|"+
		"total rows|sum of amount|average|avg|summe|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|anzahl|total general|total general|sous total|"+
		"suma|suma total|subtotal general|somme|nombre|totaal|eindtotaal|subtotaal|aantal|total amount|total count|report total|"+
		"sum total|number of records|total deals|total opportunities", "|") {
		m[w] = true
	}
	return m
}()
