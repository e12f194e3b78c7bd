package ingest_test

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"testing"

	"ownermap/ingest"
	"ownermap/ingest/internal/bigbook"
)

// BenchmarkLoad reads a deals workbook of 300,000 rows and 20 columns to joined records.
func BenchmarkLoad(b *testing.B) {
	const rows = 300_000
	path := filepath.Join(b.TempDir(), "deals.xlsx")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	if err := bigbook.XLSX(w, rows); err != nil {
		b.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		ds, err := ingest.Load(context.Background(), ingest.Options{Sources: []ingest.Source{{Kind: ingest.KindDeals, Path: path}}})
		if err != nil {
			b.Fatal(err)
		}
		if len(ds.Deals) != rows {
			b.Fatalf("%d deals", len(ds.Deals))
		}
	}
}
