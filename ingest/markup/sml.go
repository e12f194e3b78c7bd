package markup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"ownermap/ingest/internal/numfmt"
	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// OpenSpreadsheetML reads an "XML Spreadsheet 2003", whose root is a Workbook.
func OpenSpreadsheetML(r io.ReaderAt, size int64, lim table.Limits) (table.Book, error) {
	b := &smlBook{r: r, size: size, lim: lim.OrDefault(), styles: map[string]numfmt.Shown{}}
	if size > b.lim.InflatedBytes {
		return nil, &table.Refusal{Message: "the file is larger than " + table.Size(b.lim.InflatedBytes), Hint: "save the sheet you need as .csv, or raise the limit"}
	}
	s := &smlScan{smlBook: b, want: -1, ctx: context.Background(), rep: problems.New("", nil)}
	s.row = func(*table.Row) error { return nil }
	if err := s.read(); err != nil {
		return nil, err
	}
	if len(b.sheets) == 0 {
		return nil, &table.Refusal{Message: "the workbook has no sheets", Hint: "export it again"}
	}
	return b, nil
}

type smlBook struct {
	r      io.ReaderAt
	size   int64
	lim    table.Limits
	sheets []table.Sheet
	styles map[string]numfmt.Shown
}

// Format is the name that Excel gives the format.
func (b *smlBook) Format() string { return "XML Spreadsheet 2003" }

// Sheets are the worksheets in file order.
func (b *smlBook) Sheets() []table.Sheet { return b.sheets }

// Close has nothing to free: the reader belongs to the caller.
func (b *smlBook) Close() error { return nil }

// Rows streams one worksheet; see table.Book.
func (b *smlBook) Rows(ctx context.Context, i int, row func(*table.Row) error, problem func(table.Problem)) error {
	rep := problems.New(b.sheets[i].Name, problem)
	defer rep.Finish()
	s := &smlScan{smlBook: b, ctx: ctx, want: i, row: row, rep: rep}
	return s.read()
}

// smlScan is one pass over the file: with want -1 it learns sheets and styles,
// else it reads one sheet.
type smlScan struct {
	*smlBook
	ctx  context.Context
	x    *xmlscan.Scanner
	want int
	row  func(*table.Row) error
	rep  *problems.Reporter

	sheet   int // begun so far
	out     table.Row
	inRow   bool
	skip    int32 // rows that the last one stands for
	col     int32 // of the last cell
	arena   []byte
	stopped bool // the error is the caller's
}

func (s *smlScan) learning() bool { return s.want < 0 }

// wanted reports whether the sheet being read is the one asked for.
func (s *smlScan) wanted() bool { return s.learning() || s.sheet-1 == s.want }

func (s *smlScan) read() error {
	x, err := xmlscan.New(io.NewSectionReader(s.r, 0, s.size), s.lim.CellBytes)
	if err != nil {
		return err
	}
	defer x.Stop()
	s.x = x
	err = s.tokens()
	switch {
	case err == nil, s.stopped, errors.As(err, new(*table.Refusal)):
		return err
	case errors.Is(err, errDone):
		return nil
	case s.learning() && len(s.sheets) == 0:
		return &table.Refusal{Message: "the file is damaged or cut short: " + err.Error(), Hint: "download or export it again"}
	}
	s.problem(0, table.CodeDamaged, fmt.Sprintf("the file cannot be read to its end (%v): what follows is missing", err), "download or export the file again")
	return nil
}

func (s *smlScan) problem(col int32, code, message, hint string) {
	s.rep.Add(table.Problem{Row: s.out.Number, Col: col, Code: code, Message: message, Hint: hint, Lost: code == table.CodeDamaged || code == table.CodeXML})
}

// name is the element's name without the prefix of the spreadsheet's namespace.
func (s *smlScan) name() string {
	if n, ok := bytes.CutPrefix(s.x.Name, []byte("ss:")); ok {
		return string(n)
	}
	return string(s.x.Local())
}

// attr is an attribute of the spreadsheet's namespace.
func (s *smlScan) attr(name string) string {
	raw := s.x.Attr("ss:" + name)
	if raw == nil {
		raw = s.x.Attr(name)
	}
	out, _ := xmlscan.Decode(nil, raw, false)
	return string(out)
}

func (s *smlScan) tokens() error {
	for rooted := false; ; {
		k, err := s.x.Next()
		if err != nil {
			return err
		}
		name := s.name()
		switch {
		case k == xmlscan.EOF:
			return xmlscan.ErrTruncated
		case k == xmlscan.Bad && s.wanted():
			s.problem(0, table.CodeXML, "markup that could not be read was stepped over: cells may be missing here", "export the file again")
		case k == xmlscan.End:
			if name == "Workbook" {
				return nil
			}
			err = s.endTag(name)
		case k == xmlscan.Start || k == xmlscan.Empty:
			if !rooted && name != "Workbook" {
				return &table.Refusal{Message: fmt.Sprintf("the XML is a %q and not a workbook", name), Hint: "export the report as .xlsx or .csv"}
			}
			rooted = true
			err = s.startTag(name, k == xmlscan.Empty)
		}
		if err != nil {
			return err
		}
	}
}

