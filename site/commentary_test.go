package site

import (
	"strings"
	"testing"

	"ownermap/analyze"
	"ownermap/templates"
)

// bookWith is a book of a report with a few figures and pages.
func bookWith(figures map[string]analyze.Figure) *book {
	ds := ordinary()
	rep := analyze.Run(ds, options())
	for id, f := range figures {
		rep.Figures[id] = f
	}
	b := newBook(rep, ds, "")
	b.site = &templates.Site{}
	b.site = b.frame(assets{})
	return b
}

func comments(t *testing.T, source string) (map[string][]templates.Comment, []string) {
	t.Helper()
	b := bookWith(map[string]analyze.Figure{"stages.x.unowned": {Value: 31, Unit: "partners"}, "revenue.x": {Value: 1_840_000.0, Unit: "EUR"}})
	out, warnings, err := b.commentary([]Commentary{{Name: "q2.md", Source: []byte(source)}})
	if err != nil {
		t.Fatal(err)
	}
	return out, warnings
}

func TestACommentShowsLiveFiguresOnItsPage(t *testing.T) {
	out, warnings := comments(t, "---\npage: ownership\nauthor: Itzel Morales\ndate: 2026-07-02\n---\nNow {{ figure \"stages.x.unowned\" }} partners, {{figure \"revenue.x\"}}.\n")
	list := out["ownership.html"]
	if len(list) != 1 || len(warnings) != 0 {
		t.Fatalf("%v %v", out, warnings)
	}
	c := list[0]
	if !strings.Contains(string(c.Body), "Now 31 partners, €1.84"+nbsp+"m.") || c.Author != "Itzel Morales" || c.Date != "2"+nbsp+"July 2026" || len(c.Stale) != 0 {
		t.Errorf("%+v", c)
	}
}

func TestAParagraphWrittenForOtherFiguresIsStaleAndTheOthersAreNot(t *testing.T) {
	out, _ := comments(t, "---\nfor: 2026-Q1\n---\nFresh.\n\nThen {{ figure \"stages.x.unowned\" \"24\" }}.\n\n- fresh {{ figure \"stages.x.unowned\" \"31\" }}\n\n  still the list\n")
	list := out["index.html"]
	if len(list) != 3 {
		t.Fatalf("%d boxes: %v", len(list), list)
	}
	if len(list[0].Stale) != 0 || len(list[2].Stale) != 0 || !strings.Contains(string(list[2].Body), "still the list") {
		t.Errorf("%+v", list)
	}
	if want := "Written for 2026-Q1 figures: 24 then, 31 now."; len(list[1].Stale) != 1 || list[1].Stale[0] != want {
		t.Errorf("%q, want %q", list[1].Stale, want)
	}
}

func TestAMistakeInACommentIsNamedWithItsLine(t *testing.T) {
	_, warnings := comments(t, "---\npage: load\n---\nFirst.\n\n{{ figure \"stages.x.unownd\" }}\n")
	if len(warnings) != 1 || !strings.HasPrefix(warnings[0], "q2.md:6: ") || !strings.Contains(warnings[0], `did you mean "stages.x.unowned"?`) {
		t.Errorf("%q", warnings)
	}
	if _, warnings = comments(t, "---\npage: ownershp\n---\nx\n"); len(warnings) != 1 || !strings.Contains(warnings[0], `no page "ownershp"`) {
		t.Errorf("%q", warnings)
	}
	b := bookWith(nil)
	for _, bad := range []string{"---\npage: x\n", "---\nauthr: x\n---\n"} {
		if _, _, err := b.commentary([]Commentary{{Name: "q2.md", Source: []byte(bad)}}); err == nil || !strings.HasPrefix(err.Error(), "q2.md") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestACommentCannotCarryMarkup(t *testing.T) {
	out, _ := comments(t, "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>\n")
	for _, c := range out["index.html"] {
		if body := string(c.Body); strings.Contains(body, "<script") || strings.Contains(body, "javascript:") || strings.Contains(body, "onerror") {
			t.Errorf("%s", body)
		}
	}
}

func TestABuildShowsCommentsBrandAndLogo(t *testing.T) {
	png := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	files := built(t, ordinary(), Options{CacheDir: pictures, Brand: Brand{Accent: "#2F4B8F", Logo: png, Footer: "Internal: do not forward."},
		Comments: []Commentary{{Name: "a.md", Source: []byte("---\npage: people/E01\n---\nKnown since March.\n")}}})
	checkPages(t, files)
	page := files["people/amara-nwosu.html"]
	for _, want := range []string{"Known since March.", "Internal: do not forward.", `src="../assets/logo.`, `href="../assets/theme.`} {
		if !strings.Contains(page, want) {
			t.Errorf("the person's page lacks %s", want)
		}
	}
}

func TestAnAccentThatCannotBeReadIsRefused(t *testing.T) {
	ds := newCompany().inputs()
	_, err := Build(t.Context(), analyze.Run(ds, options()), ds, Options{Out: t.TempDir() + "/site", Brand: Brand{Accent: "#9FD3E0"}})
	if err == nil || !strings.Contains(err.Error(), "nearest that passes") {
		t.Errorf("%v", err)
	}
}
