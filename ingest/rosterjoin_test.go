package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// told are the people of a dataset, a line each, and the messages about people in several rows.
func told(ds *ingest.Dataset) (people, said string) {
	var lines, messages []string
	for _, p := range ds.People {
		var also []string
		for _, pos := range p.Also {
			also = append(also, pos.String())
		}
		manager := "-"
		if p.Manager != ingest.None {
			manager = ds.People[p.Manager].Name
		}
		lines = append(lines, fmt.Sprintf("%s %s %q %s %s %v %v from %s also %v", p.Key, p.Name, p.Title, p.Class, manager, p.Stages, p.Regions, p.Pos, also))
	}
	for _, i := range ds.Issues {
		if i.Code == "duplicate-person" || i.Code == "ambiguous-name" {
			messages = append(messages, i.Pos.String()+" "+i.Message)
		}
	}
	return strings.Join(lines, "\n"), strings.Join(messages, "\n")
}

func TestARosterOfNamesCompletesOneWithIDs(t *testing.T) {
	hr := csvFile(t, "hr.csv", "Employee ID,Name,Email,Title,Manager", "E1,\"Doe, Jane\",jane@x.example,Partner Manager,Max Roe", "E2,Max Roe,max@x.example,Head of Partnerships,", "E3,Zoë Ng,zoe@x.example,Analyst,Max Roe")
	team := csvFile(t, "team.csv", "Name,Stages Owned,Region", "Jane Doe,Co-sell,EMEA", "Zoe Ng,Recruitment,", "Ida Lund,Enablement,APAC")
	deals := csvFile(t, "deals.csv", "Deal ID,Amount,Stage,Partner,Partner Manager", "D1,5,Open,Acme,Jane Doe", "D2,5,Open,Acme,E3")
	ds := load(t, sources("roster", hr, "roster", team, "deals", deals))
	people, said := told(ds)
	if want := strings.Join([]string{
		`E1 Jane Doe "Partner Manager" relationship Max Roe [cosell] [EMEA] from team.csv!2 also [hr.csv!2]`,
		`E2 Max Roe "Head of Partnerships" leader - [] [] from hr.csv!3 also []`,
		`E3 Zoe Ng "Analyst" operations Max Roe [recruitment] [] from team.csv!3 also [hr.csv!4]`,
		`Ida Lund Ida Lund "" other - [enablement] [APAC] from team.csv!4 also []`}, "\n"); people != want {
		t.Errorf("\n%s\nwant\n%s", people, want)
	}
	if want := "team.csv!2 Jane Doe E1 is also in hr.csv!2; from the earlier one come: id, e-mail, title, manager\nteam.csv!3 Zoe Ng E3 is also in hr.csv!4; from the earlier one come: id, e-mail, title, manager"; said != want {
		t.Errorf("\n%s\nwant\n%s", said, want)
	}
	if a, b := ds.Deals[0].PartnerManager.People[0].Person, ds.Deals[1].PartnerManager.People[0].Person; a != 0 || b != 2 {
		t.Errorf("owners are people %d and %d", a, b)
	}
	if in := ds.Inputs[0]; in.Kept != 1 || in.Dropped != 2 {
		t.Errorf("of hr.csv %d rows are kept and %d dropped", in.Kept, in.Dropped)
	}
}

func TestALaterRosterCountsInWhatItSays(t *testing.T) {
	q1 := csvFile(t, "q1.csv", "Employee ID,Name,Title,Region,Stages Owned", "7,Jane Doe,Partner Manager,EMEA,Co-sell")
	q2 := csvFile(t, "q2.csv", "Employee ID,Name,Title,Region", "7,Jane Doe,Head of Partnerships,")
	q3 := csvFile(t, "q3.csv", "Name,Region", "Jane Doe,APAC")
	people, said := told(load(t, sources("roster", q1, "roster", q2, "roster", q3)))
	if want := `7 Jane Doe "Head of Partnerships" leader - [cosell] [APAC] from q3.csv!2 also [q1.csv!2 q2.csv!2]`; people != want {
		t.Errorf("\n%s\nwant\n%s", people, want)
	}
	if want := "q2.csv!2 Jane Doe 7 is also in q1.csv!2; the later file counts in what differs: title; from the earlier one come: stages, region\n" +
		"q3.csv!2 Jane Doe 7 is also in q2.csv!2; the later file counts in what differs: region; from the earlier one come: id, title, stages"; said != want {
		t.Errorf("\n%s\nwant\n%s", said, want)
	}
}

