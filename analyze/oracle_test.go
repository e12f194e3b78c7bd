package analyze

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"sort"
	"strings"
	"testing"

	"ownermap/ingest"
)

// The oracle computes sections 2 to 5 a second time, as plainly as it can:
// maps, rationals and loops over everything, none of the model's code.
type oracle struct {
	ds   *ingest.Dataset
	day  ingest.Date
	from ingest.Date // window
}

func newOracle(ds *ingest.Dataset, day string) *oracle {
	o := &oracle{ds: ds, day: date(day)}
	y, mth, _ := o.day.Civil()
	q := (int(mth) - 1) / 3 * 3
	o.from = ingest.DateOf(y-1, 1, 1)
	o.from = ingest.DateOf(y, 1, 1)
	for range 9 - q {
		y0, m0, _ := o.from.Civil()
		o.from = ingest.DateOf(y0, m0-1, 1)
	}
	return o
}

func (o *oracle) exists(d ingest.Deal) bool { return d.Created <= o.day }

func (o *oracle) closed(d ingest.Deal) bool {
	return (d.Status == ingest.StatusWon || d.Status == ingest.StatusLost) && d.Closed <= o.day
}

func (o *oracle) won(d ingest.Deal) bool {
	return o.exists(d) && o.closed(d) && d.Status == ingest.StatusWon
}

func (o *oracle) inScope(d ingest.Deal) bool {
	return o.exists(d) && (!o.closed(d) || d.Closed >= o.from)
}

func (o *oracle) claim(d ingest.Deal) bool {
	return d.Registered != 0 && d.Registered-d.Created <= 14
}

func (o *oracle) origin(d ingest.Deal) string {
	if s := d.Sourcing.String(); s != "unknown" {
		return s
	}
	if o.claim(d) {
		return "sourced"
	}
	if d.Partner >= 0 {
		return "influenced"
	}
	return "unknown"
}

func (o *oracle) partnerDeal(d ingest.Deal) bool {
	return o.inScope(d) && (d.Partner >= 0 || o.origin(d) == "sourced" || o.origin(d) == "influenced")
}

func (o *oracle) active(i int32) bool {
	return i >= 0 && (o.ds.People[i].End == 0 || o.ds.People[i].End > o.day)
}

func (o *oracle) amount(d ingest.Deal) (*big.Rat, bool) {
	v, _ := new(big.Rat).SetString(d.Amount.Value.String())
	if d.Amount.Currency == "EUR" || d.Amount.Currency == "" {
		return v, true
	}
	on := o.day
	if o.closed(d) {
		on = d.Closed
	}
	var best *ingest.Rate
	for i, r := range o.ds.Rates {
		if r.Currency == d.Amount.Currency && r.Date <= on && (best == nil || r.Date > best.Date) {
			best = &o.ds.Rates[i]
		}
	}
	if best == nil {
		return nil, false
	}
	r, _ := new(big.Rat).SetString(best.Rate.String())
	return v.Mul(v, r), true
}

// item is one item: who is named, and its segments.
type oracleItem struct {
	active map[int32]bool
	named  bool
	seg    [3]string
}

func (o *oracle) note(it *oracleItem, n *ingest.Named) {
	if n == nil {
		return
	}
	for _, r := range n.People {
		it.named = true
		if o.active(r.Person) {
			it.active[r.Person] = true
		}
	}
}

func (it oracleItem) class() string {
	switch {
	case len(it.active) == 1:
		return "owned"
	case len(it.active) > 1:
		return "shared"
	case it.named:
		return "orphaned"
	}
	return "unowned"
}

func (o *oracle) partnerSegs(p int) (out [3]string) {
	q := o.ds.Partners[p]
	for ax, listed := range [3]string{q.Region, q.Type, q.Motion} {
		if out[ax] = strings.ToLower(listed); listed != "" {
			continue
		}
		counts := map[string]int{}
		for _, d := range o.ds.Deals {
			if int(d.Partner) == p && o.partnerDeal(d) {
				counts[strings.ToLower([3]string{d.Region, d.PartnerType, d.Motion}[ax])]++
			}
		}
		delete(counts, "")
		keys := []string{}
		for k := range counts {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			if counts[k] > counts[out[ax]] {
				out[ax] = k
			}
		}
	}
	return out
}

