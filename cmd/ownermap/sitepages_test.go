package main

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// sitePage is one page of a built site as an HTML parser reads it.
type sitePage struct {
	path string // from the site's root: "people/ada.html"
	kind string // "person": the template that made it
	size int
	root *html.Node
	ids  map[string]int
}

// parseSite reads every page of a site, in order of its path.
func parseSite(t testing.TB, dir string) []*sitePage {
	t.Helper()
	var pages []*sitePage
	for name, body := range readTree(t, dir) {
		if filepath.Ext(name) != ".html" {
			continue
		}
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p := &sitePage{path: filepath.ToSlash(name), size: len(body), root: root, ids: map[string]int{}}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if id := attr(n, "id"); id != "" {
				p.ids[id]++
			}
			if n.Data == "body" {
				p.kind = strings.TrimPrefix(attr(n, "class"), "p-")
			}
		}
		pages = append(pages, p)
	}
	if len(pages) == 0 {
		t.Fatalf("%s holds no pages", dir)
	}
	slices.SortFunc(pages, func(a, b *sitePage) int { return cmp.Compare(a.path, b.path) })
	return pages
}

func (p *sitePage) fileURL(dir string) string {
	return fileURL(filepath.Join(dir, filepath.FromSlash(p.path)))
}

// sort is what pages share so that one of them stands for the others: the
// template, and for evidence what the figure is about.
func (p *sitePage) sort() string {
	if p.kind != "evidence" {
		return p.kind
	}
	word, _, _ := strings.Cut(path.Base(p.path), "-")
	return p.kind + " of " + word
}

// sample takes the pages that a browser looks at: every page that a site has
// once, and of people, partners, stages and evidence the smallest and the largest.
func sample(pages []*sitePage) []*sitePage {
	bySort := map[string][]*sitePage{}
	for _, p := range pages {
		bySort[p.sort()] = append(bySort[p.sort()], p)
	}
	var out []*sitePage
	for _, list := range bySort {
		if kind := list[0].kind; len(list) < 3 || kind == "index" {
			out = append(out, list...)
			continue
		}
		bySize := func(a, b *sitePage) int { return cmp.Compare(a.size, b.size) }
		out = append(out, slices.MinFunc(list, bySize), slices.MaxFunc(list, bySize))
	}
	slices.SortFunc(out, func(a, b *sitePage) int { return cmp.Compare(a.path, b.path) })
	return out
}

// kinds takes one page of each kind, the one of middle size.
func kinds(pages []*sitePage) []*sitePage {
	byKind := map[string][]*sitePage{}
	for _, p := range pages {
		byKind[p.kind] = append(byKind[p.kind], p)
	}
	var out []*sitePage
	for _, list := range byKind {
		slices.SortFunc(list, func(a, b *sitePage) int {
			return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.path, b.path))
		})
		out = append(out, list[len(list)/2])
	}
	slices.SortFunc(out, func(a, b *sitePage) int { return cmp.Compare(a.path, b.path) })
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

func TestEveryPageIsWhole(t *testing.T) {
	checkPages(t, demoSite(t))
}

// checkPages parses every page of a site and finds what is broken in its
// structure: policy, headings, ids, links, references, inline code.
func checkPages(t *testing.T, dir string) {
	t.Helper()
	pages := parseSite(t, dir)
	byPath := map[string]*sitePage{}
	for _, p := range pages {
		byPath[p.path] = p
	}
	linked := map[string]bool{"index.html": true, "404.html": true}
	for _, p := range pages {
		c := &pageCheck{T: t, sitePage: p, dir: dir, pages: byPath, linked: linked}
		c.all()
	}
	for _, p := range pages {
		if !linked[p.path] {
			t.Errorf("%s: no page leads here", p.path)
		}
	}
}

// pageCheck is the look at one page.
type pageCheck struct {
	*testing.T
	*sitePage
	dir    string
	pages  map[string]*sitePage
	linked map[string]bool
	count  map[string]int
	level  int // of the last heading
}

func (c *pageCheck) bad(format string, args ...any) {
	c.Helper()
	c.Errorf(c.path+": "+format, args...)
}

func (c *pageCheck) all() {
	c.count = map[string]int{}
	for id, n := range c.ids {
		if n > 1 {
			c.bad("id %s stands %d times", id, n)
		}
	}
	for n := range c.root.Descendants() {
		if n.Type == html.ElementNode {
			c.element(n)
		}
	}
	for _, tag := range []string{"title", "h1", "main", "header", "footer"} {
		if c.count[tag] != 1 {
			c.bad("%d <%s>", c.count[tag], tag)
		}
	}
	if c.count["policy"] != 1 {
		c.bad("the content security policy is not %s", policy)
	}
}

func (c *pageCheck) element(n *html.Node) {
	if n.Namespace == "" {
		c.count[n.Data]++
	}
	c.attributes(n)
	switch n.Data {
	case "meta":
		if attr(n, "http-equiv") == "Content-Security-Policy" && attr(n, "content") == policy {
			c.count["policy"]++
		}
	case "html":
		if attr(n, "lang") == "" {
			c.bad("no language is set")
		}
	case "style":
		c.bad("a style sheet stands in the page")
	case "script":
		if attr(n, "src") == "" && attr(n, "type") != "application/json" {
			c.bad("a script stands in the page")
		}
	case "img":
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
			c.bad("a picture without a text: %s", attr(n, "src"))
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		level := int(n.Data[1] - '0')
		if level > c.level+1 {
			c.bad("<%s> after <h%d>: %s", n.Data, c.level, textOf(n))
		}
		c.level = level
		if textOf(n) == "" {
			c.bad("an empty <%s>", n.Data)
		}
	case "a":
		if attr(n, "href") != "" && textOf(n) == "" && attr(n, "aria-label") == "" {
			c.bad("a link without words: %s", attr(n, "href"))
		}
	}
}

func (c *pageCheck) attributes(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.bad("<%s %s=%q>", n.Data, a.Key, a.Val)
		case a.Key == "aria-labelledby" || a.Key == "aria-describedby" || a.Key == "aria-controls" || a.Key == "for" || a.Key == "headers":
			for _, id := range strings.Fields(a.Val) {
				if c.ids[id] == 0 {
					c.bad("%s=%q: nothing has this id", a.Key, id)
				}
			}
		case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "data-index":
			c.link(a.Val)
		}
	}
}

// link follows a link to its file and its id. A site stands below any path, so
// every link is relative; one to elsewhere may only stand in a commentary.
func (c *pageCheck) link(target string) {
	if strings.Contains(target, ":") || strings.HasPrefix(target, "/") {
		c.bad("a link off the site: %s", target)
		return
	}
	file, id, _ := strings.Cut(target, "#")
	file, _, _ = strings.Cut(file, "?")
	to := c.path
	if file != "" {
		to = path.Join(path.Dir(c.path), file)
	}
	if to != c.path {
		c.linked[to] = true
	}
	if p := c.pages[to]; p != nil {
		if id != "" && p.ids[id] == 0 {
			c.bad("%s: %s has no such id", target, to)
		}
		return
	}
	if info, err := os.Stat(filepath.Join(c.dir, filepath.FromSlash(to))); err != nil || info.IsDir() {
		c.bad("a link to nothing: %s", target)
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
