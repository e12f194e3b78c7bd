package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/value"
)

// settleAll decides the date order and the decimal mark of each column by the
// evidence of the whole column, and reads what waited for it. A column that proves
// nothing follows the others of its sheet where they agree: one export writes all
// its dates and numbers one way.
func settleAll(columns []*column) {
	for _, c := range columns {
		c.decideOrder()
		c.decideMark()
	}
	for _, c := range columns {
		if c.scale > 0 {
			c.note("times %d, as the header says", pow10(c.scale))
		}
		if isMoney[c.field] && monthly(c.header) {
			c.note("amounts a month, as the header says; read as they stand")
		}
		c.followOrder(columns)
		c.followMark(columns)
	}
	for _, c := range columns {
		c.readDates()
		if c.never.n > 0 {
			c.note("%s such as %s in row %d read as none", plural(c.never.n, "date"), c.never.text, c.never.row)
		}
		c.swappedDates()
		if c.r.opts.DateOrder == "" && c.order != value.YMD && c.short.yearFirst() {
			c.issueAt(0, codeYearFirst, fmt.Sprintf("%s is written as %s, which may be year first; it is read with the year last", c.header, c.short.text), "if the year is first, settle it with --date-order ymd")
		}
		c.readNumbers()
		for code, n := range sorted(c.reported) {
			if n > reportLimit {
				c.r.part.issues.Add(issue(codeManyOfThese, Pos{Place: c.r.place, Row: 0, Col: c.col},
					fmt.Sprintf("%s: %s more of %s than are listed", c.header, plural(n-reportLimit, "cell"), code), "the first ones show what to repair"))
			}
		}
	}
}

// monthly reports whether a header speaks of amounts a month.
func monthly(head string) bool {
	return slices.ContainsFunc(strings.Fields(name.Fold(head)), func(w string) bool { return monthlyWords[w] })
}

var monthlyWords = map[string]bool{"monthly": true, "mrr": true, "monatlich": true, "monatlicher": true, "mensuel": true, "mensuels": true, "mensual": true, "maandelijks": true, "maandelijkse": true}

func pow10(n int) int {
	out := 1
	for range n {
		out *= 10
	}
	return out
}

// provedOrder is the order that the column's own cells prove, and the first of
// them; OrderOpen where they prove none, or both.
func (c *column) provedOrder() (value.Order, evidence) {
	switch dmy, mdy := c.orders[value.DMY], c.orders[value.MDY]; {
	case dmy.n > 0 && mdy.n == 0:
		return value.DMY, dmy
	case mdy.n > 0 && dmy.n == 0:
		return value.MDY, mdy
	}
	return value.OrderOpen, evidence{}
}

var orderWords = map[value.Order]string{value.DMY: "day first", value.MDY: "month first"}

func (c *column) decideOrder() {
	if c.order != value.OrderOpen {
		return
	}
	if dmy, mdy := c.orders[value.DMY], c.orders[value.MDY]; dmy.n > 0 && mdy.n > 0 {
		c.mixed(dmy.row, codeMixedDateOrders, fmt.Sprintf("%s is day first in row %d (%s) and month first in row %d (%s)%s", c.header, dmy.row, dmy.text, mdy.row, mdy.text,
			c.notRead(len(c.dates), "date")), "export one date format, or settle it with --date-order dmy or --date-order mdy", len(c.dates))
		c.loseDates()
		return
	}
	if order, e := c.provedOrder(); order != value.OrderOpen {
		c.order = order
		c.note("%s: %s in row %d", orderWords[order], e.text, e.row)
	}
}

// followOrder takes the order of the sheet's other dates that are written alike.
func (c *column) followOrder(columns []*column) {
	if c.order != value.OrderOpen || len(c.dates) == 0 {
		return
	}
	found, at, from := value.OrderOpen, evidence{}, ""
	for _, o := range columns {
		order, e := o.provedOrder()
		if order == value.OrderOpen || separator(e.text) != c.dates[0].separator {
			continue
		}
		if found != value.OrderOpen && order != found {
			return
		}
		if found == value.OrderOpen {
			found, at, from = order, e, o.header
		}
	}
	if found != value.OrderOpen {
		c.order = found
		c.note("%s, as %s is: %s in row %d", orderWords[found], from, at.text, at.row)
	}
}

// loseNumbers gives up what waited for the mark of the column.
func (c *column) loseNumbers() {
	for _, w := range c.numbers {
		c.lost(w.row)
	}
	c.numbers = nil
}

// loseDates gives up what waited for the order of the column.
func (c *column) loseDates() {
	for _, w := range c.dates {
		c.lost(w.row)
	}
	c.dates = nil
}

// mixed reports a column that is written both ways. Where every cell is certain by
// itself nothing is lost, and settling it would lose some.
func (c *column) mixed(row int32, code, message, hint string, waiting int) {
	x := issue(code, Pos{Place: c.r.place, Row: row, Col: c.col}, message, hint)
	if waiting == 0 {
		x.Severity, x.Hint = SevWarning, "each cell tells by itself, and all are read; export one format"
	}
	c.r.part.issues.Add(x)
}

// fewDays is how many dates must stand as such before their days say anything.
const fewDays = 6

