// Package ingest turns files into a Dataset. It is the first room of the
// product: ingest -> analyze -> site.
//
//  1. A file's kind is told by its bytes; a reader opens it as a table.Book.
//  2. The header row of each sheet is found below title blocks.
//  3. Headers are mapped to fields by dictionary rank, type fit, fill rate and
//     uniqueness; every choice keeps its reason.
//  4. Cells become typed values, one decision per column.
//  5. Rows become Person, Deal, Partner and Rate records, each with its Pos.
//  6. People are joined across files by id, e-mail, name; partners by name.
//  7. What could not be used is an Issue with its cell; nothing aborts and
//     nothing is lost in silence.
package ingest
