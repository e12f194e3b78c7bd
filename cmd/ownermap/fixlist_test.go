package main

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
)

func TestTheFixListHoldsEachCellAsText(t *testing.T) {
	place := &ingest.Place{File: "deals.xlsx", Sheet: "Q3"}
	file := filepath.Join(t.TempDir(), "fix.xlsx")
	if err := writeFixList(file, ingest.Issues{
		{Pos: ingest.Pos{Place: place, Row: 14}, Severity: ingest.SevNotice, Code: "equal-rows", Message: "twice"},
		{Pos: ingest.Pos{Place: place, Row: 14, Col: 3}, Severity: ingest.SevError, Code: "bad-amount", Message: "=cmd|'/c calc'!A1", Hint: "write a number"},
		{Severity: ingest.SevWarning, Code: "no-records", Message: "nothing"},
	}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows("To repair")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Severity", "File", "Sheet", "Cell", "What was seen", "What to do", "Code", "Done"},
		{"error", "deals.xlsx", "Q3", "C14", "=cmd|'/c calc'!A1", "write a number", "bad-amount"},
		{"warning", "", "", "", "nothing", "", "no-records"},
		{"notice", "deals.xlsx", "Q3", "14", "twice", "", "equal-rows"},
	}
	for i := range got {
		for len(got[i]) > 7 && got[i][len(got[i])-1] == "" {
			got[i] = got[i][:len(got[i])-1]
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if formula, err := f.GetCellFormula("To repair", "E2"); err != nil || formula != "" {
		t.Errorf("a cell became the formula %q (%v)", formula, err)
	}
}
