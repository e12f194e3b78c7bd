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
	unread   map[int32]bool // rows whose date or number could not be read
	never    evidence       // dates that stand for none
	days     realDates
	short    shortDates
	ditto    evidence // cells that repeat the one above
	noIDs    evidence // cells that say that there is no id

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
		order: value.ParseOrder(r.opts.DateOrder), mark: value.ParseMark(r.opts.Decimal)}
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

func (e *evidence) addIf(ok bool, text string, row int32) {
	if ok {
		e.add(text, row)
	}
}

func allDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
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
		c.lost(c.row)
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
	c.lost(c.row)
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
// 1.23457E+16, as others may look the same, and for a word that is none, "TBD".
func (c *column) identity(cell *table.Cell) string {
	text := trimCell(cell.Text)
	if cell.Kind == table.Text && shortened(text) || cell.Kind == table.Number && strings.ContainsAny(text, "Ee") {
		c.report(codeShortenedID, fmt.Sprintf("%s is %s: a spreadsheet has cut its digits; it is read as blank", c.header, quote(text)), "export it again and do not save it in a spreadsheet in between, or format the column as text first")
		return ""
	}
	if c.field != "person_id" && len(text) <= longestNoID && noIDs[text] { // managers are looked up by those of people
		c.noIDs.add(text, c.row)
		return ""
	}
	return text
}

// noIDs are what people write into a column of ids where there is none yet.
var noIDs = func() map[string]bool {
	m := map[string]bool{"-": true, "--": true, "–": true, "—": true, ".": true, "?": true, "0": true, "00": true, "000": true, "0000": true, "#N/A": true, "#NV": true}
	for w := range strings.FieldsSeq("x xx xxx n/a na n.a. none null nil tbd tba tbc new neu nouveau nuevo nieuw unknown unbekannt pending offen") {
		m[w], m[strings.ToUpper(w)], m[strings.ToUpper(w[:1])+w[1:]] = true, true, true
	}
	return m
}()

const longestNoID = len("unbekannt")

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
