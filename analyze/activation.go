package analyze

import (
	"fmt"
	"maps"
	"slices"

	"github.com/govalues/decimal"

	"ownermap/analyze/stat"
	"ownermap/ingest"
)

// Activation sets what partners do against how many there are (METRICS.md 7).
// Partners counts the partners in scope (as in Stage); Signed, Activated,
// Producing and Inactive are among them, each counted by itself: a partner may be
// activated without a signing date. Signed and Inactive are null where no partner
// has one. Rate and the curves look back: they cover every partner with a
// signing date, ended ones included, since leaving those out would flatter.
type Activation struct {
	Partners        *int            `json:"partners"`
	Signed          *int            `json:"signed"`
	Activated       *int            `json:"activated"` // first deal created or registered, or the list's date
	Producing       *int            `json:"producing"` // a sourced win in the window
	Inactive        *int            `json:"inactive"`  // signed longer ago than the threshold, no sourced win in the window
	Rate            Rate            `json:"rate"`
	MedianDays      *int            `json:"days_to_first_deal_median"`
	InactiveRate    *Rate           `json:"inactive_rate"` // of the partners signed longer ago than the threshold
	UnownedRate     *Rate           `json:"unowned_rate"`  // not yet activated partners without an active activation owner
	FirstDeal       []CurvePoint    `json:"first_deal"`    // share of signed partners with a first deal, by days since signing
	Cohorts         []Cohort        `json:"cohorts"`       // by fiscal year of signing
	Quarters        []SignedQuarter `json:"quarters"`
	Logos           *LogosRevenue   `json:"logos_revenue"`
	InactiveList    []PartnerState  `json:"inactive_partners"` // in order of name
	NotActivated    []PartnerState  `json:"not_activated"`
	WithoutActOwner []string        `json:"without_activation_owner"` // partner ids in scope, in order of name
	Warnings        []string        `json:"warnings"`
}

// Cohort is the partners signed in one fiscal year.
type Cohort struct {
	Year       string       `json:"year"` // 2025, or FY2026
	Signed     int          `json:"signed"`
	WithDeal   int          `json:"with_deal"`
	Rate       Rate         `json:"rate"` // activated in time, of those signed long enough ago
	MedianDays *int         `json:"median_days"`
	FirstDeal  []CurvePoint `json:"first_deal"`
}

// SignedQuarter sets partners signed beside sourced revenue won.
type SignedQuarter struct {
	Period   string          `json:"period"`
	Start    ingest.Date     `json:"start"`
	End      ingest.Date     `json:"end"`
	Complete bool            `json:"complete"`
	Signed   int             `json:"signed"`
	Sourced  decimal.Decimal `json:"sourced"`
}

// LogosRevenue compares the last four complete quarters with the four before.
type LogosRevenue struct {
	SignedBefore  int             `json:"signed_before"`
	Signed        int             `json:"signed"`
	SourcedBefore decimal.Decimal `json:"sourced_before"`
	Sourced       decimal.Decimal `json:"sourced"`
	Verdict       string          `json:"verdict"` // together, logos_only, revenue_only, neither: which of the two rose
}

// PartnerState is one partner that does not produce yet, or no more.
type PartnerState struct {
	Partner   string      `json:"partner"` // partner id
	Signed    ingest.Date `json:"signed"`
	Activated ingest.Date `json:"activated"`
	LastWon   ingest.Date `json:"last_won"` // last sourced win, any time
	Owned     bool        `json:"owned"`    // an active person owns the activation
	Row       string      `json:"row"`
}

// partnerLife is what the dates say of one partner, each by as_of or unknown.
type partnerLife struct {
	signed    ingest.Date
	firstDeal ingest.Date // first deal created or registered
	activated ingest.Date // first deal, or the list's date, whichever is earlier
	lastWon   ingest.Date // last sourced win
	left      ingest.Date // ended
	producing bool        // a sourced win in the window
	owned     bool        // an active person owns the activation
	judged    bool        // the data names activation owners
}

// activation sets logos beside what they do (METRICS.md 7). Revenue and the
// partners of the report must be measured before.
func (m *model) activation() {
	a := &Activation{
		FirstDeal: []CurvePoint{}, Cohorts: []Cohort{}, Quarters: []SignedQuarter{}, InactiveList: []PartnerState{},
		NotActivated: []PartnerState{}, WithoutActOwner: []string{}, Warnings: []string{},
	}
	m.rep.Activation = a
	if m.asOf.IsZero() {
		a.warn("no partner can be placed: the deals have no dates and no as_of is set")
		return
	}
	lives := m.partnerLives()
	m.noteActivated(lives)
	m.activationFunnel(a, lives)
	m.activationOwners(a, lives)
	m.activationSpeed(a, lives)
	m.signedQuarters(a, lives)
}

