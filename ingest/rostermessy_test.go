package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

func TestHeadersOfDirectoriesAndHRSystemsAreRead(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "entra.csv", "displayName,userPrincipalName,jobTitle,accountEnabled,Manager display name,employeeHireDate,employeeLeaveDateTime",
		"Jane Doe,jane@x.example,Partner Manager,True,Max Roe,2023-03-15,", "Ida Lund,ida@x.example,Partner Manager,False,Max Roe,2021-03-15,", "Max Roe,max@x.example,VP Partnerships,True,,2020-03-15,2026-05-31"),
		"deals", csvFile(t, "deals.csv", "Deal ID,Stage,Partner Manager", "D1,Open,jane@x.example")))
	if p := ds.People; p[0].Manager != 2 || p[0].Left || !p[1].Left || p[2].End.String() != "2026-05-31" || ds.Deals[0].PartnerManager.People[0].Person != 0 {
		t.Errorf("%+v", p)
	}
	if ds := roster(t, "First Name [Required];Last Name [Required];Email Address [Required];Employee Title", "Jane;Doe;jane@x.example;Partner Manager"); names(ds) != "Jane Doe" || ds.People[0].Title != "Partner Manager" {
		t.Errorf("%+v", ds.People)
	}
	if got := names(roster(t, "Voornaam;Tussenvoegsel;Achternaam;Functie", "Jan;van der;Berg;Partnermanager", "Sanne;;Bakker;Partnermanager")); got != "Jan van der Berg|Sanne Bakker" {
		t.Error(got)
	}
}

func TestAnEmploymentStatusMaySayMore(t *testing.T) {
	for status, want := range map[string]string{
		"Left 03/2026": "gone", "Left on 31.03.2026": "gone", "Inactive since Jan": "gone", "Inactive - on leave": "active", "Inactive (Maternity)": "active", "Inaktiv - Elternzeit": "active", "Left (internal transfer)": "active", "Contractor until 2026-03-31": "asked", "Active": "active", "Active until 2026-02-28": "asked",
		"Suspended": "asked", "Activated": "active", "Terminated - for cause": "gone", "Full time": "active", "Part time until summer": "active",
	} {
		ds := roster(t, "Name;Title;Status", "Jane Doe;Partner Manager;"+status)
		got := "active"
		switch {
		case ds.People[0].Left:
			got = "gone"
		case codes(ds)["unknown-employment"] > 0:
			got = "asked"
		}
		if got != want {
			t.Errorf("%s is %s, want %s", status, got, want)
		}
	}
}

func TestAWordForNoEndIsNoBadDate(t *testing.T) {
	ds := roster(t, "Name;Title;End Date", "A One;PAM;unbefristet", "B Two;PAM;Present", "C Three;PAM;2026-03-31", "D Four;PAM;2026-04-30", "E Five;PAM;soon")
	if codes(ds)["bad-date"] != 1 || !ds.People[0].End.IsZero() || ds.People[2].End.IsZero() {
		t.Errorf("issues %v", ds.Issues)
	}
}

func TestACircleBesideACrossIsNoOwner(t *testing.T) {
	head := "Name;Recruitment;Activation"
	ds := roster(t, head, "Jane Doe;X;o", "Open;x;o", "Max Roe;o;X")
	if got := fmt.Sprint(ds.People[0].Stages, ds.People[1].Stages); got != "[recruitment] [activation]" || codes(ds)["bad-flag"] != 2 {
		t.Errorf("%s, issues %v", got, ds.Issues)
	}
	if ds := roster(t, head, "Jane Doe;O;", "Ida Lund;;O", "Max Roe;;x"); fmt.Sprint(ds.People[0].Stages, ds.People[2].Stages) != "[recruitment] [activation]" || codes(ds)["bad-flag"] != 2 {
		t.Errorf("with a stray cross %+v", ds.People)
	}
	if got := fmt.Sprint(roster(t, head+";Stages Owned", "Jane Doe;x;o;Activation", "Max Roe;x;;").People[0].Stages); got != "[recruitment activation]" {
		t.Errorf("beside a list %s", got)
	}
	if got := fmt.Sprint(roster(t, head, "Jane Doe;o;", "Max Roe;;o").People[1].Stages); got != "[activation]" {
		t.Errorf("circles alone are %s", got)
	}
}

