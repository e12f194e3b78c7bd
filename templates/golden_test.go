package templates_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownermap/templates"
	"ownermap/templates/internal/mock"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with testdata/golden/name, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run with -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func renderer(t *testing.T, lang string) *templates.Renderer {
	t.Helper()
	r, err := templates.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func render(t *testing.T, r *templates.Renderer, v templates.View) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryComponentLooksAsItDid(t *testing.T) {
	r := renderer(t, "en")
	seen := map[string]int{}
	var names []string
	for _, b := range mock.Blocks() {
		html, err := r.RenderBlock(b)
		if err != nil {
			t.Fatal(err)
		}
		kind := templates.NameOf(b)
		seen[kind]++
		name := kind + ".html"
		if n := seen[kind]; n > 1 {
			name = kind + "-" + strconv.Itoa(n) + ".html"
		}
		names = append(names, name)
		golden(t, name, []byte(html))
	}
	for _, page := range []string{"summary", "states", "german"} {
		names = append(names, page+"-page.html")
	}
	orphans(t, names)
	for kind := range blockTemplates(t) {
		if seen[kind] == 0 {
			t.Errorf("no mock shows the component %q", kind)
		}
	}
}

// orphans fails for golden files that no test writes.
func orphans(t *testing.T, names []string) {
	t.Helper()
	files, err := os.ReadDir(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.Contains("\n"+strings.Join(names, "\n")+"\n", "\n"+f.Name()+"\n") {
			t.Errorf("testdata/golden/%s belongs to no test", f.Name())
		}
	}
}

// blockTemplates are the names of all component templates.
func blockTemplates(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, text := range sources(t) {
		for _, m := range defined.FindAllStringSubmatch(text, -1) {
			if name, ok := strings.CutPrefix(m[1], "block-"); ok {
				out[name] = true
			}
		}
	}
	return out
}

func TestPagesLookAsTheyDid(t *testing.T) {
	pages := mock.Pages()
	en, de := renderer(t, "en"), renderer(t, "de-AT")
	golden(t, "summary-page.html", []byte(render(t, en, pages[0])))
	golden(t, "states-page.html", []byte(render(t, en, pages[9])))
	golden(t, "german-page.html", []byte(render(t, de, pages[3])))
}

func TestRenderingTwiceGivesTheSameBytes(t *testing.T) {
	a, b := renderer(t, "en"), renderer(t, "en")
	for i, v := range mock.Pages() {
		if render(t, a, v) != render(t, b, mock.Pages()[i]) {
			t.Errorf("%s differs between two renderings", templates.PathOf(v))
		}
	}
}