func (a *Activation) warn(format string, args ...any) {
	a.Warnings = append(a.Warnings, fmt.Sprintf(format, args...))
}

// partnerLives reads the dates of every partner from the list and the deals.
func (m *model) partnerLives() []partnerLife {
	lives := make([]partnerLife, len(m.ds.Partners))
	for i := range lives {
		p := &m.ds.Partners[i]
		lives[i] = partnerLife{signed: m.past(p.Signed), activated: m.past(p.Activated), left: m.past(p.Ended)}
	}
	for i := range m.ds.Deals {
		d, f := &m.ds.Deals[i], &m.deals[i]
		if d.Partner == ingest.None || !f.exists {
			continue
		}
		l := &lives[d.Partner]
		l.firstDeal = earlier(l.firstDeal, earlier(m.past(d.Created), m.past(d.Registered)))
		if f.won() && f.origin == ingest.OriginSourced {
			l.lastWon = max(l.lastWon, d.Closed)
			l.producing = l.producing || f.closedIn(m.window)
		}
	}
	for i := range lives {
		lives[i].activated = earlier(lives[i].activated, lives[i].firstDeal)
	}
	m.activationOwned(lives)
	return lives
}

// past is a day by as_of; a later one is not known yet.
func (m *model) past(d ingest.Date) ingest.Date {
	if d > m.asOf {
		return 0
	}
	return d
}

// earlier is the earlier of two days, where 0 is unknown.
func earlier(a, b ingest.Date) ingest.Date {
	if a.IsZero() || !b.IsZero() && b < a {
		return b
	}
	return a
}

// activationOwned takes the ownership of the activation stage from the report.
func (m *model) activationOwned(lives []partnerLife) {
	byID := make(map[string]Owned, len(m.rep.Partners))
	for _, p := range m.rep.Partners {
		if o, ok := p.StageOwners["activation"]; ok {
			byID[p.ID] = o
		}
	}
	for i := range lives {
		o, ok := byID[m.partnerID(int32(i))]
		lives[i].judged, lives[i].owned = ok, ok && len(o.People) > 0
	}
}

// signedLongAgo reports whether a partner was signed more than the threshold ago.
func (m *model) signedLongAgo(l partnerLife) bool {
	return !l.signed.IsZero() && int(m.asOf-l.signed) > m.th.ActivationDays
}

// activationFunnel counts the partners in scope.
func (m *model) activationFunnel(a *Activation, lives []partnerLife) {
	var all, signed, activated, producing, inactive, old rowSet
	k, n, nSigned, total, activatedN, producingN := 0, 0, 0, 0, 0, 0
	for _, i := range m.byPName {
		if !m.partners[i].inScope {
			continue
		}
		l, pos := lives[i], m.ds.Partners[i].Pos
		total++
		all.add(pos)
		if !l.signed.IsZero() {
			nSigned++
			signed.add(pos)
		}
		if !l.activated.IsZero() {
			activatedN++
			activated.add(pos)
		} else {
			a.NotActivated = append(a.NotActivated, m.partnerState(i, l))
		}
		if l.producing {
			producingN++
			producing.add(pos)
		}
		if m.signedLongAgo(l) {
			n++
			old.add(pos)
			if !l.producing {
				k++
				inactive.add(pos)
				a.InactiveList = append(a.InactiveList, m.partnerState(i, l))
			}
		}
	}
	a.Partners, a.Activated, a.Producing = &total, &activatedN, &producingN
	m.figure("activation.partners", a.Partners, "partners", all)
	m.figure("activation.activated", a.Activated, "partners", activated)
	m.figure("activation.producing", a.Producing, "partners", producing)
	if nSigned > 0 || m.hasSigningDates() {
		r := rate(k, n)
		a.Signed, a.Inactive, a.InactiveRate = &nSigned, &k, &r
		m.figure("activation.inactive_rate", r.Value, "share", old)
	} else {
		a.warn("signed and inactive partners are not counted: needs a partner list with signing dates")
	}
	m.figure("activation.signed", a.Signed, "partners", signed)
	m.figure("activation.inactive", a.Inactive, "partners", inactive)
	if missing := total - nSigned; a.Signed != nil && missing > 0 {
		a.warn("%s in scope without a signing date: in no rate and no cohort", count(missing, "partner"))
	}
}

