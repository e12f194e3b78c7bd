package site

import (
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/templates"
)

// summaryVerdict is one sentence with the best and the worst of the findings.
func (b *book) summaryVerdict() string {
	best, worst := b.best(), b.worst()
	switch {
	case best != "" && worst != "":
		return sentence(b.s("%s, but %s.", best, worst))
	case worst != "":
		return sentence(b.s("%s.", worst))
	case best != "":
		return sentence(b.s("%s, and nothing needs a decision.", best))
	case b.openFindings() > 0:
		return b.s("No critical finding; some things need a decision.")
	}
	return b.s("There is not enough data for a verdict yet.")
}

// best is a clause for what holds, the strongest first; "" where nothing does.
func (b *book) best() string {
	if c := b.revenueClause(); c != "" {
		return c
	}
	clauses := map[string]string{
		"revenue-unpredictable":     b.s("partner-sourced revenue is predictable"),
		"stage-unowned":             b.s("every stage has an owner"),
		"relationship-revenue-blur": b.s("relationship and revenue are kept apart"),
		"leader-without-number":     b.s("one leader carries the number"),
		"everything-generalist":     b.s("the team works in specialised seats"),
		"revenue-concentrated":      b.s("no single partner carries the revenue"),
		"stage-shared":              b.s("no two owners overlap"),
		"handoff-stuck":             b.s("no handoff is stuck"),
		"partners-inactive":         b.s("most partners produce"),
		"stage-orphaned":            b.s("the records name people who are still here"),
		"attribution-conflict":      b.s("deals have one clear origin"),
	}
	for _, rule := range []string{"revenue-unpredictable", "stage-unowned", "relationship-revenue-blur", "leader-without-number",
		"everything-generalist", "stage-shared", "revenue-concentrated", "handoff-stuck", "partners-inactive", "stage-orphaned", "attribution-conflict"} {
		if slices.ContainsFunc(b.rep.Findings, func(f analyze.Finding) bool { return f.Rule == rule && f.Severity == analyze.Good }) {
			return clauses[rule]
		}
	}
	return ""
}

// revenueClause is what can be said for revenue, "" where trend and backtest
// give nothing good.
func (b *book) revenueClause() string {
	r := b.rep.Revenue
	if r == nil || !anySourced(r.Periods) {
		return ""
	}
	predictable := r.Predictability.Verdict == "predictable"
	switch {
	case r.Trend.Verdict == "rising" && predictable:
		return b.s("partner-sourced revenue grows predictably")
	case r.Trend.Verdict == "rising":
		return b.s("partner-sourced revenue grows")
	case predictable:
		return b.s("partner-sourced revenue is predictable")
	}
	return ""
}

// gravest lists the findings that ask for a decision, worst first; among equals
// of one rule the stage with the widest gap comes first.
func (b *book) gravest(want func(analyze.Finding) bool) []int {
	picked := b.pick(func(f analyze.Finding) bool { return f.Severity != analyze.Good && want(f) })
	w := b.weakest()
	if w == nil {
		return picked
	}
	subject := "stage:" + w.ID
	slices.SortStableFunc(picked, func(i, j int) int {
		f, g := b.rep.Findings[i], b.rep.Findings[j]
		if f.Severity != g.Severity || f.Rule != g.Rule || f.Subject == g.Subject {
			return 0
		}
		return boolInt(g.Subject == subject) - boolInt(f.Subject == subject)
	})
	return picked
}

func boolInt(x bool) int {
	if x {
		return 1
	}
	return 0
}

// worst is a clause for the finding that matters most; "" where none asks for a
// decision.
func (b *book) worst() string {
	for _, i := range b.gravest(func(f analyze.Finding) bool { return f.Severity != analyze.Notice }) {
		if c := b.worstClause(b.rep.Findings[i]); c != "" {
			return c
		}
	}
	return ""
}

