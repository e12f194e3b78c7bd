// Package xmlscan splits XML into tags and texts at the speed of bytes.IndexByte.
// It knows no schema and keeps no tree: the format readers are state machines
// over its tokens.
//
// It forgives what a reader can step over (a malformed tag is one Bad token, the
// next tag is read) and refuses what no spreadsheet needs (document types, so
// there are no entities to blow up).
package xmlscan

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"ownermap/ingest/internal/window"
	"ownermap/ingest/table"
)

// ErrTruncated is the error of a document that ends inside a token.
var ErrTruncated = errors.New("the XML ends in the middle")

// ErrDocType is the error of a document that declares a document type, by which
// a few bytes can be made to stand for gigabytes.
var ErrDocType error = &table.Refusal{
	Message: "the XML declares a document type, which no spreadsheet does",
	Hint:    "the file is made to do harm or was made by hand; export it again from its system",
}

// Kind is the kind of a token.
type Kind uint8

// The kinds of token. Comments and processing instructions are passed over.
const (
	EOF   Kind = iota // a clean end of the stream
	Start             // <name attr="v">
	Empty             // <name attr="v"/>
	End               // </name>
	Text              // Scanner.Text, up to the next tag
	Bad               // something that is not XML and was stepped over
)

// Attr is an attribute as it stands: name with prefix, value with entities.
type Attr struct{ Name, Value []byte }

// Scanner reads tokens. Its slices live until the next call of Next.
type Scanner struct {
	W     *window.Window
	Name  []byte // of a tag, with its prefix
	Attrs []Attr // of a tag
	Text  []byte // of a text, with entities unless CData
	CData bool

	doctype  bool
	skipping bool   // texts do not matter
	prefix   []byte // of the root element, with its colon
	rooted   bool
	max      int64
}

// New starts reading r, which may be UTF-8, UTF-16 or in a declared encoding.
// No token may be longer than max bytes. Stop must be called.
func New(r io.Reader, max int64) (*Scanner, error) {
	r, err := toUTF8(r)
	if err != nil {
		return nil, err
	}
	return &Scanner{W: window.New(r, max), max: max}, nil
}

// Stop ends the reading.
func (s *Scanner) Stop() { s.W.Stop() }

// Next reads a token. After an error there is nothing more.
func (s *Scanner) Next() (Kind, error) {
	for from := 0; ; {
		s.Name, s.Attrs = nil, s.Attrs[:0] // what they held may be gone with the window
		b := s.W.Buf[s.W.Pos:]
		k, n := s.token(b, from)
		if n > 0 {
			s.W.Pos += n
			from = 0
			if k == skipped {
				continue
			}
			if s.doctype {
				return EOF, ErrDocType
			}
			return k, nil
		}
		if from = len(b); s.W.More() {
			continue
		}
		return s.atEnd()
	}
}

const skipped Kind = 255

// atEnd says what an unfinished token at the end of the stream means.
func (s *Scanner) atEnd() (Kind, error) {
	b := s.W.Buf[s.W.Pos:]
	switch err := s.W.Err(); {
	case err == window.ErrToken:
		return EOF, &table.Refusal{
			Message: fmt.Sprintf("a single text or tag is longer than %s", table.Size(s.max)),
			Hint:    "no cell of a spreadsheet is like this; the file is damaged or made to do harm",
		}
	case err != nil:
		return EOF, err
	case len(b) == 0:
		return EOF, nil
	case b[0] == '<':
		return EOF, ErrTruncated
	}
	s.W.Pos += len(b)
	s.Text, s.CData = b, false
	return Text, nil
}

// token reads one token of b and its length, 0 where b ends before it does.
// Nothing that ends a text was found in b[:from] before.
func (s *Scanner) token(b []byte, from int) (Kind, int) {
	if len(b) < 2 {
		return EOF, 0
	}
	if b[0] != '<' {
		i := bytes.IndexByte(b[from:], '<')
		if i < 0 && s.skipping {
			return skipped, len(b) // a picture, say, may be longer than any cell
		}
		if i < 0 {
			return EOF, 0
		}
		s.Text, s.CData = b[:from+i], false
		return Text, from + i
	}
	switch b[1] {
	case '/':
		return s.endTag(b)
	case '!':
		return s.declaration(b, from)
	case '?':
		return skipped, after(b, 2, from, "?>")
	}
	return s.startTag(b)
}

// after is the length of b up to and with end, not looking before skip, 0
// where it is not there. b[:from] is known not to hold it.
func after(b []byte, skip, from int, end string) int {
	at := min(max(skip, from-len(end)), len(b))
	if i := bytes.Index(b[at:], []byte(end)); i >= 0 {
		return at + i + len(end)
	}
	return 0
}

