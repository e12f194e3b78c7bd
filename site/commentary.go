package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"ownermap/ingest"
	"ownermap/ingest/name"
	"ownermap/templates"
)

// Commentary is one Markdown file that joins a page. It may begin with front
// matter between two lines of three hyphens:
//
//	page: ownership          summary without it; also people/ID, partners/ID, stages/ID
//	author: Itzel Morales
//	date: 2026-07-02
//	for: 2026-Q2             the quarter whose figures it was written for
//	audiences: [full]        the kinds of readers it is for; all without it
//
// {{ figure "stages.activation.unowned" }} shows a figure as it is today.
// {{ figure "stages.activation.unowned" "24" }} shows it too and pins the
// paragraph to 24: where the figure has moved, the paragraph is marked stale with
// both values.
type Commentary struct {
	Name   string // file name, for messages and as the order
	Source []byte
}

// matter is the front matter of a commentary.
type matter struct {
	Page   string `yaml:"page"`
	Author string `yaml:"author"`
	Date   string `yaml:"date"`
	For    string `yaml:"for"`

	Audiences []string `yaml:"audiences"`
}

// audienceKinds are what a commentary may name as its audiences.
var audienceKinds = []string{"full", "leadership", "anonymous"}

// reads reports whether the commentary is for the readers of a report.
func (m matter) reads(audience string) bool {
	return len(m.Audiences) == 0 || slices.Contains(m.Audiences, audienceName(audience))
}

// check refuses audiences that do not exist: the text would be for nobody.
func (m matter) check() error {
	for _, a := range m.Audiences {
		if !slices.Contains(audienceKinds, a) {
			return fmt.Errorf("audiences: no audience is called %q: use %s", a, strings.Join(audienceKinds, ", "))
		}
	}
	return nil
}

// commentary reads all comments and sorts them to their pages, by path. A
// warning names a page or a figure that does not exist, and a text that readers
// who may not see all get without having been named.
func (b *book) commentary(files []Commentary) (map[string][]templates.Comment, []string, error) {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(x, y Commentary) int { return cmp.Compare(x.Name, y.Name) })
	out := map[string][]templates.Comment{}
	var warnings []string
	for i, f := range files {
		m, body, first, err := frontMatter(f)
		if err != nil {
			return nil, nil, err
		}
		if !m.reads(b.rep.Audience) {
			continue
		}
		if b.redacted() && len(m.Audiences) == 0 {
			warnings = append(warnings, fmt.Sprintf("%s: stands unchanged in the site for %s; `audiences` in its front matter says whom it is for", f.Name, b.rep.Audience))
		}
		path := b.pagePath(m.Page)
		if path == "" {
			warnings = append(warnings, fmt.Sprintf("%s: the report has no page %q; the comment is left out (pages: %s)", f.Name, m.Page, strings.Join(b.pageNames(), ", ")))
			continue
		}
		list, missing, err := b.comment(f.Name, fmt.Sprintf("c%d", i+1), m, body, first)
		if err != nil {
			return nil, nil, err
		}
		out[path] = append(out[path], list...)
		warnings = append(warnings, missing...)
	}
	return out, warnings, nil
}

// frontMatter splits a file; first is the line number of the body's first line.
func frontMatter(f Commentary) (m matter, body string, first int, err error) {
	text := strings.ReplaceAll(strings.TrimPrefix(string(f.Source), "\ufeff"), "\r\n", "\n")
	m.Page = "summary"
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return m, text, 1, nil
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		if head, ok = strings.CutSuffix(rest, "\n---"); !ok {
			return m, "", 0, fmt.Errorf("%s:1: the front matter has no end; put a line of three hyphens under it", f.Name)
		}
		body = ""
	}
	dec := yaml.NewDecoder(strings.NewReader(head), yaml.Strict())
	if err := dec.Decode(&m); err != nil {
		return m, "", 0, fmt.Errorf("%s: the front matter cannot be read: %w", f.Name, firstLine(err))
	}
	if err := m.check(); err != nil {
		return m, "", 0, fmt.Errorf("%s: %w", f.Name, err)
	}
	return m, body, strings.Count(head, "\n") + 4, nil
}

func firstLine(err error) error {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(line)
}

// pagePath is where the page of a comment is written, "" where there is none.
func (b *book) pagePath(name string) string {
	kind, id, _ := strings.Cut(name, "/")
	switch kind {
	case "people":
		return b.personHref(id)
	case "partners":
		return b.partnerHref(id)
	case "stages":
		return b.stageHref(id)
	case "summary", "index":
		return "index.html"
	}
	if slices.Contains(b.pageNames(), name) {
		return name + ".html"
	}
	return ""
}

