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
	b := openBrowser(t)
	if err := os.MkdirAll(*picturesDir, 0o755); err != nil {
		t.Fatal(err)
	}
	tabs := map[string]*tab{}
	for label, v := range map[string]view{
		"1440-light": desktop, "1440-dark": {width: 1440, height: 1000, dark: true},
		"360-light": phone, "360-dark": {width: 360, height: 740, dark: true},
	} {
		tabs[label] = b.tab(t, v, fileURL(dir))
	}
	readme := b.tab(t, view{width: 1280, height: 900}, fileURL(dir))
	for _, p := range sample(parseSite(t, dir)) {
		name := strings.NewReplacer("/", "-", ".html", "").Replace(p.path)
		for label, tab := range tabs {
			tab.shoot(t, p.fileURL(dir), filepath.Join(*picturesDir, name+"."+label+".png"))
		}
		if p.path == "index.html" {
			tabs["1440-light"].shootPaper(t, p.fileURL(dir), filepath.Join(*picturesDir, name+".a4.png"))
		}
		if kept, ok := readmePictures[p.path]; ok {
			readme.shoot(t, p.fileURL(dir), filepath.Join(repoRoot, "docs", kept))
		}
	}
}

// shoot writes a picture of a whole page.
func (tab *tab) shoot(t *testing.T, url, file string) {
	t.Helper()
	var png []byte
	complain(t, url, tab.visit(t, url, eval(liveCharts, new([]shownChart)), eval(`scrollTo(0, 0)`, new(any)), picture(&png)))
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// shootPaper writes a picture of a page as it stands on the first sheet of A4:
// its margins taken off, 182 mm of 210 are 688 px.
func (tab *tab) shootPaper(t *testing.T, url, file string) {
	t.Helper()
	var png []byte
	paper := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 688, Height: 1028, DeviceScaleFactor: 2})
		return err
	})
	complain(t, url, tab.visit(t, url, paper, media("print", "light"), eval(`scrollTo(0, 0)`, new(any)), picture(&png), media("", "light"), desktop.prepare()))
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}

func picture(png *[]byte) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
		*png, err = chromedp.FullScreenshot(100)(ctx, target)
		return err
	})
}