func TestHoursCountAgainstTheFullTimeBesideThem(t *testing.T) {
	ds := roster(t, "Name;Weekly working hours;Full-time weekly working hours", "A One;32;40", "B Two;38,5;38,5", "C Three;20;40")
	if got := fmt.Sprint(ds.People[0].Allocation, ds.People[1].Allocation, ds.People[2].Allocation); got != "0.8 1 0.5" {
		t.Errorf("allocations %s", got)
	}
}

func TestQuotasOfSeveralPeriodsAreThoseOfAYear(t *testing.T) {
	head := "Name;Quota;Quota Period"
	for lines, want := range map[string]string{
		"A One;100;Quarterly\nB Two;400;Annual":                            "400|400",
		"A One;100;Quarterly\nB Two;400;Quarterly\nC Three;5;Q":            "100|400|5",
		"A One;100;Q1 2026\nB Two;400;FY26":                                "400|400",
		"A One;100;Half-yearly\nB Two;400;Semi-annual\nC Three;5;per year": "200|800|5",
		"A One;100;Monthly\nB Two;400;Sprint\nC Three;5;annual":            "1200|400|5",
	} {
		ds := roster(t, append([]string{head}, strings.Split(lines, "\n")...)...)
		var got []string
		for _, p := range ds.People {
			got = append(got, p.Quota.Value.String())
		}
		if strings.Join(got, "|") != want || codes(ds)["quota-period"] != strings.Count(lines, "Sprint") {
			t.Errorf("%q has quotas %v, issues %v", lines, got, ds.Issues)
		}
	}
}

func TestSomebodyWhoCameBackWithANewIDIsOnePerson(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "hr.csv", "Employee ID,Name,Email,Title,Hire Date,Termination Date", "1,Jane Doe,jane@x.example,Partner Manager,2018-01-01,2019-06-30", "7,Jane Doe,jane@x.example,Channel Sales Manager,2024-01-01,"),
		"deals", csvFile(t, "deals.csv", "Deal ID,Stage,Partner Manager", "D1,Open,Jane Doe", "D2,Open,1", "D3,Open,jane@x.example")))
	if len(ds.People) != 1 || ds.People[0].Title != "Channel Sales Manager" || ds.People[0].Start.String() != "2024-01-01" {
		t.Fatalf("%+v", ds.People)
	}
	for _, d := range ds.Deals {
		if d.PartnerManager.People[0].Person != 0 {
			t.Errorf("%s is nobody", d.PartnerManager.Text)
		}
	}
}

func TestANameThatAlsoAFormerColleagueHadSaysUntilWhen(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "hr.csv", "Employee ID,Name,Termination Date", "1,Jane Doe,2019-06-30", "7,Jane Doe,"), "deals", csvFile(t, "deals.csv", "Deal ID,Stage,Partner Manager", "D1,Open,Jane Doe")))
	if _, said := told(ds); !strings.Contains(said, "may be Jane Doe (1, until 2019-06-30) or Jane Doe (7)") {
		t.Error(said)
	}
}

func TestTwoRostersProposeWhoMayBeOnePerson(t *testing.T) {
	hr := csvFile(t, "hr.csv", "Employee ID,Name,Title,Email", "1,Elizabeth Smith,Partner Manager,liz.smith@x.example", "2,Thomas Hall,Partner Manager,", "3,Ida Lund,Partner Manager,", "4,Bo Lund,Partner Manager,", "5,John Kay,PAM,")
	team := csvFile(t, "team.csv", "Name,Stages Owned", "Liz Smith,Co-sell", "T. Hall,Recruitment", "B Lund,Co-sell", "Zoe Ng,Co-sell", "Ute Lund,Enablement", "Anna Kay,Enablement")
	ds := load(t, sources("roster", hr, "roster", team))
	var said []string
	for _, i := range ds.Issues {
		if i.Code == "name-near-miss" {
			said = append(said, i.Message)
		}
	}
	want := `"Liz Smith" is in no earlier roster, and may be "Elizabeth Smith" in hr.csv!2; they are two people
"T. Hall" is in no earlier roster, and may be "Thomas Hall" in hr.csv!3; they are two people
"B Lund" is in no earlier roster, and may be "Bo Lund" in hr.csv!5; they are two people`
	if strings.Join(said, "\n") != want || len(ds.People) != 11 {
		t.Errorf("%d people\n%s", len(ds.People), strings.Join(said, "\n"))
	}
}

