package xlsx

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// plainText has the bytes of a text that stands for itself in a cell: ASCII
// without markup, entities and the underscore that may begin an _xHHHH_ escape.
var plainText = func() (t [256]bool) {
	for c := 0x20; c < 0x7f; c++ {
		t[c] = c != '&' && c != '<' && c != '_'
	}
	t['\t'], t['\n'] = true, true
	return t
}()

// unescape resolves the escapes _xHHHH_ in b[from:], by which the format writes
// the characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). It works in
// place: an escape is longer than what it stands for.
func unescape(b []byte, from int) []byte {
	i := bytes.Index(b[from:], []byte("_x"))
	if i < 0 {
		return b
	}
	out := b[:from+i]
	for in := b[from+i:]; len(in) > 0; {
		u, ok := escape(in)
		switch low, ok2 := lowSurrogate(in, u, ok); {
		case ok2:
			out = utf8.AppendRune(out, utf16.DecodeRune(u, low))
			in = in[14:]
		case ok:
			out = utf8.AppendRune(out, u)
			in = in[7:]
		default:
			out = append(out, in[0])
			in = in[1:]
		}
	}
	return out
}

// escape reads _xHHHH_ at the start of b.
func escape(b []byte) (rune, bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	var u rune
	for _, c := range b[2:6] {
		switch {
		case c >= '0' && c <= '9':
			u = u<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			u = u<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return u, true
}

// lowSurrogate reads the second half of a pair of escapes.
func lowSurrogate(b []byte, high rune, ok bool) (rune, bool) {
	if !ok || high < 0xd800 || high > 0xdbff {
		return 0, false
	}
	low, ok := escape(b[7:])
	return low, ok && low >= 0xdc00 && low <= 0xdfff
}
