// Package problems passes a reader's problems on without flooding whoever reads
// them: a workbook that lost its texts has one problem for every cell.
package problems

import (
	"fmt"
	"maps"
	"slices"

	"ownermap/ingest/table"
)

// PerCode is how many problems of one code are listed for a sheet; the rest are
// counted.
const PerCode = 1000

// Reporter passes on the problems of one sheet.
type Reporter struct {
	Sheet  string
	pass   func(table.Problem)
	counts map[string]int
}

// New makes a reporter that passes problems to pass, which may be nil.
func New(sheet string, pass func(table.Problem)) *Reporter {
	return &Reporter{Sheet: sheet, pass: pass, counts: map[string]int{}}
}

// Add passes p on with the sheet's name, or counts it.
func (r *Reporter) Add(p table.Problem) {
	p.Sheet = r.Sheet
	if r.counts[p.Code]++; r.counts[p.Code] <= PerCode && r.pass != nil {
		r.pass(p)
	}
}

// Finish tells how many problems were only counted.
func (r *Reporter) Finish() {
	for _, code := range slices.Sorted(maps.Keys(r.counts)) {
		if n := r.counts[code] - PerCode; n > 0 && r.pass != nil {
			r.pass(table.Problem{
				Sheet: r.Sheet, Code: table.CodeMore,
				Message: fmt.Sprintf("%d more problems of the kind %s", n, code),
				Hint:    "the first ones are listed; they usually have one cause",
			})
		}
	}
}
