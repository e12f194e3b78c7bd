package ingest

import (
	"slices"
	"strings"

	"ownermap/ingest/value"
)

// byDay puts the deals sheets of a workbook, all of whose names are days, months, quarters or
// years, into the order of those: of a deal that stands on several the later sheet counts, and
// people put the newest sheet first.
func byDay(parts []*part) {
	var at []int // places of the deals sheets
	var sheets []*part
	days := map[*part]int{}
	for i, p := range parts {
		if p.input.Kind != KindDeals {
			continue
		}
		day, ok := sheetDay(p.input.Place.Sheet)
		if !ok {
			return
		}
		at, sheets, days[p] = append(at, i), append(sheets, p), day
	}
	order := func(a, b *part) int { return days[a] - days[b] }
	if slices.IsSortedFunc(sheets, order) {
		return
	}
	slices.SortStableFunc(sheets, order)
	for i, p := range sheets {
		parts[at[i]] = p
		p.note("the sheets are taken in the order of the days that their names say: of a deal on several the latest counts")
	}
}

// sheetDay is the first day of the period that is a sheet's name: "2026-Q2", "Jan 2026", "2025".
func sheetDay(name string) (day int, ok bool) {
	name = strings.ReplaceAll(strings.TrimSpace(name), "_", "-")
	if isYear(name) {
		name += "-01-01"
	}
	t, ok := value.ParseDate(name)
	if !ok || !t.Certain() {
		return 0, false
	}
	d, ok := t.Day(value.OrderOpen)
	return d.Unix(), ok
}
