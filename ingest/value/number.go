package value

import (
	"strconv"
	"strings"

	"github.com/govalues/decimal"
)

// Mark is the decimal mark of written numbers.
type Mark byte

// Marks. MarkOpen means that the text does not tell.
const (
	MarkOpen  Mark = 0
	MarkPoint Mark = '.'
	MarkComma Mark = ','
)

// String names the mark.
func (m Mark) String() string {
	switch m {
	case MarkPoint:
		return "decimal point"
	case MarkComma:
		return "decimal comma"
	}
	return "undecided"
}

// ParseMark reads "." or ","; anything else is MarkOpen.
func ParseMark(s string) Mark {
	if s == "." || s == "," {
		return Mark(s[0])
	}
	return MarkOpen
}

// Numeral is a written number taken apart. Its digits are those of the text;
// the decimal mark may still be open.
type Numeral struct {
	Currency string // sign or code beside the number, as written, "" without
	Percent  bool
	neg      bool
	scale    int    // power of ten of a suffix: 3 for "k", 6 for "M"
	core     string // digits and separators
	mark     Mark   // proved by the text, MarkOpen otherwise
	open     bool   // the mark matters and the text does not tell
}

// Mark is the decimal mark that this text alone proves.
func (n Numeral) Mark() Mark { return n.mark }

// Scaled reports whether the text names a power of ten itself: "1.2 Mio.".
func (n Numeral) Scaled() bool { return n.scale > 0 }

// Open reports whether the number cannot be read without knowing the mark:
// "1,234" is 1234 or 1.234.
func (n Numeral) Open() bool { return n.open }

// Thirds reports whether the number has three digits after the mark, and nothing in it
// proves that these are decimals.
func (n Numeral) Thirds(mark Mark) bool {
	code, _ := Currency(n.Currency)
	return n.open && strings.IndexByte(n.core, byte(mark)) >= 0 && !InThousandths(code)
}

// EndsInZero reports whether the last digit is a zero: 9.500.
func (n Numeral) EndsInZero() bool { return strings.HasSuffix(n.core, "0") }

// Decimals is how many digits of a text follow the mark.
func Decimals(s string, mark Mark) (n int) {
	at := strings.LastIndexByte(s, byte(mark))
	for at >= 0 && at+1+n < len(s) && isDigit(s[at+1+n]) {
		n++
	}
	return n
}

// ParseNumeral takes a written number apart: signs, brackets, currency before
// or after, per cent, "k" and "M", groups by point, comma, space or apostrophe.
func ParseNumeral(s string) (Numeral, bool) {
	var n Numeral
	s = trimSpace(s)
	if len(s) == 0 || len(s) > 64 {
		return n, false
	}
	first := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if first < 0 {
		return n, false
	}
	last := strings.LastIndexAny(s, "0123456789") + 1
	if first > 0 && (s[first-1] == '.' || s[first-1] == ',') && (first == 1 || !isLetter(s[first-2])) {
		first--
	}
	tail := s[last:]
	for _, dash := range [...]string{".-", ",-", ".–", ",–"} { // "1'200.-"
		tail = strings.TrimPrefix(tail, dash)
	}
	if !n.affix(s[:first], true) || !n.affix(tail, false) {
		return n, false
	}
	n.core = s[first:last]
	return n, n.classify()
}

// affix reads what stands before or after the digits.
func (n *Numeral) affix(s string, before bool) bool {
	s = trimSpace(s)
	for s != "" {
		switch {
		case s[0] == '-' || s[0] == '(' && before:
			n.neg, s = true, s[1:]
		case strings.HasPrefix(s, "−"):
			n.neg, s = true, s[len("−"):]
		case s[0] == '+' && before, s[0] == ')' && n.neg, s[0] == '.' && !before && len(s) == 1:
			s = s[1:]
		case s[0] == '%':
			n.Percent, s = true, s[1:]
		default:
			word, rest := affixWord(s)
			if word == "" || !n.affixWord(word, before) {
				return false
			}
			s = rest
		}
		s = trimSpace(s)
	}
	return true
}

func affixWord(s string) (word, rest string) {
	i := strings.IndexAny(s, "-()+% \u00a0\u202f")
	if i < 0 {
		i = len(s)
	}
	return s[:i], s[i:]
}

func (n *Numeral) affixWord(w string, before bool) bool {
	if !before && n.scale == 0 {
		if power := scaleWords[w]; power > 0 {
			n.scale = power
			return true
		}
		if power, sign := scaledSign(w); power > 0 && n.Currency == "" {
			n.scale, n.Currency = power, sign
			return true
		}
	}
	if n.Currency != "" || !CurrencyWord(w) && !crowns[w] {
		return false
	}
	n.Currency = w
	return true
}

