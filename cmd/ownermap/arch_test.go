package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which rooms of ours each room may import beside itself.
var rooms = map[string][]string{
	"ingest":    {},
	"templates": {},
	"analyze":   {"ingest"},
	"site":      {"templates", "analyze", "ingest"},
	"cmd":       {"site", "analyze", "ingest"},
}

const repoRoot = "../.."

func TestImportsRunForwardOnly(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range goFiles(t) {
		room, _, _ := strings.Cut(file, "/")
		allowed, ok := rooms[room]
		if !ok {
			t.Errorf("%s: Go code outside the five rooms", file)
			continue
		}
		seen[room] = true
		for _, path := range importsOf(t, file) {
			rest, ours := strings.CutPrefix(path, "ownermap/")
			if !ours {
				continue
			}
			target, _, _ := strings.Cut(rest, "/")
			if target != room && !slices.Contains(allowed, target) {
				t.Errorf("%s imports %s: %s may import only %v", file, path, room, allowed)
			}
		}
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("room %s has no Go files", room)
		}
	}
}

func TestEChartsAndTheNetworkStayInTheirRooms(t *testing.T) {
	homes := map[string]string{
		"github.com/go-echarts/go-echarts": "site/",
		"github.com/dop251/goja":           "site/",
		"github.com/xuri/excelize":         "ingest/,site/,cmd/ownermap/",
		"net/http":                         "cmd/,site/",
		"html/template":                    "templates/,site/",
	}
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, path := range importsOf(t, file) {
			for prefix, home := range homes {
				if strings.HasPrefix(path, prefix) && !slices.ContainsFunc(strings.Split(home, ","),
					func(h string) bool { return strings.HasPrefix(file, h) }) {
					t.Errorf("%s imports %s, which belongs in %s", file, path, home)
				}
			}
		}
	}
}

func TestTheTopLevelHoldsOnlyWhatTheLayoutNames(t *testing.T) {
	allowed := []string{".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "analyze", "cmd", "docs", "go.mod",
		"go.sum", "ingest", "package-lock.json", "package.json", "site", "templates"}
	out, err := exec.Command("git", "-C", repoRoot, "ls-files", "-co", "--exclude-standard").Output()
	if err != nil {
		t.Skip("not a git checkout: ", err)
	}
	top := map[string]bool{}
	for _, f := range strings.Fields(string(out)) {
		name, _, _ := strings.Cut(f, "/")
		top[name] = true
	}
	for name := range top {
		if !slices.Contains(allowed, name) {
			t.Errorf("%s at the top level: the layout has no place for it", name)
		}
	}
	for _, name := range allowed {
		if !top[name] {
			t.Errorf("%s is missing from the top level", name)
		}
	}
}

// goFiles lists the repository's Go files, slash-separated and relative to its root.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(repoRoot, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != repoRoot && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata") {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ".go") {
			rel, err := filepath.Rel(repoRoot, path)
			if err != nil {
				return err
			}
			files = append(files, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// importsOf reads a file's import paths.
func importsOf(t *testing.T, file string) []string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(repoRoot, file))
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, i := range f.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}