func TestANameOfTwoPeopleJoinsNoRosters(t *testing.T) {
	for _, c := range []struct {
		title, second string
		first         []string
		people, notes int
	}{
		{"two in the first file", "Name,Stages Owned\nJane Doe,Co-sell", []string{"1,Jane Doe,", "2,Jane Doe,"}, 3, 1},
		{"two in the second file", "Name,Title,Stages Owned\nJane Doe,Seller,Co-sell\nJane Doe,Manager,Recruitment", []string{"1,Jane Doe,"}, 3, 3},
		{"another id", "Employee ID,Name\n9,Jane Doe", []string{"1,Jane Doe,"}, 2, 1},
		{"another e-mail", "Name,Email\nJane Doe,jane.b@x.example", []string{"1,Jane Doe,jane@x.example"}, 2, 1},
		{"the id of another", "Employee ID,Name\n1,Kim Lee", []string{"1,Jane Doe,"}, 2, 1},
		{"the address of a team", "Name,Email\nAnna Schmidt,partners@x.example", []string{"1,Jane Doe,partners@x.example"}, 2, 1},
		{"the last name first", "Name,Title\nDoe Jane,Seller", []string{"1,Jane Doe,"}, 2, 1},
		{"the e-mail of one of two", "Name,Email\nJane Doe,j2@x.example", []string{"1,Jane Doe,j1@x.example", "2,Jane Doe,j2@x.example"}, 2, 1},
	} {
		a := csvFile(t, "a.csv", append([]string{"Employee ID,Name,Email"}, c.first...)...)
		ds := load(t, sources("roster", a, "roster", csvFile(t, "b.csv", strings.Split(c.second, "\n")...)))
		people, said := told(ds)
		if len(ds.People) != c.people || codes(ds)["duplicate-person"] != c.notes {
			t.Errorf("%s:\n%s\n%s", c.title, people, said)
		}
	}
}

func TestRostersOfTwoSystemsJoinByTheAddress(t *testing.T) {
	a := csvFile(t, "a.csv", "Employee ID,Name,Email,Title,Start Date", "E1,Jane Doe,jane@x.example,Partner Manager,2020-01-31", "E2,Max Roe,max@x.example,Analyst,2021-01-31")
	b := csvFile(t, "b.csv", "Employee ID,Name,Email,Region", ",Jane Doe,jane@x.example,EMEA", "900,Max Roe,max@x.example,APAC", "901,Max Roe,,LATAM")
	people, said := told(load(t, sources("roster", a, "roster", b)))
	if want := strings.Join([]string{
		`E1 Jane Doe "Partner Manager" relationship - [] [EMEA] from b.csv!2 also [a.csv!2]`,
		`900 Max Roe "Analyst" operations - [] [APAC] from b.csv!3 also [a.csv!3]`,
		`901 Max Roe "" other - [] [LATAM] from b.csv!4 also []`}, "\n"); people != want {
		t.Errorf("\n%s\nwant\n%s\n%s", people, want, said)
	}
	if want := "the later file counts in what differs: id"; !strings.Contains(said, want) || strings.Contains(said, "Jane Doe E1 is also in a.csv!2; the later") {
		t.Errorf("said %s", said)
	}
}

func TestTwoContractsOfAPersonAreOneAllocation(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "r.csv", "Employee ID,Name,Title,Stages Owned,FTE", "1,Jane Doe,PAM,Co-sell,0.6", "1,Jane Doe,PAM,Recruitment,0.4")))
	if len(ds.People) != 1 || ds.People[0].Allocation != 1 {
		t.Errorf("people %+v", ds.People)
	}
}

func TestALaterRosterThatAddsColumnsCounts(t *testing.T) {
	a := csvFile(t, "a.csv", "Employee ID,Name,Start Date", "1,Jane Doe,2020-01-31", "2,Max Roe,2020-01-31")
	b := csvFile(t, "b.csv", "Employee ID,Name,Title,Stages Owned", "1,Jane Doe,VP Partnerships,Activation")
	c := csvFile(t, "c.csv", "Name,Start Date", "Max Roe,2024-01-31")
	people, said := told(load(t, sources("roster", a, "roster", b, "roster", c)))
	if want := `1 Jane Doe "VP Partnerships" leader - [activation] [] from b.csv!2 also [a.csv!2]`; !strings.HasPrefix(people, want) || strings.Count(people, "Max Roe\n") > 0 || strings.Count(people, "\n") != 2 {
		t.Errorf("\n%s\nwant\n%s and two of Max Roe\n%s", people, want, said)
	}
}

