package audience

import (
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
)

// forAnonymous runs the analysis on pseudonyms, then withholds what single
// people do and every count of 1 to k-1.
func forAnonymous(ds *ingest.Dataset, opts analyze.Options, who Options) Result {
	opts.Previous = nil
	rep := analyze.Run(anonymise(ds, who.Key), opts)
	rep.Audience = string(Anonymous)
	rep.Withheld = []string{
		"names: people are keyed pseudonyms, partners, accounts and deals are not listed; regions, partner types and motions stand as they are",
		"what single people carry, sell and are measured by, whose role carries a quota, and whether the leader has a number",
		"who reports to whom, and role classes of fewer people than the smallest count that this audience may see",
		"the rows behind figures, and the words of issues",
		"counts under the smallest, with as many beside them that none follows by subtraction, and findings about fewer people",
		"trend, forecast and its errors, where a quarter is withheld that they rest on",
	}
	a := &anonymous{rep: rep, k: who.K, rules: map[string]analyze.Rule{}}
	for _, r := range analyze.Rules(opts.Thresholds) {
		a.rules[r.ID] = r
	}
	a.withhold()
	s := &secretList{}
	s.everything(ds)
	return Result{Report: rep, Dataset: &ingest.Dataset{Stages: ds.Stages}, Secrets: s.list}
}

type anonymous struct {
	rep   *analyze.Report
	k     int
	rules map[string]analyze.Rule
}

// withheld is the warning of a section in which something is missing.
func (a *anonymous) withheld() []string {
	return []string{"withheld for this audience where fewer than the smallest count are behind it"}
}

func (a *anonymous) withhold() {
	r := a.rep
	a.findings()
	a.people()
	a.team()
	a.stages()
	a.separation()
	a.revenue()
	a.handoffs()
	a.activation()
	a.leadership()
	a.scaling()
	r.Sensitivity, r.History = nil, nil // they set counts side by side of which the difference is small
	r.Partners, r.Figures, r.Warnings, r.Issues = nil, map[string]analyze.Figure{}, a.withheld(), []analyze.Issue{}
}

// leaderRule is about one person, whatever it says.
const leaderRule = "leader-without-number"

// findings keep their titles, which have no figure, and the rule's own words. One stands for all of a
// rule, severity and subject that is not a person; those about fewer than k people
// go.
func (a *anonymous) findings() {
	hits := map[string]int{} // on people, by rule and severity
	for _, f := range a.rep.Findings {
		if strings.HasPrefix(f.Subject, "person:") {
			hits[f.Rule+" "+string(f.Severity)]++
		}
	}
	seen := map[string]bool{}
	out := []analyze.Finding{}
	for _, f := range a.rep.Findings {
		rule := a.rules[f.Rule]
		if f.Rule == leaderRule || slices.Contains(quotaRules, f.Rule) {
			continue
		}
		people := strings.HasPrefix(f.Subject, "person:")
		if people {
			if small(hits[f.Rule+" "+string(f.Severity)], a.k) {
				continue
			}
			f.Subject = "team"
		}
		if key := f.Rule + " " + string(f.Severity) + " " + f.Subject; !seen[key] {
			seen[key] = true
			if people {
				f.Title = rule.Title // without a name
			}
			f.Text, f.Action = f.Title+".", rule.Move
			if f.Severity == analyze.Good {
				f.Title, f.Text, f.Action = rule.Holds, rule.Holds+".", ""
			}
			f.Figures, f.Evidence = []string{}, []string{}
			out = append(out, f)
		}
	}
	a.rep.Findings = out
	a.rep.RulesNotJudged = slices.DeleteFunc(a.rep.RulesNotJudged, func(n analyze.NotJudged) bool { return n.Rule == leaderRule })
	for i := range a.rep.RulesNotJudged {
		n := &a.rep.RulesNotJudged[i]
		n.Reason = a.rules[n.Rule].Minimum
	}
}

