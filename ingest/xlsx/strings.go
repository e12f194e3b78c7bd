package xlsx

import (
	"errors"
	"fmt"
	"unsafe"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/internal/xmlscan"
	"ownermap/ingest/table"
)

// sharedStrings holds the texts of a workbook: bytes in blocks that never move,
// and eight bytes of index for each, so that a hundred thousand or ten million
// of them cost little beside their letters.
type sharedStrings struct {
	index  [][]uint64 // pages of block<<44 | offset<<24 | length
	n      int
	blocks [][]byte
	bytes  int64 // letters

	flawed  map[uint32]xmlscan.Flaw
	damage  []table.Problem
	refused error
}

const (
	pageSize  = 1 << 14
	blockSize = 1 << 20
	maxLength = 1<<24 - 1 // bytes of one shared string
	maxFlawed = 1 << 16   // strings remembered as damaged one by one
)

// get returns string i, and false where there is none. It shares memory with
// the table and may be kept as long as the book.
func (t *sharedStrings) get(i uint64) (string, bool) {
	if i >= uint64(t.n) {
		return "", false
	}
	e := t.index[i/pageSize][i%pageSize]
	if e&maxLength == 0 {
		return "", true
	}
	return unsafe.String(&t.blocks[e>>44][e>>24&(blockSize-1)], int(e&maxLength)), true
}

// add appends a string; the letters are copied.
func (t *sharedStrings) add(s []byte) {
	if t.n%pageSize == 0 {
		t.index = append(t.index, make([]uint64, 0, pageSize))
	}
	block := len(t.blocks) - 1
	if block < 0 || len(t.blocks[block])+len(s) > cap(t.blocks[block]) {
		t.blocks = append(t.blocks, make([]byte, 0, max(blockSize, len(s))))
		block++
	}
	off := len(t.blocks[block])
	t.blocks[block] = append(t.blocks[block], s...)
	if len(s) == 0 {
		off = 0
	}
	page := &t.index[len(t.index)-1]
	*page = append(*page, uint64(block)<<44|uint64(off)<<24|uint64(len(s)))
	t.n++
	t.bytes += int64(len(s))
}

// readStrings reads the shared strings part, "" where the workbook has none.
func (b *book) readStrings(part string) *sharedStrings {
	t := &sharedStrings{flawed: map[uint32]xmlscan.Flaw{}}
	f := b.arc.Find(part)
	if part == "" || f == nil {
		return t // a missing part was noted when the relationships were read
	}
	r, err := b.arc.Reader(f)
	if err == nil {
		defer r.Close()
		var x *xmlscan.Scanner
		if x, err = xmlscan.New(r, min(b.lim.CellBytes, maxLength)); err == nil {
			defer x.Stop()
			s := stringScan{x: x, t: t, lim: b.lim, fast: !b.noFast}
			if err = s.run(); err == nil {
				err = x.W.Drain()
			}
		}
	}
	if errors.As(err, new(*table.Refusal)) {
		t.refused = err
	} else if err != nil {
		t.damage = append(t.damage, damaged("the part with the texts", err))
	}
	return t
}

// stringScan is the state machine over a shared strings part.
type stringScan struct {
	x    *xmlscan.Scanner
	t    *sharedStrings
	lim  table.Limits
	fast bool
	buf  []byte
}

var errNoStrings = errors.New("it is not a list of shared strings")

