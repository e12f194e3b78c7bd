package analyze

import "ownermap/analyze/stat"

// CurvePoint is a step of a curve: Value is the share from Day up to the next
// point, Low and High its pointwise 95 % interval; AtRisk were still under
// observation at the start of the day, Events of them had the event on it. Before
// the first point the share is 0.
type CurvePoint struct {
	Day    int     `json:"day"`
	AtRisk int     `json:"at_risk"`
	Events int     `json:"events"`
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// rising is a curve of shares that have had the event. A survival curve is
// turned over, so that every chart of the report rises.
func rising(c stat.Curve, survival bool) []CurvePoint {
	points := make([]CurvePoint, 0, len(c.Steps))
	for _, s := range c.Steps {
		if s.Events == 0 {
			continue
		}
		p := CurvePoint{Day: s.Time, AtRisk: s.AtRisk, Events: s.Events, Value: s.Value, Low: s.Low, High: s.High}
		if survival {
			p.Value, p.Low, p.High = 1-s.Value, 1-s.High, 1-s.Low
		}
		points = append(points, p)
	}
	return points
}
