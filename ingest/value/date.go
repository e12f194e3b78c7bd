// Package value reads what one cell says: dates, numbers, money, yes or no.
//
//  1. A reading keeps what the text leaves open (is 03/04 the third of April?).
//  2. The column, which sees many cells, settles it; see Order and Mark.
//  3. Nothing here guesses: a text that is neither is reported as such.
package value

import "strings"

// Order is the order of day, month and year in written dates.
type Order uint8

// Orders. OrderOpen means that the text does not tell.
const (
	OrderOpen Order = iota
	DMY
	MDY
	YMD
)

// String says the order in words.
func (o Order) String() string {
	return [...]string{"undecided", "day first", "month first", "year first"}[o]
}

// ParseOrder reads "dmy", "mdy" or "ymd"; anything else is OrderOpen.
func ParseOrder(s string) Order {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "dmy":
		return DMY
	case "mdy":
		return MDY
	case "ymd":
		return YMD
	}
	return OrderOpen
}

// Day is a calendar day; the zero Day is none.
type Day struct{ Year, Month, Day int }

// Unix is the number of days since 1970-01-01 (Howard Hinnant, days_from_civil).
func (d Day) Unix() int {
	y := d.Year
	if d.Month <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*((d.Month+9)%12)+2)/5 + d.Day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func (d Day) valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// DateText is a date as written. Where the order is open the text has three
// numbers of which the first two may be day and month.
type DateText struct {
	day     Day // when certain
	a, b, y int // the three numbers in order, when not
	certain bool
	coarse  bool
}

// Coarse reports whether the text names a month or a quarter and no day: its first
// day is what Day gives.
func (t DateText) Coarse() bool { return t.coarse }

// Order is the order that this text alone proves: DMY for 31.08.2024, MDY for
// 8/31/2024, YMD for 31/2/20, OrderOpen where either reading is a day, and also
// where the order does not matter (2024-08-31, 5/5/2024).
func (t DateText) Order() Order {
	dayFirst, monthFirst := t.fits(DMY), t.fits(MDY)
	switch {
	case t.certain || t.a == t.b || dayFirst && monthFirst:
		return OrderOpen
	case dayFirst:
		return DMY
	case monthFirst:
		return MDY
	}
	return YMD
}

// Certain reports whether the text can be read without knowing the order.
func (t DateText) Certain() bool { return t.certain || t.a == t.b || t.Order() != OrderOpen }

// Day reads the text in the order; a certain text ignores it. ok is false where
// the text is no day in that order.
func (t DateText) Day(o Order) (d Day, ok bool) {
	if t.certain {
		return t.day, true
	}
	if o == OrderOpen {
		o = t.Order()
	}
	if o == OrderOpen && t.a == t.b {
		o = DMY
	}
	d = t.in(o)
	return d, d.valid()
}

// in is the day that the three numbers make in the order, valid or not.
func (t DateText) in(o Order) Day {
	switch {
	case o == YMD && t.y <= 31 && t.a <= 99:
		return Day{fullYear(t.a), t.b, t.y}
	case o == DMY:
		return Day{fullYear(t.y), t.b, t.a}
	case o == MDY:
		return Day{fullYear(t.y), t.a, t.b}
	}
	return Day{}
}

func (t DateText) fits(o Order) bool { return t.in(o).valid() }

// fullYear reads a two-digit year: 00-69 is 2000-2069, 70-99 is 1970-1999.
func fullYear(y int) int {
	switch {
	case y < 70:
		return 2000 + y
	case y < 100:
		return 1900 + y
	}
	return y
}

// ParseDate reads a written date, with or without a time after it. Known are
// 2024-08-31, 20240831, 2024/8/31, 31.08.2024, 8/31/24, 31-Aug-2024,
// "Aug 31, 2024", "31. August 2024" (English, German, French, Spanish and Dutch
// months), 2024-08 and "Q3 2024" (their first day).
func ParseDate(s string) (DateText, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 64 {
		return DateText{}, false
	}
	var f fields
	if !f.split(s) {
		return DateText{}, false
	}
	return f.date()
}

// fields are the leading tokens of a written date.
type fields struct {
	num    [3]int
	digits [3]int // how many digits each number had
	n      int    // numbers
	month  int    // named month, 0 without
	at     int    // how many numbers stood before the named month
	q      int    // quarter, 0 without
	dash   bool   // a dash or an apostrophe stood between, as in "Aug-24"
}

