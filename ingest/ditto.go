package ingest

import (
	"fmt"
	"strings"

	"ownermap/ingest/name"
)

// ditto reports whether a cell says that it repeats the one above: by marks, or in words.
func ditto(text string) bool {
	if len(text) > 24 {
		return false
	}
	if marks := strings.Trim(text, "-–— "); marks == "||" || marks == ",," || len(marks) > 1 && strings.Trim(marks, "'’´`") == "" {
		return true
	} else if marks != "" && strings.Trim(marks, "\"“”„″〃↑⬆^ ") == "" {
		return true
	}
	return dittoWords[name.Fold(text)]
}

var dittoWords = foldedSet("ditto|dito|dto|idem|s.o.|siehe oben|wie oben|same as above|as above|see above|ibid|ibidem|voir ci-dessus|comme ci-dessus|idem ci-dessus|lo mismo|zie boven")

// repeated stands for the owner in the cell above, and dittoPartner for its partner.
var repeated = &Named{}

const dittoPartner = unseen - 1

// repeats notes a cell that says it repeats the one above, or reports it where there is
// nothing above to repeat.
func (c *column) repeats(row int32, above bool) {
	if above {
		c.ditto.add("", row)
		return
	}
	c.reportAt(Pos{Place: c.r.place, Row: row, Col: c.col}, codeDitto, fmt.Sprintf("%s says that it repeats the cell above, and no record directly above names one; it is read as blank", c.header), "write the name")
}

// above is the record in the row right above the one being read, nil without one.
func (d *dealRecorder) above() *Deal {
	if i := len(d.rows.deals) - 2; i >= 0 && d.rows.deals[i].Pos.Row == d.cur.Pos.Row-1 {
		return &d.rows.deals[i]
	}
	return nil
}

// owned puts an owner into a field of the deal being read, that of the row above for a ditto mark.
func (d *dealRecorder) owned(c *column, n *Named, field func(*Deal) **Named) {
	if n == repeated {
		n = nil
		if a := d.above(); a != nil {
			n = *field(a)
		}
		c.repeats(d.cur.Pos.Row, n != nil)
	}
	*field(d.cur) = n
}

// above is the row of a partner list right above the one being read, nil without one.
func (p *partnerRecorder) above() *partnerRow {
	if i := len(p.rows) - 2; i >= 0 && p.rows[i].Pos.Row == p.row().Pos.Row-1 {
		return &p.rows[i]
	}
	return nil
}

// owned is dealRecorder.owned for a partner list.
func (p *partnerRecorder) owned(c *column, n *Named, field func(*Partner) **Named) {
	if n == repeated {
		n = nil
		if a := p.above(); a != nil {
			n = *field(&a.Partner)
		}
		c.repeats(p.row().Pos.Row, n != nil)
	}
	*field(&p.row().Partner) = n
}
