package templates

import (
	"html/template"
	"strings"
)

// rows renders the body of a table. A plain cell, and most cells of a large table are
// plain, is written as the template "cell" would; every other goes through it.
func (r *Renderer) rows(set *template.Template, prefix string) func(Table) (template.HTML, error) {
	return func(t Table) (template.HTML, error) {
		var b strings.Builder
		b.Grow(typicalCell * len(t.Rows) * len(t.Columns))
		rooms := t.Rooms()
		classes := make([]string, len(t.Columns))
		for i := range classes {
			classes[i] = t.At(i, Cell{Text: "x"}, rooms).Class
		}
		for i := range t.Rows {
			row := &t.Rows[i]
			openRow(&b, row)
			for k := range row.Cells {
				c := &row.Cells[k]
				if class := plainClass(classes, k, c); plainCell(c) {
					writePlain(&b, c, k == 0, class, prefix)
				} else if err := set.ExecuteTemplate(&b, "cell", t.At(k, *c, rooms)); err != nil {
					return "", err
				}
			}
			b.WriteString("</tr>\n")
		}
		return template.HTML(b.String()), nil
	}
}

// typicalCell is the size of a cell in bytes, so that few tables outgrow the room they are given.
const typicalCell = 64

func openRow(b *strings.Builder, row *Row) {
	b.WriteString("<tr")
	writeAttribute(b, "id", row.ID)
	if row.Quiet {
		b.WriteString(` class="quiet"`)
	}
	b.WriteByte('>')
}

// plainClass is the class of a cell, from that of its column.
func plainClass(columns []string, i int, c *Cell) string {
	class := ""
	if i < len(columns) {
		class = columns[i]
	}
	if c.Strong {
		class += " strong"
	}
	if c.Muted || c.Text == "" {
		class += " mute"
	}
	return strings.TrimPrefix(class, " ")
}

// plainCell says whether a cell is a text, at most with a link to a page of the site.
func plainCell(c *Cell) bool {
	return c.Bar == nil && c.Dot == nil && c.Severity == "" && len(c.More) == 0 && len(c.Sub) == 0 &&
		strings.Trim(c.Href, "abcdefghijklmnopqrstuvwxyz0123456789-./#") == ""
}

func writePlain(b *strings.Builder, c *Cell, first bool, class, prefix string) {
	tag := "td"
	if first {
		tag = "th"
		b.WriteString(`<th scope="row"`)
	} else {
		b.WriteString("<td")
	}
	writeAttribute(b, "class", class)
	writeAttribute(b, "data-v", c.Value)
	b.WriteByte('>')
	if c.None != "" {
		b.WriteString(`<span class="v"`)
		writeAttribute(b, "title", c.None)
		b.WriteByte('>')
	}
	switch {
	case c.Href != "":
		b.WriteString(`<a href="` + href(prefix, c.Href) + `"><bdi>`)
		writeEscaped(b, orDash(c.Text))
		b.WriteString("</bdi></a>")
	case c.Text != "":
		b.WriteString("<bdi>")
		writeEscaped(b, c.Text)
		b.WriteString("</bdi>")
	default:
		b.WriteString("–")
		if c.None != "" {
			b.WriteString(`<span class="sr"> `)
			writeEscaped(b, c.None)
			b.WriteString("</span>")
		}
	}
	if c.None != "" {
		b.WriteString("</span>")
	}
	b.WriteString("</" + tag + ">")
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// writeAttribute writes an attribute that has a value.
func writeAttribute(b *strings.Builder, name, value string) {
	if value == "" {
		return
	}
	b.WriteString(" " + name + `="`)
	writeEscaped(b, value)
	b.WriteByte('"')
}

// escapes are those of package html/template, in a text and in a quoted attribute.
var escapes = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// escaped are the bytes that have an escape.
var escaped = [256]bool{0: true, '"': true, '&': true, '\'': true, '+': true, '<': true, '>': true}

func writeEscaped(b *strings.Builder, s string) {
	for i := range len(s) {
		if escaped[s[i]] {
			_, _ = escapes.WriteString(b, s)
			return
		}
	}
	b.WriteString(s)
}
