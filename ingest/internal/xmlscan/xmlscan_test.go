package xmlscan_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"ownermap/ingest/internal/xmlscan"
)

func tokens(r io.Reader, max int64) string {
	s, err := xmlscan.New(r, max)
	if err != nil {
		return err.Error()
	}
	defer s.Stop()
	var out []string
	for {
		k, err := s.Next()
		if err != nil {
			return strings.Join(append(out, "error: "+err.Error()), " ")
		}
		switch k {
		case xmlscan.EOF:
			return strings.Join(out, " ")
		case xmlscan.Start, xmlscan.Empty:
			t := map[xmlscan.Kind]string{xmlscan.Start: "+", xmlscan.Empty: "*"}[k] + string(s.Name) + "/" + string(s.Local())
			for _, a := range s.Attrs {
				t += fmt.Sprintf(" %s=%s", a.Name, a.Value)
			}
			out = append(out, t)
		case xmlscan.End:
			out = append(out, "-"+string(s.Name))
		case xmlscan.Text:
			b, flaw := xmlscan.Decode(nil, s.Text, s.CData)
			out = append(out, fmt.Sprintf("%q", b))
			if flaw != 0 {
				out = append(out, flaw.String())
			}
		case xmlscan.Bad:
			out = append(out, "BAD")
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ title, src, want string }{
		{"plain", `<?xml version="1.0"?><a x="1" y='2'><b/>t</a >`, `+a/a x=1 y=2 *b/b "t" -a`},
		{"prefixes", `<m:a><m:b/><x:c/><d/></m:a>`, `+m:a/a *m:b/b *x:c/ *d/ -m:a`},
		{"entities and line ends", "<a>&lt;&#65;&#x42;&amp;amp;\r\nx\ry</a>", "+a/a \"<AB&amp;\\nx\\ny\" -a"},
		{"CDATA and comments", `<a><!-- <b> --><![CDATA[<&lt;]]>x</a>`, `+a/a "<&lt;" "x" -a`},
		{"a greater-than sign in an attribute", `<a x="a>b"/>`, `*a/a x=a>b`},
		{"unknown entity", `<a>&nbsp;</a>`, `+a/a "&nbsp;" an unknown entity -a`},
		{"control character", "<a>x\x01y</a>", "+a/a \"x\uFFFDy\" control characters -a"},
		{"invalid UTF-8", "<a>x\xff</a>", "+a/a \"x\uFFFD\" characters that are not valid text -a"},
		{"an attribute without its quote costs that tag", `<a><b x="1><c y="2"/></a>`, `+a/a BAD *c/c y=2 -a`},
		{"document type", `<!DOCTYPE a [<!ENTITY l "x">]><a/>`, `error: the XML declares a document type, which no spreadsheet does`},
		{"truncated", `<a><b x="`, `+a/a error: the XML ends in the middle`},
		{"declared encoding", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", `+a/a "é" -a`},
		{"byte order mark", "\xef\xbb\xbf<a/>", `*a/a`},
		{"unknown encoding", `<?xml version="1.0" encoding="klingon"?><a/>`, `the XML is in the encoding "klingon", which is not known`},
	} {
		if got := tokens(iotest.OneByteReader(strings.NewReader(c.src)), 1<<16); got != c.want {
			t.Errorf("%s: got %s, want %s", c.title, got, c.want)
		}
	}
}

func TestUTF16IsReadWithAndWithoutItsMark(t *testing.T) {
	for _, mark := range []string{"", "\ufeff"} {
		var le, be []byte
		for _, u := range utf16.Encode([]rune(mark + `<?xml version="1.0" encoding="UTF-16"?><a>é😀</a>`)) {
			le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
		}
		for _, src := range [][]byte{le, be} {
			if got := tokens(strings.NewReader(string(src)), 1<<16); got != `+a/a "é😀" -a` {
				t.Errorf("mark %q: %s", mark, got)
			}
		}
	}
}

func TestALongTextIsRefusedBeforeItIsHeld(t *testing.T) {
	src := io.MultiReader(strings.NewReader("<a>"), io.LimitReader(spaces{}, 1<<30))
	if got := tokens(src, 1<<20); got != "+a/a error: a single text or tag is longer than 1 MB" {
		t.Error(got)
	}
}

type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
