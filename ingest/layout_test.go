package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// dealLine writes what a layout test looks at.
func dealLine(ds *ingest.Dataset) string {
	var out []string
	for _, d := range ds.Deals {
		owner := named(ds, d.SalesOwner)
		out = append(out, fmt.Sprintf("%s/%s/%s/%s/%s", d.ID, d.Name, d.Amount.Value, owner, d.Region))
	}
	return strings.Join(out, " ")
}

func note(ds *ingest.Dataset, part string) bool {
	for _, in := range ds.Inputs {
		for _, n := range in.Notes {
			if strings.Contains(n, part) {
				return true
			}
		}
	}
	return false
}

func TestGroupedReportIsFilledDownAndReconciled(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "grouped.csv",
		"Opportunities by owner", "", "Opportunity Owner  ↑,Region  ↑,Opportunity ID,Opportunity Name,Amount,Stage",
		"Jane Doe,EMEA,D1,Alpha,100,Prospecting", ",,D2,Beta,200,Prospecting", ",Subtotal,,,300,", ",AMER,D3,Gamma,50,Prospecting", ",Subtotal,,,50,", "Subtotal,,,,350,",
		"John Roe,,D4,Delta,25.5,Prospecting", ",,D5,Echo,,Prospecting", "Subtotal,,,,25.50,", "Total,Count,,,5,", "Total,Sum,,,375.50,", "",
		"Confidential Information - Do Not Distribute")))
	if got, want := dealLine(ds), "D1/Alpha/100/?Jane Doe/EMEA D2/Beta/200/?Jane Doe/EMEA D3/Gamma/50/?Jane Doe/AMER D4/Delta/25.5/?John Roe/ D5/Echo/0/?John Roe/"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	in := ds.Inputs[0]
	if in.Rows != 12 || in.Kept != 5 || in.Dropped != 7 {
		t.Errorf("%d rows, %d kept, %d dropped", in.Rows, in.Kept, in.Dropped)
	}
	if !note(ds, "rows above them: 5 totals") || codes(ds)["total-mismatch"] > 0 {
		t.Errorf("notes %q, issues %v", in.Notes, ds.Issues)
	}
}

func TestTotalThatDisagreesIsAnIssue(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID,Amount,Stage", "D1,100,Open", "D2,x1,Open", "Total,300,")))
	if codes(ds)["total-mismatch"] != 1 || codes(ds)["bad-amount"] != 1 {
		t.Errorf("issues %v", ds.Issues)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID,Amount,Amount Currency,Stage", "D1,100,USD,Open", "D2,100,EUR,Open", "Total,208,USD,")))
	if codes(ds)["total-mismatch"] != 0 {
		t.Errorf("amounts in two currencies were added: %v", ds.Issues)
	}
}

func TestBlankCellsOfAnUngroupedReportStayBlank(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Region ↓,Opportunity ID,Opportunity Name,Amount,Stage", "EMEA,D1,Alpha,1,Open", "EMEA,D2,Beta,2,Open", "AMER,D3,Gamma,3,Open", ",D4,Delta,4,Open", ",D5,Echo,5,Open")))
	if got, want := dealLine(ds), "D1/Alpha/1//EMEA D2/Beta/2//EMEA D3/Gamma/3//AMER D4/Delta/4// D5/Echo/5//"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestGroupHeadingsFillAFieldWithoutAColumn(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID,Opportunity Name,Amount,Stage", "Opportunity Owner: Jane Doe (2 records)", "D1,Alpha,1,Open", "D2,Beta,2,Open",
		"Opportunity Owner: John Roe (1 record)", "D3,Gamma,3,Open", "Grand Total,3 records,,")))
	if got, want := dealLine(ds), "D1/Alpha/1/?Jane Doe/ D2/Beta/2/?Jane Doe/ D3/Gamma/3/?John Roe/"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if !note(ds, "rows above them: 1 count of the file") {
		t.Errorf("notes %q", ds.Inputs[0].Notes)
	}
}

