package analyze

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// coselling is n open partner deals whose co-sell cell is given by their number,
// with Ana and Ben, who own co-sell together where both is set, on the roster.
func coselling(n int, stages string, cell func(i int) string) *data {
	d := newData("cosell_owner").
		person("Ana", ingest.RoleRevenue, stages).
		person("Ben", ingest.RoleRevenue, "recruitment activation measurement").
		person("Cy", ingest.RoleRevenue, "", left("2026-01-01"))
	for i := range n {
		d.deal("open", d.of("Acme"), d.owner("cosell_owner", cell(i)), in([]string{"EMEA", "EMEA", "EMEA", "APAC"}[i%4], "", ""))
	}
	return d
}

// first gives cell a to the first k, b to the rest.
func first(k int, a, b string) func(int) string {
	return func(i int) string {
		if i < k {
			return a
		}
		return b
	}
}

// bothSides is n partner deals: the first k with one person on both sides, u
// more without a seller, the rest with two people.
func bothSides(k, u, n int) *data {
	d := newData("partner_manager", "partner_sales_exec").person("Ana", ingest.RoleRelationship, "").person("Ben", ingest.RoleRevenue, "")
	for i := range n {
		seller := "Ben"
		if i < k {
			seller = "Ana"
		} else if i < k+u {
			seller = ""
		}
		d.deal("open", d.of("Acme"), d.owner("partner_manager", "Ana"), d.owner("partner_sales_exec", seller))
	}
	return d
}

// quarterly is one sourced win a quarter, ending with 2026-Q2.
func quarterly(amounts ...int) *data {
	d := newData()
	for i, a := range amounts {
		back := len(amounts) - 1 - i
		day := ingest.DateOf(2026, 5, 15)
		y, m, _ := day.Civil()
		day = ingest.DateOf(y, m, 15)
		for range back {
			y, m, _ := day.Civil()
			day = ingest.DateOf(y, m-3, 15)
		}
		d.deal("won "+day.String(), worth(fmt.Sprint(a)), from(ingest.OriginSourced))
	}
	return d
}

// shares is one sourced win in the window for each partner.
func shares(amounts ...int) *data {
	d := newData()
	for i, a := range amounts {
		d.deal("won 2026-05-01", worth(fmt.Sprint(a)), from(ingest.OriginSourced), d.of(fmt.Sprint("P", i)))
	}
	return d
}

// claims is n deals with a sourcing value, the first k also registered.
func claims(k, n int) *data {
	d := newData("sourcing", "deal_reg_at")
	for i := range n {
		more := []func(*ingest.Deal){from(ingest.OriginSourced), created("2026-03-01")}
		if i < k {
			more = append(more, registered("2026-03-10"))
		}
		d.deal("open", more...)
	}
	return d
}

// regional is a team of six; each person's deals are in one region, or in all.
func regional(deep bool) *data {
	d := newData("cosell_owner")
	for p := range 6 {
		d.person(fmt.Sprint("P", p), ingest.RoleRevenue, "")
	}
	for i := range 120 {
		p := i % 6
		region := i / 6 % 3
		if deep {
			region = p / 2
		}
		d.deal("open", d.of("Acme"), in(fmt.Sprint("R", region), "", ""), d.owner("cosell_owner", fmt.Sprint("P", p)))
	}
	return d
}

