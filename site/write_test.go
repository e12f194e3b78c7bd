package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func build(t *testing.T, out string, files map[string]string) error {
	t.Helper()
	tr, err := newTree(out)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if err := tr.put(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tr.putManifest(); err != nil {
		t.Fatal(err)
	}
	if err := tr.swap(); err != nil {
		tr.abandon()
		return err
	}
	return nil
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		return "(absent)"
	}
	return string(b)
}

func leftovers(t *testing.T, out string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(out), ".*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestASecondBuildRemovesOnlyWhatTheFirstWrote(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	if err := build(t, out, map[string]string{"index.html": "1", "people/a.html": "a", "people/b.html": "b"}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"notes.txt", "people/mine.txt", ".git/config"} {
		os.MkdirAll(filepath.Dir(filepath.Join(out, f)), 0o777)
		os.WriteFile(filepath.Join(out, f), []byte("mine"), 0o666)
	}
	if err := build(t, out, map[string]string{"index.html": "2", "people/a.html": "a"}); err != nil {
		t.Fatal(err)
	}
	for f, want := range map[string]string{"index.html": "2", "people/b.html": "(absent)",
		"notes.txt": "mine", "people/mine.txt": "mine", ".git/config": "mine"} {
		if got := read(t, out, f); got != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
	if l := leftovers(t, out); len(l) > 0 {
		t.Errorf("left behind: %v", l)
	}
}

func TestAForeignFileInTheWayStopsTheBuildAndChangesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	os.MkdirAll(out, 0o777)
	os.WriteFile(filepath.Join(out, "index.html"), []byte("hand-made"), 0o666)
	err := build(t, out, map[string]string{"index.html": "ours", "load.html": "x"})
	if err == nil || !strings.Contains(err.Error(), "index.html") {
		t.Fatalf("error %v does not name the file", err)
	}
	if got := read(t, out, "index.html"); got != "hand-made" {
		t.Errorf("index.html is now %q", got)
	}
	if l := leftovers(t, out); len(l) > 0 {
		t.Errorf("left behind: %v", l)
	}
}

func TestAnAbandonedBuildLeavesTheLastSite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	if err := build(t, out, map[string]string{"index.html": "1"}); err != nil {
		t.Fatal(err)
	}
	tr, err := newTree(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.put("index.html", []byte("half")); err != nil {
		t.Fatal(err)
	}
	tr.abandon()
	if got := read(t, out, "index.html"); got != "1" {
		t.Errorf("index.html is now %q", got)
	}
	if l := leftovers(t, out); len(l) > 0 {
		t.Errorf("left behind: %v", l)
	}
}

func TestAPathCannotLeaveTheSite(t *testing.T) {
	tr, err := newTree(filepath.Join(t.TempDir(), "site"))
	if err != nil {
		t.Fatal(err)
	}
	defer tr.abandon()
	for _, name := range []string{"../x", "/x", "a//b", ""} {
		if tr.put(name, nil) == nil {
			t.Errorf("%q was accepted", name)
		}
	}
}
