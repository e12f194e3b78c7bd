package analyze

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

func quotaIn(amount, currency string) func(*ingest.Person) {
	return func(p *ingest.Person) {
		p.Quota, p.HasQuota = ingest.Money{Value: decimal.MustParse(amount), Currency: currency, Known: true}, true
	}
}

func titled(s string) func(*ingest.Person)   { return func(p *ingest.Person) { p.Title = s } }
func below(text string) func(*ingest.Person) { return func(p *ingest.Person) { p.ManagerText = text } }

func answers(l *Leadership) string {
	var out []string
	for _, c := range l.Checks {
		out = append(out, c.Answer)
	}
	return strings.Join(out, " ")
}

// chain is a team of three under one head, who reports to a CRO outside the team.
func chain(head ...func(*ingest.Person)) *data {
	d := newData().person("Cro", ingest.RoleOther, "", titled("Chief Revenue Officer"))
	d.person("Head", ingest.RoleLeader, "", append([]func(*ingest.Person){d.under("Cro")}, head...)...)
	return d.person("Ana", ingest.RoleRelationship, "", d.under("Head"), quota("40")).
		person("Ben", ingest.RoleRevenue, "", d.under("Head"), quota("60.5"))
}

func TestALeaderWhoCarriesTheTeamsNumber(t *testing.T) {
	for quota1, want := range map[string]string{"100.5": "yes yes yes yes", "100.49": "yes yes no yes"} {
		l := chain(quota(quota1)).run("2026-06-30").Leadership
		if got := answers(l); got != want || l.Leader == nil || *l.Leader != "E02" {
			t.Errorf("with %s: %s, leader %v", quota1, got, l.Leader)
		}
		if l.TeamNumber.String() != "100.5" || l.ReportsTo.Name != "Cro" {
			t.Errorf("team number %v, reports to %+v", l.TeamNumber, l.ReportsTo)
		}
	}
	if got := answers(chain().run("2026-06-30").Leadership); got != "yes no no yes" {
		t.Errorf("a leader without a quota: %s", got)
	}
}

func TestEachAnswerNamesItsCell(t *testing.T) {
	d := chain(quota("200"))
	d.ds.Inputs = append(d.ds.Inputs, ingest.Input{
		Kind: ingest.KindRoster, Place: places[ingest.KindRoster],
		Columns: []ingest.Column{{Field: "manager", Column: 5}, {Field: "quota", Column: 8}, {Field: "title", Column: 3}},
	})
	var got []string
	for _, c := range d.run("2026-06-30").Leadership.Checks {
		got = append(got, strings.Join(c.Evidence, " "))
	}
	want := []string{
		"roster.xlsx[Team]!E3", "roster.xlsx[Team]!H3",
		"roster.xlsx[Team]!H3 roster.xlsx[Team]!H4 roster.xlsx[Team]!H5", "roster.xlsx[Team]!E3 roster.xlsx[Team]!C2",
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("evidence %q, want %q", got, want)
	}
}

func TestQuotasAreAddedInTheReportCurrency(t *testing.T) {
	d := newData()
	d.ds.RateCurrency = "EUR"
	d.ds.Rates = []ingest.Rate{{Currency: "USD", Rate: decimal.MustParse("0.5")}}
	d.person("Head", ingest.RoleLeader, "", quotaIn("50", "EUR")).person("Ana", ingest.RoleRevenue, "", d.under("Head"), quotaIn("100", "USD"))
	if got := answers(d.run("2026-06-30").Leadership); got != "yes yes yes unknown" {
		t.Errorf("50 EUR cover 100 USD at 0.5: %s", got)
	}
	d.ds.Rates = nil
	l := d.run("2026-06-30").Leadership
	if got := answers(l); got != "yes yes unknown unknown" || !said(l.Warnings, "currency with a rate") {
		t.Errorf("without a rate: %s, %q", got, l.Warnings)
	}
}

func TestSeveralRootsAreNoLeader(t *testing.T) {
	d := chain(quota("200")).person("Zoe", ingest.RoleOperations, "", below("Somebody Else"))
	l := d.run("2026-06-30").Leadership
	if got := answers(l); got != "no unknown unknown unknown" || l.Leader != nil || strings.Join(l.Roots, " ") != "E02 E05" {
		t.Errorf("%s, leader %v, roots %v", got, l.Leader, l.Roots)
	}
	if len(l.Broken) != 1 || l.Broken[0].Kind != "unknown_manager" || l.Broken[0].Person != "E05" {
		t.Errorf("broken chains %+v", l.Broken)
	}
}

func TestTheChainRunsOverPeopleOutsideTheTeam(t *testing.T) {
	d := newData().person("Head", ingest.RoleLeader, "")
	d.person("Sales director", ingest.RoleDirectSales, "", d.under("Head"))
	d.person("Gone", ingest.RoleRelationship, "", d.under("Sales director"), left("2026-01-01"))
	d.person("Ana", ingest.RoleRevenue, "", d.under("Gone"))
	l := d.run("2026-06-30").Leadership
	if l.Leader == nil || *l.Leader != "E01" || len(l.Broken) != 1 || l.Broken[0].Kind != "left" {
		t.Errorf("leader %v, broken %+v", l.Leader, l.Broken)
	}
}

func TestACycleHasNoRootAndAnOwnManagerIsATop(t *testing.T) {
	d := newData().person("Ana", ingest.RoleLeader, "").person("Ben", ingest.RoleRevenue, "")
	d.ds.People[0].Manager, d.ds.People[1].Manager = 1, 0
	l := d.run("2026-06-30").Leadership
	if got := answers(l); !strings.HasPrefix(got, "no unknown") || len(l.Broken) != 2 || l.Broken[0].Kind != "cycle" || len(l.Tree) != 2 {
		t.Errorf("cycle: %s, broken %+v, tree %+v", got, l.Broken, l.Tree)
	}
	if issues := d.run("2026-06-30").Issues; len(issues) != 1 || issues[0].Code != "manager-cycle" || issues[0].Pos.Row != 2 {
		t.Errorf("issues %+v", issues)
	}
	d.ds.People[0].Manager = 0
	l = d.run("2026-06-30").Leadership
	if l.Leader == nil || *l.Leader != "E01" || len(l.Broken) != 1 || l.Broken[0].Kind != "self" {
		t.Errorf("own manager: leader %v, broken %+v", l.Leader, l.Broken)
	}
}

func TestWithoutManagersOrQuotasNothingIsSaid(t *testing.T) {
	d := newData().person("Ana", ingest.RoleLeader, "").person("Ben", ingest.RoleRevenue, "")
	if got := answers(d.run("2026-06-30").Leadership); got != "unknown unknown unknown unknown" {
		t.Errorf("no manager column: %s", got)
	}
	alone := newData().person("Ana", ingest.RoleLeader, "")
	l := alone.run("2026-06-30").Leadership
	if got := answers(l); got != "yes unknown unknown unknown" || !said(l.Warnings, "quota column") {
		t.Errorf("one person: %s, %q", got, l.Warnings)
	}
	if got := answers(newData().run("2026-06-30").Leadership); got != "unknown unknown unknown unknown" {
		t.Errorf("nobody: %s", got)
	}
}

func TestTheTreeListsTheTeamAndThoseAboveIt(t *testing.T) {
	d := chain().person("Rep", ingest.RoleDirectSales, "")
	var got []string
	for _, n := range d.run("2026-06-30").Leadership.Tree {
		got = append(got, fmt.Sprint(n.Person, n.Depth, " ", n.Team))
	}
	if s := strings.Join(got, ", "); s != "E010 false, E021 true, E032 true, E042 true" {
		t.Errorf("tree %s", s)
	}
}
