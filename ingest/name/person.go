package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// PersonName is a person's name taken apart.
type PersonName struct {
	Display  string // "First Last", spaces tidied, without what stands in brackets
	Nickname string // what stood in brackets or quotes, "" without
	Email    string // an address that stood in the cell
}

// longest is the length in bytes beyond which a text is not taken apart: it is no name.
const longest = 400

// Person reads "First Last", "Last, First", "First (Nick) Last", "First Last
// (external)" and "First Last <mail@host>".
func Person(s string) PersonName {
	var p PersonName
	if len(s) > longest {
		return PersonName{Display: strings.Join(strings.Fields(s), " ")}
	}
	s, p.Email = cutEmail(s)
	s, p.Nickname = cutBrackets(s)
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " *†‡") // marks of footnotes
	if last, first, ok := strings.Cut(s, ","); ok {
		last, first = strings.TrimSpace(last), strings.TrimSpace(first)
		switch {
		case suffixes[Fold(first)]: // "John Smith, Jr."
			s = last + " " + first
		case last != "" && first != "":
			s = first + " " + last
			f, rest, more := strings.Cut(first, ",")
			switch f, rest = strings.TrimSpace(f), strings.TrimSpace(rest); {
			case more && suffixes[Fold(rest)]: // "Smith, John, Jr."
				s = f + " " + last + " " + rest
			case more && suffixes[Fold(f)]: // "Smith, Jr., John"
				s = rest + " " + last + " " + f
			}
		default:
			s = last + first
		}
	}
	p.Display = s
	if p.Display == "" {
		p.Display = p.Email
	}
	return p
}

// Unmangled is a text whose UTF-8 was once read as Windows-1252, as it was before:
// "BjÃ¶rn" is "Björn". ok is false for any other text.
func Unmangled(s string) (fixed string, ok bool) {
	if len(s) > longest || !strings.ContainsAny(s, "ÃÂÄÅâ") {
		return s, false
	}
	b, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil || !utf8.ValidString(b) || b == s {
		return s, false
	}
	return b, true
}

// Forms are the folded forms under which the person may appear, the most
// faithful first: the whole name, its spelling without umlauts, with the
// nickname for the first name, then without titles, middle initials and suffixes.
// strict is the number of leading forms that are the name itself.
func (p PersonName) Forms() (forms []string, strict int) {
	add := func(s string) {
		for _, f := range forms {
			if f == s {
				return
			}
		}
		if s != "" {
			forms = append(forms, s)
		}
	}
	add(Fold(p.Display))
	add(FoldExpanded(p.Display))
	strict = len(forms)
	if birth, ok := birthName(p.Nickname); ok {
		if i := strings.LastIndexByte(p.Display, ' '); i > 0 {
			add(Fold(p.Display[:i+1] + birth))
			add(FoldExpanded(p.Display[:i+1] + birth))
		}
	} else if p.Nickname != "" {
		if i := strings.LastIndexByte(p.Display, ' '); i > 0 {
			add(Fold(p.Nickname + p.Display[i:]))
			add(FoldExpanded(p.Nickname + p.Display[i:]))
		}
	}
	for _, f := range forms[:len(forms):len(forms)] {
		add(short(f))
	}
	return forms, strict
}

// birthName is the earlier last name in "née Stone", "geb. Stein".
func birthName(s string) (string, bool) {
	word, last, ok := strings.Cut(strings.TrimSpace(s), " ")
	if !ok {
		return "", false
	}
	switch Fold(word) {
	case "nee", "ne", "geb", "geborene", "born", "formerly", "previously", "fka", "vormals", "anciennement", "geboren":
		return last, true
	}
	return "", false
}

// short drops titles, middle initials and suffixes from a folded name.
func short(f string) string {
	all := strings.Fields(f)
	w := all
	for len(w) > 2 && (titles[w[0]] || len(w) < len(all) && faculties[w[0]]) {
		w = w[1:]
	}
	for len(w) > 2 && (w[len(w)-1] == "dr" || w[len(w)-1] == "prof") {
		w = w[:len(w)-1]
	}
	out := w[:0:0]
	for i, x := range w {
		if i > 0 && (len(x) == 1 && i < len(w)-1 || suffixes[x]) || i == len(w)-1 && i > 1 && len(x) == 1 {
			continue
		}
		out = append(out, x)
	}
	return strings.Join(out, " ")
}

