package chart

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// needBundle skips where the program was built without ECharts, as a plain clone is.
func needBundle(t testing.TB) {
	t.Helper()
	if !Bundled() {
		t.Skip(ErrNoBundle)
	}
}

func allSamples(t testing.TB) []Chart {
	t.Helper()
	charts, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	return charts
}

func render(t testing.TB, workers int, cache string, charts ...Chart) []SVG {
	t.Helper()
	needBundle(t)
	svgs, err := Render(context.Background(), charts, workers, cache)
	if err != nil {
		t.Fatal(err)
	}
	return svgs
}

// pictures are all samples, rendered once for the tests that only look at them.
var pictures = sync.OnceValues(func() ([]SVG, error) {
	charts, err := samples()
	if err != nil {
		return nil, err
	}
	return Render(context.Background(), charts, 1, "")
})

func allPictures(t testing.TB) []SVG {
	t.Helper()
	needBundle(t)
	svgs, err := pictures()
	if err != nil {
		t.Fatal(err)
	}
	return svgs
}

func TestPicturesDoNotDependOnWorkersOrOrder(t *testing.T) {
	charts, one := allSamples(t), allPictures(t)
	backwards := slices.Clone(charts)
	slices.Reverse(backwards)
	many := render(t, 3, "", backwards...)
	slices.Reverse(many)
	for i := range charts {
		if !bytes.Equal(one[i].Wide, many[i].Wide) || !bytes.Equal(one[i].Narrow, many[i].Narrow) {
			t.Errorf("%s: two runs give different bytes", charts[i].ID)
		}
	}
}

func TestOptionsRepeat(t *testing.T) {
	first, second := allSamples(t), allSamples(t)
	for i := range first {
		if !bytes.Equal(first[i].Wide.Option, second[i].Wide.Option) {
			t.Errorf("%s: two builds give different options", first[i].ID)
		}
	}
}

// shapes counts the elements of an SVG by name and fill, as "path #0B5D75".
func shapes(t testing.TB, svg []byte) map[string]int {
	t.Helper()
	out := map[string]int{}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if el, ok := tok.(xml.StartElement); ok {
			for _, a := range el.Attr {
				if a.Name.Local == "fill" || a.Name.Local == "stroke" {
					out[el.Name.Local+" "+a.Name.Local+" "+a.Value]++
				}
			}
			out[el.Name.Local]++
		}
	}
}

// words are the texts of an SVG.
func words(svg []byte) (out []string) {
	for _, m := range regexp.MustCompile(`<text[^>]*>([^<]*)</text>`).FindAllSubmatch(svg, -1) {
		out = append(out, html.UnescapeString(string(m[1])))
	}
	return out
}

func wantWords(t *testing.T, svg []byte, want ...string) {
	t.Helper()
	got := words(svg)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("no text %q in %q", w, got)
		}
	}
}

func TestPicturesPassAStrictPolicyAndFollowTheTheme(t *testing.T) {
	charts := allSamples(t)
	known := append(Colours(), "none", "#000")
	colour := regexp.MustCompile(` (?:fill|stroke)="([^"]*)"`)
	for i, svg := range allPictures(t) {
		for _, pic := range [][]byte{svg.Wide, svg.Narrow} {
			for _, bad := range []string{"style=", "<style", "<script", "ecmeta_", "zr0", "NaN", "rgb", "&quot;", "onclick"} {
				if bytes.Contains(pic, []byte(bad)) {
					t.Errorf("%s: picture contains %q", charts[i].ID, bad)
				}
			}
			for _, m := range colour.FindAllSubmatch(pic, -1) {
				if !slices.Contains(known, string(m[1])) {
					t.Errorf("%s: colour %s has no intent", charts[i].ID, m[1])
				}
			}
		}
	}
}

