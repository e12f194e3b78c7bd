package analyze

import (
	"cmp"
	"slices"
)

// Rule is one row of the rule table: what the method page prints about it. The
// judgement itself is unexported.
type Rule struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`        // short, without figures: "A core stage has no owner"
	Question    string   `json:"question"`     // the question it answers
	Principle   string   `json:"principle"`    // the idea about team structure behind it
	Condition   string   `json:"condition"`    // when it fires, in words
	Thresholds  []string `json:"thresholds"`   // names in Thresholds that it reads
	Severity    Severity `json:"severity"`     // of a usual hit; the condition names exceptions
	Holds       string   `json:"holds"`        // what it looks like when it holds
	Move        string   `json:"move"`         // the smallest move that would close it
	Minimum     string   `json:"minimum"`      // data needed to judge
	WouldChange string   `json:"would_change"` // what would change the verdict
	People      bool     `json:"people"`       // it is about single people: its hits have person subjects

	judge func(*model, Rule) verdict
}

// verdict is what a rule says about the model: hits, or that it holds (no
// hits), or why it cannot be judged.
type verdict struct {
	hits     []Finding // what they leave blank is filled from the rule
	holds    string    // the sentence with its figures for a rule that holds; "" takes Rule.Holds
	figures  []string  // of the sentence that holds
	subject  string    // of the sentence that holds
	unjudged string    // why not: "needs 10 items, has 4"
}

// NotJudged is a rule for which the data does not suffice, and why.
type NotJudged struct {
	Rule   string `json:"rule"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// Rules is the whole rule table with the thresholds in force written out, in
// the order of METRICS.md 10.
func Rules(th Thresholds) []Rule {
	return []Rule{
		stageUnowned(th),
		stageShared(th),
		stageOrphaned(th),
		statedObservedMismatch(th),
		singlePointOfFailure(th),
		everythingGeneralist(th),
		generalistCeiling(th),
		cloningGeneralists(th),
		overloadedPerson(th),
		relationshipRevenueBlur(th),
		managerCarriesQuota(th),
		revenueRoleWithoutQuota(th),
		noRevenueRole(th),
		missingCoreRole(th),
		logosOverRevenue(th),
		partnersInactive(th),
		activationUnowned(th),
		handoffStuck(th),
		handoffUndefined(th),
		creditSettledLate(th),
		attributionConflict(th),
		leaderWithoutNumber(th),
		noSingleLeader(th),
		revenueUnpredictable(th),
		revenueConcentrated(th),
		noDepthBySegment(th),
	}
}

// judgeAll runs the table: findings by severity, then table order, then
// subject; rules that cannot be judged are listed with their reason.
func (m *model) judgeAll() {
	for _, r := range Rules(m.th) {
		v := r.judge(m, r)
		switch {
		case len(v.hits) > 0:
			for _, f := range v.hits {
				m.rep.Findings = append(m.rep.Findings, r.complete(f))
			}
		case v.unjudged != "":
			m.rep.RulesNotJudged = append(m.rep.RulesNotJudged, NotJudged{Rule: r.ID, Title: r.Title, Reason: v.unjudged})
		default:
			m.rep.Findings = append(m.rep.Findings, r.complete(Finding{
				Severity: Good, Subject: v.subject, Title: r.Holds, Text: cmp.Or(v.holds, r.Holds), Figures: v.figures,
			}))
		}
	}
	rank := map[Severity]int{Critical: 0, Warning: 1, Notice: 2, Good: 3}
	slices.SortStableFunc(m.rep.Findings, func(a, b Finding) int { return rank[a.Severity] - rank[b.Severity] })
	for i := range m.rep.Findings {
		m.rep.Findings[i].Evidence = m.evidenceOf(m.rep.Findings[i])
	}
}

// complete fills what a finding does not say itself from its rule.
func (r Rule) complete(f Finding) Finding {
	f.Rule = r.ID
	f.Severity = cmp.Or(f.Severity, r.Severity)
	f.Subject = cmp.Or(f.Subject, "team")
	f.Title = cmp.Or(f.Title, r.Title)
	f.Principle = cmp.Or(f.Principle, r.Principle)
	f.WouldChange = cmp.Or(f.WouldChange, r.WouldChange)
	if f.Severity != Good {
		f.Action = cmp.Or(f.Action, r.Move)
	}
	if f.Figures == nil {
		f.Figures = []string{}
	}
	return f
}

// evidenceOf is the evidence a finding brings, else the rows of its figures.
func (m *model) evidenceOf(f Finding) []string {
	out := f.Evidence
	if out == nil {
		out = []string{}
		for _, id := range f.Figures {
			for _, rows := range m.rep.Figures[id].Rows {
				if !slices.Contains(out, rows) {
					out = append(out, rows)
				}
			}
		}
	}
	return out
}
