package ods

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// scan is one pass over the document: with want -1 it learns the sheets, else it
// reads one of them.
type scan struct {
	*book
	ctx  context.Context
	x    *xmlscan.Scanner
	want int
	row  func(*table.Row) error
	rep  *problems.Reporter

	hiddenStyles map[string]bool // of tables, while learning
	style        string          // the style being read
	sheet        int             // begun so far
	out          table.Row       // Number is that of the last row
	repeat       int32           // how often the row being read stands
	inRow        bool
	next         int32 // column of the next cell
	arena        []byte
	shown        bool  // the cell being read has a paragraph
	given        int64 // cells of repeated rows handed on so far
	stopped      bool  // the error is the caller's
}

// maxRepeated bounds the cells that come of repeating rows, which a few bytes
// can ask for.
const maxRepeated = 20_000_000

// maxMerged bounds the merged ranges remembered for a sheet.
const maxMerged = 1 << 16

func (s *scan) learning() bool { return s.want < 0 }

func (s *scan) wanted() bool { return s.learning() || s.sheet-1 == s.want }

func (s *scan) problem(col int32, code, message, hint string) {
	s.rep.Add(table.Problem{Row: s.out.Number, Col: col, Code: code, Message: message, Hint: hint, Lost: code == table.CodeXML})
}

// tokens reads up to the end of the root element.
func (s *scan) tokens() error {
	root := ""
	for {
		k, err := s.x.Next()
		if err != nil {
			return err
		}
		switch name := string(s.x.Name); {
		case k == xmlscan.EOF:
			return xmlscan.ErrTruncated
		case k == xmlscan.Bad && s.sheet > 0 && s.wanted():
			s.problem(0, table.CodeXML, "markup that could not be read was stepped over: cells may be missing here", "export the file again")
		case k == xmlscan.End && name == root:
			return nil
		case k == xmlscan.End:
			err = s.endTag(name)
		case (k == xmlscan.Start || k == xmlscan.Empty) && root == "":
			if root = name; root != "office:document-content" && root != "office:document" {
				return &table.Refusal{Message: fmt.Sprintf("the XML is a %q and not a spreadsheet", root), Hint: "export the report as .xlsx or .csv"}
			}
		case k == xmlscan.Start || k == xmlscan.Empty:
			err = s.startTag(name, k == xmlscan.Empty)
		}
		if err != nil {
			return err
		}
	}
}

func (s *scan) attr(name string) string {
	out, _ := xmlscan.Decode(nil, s.x.Attr(name), false)
	return string(out)
}

func (s *scan) startTag(name string, empty bool) error {
	switch name {
	case "style:style":
		s.style = s.attr("style:name")
	case "style:table-properties":
		if s.learning() && s.attr("table:display") == "false" {
			s.hiddenStyles[s.style] = true
		}
	case "table:table":
		name := s.attr("table:name")
		if copied(name) && !empty {
			return s.x.Skip()
		}
		s.startTable(name)
	case "table:tracked-changes", "table:dde-links", "table:shapes", "office:binary-data", "office:text", "office:drawing", "office:presentation":
		if !empty {
			return s.x.Skip() // the tables in it are none of the document's sheets
		}
	case "table:table-row":
		if s.wanted() && s.sheet > 0 {
			err := s.startRow()
			if err == nil && empty {
				err = s.endRow()
			}
			return err
		}
	case "table:table-cell", "table:covered-table-cell":
		if s.wanted() && s.inRow {
			return s.cell(empty)
		}
	}
	return nil
}

// copied reports whether a table has the name, 'file:///a.ods'#Sheet, under which
// a document keeps what it knows of another one that its formulas refer to.
func copied(name string) bool { return strings.HasPrefix(name, "'") && strings.Contains(name, "'#") }

func (s *scan) startTable(name string) {
	s.sheet++
	s.out = table.Row{Cells: s.out.Cells[:0]}
	s.inRow = false
	if s.learning() {
		s.sheets = append(s.sheets, table.Sheet{Name: name, Hidden: s.hiddenStyles[s.attr("table:style-name")], Bytes: s.size})
	}
}

func (s *scan) endTag(name string) error {
	if name == "table:table-row" && s.wanted() {
		return s.endRow()
	}
	return nil
}

// count reads a repetition, which is at least one.
func (s *scan) count(name string) int64 {
	n, err := strconv.ParseInt(s.attr(name), 10, 64)
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<40)
}

func (s *scan) startRow() error {
	repeat := s.count("table:number-rows-repeated")
	visibility := s.attr("table:visibility")
	s.out.Cells, s.arena, s.inRow, s.next = s.out.Cells[:0], s.arena[:0], true, 1
	s.out.Hidden = visibility == "collapse" || visibility == "filter"
	s.out.Number++
	s.repeat = int32(min(repeat, 1<<30))
	return nil
}

// endRow hands the row on as often as it stands. Blank rows only count.
func (s *scan) endRow() error {
	if !s.inRow {
		return nil
	}
	s.inRow = false
	if len(s.out.Cells) == 0 {
		s.out.Number = min(s.out.Number+s.repeat-1, 1<<30)
		return nil
	}
	if s.given += int64(s.repeat-1) * int64(len(s.out.Cells)); int64(s.out.Number)+int64(s.repeat)-1 > int64(s.lim.Rows) || s.given > maxRepeated {
		return &table.Refusal{Message: fmt.Sprintf("row %d is repeated %d times, beyond what a sheet has", s.out.Number, s.repeat), Hint: "the file is damaged or made to do harm; save the sheet as .csv if it opens"}
	}
	if s.learning() {
		s.out.Number += s.repeat - 1
		return nil
	}
	for n := s.repeat; n > 0; n-- {
		err := s.ctx.Err()
		if err == nil {
			row := s.out // the callback may keep its own cells, but not ours
			err = s.row(&row)
		}
		if err != nil {
			s.stopped = true
			return err
		}
		if n > 1 {
			s.out.Number++
		}
	}
	return nil
}

