package ingest

import (
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/header"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// column is a mapped column while its sheet is read. Where written dates or
// numbers are open (03/04/2024; 1,234), they wait until the whole column has
// been seen: one order and one decimal mark for all, see settleAll.
type column struct {
	r        *sheetReader
	field    string
	header   string
	col      int32
	currency string // named by the header
	scale    int    // power of ten that the header names
	set      func(*table.Cell)
	row      int32 // being read

	order    value.Order // settled by the options, or by the evidence at the end
	orders   [4]evidence // by value.Order
	dates    []openDate
	mark     value.Mark
	points   evidence
	commas   evidence
	numbers  []openNumber
	putDate  func(rec int, d Date)
	putValue func(rec int, d decimal.Decimal)
	reported map[string]int // issues by code
	unread   map[int32]bool // rows whose date could not be read
	days     []Date         // the first that stand as dates, not as texts
	short    shortDates

	formatDiffers bool // a number format's currency was reported to differ
}

// evidence is the first cell that proves something, and how many do.
type evidence struct {
	text string
	row  int32
	n    int
}

func (e *evidence) add(text string, row int32) {
	if e.n++; e.n == 1 {
		e.text, e.row = strings.Clone(text), row
	}
}

type openDate struct {
	rec       int
	row       int32
	text      value.DateText
	separator rune
}

type openNumber struct {
	rec  int
	row  int32
	text value.Numeral
}

func newColumn(r *sheetReader, ch *header.Choice) *column {
	return &column{r: r, field: ch.Field.Name, header: header.Clean(ch.Column.Text), col: int32(ch.Column.Col), currency: ch.Currency, scale: ch.Scale,
		days: make([]Date, 0, 64), order: value.ParseOrder(r.opts.DateOrder), mark: value.ParseMark(r.opts.Decimal)}
}

func (c *column) pos() Pos { return Pos{Place: c.r.place, Row: c.row, Col: c.col} }

// reportLimit bounds the issues of one code in one column; the rest are counted.
const reportLimit = 200

// report adds an issue at the cell being read.
func (c *column) report(code, message, hint string) { c.reportAt(c.pos(), code, message, hint) }

func (c *column) reportAt(pos Pos, code, message, hint string) {
	if c.reported == nil {
		c.reported = map[string]int{}
	}
	if c.reported[code]++; c.reported[code] <= reportLimit {
		c.r.part.issues.Add(issue(code, pos, message, hint))
	}
}

// note adds a sentence about the column to the input's notes.
func (c *column) note(format string, a ...any) {
	c.r.part.input.Notes = append(c.r.part.input.Notes, fmt.Sprintf("%s (%s): ", c.header, ColumnName(int(c.col)))+fmt.Sprintf(format, a...))
}

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
	if len(c.days) < cap(c.days) {
		c.days = append(c.days, d)
	}
	c.putDate(rec, d)
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
		c.badDate(text)
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

func (e *evidence) addIf(ok bool, text string, row int32) {
	if ok {
		e.add(text, row)
	}
}

// serialWithTime reports whether a text is the serial of a day with its time, as a
// spreadsheet's number format "General" shows it: 45535.604.
func serialWithTime(s string) bool {
	return len(s) > 6 && (s[5] == '.' || s[5] == ',') && allDigits(s[:5]) && allDigits(s[6:])
}

func allDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

const dateHint = "write it as 2024-08-31, or leave it blank"

// lostDate remembers that the date of a row is not blank, though it could not be read.
func (c *column) lostDate(row int32) {
	if c.unread == nil {
		c.unread = map[int32]bool{}
	}
	c.unread[row] = true
}

func (c *column) badDate(text string) {
	c.lostDate(c.row)
	c.report(codeBadDate, fmt.Sprintf("%s is %s, which is not a date", c.header, quote(text)), dateHint)
}

// decimal reads a cell as an exact number for record rec, now or when the column
// is settled. It returns the currency that the cell names, as written.
func (c *column) decimal(rec int, cell *table.Cell) (currency string, ok bool) {
	if cell.Kind == table.Number {
		d, ok := value.ExactNumber(cell.Text, cell.Num)
		if !ok {
			c.badNumber(cell.Text)
			return "", false
		}
		if d, ok = value.Shift(d, c.scale); !ok {
			c.badNumber(cell.Text)
			return "", false
		}
		c.putValue(rec, d)
		return cell.Money, true
	}
	text := trimCell(cell.Text)
	if text == "" || blankWord(text) {
		return "", false
	}
	if cell.Kind == table.Date {
		c.report(codeBadAmount, fmt.Sprintf("%s is shown as a date: the number behind it is %s", c.header, text), "give the cell a number format, if it is an amount")
		return "", false
	}
	n, ok := value.ParseNumeral(text)
	if !ok {
		n, ok = beforeBracket(text)
	}
	if !ok || n.Percent || cell.Kind != table.Text {
		c.badNumber(text)
		return "", false
	}
	c.points.addIf(n.Mark() == value.MarkPoint, text, c.row)
	c.commas.addIf(n.Mark() == value.MarkComma, text, c.row)
	if n.Open() && c.mark == value.MarkOpen {
		n.Keep()
		c.numbers = append(c.numbers, openNumber{rec, c.row, n})
		return n.Currency, true
	}
	d, ok := c.scaled(n)
	if !ok {
		c.badNumber(text)
		return "", false
	}
	c.putValue(rec, d)
	return n.Currency, true
}

// beforeBracket reads "EUR 4,000.00 (USD 4,400.00)", as Salesforce shows an amount with
// its conversion: the amount before the bracket.
func beforeBracket(text string) (value.Numeral, bool) {
	own, converted, ok := strings.Cut(strings.TrimSuffix(text, ")"), " (")
	if !ok || !strings.HasSuffix(text, ")") {
		return value.Numeral{}, false
	}
	if other, ok := value.ParseNumeral(converted); !ok || other.Currency == "" {
		return value.Numeral{}, false
	}
	return value.ParseNumeral(own)
}

// scaled is the number in the column's mark, times what the header names where the
// cell names no power of ten itself.
func (c *column) scaled(n value.Numeral) (decimal.Decimal, bool) {
	d, ok := n.Decimal(c.mark)
	if !ok || n.Scaled() {
		return d, ok
	}
	return value.Shift(d, c.scale)
}

func (c *column) badNumber(text string) {
	c.report(codeBadAmount, fmt.Sprintf("%s is %s, which is not a number", c.header, quote(text)), "write it as 1234.50, or leave it blank")
}

// forget drops what waits for a row that turned out to be no record.
func (c *column) forget(row int32) {
	if n := len(c.dates); n > 0 && c.dates[n-1].row == row {
		c.dates = c.dates[:n-1]
	}
	if n := len(c.numbers); n > 0 && c.numbers[n-1].row == row {
		c.numbers = c.numbers[:n-1]
	}
}

func (c *column) issueAt(row int32, code, message, hint string) {
	c.r.part.issues.Add(issue(code, Pos{Place: c.r.place, Row: row, Col: c.col}, message, hint))
}

func (c *column) notRead(n int, noun string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %s not read", plural(n, noun))
}

// identity is an id as written; "" for one that a spreadsheet has shortened to
// 1.23457E+16, as others may look the same.
func (c *column) identity(cell *table.Cell) string {
	text := trimCell(cell.Text)
	if cell.Kind == table.Text && shortened(text) || cell.Kind == table.Number && strings.ContainsAny(text, "Ee") {
		c.report(codeShortenedID, fmt.Sprintf("%s is %s: a spreadsheet has cut its digits; it is read as blank", c.header, quote(text)), "export it again and do not save it in a spreadsheet in between, or format the column as text first")
		return ""
	}
	return text
}

// shortened reports whether a text is a number in scientific notation, "4.00E+11".
func shortened(s string) bool {
	n := len(s)
	if n < 6 || n > 16 || s[n-3] != '+' || s[n-4] != 'E' && s[n-4] != 'e' || s[1] != '.' && s[1] != ',' {
		return false
	}
	return allDigits(s[:1]) && allDigits(s[2:n-4]) && allDigits(s[n-2:])
}

// trimCell cuts spaces of every kind, and the quotes of ="00123".
func trimCell(s string) string {
	if len(s) > 3 && s[0] == '=' && s[1] == '"' && s[len(s)-1] == '"' {
		s = s[2 : len(s)-1]
	}
	return strings.TrimSpace(s)
}

// blankWord reports whether a date or a number cell says that there is none.
func blankWord(s string) bool {
	switch s {
	case "-", "--", "–", "—", "n/a", "N/A", "NA", "na", "#N/A", "null", "NULL", "none", "None", "tbd", "TBD", "?", "(blank)", "nil", "0000-00-00", "0000-00-00 00:00:00", "00.00.0000", "00/00/0000":
		return true
	}
	return false
}

// quote shows a cell's text, shortened.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
