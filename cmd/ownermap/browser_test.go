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

// chromium is the one browser of a test run; tests open tabs in it.
var chromium struct {
	sync.Mutex
	*browser
	stop func()
}

// openBrowser gives the browser of the run, started when the first test asks.
func openBrowser(t testing.TB) *browser {
	t.Helper()
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.browser != nil {
		return chromium.browser
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(findBrowser(t)),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(time.Minute))
	ctx, stopAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(ctx)
	if err := chromedp.Do(ctx); err != nil {
		stopAllocator()
		t.Fatalf("starting Chromium: %v", err)
	}
	chromium.browser, chromium.stop = &browser{ctx}, func() { stop(); stopAllocator() }
	return chromium.browser
}

// closeBrowser ends the browser if one was started.
func closeBrowser() {
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.browser != nil {
		chromium.stop()
	}
}

// view is how a page is looked at.
type view struct {
	width, height int64
	dark          bool
	noScripts     bool
}

var (
	desktop = view{width: 1440, height: 1000}
	phone   = view{width: 360, height: 740}
)

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

// value runs an expression in the page and gives its value.
func value[T any](t testing.TB, tab *tab, js string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, 60*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", js[:min(len(js), 80)], err)
	}
	return v
}

// complain fails the test for everything that went wrong on a page.
func complain(t *testing.T, page string, wrongs []string) {
	t.Helper()
	for _, w := range wrongs {
		t.Errorf("%s: %s", page, w)
	}
}

func fileURL(path string) string { return "file://" + filepath.ToSlash(path) }
