package text_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"ownermap/ingest/table"
	"ownermap/ingest/text"
)

// read gives every row, problem and error of a text as lines.
func read(src []byte, opts text.Options) string {
	b, err := text.Open(bytes.NewReader(src), int64(len(src)), opts)
	if err != nil {
		return "refused: " + err.Error() + "\n"
	}
	defer b.Close()
	var out strings.Builder
	err = b.Rows(context.Background(), 0, func(r *table.Row) error {
		fmt.Fprint(&out, r.Number)
		for _, c := range r.Cells {
			fmt.Fprintf(&out, " %d=%s", c.Col, c.Text)
		}
		out.WriteByte('\n')
		return nil
	}, func(p table.Problem) { fmt.Fprintf(&out, "! %d,%d %s\n", p.Row, p.Col, p.Code) })
	var r *table.Refusal
	if errors.As(err, &r) {
		out.WriteString("refused: " + r.Message + "\n")
	} else if err != nil {
		out.WriteString("error: " + err.Error() + "\n")
	}
	return out.String()
}

func TestDelimitedText(t *testing.T) {
	for _, c := range []struct{ title, src, want string }{
		{"comma", "a,b\n1,2\n", "1 1=a 2=b\n2 1=1 2=2\n"},
		{"semicolon with decimal commas", "name;amount\nx;1,5\ny;2,5\n", "1 1=name 2=amount\n2 1=x 2=1,5\n3 1=y 2=2,5\n"},
		{"tab", "a\tb\n1,5\t2,5\n", "1 1=a 2=b\n2 1=1,5 2=2,5\n"},
		{"bar", "a|b\n1|2\n", "1 1=a 2=b\n2 1=1 2=2\n"},
		{"separators inside quotes do not vote", "\"a;;;;\",b\n\"c;;;;\",d\n", "1 1=a;;;; 2=b\n2 1=c;;;; 2=d\n"},
		{"one column", "name\nJane\n", "1 1=name\n2 1=Jane\n"},
		{"sep line", "sep=;\r\na;b,c\r\n", "1 1=a 2=b,c\n"},
		{"quoted sep line", "\"sep=\t\"\na\tb\n", "1 1=a 2=b\n"},
		{"CR only", "a,b\r1,2\r", "1 1=a 2=b\n2 1=1 2=2\n"},
		{"CR CR LF", "a,b\r\r\n1,2\r\r\n", "1 1=a 2=b\n2 1=1 2=2\n"},
		{"no line end at the end", "a,b\n1,2", "1 1=a 2=b\n2 1=1 2=2\n"},
		{"quotes, doubled quotes, line breaks", "a,b\n\"x \"\"y\"\"\nz\",2\n3,4\n", "1 1=a 2=b\n2 1=x \"y\"\nz 2=2\n3 1=3 2=4\n"},
		{"a blank before the quote", "a, \"b,c\" ,d\n1,2,3\n", "1 1=a 2=b,c 3=d\n2 1=1 2=2 3=3\n"},
		{"quotes inside an unquoted field", "a,b\n5\" pipe,2\n", "1 1=a 2=b\n2 1=5\" pipe 2=2\n"},
		{"a text kept from being a number", "id,b\n=\"00123\",2\n\"=\"\"00124\"\"\",2\n", "1 1=id 2=b\n2 1=00123 2=2\n3 1=00124 2=2\n"},
		{"blank lines count", "a,b\n\n  ,\n1,2\n", "1 1=a 2=b\n4 1=1 2=2\n"},
		{"UTF-8 with its mark", "\xef\xbb\xbfä,b\n1,2\n", "1 1=ä 2=b\n2 1=1 2=2\n"},
		{"Windows-1252", "\xe4,b\n\x80,2\n", "! 0,0 encoding-assumed\n1 1=ä 2=b\n2 1=€ 2=2\n"},
		{"control characters", "a,b\nx\x01,2\n", "1 1=a 2=b\n! 2,1 damaged-text\n2 1=x\uFFFD 2=2\n"},
		{"UTF-8 that is broken under its mark", "\xef\xbb\xbfa,b\n\xff,2\n", "1 1=a 2=b\n! 2,1 damaged-text\n2 1=\uFFFD 2=2\n"},
		{"ragged", "a,b,c\n1,2\n1,2,3,4\n1,2,3,,\nfooter\n4,5,6\n7,8,9\n", "1 1=a 2=b 3=c\n2 1=1 2=2\n! 3,0 ragged-row\n3 1=1 2=2 3=3 4=4\n4 1=1 2=2 3=3\n5 1=footer\n6 1=4 2=5 3=6\n7 1=7 2=8 3=9\n! 2,0 ragged-row\n"},
		{"a title above is not ragged", "Report, 2026\na,b,c\n1,2,3\n", "1 1=Report 2= 2026\n2 1=a 2=b 3=c\n3 1=1 2=2 3=3\n"},
		{"a stray quote", "a,b\n\"5\" monitor\",2\n", "1 1=a 2=b\n! 2,1 stray-quote\n2 1=5\" monitor 2=2\n"},
		{"an open quote", "a,b\n1,2\n3,\"x\n4,5\n", "1 1=a 2=b\n2 1=1 2=2\nrefused: line 3 opens a quote that is never closed: where the field ends cannot be known\n"},
		{"an open quote before another", "a,b\n3,\"x\n4,\"y\"\n", "1 1=a 2=b\nrefused: line 2 opens a quote, and the next quote, in line 3, does not close it: where the field ends cannot be known\n"},
		{"line numbers count breaks inside quotes", "a,b\n\"1\n2\n3\",x\n\"y", "1 1=a 2=b\n2 1=1\n2\n3 2=x\nrefused: line 5 opens a quote that is never closed: where the field ends cannot be known\n"},
		{"both separators fit", "a;b,c\nd;e,f\n", "! 0,0 delimiter-assumed\n1 1=a;b 2=c\n2 1=d;e 2=f\n"},
		{"nothing", "\n \n", "refused: the file holds nothing but blanks\n"},
	} {
		if got := read([]byte(c.src), text.Options{}); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.title, got, c.want)
		}
	}
}

