package xlsx

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"ownermap/ingest/internal/numfmt"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// cellHead is what the start tag of a cell says.
type cellHead struct {
	col   int32
	typ   string // "n", "s", "b", "e", "str", "inlineStr", "d"
	style numfmt.Shown
}

// cellBody is what stands inside it.
type cellBody struct {
	formula, value bool // whether there was such an element
	inline         bool
	flaw           xmlscan.Flaw
	text           []byte // of the value or the inline string; in the arena
}

// cell reads the cell whose start tag is the current token.
func (s *sheetScan) cell(empty bool) error {
	head, err := s.cellHead()
	if err != nil || empty {
		return err
	}
	body, err := s.cellBody()
	if err != nil {
		return err
	}
	s.finishCell(head, body)
	return s.rowSize()
}

// rowSize bounds the texts of one row together.
func (s *sheetScan) rowSize() error {
	if int64(len(s.arena)) > 64*s.b.lim.CellBytes {
		return &table.Refusal{Message: "a row holds more than " + table.Size(64*s.b.lim.CellBytes) + " of text", Hint: "no row of an export is like this; the file is damaged or made to do harm"}
	}
	return nil
}

// cellHead reads reference, type and style. A cell without a usable reference
// stands after the one before it.
func (s *sheetScan) cellHead() (cellHead, error) {
	h := cellHead{col: s.col + 1, typ: "n"}
	if r := s.x.Attr("r"); r != nil {
		col, row, ok := parseRef(r)
		switch {
		case !ok:
			s.problem(s.rowNo, h.col, table.CodeReference, fmt.Sprintf("a cell reference reads %s; it was taken for the next cell of its row", quote(r)))
		case col > int64(s.b.lim.Cols):
			return h, &table.Refusal{Message: fmt.Sprintf("there is a cell %s, beyond the last column that a sheet has (%d)", r, s.b.lim.Cols), Hint: "the file is damaged or made to do harm; save the sheet as .csv if it opens"}
		default:
			if h.col = int32(col); row != int64(s.rowNo) {
				s.problem(s.rowNo, h.col, table.CodeReference, fmt.Sprintf("a cell in row %d says that it is %s", s.rowNo, r))
			}
		}
	}
	if h.col > s.b.lim.Cols {
		return h, &table.Refusal{Message: fmt.Sprintf("there are more than %d columns", s.b.lim.Cols), Hint: "the file is damaged or made to do harm"}
	}
	s.unsorted = s.unsorted || h.col <= s.col
	s.col = h.col
	if t := s.x.Attr("t"); t != nil {
		h.typ = string(t)
	}
	h.style = s.styleOf(s.x.Attr("s"), h.col)
	return h, nil
}

const huge = 1 << 40

// parseRef reads a reference such as AB12. Numbers too large come back as huge.
func parseRef(b []byte) (col, row int64, ok bool) {
	i := 0
	for ; i < len(b) && b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z'; i++ {
		col = min(col*26+int64(b[i]|0x20-'a'+1), huge)
	}
	digits := b[i:]
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		row = min(row*10+int64(b[i]-'0'), huge)
	}
	return col, row, i == len(b) && col > 0 && row > 0 && len(digits) > 0
}

// styleOf looks up a cell format.
func (s *sheetScan) styleOf(attr []byte, col int32) numfmt.Shown {
	if s.b.noStyle || len(attr) == 0 && len(s.b.styles) == 0 {
		return numfmt.Shown{}
	}
	if len(attr) == 0 {
		return s.b.styles[0]
	}
	i, err := strconv.ParseUint(string(attr), 10, 32)
	if err != nil || i >= uint64(len(s.b.styles)) {
		s.problem(s.rowNo, col, table.CodeStyle, fmt.Sprintf("the cell has the format number %s, which the workbook does not hold", quote(attr)))
		return numfmt.Shown{}
	}
	return s.b.styles[i]
}

