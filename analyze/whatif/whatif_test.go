package whatif

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/ingest"
)

var day = ingest.DateOf(2026, 6, 30)

// company makes a random team with partners and deals.
func company(r *rand.Rand, people, partners, deals int) *ingest.Dataset {
	ds := &ingest.Dataset{Stages: ingest.DefaultStages()}
	place := &ingest.Place{File: "deals.csv"}
	classes := []ingest.RoleClass{ingest.RoleRelationship, ingest.RoleRelationship, ingest.RoleRevenue, ingest.RoleOperations, ingest.RoleActivation, ingest.RoleLeader, ingest.RoleRecruitment}
	regions, stages := []string{"EMEA", "APAC", "Americas"}, []string{"recruitment", "activation", "enablement", "cosell", "measurement"}
	for i := range people {
		p := ingest.Person{Pos: ingest.Pos{Place: place, Row: int32(i + 2)}, Key: fmt.Sprintf("E%02d", i), ID: fmt.Sprintf("E%02d", i),
			Name: fmt.Sprintf("Person %c", 'A'+i), Class: classes[i%len(classes)], Manager: ingest.None, Allocation: 1}
		if r.IntN(2) == 0 {
			p.Stages = []string{stages[r.IntN(5)]}
		}
		if r.IntN(3) == 0 {
			p.Regions = []string{regions[r.IntN(3)]}
		}
		if i > 2 && r.IntN(5) == 0 {
			p.End = day - 30
		}
		ds.People = append(ds.People, p)
	}
	for i := range partners {
		ds.Partners = append(ds.Partners, ingest.Partner{Key: fmt.Sprintf("P%02d", i), Name: fmt.Sprintf("Partner %02d", i), Region: regions[i%3], Pos: ingest.Pos{Place: place, Row: 2}})
	}
	cells := map[string]*ingest.Named{}
	cell := func() *ingest.Named {
		switch r.IntN(4) {
		case 0:
			return nil
		case 1:
			return named(ds, cells, int32(r.IntN(people)), int32(r.IntN(people)))
		}
		return named(ds, cells, int32(r.IntN(people)))
	}
	for i := range deals {
		p := int32(r.IntN(partners))
		d := ingest.Deal{Pos: ingest.Pos{Place: place, Row: int32(i + 2)}, ID: fmt.Sprint(i), Partner: p, Region: ds.Partners[p].Region,
			Amount: ingest.Money{Value: decimal.MustNew(int64(1000+r.IntN(9000)), 0), Currency: "EUR", Known: true}, Created: day - ingest.Date(60+r.IntN(300)),
			Status: ingest.Status(1 + r.IntN(3)), Sourcing: ingest.Origin(r.IntN(4)), PartnerManager: cell(), PartnerSalesExec: cell(), Recruiter: cell(),
			ActivationOwner: cell(), EnablementOwner: cell(), CosellOwner: cell(), MeasurementOwner: cell()}
		if d.Status != ingest.StatusOpen {
			d.Closed = d.Created + ingest.Date(r.IntN(60))
		}
		ds.Deals = append(ds.Deals, d)
	}
	return ds
}

func named(ds *ingest.Dataset, seen map[string]*ingest.Named, people ...int32) *ingest.Named {
	n := &ingest.Named{}
	for _, p := range people {
		if !namesPerson(n, p) {
			n.People = append(n.People, ingest.Ref{Name: ds.People[p].Name, Person: p})
		}
	}
	n.Text = namesOf(n)
	if old := seen[n.Text]; old != nil {
		return old
	}
	seen[n.Text] = n
	return n
}

func options() Options {
	o := analyze.Default()
	o.AsOf, o.Currency = day, "EUR"
	return Options{Analyze: o}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func must(t *testing.T, ds *ingest.Dataset, changes ...Change) *Outcome {
	t.Helper()
	out, err := Apply(ds, options(), Scenario{Title: "test", Changes: changes})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func observed(ds *ingest.Dataset, stage string) analyze.Stage {
	for _, s := range analyze.Run(ds, options().Analyze).Stages {
		if s.ID == stage {
			return s
		}
	}
	return analyze.Stage{}
}

func TestAnEmptyScenarioChangesNoFigure(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 30 {
		ds := company(r, 3+r.IntN(8), 1+r.IntN(9), r.IntN(80))
		out := must(t, ds)
		if d := cmp.Diff(asJSON(t, analyze.Run(ds, options().Analyze)), asJSON(t, analyze.Run(out.Dataset, options().Analyze))); d != "" {
			t.Fatal(d)
		}
	}
}

// anyChange is a random change that fits the company.
func anyChange(r *rand.Rand, ds *ingest.Dataset) Change {
	who := func() string { return ds.People[r.IntN(len(ds.People))].Key }
	stage := []string{"recruitment", "activation", "enablement", "cosell", "measurement"}[r.IntN(5)]
	where := Where{Region: []string{"", "EMEA", "APAC"}[r.IntN(3)]}
	half := 0.5
	switch r.IntN(7) {
	case 0:
		return Change{Assign: &Assign{Stage: stage, To: who(), Where: where, Take: []string{"", "all"}[r.IntN(2)]}}
	case 1:
		return Change{Release: &Release{Stage: stage, From: who(), Where: where}}
	case 2:
		return Change{Hire: &Hire{Name: fmt.Sprint("Seat ", r.Uint64()), Role: "Partner Sales Executive", Stages: []string{stage}, Quota: "500000", Where: where}}
	case 3:
		return Change{Leave: &Leave{Person: who()}}
	case 4:
		return Change{Change: &Alter{Person: who(), Role: "Partner Recruiter", Allocation: &half, Manager: who()}}
	case 5:
		return Change{Move: &Move{From: who(), To: who(), Which: Which{All: true}}}
	}
	return Change{Split: &Split{To: who(), Which: Which{All: true, Where: where}}}
}

func TestUndoingAScenarioReturnsTheBase(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	done := 0
	for range 200 {
		ds := company(r, 4+r.IntN(6), 2+r.IntN(6), 20+r.IntN(40))
		before := asJSON(t, ds)
		var changes []Change
		for range 1 + r.IntN(4) {
			changes = append(changes, anyChange(r, ds))
		}
		out, err := Apply(ds, options(), Scenario{Title: "random", Changes: changes})
		if asJSON(t, ds) != before {
			t.Fatal("applying changed the base")
		}
		var e *Error
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatal(err)
			}
			continue // a segment that the data lacks, somebody who left
		}
		done++
		if got := asJSON(t, out.Undo()); got != before {
			t.Fatalf("undone %s\n%s", asJSON(t, changes), cmp.Diff(before, got))
		}
	}
	if done < 60 {
		t.Errorf("only %d scenarios could be applied", done)
	}
}

func TestEveryScorecardNumberIsThatOfAFullReport(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	ds := company(r, 8, 9, 120)
	sc := Scenario{Title: "a", Changes: []Change{
		{Assign: &Assign{Stage: "activation", To: "E00"}},
		{Hire: &Hire{Name: "New seller", Role: "Partner Sales Executive", Stages: []string{"cosell"}}},
		{Split: &Split{To: "New seller", Which: Which{All: true}}},
	}}
	c, err := Compare(ds, options(), []Scenario{sc, {Title: "nothing"}})
	if err != nil {
		t.Fatal(err)
	}
	full := analyze.Run(must(t, ds, sc.Changes...).Dataset, options().Analyze)
	for _, l := range c.Scorecard {
		if strings.HasPrefix(l.ID, "change.") {
			continue
		}
		for _, m := range measures(c.Base) {
			if m.id != l.ID {
				continue
			}
			for i, want := range []*float64{m.value(c.Base), m.value(full), m.value(c.Base)} {
				if d := cmp.Diff(want, l.Values[i]); d != "" {
					t.Errorf("%s, column %d: %s", l.ID, i, d)
				}
			}
		}
		if f, ok := full.Figures[l.ID]; ok && l.Values[1] != nil {
			if got := fmt.Sprint(f.Value); got != "" && asJSON(t, f.Value) != asJSON(t, *l.Values[1]) {
				t.Errorf("%s: the report's figure is %s, the scorecard says %v", l.ID, asJSON(t, f.Value), *l.Values[1])
			}
		}
	}
	if len(c.Sides[0].GapsClosed) == 0 || c.Sides[0].GapsClosed[0].Items == 0 {
		t.Errorf("gaps closed: %v", c.Sides[0].GapsClosed)
	}
	if s := c.Sides[1]; len(s.Transitions)+len(s.Resolved)+len(s.Raised)+len(s.RevenueMoved) > 0 {
		t.Errorf("nothing was changed, but %+v", s)
	}
}

func TestAssigningAStageFillsItsGapsAndLeavesWhatIsOwned(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(4, 4)), 6, 12, 60)
	before := observed(ds, "activation").Observed
	after := observed(must(t, ds, Change{Assign: &Assign{Stage: "activation", To: "E00"}}).Dataset, "activation")
	if after.Observed.Unowned+after.Observed.Orphaned != 0 || after.Observed.Owned != before.Owned+before.Unowned+before.Orphaned || after.Observed.Shared != before.Shared {
		t.Errorf("before %+v, after %+v", before, after.Observed)
	}
	all := observed(must(t, ds, Change{Assign: &Assign{Stage: "activation", To: "E00", Take: "all"}}).Dataset, "activation")
	if all.Observed.Owned != all.Observed.Items || *all.Observed.BusFactor != 1 {
		t.Errorf("taking all: %+v", all.Observed)
	}
}

func TestTwoPeopleWithAStageInDifferentRegionsSplitIt(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(5, 5)), 6, 12, 60)
	var changes []Change
	for _, p := range ds.People {
		changes = append(changes, Change{Release: &Release{Stage: "cosell", From: p.Key}})
	}
	changes = append(changes, Change{Assign: &Assign{Stage: "cosell", To: "E00", Where: Where{Region: "EMEA"}}},
		Change{Assign: &Assign{Stage: "cosell", To: "E01", Where: Where{Region: "apac"}}})
	s := observed(must(t, ds, changes...).Dataset, "cosell")
	if s.Stated.Status != "split" {
		t.Errorf("stated %+v", s.Stated)
	}
	for _, seg := range s.ByRegion {
		want := map[string]string{"EMEA": "owned", "APAC": "owned", "Americas": "unowned"}[seg.Segment]
		if seg.StatedStatus != want {
			t.Errorf("%s is stated %s, want %s", seg.Segment, seg.StatedStatus, want)
		}
	}
}

func TestALeaverOrphansWhatOnlyTheyOwn(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(6, 6)), 6, 12, 60)
	before, after := observed(ds, "cosell").Observed, observed(must(t, ds, Change{Leave: &Leave{Person: "E00"}}).Dataset, "cosell").Observed
	if after.Orphaned <= before.Orphaned {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestSplittingTakesTheRevenueSideFromWhoeverHoldsBoth(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(7, 7)), 6, 12, 90)
	out := must(t, ds, Change{Split: &Split{To: "E02", Which: Which{All: true}}})
	was, is := analyze.Run(ds, options().Analyze).Separation, analyze.Run(out.Dataset, options().Analyze).Separation
	if was.Same == 0 || is.Same >= was.Same || is.Deals != was.Deals {
		t.Errorf("same went from %d to %d", was.Same, is.Same)
	}
}

func TestAMisspeltNameGetsASuggestion(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(8, 8)), 4, 3, 20)
	for _, c := range []struct {
		change Change
		want   string
	}{
		{Change{Leave: &Leave{Person: "Persn A"}}, `did you mean "Person A"?`},
		{Change{Assign: &Assign{Stage: "activaton", To: "Person A"}}, `did you mean "activation"?`},
		{Change{Assign: &Assign{Stage: "activation", To: "Person A", Where: Where{Region: "EMAE"}}}, `did you mean "EMEA"?`},
		{Change{Move: &Move{From: "Person A", To: "Person B", Which: Which{Partners: []string{"Partner 0O"}}}}, `did you mean "Partner 00"?`},
		{Change{Move: &Move{From: "Person A", To: "Person B"}}, "all: true"},
		{Change{}, "its own list item"},
	} {
		_, err := Apply(ds, options(), Scenario{Title: "x", Changes: []Change{c.change}})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Hint, c.want) || e.Change != 1 {
			t.Errorf("%s: got %v", asJSON(t, c.change), err)
		}
	}
}

func TestAProposalHasNoGapNoOverlapAndKeepsTheSidesApart(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 12 {
		ds := company(r, 6+r.IntN(4), 12, 120)
		p, err := Suggest(ds, SuggestOptions{Options: options(), Resamples: 5})
		if err != nil {
			t.Fatal(err)
		}
		out := must(t, ds, p.Scenario.Changes...)
		rep := analyze.Run(out.Dataset, options().Analyze)
		for _, s := range rep.Stages {
			for _, seg := range s.ByRegion {
				if seg.Segment != "" && seg.StatedStatus != "owned" {
					t.Errorf("%s in %q is stated %s after the proposal", s.ID, seg.Segment, seg.StatedStatus)
				}
			}
		}
		sides := map[string]map[sideOf]bool{}
		for _, m := range append(p.Moves, p.Kept...) {
			if sides[m.Person] == nil {
				sides[m.Person] = map[sideOf]bool{}
			}
			sides[m.Person][stageSide(m.Stage)] = true
			if m.Reason == "" || m.RunnerUp != "" && m.Extra < 0 || m.Stability < 0 || m.Stability > 1 || m.Flips == "" {
				t.Errorf("%+v", m)
			}
		}
		for who, s := range sides {
			if s[relationshipSide] && s[revenueSide] {
				t.Errorf("%s would hold both sides", who)
			}
		}
	}
}

func TestTwoProposalsAreTheSame(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(10, 10)), 8, 12, 120)
	a, err := Suggest(ds, SuggestOptions{Options: options()})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Suggest(ds, SuggestOptions{Options: options()})
	if d := cmp.Diff(a, b); d != "" {
		t.Error(d)
	}
}

func TestThinOutcomesDoNotCountAndAreNamed(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(11, 11)), 8, 6, 12)
	p, err := Suggest(ds, SuggestOptions{Options: options(), Resamples: 3})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Notes) == 0 || !strings.Contains(p.Notes[0], "outcomes do not count") {
		t.Errorf("notes: %v", p.Notes)
	}
}

func TestWithoutATeamThereIsNobodyToPropose(t *testing.T) {
	if _, err := Suggest(&ingest.Dataset{}, SuggestOptions{Options: options()}); !errors.Is(err, ErrNoTeam) {
		t.Errorf("got %v", err)
	}
}

func TestALeaversCoverTakesWhatTheLeaverOwned(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(12, 12)), 8, 12, 120)
	a, err := Leaver(ds, SuggestOptions{Options: options(), Resamples: 3}, "person a")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(a.Cover.Moves, a.Cover.Kept...) {
		if m.Person == "Person A" {
			t.Errorf("the leaver covers %s", m.Stage)
		}
	}
	gone, covered := a.Comparison.Sides[0], a.Comparison.Sides[1]
	if len(gone.GapsOpened) == 0 || total(covered.GapsOpened) > total(gone.GapsOpened) {
		t.Errorf("leaving opens %v, with cover %v", gone.GapsOpened, covered.GapsOpened)
	}
}

func total(gaps []Gap) (n int) {
	for _, g := range gaps {
		n += g.Items
	}
	return n
}

func TestHiresAreOrderedByWhatTheyClose(t *testing.T) {
	ds := company(rand.New(rand.NewPCG(13, 13)), 6, 12, 90)
	list, err := Hires(ds, options(), "")
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(list); i++ {
		if list[i].GapsClosed > list[i-1].GapsClosed {
			t.Errorf("%v stands behind %v", list[i], list[i-1])
		}
	}
	one, err := Hires(ds, options(), "Channel sales manager")
	if err != nil || len(one) != 1 || one[0].Role != "Partner sales executive" {
		t.Errorf("got %v, %v", one, err)
	}
	if _, err := Hires(ds, options(), "Cook"); err == nil {
		t.Error("a cook has no stage")
	}
}
