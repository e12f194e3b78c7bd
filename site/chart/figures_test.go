package chart

import (
	"context"
	"strings"
	"sync"
	"testing"
)

// drawn builds and renders one chart and gives its wide picture with the count of its shapes.
func drawn(t *testing.T, c Chart, err error) (svg SVG, wide map[string]int) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	svg = renderOne(t, c)
	return svg, shapes(t, svg.Wide)
}

// renderOne draws a chart with the tests' common runtime, as starting one takes longest.
func renderOne(t testing.TB, c Chart) SVG {
	t.Helper()
	needBundle(t)
	common.Lock()
	defer common.Unlock()
	common.engine = mustEngine(t)
	svg, err := common.chart(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

var common struct {
	sync.Mutex
	painter
}

func wantShapes(t *testing.T, got map[string]int, want map[string]int) {
	t.Helper()
	for what, n := range want {
		if got[what] != n {
			t.Errorf("%d of %s, want %d", got[what], what, n)
		}
	}
}

func TestSlopeDrawsDotsAndOneInkLine(t *testing.T) {
	c, err := Slope(slopeSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path fill #0B5D75": 12, "path stroke #14181D": 2}) // the line and the axis
	wantWords(t, svg.Wide, "+€87 k a quarter", "p < 0.001")
}

func TestSlopeOfAShortHistoryHasNoLine(t *testing.T) {
	p := slopeSample()
	p.Slope, p.Label = nil, []string{"too short for a trend, 4 of 5 quarters"}
	c, err := Slope(p)
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path fill #0B5D75": 12, "path stroke #14181D": 1})
	wantWords(t, svg.Wide, "too short for a trend, 4 of 5 quarters")
}

func TestBacktestPutsTheKeptMethodFirstOnTheSameScale(t *testing.T) {
	c, err := Backtest(backtestSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{
		"path fill #FFFFFF":   24,          // rings: 8 forecasts of 3 methods
		"path stroke #0B5D75": 8 + 1,       // rings and line of the kept method
		"path stroke #626B76": 2 * (8 + 1), // of the others
		"path stroke #B9C0C8": 3,           // stems
	})
	wantWords(t, svg.Wide, "Drift", "Kept: misses 8.7% on average, MASE 0.80", "misses 22.9%, MASE 2.17")
	if c.Data.Columns[2] != "Drift" {
		t.Errorf("columns are %q, want the kept method first", c.Data.Columns)
	}
}

func TestRankingColoursTheTopThreeAndTheRest(t *testing.T) {
	c, err := Ranking(rankingSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path fill #0B5D75": 3, "path fill #579BB1": 3, "path fill #C5CAD1": 1})
	wantWords(t, svg.Wide, "Brightwater Tideline", "€1.20\u00a0m", "25 other partners")
	if name := c.Data.Rows[5][0]; !strings.HasSuffix(name, "{Holding}") {
		t.Errorf("the table shortens %q", name)
	}
}

func TestPanelsDrawColumnsLinesAndAHollowPartialQuarter(t *testing.T) {
	c, err := Panels(logosSample())
	_, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path fill #0B5D75": 16, "path stroke #0B5D75": 2})
	lines := panelsSample()
	lines.Partial = true
	c, err = Panels(lines)
	_, got = drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path fill #0B5D75": 21, "path stroke #0B5D75": 3 + 3}) // lines and hollow dots
}

func TestPairMatrixTintsCellsAndFramesMarkedOnes(t *testing.T) {
	c, err := PairMatrix(pairsSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path stroke #14181D": 6, "path stroke #FFFFFF": 30, "path fill #F5F7F8": 36 - len(c.Data.Rows)})
	wantWords(t, svg.Wide, "Amara Nwosu", "Björn", "Relationship owner down, revenue owner across")
}

func TestPairsBeyondTheLimitAreJoinedWithoutLosingAny(t *testing.T) {
	p := pairsSample()
	p.MaxFrom, p.MaxTo = 3, 4
	m, err := newPairs(p)
	if err != nil {
		t.Fatal(err)
	}
	before, after := 0.0, 0.0
	for _, x := range p.Pairs {
		before += max(0, x.Count)
	}
	for _, x := range m.joined {
		after += x.Count
	}
	if before != after || len(m.from) != 3 || len(m.to) != 4 || m.from[2] != "4 others" || m.to[3] != "3 others" {
		t.Errorf("%g became %g, from %q to %q", before, after, m.from, m.to)
	}
}

func TestFlowKeepsExactCountsAndMarksStuckLinks(t *testing.T) {
	p := flowSample()
	p.Pairs = []Pair{{From: "A", To: "A", Count: 16777217}, {From: "A", To: "B", Count: 0.1, Marked: true}}
	c, err := Flow(p)
	_, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path fill #626B76": 3, "path fill #B9C0C8": 1, "path fill #8A5600": 1})
	for _, exact := range []string{`"value":16777217`, `"value":0.1`} {
		if !strings.Contains(string(c.Wide.Option), exact) {
			t.Errorf("the option has no %s: a float32 lost it", exact)
		}
	}
}

func TestStepsDrawCurvesAndTheIntervalOfTheMainOne(t *testing.T) {
	c, err := Steps(stepsSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path stroke #0B5D75": 1, "path stroke #626B76": 2, "path fill #454D57": 1})
	wantWords(t, svg.Wide, "accepted", "half by day 9", "100%", "days since handoff")
}

func TestShiftNamesBothEndsOfEachLine(t *testing.T) {
	c, err := Shift(shiftSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path stroke #0B5D75": 2, "path fill #0B5D75": 4})
	wantWords(t, svg.Wide, "Elif Yılmazer  40", "62  Elif Yılmazer", "Today", "Scenario")
}

func TestBoxesDrawSmallGroupsAsDots(t *testing.T) {
	c, err := Boxes(boxesSample())
	svg, got := drawn(t, c, err)
	wantShapes(t, got, map[string]int{"path stroke #454D57": 3, "path stroke #626B76": 3 + 4}) // boxes; outliers and the small group
	wantWords(t, svg.Wide, "APAC", "n = 4", "50\u00a0days")
}

func TestQuantilesInterpolate(t *testing.T) {
	if q := quantile([]float64{1, 2, 4, 8}, 0.25); q != 1.75 {
		t.Errorf("the lower quartile is %g, want 1.75", q)
	}
	if low, high := whiskers([]float64{1, 10, 11, 12, 13, 14, 40}); low != 10 || high != 14 {
		t.Errorf("whiskers reach from %g to %g, want 10 to 14", low, high)
	}
}

func TestEmptyChartsAreErrorsThatNameThem(t *testing.T) {
	h := head("empty", "Nothing")
	for _, build := range []func() (Chart, error){
		func() (Chart, error) { return Trend(TrendParams{Head: h}) },
		func() (Chart, error) { return Origins(OriginsParams{Head: h}) },
		func() (Chart, error) { return Slope(SlopeParams{Head: h}) },
		func() (Chart, error) { return Backtest(BacktestParams{Head: h}) },
		func() (Chart, error) { return Ranking(RankingParams{Head: h}) },
		func() (Chart, error) { return Panels(PanelsParams{Head: h}) },
		func() (Chart, error) { return Load(LoadParams{Head: h}) },
		func() (Chart, error) { return PairMatrix(PairsParams{Head: h}) },
		func() (Chart, error) { return Flow(PairsParams{Head: h}) },
		func() (Chart, error) { return Steps(StepsParams{Head: h}) },
		func() (Chart, error) { return Shift(ShiftParams{Head: h}) },
		func() (Chart, error) { return Boxes(BoxesParams{Head: h}) },
	} {
		if _, err := build(); err == nil || !strings.HasPrefix(err.Error(), "chart empty: ") {
			t.Errorf("got %v", err)
		}
	}
}

func TestNamesFromDataCannotBreakALabel(t *testing.T) {
	p := loadSample()
	p.People[0].Name = `{a|x} <b>"&' ` + "\u202e"
	c, err := Load(p)
	svg, _ := drawn(t, c, err)
	if strings.Contains(string(svg.Wide), "<b>") {
		t.Error("markup from data reached the picture")
	}
	wantWords(t, svg.Wide, `(a¦x) <b>"&' `+"\u202e")
	live, err := c.Live()
	if err != nil || strings.Contains(string(live), "<") {
		t.Errorf("the live JSON is not safe in a script element: %v", err)
	}
}
