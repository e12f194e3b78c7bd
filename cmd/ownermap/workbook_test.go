package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook of one sheet and returns its path.
func workbook(t testing.TB, dir, name, sheet string, rows [][]any) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, name)
	if err := f.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	return file
}

var dealHeads = []any{"Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Amount Currency", "Amount", "Created Date", "Close Date",
	"Region", "Motion", "Partner Account", "Partner Type", "Partner Attribution", "Partner Manager", "Partner Sales Exec", "Opportunity Owner",
	"Recruited By", "Activated By", "Co-Sell Lead", "Credit Confirmed By"}

var personHeads = []any{"Employee ID", "Employee Name", "Job Title", "Manager", "Region", "Stages Owned", "FTE %", "Hire Date"}

// dealsWorkbook writes n deals with 20 columns over 12 quarters, named by the
// people.
func dealsWorkbook(t testing.TB, dir string, n int, people []string) string {
	t.Helper()
	rows := [][]any{dealHeads}
	regions := []string{"EMEA", "Americas", "APAC"}
	stages := []string{"Closed Won", "Closed Lost", "Proposal"}
	for i := range n {
		who := func(k int) string { return people[(i*7+k*11)%len(people)] }
		created := fmt.Sprintf("20%02d-%02d-%02d", 23+i%3, 1+i%12, 1+i%28)
		closed := fmt.Sprintf("20%02d-%02d-%02d", 24+i%3, 1+i%9, 1+i%28)
		rows = append(rows, []any{fmt.Sprintf("D%06d", i), fmt.Sprintf("Deal %d", i), fmt.Sprintf("Account %d", i%977), stages[i%3], "EUR",
			float64(1000+(i*7919)%90000) + 0.5, created, closed, regions[i%3], "Co-sell", fmt.Sprintf("Partner %d", i%60), "Reseller",
			[]string{"Sourced", "Influenced", "Direct"}[i%3], who(1), who(2), who(3), who(4), who(5), who(6), who(7)})
	}
	return workbook(t, dir, "deals.xlsx", "Deals", rows)
}

// rosterWorkbook writes n people and returns their names as well.
func rosterWorkbook(t testing.TB, dir string, n int) (file string, people []string) {
	t.Helper()
	rows := [][]any{personHeads}
	titles := []string{"Partner Manager", "Partner Sales Executive", "Partner Operations Analyst"}
	for i := range n {
		name, manager := fmt.Sprintf("Person %c%c", 'A'+i/26, 'a'+i%26), "Person Aa"
		if i == 0 {
			manager = ""
			rows = append(rows, []any{"E0", name, "VP Partnerships", manager, "", "", 1, "2020-01-01"})
		} else {
			rows = append(rows, []any{fmt.Sprintf("E%d", i), name, titles[i%3], manager, "", []string{"Recruitment", "Co-sell", "Activation"}[i%3], 1, "2021-01-01"})
		}
		people = append(people, name)
	}
	return workbook(t, dir, "roster.xlsx", "People", rows), people
}
