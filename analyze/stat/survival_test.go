package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The 6-MP arm of Freireich et al. (1963), weeks in remission: the first row
// relapsed, the second was censored.
func sixMP() []Observation {
	var obs []Observation
	for _, t := range []int{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		obs = append(obs, Observation{t, Event})
	}
	for _, t := range []int{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		obs = append(obs, Observation{t, Censored})
	}
	return obs
}

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s is %.6f, want %.6f", what, got, want)
	}
}

func TestKaplanMeierRepeatsThePublishedTableOf6MP(t *testing.T) {
	// Survival, Greenwood's error and the log(-log) interval as textbooks print
	// them (Kleinbaum & Klein, Survival Analysis, chapter 2; Klein & Moeschberger, table 4.1).
	want := []struct {
		week, atRisk          int
		s, se, lower, highest float64
	}{
		{6, 21, .8571, .0764, .6197, .9516}, {7, 17, .8067, .0869, .5631, .9228},
		{10, 15, .7529, .0963, .5032, .8894}, {13, 12, .6902, .1068, .4316, .8491},
		{16, 11, .6275, .1141, .3675, .8049}, {22, 7, .5378, .1282, .2678, .7468},
		{23, 6, .4482, .1346, .1881, .6801},
	}
	c := KaplanMeier(sixMP())
	if len(c.Steps) != len(want) || c.N != 21 || c.Events != 9 || c.Censored != 12 || c.Last != 35 {
		t.Fatalf("curve is %+v", c)
	}
	for i, w := range want {
		s := c.Steps[i]
		if s.Time != w.week || s.AtRisk != w.atRisk {
			t.Errorf("step %d is week %d with %d at risk, want week %d with %d", i, s.Time, s.AtRisk, w.week, w.atRisk)
		}
		near(t, "survival", s.Value, w.s, 5e-5)
		near(t, "error", s.SE, w.se, 5e-5)
		near(t, "lower", s.Low, w.lower, 5e-5)
		near(t, "upper", s.High, w.highest, 5e-5)
	}
	if m, ok := c.Falls(0.5); !ok || m != 23 {
		t.Errorf("median is week %d (%v), want 23", m, ok)
	}
	if _, ok := c.Falls(0.1); ok {
		t.Error("a level that the curve does not reach has a day")
	}
}

func TestCumulativeIncidenceRepeatsThePublishedBreastCancerTable(t *testing.T) {
	// Satagopan et al. 2004, Br J Cancer 91:1229, table 2: nine of 305 patients,
	// the others followed for longer. Incidence of death from breast cancer in percent.
	obs := []Observation{
		{7, Censored}, {10, Event}, {14, Censored}, {16, Event}, {18, Competing},
		{23, Event}, {24, Censored}, {26, Competing}, {27, Event},
	}
	for len(obs) < 305 {
		obs = append(obs, Observation{60, Censored})
	}
	want := []struct {
		month, atRisk int
		percent       float64
	}{{10, 304, .3}, {16, 302, .6}, {18, 301, .6}, {23, 300, .9}, {26, 298, .9}, {27, 297, 1.2}}
	// The paper rounds each step, so that its fourth sum of 0.33 reads 1.2 for 1.3.
	c := CumulativeIncidence(obs)
	if len(c.Steps) != len(want) {
		t.Fatalf("%d steps, want %d", len(c.Steps), len(want))
	}
	for i, w := range want {
		s := c.Steps[i]
		if s.Time != w.month || s.AtRisk != w.atRisk {
			t.Errorf("step %d is month %d with %d at risk", i, s.Time, s.AtRisk)
		}
		near(t, "incidence", 100*s.Value, w.percent, .15)
	}
	exact := 1/304. + 303/304.*(1/302.) + 303/304.*(301/302.)*(300/301.)*(1/300.) +
		303/304.*(301/302.)*(300/301.)*(299/300.)*(297/298.)*(1/297.)
	near(t, "incidence at the end", c.Steps[5].Value, exact, 1e-12)
}

func TestIncidenceWithoutCompetingEndsIsOneMinusSurvival(t *testing.T) {
	km, aj := KaplanMeier(sixMP()), CumulativeIncidence(sixMP())
	for i := range km.Steps {
		near(t, "incidence", aj.Steps[i].Value, 1-km.Steps[i].Value, 1e-12)
		near(t, "error", aj.Steps[i].SE, km.Steps[i].SE, 1e-12)
	}
}