func (s *smlScan) startTag(name string, empty bool) error {
	switch name {
	case "Style":
		return s.style(empty)
	case "Worksheet":
		s.sheet++
		s.out, s.inRow, s.skip, s.col = table.Row{Cells: s.out.Cells[:0]}, false, 0, 0
		if s.learning() {
			s.sheets = append(s.sheets, table.Sheet{Name: s.attr("Name"), Bytes: s.size})
		}
	case "Visible", "x:Visible":
		return s.visible(empty)
	case "Row":
		if s.wanted() {
			err := s.startRow()
			if err == nil && empty {
				err = s.endRow()
			}
			return err
		}
	case "Cell":
		if s.wanted() && s.inRow {
			return s.cell(empty)
		}
	}
	return nil
}

func (s *smlScan) endTag(name string) error {
	switch {
	case name == "Row" && s.wanted():
		return s.endRow()
	case name == "Worksheet" && !s.learning() && s.wanted():
		return errDone
	}
	return nil
}

// style learns what a style shows.
func (s *smlScan) style(empty bool) error {
	id := s.attr("ID")
	for !empty {
		k, err := s.x.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.EOF {
			return xmlscan.ErrTruncated
		}
		if k == xmlscan.End && s.name() == "Style" {
			return nil
		}
		if (k == xmlscan.Start || k == xmlscan.Empty) && s.name() == "NumberFormat" && s.learning() {
			s.styles[id] = namedFormat(s.attr("Format"))
		}
	}
	return nil
}

// namedFormat reads a format code, or one of the names that this format has.
func namedFormat(code string) numfmt.Shown {
	switch code {
	case "General Date", "Long Date", "Medium Date", "Short Date":
		return numfmt.Shown{Date: true}
	case "Percent":
		return numfmt.Shown{Percent: true}
	case "Currency", "Long Time", "Medium Time", "Short Time", "General", "General Number", "Fixed", "Standard", "Scientific", "Yes/No", "True/False", "On/Off":
		return numfmt.Shown{}
	case "Euro Currency":
		return numfmt.Shown{Money: "€"}
	}
	return numfmt.Parse(code)
}

// visible reads the element that hides a sheet.
func (s *smlScan) visible(empty bool) error {
	if empty || !s.learning() || len(s.sheets) == 0 {
		return nil
	}
	k, err := s.x.Next()
	if err == nil && k == xmlscan.Text && bytes.HasPrefix(bytes.TrimSpace(s.x.Text), []byte("SheetHidden")) || err == nil && k == xmlscan.Text && bytes.HasPrefix(bytes.TrimSpace(s.x.Text), []byte("SheetVeryHidden")) {
		s.sheets[len(s.sheets)-1].Hidden = true
	}
	return err
}

// position reads an Index or a span; absent is what comes by itself.
func (s *smlScan) position(name string, absent int32) (int32, bool) {
	raw := s.attr(name)
	if raw == "" {
		return absent, true
	}
	n, err := strconv.ParseInt(strings.TrimSpace(raw), 10, 32)
	return int32(n), err == nil && n >= 0 && n <= math.MaxInt32/4
}

func (s *smlScan) startRow() error {
	want := s.out.Number + s.skip + 1
	no, ok := s.position("Index", want)
	span, _ := s.position("Span", 0)
	hidden := s.attr("Hidden") == "1"
	s.out.Cells, s.arena, s.inRow, s.col = s.out.Cells[:0], s.arena[:0], true, 0
	if !ok || no < want {
		s.problem(0, table.CodeReference, fmt.Sprintf("a row has the index %q after row %d", s.attr("Index"), s.out.Number), "export the file again")
		no = want
	}
	s.out.Number, s.out.Hidden, s.skip = no, hidden, span
	if no > s.lim.Rows {
		return &table.Refusal{Message: fmt.Sprintf("there is a row %d, beyond the last row that a sheet has (%d)", no, s.lim.Rows), Hint: "the file is damaged or made to do harm; save the sheet as .csv if it opens"}
	}
	return nil
}

func (s *smlScan) endRow() error {
	if !s.inRow {
		return nil
	}
	s.inRow = false
	if s.learning() || len(s.out.Cells) == 0 {
		return nil
	}
	err := s.ctx.Err()
	if err == nil {
		err = s.row(&s.out)
	}
	s.stopped = err != nil
	return err
}

