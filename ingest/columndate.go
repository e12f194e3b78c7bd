package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// date reads a cell as a day for record rec, now or when the column is settled.
func (c *column) date(rec int, cell *table.Cell) {
	switch cell.Kind {
	case table.Date:
		c.serial(rec, cell)
	case table.Number:
		c.number(rec, cell)
	case table.Text:
		c.textDate(rec, cell.Text)
	default:
		c.badDate(cell.Text)
	}
}

func (c *column) serial(rec int, cell *table.Cell) {
	if cell.Num < 1 || cell.Num >= 2958466 {
		c.badDate(cell.Text)
		return
	}
	d := dateOfSerial(cell.Num)
	c.days.see(d)
	c.putDate(rec, d)
}

// realDates are the days of the month of the cells of a column that are dates, not texts, up
// to the first one after the 12th: from there on nothing can be asked of them.
type realDates struct {
	n               int
	least, greatest int
}

func (r *realDates) see(d Date) {
	if r.greatest > 12 {
		return
	}
	_, _, day := d.Civil()
	if r.n++; r.n == 1 {
		r.least = day
	}
	r.least, r.greatest = min(r.least, day), max(r.greatest, day)
}

// dateOfSerial is the day of a spreadsheet serial: 25569 is 1970-01-01.
func dateOfSerial(n float64) Date { return Date(int(n) - 25569 + dateBias) }

// number reads a number that stands for a day: a serial without a date format,
// 20240831, or a Unix time in seconds or milliseconds as APIs write it.
func (c *column) number(rec int, cell *table.Cell) {
	n := cell.Num
	switch {
	case n >= 10000 && n < 80000:
		c.putDate(rec, dateOfSerial(n))
	case n >= 19000101 && n < 21000000:
		c.textDate(rec, fmt.Sprintf("%08d", int(n)))
	case n >= 5e8 && n < 5e9:
		c.putDate(rec, Date(int(n)/86400+dateBias))
	case n >= 5e11 && n < 5e12:
		c.putDate(rec, Date(int(n/1000)/86400+dateBias))
	default:
		c.badDate(cell.Text)
	}
}

func (c *column) textDate(rec int, text string) {
	text = trimCell(text)
	if text == "" || blankWord(text) {
		return
	}
	t, ok := value.ParseDate(text)
	if !ok {
		if n, ok := value.ParseNumeral(text); ok && (allDigits(text) || serialWithTime(text)) {
			if d, ok := n.Decimal(n.Mark()); ok {
				f, _ := d.Float64()
				c.number(rec, &table.Cell{Kind: table.Number, Num: f, Text: text})
				return
			}
		}
		if !c.lasts(text) {
			c.badDate(text)
		}
		return
	}
	if t.Coarse() && c.field != "date" { // a rate's date may be a period
		c.report(codeMonthOnly, fmt.Sprintf("%s is %s, which names no day; the first one is taken", c.header, quote(text)), dateHint)
	}
	c.short.see(text)
	c.orders[t.Order()].addIf(t.Order() != value.OrderOpen, text, c.row)
	if !t.Certain() && c.order == value.OrderOpen {
		c.dates = append(c.dates, openDate{rec, c.row, t, separator(text)})
		return
	}
	d, ok := t.Day(c.order)
	if !ok {
		c.badDate(text)
		return
	}
	c.putDay(rec, d)
}

// lasts reports whether a text in a column of last days says that there is none yet.
func (c *column) lasts(text string) bool {
	switch c.field {
	case "end_date", "role_end_date", "ended_at":
		return endless[name.Fold(text)]
	}
	return false
}

// endless are words for no end, as they stand in columns of last days.
var endless = foldedSet("present|current|currently employed|active|ongoing|permanent|permanent contract|not applicable|no end|until further notice|unlimited|aktiv|bis auf weiteres|open|open ended|indefinite|" +
	"no end date|to date|still employed|unbefristet|offen|aktuell|laufend|heute|indetermine|duree indeterminee|cdi|en cours|indefinido|indefinida|actual|vigente|onbepaald|onbepaalde tijd|heden|" +
	"lopend")

// putDay keeps a written day, unless it lies before the days of a spreadsheet:
// 1899-12-30 is what databases write for none.
func (c *column) putDay(rec int, d value.Day) {
	day := Date(d.Unix() + dateBias)
	if d.Year < 1900 {
		c.report(codeBadDate, fmt.Sprintf("%s is %s, which is before 1900", c.header, day), dateHint)
		return
	}
	c.putDate(rec, day)
}

// endOfTime is the first day of those that stand for none: systems write 9999-12-31, or
// 4712-12-31 or 2999-12-31, where nothing has happened yet.
var endOfTime = DateOf(2900, 1, 1)

// happens reports whether something may happen on a day, and counts those that stand for none.
func (c *column) happens(d Date) bool {
	if d < endOfTime {
		return true
	}
	c.never.add(d.String(), c.row)
	return false
}

// shortDates are written dates of three numbers of two digits, "23-11-02".
type shortDates struct {
	n           int
	first, last [2]int // least and greatest first and last number
	text        string
}

func (s *shortDates) see(text string) {
	if len(text) != 8 || !allDigits(text[:2]) || !allDigits(text[3:5]) || !allDigits(text[6:]) {
		return
	}
	two := func(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
	a, b := two(text[:2]), two(text[6:])
	if s.n++; s.n == 1 {
		s.first, s.last, s.text = [2]int{a, a}, [2]int{b, b}, strings.Clone(text)
	}
	s.first = [2]int{min(s.first[0], a), max(s.first[1], a)}
	s.last = [2]int{min(s.last[0], b), max(s.last[1], b)}
}

// yearFirst reports whether the first numbers look like years of this century, and the last
// ones like days.
func (s *shortDates) yearFirst() bool {
	return s.n >= 3 && s.first[0] >= 13 && s.first[1] <= 40 && s.first[1]-s.first[0] <= 10 && s.last[0] < 13 && s.last[1] <= 31
}

// serialWithTime reports whether a text is the serial of a day with its time, as a
// spreadsheet's number format "General" shows it: 45535.604.
func serialWithTime(s string) bool {
	return len(s) > 6 && (s[5] == '.' || s[5] == ',') && allDigits(s[:5]) && allDigits(s[6:])
}

const dateHint = "write it as 2024-08-31, or leave it blank"

// lost remembers that the cell of a row is not blank, though it could not be read.
func (c *column) lost(row int32) {
	if c.unread == nil {
		c.unread = map[int32]bool{}
	}
	c.unread[row] = true
}

func (c *column) badDate(text string) {
	c.lost(c.row)
	c.report(codeBadDate, fmt.Sprintf("%s is %s, which is not a date", c.header, quote(text)), dateHint)
}