func TestGroupHeadingsInTheirOwnColumnFillIt(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "outline.csv", "Region,Sales Rep,Opportunity ID,Opportunity Name,Amount,Stage",
		"EMEA (3)", ",Jane Doe", ",,D1,Alpha,1,Prospecting", ",,D2,Beta,2,Prospecting", ",Sales Rep: John Roe", ",,D3,Gamma,3,Prospecting", "EMEA Total,,,,6,",
		"AMER (2 records)", ",Jane Doe", ",,D4,Delta,4,Prospecting", ",,D5,Echo,5,Prospecting", "Grand Total,,,,15,")))
	if got, want := dealLine(ds), "D1/Alpha/1/?Jane Doe/EMEA D2/Beta/2/?Jane Doe/EMEA D3/Gamma/3/?John Roe/EMEA D4/Delta/4/?Jane Doe/AMER D5/Echo/5/?Jane Doe/AMER"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if !note(ds, "Sales Rep (B): group headings in rows of their own: 5 cells filled down") {
		t.Errorf("notes %q", ds.Inputs[0].Notes)
	}
	ds = load(t, sources("deals", csvFile(t, "other.csv", "Region,Opportunity ID,Opportunity Name,Amount,Stage", "EMEA", "Sales Rep: Jane Doe", ",D1,Alpha,1,Prospecting")))
	if got, want := dealLine(ds), "D1/Alpha/1/?Jane Doe/EMEA"; got != want {
		t.Errorf("a heading that names another field:\n got %s\nwant %s", got, want)
	}
	ds = load(t, sources("deals", csvFile(t, "notes.csv", "Region,Sales Rep,Opportunity ID,Opportunity Name,Amount,Stage",
		"All regions below", "EMEA,Jane Doe,D1,Alpha,1,Prospecting", ",Jane Doe,D2,Beta,2,Prospecting")))
	if got, want := dealLine(ds), "D1/Alpha/1/?Jane Doe/EMEA D2/Beta/2/?Jane Doe/"; got != want {
		t.Errorf("a note is no heading where records fill the column:\n got %s\nwant %s", got, want)
	}
}

func TestTwoHeaderRowsAreReadAsOne(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Q3 pipeline", "Opportunity,,Partner,,Money,", "ID,Name,Name,Type,Amount,Stage", "D1,Alpha,Globex,Reseller,5,Open")))
	if len(ds.Deals) != 1 || len(ds.Partners) != 1 || ds.Partners[0].Name != "Globex" || ds.Deals[0].PartnerType != "Reseller" || ds.Deals[0].Name != "Alpha" || ds.Inputs[0].HeaderRow != 3 {
		t.Errorf("deals %+v, partners %+v, columns %+v", ds.Deals, ds.Partners, ds.Inputs[0].Columns)
	}
}

func TestTwoHeaderRowsOfWhichTheUpperIsMergedAreReadAsOne(t *testing.T) {
	rows := [][]any{{"Deal", nil, "Partner", nil, "Value", nil, "Dates"}, {"ID", "Name", "Name", "Manager", "Amount", "Currency", "Created", "Closed"}, {"D1", "Alpha", "Globex", "Jane Doe", 5, "EUR", "2026-01-05", "2026-03-01"}}
	ds := load(t, sources("deals", workbookWith(t, rows, "A1:B1", "C1:D1", "E1:F1", "G1:H1")))
	if partnersOf(ds) != "Globex" || ds.Deals[0].Name != "Alpha" || ds.Deals[0].PartnerManager == nil || ds.Deals[0].Closed.IsZero() || codes(ds)["column-tie"] != 0 {
		t.Errorf("deals %+v, columns %+v, issues %v", ds.Deals, ds.Inputs[0].Columns, ds.Issues)
	}
}

func TestRepeatedHeadersAndTrailingNotesAreDroppedWithReasons(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID,Opportunity Name,Amount,Stage", "D1,Alpha,1,Open", "Opportunity ID,Opportunity Name,Amount,Stage", "D2,Beta,2,Open", "", "Copyright (c) 2000-2024 salesforce.com")))
	in := ds.Inputs[0]
	if len(ds.Deals) != 2 || len(in.DroppedRows) != 2 || in.DroppedRows[0].Reason != "the header row again" || !strings.HasPrefix(in.DroppedRows[1].Reason, "a note") {
		t.Errorf("%d deals, dropped %v", len(ds.Deals), in.DroppedRows)
	}
}

