package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestTheCommittedWorkbooksAreWhatTheGeneratorWrites(t *testing.T) {
	dir := t.TempDir()
	if err := writeAll(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"roster.xlsx", "deals.xlsx", "partners.xlsx"} {
		got, want := parts(t, filepath.Join(dir, name)), parts(t, filepath.Join("..", name))
		if len(got) != len(want) {
			t.Errorf("%s: %d parts, committed %d: run go generate ./cmd/ownermap/samples", name, len(got), len(want))
		}
		for i := range min(len(got), len(want)) {
			if got[i].name != want[i].name || !bytes.Equal(got[i].body, want[i].body) {
				t.Errorf("%s: part %s differs: run go generate ./cmd/ownermap/samples", name, want[i].name)
			}
		}
	}
}

func TestTheGeneratorWritesTheSameBytesTwice(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		if err := writeAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"roster.xlsx", "deals.xlsx", "partners.xlsx"} {
		x, err := os.ReadFile(filepath.Join(a, name))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(b, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s: two runs wrote different bytes", name)
		}
	}
}

// part is one file of a workbook. Compression may differ between versions of
// Go, so parts are compared unpacked.
type part struct {
	name string
	body []byte
}

func parts(t *testing.T, file string) []part {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var list []part
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		list = append(list, part{f.Name, body})
	}
	return list
}
