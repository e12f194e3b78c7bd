package templates_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ownermap/templates"
	"ownermap/templates/internal/mock"
)

// browser opens pages in Chromium and collects what they complain about.
type browser struct {
	t   *testing.T
	ctx context.Context
	dir string
	bad []string
}

// open starts Chromium on the mock pages, written to a directory, by file://.
func open(t *testing.T) *browser {
	t.Helper()
	if !slices.ContainsFunc([]string{"chromium", "chromium-browser", "google-chrome"}, func(name string) bool {
		_, err := exec.LookPath(name)
		return err == nil
	}) {
		t.Skip("no Chromium here")
	}
	b := &browser{t: t, dir: t.TempDir()}
	b.write()
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(end)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	b.ctx = ctx
	b.do(chromedp.EmulateViewport(1360, 900))
	if err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *runtime.EventExceptionThrown:
			b.bad = append(b.bad, e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			b.bad = append(b.bad, string(e.Type))
		case *log.EventEntryAdded:
			b.bad = append(b.bad, e.Entry.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

// write puts the mock site into the directory.
func (b *browser) write() {
	b.t.Helper()
	style, err := templates.Stylesheet()
	if err != nil {
		b.t.Fatal(err)
	}
	script, err := templates.Script()
	if err != nil {
		b.t.Fatal(err)
	}
	index, err := templates.SearchIndex([]templates.Entry{
		{Title: "Elif Yılmazer", Href: "people/amara.html", Kind: "Person", Text: "Enablement lead"},
		{Title: mock.Hostile[1], Href: "index.html", Kind: "Partner"},
		{Title: "Method", Href: "method.html", Kind: "Page", Text: "elif"},
	})
	if err != nil {
		b.t.Fatal(err)
	}
	files := map[string][]byte{"style.css": style, "app.js": script, "search-index.js": index}
	r := renderer(b.t, "en")
	for _, v := range mock.Pages() {
		files[templates.PathOf(v)] = []byte(render(b.t, r, v))
	}
	for name, content := range files {
		path := filepath.Join(b.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b *browser) do(a chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, a); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) goTo(page string) {
	b.t.Helper()
	b.do(chromedp.Navigate("file://" + filepath.ToSlash(b.dir) + "/" + page))
}

// text evaluates an expression that gives a string.
func (b *browser) text(expression string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// want compares the value of an expression.
func (b *browser) want(expression, value string) {
	b.t.Helper()
	if got := b.text(expression); got != value {
		b.t.Errorf("%s\n got %q\nwant %q", expression, got, value)
	}
}

// column is the shown text of a table's column, from the top.
func column(table string, i string) string {
	return `[...document.querySelectorAll("#` + table + ` tbody tr")].filter(r => !r.hidden).map(r => (r.cells[` + i + `].querySelector(".v") || r.cells[` + i + `]).textContent).join(" ")`
}

func TestInABrowser(t *testing.T) {
	b := open(t)

	b.goTo("ownership.html")
	b.want(column("stages", "3"), "19 71 44")
	b.do(chromedp.Focus(chromedp.CSS("#stages thead th:nth-child(4) button")))
	b.do(chromedp.KeyEvent("\r"))
	b.want(column("stages", "3"), "19 44 71")
	b.want(`document.querySelector("#stages th[aria-sort]").textContent + document.querySelector("#stages th[aria-sort]").getAttribute("aria-sort")`, "Ownedascending")
	b.do(chromedp.KeyEvent("\r"))
	b.want(column("stages", "3"), "71 44 19")
	b.want(`[...document.querySelectorAll("[role=status].sr")].map(e => e.textContent).join("")`, "sorted by Owned, descending")
	// what is absent is last in both directions
	for range 2 {
		b.do(chromedp.Click(chromedp.CSS("#stages thead th:nth-child(10) button")))
		b.want(`document.querySelector("#stages tbody tr:last-child th").textContent`, "Activation")
	}
	b.want(saved, "\ufeffStage,Stated,Items,Owned,Shared,Left,Nobody,Coverage,Reach,Bus factor\r\nCo-sell,shared,118,71,33,5,9,60,88,3\r\nEnablement,owned,64,44,9,1,10,69,83,1\r\nActivation,unowned,64,19,8,6,31,30,42,\r\n")

	b.goTo("load.html")
	b.do(chromedp.SendKeys(chromedp.CSS(".tools input"), "YILM"))
	b.want(column("load", "0"), "Elif Yılmazer")
	b.want(`document.querySelector(".tools .status").textContent`, "1 of 11 rows shown")
	b.want(`String(document.querySelector("#load tfoot").hidden)`, "true")

	b.goTo("search.html?q=elif")
	b.want(`new Promise(done => { const look = () => document.querySelector(".hits li") ? done([...document.querySelectorAll(".hits a")].map(a => a.textContent).join(", ")) : setTimeout(look, 20); look(); })`, "Elif Yılmazer, Method")
	b.do(chromedp.SendKeys(chromedp.CSS("form.search input"), " img"))
	b.want(`document.querySelector("form.search .status").textContent`, "Nothing found for “elif img”.")

	for _, v := range mock.Pages() {
		b.goTo(templates.PathOf(v))
		b.want(`String(document.querySelectorAll("img").length)`, "0")
	}
	if len(b.bad) > 0 {
		t.Errorf("the pages complain: %s", strings.Join(b.bad, "\n"))
	}
}

// saved clicks the download and gives the text that would be saved.
const saved = `(async () => {
  let blob;
  const { createObjectURL } = URL, { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = b => { blob = b; return "#"; };
  HTMLAnchorElement.prototype.click = () => {};
  document.querySelector("a[data-csv]").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  URL.createObjectURL = createObjectURL;
  HTMLAnchorElement.prototype.click = click;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer());
})()`

func TestNoPageScrollsSidewaysOnAPhone(t *testing.T) {
	b := open(t)
	b.do(chromedp.EmulateViewport(360, 740))
	for _, v := range mock.Pages() {
		b.goTo(templates.PathOf(v))
		if got := b.text(`String(document.documentElement.scrollWidth)`); got != "360" {
			t.Errorf("%s is %s px wide", templates.PathOf(v), got)
		}
		b.do(chromedp.Click(chromedp.CSS(".menu summary")))
		if got := b.text(`String(document.documentElement.scrollWidth)`); got != "360" {
			t.Errorf("%s with the menu open is %s px wide", templates.PathOf(v), got)
		}
	}
}
