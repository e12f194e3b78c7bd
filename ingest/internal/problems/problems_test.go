package problems_test

import (
	"testing"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/table"
)

func TestProblemsBeyondTheListAreCounted(t *testing.T) {
	var got []table.Problem
	r := problems.New("S", func(p table.Problem) { got = append(got, p) })
	for range problems.PerCode + 5 {
		r.Add(table.Problem{Code: table.CodeString})
	}
	r.Add(table.Problem{Code: table.CodeText})
	r.Finish()
	last := got[len(got)-1]
	if len(got) != problems.PerCode+2 || last.Code != table.CodeMore || last.Sheet != "S" || last.Message != "5 more problems of the kind missing-shared-string" {
		t.Errorf("%d problems, the last %+v", len(got), last)
	}
}
