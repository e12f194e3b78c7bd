package chart

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var pngDir = flag.String("png", "", "keep the pictures that are compared in this directory")

// mailChart is the trend at a mail's width.
func mailChart(t testing.TB) []byte {
	t.Helper()
	p := trendSample()
	p.ID, p.Width = "mail", 552
	c, err := Trend(p)
	if err != nil {
		t.Fatal(err)
	}
	return renderOne(t, c).Wide
}

func rasterise(t testing.TB, cache string, svgs ...[]byte) []image.Image {
	t.Helper()
	needBundle(t)
	pngs, err := Rasterise(context.Background(), svgs, 2, cache)
	if err != nil {
		t.Fatal(err)
	}
	var out []image.Image
	for _, data := range pngs {
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, img)
	}
	return out
}

func TestAMailsPictureHasTwicePixelsAndTheRightColours(t *testing.T) {
	img := rasterise(t, "", mailChart(t))[0]
	if size := img.Bounds().Size(); size != (image.Point{2 * 552, 2 * 296}) {
		t.Errorf("the picture is %v", size)
	}
	count := map[color.NRGBA]int{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			count[color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)]++
		}
	}
	if n := count[color.NRGBA{0x0B, 0x5D, 0x75, 255}]; n < 3000 {
		t.Errorf("%d pixels of the accent", n)
	}
	if n := count[color.NRGBA{255, 255, 255, 255}]; n < 400000 {
		t.Errorf("%d white pixels", n)
	}
}

func TestPicturesRepeatAndComeFromTheCache(t *testing.T) {
	needBundle(t)
	svg, dir := mailChart(t), t.TempDir()
	var last []byte
	for _, cache := range []string{"", dir, dir} {
		pngs, err := Rasterise(context.Background(), [][]byte{svg, svg}, 2, cache)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(pngs[0], pngs[1]) || last != nil && !bytes.Equal(last, pngs[0]) {
			t.Error("two runs give different bytes")
		}
		last = pngs[0]
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*", "*.png")); len(files) != 1 {
		t.Errorf("the cache holds %d pictures", len(files))
	}
}

func TestBrokenPicturesAreErrors(t *testing.T) {
	needBundle(t)
	_, err := Rasterise(context.Background(), [][]byte{[]byte("<svg")}, 2, "")
	if err == nil || !strings.HasPrefix(err.Error(), "chart picture 1: ") {
		t.Errorf("got %v", err)
	}
	if _, err := Rasterise(context.Background(), nil, 0, ""); err == nil {
		t.Error("a density of 0 was taken")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Rasterise(ctx, [][]byte{mailChart(t)}, 2, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// chromiumPicture is what Chromium makes of an SVG, in the same font and density.
func chromiumPicture(t *testing.T, svg []byte, width, height int64) image.Image {
	t.Helper()
	file := filepath.Join(t.TempDir(), "chart.html")
	face := func(weight string, ttf []byte) string {
		return `@font-face{font-family:"Liberation Sans";font-weight:` + weight + `;src:url(data:font/ttf;base64,` +
			base64.StdEncoding.EncodeToString(ttf) + `)}`
	}
	html := `<!doctype html><meta charset="utf-8"><style>` +
		face("400", liberationsansregular.TTF) + face("700", liberationsansbold.TTF) +
		`*{margin:0}svg{display:block;font-family:"Liberation Sans"}</style>` + string(svg)
	if err := os.WriteFile(file, []byte(html), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx := startChromium(t)
	var shot []byte
	err := chromedp.Do(ctx,
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
				Width: width, Height: height, DeviceScaleFactor: 2})
			return err
		}),
		chromedp.Navigate("file://"+filepath.ToSlash(file)),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
			shot, err = chromedp.FullScreenshot(100)(ctx, target)
			return err
		}))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// grey is a picture in 256 greys, averaged over blocks of 4 pixels, so that the two renderers'
// ways of smoothing edges and placing glyphs by parts of a pixel do not count.
func grey(img image.Image) (out [][]float64) {
	const block = 4
	b := img.Bounds()
	for y := 0; y+block <= b.Dy(); y += block {
		var row []float64
		for x := 0; x+block <= b.Dx(); x += block {
			sum := 0.0
			for dy := range block {
				for dx := range block {
					sum += float64(color.GrayModel.Convert(img.At(b.Min.X+x+dx, b.Min.Y+y+dy)).(color.Gray).Y)
				}
			}
			row = append(row, sum/(block*block))
		}
		out = append(out, row)
	}
	return out
}

// The two renderers may differ by 64 of 256 greys in at most 0.2 % of the blocks, and by 1 grey on average.
const (
	maxDiffering = 0.002
	maxMean      = 1.0
)

func TestPicturesLookAsInChromium(t *testing.T) {
	svg := mailChart(t)
	ours, theirs := rasterise(t, "", svg)[0], chromiumPicture(t, svg, 552, 296)
	if *pngDir != "" {
		keepPNG(t, "ours.png", ours)
		keepPNG(t, "chromium.png", theirs)
	}
	if ours.Bounds().Size() != theirs.Bounds().Size() {
		t.Fatalf("sizes %v and %v", ours.Bounds().Size(), theirs.Bounds().Size())
	}
	a, b := grey(ours), grey(theirs)
	far, sum, n := 0, 0.0, 0
	for y := range a {
		for x := range a[y] {
			d := a[y][x] - b[y][x]
			sum, n = sum+max(d, -d), n+1
			if d > 64 || d < -64 {
				far++
			}
		}
	}
	t.Logf("%.2f %% of the blocks differ by more than 64 greys; %.2f greys on average", 100*float64(far)/float64(n), sum/float64(n))
	if float64(far) > maxDiffering*float64(n) || sum > maxMean*float64(n) {
		t.Error("the picture does not look as in Chromium")
	}
}

func keepPNG(t *testing.T, name string, img image.Image) {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pngDir, name), buf.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkRasterise(b *testing.B) {
	needBundle(b)
	svg, dir := mailChart(b), b.TempDir()
	for i := 0; b.Loop(); i++ {
		// Another density each time, so that the picture is not in the cache but the renderer is.
		if _, err := Rasterise(context.Background(), [][]byte{svg}, 2+float64(i)/1e6, dir); err != nil {
			b.Fatal(err)
		}
	}
}
