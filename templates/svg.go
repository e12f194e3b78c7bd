package templates

import (
	"bytes"
	"encoding/json"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// percent formats a share of 1 as an SVG percentage with up to two decimals: "41.67%".
func percent(share float64) string {
	if math.IsNaN(share) || share < 0 {
		share = 0
	}
	return round2(100*math.Min(share, 1)) + "%"
}

// round2 formats with at most two decimals.
func round2(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}

// sparkline is a 64 x 24 picture without axes.
type sparkline struct {
	Lines []string // points of each unbroken run
	X, Y  string   // the last value's dot
}

// spark lays values out over 64 x 24 with 3 px around; NaN breaks the line. Under two
// values there is nothing to draw.
func spark(values []float64) *sparkline {
	low, high, n := math.Inf(1), math.Inf(-1), 0
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high, n = math.Min(low, v), math.Max(high, v), n+1
		}
	}
	if n < 2 {
		return nil
	}
	s := &sparkline{}
	var run []string
	flush := func() {
		if len(run) > 1 {
			s.Lines = append(s.Lines, strings.Join(run, " "))
		}
		run = nil
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			flush()
			continue
		}
		y := 12.0
		if high > low {
			y = 21 - 18*(v-low)/(high-low)
		}
		s.X, s.Y = round2(3+58*float64(i)/float64(len(values)-1)), round2(y)
		run = append(run, s.X+","+s.Y)
	}
	flush()
	return s
}

// way is the glyph of a direction.
func way(w Way) string {
	switch w {
	case Up:
		return "▲"
	case Down:
		return "▼"
	case Level:
		return "■"
	}
	return ""
}

// scriptJSON makes JSON safe inside a script element of type application/json: <, > and &
// are written as \u escapes.
func scriptJSON(raw json.RawMessage) (template.JS, error) {
	var compact, safe bytes.Buffer
	if err := json.Compact(&compact, raw); err != nil {
		return "", err
	}
	json.HTMLEscape(&safe, compact.Bytes())
	return template.JS(safe.String()), nil
}

// scriptValue is scriptJSON for a Go value.
func scriptValue(v any) (template.JS, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return scriptJSON(raw)
}