func TestWithoutCensoringTheCurvesAreShares(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		obs := randomObservations(rng, 1+rng.IntN(40), 0)
		c := CumulativeIncidence(obs)
		for _, s := range c.Steps {
			k := 0
			for _, o := range obs {
				if o.Cause == Event && o.Time <= s.Time {
					k++
				}
			}
			p := float64(k) / float64(len(obs))
			near(t, "incidence", s.Value, p, 1e-9)
			near(t, "error", s.SE, math.Sqrt(p*(1-p)/float64(len(obs))), 1e-7)
			if day, ok := c.Rises(p); k > 0 && (!ok || day > s.Time) {
				t.Fatalf("share %v is reached on day %d, the curve says %d (%v)", p, s.Time, day, ok)
			}
		}
	}
}

func TestIncidencesAndSurvivalAddUpToOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		obs := randomObservations(rng, 1+rng.IntN(30), 3)
		var other, either []Observation
		for _, o := range obs {
			swapped, any := o, o
			switch o.Cause {
			case Event:
				swapped.Cause = Competing
			case Competing:
				swapped.Cause, any.Cause = Event, Event
			}
			other, either = append(other, swapped), append(either, any)
		}
		a, b, s := CumulativeIncidence(obs), CumulativeIncidence(other), KaplanMeier(either)
		for i := range a.Steps {
			near(t, "sum", a.Steps[i].Value+b.Steps[i].Value+s.Steps[i].Value, 1, 1e-9)
		}
	}
}

// Each censored subject hands its weight to those still under observation
// (Efron 1967); the weight that has had the event by a day is the incidence. No
// product limit is used.
func redistributed(obs []Observation, day int) float64 {
	n := len(obs)
	weight := make([]float64, n)
	for i := range weight {
		weight[i] = 1 / float64(n)
	}
	total := 0.0
	for t := 0; t <= day; t++ {
		for i, o := range obs {
			if o.Time == t && o.Cause == Event {
				total += weight[i]
			}
		}
		passed, later := 0.0, 0
		for i, o := range obs {
			if o.Time == t && o.Cause == Censored {
				passed += weight[i]
			}
			if o.Time > t {
				later++
			}
		}
		for i, o := range obs {
			if o.Time > t {
				weight[i] += passed / float64(later)
			}
		}
	}
	return total
}

func TestIncidenceAgreesWithRedistributionToTheRight(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		obs := randomObservations(rng, 1+rng.IntN(25), 4)
		for _, s := range CumulativeIncidence(obs).Steps {
			near(t, "incidence", s.Value, redistributed(obs, s.Time), 1e-9)
			if s.Low > s.Value || s.High < s.Value || s.Low < 0 || s.High > 1 || math.IsNaN(s.SE) {
				t.Fatalf("interval of %+v", s)
			}
		}
	}
}

func TestDeltaErrorAgreesWithItsFormulaTermByTerm(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		steps := CumulativeIncidence(randomObservations(rng, 2+rng.IntN(25), 4)).Steps
		for k := range steps {
			v, before := 0.0, 1.0
			for _, s := range steps[:k+1] {
				n, d1, d := float64(s.AtRisk), float64(s.Events), float64(s.Events+s.Competing)
				rest := steps[k].Value - s.Value
				if n > d {
					v += rest * rest * d / (n * (n - d))
				}
				v += before*before*d1*(n-d1)/(n*n*n) - 2*rest*before*d1/(n*n)
				before *= (n - d) / n
			}
			near(t, "error", steps[k].SE*steps[k].SE, v, 1e-12)
		}
	}
}

func TestNobodyObservedGivesNoCurve(t *testing.T) {
	for _, c := range []Curve{KaplanMeier(nil), CumulativeIncidence(nil), KaplanMeier([]Observation{{3, Censored}})} {
		if len(c.Steps) != 0 || c.Events != 0 {
			t.Errorf("curve is %+v", c)
		}
		if _, ok := c.Rises(0.5); ok {
			t.Error("an empty curve reaches a level")
		}
	}
}

// randomObservations draws n subjects over ten days; censored out of the number
// of tickets, against three for an event and two for a competing end.
func randomObservations(rng *rand.Rand, n, censored int) []Observation {
	obs := make([]Observation, n)
	for i := range obs {
		cause := Event
		switch k := rng.IntN(5 + censored); {
		case k >= 5:
			cause = Censored
		case k >= 3:
			cause = Competing
		}
		obs[i] = Observation{rng.IntN(10), cause}
	}
	return obs
}
