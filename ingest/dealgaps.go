package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/header"
)

// dealGaps counts deals that lack what the report needs of one that is won or lost.
type dealGaps struct {
	date, amount at
}

// The columns of which one has the day or the amount of a deal that is won or lost.
var (
	closeFields  = []string{"close_date", "actual_close_date", "won_at", "lost_at"}
	amountFields = []string{"amount", "amount_converted", "amount_actual", "amount_estimated", "amount_converted_actual", "amount_converted_estimated"}
)

// see looks at a deal. A cell that could not be read is an issue of its own.
func (g *dealGaps) see(d *dealRecorder, x *Deal) {
	count := func(a *at, fields []string) {
		if !d.unread(fields, x.Pos.Row) {
			a.count(x.Pos)
		}
	}
	if (x.Status == StatusWon || x.Status == StatusLost) && x.Closed.IsZero() {
		count(&g.date, closeFields)
	}
	if x.Status == StatusWon && !x.Amount.Known {
		count(&g.amount, amountFields)
	}
}

// unread reports whether one of the fields has a cell in the row that could not be read.
func (d *dealRecorder) unread(fields []string, row int32) bool {
	return slices.ContainsFunc(fields, func(f string) bool { c := d.columns[f]; return c != nil && c.unread[row] })
}

// has reports whether a column was taken for one of the fields.
func (d *dealRecorder) has(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return d.columns[f] != nil })
}

func (g *dealGaps) report(d *dealRecorder) {
	if g.date.n > 0 {
		d.r.part.issues.Add(issue(codeWonWithoutClose, g.date.pos, plural(g.date.n, "deal")+" won or lost without a close date", d.closeHint()))
	}
	if g.amount.n > 0 && d.has(amountFields) {
		hint := "fill in the amount; without one a deal counts and is in no sum"
		if len(d.spareNumbers) > 0 {
			hint += fmt.Sprintf("; or, where one of %s has it, join that with the column of the amount", strings.Join(d.spareNumbers, ", "))
		}
		d.r.part.issues.Add(issue(codeWonWithoutAmount, g.amount.pos, plural(g.amount.n, "deal")+" won without an amount", hint))
	}
}

// closeHint says where the day of closing may be had from.
func (d *dealRecorder) closeHint() string {
	const write = "write columns.deals.close_date in ownermap.yaml"
	switch expected := d.columns["expected_close_date"]; {
	case d.has(closeFields):
		return "fill in the close date; the amount is in no quarter"
	case expected != nil:
		return fmt.Sprintf("no column says when deals closed, and %s only when they were expected to; where that will do, %s: %s", expected.header, write, expected.header)
	case len(d.spareDates) > 0:
		return fmt.Sprintf("no column was taken for the close date; dates that are not read: %s; where one is it, %s", strings.Join(d.spareDates, ", "), write)
	}
	return "no column was taken for the close date; export it too, or name it: " + write
}

// headersOfColumns are the headers of the first few columns.
func headersOfColumns(columns []header.Column) []string {
	const most = 4
	var out []string
	for _, c := range columns[:min(len(columns), most)] {
		out = append(out, header.Clean(c.Text))
	}
	return out
}
