package site

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const slugMax = 48

// slugs gives every key a file name of its own: lowercase ASCII letters, digits
// and hyphens, at most 57 bytes, different from all others whatever the file
// system thinks of case. names maps key -> readable name. A name that several
// keys share gets a piece of each key's hash, for all of them, so that a link
// never leads to somebody else after another is added.
func slugs(names map[string]string) map[string]string {
	count := map[string]int{}
	plain := make(map[string]string, len(names))
	for key, name := range names {
		s := slug(name)
		plain[key] = s
		count[s]++
	}
	out := make(map[string]string, len(names))
	for key, s := range plain {
		if count[s] > 1 || s == "" || reserved(s) || hashed(s) {
			s = strings.TrimPrefix(s+"-"+shortHash(key), "-")
		}
		out[key] = s
	}
	return out
}

// slug folds a name to ASCII; it is "" where nothing of the name is left.
func slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case asciiOf(r) != "":
			b.WriteString(asciiOf(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= slugMax {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// asciiOf spells letters that do not decompose.
func asciiOf(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'þ':
		return "th"
	}
	return ""
}

// reserved are names that some file system or this site keeps for itself.
func reserved(s string) bool {
	return slices.Contains([]string{"index", "con", "prn", "aux", "nul"}, s) ||
		len(s) == 4 && (strings.HasPrefix(s, "com") || strings.HasPrefix(s, "lpt"))
}

// hashed reports whether a readable name happens to end as shortHash does.
func hashed(s string) bool {
	if i := strings.LastIndexByte(s, '-'); len(s)-i == 9 {
		_, err := hex.DecodeString(s[i+1:])
		return err == nil
	}
	return false
}

func shortHash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:4])
}
