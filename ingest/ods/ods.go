// Package ods reads OpenDocument spreadsheets, zipped (.ods) and flat (.fods),
// as a table.Book.
//
// A document keeps all of its sheets in one part without an index, so opening
// reads that part once to learn them, and every reading of a sheet starts at its
// top. The part is drained, so that its length and CRC count. Memory is one row.
package ods

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/table"
)

// New reads the document in a zip.
func New(arc *zippart.Archive, lim table.Limits) (table.Book, error) {
	if f := arc.Find("META-INF/manifest.xml"); f != nil {
		if m, _ := arc.Bytes(f, 8<<20); bytes.Contains(m, []byte("encryption-data")) {
			return nil, &table.Refusal{Message: "the document is protected with a password", Hint: "open it with the password and save it without one"}
		}
	}
	f := arc.Find("content.xml")
	if f == nil {
		return nil, &table.Refusal{Message: `the part "content.xml" is not in the document`, Hint: "the file is damaged; export it again"}
	}
	b := &book{lim: lim.OrDefault(), size: int64(f.CompressedSize64)}
	b.open = func() (io.ReadCloser, error) { return arc.Reader(f) }
	return b, b.learn()
}

// OpenFlat reads a document that is one XML file.
func OpenFlat(r io.ReaderAt, size int64, lim table.Limits) (table.Book, error) {
	b := &book{lim: lim.OrDefault(), size: size}
	b.open = func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil }
	return b, b.learn()
}

type book struct {
	lim    table.Limits
	size   int64
	open   func() (io.ReadCloser, error)
	sheets []table.Sheet
}

// Format is "ods" for the zipped and the flat form.
func (b *book) Format() string { return "ods" }

// Sheets are the tables of the document.
func (b *book) Sheets() []table.Sheet { return b.sheets }

// Close has nothing to free: the reader belongs to the caller.
func (b *book) Close() error { return nil }

// learn finds the sheets.
func (b *book) learn() error {
	s := &scan{book: b, ctx: context.Background(), want: -1, rep: problems.New("", nil), hiddenStyles: map[string]bool{}}
	err := s.read()
	switch {
	case errors.As(err, new(*table.Refusal)):
		return err
	case err != nil && len(b.sheets) == 0:
		return &table.Refusal{Message: "the document is damaged or cut short: " + err.Error(), Hint: "download or export it again"}
	case len(b.sheets) == 0:
		return &table.Refusal{Message: "the document has no sheets", Hint: "open it in LibreOffice and save it again"}
	}
	return nil
}

// Rows streams one sheet; see table.Book.
func (b *book) Rows(ctx context.Context, i int, row func(*table.Row) error, problem func(table.Problem)) error {
	rep := problems.New(b.sheets[i].Name, problem)
	defer rep.Finish()
	s := &scan{book: b, ctx: ctx, want: i, row: row, rep: rep}
	err := s.read()
	switch {
	case err == nil || s.stopped || errors.As(err, new(*table.Refusal)):
		return err
	case errors.Is(err, zippart.ErrSum):
		rep.Add(table.Problem{Code: table.CodeDamaged, Lost: true, Message: "the document is not as it was written (its checksum does not match): values may be wrong", Hint: "download or export the file again"})
	default:
		rep.Add(table.Problem{Row: s.out.Number, Code: table.CodeDamaged, Lost: true, Message: fmt.Sprintf("the document cannot be read to its end (%v): what follows is missing", err), Hint: "download or export the file again; what could be read is kept"})
	}
	return nil
}

// read makes one pass over the document.
func (s *scan) read() error {
	r, err := s.open()
	if err != nil {
		return err
	}
	defer r.Close()
	if s.x, err = xmlscan.New(r, s.lim.CellBytes); err != nil {
		return err
	}
	defer s.x.Stop()
	if err = s.tokens(); err == nil {
		err = s.x.W.Drain()
	}
	return err
}
