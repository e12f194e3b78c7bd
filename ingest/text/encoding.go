package text

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"ownermap/ingest/table"
)

// coding is how the bytes of a file become text.
type coding struct {
	enc    encoding.Encoding // nil: UTF-8 as it stands
	skip   int64             // bytes of the byte order mark
	flawed bool              // some bytes are not text, so cells have to be looked at
	notice *table.Problem    // what was assumed
}

// named is the coding that the user asked for.
func named(name string, head []byte) (coding, error) {
	switch strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name)) {
	case "utf8":
		return coding{skip: int64(len(utf8Mark(head))), flawed: true}, nil
	case "utf16":
		return coding{enc: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}, nil
	case "utf16le":
		return coding{enc: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}, nil
	case "utf16be":
		return coding{enc: unicode.UTF16(unicode.BigEndian, unicode.UseBOM)}, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return coding{}, &table.Refusal{Message: fmt.Sprintf("there is no encoding named %q", name), Hint: "use utf-8, utf-16, windows-1252, iso-8859-15, macintosh, shift_jis or another name of the web's list"}
	}
	return coding{enc: enc, flawed: true}, nil
}

func utf8Mark(head []byte) []byte {
	if mark := []byte("\xef\xbb\xbf"); bytes.HasPrefix(head, mark) {
		return mark
	}
	return nil
}

// detect tells the coding: a byte order mark, the zero bytes of UTF-16, UTF-8
// where every byte of the file is, and Windows-1252 else.
func detect(r io.ReaderAt, size int64, head []byte, longest int64) (coding, error) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")):
		return coding{}, &table.Refusal{Message: "the text is in UTF-32", Hint: "save it as UTF-8"}
	case bytes.HasPrefix(head, []byte("\xff\xfe")), utf16Zeros(head, 1):
		return coding{enc: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), flawed: true}, nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")), utf16Zeros(head, 0):
		return coding{enc: unicode.UTF16(unicode.BigEndian, unicode.UseBOM), flawed: true}, nil
	}
	c := coding{skip: int64(len(utf8Mark(head)))}
	v, err := survey(r, size, longest)
	if err != nil {
		return c, err
	}
	c.flawed = v.invalid > 0 || v.control
	if v.invalid > 0 && c.skip == 0 {
		c.enc, c.notice = charmap.Windows1252, assumed(v)
	}
	return c, nil
}

func assumed(v census) *table.Problem {
	p := &table.Problem{
		Code:    table.CodeEncoding,
		Message: fmt.Sprintf("the text is not UTF-8 (first in line %d) and was read as Windows-1252", v.line),
		Hint:    "if accented letters look wrong, save it as UTF-8 or name its encoding with --encoding",
	}
	if v.multi > v.invalid {
		p.Hint = fmt.Sprintf("%d characters look like UTF-8 and %d bytes do not: the file may be a mix; save it as UTF-8, or read it with --encoding utf-8", v.multi, v.invalid)
	}
	return p
}

// utf16Zeros reports whether every second byte, from the given one, is mostly
// zero and the others hardly ever are: Latin text in UTF-16 without a mark.
func utf16Zeros(head []byte, parity int) bool {
	pairs := len(head) / 2
	if pairs < 2 {
		return false
	}
	var zeros [2]int
	for i, c := range head[:pairs*2] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	return zeros[parity]*10 >= pairs*7 && zeros[1-parity]*50 <= pairs
}

// census is what a look at every byte of a file finds.
type census struct {
	invalid int  // bytes that are not UTF-8
	multi   int  // characters of several bytes that are
	line    int  // 1-based, of the first invalid byte
	control bool // there are control characters
}

// survey reads the whole file once, or up to a line that is longer than the
// longest allowed. Plain ASCII costs next to nothing.
func survey(r io.ReaderAt, size, longest int64) (v census, err error) {
	buf := make([]byte, 256<<10)
	keep, lines, begin := 0, 1, int64(0) // begin: of the line
	for off := int64(0); off < size; {
		n, err := r.ReadAt(buf[keep:min(int64(len(buf)), int64(keep)+size-off)], off)
		if err != nil && err != io.EOF {
			return v, err
		}
		if n == 0 {
			return v, io.ErrUnexpectedEOF
		}
		b := buf[:keep+n]
		if i := bytes.LastIndexAny(b, "\r\n"); i >= 0 {
			begin = off - int64(keep) + int64(i)
		}
		if off += int64(n); off-begin > longest+int64(len(buf)) {
			return v, longLine(lines, longest)
		}
		rest := v.count(b, lines, off == size)
		lines += bytes.Count(b[:len(b)-rest], []byte("\n"))
		keep = copy(buf, b[len(b)-rest:])
	}
	return v, nil
}

// count takes in b and returns how many bytes of an unfinished character at its
// end are to be seen again.
func (v *census) count(b []byte, line int, last bool) int {
	for i := 0; i < len(b); {
		for i+8 <= len(b) && printable(binary.LittleEndian.Uint64(b[i:])) {
			i += 8
		}
		if i == len(b) {
			break
		}
		if c := b[i]; c < utf8.RuneSelf {
			v.control = v.control || c < ' ' && c != '\t' && c != '\n' && c != '\r'
			i++
			continue
		}
		if !last && !utf8.FullRune(b[i:]) {
			return len(b) - i
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			if v.invalid++; v.invalid == 1 {
				v.line = line + bytes.Count(b[:i], []byte("\n"))
			}
		} else {
			v.multi++
		}
		i += n
	}
	return 0
}

// printable reports whether all eight bytes are ASCII from the blank upwards.
func printable(x uint64) bool {
	const high, blank = 0x8080808080808080, 0x2020202020202020
	return (x|(x-blank))&high == 0
}

// reader gives the file as UTF-8.
func (c coding) reader(r io.ReaderAt, size int64) io.Reader {
	raw := io.NewSectionReader(r, c.skip, size-c.skip)
	if c.enc == nil {
		return raw
	}
	return c.enc.NewDecoder().Reader(raw)
}
