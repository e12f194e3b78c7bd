package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
)

// shown is what a number format says of the numbers under it.
type shown struct {
	date    bool   // a day, with or without a time
	percent bool   // 0.5 reads "50 %"
	money   string // currency sign or ISO code
}

// builtinFormat knows the formats that a workbook may use without spelling them
// out (ECMA-376 part 1, 18.8.30). The currency of 5 to 8, 42 and 44 is that of
// the reader's own machine, so they name none.
func builtinFormat(id int) shown {
	switch {
	case id == 9 || id == 10:
		return shown{percent: true}
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return shown{date: true}
	}
	return shown{}
}

// parseFormat reads a format code. Only the section for positive numbers counts.
func parseFormat(code string) shown {
	var s shown
	var lit strings.Builder // literal text
	var day, month, clock bool
	for i := 0; i < len(code); {
		c := code[i]
		switch {
		case c == ';':
			i = len(code)
		case c == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			lit.WriteString(code[i+1 : i+1+end])
			i += end + 2
		case c == '\\', c == '_', c == '*':
			_, n := utf8.DecodeRuneInString(code[i+1:])
			if c == '\\' {
				lit.WriteString(code[i+1 : i+1+n])
			}
			i += 1 + n
		case c == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i - 1
			}
			in := code[i+1 : i+end]
			if strings.HasPrefix(in, "$") {
				sign, _, _ := strings.Cut(in[1:], "-")
				lit.WriteString(" " + sign + " ")
			} else if in != "" && strings.Trim(strings.ToLower(in), "hms") == "" {
				clock = true
			}
			i += end + 1
		case hasFold(code[i:], "AM/PM"):
			clock = true
			i += 5
		case hasFold(code[i:], "General"):
			i += 7
		case c == '%':
			s.percent = true
			i++
		default:
			switch c | 0x20 {
			case 'y', 'd':
				day = true
			case 'm':
				month = true
			case 'h', 's':
				clock = true
			default:
				_, n := utf8.DecodeRuneInString(code[i:])
				lit.WriteString(code[i : i+n])
				i += n - 1
			}
			i++
		}
	}
	s.date = day || month && !clock
	if !s.date {
		s.money = findMoney(lit.String())
	}
	return s
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
