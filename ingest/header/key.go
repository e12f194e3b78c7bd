package header

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"ownermap/ingest/name"
	"ownermap/ingest/value"
)

// Clean is a header without what exports put around it: sort arrows, line
// breaks, double spaces, a note that the column is required, a leading "Deal - " as Pipedrive writes it.
func Clean(h string) string {
	h = strings.Map(func(r rune) rune {
		switch r {
		case '▲', '▼', '↑', '↓', '⬆', '⬇', '△', '▽', '\ufeff', '\u200b', '*':
			return -1
		case '\u00a0', '\n', '\r', '\t':
			return ' '
		}
		return r
	}, h)
	h = strings.Join(strings.Fields(h), " ")
	for _, note := range [...]string{" [Required]", " [READ ONLY]", " [Read Only]", " [Optional]"} { // Google Workspace
		h = strings.TrimSuffix(h, note)
	}
	return h
}

// Keys are the forms in which a header is compared with spellings, when it is not
// the same letter for letter: its words without case, punctuation and plural, in
// sorted order, and its letters run together in the order they stood.
func Keys(h string) []string {
	w := words(h)
	if len(w) == 0 {
		return nil
	}
	run := "=" + strings.Join(w, "")
	slices.Sort(w)
	return []string{strings.Join(w, " "), run}
}

var signs = strings.NewReplacer("#", " number ", "%", " percent ", "(s)", "", "__r.", " ", "__R.", " ", "No.", "number")

// words are the words of a header, folded and singular.
func words(h string) []string {
	h = strings.TrimSuffix(strings.TrimSuffix(camel(h), "__c"), "__C")
	h = signs.Replace(unqualified(h))
	var w []string
	for f := range strings.FieldsSeq(name.Fold(h)) {
		if f == "of" || f == "the" {
			continue
		}
		if f == "no" || f == "nr" || f == "nbr" {
			f = "number"
		}
		w = append(w, singular(f))
	}
	return w
}

// qualifiers are what people put in brackets after a header and what says nothing
// of its meaning.
var qualifiers = map[string]bool{"y n": true, "yes no": true, "true false": true, "t f": true, "lookup": true, "primary": true, "text": true, "date": true, "picklist": true, "formula": true,
	"name": true, "last first": true, "first last": true, "required": true, "optional": true, "custom": true, "pam": true, "cam": true, "pse": true, "psm": true}

// unqualified is a header without such a bracket at its end.
func unqualified(h string) string {
	t := strings.TrimSpace(h)
	i := strings.LastIndexByte(t, '(')
	if i <= 0 || !strings.HasSuffix(t, ")") || !qualifiers[name.Fold(t[i+1:len(t)-1])] {
		return h
	}
	return t[:i]
}

// camel puts a space where a capital follows a small letter, so that
// "CloseDate" has two words.
func camel(s string) string {
	var b strings.Builder
	prev := ' '
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(prev) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

func singular(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// cutYear is a header without the year that it names: "FY26 Quota", "Target 2026". ok
// is false without one.
func cutYear(h string) (rest string, ok bool) {
	var kept []string
	for w := range strings.FieldsSeq(h) {
		t := strings.Trim(w, "()[],:'")
		digits := strings.TrimPrefix(strings.ToUpper(t), "FY")
		if _, err := strconv.Atoi(digits); err == nil && (len(digits) == 4 && strings.HasPrefix(digits, "20") || len(digits) == 2 && len(t) == 4) {
			ok = true
			continue
		}
		kept = append(kept, w)
	}
	return strings.Join(kept, " "), ok && len(kept) > 0
}

// CutCurrency takes a currency out of a header: "Amount (EUR)", "Amount in €",
// "Deal Value USD", "Rate to EUR". rest is the header without it.
func CutCurrency(h string) (rest, code string) {
	w := strings.Fields(h)
	for i := len(w) - 1; i > 0; i-- {
		t := strings.Trim(w[i], "()[],:")
		c, ok := value.Currency(t)
		if !ok || len(t) == 3 && strings.ToUpper(t) != t {
			continue
		}
		keep := slices.Concat(w[:i], w[i+1:])
		if last := strings.ToLower(keep[len(keep)-1]); len(keep) > 1 && i == len(keep) && (last == "in" || last == "-") {
			keep = keep[:len(keep)-1]
		}
		return strings.Join(keep, " "), c
	}
	return h, ""
}