// people keeps active people with the stages that they state, and their role class
// where k of them share it: what tells a pseudonym from the others would tell whose
// it is.
func (a *anonymous) people() {
	classes := map[ingest.RoleClass]int{}
	for _, p := range a.rep.People {
		if p.Active {
			classes[p.RoleClass]++
		}
	}
	out := []analyze.Person{}
	for _, p := range a.rep.People {
		if !p.Active {
			continue
		}
		if small(classes[p.RoleClass], a.k) {
			p.RoleClass, p.Role = "", ""
		}
		out = append(out, analyze.Person{
			ID: p.ID, Name: p.Name, Role: p.Role, RoleClass: p.RoleClass, Active: true, Team: p.Team,
			Regions: []string{}, PartnerTypes: []string{}, Motions: []string{}, StagesStated: p.StagesStated,
			StageItems: map[string]float64{}, Basis: "none", Class: "unknown", Withheld: true,
		})
	}
	a.rep.People = out
}

// team goes where it is itself a small group; its share of generalists and its
// median load go, as few people may make them, which the report alone does not tell.
func (a *anonymous) team() {
	t := a.rep.Team
	if t == nil {
		return
	}
	if small(t.Active, a.k) {
		a.rep.Team = nil
		return
	}
	t.GeneralistShare, t.MedianLoad, t.Warnings = nil, nil, a.withheld()
	settle(t)
}

func (a *anonymous) stages() {
	for i := range a.rep.Stages {
		s := &a.rep.Stages[i]
		s.Warnings = []string{}
		if o := s.Observed; o != nil {
			if anySmall(a.k, o.Items, o.Owned, o.Shared, o.Orphaned, o.Unowned) {
				s.Observed = nil
			} else {
				o.Agreement, o.BusFactor, o.Owners = nil, nil, []analyze.ObservedOwner{}
			}
			s.Warnings = a.withheld()
		}
		for _, list := range []*[]analyze.Segment{&s.ByRegion, &s.ByPartnerType, &s.ByMotion} {
			if s.Observed == nil {
				*list = []analyze.Segment{}
				continue
			}
			*list, _ = keepRows(*list, a.k, func(g analyze.Segment) []int {
				return []int{g.Items, g.Owned, g.Shared, g.Orphaned, g.Unowned}
			})
		}
	}
}

func (a *anonymous) separation() {
	s := a.rep.Separation
	if s == nil {
		return
	}
	if anySmall(a.k, s.Deals, s.Same, s.Different, s.Unknown) {
		a.rep.Separation = nil
		return
	}
	s.PeopleOnBothSides, s.Pairs = []analyze.BothSides{}, []analyze.OwnerPair{}
	s.ManagersWithQuota, s.SellersWithout = []string{}, []string{}
	s.Warnings = a.withheld()
}

// won are the counts of won deals by origin, the largest part first.
func won(c analyze.Counts) []int {
	return []int{c.Sourced + c.Influenced + c.Direct + c.Unknown, c.Sourced, c.Influenced, c.Direct, c.Unknown}
}

func (a *anonymous) revenue() {
	r := a.rep.Revenue
	if r == nil {
		return
	}
	if anySmall(a.k, won(r.Window.Won)...) {
		a.rep.Revenue = nil
		a.noLogos()
		return
	}
	if a.periods() > 0 {
		a.untold()
		a.noLogos()
	}
	for _, list := range []*[]analyze.Slice{&r.ByRegion, &r.ByPartnerType, &r.ByMotion} {
		*list, _ = keepRows(*list, a.k, func(s analyze.Slice) []int { return won(s.Won) })
		for i := range *list {
			(*list)[i].Quarters = nil
		}
	}
	r.ByOwner = []analyze.Slice{}
	lines := len(r.Pipeline)
	r.Pipeline, _ = keepRows(r.Pipeline, a.k, func(p analyze.PipelineLine) []int {
		return []int{p.Created, p.WinRate.N, p.WinRate.K, p.WinRate.N - p.WinRate.K}
	})
	if h := a.rep.Handoffs; h != nil && len(r.Pipeline) < lines {
		h.LateCredit, h.LateCreditRate, h.LateCreditWon, h.NeverCredited = nil, nil, nil, nil // out of closed deals, of which some are not shown
	}
	if c := r.Concentration; c != nil {
		if small(c.Partners, a.k) {
			r.Concentration = nil
		} else {
			c.Top1, c.Top3, c.Largest = nil, nil, []analyze.PartnerShare{}
		}
	}
	if c := &r.Conflict; anySmall(a.k, c.Both, c.RegistrationOnly, c.SourcingOnly) {
		r.Conflict = analyze.Conflict{Withheld: true}
	}
	r.Warnings = a.withheld()
}

