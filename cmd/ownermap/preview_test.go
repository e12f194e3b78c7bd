package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const (
	previewRoster = "Employee ID,Name,Title,Manager,Stages Owned,Hire Date\nE1,Ana Moreau,VP Partnerships,,,2020-01-01\nE2,Ben Okafor,Partner Manager,Ana Moreau,Co-sell,2021-01-01\n"
	previewDeals  = "Deal ID,Deal Name,Amount,Currency,Stage,Created Date,Close Date,Partner,Partner Sourced,Partner Manager\n" +
		"D1,One,1000.00,EUR,Closed Won,2026-01-10,2026-03-15,Nordlicht,Sourced,Ben Okafor\n"
)

// startPreview runs preview on two small files until the test ends, and returns
// its address and the files' folder.
func startPreview(t *testing.T) (address, dir string) {
	t.Helper()
	dir = t.TempDir()
	put(t, dir, "roster.csv", previewRoster)
	put(t, dir, "deals.csv", previewDeals)
	return previewOf(t, "--roster", filepath.Join(dir, "roster.csv"), "--deals", filepath.Join(dir, "deals.csv")), dir
}

// previewOf runs preview until the test ends and returns its address.
func previewOf(t *testing.T, inputs ...string) (address string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, written := io.Pipe()
	ended := make(chan int, 1)
	var talk strings.Builder
	go func() {
		ended <- run(ctx, append([]string{"preview", "--port", "0", "--cache-dir", sharedCache(t)}, inputs...), written, &talk, func(string) (string, bool) { return "", false })
		written.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitInterrupted {
			t.Errorf("preview ended with %d\n%s", code, talk.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// get fetches a page, and again until it contains want.
func get(t *testing.T, url, want string) (*http.Response, string) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); ; time.Sleep(30 * time.Millisecond) {
		res, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), want) {
			return res, string(body)
		}
		if time.Now().After(end) {
			t.Fatalf("%s never said %q", url, want)
		}
	}
}

func TestThePreviewReloadsAndShowsWhatWentWrong(t *testing.T) {
	address, dir := startPreview(t)
	tab := openBrowser(t).tab(t, desktop, address)
	until := func(js string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			for ctx.Err() == nil {
				// a page that is being replaced cannot answer, and is asked again
				if ok, err := chromedp.Evaluate[bool](js)(ctx, target); err == nil && ok {
					return nil
				}
				time.Sleep(20 * time.Millisecond)
			}
			return fmt.Errorf("waiting for %s: %w", js, ctx.Err())
		})
	}
	change := func(text string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(context.Context, *chromedp.Target) error {
			return os.WriteFile(filepath.Join(dir, "deals.csv"), []byte(text), 0o644)
		})
	}
	get(t, address, "Partner ownership review")
	complain(t, "preview", tab.visit(t, address+"data.html",
		until(`document.body.textContent.includes('deals.csv')`),
		change("just words\n"),
		until(`document.querySelector('h1').textContent === 'The report could not be built.' && document.body.textContent.includes('deals.csv')`),
		change(previewDeals+"D2,Two,2000.00,EUR,Closed Won,2026-01-10,2026-03-20,Meltemi,Sourced,Ben Okafor\n"),
		until(`location.pathname === '/data.html' && /20\s+March\s+2026/.test(document.body.textContent)`)))
}

func TestTheWordsOfACommentAreShownInThreeTenthsOfASecond(t *testing.T) {
	dir := t.TempDir()
	if err := writeSamples(filepath.Join(dir, "exports")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "ownermap.yaml", "inputs: {files: [exports/roster.xlsx, exports/deals.xlsx, exports/partners.xlsx]}\ncommentary: ['*.md']\n")
	put(t, dir, "a.md", "The words of before.")
	address := previewOf(t, "--config", filepath.Join(dir, "ownermap.yaml"))
	get(t, address, "The words of before.")
	best := time.Hour
	for i := range 5 { // the machine may be busy with other tests
		text := fmt.Sprintf("Words number %d.", i)
		began := time.Now()
		put(t, dir, "a.md", text)
		get(t, address, text)
		best = min(best, time.Since(began))
	}
	if best > 300*time.Millisecond {
		t.Errorf("the words were shown after %v", best)
	}
}

func TestThePreviewAnswersToThisMachineUnderThePagesPolicy(t *testing.T) {
	address, _ := startPreview(t)
	res, body := get(t, address, "Partner ownership review")
	if got := res.Header.Get("Content-Security-Policy"); got != pagePolicy || !strings.Contains(body, `content="`+pagePolicy+`"`) {
		t.Errorf("the policy of the server is %q, the page's another", got)
	}
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "rebound.example"
	other, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	other.Body.Close()
	if other.StatusCode != http.StatusForbidden {
		t.Errorf("another host's name got %s", other.Status)
	}
	for _, path := range []string{"../roster.csv", "..%2froster.csv", "data/../../roster.csv", "nothing.html"} {
		res, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}
