package name

import "strings"

// Split takes a cell apart that may name several people, at semicolons,
// slashes, ampersands, bars, line breaks, a plus between spaces and the words "and", "und" and "et". Brackets hold together,
// and so does "Last, First". Blank parts are left out.
func Split(s string) []string {
	if !splits(s) {
		if s = strings.TrimSpace(s); s == "" {
			return nil
		}
		return []string{s}
	}
	var parts []string
	depth, start := 0, 0
	cut := func(end, next int) {
		if p := strings.TrimSpace(s[start:end]); p != "" {
			parts = append(parts, p)
		}
		start = next
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth > 0:
		case c == ';' || c == '/' || c == '&' || c == '|' || c == '\n' || c == '\r':
			cut(i, i+1)
		case c == ' ':
			if n := conjunction(s[i:]); n > 0 {
				cut(i, i+n)
				i += n - 2
			}
		}
	}
	cut(len(s), len(s))
	return parts
}

func splits(s string) bool {
	if strings.ContainsAny(s, ";/&|\n\r") {
		return true
	}
	for i := range len(s) {
		if s[i] == ' ' && conjunction(s[i:]) > 0 {
			return true
		}
	}
	return false
}

// conjunction is the length of " and ", " und ", " et ", " + " or " w/ " at the start of s, 0
// without. A Spanish y may join two last names of one person.
func conjunction(s string) int {
	for _, w := range [...]string{" and ", " und ", " et ", " + ", " w/ "} {
		if len(s) >= len(w) && s[len(w)-1] == ' ' && strings.EqualFold(s[:len(w)], w) {
			return len(w)
		}
	}
	return 0
}

// Nobody reports whether a cell says that nobody is named: a dash, "n/a",
// "TBD", "Unassigned", a house account or a queue.
func Nobody(s string) bool {
	if len(s) > longest {
		return false
	}
	bare, _ := cutBrackets(s)
	f := Fold(bare)
	if nobody[f] {
		return true
	}
	for _, p := range nobodyFirst {
		if strings.HasPrefix(f, p) {
			return true
		}
	}
	for _, p := range nobodyLast {
		if strings.HasSuffix(f, p) {
			return true
		}
	}
	return f == "queue"
}

// nobodyFirst and nobodyLast begin and end the folded name of a seat without a person.
var (
	nobodyFirst = []string{"house account", "unassigned ", "vacant ", "vacancy ", "vakant ", "vacante ", "vacature ", "unbesetzt ", "offene stelle", "poste vacant", "poste a pourvoir", "a pourvoir", "a recruter", "puesto vacante", "por cubrir", "zu besetzen", "neu zu besetzen", "te vervullen",
		"tbd ", "tbh ", "n n ", "open headcount", "open position", "open req", "open role", "open seat"}
	nobodyLast = []string{" queue", " vacant", " vacancy", " vakant", " vacante", " unbesetzt", " tbd", " tbh", " open headcount"}
)

var nobody = func() map[string]bool {
	m := map[string]bool{"": true}
	for _, w := range strings.Split("n a|na|none|null|nil|tbd|tba|tbc|tbh|to be decided|to be determined|to be defined|to be hired|to be confirmed|"+
		"unassigned|not assigned|unallocated|not applicable|no owner|no manager|no one|nobody|noone|unknown|not known|house|vacant|vacancy|open role|blank|x|xx|xxx|"+
		"not provided|not specified|not entered|not set|no value|empty|nicht angegeben|non renseigne|no especificado|niet opgegeven|n n|vakant|vacante|vacature|open req|open seat|nicht zugewiesen|keine|keiner|offen|unbesetzt|non attribue|aucun|sin asignar|ninguno|geen|niet toegewezen|#n a", "|") {
		m[w] = true
	}
	return m
}()
