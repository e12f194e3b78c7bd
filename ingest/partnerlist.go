package ingest

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// turns is how often the references are gone through: first those with an id, then single
// names, then names that words or marks may make a list of the others.
const turns = 4

func (k partnerKey) turn() int {
	switch {
	case k.id != "":
		return 0
	case strings.ContainsAny(k.name, listMarks):
		return 3
	case afterVia(k.name) != k.name || withoutPercent(k.name) != k.name || unshared(k.name) != k.name || len(atWords(k.name)) > 1:
		return 2
	}
	return 1
}

// listMarks may stand between names, and in a name too.
const listMarks = "/|+,"

// listed are the partners of a text that is a list of names, each with or without its share,
// of which another cell or the partner list has each; nil where it is none.
func (x *partnerIndex) listed(text string) []int32 {
	text = withoutPercent(unshared(text))
	if m := x.byText[name.Fold(text)]; len(m) == 1 {
		return m
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(listMarks, r) })
	inWords := len(parts) < 2
	if inWords {
		parts = atWords(text)
	}
	var found []int32
	for _, part := range parts {
		if len(part) >= len(text) {
			return nil
		}
		m := x.listed(part)
		if m == nil {
			return nil
		}
		for _, i := range m {
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	if inWords && len(parts) > 1 && len(found) < 2 { // "Johnson & Johnson" is no list
		return nil
	}
	return found
}

// atWords takes a list of names apart at words for "and", ampersands and arrows.
func atWords(text string) []string {
	if strings.ContainsAny(text, "&→⇒>") {
		text = arrows.Replace(text)
	}
	if !slices.ContainsFunc(strings.Fields(text), isBetween) {
		return []string{text}
	}
	var parts, held []string
	cut := func() {
		if len(held) > 0 {
			parts, held = append(parts, strings.Join(held, " ")), nil
		}
	}
	for w := range strings.FieldsSeq(text) {
		if isBetween(w) {
			cut()
			continue
		}
		held = append(held, w)
	}
	cut()
	return parts
}

// isBetween reports whether a word stands between the names of a list.
func isBetween(w string) bool { return len(w) <= len("and") && betweenNames[strings.ToLower(w)] }

var (
	arrows       = strings.NewReplacer("&", " & ", "→", " & ", "⇒", " & ", "->", " & ", "=>", " & ", " > ", " & ")
	betweenNames = map[string]bool{"&": true, "and": true, "und": true, "et": true, "y": true, "e": true, "en": true}
)

// unshared is a partner's name without its share of the deal in brackets: "Accenture (60%)".
func unshared(text string) string {
	at := strings.LastIndexByte(text, '(')
	if at <= 0 || !strings.HasSuffix(text, ")") {
		return text
	}
	if share := text[at+1 : len(text)-1]; withoutPercent(share) == "" {
		return strings.TrimSpace(text[:at])
	}
	return text
}

// withoutPercent cuts a percentage from the end of a text: "Deloitte 40%".
func withoutPercent(text string) string {
	rest, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	if !ok {
		return text
	}
	return strings.TrimSpace(strings.TrimRight(rest, "0123456789., "))
}

// afterVia is the name after a word for "through": "via Accenture".
func afterVia(text string) string {
	first, rest, ok := strings.Cut(text, " ")
	if ok && viaWords[strings.ToLower(strings.TrimSuffix(first, ":"))] {
		return strings.TrimSpace(rest)
	}
	return text
}

var viaWords = map[string]bool{"via": true, "through": true, "über": true, "ueber": true}

// identified is the partner whose id the text is, or has beside its name before a dash or
// in brackets: "P-12", "P-12 - Nordlicht", "Nordlicht (P-12)".
func (x *partnerIndex) identified(text string) (int32, bool) {
	if i, ok := x.byID[idKey(text)]; ok {
		return i, true
	}
	id, beside, ok := strings.Cut(text, " - ")
	if at := strings.LastIndexByte(text, '('); !ok && at > 0 && strings.HasSuffix(text, ")") {
		id, beside, ok = text[at+1:len(text)-1], text[:at], true
	}
	i, known := x.byID[idKey(strings.TrimSpace(id))]
	if !ok || !known || !slices.Contains(x.find(strings.TrimSpace(beside)), i) {
		return None, false // another one's name stands beside it
	}
	return i, true
}

func (c *combiner) severalPartners(ref *partnerRef) {
	c.add(codeSeveralPartners, ref.pos, fmt.Sprintf("%s names several partners; the first one counts (%s)", quote(ref.partnerKey.name), plural(ref.n, "deal")),
		"keep one partner in the column, so that no amount counts twice")
}
