package analyze

import "testing"

func TestAFiscalQuarterIsNamedByTheYearInWhichItEnds(t *testing.T) {
	for _, c := range []struct {
		start              int
		day, label, lo, hi string
	}{
		{1, "2026-08-15", "2026-Q3", "2026-07-01", "2026-09-30"},
		{1, "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"},
		{2, "2026-08-15", "FY2027-Q3", "2026-08-01", "2026-10-31"},
		{2, "2027-01-31", "FY2027-Q4", "2026-11-01", "2027-01-31"},
		{7, "2026-06-30", "FY2026-Q4", "2026-04-01", "2026-06-30"},
		{7, "2026-07-01", "FY2027-Q1", "2026-07-01", "2026-09-30"},
		{12, "2026-02-28", "FY2026-Q1", "2025-12-01", "2026-02-28"},
		{12, "2026-12-01", "FY2027-Q1", "2026-12-01", "2027-02-28"},
	} {
		cal := newCalendar(c.start)
		q := cal.of(date(c.day))
		if got := cal.label(q); got != c.label {
			t.Errorf("start %d, %s: label %s, want %s", c.start, c.day, got, c.label)
		}
		if lo, hi := cal.first(q).String(), cal.last(q).String(); lo != c.lo || hi != c.hi {
			t.Errorf("start %d, %s: %s to %s, want %s to %s", c.start, c.day, lo, hi, c.lo, c.hi)
		}
		if cal.complete(q, cal.last(q)-1) || !cal.complete(q, cal.last(q)) {
			t.Errorf("start %d, %s: a quarter is complete from its last day on", c.start, c.day)
		}
	}
}
