package name

import "strings"

// Split takes a cell apart that may name several people, at semicolons,
// slashes, ampersands, line breaks and the word "and". Brackets hold together,
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
		case c == ';' || c == '/' || c == '&' || c == '\n' || c == '\r':
			cut(i, i+1)
		case c == ' ' && i+4 < len(s) && strings.EqualFold(s[i:i+5], " and "):
			cut(i, i+5)
			i += 3
		}
	}
	cut(len(s), len(s))
	return parts
}

func splits(s string) bool {
	if strings.ContainsAny(s, ";/&\n\r") {
		return true
	}
	for i := 0; i+4 < len(s); i++ {
		if s[i] == ' ' && s[i+4] == ' ' && strings.EqualFold(s[i:i+5], " and ") {
			return true
		}
	}
	return false
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
	return strings.HasPrefix(f, "house account") || strings.HasPrefix(f, "unassigned ") || f == "queue" || strings.HasSuffix(f, " queue") ||
		strings.HasPrefix(f, "vacant ") || strings.HasPrefix(f, "tbd ") || strings.HasPrefix(f, "open headcount") || strings.HasPrefix(f, "open position")
}

var nobody = func() map[string]bool {
	m := map[string]bool{"": true}
	for _, w := range strings.Split("n a|na|none|null|nil|tbd|tba|tbc|tbh|to be decided|to be determined|to be defined|to be hired|to be confirmed|"+
		"unassigned|not assigned|unallocated|not applicable|no owner|no one|nobody|noone|unknown|not known|house|vacant|vacancy|open role|blank|x|xx|xxx|"+
		"nicht zugewiesen|keine|keiner|offen|unbesetzt|non attribue|aucun|sin asignar|ninguno|geen|niet toegewezen|#n a", "|") {
		m[w] = true
	}
	return m
}()
