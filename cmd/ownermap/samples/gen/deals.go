package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// deal is one row of the CRM report.
type deal struct {
	id, name, account, stage, currency          string
	amount                                      float64
	created, closed                             time.Time
	region, motion, sourcing                    string
	partner                                     *partner
	manager, seller, owner, marketing           string
	recruiter, activation, enablement           string
	cosell, measured                            string
	registered, handoff, accepted, creditAgreed time.Time
	nextStep                                    string
	won, lost                                   bool
	eur                                         float64 // while it is drawn
}

func itoa(n int) string { return strconv.Itoa(n) }

// batch is what is drawn of one quarter and origin.
type batch struct {
	origin    string
	won, lost int
	sum       float64 // of the won, thousand EUR
}

// openByOrigin is the pipeline on the report day.
var openByOrigin = []batch{{origin: "Sourced", won: 78}, {origin: "Influenced", won: 56}, {origin: "Direct", won: 100}, {origin: "", won: 10}}

// drawDeals draws quarter by quarter, then the open pipeline: 1,500 in all.
func drawDeals(rng *rand.Rand, partners []*partner) []*deal {
	var list []*deal
	for q := range sourcedTarget {
		rise := q / 3
		for _, b := range []batch{
			{"Sourced", 12 + rise, 9 + rise/2, sourcedTarget[q]},
			{"Influenced", 8 + rise/3, 8, influencedTarget[q]},
			{"Direct", 17, 18, directTarget[q]},
			{"", 2, 1, unknownTarget[q]},
		} {
			list = append(list, drawClosed(rng, partners, q, b)...)
		}
	}
	for _, b := range openByOrigin {
		for range b.won {
			list = append(list, drawOpen(rng, partners, b.origin))
		}
	}
	for len(list) < 1500 {
		d := drawDeal(rng, partners, "Direct", reportDay.AddDate(0, 0, -rng.IntN(1400)), 60+rng.IntN(120))
		d.lost = true
		list = append(list, d)
	}
	finish(rng, list)
	return list
}

// drawClosed draws the won deals of a quarter, scaled to their sum, and the lost.
func drawClosed(rng *rand.Rand, partners []*partner, q int, b batch) []*deal {
	var list []*deal
	days := int(quarterStart(q+1).Sub(quarterStart(q)).Hours() / 24)
	sum := 0.0
	for i := range b.won + b.lost {
		offset := rng.IntN(days)
		if rng.Float64() < 0.35 {
			offset = days - 1 - rng.IntN(12) // quarters end busy
		}
		cycle := 45 + rng.IntN(90)
		if b.origin == "Direct" {
			cycle += 35
		}
		d := drawDeal(rng, partners, b.origin, quarterStart(q).AddDate(0, 0, offset), cycle)
		d.won, d.lost = i < b.won, i >= b.won
		if d.won {
			sum += d.eur
		}
		list = append(list, d)
	}
	for _, d := range list {
		if d.won {
			d.eur *= b.sum * 1000 / sum
		}
	}
	return list
}

// drawOpen draws a deal that is open on the report day.
func drawOpen(rng *rand.Rand, partners []*partner, origin string) *deal {
	cycle := 60 + rng.IntN(200)
	return drawDeal(rng, partners, origin, reportDay.AddDate(0, 0, 3+rng.IntN(cycle-10)), cycle)
}

// drawDeal draws what does not depend on the outcome. Its size is log-normal.
func drawDeal(rng *rand.Rand, partners []*partner, origin string, closed time.Time, cycle int) *deal {
	d := &deal{sourcing: origin, closed: closed, created: closed.AddDate(0, 0, -cycle)}
	d.eur = math.Exp(rng.NormFloat64()*0.55) * 70000
	if origin == "Sourced" || origin == "Influenced" {
		d.partner = pick(rng, partners, d.created, origin == "Sourced")
		d.region, d.motion = d.partner.region, d.partner.motion
		return d
	}
	d.region = regions[[]int{0, 0, 1, 2, 2, 3}[rng.IntN(6)]]
	d.motion = "Direct"
	return d
}

