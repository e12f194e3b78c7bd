package templates_test

import (
	"strings"
	"testing"

	"ownermap/templates"
)

func TestAnAccentThatPassesGivesReadableTints(t *testing.T) {
	for _, accent := range []string{"#0B5D75", "#1F4E9E", "#5B2A86", "#1E6B3A", "#333333", "#7A0F5B"} {
		css, err := templates.Theme(accent)
		if err != nil {
			t.Errorf("%s: %v", accent, err)
			continue
		}
		day, night, ok := strings.Cut(string(css), "@media")
		if !ok {
			t.Fatalf("%s has no dark part: %s", accent, css)
		}
		light, dark := tokens(t)
		for part, base := range map[string]map[string]string{day: light, night: dark} {
			for _, m := range declares.FindAllStringSubmatch(part, -1) {
				if _, ok := base[m[1]]; !ok {
					t.Errorf("%s: --%s is not a token", accent, m[1])
				}
				base[m[1]] = m[2]
			}
			base["t5"], base["owned"] = base["accent"], base["accent"]
			for _, p := range [][2]string{{"accent", "page"}, {"accent", "surface"}, {"accent", "accent-soft"}, {"page", "t4"}, {"page", "t5"}, {"ink", "t1"}, {"ink", "t2"}, {"ink", "t3"}, {"on-shared", "shared"}, {"page", "owned"}} {
				if c := contrast(t, base[p[0]], base[p[1]]); c < 4.5 {
					t.Errorf("%s: %s %s on %s %s has %.2f", accent, p[0], base[p[0]], p[1], base[p[1]], c)
				}
			}
			if c := contrast(t, base["shared"], base["page"]); c < 3 {
				t.Errorf("%s: shared %s on the page has %.2f", accent, base["shared"], c)
			}
		}
	}
}

func TestAFailingAccentIsRefusedWithTheNearestThatPasses(t *testing.T) {
	for accent, want := range map[string]string{
		"#66CCEE": "the nearest that passes is",
		"#B3301B": "looks like the colour of a warning",
		"blue":    "is not a colour like",
		"#12345":  "is not a colour like",
		"#F5F7F8": "the nearest that passes is",
	} {
		_, err := templates.Theme(accent)
		if err == nil {
			t.Errorf("%s is accepted", accent)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", accent, err, want)
		}
		if _, near, ok := strings.Cut(err.Error(), "passes is "); ok {
			if _, err := templates.Theme(strings.Trim(near, `"`)); err != nil {
				t.Errorf("%s: the proposal %s is refused: %v", accent, near, err)
			}
		}
	}
}