func TestIdsOfTwoChartsOnAPageDiffer(t *testing.T) {
	seen := map[string]string{}
	for i, svg := range allPictures(t) {
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllSubmatch(append(svg.Wide, svg.Narrow...), -1) {
			if other, ok := seen[string(m[1])]; ok {
				t.Errorf("id %s stands twice: chart %d and %s", m[1], i, other)
			}
			seen[string(m[1])] = string(svg.Wide[:40])
		}
	}
	if len(seen) == 0 {
		t.Error("no ids at all: the test looks at nothing")
	}
}

func TestCacheGivesTheSameBytesAndIgnoresDamage(t *testing.T) {
	c, err := Trend(trendSample())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	fresh := render(t, 1, dir, c)
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.svg"))
	if err != nil || len(files) != 2 {
		t.Fatalf("cache holds %d files (%v), want 2", len(files), err)
	}
	if again := render(t, 1, dir, c); !bytes.Equal(again[0].Wide, fresh[0].Wide) {
		t.Error("the cache gives other bytes")
	}
	for i, f := range files {
		damage := []func(string) error{
			func(f string) error { return os.Truncate(f, 200) },
			func(f string) error { return os.WriteFile(f, []byte("<svg>not ours</svg>"), 0o644) },
		}[i]
		if err := damage(f); err != nil {
			t.Fatal(err)
		}
	}
	if again := render(t, 1, dir, c); !bytes.Equal(again[0].Wide, fresh[0].Wide) || !bytes.Equal(again[0].Narrow, fresh[0].Narrow) {
		t.Error("a damaged cache entry was used")
	}
}

func TestCacheIsReadWithoutTheRenderer(t *testing.T) {
	c, err := Trend(trendSample())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	fresh := render(t, 1, dir, c)
	p := painter{engine: &engine{hash: mustEngine(t).hash}, cache: diskCache{dir: dir, ext: ".svg"}}
	svg, err := p.chart(context.Background(), c)
	if err != nil || p.vm != nil {
		t.Fatalf("a cached chart started the renderer: %v", err)
	}
	if !bytes.Equal(svg.Wide, fresh[0].Wide) {
		t.Error("other bytes from the cache")
	}
}

func mustEngine(t testing.TB) *engine {
	t.Helper()
	eng, err := loadEngine()
	if err != nil {
		t.Fatal(err)
	}
	return eng
}

func TestAnUnknownSeriesIsAnErrorNotAnEmptyPicture(t *testing.T) {
	needBundle(t)
	c, err := Trend(trendSample())
	if err != nil {
		t.Fatal(err)
	}
	c.Wide.Option = bytes.Replace(c.Wide.Option, []byte(`"type":"scatter"`), []byte(`"type":"gauge"`), 1)
	_, err = Render(context.Background(), []Chart{c}, 1, "")
	if err == nil || !strings.Contains(err.Error(), "chart trend") {
		t.Errorf("got %v, want an error that names the chart", err)
	}
}

func TestAnUnknownFormatterIsAnError(t *testing.T) {
	needBundle(t)
	c, err := Trend(trendSample())
	if err != nil {
		t.Fatal(err)
	}
	c.Narrow.Option = bytes.ReplaceAll(c.Narrow.Option, []byte(`"$fn":"ticks"`), []byte(`"$fn":"nothing"`))
	if _, err = Render(context.Background(), []Chart{c}, 1, ""); err == nil || !strings.Contains(err.Error(), `unknown formatter "nothing"`) {
		t.Errorf("got %v", err)
	}
}

func TestRenderingEndsWithItsContext(t *testing.T) {
	needBundle(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Render(ctx, allSamples(t), 2, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func BenchmarkRenderCold(b *testing.B) {
	charts := allSamples(b)
	for b.Loop() {
		render(b, 1, "", charts...)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*2*len(charts)), "ms/picture")
}

func BenchmarkRenderCached(b *testing.B) {
	charts, dir := allSamples(b), b.TempDir()
	render(b, 1, dir, charts...)
	for b.Loop() {
		render(b, 1, dir, charts...)
	}
}