// pageNames are the names of the pages in the rail.
func (b *book) pageNames() []string {
	out := []string{"summary"}
	for _, g := range b.site.Nav {
		for _, item := range g.Items {
			if name, ok := strings.CutSuffix(item.Href, ".html"); ok && name != "index" && !strings.Contains(name, "/") {
				out = append(out, name)
			}
		}
	}
	return out
}

// figureCall is a live figure in the text.
var figureCall = regexp.MustCompile(`\{\{\s*figure\s+"([^"\n]+)"(?:\s+"([^"\n]*)")?\s*\}\}`)

// comment turns one file into boxes: paragraphs whose figures have moved stand
// in boxes of their own, all others together.
func (b *book) comment(name, id string, m matter, body string, first int) ([]templates.Comment, []string, error) {
	var out []templates.Comment
	var missing []string
	fresh := ""
	flush := func(text string, stale []string) error {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		html, err := templates.Markdown([]byte(text), fmt.Sprintf("%s-%d", id, len(out)+1))
		out = append(out, templates.Comment{Body: html, Stale: stale})
		return err
	}
	for _, p := range paragraphs(body, first) {
		text, stale, unknown := b.liveFigures(p.text, m.For)
		for _, u := range unknown {
			missing = append(missing, fmt.Sprintf("%s:%d: the report has no figure %q%s", name, p.line, u, b.didYouMean(u)))
		}
		if len(stale) == 0 {
			fresh += text
			continue
		}
		if err := errors.Join(flush(fresh, nil), flush(text, stale)); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		fresh = ""
	}
	if err := flush(fresh, nil); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if n := len(out); n > 0 {
		out[n-1].Author, out[n-1].Date = tidy(m.Author), b.commentDate(m.Date)
	}
	return out, missing, nil
}

func (b *book) commentDate(s string) string {
	if d, err := ingest.ParseDate(s); err == nil {
		return b.date(d)
	}
	return tidy(s)
}

// paragraph is a piece of Markdown up to and with its blank lines.
type paragraph struct {
	text string
	line int
}

// paragraphs splits Markdown at blank lines outside of fenced code. A line that
// is indented belongs to what stands before it.
func paragraphs(body string, first int) []paragraph {
	var out []paragraph
	fence, blank := "", true
	for i, line := range strings.SplitAfter(body, "\n") {
		trimmed := strings.TrimSpace(line)
		begins := blank && fence == "" && trimmed != "" && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t")
		if begins || len(out) == 0 {
			out = append(out, paragraph{line: first + i})
		}
		out[len(out)-1].text += line
		for _, mark := range []string{"```", "~~~"} {
			if strings.HasPrefix(trimmed, mark) && (fence == "" || fence == mark) {
				if fence == "" {
					fence = mark
				} else {
					fence = ""
				}
				break
			}
		}
		blank = trimmed == ""
	}
	return out
}

// liveFigures puts today's figures into a paragraph; stale has one sentence for
// each pinned figure that has moved.
func (b *book) liveFigures(text, quarter string) (out string, stale, unknown []string) {
	out = figureCall.ReplaceAllStringFunc(text, func(call string) string {
		m := figureCall.FindStringSubmatch(call)
		fig, ok := b.rep.Figures[m[1]]
		if !ok {
			unknown = append(unknown, m[1])
			return dash
		}
		now := b.s("not enough data")
		v, known := numberOf(fig.Value)
		if known {
			now = b.valueOf(v, fig.Unit)
		}
		if then := m[2]; then != "" && !samePin(then, v, known, now) {
			stale = append(stale, b.staleText(quarter, then, now))
		}
		return markdownText(now)
	})
	return out, stale, unknown
}

// samePin reports whether a pinned value is what the figure is today, as a plain
// number or as pages write it.
func samePin(pin string, v float64, known bool, written string) bool {
	if pin == written || strings.ReplaceAll(written, nbsp, " ") == pin {
		return true
	}
	then, ok := numberOf(pin)
	return ok && known && (then == v || plain(then) == plain(v))
}

func (b *book) staleText(quarter, then, now string) string {
	if quarter == "" {
		return b.s("Written for other figures: %s then, %s now.", then, now)
	}
	return b.s("Written for %s figures: %s then, %s now.", quarter, then, now)
}

// markdownText keeps a figure's characters from meaning something in Markdown.
func markdownText(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		if r < 128 && strings.ContainsRune("\\`*_{}[]()#+-!<>|~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// didYouMean suggests the figure whose id is nearest.
func (b *book) didYouMean(id string) string {
	best, least := "", max(3, len(id)/3)
	for _, k := range sortedKeys(b.rep.Figures) {
		if d := name.Distance(id, k, least); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
