// Package text reads delimited text, CSV and TSV, as a table.Book of one sheet
// without a name.
//
//  1. The encoding is told by a mark, by zero bytes, or by a look at every byte.
//  2. The separator is the one that divides the first records most evenly; a
//     sep= line settles it.
//  3. Records stream through a window; a cell's text is a piece of the window.
//
// A row's number is that of the record, as a spreadsheet program shows it: blank
// lines count, a sep= line does not, a line break inside quotes does not. Every
// cell is Text. Memory does not grow with the file.
package text

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"unsafe"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/window"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// Options are the choices of a reading.
type Options struct {
	Encoding string       // a name of the web's list, "windows-1252"; "" detects
	Limits   table.Limits // Rows: without a limit unless it is set
}

// sampleSize is how much text the separator is told by.
const sampleSize = 64 << 10

// Open looks at the size bytes of r, all of them once, and gives them as a book.
func Open(r io.ReaderAt, size int64, opts Options) (table.Book, error) {
	if opts.Limits.Rows <= 0 {
		opts.Limits.Rows = math.MaxInt32 - 1
	}
	b := &book{r: r, size: size, lim: opts.Limits.OrDefault()}
	if size > b.lim.InflatedBytes {
		return nil, &table.Refusal{Message: fmt.Sprintf("the text is larger than %s", table.Size(b.lim.InflatedBytes)), Hint: "split the export, or raise the limit"}
	}
	head := make([]byte, min(size, 8<<10))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	var err error
	if opts.Encoding != "" {
		b.coding, err = named(opts.Encoding, head)
	} else {
		b.coding, err = detect(r, size, head, b.lim.CellBytes)
	}
	if err != nil {
		return nil, err
	}
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(b.coding.reader(r, size), sample)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if len(bytes.TrimSpace(sample[:n])) == 0 && err != nil {
		return nil, &table.Refusal{Message: "the file holds nothing but blanks", Hint: "export it again"}
	}
	b.dialect = sniff(sample[:n], err != nil)
	return b, nil
}

// UTF8 tells the encoding of size bytes of r as Open does, for other formats that
// are text. Each call of the function reads the text from its start; flawed says
// that its cells may hold what is not text.
func UTF8(r io.ReaderAt, size int64, name string) (start func() io.Reader, flawed bool, notice *table.Problem, err error) {
	head := make([]byte, min(size, 8<<10))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, false, nil, err
	}
	var c coding
	if name != "" {
		c, err = named(name, head)
	} else {
		c, err = detect(r, size, head, math.MaxInt64/2)
	}
	return func() io.Reader { return c.reader(r, size) }, c.flawed, c.notice, err
}

type book struct {
	r       io.ReaderAt
	size    int64
	lim     table.Limits
	coding  coding
	dialect dialect
}

// Format is "CSV", or "TSV" where tabs separate the fields.
func (b *book) Format() string {
	if b.dialect.comma == '\t' {
		return "TSV"
	}
	return "CSV"
}

// Sheets is the one sheet, without a name.
func (b *book) Sheets() []table.Sheet { return []table.Sheet{{Bytes: b.size}} }

// Close has nothing to free: the reader belongs to the caller.
func (b *book) Close() error { return nil }

// Rows streams the records; see table.Book. A quote that is never closed is a
// *table.Refusal with its line: what follows it cannot be divided.
func (b *book) Rows(ctx context.Context, _ int, row func(*table.Row) error, problem func(table.Problem)) error {
	rep := problems.New("", problem)
	defer rep.Finish()
	for _, p := range []*table.Problem{b.coding.notice, b.dialect.notice} {
		if p != nil {
			rep.Add(*p)
		}
	}
	w := window.New(b.coding.reader(b.r, b.size), b.lim.CellBytes)
	defer w.Stop()
	s := &scan{book: b, ctx: ctx, w: w, rep: rep, fn: row, line: 1, p: parser{comma: b.dialect.comma}}
	return s.run()
}

// scan is one pass over the records.
type scan struct {
	*book
	ctx  context.Context
	w    *window.Window
	rep  *problems.Reporter
	fn   func(*table.Row) error
	p    parser
	row  table.Row
	line int  // 1-based, of the record
	full bool // a record of the usual width has been seen
	text []byte

	narrow     int // records that lack fields, and the first of them
	narrowRow  int32
	narrowLine int
}

func (s *scan) run() error {
	defer s.narrower()
	if err := s.skip(s.dialect.skip); err != nil {
		return err
	}
	for final := false; ; {
		b := s.w.Buf[s.w.Pos:]
		if len(b) == 0 && final {
			return nil
		}
		n, st := s.p.record(b, final)
		switch {
		case len(b) == 0 || st == partial:
			if !final && !s.w.More() {
				if err := s.w.Err(); err != nil {
					return s.failed(err)
				}
				final = true
			}
			continue
		case st == unclosed:
			return s.openQuote(b)
		}
		if err := s.emit(b[:n]); err != nil {
			return err
		}
		s.w.Pos += n
	}
}

// skip passes over the sep= line.
func (s *scan) skip(n int) error {
	for len(s.w.Buf)-s.w.Pos < n {
		if !s.w.More() {
			return s.w.Err()
		}
	}
	s.w.Pos += n
	if n > 0 {
		s.line++
	}
	return nil
}

