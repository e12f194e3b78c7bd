package open

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// kind is what the first bytes say that a file is.
type kind string

const (
	kindText kind = "text"
	kindZip  kind = "zip"
	kindOLE  kind = "ole"
	kindXML  kind = "xml"
	kindHTML kind = "html"
)

// magic lists the files that begin with fixed bytes. The kinds that no reader
// takes are keys of refusals.
var magic = []struct {
	prefix string
	kind   kind
}{
	{"PK\x03\x04", kindZip},
	{"PK\x05\x06", kindZip},
	{"PK\x07\x08", kindZip},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kindOLE},
	{"\x09\x00\x04\x00", "old-excel"},
	{"\x09\x02\x06\x00", "old-excel"},
	{"\x09\x04\x06\x00", "old-excel"},
	{"\x09\x08", "xls"},
	{"\xff\xfe\x00\x00", kindText}, // UTF-32, which the reader of texts refuses
	{"\x00\x00\xfe\xff", kindText},
	{"%PDF-", "pdf"},
	{"{\\rtf", "rtf"},
	{"\x1f\x8b", "compressed"},
	{"BZh", "compressed"},
	{"\xfd7zXZ\x00", "compressed"},
	{"7z\xbc\xaf\x27\x1c", "compressed"},
	{"Rar!\x1a\x07", "compressed"},
	{"\x28\xb5\x2f\xfd", "compressed"},
	{"\x89PNG\r\n\x1a\n", "picture"},
	{"\xff\xd8\xff", "picture"},
	{"GIF87a", "picture"},
	{"GIF89a", "picture"},
	{"II*\x00", "picture"},
	{"MM\x00*", "picture"},
	{"BM", "bitmap"},
	{"RIFF", "media"},
	{"SQLite format 3\x00", "database"},
	{"\x00\x01\x00\x00Standard ", "database"},
	{"PAR1", "parquet"},
	{"ARROW1", "parquet"},
	{"FEA1", "parquet"},
	{"MIME-Version:", "mht"},
	{"From: <Saved by", "mht"},
	{"version https://git-lfs", "lfs"},
}

// sniff tells the kind of a file by its first bytes; size is that of the file.
func sniff(head []byte, size int64) kind {
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.prefix)) && (m.kind != "bitmap" || bitmap(head, size)) && (m.kind != "media" || !printable(head)) {
			return m.kind
		}
	}
	text := asUTF8(head)
	t := bytes.TrimLeft(text, " \t\r\n")
	switch {
	case bytes.HasPrefix(t, []byte("<")):
		return angled(t)
	case isJSON(t):
		return "json"
	case sylk.Match(t):
		return "sylk"
	case dif.Match(t):
		return "dif"
	case !printable(text):
		return "binary"
	}
	return kindText
}

// A SYLK file begins like a CSV with the columns ID and P…; its next lines are
// records of its own. A DIF file begins with a head of three lines.
var (
	sylk = regexp.MustCompile(`^ID;P[^;\r\n]*(;[NE])*((\r?\n|\r)(P|F|B|C|O|W|NN|E)(;[A-Z][^\r\n]*)?){3}`)
	dif  = regexp.MustCompile(`^TABLE(\r?\n|\r)0,1(\r?\n|\r)"`)
)

// bitmap compares the size that a BMP states with the file's own: a roster may
// well begin with the letters BM.
func bitmap(head []byte, size int64) bool {
	return len(head) > 6 && int64(head[2])|int64(head[3])<<8|int64(head[4])<<16|int64(head[5])<<24 == size
}

// asUTF8 drops a byte order mark and reads UTF-16, marked or Latin.
func asUTF8(head []byte) []byte {
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		return head[3:]
	}
	order := unicode.BigEndian
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || len(head) > 1 && head[0] != 0 && head[1] == 0 {
		order = unicode.LittleEndian
	} else if !bytes.HasPrefix(head, []byte("\xfe\xff")) && !(len(head) > 1 && head[0] == 0 && head[1] != 0) {
		return head
	}
	out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(head[:len(head)&^1])
	if err != nil {
		return head
	}
	return out
}

// page matches the tags with which a web page begins, or a piece of one.
var page = regexp.MustCompile(`^<(!doctype html|html|head|body|table|meta|style|div|center|font|tr|script|title|p|br|h[1-3])([\s/>]|$)`)

// angled tells a web page from XML.
func angled(t []byte) kind {
	low := bytes.ToLower(t[:min(len(t), 4096)])
	if bytes.HasPrefix(low, []byte("<?xml")) {
		if bytes.Contains(low, []byte("<html")) && !bytes.Contains(low, []byte("<workbook")) {
			return kindHTML
		}
		return kindXML
	}
	if page.Match(low) {
		return kindHTML
	}
	if bytes.HasPrefix(low, []byte("<!--")) {
		if _, rest, ok := bytes.Cut(t, []byte("-->")); ok {
			return angled(bytes.TrimLeft(rest, " \t\r\n"))
		}
	}
	if len(low) > 1 && (low[1] == '?' || low[1] == '!') {
		return kindXML
	}
	if len(low) > 1 && low[1] >= 'a' && low[1] <= 'z' && (bytes.Contains(low, []byte("</")) || bytes.Contains(low, []byte("/>"))) {
		return kindXML
	}
	return kindText // a header may well read <name>;<amount>
}

// isJSON reports whether the text begins as a JSON object or list of something.
func isJSON(t []byte) bool {
	if len(t) == 0 || t[0] != '{' && t[0] != '[' {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(t))
	for n := 0; n < 4; n++ {
		if _, err := d.Token(); err != nil {
			return n > 1 && (err == io.EOF || err == io.ErrUnexpectedEOF)
		}
	}
	return true
}

// printable reports whether hardly anything of a text is control characters.
func printable(text []byte) bool {
	control := 0
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' || c == 0x7f {
			control++
		}
	}
	return control*20 <= len(text) || control < 3 && utf8.Valid(text)
}
