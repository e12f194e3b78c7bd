package config

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownermap/analyze/whatif"
	"ownermap/ingest"
)

// sheet makes rows of cells parted by "|".
func sheet(lines ...string) (rows []ingest.PlainRow) {
	place := &ingest.Place{File: "roster.xlsx", Sheet: "Scenario"}
	for i, l := range lines {
		r := ingest.PlainRow{Pos: ingest.Pos{Place: place, Row: int32(i + 1)}}
		for c := range strings.SplitSeq(l, "|") {
			r.Cells = append(r.Cells, strings.TrimSpace(c))
		}
		rows = append(rows, r)
	}
	return rows
}

func TestASheetOfChangesIsScenarios(t *testing.T) {
	list, err := SheetScenarios(sheet("Scenario | Change | Stage | Person | To | Region | Partners | Allocation",
		"By region | assign | activation | Ana | | EMEA | |", " | Move | | Ana | Bo | | P one; P two | ", "Leaner | leave | | Bo", " | hire | cosell; measurement | New seller | | | | 0.5"))
	if err != nil {
		t.Fatal(err)
	}
	half := 0.5
	want := []whatif.Scenario{
		{Title: "By region", Changes: []whatif.Change{{Assign: &whatif.Assign{Stage: "activation", To: "Ana", Where: whatif.Where{Region: "EMEA"}}},
			{Move: &whatif.Move{From: "Ana", To: "Bo", Which: whatif.Which{Partners: []string{"P one", "P two"}}}}}},
		{Title: "Leaner", Changes: []whatif.Change{{Leave: &whatif.Leave{Person: "Bo"}},
			{Hire: &whatif.Hire{Name: "New seller", Stages: []string{"cosell", "measurement"}, Allocation: &half}}}},
	}
	var got []whatif.Scenario
	for _, s := range list {
		got = append(got, s.Scenario)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	err = list[1].At(&whatif.Error{Scenario: "Leaner", Change: 2, Message: "x"})
	if err.Error() != "roster.xlsx[Scenario]!5: x" {
		t.Errorf("got %v", err)
	}
}

func TestABadScenarioSheetNamesItsRow(t *testing.T) {
	for want, rows := range map[string][]ingest.PlainRow{
		`roster.xlsx[Scenario]!B1: no column of a scenario is called "chnge"`: sheet("Scenario | Chnge"),
		`roster.xlsx[Scenario]!2: "asign" is not a change`:                    sheet("Change", "asign"),
		`roster.xlsx[Scenario]!2: allocation "half" is not a number`:          sheet("Change | Allocation", "hire | half"),
		`no column Change`: sheet("Stage"),
	} {
		_, err := SheetScenarios(rows)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) || e.Hint == "" {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
