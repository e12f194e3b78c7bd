package xmlscan

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"ownermap/ingest/table"
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// toUTF8 gives the document as UTF-8, told by its byte order mark, by the zero
// bytes of UTF-16, or by its declaration. A byte order mark is dropped.
func toUTF8(r io.Reader) (io.Reader, error) {
	head := make([]byte, 256)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	if err == nil {
		r = io.MultiReader(bytes.NewReader(head), r)
	} else {
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		r = io.MultiReader(bytes.NewReader(head), failing{err}, r)
	}
	var enc encoding.Encoding
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return r, skip(r, 3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00")):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<")):
		enc = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		m := declared.FindSubmatch(head)
		if m == nil {
			return r, nil
		}
		switch name := strings.ToLower(string(m[1])); name {
		case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
			return r, nil
		default:
			if enc, err = htmlindex.Get(name); err != nil {
				return nil, &table.Refusal{Message: fmt.Sprintf("the XML is in the encoding %q, which is not known", name), Hint: "open the file in Excel and save it again as .xlsx"}
			}
		}
	}
	return enc.NewDecoder().Reader(r), nil
}

func skip(r io.Reader, n int64) error {
	_, err := io.CopyN(io.Discard, r, n)
	return err
}

// failing is a reader that stands for the error that ended the head. A clean
// end lets the next reader of the chain say so itself.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// UTF8 gives a whole document as UTF-8, without a mark and without declaring
// another encoding; same reports that nothing had to change.
func UTF8(data []byte) (out []byte, same bool, err error) {
	r, err := toUTF8(bytes.NewReader(data))
	if err != nil {
		return nil, false, err
	}
	if out, err = io.ReadAll(r); err != nil {
		return nil, false, err
	}
	m := declared.FindSubmatch(out[:min(len(out), 256)])
	if m == nil || strings.EqualFold(string(m[1]), "utf-8") {
		return out, bytes.Equal(out, data), nil
	}
	return out[bytes.Index(out, []byte("?>"))+2:], false, nil
}
