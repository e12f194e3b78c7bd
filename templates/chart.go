package templates

import (
	"encoding/json"
	"html/template"
)

// Chart is a figure: title, measure, picture, source line and data table.
type Chart struct {
	ID      string
	Title   string          // h3 where the section's title is not the finding; "" for none
	Measure Rich            // measure and unit, where the section's lede does not say it
	Label   string          // the finding with its numbers, for readers
	Wide    template.HTML   // SVG at page width
	Narrow  template.HTML   // SVG at 328 px
	Option  json.RawMessage // for the script that makes it live; nil keeps the picture
	Missing string          // not enough data: stands in the picture's place
	Source  Source
	Data    *Table // in <details>
	Small   bool   // one of several small multiples
}

func (Chart) block() string { return "chart" }
