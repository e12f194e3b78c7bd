package analyze

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"ownermap/ingest"
)

func TestTheClassesOfAStagePartitionItsItems(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *oracle, r *Report) {
		for _, s := range r.Stages {
			o := s.Observed
			if o.Owned+o.Shared+o.Orphaned+o.Unowned != o.Items {
				t.Errorf("%s: %+v", s.ID, *o)
			}
			named := 0.0
			for _, x := range o.Owners {
				named += x.Items
			}
			same(t, s.ID+" items of its owners", &named, float64(o.Owned+o.Shared))
		}
	})
}

func TestTheOriginsPartitionWonRevenue(t *testing.T) {
	eachRandom(t, func(t *testing.T, o *oracle, r *Report) {
		var all, parts, window sum
		for i, d := range o.ds.Deals {
			if f := newModel(o.ds, at(oracleDay)).deals[i]; o.won(d) && f.valued {
				all.add(f.value)
			}
		}
		for _, p := range r.Revenue.Periods {
			for _, a := range []decimal.Decimal{p.Sourced, p.Influenced, p.Direct, p.Amounts.Unknown} {
				parts.add(a)
			}
		}
		if all.value().Cmp(parts.value()) != 0 {
			t.Errorf("the quarters hold %s of %s", parts.value(), all.value())
		}
		window.add(r.Revenue.Window.Sourced)
		for _, list := range [][]Slice{r.Revenue.ByRegion, r.Revenue.ByPartnerType, r.Revenue.ByMotion, r.Revenue.ByOwner} {
			var cut sum
			for _, s := range list {
				cut.add(s.Sourced)
			}
			if cut.value().Cmp(window.value()) != 0 {
				t.Errorf("the segments hold %s of %s", cut.value(), window.value())
			}
		}
	})
}

func TestScalingAllAmountsScalesTheSlope(t *testing.T) {
	for seed := range uint64(10) {
		d := randomData(seed, 150)
		one := d.run(oracleDay)
		for i := range d.ds.Deals {
			v, _ := d.ds.Deals[i].Amount.Value.Mul(decimal.MustNew(4, 0))
			d.ds.Deals[i].Amount.Value = v
		}
		four := d.run(oracleDay)
		a, b := one.Revenue, four.Revenue
		same(t, "slope", b.Trend.Slope, 4**a.Trend.Slope)
		same(t, "interval", &b.Trend.SlopeInterval[1], 4*a.Trend.SlopeInterval[1])
		same(t, "p", b.Trend.P, *a.Trend.P)
		same(t, "WAPE", b.Predictability.WAPE, *a.Predictability.WAPE)
		if a.Trend.Verdict != b.Trend.Verdict || a.Predictability.Verdict != b.Predictability.Verdict {
			t.Error("a verdict depends on the unit of the amounts")
		}
	}
}

