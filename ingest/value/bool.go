package value

import "strings"

var yes = wordSet("yes y true t 1 x ✓ ✔ ☑ ☒ ✅ √ ● ⬤ • ■ ◼ ja j oui o vrai si sí wahr waar verdadero checked on")
var no = wordSet("no n false f 0 ✗ ✘ ✖ ❌ ☐ □ ○ ◯ ◻ nein nee non faux falso falsch onwaar unchecked off")

// Bool reads yes or no in the words of English, German, French, Spanish and
// Dutch, a tick or a cross.
func Bool(s string) (v, ok bool) {
	s = strings.TrimSuffix(strings.ToLower(trimSpace(s)), "\ufe0f") // as emoji
	return yes[s], yes[s] || no[s]
}
