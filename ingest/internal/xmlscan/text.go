package xmlscan

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// Flaw says what in a text could not stand as it was.
type Flaw uint8

// The flaws of a text. What is flawed becomes U+FFFD, an unknown entity stays.
const (
	BadUTF8   Flaw = 1 << iota // bytes that are not UTF-8, or a replacement character
	Control                    // a control character that XML does not allow
	BadEntity                  // an entity that is not one of the five, or a bad number
	BadMarkup                  // a tag in the middle that could not be read
)

// String names the flaws in words.
func (f Flaw) String() string {
	switch {
	case f&BadUTF8 != 0:
		return "characters that are not valid text"
	case f&Control != 0:
		return "control characters"
	case f&BadEntity != 0:
		return "an unknown entity"
	case f&BadMarkup != 0:
		return "a tag that could not be read"
	}
	return "nothing wrong"
}

// plain has the bytes that a text may hold without anybody looking closer.
var plain = func() (t [256]bool) {
	for c := 0x20; c < 0x7f; c++ {
		t[c] = c != '&'
	}
	t['\t'], t['\n'], t[0x7f] = true, true, true
	return t
}()

// Plain reports whether raw is a text that decodes to itself.
func Plain(raw []byte) bool {
	for _, c := range raw {
		if !plain[c] {
			return false
		}
	}
	return true
}

// Decode appends the text that raw stands for: entities resolved (not in
// CDATA), line ends made "\n", what is not text replaced.
func Decode(dst, raw []byte, cdata bool) ([]byte, Flaw) {
	var flaw Flaw
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '&' && !cdata:
			n, r, ok := entity(raw[i:])
			if !ok {
				flaw |= BadEntity
				dst = append(dst, raw[i:i+n]...)
			} else {
				if r < 0x20 && r != '\t' && r != '\n' && r != '\r' {
					flaw |= Control
					r = utf8.RuneError
				}
				dst = utf8.AppendRune(dst, r)
			}
			i += n
		case c == '\r':
			if i++; i < len(raw) && raw[i] == '\n' {
				i++
			}
			dst = append(dst, '\n')
		case plain[c] || c == '&':
			dst = append(dst, c)
			i++
		case c < 0x20:
			flaw |= Control
			dst = utf8.AppendRune(dst, utf8.RuneError)
			i++
		default:
			r, n := utf8.DecodeRune(raw[i:])
			if r == utf8.RuneError || r == 0xfffe || r == 0xffff {
				flaw |= BadUTF8
				r = utf8.RuneError
			}
			dst = utf8.AppendRune(dst, r)
			i += n
		}
	}
	return dst, flaw
}

// entity reads the entity at the start of b and its length; where it is none,
// the length of what has to stay as it is.
func entity(b []byte) (n int, r rune, ok bool) {
	end := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if end < 2 {
		return 1, 0, false
	}
	name := string(b[1:end])
	switch name {
	case "amp":
		return end + 1, '&', true
	case "lt":
		return end + 1, '<', true
	case "gt":
		return end + 1, '>', true
	case "quot":
		return end + 1, '"', true
	case "apos":
		return end + 1, '\'', true
	}
	if name[0] != '#' {
		return 1, 0, false
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return 1, 0, false
	}
	return end + 1, rune(v), true
}
