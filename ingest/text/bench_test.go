package text_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"ownermap/ingest/internal/bigbook"
	"ownermap/ingest/table"
	"ownermap/ingest/text"
)

// BenchmarkCSV reads every field of a generated export. x-encoding/csv is its
// time over that of encoding/csv with ReuseRecord, measured here and in turn.
// OWNERMAP_BENCH_ROWS sets the size.
func BenchmarkCSV(b *testing.B) {
	rows, err := strconv.Atoi(os.Getenv("OWNERMAP_BENCH_ROWS"))
	if err != nil {
		rows = 20_000
	}
	var buf bytes.Buffer
	if err := bigbook.CSV(&buf, rows); err != nil {
		b.Fatal(err)
	}
	var base, ours time.Duration
	for b.Loop() {
		t := time.Now()
		r := csv.NewReader(bytes.NewReader(buf.Bytes()))
		r.ReuseRecord = true
		n := 0
		for {
			rec, err := r.Read()
			if err == io.EOF {
				break
			}
			n += len(rec)
		}
		base += time.Since(t)
		t = time.Now()
		book, err := text.Open(bytes.NewReader(buf.Bytes()), int64(buf.Len()), text.Options{})
		if err != nil {
			b.Fatal(err)
		}
		err = book.Rows(context.Background(), 0, func(r *table.Row) error {
			n -= len(r.Cells)
			return nil
		}, func(p table.Problem) { b.Fatal(p) })
		if err != nil || n != 0 {
			b.Fatal(n, err)
		}
		ours += time.Since(t)
	}
	b.ReportMetric(ours.Seconds()/base.Seconds(), "x-encoding/csv")
	b.ReportMetric(float64(b.N)*float64(buf.Len())/1e6/ours.Seconds(), "MB/s")
}