// classify finds which separators stand in the core and what they prove.
func (n *Numeral) classify() bool {
	points, commas, lastSep := 0, 0, -1
	for i := 0; i < len(n.core); i++ {
		switch c := n.core[i]; {
		case isDigit(c):
		case c == '.':
			points++
			lastSep = i
		case c == ',':
			commas++
			lastSep = i
		case c == ' ' || c == '\'' || c >= 0x80:
		default:
			return false
		}
	}
	switch {
	case points == 0 && commas == 0:
	case points > 0 && commas > 0:
		n.mark = Mark(n.core[lastSep])
		if n.mark == MarkPoint && points > 1 || n.mark == MarkComma && commas > 1 {
			return false
		}
	case points > 1:
		n.mark = MarkComma
	case commas > 1:
		n.mark = MarkPoint
	default:
		n.single(lastSep)
	}
	return true
}

// single decides about one separator: three digits after it and one to three
// before may be a group or decimals.
func (n *Numeral) single(at int) {
	before, after := n.core[:at], n.core[at+1:]
	if len(after) == 3 && at >= 1 && at <= 3 && before[0] != '0' {
		n.open = true
		return
	}
	n.mark = Mark(n.core[at])
}

// Decimal reads the number with the decimal mark; a numeral that proves its own
// mark must agree with it. ok is false where it does not, or where groups are
// not of three digits (two for the Indian lakh).
func (n Numeral) Decimal(mark Mark) (decimal.Decimal, bool) {
	if mark == MarkOpen {
		mark = n.mark
	}
	if n.open && mark == MarkOpen || n.mark != MarkOpen && mark != n.mark {
		return decimal.Decimal{}, false
	}
	var buf [40]byte
	b, group, grouped, frac := buf[:0], 0, false, 0
	inFrac := false
	for i := 0; i < len(n.core) && len(b) < 36; i++ {
		c := n.core[i]
		switch {
		case isDigit(c):
			b = append(b, c)
			if inFrac {
				frac++
			} else {
				group++
			}
		case Mark(c) == mark && mark != MarkOpen:
			if inFrac || grouped && group != 3 {
				return decimal.Decimal{}, false
			}
			inFrac = true
			b = append(b, '.')
		case c == '.' || c == ',' || c == ' ' || c == '\'' || c == 0xa0 || c == 0xaf || c == 0x99:
			if inFrac || group == 0 || grouped && group != 3 && group != 2 {
				return decimal.Decimal{}, false
			}
			grouped, group = true, 0
		case c >= 0x80: // lead bytes of a no-break space or a curly apostrophe
		default:
			return decimal.Decimal{}, false
		}
	}
	if grouped && !inFrac && group != 3 {
		return decimal.Decimal{}, false
	}
	return n.finish(b)
}

func (n Numeral) finish(b []byte) (decimal.Decimal, bool) {
	d, err := decimal.Parse(string(b))
	if err != nil {
		return d, false
	}
	d, ok := Shift(d, n.scale)
	if !ok {
		return d, false
	}
	if n.neg {
		d = d.Neg()
	}
	return d, true
}

var pow10 = [...]int64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// ExactNumber reads the lexical form of a number cell as a spreadsheet shows it: to
// fifteen significant digits, so that 0.30000000000000004 is 0.3. Whole numbers
// keep up to nineteen digits.
func ExactNumber(text string, num float64) (decimal.Decimal, bool) {
	if d, ok := shortNumber(text); ok {
		return d, true
	}
	if d, err := decimal.Parse(text); err == nil && d.Scale() == 0 {
		return d, true
	}
	if text != "" {
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			num = f
		}
	}
	d, err := decimal.Parse(strconv.FormatFloat(num, 'g', 15, 64))
	if err != nil {
		return decimal.Decimal{}, false
	}
	return d.Trim(0), true
}

// shortNumber is the fast path: a plain form of at most fifteen digits.
func shortNumber(s string) (decimal.Decimal, bool) {
	var coef int64
	scale, digits, neg, point := 0, 0, false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isDigit(c):
			coef = coef*10 + int64(c-'0')
			digits++
			if point {
				scale++
			}
		case c == '.' && !point:
			point = true
		case c == '-' && i == 0:
			neg = true
		default:
			return decimal.Decimal{}, false
		}
	}
	if digits == 0 || digits > 15 {
		return decimal.Decimal{}, false
	}
	if neg {
		coef = -coef
	}
	d, err := decimal.New(coef, scale)
	return d, err == nil
}

// trimSpace cuts spaces, no-break ones included, on both sides.
func trimSpace(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u200e' || r == '\u200f' || r == '\ufeff'
	})
}

// Keep copies the text that the numeral holds, for one that outlives its row.
func (n *Numeral) Keep() {
	n.core, n.Currency = strings.Clone(n.core), strings.Clone(n.Currency)
}
