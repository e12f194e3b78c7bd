package xlsx

import (
	"strconv"

	"ownermap/ingest/table"
)

// quickTags are the tags of quick cells, with the prefix of the sheet.
type quickTags struct {
	cell, value, valueEnd string
	inline, inlineEnd     string
}

func newQuickTags(prefix string) *quickTags {
	p := prefix
	return &quickTags{
		cell: "<" + p + "c ", value: "<" + p + "v>", valueEnd: "</" + p + "v></" + p + "c>",
		inline: "<" + p + "is><" + p + "t>", inlineEnd: "</" + p + "t></" + p + "is></" + p + "c>",
	}
}

// longestPrefix is how long a prefix may be for the tags to fit into quickRoom.
const longestPrefix = 8

// quickCells takes cells of the shapes that nearly all cells have and leaves
// everything else, and all judgement, to the general scanner. A test holds the
// two against each other.
func (s *sheetScan) quickCells() {
	for {
		b := s.x.W.Buf[s.x.W.Pos:]
		n := s.quickCell(b)
		if n == 0 {
			return
		}
		s.x.W.Pos += n
	}
}

// The value types of quick cells.
const (
	quickNumber = iota
	quickShared
	quickStr
	quickInline
)

func isDigit(c byte) bool { return c-'0' <= 9 }

// quickRoom is how much of the buffer must be ahead, so that the tag can be read
// without looking for its end at every byte.
const quickRoom = 256

// quickCell reads `<c r="A1" s="2" t="s"><v>3</v></c>` and its like at the start
// of b and returns its length, 0 where it is anything else.
func (s *sheetScan) quickCell(b []byte) int {
	tags := s.quick
	if len(b) < quickRoom || string(b[:len(tags.cell)]) != tags.cell {
		return 0
	}
	col, style, typ := s.col+1, uint(0), quickNumber
	i := len(tags.cell) - 1
	for b[i] == ' ' {
		if i > 96 || b[i+2] != '=' || b[i+3] != '"' {
			return 0
		}
		name := b[i+1]
		i += 4
		switch name {
		case 'r':
			n := 0
			if col, n = s.quickRef(b[i:]); n == 0 {
				return 0
			}
			i += n
		case 's':
			start := i
			for style = 0; isDigit(b[i]) && i < start+7; i++ {
				style = style*10 + uint(b[i]-'0')
			}
			if i == start || i == start+7 {
				return 0
			}
		case 't':
			switch {
			case b[i] == 's' && b[i+1] == '"':
				typ = quickShared
				i++
			case b[i] == 'n' && b[i+1] == '"':
				i++
			case string(b[i:i+3]) == "str":
				typ = quickStr
				i += 3
			case string(b[i:i+9]) == "inlineStr":
				typ = quickInline
				i += 9
			default:
				return 0
			}
		default:
			return 0
		}
		if b[i] != '"' {
			return 0
		}
		i++
	}
	if col <= s.col || col > s.b.lim.Cols || style >= uint(len(s.b.styles)) && style > 0 {
		return 0
	}
	if b[i] == '/' && b[i+1] == '>' {
		s.col = col
		return i + 2
	}
	if b[i] != '>' {
		return 0
	}
	i++
	switch typ {
	case quickNumber:
		return s.quickNumber(b, i, col, style)
	case quickShared:
		return s.quickShared(b, i, col)
	case quickInline:
		return s.quickText(b, i, col, tags.inline, tags.inlineEnd)
	}
	return s.quickText(b, i, col, tags.value, tags.valueEnd)
}

// quickRef reads a reference into the current row and its length, 0 where it
// is not one. The caller has seen to it that there is room.
func (s *sheetScan) quickRef(b []byte) (col int32, n int) {
	for b[n] >= 'A' && b[n] <= 'Z' && n < 4 {
		col = col*26 + int32(b[n]-'A') + 1
		n++
	}
	if n == 0 || n > 3 {
		return 0, 0
	}
	row, start := int32(0), n
	for isDigit(b[n]) && n < start+9 {
		row = row*10 + int32(b[n]-'0')
		n++
	}
	if row != s.rowNo || n == start || n == start+9 {
		return 0, 0
	}
	return col, n
}

var pow10 = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

// quickNumber reads a decimal without an exponent. Up to 2^53 with up to 19
// decimals, one division of two exact numbers is correctly rounded.
func (s *sheetScan) quickNumber(b []byte, i int, col int32, style uint) int {
	valueStart, valueEnd := s.quick.value, s.quick.valueEnd
	if string(b[i:i+len(valueStart)]) != valueStart {
		return 0
	}
	i += len(valueStart)
	start, digits, point := i, 0, -1
	if b[i] == '-' {
		i++
	}
	var m uint64
	for ; digits < 20; i++ {
		c := b[i]
		if isDigit(c) {
			m = m*10 + uint64(c-'0')
			digits++
		} else if c == '.' && point < 0 {
			point = digits
		} else {
			break
		}
	}
	if digits == 0 || digits > 19 || len(b) < i+len(valueEnd) || string(b[i:i+len(valueEnd)]) != valueEnd {
		return 0
	}
	f := float64(m)
	if m > 1<<53 {
		f, _ = strconv.ParseFloat(string(b[start:i]), 64)
	} else {
		if point >= 0 {
			f /= pow10[digits-point]
		}
		if b[start] == '-' {
			f = -f
		}
	}
	at := len(s.arena)
	s.arena = append(s.arena, b[start:i]...)
	s.col = col
	c := table.Cell{Col: col, Kind: table.Number, Num: f, Text: str(s.arena[at:])}
	if style < uint(len(s.b.styles)) {
		s.setNumber(&c, f, s.b.styles[style])
	}
	s.row.Cells = append(s.row.Cells, c)
	return i + len(valueEnd)
}

// quickShared reads an index into the shared strings.
func (s *sheetScan) quickShared(b []byte, i int, col int32) int {
	valueStart, valueEnd := s.quick.value, s.quick.valueEnd
	if string(b[i:i+len(valueStart)]) != valueStart {
		return 0
	}
	i += len(valueStart)
	start, index := i, uint64(0)
	for isDigit(b[i]) {
		index = index*10 + uint64(b[i]-'0')
		i++
		if i > start+9 {
			return 0
		}
	}
	text, ok := s.str.get(index)
	if i == start || !ok || len(b) < i+len(valueEnd) || string(b[i:i+len(valueEnd)]) != valueEnd {
		return 0
	}
	if len(s.str.flawed) > 0 && s.str.flawed[uint32(index)] != 0 {
		return 0
	}
	s.col = col
	if text != "" {
		s.row.Cells = append(s.row.Cells, table.Cell{Col: col, Kind: table.Text, Text: text, Lasting: true, Num: float64(index)})
	}
	return i + len(valueEnd)
}

// quickText reads a text that needs no decoding.
func (s *sheetScan) quickText(b []byte, i int, col int32, before, after string) int {
	if string(b[i:i+len(before)]) != before {
		return 0
	}
	i += len(before)
	start := i
	for i < len(b) && plainText[b[i]] {
		i++
	}
	if len(b)-i < len(after) || string(b[i:i+len(after)]) != after || i-start > 1<<15 || int64(i-start) > s.b.lim.CellBytes {
		return 0
	}
	at := len(s.arena)
	s.arena = append(s.arena, b[start:i]...)
	s.col = col
	if i > start {
		s.row.Cells = append(s.row.Cells, table.Cell{Col: col, Kind: table.Text, Text: str(s.arena[at:])})
	}
	return i + len(after)
}
