package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/internal/zippart"
	"ownermap/ingest/table"
)

// sheetScan is the state machine over a worksheet part.
type sheetScan struct {
	ctx   context.Context
	x     *xmlscan.Scanner
	b     *book
	str   *sharedStrings
	fn    func(*table.Row) error
	rep   *problems.Reporter
	quick *quickTags // nil: only the general scanner

	row      table.Row
	inRow    bool
	rowNo    int32 // of the row being read, or of the last one
	col      int32 // of the last cell
	unsorted bool
	arena    []byte // texts of the row that are not shared
	seen     int    // rows, for looking at ctx
	malf     int    // malformed tags
	pushed   bool   // the token in tok is to be read again
	tok      xmlscan.Kind
}

// malformedLimit is how many malformed tags a sheet may have.
const malformedLimit = 100_000

// readSheet streams the part f.
func (b *book) readSheet(ctx context.Context, f *zip.File, str *sharedStrings, fn func(*table.Row) error, rep *problems.Reporter) error {
	r, err := b.arc.Reader(f)
	if err != nil {
		return unreadable(err)
	}
	defer r.Close()
	x, err := xmlscan.New(r, b.lim.CellBytes)
	if err != nil {
		return unreadable(err)
	}
	defer x.Stop()
	s := &sheetScan{ctx: ctx, x: x, b: b, str: str, fn: fn, rep: rep}
	var stop *stopped
	err = s.run()
	if err == nil {
		err = x.W.Drain()
	}
	switch {
	case errors.As(err, &stop):
		return stop.err
	case errors.As(err, new(*table.Refusal)):
		return s.located(err)
	case err != nil:
		p := damaged("the sheet", err)
		if !errors.Is(err, zippart.ErrSum) {
			p.Row = s.rowNo
		}
		rep.Add(p)
	}
	return nil
}

// stopped carries an error that is not the file's: the caller's, the context's.
type stopped struct{ err error }

func (s *stopped) Error() string { return s.err.Error() }

func unreadable(err error) error {
	if errors.As(err, new(*table.Refusal)) {
		return err
	}
	return &table.Refusal{Message: "the sheet cannot be read: " + err.Error(), Hint: "the file is damaged; export it again"}
}

// located says where a refusal happened.
func (s *sheetScan) located(err error) error {
	var r *table.Refusal
	if errors.As(err, &r) && s.rowNo > 0 {
		return &table.Refusal{Message: fmt.Sprintf("sheet %q near row %d: %s", s.rep.Sheet, s.rowNo, r.Message), Hint: r.Hint}
	}
	return err
}

func (s *sheetScan) next() (xmlscan.Kind, error) {
	if s.pushed {
		s.pushed = false
		return s.tok, nil
	}
	var err error
	s.tok, err = s.x.Next()
	return s.tok, err
}

