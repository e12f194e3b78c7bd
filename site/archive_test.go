package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownermap/analyze"
	"ownermap/ingest"
)

// archive builds one quarter into an archive, as the build command does.
func archive(t *testing.T, root string, asOf ingest.Date) error {
	t.Helper()
	ds, opts := ordinary(), options()
	opts.AsOf = asOf
	rep := analyze.Run(ds, opts)
	quarter, err := QuarterFolder(rep)
	if err != nil {
		t.Fatal(err)
	}
	if err := MayArchive(root, quarter, rep.Audience); err != nil {
		return err
	}
	if _, err := Build(t.Context(), rep, ds, Options{Out: filepath.Join(root, quarter), CacheDir: pictures}); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteArchive(t.Context(), Options{Out: root}); err != nil {
		t.Fatal(err)
	}
	return nil
}

func TestAnArchiveKeepsOldQuartersAndSetsTheirFiguresSideBySide(t *testing.T) {
	root := filepath.Join(t.TempDir(), "site")
	for _, day := range []ingest.Date{ingest.DateOf(2026, 3, 31), ingest.DateOf(2026, 6, 30)} {
		if err := archive(t, root, day); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.Stat(filepath.Join(root, "2026-Q1", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if err := archive(t, root, ingest.DateOf(2026, 3, 31)); err == nil || !strings.Contains(err.Error(), "old quarters are never rewritten") {
		t.Errorf("an old quarter was written again: %v", err)
	}
	if err := archive(t, root, ingest.DateOf(2026, 6, 30)); err != nil {
		t.Errorf("the latest quarter could not be written again: %v", err)
	}
	after, err := os.Stat(filepath.Join(root, "2026-Q1", "index.html"))
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("2026-Q1 was touched: %v", err)
	}
	page := read(t, root, "index.html")
	for _, want := range []string{`href="2026-Q1/index.html"`, `href="2026-Q2/index.html"`, "Two quarters, kept as they were written.", "Stages with one clear owner"} {
		if !strings.Contains(page, want) {
			t.Errorf("the archive's page lacks %s", want)
		}
	}
	if q2, q1 := strings.Index(page, "2026-Q2/index"), strings.Index(page, "2026-Q1/index"); q2 > q1 {
		t.Error("the newest quarter does not stand first")
	}
	csv := read(t, root, "data", "archive.csv")
	if !strings.Contains(csv, "Figure,2026-Q1,2026-Q2") {
		t.Errorf("CSV %.80s", csv)
	}
}
