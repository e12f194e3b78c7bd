package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tableUse presses every button of every table, and tells what was not as it
// should be. What is absent stands last in both directions.
const tableUse = `(() => {
  const wrong = [];
  let pressed = 0, filtered = 0;
  const tick = (button) => { button.click(); pressed++; };
  for (const table of document.querySelectorAll('table[data-sortable]')) {
    const rows = () => [...table.tBodies[0].rows];
    const before = rows().length;
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, i) => {
      const button = head.querySelector('button');
      if (!button) { wrong.push(table.id + ': no button in ' + head.textContent); return; }
      const compare = new Intl.Collator(document.documentElement.lang, {numeric: true, sensitivity: 'base'}).compare;
      const keys = () => rows().map(r => { const c = r.cells[i]; return c.dataset.v !== undefined ? c.dataset.v : (c.querySelector('.v') || c).textContent.trim().replace(/^–.*/, ''); });
      for (let twice = 0; twice < 2; twice++) {
        tick(button);
        const way = head.getAttribute('aria-sort');
        if (way !== 'ascending' && way !== 'descending') wrong.push(table.id + ': aria-sort is ' + way);
        const sign = way === 'ascending' ? 1 : -1, all = keys(), there = all.filter(k => k !== '');
        if (all.slice(there.length).some(k => k !== '')) wrong.push(table.id + ' by ' + head.textContent + ': what is absent is not last');
        for (let j = 1; j < there.length; j++) {
          const [a, b] = [there[j - 1], there[j]];
          const d = !isNaN(a) && !isNaN(b) ? a - b : compare(a, b);
          if (sign * d > 0) { wrong.push(table.id + ' by ' + head.textContent + ' ' + way + ': ' + a + ' before ' + b); break; }
        }
      }
      if (heads.filter(h => h.hasAttribute('aria-sort')).length !== 1) wrong.push(table.id + ': several columns say that they are sorted');
    });
    if (rows().length !== before) wrong.push(table.id + ': rows were lost');
  }
  for (const input of document.querySelectorAll('.tools input')) {
    const table = input.closest('.sec').querySelector('table[data-filter]');
    const type = (text) => { input.value = text; input.dispatchEvent(new Event('input', {bubbles: true})); };
    const shown = () => [...table.tBodies[0].rows].filter(r => r.getBoundingClientRect().height > 0);
    const name = shown()[1].cells[0].textContent.trim().split(/\s+/)[0];
    type(name.toUpperCase());
    const left = shown();
    if (!left.length || left.some(r => !r.textContent.toLowerCase().includes(name.toLowerCase()))) wrong.push(table.id + ': filtered by ' + name + ' it shows ' + left.length + ' rows');
    type('no such words at all');
    if (shown().length) wrong.push(table.id + ': a filter that nothing meets leaves rows');
    type('');
    if (shown().length !== table.tBodies[0].rows.length) wrong.push(table.id + ': an empty filter hides rows');
    filtered++;
  }
  return {Wrong: wrong, Pressed: pressed, Filtered: filtered};
})()`

func TestTablesSortAndFilter(t *testing.T) {
	dir := demoSite(t)
	tab := openBrowser(t).tab(t, desktop, fileURL(dir))
	pressed, filtered := 0, 0
	for _, p := range kinds(parseSite(t, dir)) {
		var use struct {
			Wrong             []string
			Pressed, Filtered int
		}
		complain(t, p.path, tab.visit(t, p.fileURL(dir), eval(tableUse, &use)))
		complain(t, p.path, use.Wrong)
		pressed, filtered = pressed+use.Pressed, filtered+use.Filtered
	}
	if pressed < 50 || filtered < 2 {
		t.Errorf("%d heads pressed, %d filters tried in the whole site", pressed, filtered)
	}
}

func TestTheKeyboardSortsATable(t *testing.T) {
	dir := demoSite(t)
	tab := openBrowser(t).tab(t, desktop, fileURL(dir))
	tab.visit(t, fileURL(filepath.Join(dir, "load.html")), chromedp.Focus(chromedp.CSS("#load-table thead th:nth-child(1) button")), chromedp.KeyEvent("\r"), chromedp.KeyEvent("\r"))
	if got := value[string](t, tab, `document.querySelector('#load-table th[aria-sort]').getAttribute('aria-sort') + ' ' + document.activeElement.tagName`); !strings.HasSuffix(got, "ending BUTTON") {
		t.Errorf("after pressing Enter twice: %s", got)
	}
	if said := value[string](t, tab, `[...document.querySelectorAll('[role=status]')].map(e => e.textContent).join('')`); said == "" {
		t.Error("the order is not announced")
	}
}

// TestDownloadsMatchWhatIsShown saves a table from a file:// page and over HTTP.
func TestDownloadsMatchWhatIsShown(t *testing.T) {
	dir := demoSite(t)
	root, _ := serveBelow(t, dir)
	for scheme, url := range map[string]string{"file": fileURL(dir) + "/", "http": root} {
		tab := openBrowser(t).tab(t, desktop, url)
		to := t.TempDir()
		complain(t, scheme, tab.visit(t, url+"people/index.html", saveTo(to),
			chromedp.Evaluate[chromedp.Void](`document.querySelector('a[data-csv]').click()`)))
		whole := readCSV(t, waitForFile(t, filepath.Join(to, "people-team.csv")))
		if err := os.Remove(filepath.Join(to, "people-team.csv")); err != nil {
			t.Fatal(err)
		}
		if kept := readCSV(t, filepath.Join(dir, "data", "people-team.csv")); !slices.EqualFunc(kept, whole, slices.Equal) {
			t.Errorf("%s: an untouched table is saved as\n%v\nbut the site's file holds\n%v", scheme, whole, kept)
		}
		shown := value[[]string](t, tab, `(() => {
			const input = document.querySelector('.tools input');
			input.value = 'manager'; input.dispatchEvent(new Event('input', {bubbles: true}));
			document.querySelector('table thead button').click();
			const names = [...document.querySelector('table').tBodies[0].rows].filter(r => !r.hidden).map(r => r.cells[0].textContent.trim());
			document.querySelector('a[data-csv]').click();
			return names;
		})()`)
		part := readCSV(t, waitForFile(t, filepath.Join(to, "people-team.csv")))
		var names []string
		for _, row := range part[1:] {
			names = append(names, row[0])
		}
		if len(shown) == 0 || len(shown) >= len(whole)-1 || !slices.Equal(names, shown) {
			t.Errorf("%s: %v are shown, %v are saved", scheme, shown, names)
		}
	}
}

