package main

import (
	"strings"
	"unicode/utf8"
)

// widest is how much of a cell's text a terminal line shows, in runes.
const widest = 300

// cellText makes text from a workbook fit one cell of one line.
func cellText(s string) string { return lineOf(s, widest) }

// rowText makes the text of a whole row fit one line.
func rowText(s string) string { return lineOf(s, 5*widest) }

func lineOf(s string, most int) string {
	s = strings.Join(strings.Fields(printable(s)), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

func joinWords(list []string) string { return strings.Join(list, ", ") }
