package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest"
)

// roster reads a roster of these lines.
func roster(t *testing.T, lines ...string) *ingest.Dataset {
	t.Helper()
	return load(t, sources("roster", csvFile(t, "roster.csv", lines...)))
}

func names(ds *ingest.Dataset) string {
	var out []string
	for _, p := range ds.People {
		out = append(out, p.Name)
	}
	return strings.Join(out, "|")
}

func TestALastNameOfSeveralWordsKeepsItsFirstName(t *testing.T) {
	for _, c := range []struct{ head, row, want string }{
		{"Nom;Prénom", "de La Tour;Jean-Baptiste", "Jean-Baptiste de La Tour"},
		{"Nombre;Apellidos", "María José;García López", "María José García López"},
		{"Name;Vorname", "von der Heide;Ute", "Ute von der Heide"},
		{"Name;First Name;Last Name", "Ute von der Heide;Ute;von der Heide", "Ute von der Heide"},
		{"Name;Preferred First Name", "John Smith;Jack", "John Smith"},
		{"Name;First Name", "Smith, John;John", "John Smith"},
		{"First Name;Last Name", "Ute;von der Heide", "Ute von der Heide"},
		{"Preferred Name", "Jack Smith", "Jack Smith"},
	} {
		if got := names(roster(t, c.head+";Title", c.row+";Partner Manager")); got != c.want {
			t.Errorf("%s with %s is %q, want %q", c.head, c.row, got, c.want)
		}
	}
}

func TestAPreferredNameFindsItsPerson(t *testing.T) {
	for _, head := range []string{"Legal Name;Preferred Name", "Name;Preferred First Name"} {
		first, _, _ := strings.Cut(map[bool]string{true: "Jack Smith", false: "Jack"}[strings.HasPrefix(head, "Legal")], ";")
		ds := load(t, sources("roster", csvFile(t, "roster.csv", head+";Title", "John Q. Smith;"+first+";Partner Manager", "Ann Lee;;Partner Manager"),
			"deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner Manager", "D1;Open;Jack Smith", "D2;Open;John Smith")))
		for _, d := range ds.Deals {
			if got := d.PartnerManager.People[0].Person; got != 0 {
				t.Errorf("%s: %s is person %d", head, d.PartnerManager.Text, got)
			}
		}
	}
}

func TestASeatWithoutAPersonIsNoneAndTakesItsCellsAlong(t *testing.T) {
	ds := roster(t, "Name;Title;FTE", "Ann Lee;PAM;0.5", "TBH - Partner Manager;PAM;0.25", "Bo Ray;PAM;", "Open Req 1234;PAM;0.75")
	var got []string
	for _, p := range ds.People {
		got = append(got, fmt.Sprint(p.Name, " ", p.Allocation))
	}
	if s := strings.Join(got, "|"); s != "Ann Lee 0.5|Bo Ray 1" || ds.Inputs[0].Dropped != 2 {
		t.Errorf("people %s, %d dropped", s, ds.Inputs[0].Dropped)
	}
}

func TestWhoFitsAloneIsProposedAndNotTaken(t *testing.T) {
	people := csvFile(t, "roster.csv", "Name;Title;Email", "Jörg Müller;PAM;joerg.mueller@x.example", "Anna Weiß;PAM;", "Jose Garcia Lopez;PAM;", "Jan Weiß;PAM;", "Thị Mai Nguyễn;PAM;")
	for cell, want := range map[string]string{
		"J. Müller": "Jörg Müller", "Mueller": "Jörg Müller", "jorg.muller@y.example": "Jörg Müller", "A. Weiss": "Anna Weiß", "Weiß": "", "Jose Garcia": "Jose Garcia Lopez",
		"Mai Nguyen": "Thị Mai Nguyễn", "JÃ¶rg MÃ¼ller": "Jörg Müller", "J.": "", "Garcia": "", "Peter Müller": "",
	} {
		ds := load(t, sources("roster", people, "deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner Manager", "D1;Open;"+cell)))
		if p := ds.Deals[0].PartnerManager; p != nil && p.People[0].Person != ingest.None {
			t.Errorf("%q was taken for %s", cell, ds.People[p.People[0].Person].Name)
		}
		got := ""
		for _, i := range ds.Issues {
			if i.Code == "name-near-miss" {
				_, rest, _ := strings.Cut(i.Message, " but ")
				got, _, _ = strings.Cut(strings.TrimPrefix(rest, `"`), `"`)
			}
		}
		if got != want {
			t.Errorf("%q proposes %q, want %q", cell, got, want)
		}
	}
}

