package open_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"

	"ownermap/ingest/open"
	"ownermap/ingest/table"
)

// repeated deflates a text that stands n times between two others, in the time
// that it takes to deflate it a thousand times: the blocks are copied.
func repeated(t *testing.T, before, text string, n int, after string) []byte {
	t.Helper()
	block := func(s string) []byte {
		var buf bytes.Buffer
		w, err := flate.NewWriter(&buf, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, s)
		w.Flush() // ends on a byte, refers to nothing before it
		return buf.Bytes()
	}
	each := 1000
	if len(text) == 1 || strings.HasPrefix(text, "<!--") {
		each = 1 << 17
	}
	var out bytes.Buffer
	out.Write(block(before))
	out.Write(bytes.Repeat(block(strings.Repeat(text, each)), n/each))
	w, _ := flate.NewWriter(&out, 1)
	io.WriteString(w, after)
	w.Close()
	return out.Bytes()
}

// hostile is a workbook in which one part is replaced by a deflated one.
func hostile(t *testing.T, part string, deflated []byte) []byte {
	t.Helper()
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const rel = `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, p := range [][2]string{
		{"_rels/.rels", `<Relationships>` + fmt.Sprintf(rel, "a", "officeDocument", "xl/workbook.xml") + `</Relationships>`},
		{"xl/workbook.xml", `<workbook ` + main + `><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships>` + fmt.Sprintf(rel, "a", "worksheet", "worksheets/sheet1.xml") + fmt.Sprintf(rel, "b", "sharedStrings", "sharedStrings.xml") + fmt.Sprintf(rel, "c", "styles", "styles.xml") + `</Relationships>`},
		{"xl/sharedStrings.xml", `<sst ` + main + `><si><t>a</t></si></sst>`},
		{"xl/styles.xml", `<styleSheet ` + main + `><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + main + `><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`},
	} {
		var f io.Writer
		var err error
		body := []byte(p[1])
		if p[0] == part {
			body = deflated
			f, err = w.CreateRaw(&zip.FileHeader{Name: part, Method: zip.Deflate, CompressedSize64: uint64(len(body)), UncompressedSize64: 1 << 30})
		} else {
			f, err = w.Create(p[0])
		}
		if err == nil {
			_, err = f.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// filler is a file of one byte again and again.
type filler byte

func (f filler) ReadAt(p []byte, _ int64) (int, error) {
	for i := range p {
		p[i] = byte(f)
	}
	return len(p), nil
}

// peak runs f and returns how much heap there was at most meanwhile.
func peak(f func()) uint64 {
	runtime.GC()
	var most atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse+m.StackInuse))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-done
	return most.Load()
}

func TestBombsAreRefusedInTimeAndMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes files of gigabytes")
	}
	const sheet, strs, styles, book = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
	laughs := "<!DOCTYPE x [<!ENTITY a \"ha\">"
	for c := 'b'; c < 'r'; c++ {
		laughs += fmt.Sprintf("<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += "]>"
	plain := func(s string) []byte { return repeated(t, s, "", 0, "") }
	row := func(s string) []byte { return plain("<worksheet><sheetData>" + s + "</sheetData></worksheet>") }
	files := map[string]func() []byte{
		"a gigabyte of blanks in a sheet": func() []byte {
			return hostile(t, sheet, repeated(t, "<worksheet><sheetData>", " ", 1<<30, "</sheetData></worksheet>"))
		},
		"a gigabyte of blanks in a value": func() []byte {
			return hostile(t, sheet, repeated(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>`, " ", 1<<30, "1</v></c></row></sheetData></worksheet>"))
		},
		"a gigabyte of blanks in a tag": func() []byte {
			return hostile(t, sheet, repeated(t, `<worksheet><sheetData><row `, " ", 1<<30, "/></sheetData></worksheet>"))
		},
		"a gigabyte of blanks between the strings": func() []byte { return hostile(t, strs, repeated(t, "<sst>", " ", 1<<30, "</sst>")) },
		"a gigabyte of blanks in the styles":       func() []byte { return hostile(t, styles, repeated(t, "<styleSheet>", " ", 1<<30, "</styleSheet>")) },
		"a gigabyte of blanks in the workbook":     func() []byte { return hostile(t, book, repeated(t, "<workbook>", " ", 1<<30, "</workbook>")) },
		"a gigabyte of comments": func() []byte {
			return hostile(t, sheet, repeated(t, "<worksheet><sheetData>", "<!-- -->", 1<<27, "</sheetData></worksheet>"))
		},
		"a gigabyte of rows without cells": func() []byte {
			return hostile(t, sheet, repeated(t, "<worksheet><sheetData>", "<row/>", 1<<30/6, "</sheetData></worksheet>"))
		},
		"a cell of half a gigabyte": func() []byte {
			return hostile(t, sheet, repeated(t, `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>`, "x", 1<<29, "</t></is></c></row></sheetData></worksheet>"))
		},
		"a cell of many runs": func() []byte {
			return hostile(t, sheet, repeated(t, `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is>`, "<r><t>xxxxxxxx</t></r>", 1<<26, "</is></c></row></sheetData></worksheet>"))
		},
		"a shared string of half a gigabyte": func() []byte { return hostile(t, strs, repeated(t, "<sst><si><t>", "x", 1<<29, "</t></si></sst>")) },
		"a thousand million shared strings":  func() []byte { return hostile(t, strs, repeated(t, "<sst>", "<si><t>a</t></si>", 1e9, "</sst>")) },
		"as many empty ones":                 func() []byte { return hostile(t, strs, repeated(t, "<sst>", "<si/>", 1e9, "</sst>")) },
		"styles without end": func() []byte {
			return hostile(t, styles, repeated(t, "<styleSheet><cellXfs>", "<xf/>", 1e9, "</cellXfs></styleSheet>"))
		},
		"laughs in a sheet": func() []byte {
			return hostile(t, sheet, plain(laughs+`<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&q;</v></c></row></sheetData></worksheet>`))
		},
		"laughs in the strings": func() []byte { return hostile(t, strs, plain(laughs+`<sst><si><t>&q;</t></si></sst>`)) },
		"laughs in the workbook": func() []byte {
			return hostile(t, book, plain(laughs+`<workbook><sheets><sheet name="&q;" sheetId="1"/></sheets></workbook>`))
		},
		"laughs in a document": func() []byte {
			return zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
				laughs+`<office:document-content><table:table table:name="&q;"/></office:document-content>`)
		},
		"laughs in SpreadsheetML": func() []byte {
			return []byte(`<?xml version="1.0"?>` + laughs + `<Workbook><Worksheet ss:Name="&q;"/></Workbook>`)
		},
		"a row beyond the last":    func() []byte { return hostile(t, sheet, row(`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`)) },
		"a column beyond the last": func() []byte { return hostile(t, sheet, row(`<row r="1"><c r="XFE1"><v>1</v></c></row>`)) },
		"a column far beyond":      func() []byte { return hostile(t, sheet, row(`<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>`)) },
	}
	for name, file := range files {
		data := file()
		defuse(t, name, bytes.NewReader(data), int64(len(data)))
	}
	defuse(t, "a gigabyte of blanks", filler(' '), 1<<30)
	defuse(t, "a gigabyte of one letter", filler('x'), 1<<30)
	defuse(t, "a gigabyte of quotes", filler('"'), 1<<30)
	defuse(t, "a gigabyte of separators", filler(','), 1<<30)
}

// defuse reads a file and expects a refusal in 3 seconds and 300 MB.
func defuse(t *testing.T, name string, r io.ReaderAt, size int64) {
	t.Helper()
	var err error
	start := time.Now()
	most := peak(func() { err = readThrough(r, size) })
	took := time.Since(start)
	t.Logf("%-42s %5d ms %4d MB  %v", name, took.Milliseconds(), most>>20, err)
	if !errors.As(err, new(*open.Refusal)) {
		t.Errorf("%s: not refused: %v", name, err)
	}
	if took > 3*time.Second*slower || most > 300<<20 {
		t.Errorf("%s took %v and %d MB", name, took, most>>20)
	}
}

// slower forgives machines that are busy with other tests.
const slower = 3

func readThrough(r io.ReaderAt, size int64) error {
	b, err := open.Reader(r, size, open.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	for i := range b.Sheets() {
		if err := b.Rows(context.Background(), i, func(*table.Row) error { return nil }, func(table.Problem) {}); err != nil {
			return err
		}
	}
	return nil
}
