package analyze

import (
	"fmt"
	"testing"

	"ownermap/ingest"
)

// judged is how a rule came out on a report: its severity, or why not.
func judged(r *Report, rule string) string {
	for _, f := range r.Findings {
		if f.Rule == rule {
			return string(f.Severity)
		}
	}
	for _, n := range r.RulesNotJudged {
		if n.Rule == rule {
			return "not judged: " + n.Reason
		}
	}
	return "absent"
}

// partnerDeals adds n partner deals of which the first k also have more.
func partnerDeals(d *data, k, n int, status string, more func(*ingest.Deal)) *data {
	for i := range n {
		if i < k {
			d.deal(status, d.of("Acme"), more)
		} else {
			d.deal(status, d.of("Acme"))
		}
	}
	return d
}

func team(size int, roles ...ingest.RoleClass) *data {
	d := newData()
	for i := range size {
		d.person(fmt.Sprint("P", i), roles[i%len(roles)], "")
	}
	return d
}

// listedPartners lists n partners signed long ago, the first k with a sourced win in the window.
func listedPartners(k, n int) *data {
	d := newData()
	for i := range n {
		d.listed(fmt.Sprint("P", i), signed("2025-01-01"))
		if i < k {
			won, sourced := sourcedWin("2026-05-01")
			d.deal(won, sourced, d.of(fmt.Sprint("P", i)))
		}
	}
	return d
}

// waiting lists n partners not yet activated, the first k with an active activation owner.
func waiting(k, n int) *data {
	d := newData().column(ingest.KindPartners, "activation_owner").person("Ana", ingest.RoleActivation, "")
	for i := range n {
		owner := ""
		if i < k {
			owner = "Ana"
		}
		d.listed(fmt.Sprint("P", i), activator(d.named(owner)))
	}
	return d
}

func TestEachRuleFiresHoldsAndSaysWhatItNeeds(t *testing.T) {
	const needs = "not judged: needs "
	growth := func(stages string) *data {
		return grown("100", "100", "100", "100").
			person("Ana", ingest.RoleRelationship, everything, joined("2020-01-01")).
			person("New", ingest.RoleRelationship, stages, joined("2025-12-01"))
	}
	flat := func(stages string) *data {
		return steady(8, func(int) int { return 1000 }).person("Ana", ingest.RoleRelationship, stages)
	}
	hand := newData("handoff_at")
	cycle := team(2, ingest.RoleLeader, ingest.RoleRevenue)
	cycle.ds.People[0].Manager, cycle.ds.People[1].Manager = 1, 0
	for _, c := range []struct {
		rule string
		data *data
		want string
	}{
		{"handoff-stuck", newData("handoff_at").deal("open", handed("2026-06-15")), "warning"},
		{"handoff-stuck", newData("handoff_at").deal("open", handed("2026-06-16")), "good"},
		{"handoff-stuck", newData("handoff_at").deal("open", handed("2025-06-16")), needs + "a deal handed off in the window, has none"},
		{"handoff-stuck", newData(), needs + "a column with the day a deal was handed to sales"},

		{"handoff-undefined", partnerDeals(newData(), 0, 1, "open", nil), "notice"},
		{"handoff-undefined", partnerDeals(hand, 1, 3, "open", handed("2026-06-20")), "notice"},
		{"handoff-undefined", partnerDeals(newData(), 1, 2, "open", handed("2026-06-20")), "good"},
		{"handoff-undefined", newData("handoff_at"), needs + "a partner deal in scope, has none"},

		{"credit-settled-late", partnerDeals(newData(), 8, 10, "won 2026-06-01", credited("2026-06-01")), "warning"},
		{"credit-settled-late", partnerDeals(newData(), 9, 10, "won 2026-06-01", credited("2026-06-01")), "good"},
		{"credit-settled-late", partnerDeals(newData(), 1, 9, "won 2026-06-01", credited("2026-06-01")), needs + "10 partner deals closed in the window, has 9"},
		{"credit-settled-late", partnerDeals(newData(), 0, 10, "won 2026-06-01", nil), needs + "a column with the day the credit was agreed"},

		{"logos-over-revenue", logos(1, 2, "100", "100"), "warning"},
		{"logos-over-revenue", logos(1, 2, "100", "101"), "good"},
		{"logos-over-revenue", logos(2, 2, "100", "90"), "good"},
		{"logos-over-revenue", listedPartners(1, 1), needs + "8 complete quarters, has 1"},
		{"logos-over-revenue", newData(), needs + "a partner list with signing dates"},

		{"partners-inactive", listedPartners(5, 10), "warning"},
		{"partners-inactive", listedPartners(6, 10), "good"},
		{"partners-inactive", listedPartners(0, 9), needs + "10 partners signed more than 120 days ago, has 9"},
		{"partners-inactive", newData(), needs + "a partner list with signing dates"},

		{"activation-unowned", waiting(7, 10), "warning"},
		{"activation-unowned", waiting(4, 5), "good"},
		{"activation-unowned", waiting(0, 4), needs + "5 partners not yet activated, has 4"},
		{"activation-unowned", newData().listed("Acme"), needs + "a column that names activation owners"},

		{"leader-without-number", chain(), "critical"},
		{"leader-without-number", chain(quota("100")), "critical"},
		{"leader-without-number", chain(quota("100.5")), "good"},
		{"leader-without-number", team(1, ingest.RoleLeader), needs + "a quota column in the roster"},
		{"leader-without-number", cycle, needs + "one leader"},

		{"no-single-leader", chain().person("Zoe", ingest.RoleOperations, ""), "warning"},
		{"no-single-leader", cycle, "warning"},
		{"no-single-leader", chain(), "good"},
		{"no-single-leader", team(2, ingest.RoleLeader), needs + "a manager column in the roster"},

		{"cloning-generalists", growth(everything), "warning"},
		{"cloning-generalists", growth("cosell"), "good"},
		{"cloning-generalists", newData(), needs + "2 complete quarters in the window, has 0"},

		{"generalist-ceiling", flat(everything), "critical"},
		{"generalist-ceiling", flat("cosell"), "good"},
		{"generalist-ceiling", flat(""), needs + "a person of the team with stages, stated or observed"},

		{"no-revenue-role", team(3, ingest.RoleRelationship, ingest.RoleLeader), "critical"},
		{"no-revenue-role", team(3, ingest.RoleRelationship, ingest.RoleRevenue), "good"},
	} {
		r := c.data.run("2026-06-30")
		if got := judged(r, c.rule); got != c.want {
			t.Errorf("%s came out %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestFindingsOfTheInterfaceSayTheirFigures(t *testing.T) {
	d := newData("handoff_at").deal("open", handed("2026-06-01")).deal("open", handed("2026-06-20"))
	r := d.run("2026-06-30")
	f := finding(t, r, "handoff-stuck")
	if want := "1 of 2 deals handed off in the window has waited more than 14 days for sales to accept, the longest 29 days."; f.Text != want {
		t.Errorf("text %q, want %q", f.Text, want)
	}
	if len(f.Evidence) != 1 || f.Evidence[0] != "deals.xlsx[Q3]!2" || f.Action == "" {
		t.Errorf("finding %+v", f)
	}
	f = finding(t, logos(1, 2, "12345.60", "1000").run("2026-06-30"), "logos-over-revenue")
	if want := "2 partners signed in the last four complete quarters against 1 in the four before; sourced revenue was 1,000 against 12,346."; f.Text != want {
		t.Errorf("text %q, want %q", f.Text, want)
	}
}
