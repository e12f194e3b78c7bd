package site

import "testing"

func TestRowsThatSeveralFiguresNameCountOnce(t *testing.T) {
	sets := parseAll([]string{"deals.xlsx[Q3]!5:20,30", "roster.xlsx!7", "deals.xlsx[Q3]!18:31", "deals[!].csv!A4"})
	if len(sets) != 3 || sets[0].Place != "deals.xlsx[Q3]" || sets[0].count() != 27 || sets[1].Place != "deals[!].csv" || sets[2].count() != 1 {
		t.Errorf("%v", sets)
	}
	if n := sets[0].first(3).count(); n != 3 {
		t.Errorf("the first 3 rows are %d", n)
	}
}
