package analyze

import (
	"fmt"
	"slices"

	"github.com/govalues/decimal"

	"ownermap/analyze/stat"
	"ownermap/ingest"
)

// Scaling tells whether the team grew by depth or by more of the same
// (METRICS.md 9). Cloning is consistent, not consistent or insufficient data;
// GeneralistCeiling is reached, not reached or insufficient data.
type Scaling struct {
	Periods           []ScalingPeriod `json:"periods"` // complete quarters
	Cloning           string          `json:"cloning"`
	GeneralistCeiling string          `json:"generalist_ceiling"`
	MedianStages      *float64        `json:"median_effective_stages"` // FTE-weighted, of the team today
	Change            *ScalingChange  `json:"change"`                  // over the window
	SmallTeam         bool            `json:"small_team"`              // of a size at which a generalist is normal
	Warnings          []string        `json:"warnings"`
}

// ScalingPeriod is the team at the end of one complete fiscal quarter, by start
// and end dates. GeneralistShare is FTE-weighted over those who state a stage.
type ScalingPeriod struct {
	Period          string           `json:"period"`
	End             ingest.Date      `json:"end"`
	People          int              `json:"people"`
	FTE             float64          `json:"fte"`
	GeneralistShare *float64         `json:"generalist_share"`
	Sourced         decimal.Decimal  `json:"sourced"`
	SourcedPerFTE   *decimal.Decimal `json:"sourced_per_fte"` // at most six decimal places
}

// ScalingChange compares the first with the last complete quarter of the window.
type ScalingChange struct {
	From            string              `json:"from"`
	To              string              `json:"to"`
	FTE             [2]float64          `json:"fte"`
	GeneralistShare [2]*float64         `json:"generalist_share"`
	SourcedPerFTE   [2]*decimal.Decimal `json:"sourced_per_fte"`
}

// Verdicts of scaling.
const (
	consistent    = "consistent"
	notConsistent = "not consistent"
	reached       = "reached"
	notReached    = "not reached"
	insufficient  = "insufficient data"
)

// scaling measures how the team grew (METRICS.md 9). Revenue and people must be
// measured before.
func (m *model) scaling() {
	s := &Scaling{Periods: []ScalingPeriod{}, Cloning: insufficient, GeneralistCeiling: insufficient, Warnings: []string{}}
	m.rep.Scaling = s
	size := 0
	for _, t := range m.team {
		if t {
			size++
		}
	}
	if s.SmallTeam = size > 0 && size <= m.th.SmallTeam; s.SmallTeam {
		s.warn("a team of %s: a generalist is normal at this size", count(size, "person"))
	}
	m.scalingPeriods(s)
	m.cloning(s)
	m.generalistCeiling(s)
}

func (s *Scaling) warn(format string, args ...any) {
	s.Warnings = append(s.Warnings, fmt.Sprintf(format, args...))
}

// ofTeam reports whether a person would belong to the team on a day of activity:
// a class of the team, or any stage stated.
func ofTeam(p *ingest.Person) bool {
	return slices.Contains(teamClasses, p.Class) || len(p.Stages) > 0
}

// scalingPeriods fills one period for each complete quarter of the revenue
// section. Somebody whose start is unknown counts as there from the first.
func (m *model) scalingPeriods(s *Scaling) {
	undated, members, leavers := 0, 0, 0
	for i := range m.ds.People {
		if p := &m.ds.People[i]; ofTeam(p) {
			members++
			if p.Start.IsZero() {
				undated++
			}
			if !p.End.IsZero() {
				leavers++
			}
		}
	}
	switch {
	case members == 0:
		s.warn("headcount: needs a person of the partnerships team on the roster, has none")
	case undated == members:
		s.warn("headcount by quarter: needs start dates in the roster, has none")
	case undated > 0:
		s.warn("%s without a start date: counted as there from the first quarter", count(undated, "person"))
	}
	if members > 0 && leavers == 0 {
		s.warn("nobody on the roster has an end date: people who left before it was drawn are missing from earlier quarters")
	}
	if m.rep.Revenue == nil {
		return
	}
	for _, p := range m.rep.Revenue.Periods {
		if p.Complete {
			s.Periods = append(s.Periods, m.scalingPeriod(p))
		}
	}
}

