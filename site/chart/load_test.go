package chart

import (
	"math"
	"testing"
)

func TestLoadDrawsADotForEachPersonAndNamesEveryone(t *testing.T) {
	p := loadSample()
	c, err := Load(p)
	if err != nil {
		t.Fatal(err)
	}
	svg := renderOne(t, c)
	got := shapes(t, svg.Wide)
	if got["path fill "+accent] != 4 || got["path fill "+ink3] != 5 || got["path stroke "+ink3] != 2 {
		t.Errorf("want 4 generalists, 5 others, a hollow dot and the median, got %v", got)
	}
	if got["polygon fill "+accentSoft] != 1 || got["polygon fill "+surface] != 1 {
		t.Errorf("want both bands, got %v", got)
	}
	wantWords(t, svg.Wide, "median 35", "Generalist, from 3", "Specialist, to 1.5", "Mixed")
	for _, person := range p.People {
		wantWords(t, svg.Wide, person.Name)
	}
}

func TestPlacedLabelsCoverNeitherDotsNorEachOther(t *testing.T) {
	g := geometry{width: 700, height: 400, top: 20, right: 10, bottom: 50, left: 40}
	pl := newPlacer(g)
	points := [][2]float64{{100, 100}, {130, 100}, {160, 100}, {100, 120}, {600, 300}, {690, 300}, {400, 200}, {410, 205}}
	for _, p := range points {
		pl.block(box{p[0] - 6, p[1] - 6, p[0] + 6, p[1] + 6})
	}
	for _, p := range points {
		pl.place(p[0], p[1], 6, 70)
	}
	for i, a := range pl.taken {
		for _, b := range pl.taken[i+1:] {
			if a.overlap(b) >= 20 {
				t.Errorf("%v covers %v", a, b)
			}
		}
	}
	if len(pl.taken) < 2*len(points)-2 {
		t.Errorf("only %d labels of %d were placed", len(pl.taken)-len(points), len(points))
	}
}

func TestACrowdIsNamedOnlyWhereItStandsOut(t *testing.T) {
	c, err := Load(loadCrowdSample())
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, w := range words(renderOne(t, c).Wide) {
		if len(w) > 7 && w[:7] == "Person " {
			named++
		}
	}
	if named == 0 || named >= 40 {
		t.Errorf("%d of 40 people are named", named)
	}
	if len(c.Data.Rows) != 40 {
		t.Errorf("the table has %d rows", len(c.Data.Rows))
	}
}

func TestSpreadKeepsLabelsApartAndInOrder(t *testing.T) {
	out := spread([]float64{10, 12, 13, 80}, []float64{32, 17, 17, 17}, 0)
	for i := 1; i < len(out); i++ {
		if gap := out[i] - out[i-1]; gap < 17-1e-6 {
			t.Errorf("labels %d and %d are %.2f px apart", i-1, i, gap)
		}
	}
	if out[0] < 16-1e-6 || math.Abs(out[3]-80) > 1e-6 {
		t.Errorf("%v", out)
	}
}
