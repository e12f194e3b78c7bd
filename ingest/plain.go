package ingest

import (
	"context"
	"errors"
	"strings"

	"ownermap/ingest/open"
	"ownermap/ingest/table"
)

// PlainRow is one row of a sheet as text, without records made of it. Cells
// run from column A.
type PlainRow struct {
	Pos   Pos
	Cells []string
}

// scenarioSheet is the name of a sheet of what-if changes beside a roster.
const scenarioSheet = "scenario"

func isScenario(s table.Sheet) bool {
	return strings.EqualFold(strings.TrimSpace(s.Name), scenarioSheet)
}

// mostPlainRows bounds a sheet that is read whole.
const mostPlainRows = 10_000

// ScenarioSheets reads the sheets called "Scenario" of the roster workbooks
// among the sources. A workbook that cannot be read gives none: Load says why.
func ScenarioSheets(ctx context.Context, sources []Source) (sheets [][]PlainRow, err error) {
	jobs, err := expand(sources)
	if err != nil {
		return nil, nil
	}
	for _, j := range jobs {
		if j.kind != KindRoster && j.kind != "" {
			continue
		}
		list, err := plainSheets(ctx, &j)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, list...)
	}
	return sheets, nil
}

func plainSheets(ctx context.Context, j *job) (sheets [][]PlainRow, err error) {
	book, err := open.Open(j.path, open.Options{})
	if err != nil {
		return nil, nil
	}
	defer book.Close()
	for i, s := range book.Sheets() {
		if !isScenario(s) {
			continue
		}
		place, rows := &Place{File: j.file, Sheet: s.Name}, []PlainRow(nil)
		err := book.Rows(ctx, i, func(r *table.Row) error {
			if len(rows) == mostPlainRows {
				return &InputError{Pos: Pos{Place: place, Row: r.Number}, Message: "more rows than a scenario can have", Hint: "keep the sheet to its changes"}
			}
			rows = append(rows, plainRow(place, r))
			return nil
		}, func(table.Problem) {})
		var input *InputError
		if errors.As(err, &input) || ctx.Err() != nil {
			return nil, err
		}
		if err == nil && len(rows) > 0 {
			sheets = append(sheets, rows)
		}
	}
	return sheets, nil
}

func plainRow(place *Place, r *table.Row) PlainRow {
	out := PlainRow{Pos: Pos{Place: place, Row: r.Number}}
	for i := range r.Cells {
		c := &r.Cells[i]
		for len(out.Cells) < int(c.Col) && c.Col <= 64 {
			out.Cells = append(out.Cells, "")
		}
		if c.Col > 64 {
			break
		}
		text := strings.Clone(c.Text)
		if c.Kind == table.Date {
			text = Date(int32(c.Num) + dateBias - 25569).String()
		}
		out.Cells[c.Col-1] = strings.TrimSpace(text)
	}
	return out
}
