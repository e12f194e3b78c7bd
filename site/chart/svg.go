package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// fontFamily is the sans of the page. Single quotes, as double ones would end an attribute.
const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

// cleanSVG rewrites what ECharts writes so that a strict content security policy lets it
// pass and its bytes repeat: style= becomes attributes, ecmeta_*, defaults and invisible shapes
// go, ids count from 0 behind a prefix, numbers keep two decimals. The font stands once, on the root.
func cleanSVG(raw, prefix string) ([]byte, error) {
	c := svgCleaner{prefix: prefix, ids: map[string]string{}}
	dec := xml.NewDecoder(strings.NewReader(raw))
	hidden := false
	for {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return c.out.Bytes(), nil
		}
		if err != nil {
			return nil, fmt.Errorf("the rendered SVG is not well-formed: %w", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			seen, shape := painted(t)
			if hidden = shape && seen == (paint{}); hidden {
				continue
			}
			if shape {
				t.Attr = seen.attrs(t.Attr)
			}
			c.closeTag()
			c.open(t)
		case xml.EndElement:
			if hidden {
				hidden = false // a shape has no children
				continue
			}
			c.end(t)
		case xml.CharData:
			if text := bytes.Trim(t, "\n"); len(text) > 0 {
				c.closeTag()
				c.text(string(text))
			}
		}
	}
}

type svgCleaner struct {
	out     bytes.Buffer
	prefix  string
	ids     map[string]string
	pending bool // the last start tag has no ">" yet
	depth   int
}

func (c *svgCleaner) closeTag() {
	if c.pending {
		c.out.WriteByte('>')
		c.pending = false
	}
}

// paint is what a shape is filled and stroked with.
type paint struct{ fill, stroke bool }

// painted finds whether a shape's fill and stroke can be seen. ok is false for what is no shape.
func painted(t xml.StartElement) (p paint, ok bool) {
	switch t.Name.Local {
	case "path", "rect", "polygon", "polyline", "line", "circle", "ellipse":
	default:
		return p, false
	}
	a := map[string]string{"fill": "none", "stroke": "none", "d": "M"}
	for _, attr := range t.Attr {
		a[attr.Name.Local] = attr.Value
	}
	drawn := a["d"] != ""
	p.fill = drawn && a["fill"] != "none" && a["fill-opacity"] != "0"
	p.stroke = drawn && a["stroke"] != "none" && a["stroke-opacity"] != "0" && a["stroke-width"] != "0"
	return p, true
}

// attrs leaves out what describes a stroke or a fill that cannot be seen.
func (p paint) attrs(list []xml.Attr) (out []xml.Attr) {
	for _, a := range list {
		switch name := a.Name.Local; {
		case !p.stroke && strings.HasPrefix(name, "stroke"), !p.fill && name == "fill-opacity":
			continue
		case !p.fill && name == "fill":
			a.Value = "none"
		}
		out = append(out, a)
	}
	return out
}

func (c *svgCleaner) open(t xml.StartElement) {
	if c.depth > 0 {
		c.out.WriteByte('\n')
	}
	c.out.WriteString("<" + t.Name.Local)
	for _, a := range t.Attr {
		c.attr(a)
	}
	if c.depth == 0 {
		c.write("font-family", fontFamily)
		c.write("font-size", "12")
		c.write("aria-hidden", "true")
	}
	c.pending = true
	c.depth++
}

func (c *svgCleaner) end(t xml.EndElement) {
	c.depth--
	if c.pending {
		c.out.WriteString("/>")
		c.pending = false
		return
	}
	c.out.WriteString("</" + t.Name.Local + ">")
}

func (c *svgCleaner) attr(a xml.Attr) {
	name, value := a.Name.Local, a.Value
	switch {
	case strings.HasPrefix(name, "ecmeta_"), name == "class", name == "baseProfile", name == "version", name == "pointer-events",
		a.Name.Space == "xmlns", name == "space",
		name == "stroke-width" && value == "1", name == "text-anchor" && value == "start":
	case name == "style":
		c.style(value)
	case name == "id", strings.HasPrefix(value, "url(#"), name == "href":
		c.write(name, c.renumber(value))
	default:
		c.write(name, roundNumbers(value))
	}
}

// style writes the declarations of a style attribute as attributes of their own.
func (c *svgCleaner) style(css string) {
	for decl := range strings.SplitSeq(css, ";") {
		name, value, ok := strings.Cut(decl, ":")
		if !ok {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		switch name {
		case "font":
			c.font(value)
		case "font-size":
			c.fontSize(value)
		case "font-weight", "font-style":
			if value != "normal" {
				c.write(name, value)
			}
		}
	}
}

func (c *svgCleaner) font(shorthand string) {
	if strings.HasPrefix(shorthand, "bold ") {
		c.write("font-weight", "bold")
	}
	if m := fontSize.FindString(shorthand); m != "" {
		c.fontSize(m)
	}
}

func (c *svgCleaner) fontSize(px string) {
	if px = strings.TrimSuffix(px, "px"); px != "12" {
		c.write("font-size", px)
	}
}

var idPattern = regexp.MustCompile(`zr\d+[-\w]*`)

func (c *svgCleaner) renumber(value string) string {
	return idPattern.ReplaceAllStringFunc(value, func(id string) string {
		if _, ok := c.ids[id]; !ok {
			c.ids[id] = c.prefix + "-" + strconv.Itoa(len(c.ids))
		}
		return c.ids[id]
	})
}

var longNumber = regexp.MustCompile(`-?\d+\.\d{3,}(e-?\d+)?`)

// roundNumbers shortens every number of more than two decimals in a path, a transform or a
// coordinate.
func roundNumbers(value string) string {
	return longNumber.ReplaceAllStringFunc(value, func(s string) string {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		short := strings.TrimRight(strings.TrimRight(strconv.FormatFloat(x, 'f', 2, 64), "0"), ".")
		if short == "-0" || short == "" {
			return "0"
		}
		return short
	})
}

func (c *svgCleaner) write(name, value string) {
	c.out.WriteString(" " + name + `="`)
	c.escape(value)
	c.out.WriteByte('"')
}

func (c *svgCleaner) text(s string) { c.escape(s) }

var svgEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (c *svgCleaner) escape(s string) { _, _ = svgEscapes.WriteString(&c.out, s) }
