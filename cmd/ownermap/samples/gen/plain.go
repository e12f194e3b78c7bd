package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plain writes a name in the letters a to z.
func plain(name string) string {
	name = strings.NewReplacer("ı", "i", "ł", "l", "ø", "o").Replace(strings.ToLower(name))
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' || unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(name))
}
