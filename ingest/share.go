package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// shareCell is one allocation as read, before the column says what its numbers mean.
type shareCell struct {
	rec     int
	row     int32
	n       float64
	percent bool // "80 %", or the number is shown as one
	hours   bool // "32 h"
	text    string
}

// setShare reads an allocation cell: 0.8, 80 %, 32 hours, "full-time".
func (p *rosterRecorder) setShare(c *column, cell *table.Cell) {
	s := shareCell{rec: len(p.rows) - 1, row: c.row, n: cell.Num, percent: cell.Percent, text: strings.Clone(cell.Text)}
	if cell.Kind == table.Text {
		t := trimCell(cell.Text)
		if t == "" || blankWord(t) {
			return
		}
		switch name.Fold(t) {
		case "full time", "fulltime", "ft", "full", "vollzeit", "temps plein", "voltijd", "tiempo completo":
			p.row().allocated = true
			return
		}
		num := strings.TrimRight(strings.ToLower(t), "abcdefghijklmnopqrstuvwxyzäöüé./() ")
		per, unit := 1.0, shareUnit(t[len(num):])
		switch {
		case unit == "hours" && !strings.HasSuffix(num, "%"):
			s.hours = true
		case unit == "days":
			per = workDays
		case unit == "percent":
			per = 100
		}
		n, percent, ok := smallNumber(num)
		s.n, s.percent = n/per, percent || per > 1
		if percent {
			s.n /= 100
		}
		if !ok || unit == "unknown" {
			c.report(codeBadShare, fmt.Sprintf("%s is %s, which is not a share of full time; full time is assumed", c.header, quote(t)), "write 0.8, 80 % or 32 hours")
			return
		}
	} else if cell.Kind != table.Number {
		c.report(codeBadShare, fmt.Sprintf("%s is %s, which is not a share of full time; full time is assumed", c.header, quote(cell.Text)), "write 0.8, 80 % or 32 hours")
		return
	}
	p.shares = append(p.shares, s)
}

// smallNumber reads a number that has no thousands, as hours and shares have none: "37,125"
// has decimals.
func smallNumber(text string) (f float64, percent, ok bool) {
	v, ok := value.ParseNumeral(text)
	if !ok {
		return 0, false, false
	}
	mark := v.Mark()
	if v.Open() {
		mark = value.Mark(text[strings.IndexAny(text, ".,")])
	}
	d, ok := v.Decimal(mark)
	if ok {
		f, ok = d.Float64()
	}
	return f, v.Percent, ok
}

// setWeek reads what the row's full time is in hours.
func (p *rosterRecorder) setWeek(cell *table.Cell) {
	n, ok := cell.Num, cell.Kind == table.Number
	if !ok {
		n, _, ok = smallNumber(trimCell(cell.Text))
	}
	if ok && n > 0 && n <= mostHours {
		p.row().week = n
	}
}

// workDays is a week of full time in days.
const workDays = 5

// shareUnit is what a share is counted in, by the words behind its number: "hours",
// "days", "percent", "" for a part of full time, "unknown" for other words.
func shareUnit(words string) string {
	unit := ""
	for w := range strings.FieldsSeq(name.Fold(words)) {
		switch w {
		case "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "uur", "uren":
			return "hours"
		case "percent", "prozent", "pct", "pourcent", "procent", "porciento":
			return "percent"
		case "d", "day", "days", "tag", "tage", "jour", "jours", "dia", "dias", "dag", "dagen":
			return "days"
		case "fte", "vza", "vzk", "etp", "etc", "of", "vollzeit", "stelle", "temps", "plein", "complet", "tiempo", "completo", "voltijd", "position", "fulltime", "equivalent", "ft", "full", "time", "a", "per", "pro", "par", "por", "week", "wk", "w", "woche", "semaine", "semana":
		default:
			unit = "unknown"
		}
	}
	return unit
}

// unitOf is the unit that a header names, "" for none.
func unitOf(header string) string {
	for w := range strings.FieldsSeq(name.Fold(header)) {
		if strings.HasSuffix(w, "stunden") || w == "wochenarbeitszeit" {
			return "hours"
		}
		if u := shareUnit(w); u == "hours" || u == "days" && len(w) > 1 {
			return u
		}
	}
	return ""
}

// mostHours is the longest week that a number is taken for.
const mostHours = 60

// fullTime is the week of full time in hours where the column itself has no
// longer one.
const fullTime = 40

// settleShares decides once for the column whether plain numbers are parts of
// one, per cent or hours, and notes it.
func (p *rosterRecorder) settleShares() {
	c := p.columns["allocation"]
	if c == nil || len(p.shares) == 0 {
		return
	}
	named := unitOf(c.header)
	longest, hours := 0.0, named == "hours"
	var big, small *shareCell // the first plain numbers above and up to 2
	for i := range p.shares {
		s := &p.shares[i]
		switch {
		case s.percent:
			continue
		case s.hours:
			hours = true
		case s.n > 2 && big == nil:
			big = s
		case s.n <= 2 && small == nil:
			small = s
		}
		longest = max(longest, s.n)
	}
	if longest > mostHours { // no week: hours are those that say so
		hours = named == "hours"
	}
	week := float64(fullTime)
	unit := 1.0
	switch {
	case named == "days" && longest > 2 && longest <= 7:
		unit, small = workDays, nil
		c.note("days a week; %d days are full time", workDays)
	case hours && longest > 2:
		if longest >= 35 && longest < fullTime {
			week = longest
		}
		unit = week
		if p.columns["full_time_hours"] == nil {
			c.note("hours a week; %g hours are full time", week)
		} else {
			c.note("hours a week; what is full time stands beside them, else %g hours", week)
		}
	case big != nil:
		unit = 100
		c.note("per cent of full time: %g in row %d", big.n, big.row)
	}
	if unit != 1 && small != nil && small.n > 0 {
		c.note("numbers up to 2 are parts of full time: %g in row %d", small.n, small.row)
	}
	for _, s := range p.shares {
		u := unit
		switch {
		case s.percent:
			u = 1
		case s.hours:
			u = week
		case s.n <= 2 && unit != workDays:
			u = 1
		}
		if own := p.rows[s.rec].week; own > 0 && u == week {
			u = own
		}
		v := s.n / u
		if v < 0 || v > 2 {
			c.row = s.row
			c.report(codeBadShare, fmt.Sprintf("%s is %s, which is not a share of full time; full time is assumed", c.header, quote(s.text)), "write 0.8, 80 % or 32 hours")
			continue
		}
		p.rows[s.rec].Allocation, p.rows[s.rec].allocated = v, true
	}
}