// noLogos drops sums over quarters of which some are not shown.
func (a *anonymous) noLogos() {
	if v := a.rep.Activation; v != nil {
		v.Logos = nil
	}
}

// untold keeps the verdicts over quarters of which some are not shown, without
// the figures: a forecast can be the amount of a single quarter.
func (a *anonymous) untold() {
	t, p := &a.rep.Revenue.Trend, &a.rep.Revenue.Predictability
	*t = analyze.Trend{N: t.N, Verdict: t.Verdict}
	*p = analyze.Predictability{Origins: p.Origins, Verdict: p.Verdict, Methods: []analyze.Backtest{}}
}

// periods drops quarters: those of the window, whose total is shown, apart from
// those before it.
func (a *anonymous) periods() (dropped int) {
	var before, window []analyze.Period
	for _, p := range a.rep.Revenue.Periods {
		if p.End < a.rep.Window.Start {
			before = append(before, p)
		} else {
			window = append(window, p)
		}
	}
	counts := func(p analyze.Period) []int { return won(p.Won) }
	early, n := keepRows(before, a.k, counts)
	late, m := keepRows(window, a.k, counts)
	a.rep.Revenue.Periods = append(early, late...)
	return n + m
}

// hide clears counts together: of counts that add up, one alone would be told by
// the others.
func (a *anonymous) hide(counts ...**int) bool {
	for _, c := range counts {
		if *c != nil && small(**c, a.k) {
			for _, c := range counts {
				*c = nil
			}
			return true
		}
	}
	return false
}

// hideRate clears a rate with few on either side.
func (a *anonymous) hideRate(r **analyze.Rate) {
	if *r != nil && anySmall(a.k, (*r).K, (*r).N-(*r).K, (*r).N) {
		*r = nil
	}
}

func (a *anonymous) handoffs() {
	h := a.rep.Handoffs
	if h == nil {
		return
	}
	if h.Handed != nil && anySmall(a.k, *h.Handed, *h.Handed-*h.Accepted-*h.Waiting-*h.Dropped, *h.Waiting-*h.Stuck) {
		h.Handed, h.Accepted, h.Waiting, h.Stuck, h.Dropped = nil, nil, nil, nil, nil
	}
	a.hide(&h.Handed, &h.Accepted, &h.Waiting, &h.Stuck, &h.Dropped)
	for _, r := range []**analyze.Rate{&h.SalesOwnerRate, &h.MarketingRate, &h.DefinedRate, &h.LateCreditRate, &h.LateCreditWon} {
		a.hideRate(r)
	}
	if h.SalesOwnerRate == nil {
		h.WithoutSalesOwner = nil
	}
	if all, won := h.LateCreditRate, h.LateCreditWon; all == nil || won == nil || anySmall(a.k, all.K-won.K, all.N-won.N) {
		h.LateCredit, h.LateCreditRate, h.LateCreditWon, h.NeverCredited = nil, nil, nil, nil
	}
	if h.NeverCredited != nil && anySmall(a.k, *h.NeverCredited, *h.LateCredit-*h.NeverCredited) {
		h.NeverCredited = nil
	}
	h.Incidence, h.Pairs, h.StuckDeals = []analyze.CurvePoint{}, []analyze.HandoffPair{}, []analyze.StuckHandoff{}
	h.Warnings = a.withheld()
}

