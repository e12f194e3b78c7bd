package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownermap/cmd/ownermap/samples"
)

// sampleBook reads one of the sample workbooks.
func sampleBook(t *testing.T, name string) []byte {
	t.Helper()
	src, err := samples.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestAnUnusableFileIsRefusedAndTheLastSiteStays(t *testing.T) {
	dir := t.TempDir()
	if err := writeSamples(dir); err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	deals := sampleBook(t, "deals.xlsx")
	for name, body := range map[string][]byte{
		"cut.xlsx":     deals[:len(deals)/2],
		"stub.xlsx":    deals[:40],
		"picture.xlsx": append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 200)...),
		"old.xls":      append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 2000)...),
		"report.pdf":   []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
		"zeros.csv":    make([]byte, 5000),
	} {
		if err := os.WriteFile(in(name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	site := filepath.Join(dir, "site")
	build := func(deals string) []string {
		return []string{"build", "--roster", in("roster.xlsx"), "--deals", deals, "--out", site, "--cache-dir", sharedCache(t)}
	}
	ownermap(t, exitDone, build(in("deals.xlsx"))...)
	last := readTree(t, site)
	for _, bad := range []string{"cut.xlsx", "stub.xlsx", "picture.xlsx", "old.xls", "report.pdf", "zeros.csv", "deals.xlsx#Nowhere", "absent.xlsx", "*.parquet", "roster.xlsx"} {
		t.Run(bad, func(t *testing.T) {
			out, talk := ownermap(t, exitData, build(in(bad))...)
			name, _, _ := strings.Cut(bad, "#")
			if out != "" || !strings.HasPrefix(talk, "error: ") || !strings.Contains(talk, name) || !strings.Contains(talk, "\nhint: ") || strings.Contains(talk, "goroutine") {
				t.Errorf("stdout %q, stderr %q", out, talk)
			}
		})
	}
	for name, body := range readTree(t, site) {
		if last[name] != body {
			t.Errorf("%s of the last site changed", name)
		}
	}
}

func TestAnInterruptedBuildLeavesTheLastSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	ownermap(t, exitDone, "demo", "--out", dir, "--cache-dir", sharedCache(t), "--quiet")
	last := readTree(t, dir)
	for _, after := range []time.Duration{0, 50 * time.Millisecond, 400 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), after)
		var out, talk bytes.Buffer
		code := run(ctx, []string{"demo", "--out", dir, "--no-cache", "--quiet"}, &out, &talk, os.LookupEnv)
		cancel()
		if code != exitInterrupted && code != exitDone {
			t.Errorf("after %v: exit code %d: %s", after, code, talk.String())
		}
		if code == exitInterrupted && out.Len() > 0 {
			t.Errorf("after %v: stdout of an interrupted build: %s", after, out.String())
		}
		left, err := os.ReadDir(filepath.Dir(dir))
		if err != nil || len(left) != 1 {
			t.Errorf("after %v: beside the site stand %v (%v)", after, left, err)
		}
	}
	for name, body := range readTree(t, dir) {
		if last[name] != body {
			t.Errorf("%s differs after interrupted builds", name)
		}
	}
}