func TestSecondTableOfASheetIsNamedAndNotRead(t *testing.T) {
	lines := []string{"Name,Title,Manager,Start Date", "Ada Okafor,VP Partnerships,,2021-01-04", "Jane Doe,Partner Manager,Ada Okafor,2022-01-04", "",
		"Opportunity ID,Opportunity Name,Amount,Stage", "D1,Alpha,1,Open", "D2,Beta,2,Open"}
	ds := load(t, sources("roster", csvFile(t, "x.csv", lines...)))
	if len(ds.People) != 2 || codes(ds)["second-table"] != 1 || ds.Inputs[0].Dropped != 3 {
		t.Errorf("%d people, dropped %v, issues %v", len(ds.People), ds.Inputs[0].DroppedRows, ds.Issues)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", lines...)))
	if len(ds.Deals) != 2 || codes(ds)["second-table"] != 1 || ds.Inputs[0].HeaderRow != 5 {
		t.Errorf("%d deals, header row %d, issues %v", len(ds.Deals), ds.Inputs[0].HeaderRow, ds.Issues)
	}
}

func TestMatrixReportsAreRefused(t *testing.T) {
	refusal(t, sources("deals", csvFile(t, "x.csv", "Row Labels,Sum of Amount", "Jane Doe,100", "Grand Total,100")), "matrix", "Details Only")
	refusal(t, sources("deals", csvFile(t, "x.csv", "Partner,Jan 26,Feb 26,Mar 26,Total", "Nord,1,2,3,6", "Fjord,4,5,6,15")), "matrix")
	refusal(t, sources("deals", csvFile(t, "x.csv", "Close Month,Jan 2024,Feb 2024,Mar 2024,Apr 2024", "Opportunity Owner,Sum of Amount,Sum of Amount,Sum of Amount,Sum of Amount", "Jane Doe,1,2,3,4")), "matrix")
}

func TestMergedCellsCountForEachOfTheirRows(t *testing.T) {
	path := workbookWith(t, [][]any{{"Opportunity Owner", "Opportunity ID", "Opportunity Name", "Amount", "Stage", "Region"}, {"Jane Doe", "D1", "Alpha", 1, "Open", "EMEA"}, {nil, "D2", "Beta", 2, "Open"},
		{nil, "D3", "Gamma", 3, "Open"}, {nil, "D4", "Delta", 4, "Open"}}, "A2:A4")
	ds := load(t, sources("deals", path))
	if got, want := dealLine(ds), "D1/Alpha/1/?Jane Doe/EMEA D2/Beta/2/?Jane Doe/ D3/Gamma/3/?Jane Doe/ D4/Delta/4//"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestAnUnlistedPartnerHasNoTypeOfOneDealsOwn(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID,Partner,Partner Type,Amount,Stage", "D1,Globex,Referral,1,Open", "D2,Globex,Reseller,2,Open", "D3,Globex,Reseller,3,Open")))
	if p := ds.Partners; len(p) != 1 || p[0].Type != "" || ds.Deals[0].PartnerType != "Referral" || ds.Deals[2].PartnerType != "Reseller" {
		t.Errorf("partners %+v, deals %+v", p, ds.Deals)
	}
}

func TestTablesBesideEachOtherAreToldApart(t *testing.T) {
	lines := []string{"Name,Title,Manager,,Stage,Meaning", "Ada Okafor,VP Partnerships,,,Recruitment,finds partners", "Jane Doe,Partner Manager,Ada Okafor,,Activation,starts them", "John Roe,Partner Manager,Ada Okafor,,,",
		"Max Roe,Analyst,Ada Okafor,,,", "Ann Lyst,Analyst,Ada Okafor,,,"}
	ds := load(t, sources("roster", csvFile(t, "x.csv", lines...)))
	if len(ds.People) != 5 || len(ds.People[0].Stages) != 0 || codes(ds)["second-table"] != 1 {
		t.Errorf("people %+v, issues %v", ds.People, ds.Issues)
	}
	lines = []string{"Opportunity ID,Opportunity Name,Amount,Stage,,Currency,Rate to EUR", "D1,Alpha,1,Open,,USD,0.92", "D2,Beta,2,Open,,GBP,1.17", "D3,Gamma,3,Open,,,", "D4,Delta,4,Open,,,", "D5,Echo,5,Won,,,"}
	ds = load(t, sources("rates", csvFile(t, "x.csv", lines...)))
	if len(ds.Rates) != 2 || ds.Inputs[0].Rows != 2 {
		t.Errorf("rates %+v, inputs %+v", ds.Rates, ds.Inputs)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", lines...)))
	if len(ds.Deals) != 5 || ds.Deals[0].Amount.Currency != "" {
		t.Errorf("deals %+v", ds.Deals)
	}
}

func TestSpacerColumnsDoNotSplitATable(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID,Amount,,Stage,,Partner,Partner Manager", "D1,1,,Open,,Globex,Jane Doe", "D2,2,,Open,,,", "D3,3,,Open,,Initech,", "D4,4,,Open,,,", "D5,5,,Open,,,", "D6,6,,Open,,,")))
	if len(ds.Deals) != 6 || ds.Deals[0].PartnerManager == nil || ds.Deals[2].Partner == ingest.None {
		t.Errorf("deals %+v", ds.Deals)
	}
}

func TestAPartnerOfWhomOnlyTheNameIsKnownIsKept(t *testing.T) {
	ds := load(t, sources("partners", csvFile(t, "partners.csv", "Partner Name,Signed Date,Activated Date,Region",
		"Acme,,,", "Nordlicht GmbH,2024-01-05,,EMEA", "Brightwater,,,", "Cèdre,2025-02-01,,EMEA", "Confidential Information - Do Not Distribute,,,", "", "As of last week,,,")))
	var got []string
	for _, p := range ds.Partners {
		got = append(got, p.Name)
	}
	if want := "Acme|Nordlicht GmbH|Brightwater|Cèdre"; strings.Join(got, "|") != want {
		t.Errorf("partners %q, want %s", got, want)
	}
	if in := ds.Inputs[0]; in.Kept != 4 || in.Dropped != 2 {
		t.Errorf("%d kept, %d dropped: %v", in.Kept, in.Dropped, in.DroppedRows)
	}
}

func TestADealsSheetWithoutAnEssentialColumnNamesTheOnesThatAreNotRead(t *testing.T) {
	absent := func(header, row string) (said []string) {
		ds := load(t, sources("deals", csvFile(t, "deals.csv", header, row)))
		for _, i := range ds.Issues {
			if i.Code == "field-absent" {
				said = append(said, i.Message+"; "+i.Hint)
			}
		}
		return said
	}
	if said := absent("Opportunity ID,Opportunity Name,Stage,Amount,Alliance thing", "D1,Alpha,Open,5,Nordlicht"); len(said) != 1 ||
		said[0] != "no column was taken for the partner; not read: Alliance thing; where one of those is it, write columns.deals.partner in ownermap.yaml" {
		t.Errorf("without a partner column: %q", said)
	}
	if said := absent("Opportunity ID,Opportunity Name,Stage,Amount,Alliance thing", "Partner: Nordlicht\nD1,Alpha,Open,5,x"); len(said) > 0 {
		t.Errorf("a group heading states the partner: %q", said)
	}
	for what, header := range map[string]string{
		"every column is read":    "Opportunity ID,Opportunity Name,Stage,Amount,Created Date",
		"an id and flags will do": "Opportunity ID,Partner ID,Is Won,Amount (Converted),Shoe size",
	} {
		if said := absent(header, "D1,Alpha,TRUE,5,2024-05-06"); len(said) > 0 {
			t.Errorf("%s: %q", what, said)
		}
	}
}