// cell places and reads a cell.
func (s *smlScan) cell(empty bool) error {
	col, ok := s.position("Index", s.col+1)
	across, ok2 := s.position("MergeAcross", 0)
	down, ok3 := s.position("MergeDown", 0)
	if !ok || !ok2 || !ok3 || col <= s.col {
		s.problem(s.col+1, table.CodeReference, "a cell's index makes no sense; it was taken for the next cell of its row", "export the file again")
		col, across, down = s.col+1, 0, 0
	}
	if col+across > s.lim.Cols {
		return &table.Refusal{Message: fmt.Sprintf("row %d reaches column %d, beyond the last one that a sheet has (%d)", s.out.Number, col+across, s.lim.Cols), Hint: "the file is damaged or made to do harm; save the sheet as .csv if it opens"}
	}
	if sh := len(s.sheets) - 1; s.learning() && sh >= 0 && across+down > 0 && len(s.sheets[sh].Merged) < maxMerged {
		s.sheets[sh].Merged = append(s.sheets[sh].Merged, table.Range{Row1: s.out.Number, Col1: col, Row2: s.out.Number + down, Col2: col + across})
	}
	s.col = col + across
	shown, formula := s.styles[s.attr("StyleID")], s.attr("Formula") != ""
	if empty {
		if formula {
			s.unvalued(col)
		}
		return nil
	}
	return s.cellData(col, shown, formula)
}

func (s *smlScan) unvalued(col int32) {
	s.problem(col, table.CodeFormula, "the cell holds a formula that was never calculated", "open the file in Excel, let it calculate, and save it")
}

// cellData reads up to the end of the cell.
func (s *smlScan) cellData(col int32, shown numfmt.Shown, formula bool) error {
	start, typ, has := len(s.arena), "", false
	var flaw xmlscan.Flaw
	for depth := 0; ; {
		k, err := s.x.Next()
		if err != nil {
			return err
		}
		switch name := s.name(); {
		case k == xmlscan.EOF:
			return xmlscan.ErrTruncated
		case k == xmlscan.Bad:
			flaw |= xmlscan.BadMarkup
		case k == xmlscan.Start && name == "Comment":
			err = s.x.Skip()
		case (k == xmlscan.Start || k == xmlscan.Empty) && name == "Data" && !has:
			if typ, has = s.attr("Type"), true; k == xmlscan.Start {
				depth = 1
			}
		case k == xmlscan.Text && depth > 0:
			var f xmlscan.Flaw
			s.arena, f = xmlscan.Decode(s.arena, s.x.Text, s.x.CData)
			flaw |= f
		case k == xmlscan.End && name == "Data":
			depth = 0
		case k == xmlscan.End && (name == "Cell" || name == "Row"):
			if flaw != 0 {
				s.problem(col, table.CodeText, "the cell holds "+flaw.String(), "correct the text where it comes from")
			}
			if formula && !has {
				s.unvalued(col)
			}
			s.finish(table.Cell{Col: col, Formula: formula}, typ, s.arena[start:], shown)
			if name == "Row" {
				s.problem(col, table.CodeXML, "a cell without its end", "export the file again")
				err = s.endRow()
			}
			if err == nil && int64(len(s.arena)) > 64*s.lim.CellBytes {
				err = &table.Refusal{Message: fmt.Sprintf("row %d holds more than %s of text", s.out.Number, table.Size(64*s.lim.CellBytes)), Hint: "no export is like this; the file is damaged"}
			}
			return err
		}
		if err != nil {
			return err
		}
		if int64(len(s.arena)-start) > s.lim.CellBytes {
			return &table.Refusal{Message: fmt.Sprintf("a cell in row %d holds more than %s of text", s.out.Number, table.Size(s.lim.CellBytes)), Hint: "no export is like this; the file is damaged"}
		}
	}
}

// finish makes the typed cell.
func (s *smlScan) finish(c table.Cell, typ string, text []byte, shown numfmt.Shown) {
	if typ != "String" {
		text = bytes.TrimSpace(text)
	}
	if len(text) == 0 {
		return
	}
	c.Kind, c.Text = table.Text, unsafe.String(&text[0], len(text))
	ok := true
	switch typ {
	case "Number":
		var f float64
		if f, ok = numfmt.Number(c.Text); ok {
			c.Kind, c.Num, c.Percent, c.Money = table.Number, f, shown.Percent, shown.Money
		}
	case "DateTime":
		var f float64
		if f, ok = dateTime(c.Text); ok {
			c.Kind, c.Num = table.Date, f
		}
	case "Boolean":
		if ok = c.Text == "0" || c.Text == "1"; ok {
			c.Kind, c.Num = table.Bool, float64(c.Text[0]-'0')
		}
	case "Error":
		c.Kind = table.Error
	case "String":
	default:
		ok = false
	}
	if !ok {
		s.problem(c.Col, table.CodeValue, fmt.Sprintf("the cell is of type %q and holds %.40q; it was read as text", typ, c.Text), "correct the cell, or save the file in Excel")
	}
	s.out.Cells = append(s.out.Cells, c)
}

// dateTime is a day and time as days since 1899-12-30.
func dateTime(s string) (float64, bool) { return numfmt.ISODays("2006-01-02T15:04:05", s) }