func (o *oracle) items(stage string) []oracleItem {
	var out []oracleItem
	if stage == "cosell" || stage == "measurement" {
		for _, d := range o.ds.Deals {
			if !o.partnerDeal(d) {
				continue
			}
			it := oracleItem{active: map[int32]bool{}, seg: [3]string{strings.ToLower(d.Region), d.PartnerType, d.Motion}}
			it.seg[1], it.seg[2] = strings.ToLower(it.seg[1]), strings.ToLower(it.seg[2])
			for ax := range it.seg {
				if it.seg[ax] == "" && d.Partner >= 0 {
					it.seg[ax] = o.partnerSegs(int(d.Partner))[ax]
				}
			}
			o.note(&it, map[string]*ingest.Named{"cosell": d.CosellOwner, "measurement": d.MeasurementOwner}[stage])
			out = append(out, it)
		}
		return out
	}
	for p, q := range o.ds.Partners {
		it := oracleItem{active: map[int32]bool{}, seg: o.partnerSegs(p)}
		scope := q.Listed && (q.Ended == 0 || q.Ended >= o.from)
		if stage == "recruitment" && q.Listed {
			o.note(&it, q.Recruiter)
		}
		for _, d := range o.ds.Deals {
			if int(d.Partner) == p && o.partnerDeal(d) {
				scope = true
				o.note(&it, map[string]*ingest.Named{"recruitment": d.Recruiter, "activation": d.ActivationOwner, "enablement": d.EnablementOwner}[stage])
			}
		}
		if scope {
			out = append(out, it)
		}
	}
	return out
}

const oracleDay = "2026-08-20"

func eachRandom(t *testing.T, check func(t *testing.T, o *oracle, r *Report)) {
	for seed := range uint64(25) {
		d := randomData(seed, []int{0, 3, 20, 150}[seed%4])
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { check(t, newOracle(d.ds, oracleDay), d.run(oracleDay)) })
	}
}

func same(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil && !math.IsNaN(want) || got != nil && !(math.Abs(*got-want) <= 1e-9*max(1, math.Abs(want))) {
		t.Errorf("%s is %v, want %v", what, show(got), want)
	}
}

func show(v *float64) any {
	if v == nil {
		return "null"
	}
	return *v
}

func TestOwnershipAgreesWithTheOracle(t *testing.T) {
	eachRandom(t, func(t *testing.T, o *oracle, r *Report) {
		for _, s := range r.Stages {
			items := o.items(s.ID)
			count := map[string]int{}
			agree := 0.0
			holds := map[int32]int{}
			for _, it := range items {
				count[it.class()]++
				if it.class() == "owned" {
					for p := range it.active {
						holds[p]++
						if slices.Contains(o.ds.People[p].Stages, s.ID) {
							agree++
						}
					}
				}
			}
			got := s.Observed
			if got.Items != len(items) || got.Owned != count["owned"] || got.Shared != count["shared"] || got.Orphaned != count["orphaned"] || got.Unowned != count["unowned"] {
				t.Fatalf("%s: %+v, want %v of %d", s.ID, *got, count, len(items))
			}
			n := float64(len(items))
			same(t, "coverage", got.Coverage, float64(count["owned"])/n)
			same(t, "reach", got.Reach, float64(count["owned"]+count["shared"])/n)
			same(t, "agreement", got.Agreement, agree/float64(count["owned"]))
			if want := bruteBus(holds, count["owned"]); (got.BusFactor == nil) != (want == 0) || want > 0 && *got.BusFactor != want {
				t.Errorf("%s: bus factor %v, want %d", s.ID, got.BusFactor, want)
			}
			for ax, list := range [][]Segment{s.ByRegion, s.ByPartnerType, s.ByMotion} {
				sum := 0
				for _, seg := range list {
					n, owned := 0, 0
					for _, it := range items {
						if it.seg[ax] == strings.ToLower(seg.Segment) {
							n++
							if it.class() == "owned" {
								owned++
							}
						}
					}
					if seg.Items != n || seg.Owned != owned {
						t.Errorf("%s %q: %+v, want %d owned of %d", s.ID, seg.Segment, seg, owned, n)
					}
					sum += seg.Items
				}
				if sum != len(items) {
					t.Errorf("%s: the segments of axis %d hold %d of %d items", s.ID, ax, sum, len(items))
				}
			}
		}
	})
}

