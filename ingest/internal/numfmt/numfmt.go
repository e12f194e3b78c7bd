// Package numfmt reads what a spreadsheet number format says of the numbers under
// it: that they are days, shares or money.
package numfmt

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
)

// Shown is what a number format says of the numbers under it.
type Shown struct {
	Date    bool   // a day, with or without a time
	Percent bool   // 0.5 reads "50 %"
	Money   string // currency sign or ISO code
}

// Builtin knows the formats that a workbook may use without spelling them
// out (ECMA-376 part 1, 18.8.30). The currency of 5 to 8, 42 and 44 is that of
// the reader's own machine, so they name none.
func Builtin(id int) Shown {
	switch {
	case id == 9 || id == 10:
		return Shown{Percent: true}
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return Shown{Date: true}
	}
	return Shown{}
}

// Parse reads a format code. Only the section for positive numbers counts.
func Parse(code string) Shown {
	var p parser
	for code != "" && code[0] != ';' {
		code = p.take(code)
	}
	s := Shown{Percent: p.percent, Date: p.day || p.month && !p.clock}
	if !s.Date {
		s.Money = findMoney(p.literal.String())
	}
	return s
}

// parser collects what a section of a format code holds.
type parser struct {
	literal           strings.Builder // text that is shown as it is
	day, month, clock bool            // m is a month unless there are hours or seconds
	percent           bool
}

// take reads one element of the code and returns the rest.
func (p *parser) take(code string) string {
	_, size := utf8.DecodeRuneInString(code)
	_, next := utf8.DecodeRuneInString(code[size:])
	switch c := code[0]; {
	case c == '"':
		text, rest, _ := strings.Cut(code[1:], `"`)
		p.literal.WriteString(text)
		return rest
	case c == '[':
		in, rest, _ := strings.Cut(code[1:], "]")
		p.bracket(in)
		return rest
	case c == '\\':
		p.literal.WriteString(code[size : size+next])
		return code[size+next:]
	case c == '_', c == '*': // room as wide as a character, or filled with it
		return code[size+next:]
	case hasFold(code, "AM/PM"):
		p.clock = true
		return code[len("AM/PM"):]
	case hasFold(code, "General"):
		return code[len("General"):]
	case c == '%':
		p.percent = true
	case c|0x20 == 'y', c|0x20 == 'd':
		p.day = true
	case c|0x20 == 'm':
		p.month = true
	case c|0x20 == 'h', c|0x20 == 's':
		p.clock = true
	default:
		p.literal.WriteString(code[:size])
	}
	return code[size:]
}

// bracket reads [$EUR-407], [h] and their like; colours and conditions say
// nothing here.
func (p *parser) bracket(in string) {
	if sign, ok := strings.CutPrefix(in, "$"); ok {
		sign, _, _ = strings.Cut(sign, "-")
		p.literal.WriteString(" " + sign + " ")
	} else if in != "" && strings.Trim(strings.ToLower(in), "hms") == "" {
		p.clock = true
	}
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// findMoney finds a currency in the literal text of a format: an ISO code or a
// usual word wins over a sign, since "US$" and "CA$" say more than "$".
func findMoney(lit string) string {
	for _, w := range strings.FieldsFunc(lit, func(r rune) bool { return !unicode.IsLetter(r) && r != '$' && r != '.' }) {
		if len(w) == 3 && strings.ToUpper(w) == w {
			if u, err := currency.ParseISO(w); err == nil {
				return u.String()
			}
		}
		switch w {
		case "kr", "kr.", "Fr.", "SFr.", "zł", "Kč", "Ft", "lei", "US$", "CA$", "C$", "A$", "AU$", "NZ$", "HK$", "S$", "R$", "NT$", "MX$", "Rs.":
			return w
		}
	}
	for _, r := range lit {
		if unicode.Is(unicode.Sc, r) {
			return string(r)
		}
	}
	return ""
}
