package chart

import (
	"strings"
	"testing"
)

func TestTrendDrawsEveryForecastAsARingAndTheNextOneWithItsBand(t *testing.T) {
	c, err := Trend(trendSample())
	if err != nil {
		t.Fatal(err)
	}
	svg := renderOne(t, c)
	for name, pic := range map[string][]byte{"wide": svg.Wide, "narrow": svg.Narrow} {
		got := shapes(t, pic)
		for what, want := range map[string]int{
			"path fill #0B5D75":   12, // dots of the line
			"path stroke #626B76": 8,  // rings
			"path fill #579BB1":   1,  // band
			"path stroke #0B5D75": 3,  // line, dashes, hollow dot
		} {
			if got[what] != want {
				t.Errorf("%s: %d of %s, want %d", name, got[what], what, want)
			}
		}
		wantWords(t, pic, "Predictable within ±9%", "1.84", "€2\u00a0m", "1.5", "○ forecast made one quarter before")
	}
	if row := c.Data.Rows[12]; row[1] != "–" || row[2] != "€1.93\u00a0m (1.74 to 2.06)" {
		t.Errorf("the table's row of the next quarter is %q", row)
	}
}

func TestTrendKeepsAPartialQuarterOutOfTheLine(t *testing.T) {
	c, err := Trend(trendPartialSample())
	if err != nil {
		t.Fatal(err)
	}
	svg := renderOne(t, c)
	got := shapes(t, svg.Wide)
	if got["path fill #0B5D75"] != 12 || got["path stroke #0B5D75"] != 4 {
		t.Errorf("want 12 dots and a fourth hollow accent mark, got %v", got)
	}
	wantWords(t, svg.Wide, "0.62", "so far")
	if got := c.Data.Rows[12][1]; got != "€0.62\u00a0m so far" {
		t.Errorf("table says %q", got)
	}
}

func TestTrendWithoutAVerdictHasNoBand(t *testing.T) {
	for _, p := range []TrendParams{trendShortSample(), trendWildSample()} {
		c, err := Trend(p)
		if err != nil {
			t.Fatal(err)
		}
		got := shapes(t, renderOne(t, c).Wide)
		if got["path fill #579BB1"] != 0 || got["path stroke #0B5D75"] != 1 {
			t.Errorf("%s: want the line alone, got %v", p.ID, got)
		}
	}
}

func TestTrendRefusesListsOfDifferentLength(t *testing.T) {
	p := trendSample()
	p.Values = p.Values[:3]
	if _, err := Trend(p); err == nil || !strings.Contains(err.Error(), "3 values for 12 quarters") {
		t.Errorf("got %v", err)
	}
}

func TestATrendOfNothingButAbsentValuesStillDraws(t *testing.T) {
	p := trendShortSample()
	p.Values = make([]*float64, 4)
	c, err := Trend(p)
	if err != nil {
		t.Fatal(err)
	}
	renderOne(t, c)
	if got := c.Data.Rows[0][1]; got != "–" {
		t.Errorf("absent is written %q", got)
	}
}

func TestOriginsStackTheFourOrigins(t *testing.T) {
	c, err := Origins(originsSample())
	if err != nil {
		t.Fatal(err)
	}
	svg := renderOne(t, c)
	got := shapes(t, svg.Wide)
	for _, hex := range []string{accent, shared, direct, unknown} {
		if got["path fill "+hex] != 12 {
			t.Errorf("%d columns of %s, want 12", got["path fill "+hex], hex)
		}
	}
	wantWords(t, svg.Wide, "Sourced 1.84", "27% of the total", "Influenced 1.28", "Direct 3.50", "Unknown 0.28", "€8\u00a0m")
	wantWords(t, svg.Narrow, "2026-Q2: sourced is 27% of the total", "Sourced 1.84")
}

func TestOriginsShowAPartialQuarterHollow(t *testing.T) {
	c, err := Origins(originsPartialSample())
	if err != nil {
		t.Fatal(err)
	}
	svg := renderOne(t, c)
	got := shapes(t, svg.Wide)
	if got["path fill "+accent] != 12 || got["path stroke "+accent] != 1 {
		t.Errorf("want 12 filled columns and one hollow, got %v", got)
	}
	wantWords(t, svg.Wide, "so far")
}

func TestOriginsLeaveOutAnOriginWithoutAmounts(t *testing.T) {
	p := originsSample()
	p.Unknown = make([]*float64, len(p.Quarters))
	c, err := Origins(p)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.Data.Columns); n != 4 {
		t.Errorf("%d columns in the table, want quarter and three origins", n)
	}
}