func TestASegmentWithAnAmpersandIsOneWhereTheDealsHaveIt(t *testing.T) {
	people := csvFile(t, "roster.csv", "Name;Title;Region", "Ann Lee;PAM;UK & Ireland", "Bo Ray;PAM;Nordics & DACH", "Cy Fox;PAM;UK and Ireland, DACH", "Di Poe;PAM;Nordics and all")
	ds := load(t, sources("roster", people, "deals", csvFile(t, "deals.csv", "Deal ID;Stage;Region", "D1;Open;UK & Ireland", "D2;Open;DACH")))
	var got []string
	for _, p := range ds.People {
		got = append(got, strings.Join(p.Regions, ","))
	}
	if s := strings.Join(got, "|"); s != "UK & Ireland|Nordics,DACH|UK & Ireland,DACH|" {
		t.Errorf("regions %s", s)
	}
}

func TestTheRowThatDoesNotCountIsTheOneDropped(t *testing.T) {
	ds := roster(t, "ID;Name;Title;Start Date", "1;Di Poe;Partner Marketing;2020-01-01", "1;Di Poe;Partner Ops;2026-01-01", "2;Bo Ray;PAM;2026-01-01", "2;Bo Ray;PAM;2020-01-01")
	in := ds.Inputs[0]
	var rows []int32
	for _, d := range in.DroppedRows {
		rows = append(rows, d.Pos.Row)
	}
	if fmt.Sprint(rows) != "[2 5]" || in.Kept != 2 || in.Dropped != 2 || ds.People[0].Pos.Row != 3 || ds.People[1].Pos.Row != 4 {
		t.Errorf("dropped rows %v, kept %d, people %v", rows, in.Kept, ds.People)
	}
}

func TestTheTotalOfAGroupIsNobody(t *testing.T) {
	ds := roster(t, "Name;Title;FTE;Quota", "Anna Berg;Partner Manager;1;", "EMEA Total;;1;", "Bo Ray;PAM;1;5", "Subtotal AMER;;1;5", "Zwischensumme Nord;;1;5", "Al Total;PAM;1;5", "Headcount: 3;;3;10")
	if got := names(ds); got != "Anna Berg|Bo Ray|Al Total" {
		t.Errorf("people %s", got)
	}
	deals := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Deal Name;Partner;Amount", "1;A;Acme;10", ";;Acme Total;10", "2;Total Energies;;20", ";Bolt Total;;20", "Grand Total;;;30")))
	if len(deals.Deals) != 2 || len(deals.Partners) != 1 || !note(deals, "rows above them: 3 totals") {
		t.Errorf("%d deals, %d partners, notes %q", len(deals.Deals), len(deals.Partners), deals.Inputs[0].Notes)
	}
}

func TestASuffixOrAnInitialTellsPeopleApart(t *testing.T) {
	people := csvFile(t, "roster.csv", "ID;Name;Title", "1;Robert Smith Sr.;PAM", "2;John Doe III;PAM", "3;Gina M. Hill;PAM", "4;\"Poe, Jr., Al\";PAM")
	for cell, want := range map[string]int32{
		"Robert Smith Jr.": ingest.None, "Robert Smith": 0, "Smith, Robert, Sr.": 0, "John Doe II": ingest.None, "John Doe III": 1, "Gina R. Hill": ingest.None, "Gina Hill": 2, "Gina M Hill": 2, "Al Poe Jr": 3,
	} {
		ds := load(t, sources("roster", people, "deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner Manager", "D1;Open;\""+cell+"\"")))
		if got := ds.Deals[0].PartnerManager.People[0].Person; got != want {
			t.Errorf("%s is person %d, want %d", cell, got, want)
		}
		if codes(ds)["name-near-miss"] > 0 {
			t.Errorf("%s: %v", cell, ds.Issues)
		}
	}
}