func TestWhoIsMissingFromALaterStateOfARosterIsSaid(t *testing.T) {
	head := "Name,Email,Title"
	q1 := csvFile(t, "q1.csv", head, "Jane Doe,jane@x.example,PAM", "Max Roe,max@x.example,PAM", "Ida Lund,ida@x.example,PAM")
	ds := load(t, sources("roster", q1, "roster", csvFile(t, "q2.csv", head, "Jane Doe,jane@x.example,PAM", "Max Roe,max@x.example,CAM")))
	said := ""
	for _, i := range ds.Issues {
		if i.Code == "missing-later" {
			said += i.Pos.String() + " " + i.Message
		}
	}
	if said != "q1.csv!4 in q1.csv and not in q2.csv, which has the same columns, without an end date: Ida Lund; counted as active" || len(ds.People) != 3 {
		t.Errorf("%d people, said %q", len(ds.People), said)
	}
	for _, other := range []string{csvFile(t, "stages.csv", "Name,Email,Stages Owned", "Jane Doe,jane@x.example,Co-sell"), csvFile(t, "apac.csv", head, "Zoe Ng,zoe@x.example,PAM")} {
		if ds := load(t, sources("roster", q1, "roster", other)); codes(ds)["missing-later"] > 0 {
			t.Errorf("%s: issues %v", other, ds.Issues)
		}
	}
}

func TestWhoIsTheirOwnManagerStandsAtTheTop(t *testing.T) {
	if ds := roster(t, "Employee ID;Name;Manager", "9;Jon Lee;Jon Lee", "1;Jane Doe;Jon Lee"); ds.People[0].Manager != ingest.None || ds.People[1].Manager != 0 {
		t.Errorf("%+v", ds.People)
	}
}

func TestNamesWithDegreesBirthNamesAndFootnotes(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "hr.csv", "Employee ID;Name;Title", "1001;Dr. med. Eva Stein;PAM", "1002;Anna Berg (née Stone);PAM", "1003;Jon Lee *;PAM", "1004;Peter Horn Prof. Dr.;PAM"),
		"deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner Manager", "D1;Open;Eva Stein", "D2;Open;Anna Stone", "D3;Open;Jon Lee", "D4;Open;Peter Horn", "D5;Open;1002.0")))
	for i, want := range []int32{0, 1, 2, 3, 1} {
		if got := ds.Deals[i].PartnerManager.People[0].Person; got != want {
			t.Errorf("%s is person %d", ds.Deals[i].PartnerManager.Text, got)
		}
	}
	if got := ds.People[2].Name; got != "Jon Lee" {
		t.Error(got)
	}
}

func TestSeatsToBeFilledInOtherLanguages(t *testing.T) {
	if got := names(roster(t, "Name;Title", "À pourvoir;PAM", "Por cubrir;PAM", "Zu besetzen;PAM", "Te vervullen;PAM", "Headcount 3;PAM", "Jane Doe;PAM")); got != "Jane Doe" {
		t.Error(got)
	}
}

func TestARoleThatIsToComeDoesNotCountYet(t *testing.T) {
	hr := csvFile(t, "hr.csv", "Employee ID,Name,Title,Hire Date,Role Start Date,Termination Date", "1,Jane Doe,Partner Manager,2020-01-01,2020-01-01,", "1,Jane Doe,Channel Sales Manager,2020-01-01,2026-07-01,2027-01-31", "2,Max Roe,PAM,2020-01-01,2020-01-01,")
	deals := csvFile(t, "deals.csv", "Deal ID,Stage,Created Date", "D1,Open,2026-05-15")
	for day, want := range map[string]string{"": "Partner Manager until 2027-01-31", "2026-06-30": "Partner Manager until 2027-01-31", "2026-07-01": "Channel Sales Manager until 2027-01-31"} {
		opts := sources("roster", hr, "deals", deals)
		opts.AsOf, _ = ingest.ParseDate(day)
		ds := load(t, opts)
		if p := ds.People[0]; p.Title+" until "+p.End.String() != want || p.Start.String() != "2020-01-01" {
			t.Errorf("on %q %+v", day, p)
		}
		role := "this row, the later role"
		if strings.HasPrefix(want, "Partner") {
			role = "that row, the role on " + max(day, "2026-05-15")
		}
		if _, said := told(ds); !strings.Contains(said, "a transfer on 2026-07-01; "+role+", counts") {
			t.Errorf("on %q: %s", day, said)
		}
	}
	if ds := load(t, sources("roster", hr)); ds.People[0].Title != "Channel Sales Manager" {
		t.Error("without a day the later role does not count")
	}
}