func TestEachRuleOfStructureFiresHoldsAndSaysWhatItNeeds(t *testing.T) {
	const needs = "not judged: needs "
	solo := func(stages string, n int) *data {
		d := newData()
		for i := range n {
			d.person(fmt.Sprint("P", i), ingest.RoleRelationship, stages)
		}
		return d
	}
	staffed := func(roles ...ingest.RoleClass) *data { return team(3, roles...) }
	heavy := func(each ...int) *data {
		d := newData("cosell_owner")
		for p, n := range each {
			name := fmt.Sprint("P", p)
			d.person(name, ingest.RoleRevenue, "")
			for range n {
				d.deal("open", d.of("Acme"), d.owner("cosell_owner", name))
			}
		}
		return d
	}
	for _, c := range []struct {
		rule string
		data *data
		want string
	}{
		{"stage-unowned", coselling(10, "", first(10, "Ana", "")), "critical"},
		{"stage-unowned", coselling(10, "cosell", first(7, "Ana", "")), "critical"},
		{"stage-unowned", coselling(10, "cosell", first(8, "Ana", "")), "good"},
		{"stage-unowned", coselling(9, "cosell", first(1, "Ana", "")), "good"},
		{"stage-unowned", newData().person("Ana", ingest.RoleLeader, ""), needs + "stages on the roster, or 10 items with an owner column"},

		{"stage-shared", coselling(10, "cosell", first(2, "Ana; Ben", "Ana")), "warning"},
		{"stage-shared", coselling(10, "cosell", first(1, "Ana; Ben", "Ana")), "good"},
		{"stage-shared", coselling(10, "recruitment", first(0, "", "Ana")), "warning"},
		{"stage-shared", newData(), needs + "stages on the roster, or 10 items with an owner column"},
		{"stage-shared", newData().person("Ana", ingest.RoleLeader, "cosell", covering("EMEA", "", "")).
			person("Ben", ingest.RoleLeader, "cosell", covering("APAC", "", "")), "good"},

		{"stage-orphaned", coselling(20, "cosell", first(1, "Cy", "Ana")), "warning"},
		{"stage-orphaned", coselling(20, "cosell", first(2, "Cy", "Ana")), "critical"},
		{"stage-orphaned", coselling(2, "cosell", first(1, "Stranger", "Ana")), "warning"},
		{"stage-orphaned", coselling(10, "cosell", first(1, "Cy; Ana", "Ana")), "good"},
		{"stage-orphaned", newData(), needs + "a column that names the owner of a stage"},

		{"stated-observed-mismatch", coselling(10, "cosell", first(4, "Ben", "Ana")), "warning"},
		{"stated-observed-mismatch", coselling(10, "cosell", first(3, "Ben", "Ana")), "good"},
		{"stated-observed-mismatch", coselling(9, "cosell", first(9, "Ben", "")), needs + "a roster that states stages, and a stage with 10 items that one active person owns"},

		{"single-point-of-failure", coselling(10, "cosell", first(6, "Ana", "Ben")), "notice"},
		{"single-point-of-failure", coselling(10, "cosell", first(5, "Ana", "Ben")), "good"},
		{"single-point-of-failure", coselling(9, "cosell", first(9, "Ana", "")), needs + "a stage with 10 items that one active person owns"},

		{"everything-generalist", solo("recruitment activation cosell", 3), "critical"},
		{"everything-generalist", solo("recruitment activation cosell", 2), "notice"},
		{"everything-generalist", solo("recruitment", 3).person("Gen", ingest.RoleLeader, "recruitment activation cosell"), "notice"},
		{"everything-generalist", solo("recruitment", 3), "good"},
		{"everything-generalist", solo("", 3), needs + "stages on the roster, or 20 items in the records, for somebody on the team"},

		{"overloaded-person", heavy(20, 20, 35), "warning"},
		{"overloaded-person", heavy(20, 20, 34), "good"},
		{"overloaded-person", heavy(2, 2, 19), needs + "a person named on 20 items"},

		{"relationship-revenue-blur", bothSides(5, 0, 20), "warning"},
		{"relationship-revenue-blur", bothSides(10, 0, 20), "critical"},
		{"relationship-revenue-blur", bothSides(4, 0, 20), "good"},
		{"relationship-revenue-blur", bothSides(6, 8, 20), "warning"},
		{"relationship-revenue-blur", bothSides(2, 8, 20), needs + "names on both sides: 8 of 20 deals lack one, so the rate lies between 10% and 50%"},
		{"relationship-revenue-blur", bothSides(9, 0, 9), needs + "10 partner deals in scope with both sides named, has 9"},

		{"manager-carries-quota", newData().person("Ana", ingest.RoleRelationship, "", quota("5")), "notice"},
		{"manager-carries-quota", newData().person("Ana", ingest.RoleRelationship, "").person("Ben", ingest.RoleRevenue, "", quota("5")), "good"},
		{"manager-carries-quota", newData().person("Ana", ingest.RoleRelationship, ""), needs + "a quota column in the roster"},
		{"manager-carries-quota", newData().person("Ben", ingest.RoleRevenue, "", quota("5")), needs + "an active relationship role on the roster"},

		{"revenue-role-without-quota", newData().person("Ana", ingest.RoleRevenue, "").person("Ben", ingest.RoleRevenue, "", quota("5")), "warning"},
		{"revenue-role-without-quota", newData().person("Ben", ingest.RoleRevenue, "", quota("5")), "good"},
		{"revenue-role-without-quota", newData().person("Ana", ingest.RoleRevenue, ""), needs + "a quota column in the roster"},

		{"no-revenue-role", staffed(ingest.RoleRelationship), "critical"},
		{"no-revenue-role", staffed(ingest.RoleRelationship, ingest.RoleRevenue), "good"},
		{"no-revenue-role", team(2, ingest.RoleRelationship), needs + "a team of 3, has 2"},

		{"missing-core-role", staffed(ingest.RoleRelationship, ingest.RoleRevenue), "warning"},
		{"missing-core-role", staffed(ingest.RoleRevenue, ingest.RoleLeader), "warning"},
		{"missing-core-role", staffed(ingest.RoleRelationship, ingest.RoleLeader), "good"},
		{"missing-core-role", newData(), needs + "a role or title on the roster that names a seat"},

		{"attribution-conflict", claims(9, 10), "warning"},
		{"attribution-conflict", claims(10, 11), "good"},
		{"attribution-conflict", claims(1, 9), needs + "10 deals that either claims, has 9"},
		{"attribution-conflict", newData().deal("open", from(ingest.OriginSourced)), needs + "a sourcing value and a registration date in the deals"},

		{"revenue-unpredictable", quarterly(100, 10, 100, 90, 5, 200, 50, 300, 1), "warning"},
		{"revenue-unpredictable", quarterly(100, 140, 120, 80, 101, 141, 121, 81), "good"},
		{"revenue-unpredictable", quarterly(50, 60, 50, 50, 50, 60, 50, 50), "good"},
		{"revenue-unpredictable", quarterly(1, 2, 3, 4, 5, 6, 7), needs + "8 complete quarters, has 7"},
		{"revenue-unpredictable", quarterly(0, 0, 0, 0, 0, 0, 0, 0), needs + "sourced revenue in the quarters that could be forecast"},

		{"revenue-concentrated", shares(40, 12, 12, 12, 12, 12), "warning"},
		{"revenue-concentrated", shares(30, 20, 20, 20, 10), "warning"},
		{"revenue-concentrated", shares(20, 20, 20, 20, 20, 20), "good"},
		{"revenue-concentrated", shares(20, 20, 20, 20), needs + "5 partners with sourced revenue in the window, has 4"},

		{"no-depth-by-segment", regional(false), "notice"},
		{"no-depth-by-segment", regional(true), "good"},
		{"no-depth-by-segment", team(5, ingest.RoleRevenue), needs + "a team of 6, has 5"},
		{"no-depth-by-segment", team(6, ingest.RoleRevenue), needs + "items in two regions, partner types or motions that name two people of the team"},
	} {
		r := c.data.run("2026-06-30")
		if got := judged(r, c.rule); got != c.want {
			t.Errorf("%s came out %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestEveryRuleIsInTheTableOnceWithItsWords(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules(DefaultThresholds()) {
		if seen[r.ID] {
			t.Errorf("%s is in the table twice", r.ID)
		}
		seen[r.ID] = true
		for what, text := range map[string]string{"title": r.Title, "question": r.Question, "principle": r.Principle, "condition": r.Condition,
			"holds": r.Holds, "move": r.Move, "minimum": r.Minimum, "would change": r.WouldChange} {
			if text == "" || strings.Contains(text, "%!") {
				t.Errorf("%s: %s is %q", r.ID, what, text)
			}
		}
		if !strings.HasSuffix(r.Question, "?") {
			t.Errorf("%s asks %q", r.ID, r.Question)
		}
	}
	if len(seen) != 26 {
		t.Errorf("the table has %d rules, want the 26 of the contract", len(seen))
	}
}

func TestFindingsOfStructureSayTheirFigures(t *testing.T) {
	r := coselling(20, "", first(8, "", "Ana")).run("2026-06-30")
	f := finding(t, r, "stage-unowned")
	if want := "Nobody active on the roster owns co-sell, and the records name nobody on 8 of 20 deals (40%)."; f.Text != want {
		t.Errorf("text %q, want %q", f.Text, want)
	}
	if want := "Name one owner for co-sell in the roster, first in EMEA (6 of the 8 deals where nobody is named)."; f.Action != want {
		t.Errorf("action %q, want %q", f.Action, want)
	}
	if len(f.Evidence) != 1 || f.Evidence[0] != "deals.xlsx[Q3]!2:9" {
		t.Errorf("evidence %q", f.Evidence)
	}
	f = finding(t, bothSides(5, 0, 20).run("2026-06-30"), "relationship-revenue-blur")
	if want := "On 5 of 20 deals (25%) with both sides named, one person holds relationship and revenue; 95% interval 11% to 47%."; f.Text != want {
		t.Errorf("text %q, want %q", f.Text, want)
	}
	f = finding(t, shares(40, 12, 12, 12, 12, 12).run("2026-06-30"), "revenue-concentrated")
	if want := "The largest of 6 partners brings 40% of sourced revenue in the window, the top three 64%; it is as concentrated as 4.3 equal partners."; f.Text != want {
		t.Errorf("text %q, want %q", f.Text, want)
	}
}
