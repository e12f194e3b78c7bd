package text_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest/table"
	"ownermap/ingest/text"
)

func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "a;b\r\n\"x;\"\"y\"\"\";2\r\n", "sep=|\na|b\n", "a\tb\r1\t2\r", "\xef\xbb\xbfä,b\n=\"007\",2\n",
		"\xff\xfea\x00,\x00b\x00\n\x00", "a\x00,\x00b\x00\n\x001\x00", "a,b\n\"open\n", "a,\xe4\n", "a, \"b\" ,c\n,,\n\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := read(data, text.Options{Limits: table.Limits{CellBytes: 1 << 16}})
		if strings.Contains(got, "error: ") {
			t.Error(got)
		}
		if want, ok := strict(data); ok && !strings.HasPrefix(got, "refused") && !strings.Contains(got, "delimiter-assumed") {
			forced := read(append([]byte("sep=,\n"), data...), text.Options{})
			if forced = withoutProblems(forced); forced != want {
				t.Errorf("got\n%s\nencoding/csv reads\n%s", forced, want)
			}
		}
	})
}

// strict reads what encoding/csv reads without a complaint, where the two ought
// to agree: plain ASCII, no blanks around quotes, no lone returns, no formulas.
func strict(data []byte) (string, bool) {
	for _, c := range data {
		if c >= 0x7f || c < ' ' && c != '\n' {
			return "", false
		}
	}
	if bytes.Contains(data, []byte(` "`)) || bytes.Contains(data, []byte(`" `)) || bytes.Contains(data, []byte("=")) || bytes.Contains(data, []byte("\n\n")) || bytes.HasPrefix(data, []byte("\n")) {
		return "", false
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	recs, err := r.ReadAll()
	if err != nil || len(recs) == 0 {
		return "", false
	}
	var out strings.Builder
	for i, rec := range recs {
		line := fmt.Sprint(i + 1)
		for c, v := range rec {
			if strings.TrimSpace(v) != "" {
				line += fmt.Sprintf(" %d=%s", c+1, v)
			}
		}
		if strings.Contains(line, "=") {
			out.WriteString(line + "\n")
		}
	}
	return out.String(), out.Len() > 0
}

func withoutProblems(dump string) string {
	var out strings.Builder
	for line := range strings.Lines(dump) {
		if !strings.HasPrefix(line, "! ") {
			out.WriteString(line)
		}
	}
	return out.String()
}
