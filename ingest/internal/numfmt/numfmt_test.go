package numfmt_test

import (
	"testing"

	"ownermap/ingest/internal/numfmt"
)

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		code          string
		date, percent bool
		money         string
	}{
		{"General", false, false, ""},
		{"yyyy\\-mm\\-dd", true, false, ""},
		{"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", true, false, ""},
		{"mmm", true, false, ""},
		{"h:mm AM/PM", false, false, ""},
		{"[h]:mm:ss", false, false, ""},
		{"mm:ss.0", false, false, ""},
		{"0.0%", false, true, ""},
		{`#,##0.00 "€"`, false, false, "€"},
		{`_-* #,##0.00\ [$EUR]_-;-* #,##0.00\ [$EUR]_-`, false, false, "EUR"},
		{"[$£-809]#,##0", false, false, "£"},
		{`"US$" #,##0`, false, false, "US$"},
		{`[$CHF-807] #,##0.00`, false, false, "CHF"},
		{`#,##0 "days"`, false, false, ""},
		{`0.00E+00`, false, false, ""},
		{`[Red]0;[Blue]-0`, false, false, ""},
		{`#,##0\ [$kr-41D]`, false, false, "kr"},
		{`"`, false, false, ""},
		{`\`, false, false, ""},
		{`[`, false, false, ""},
	} {
		if got, want := numfmt.Parse(c.code), (numfmt.Shown{Date: c.date, Percent: c.percent, Money: c.money}); got != want {
			t.Errorf("%s: got %+v", c.code, got)
		}
	}
}
