package ingest

import "fmt"

// Latest is the last event of the deals, and what lies far behind every other one.
type Latest struct {
	Day   Date // zero where no deal has a day
	Far   int  // events after a gap so long that they may be typing errors; 0 for none
	Gap   int  // the days between those and the others
	First Pos  // the row of the earliest of them

	before Date // the last day before those
}

// An event more than a quarter after every other one is asked about where it is alone, several
// together where it is more than a year.
const (
	loneGap = 92
	farGap  = 366
	mostFar = 16 // events that are looked at for a gap
)

// sound is the last day that is not far behind every other one.
func (l Latest) sound() Date {
	if l.Far == 0 {
		return l.Day
	}
	return l.before
}

// LatestEvent is the last day on which a deal was created, or closed where won or lost.
func LatestEvent(deals []Deal) Latest {
	type event struct {
		day Date
		pos Pos
	}
	var top [mostFar + 1]event // the latest first
	events := 0
	for i := range deals {
		d := &deals[i]
		day := d.LatestEvent()
		if day.IsZero() {
			continue
		}
		events++
		k := len(top)
		for k > 0 && day > top[k-1].day {
			if k < len(top) {
				top[k] = top[k-1]
			}
			k--
		}
		if k < len(top) {
			top[k] = event{day, d.Pos}
		}
	}
	out := Latest{Day: top[0].day}
	for n := 1; n <= mostFar && 2*n <= events; n++ {
		later, earlier := top[n-1], top[n]
		if gap := int(later.day - earlier.day); gap > farGap || n == 1 && gap > loneGap {
			out.Far, out.Gap, out.First, out.before = n, gap, later.pos, earlier.day
		}
	}
	return out
}

// findLatestDay is the last day of the deals of all parts that is not far behind the others.
func (c *combiner) findLatestDay() Date {
	var latest Date
	for _, p := range c.parts {
		if p.deals != nil {
			latest = max(latest, LatestEvent(p.deals.deals).sound())
		}
	}
	return latest
}

// latestEvent reports deals whose days alone say what the latest day is.
func (c *combiner) latestEvent() {
	last := LatestEvent(c.ds.Deals)
	if last.Far == 0 {
		return
	}
	whose := "that of one deal"
	if last.Far > 1 {
		whose = fmt.Sprintf("among those of %d deals", last.Far)
	}
	c.add(codeLoneEvent, last.First, fmt.Sprintf("the latest day of the deals, %s, is %s, %d days after every other", last.Day, whose, last.Gap),
		"correct the date, or set as_of to the day that the report speaks for")
}