func TestOtherNamesChangeNothingButNames(t *testing.T) {
	for seed := range uint64(8) {
		d := randomData(seed, 60)
		before := d.run(oracleDay)
		fresh := map[string]string{}
		for i := range d.ds.People {
			p := &d.ds.People[i]
			fresh[p.Name] = fmt.Sprint("Q", 99-i)
			p.Name = fresh[p.Name]
		}
		seen := map[*ingest.Named]bool{}
		for i := range d.ds.Deals {
			for _, f := range ownerFields {
				renameIn(f.deal(&d.ds.Deals[i]), fresh, seen)
			}
		}
		for i := range d.ds.Partners {
			for _, f := range ownerFields[:5] {
				renameIn(f.partner(&d.ds.Partners[i]), fresh, seen)
			}
		}
		after := d.run(oracleDay)
		if before.Team.DivisionOfLabour != nil {
			same(t, "null", after.Team.DivisionOfLabour.NullMean, *before.Team.DivisionOfLabour.NullMean)
		}
		if diff := cmp.Diff(figures(before), figures(after)); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
}

func renameIn(n *ingest.Named, fresh map[string]string, seen map[*ingest.Named]bool) {
	if n == nil || seen[n] {
		return
	}
	seen[n] = true
	for i := range n.People {
		if name, ok := fresh[n.People[i].Name]; ok {
			n.People[i].Name = name
		}
	}
}

// figures are the report's figures, as JSON.
func figures(r *Report) map[string]string {
	out := map[string]string{}
	for id, f := range r.Figures {
		b, err := json.Marshal(f)
		if err != nil {
			panic(err)
		}
		out[id] = string(b)
	}
	return out
}

func TestTheSameInputGivesTheSameReport(t *testing.T) {
	d := randomData(3, 150)
	a, _ := json.Marshal(d.run(oracleDay))
	b, _ := json.Marshal(d.run(oracleDay))
	if string(a) != string(b) {
		t.Error("two runs differ")
	}
}

func TestEverySummedFigureIsTheSumOfItsRows(t *testing.T) {
	eachRandom(t, func(t *testing.T, o *oracle, r *Report) {
		m := newModel(o.ds, at(oracleDay))
		for id, f := range r.Figures {
			if want, ok := f.Value.(decimal.Decimal); ok && f.Unit == r.Currency && (strings.HasPrefix(id, "revenue.") || strings.HasPrefix(id, "partners.")) {
				var s sum
				for _, row := range rowsOf(t, f, "deals.xlsx[Q3]") {
					if x := m.deals[row-2]; x.valued {
						s.add(x.value)
					}
				}
				if s.value().Cmp(want) != 0 {
					t.Errorf("%s is %s, its rows add up to %s", id, want, s.value())
				}
			}
			if want, ok := f.Value.(int); ok && f.Unit == "deals" {
				if rows := rowsOf(t, f, "deals.xlsx[Q3]"); len(rows) != want {
					t.Errorf("%s is %d, it has %d rows", id, want, len(rows))
				}
			}
			if want, ok := f.Value.(int); ok && f.Unit == "items" && (strings.Contains(id, "cosell") || strings.Contains(id, "measurement")) {
				if rows := rowsOf(t, f, "deals.xlsx[Q3]"); len(rows) != want {
					t.Errorf("%s is %d, it has %d rows", id, want, len(rows))
				}
			}
			if f.Value == nil && f.Rows == nil {
				t.Errorf("%s: rows are null", id)
			}
		}
	})
}

// rowsOf reads a figure's runs back.
func rowsOf(t *testing.T, f Figure, place string) (rows []int) {
	t.Helper()
	for _, entry := range f.Rows {
		at, runs, _ := strings.Cut(entry, "!")
		if at != place {
			continue
		}
		for _, run := range strings.Split(runs, ",") {
			lo, hi, two := strings.Cut(run, ":")
			if !two {
				hi = lo
			}
			a, err1 := strconv.Atoi(lo)
			b, err2 := strconv.Atoi(hi)
			if err1 != nil || err2 != nil || b < a || len(rows) > 0 && a <= rows[len(rows)-1]+1 {
				t.Fatalf("runs %q", entry)
			}
			for ; a <= b; a++ {
				rows = append(rows, a)
			}
		}
	}
	return rows
}

func TestFindingsPointAtFiguresThatExist(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *oracle, r *Report) {
		for _, f := range r.Findings {
			for _, id := range f.Figures {
				if _, ok := r.Figures[id]; !ok {
					t.Errorf("%s cites %s, which is not a figure", f.Rule, id)
				}
			}
			if f.Severity != Good && (len(f.Evidence) == 0 && f.Rule != "stage-unowned" && len(f.Figures) == 0 || f.Action == "") {
				t.Errorf("%s has no evidence or move: %+v", f.Rule, f)
			}
			if f.Text == "" || f.Principle == "" || f.WouldChange == "" || strings.Contains(f.Text, "%!") {
				t.Errorf("%s: %+v", f.Rule, f)
			}
		}
		if !slices.IsSortedFunc(r.Findings, func(a, b Finding) int {
			rank := []Severity{Critical, Warning, Notice, Good}
			return slices.Index(rank, a.Severity) - slices.Index(rank, b.Severity)
		}) {
			t.Error("findings are not in order of severity")
		}
	})
}

func TestNoFigureIsWithoutBound(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *oracle, r *Report) {
		for id, f := range r.Figures {
			if v, ok := f.Value.(float64); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
				t.Errorf("%s is %v", id, v)
			}
		}
	})
}