func (s *scan) failed(err error) error {
	if !errors.Is(err, window.ErrToken) {
		return err
	}
	b := s.w.Buf[s.w.Pos:]
	if _, st := s.p.record(b, true); st == unclosed {
		return s.openQuote(b)
	}
	return longLine(s.line, s.lim.CellBytes)
}

func longLine(line int, limit int64) error {
	return &table.Refusal{
		Message: fmt.Sprintf("line %d is longer than %s", line, table.Size(limit)),
		Hint:    "no record of an export is like this; the file is not a table, or damaged",
	}
}

// openQuote refuses the file at the line where the open quote stands.
func (s *scan) openQuote(b []byte) error {
	line := s.line + newlines(b[:s.p.quote])
	what := fmt.Sprintf("line %d opens a quote that is never closed", line)
	if s.p.next > 0 {
		what = fmt.Sprintf("line %d opens a quote, and the next quote, in line %d, does not close it", line, s.line+newlines(b[:s.p.next]))
	}
	return &table.Refusal{
		Message: what + ": where the field ends cannot be known",
		Hint:    "close the quote in that line, or write a quote inside a text twice",
	}
}

// newlines counts line ends, whichever kind they are.
func newlines(b []byte) int {
	if n := bytes.Count(b, []byte("\n")); n > 0 {
		return n
	}
	return bytes.Count(b, []byte("\r"))
}

// emit hands on the record b, whose fields the parser holds.
func (s *scan) emit(b []byte) error {
	s.row.Number++
	if s.row.Number%256 == 0 && s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if err := s.bounds(); err != nil {
		return err
	}
	s.row.Cells, s.text = s.row.Cells[:0], s.text[:0]
	line, multi := s.line, false
	for i, f := range s.p.fields {
		if f.stray {
			s.rep.Add(table.Problem{Row: s.row.Number, Col: int32(i + 1), Code: table.CodeQuote,
				Message: fmt.Sprintf("line %d: a quote in the middle of a quoted text was taken as part of it", line), Hint: "write a quote inside a text twice"})
		}
		if f.start == f.end {
			continue
		}
		multi = multi || f.start > 0 && b[f.start-1] == '"'
		if v := f.value(b); len(v) > 0 && !blank(v) {
			if s.coding.flawed {
				v = s.cleaned(v, i)
			}
			s.row.Cells = append(s.row.Cells, table.Cell{Col: int32(i + 1), Kind: table.Text, Text: unsafe.String(&v[0], len(v))})
		}
	}
	s.line++
	if multi {
		s.line = line + max(1, newlines(b))
	}
	s.ragged(line)
	if len(s.row.Cells) == 0 {
		return nil
	}
	return s.fn(&s.row)
}

func (s *scan) bounds() error {
	if s.row.Number > s.lim.Rows {
		return &table.Refusal{Message: fmt.Sprintf("there are more than %d rows", s.lim.Rows), Hint: "split the export, or raise the limit"}
	}
	if len(s.p.fields) > int(s.lim.Cols) {
		return &table.Refusal{Message: fmt.Sprintf("line %d has more than %d fields", s.line, s.lim.Cols), Hint: "no export is this wide; check the separator, or raise the limit"}
	}
	return nil
}

// blank reports whether there is nothing to see.
func blank(v []byte) bool { return v[0] <= ' ' && len(bytes.TrimSpace(v)) == 0 }

// cleaned replaces what is not text, and tells of it.
func (s *scan) cleaned(v []byte, i int) []byte {
	if xmlscan.Plain(v) {
		return v
	}
	start := len(s.text)
	var flaw xmlscan.Flaw
	s.text, flaw = xmlscan.Decode(s.text, v, true)
	if flaw == 0 {
		return v
	}
	s.rep.Add(table.Problem{Row: s.row.Number, Col: int32(i + 1), Code: table.CodeText,
		Message: "the cell holds " + flaw.String(), Hint: "correct the text where it comes from, or name the encoding with --encoding"})
	return s.text[start:]
}

// ragged tells of a record that is wider than the usual one. Narrower ones are
// counted, without lines of text such as a title or a footer: many programs leave
// out the blank fields at the end.
func (s *scan) ragged(line int) {
	n, w := len(s.p.fields), s.dialect.width
	if n == w {
		s.full = true
	}
	if n == w || !s.full || n < 2 || w < 2 || len(s.row.Cells) == 0 {
		return
	}
	if n < w {
		if s.narrow++; s.narrow == 1 {
			s.narrowRow, s.narrowLine = s.row.Number, line
		}
		return
	}
	if s.row.Cells[len(s.row.Cells)-1].Col > int32(w) {
		s.rep.Add(table.Problem{Row: s.row.Number, Code: table.CodeRagged,
			Message: fmt.Sprintf("line %d has %d fields, more than the %d of the other lines", line, n, w),
			Hint:    "check it for a separator or a quote inside a text"})
	}
}

// narrower tells of the records that lack fields, all at once.
func (s *scan) narrower() {
	if s.narrow == 0 {
		return
	}
	what := fmt.Sprintf("line %d has fewer fields than the %d of the other lines", s.narrowLine, s.dialect.width)
	if s.narrow > 1 {
		what = fmt.Sprintf("%d lines have fewer fields than the %d of the others, the first is line %d", s.narrow, s.dialect.width, s.narrowLine)
	}
	s.rep.Add(table.Problem{Row: s.narrowRow, Code: table.CodeRagged, Message: what + "; what is missing at their end was taken for blank",
		Hint: "if a line break inside a text cut them, put the text in quotes"})
}
