package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

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
    for (let i = 0; i < 500 && !awake(c); i++) await new Promise(r => setTimeout(r, 20));
  }
  return charts.map(c => {
    const svg = awake(c), box = svg ? svg.getBoundingClientRect() : {width: 0, height: 0};
    return {Label: c.closest('figure').textContent.slice(0, 60), Width: Math.round(box.width), Height: Math.round(box.height), Live: !!svg,
      Shapes: svg ? svg.querySelectorAll('path, rect, circle').length : 0};
  });
})()`

// tooWide names what makes a page scroll sideways, also with the menu open.
const tooWide = `(() => {
  const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const found = wide() ? ['the page'] : [];
  const menu = document.querySelector('details.menu');
  if (menu) { menu.open = true; if (!found.length && wide()) found.push('the open menu'); menu.open = false; }
  if (found.length) for (const e of document.querySelectorAll('main *')) {
    if (e.getBoundingClientRect().right > innerWidth + 1 && !e.parentElement.closest('.scroll, svg') && found.length < 4) found.push(e.outerHTML.slice(0, 120));
  }
  return found;
})()`

// TestTheSiteOpensFromAFile looks at the pages without scripts and with them.
func TestTheSiteOpensFromAFile(t *testing.T) {
	dir := demoSite(t)
	root := fileURL(dir)
	charts := 0
	plain, live := openBrowser(t).tab(t, view{width: 1440, height: 1000, noScripts: true}, root), openBrowser(t).tab(t, desktop, root)
	for _, p := range sample(parseSite(t, dir)) {
		var still, awake []shownChart
		var wide []string
		complain(t, p.path+" without scripts", plain.visit(t, p.fileURL(dir), eval(staticCharts, &still)))
		complain(t, p.path, live.visit(t, p.fileURL(dir), eval(liveCharts, &awake), eval(tooWide, &wide)))
		checkCharts(t, p.path+" without scripts", still, false)
		checkCharts(t, p.path, awake, true)
		for _, what := range wide {
			t.Errorf("%s scrolls sideways: %s", p.path, what)
		}
		charts += len(still)
	}
	if charts < 6 {
		t.Errorf("%d charts in the whole site", charts)
	}
}

func checkCharts(t *testing.T, page string, charts []shownChart, live bool) {
	t.Helper()
	for _, c := range charts {
		if c.Live != live || c.Width < 200 || c.Height < 80 || c.Shapes < 3 {
			t.Errorf("%s: chart %s is not to be seen: %+v", page, c.Label, c)
		}
	}
}

// subPath is where the site stands on the test's server.
const subPath = "/reviews/partners/2026-q3/"

// serveBelow serves a folder below subPath. What is asked for elsewhere, or is
// not there, is kept in the list that strays gives.
func serveBelow(t testing.TB, dir string) (root string, strays func() []string) {
	t.Helper()
	var mu sync.Mutex
	var list []string
	files := http.StripPrefix(subPath, http.FileServer(http.Dir(dir)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		seen := &status{ResponseWriter: w, code: http.StatusOK}
		files.ServeHTTP(seen, r)
		if seen.code >= 400 {
			mu.Lock()
			defer mu.Unlock()
			list = append(list, r.URL.Path)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + subPath, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return list
	}
}

// status remembers the code of an answer.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// TestTheSiteOpensOnAPhoneBelowAnyPath looks at the pages over HTTP in a narrow window.
func TestTheSiteOpensOnAPhoneBelowAnyPath(t *testing.T) {
	dir := demoSite(t)
	root, strays := serveBelow(t, dir)
	tab := openBrowser(t).tab(t, phone, root)
	for _, p := range sample(parseSite(t, dir)) {
		var wide []string
		var awake []shownChart
		complain(t, p.path, tab.visit(t, root+p.path, eval(liveCharts, &awake), eval(tooWide, &wide)))
		checkCharts(t, p.path, awake, true)
		for _, what := range wide {
			t.Errorf("%s scrolls sideways at 360 px: %s", p.path, what)
		}
	}
	if list := strays(); len(list) > 0 {
		t.Errorf("asked for but not there: %s", strings.Join(list, ", "))
	}
}