// bruteBus tries every set of people, smallest first.
func bruteBus(holds map[int32]int, total int) int {
	var counts []int
	for _, n := range holds {
		counts = append(counts, n)
	}
	best := 0
	for set := 0; set < 1<<len(counts); set++ {
		sum, size := 0, 0
		for i, n := range counts {
			if set>>i&1 == 1 {
				sum += n
				size++
			}
		}
		if 2*sum > total && (best == 0 || size < best) {
			best = size
		}
	}
	return best
}

func TestLoadAgreesWithTheOracle(t *testing.T) {
	eachRandom(t, func(t *testing.T, o *oracle, r *Report) {
		n := map[int32]map[string]float64{}
		for i := range o.ds.People {
			n[int32(i)] = map[string]float64{}
		}
		for _, s := range r.Stages {
			for _, it := range o.items(s.ID) {
				for p := range it.active {
					n[p][s.ID] += 1 / float64(len(it.active))
				}
			}
		}
		var loads []float64
		load := map[string]float64{}
		for i, p := range o.ds.People {
			total := 0.0
			for _, v := range n[int32(i)] {
				total += v
			}
			if load[p.Key] = total / p.Allocation; o.active(int32(i)) && total > 0 {
				loads = append(loads, load[p.Key])
			}
		}
		sort.Float64s(loads)
		for _, p := range r.People {
			i := int32(slices.IndexFunc(o.ds.People, func(q ingest.Person) bool { return q.Key == p.ID }))
			total, h := 0.0, 0.0
			for _, v := range n[i] {
				total += v
			}
			same(t, p.ID+" items", &p.Items, total)
			for _, v := range n[i] {
				if v > 0 {
					h -= v / total * math.Log(v/total)
				}
			}
			basis, effective := "observed", math.Exp(h)
			if total < 20-1e-9 {
				basis, effective = "stated", float64(len(o.ds.People[i].Stages))
				if effective == 0 {
					basis, effective = "none", math.NaN()
				}
			}
			if p.Basis != basis {
				t.Errorf("%s: basis %s, want %s", p.ID, p.Basis, basis)
			}
			same(t, p.ID+" effective stages", p.EffectiveStages, effective)
			want := map[bool]string{effective <= 1.5: "specialist", effective > 1.5 && effective < 3: "mixed", effective >= 3-1e-12: "generalist", math.IsNaN(effective): "unknown"}[true]
			if p.Class != want {
				t.Errorf("%s: %s with %v stages", p.ID, p.Class, effective)
			}
			if o.active(i) {
				same(t, p.ID+" load", p.Load, load[p.ID])
				if len(loads) > 0 {
					median := (loads[(len(loads)-1)/2] + loads[len(loads)/2]) / 2
					same(t, p.ID+" load ratio", p.LoadRatio, load[p.ID]/median)
				}
			}
			open, rel, rev, both := 0, 0, 0, 0
			carried := map[int32]bool{}
			for k, q := range o.ds.Partners {
				named := slices.ContainsFunc(o.ds.Deals, func(d ingest.Deal) bool { return int(d.Partner) == k && o.partnerDeal(d) })
				if q.Listed && (named || q.Ended == 0 || q.Ended >= o.from) && namesPerson(q.PartnerManager, i) {
					carried[int32(k)] = true
				}
			}
			for _, d := range o.ds.Deals {
				if !o.partnerDeal(d) {
					continue
				}
				all := []*ingest.Named{d.PartnerManager, d.PartnerSalesExec, d.Recruiter, d.ActivationOwner, d.EnablementOwner, d.CosellOwner, d.MeasurementOwner}
				if !o.closed(d) && slices.ContainsFunc(all, func(c *ingest.Named) bool { return namesPerson(c, i) }) {
					open++
				}
				seller := d.PartnerSalesExec
				if seller == nil {
					seller = d.CosellOwner
				}
				a, b := namesPerson(d.PartnerManager, i), namesPerson(seller, i)
				if a && d.Partner >= 0 {
					carried[d.Partner] = true
				}
				rel += btoi(a)
				rev += btoi(b)
				both += btoi(a && b)
			}
			if !o.active(i) {
				open, carried = 0, nil
			}
			if p.OpenDeals != open || p.Partners != len(carried) || p.RelationshipDeals != rel || p.RevenueDeals != rev || p.BothSides != both {
				t.Errorf("%s: %d open, %d partners, %d/%d/%d sides; want %d, %d, %d/%d/%d", p.ID,
					p.OpenDeals, p.Partners, p.RelationshipDeals, p.RevenueDeals, p.BothSides, open, len(carried), rel, rev, both)
			}
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestSeparationAgreesWithTheOracle(t *testing.T) {
	eachRandom(t, func(t *testing.T, o *oracle, r *Report) {
		count := map[string]float64{}
		sums := map[string]*big.Rat{"same": new(big.Rat), "different": new(big.Rat)}
		for _, d := range o.ds.Deals {
			if !o.partnerDeal(d) {
				continue
			}
			rev := d.PartnerSalesExec
			if rev == nil {
				rev = d.CosellOwner
			}
			verdict := "unknown"
			if d.PartnerManager != nil && rev != nil {
				verdict = "different"
				for _, a := range d.PartnerManager.People {
					for _, b := range rev.People {
						if a.Name == b.Name {
							verdict = "same"
						}
					}
				}
			}
			count[verdict]++
			if v, ok := o.amount(d); ok && verdict != "unknown" && o.won(d) && o.origin(d) == "sourced" {
				sums[verdict].Add(sums[verdict], v)
			}
		}
		s := r.Separation
		all := count["same"] + count["different"] + count["unknown"]
		if float64(s.Same) != count["same"] || float64(s.Different) != count["different"] || float64(s.Unknown) != count["unknown"] {
			t.Fatalf("%d same, %d different, %d unknown; want %v", s.Same, s.Different, s.Unknown, count)
		}
		if count["unknown"] > 0.3*all {
			if s.BlurRate != nil || s.Bounds[0] != count["same"]/all || s.Bounds[1] != (count["same"]+count["unknown"])/all {
				t.Errorf("bounds %v, rate %v", s.Bounds, show(s.BlurRate))
			}
		} else {
			same(t, "blur rate", s.BlurRate, count["same"]/(count["same"]+count["different"]))
		}
		a, _ := sums["same"].Float64()
		b, _ := sums["different"].Float64()
		same(t, "revenue weighted", s.RevenueWeighted, a/(a+b))
	})
}

func TestRevenueAgreesWithTheOracle(t *testing.T) {
	eachRandom(t, func(t *testing.T, o *oracle, r *Report) {
		quarterOf := func(d ingest.Date) string {
			y, m, _ := d.Civil()
			return fmt.Sprintf("%d-Q%d", y, (int(m)+2)/3)
		}
		sums, counts := map[string]*big.Rat{}, map[string]int{}
		first := "9999"
		for _, d := range o.ds.Deals {
			if !o.exists(d) || !o.closed(d) {
				continue
			}
			first = min(first, quarterOf(d.Closed))
			if !o.won(d) {
				continue
			}
			k := quarterOf(d.Closed) + o.origin(d)
			counts[k]++
			if v, ok := o.amount(d); ok {
				if sums[k] == nil {
					sums[k] = new(big.Rat)
				}
				sums[k].Add(sums[k], v)
			}
		}
		if first != "9999" && (len(r.Revenue.Periods) == 0 || r.Revenue.Periods[0].Period != first) {
			t.Fatalf("the quarters do not start at %s", first)
		}
		var y []float64
		for i, p := range r.Revenue.Periods {
			for origin, got := range map[string]struct {
				amount fmt.Stringer
				n      int
			}{"sourced": {p.Sourced, p.Won.Sourced}, "influenced": {p.Influenced, p.Won.Influenced}, "direct": {p.Direct, p.Won.Direct}, "unknown": {p.Amounts.Unknown, p.Won.Unknown}} {
				want := sums[p.Period+origin]
				if want == nil {
					want = new(big.Rat)
				}
				have, _ := new(big.Rat).SetString(got.amount.String())
				if have.Cmp(want) != 0 || got.n != counts[p.Period+origin] {
					t.Errorf("%s %s: %s of %d deals, want %s of %d", p.Period, origin, have.FloatString(6), got.n, want.FloatString(6), counts[p.Period+origin])
				}
			}
			if last := i == len(r.Revenue.Periods)-1; last != (p.Period == "2026-Q3") || p.Complete == last {
				t.Errorf("%s is quarter %d of %d, complete %v", p.Period, i, len(r.Revenue.Periods), p.Complete)
			}
			if p.Complete {
				f, _ := p.Sourced.Float64()
				y = append(y, f)
			}
		}
		checkTrend(t, r.Revenue.Trend, y)
		checkBacktest(t, r.Revenue.Predictability, y)
	})
}

// checkTrend repeats Theil-Sen by listing slopes, and Mann-Kendall by counting
// all orders.
func checkTrend(t *testing.T, got Trend, y []float64) {
	t.Helper()
	if len(y) < 5 {
		if got.Verdict != "too_short" || got.Slope != nil {
			t.Errorf("trend of %d quarters is %+v", len(y), got)
		}
		return
	}
	var slopes []float64
	s := func(y []float64) (s int) {
		for i := range y {
			for j := range i {
				if y[i] > y[j] {
					s++
				}
				if y[i] < y[j] {
					s--
				}
			}
		}
		return s
	}
	for i := range y {
		for j := range i {
			slopes = append(slopes, (y[i]-y[j])/float64(i-j))
		}
	}
	sort.Float64s(slopes)
	same(t, "slope", got.Slope, (slopes[(len(slopes)-1)/2]+slopes[len(slopes)/2])/2)
	if len(y) <= 8 && len(slices.Compact(slices.Sorted(slices.Values(y)))) == len(y) {
		hit, all, want := 0, 0, math.Abs(float64(s(y)))
		orders(slices.Clone(y), 0, func(z []float64) {
			all++
			if math.Abs(float64(s(z))) >= want {
				hit++
			}
		})
		same(t, "p", got.P, float64(hit)/float64(all))
	}
	if *got.P < 0.05 && got.Verdict != map[bool]string{true: "rising", false: "falling"}[s(y) > 0] {
		t.Errorf("p %v, verdict %s", *got.P, got.Verdict)
	}
}

func orders(y []float64, k int, visit func([]float64)) {
	if k == len(y) {
		visit(y)
		return
	}
	for i := k; i < len(y); i++ {
		y[k], y[i] = y[i], y[k]
		orders(y, k+1, visit)
		y[k], y[i] = y[i], y[k]
	}
}

func checkBacktest(t *testing.T, got Predictability, y []float64) {
	t.Helper()
	T := len(y)
	if T < 8 {
		if got.Verdict != "too_short" {
			t.Errorf("%d quarters are %s", T, got.Verdict)
		}
		return
	}
	Y := func(i int) float64 { return y[i-1] } // as METRICS.md counts
	bestName, bestWAPE, bestMASE := "", math.Inf(1), 0.0
	for _, m := range []struct {
		name string
		f    func(t int) float64
	}{
		{"seasonal_naive", func(t int) float64 { return Y(t - 3) }},
		{"naive", func(t int) float64 { return Y(t) }},
		{"drift", func(t int) float64 { return Y(t) + (Y(t)-Y(1))/float64(t-1) }},
	} {
		e, a, mase := 0.0, 0.0, 0.0
		for t := 4; t <= T-1; t++ {
			s := 0.0
			for i := 2; i <= t; i++ {
				s += math.Abs(Y(i)-Y(i-1)) / float64(t-1)
			}
			e += math.Abs(Y(t+1) - m.f(t))
			a += math.Abs(Y(t + 1))
			mase += math.Abs(Y(t+1)-m.f(t)) / s / float64(T-4)
		}
		if e/a < bestWAPE {
			bestName, bestWAPE, bestMASE = m.name, e/a, mase
		}
	}
	if bestName == "" {
		return
	}
	if got.Method == nil || *got.Method != bestName || got.Origins != T-4 {
		t.Fatalf("method %v over %d origins, want %s over %d", got.Method, got.Origins, bestName, T-4)
	}
	same(t, "WAPE", got.WAPE, bestWAPE)
	if !math.IsNaN(bestMASE) && !math.IsInf(bestMASE, 0) {
		same(t, "MASE", got.MASE, bestMASE)
	}
	if want := bestWAPE <= 0.15 && bestMASE < 1; (got.Verdict == "predictable") != want {
		t.Errorf("verdict %s with WAPE %v, MASE %v", got.Verdict, bestWAPE, bestMASE)
	}
}
