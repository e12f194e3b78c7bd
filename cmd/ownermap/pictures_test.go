package main

import (
	"context"
	"flag"
	"fmt"
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
	shown := map[string]int{}
	for _, url := range pagesOf(t, dir) {
		name := strings.TrimPrefix(url, fileURL(dir)+"/")
		group := filepath.Dir(name)
		if shown[group]++; group != "." && shown[group] > 2 {
			continue
		}
		for label, v := range views {
			file := filepath.Join(*picturesDir, strings.NewReplacer("/", "-", ".html", "").Replace(name)+"."+label+".png")
			b.shoot(t, v, label == "print", url, fileURL(dir), file)
		}
		if kept, ok := readmePictures[name]; ok {
			b.shoot(t, view{width: 1280, height: 900}, false, url, fileURL(dir), filepath.Join(repoRoot, "docs", kept))
		}
	}
}

// shoot writes a picture of a whole page.
func (b *browser) shoot(t *testing.T, v view, print bool, url, root, file string) {
	t.Helper()
	var png []byte
	media := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if !print {
			return nil
		}
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	})
	var ready bool
	wrongs := b.visit(t, v, url, root, media,
		eval(`new Promise(done => setTimeout(() => { scrollTo(0, 0); done(true) }, 150))`, &ready),
		chromedp.Func(func(ctx context.Context, tab *chromedp.Target) (err error) {
			png, err = chromedp.FullScreenshot(100)(ctx, tab)
			return err
		}))
	for _, w := range wrongs {
		t.Error(fmt.Sprintf("%s: %s", filepath.Base(url), w))
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
