package text

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// field is where a field stands in its record, without its outer quotes.
type field struct {
	start, end int
	doubled    bool // holds "" for a quote
	stray      bool // holds a quote that closes nothing
}

// parser splits records (RFC 4180, and what programs really write): any line
// end, blanks before an opening quote, quotes inside unquoted fields.
type parser struct {
	comma  byte
	fields []field
	quote  int // where the quote that is open stands
	next   int // where the next quote stands, which does not close it; 0 where there is none
}

type status uint8

const (
	complete status = iota
	partial         // the bytes end before the record does
	unclosed        // a quote that is opened in one line and not closed in it, where the next one cannot close it
)

// record finds the fields of the record at the start of b and its length with
// the line end. final says that nothing follows b.
func (p *parser) record(b []byte, final bool) (int, status) {
	p.fields = p.fields[:0]
	for i := 0; ; {
		f, next, st := p.field(b, i, final)
		if st != complete {
			return 0, st
		}
		p.fields = append(p.fields, f)
		if next < len(b) && b[next] == p.comma {
			i = next + 1
			continue
		}
		n := lineEnd(b, next, final)
		if n < 0 {
			return 0, partial
		}
		return n, complete
	}
}

// lineEnd is where the line end at b[i:] ends, -1 where that is not known yet.
// Any number of returns before a newline are one line end with it.
func lineEnd(b []byte, i int, final bool) int {
	start := i
	for i < len(b) && b[i] == '\r' {
		i++
	}
	switch {
	case i < len(b) && b[i] == '\n':
		return i + 1
	case i == len(b) && !final:
		return -1
	case i > start:
		return start + 1
	}
	return i // the end of the text
}

// field reads the field at b[i:]; next is the separator, line end or end of b.
func (p *parser) field(b []byte, i int, final bool) (f field, next int, st status) {
	start := i
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if i < len(b) && b[i] == '"' {
		return p.quoted(b, i, final)
	}
	i = p.fieldEnd(b, start)
	if i == len(b) && !final {
		return f, 0, partial
	}
	return field{start: start, end: i}, i, complete
}

const ones = 0x0101010101010101

// fieldEnd is the first separator or line end from b[i] on, or the end of b. It
// looks at eight bytes at a time.
func (p *parser) fieldEnd(b []byte, i int) int {
	commas := uint64(p.comma) * ones
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		if m := zeroBytes(x^commas) | zeroBytes(x^('\n'*ones)) | zeroBytes(x^('\r'*ones)); m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	for i < len(b) && b[i] != p.comma && b[i] != '\n' && b[i] != '\r' {
		i++
	}
	return i
}

// zeroBytes sets the high bit of the lowest byte that is zero; bits above that
// one mean nothing.
func zeroBytes(x uint64) uint64 { return (x - ones) &^ x & (0x80 * ones) }

// quoted reads the field whose opening quote is b[open].
func (p *parser) quoted(b []byte, open int, final bool) (f field, next int, st status) {
	p.quote, p.next = open, 0
	f.start = open + 1
	lines := false
	for i := f.start; ; {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			if final {
				return f, 0, unclosed
			}
			return f, 0, partial
		}
		lines = lines || bytes.ContainsAny(b[i:i+n], "\r\n")
		i += n
		after := i + 1
		if after < len(b) && b[after] == '"' {
			f.doubled = true
			i += 2
			continue
		}
		for after < len(b) && b[after] == ' ' {
			after++
		}
		if after == len(b) && !final {
			return f, 0, partial
		}
		if after == len(b) || b[after] == p.comma || b[after] == '\n' || b[after] == '\r' {
			f.end = i
			return f, after, complete
		}
		if lines {
			p.next = i
			return f, 0, unclosed
		}
		f.stray = true
		i++
	}
}

// value is the text of a field. It works in place, so once only.
func (f field) value(b []byte) []byte {
	v := b[f.start:f.end]
	if f.doubled {
		v = undouble(v)
	}
	if len(v) >= 3 && v[0] == '=' && v[1] == '"' && v[len(v)-1] == '"' {
		return undouble(v[2 : len(v)-1]) // ="00123", by which a text is kept from being a number
	}
	return v
}

func undouble(v []byte) []byte {
	i := bytes.Index(v, []byte(`""`))
	if i < 0 {
		return v
	}
	out := v[:i]
	for ; i < len(v); i++ {
		out = append(out, v[i])
		if v[i] == '"' && i+1 < len(v) && v[i+1] == '"' {
			i++
		}
	}
	return out
}
