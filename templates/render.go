package templates

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"ownermap/templates/catalogue"
)

//go:embed html/*.html
var sources embed.FS

// Renderer writes pages in one language. It is safe for concurrent use. It remembers the
// rail of each Site, which must not change once a page of it was rendered.
type Renderer struct {
	words  *catalogue.Catalogue
	script template.JS // the words that the page's script needs
	mu     sync.Mutex
	sets   map[string]*template.Template // by prefix of links: "", "../"
	rails  map[rail]template.HTML
}

// rail is what the entries of the rail depend on.
type rail struct {
	site        *Site
	prefix, key string
}

// New makes a renderer for the catalogue nearest to a BCP 47 tag; "" is English.
func New(lang string) (*Renderer, error) {
	words, err := catalogue.New(lang)
	if err != nil {
		return nil, err
	}
	script, err := scriptValue(words.Script())
	if err != nil {
		return nil, err
	}
	r := &Renderer{words: words, script: script, sets: map[string]*template.Template{}, rails: map[rail]template.HTML{}}
	_, err = r.set("")
	return r, err
}

// Words is the catalogue in use.
func (r *Renderer) Words() *catalogue.Catalogue { return r.words }

// Render writes one page. Nothing is written when it fails.
func (r *Renderer) Render(w io.Writer, v View) error {
	p := v.page()
	if p.Site == nil {
		return fmt.Errorf("page %s: Page.Site is not set", p.Path)
	}
	set, err := r.set(prefix(p))
	if err != nil {
		return err
	}
	body, out := borrow(), borrow()
	defer giveBack(body, out)
	if err := set.ExecuteTemplate(body, "page-"+v.template(), v); err != nil {
		return fmt.Errorf("page %s: %w", p.Path, err)
	}
	// The body is the output of html/template and safe in the layout's element context.
	frame := layout{Page: p, Lang: cmp.Or(p.Site.Lang, r.words.Lang()), Name: v.template(), Words: r.script, Body: template.HTML(body.String())}
	if frame.Rail, err = r.rail(set, p); err != nil {
		return fmt.Errorf("page %s: %w", p.Path, err)
	}
	if err := set.ExecuteTemplate(out, "layout", frame); err != nil {
		return fmt.Errorf("page %s: %w", p.Path, err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// buffers are those of pages and blocks that are done: a large one outgrows a fresh buffer many times.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func borrow() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

func giveBack(used ...*bytes.Buffer) {
	for _, b := range used {
		b.Reset()
		buffers.Put(b)
	}
}

// layout is what the frame around a page needs.
type layout struct {
	*Page
	Lang  string
	Name  string // style part
	Words template.JS
	Rail  template.HTML
	Body  template.HTML
}

// rail renders the entries of the rail, once for all pages that share them.
func (r *Renderer) rail(set *template.Template, p *Page) (template.HTML, error) {
	key := rail{p.Site, prefix(p), p.Key}
	r.mu.Lock()
	defer r.mu.Unlock()
	if html, ok := r.rails[key]; ok {
		return html, nil
	}
	html, err := execute(set, "nav", p)
	if err == nil {
		r.rails[key] = html
	}
	return html, err
}

// Current says whether an entry of the rail is this page.
func (p *Page) Current(item NavItem) bool { return item.Key != "" && item.Key == p.Key }

// DocTitle is the browser's title: page, then report.
func (l layout) DocTitle() string {
	title := l.Title
	if title == "" {
		title = l.Verdict
	}
	if l.Site.Title == "" || l.Site.Title == title {
		return title
	}
	return title + " · " + l.Site.Title
}

// prefix leads from a page to the site's root.
func prefix(p *Page) string {
	if p.Root != "" {
		return p.Root
	}
	return strings.Repeat("../", strings.Count(p.Path, "/"))
}

// set is the templates whose links carry a prefix.
func (r *Renderer) set(prefix string) (*template.Template, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if t, ok := r.sets[prefix]; ok {
		return t, nil
	}
	t := template.New("")
	t.Funcs(r.funcs(t, prefix))
	if _, err := t.ParseFS(sources, "html/*.html"); err != nil {
		return nil, err
	}
	r.sets[prefix] = t
	return t, nil
}

// funcs are what templates may call. Blocks are executed in the same set.
func (r *Renderer) funcs(t *template.Template, prefix string) template.FuncMap {
	return template.FuncMap{
		"href":  func(to string) string { return href(prefix, to) },
		"root":  func() string { return prefix },
		"word":  r.words.Lookup,
		"put":   func(b Block) (template.HTML, error) { return execute(t, "block-"+b.block(), b) },
		"rows":  r.rows(t, prefix),
		"spark": spark,
		"pct":   percent,
		"json":  scriptJSON,
		"way":   way,
		"stage": func(i int) string { return fmt.Sprintf("s%d", i+1) },
	}
}

// execute renders a template to HTML that its caller can embed.
func execute(t *template.Template, name string, v any) (template.HTML, error) {
	b := borrow()
	defer giveBack(b)
	if err := t.ExecuteTemplate(b, name, v); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

// href puts the prefix before paths from the site's root.
func href(prefix, to string) string {
	if to == "" || to[0] == '#' || strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
		return to
	}
	return prefix + to
}
