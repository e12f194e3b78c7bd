package templates

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Markdown renders prose with tables, footnotes, task lists, strikethrough and bare links.
// Raw HTML in the source is left out; the output is sanitised and has no style attribute.
// Ids of footnotes and headings start with id and a hyphen: use one that no other prose on
// the page has.
func Markdown(source []byte, id string) (template.HTML, error) {
	var out bytes.Buffer
	if err := markdown(id).Convert(source, &out); err != nil {
		return "", err
	}
	return template.HTML(boxes.Replace(string(policy().SanitizeBytes(out.Bytes())))), nil
}

// boxes names the boxes of task lists, which have no label of their own. Text cannot look
// like them: its angle brackets are escaped.
var boxes = strings.NewReplacer(
	`<input checked="" disabled="" type="checkbox"`, `<input checked="" disabled="" type="checkbox" aria-label="✓"`,
	`<input disabled="" type="checkbox"`, `<input disabled="" type="checkbox" aria-label="☐"`,
)

// markdown is goldmark as the site uses it.
func markdown(id string) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.NewFootnote(extension.WithFootnoteIDPrefix(id+"-")),
			extension.TaskList, extension.Strikethrough, extension.Linkify,
		),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(lower{}, 500))),
		goldmark.WithRendererOptions(html.WithXHTML()),
	)
}

// policy is what may stand in prose: goldmark's own elements and nothing that loads or runs.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li",
		"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "sup", "div")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[a-zA-Z0-9:_-]+$`)).OnElements("li", "sup")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(footnotes|footnote-ref|footnote-backref)$`)).OnElements("div", "a")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^doc-(noteref|backlink|endnotes)$`)).OnElements("a", "div")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").Matching(regexp.MustCompile(`^$`)).OnElements("input")
	p.AllowAttrs("href").OnElements("a")
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	return p
}
