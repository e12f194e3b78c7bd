// Package open tells what a file is by its bytes, never by its name, and opens
// it as a table.Book. It is the only door of ingest to the format readers.
//
//  1. The first bytes say zip, markup, text or something that is not a table.
//  2. A reader is chosen, or a Refusal says what the file is and what to do.
//  3. The reader gives the Book; Close closes the file with it.
package open

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync/atomic"

	"ownermap/ingest/markup"
	"ownermap/ingest/table"
	"ownermap/ingest/text"
)

// Refusal says that a file cannot be used, and what to do instead.
type Refusal = table.Refusal

// Limits bound what is taken from a file.
type Limits = table.Limits

// Options are the choices of an opening. The zero value works.
type Options struct {
	Encoding string // of text files, "windows-1252"; "" detects
	Limits   Limits // zero fields: table.DefaultLimits
	// Progress is told how many bytes of the file were read since the last call,
	// from any goroutine, while rows are read; not while the file is looked at. A
	// format that keeps its sheets in one piece reads it again for each.
	Progress func(bytes int64)
}

// Open opens the file at path. A file that is missing, empty or of a kind that
// is not read gives a *Refusal; other errors are those of the disk.
func Open(path string, opts Options) (table.Book, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Refusal{File: path, Message: "there is no such file", Hint: "check the path; relative paths start at the current folder"}
	}
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil && st.IsDir() {
		err = &Refusal{File: path, Message: "this is a folder, not a file", Hint: "name the spreadsheet in it, or use a glob such as exports/*.xlsx"}
	} else if err == nil && !st.Mode().IsRegular() {
		err = &Refusal{File: path, Message: "this is a pipe or device, which can be read only once", Hint: "write the export to a file first"}
	}
	var b table.Book
	if err == nil {
		r := &counter{r: f, tell: opts.Progress}
		b, err = Reader(r, st.Size(), opts)
		r.opened.Store(true)
	}
	if err != nil {
		f.Close()
		var r *Refusal
		if errors.As(err, &r) {
			r.File = path
		}
		return nil, err
	}
	return &file{Book: b, f: f}, nil
}

// Reader opens size bytes of r, which must stay readable until the Book is closed.
func Reader(r io.ReaderAt, size int64, opts Options) (table.Book, error) {
	if size == 0 {
		return nil, &Refusal{Message: "the file is empty (0 bytes)", Hint: "export it again; the last export or download did not finish"}
	}
	head := make([]byte, min(size, 8192))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	asText := text.Options{Encoding: opts.Encoding, Limits: opts.Limits}
	switch k := sniff(head, size); k {
	case kindZip:
		return openZip(r, size, opts.Limits)
	case kindOLE:
		return nil, refuse(oleKind(r))
	case kindHTML:
		return markup.OpenHTML(r, size, asText)
	case kindXML:
		return openXML(r, size, opts.Limits)
	case kindText:
		return text.Open(r, size, asText)
	default:
		return nil, refuse(k)
	}
}

// counter reports what is read once the file has been opened.
type counter struct {
	r      io.ReaderAt
	tell   func(int64)
	opened atomic.Bool
}

func (c *counter) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(p, off)
	if c.tell != nil && n > 0 && c.opened.Load() {
		c.tell(int64(n))
	}
	return n, err
}

type file struct {
	table.Book
	f *os.File
}

// Close frees the reader and closes the file.
func (b *file) Close() error { return errors.Join(b.Book.Close(), b.f.Close()) }
