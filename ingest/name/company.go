package name

import (
	"slices"
	"strings"
)

// legal are the folded words of legal forms that may end a company's name.
var legal = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("gmbh ag kg kgaa ohg ug mbh se ev eg inc incorporated corp corporation co company llc llp lp ltd limited plc pllc pbc " +
		"bv nv cv vof sa sas sasu sarl eurl snc sl slu srl spa sapa oy oyj ab as asa aps a kk pte pty sdn bhd zoo doo sro kft zrt nyrt ltda eireli pvt private tbk") {
		m[w] = true
	}
	return m
}()

// dotted are legal forms that fold into several one-letter words.
var dotted = map[string]bool{"b v": true, "n v": true, "s a": true, "s l": true, "s r l": true, "s p a": true, "s a s": true, "s a r l": true,
	"z o o": true, "sp z o o": true, "sp zoo": true, "d o o": true, "s r o": true, "l l c": true, "k k": true, "p l c": true, "c v": true, "a s": true, "a g": true, "e v": true,
	"s e": true, "l p": true, "l t d": true, "g m b h": true, "a b": true, "e k": true}

// Company is the form of a company's name that joins its spellings: folded,
// without the legal forms at its end. "ACME Systems GmbH & Co. KG" is "acme
// systems", and "Smith & Sons" is "Smith and Sons". A name that is nothing but legal
// forms stays as it is.
func Company(s string) string {
	f := Fold(s)
	w := strings.Fields(f)
	if len(w) > 2 {
		w = slices.DeleteFunc(w, func(x string) bool { return x == "and" || x == "und" })
	}
	for len(w) > 1 {
		if n := legalTail(w); n > 0 && n < len(w) {
			w = w[:len(w)-n]
			continue
		}
		break
	}
	if len(w) > 1 && w[0] == "the" {
		w = w[1:]
	}
	return strings.Join(w, " ")
}

// Bare is a company's name without what people put beside it: brackets, and what
// follows a dash between spaces. "CANCOM SE - DE" is "CANCOM SE".
func Bare(s string) string {
	s, _ = cutBrackets(s)
	for _, dash := range [...]string{" - ", " – ", " — ", " | "} {
		if i := strings.Index(s, dash); i > 0 {
			s = s[:i]
		}
	}
	return strings.TrimSpace(s)
}

// NoCompany reports whether a partner cell says that there is none: what Nobody
// says of people, the words for a sale without a partner, yes and no, and what
// programs write for a lookup that found nothing.
func NoCompany(s string) bool {
	if Nobody(s) || len(s) <= longest && noCompany[Fold(s)] {
		return true
	}
	bare := Bare(s) // "Direct - Inbound", "Direct (no partner)"
	return bare != s && len(s) <= longest && directSale[Fold(bare)] && besideDirect[Fold(strings.TrimPrefix(s, bare))]
}

var noCompany = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq("direct|direct sale|direct sales|direct deal|direct business|no partner|no partner direct|no partner involved|non partner|without partner|none direct|"+
		"0|false|true|yes|no|ja|nein|oui|non|nee|nan|nicht zutreffend|in house|inhouse|kein partner|ohne partner|direkt|direktvertrieb|direktgeschaft|aucun partenaire|sans partenaire|vente directe|sin socio|sin partner|venta directa|directo|geen partner|zonder partner|"+
		"internal|interne|interno|interna|noch offen|noch nicht bekannt|noch unklar|wird noch benannt|noch zu benennen|a definir|por definir|nog te bepalen|nog onbekend|to be advised", "|") {
		m[w] = true
	}
	return m
}()

// Various reports whether a partner cell says that there are several, and names none.
func Various(s string) bool { return len(s) <= longest && various[Fold(s)] }

var various = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq("various|several|multiple|various partners|several partners|multiple partners|verschiedene|diverse|mehrere|verschiedene partner|diverse partner|mehrere partner|divers|plusieurs|plusieurs partenaires|varios|varios socios|diversen|meerdere|meerdere partners", "|") {
		m[w] = true
	}
	return m
}()

var directSale = map[string]bool{"direct": true, "direct sale": true, "direct sales": true, "direct deal": true, "direkt": true, "direktvertrieb": true, "directo": true, "vente directe": true, "venta directa": true, "no partner": true, "kein partner": true}

// besideDirect may stand beside a direct sale and leave it one; "partner assisted" does not.
var besideDirect = map[string]bool{"inbound": true, "outbound": true, "no partner": true, "ohne partner": true, "kein partner": true, "sans partenaire": true, "sales": true, "web": true, "online": true, "n a": true, "none": true, "direct": true, "customer": true, "new business": true, "renewal": true}

// legalTail is the number of words at the end that are one legal form.
func legalTail(w []string) int {
	for n := min(4, len(w)-1); n >= 2; n-- {
		if dotted[strings.Join(w[len(w)-n:], " ")] {
			return n
		}
	}
	last := w[len(w)-1]
	if legal[last] && last != "a" && last != "co" && last != "company" {
		return 1
	}
	if last == "co" || last == "company" || last == "und" || last == "and" {
		return 1
	}
	return 0
}
