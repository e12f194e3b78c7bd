package ingest

import "fmt"

// finish joins columns that speak of one field, now that every cell is read, and
// reports the words that were not understood.
func (d *dealRecorder) finish() {
	soleConverted := d.columns["amount"] == nil && d.columns["amount_actual"] == nil && d.columns["amount_estimated"] == nil
	var gaps dealGaps
	backwards := at{}
	own := companyCurrency{same: map[string]Pos{}, other: map[string]bool{}}
	var alone []int // amounts that only the converted column has
	for i := range d.rows.deals {
		x := &d.rows.deals[i]
		d.closeDates(i, x)
		d.coalesce(i, x)
		if soleConverted {
			x.Amount, x.Converted = x.Converted, Money{}
		}
		if !x.Amount.Known && x.Converted.Known {
			x.Amount, x.Converted = x.Converted, Money{}
			alone = append(alone, i)
		} else {
			d.rows.currencies.see(x)
		}
		if !x.Amount.Known {
			x.Amount = Money{}
		}
		if !x.Converted.Known {
			x.Converted = Money{}
		} else {
			own.see(x)
		}
		gaps.see(d, x)
		if !x.Closed.IsZero() && !x.Created.IsZero() && x.Closed < x.Created {
			backwards.count(x.Pos)
		}
		if x.Status == StatusUnknown {
			d.noteStatus(x)
		}
	}
	if backwards.n > 0 {
		d.r.part.issues.Add(issue(codeClosedBefore, backwards.pos, plural(backwards.n, "deal")+" closed before the day of creation", "correct the dates, or leave them where the record was entered later than the deal was made"))
	}
	d.reportWords()
	gaps.report(d)
	in := &d.r.part.input
	in.Notes = append(in.Notes, d.rows.owners.notes()...)
	d.tagConverted(&own, alone)
	for _, i := range alone {
		d.rows.currencies.see(&d.rows.deals[i])
	}
	if len(alone) > 0 {
		in.Notes = append(in.Notes, plural(len(alone), "amount")+" read from "+d.convertedHeader()+", as no other column has one")
	}
	if d.rejects > 0 {
		in.Notes = append(in.Notes, plural(d.rejects, "deal registration")+" rejected or withdrawn: not read as registered")
	}
	d.rows.partners.settle()
	d.rows.owners.settle()
	d.r.part.deals = &d.rows
}

// closeDates sorts the dates by what the status makes of them: the close date of
// an open deal is the expected one. Dates also tell the status where nothing else does.
func (d *dealRecorder) closeDates(i int, x *Deal) {
	won, lost, actual := get(d.days["won_at"], i), get(d.days["lost_at"], i), get(d.days["actual_close_date"], i)
	switch {
	case d.columns["close_date"] == nil:
		x.Closed = actual
	case d.plannedCounts && !x.Closed.IsZero():
		actual = 0
	}
	if x.Status == StatusUnknown && x.StatusText == "" {
		switch {
		case !won.IsZero() && lost.IsZero():
			x.Status = StatusWon
		case !lost.IsZero() && won.IsZero():
			x.Status = StatusLost
		}
	}
	switch x.Status {
	case StatusWon:
		x.Closed = firstDate(won, actual, x.Closed)
	case StatusLost:
		x.Closed = firstDate(lost, actual, x.Closed)
	case StatusOpen:
		x.ExpectedClose, x.Closed = firstDate(x.ExpectedClose, x.Closed), 0
	}
	x.Registered = firstDate(x.Registered, get(d.days["deal_reg_approved_at"], i))
	if d.rejected[i] && !x.Registered.IsZero() {
		x.Registered = 0
		d.rejects++
	}
}

func firstDate(dates ...Date) Date {
	for _, d := range dates {
		if !d.IsZero() {
			return d
		}
	}
	return 0
}

// coalesce takes the amount from the column that speaks for the status, where a
// system keeps an estimated and an actual one.
func (d *dealRecorder) coalesce(i int, x *Deal) {
	pick := func(to *Money, actual, estimated string) {
		a, e := get(d.money[actual], i), get(d.money[estimated], i)
		switch {
		case to.Known:
		case x.Status == StatusWon && a.Known:
			*to = a
		case e.Known:
			*to = e
		case a.Known:
			*to = a
		}
	}
	pick(&x.Amount, "amount_actual", "amount_estimated")
	pick(&x.Converted, "amount_converted_actual", "amount_converted_estimated")
}

func (d *dealRecorder) noteStatus(x *Deal) {
	a, seen := d.unknown[x.StatusText]
	if !seen {
		a.pos = x.Pos
		for _, f := range []string{"stage", "status"} {
			if c := d.columns[f]; c != nil {
				a.pos = x.Pos.At(int(c.col))
			}
		}
	}
	a.n++
	d.unknown[x.StatusText] = a
}

func (d *dealRecorder) reportWords() {
	add := func(code string, pos Pos, hint, format string, v ...any) {
		d.r.part.issues.Add(issue(code, pos, fmt.Sprintf(format, v...), hint))
	}
	for text, a := range sorted(d.unknown) {
		if text == "" {
			hint := "fill in the status or the stage; the deal is in no figure that needs it"
			if d.r.place.Sheet != "" && d.r.stateless() {
				hint = "write the status into a column, or name the sheet after it, such as Won; the deal is in no figure that needs it"
			}
			add(codeUnknownStatus, a.pos, hint, "%s without a status", plural(a.n, "deal"))
			continue
		}
		add(codeUnknownStatus, a.pos, "map the word under values.status in ownermap.yaml: open, won or lost"+d.otherStatus(), "%s does not say whether the deal is open, won or lost (%s)", quote(text), plural(a.n, "deal"))
	}
	for k, a := range d.contradictions { // issues are sorted later
		add(codeStatusConflict, a.pos, "if the status is that of something else, such as a registration, name the right column under columns.deals.status in ownermap.yaml", "the status %s is another one than the stage %s; the status counts (%s)", quote(k.status), quote(k.stage), plural(a.n, "deal"))
	}
	d.reportAssumed()
	for _, c := range []*originColumn{&d.sourcing, &d.influenced} {
		for text, w := range c.said.sorted() {
			if a := w.unknown; a != nil {
				add(codeUnknownSourcing, a.pos, "map the word under values.sourcing in ownermap.yaml: sourced, influenced, direct or unknown", "%s does not say who brought the deal (%s)", quote(text), plural(a.n, "deal"))
			}
		}
	}
	for text, a := range sorted(d.ccy) {
		add(codeBadCurrency, a.pos, "write an ISO code such as EUR or USD", "%s is not a currency (%s)", quote(text), plural(a.n, "deal"))
	}
}

// amount is what a record has in an amount column, for comparison with the file's totals.
func (d *dealRecorder) amount(field string, rec int) (Money, bool) {
	var m Money
	switch field {
	case "amount":
		m = d.rows.deals[rec].Amount
	case "amount_converted":
		m = d.rows.deals[rec].Converted
	default:
		m = get(d.money[field], rec)
	}
	return m, m.Known
}
