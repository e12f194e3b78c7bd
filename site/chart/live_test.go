package chart

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// openSheet shows all samples, live.
func openSheet(t *testing.T) context.Context {
	t.Helper()
	charts := allSamples(t)
	dir := t.TempDir()
	if err := writeSheet(dir, charts, allPictures(t)); err != nil {
		t.Fatal(err)
	}
	ctx := startChromium(t)
	url := "file://" + filepath.ToSlash(filepath.Join(dir, "live.html"))
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatalf("opening %s: %v", url, err)
	}
	return ctx
}

// startChromium gives a tab of a browser that ends with the test.
func startChromium(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(findChromium(t)),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(time.Minute))
	ctx, stopAllocator := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(ctx)
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(func() { cancel(); stop(); stopAllocator() })
	return ctx
}

// findChromium gives the browser's path; CHROMIUM names another than the usual ones.
func findChromium(t *testing.T) string {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}
	if own := os.Getenv("CHROMIUM"); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal(`no Chromium found: install the package "chromium", or set CHROMIUM to a Chrome or Chromium program`)
	return ""
}

// ask evaluates an expression in the page; a promise is awaited.
func ask[T any](t *testing.T, ctx context.Context, js string) (answer T) {
	t.Helper()
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
		answer, err = chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise)(ctx, target)
		return err
	}))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return answer
}

// media sets what the page is shown on: "screen" or "print", "light" or "dark", and which
// contrast the reader prefers.
func media(t *testing.T, ctx context.Context, kind, theme, contrast string) {
	t.Helper()
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-contrast", Value: contrast}}})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

const scrollThrough = `(async () => {
	const wait = () => new Promise(done => setTimeout(done, 60));
	await wait();
	const first = document.querySelectorAll('.is-live').length;
	for (const frame of document.querySelectorAll('[data-size]')) {
		frame.scrollIntoView();
		for (let i = 0; i < 100 && !frame.classList.contains('is-live'); i++) await wait();
	}
	return [first, document.querySelectorAll('.is-live').length, document.querySelectorAll('[data-size]').length];
})()`

// differences lists the frames whose live chart does not say what the picture says.
const differences = `[...document.querySelectorAll('[data-size]')].flatMap(frame => {
	const said = part => [...frame.querySelectorAll(part + ' text')].map(t => t.textContent).sort().join('|');
	return said('.svg') === said('.chart-live') ? [] : [frame.querySelector('[aria-label]').getAttribute('aria-label') +
		': ' + said('.svg') + ' became ' + said('.chart-live')];
})`

func TestLiveChartsInABrowser(t *testing.T) {
	needBundle(t)
	ctx := openSheet(t)

	live := ask[[]int](t, ctx, scrollThrough)
	if live[0] == 0 || live[0] == live[2] || live[1] != live[2] {
		t.Fatalf("%d frames were live at first and %d after scrolling, of %d; want some, then all", live[0], live[1], live[2])
	}
	if wrong := ask[[]string](t, ctx, `errors`); len(wrong) > 0 {
		t.Errorf("errors and refused content:\n%s", strings.Join(wrong, "\n"))
	}
	if styles := ask[int](t, ctx, `document.querySelectorAll('style').length`); styles > 0 {
		t.Errorf("%d style elements were added", styles)
	}
	if diff := ask[[]string](t, ctx, differences); len(diff) > 0 {
		t.Errorf("live charts say other words than their pictures:\n%s", strings.Join(diff, "\n"))
	}

	t.Run("arrow keys read the marks", func(t *testing.T) {
		got := ask[[]string](t, ctx, `(async () => {
			const box = document.querySelector('.chart-live');
			box.focus();
			const press = key => box.dispatchEvent(new KeyboardEvent('keydown', {key, cancelable: true}));
			press('ArrowRight'); press('ArrowRight'); press('ArrowLeft');
			await new Promise(done => setTimeout(done, 300));
			const tip = [...box.querySelectorAll('text')].map(t => t.textContent).join('|');
			press('Escape');
			await new Promise(done => setTimeout(done, 300));
			return [document.activeElement === box, box.getAttribute('aria-label'), box.nextElementSibling.textContent, tip,
				[...box.querySelectorAll('text')].map(t => t.textContent).join('|')].map(String);
		})()`)
		const tip = "2023-Q3: €0.84\u00a0m"
		if got[0] != "true" || got[1] == "" || got[2] != tip || !strings.Contains(got[3], tip) || strings.Contains(got[4], tip) {
			t.Errorf("focus, label, announced, shown, after Escape: %q", got)
		}
	})

	const fill = `getComputedStyle(document.querySelector('.chart-live [fill="#0B5D75"]')).fill`
	t.Run("the theme changes without a reload", func(t *testing.T) {
		light := ask[string](t, ctx, fill)
		media(t, ctx, "screen", "dark", "no-preference")
		dark := ask[string](t, ctx, fill)
		media(t, ctx, "screen", "light", "no-preference")
		if light != "rgb(11, 93, 117)" || dark != "rgb(98, 183, 207)" {
			t.Errorf("the accent is %s, then %s", light, dark)
		}
	})

	t.Run("paper shows the picture", func(t *testing.T) {
		media(t, ctx, "print", "light", "no-preference")
		got := ask[[]string](t, ctx, `['.chart-live', '.svg'].map(s => getComputedStyle(document.querySelector('.is-live > ' + s)).display)`)
		media(t, ctx, "screen", "light", "no-preference")
		if got[0] != "none" || got[1] == "none" {
			t.Errorf("in print the live chart is %s, the picture %s", got[0], got[1])
		}
	})

	t.Run("a live chart takes the width it gets", func(t *testing.T) {
		got := ask[[]float64](t, ctx, `(async () => {
			const frame = document.querySelector('[data-size]');
			frame.style.width = '640px';
			await new Promise(done => setTimeout(done, 300));
			const box = frame.querySelector('.chart-live'), svg = box.querySelector('svg').getBoundingClientRect();
			return [box.clientWidth, svg.width, svg.height, box.clientHeight];
		})()`)
		if got[0] != 640 || got[1] != 640 || got[2] != got[3] || got[2] < 200 {
			t.Errorf("box width, svg width, svg height, box height: %v", got)
		}
	})

	t.Run("more contrast brings patterns", func(t *testing.T) {
		media(t, ctx, "screen", "light", "more")
		if err := chromedp.Do(ctx, chromedp.Reload()); err != nil {
			t.Fatal(err)
		}
		ask[[]int](t, ctx, scrollThrough)
		if n := ask[int](t, ctx, `document.querySelectorAll('.chart-live pattern').length`); n < 4 {
			t.Errorf("%d patterns, want one for each of the four origins at least", n)
		}
		if wrong := ask[[]string](t, ctx, `errors`); len(wrong) > 0 {
			t.Errorf("errors and refused content:\n%s", strings.Join(wrong, "\n"))
		}
	})
}