// saveTo lets downloads go to a folder.
func saveTo(dir string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
		return err
	})
}

func waitForFile(t *testing.T, path string) string {
	t.Helper()
	for range 500 {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			return path
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s was not saved", path)
	return ""
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", path, len(rows), err)
	}
	return rows
}

// TestTheSearchFinds asks from a page in a folder, from disk.
func TestTheSearchFinds(t *testing.T) {
	dir := demoSite(t)
	tab := openBrowser(t).tab(t, desktop, fileURL(dir))
	const hits = `new Promise(done => { const look = n => document.querySelector('.hits li') || n > 300 ? done([...document.querySelectorAll('.hits a')].map(a => a.href)) : setTimeout(look, 20, n + 1); look(0); })`
	for query, want := range map[string]string{"yilmazer": "/people/elif-yilmazer.html", "co-sell": "/stages/", "nordlicht": "/partners/", "method": "/method.html"} {
		complain(t, "search for "+query, tab.visit(t, fileURL(filepath.Join(dir, "stages", "index.html")),
			chromedp.SendKeys(chromedp.CSS("form.find input"), query+"\r"), chromedp.WaitVisible(chromedp.CSS("form.search input"))))
		found := value[[]string](t, tab, hits)
		if len(found) == 0 || !strings.Contains(found[0], want) {
			t.Errorf("searched for %q, found %v", query, found)
		}
		for _, url := range found {
			if _, err := os.Stat(strings.TrimPrefix(strings.SplitN(url, "#", 2)[0], "file://")); err != nil {
				t.Errorf("searched for %q: %v", query, err)
			}
		}
	}
}

// TestThemeFollowsTheSystem turns the lights off while a page with live charts is open.
func TestThemeFollowsTheSystem(t *testing.T) {
	dir := demoSite(t)
	tab := openBrowser(t).tab(t, desktop, fileURL(dir))
	var charts []shownChart
	complain(t, "revenue.html", tab.visit(t, fileURL(filepath.Join(dir, "revenue.html")), eval(liveCharts, &charts), eval(`window.opened = true`, new(bool))))
	const colours = `(() => {
		const ink = (e, p) => getComputedStyle(e)[p];
		return [ink(document.body, 'backgroundColor'), ink(document.querySelector('h1'), 'color'),
			ink(document.querySelector('.chart-live svg [fill="#0B5D75"], .chart-live svg [stroke="#0B5D75"]'), document.querySelector('.chart-live svg [fill="#0B5D75"]') ? 'fill' : 'stroke'),
			ink(document.querySelector('.chart-live svg text'), 'fill')];
	})()`
	light := value[[]string](t, tab, colours)
	if err := chromedp.Do(tab.ctx, media("", "dark")); err != nil {
		t.Fatal(err)
	}
	dark := value[[]string](t, tab, colours)
	for i, what := range []string{"the ground", "the verdict", "a mark of a chart", "a label of a chart"} {
		if light[i] == dark[i] {
			t.Errorf("%s is %s in light and dark", what, light[i])
		}
	}
	if !value[bool](t, tab, `window.opened === true`) {
		t.Error("the page was loaded again")
	}
	complain(t, "in the dark", tab.w.drain())
}

// media emulates a medium and a theme.
func media(medium, theme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: medium, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
		return err
	})
}

// TestPaper prints every kind of page. The summary is one sheet, with live
// charts and without, whatever theme the reader has.
func TestPaper(t *testing.T) {
	dir := demoSite(t)
	live := openBrowser(t).tab(t, view{width: 1440, height: 1000, dark: true}, fileURL(dir))
	plain := openBrowser(t).tab(t, view{width: 360, height: 740, noScripts: true}, fileURL(dir))
	var charts []shownChart
	for name, tab := range map[string]*tab{"live": live, "without scripts": plain} {
		var pages int
		actions := []chromedp.Action[chromedp.Void]{printed(&pages)}
		if tab == live {
			actions = slices.Insert(actions, 0, eval(liveCharts, &charts))
		}
		complain(t, "index.html", tab.visit(t, fileURL(filepath.Join(dir, "index.html")), actions...))
		if pages != 1 {
			t.Errorf("the summary takes %d sheets of A4, %s", pages, name)
		}
	}
	for _, p := range kinds(parseSite(t, dir)) {
		var pages int
		complain(t, p.path, live.visit(t, p.fileURL(dir), printed(&pages)))
		if pages < 1 {
			t.Errorf("%s prints as %d sheets", p.path, pages)
		}
	}
}

var sheet = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// printed prints the page on A4, as its style sheet says, and counts the sheets.
func printed(pages *int) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		pdf, err := chromedp.PrintToPDF(func(p *page.PrintToPDFParams) {
			yes := true
			p.PreferCSSPageSize = &yes
		})(ctx, t)
		if err == nil && len(pdf) == 0 {
			err = errors.New("an empty PDF")
		}
		*pages = len(sheet.FindAll(pdf, -1))
		return err
	})
}
