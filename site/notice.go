package site

import (
	"io"

	"ownermap/templates"
)

// Notice is a page that stands in for a site: that it is being built, or why it
// could not be. Style and Script are paths from the root of a server.
type Notice struct {
	Title   string // the verdict
	Message string // what was seen, with file and cell
	Hint    string // what to do; "" for nothing
	Style   string
	Script  string
}

// WriteNotice writes the page. Its texts may come from data.
func WriteNotice(w io.Writer, n Notice) error {
	r, err := templates.New("en")
	if err != nil {
		return err
	}
	p := &templates.NotFoundPage{Page: templates.Page{
		Site: &templates.Site{Title: "ownermap", Style: n.Style, Scripts: []string{n.Script}},
		Path: "notice.html", Root: "/", Verdict: n.Title, Deck: templates.Text(n.Message), Kicker: []templates.Rich{templates.Text("Preview")},
	}}
	if n.Hint != "" {
		p.Ways = templates.Section{ID: "hint", Title: "What to do", Blocks: []templates.Block{templates.Paragraph{Text: templates.Text(n.Hint)}}}
	}
	return r.Render(w, p)
}

// Stylesheet is the style of every page.
func Stylesheet() ([]byte, error) { return templates.Stylesheet() }