// hasSigningDates reports whether any input tells when partners signed.
func (m *model) hasSigningDates() bool {
	return m.hasField(ingest.KindPartners, "signed_at", func() bool {
		return slices.ContainsFunc(m.ds.Partners, func(p ingest.Partner) bool { return !p.Signed.IsZero() })
	})
}

func (m *model) partnerState(i int32, l partnerLife) PartnerState {
	return PartnerState{
		Partner: m.partnerID(i), Signed: l.signed, Activated: l.activated, LastWon: l.lastWon,
		Owned: l.owned, Row: m.ds.Partners[i].Pos.String(),
	}
}

// activationOwners counts the partners in scope that are not activated and have
// no active activation owner.
func (m *model) activationOwners(a *Activation, lives []partnerLife) {
	var rows, without rowSet
	k, n, judged := 0, 0, false
	for _, i := range m.byPName {
		l := lives[i]
		if !m.partners[i].inScope || !l.judged {
			continue
		}
		judged = true
		if !l.owned {
			a.WithoutActOwner = append(a.WithoutActOwner, m.partnerID(i))
		}
		if !l.activated.IsZero() {
			continue
		}
		n++
		rows.add(m.ds.Partners[i].Pos)
		if !l.owned {
			k++
			without.add(m.ds.Partners[i].Pos)
		}
	}
	if !judged {
		a.warn("activation owners are not counted: no column names them")
		return
	}
	a.UnownedRate = ref(rate(k, n))
	m.figure("activation.unowned", k, "partners", without)
	m.figure("activation.unowned_rate", a.UnownedRate.Value, "share", rows)
}

// cohortOf is one observation: from signing to the first deal, else censored at
// the partner's end or at as_of. A first deal before signing counts as day 0.
func (m *model) cohortOf(l partnerLife) stat.Observation {
	if !l.firstDeal.IsZero() {
		return stat.Observation{Time: max(0, int(l.firstDeal-l.signed)), Cause: stat.Event}
	}
	return stat.Observation{Time: max(0, int(earlier(l.left, m.asOf)-l.signed))}
}

// cohort gathers what is measured of a set of partners from their signing.
type cohort struct {
	obs  []stat.Observation
	k, n int // activated in time, of those signed long enough ago
	rows rowSet
	old  rowSet
}

func (m *model) addTo(c *cohort, i int, l partnerLife) {
	c.obs = append(c.obs, m.cohortOf(l))
	c.rows.add(m.ds.Partners[i].Pos)
	if int(m.asOf-l.signed) < m.th.ActivationDays {
		return
	}
	c.n++
	c.old.add(m.ds.Partners[i].Pos)
	if !l.activated.IsZero() && int(l.activated-l.signed) <= m.th.ActivationDays {
		c.k++
	}
}

// activationSpeed fills the rate, the curve and the cohorts over every partner
// with a signing date.
func (m *model) activationSpeed(a *Activation, lives []partnerLife) {
	var all cohort
	years := map[int]*cohort{}
	early, unseen, first := 0, 0, m.firstCreated()
	for i, l := range lives {
		if l.signed.IsZero() {
			continue
		}
		if l.signed < first {
			unseen++
		}
		if !l.firstDeal.IsZero() && l.firstDeal < l.signed {
			early++
		}
		year := int(m.cal.of(l.signed)) / 4
		if years[year] == nil {
			years[year] = &cohort{}
		}
		m.addTo(&all, i, l)
		m.addTo(years[year], i, l)
	}
	a.Rate = rate(all.k, all.n)
	curve := stat.KaplanMeier(all.obs)
	a.FirstDeal, a.MedianDays = rising(curve, true), medianDay(curve)
	m.figure("activation.rate", a.Rate.Value, "share", all.old)
	m.figure("activation.days_to_first_deal_median", a.MedianDays, "days", all.rows)
	for _, y := range slices.Sorted(maps.Keys(years)) {
		c := years[y]
		curve := stat.KaplanMeier(c.obs)
		a.Cohorts = append(a.Cohorts, Cohort{
			Year: m.yearLabel(y), Signed: len(c.obs), WithDeal: curve.Events, Rate: rate(c.k, c.n),
			MedianDays: medianDay(curve), FirstDeal: rising(curve, true),
		})
	}
	if unseen > 0 {
		a.warn("%s signed before %s, where the deals begin: a first deal of before is not seen", count(unseen, "partner"), first)
	}
	m.warnSpeed(a, &all, early)
}

