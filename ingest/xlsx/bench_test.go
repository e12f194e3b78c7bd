package xlsx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"ownermap/ingest/internal/bigbook"
	"ownermap/ingest/table"
	"ownermap/ingest/xlsx"
)

// benchRows is the size of the generated workbook: OWNERMAP_BENCH_ROWS, or few.
func benchRows(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("OWNERMAP_BENCH_ROWS"))
	if err != nil {
		return 20_000
	}
	return n
}

func bigBook(b *testing.B) []byte {
	b.Helper()
	var buf bytes.Buffer
	if err := bigbook.XLSX(&buf, benchRows(b)); err != nil {
		b.Fatal(err)
	}
	return buf.Bytes()
}

// inflateAll is the base: klauspost inflating the same parts, nothing else.
func inflateAll(b *testing.B, data []byte) (n int64) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range z.File {
		raw, err := f.OpenRaw()
		if err != nil {
			b.Fatal(err)
		}
		m, err := io.Copy(io.Discard, flate.NewReader(raw))
		if err != nil {
			b.Fatal(err)
		}
		n += m
	}
	return n
}

func readAll(b *testing.B, data []byte) (cells int) {
	book, err := xlsx.Open(bytes.NewReader(data), int64(len(data)), table.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	for i := range book.Sheets() {
		err := book.Rows(context.Background(), i, func(r *table.Row) error {
			cells += len(r.Cells)
			return nil
		}, func(p table.Problem) { b.Fatal(p) })
		if err != nil {
			b.Fatal(err)
		}
	}
	return cells
}

// BenchmarkRawCells reads every cell of a generated export. x-inflate is its time
// over that of inflating the same parts, both measured here and in turn.
func BenchmarkRawCells(b *testing.B) {
	data := bigBook(b)
	var base, ours time.Duration
	var bytes int64
	for b.Loop() {
		t := time.Now()
		bytes = inflateAll(b, data)
		base += time.Since(t)
		t = time.Now()
		if got, want := readAll(b, data), (benchRows(b)+1)*bigbook.Columns; got != want {
			b.Fatalf("%d cells of %d", got, want)
		}
		ours += time.Since(t)
	}
	b.ReportMetric(ours.Seconds()/base.Seconds(), "x-inflate")
	b.ReportMetric(float64(b.N)*float64(bytes)/1e6/ours.Seconds(), "MB/s")
}

// BenchmarkInflate is the base alone.
func BenchmarkInflate(b *testing.B) {
	data := bigBook(b)
	for b.Loop() {
		b.SetBytes(inflateAll(b, data))
	}
}

// BenchmarkExcelizeRows reads the same cells with excelize's streaming reader.
func BenchmarkExcelizeRows(b *testing.B) {
	data := bigBook(b)
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		rows, err := f.Rows("Deals")
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
	}
}

// BenchmarkGeneralScanner reads the same cells without the quick paths, as those
// of files that are written with prefixes are.
func BenchmarkGeneralScanner(b *testing.B) {
	data := bigBook(b)
	for b.Loop() {
		book, err := xlsx.Open(bytes.NewReader(data), int64(len(data)), table.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		if err := xlsx.Slow(book).Rows(context.Background(), 0, func(*table.Row) error { return nil }, nil); err != nil {
			b.Fatal(err)
		}
	}
}
