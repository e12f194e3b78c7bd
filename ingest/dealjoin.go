package ingest

import (
	"fmt"
	"hash/maphash"
	"sort"
	"strings"
)

// dealAt is a deal among the parts.
type dealAt struct{ part, i int32 }

// sameDeal is a row whose deal another row has, which counts.
type sameDeal struct{ counts, lost dealAt }

// joinDeals puts the deals of all parts together, without the lost rows of the same
// deals. Rows without an id are all kept.
func (c *combiner) joinDeals(same []sameDeal) {
	losers := c.loseDeals(same)
	c.equalRows()
	for k, p := range c.parts {
		if p.deals == nil {
			continue
		}
		ds := p.deals.deals
		if drop := losers[k]; len(drop) > 0 {
			kept := ds[:0]
			for i := range ds {
				if _, lost := drop[int32(i)]; !lost {
					kept = append(kept, ds[i])
				}
			}
			ds = kept
		}
		if c.ds.Deals == nil {
			c.ds.Deals = ds
		} else {
			c.ds.Deals = append(c.ds.Deals, ds...)
		}
		p.deals.deals = nil
	}
}

// sameDeals finds rows with an id that another row has: the same id again is the same
// deal. Of two files the later one counts; within a file the primary partner's row, else
// the first one, so that opportunity splits and partner roles count no deal twice. It
// looks at nothing of a deal but its id.
func (c *combiner) sameDeals() (same []sameDeal) {
	first := make([]int, len(c.parts)) // number of each part's first deal
	total := 0
	for k, p := range c.parts {
		if first[k] = total; p.deals != nil {
			total += len(p.deals.deals)
		}
	}
	at := func(n int) dealAt {
		k := sort.Search(len(first), func(k int) bool { return first[k] > n }) - 1
		return dealAt{int32(k), int32(n - first[k])}
	}
	byID := newIDTable(total)
	for k, p := range c.parts {
		if p.deals == nil {
			continue
		}
		for i := range p.deals.deals {
			id := idKey(p.deals.deals[i].ID)
			if id == "" {
				continue
			}
			here := dealAt{int32(k), int32(i)}
			slot, taken := byID.find(id, func(n int) string { return idKey(c.deal(at(n)).ID) })
			if !taken {
				slot.put(first[k] + i)
				continue
			}
			if before := at(slot.deal()); c.replaces(here, before) {
				same = append(same, sameDeal{counts: here, lost: before})
				slot.put(first[k] + i)
			} else {
				same = append(same, sameDeal{counts: before, lost: here})
			}
		}
	}
	return same
}

// loseDeals drops the lost rows; by part, which they are.
func (c *combiner) loseDeals(same []sameDeal) []map[int32]bool {
	losers := make([]map[int32]bool, len(c.parts))
	listed := make([]int, len(c.parts))
	lost := make([]uncounted, len(c.parts))
	for _, s := range same {
		c.loseDeal(losers, listed, s.counts, s.lost)
		lost[s.lost.part].see(c, s)
	}
	for k := range lost {
		lost[k].report(c.parts[k])
	}
	for k, n := range listed {
		if n > reportLimit {
			c.add(codeManyOfThese, Pos{Place: c.parts[k].input.Place}, fmt.Sprintf("%s more of %s than are listed", plural(n-reportLimit, "row"), codeDuplicateDeal), "the dropped rows are all listed on the data page")
		}
	}
	return losers
}

func (c *combiner) deal(d dealAt) *Deal { return &c.parts[d.part].deals.deals[d.i] }

// replaces reports whether row a, met later, counts instead of row b.
func (c *combiner) replaces(a, b dealAt) bool {
	if a.part != b.part {
		return true
	}
	primary := c.parts[a.part].deals.primary
	return get(primary, int(a.i)) > 0 && get(primary, int(b.i)) <= 0
}

func (c *combiner) loseDeal(losers []map[int32]bool, listed []int, win, lost dealAt) {
	if losers[lost.part] == nil {
		losers[lost.part] = map[int32]bool{}
	}
	losers[lost.part][lost.i] = true
	w, l := c.deal(win), c.deal(lost)
	diff := differences(w, l)
	reason := fmt.Sprintf("the same deal as %s", w.Pos)
	lose(&c.parts[lost.part].input, l.Pos, reason)
	if listed[lost.part]++; listed[lost.part] > reportLimit {
		return
	}
	msg := fmt.Sprintf("deal %s is also in %s, which counts", quote(l.ID), w.Pos)
	is := issue(codeDuplicateDeal, l.Pos, msg+"; they differ in "+diff, "export each deal once; splits and partner roles do not count twice")
	switch {
	case win.part == lost.part && hardlyOne(w, l):
		is.Message, is.Hint = msg+", and is hardly the same deal: they differ in "+diff, "give each deal an id of its own, or leave the column of ids blank"
	case diff == "":
		is.Message, is.Severity = msg+"; what is read of the rows is the same", SevNotice
	case ownAmount(c, win, lost):
		is.Message += fmt.Sprintf("; an amount of %s is not counted", strings.TrimSpace(l.Amount.Value.String()+" "+l.Amount.Currency))
		is.Hint = "amounts that differ from row to row look like those of products or splits: add them up for each deal, or export deals without their products"
	}
	c.ds.Issues.Add(is)
}

