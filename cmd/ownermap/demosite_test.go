package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// demoSite writes the demo into a folder of the test's own.
func demoSite(t testing.TB, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	ownermap(t, exitDone, append([]string{"demo", "--out", dir, "--cache-dir", sharedCache(t)}, args...)...)
	return dir
}

// sharedCache keeps rendered charts for all tests of one run.
func sharedCache(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(os.TempDir(), "ownermap-test-charts")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	cache := t.TempDir()
	runs := map[string][]string{
		"one worker, charts drawn anew":  {"--workers", "1", "--no-cache"},
		"two workers, charts drawn anew": {"--workers", "2", "--no-cache"},
		"an empty chart cache":           {"--cache-dir", cache},
		"a full chart cache":             {"--cache-dir", cache},
	}
	var want map[string]string
	for _, name := range []string{"one worker, charts drawn anew", "two workers, charts drawn anew", "an empty chart cache", "a full chart cache"} {
		dir := filepath.Join(t.TempDir(), "site")
		ownermap(t, exitDone, append([]string{"demo", "--out", dir}, runs[name]...)...)
		got := readTree(t, dir)
		if want == nil {
			want = got
			continue
		}
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

// shownChart is a chart of a page as the browser lays it out.
type shownChart struct {
	Label                 string
	Width, Height, Shapes int
	Live                  bool
}

// staticCharts measures the pictures that stand in the page.
const staticCharts = `[...document.querySelectorAll('[data-chart]')].map(c => {
  const svg = [...c.querySelectorAll('[data-size] > .svg > svg')].find(s => s.getBoundingClientRect().width > 0);
  const box = svg ? svg.getBoundingClientRect() : {width: 0, height: 0};
  return {Label: svg ? svg.parentElement.getAttribute('aria-label') : c.closest('figure').textContent.slice(0, 60), Width: Math.round(box.width), Height: Math.round(box.height),
    Shapes: svg ? svg.querySelectorAll('path, rect, circle, polyline, polygon, line').length : 0, Live: false};
})`

// liveCharts scrolls through the page so that every chart wakes, then measures.
const liveCharts = `(async () => {
  const charts = [...document.querySelectorAll('[data-chart]')];
  const awake = c => [...c.querySelectorAll('.chart-live svg')].find(s => s.getBoundingClientRect().width > 0);
  for (const c of charts) {
    c.scrollIntoView({block: 'center', behavior: 'instant'});
    for (let i = 0; i < 100 && !awake(c); i++) await new Promise(r => setTimeout(r, 30));
  }
  return charts.map(c => {
    const svg = awake(c), box = svg ? svg.getBoundingClientRect() : {width: 0, height: 0};
    return {Label: c.closest('figure').textContent.slice(0, 60), Width: Math.round(box.width), Height: Math.round(box.height), Live: !!svg,
      Shapes: svg ? svg.querySelectorAll('path, rect, circle').length : 0};
  });
})()`

// pageShape is what a page holds, as the browser parsed it.
type pageShape struct {
	Twice []string // ids that stand more than once
	Holes []string // fragments that lead nowhere
	Links []string
	Wide  bool // scrolls sideways
}

const shapeOfPage = `({
  Twice: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
  Holes: [...document.querySelectorAll('a[href^="#"]')].map(e => e.getAttribute('href').slice(1)).filter(id => id && !document.getElementById(id)),
  Links: [...new Set([...document.querySelectorAll('a[href], link[href], script[src], img[src]')].map(e => e.href || e.src))],
  Wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
})`

// TestTheDemoOpensFromAFileWithoutAFlaw opens the demo three times: without
// scripts, with them, and on a phone.
func TestTheDemoOpensFromAFileWithoutAFlaw(t *testing.T) {
	dir := demoSite(t)
	b := startBrowser(t)
	root := fileURL(dir)
	plain, live := b.tab(t, view{width: 1440, height: 1000, noScripts: true}, root), b.tab(t, desktop, root)
	phone := b.tab(t, view{width: 360, height: 740}, root)
	charts := 0
	for _, url := range pagesOf(t, dir) {
		name := strings.TrimPrefix(url, root+"/")
		var still, awake []shownChart
		var shape, small pageShape
		complain(t, name+" without scripts", plain.visit(t, url, eval(staticCharts, &still), eval(shapeOfPage, &shape)))
		checkLinks(t, name, shape)
		charts += len(still)
		for _, c := range still {
			if c.Width < 200 || c.Height < 80 || c.Shapes < 3 {
				t.Errorf("%s without scripts: chart %s is not to be seen: %+v", name, c.Label, c)
			}
		}
		if len(still) > 0 || filepath.Dir(name) == "." {
			complain(t, name, live.visit(t, url, eval(liveCharts, &awake)))
		}
		for _, c := range awake {
			if !c.Live || c.Width < 200 || c.Height < 80 || c.Shapes < 3 {
				t.Errorf("%s: chart %s did not wake: %+v", name, c.Label, c)
			}
		}
		complain(t, name+" on a phone", phone.visit(t, url, eval(shapeOfPage, &small)))
		if small.Wide {
			t.Errorf("%s scrolls sideways on a phone", name)
		}
	}
	if charts < 6 {
		t.Errorf("%d charts in the whole site", charts)
	}
}

func complain(t *testing.T, page string, wrongs []string) {
	t.Helper()
	for _, w := range wrongs {
		t.Errorf("%s: %s", page, w)
	}
}

// checkLinks finds links that lead to no file, and ids that are not one.
func checkLinks(t *testing.T, page string, shape pageShape) {
	t.Helper()
	for _, id := range shape.Twice {
		t.Errorf("%s: id %s stands twice", page, id)
	}
	for _, id := range shape.Holes {
		t.Errorf("%s: nothing has the id %s", page, id)
	}
	for _, link := range shape.Links {
		path, _, _ := strings.Cut(link, "#")
		path, local := strings.CutPrefix(path, "file://")
		if _, err := os.Stat(path); local && err != nil {
			t.Errorf("%s: a link to nothing: %s", page, link)
		}
	}
}
