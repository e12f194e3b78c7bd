package xlsx

import (
	"fmt"
	"maps"
	"slices"

	"ownermap/ingest/table"
)

// perCode is how many problems of one code are listed for a sheet; the rest are
// counted. A workbook without its strings has one for every cell.
const perCode = 1000

// reporter passes on a sheet's problems.
type reporter struct {
	sheet  string
	pass   func(table.Problem)
	counts map[string]int
}

func newReporter(sheet string, pass func(table.Problem)) *reporter {
	return &reporter{sheet: sheet, pass: pass, counts: map[string]int{}}
}

func (r *reporter) add(p table.Problem) {
	p.Sheet = r.sheet
	if r.counts[p.Code]++; r.counts[p.Code] <= perCode && r.pass != nil {
		r.pass(p)
	}
}

// finish tells how many were left out.
func (r *reporter) finish() {
	for _, code := range slices.Sorted(maps.Keys(r.counts)) {
		if n := r.counts[code] - perCode; n > 0 && r.pass != nil {
			r.pass(table.Problem{
				Sheet: r.sheet, Code: table.CodeMore,
				Message: fmt.Sprintf("%d more problems of the kind %s on this sheet", n, code),
				Hint:    "the first ones are listed; they usually have one cause",
			})
		}
	}
}
