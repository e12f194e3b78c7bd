package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var picturesDir = flag.String("pictures", "", "write screenshots of the demo to this directory (make pictures)")

// readmePictures are kept in docs/.
var readmePictures = map[string]string{"index.html": "summary.png", "ownership.html": "ownership.png", "revenue.html": "revenue.png"}

// TestPictures takes the screenshots; it runs when make pictures asks for them.
func TestPictures(t *testing.T) {
	if *picturesDir == "" {
		t.SkipNow()
	}
	dir := demoSite(t)
	b := startBrowser(t)
	views := map[string]view{
		"1440-light": {width: 1440, height: 1000}, "1440-dark": {width: 1440, height: 1000, dark: true},
		"360-light": {width: 360, height: 740}, "360-dark": {width: 360, height: 740, dark: true},
		"print": {width: 794, height: 1123, noScripts: true},
	}
	if err := os.MkdirAll(*picturesDir, 0o755); err != nil {
		t.Fatal(err)
	}
	tabs := map[string]*tab{}
	for label, v := range views {
		tabs[label] = b.tab(t, v, fileURL(dir))
	}
	readme := b.tab(t, view{width: 1280, height: 900}, fileURL(dir))
	shown := map[string]int{}
	for _, url := range pagesOf(t, dir) {
		name := strings.TrimPrefix(url, fileURL(dir)+"/")
		group := filepath.Dir(name)
		if shown[group]++; group != "." && shown[group] > 2 {
			continue
		}
		for label, tab := range tabs {
			file := filepath.Join(*picturesDir, strings.NewReplacer("/", "-", ".html", "").Replace(name)+"."+label+".png")
			tab.shoot(t, label == "print", url, file)
		}
		if kept, ok := readmePictures[name]; ok {
			readme.shoot(t, false, url, filepath.Join(repoRoot, "docs", kept))
		}
	}
}

// shoot writes a picture of a whole page.
func (tab *tab) shoot(t *testing.T, print bool, url, file string) {
	t.Helper()
	var png []byte
	media := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if !print {
			return nil
		}
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	})
	var ready bool
	complain(t, filepath.Base(url), tab.visit(t, url, media,
		eval(`new Promise(done => setTimeout(() => { scrollTo(0, 0); done(true) }, 200))`, &ready),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
			png, err = chromedp.FullScreenshot(100)(ctx, target)
			return err
		})))
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
