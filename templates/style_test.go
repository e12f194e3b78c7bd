package templates_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ownermap/templates"
)

var (
	declares = regexp.MustCompile(`--([a-z0-9-]+):\s*([^;]+);`)
	uses     = regexp.MustCompile(`var\(--([a-z0-9-]+)`)
	hex      = regexp.MustCompile(`#[0-9A-Fa-f]{3,8}\b`)
)

func stylesheet(t *testing.T) string {
	t.Helper()
	b, err := templates.Stylesheet()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// tokens are the declarations of a theme with references resolved.
func tokens(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	b, err := os.ReadFile("css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	day, night, ok := strings.Cut(string(b), "@media screen and (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("00-tokens.css has no dark part")
	}
	light, dark = map[string]string{}, map[string]string{}
	for _, m := range declares.FindAllStringSubmatch(day, -1) {
		light[m[1]], dark[m[1]] = m[2], m[2]
	}
	for _, m := range declares.FindAllStringSubmatch(night, -1) {
		if _, ok := light[m[1]]; !ok {
			t.Errorf("--%s is declared for dark only", m[1])
		}
		dark[m[1]] = m[2]
	}
	for _, theme := range []map[string]string{light, dark} {
		for k, v := range theme {
			for strings.HasPrefix(v, "var(--") {
				v = theme[strings.TrimSuffix(strings.TrimPrefix(v, "var(--"), ")")]
			}
			theme[k] = v
		}
	}
	return light, dark
}

// luminance is WCAG 2's relative luminance of #RRGGBB.
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 32)
	if err != nil || len(color) != 7 {
		t.Fatalf("%q is not a colour", color)
	}
	channel := func(v uint64) float64 {
		c := float64(v&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n>>16) + 0.7152*channel(n>>8) + 0.0722*channel(n)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestColoursHaveTheContrastTheyNeed(t *testing.T) {
	type pair struct {
		fore, back string
		least      float64
	}
	var pairs []pair
	for _, ground := range []string{"page", "surface"} {
		for _, text := range []string{"ink", "ink2", "ink3", "accent", "good", "notice", "warning", "critical"} {
			pairs = append(pairs, pair{text, ground, 4.5})
		}
	}
	for _, mark := range []string{"owned", "shared", "orphaned", "unowned", "s1", "s2", "s3", "s4", "s5"} {
		pairs = append(pairs, pair{mark, "page", 3}, pair{"on-" + mark, mark, 4.5})
	}
	for _, step := range []string{"t1", "t2", "t3", "g1", "g2"} {
		pairs = append(pairs, pair{"ink", step, 4.5})
	}
	pairs = append(pairs, pair{"page", "t4", 4.5}, pair{"page", "t5", 4.5}, pair{"page", "g3", 4.5}, pair{"accent", "accent-soft", 4.5})
	light, dark := tokens(t)
	for name, theme := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			if got := contrast(t, theme[p.fore], theme[p.back]); got < p.least {
				t.Errorf("%s: %s on %s has %.2f, needs %.1f", name, p.fore, p.back, got, p.least)
			}
		}
	}
}

func TestEveryPropertyThatIsUsedIsDeclared(t *testing.T) {
	light, _ := tokens(t)
	used := map[string]bool{}
	for _, m := range uses.FindAllStringSubmatch(stylesheet(t), -1) {
		used[m[1]] = true
		if _, ok := light[m[1]]; !ok {
			t.Errorf("var(--%s) is not declared", m[1])
		}
	}
	for name := range light {
		if !used[name] {
			t.Errorf("--%s is declared and not used", name)
		}
	}
}

func TestColoursStandOnlyAmongTheTokens(t *testing.T) {
	dir, err := os.ReadDir("css")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range dir {
		if f.Name() == "00-tokens.css" {
			continue
		}
		b, err := os.ReadFile("css/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			if hex.MatchString(line) && !strings.HasPrefix(line, "svg [") {
				t.Errorf("%s:%d names a colour: %s", f.Name(), i+1, line)
			}
		}
	}
}

func TestChartColoursBecomeTheirTokens(t *testing.T) {
	light, _ := tokens(t)
	css := stylesheet(t)
	for name, value := range light {
		if !hex.MatchString(value) || name == "edge" || name == "fixed-ink" || strings.HasPrefix(name, "on-") {
			continue
		}
		for _, attr := range []string{"fill", "stroke"} {
			want := "svg [" + attr + `="` + value + `" i] { ` + attr + ": var(--"
			if !strings.Contains(css, want) {
				t.Errorf("%s %s (--%s) is not mapped for charts", attr, value, name)
			}
		}
	}
	remap := regexp.MustCompile(`svg \[(fill|stroke)="(#[0-9A-F]{6})" i\] \{ (fill|stroke): var\(--([a-z0-9-]+)\); \}`)
	for _, m := range remap.FindAllStringSubmatch(css, -1) {
		if m[1] != m[3] || light[m[4]] != m[2] {
			t.Errorf("%s is mapped to --%s, which is %s", m[2], m[4], light[m[4]])
		}
	}
}

func TestTheStylesheetLoadsNothing(t *testing.T) {
	css := stylesheet(t)
	for _, bad := range []string{"url(", "@import", "http:", "https:"} {
		if strings.Contains(css, bad) {
			t.Errorf("the stylesheet contains %s", bad)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces of the stylesheet are not balanced")
	}
}
