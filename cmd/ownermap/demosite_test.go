package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// ownermap runs the program in this process and fails the test unless it ends
// with the code.
func ownermap(t testing.TB, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, talk bytes.Buffer
	noEnv := func(string) (string, bool) { return "", false }
	if got := run(context.Background(), args, &out, &talk, noEnv); got != want {
		t.Fatalf("ownermap %s: exit code %d, want %d\n%s", strings.Join(args, " "), got, want, talk.String())
	}
	return out.String(), talk.String()
}

// demo is the demo's site, built once for all tests that only look at it.
var demo = sync.OnceValues(func() (string, error) {
	dir, err := sharedDir("demo")
	if err != nil {
		return "", err
	}
	var out, talk bytes.Buffer
	args := []string{"demo", "--out", dir, "--cache-dir", filepath.Join(shared(), "charts"), "--workers", "2"}
	if code := run(context.Background(), args, &out, &talk, func(string) (string, bool) { return "", false }); code != exitDone {
		return "", fmt.Errorf("ownermap demo: exit code %d\n%s", code, talk.String())
	}
	return dir, nil
})

// demoSite is a folder with the demo's site. Tests read it and leave it as it is.
func demoSite(t testing.TB) string {
	t.Helper()
	dir, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// sharedCache keeps rendered charts for all tests of one run.
func sharedCache(t testing.TB) string {
	t.Helper()
	dir, err := sharedDir("charts")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// The shared demo is built by two workers into an empty chart cache.
func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	want := readTree(t, demoSite(t))
	for name, flags := range map[string][]string{
		"one worker, charts drawn anew": {"--workers", "1", "--no-cache"},
		"a full chart cache":            {"--cache-dir", sharedCache(t)},
	} {
		dir := filepath.Join(t.TempDir(), "site")
		ownermap(t, exitDone, append([]string{"demo", "--out", dir}, flags...)...)
		got := readTree(t, dir)
		for file := range want {
			if got[file] != want[file] {
				t.Errorf("%s: %s differs", name, file)
			}
		}
		for file := range got {
			if _, ok := want[file]; !ok {
				t.Errorf("%s: %s is new", name, file)
			}
		}
	}
}

// readTree reads every file below dir.
func readTree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("%s is empty", dir)
	}
	return files
}