// pick draws a partner that was signed before the day, by weight.
func pick(rng *rand.Rand, partners []*partner, on time.Time, source bool) *partner {
	open := func(p *partner) bool {
		return p.weight > 0 && p.activated.Before(on) && (!source || p.sources) && (p.ended.IsZero() || on.Before(p.ended))
	}
	total := 0.0
	for _, p := range partners {
		if open(p) {
			total += p.weight
		}
	}
	x := rng.Float64() * total
	for _, p := range partners {
		if open(p) {
			if x -= p.weight; x <= 0 {
				return p
			}
		}
	}
	return partners[0]
}

// finish sorts by creation, numbers the deals and fills in their owners, dates
// and amounts.
func finish(rng *rand.Rand, list []*deal) {
	slices.SortStableFunc(list, func(a, b *deal) int { return cmp.Or(a.created.Compare(b.created), a.closed.Compare(b.closed)) })
	var last *deal
	for i, d := range list {
		d.id = "OPP-" + itoa(20417+i*3)
		d.account = account(rng)
		d.name = d.account + " - " + []string{"Platform", "Renewal and expansion", "Data migration", "Rollout", "Analytics", "Pilot"}[rng.IntN(6)]
		d.money(rng)
		d.owner = sellers(d.region)[rng.IntN(len(sellers(d.region)))]
		d.stage = stageOf(rng, d)
		if d.partner != nil {
			d.partnerSide(rng)
			d.between(rng)
		}
		if !d.won && !d.lost {
			d.nextStep = []string{"Call booked", "Waiting for legal", "Send proposal", "", "Demo with the partner"}[rng.IntN(5)]
		}
		if d.won && d.sourcing == "Sourced" && quarterOf(d.closed) == len(sourcedTarget)-1 {
			last = d
		}
	}
	last.closed = reportDay // the latest event is the day of the report
	slips(list)
}

// slips are what people type: a name without its accents, one letter short, and
// somebody who was never on the roster.
func slips(list []*deal) {
	n := 0
	for _, d := range list {
		if d.partner == nil {
			continue
		}
		n++
		switch {
		case n%97 == 0 && d.measured == agnieszka:
			d.measured = "Wojcik, Agnieszka"
		case n == 400 || n == 451:
			d.manager = "Sam Whitlock"
		case d.manager == chiara && n > 600 && n%5 == 0:
			d.manager = "Chiara Benedeti"
		}
	}
}

// money chooses a currency and rounds the amount as sellers do.
func (d *deal) money(rng *rand.Rand) {
	d.currency = "EUR"
	switch {
	case d.region == "Americas" || d.region == "APAC":
		d.currency = "USD"
	case d.region == "EMEA North" && rng.Float64() < 0.35:
		d.currency = "GBP"
	}
	q := quarterOf(d.closed)
	rate := 1.0
	switch d.currency {
	case "USD":
		rate, _ = strconv.ParseFloat(usdRate[q], 64)
	case "GBP":
		rate, _ = strconv.ParseFloat(gbpRate[q], 64)
	}
	d.amount = math.Round(d.eur/rate/250) * 250
}

func stageOf(rng *rand.Rand, d *deal) string {
	switch {
	case d.won:
		return "Closed Won"
	case d.lost:
		return "Closed Lost"
	}
	return []string{"Discovery", "Qualification", "Proposal", "Negotiation"}[rng.IntN(4)]
}