func TestUTF16IsToldByItsMarkOrItsZeros(t *testing.T) {
	for _, mark := range []string{"\ufeff", ""} {
		var le, be []byte
		for _, u := range utf16.Encode([]rune(mark + "name\tö\nJane\t1\n")) {
			le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
		}
		for _, src := range [][]byte{le, be} {
			if got := read(src, text.Options{}); got != "1 1=name 2=ö\n2 1=Jane 2=1\n" {
				t.Errorf("mark %q: %s", mark, got)
			}
		}
	}
}

func TestTheEncodingCanBeNamed(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"macintosh", "n,b\nM\x9fller,1\n", "1 1=n 2=b\n2 1=Müller 2=1\n"},
		{"ISO-8859-15", "n,b\n\xa4,1\n", "1 1=n 2=b\n2 1=€ 2=1\n"},
		{"utf-8", "n,b\n\xff,1\n", "1 1=n 2=b\n! 2,1 damaged-text\n2 1=\uFFFD 2=1\n"},
		{"klingon", "n,b\n", "refused: there is no encoding named \"klingon\"\n"},
	} {
		if got := read([]byte(c.src), text.Options{Encoding: c.name}); got != c.want {
			t.Errorf("%s: got %s", c.name, got)
		}
	}
}

func TestABadByteFarBehindTheHeadDecidesTheEncoding(t *testing.T) {
	src := "name,b\n" + strings.Repeat("Jane,1\n", 100_000) + "M\xfcller,2\n"
	if got := read([]byte(src), text.Options{}); !strings.HasPrefix(got, "! 0,0 encoding-assumed\n") || !strings.HasSuffix(got, "100002 1=Müller 2=2\n") {
		t.Error(got[:40], got[len(got)-40:])
	}
}

func TestWhatIsTooLargeIsRefused(t *testing.T) {
	for title, c := range map[string]struct {
		src  string
		opts text.Options
		want string
	}{
		"cell":   {"a,b\n" + strings.Repeat("x", 3<<20), text.Options{}, "line 2 is longer than 1 MB"},
		"quoted": {"a,b\n\"" + strings.Repeat("x\n", 3<<20), text.Options{}, "line 2 opens a quote that is never closed"},
		"fields": {"a,b\n" + strings.Repeat(",", 20_000) + "\n", text.Options{}, "more than 16384 fields"},
		"rows":   {strings.Repeat("a,b\n", 11), text.Options{Limits: table.Limits{Rows: 10}}, "more than 10 rows"},
		"bytes":  {strings.Repeat("a,b\n", 11), text.Options{Limits: table.Limits{InflatedBytes: 10}}, "larger than 10 bytes"},
	} {
		if got := read([]byte(c.src), c.opts); !strings.Contains(got, "refused: ") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %.200s", title, got)
		}
	}
}

func TestRecordsSurviveTheBordersOfTheWindow(t *testing.T) {
	var src, want strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&src, "%d,\"Doe, \"\"J\"\"%s\",=\"0%d\"\r\n", i, strings.Repeat("\n", i%3), i)
		fmt.Fprintf(&want, "%d 1=%d 2=Doe, \"J\"%s 3=0%d\n", i+1, i, strings.Repeat("\n", i%3), i)
	}
	if got := read([]byte(src.String()), text.Options{}); got != want.String() {
		t.Error("the records differ")
	}
}
