package numfmt_test

import (
	"testing"
	"unicode/utf8"

	"ownermap/ingest/internal/numfmt"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{`_-* #,##0.00\ [$€-407]_-;-0`, `yyyy"y"mm\.dd`, `[h]:mm:ss AM/PM`, `0.0%`, `"US$" 0`, `[`, `\`, `_`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		s := numfmt.Parse(code)
		if s.Date && s.Money != "" || len(s.Money) > 12 || utf8.ValidString(code) && !utf8.ValidString(s.Money) {
			t.Errorf("%q is %+v", code, s)
		}
	})
}