// cell places and reads a cell.
func (s *scan) cell(empty bool) error {
	at := s.next
	repeat := s.count("table:number-columns-repeated")
	c := table.Cell{Col: at, Formula: s.x.Attr("table:formula") != nil}
	v := value{typ: s.attr("office:value-type"), calc: s.attr("calcext:value-type")}
	v.number, v.date, v.time, v.boolean = s.attr("office:value"), s.attr("office:date-value"), s.attr("office:time-value"), s.attr("office:boolean-value")
	v.currency, v.text = s.attr("office:currency"), s.attr("office:string-value")
	s.merge(at)
	s.next = int32(min(int64(at)+repeat, 1<<30))
	start := len(s.arena)
	if !empty {
		s.shown = false
		flaw, err := s.paragraphs()
		v.shown = s.shown
		if err != nil {
			return err
		}
		if flaw != 0 {
			s.problem(at, table.CodeText, "the cell holds "+flaw.String(), "correct the text where it comes from")
		}
	}
	shown := s.arena[start:]
	if !s.typed(&c, v, shown) {
		return nil
	}
	if int64(at)+repeat-1 > int64(s.lim.Cols) {
		return &table.Refusal{Message: fmt.Sprintf("row %d reaches column %d, beyond the last one that a sheet has (%d)", s.out.Number, int64(at)+repeat-1, s.lim.Cols), Hint: "the file is damaged or made to do harm; save the sheet as .csv if it opens"}
	}
	for ; repeat > 0; repeat-- {
		s.out.Cells = append(s.out.Cells, c)
		c.Col++
	}
	return nil
}

// merge notes a cell that spans others.
func (s *scan) merge(at int32) {
	cols, rows := s.count("table:number-columns-spanned"), s.count("table:number-rows-spanned")
	if sh := len(s.sheets) - 1; s.learning() && sh >= 0 && cols*rows > 1 && cols < 1<<20 && rows < 1<<21 && len(s.sheets[sh].Merged) < maxMerged {
		s.sheets[sh].Merged = append(s.sheets[sh].Merged, table.Range{Row1: s.out.Number, Col1: at, Row2: s.out.Number + int32(rows) - 1, Col2: at + int32(cols) - 1})
	}
}

// paragraphs reads the text of a cell up to its end, a line for each paragraph,
// without notes and drawings.
func (s *scan) paragraphs() (flaw xmlscan.Flaw, err error) {
	start, in := len(s.arena), 0
	for {
		k, err := s.x.Next()
		if err != nil {
			return flaw, err
		}
		name := string(s.x.Name)
		switch k {
		case xmlscan.EOF:
			return flaw, xmlscan.ErrTruncated
		case xmlscan.Bad:
			flaw |= xmlscan.BadMarkup
		case xmlscan.Text:
			if in > 0 {
				var f xmlscan.Flaw
				s.arena, f = s.text(s.arena)
				flaw |= f
			}
		case xmlscan.Start, xmlscan.Empty:
			switch {
			case name == "text:p" || name == "text:h":
				s.shown = true
				if len(s.arena) > start {
					s.arena = append(s.arena, '\n')
				}
				if k == xmlscan.Start {
					in++
				}
			case name == "text:s":
				n := min(s.count("text:c"), 1000)
				s.arena = append(s.arena, bytes.Repeat([]byte(" "), int(n))...)
			case name == "text:tab":
				s.arena = append(s.arena, '\t')
			case name == "text:line-break":
				s.arena = append(s.arena, '\n')
			case k == xmlscan.Start && beside(name):
				if name == "table:table" {
					s.problem(s.next-1, table.CodeXML, "a table inside the cell was stepped over", "put its cells into the sheet itself")
				}
				err = s.x.Skip()
			}
		case xmlscan.End:
			switch name {
			case "text:p", "text:h":
				in--
			case "table:table-cell", "table:covered-table-cell":
				return flaw, nil
			case "table:table-row", "table:table":
				s.problem(s.next, table.CodeXML, "a cell without its end", "export the file again")
				return flaw, s.endRow()
			}
		}
		if err == nil && int64(len(s.arena)-start) > s.lim.CellBytes || int64(len(s.arena)) > 64*s.lim.CellBytes {
			err = &table.Refusal{Message: fmt.Sprintf("row %d holds more than %s of text in a cell", s.out.Number, table.Size(s.lim.CellBytes)), Hint: "no cell of a spreadsheet is like this; the file is damaged or made to do harm"}
		}
		if err != nil {
			return flaw, err
		}
	}
}

// beside reports whether an element of a cell is none of its text: a note, a
// drawing, a reading aid. All others are runs and fields of the text.
func beside(name string) bool {
	prefix, _, _ := strings.Cut(name, ":")
	switch prefix {
	case "office", "draw", "dr3d", "table", "form", "presentation":
		return true
	}
	return name == "text:note" || name == "text:ruby-text"
}

// text appends the current text, runs of blanks as one blank.
func (s *scan) text(dst []byte) ([]byte, xmlscan.Flaw) {
	start := len(dst)
	dst, flaw := xmlscan.Decode(dst, s.x.Text, s.x.CData)
	out := dst[:start]
	for _, c := range dst[start:] {
		if c == '\n' || c == '\t' {
			c = ' '
		}
		if c == ' ' && len(out) > start && out[len(out)-1] == ' ' {
			continue
		}
		out = append(out, c)
	}
	return out, flaw
}
