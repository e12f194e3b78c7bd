package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
)

// csvFile writes lines to a file of a fresh folder and returns its path.
func csvFile(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// workbook writes sheets, each a name and its rows, to an xlsx file.
func workbook(t *testing.T, name string, sheets ...sheetRows) string {
	t.Helper()
	f := excelize.NewFile()
	for i, s := range sheets {
		if i == 0 {
			f.SetSheetName("Sheet1", s.name)
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for j, row := range s.rows {
			cell, _ := excelize.CoordinatesToCellName(1, j+1)
			if err := f.SetSheetRow(s.name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), name)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

type sheetRows struct {
	name string
	rows [][]any
}

func load(t *testing.T, opts ingest.Options) *ingest.Dataset {
	t.Helper()
	ds, err := ingest.Load(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range ds.Inputs {
		if in.Rows != in.Kept+in.Dropped || in.Dropped != len(in.DroppedRows) {
			t.Errorf("%s: %d rows, %d kept, %d dropped, %d listed", in.Place, in.Rows, in.Kept, in.Dropped, len(in.DroppedRows))
		}
	}
	return ds
}

func sources(kv ...string) ingest.Options {
	var o ingest.Options
	for i := 0; i < len(kv); i += 2 {
		o.Sources = append(o.Sources, ingest.Source{Kind: ingest.Kind(kv[i]), Path: kv[i+1]})
	}
	return o
}

func codes(ds *ingest.Dataset) map[string]int {
	m := map[string]int{}
	for _, i := range ds.Issues {
		m[i.Code]++
	}
	return m
}

// refusal expects Load to refuse its input with these words.
func refusal(t *testing.T, opts ingest.Options, words ...string) *ingest.InputError {
	t.Helper()
	_, err := ingest.Load(context.Background(), opts)
	var e *ingest.InputError
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an InputError", err)
	}
	for _, w := range words {
		if !strings.Contains(e.Error()+" | "+e.Hint, w) {
			t.Errorf("%q is not in %q (hint: %q)", w, e.Error(), e.Hint)
		}
	}
	return e
}

var rosterLines = []string{
	"Employee ID,Name,Work Email,Job Title,Manager,Stages Owned,Region,Hire Date,Termination Date,FTE,Annual Quota",
	"1,\"Okafor, Ada\",ada@acme.com,VP Partnerships,,,,2021-01-04,,1,2000000",
	"2,\"Doe, Jane (Janey)\",jane@acme.com,Partner Manager,\"Okafor, Ada\",Recruit; Activate,EMEA,2022-03-01,,1,",
	"3,José García,jose@acme.com,Partner Sales Manager,Ada Okafor,Co-sell,\"EMEA, AMER\",2022-05-01,,80%,500000",
	"4,Max Müller,max@acme.com,Partner Operations Analyst,ada@acme.com,Reporting,,2023-01-01,2024-06-30,0.5,",
}

var dealLines = []string{
	"Opportunity ID,Opportunity Name,Account Name,Partner,Amount,Amount Currency,Stage,Created Date,Close Date,Partner Sourced,Partner Manager,Partner Sales Exec,Opportunity Owner",
	"D1,Alpha,Ajax,Globex GmbH,\"1,250.50\",EUR,Closed Won,2024-01-10,2024-03-31,Yes,Jane Doe,Jose Garcia,Sam Seller",
	"D2,Beta,Bolt,globex,2000,EUR,Closed Lost,2024-02-10,2024-04-30,Partner Influenced,\"DOE, JANE\",José García; Max Mueller,Sam Seller",
	"D3,Gamma,Core,Initech,3000,USD,Negotiation,2024-05-10,2024-09-30,Direct,Janey Doe,n/a,Sam Seller",
	"D4,Delta,Dyne,,4000,USD,Closed Won,2024-05-11,2024-06-30,,Nobody Known,,Sam Seller",
}

func TestRosterAndDealsBecomeJoinedRecords(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "roster.csv", rosterLines...), "deals", csvFile(t, "deals.csv", dealLines...)))
	if len(ds.People) != 4 || len(ds.Deals) != 4 || len(ds.Partners) != 2 {
		t.Fatalf("%d people, %d deals, %d partners; issues %v", len(ds.People), len(ds.Deals), len(ds.Partners), ds.Issues)
	}
	for i, want := range []string{
		"1 Ada Okafor leader mgr= stages=[] alloc=1 quota=2000000/true 2021-01-04..",
		"2 Jane Doe relationship mgr=Ada Okafor stages=[recruitment activation] alloc=1 quota=0/false 2022-03-01..",
		"3 José García revenue mgr=Ada Okafor stages=[cosell] alloc=0.8 quota=500000/true 2022-05-01..",
		"4 Max Müller operations mgr=Ada Okafor stages=[measurement] alloc=0.5 quota=0/false 2023-01-01..2024-06-30",
	} {
		if got := person(ds, i); got != want {
			t.Errorf("person %d\n got %s\nwant %s", i, got, want)
		}
	}
	for i, want := range []string{
		"D1 won 1250.50 EUR partner=Globex GmbH closed=2024-03-31 expected= sourced pm=Jane Doe pse=José García",
		"D2 lost 2000 EUR partner=Globex GmbH closed=2024-04-30 expected= influenced pm=Jane Doe pse=José García,Max Müller",
		"D3 open 3000 USD partner=Initech closed= expected=2024-09-30 direct pm=Jane Doe pse=",
		"D4 won 4000 USD partner= closed=2024-06-30 expected= unknown pm=?Nobody Known pse=",
	} {
		if got := deal(ds, i); got != want {
			t.Errorf("deal %d\n got %s\nwant %s", i, got, want)
		}
	}
	if n := codes(ds)["name-not-on-roster"]; n != 2 {
		t.Errorf("%d names not on the roster, want Nobody Known and Sam Seller: %v", n, ds.Issues)
	}
	if n := ds.Issues.Count(ingest.SevError); n != 0 {
		t.Errorf("%d errors: %v", n, ds.Issues)
	}
}

func TestOneWorkbookWithBothSheetsNeedsNoKinds(t *testing.T) {
	path := workbook(t, "book.xlsx",
		sheetRows{"Notes", [][]any{{"Exported on Monday"}}},
		sheetRows{"Team", [][]any{{"HR export"}, {}, {"Name", "Title", "Manager", "Start Date"}, {"Ada Okafor", "VP Partnerships", "", 44565}}},
		sheetRows{"Q3", [][]any{{"Opportunity Name", "Amount", "Stage", "Close Date"}, {"Alpha", 0.1 + 0.2, "Closed Won", 45382}, {"Total", 0.3}}})
	ds := load(t, sources("", path))
	if len(ds.People) != 1 || len(ds.Deals) != 1 {
		t.Fatalf("%d people, %d deals: %v", len(ds.People), len(ds.Deals), ds.Issues)
	}
	if got := ds.Deals[0].Pos.String(); got != "book.xlsx[Q3]!2" {
		t.Errorf("position %s", got)
	}
	if got := ds.Deals[0].Amount.Value.String(); got != "0.3" {
		t.Errorf("amount %s", got)
	}
	if got := ds.Deals[0].Closed.String(); got != "2024-03-31" {
		t.Errorf("closed %s", got)
	}
	if got := ds.Inputs[0].HeaderRow; got != 3 {
		t.Errorf("header row %d", got)
	}
	if got := ds.Inputs[1].DroppedRows; len(got) != 1 || got[0].Reason != "a total" {
		t.Errorf("dropped %v", got)
	}
}

func TestInputsThatCannotBeUsedAreRefusedWithASentence(t *testing.T) {
	roster := csvFile(t, "roster.csv", rosterLines...)
	deals := csvFile(t, "deals.csv", dealLines...)
	refusal(t, sources("deals", roster), "roster.csv!1", "looks like a roster", "--roster")
	refusal(t, sources("roster", deals), "looks like deals", "--deals")
	refusal(t, sources("deals", csvFile(t, "empty.csv")), "empty.csv")
	refusal(t, sources("deals", csvFile(t, "x.csv", "a,b,c", "1,2,3")), "no header row")
	gone := filepath.Join(t.TempDir(), "exports", "missing.csv")
	refusal(t, sources("deals", gone), gone+": there is no such file")
	refusal(t, sources("deals", filepath.Join(t.TempDir(), "*.csv")), "no file matches")
	refusal(t, sources(), "no input")
	book := workbook(t, "book.xlsx", sheetRows{"Q3", [][]any{{"Opportunity Name", "Amount", "Stage"}, {"Alpha", 1, "Closed Won"}}})
	refusal(t, sources("deals", book+"#Q4"), `no sheet "Q4"`, "Q3")
	refusal(t, sources("roster", book+"#Q3"), "book.xlsx[Q3]!1", "looks like deals")
}

func TestSheetsOfOneWorkbookAreReadInOrderWithAnyNumberOfWorkers(t *testing.T) {
	var sheets []sheetRows
	for _, q := range []string{"Q1", "Q2", "Q3", "Q4"} {
		rows := [][]any{{"Opportunity ID", "Amount", "Stage", "Partner"}}
		for i := range 30 {
			rows = append(rows, []any{fmt.Sprintf("%s-%d", q, i%25), i, "Open", fmt.Sprintf("Partner %d", i%4)})
		}
		sheets = append(sheets, sheetRows{q, rows})
	}
	path := workbook(t, "year.xlsx", sheets...)
	want := ""
	for _, n := range []int{1, 2, 4} {
		opts := sources("deals", path)
		opts.Workers = n
		ds := load(t, opts)
		got := fmt.Sprint(len(ds.Deals), ds.Deals[0].Pos, ds.Deals[99].Pos, ds.Issues)
		if want == "" {
			want = got
		}
		if got != want || len(ds.Deals) != 100 || len(ds.Inputs) != 4 {
			t.Errorf("%d workers: %s\nwant %s", n, got, want)
		}
	}
}

func TestAWorkbookGivenByKindAlsoGivesRatesAndPartnersThatNothingElseGives(t *testing.T) {
	deals := sheetRows{"Q3", [][]any{{"Opportunity Name", "Partner", "Amount", "Currency", "Stage"}, {"Alpha", "Globex", 1, "USD", "Open"}}}
	rates := sheetRows{"FX", [][]any{{"Currency", "Date", "Rate to EUR"}, {"USD", "2024-01-31", 0.92}}}
	partners := sheetRows{"List", [][]any{{"Partner Name", "Partner Type", "Tier", "Signed Date"}, {"Globex", "Reseller", "Gold", "2023-01-31"}}}
	book := workbook(t, "book.xlsx", deals, rates, partners)
	shape := func(ds *ingest.Dataset) string {
		var s []string
		for _, in := range ds.Inputs {
			s = append(s, string(in.Kind)+" "+in.Place.String())
		}
		return strings.Join(s, ", ")
	}
	ds := load(t, sources("deals", book))
	if got, want := shape(ds), "deals book.xlsx[Q3], rates book.xlsx[FX], partners book.xlsx[List]"; got != want || len(ds.Rates) != 1 || ds.RateCurrency != "EUR" {
		t.Errorf("got %s with %d rates to %q, want %s", got, len(ds.Rates), ds.RateCurrency, want)
	}
	if p := ds.Partners; len(p) != 1 || !p[0].Listed || p[0].Type != "Reseller" {
		t.Errorf("partners %+v", p)
	}
	for _, in := range ds.Inputs[1:] {
		if !slices.ContainsFunc(in.Notes, func(s string) bool {
			return strings.HasPrefix(s, "read along with the deals of the workbook: nothing else gives")
		}) {
			t.Errorf("%s: notes %q", in.Place, in.Notes)
		}
	}

	own := csvFile(t, "rates.csv", "Currency,Date,Rate to EUR", "USD,2024-01-31,0.5")
	ds = load(t, sources("deals", book, "rates", own))
	if got, want := shape(ds), "deals book.xlsx[Q3], partners book.xlsx[List], rates rates.csv"; got != want || codes(ds)["sheet-ignored"] != 1 {
		t.Errorf("with rates given: got %s and %v, want %s", got, ds.Issues, want)
	}
	if got, want := shape(load(t, sources("deals", book+"#Q3"))), "deals book.xlsx[Q3]"; got != want {
		t.Errorf("with the sheet named: got %s, want %s", got, want)
	}

	both := workbook(t, "both.xlsx", sheetRows{"Team", [][]any{{"Name", "Title", "Manager", "Start Date"}, {"Ada Okafor", "VP Partnerships", "", 44565}}}, deals, rates)
	if got, want := shape(load(t, sources("roster", both, "deals", both))), "roster both.xlsx[Team], rates both.xlsx[FX], deals both.xlsx[Q3]"; got != want {
		t.Errorf("one workbook for two kinds: got %s, want %s", got, want)
	}
	refusal(t, sources("deals", workbook(t, "wrong.xlsx", rates, partners)), "no sheet looks like deals", "FX: this looks like a rates table")
	refusal(t, sources("deals", workbook(t, "alone.xlsx", rates)), "this looks like a rates table, not like deals", "--rates")
}
