package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browserNames are looked for in this order; CHROMIUM names another.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}

func findBrowser(t testing.TB) string {
	t.Helper()
	list := browserNames
	if own := os.Getenv("CHROMIUM"); own != "" {
		list = []string{own}
	}
	for _, name := range list {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal(`no Chromium found: install the package "chromium" (apt-get install chromium), or set CHROMIUM to a Chrome or Chromium program`)
	return ""
}

// browser is one running Chromium.
type browser struct{ ctx context.Context }

// startBrowser starts a Chromium that ends with the test.
func startBrowser(t testing.TB) *browser {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(findBrowser(t)),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(time.Minute))
	ctx, stopAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(func() { stop(); stopAllocator() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return &browser{ctx}
}

// view is how a page is looked at.
type view struct {
	width, height int64
	dark          bool
	noScripts     bool
}

var desktop = view{width: 1440, height: 1000}

// prepare puts a tab into the view.
func (v view) prepare() chromedp.Action[chromedp.Void] {
	theme := "light"
	if v.dark {
		theme = "dark"
	}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err1 := cdp.Call(ctx, t, network.Enable, network.EnableParams{})
		_, err2 := cdp.Call(ctx, t, log.Enable, cdp.Empty{})
		_, err3 := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: v.width, Height: v.height, DeviceScaleFactor: 1, Mobile: v.width < 600})
		_, err4 := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
		_, err5 := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.noScripts})
		return errors.Join(err1, err2, err3, err4, err5)
	})
}

// tab is one tab of a browser in one view.
type tab struct {
	ctx context.Context
	w   *watcher
}

// tab opens a tab for the pages below root.
func (b *browser) tab(t testing.TB, v view, root string) *tab {
	t.Helper()
	ctx, done := chromedp.NewContext(b.ctx)
	t.Cleanup(done)
	if err := chromedp.Do(ctx, v.prepare()); err != nil {
		t.Fatalf("opening a tab: %v", err)
	}
	w := &watcher{root: root}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	return &tab{ctx, w}
}

// visit opens a page, does the actions, and returns what went wrong: console
// errors, exceptions, refused content, requests that leave the root.
func (tab *tab) visit(t testing.TB, url string, actions ...chromedp.Action[chromedp.Void]) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, 60*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, append([]chromedp.Action[chromedp.Void]{chromedp.Navigate(url)}, actions...)...); err != nil {
		t.Errorf("%s: %v", url, err)
	}
	return tab.w.drain()
}

// watcher collects what a page should not do.
type watcher struct {
	root string
	mu   sync.Mutex
	list []string
}

// drain hands over what was collected so far.
func (w *watcher) drain() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.list
	w.list = nil
	return list
}

func (w *watcher) add(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, fmt.Sprintf(format, args...))
}

func (w *watcher) hear(ev any) {
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			var words []string
			for _, a := range ev.Args {
				words = append(words, string(a.Value)+a.Description)
			}
			w.add("console %s: %s", ev.Type, strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		w.add("exception: %s", ev.ExceptionDetails.Text+" "+ev.ExceptionDetails.URL)
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError || ev.Entry.Level == log.EntryLevelWarning {
			w.add("log %s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		url := ev.Request.URL
		if !strings.HasPrefix(url, w.root) && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "about:") {
			w.add("request off the site: %s", url)
		}
	case *network.EventLoadingFailed:
		w.add("not loaded: %s %s", ev.Type, ev.ErrorText)
	case *page.EventJavascriptDialogOpening:
		w.add("dialog: %s", ev.Message)
	}
}

// eval runs an expression in the page and keeps its value; a promise is awaited.
func eval[T any](js string, into *T) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		v, err := chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise)(ctx, t)
		*into = v
		return err
	})
}

// evidencePages is how many of the evidence pages are looked at: they share one
// template, and there is one for every figure.
const evidencePages = 15

// pagesOf lists the pages of a site as file:// addresses, in order.
func pagesOf(t testing.TB, dir string) []string {
	t.Helper()
	var urls []string
	evidence := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		if filepath.Base(filepath.Dir(path)) == "evidence" {
			if evidence++; evidence > evidencePages {
				return nil
			}
		}
		urls = append(urls, fileURL(path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(urls) == 0 {
		t.Fatalf("%s holds no pages", dir)
	}
	return urls
}

func fileURL(path string) string { return "file://" + filepath.ToSlash(path) }