func (a *anonymous) activation() {
	v := a.rep.Activation
	if v == nil {
		return
	}
	shown := a.apart(v)
	for _, r := range []**analyze.Rate{&v.InactiveRate, &v.UnownedRate} {
		if a.hideRate(r); *r != nil && a.near(shown, (*r).N) {
			*r = nil
		}
	}
	if v.Activated == nil {
		v.UnownedRate = nil // of the others
	}
	if v.Producing == nil {
		v.InactiveRate = nil
	}
	if v.InactiveRate == nil {
		v.Inactive = nil
	}
	v.Cohorts, _ = keepRows(v.Cohorts, a.k, func(c analyze.Cohort) []int {
		return []int{c.Signed, c.WithDeal, c.Signed - c.WithDeal, c.Rate.N, c.Rate.K, c.Rate.N - c.Rate.K}
	})
	for i := range v.Cohorts {
		v.Cohorts[i].FirstDeal = []analyze.CurvePoint{}
	}
	if rate := &v.Rate; anySmall(a.k, rate.K, rate.N, rate.N-rate.K) || a.near(shown, rate.N) {
		v.Rate, v.Cohorts = analyze.Rate{}, []analyze.Cohort{}
	}
	all := len(v.Quarters)
	v.Quarters, _ = keepRows(v.Quarters, a.k, func(q analyze.SignedQuarter) []int { return []int{q.Signed} })
	v.Quarters = slices.DeleteFunc(v.Quarters, func(q analyze.SignedQuarter) bool { return !a.shows(q.Period) })
	if l := v.Logos; l != nil && (len(v.Quarters) < all || anySmall(a.k, l.Signed, l.SignedBefore)) {
		v.Logos = nil
	}
	v.FirstDeal, v.InactiveList, v.NotActivated, v.WithoutActOwner = []analyze.CurvePoint{}, []analyze.PartnerState{}, []analyze.PartnerState{}, []string{}
	v.Warnings = a.withheld()
}

// apart keeps of the counts of partners those that differ from each other by
// nothing or by k, as they are parts of each other; it lists what is shown, what
// tells most first.
func (a *anonymous) apart(v *analyze.Activation) (shown []int) {
	for _, part := range []**int{&v.Partners, &v.Producing, &v.Activated, &v.Signed} {
		switch {
		case *part == nil:
		case small(**part, a.k) || a.near(shown, **part):
			*part = nil
		default:
			shown = append(shown, **part)
		}
	}
	return shown
}

// near reports whether a count tells a small one by what it differs from another.
func (a *anonymous) near(shown []int, n int) bool {
	return slices.ContainsFunc(shown, func(x int) bool { return small(max(x-n, n-x), a.k) })
}

func (a *anonymous) leadership() {
	l := a.rep.Leadership
	if l == nil {
		return
	}
	l.Number, l.TeamNumber, l.TeamCarries, l.ReportsTo, l.Tree = nil, nil, nil, nil, []analyze.OrgNode{}
	l.Leader, l.Roots = nil, []string{} // a pseudonym that anybody knows
	l.Checks = slices.DeleteFunc(l.Checks, func(c analyze.Check) bool { return c.ID == "leader_has_number" || c.ID == "number_covers_team" })
	for i := range l.Checks {
		l.Checks[i].Detail, l.Checks[i].Evidence = "", []string{}
	}
	l.Broken, l.Warnings = []analyze.BrokenChain{}, a.withheld()
}

func (a *anonymous) scaling() {
	s := a.rep.Scaling
	if s == nil {
		return
	}
	s.Periods, _ = keepRows(s.Periods, a.k, func(p analyze.ScalingPeriod) []int { return []int{p.People} })
	s.Periods = slices.DeleteFunc(s.Periods, func(p analyze.ScalingPeriod) bool { return !a.shows(p.Period) })
	for i := range s.Periods {
		s.Periods[i].GeneralistShare = nil
	}
	s.Change, s.MedianStages, s.Warnings = nil, nil, a.withheld()
}

// shows reports whether the revenue of a quarter is shown: no other section may
// show it where that does not.
func (a *anonymous) shows(period string) bool {
	return a.rep.Revenue != nil && slices.ContainsFunc(a.rep.Revenue.Periods, func(p analyze.Period) bool { return p.Period == period })
}
