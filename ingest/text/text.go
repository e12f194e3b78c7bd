// Package text reads delimited text, CSV and TSV, as a table.Book of one sheet.
package text

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"ownermap/ingest/table"
)

// Options are the choices of a reading.
type Options struct {
	Encoding string // "" detects
	Limits   table.Limits
}

// Open reads the size bytes of r as delimited text.
func Open(r io.ReaderAt, size int64, opts Options) (table.Book, error) {
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil && err != io.EOF {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	b := &book{data: data}
	if !utf8.Valid(data) {
		var err error
		if b.data, err = charmap.Windows1252.NewDecoder().Bytes(data); err != nil {
			return nil, err
		}
		b.ansi = true
	}
	b.comma = delimiter(b.data)
	return b, nil
}

type book struct {
	data  []byte
	comma rune
	ansi  bool
}

func (b *book) Format() string        { return "CSV" }
func (b *book) Sheets() []table.Sheet { return []table.Sheet{{Bytes: int64(len(b.data))}} }
func (b *book) Close() error          { return nil }

func (b *book) Rows(ctx context.Context, i int, fn func(*table.Row) error, problem func(table.Problem)) error {
	if b.ansi {
		problem(table.Problem{Code: "encoding-assumed", Message: "the text is not UTF-8 and was read as Windows-1252", Hint: "save it as UTF-8, or name the encoding with --encoding"})
	}
	r := csv.NewReader(bufio.NewReader(bytes.NewReader(b.data)))
	r.Comma, r.ReuseRecord, r.FieldsPerRecord, r.LazyQuotes = b.comma, true, -1, false
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec, err := r.Read()
		if err == io.EOF {
			return nil
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			return &table.Refusal{Message: fmt.Sprintf("line %d: %v", pe.StartLine, pe.Err), Hint: "check the quotes in that line"}
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		row := table.Row{Number: int32(line)}
		for c, v := range rec {
			if v = strings.TrimSpace(v); v != "" {
				row.Cells = append(row.Cells, table.Cell{Col: int32(c + 1), Kind: table.Text, Text: v})
			}
		}
		if len(row.Cells) == 0 {
			continue
		}
		if err := fn(&row); err != nil {
			return err
		}
	}
}

// delimiter picks the separator that the first lines use most outside quotes.
func delimiter(data []byte) rune {
	counts := map[rune]int{}
	quoted := false
	for _, c := range data[:min(len(data), 64<<10)] {
		if c == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[rune(c)]++
		}
	}
	best := ','
	for _, c := range ";\t|" {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}