func (s *stringScan) run() error {
	for rooted := false; ; {
		if s.fast && rooted {
			if err := s.plainStrings(); err != nil {
				return err
			}
		}
		k, err := s.x.Next()
		if err != nil {
			return err
		}
		switch name := string(s.x.Local()); {
		case k == xmlscan.EOF:
			return xmlscan.ErrTruncated
		case k == xmlscan.Bad:
			s.problem("markup that could not be read near text %d", s.t.n)
		case k == xmlscan.End && name == "sst":
			return nil
		case k != xmlscan.Start && k != xmlscan.Empty:
		case !rooted:
			if rooted = name == "sst"; !rooted {
				return errNoStrings
			}
			if s.fast = s.fast && string(s.x.Name) == "sst"; k == xmlscan.Empty {
				return nil
			}
		case name == "si":
			err = s.item(k == xmlscan.Empty)
		case k == xmlscan.Start:
			err = s.x.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// plainStrings takes `<si><t>text</t></si>` as long as there is nothing else,
// which is nearly always.
func (s *stringScan) plainStrings() error {
	const before, after, empty = "<si><t>", "</t></si>", "<si/>"
	for {
		b := s.x.W.Buf[s.x.W.Pos:]
		if len(b) >= len(empty) && string(b[:len(empty)]) == empty {
			if s.t.add(nil); s.over() {
				return s.tooMany()
			}
			s.x.W.Pos += len(empty)
			continue
		}
		if len(b) < len(before) || string(b[:len(before)]) != before {
			return nil
		}
		n := len(before)
		for n < len(b) && plainText[b[n]] {
			n++
		}
		if len(b)-n < len(after) || string(b[n:n+len(after)]) != after {
			return nil
		}
		s.t.add(b[len(before):n])
		s.x.W.Pos += n + len(after)
		if s.over() {
			return s.tooMany()
		}
	}
}

// item reads one si element: the text, or the runs of a rich text, without the
// phonetic guide.
func (s *stringScan) item(empty bool) error {
	s.buf = s.buf[:0]
	var flaw xmlscan.Flaw
	if !empty {
		var err error
		if s.buf, flaw, err = richText(s.x, "si", s.buf, s.lim.CellBytes); err != nil {
			return err
		}
	}
	if flaw != 0 {
		if len(s.t.flawed) < maxFlawed {
			s.t.flawed[uint32(s.t.n)] = flaw
		} else if len(s.t.flawed) == maxFlawed {
			s.problem("more than %d texts that are not valid", maxFlawed)
			s.t.flawed[uint32(s.t.n)] = flaw
		}
	}
	s.t.add(s.buf)
	if s.over() {
		return s.tooMany()
	}
	return nil
}

func (s *stringScan) over() bool {
	return s.t.bytes > s.lim.StringBytes || int64(s.t.n) > s.lim.Strings
}

func (s *stringScan) tooMany() error {
	return &table.Refusal{
		Message: fmt.Sprintf("the workbook lists more than %s or %d of texts", table.Size(s.lim.StringBytes), s.lim.Strings),
		Hint:    "save the sheet you need as .csv, or raise the limit",
	}
}

func (s *stringScan) problem(format string, n int) {
	if len(s.t.damage) < problems.PerCode {
		s.t.damage = append(s.t.damage, table.Problem{Code: table.CodeXML, Lost: true,
			Message: fmt.Sprintf("the list of texts holds "+format, n), Hint: "export the file again"})
	}
}

// richText appends the t elements up to the end of the element named end.
func richText(x *xmlscan.Scanner, end string, dst []byte, limit int64) ([]byte, xmlscan.Flaw, error) {
	var flaw xmlscan.Flaw
	start, inText := len(dst), false
	for {
		k, err := x.Next()
		if err != nil {
			return dst, flaw, err
		}
		switch name := string(x.Local()); {
		case k == xmlscan.EOF:
			return dst, flaw, xmlscan.ErrTruncated
		case k == xmlscan.Bad:
			flaw |= xmlscan.BadMarkup
		case k == xmlscan.Text && inText:
			var fl xmlscan.Flaw
			dst, fl = xmlscan.Decode(dst, x.Text, x.CData)
			flaw |= fl
		case k == xmlscan.Start && name == "t":
			inText = true
		case k == xmlscan.Start && name != "r":
			err = x.Skip() // rPr, rPh, extensions
		case k == xmlscan.End && name == "t":
			inText = false
		case k == xmlscan.End && name == end:
			return unescape(dst, start), flaw, nil
		}
		if err == nil && int64(len(dst)-start) > limit {
			err = tooLong(limit)
		}
		if err != nil {
			return dst, flaw, err
		}
	}
}

func tooLong(limit int64) error {
	return &table.Refusal{
		Message: "a cell holds more than " + table.Size(limit) + " of text",
		Hint:    "no cell of a spreadsheet is like this; the file is damaged or made to do harm",
	}
}