func TestABlankCellOfALaterRosterErasesNothing(t *testing.T) {
	hr := csvFile(t, "hr.csv", "Name,Email,Title,Manager,End Date,FTE,Quota", "Jane Doe,jane@x.example,Partner Manager,Max Roe,2026-01-31,0.5,5000", "Max Roe,max@x.example,Head of Partnerships,,,,")
	team := csvFile(t, "team.csv", "Name,Email,Title,Manager,End Date,FTE,Quota,Stage", "Jane Doe,jane@x.example,,,,,,Measurement", "Max Roe,max@x.example,,,,,,")
	ds := load(t, sources("roster", hr, "roster", team))
	p := ds.People[0]
	if got, want := fmt.Sprint(p.Title, p.Class, p.Manager, p.End, p.Allocation, p.Quota.Value, p.HasQuota, p.Stages), "Partner Managerrelationship1 2026-01-31 0.5 5000 true [measurement]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, said := told(ds); !strings.Contains(said, "Jane Doe is also in hr.csv!2; from the earlier one come: title, manager, end, allocation, quota") {
		t.Errorf("said: %s", said)
	}
}

func TestALaterRosterMayBringSomebodyBack(t *testing.T) {
	old := csvFile(t, "old.csv", "Name,Email,Start Date,End Date", "Jane Doe,jane@x.example,2020-01-01,2022-01-31")
	for _, row := range []string{"Jane Doe,jane@x.example,2024-01-01,,", "Jane Doe,jane@x.example,2020-01-01,,Active"} {
		ds := load(t, sources("roster", old, "roster", csvFile(t, "new.csv", "Name,Email,Start Date,End Date,Status", row)))
		if p := ds.People[0]; len(ds.People) != 1 || !p.End.IsZero() {
			t.Errorf("%s: %d people, the first until %s", row, len(ds.People), p.End)
		}
	}
}

func TestOneIDOrAddressOfTwoNamesIsTwoPeople(t *testing.T) {
	for _, rows := range [][]string{{",Jane Doe,team@x.example", ",Max Roe,team@x.example", ",Max R. Roe,team@x.example"}, {"7,Jane Doe,jane@x.example", "7,Max Roe,max@x.example", "7,Max Roe,max@x.example"}} {
		ds := load(t, sources("roster", csvFile(t, "hr.csv", append([]string{"Employee ID,Name,Email"}, rows...)...),
			"deals", csvFile(t, "deals.csv", "Deal ID,Stage,Partner Manager", "D1,Open,Max Roe")))
		people, said := told(ds)
		if len(ds.People) != 2 || !strings.Contains(said, "hr.csv!3 Max Roe has the id or the e-mail of Jane Doe in hr.csv!2; both are kept") {
			t.Errorf("%v\n%s\n%s", rows, people, said)
		}
		if got := ds.Deals[0].PartnerManager.People[0].Person; got != 1 {
			t.Errorf("%v: the owner is person %d", rows, got)
		}
	}
	if ds := roster(t, "Employee ID,Name,Email", "7,Jane Doe,jane@x.example", "7,Ida Lund,jane@x.example"); len(ds.People) != 1 {
		t.Errorf("a new name under the id and the address of before makes %d people", len(ds.People))
	}
}

func TestRowsOfOnePersonSayWhatOfThemDoesNotCount(t *testing.T) {
	ds := roster(t, "Name,Email,Title,Stage,Quota", "Jane Doe,jane@x.example,,Recruitment,100", "Jane Doe,jane@x.example,Partner Manager,Activation,200")
	if p := ds.People[0]; p.Title != "Partner Manager" || p.Class != ingest.RoleRelationship || p.Quota.Value.String() != "100" || len(p.Stages) != 2 {
		t.Errorf("%+v", p)
	}
	if _, said := told(ds); !strings.Contains(said, "stages and segments of both rows are joined; that row counts in what differs: quota") {
		t.Errorf("said: %s", said)
	}
}
