package chart

import (
	"encoding/json"
	"fmt"
)

// NarrowWidth is the width in px of the rendering for phones.
const NarrowWidth = 328

// Head is what every builder needs to know about its chart.
type Head struct {
	ID          string    // letters, digits and hyphens; unique on a page
	Title       string    // the finding, as a sentence
	Description string    // the finding with its numbers, for those who do not see the picture
	Width       int       // px of the wide rendering: 700, 1056, or 552 for a mail; 0 is 700
	Language    *Language // nil is English
}

// Chart is one chart, ready to be rendered.
type Chart struct {
	ID          string
	Title       string
	Description string
	Data        Data
	Wide        Picture // at the page's width
	Narrow      Picture // at NarrowWidth
}

// Picture is a chart's definition at one width. Width and Height are px.
type Picture struct {
	Width  int             `json:"-"`
	Height int             `json:"height"`
	Option json.RawMessage `json:"option"` // for ECharts, with named formatters
}

// Data is the table behind a chart, formatted. An absent value is "–". All columns but the
// first Words ones hold figures.
type Data struct {
	Columns []string
	Words   int
	Rows    [][]string
}

// Live is the JSON that the browser's script reads to make the pictures live. It is safe in
// a script element of type application/json.
func (c Chart) Live() (json.RawMessage, error) {
	raw, err := json.Marshal(struct {
		Wide   Picture `json:"wide"`
		Narrow Picture `json:"narrow"`
	}{c.Wide, c.Narrow})
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", c.ID, err)
	}
	return raw, nil
}

// size is one of the widths that a builder draws for.
type size struct {
	width  int
	narrow bool
}

// build makes a chart by drawing its option for both widths.
func build(h Head, data Data, draw func(size) (*draft, error)) (Chart, error) {
	c := Chart{ID: h.ID, Title: h.Title, Description: h.Description, Data: data}
	if h.ID == "" {
		return c, fmt.Errorf("chart %q has no id", h.Title)
	}
	if h.Width == 0 {
		h.Width = 700
	}
	for _, s := range []size{{h.Width, false}, {NarrowWidth, true}} {
		d, err := draw(s)
		if err != nil {
			return c, fmt.Errorf("chart %s: %w", h.ID, err)
		}
		p, err := d.picture(s)
		if err != nil {
			return c, fmt.Errorf("chart %s: %w", h.ID, err)
		}
		if s.narrow {
			c.Narrow = p
		} else {
			c.Wide = p
		}
	}
	return c, nil
}
