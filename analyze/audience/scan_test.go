package audience

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"mime"
	"mime/quotedprintable"
	"net/url"
	"strings"
	"testing"
)

func zipped(name, text string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, _ := w.Create(name)
	f.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

// forms are the ways in which an output may hold a value.
func forms(v string) map[string][]byte {
	j, _ := json.Marshal(map[string]string{"name": v})
	var ascii strings.Builder
	for _, u := range v {
		if u > 0xFFFF {
			u -= 0x10000
			ascii.WriteString(`\u` + hex4(0xD800+u>>10) + `\u` + hex4(0xDC00+u&0x3FF))
		} else {
			ascii.WriteString(`\u` + hex4(u))
		}
	}
	var c, x, q bytes.Buffer
	cw := csv.NewWriter(&c)
	cw.Write([]string{"before", v, "after"})
	cw.Flush()
	xml.EscapeText(&x, []byte(v))
	qw := quotedprintable.NewWriter(&q)
	qw.Write([]byte("<p>" + html.EscapeString(v) + "</p>"))
	qw.Close()
	var numeric strings.Builder
	for _, r := range v {
		numeric.WriteString("&#x" + strings.TrimLeft(hex4(r), "0") + ";")
	}
	words := strings.Fields(v)
	for i := range words {
		words[i] = html.EscapeString(words[i])
	}
	return map[string][]byte{
		"plain.txt":      []byte("of " + v + "."),
		"upper.txt":      []byte(strings.ToUpper(v)),
		"page.html":      []byte("<td>" + html.EscapeString(v) + "</td>"),
		"numeric.html":   []byte("<td>" + numeric.String() + "</td>"),
		"tags.svg":       []byte("<text><tspan>" + strings.Join(words, "</tspan><tspan>") + "</tspan></text>"),
		"attribute.html": []byte(`<svg data-option="` + html.EscapeString(string(j)) + `">`),
		"report.json":    j,
		"ascii.json":     []byte(`{"name":"` + ascii.String() + `"}`),
		"script.js":      []byte(`var x = '` + strings.ReplaceAll(strings.ReplaceAll(v, `"`, `\x22`), `'`, `\'`) + `';`),
		"table.csv":      c.Bytes(),
		"link.html":      []byte(`<a href="people.html?q=` + url.QueryEscape(v) + `">`),
		"path.html":      []byte(`<a href="` + url.PathEscape(v) + `.html">`),
		"report.xlsx":    zipped("xl/sharedStrings.xml", "<t>"+x.String()+"</t>"),
		"rich.xlsx":      zipped("xl/sharedStrings.xml", "<r><t>"+strings.Join(words, " </t></r><r><t>")+"</t></r>"),
		"nested.zip":     zipped("inner.zip", string(zipped("a.txt", v))),
		"page.html.gz":   gzipped(v),
		"data.html":      []byte(`<img src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte("<text>"+v+"</text>")) + `">`),
		"subject.eml":    []byte("Subject: " + mime.QEncoding.Encode("utf-8", v) + "\r\n\r\nbody\r\n"),
		"subject-b.eml":  []byte("Subject: " + mime.BEncoding.Encode("utf-8", v) + "\r\n\r\nbody\r\n"),
		"quoted.eml":     []byte("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + q.String()),
		"multi.eml":      multi(v),
	}
}

// multi is a mail with an alternative in base64 and an attached workbook.
func multi(v string) []byte {
	sheet := zipped("xl/sharedStrings.xml", "<t>"+html.EscapeString(v)+"</t>")
	return []byte("Content-Type: multipart/mixed; boundary=AA\r\n\r\n--AA\r\nContent-Type: multipart/alternative; boundary=BB\r\n\r\n" +
		"--BB\r\nContent-Type: text/plain\r\n\r\nnothing\r\n--BB--\r\n" +
		"--AA\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + fold64(sheet) + "\r\n--AA--\r\n")
}

func fold64(b []byte) string {
	s := base64.StdEncoding.EncodeToString(b)
	var out strings.Builder
	for len(s) > 76 {
		out.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	return out.String() + s
}

func hex4(r rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

func TestTheScanFindsAValueInEveryForm(t *testing.T) {
	for _, v := range []string{"Maria Ødegård", `O'Brien "Bo" & Sons <x>`, "李小龙王", "Jürgen Groß", "maria.k@example.com"} {
		s := NewScanner([]Secret{{v, "name of a person"}})
		for name, content := range forms(v) {
			hits, err := s.Scan(name, content)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if len(hits) == 0 {
				t.Errorf("%q is not found in %s: %q", v, name, content)
			}
		}
		for name, content := range forms("Somebody Else Entirely") {
			if hits, err := s.Scan(name, content); err != nil || len(hits) > 0 {
				t.Errorf("%s: %v %v", name, hits, err)
			}
		}
	}
}

func TestTheScanReadsFileNames(t *testing.T) {
	s := NewScanner([]Secret{{"Maria Ødegård", "name of a person"}})
	for _, path := range []string{"people/maria-ødegård.html", "people/Maria_Ødegård/index.html"} {
		if hits, _ := s.Scan(path, nil); len(hits) != 1 {
			t.Errorf("%s gives %v", path, hits)
		}
	}
	if hits, _ := s.Scan("x.zip", zipped("maria ødegård.txt", "")); len(hits) != 1 {
		t.Errorf("a name within an archive gives %v", hits)
	}
}

func TestWordsMustBeWhole(t *testing.T) {
	s := NewScanner([]Secret{{"Acme Ltd", "partner"}, {"Lime", "partner"}})
	for text, want := range map[string]int{
		"acme ltd": 1, "Acme-Ltd.": 1, "Acmes Ltd": 0, "Acme of Ltd": 0, "limes and sublime": 0, "a lime": 1, "acme acme ltd": 1, "Acme": 0,
	} {
		if hits, _ := s.Scan("a.txt", []byte(text)); len(hits) != want {
			t.Errorf("%q gives %v", text, hits)
		}
	}
}

func TestWhatCannotBeToldFromChanceIsListed(t *testing.T) {
	s := NewScanner([]Secret{{"Li", "name"}, {"10234", "deal"}, {"Active", "partner"}, {"Globex", "partner"}, {"1023456789", "deal"}}, "Active people on the team")
	var got []string
	for _, k := range s.Skipped {
		got = append(got, k.Value)
	}
	if strings.Join(got, " ") != "Li 10234 Active" {
		t.Errorf("skipped %v", got)
	}
	if hits, _ := s.Scan("a.txt", []byte("Li 10234 active 1023456789 GLOBEX")); len(hits) != 2 {
		t.Errorf("hits %v", hits)
	}
}

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	s := NewScanner([]Secret{{"Maria", "name"}})
	if _, err := s.Scan("a.pdf", []byte("%PDF-1.7 ...")); !errors.Is(err, ErrOpaque) {
		t.Errorf("a PDF gives %v", err)
	}
	if _, err := s.Scan("a.xlsx", []byte("PK\x03\x04 cut")); err == nil {
		t.Error("a damaged archive passes")
	}
	deep := "Maria"
	for range 8 {
		deep = string(zipped("a.zip", deep))
	}
	if _, err := s.Scan("deep.zip", []byte(deep)); err == nil {
		t.Error("an archive eight deep passes")
	}
}

func FuzzScan(f *testing.F) {
	for name, content := range forms("Maria Ødegård") {
		f.Add(name, content)
	}
	s := NewScanner([]Secret{{"Maria Ødegård", "name"}})
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		hits, _ := s.Scan(name, content)
		for _, h := range hits {
			if h.Secret.Value != "Maria Ødegård" || h.String() == "" {
				t.Errorf("hit %+v", h)
			}
		}
	})
}
