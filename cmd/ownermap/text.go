package main

import (
	"strings"
	"unicode/utf8"
)

// widest is how much of a cell's text a terminal line shows, in runes.
const widest = 300

// cellText makes text from a workbook fit one cell of one line.
func cellText(s string) string {
	s = strings.Join(strings.Fields(printable(s)), " ")
	if utf8.RuneCountInString(s) <= widest {
		return s
	}
	return string([]rune(s)[:widest-1]) + "…"
}

func joinWords(list []string) string { return strings.Join(list, ", ") }
