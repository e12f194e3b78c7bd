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
			return
		}
		num := strings.TrimRight(strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(t), "fte"), "per week")), "abcdefghijklmnopqrstuvwxyz./ ")
		s.hours = len(num) < len(t) && !strings.Contains(strings.ToLower(t), "fte")
		if strings.HasSuffix(num, "%") {
			s.hours = false
		}
		v, ok := value.ParseNumeral(num)
		if ok {
			mark := v.Mark()
			if v.Open() { // "37,125" hours: an allocation has no thousands
				mark = value.Mark(num[strings.IndexAny(num, ".,")])
			}
			d, dok := v.Decimal(mark)
			s.n, _ = d.Float64()
			s.percent, ok = v.Percent, dok
			if v.Percent {
				s.n /= 100
			}
		}
		if !ok {
			c.report(codeBadShare, fmt.Sprintf("%s is %s, which is not a share of full time; full time is assumed", c.header, quote(t)), "write 0.8, 80 % or 32 hours")
			return
		}
	} else if cell.Kind != table.Number {
		c.report(codeBadShare, fmt.Sprintf("%s is %s, which is not a share of full time; full time is assumed", c.header, quote(cell.Text)), "write 0.8, 80 % or 32 hours")
		return
	}
	p.shares = append(p.shares, s)
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
	longest, hours := 0.0, strings.Contains(name.Fold(c.header), "hour") || strings.Contains(name.Fold(c.header), "hrs")
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
		hours = strings.Contains(name.Fold(c.header), "hour") || strings.Contains(name.Fold(c.header), "hrs")
	}
	week := float64(fullTime)
	unit := 1.0
	switch {
	case hours && longest > 2:
		if longest >= 35 && longest < fullTime {
			week = longest
		}
		unit = week
		c.note("hours a week; %g hours are full time", week)
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
		case s.n <= 2:
			u = 1
		}
		v := s.n / u
		if v < 0 || v > 2 {
			c.row = s.row
			c.report(codeBadShare, fmt.Sprintf("%s is %s, which is not a share of full time; full time is assumed", c.header, quote(s.text)), "write 0.8, 80 % or 32 hours")
			continue
		}
		p.rows[s.rec].Allocation = v
	}
}