func TestAPartOfANameThatFitsSeveralNamesThem(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "hr.csv", "Employee ID,Name", "1,Robert Miller", "2,Rosa Miller", "3,Jane Doe"), "deals", csvFile(t, "deals.csv", "Deal ID,Stage,Partner Manager", "D1,Open,R. Miller")))
	said := ""
	for _, i := range ds.Issues {
		said += i.Message + "\n"
	}
	if !strings.Contains(said, `"R. Miller" fits several on the roster: Robert Miller (1) or Rosa Miller (2); nobody is credited`) {
		t.Error(said)
	}
}

func TestAnAnnualQuotaIsNotMultiplied(t *testing.T) {
	if ds := roster(t, "Name;Annual Quota;Quota Frequency", "A One;400;Quarterly", "B Two;800;Annual"); ds.People[0].Quota.Value.String() != "400" {
		t.Errorf("%+v", ds.People[0].Quota)
	}
}

func TestALaterStateOfARosterErasesWhatItLeavesBlank(t *testing.T) {
	head := "Employee ID,Name,Title,Role,Stages Owned,End Date"
	ds := load(t, sources("roster", csvFile(t, "q1.csv", head, "1,Jane Doe,Partner Sales Manager,Partner AE,Recruitment,2026-05-31", "2,Max Roe,PAM,,,"),
		"roster", csvFile(t, "q2.csv", head, "1,Jane Doe,Head of Partnerships,,,", "2,Max Roe,PAM,,Recruitment,")))
	if p := ds.People[0]; !p.End.IsZero() || len(p.Stages) > 0 || p.Class != ingest.RoleLeader {
		t.Errorf("%+v", p)
	}
	ds = load(t, sources("roster", csvFile(t, "hr.csv", "Employee ID,Name,Title,Role", "1,Jane Doe,Partner Sales Manager,Partner AE"), "roster", csvFile(t, "team.csv", "Name,Title", "Jane Doe,Head of Partnerships")))
	if p := ds.People[0]; p.Class != ingest.RoleLeader || p.Role != "" {
		t.Errorf("an old role stands beside a new title: %+v", p)
	}
}

func TestThreeRolesOutOfOrder(t *testing.T) {
	ds := roster(t, "Employee ID,Name,Title,Start Date", "1,Jane Doe,Partner Coordinator,2020-01-01", "1,Jane Doe,Channel Sales Manager,2024-01-01", "1,Jane Doe,Partner Manager,2022-01-01")
	if p := ds.People[0]; p.Title != "Channel Sales Manager" || p.Start.String() != "2020-01-01" {
		t.Errorf("%+v", p)
	}
}

func TestOneIDWithARespelledNameIsOnePerson(t *testing.T) {
	if got := names(roster(t, "Employee ID,Name,Title,Role Start Date,Role End Date", "1,Ann Smyth,Partner Manager,2022-01-01,2023-12-31", "1,Anne Smith,Channel Sales Manager,2024-01-01,")); got != "Anne Smith" {
		t.Error(got)
	}
}

func TestFurtherRowsUnderANewIDAreThePersons(t *testing.T) {
	head := "Employee ID,Name,Email,Stage,Hire Date,Termination Date"
	hr := csvFile(t, "hr.csv", head, "E1,Jane Doe,jane@x.example,Recruitment,2019-01-01,2020-01-01", "E2,Jane Doe,jane@x.example,Recruitment,2022-01-01,", "E2,Jane Doe,jane@x.example,Activation,2022-01-01,")
	if ds := load(t, sources("roster", hr)); len(ds.People) != 1 || len(ds.People[0].Stages) != 2 {
		t.Errorf("%+v", ds.People)
	}
	if ds := load(t, sources("roster", csvFile(t, "q1.csv", "Employee ID,Name", "E1,Jane Doe"), "roster", hr)); len(ds.People) != 1 {
		t.Errorf("%+v", ds.People)
	}
	if ds := roster(t, "Employee ID,Name,Email,Status", "1,Jane Doe,jane@x.example,Terminated", "7,Jane Doe,jane@x.example,Active"); len(ds.People) != 1 || ds.People[0].Left || ds.People[0].ID != "7" {
		t.Errorf("%+v", ds.People)
	}
}

func TestASurnamePrefixIsNotDoubledAndNoTitle(t *testing.T) {
	if got := names(roster(t, "Voornaam;Voorvoegsel;Achternaam;Functie", "Piet;van der;van der Linden;PAM", "Jan;Dr.;Bakker;PAM")); got != "Piet van der Linden|Jan Bakker" {
		t.Error(got)
	}
}