// partnerSide names the owners on the partner side.
func (d *deal) partnerSide(rng *rand.Rand) {
	p := d.partner
	d.manager, d.recruiter, d.activation, d.enablement = p.manager, p.recruiter, p.activation, p.enablement
	specialist := d.closed.After(hireDay) && strings.HasPrefix(d.region, "EMEA")
	x := rng.Float64()
	switch {
	case specialist && x < 0.72:
		d.seller, d.cosell = elif, elif
	case specialist && x < 0.88:
		d.seller, d.cosell = elif, elif+"; "+p.manager
	case specialist:
		d.seller, d.cosell = p.manager, p.manager
	case d.region == "Americas" && d.created.After(day(2026, 6, 15)) && x < 0.5:
		d.seller, d.cosell = marcus, marcus
	case x < 0.62:
		d.seller, d.cosell = p.manager, p.manager
	case x < 0.74:
		d.seller, d.cosell = d.owner, p.manager+" / "+neighbour(p.manager)
	case x < 0.88:
		d.cosell = p.manager
	}
	switch x := rng.Float64(); {
	case x < 0.36:
		d.measured = agnieszka
	case x < 0.84:
		d.measured = p.manager
	case x < 0.87:
		d.measured = agnieszka + " & " + p.manager
	}
	if rng.Float64() < 0.3 {
		d.marketing = priya
	}
}

// neighbour is the colleague who helps out on a deal.
func neighbour(manager string) string {
	switch manager {
	case grace, tomas:
		return kavya
	case hiro:
		return daejung
	case daejung:
		return hiro
	}
	return grace
}

// between fills the dates at the seams: registration, handoff, credit.
func (d *deal) between(rng *rand.Rand) {
	claims := d.sourcing == "Sourced"
	switch x := rng.Float64(); {
	case claims && x < 0.91, !claims && x < 0.06:
		d.registered = d.created.AddDate(0, 0, rng.IntN(22)-10)
	}
	if claims && !d.registered.IsZero() && rng.Float64() < 0.06 {
		d.sourcing = "" // nobody filled it in; the registration still says it
	}
	if rng.Float64() < 0.82 {
		d.handOver(rng)
	}
	if d.won || d.lost {
		switch x := rng.Float64(); {
		case x < 0.74:
			d.creditAgreed = later(d.created, d.closed.AddDate(0, 0, -2-rng.IntN(25)))
		case x < 0.93:
			d.creditAgreed = past(d.closed.AddDate(0, 0, 4+rng.IntN(40)))
		}
	}
}

// latency is how many days sales takes to accept, by region.
var latency = map[string][2]int{"EMEA North": {2, 7}, "EMEA South": {2, 9}, "Americas": {3, 10}, "APAC": {11, 38}}

// handOver passes the deal to sales. In APAC that takes weeks, and some wait still.
func (d *deal) handOver(rng *rand.Rand) {
	handoff := d.created.AddDate(0, 0, 2+rng.IntN(16))
	if !handoff.Before(reportDay) {
		return
	}
	d.handoff = handoff
	span := latency[d.region]
	accepted := handoff.AddDate(0, 0, span[0]+rng.IntN(span[1]))
	lag := 0.03
	if d.region == "APAC" {
		lag = 0.22
	}
	end := reportDay
	if d.won || d.lost {
		end = d.closed
	}
	if d.won && !accepted.Before(end) {
		accepted = later(handoff, end.AddDate(0, 0, -1))
	}
	if accepted.Before(end) && (d.won || rng.Float64() >= lag) {
		d.accepted = accepted
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// past is the day, or none where it is still to come.
func past(d time.Time) time.Time {
	if d.After(reportDay) {
		return time.Time{}
	}
	return d
}

var (
	accountFirst = []string{"Alpenglow", "Barlow", "Cinder", "Delmar", "Eastvale", "Fathom", "Gullwing", "Hearth", "Indigo", "Juniper", "Keystone",
		"Larkspur", "Meridian", "Northcote", "Orchard", "Pinecrest", "Quarry", "Ravensworth", "Saffron", "Tidewater", "Umbra", "Verdant", "Westbrook", "Yarrow", "Zephyr"}
	accountSecond = []string{"Foods", "Logistics", "Health", "Insurance", "Retail", "Energy", "Motors", "Textiles", "Airways", "Bank", "Pharma", "Media",
		"Shipping", "Water", "Mills", "Hotels"}
)

func account(rng *rand.Rand) string {
	return accountFirst[rng.IntN(len(accountFirst))] + " " + accountSecond[rng.IntN(len(accountSecond))]
}
