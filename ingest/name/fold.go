// Package name compares the names of people and companies.
//
//  1. Fold takes case, accents and spacing out of a text.
//  2. Person and Company give the forms under which a name may appear elsewhere.
//  3. Split takes an owner cell that names several people apart.
//  4. Distance says how far two names are, for proposals; nothing is merged by it.
package name

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is the text in lower case without accents, with every run of spaces and
// punctuation as one space. "Müller,  José" is "muller jose".
func Fold(s string) string { return fold(s, false) }

// FoldExpanded is Fold with the German spelling of umlauts: "Müller" is "mueller".
func FoldExpanded(s string) string { return fold(s, true) }

func fold(s string, expand bool) string {
	if out, ok := foldASCII(s); ok {
		return out
	}
	f := folder{expand: expand}
	f.b.Grow(len(s))
	for _, r := range norm.NFC.String(s) {
		f.letter(unicode.ToLower(r))
	}
	return f.b.String()
}

// folder writes folded letters; what is neither letter nor digit becomes one space.
type folder struct {
	b      strings.Builder
	expand bool
	space  bool
}

func (f *folder) put(r rune) {
	if f.space && f.b.Len() > 0 {
		f.b.WriteByte(' ')
	}
	f.space = false
	f.b.WriteRune(r)
}

// letter folds one lower-case letter of composed text.
func (f *folder) letter(r rune) {
	if x := special(r, f.expand); x != "" {
		for _, c := range x {
			f.put(c)
		}
		return
	}
	if r <= 0x7f {
		f.part(r, true)
		return
	}
	for i, c := range norm.NFKD.String(string(r)) {
		f.part(c, i == 0)
	}
}

// part folds one rune of a decomposed letter; accents after the first are dropped.
func (f *folder) part(c rune, first bool) {
	switch {
	case unicode.Is(unicode.Mn, c) && !first:
	case unicode.IsLetter(c) || unicode.IsDigit(c):
		c = unicode.ToLower(c)
		if x := special(c, f.expand); x != "" {
			for _, y := range x {
				f.put(y)
			}
			return
		}
		f.put(c)
	case apostrophe(c) || unicode.Is(unicode.Cf, c):
	default:
		f.space = true
	}
}

// foldASCII is the fast path; ok is false where the text is not plain ASCII.
func foldASCII(s string) (string, bool) {
	buf := make([]byte, 0, 64)
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x80:
			return "", false
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c == '\'':
			continue
		default:
			space = true
			continue
		}
		if space && len(buf) > 0 {
			buf = append(buf, ' ')
		}
		space = false
		buf = append(buf, c)
	}
	return string(buf), true
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´' }

// special spells letters that do not decompose into a base letter and an accent.
func special(r rune, expand bool) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		if expand {
			return "oe"
		}
		return "o"
	case 'å':
		if expand {
			return "aa"
		}
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'þ':
		return "th"
	case 'ı':
		return "i"
	case 'ä', 'ö', 'ü':
		if expand {
			return string(map[rune]rune{'ä': 'a', 'ö': 'o', 'ü': 'u'}[r]) + "e"
		}
	}
	return ""
}