// cellBody reads up to the end of the cell.
func (s *sheetScan) cellBody() (body cellBody, err error) {
	for {
		k, err := s.next()
		if err != nil {
			return body, err
		}
		name := string(s.x.Local())
		switch {
		case k == xmlscan.EOF:
			return body, xmlscan.ErrTruncated
		case k == xmlscan.End && name == "c":
			return body, nil
		case (k == xmlscan.Start || k == xmlscan.Empty) && (name == "c" || name == "row"), k == xmlscan.End:
			s.pushed = true
			return body, s.malformed("a cell without its end")
		case k == xmlscan.Bad:
			body.flaw |= xmlscan.BadMarkup
		case k == xmlscan.Empty:
			body.formula = body.formula || name == "f"
			body.value = body.value || name == "v"
		case k == xmlscan.Start && name == "v":
			body.value = true
			err = s.valueText(&body)
		case k == xmlscan.Start && name == "is":
			body.inline = true
			start := len(s.arena)
			var flaw xmlscan.Flaw
			s.arena, flaw, err = richText(s.x, "is", s.arena, s.b.lim.CellBytes)
			body.text, body.flaw = s.arena[start:], body.flaw|flaw
		case k == xmlscan.Start:
			body.formula = body.formula || name == "f"
			err = s.x.Skip()
		}
		if err != nil {
			return body, err
		}
	}
}

// valueText reads the text of the v element.
func (s *sheetScan) valueText(body *cellBody) error {
	start := len(s.arena)
	for {
		k, err := s.x.Next()
		if err != nil {
			return err
		}
		switch k {
		case xmlscan.EOF:
			return xmlscan.ErrTruncated
		case xmlscan.Text:
			var flaw xmlscan.Flaw
			s.arena, flaw = xmlscan.Decode(s.arena, s.x.Text, s.x.CData)
			body.flaw |= flaw
			if int64(len(s.arena)-start) > s.b.lim.CellBytes {
				return tooLong(s.b.lim.CellBytes)
			}
		case xmlscan.End:
			if string(s.x.Local()) != "v" {
				s.pushed, s.tok, body.flaw = true, k, body.flaw|xmlscan.BadMarkup
			}
			body.text = s.arena[start:]
			return nil
		case xmlscan.Bad:
			body.flaw |= xmlscan.BadMarkup
		case xmlscan.Start:
			body.flaw |= xmlscan.BadMarkup
			if err := s.x.Skip(); err != nil {
				return err
			}
		}
	}
}

// str is the arena's bytes as a string that lives until the row is handed on.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// finishCell turns head and body into a typed cell, or into a problem.
func (s *sheetScan) finishCell(h cellHead, b cellBody) {
	if b.flaw != 0 {
		s.problem(s.rowNo, h.col, table.CodeText, "the cell holds "+b.flaw.String())
	}
	if b.formula && !b.inline && (!b.value || h.typ != "str" && len(bytes.TrimSpace(b.text)) == 0) { // a calculated "" is of type str
		s.problem(s.rowNo, h.col, table.CodeFormula, "the cell holds a formula that was never calculated")
		return
	}
	c := table.Cell{Col: h.col, Formula: b.formula}
	text := b.text
	if h.typ != "str" && h.typ != "inlineStr" && !b.inline {
		text = bytes.TrimSpace(text)
	}
	if len(text) == 0 && !(h.typ == "s" && b.value) {
		return
	}
	var ok bool
	switch {
	case h.typ == "inlineStr" || b.inline:
		c.Kind, c.Text, ok = table.Text, str(text), true
	case h.typ == "str":
		c.Kind, c.Text, ok = table.Text, str(unescape(text, 0)), true
	case h.typ == "s":
		ok = s.sharedCell(&c, text)
		if !ok {
			return
		}
	case h.typ == "n" || h.typ == "":
		ok = s.numberCell(&c, text, h.style)
	case h.typ == "b":
		c.Kind, c.Text = table.Bool, str(text)
		word := strings.ToLower(c.Text)
		if ok = word == "0" || word == "1" || word == "true" || word == "false"; word == "1" || word == "true" {
			c.Num = 1
		}
	case h.typ == "e":
		c.Kind, c.Text, ok = table.Error, str(text), true
	case h.typ == "d":
		c.Kind, c.Text = table.Date, str(text)
		c.Num, ok = isoSerial(c.Text)
	}
	if !ok {
		s.problem(s.rowNo, h.col, table.CodeValue, fmt.Sprintf("the cell is of type %q and holds %s; it was read as text", h.typ, quote(text)))
		c = table.Cell{Col: h.col, Formula: b.formula, Kind: table.Text, Text: str(text)}
	}
	if c.Kind != table.Blank {
		s.row.Cells = append(s.row.Cells, c)
	}
}

