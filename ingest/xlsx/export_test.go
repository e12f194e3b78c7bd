package xlsx

import "ownermap/ingest/table"

// Slow makes a book use only the general scanner, the oracle of the quick one.
func Slow(b table.Book) table.Book {
	b.(*book).noFast = true
	return b
}