// ownAmount reports whether a row that another one of its sheet counts for has an amount of
// its own, as products and splits have.
func ownAmount(c *combiner, win, lost dealAt) bool {
	w, l := c.deal(win), c.deal(lost)
	return win.part == lost.part && l.Amount.Known && !l.Amount.Value.IsZero() && !sameMoney(l.Amount, w.Amount)
}

// uncounted adds up the amounts of a sheet that are lost with the rows of products or
// splits, as long as they are of one currency.
type uncounted struct {
	n     int
	sum   Money
	mixed bool
}

func (u *uncounted) see(c *combiner, s sameDeal) {
	if !ownAmount(c, s.counts, s.lost) {
		return
	}
	a := c.deal(s.lost).Amount
	sum, err := u.sum.Value.Add(a.Value)
	u.mixed = u.mixed || err != nil || u.n > 0 && a.Currency != u.sum.Currency
	u.n++
	u.sum = Money{Value: sum, Currency: a.Currency}
}

func (u *uncounted) report(p *part) {
	if u.n == 0 {
		return
	}
	text := plural(u.n, "amount") + " of further rows of the same deals not counted"
	if !u.mixed {
		text += ": " + strings.TrimSpace(u.sum.Value.String()+" "+u.sum.Currency) + " in all"
	}
	p.note(text)
}

// hardlyOne reports whether two rows of one id both say what the deal is, and nothing of it
// is the same.
func hardlyOne(a, b *Deal) bool {
	other := func(x, y string) bool { return x != "" && y != "" && x != y }
	return other(a.Name, b.Name) && (other(a.Account, b.Account) || a.Partner != b.Partner) && a.Amount.Known && b.Amount.Known && !sameMoney(a.Amount, b.Amount) &&
		!a.Created.IsZero() && !b.Created.IsZero() && a.Created != b.Created
}

// sameMoney reports whether two amounts are equal, 100 and 100.00 among them.
func sameMoney(a, b Money) bool {
	return a.Known == b.Known && a.Currency == b.Currency && a.Value.Cmp(b.Value) == 0
}

// differences names the fields in which two rows of one deal differ.
func differences(a, b *Deal) string {
	var d []string
	add := func(field string, differ bool) {
		if differ {
			d = append(d, field)
		}
	}
	add("name", a.Name != b.Name)
	add("account", a.Account != b.Account)
	add("partner", a.Partner != b.Partner)
	add("partner type", a.PartnerType != b.PartnerType)
	add("region", a.Region != b.Region)
	add("motion", a.Motion != b.Motion)
	add("amount", !sameMoney(a.Amount, b.Amount))
	add("status", a.Status != b.Status || a.StatusText != b.StatusText)
	add("created", a.Created != b.Created)
	add("close date", a.Closed != b.Closed || a.ExpectedClose != b.ExpectedClose)
	add("sourcing", a.SourcingText != b.SourcingText)
	add("owners", a.PartnerManager != b.PartnerManager || a.PartnerSalesExec != b.PartnerSalesExec || a.SalesOwner != b.SalesOwner || a.Recruiter != b.Recruiter ||
		a.ActivationOwner != b.ActivationOwner || a.EnablementOwner != b.EnablementOwner || a.CosellOwner != b.CosellOwner || a.MeasurementOwner != b.MeasurementOwner ||
		a.MarketingOwner != b.MarketingOwner)
	add("other dates", a.Registered != b.Registered || a.HandedOff != b.HandedOff || a.HandoffAccepted != b.HandoffAccepted || a.CreditAgreed != b.CreditAgreed)
	return strings.Join(d, ", ")
}

// equalRows reports rows without an id that are the same in every field; they are kept,
// for two deals may well look alike. Of two files or sheets they more likely are one.
func (c *combiner) equalRows() {
	seed := maphash.MakeSeed()
	first := map[uint64]dealAt{}
	for k, p := range c.parts {
		if p.deals == nil {
			continue
		}
		var here, elsewhere twins
		for i := range p.deals.deals {
			if p.deals.deals[i].ID != "" {
				continue
			}
			d := p.deals.deals[i]
			d.Pos = Pos{}
			h := maphash.Comparable(seed, d)
			j, seen := first[h]
			if !seen {
				first[h] = dealAt{int32(k), int32(i)}
				continue
			}
			e := *c.deal(j)
			if e.Pos = (Pos{}); e != d {
				continue
			}
			if at, twin := p.deals.deals[i].Pos, c.deal(j).Pos; int(j.part) == k {
				here.add(at, twin)
			} else {
				elsewhere.add(at, twin)
			}
		}
		if here.n > 0 {
			c.add(codeEqualRows, here.at, fmt.Sprintf("without an id, %s of which the same is read as of an earlier row, the first one as of row %d; all are kept", plural(here.n, "row"), here.twin.Row), equalRowsHint)
		}
		if elsewhere.n > 0 {
			is := issue(codeEqualRows, elsewhere.at, fmt.Sprintf("without an id, %s of which the same is read elsewhere, the first one as of %s; where the exports overlap these deals count twice", plural(elsewhere.n, "row"), elsewhere.twin), equalRowsHint)
			is.Severity = SevWarning
			c.ds.Issues.Add(is)
		}
	}
}

const equalRowsHint = "export the deal's id, so that copies can be told from deals that look alike"

// twins counts rows that are the same as earlier ones; at and twin are the first two.
type twins struct {
	n        int
	at, twin Pos
}

func (t *twins) add(at, twin Pos) {
	if t.n++; t.n == 1 {
		t.at, t.twin = at, twin
	}
}