// swappedDates reports a column in which a spreadsheet has read some of the dates, those
// that make a day in its own order, and left the others as texts: 3/5/2024 of a US export
// is the third of May to a German Excel, 3/20/2024 stays a text.
func (c *column) swappedDates() {
	order, e := c.provedOrder()
	if order == value.OrderOpen || c.days.n < fewDays || c.days.greatest > 12 || c.days.least == c.days.greatest { // the first of each month is what people write
		return
	}
	c.issueAt(e.row, codeSwappedDates, fmt.Sprintf("%s has texts such as %s in row %d beside dates whose days are all 12 or less: a spreadsheet may have swapped day and month in those", c.header, e.text, e.row),
		"export it again, and do not open the file in a spreadsheet of another country before")
}

// separator is what stands between the numbers of a written date.
func separator(text string) rune {
	for _, r := range text {
		if r < '0' || r > '9' {
			return r
		}
	}
	return 0
}

// readDates reads what waited for the order of the column.
func (c *column) readDates() {
	if len(c.dates) > 0 && c.order == value.OrderOpen {
		c.issueAt(c.dates[0].row, codeDateOrder, fmt.Sprintf("%s may be day first or month first, no cell tells%s", c.header, c.notRead(len(c.dates), "date")),
			"settle it with --date-order dmy or --date-order mdy")
		c.loseDates()
		return
	}
	for _, w := range c.dates {
		c.row = w.row
		if d, ok := w.text.Day(c.order); ok {
			c.putDay(w.rec, d)
		}
	}
	c.dates = nil
}

// provedMark is provedOrder for the decimal mark.
func (c *column) provedMark() (value.Mark, evidence) {
	switch {
	case c.points.n > 0 && c.commas.n == 0:
		return value.MarkPoint, c.points
	case c.commas.n > 0 && c.points.n == 0:
		return value.MarkComma, c.commas
	}
	return value.MarkOpen, evidence{}
}

var markWords = map[value.Mark]string{value.MarkPoint: "decimal point", value.MarkComma: "decimal comma"}

func (c *column) decideMark() {
	if c.mark != value.MarkOpen {
		return
	}
	if c.points.n > 0 && c.commas.n > 0 {
		c.mixed(c.points.row, codeMixedDecimalMarks, fmt.Sprintf("%s has a decimal point in row %d (%s) and a decimal comma in row %d (%s)%s", c.header, c.points.row, c.points.text,
			c.commas.row, c.commas.text, c.notRead(len(c.numbers), "number")), "export one number format, or settle it with --decimal . or --decimal ,", len(c.numbers))
		c.loseNumbers()
		return
	}
	if mark, e := c.provedMark(); mark != value.MarkOpen {
		c.mark = mark
		c.note("%s: %s in row %d", markWords[mark], e.text, e.row)
	}
}

// followMark takes the mark of the sheet's other numbers.
func (c *column) followMark(columns []*column) {
	if c.mark != value.MarkOpen || len(c.numbers) == 0 {
		return
	}
	found, at, from := value.MarkOpen, evidence{}, ""
	for _, o := range columns {
		mark, e := o.provedMark()
		if mark == value.MarkOpen {
			continue
		}
		if found != value.MarkOpen && mark != found {
			return
		}
		if found == value.MarkOpen {
			found, at, from = mark, e, o.header
		}
	}
	if found != value.MarkOpen {
		c.mark = found
		c.note("%s, as %s has: %s in row %d", markWords[found], from, at.text, at.row)
	}
}

// readNumbers reads what waited for the mark of the column.
func (c *column) readNumbers() {
	if len(c.numbers) > 0 && c.mark == value.MarkOpen {
		c.issueAt(c.numbers[0].row, codeDecimalMark, fmt.Sprintf("%s may have thousands or decimals after its mark, no cell tells%s", c.header, c.notRead(len(c.numbers), "number")),
			"settle it with --decimal . or --decimal ,")
		c.loseNumbers()
		return
	}
	for _, w := range c.numbers {
		c.row = w.row
		if d, ok := c.scaled(w.text); ok {
			c.putValue(w.rec, d)
		}
	}
	c.threeDecimals()
	c.numbers = nil
}

// threeDecimals reports money that was read with three decimals, 9.500 as nine and a half,
// because other cells prove the decimal mark: it is as likely nine thousand five hundred,
// written another way. Where what proves the mark has other than two decimals itself,
// these are numbers that nobody rounded, and only a zero at the end tells of thousands.
func (c *column) threeDecimals() {
	if c.scale > 0 || !isMoney[c.field] || value.InThousandths(c.currency) {
		return
	}
	_, proof := c.provedMark()
	rounded := proof.n == 0 || value.Decimals(proof.text, c.mark) == 2
	var odd []openNumber
	for _, w := range c.numbers {
		if w.text.Thirds(c.mark) && (rounded || w.text.EndsInZero()) {
			odd = append(odd, w)
		}
	}
	if len(odd) == 0 {
		return
	}
	d, _ := c.scaled(odd[0].text)
	c.issueAt(odd[0].row, codeThreeDecimals, fmt.Sprintf("%s: %s with three digits after the %s, the first one read as %s", c.header, plural(len(odd), "amount"), markWords[c.mark], d.Trim(0)),
		"where the mark parts thousands, write the amounts like the others of the column, or without it")
}

// isMoney are the fields whose values are money, to be had with two decimals.
var isMoney = map[string]bool{"amount": true, "amount_actual": true, "amount_estimated": true, "amount_converted": true, "amount_converted_actual": true, "amount_converted_estimated": true,
	"quota": true, "target": true}