func (f *fields) split(s string) bool {
	i := 0
	for i < len(s) && f.n < 3 {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			j, v := i, 0
			for j < len(s) && s[j] >= '0' && s[j] <= '9' && j-i < 9 {
				v = v*10 + int(s[j]-'0')
				j++
			}
			f.num[f.n], f.digits[f.n] = v, j-i
			f.n++
			i = j
		case c == ' ' || c == '.' || c == '/' || c == '-' || c == ',' || c == '\'':
			f.dash = f.dash || c == '-' || c == '\''
			i++
		case c == 'T' && f.n > 0 && f.month == 0 && i > 0 && isDigit(s[i-1]):
			return restIsTime(s[i+1:])
		case isLetter(c):
			j := i
			for j < len(s) && isLetter(s[j]) {
				j++
			}
			if !f.word(s[i:j], s[j:]) {
				return false
			}
			i = j
		default:
			return false
		}
	}
	return restIsTime(s[i:])
}

// word takes a month name, a weekday or a quarter.
func (f *fields) word(w, rest string) bool {
	switch {
	case len(w) == 1 && (w[0] == 'Q' || w[0] == 'q' || w[0] == 'T') && f.q == 0 && rest != "" && rest[0] >= '1' && rest[0] <= '4':
		f.q = f.n + 1 // the next number is the quarter
		return true
	case f.n == 0 && f.month == 0 && weekdays[strings.ToLower(w)]:
		return true
	case f.n > 0 && fillers[strings.ToLower(w)]:
		return true
	}
	m := monthOf(w)
	if m == 0 || f.month != 0 {
		return false
	}
	f.month, f.at = m, f.n
	return true
}

func (f *fields) date() (DateText, bool) {
	switch {
	case f.q > 0:
		return f.quarter()
	case f.month > 0:
		return f.named()
	case f.n == 1 && f.digits[0] == 8:
		v := f.num[0]
		return certain(Day{v / 10000, v / 100 % 100, v % 100})
	case f.n == 2 && f.digits[0] == 4 && f.digits[1] <= 2:
		return coarse(Day{f.num[0], f.num[1], 1})
	case f.n == 2 && f.digits[1] == 4 && f.digits[0] <= 2:
		return coarse(Day{f.num[1], f.num[0], 1})
	case f.n != 3:
		return DateText{}, false
	case f.digits[0] == 4 || f.num[0] > 31:
		return certain(Day{fullYear(f.num[0]), f.num[1], f.num[2]})
	case f.digits[2] != 4 && f.digits[2] != 2, f.num[0] > 12 && f.num[1] > 12, f.num[0] == 0, f.num[1] == 0, f.num[1] > 31:
		return DateText{}, false
	}
	t := DateText{a: f.num[0], b: f.num[1], y: f.num[2]}
	return t, t.fits(DMY) || t.fits(MDY) || t.fits(YMD)
}

func (f *fields) quarter() (DateText, bool) {
	if f.n != 2 || f.q > 2 {
		return DateText{}, false
	}
	q, y := f.num[f.q-1], f.num[2-f.q]
	if q < 1 || q > 4 {
		return DateText{}, false
	}
	return coarse(Day{fullYear(y), 3*q - 2, 1})
}

func (f *fields) named() (DateText, bool) {
	switch {
	case f.n == 1 && f.digits[0] != 4 && (f.at > 0 || !f.dash):
		return DateText{}, false // "24 Aug" names no year
	case f.n == 1:
		return coarse(Day{fullYear(f.num[0]), f.month, 1})
	case f.n >= 2 && f.digits[0] == 4:
		return certain(Day{f.num[0], f.month, f.num[1]})
	case f.n >= 2:
		return certain(Day{fullYear(f.num[1]), f.month, f.num[0]})
	}
	return DateText{}, false
}

func certain(d Day) (DateText, bool) {
	return DateText{day: d, certain: true}, d.valid()
}

func coarse(d Day) (DateText, bool) {
	return DateText{day: d, certain: true, coarse: true}, d.valid()
}

// restIsTime accepts what may follow a date: nothing, or a time of day with its zone.
func restIsTime(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || s == "." || s == "T" {
		return true
	}
	digits := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isDigit(c):
			digits++
		case c == ':' || c == '.' || c == '+' || c == '-' || c == ' ' || c == 'T' || c == ',' || isLetter(c) || c >= 0x80 || c == '(' || c == ')' || c == '/':
		default:
			return false
		}
	}
	return digits > 0 && strings.ContainsRune(s, ':')
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }
