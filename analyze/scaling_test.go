package analyze

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ownermap/ingest"
)

// grown is a team over four quarters with a sourced win in each.
func grown(revenue ...string) *data {
	d := newData()
	for i, v := range revenue {
		won, sourced := sourcedWin([]string{"2025-08-01", "2025-11-01", "2026-02-01", "2026-05-01"}[i])
		d.deal(won, sourced, worth(v))
	}
	return d
}

func TestHeadcountIsReadAtQuarterEnds(t *testing.T) {
	d := grown("100", "100", "100", "90").
		person("First", ingest.RoleRelationship, "recruitment activation cosell", joined("2020-01-01")).
		person("Half", ingest.RoleRevenue, "cosell", joined("2025-12-31"), fte(0.5)).
		person("Leaver", ingest.RoleOperations, "", joined("2020-01-01"), left("2026-03-31")).
		person("Rep", ingest.RoleDirectSales, "", joined("2020-01-01"))
	var got []string
	for _, p := range d.run("2026-06-30").Scaling.Periods {
		got = append(got, fmt.Sprint(p.Period, " ", p.FTE, " ", decimals(*p.GeneralistShare), " ", p.SourcedPerFTE))
	}
	want := "2025-Q3 2 1 50, 2025-Q4 2.5 0.7 40, 2026-Q1 1.5 0.7 66.666667, 2026-Q2 1.5 0.7 60"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("periods %s, want %s", s, want)
	}
}

func TestAPartialQuarterIsNoPeriod(t *testing.T) {
	d := grown("1", "1", "1", "1").person("Ana", ingest.RoleRevenue, "cosell", joined("2020-01-01"))
	s := d.run("2026-06-29").Scaling
	if n := len(s.Periods); n != 3 || s.Change.To != "2026-Q1" {
		t.Errorf("%d periods, change %+v", n, s.Change)
	}
}

const everything = "recruitment activation cosell measurement"

func TestCloningNeedsAllThreeParts(t *testing.T) {
	hire := func(stages string) func(*data) *data {
		return func(d *data) *data {
			return d.person("New", ingest.RoleRelationship, stages, joined("2025-12-01"))
		}
	}
	same := func(d *data) *data { return d }
	for name, c := range map[string]struct {
		last string
		grow func(*data) *data
		want string
	}{
		"one more generalist, revenue as before": {"100", hire(everything), consistent},
		"one more generalist, revenue doubled":   {"201", hire(everything), notConsistent},
		"one more generalist, exactly in step":   {"200", hire(everything), consistent},
		"a specialist":                           {"100", hire("cosell"), notConsistent},
		"nobody new":                             {"50", same, notConsistent},
	} {
		d := c.grow(grown("100", "100", "100", c.last).person("Ana", ingest.RoleRelationship, everything, joined("2020-01-01")))
		if got := d.run("2026-06-30").Scaling.Cloning; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestCloningWithoutDatesOrStagesIsNotJudged(t *testing.T) {
	s := grown("1", "1", "1", "1").person("Ana", ingest.RoleRevenue, "cosell").run("2026-06-30").Scaling
	if s.Cloning != insufficient || !said(s.Warnings, "needs start dates") {
		t.Errorf("no dates: %s, %q", s.Cloning, s.Warnings)
	}
	s = grown("1", "1", "1", "1").person("Ana", ingest.RoleRevenue, "", joined("2020-01-01")).person("Ben", ingest.RoleRevenue, "", joined("2026-01-01")).run("2026-06-30").Scaling
	if s.Cloning != insufficient || !said(s.Warnings, "people who state a stage") {
		t.Errorf("no stages: %s, %q", s.Cloning, s.Warnings)
	}
	s = newData().person("Ana", ingest.RoleRevenue, "cosell", joined("2020-01-01")).run("2026-06-30").Scaling
	if s.Cloning != insufficient || len(s.Periods) != 0 || !said(s.Warnings, "needs 2 complete quarters in the window, has 0") {
		t.Errorf("no revenue: %s, %q", s.Cloning, s.Warnings)
	}
}

// steady sells the same amount in each of n quarters up to 2026-Q2, more or less.
func steady(n int, amount func(i int) int) *data {
	d := newData()
	for i := range n {
		won, sourced := sourcedWin((date("2026-05-01") - ingest.Date(91*(n-1-i))).String())
		d.deal(won, sourced, worth(fmt.Sprint(amount(i))))
	}
	return d
}

func TestTheCeilingJoinsTrendAndMedian(t *testing.T) {
	flat := func(int) int { return 1000 }
	up := func(i int) int { return 1000 * (i + 1) }
	down := func(i int) int { return 20000 - 1000*i }
	noisy := func(i int) int { return 1000 + 9000*(i%2) }
	for name, c := range map[string]struct {
		quarters int
		amount   func(int) int
		stages   string
		want     string
	}{
		"flat, generalists":          {8, flat, everything, reached},
		"falling, generalists":       {8, down, everything, reached},
		"rising, generalists":        {8, up, everything, notReached},
		"flat, specialists":          {8, flat, "cosell", notReached},
		"flat, nobody states":        {8, flat, "", insufficient},
		"undetermined, generalists":  {8, noisy, everything, insufficient},
		"undetermined, specialists":  {8, noisy, "cosell", notReached},
		"too short, generalists":     {4, flat, everything, insufficient},
		"exactly three stages, flat": {8, flat, "recruitment activation cosell", reached},
	} {
		d := steady(c.quarters, c.amount).person("Ana", ingest.RoleRelationship, c.stages).person("Ben", ingest.RoleRevenue, c.stages)
		if got := d.run("2026-06-30").Scaling.GeneralistCeiling; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTheMedianIsWeightedByFTE(t *testing.T) {
	d := steady(8, func(int) int { return 1000 }).
		person("Ana", ingest.RoleRelationship, everything, fte(0.4)).
		person("Ben", ingest.RoleRelationship, everything, fte(0.4)).
		person("Cem", ingest.RoleRevenue, "cosell", fte(1))
	s := d.run("2026-06-30").Scaling
	if s.MedianStages == nil || *s.MedianStages != 1 || s.GeneralistCeiling != notReached {
		t.Errorf("median %v, %s", s.MedianStages, s.GeneralistCeiling)
	}
}

func TestASmallTeamIsToldThatAGeneralistIsNormal(t *testing.T) {
	d := newData().person("Ana", ingest.RoleLeader, everything).person("Ben", ingest.RoleRevenue, everything)
	if s := d.run("2026-06-30").Scaling; !s.SmallTeam || !said(s.Warnings, "a generalist is normal") {
		t.Errorf("team of two: %+v", s)
	}
	if s := d.person("Cem", ingest.RoleRevenue, "").run("2026-06-30").Scaling; s.SmallTeam {
		t.Error("a team of three is small")
	}
	if s := newData().run("2026-06-30").Scaling; s.SmallTeam {
		t.Error("no team is small")
	}
}

// Headcounts of random rosters agree with a count by the words of METRICS.md.
func TestHeadcountsAgreeWithACountByHand(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	ends := []string{"2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30"}
	for range 100 {
		d := grown("1", "2", "3", "4")
		var want [4]float64
		for i := range rng.IntN(8) {
			var more []func(*ingest.Person)
			start, end := "", ""
			if rng.IntN(4) > 0 {
				start = day("2025-06-01", rng.IntN(400))
				more = append(more, joined(start))
			}
			if rng.IntN(2) == 0 {
				end = day("2025-06-01", rng.IntN(600))
				more = append(more, left(end))
			}
			share := float64(1+rng.IntN(4)) / 4
			d.person(fmt.Sprint("P", i), ingest.RoleRevenue, "", append(more, fte(share))...)
			for q, last := range ends {
				if (start == "" || start <= last) && (end == "" || end > last) {
					want[q] += share
				}
			}
		}
		for q, p := range d.run("2026-06-30").Scaling.Periods {
			if p.FTE != want[q] {
				t.Fatalf("%s has %v FTE, want %v", p.Period, p.FTE, want[q])
			}
		}
	}
}