// worstClause is a finding as a clause of the verdict.
func (b *book) worstClause(f analyze.Finding) string {
	if f.Rule == "stage-unowned" || f.Rule == "stage-shared" || f.Rule == "stage-orphaned" || f.Rule == "stated-observed-mismatch" {
		return b.stageClause(f)
	}
	switch f.Rule {
	case "everything-generalist":
		return b.s("most of the team is spread over the whole lifecycle")
	case "generalist-ceiling":
		return b.s("growth has stalled with a team of generalists")
	case "no-revenue-role":
		return b.s("no seat answers for partner revenue")
	case "missing-core-role":
		return b.s("a core seat of the team is missing")
	case "leader-without-number":
		return b.s("the leader carries no full number")
	case "no-single-leader":
		return b.s("the team has no single leader")
	case "relationship-revenue-blur":
		return b.s("relationship and revenue meet in one person on many deals")
	case "revenue-role-without-quota":
		return b.s("a revenue role has no number")
	case "revenue-unpredictable":
		return b.s("partner-sourced revenue cannot be predicted")
	case "revenue-concentrated":
		return b.s("few partners carry the revenue")
	case "cloning-generalists":
		return b.s("the team has grown by more of the same seats")
	case "overloaded-person":
		return b.s("the load sits unevenly on the team")
	case "logos-over-revenue":
		return b.s("partners are signed faster than revenue grows")
	case "partners-inactive":
		return b.s("most signed partners bring nothing")
	case "activation-unowned":
		return b.s("nobody owns the activation of new partners")
	case "handoff-stuck":
		return b.s("handoffs to sales are stuck")
	case "credit-settled-late":
		return b.s("credit is settled late")
	case "attribution-conflict":
		return b.s("the origin of deals is disputed")
	}
	return ""
}

// stageClause is a finding about a stage; several stages that nobody owns are
// named together.
func (b *book) stageClause(f analyze.Finding) string {
	id := subjectID(f.Subject, "stage")
	st, ok := b.stages[id]
	if !ok {
		return ""
	}
	name := b.stageInText(id)
	switch {
	case f.Rule == "stage-unowned" && st.Stated.Status == "unowned":
		return b.s("nobody owns %s", b.or(b.coreUnowned()))
	case f.Rule == "stage-unowned":
		return b.s("much of %s has no owner in the records", name)
	case f.Rule == "stage-shared":
		return b.s("%s has several owners at once", name)
	case f.Rule == "stage-orphaned":
		return b.s("%s still names people who have left", name)
	}
	return b.s("the records name other owners of %s than the roster", name)
}

// coreUnowned are the core stages that the roster gives to nobody.
func (b *book) coreUnowned() []string {
	var out []string
	for _, s := range b.rep.Stages {
		if s.Core && s.Stated.Status == "unowned" {
			out = append(out, b.stageInText(s.ID))
		}
	}
	return out
}

// or joins words: "A, B or C".
func (b *book) or(words []string) string {
	if len(words) < 2 {
		return b.list(words)
	}
	return b.s("%s or %s", joinComma(words[:len(words)-1]), words[len(words)-1])
}

// subjectID is the id of a subject of a kind, "" for another kind.
func subjectID(subject, kind string) string {
	if len(subject) > len(kind) && subject[:len(kind)] == kind && subject[len(kind)] == ':' {
		return subject[len(kind)+1:]
	}
	return ""
}

// moves are the actions of the worst findings, one a rule, at most n.
func (b *book) moves(n int) []templates.Move {
	var out []templates.Move
	seen := map[string]bool{}
	for _, i := range b.gravest(func(f analyze.Finding) bool { return f.Action != "" }) {
		f := b.rep.Findings[i]
		if seen[f.Rule] || len(out) == n {
			continue
		}
		seen[f.Rule] = true
		head, rest := b.shortMove(sentence(b.prose(b.say(f.Action))))
		out = append(out, templates.Move{Head: head, Why: sentences(templates.Text(b.prose(b.say(f.Text))), templates.Text(rest)), Evidence: b.findingRows(i)})
	}
	return out
}

// shortMove parts an action into the imperative and the sentence with its
// details: where to begin, or who is there already. An action that says neither stays whole.
func (b *book) shortMove(action string) (head, rest string) {
	for _, mark := range []string{b.s(", first in "), b.s(", all of them in ")} {
		if at := strings.Index(action, mark); at > 0 {
			return action[:at], sentence(action[at+2:])
		}
	}
	if before, after, ok := strings.Cut(action, ": "); ok {
		return before, after
	}
	const already = ", who already does more of it."
	if before, ok := strings.CutSuffix(action, already); ok {
		if at := strings.LastIndex(before, " to "); at > 0 {
			return before, before[at+4:] + " already does more of it."
		}
	}
	return strings.TrimSuffix(action, "."), ""
}
