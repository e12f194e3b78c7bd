package ingest

import "cmp"

// sameSeat reports whether two rows of one name may be taken for one person: the
// same title, role and manager, or times that do not overlap.
func sameSeat(a, b *rosterRow) bool {
	if a.Title == b.Title && a.Role == b.Role && a.ManagerText == b.ManagerText {
		return true
	}
	return apart(a, b)
}

// apart reports whether the times of two rows do not overlap.
func apart(a, b *rosterRow) bool {
	after := func(x, y *rosterRow) bool { return !x.End.IsZero() && !y.since().IsZero() && x.End <= y.since() }
	return after(a, b) || after(b, a)
}

// succession is how two rows of one person follow each other.
type succession struct {
	what       string // "a transfer on 2026-07-01"
	second     bool   // the second row counts
	role       string // why it does, or the first: "the later role"
	start, end Date   // of the person
}

// succession takes the later role, but one that begins after the day of the roster.
func (c *combiner) succession(first, r *rosterRow) succession {
	s := succession{what: "a transfer", role: "the later role", start: firstStart(first.Start, r.Start)}
	s.second = r.since() > first.since() || r.since() == first.since() && (r.End.IsZero() || r.End > first.End && !first.End.IsZero())
	if first.Left != r.Left {
		s.second = first.Left
	}
	later := first
	if s.second {
		later = r
	}
	s.end = later.End
	if back := rehired(first, r); !back.IsZero() {
		s.what, s.start = "a rehire", back
	} else if since := later.since(); !since.IsZero() {
		s.what += " on " + since.String()
		if day := c.rosterDay(r); !day.IsZero() && since > day {
			s.second, s.role = !s.second, "the role on "+day.String()
		}
	}
	return s
}

// rosterDay is the day for which the roster of a row holds: its own, else that of the
// report, else the latest of the deals; zero where nothing says.
func (c *combiner) rosterDay(r *rosterRow) Date {
	return cmp.Or(r.input.AsOf, c.opts.AsOf, c.latestDay())
}

// rehired is the day of the later start where the earlier of two rows had ended more
// than a month before it, and zero where there was no such gap.
func rehired(a, b *rosterRow) Date {
	if a.since() > b.since() {
		a, b = b, a
	}
	if a.End.IsZero() || b.since() <= a.End+31 {
		return 0
	}
	return b.since()
}

// since is the day the row's role began.
func (r *rosterRow) since() Date { return firstDate(r.roleStart, r.Start) }

// firstStart is the earlier of two days; unknown counts as earliest.
func firstStart(a, b Date) Date { return min(a, b) }