// firstCreated is the first day on which any deal was created, 0 without one.
func (m *model) firstCreated() (first ingest.Date) {
	for i := range m.ds.Deals {
		first = earlier(first, m.ds.Deals[i].Created)
	}
	return first
}

func (m *model) warnSpeed(a *Activation, all *cohort, early int) {
	if early > 0 {
		a.warn("%s with a deal from before the signing day: counted as day 0", count(early, "partner"))
	}
	if len(all.obs) > 0 && all.n == 0 {
		a.warn("rate activated within %d days: needs a partner signed at least %d days ago, has none", m.th.ActivationDays, m.th.ActivationDays)
	}
	if len(all.obs) > 0 && a.MedianDays == nil {
		a.warn("days to the first deal, median: fewer than half of the signed partners have a first deal")
	}
}

// medianDay is the first day by which half have had the event; nil where the
// curve does not reach half.
func medianDay(c stat.Curve) *int {
	if day, ok := c.Falls(0.5); ok {
		return &day
	}
	return nil
}

// signedQuarters sets signings beside sourced revenue, over the quarters of the
// revenue section, and compares the last four complete ones with the four before.
func (m *model) signedQuarters(a *Activation, lives []partnerLife) {
	signed := map[string]int{}
	for _, l := range lives {
		if !l.signed.IsZero() {
			signed[m.cal.label(m.cal.of(l.signed))]++
		}
	}
	complete := []SignedQuarter{}
	if m.rep.Revenue != nil {
		for _, p := range m.rep.Revenue.Periods {
			q := SignedQuarter{Period: p.Period, Start: p.Start, End: p.End, Complete: p.Complete, Signed: signed[p.Period], Sourced: p.Sourced}
			a.Quarters = append(a.Quarters, q)
			if q.Complete {
				complete = append(complete, q)
			}
		}
	}
	switch n := len(complete); {
	case a.Signed == nil:
	case n < 8:
		a.warn("signings against revenue: needs 8 complete quarters, has %d", n)
	default:
		a.Logos = compareLogos(complete[n-8:])
		m.logosFigures(a.Logos, complete[n-8:])
	}
}

// logosFigures registers the comparison, four quarters a side.
func (m *model) logosFigures(l *LogosRevenue, q []SignedQuarter) {
	for half, name := range []string{"four_before", "last_four"} {
		var signed rowSet
		from, to := q[4*half].Start, q[4*half+3].End
		for i := range m.ds.Partners {
			if p := &m.ds.Partners[i]; p.Signed >= from && p.Signed <= to {
				signed.add(p.Pos)
			}
		}
		var sets []rowSet
		for _, one := range q[4*half : 4*half+4] {
			sets = append(sets, m.books.periods[m.cal.of(one.End)-m.books.first].rows[ingest.OriginSourced])
		}
		n, v := []int{l.SignedBefore, l.Signed}[half], []decimal.Decimal{l.SourcedBefore, l.Sourced}[half]
		m.figure("activation.signed_"+name, n, "partners", signed)
		m.figure("activation.sourced_"+name, v, m.currency, union(sets...))
	}
}

// compareLogos takes eight quarters, oldest first.
func compareLogos(q []SignedQuarter) *LogosRevenue {
	var signed [2]int
	var sourced [2]sum
	for i := range q {
		signed[i/4] += q[i].Signed
		sourced[i/4].add(q[i].Sourced)
	}
	l := &LogosRevenue{
		SignedBefore: signed[0], Signed: signed[1], SourcedBefore: sourced[0].value(), Sourced: sourced[1].value(),
	}
	logos, revenue := l.Signed > l.SignedBefore, l.Sourced.Cmp(l.SourcedBefore) > 0
	switch {
	case logos && revenue:
		l.Verdict = "together"
	case logos:
		l.Verdict = "logos_only"
	case revenue:
		l.Verdict = "revenue_only"
	default:
		l.Verdict = "neither"
	}
	return l
}

// yearLabel is 2026, or FY2027 where the fiscal year does not start in January.
func (m *model) yearLabel(year int) string {
	if m.cal.start > 1 {
		return fmt.Sprintf("FY%04d", year)
	}
	return fmt.Sprintf("%04d", year)
}
