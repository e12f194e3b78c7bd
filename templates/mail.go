package templates

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed mail/mail.html
var mailSource string

// MailWidth is the width of a mail's content in px; its pictures are drawn for it.
const MailWidth = 552

// Mail is the snapshot that leadership is sent: the summary in tables and inline styles, as mail
// programs read no more. Addresses are full ones, or "" for what the reader cannot open. It is laid out for 600 px and
// fits a phone where the program reads a style sheet.
type Mail struct {
	Lang       string
	Title      string // of the document
	Kicker     string // "Partner ownership review, 2026-Q2, as of 30 June 2026"
	Alert      string // "9 errors in the data change figures of this report"; "" for none
	Verdict    string
	Deck       Rich
	Button     Link // leads to the whole report
	Figures    []KeyFigure
	Strip      MailStrip
	Pictures   []MailPicture
	MovesTitle string
	Moves      []Move
	Footer     Rich
}

// MailStrip is the ownership of each stage as bars made of cells.
type MailStrip struct {
	Title string
	Key   [4]string // what the parts stand for: one owner, several, left, nobody
	Share string    // head of the last column
	Note  string    // what the last column is, where a part has no heads
	Rows  []StripRow
}

// MailPicture is a chart. CID is the content id of the part that holds it; without one, Alt stands as a paragraph.
type MailPicture struct {
	Title, Note   string
	CID           string
	Width, Height int
	Alt           string // the finding with its numbers
}

// RenderMail writes the HTML part of a mail.
func RenderMail(w io.Writer, m *Mail) error {
	t, err := template.New("mail").Funcs(template.FuncMap{
		"way": way, "whole": whole, "fill": fill, "on": onFill, "judge": judge, "cid": contentID, "inc": func(i int) int { return i + 1 },
	}).Parse(mailSource)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := t.Execute(&b, m); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	_, err = io.WriteString(w, squeeze(b.String()))
	return err
}

// squeeze drops indentation and blank lines, which only make a mail larger.
func squeeze(html string) string {
	var b strings.Builder
	for line := range strings.Lines(html) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// whole spreads 100 per cent over parts in whole numbers, none under 1: the widths of cells.
func whole(parts []part) []cellPart {
	out := make([]cellPart, len(parts))
	left, widest := 100, 0
	for i, p := range parts {
		out[i] = cellPart{part: p, Percent: max(1, int(p.W)), Last: i == len(parts)-1}
		left -= out[i].Percent
		if p.W > parts[widest].W {
			widest = i
		}
	}
	if len(out) > 0 {
		out[widest].Percent += left
	}
	return out
}

// cellPart is a part of a bar as a table cell.
type cellPart struct {
	part
	Percent int
	Last    bool
}

// contentID is the address of a part of the same message. html/template knows no cid: addresses, so the id is
// held to letters that cannot end an attribute.
func contentID(id string) (template.URL, error) {
	if strings.ContainsFunc(id, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '@')
	}) {
		return "", fmt.Errorf("%q is no content id", id)
	}
	return template.URL("cid:" + id), nil
}

// fill is the colour of a part of the ownership bar; mails know no variables.
func fill(class string) string {
	switch class {
	case "owned":
		return "#0B5D75"
	case "shared":
		return "#579BB1"
	case "orphaned":
		return "#C78610"
	}
	return "#B3301B"
}

// onFill is the colour of text on a part.
func onFill(class string) string {
	switch class {
	case "shared", "orphaned":
		return "#14181D"
	}
	return "#FFFFFF"
}

// judge is the colour of a change.
func judge(j Judgement) string {
	switch j {
	case Better:
		return "#0B5D75"
	case Worse:
		return "#B3301B"
	}
	return "#626B76"
}
