package xlsx

import "ownermap/ingest/table"

// Slow makes a book use only the general scanner, the oracle of the quick one.
func Slow(b table.Book) table.Book {
	b.(*book).noFast = true
	return b
}

// ParseFormat tells what a number format shows, for tests of the words of it.
func ParseFormat(code string) (date, percent bool, money string) {
	s := parseFormat(code)
	return s.date, s.percent, s.money
}
