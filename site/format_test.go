package site

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"ownermap/ingest"
)

func TestAmountsHaveThreeSignificantDigitsAndOneUnit(t *testing.T) {
	f := newFormat("EUR", "")
	for v, want := range map[float64]string{
		0: "€0", 640: "€640", 9450: "€9,450", 9999.6: "€10 k", 87_400: "€87 k", 999_400: "€999 k", 999_600: "€1.00 m",
		1_843_000: "€1.84 m", 12_340_000: "€12.3 m", 123_400_000: "€123 m", 2_340_000_000: "€2.34 bn", -87_400: "−€87 k", -0.2: "€0",
	} {
		if got := f.money(v); got != spaced(want) {
			t.Errorf("%v is %q, want %q", v, got, spaced(want))
		}
	}
	if got := f.moneyRange(1.74e6, 2.06e6); got != spaced("€1.74 to 2.06 m") {
		t.Errorf("range %q", got)
	}
	if got := f.moneyRange(-30_000, 104_000); got != spaced("−€30 to 104 k") {
		t.Errorf("range %q", got)
	}
}

// spaced sets the last space of a figure as pages do.
func spaced(s string) string {
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == ' ' {
			return s[:i] + nbsp + s[i+1:]
		}
	}
	return s
}

func TestSharesNeverRoundToNoneOrAll(t *testing.T) {
	f := newFormat("EUR", "")
	for v, want := range map[float64]string{0: "0%", 0.001: "<1%", 0.094: "9%", 0.9999: ">99%", 1: "100%"} {
		if got := f.percent(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
	if got := f.percent(math.NaN()); got != dash {
		t.Errorf("NaN is %q", got)
	}
	if got := f.percentRange(0.23, 0.41); got != "23 to 41%" {
		t.Errorf("range %q", got)
	}
}

func TestDaysAndNumbersFollowTheLanguage(t *testing.T) {
	en, de := newFormat("EUR", "en-GB"), newFormat("EUR", "de-DE")
	d := ingest.DateOf(2026, 6, 30)
	for got, want := range map[string]string{
		en.date(d): "30" + nbsp + "June 2026", en.dateShort(d): "30" + nbsp + "Jun" + nbsp + "2026",
		de.date(d): "30." + nbsp + "Juni 2026", de.money(1_843_000): "1,84" + nbsp + "Mio." + nbsp + "€", de.decimals(12345.5, 1): "12.345,5",
		en.list([]string{"A", "B", "C"}): "A, B and C", de.percent(0.09): "9" + nbsp + "%",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestQuartersAreNamedByTheYearInWhichTheFiscalYearEnds(t *testing.T) {
	for _, c := range []struct {
		day   ingest.Date
		month int
		label string
		start ingest.Date
	}{
		{ingest.DateOf(2026, 6, 30), 1, "2026-Q2", ingest.DateOf(2026, 4, 1)},
		{ingest.DateOf(2026, 6, 30), 4, "FY2027-Q1", ingest.DateOf(2026, 4, 1)},
		{ingest.DateOf(2026, 1, 15), 4, "FY2026-Q4", ingest.DateOf(2026, 1, 1)},
		{ingest.DateOf(2026, 12, 31), 12, "FY2027-Q1", ingest.DateOf(2026, 12, 1)},
	} {
		if q := quarterOf(c.day, c.month); q.Label != c.label || q.Start != c.start {
			t.Errorf("%s in a year from month %d: %s from %s", c.day, c.month, q.Label, q.Start)
		}
	}
}

func TestAmountsInAFindingsSentenceAreWrittenAsAllOthers(t *testing.T) {
	f := newFormat("EUR", "")
	if got, want := f.prose("The number is EUR 5,000,000, the sum USD 640 in FY2027-Q1."), "The number is €5.00"+nbsp+"m, the sum $640 in FY2027-Q1."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFileNamesAreSafeUniqueAndStable(t *testing.T) {
	got := slugs(map[string]string{"a": "Elif Yılmazer", "b": "Jörg Straße", "c": "Ann Lee", "d": "ann  lee", "e": "日本", "f": "CON", "g": "../../etc", "h": "index"})
	seen := map[string]bool{}
	for key, s := range got {
		if s == "" || seen[s] || slug(s) != s {
			t.Errorf("%s: %q", key, s)
		}
		seen[s] = true
	}
	if got["a"] != "elif-yilmazer" || got["b"] != "jorg-strasse" || got["f"] == "con" || got["h"] == "index" || got["g"] != "etc" {
		t.Errorf("%v", got)
	}
	if got["c"] == "ann-lee" || got["d"] == "ann-lee" {
		t.Errorf("two people share a readable name, and one holds it: %v", got)
	}
}

func TestWhatIsTidyIsLeftAsItIs(t *testing.T) {
	for _, s := range []string{"", "Ana Lima", "A & B (2)", "x", " leading", "trailing ", "two  spaces", "line\nbreak", "Łódź", "tab\there", "שלום", " ", "a\u00a0b", strings.Repeat("long ", 200)} {
		slow := clip(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' || unicode.IsControl(r) }), " "), nameMax)
		if isTidy(s) && slow != s {
			t.Errorf("%q is not tidy, it is written %q", s, slow)
		}
	}
	for _, s := range []string{"Ana Lima", "Acme GmbH & Co. KG", ""} {
		if !isTidy(s) {
			t.Errorf("%q is tidy", s)
		}
	}
}
