package stat

import (
	"cmp"
	"math"
	"slices"
)

// Cause says how the time under observation ended.
type Cause uint8

// Causes. Censored means that nothing had happened when observation ended.
const (
	Censored  Cause = iota
	Event           // what the curve counts
	Competing       // an end after which Event can no longer happen
)

// Observation is one subject followed from day 0 to day Time.
type Observation struct {
	Time  int
	Cause Cause
}

// Step is the value of a curve from day Time up to the next step, and what was
// counted on that day. AtRisk includes those who are censored on the day: ties
// between an event and a censoring count the event first, as is usual.
// SE is the standard error; Low and High are a pointwise 95 % interval on the
// log(-log) scale (Kalbfleisch & Prentice 1980), equal to Value at 0 and 1.
type Step struct {
	Time, AtRisk, Events, Competing, Censored int
	Value, SE, Low, High                      float64
}

// Curve is a step function with a step on each day of any event, starting at
// the value of day 0 before the first step. Last is the last day of observation.
type Curve struct {
	N, Events, Competing, Censored int
	Last                           int
	Steps                          []Step
}

// KaplanMeier estimates S(t), the share still without the event after day t, by
// the product limit over days t_j of (n_j - d_j)/n_j (Kaplan & Meier 1958), with
// Greenwood's standard error. A competing end counts as censoring here; where
// that matters use CumulativeIncidence.
func KaplanMeier(obs []Observation) Curve {
	c := tabulate(obs)
	s, sum := 1.0, 0.0
	steps := c.Steps[:0]
	for _, r := range c.Steps {
		r.Censored, r.Competing = r.Censored+r.Competing, 0
		if r.Events == 0 {
			continue
		}
		n, d := float64(r.AtRisk), float64(r.Events)
		s *= (n - d) / n
		if r.AtRisk > r.Events {
			sum += d / (n * (n - d))
		}
		steps = append(steps, r.at(s, s*math.Sqrt(sum)))
	}
	c.Steps, c.Censored, c.Competing = steps, c.Censored+c.Competing, 0
	return c
}

// CumulativeIncidence estimates I(t), the share with the event by day t when a
// competing end makes it impossible: the sum over days t_j <= t of
// S(t_j-1) d_1j/n_j, S the Kaplan-Meier survival from either end (Aalen &
// Johansen 1978). The standard error is by the delta method (Marubini &
// Valsecchi 1995, section 10.2), which without competing ends is Greenwood's.
func CumulativeIncidence(obs []Observation) Curve {
	c := tabulate(obs)
	s, inc := 1.0, 0.0
	var v deltaVariance
	steps := c.Steps[:0]
	for _, r := range c.Steps {
		d := r.Events + r.Competing
		if d == 0 {
			continue
		}
		n := float64(r.AtRisk)
		inc += s * float64(r.Events) / n
		v.add(n, float64(r.Events), float64(d), s, inc)
		s *= (n - float64(d)) / n
		steps = append(steps, r.at(inc, math.Sqrt(v.at(inc))))
	}
	c.Steps = steps
	return c
}

// deltaVariance keeps the sums of
//
//	sum_j (I-I_j)^2 d_j/(n_j(n_j-d_j)) + S_j-1^2 d_1j(n_j-d_1j)/n_j^3 - 2 (I-I_j) S_j-1 d_1j/n_j^2
//
// expanded in I, so that each step costs the same.
type deltaVariance struct{ a, ai, aii, b, c, ci float64 }

func (v *deltaVariance) add(n, d1, d, before, inc float64) {
	if n > d { // else nobody is left and I moves no more
		a := d / (n * (n - d))
		v.a += a
		v.ai += a * inc
		v.aii += a * inc * inc
	}
	v.b += before * before * d1 * (n - d1) / (n * n * n)
	c := before * d1 / (n * n)
	v.c += c
	v.ci += c * inc
}

func (v *deltaVariance) at(inc float64) float64 {
	return max(0, inc*inc*v.a-2*inc*v.ai+v.aii+v.b-2*(inc*v.c-v.ci))
}

// at fills the value, its error and its interval.
func (s Step) at(value, se float64) Step {
	s.Value, s.SE, s.Low, s.High = value, se, value, value
	if value > 0 && value < 1 && se > 0 {
		w := z975 * se / (value * -math.Log(value))
		s.Low, s.High = math.Pow(value, math.Exp(w)), math.Pow(value, math.Exp(-w))
	}
	return s
}

const (
	z975 = 1.959963984540054 // upper 2.5 % point of the normal distribution
	eps  = 1e-9              // a curve that should be exactly at a level may be a rounding below it
)

// Rises returns the first day on which a rising curve is at least level.
func (c Curve) Rises(level float64) (day int, ok bool) {
	return c.first(func(v float64) bool { return v >= level-eps })
}

// Falls returns the first day on which a falling curve is at most level: the
// median of a survival curve is Falls(0.5).
func (c Curve) Falls(level float64) (day int, ok bool) {
	return c.first(func(v float64) bool { return v <= level+eps })
}

func (c Curve) first(hit func(float64) bool) (int, bool) {
	i := slices.IndexFunc(c.Steps, func(s Step) bool { return hit(s.Value) })
	if i < 0 {
		return 0, false
	}
	return c.Steps[i].Time, true
}

// tabulate counts ends by day, with those at risk; values are left at zero.
func tabulate(obs []Observation) Curve {
	sorted := slices.Clone(obs)
	slices.SortFunc(sorted, func(a, b Observation) int { return cmp.Compare(a.Time, b.Time) })
	c := Curve{N: len(obs)}
	for i := 0; i < len(sorted); {
		r := Step{Time: sorted[i].Time, AtRisk: len(sorted) - i}
		for ; i < len(sorted) && sorted[i].Time == r.Time; i++ {
			switch sorted[i].Cause {
			case Event:
				r.Events++
			case Competing:
				r.Competing++
			default:
				r.Censored++
			}
		}
		c.Events, c.Competing, c.Censored = c.Events+r.Events, c.Competing+r.Competing, c.Censored+r.Censored
		c.Last = r.Time
		c.Steps = append(c.Steps, r)
	}
	return c
}
