package templates

import (
	"html/template"
	"slices"
)

// Block is a component that can stand in a section. Its template has the name it returns.
type Block interface{ block() string }

// Section is a heading that states a finding, and its evidence. A section without a title
// and without blocks is left out.
type Section struct {
	ID     string // unique on the page
	Title  string // h2
	Lede   Rich   // 14 px line under it: measure, unit, how to read it
	Blocks []Block
	Source Source
	Print  string // "hide" leaves the section out on paper
}

// Empty says whether there is nothing to show.
func (s Section) Empty() bool { return s.Title == "" && len(s.Blocks) == 0 }

// Placed is the section with its source line where it is shown: under the picture, beside
// the link to the data table, where a chart is the section's last block or stands first in
// columns with its facts.
func (s Section) Placed() Section {
	if s.Source.Empty() {
		return s
	}
	blocks, ok := sourceUnderChart(s.Blocks, s.Source)
	if ok {
		s.Blocks, s.Source = blocks, Source{}
	}
	return s
}

// sourceUnderChart gives a source line to the chart at the end of blocks, or at the end of
// the first column there, when it has a data table and no source line of its own.
func sourceUnderChart(blocks []Block, source Source) ([]Block, bool) {
	last := len(blocks) - 1
	if last < 0 {
		return nil, false
	}
	out := slices.Clone(blocks)
	if p, ok := out[last].(*Chart); ok {
		out[last] = *p
	}
	switch b := out[last].(type) {
	case Chart:
		if b.Data == nil || !b.Source.Empty() {
			return nil, false
		}
		b.Source = source
		out[last] = b
	case Columns:
		if b.Split != Aside || len(b.Items) == 0 {
			return nil, false
		}
		first, ok := sourceUnderChart(b.Items[0], source)
		if !ok {
			return nil, false
		}
		b.Items = slices.Clone(b.Items)
		b.Items[0] = first
		out[last] = b
	default:
		return nil, false
	}
	return out, true
}

// Source is the line under the evidence: scope, method in two words, files, links.
type Source struct {
	Text  Rich
	Links []Link // "Rows", "Table", "Method", "Download as CSV"; not printed
}

// Empty says whether there is nothing to show.
func (s Source) Empty() bool { return len(s.Text) == 0 && len(s.Links) == 0 }

// Split is how columns share the width.
type Split string

// Splits. All become one column on narrow screens.
const (
	Aside  Split = "aside"  // 1fr and 300 px: a chart and its facts
	Halves Split = "halves" // 48 px between
	Thirds Split = "thirds" // 32 px between
)

// Columns stands blocks side by side.
type Columns struct {
	Split Split
	Items [][]Block
}

func (Columns) block() string { return "columns" }

// Facts is a list of labels and phrases; beside a chart, or in two columns.
type Facts struct {
	Items []Fact
	Wide  bool // two columns over the page's width
}

func (Facts) block() string { return "facts" }

// Fact is one label with a phrase whose key word is strong.
type Fact struct {
	Label   string
	Text    Rich
	Missing bool // the text is a reason why there is no figure; shown in ink3
}

// Definitions is a definition list: terms of the method page, settings, mapped columns.
type Definitions struct{ Items []Fact }

func (Definitions) block() string { return "definitions" }

// Limits is what the data cannot say. Each item says what would be needed.
type Limits struct{ Items []Limit }

func (Limits) block() string { return "limits" }

// Limit is one thing the data cannot say.
type Limit struct {
	Lead string // "How fast APAC accepts handoffs."
	Text Rich
}

// Moves are up to three things to do this quarter.
type Moves struct{ Items []Move }

func (Moves) block() string { return "moves" }

// Move is an imperative, why, and the rows.
type Move struct {
	Head     string
	Why      Rich
	Evidence []Link
	Try      Link // "Try it: what if"; not printed
}

// Changes is a numbered list of a scenario's changes.
type Changes struct{ Items []Change }

func (Changes) block() string { return "changes" }

// Change is what is changed, and what it is now.
type Change struct {
	Text Rich
	Now  Rich
}

// Paragraph is body text.
type Paragraph struct{ Text Rich }

func (Paragraph) block() string { return "paragraph" }

// Subhead is an h3 between blocks.
type Subhead struct {
	ID   string // "" for none
	Text string
	Lede Rich
}

func (Subhead) block() string { return "subhead" }

// Missing stands where evidence would, and says what is needed.
type Missing struct{ Text string }

func (Missing) block() string { return "missing" }

// Box is text on a quiet ground: what would flip a proposal.
type Box struct{ Text Rich }

func (Box) block() string { return "box" }

// Prose is rendered Markdown.
type Prose struct{ HTML template.HTML }

func (Prose) block() string { return "prose" }

// Notes is a list of lines with severity glyphs: the warnings of a section.
type Notes struct{ Items []Note }

func (Notes) block() string { return "notes" }

// Links is a list of links with a second line: downloads, archive, an index.
type Links struct{ Items []LinkItem }

func (Links) block() string { return "links" }

// LinkItem is one entry of Links.
type LinkItem struct {
	Text string
	Href string
	Note string // "XLSX, 214 kB"
}

// Tree is a reporting line.
type Tree struct {
	Label string // of the list, for readers
	Roots []Node
}

func (Tree) block() string { return "tree" }

// Node is one seat of a tree.
type Node struct {
	Name     string
	Href     string
	Sub      string   // "Head of partnerships, 1.0 FTE"
	Note     Rich     // "carries €6 m, the team's quotas sum to €7.2 m"
	Severity Severity // glyph before the name; "" for none
	Children []Node
}
