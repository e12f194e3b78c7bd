package templates

import (
	"strings"
	"unicode/utf8"
)

// Table is a data table. Without scripts it is complete and in the order given; the
// script adds sorting, a filter and the download of what is shown.
type Table struct {
	ID      string // unique on the page; also names the CSV
	Caption string // for readers
	Columns []Column
	Rows    []Row
	Total   *Row
	Filter  bool   // a filter box (inserted by the script)
	Plain   bool   // no sorting: the order is the message
	CSV     string // path of the complete CSV from the site's root; "" for none
	Key     []KeyItem
	Empty   string // sentence in place of rows
}

func (Table) block() string { return "table" }

// Kind is what a column holds.
type Kind string

// Kinds of a column. The zero value is words, on the left.
const (
	Words  Kind = ""
	Number Kind = "num" // right
	Bars   Kind = "bar" // an in-cell bar with its number
	Dots   Kind = "dot" // a dot on a line with its number
)

// Column is a head with its meaning.
type Column struct {
	Head   string
	Help   string // the column's meaning, as a tip on the head
	Kind   Kind
	Sorted string // "ascending" or "descending": the order in which the rows stand
	Wide   bool   // takes the room that is left
	Wrap   bool   // long text: may break lines
}

// Row is one line. The first cell is the row's head.
type Row struct {
	ID    string
	Cells []Cell
	Quiet bool // people who have left, rows out of scope
}

// Cell is one value.
type Cell struct {
	Text     string // "" is an en dash
	Href     string
	Sub      Rich     // second line, 12 ink3
	Value    string   // plain value for sorting and CSV: "184000.50", "2026-06-30"; "" takes the text
	None     string   // why there is no value; shown as a tip on the dash
	Severity Severity // glyph before the text
	Strong   bool
	Muted    bool
	Bar      *Bar
	Dot      *Dot
	More     []Link // further links after the text
}

// Bar is an in-cell bar.
type Bar struct {
	Share float64 // 0..1 of the column's scale
	Muted bool    // not stated: rule2 instead of accent
}

// Dot is a position on a line.
type Dot struct {
	At     float64   // 0..1
	Ticks  []float64 // 0..1, thresholds
	Hollow bool      // stated, not observed
	Accent bool      // the one that matters
}

// KeyItem explains a mark under a table.
type KeyItem struct {
	Mark string // class of the mark: "accent", "muted", "owned", "hollow"; "" for none
	Text string
}

// placed is a cell in its column.
type placed struct {
	Cell  Cell
	First bool
	Class string
}

// At puts a cell into its column; rooms is what Rooms returns.
func (t Table) At(i int, c Cell, rooms []string) placed {
	var class []string
	if i < len(t.Columns) {
		class = append(class, t.Columns[i].Class(), rooms[i])
	}
	if c.Strong {
		class = append(class, "strong")
	}
	if c.Muted || c.Text == "" {
		class = append(class, "mute")
	}
	return placed{Cell: c, First: i == 0, Class: strings.Join(strings.Fields(strings.Join(class, " ")), " ")}
}

// Rooms is, for each column of bars, the class that keeps room for its longest number, so
// that all bars of the column share one scale.
func (t Table) Rooms() []string {
	rooms := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		if col.Kind != Bars {
			continue
		}
		longest := 0
		for _, row := range t.Rows {
			if i < len(row.Cells) && row.Cells[i].Bar != nil {
				longest = max(longest, utf8.RuneCountInString(row.Cells[i].Text))
			}
		}
		switch {
		case longest <= 3:
			rooms[i] = "room3"
		case longest <= 6:
			rooms[i] = "room6"
		default:
			rooms[i] = "room9"
		}
	}
	return rooms
}

// Class is the class of a column's cells.
func (c Column) Class() string {
	class := string(c.Kind)
	if c.Wide {
		class += " wide"
	}
	if c.Wrap {
		class += " wrap"
	}
	return strings.TrimSpace(class)
}

// mostFitting is how many columns fit the page's width beside each other.
const mostFitting = 10

// Over says whether the table scrolls inside its frame on a wide screen.
func (t Table) Over() bool { return len(t.Columns) > mostFitting }
