package mock

import t "ownermap/templates"

// Blocks are the components of all pages but the hostile one, in order of appearance.
func Blocks() []t.Block {
	var out []t.Block
	for _, s := range sections() {
		for _, b := range s.Blocks {
			out = append(out, flatten(b)...)
		}
	}
	return out
}

func sections() []t.Section {
	var out []t.Section
	for _, v := range Pages() {
		switch p := v.(type) {
		case *t.SummaryPage:
			out = append(out, p.Strip, p.Revenue, p.Moves, p.Limits)
		case *t.OwnershipPage:
			out = append(out, p.Matrix, p.Map, p.Findings, p.Stages)
		case *t.LoadPage:
			out = append(out, p.Spread, p.People, p.Division)
		case *t.PersonPage:
			out = append(out, p.Mix)
		case *t.WhatIfPage:
			out = append(out, p.Changes, p.Strips, p.Scorecard, p.Flip)
		case *t.LeadershipPage:
			out = append(out, p.Checks, p.Tree)
		case *t.MethodPage:
			out = append(out, p.Sections...)
		case *t.DataPage:
			out = append(out, p.Issues, p.Mapping, p.Inputs)
		case *t.StagePage:
			out = append(out, p.Strip, p.People, p.Map)
		}
	}
	return out
}

// flatten is a block and what stands in its columns.
func flatten(b t.Block) []t.Block {
	cols, ok := b.(t.Columns)
	if !ok {
		return []t.Block{b}
	}
	out := []t.Block{b}
	for _, item := range cols.Items {
		for _, inner := range item {
			out = append(out, flatten(inner)...)
		}
	}
	return out
}
