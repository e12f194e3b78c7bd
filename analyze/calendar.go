package analyze

import (
	"fmt"
	"time"

	"ownermap/ingest"
)

// quarter is a fiscal quarter as a count: fiscal year * 4 + (0..3). Quarters
// order and subtract as integers.
type quarter int32

// noQuarter is the quarter of an unknown day.
const noQuarter quarter = -1 << 30

// calendar knows the fiscal year: its first month, 1..12. A fiscal year is
// named by the calendar year in which it ends (METRICS.md 1).
type calendar struct{ start int }

// newCalendar takes a month; anything outside 1..12 is January.
func newCalendar(month int) calendar {
	if month < 1 || month > 12 {
		month = 1
	}
	return calendar{start: month}
}

// of is the quarter of a day, noQuarter for an unknown one.
func (c calendar) of(d ingest.Date) quarter {
	if d.IsZero() {
		return noQuarter
	}
	y, m, _ := d.Civil()
	since := (int(m) - c.start + 12) % 12
	if c.start > 1 && int(m) >= c.start {
		y++
	}
	return quarter(y*4 + since/3)
}

// first and last are the days that bound a quarter.
func (c calendar) first(q quarter) ingest.Date {
	year, n := int(q)/4, int(q)%4
	if c.start > 1 {
		year--
	}
	return ingest.DateOf(year, time.Month(c.start+3*n), 1)
}

func (c calendar) last(q quarter) ingest.Date { return c.first(q+1) - 1 }

// label is 2026-Q3, or FY2027-Q3 where the fiscal year does not start in January.
func (c calendar) label(q quarter) string {
	if q == noQuarter {
		return ""
	}
	if c.start > 1 {
		return fmt.Sprintf("FY%04d-Q%d", int(q)/4, int(q)%4+1)
	}
	return fmt.Sprintf("%04d-Q%d", int(q)/4, int(q)%4+1)
}

// complete reports whether the quarter's last day is on or before the day.
func (c calendar) complete(q quarter, asOf ingest.Date) bool { return c.last(q) <= asOf }