// run reads the worksheet element.
func (s *sheetScan) run() error {
	for rooted := false; ; {
		k, err := s.next()
		if err != nil {
			return err
		}
		name := string(s.x.Local())
		switch {
		case k == xmlscan.EOF:
			return xmlscan.ErrTruncated
		case k == xmlscan.Bad:
			err = s.malformed("markup that could not be read")
		case k == xmlscan.End && name == "worksheet":
			return nil
		case k != xmlscan.Start && k != xmlscan.Empty:
		case !rooted:
			if rooted = name == "worksheet"; !rooted {
				return &table.Refusal{Message: fmt.Sprintf("the part of sheet %q holds no worksheet", s.rep.Sheet), Hint: "the file is damaged; export it again"}
			}
			if prefix := strings.TrimSuffix(string(s.x.Name), "worksheet"); len(prefix) <= longestPrefix && !s.b.noFast {
				s.quick = newQuickTags(prefix)
			}
			if k == xmlscan.Empty {
				return nil
			}
		case k == xmlscan.Start && name == "sheetData":
			err = s.sheetData()
		case k == xmlscan.Start:
			err = s.x.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// sheetData reads rows up to the end of the element.
func (s *sheetScan) sheetData() error {
	for {
		if s.inRow && s.quick != nil {
			s.quickCells()
		}
		k, err := s.next()
		if err != nil {
			return err
		}
		name := s.x.Local()
		switch {
		case k == xmlscan.EOF:
			return xmlscan.ErrTruncated
		case k == xmlscan.Bad:
			err = s.malformed("markup that could not be read")
		case k == xmlscan.Text:
			if len(bytes.TrimSpace(s.x.Text)) > 0 {
				err = s.malformed("text outside of any cell")
			}
		case k == xmlscan.End && string(name) == "row":
			err = s.endRow()
		case k == xmlscan.End && string(name) == "sheetData":
			return s.closeRow()
		case k == xmlscan.End:
			err = s.malformed("an end tag without its start")
		case string(name) == "row":
			if err = s.closeRow(); err == nil {
				err = s.startRow()
			}
			if err == nil && k == xmlscan.Empty {
				err = s.endRow()
			}
		case string(name) == "c" && s.inRow:
			err = s.cell(k == xmlscan.Empty)
		case string(name) == "c":
			if err = s.malformed("a cell outside of any row"); err == nil && k == xmlscan.Start {
				err = s.x.Skip()
			}
		case k == xmlscan.Start:
			err = s.x.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// closeRow ends a row whose end tag is missing.
func (s *sheetScan) closeRow() error {
	if !s.inRow {
		return nil
	}
	if err := s.malformed("a row without its end"); err != nil {
		return err
	}
	return s.endRow()
}

// malformed notes what was stepped over; a sheet of nothing else is given up.
func (s *sheetScan) malformed(what string) error {
	s.problem(s.rowNo, s.col, table.CodeXML, what+" was stepped over: cells may be missing here")
	if s.malf++; s.malf > malformedLimit {
		return &table.Refusal{Message: "the sheet is damaged throughout", Hint: "export the file again"}
	}
	return nil
}

var hints = map[string]string{
	table.CodeXML:       "compare the row with the original; export the file again",
	table.CodeText:      "correct the text where it comes from",
	table.CodeReference: "the program that wrote the file numbered it wrongly; open and save it in Excel",
	table.CodeRepeated:  "the program that wrote the file wrote the cell twice; open and save it in Excel",
	table.CodeValue:     "correct the cell, or open and save the file in Excel",
	table.CodeString:    "the text is lost from the file; export it again",
	table.CodeStyle:     "open and save the file in Excel",
	table.CodeFormula:   "open the file in Excel, let it calculate, and save it",
}

func (s *sheetScan) problem(row, col int32, code, message string) {
	s.rep.Add(table.Problem{Row: row, Col: col, Code: code, Message: message, Hint: hints[code], Lost: code == table.CodeXML})
}

// startRow takes the number of the row that begins.
func (s *sheetScan) startRow() error {
	s.row.Cells, s.row.Hidden, s.arena = s.row.Cells[:0], false, s.arena[:0]
	s.inRow, s.unsorted, s.col = true, false, 0
	no := s.rowNo + 1
	if r := s.x.Attr("r"); r != nil {
		n, err := strconv.ParseInt(strings.TrimSpace(string(r)), 10, 64)
		switch {
		case err != nil || n < 1:
			s.problem(no, 0, table.CodeReference, fmt.Sprintf("the row number reads %s; it was taken for %d", quote(r), no))
		case n > int64(s.b.lim.Rows):
			return &table.Refusal{Message: fmt.Sprintf("there is a row %d, beyond the last row that a sheet has (%d)", n, s.b.lim.Rows), Hint: "the file is damaged or made to do harm; save the sheet as .csv if it opens"}
		case int32(n) == s.rowNo:
			s.problem(s.rowNo, 0, table.CodeRepeated, fmt.Sprintf("row %d stands in the file twice; both were read", n))
			no = int32(n)
		case int32(n) < s.rowNo:
			s.problem(int32(n), 0, table.CodeReference, fmt.Sprintf("row %d stands in the file after row %d", n, s.rowNo))
			no = int32(n)
		default:
			no = int32(n)
		}
	}
	if no > s.b.lim.Rows {
		return &table.Refusal{Message: fmt.Sprintf("there are more than %d rows", s.b.lim.Rows), Hint: "split the export"}
	}
	if h := s.x.Attr("hidden"); h != nil {
		s.row.Hidden = isTrue(h)
	}
	s.rowNo, s.row.Number = no, no
	return nil
}

// endRow hands the row on, unless it is blank.
func (s *sheetScan) endRow() error {
	if !s.inRow {
		return s.malformed("an end of a row without its start")
	}
	s.inRow = false
	if s.seen++; s.seen%256 == 0 && s.ctx.Err() != nil {
		return &stopped{s.ctx.Err()}
	}
	if s.unsorted {
		s.sortCells()
	}
	if len(s.row.Cells) == 0 {
		return nil
	}
	if err := s.fn(&s.row); err != nil {
		return &stopped{err}
	}
	return nil
}

// isTrue reads a boolean attribute.
func isTrue(b []byte) bool { return string(b) == "1" || string(b) == "true" || string(b) == "on" }

// quote shows what a damaged file held, cut short.
func quote(b []byte) string {
	const most = 40
	if len(b) > most {
		return strconv.Quote(string(b[:most])) + "..."
	}
	return strconv.Quote(string(b))
}

// finite parses a number as spreadsheets write it: no hexadecimal, no words.
func finite(b []byte) (float64, bool) {
	for _, c := range b {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c|0x20 != 'e' {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return f, err == nil && !math.IsInf(f, 0)
}