// scalingPeriod counts the team on the last day of a quarter.
func (m *model) scalingPeriod(q Period) ScalingPeriod {
	out := ScalingPeriod{Period: q.Period, End: q.End, Sourced: q.Sourced}
	var rows rowSet
	generalists, known := 0.0, 0.0
	for i := range m.ds.People {
		p := &m.ds.People[i]
		if !ofTeam(p) || !p.Active(q.End) {
			continue
		}
		fte := max(0, p.Allocation)
		out.People++
		out.FTE += fte
		rows.addPerson(p)
		if n := len(m.inStageOrder(p.Stages)); n > 0 {
			known += fte
			if m.classOf(float64(n)) == "generalist" {
				generalists += fte
			}
		}
	}
	out.FTE = settle(out.FTE)
	if known > 0 {
		out.GeneralistShare = ref(generalists / known)
	}
	out.SourcedPerFTE = perFTE(q.Sourced, out.FTE)
	m.figure("scaling."+q.Period+".fte", out.FTE, "FTE", rows)
	m.figure("scaling."+q.Period+".generalist_share", out.GeneralistShare, "share", rows)
	sourced := m.books.periods[m.cal.of(q.End)-m.books.first].rows[ingest.OriginSourced]
	m.figure("scaling."+q.Period+".sourced_per_fte", amountOrNil(out.SourcedPerFTE), m.currency, union(rows, sourced))
	return out
}

// perFTE divides an amount by a headcount above zero.
func perFTE(amount decimal.Decimal, fte float64) *decimal.Decimal {
	d, err := decimal.NewFromFloat64(fte)
	if err != nil || fte <= 0 {
		return nil
	}
	v, err := amount.Quo(d)
	if err != nil {
		return nil
	}
	v = v.Round(6).Trim(0)
	return &v
}

// cloning compares the first with the last complete quarter of the window. Any
// of the three parts that fails settles it, whatever else is unknown.
func (m *model) cloning(s *Scaling) {
	var in []ScalingPeriod
	for _, p := range s.Periods {
		if p.End > m.winStart {
			in = append(in, p)
		}
	}
	if len(in) < 2 {
		s.warn("cloning: needs 2 complete quarters in the window, has %d", len(in))
		return
	}
	a, b := in[0], in[len(in)-1]
	s.Change = &ScalingChange{
		From: a.Period, To: b.Period, FTE: [2]float64{a.FTE, b.FTE},
		GeneralistShare: [2]*float64{a.GeneralistShare, b.GeneralistShare},
		SourcedPerFTE:   [2]*decimal.Decimal{a.SourcedPerFTE, b.SourcedPerFTE},
	}
	if !m.startsKnown() {
		s.warn("cloning: needs start dates in the roster, has none")
		return
	}
	shareKnown := a.GeneralistShare != nil && b.GeneralistShare != nil
	revenueKnown := a.SourcedPerFTE != nil && b.SourcedPerFTE != nil
	switch {
	case b.FTE <= a.FTE,
		shareKnown && *b.GeneralistShare < *a.GeneralistShare,
		revenueKnown && b.SourcedPerFTE.Cmp(*a.SourcedPerFTE) > 0:
		s.Cloning = notConsistent
	case !shareKnown:
		s.warn("cloning: needs people who state a stage in the first and last quarter of the window")
	case !revenueKnown:
		s.warn("cloning: needs people on the team in the first and last quarter of the window")
	default:
		s.Cloning = consistent
	}
}

// startsKnown reports whether any start date of the team is known.
func (m *model) startsKnown() bool {
	return slices.ContainsFunc(m.ds.People, func(p ingest.Person) bool { return ofTeam(&p) && !p.Start.IsZero() })
}

// generalistCeiling joins the trend of sourced revenue with the FTE-weighted
// median of effective stages. It is not reached as soon as one part fails; with
// neither part failing and one unknown there is not enough data.
func (m *model) generalistCeiling(s *Scaling) {
	var stages, weights []float64
	var rows rowSet
	for _, p := range m.rep.People {
		if p.Team && p.EffectiveStages != nil && p.Allocation > 0 {
			stages, weights = append(stages, *p.EffectiveStages), append(weights, p.Allocation)
		}
	}
	for i := range m.ds.People {
		if m.team[i] {
			rows.addPerson(&m.ds.People[i])
		}
	}
	if d, ok := stat.WeightedMedian(stages, weights); ok {
		s.MedianStages = &d
	}
	m.figure("scaling.median_effective_stages", s.MedianStages, "stages", rows)
	trend := "too_short"
	if m.rep.Revenue != nil {
		trend = m.rep.Revenue.Trend.Verdict
	}
	switch {
	case s.MedianStages != nil && m.classOf(*s.MedianStages) != "generalist", trend == "rising":
		s.GeneralistCeiling = notReached
	case s.MedianStages == nil:
		s.warn("generalist ceiling: needs a person of the team with stages, stated or observed")
	case trend == "too_short":
		s.warn("generalist ceiling: needs a trend of sourced revenue over 5 complete quarters")
	case trend == "undetermined":
		s.warn("generalist ceiling: needs a trend of sourced revenue that the quarters can tell; theirs is undetermined")
	default:
		s.GeneralistCeiling = reached
	}
}