// sharedCell looks up a shared string. An empty one is a blank cell.
func (s *sheetScan) sharedCell(c *table.Cell, text []byte) bool {
	i, err := strconv.ParseUint(string(text), 10, 32)
	t, ok := s.str.get(i)
	if err != nil || !ok {
		s.problem(s.rowNo, c.Col, table.CodeString, fmt.Sprintf("the cell has the text number %s, and the workbook lists %d texts", quote(text), s.str.n))
		return false
	}
	if flaw := s.str.flawed[uint32(i)]; flaw != 0 {
		s.problem(s.rowNo, c.Col, table.CodeText, "the cell holds "+flaw.String())
	}
	if t != "" {
		c.Kind, c.Text, c.Lasting, c.Num = table.Text, t, true, float64(i)
	}
	return true
}

// numberCell makes a number, or a date where the format says so.
func (s *sheetScan) numberCell(c *table.Cell, text []byte, st numfmt.Shown) bool {
	f, ok := finite(text)
	if !ok {
		return false
	}
	s.setNumber(c, f, st)
	c.Text = str(text)
	return true
}

// lastSerial is 9999-12-31 in the 1900 system.
const lastSerial = 2958465

func (s *sheetScan) setNumber(c *table.Cell, f float64, st numfmt.Shown) {
	c.Kind, c.Num, c.Percent, c.Money = table.Number, f, st.Percent, st.Money
	if st.Date {
		if d := f + s.b.shift; d >= 0 && d < lastSerial+1 {
			c.Kind, c.Num = table.Date, d
		} else {
			s.problem(s.rowNo, c.Col, table.CodeValue, fmt.Sprintf("the cell is shown as a date, and %v is no day of the calendar; it was read as a number", f))
		}
	}
}

// isoSerial is the day of a t="d" cell as a serial number of the 1900 system.
func isoSerial(s string) (float64, bool) {
	s = strings.TrimSuffix(s, "Z")
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05-07:00"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
		days := float64(t.Unix()-epoch)/86400 + float64(t.Nanosecond())/86400e9
		if days < 61 { // the 1900 system has a day too many, 1900-02-29
			days--
		}
		return days, days >= 0 && days < lastSerial+1
	}
	return 0, false
}

var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Unix()

// sortCells puts the cells of a row in order where the file had them otherwise,
// and drops the later one of two in the same place.
func (s *sheetScan) sortCells() {
	cells := s.row.Cells
	slices.SortStableFunc(cells, func(a, b table.Cell) int { return cmp.Compare(a.Col, b.Col) })
	out := cells[:0]
	for _, c := range cells {
		if len(out) > 0 && out[len(out)-1].Col == c.Col {
			s.problem(s.rowNo, c.Col, table.CodeRepeated, "the cell stands in the file twice; the first one was read")
			continue
		}
		out = append(out, c)
	}
	s.row.Cells = out
	s.problem(s.rowNo, 0, table.CodeReference, "the cells of the row are not in order in the file; they were sorted")
}
