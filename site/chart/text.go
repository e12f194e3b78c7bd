package chart

import (
	"fmt"
	"strings"
)

// richText is text with styles for ECharts: "{a|bold words} plain".
type richText struct {
	text   string
	styles obj
}

// line is a line of a label: its text, colour, weight and size in px (0 is 12).
type line struct {
	text  string
	color string
	bold  bool
	size  int
}

// lines writes one line each. Braces and bars would be read as markup and become look-alikes.
func lines(list ...line) richText {
	r := richText{styles: obj{}}
	var parts []string
	for i, l := range list {
		if l.text == "" {
			continue
		}
		name := fmt.Sprintf("l%d", i)
		style := obj{"color": l.color, "fontSize": 12, "lineHeight": 16, "align": "left"}
		if l.bold {
			style["fontWeight"] = "bold"
		}
		if l.size > 0 {
			style["fontSize"], style["lineHeight"] = l.size, l.size+4
		}
		r.styles[name] = style
		parts = append(parts, "{"+name+"|"+plain(l.text)+"}")
	}
	r.text = strings.Join(parts, "\n")
	return r
}

var markup = strings.NewReplacer("{", "(", "}", ")", "|", "¦")

// plain takes the markup characters out of a name that comes from data.
func plain(s string) string { return markup.Replace(s) }

// label is a label of rich text at a position.
func (r richText) label(position string, distance float64) obj {
	return obj{"show": true, "position": position, "distance": distance, "align": "left",
		"formatter": r.text, "rich": r.styles, "opacity": 1, "fontFamily": fontFamily, "color": ink2}
}

// shorten cuts a text with an ellipsis so that it is at most max px wide.
func shorten(text string, size, max float64, bold bool) string {
	rule, err := newRuler()
	if err != nil || rule.width(text, size, bold) <= max {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && rule.width(string(runes)+"…", size, bold) > max {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// textWidth is the width of a text in px.
func textWidth(text string, size float64, bold bool) float64 {
	rule, err := newRuler()
	if err != nil {
		return float64(len([]rune(text))) * size * 0.55
	}
	return rule.width(text, size, bold)
}

// directLabel is the width in px that labels beside a plot may take.
const directLabel = 150

// labelRoom is the room in px that the longest of some labels needs beside a plot. Fonts of
// readers may be wider than the one measured, so it is a little more.
func labelRoom(list []line) int {
	w := 40.0
	for _, l := range list {
		w = max(w, l.width())
	}
	return int(w*1.06) + 20
}

func (l line) width() float64 {
	size := float64(l.size)
	if size == 0 {
		size = 12
	}
	return textWidth(l.text, size, l.bold)
}

// wrap breaks a line at spaces so that each part is at most max px wide where words allow.
func (l line) wrap(max float64) []line {
	var out []line
	current := l
	current.text = ""
	for _, word := range strings.Fields(l.text) {
		longer := current
		longer.text = strings.TrimSpace(current.text + " " + word)
		if current.text != "" && longer.width() > max {
			out = append(out, current)
			longer.text = word
		}
		current = longer
	}
	return append(out, current)
}