// Contradict reports whether two names that are alike but for what short drops are
// those of two people: both have a suffix, or a middle initial, and not the same one.
func Contradict(a, b string) bool {
	x, y := strings.Fields(Fold(a)), strings.Fields(Fold(b))
	differ := func(of func(w []string) []string) bool {
		p, q := of(x), of(y)
		return len(p) > 0 && len(q) > 0 && !slices.Equal(p, q)
	}
	return differ(func(w []string) []string {
		return slices.DeleteFunc(slices.Clone(w), func(s string) bool { return !generations[s] })
	}) || differ(func(w []string) []string {
		if len(w) < 3 {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(w[1:len(w)-1]), func(s string) bool { return len(s) != 1 })
	})
}

// generations are the suffixes that tell a parent from a child.
var generations = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true}

// titles are the folded words of address and degree that may stand before a name of two words or more.
var titles = map[string]bool{"dr": true, "prof": true, "professor": true, "mr": true, "mrs": true, "ms": true, "mx": true, "herr": true, "frau": true,
	"ing": true, "dipl": true, "mag": true, "sir": true, "dame": true, "mme": true, "mlle": true, "monsieur": true, "madame": true, "sr": true, "sra": true, "dhr": true, "mevr": true}

// IsTitle reports whether a text is a form of address or a degree alone: "Dr.", "Frau".
func IsTitle(s string) bool {
	w := strings.Fields(Fold(s))
	return len(w) > 0 && !slices.ContainsFunc(w, func(x string) bool { return !titles[x] && !faculties[x] })
}

// faculties are the folded words that may follow a title: "Dr. rer. nat.".
var faculties = map[string]bool{"med": true, "phil": true, "rer": true, "nat": true, "pol": true, "jur": true, "iur": true, "oec": true, "habil": true, "dent": true, "h": true, "c": true}

var suffixes = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true, "phd": true, "ph d": true, "mba": true, "md": true, "esq": true, "cpa": true}

// cutEmail takes an address out of "Jane Doe <jane@x.com>" or a bare address.
func cutEmail(s string) (rest, email string) {
	at := strings.IndexByte(s, '@')
	if at <= 0 || at == len(s)-1 {
		return s, ""
	}
	i, j := at, at
	for i > 0 && !strings.ContainsRune(" <>()[]\"';,\t\n", rune(s[i-1])) {
		i--
	}
	for j < len(s) && !strings.ContainsRune(" <>()[]\"';,\t\n", rune(s[j])) {
		j++
	}
	email = strings.ToLower(s[i:j])
	if !strings.Contains(email[strings.IndexByte(email, '@'):], ".") {
		return s, ""
	}
	email = strings.TrimPrefix(email, "mailto:")
	return strings.Trim(s[:i]+" "+s[j:], " <>()[]\"'\t\n,"), email
}

// cutBrackets takes round and square brackets and quoted nicknames out.
func cutBrackets(s string) (rest, inside string) {
	for _, pair := range [...][2]string{{"(", ")"}, {"[", "]"}, {"“", "”"}, {"\"", "\""}} {
		i := strings.Index(s, pair[0])
		if i < 0 {
			continue
		}
		j := strings.Index(s[i+len(pair[0]):], pair[1])
		if j < 0 {
			continue
		}
		inner := s[i+len(pair[0]) : i+len(pair[0])+j]
		rest := strings.TrimSpace(s[:i] + " " + s[i+len(pair[0])+j+len(pair[1]):])
		if rest == "" {
			continue
		}
		more, deeper := cutBrackets(rest)
		if inside == "" {
			inside = strings.TrimSpace(inner)
		}
		if inside == "" {
			inside = deeper
		}
		return more, inside
	}
	return s, ""
}