func (s *Scanner) declaration(b []byte, from int) (Kind, int) {
	const comment, cdata = "<!--", "<![CDATA["
	switch {
	case len(b) < len(cdata) && !bytes.HasPrefix(b, []byte(comment)):
		return EOF, 0
	case bytes.HasPrefix(b, []byte(comment)):
		return skipped, after(b, len(comment), from, "-->")
	case bytes.HasPrefix(b, []byte(cdata)):
		n := after(b, len(cdata), from, "]]>")
		if n > 0 {
			s.Text, s.CData = b[len(cdata):n-3], true
		}
		return Text, n
	}
	s.doctype = bytes.HasPrefix(b, []byte("<!DOCTYPE"))
	return s.bad(b)
}

func (s *Scanner) endTag(b []byte) (Kind, int) {
	i := bytes.IndexByte(b, '>')
	if i < 0 {
		return EOF, 0
	}
	name := b[2:i]
	if i > 2 && b[i-1] <= ' ' {
		name = bytes.TrimRight(name, " \t\r\n")
	}
	if len(name) == 0 || bytes.IndexByte(name, '<') >= 0 {
		return s.bad(b)
	}
	s.Name = name
	return End, i + 1
}

// bad steps over the '<' and up to the next one.
func (s *Scanner) bad(b []byte) (Kind, int) {
	if i := bytes.IndexByte(b[1:], '<'); i >= 0 {
		return Bad, 1 + i
	}
	return Bad, len(b)
}

// notName has the bytes that end a name.
var notName = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '/': true, '>': true, '=': true, '<': true, '"': true, '\'': true, '&': true}

func nameEnd(b []byte, i int) int {
	for i < len(b) && !notName[b[i]] {
		i++
	}
	return i
}

func spaceEnd(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

func (s *Scanner) startTag(b []byte) (Kind, int) {
	i := nameEnd(b, 1)
	s.Name, s.Attrs = b[1:i], s.Attrs[:0]
	if i == 1 {
		return s.bad(b)
	}
	for {
		if i = spaceEnd(b, i); i+1 >= len(b) {
			if i < len(b) && b[i] == '>' {
				s.root()
				return Start, i + 1
			}
			return EOF, 0
		}
		switch {
		case b[i] == '>':
			s.root()
			return Start, i + 1
		case b[i] == '/' && b[i+1] == '>':
			s.root()
			return Empty, i + 2
		}
		n := s.attr(b, i)
		if n == 0 {
			return EOF, 0
		}
		if n < 0 {
			return s.bad(b)
		}
		i = n
	}
}

// attr reads the attribute at b[i:] and returns where it ends, 0 where b ends
// before it does and -1 where it is malformed.
func (s *Scanner) attr(b []byte, i int) int {
	start := i
	if i = nameEnd(b, i); i == start {
		return -1
	}
	name := b[start:i]
	if i = spaceEnd(b, i); i == len(b) {
		return 0
	}
	if b[i] != '=' {
		return -1
	}
	if i = spaceEnd(b, i+1); i == len(b) {
		return 0
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return -1
	}
	n := bytes.IndexByte(b[i+1:], quote)
	if n < 0 {
		return 0
	}
	value := b[i+1 : i+1+n]
	if bytes.IndexByte(value, '<') >= 0 {
		return -1
	}
	s.Attrs = append(s.Attrs, Attr{name, value})
	return i + n + 2
}

// root remembers the prefix of the first element.
func (s *Scanner) root() {
	if !s.rooted {
		s.rooted = true
		s.prefix = bytes.Clone(s.Name[:bytes.IndexByte(s.Name, ':')+1])
	}
}

// Local is the tag's name without its prefix where the prefix is that of the
// root element, and "" where it is another: such an element is somebody's
// extension. The slice lives as long as Name.
func (s *Scanner) Local() []byte {
	if n := len(s.prefix); n > 0 {
		if bytes.HasPrefix(s.Name, s.prefix) {
			return s.Name[n:]
		}
		return nil
	}
	if bytes.IndexByte(s.Name, ':') >= 0 {
		return nil
	}
	return s.Name
}

// Attr is the raw value of the attribute of that full name, nil where there is
// none.
func (s *Scanner) Attr(name string) []byte {
	for _, a := range s.Attrs {
		if string(a.Name) == name {
			return a.Value
		}
	}
	return nil
}

// Skip passes over the rest of the element whose Start was just read. Its texts
// may be of any length.
func (s *Scanner) Skip() error {
	s.skipping = true
	defer func() { s.skipping = false }()
	for depth := 1; depth > 0; {
		switch k, err := s.Next(); {
		case err != nil:
			return err
		case k == EOF:
			return ErrTruncated
		case k == Start:
			depth++
		case k == End:
			depth--
		}
	}
	return nil
}
