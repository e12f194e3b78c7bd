package templates_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ownermap/templates"
	"ownermap/templates/internal/mock"
)

var (
	defined = regexp.MustCompile(`\{\{define "([^"]+)"`)
	void    = []string{"meta", "link", "img", "br", "hr", "input", "path", "rect", "line", "circle", "polyline"}
)

// sources are the templates by file name.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	names, err := fs.Glob(templates.Sources, "html/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(templates.Sources, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(b)
	}
	return out
}

// outline is what the structure tests ask of a page.
type outline struct {
	problems []string
	ids      map[string]int
	refs     []string
	levels   []int
	tags     map[string]int
}

// read walks the tokens of a page. It does not repair, so that what is open stays a problem.
func read(page string) outline {
	o := outline{ids: map[string]int{}, tags: map[string]int{}}
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			for _, tag := range open {
				o.problems = append(o.problems, "<"+tag+"> stays open")
			}
			return o
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			o.element(tok)
			if tok.Type == html.StartTagToken && !slices.Contains(void, tok.Data) {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tag := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != tag {
				o.problems = append(o.problems, "</"+tag+"> closes "+strings.Join(open, " > "))
				return o
			}
			open = open[:len(open)-1]
		}
	}
}

// element notes one start tag.
func (o *outline) element(tok html.Token) {
	o.tags[tok.Data]++
	if len(tok.Data) == 2 && tok.Data[0] == 'h' && tok.Data[1] >= '1' && tok.Data[1] <= '6' {
		o.levels = append(o.levels, int(tok.Data[1]-'0'))
	}
	kind := ""
	for _, a := range tok.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			o.problems = append(o.problems, "<"+tok.Data+"> has "+a.Key)
		case a.Key == "id":
			o.ids[a.Val]++
		case a.Key == "aria-labelledby", a.Key == "for":
			o.refs = append(o.refs, a.Val)
		case a.Key == "type":
			kind = a.Val
		case a.Key == "src" && tok.Data == "script":
			kind = "file"
		case (a.Key == "href" || a.Key == "src") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"):
			o.problems = append(o.problems, "link to "+a.Val)
		}
	}
	if tok.Data == "style" || (tok.Data == "script" && kind != "file" && kind != "application/json") {
		o.problems = append(o.problems, "inline <"+tok.Data+">")
	}
}

func TestPagesAreWellFormed(t *testing.T) {
	r := renderer(t, "en")
	for _, v := range mock.Pages() {
		name := templates.PathOf(v)
		o := read(render(t, r, v))
		for _, p := range o.problems {
			t.Errorf("%s: %s", name, p)
		}
		for id, n := range o.ids {
			if n > 1 {
				t.Errorf("%s: id %q stands %d times", name, id, n)
			}
		}
		for _, ref := range o.refs {
			if o.ids[ref] == 0 {
				t.Errorf("%s: refers to the id %q, which is not there", name, ref)
			}
		}
		if o.tags["h1"] != 1 || o.tags["main"] != 1 || o.tags["footer"] != 1 || o.tags["header"] != 1 {
			t.Errorf("%s: h1, main, header and footer stand %d, %d, %d and %d times", name, o.tags["h1"], o.tags["main"], o.tags["header"], o.tags["footer"])
		}
		for i := 1; i < len(o.levels); i++ {
			if o.levels[i] > o.levels[i-1]+1 {
				t.Errorf("%s: heading level jumps from %d to %d", name, o.levels[i-1], o.levels[i])
			}
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	r := renderer(t, "en")
	pages := mock.Pages()
	hostile := pages[len(pages)-1]
	page := render(t, r, hostile)
	o := read(page)
	if o.tags["img"] != 0 {
		t.Errorf("text became %d <img>", o.tags["img"])
	}
	// app.js, the words and one chart's option
	if o.tags["script"] != 3 {
		t.Errorf("%d <script>, want 3", o.tags["script"])
	}
	for _, h := range mock.Hostile {
		plain := strings.NewReplacer("\x00", "\ufffd").Replace(h)
		if !strings.Contains(textOf(t, page), plain) {
			t.Errorf("the text %.40q is not on the page in full", h)
		}
	}
}

// textOf is all text of a page.
func textOf(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + "\n")
		}
	}
	return b.String()
}

func TestLinksCarryThePrefixOfThePagesDepth(t *testing.T) {
	r := renderer(t, "en")
	page := render(t, r, mock.Pages()[3])
	for _, want := range []string{`href="../style.css"`, `src="../app.js"`, `href="../people.html"`, `href="../people/itzel.html"`, `data-root="../"`} {
		if !strings.Contains(page, want) {
			t.Errorf("people/amara.html has no %s", want)
		}
	}
}

func TestThePageWithTheKeyIsCurrent(t *testing.T) {
	page := render(t, renderer(t, "en"), mock.Pages()[1])
	if n := strings.Count(page, `<a href="ownership.html" aria-current="page">`); n != 2 {
		t.Errorf("ownership.html is current in %d of 2 navigations", n)
	}
	if n := strings.Count(page, `aria-current`); n != 2 {
		t.Errorf("aria-current stands %d times", n)
	}
}

func TestAPageWithoutASiteIsAnErrorAndWritesNothing(t *testing.T) {
	var b strings.Builder
	err := renderer(t, "en").Render(&b, &templates.NotFoundPage{Page: templates.Page{Path: "404.html"}})
	if err == nil || b.Len() != 0 {
		t.Errorf("err %v, %d bytes written", err, b.Len())
	}
}
