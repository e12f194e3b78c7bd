package mail

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ownermap/templates"
)

// columns is the width of the text part.
const columns = 72

// text is the text part: the same words as the HTML, for a terminal.
func text(v *templates.Mail) []byte {
	w := &writer{}
	w.paragraph(v.Kicker)
	if v.Alert != "" {
		w.paragraph("! " + v.Alert)
	}
	w.heading(v.Verdict, "=")
	w.paragraph(v.Deck.String())
	if v.Button.Href != "" {
		w.paragraph(v.Button.Text + ":")
		w.line("  " + v.Button.Href)
		w.line("")
	}
	w.figures(v.Figures)
	w.strip(v.Strip)
	for _, p := range v.Pictures {
		w.heading(p.Title, "-")
		w.paragraph(strings.TrimSpace(strings.TrimPrefix(p.Alt, strings.TrimSuffix(p.Title, ".")+".")))
	}
	w.moves(v.MovesTitle, v.Moves)
	w.line(strings.Repeat("-", 8))
	w.paragraph(withAddresses(v.Footer))
	return []byte(strings.TrimRight(w.String(), "\n") + "\n")
}

// writer gathers lines. Characters that a terminal may not have are replaced.
type writer struct{ strings.Builder }

var plainer = strings.NewReplacer("\u00a0", " ", "\u2212", "-", "\u2068", "", "\u2069", "", "▲", "+", "▼", "-")

func (w *writer) line(s string) {
	w.WriteString(strings.TrimRight(plainer.Replace(s), " ") + "\n")
}

// paragraph is wrapped text and a blank line.
func (w *writer) paragraph(s string) {
	if s == "" {
		return
	}
	for _, l := range wrap(s, columns) {
		w.line(l)
	}
	w.line("")
}

func (w *writer) heading(s, under string) {
	longest := 0
	for _, l := range wrap(s, columns) {
		w.line(l)
		longest = max(longest, utf8.RuneCountInString(l))
	}
	w.line(strings.Repeat(under, longest))
	w.line("")
}

// figures are label, value and change in three columns.
func (w *writer) figures(list []templates.KeyFigure) {
	for _, k := range list {
		label := wrap(k.Label, 40)
		value, rest := strings.TrimSpace(k.Value+" "+k.Unit), k.Delta.Text
		switch {
		case k.Value == "":
			value, rest = "–", k.Missing
		case k.Delta.Way == templates.Up:
			rest = "+" + rest
		case k.Delta.Way == templates.Down:
			rest = "-" + rest
		}
		w.line(pad(label[0], 40) + left(value, 10) + "   " + first(wrap(rest, columns)))
		for _, l := range label[1:] {
			w.line(l)
		}
	}
	w.line("")
}

func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, " ")
}

// strip is the ownership of each stage as a table of counts.
func (w *writer) strip(s templates.MailStrip) {
	if len(s.Rows) == 0 {
		return
	}
	w.heading(s.Title, "-")
	name := 12
	for _, r := range s.Rows {
		name = min(24, max(name, utf8.RuneCountInString(r.Stage)))
	}
	head := pad("", name)
	for _, k := range s.Key {
		head += left(k, 11)
	}
	w.line(head)
	for _, r := range s.Rows {
		row := pad(clip(r.Stage, name), name)
		if r.Unknown != "" {
			w.line(row + "  " + r.Unknown)
			continue
		}
		for _, n := range []int{r.Owned, r.Shared, r.Orphaned, r.Unowned} {
			row += left(fmt.Sprint(n), 11)
		}
		w.line(row + left(r.Share, 7))
	}
	w.line("")
	w.paragraph(s.Note)
}

func (w *writer) moves(title string, list []templates.Move) {
	if len(list) == 0 {
		return
	}
	w.heading(title, "-")
	for i, m := range list {
		for j, l := range wrap(m.Head, columns-3) {
			if j == 0 {
				w.line(fmt.Sprintf("%d. %s", i+1, l))
			} else {
				w.line("   " + l)
			}
		}
		for _, l := range wrap(m.Why.String(), columns-3) {
			w.line("   " + l)
		}
		for _, e := range m.Evidence {
			if e.Href != "" {
				w.line("   " + e.Text + ": " + e.Href)
			} else {
				w.line("   " + e.Text)
			}
		}
		w.line("")
	}
}

// withAddresses writes a sentence with the addresses of its links.
func withAddresses(r templates.Rich) string {
	var b strings.Builder
	for _, s := range r {
		b.WriteString(s.Text)
		if s.Href != "" {
			b.WriteString(": " + s.Href)
		}
	}
	return b.String()
}

// wrap breaks a text at spaces into lines of at most n characters; a longer word
// has a line of its own.
func wrap(s string, n int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(strings.ReplaceAll(s, "\u00a0", "\u2060")) {
		word = strings.ReplaceAll(word, "\u2060", " ")
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= n:
			line += " " + word
		default:
			out = append(out, line)
			line = word
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// pad fills a text with spaces on its right, left on its left.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) }

func left(s string, n int) string {
	return strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) + s
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
