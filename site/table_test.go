package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
)

func mixed() *table {
	return &table{ID: "mixed", Caption: "Mixed", Columns: []column{
		{Key: "name", Head: "Name", Kind: words}, {Key: "n", Head: "Items", Kind: whole}, {Key: "s", Head: "Share", Kind: share},
		{Key: "m", Head: "Amount", Kind: money}, {Key: "d", Head: "Day", Kind: day}},
		Rows: [][]cell{
			{{V: "=cmd|'/c calc'!A1"}, {V: 12}, {V: 0.31}, {V: decimal.MustParse("1840000.50")}, {V: ingest.DateOf(2026, 6, 30)}},
			{{V: "Plain, with \"quotes\""}, {}, {}, {}, {}},
		}}
}

func TestATableReadsTheSameInEveryFormat(t *testing.T) {
	tab := mixed()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(tab.csv()), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[1], ";"); got != "'=cmd|'/c calc'!A1;12;0.31;1840000.50;2026-06-30" {
		t.Errorf("CSV row %s", got)
	}
	if got := strings.Join(rows[2], ";"); got != `Plain, with "quotes";;;;` {
		t.Errorf("CSV row %s", got)
	}
	b, err := tab.json()
	if err != nil {
		t.Fatal(err)
	}
	var parsed []map[string]any
	if err := json.Unmarshal(b, &parsed); err != nil {
		t.Fatal(err)
	}
	if parsed[0]["m"] != "1840000.50" || parsed[0]["d"] != "2026-06-30" || parsed[1]["n"] != nil {
		t.Errorf("JSON %v", parsed)
	}
}

func TestAWorkbookHasTypedCellsAndNoFormula(t *testing.T) {
	content, err := newFormat("EUR", "").workbook("Report", []*table{mixed()})
	if err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if got := strings.Join(x.GetSheetList(), ","); got != "Contents,mixed" {
		t.Errorf("sheets %s", got)
	}
	for at, want := range map[string]string{"A2": "=cmd|'/c calc'!A1", "B2": "12", "C2": "31%", "D2": "1,840,000.50", "E2": "2026-06-30", "B3": ""} {
		if got, err := x.GetCellValue("mixed", at); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", at, got, want, err)
		}
	}
	if f, _ := x.GetCellFormula("mixed", "A2"); f != "" {
		t.Errorf("A2 holds the formula %q", f)
	}
	if kind, _ := x.GetCellType("mixed", "D2"); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Error("the amount is text")
	}
	if p, _ := x.GetPanes("mixed"); !p.Freeze || p.YSplit != 1 {
		t.Errorf("panes %+v", p)
	}
}

func TestAFormulaIsHarmlessHoweverItHides(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@x", "\t=1", " =1", "\u200b=1", "＝1"} {
		if got := harmless(s); !strings.HasPrefix(got, "'") {
			t.Errorf("%q became %q", s, got)
		}
	}
	for _, s := range []string{"", "Amara", "3 people", "a=b"} {
		if got := harmless(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}
