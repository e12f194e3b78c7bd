package main

import (
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The yardstick of the builds below: a cold one should take under 1.5 times the
// time in which excelize reads the same workbook, and 1.5 s for the charts.

func BenchmarkDemo(b *testing.B) {
	cache := b.TempDir()
	for _, bb := range []struct {
		name string
		args []string
	}{
		{"cold", []string{"--no-cache"}},
		{"warm", []string{"--cache-dir", cache}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "site")
			args := append([]string{"demo", "--out", out}, bb.args...)
			if bb.name == "warm" {
				ownermap(b, exitDone, args...)
			}
			for b.Loop() {
				ownermap(b, exitDone, args...)
			}
		})
	}
}

func BenchmarkTwentyThousandDeals(b *testing.B) {
	dir := b.TempDir()
	roster, people := rosterWorkbook(b, dir, 60)
	deals := dealsWorkbook(b, dir, 20000, people)
	build := []string{"build", "--roster", roster, "--deals", deals, "--out", filepath.Join(dir, "site")}
	b.Run("excelize reads the deals", func(b *testing.B) {
		for b.Loop() {
			readWithExcelize(b, deals)
		}
	})
	b.Run("build cold", func(b *testing.B) {
		for b.Loop() {
			ownermap(b, exitDone, append(build, "--no-cache")...)
		}
	})
	b.Run("build warm", func(b *testing.B) {
		cached := append(build, "--cache-dir", filepath.Join(dir, "cache"))
		ownermap(b, exitDone, cached...)
		for b.Loop() {
			ownermap(b, exitDone, cached...)
		}
	})
}

func readWithExcelize(b *testing.B, file string) {
	b.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for rows.Next() {
		if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
			b.Fatal(err)
		}
		n++
	}
	if n < 20000 {
		b.Fatalf("%d rows", n)
	}
}
