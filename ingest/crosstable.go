package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// crossWords are cells that only pivot tables and matrix reports have.
var crossWords = map[string]bool{"row labels": true, "column labels": true, "zeilenbeschriftungen": true, "spaltenbeschriftungen": true, "etiquettes de lignes": true,
	"etiquettes de colonnes": true, "etiquetas de fila": true, "etiquetas de columna": true, "rijlabels": true, "kolomlabels": true}

// crossTable refuses pivot tables and matrix reports: sums by row and column
// instead of one record a row. f and m are nil where no header row was found.
func (r *sheetReader) crossTable(f *header.Found, m *header.Mapping) *unread {
	for i := range r.buffer[:min(len(r.buffer), 60)] {
		row := &r.buffer[i]
		if f != nil && int(row.Number) > f.Row {
			break
		}
		periods, measures, labels := 0, 0, 0
		for j := range row.Cells {
			c := &row.Cells[j]
			if c.Kind == table.Date {
				periods++
			}
			if c.Kind != table.Text || len(c.Text) > 60 {
				continue
			}
			fold := name.Fold(c.Text)
			switch {
			case crossWords[fold] && !besideTable(m, int(c.Col)):
				labels++
			case strings.HasPrefix(fold, "sum of ") || strings.HasPrefix(fold, "count of ") || strings.HasPrefix(fold, "summe von ") || strings.HasPrefix(fold, "somme de ") || strings.HasPrefix(fold, "suma de "):
				measures++
			case isPeriod(c.Text):
				periods++
			}
		}
		few := m == nil || len(m.Choices) <= 4
		if labels > 0 || few && (periods >= 3 || measures >= 3 || measures > 0 && r.sheet.Pivot) {
			return &unread{pos: Pos{Place: r.place, Row: row.Number}, reason: "this is a pivot table or a matrix report: sums by row and column, not one record a row",
				hint: fmt.Sprintf("export the rows behind it: in Salesforce choose Details Only, in Excel the sheet that the pivot reads%s", r.pivotHint())}
		}
	}
	return nil
}

// besideTable reports whether a column stands beside the mapped ones of a table that is
// wide enough to be one: a pivot there is of that table.
func besideTable(m *header.Mapping, col int) bool {
	if m == nil || len(m.Choices) <= 4 {
		return false
	}
	return col < m.Choices[0].Column.Col || col > m.Choices[len(m.Choices)-1].Column.Col
}

func (r *sheetReader) pivotHint() string {
	if r.job.sheet == "" {
		return ", and name that sheet as file.xlsx#Sheet"
	}
	return ""
}

// isYear reports whether a text is a year of the 20th or 21st century.
func isYear(s string) bool {
	return len(s) == 4 && allDigits(s) && (s[:2] == "19" || s[:2] == "20")
}

// isPeriod reports whether a header is a month, a quarter or a year.
func isPeriod(s string) bool {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "CY"), "FY"))
	if isYear(s) {
		return true
	}
	if month, year, two := strings.Cut(s, " "); two { // "Jan 26", "Jan '26"
		if year = strings.TrimPrefix(year, "'"); len(year) == 2 && allDigits(year) && !allDigits(month) {
			s = month + " 20" + year
		}
	}
	_, ok := value.ParseDate(s)
	return ok
}