func TestWhatStandsBelowTheDataIsNoDeal(t *testing.T) {
	table := []string{"Deal ID;Deal Name;Partner;Deal Owner;Stage;Amount;Currency;Close Date", "1;A;Acme;Gina Hill;Closed Won;1000;EUR;2024-03-05", "2;B;Acme;Gina Hill;Closed Won;100;EUR;2024-03-05", ";;;;;;;"}
	for what, c := range map[string]struct {
		below []string
		deals int
		issue int
	}{
		"a table of partners": {[]string{"Partner;Tier;Contact", "Acme;Gold;x@a.com", "Bolt;Silver;y@b.com"}, 2, 1},
		"a summary":           {[]string{"Summary by owner", "Owner;Deals;Amount", "Gina Hill;2;1100"}, 2, 1},
		"notes":               {[]string{"Prepared by;Gina Hill", "Note:;Amounts exclude VAT", "Exported;2024-09-30"}, 2, 0},
		"more deals":          {[]string{"3;C;Acme;Gina Hill;Closed Won;5;EUR;2024-03-05", "4;D"}, 4, 0},
	} {
		ds := load(t, sources("deals", csvFile(t, "deals.csv", append(slices.Clone(table), c.below...)...)))
		if len(ds.Deals) != c.deals || codes(ds)["second-table"] != c.issue {
			t.Errorf("%s below: %d deals, issues %v", what, len(ds.Deals), ds.Issues)
		}
	}
}

func TestARehireDoesNotCountTheTimeBetween(t *testing.T) {
	ds := roster(t, "ID;Name;Title;Start Date;End Date", "1;Di Poe;PAM;2020-01-01;2021-06-30", "1;Di Poe;PAM;2023-02-01;", "2;Bo Ray;PAM;2020-01-01;2021-06-30", "2;Bo Ray;CAM;2021-07-01;")
	if a, b := ds.People[0].Start.String(), ds.People[1].Start.String(); a != "2023-02-01" || b != "2020-01-01" || !strings.Contains(ds.Issues[0].Message, "a rehire") || !strings.Contains(ds.Issues[1].Message, "a transfer") {
		t.Errorf("starts %s and %s, issues %v", a, b, ds.Issues)
	}
}

func TestAnIDThatLostItsZerosIsProposed(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "roster.csv", "ID;Name;Title", "000123;Di Poe;PAM", "000346;Bo Ray;PAM"), "deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner Manager", "D1;Open;123")))
	if ds.Deals[0].PartnerManager.People[0].Person != ingest.None || codes(ds)["name-near-miss"] != 1 {
		t.Errorf("issues %v", ds.Issues)
	}
}

func TestAColumnWithoutAHeaderIsNoted(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Amount;;Stage", "1;5;EUR;Open", "2;6;USD;Open", "3;7;EUR;Open")))
	if !note(ds, "column C has values and no header") {
		t.Errorf("notes %q", ds.Inputs[0].Notes)
	}
}

func TestAListOfNamesWithCommasIsReadWhereAllAreKnown(t *testing.T) {
	people := csvFile(t, "roster.csv", "ID;Name;Title", "1;Anna Berg;PAM", "2;Bob Cole;PAM", "3;Cy Fox;PAM")
	for cell, want := range map[string]string{
		"Anna Berg, Bob Cole": "[0 1]", "Berg, Anna, Cole, Bob": "[0 1]", "Berg, Anna": "[0]", "Anna Berg w/ Cy Fox": "[0 2]", "Berg, Anna, Nobody, Known": "[-1]",
	} {
		ds := load(t, sources("roster", people, "deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner Manager", "D1;Open;\""+cell+"\"")))
		var got []int32
		for _, r := range ds.Deals[0].PartnerManager.People {
			got = append(got, r.Person)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s is %v, want %s", cell, got, want)
		}
	}
}
