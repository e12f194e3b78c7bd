package chart

import (
	"slices"
	"testing"
)

func TestUnitsWriteThreeSignificantDigits(t *testing.T) {
	eur, days := Unit{Sign: "€", Suffix: "m", Scale: 1e6}, Unit{Suffix: "days"}
	for _, c := range []struct {
		got, want string
	}{
		{eur.Full(1.84e6), "€1.84\u00a0m"}, {eur.Full(-0.5e6), "−€0.50\u00a0m"}, {eur.Full(12.345e6), "€12.3\u00a0m"},
		{eur.Full(0), "€0\u00a0m"}, {eur.Bare(3.5e6), "3.50"}, {eur.Full(1234e6), "€1,234\u00a0m"},
		{days.Full(9), "9\u00a0days"}, {Unit{Suffix: "%", Scale: 0.01}.Full(0.31), "31%"}, {eur.Ptr(nil), "–"},
		{Unit{}.Bare(-0.001), "0"}, {Unit{}.Bare(9.5), "9.5"}, {Unit{}.Bare(100), "100"}, {Unit{}.Bare(123456), "123,456"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestScalesHaveFewRoundSteps(t *testing.T) {
	for _, c := range []struct {
		values []float64
		unit   Unit
		want   []string
	}{
		{[]float64{0.84e6, 2.06e6}, millions, []string{"0", "0.5", "1.0", "1.5", "€2\u00a0m"}},
		{[]float64{6.9e6}, millions, []string{"0", "2", "4", "6", "€8\u00a0m"}},
		{[]float64{78}, Unit{}, []string{"0", "20", "40", "60", "80"}},
		{[]float64{-3, 9}, Unit{}, []string{"−2.5", "0", "2.5", "5.0", "7.5", "10"}},
		{[]float64{0.31}, Unit{Suffix: "%", Scale: 0.01}, []string{"0", "10", "20", "30%"}},
		{nil, Unit{}, []string{"0", "0.2", "0.4", "0.6", "0.8", "1"}},
		{[]float64{12000}, Unit{Sign: "£"}, []string{"0", "2,500", "5,000", "7,500", "10,000", "£12,500"}},
	} {
		if _, got := newScale(c.values...).labels(c.unit); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}

func TestEveryValueLiesOnItsScale(t *testing.T) {
	for _, v := range []float64{1e-6, 0.3, 1, 1.999, 7, 12, 99.9, 1e9, 3.3e14} {
		if s := newScale(v); s.max < v || s.top > s.max || s.top < v*0.7 {
			t.Errorf("%g: %+v", v, s)
		}
	}
}

func TestQuartersNameTheYearOnTheFirstAndOnEachQ1(t *testing.T) {
	got := quarterLabels(quarterRun(2023, 3, 4), size{700, false})
	if want := []string{"Q3\n2023", "Q4", "Q1\n2024", "Q2"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := quarterLabels(quarterRun(2022, 4, 12), size{700, false}); got[0] != "Q4" || got[1] != "Q1\n2023" {
		t.Errorf("two years would touch: %q", got[:2])
	}
	if got := quarterLabels([]string{"FY2027-Q3"}, size{700, false})[0]; got != "Q3\nFY2027" {
		t.Errorf("%q", got)
	}
}
