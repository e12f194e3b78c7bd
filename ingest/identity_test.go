package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest"
)

const rosterHead = "Employee ID,Name,Work Email,Title,Manager,Start Date,End Date"

// credited reads a deals file whose partner managers are the given cells, and
// says whom each credits.
func credited(t *testing.T, opts ingest.Options, roster []string, cells ...string) ([]string, *ingest.Dataset) {
	t.Helper()
	lines := []string{"Opportunity ID,Amount,Stage,Partner Manager"}
	for i, c := range cells {
		lines = append(lines, fmt.Sprintf("D%d,1,Open,\"%s\"", i+1, strings.ReplaceAll(c, `"`, `""`)))
	}
	opts.Sources = []ingest.Source{{Kind: ingest.KindRoster, Path: csvFile(t, "roster.csv", append([]string{rosterHead}, roster...)...)}, {Kind: ingest.KindDeals, Path: csvFile(t, "deals.csv", lines...)}}
	ds := load(t, opts)
	var out []string
	for i := range ds.Deals {
		out = append(out, named(ds, ds.Deals[i].PartnerManager))
	}
	return out, ds
}

func TestNamesJoinAcrossTheirForms(t *testing.T) {
	roster := []string{`1,"García, José (Pepe)",jose@x.com,Partner Manager,,,`, `2,Elizabeth A. Müller,liz@x.com,Partner Manager,,,`, `3,DOE  Jane,jane@x.com,Partner Manager,,,`, `4,Ann Marie O'Brien,,Partner Manager,,,`}
	for cell, want := range map[string]string{
		"José García": "José García", "jose garcia": "José García", "GARCIA, JOSE": "José García", "Pepe Garcia": "José García", "José  García (external)": "José García", "jose@x.com": "José García", "Jose Garcia <jose@x.com>": "José García", "1": "José García",
		"Elizabeth Müller": "Elizabeth A. Müller", "Elizabeth Mueller": "Elizabeth A. Müller", "Muller, Elizabeth A": "Elizabeth A. Müller", "Jane Doe": "DOE Jane", "Ann Marie O’Brien": "Ann Marie O'Brien",
		"José García; Jane Doe": "José García,DOE Jane", "Jane Doe & jose garcia / Jane Doe": "DOE Jane,José García", "Jane Doe, José García": "DOE Jane,José García", "Jane Doe and Nobody Else": "DOE Jane,?Nobody Else",
		"n/a": "", "House Account": "", "TBD / n/a": "", "None; None": "", "Jose Garcya": "?Jose Garcya", "Ann O'Brien": "?Ann O'Brien",
	} {
		got, ds := credited(t, ingest.Options{}, roster, cell)
		if got[0] != want {
			t.Errorf("%q credits %q, want %q", cell, got[0], want)
		}
		if (want == "") != (ds.Deals[0].PartnerManager == nil) {
			t.Errorf("%q is %+v", cell, ds.Deals[0].PartnerManager)
		}
	}
}

func TestAmbiguousNamesCreditNobody(t *testing.T) {
	roster := []string{"1,Jane Doe,a@x.com,Partner Manager,,,", "2,Jane Doe,b@x.com,Partner Manager,,,", "3,John Roe,c@x.com,Analyst,Jane Doe,,"}
	got, ds := credited(t, ingest.Options{}, roster, "Jane Doe", "a@x.com", "2")
	if fmt.Sprint(got) != "[?Jane Doe Jane Doe Jane Doe]" || codes(ds)["ambiguous-name"] != 2 || ds.People[2].Manager != ingest.None {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
	if ds.Deals[1].PartnerManager.People[0].Person != 0 || ds.Deals[2].PartnerManager.People[0].Person != 1 {
		t.Error("e-mail and id do not tell two people of one name apart")
	}
}

func TestNearMissesAreProposedAndAliasesApplied(t *testing.T) {
	roster := []string{"1,Jane Doe,,Partner Manager,,,"}
	got, ds := credited(t, ingest.Options{}, roster, "Jane Dooe", "Jane Dooe")
	if got[0] != "?Jane Dooe" || codes(ds)["name-near-miss"] != 1 || codes(ds)["name-not-on-roster"] != 1 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
	got, ds = credited(t, ingest.Options{Aliases: map[string]string{"jane DOOE": "Jane Doe", "JD": "Jane Doe"}}, roster, "Jane Dooe", "JD; Jane Doe")
	if got[0] != "Jane Doe" || got[1] != "Jane Doe" || len(ds.Issues) != 0 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
}

func TestStrangersAreReportedOnceWithTheirFirstCell(t *testing.T) {
	_, ds := credited(t, ingest.Options{}, []string{"1,Jane Doe,,Partner Manager,,,"}, "Jane Doe", "Bob Ray", "bob  ray", "Bob Ray; Jane Doe")
	n := 0
	for _, i := range ds.Issues {
		if i.Code == "name-not-on-roster" {
			n++
			if i.Pos.String() != "deals.csv!D3" || !strings.Contains(i.Message, "3 cells") || i.Severity != ingest.SevWarning {
				t.Errorf("issue %s (%s)", i, i.Severity)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d issues: %v", n, ds.Issues)
	}
}

func TestOwnerIsFoundByTheIDAndAddressBesideTheName(t *testing.T) {
	roster := csvFile(t, "roster.csv", rosterHead, "E1,Jane Doe,jane@x.com,AE,,,", "E2,Jane Doe,jd@x.com,AE,,,")
	deals := csvFile(t, "deals.csv", "Opportunity ID,Amount,Stage,Opportunity Owner,Opportunity Owner ID,Opportunity Owner Email", "D1,1,Open,Jane Doe,E2,", "D2,1,Open,Jane Doe,,jane@x.com", "D3,1,Open,,E1,", "D4,1,Open,n/a,,")
	ds := load(t, sources("roster", roster, "deals", deals))
	var got []int32
	for _, d := range ds.Deals[:3] {
		got = append(got, d.SalesOwner.People[0].Person)
	}
	if fmt.Sprint(got) != "[1 0 0]" || ds.Deals[3].SalesOwner != nil {
		t.Errorf("got %v, %+v", got, ds.Deals[3].SalesOwner)
	}
}

func TestCellsWithTheSameTextShareOneNamed(t *testing.T) {
	_, ds := credited(t, ingest.Options{}, []string{"1,Jane Doe,,Partner Manager,,,"}, "Jane Doe", "Jane Doe")
	if ds.Deals[0].PartnerManager != ds.Deals[1].PartnerManager {
		t.Error("two cells of one text have two Named")
	}
}

func TestTransferKeepsTheLaterRole(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "roster.csv", rosterHead, "1,Jane Doe,,Account Executive,,2020-01-01,2022-05-31", "1,Jane Doe,,Partner Manager,,2022-06-01,", "2,John Roe,,Analyst,,2021-01-01,", "2,John Roe,,Analyst,,2021-01-01,")))
	if len(ds.People) != 2 || ds.People[0].Title != "Partner Manager" || ds.People[0].Start.String() != "2020-01-01" || !ds.People[0].End.IsZero() || codes(ds)["duplicate-person"] != 2 {
		t.Errorf("people %+v, issues %v", ds.People, ds.Issues)
	}
}

func TestOneRowForEachStageOfAPersonIsJoined(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "roster.csv", "Employee ID,Name,Title,Stages Owned,Region", "1,Jane Doe,Partner Manager,Co-sell,EMEA", "1,Jane Doe,Partner Manager,Recruitment,AMER")))
	if len(ds.People) != 1 || fmt.Sprint(ds.People[0].Stages, ds.People[0].Regions) != "[recruitment cosell] [EMEA AMER]" {
		t.Errorf("people %+v", ds.People)
	}
}

func TestNewestRosterIsTheTeamAndOlderOnesItsHistory(t *testing.T) {
	old := csvFile(t, "old.csv", rosterHead, "1,Jane Doe,,Partner Manager,,,", "2,John Roe,,Analyst,Jane Doe,,")
	now := csvFile(t, "new.csv", rosterHead, "1,Jane Doe,,Head of Partnerships,,,")
	d1, _ := ingest.ParseDate("2023-12-31")
	d2, _ := ingest.ParseDate("2024-06-30")
	ds := load(t, ingest.Options{Sources: []ingest.Source{{Kind: ingest.KindRoster, Path: now, AsOf: d2}, {Kind: ingest.KindRoster, Path: old, AsOf: d1}}})
	if len(ds.People) != 1 || ds.People[0].Class != ingest.RoleLeader || len(ds.History) != 1 || len(ds.History[0].People) != 2 || ds.History[0].AsOf != d1 || ds.History[0].People[1].Manager != 0 {
		t.Errorf("people %+v, history %+v", ds.People, ds.History)
	}
}

func TestPeopleWhoLeftWithoutADateAreNotActive(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "roster.csv", "Name,Title,Employment Status", "Jane Doe,Partner Manager,Active", "John Roe,Analyst,Terminated")))
	d, _ := ingest.ParseDate("2024-06-30")
	if !ds.People[0].Active(d) || ds.People[1].Active(d) || codes(ds)["left-without-end-date"] != 1 {
		t.Errorf("people %+v, issues %v", ds.People, ds.Issues)
	}
}

func TestPartnersJoinByIDThenNameAcrossSpellings(t *testing.T) {
	list := csvFile(t, "partners.csv", "Partner ID,Partner Name,Partner Type,Tier,Signed Date", "P1,Globex GmbH,Reseller,Gold,2023-01-31", "P2,Initech,SI,Silver,2023-02-28", ",Umbrella Ltd,Tech,,2023-03-31")
	deals := csvFile(t, "deals.csv", "Opportunity ID,Amount,Stage,Partner,Partner ID", "D1,1,Open,GLOBEX,", "D2,1,Open,Globex International,P1", "D3,1,Open,umbrella limited,", "D4,1,Open,Hooli B.V.,", "D5,1,Open,hooli,", "D6,1,Open,n/a,", "D7,1,Open,Umbrela,", "D8,1,Open,Initech;Globex,")
	ds := load(t, sources("partners", list, "deals", deals))
	var got []string
	for _, d := range ds.Deals {
		if d.Partner == ingest.None {
			got = append(got, "-")
		} else {
			p := ds.Partners[d.Partner]
			got = append(got, fmt.Sprintf("%s:%v", p.Key, p.Listed))
		}
	}
	if want := "P1:true P1:true umbrella:true hooli:false hooli:false - umbrela:false P2:true"; strings.Join(got, " ") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, " "), want)
	}
	if c := codes(ds); c["partner-names"] != 1 || c["partner-near-miss"] != 1 || c["several-partners"] != 1 {
		t.Errorf("issues %v", ds.Issues)
	}
}

func TestSameDealInTwoFilesCountsOnceAndTheLaterFileWins(t *testing.T) {
	a := csvFile(t, "a.csv", "Opportunity ID,Opportunity Name,Amount,Stage", "D1,Alpha,1,Open", "D2,Beta,2,Open")
	b := csvFile(t, "b.csv", "Deal ID,Deal Name,Deal Amount,Deal Stage", "D2,Beta,2,Closed Won", "D3,Gamma,3,Open", "D3,Gamma,3,Open")
	ds := load(t, sources("deals", a, "deals", b))
	if len(ds.Deals) != 3 || ds.Deals[1].Pos.File() != "b.csv" || ds.Deals[1].Status != ingest.StatusWon {
		t.Errorf("deals %+v", ds.Deals)
	}
	if ds.Inputs[0].Dropped != 1 || ds.Inputs[1].Dropped != 1 || codes(ds)["duplicate-deal"] != 2 {
		t.Errorf("inputs %+v, issues %v", ds.Inputs, ds.Issues)
	}
	for _, i := range ds.Issues {
		if i.Code == "duplicate-deal" && i.Pos.File() == "a.csv" && !strings.Contains(i.Message, "differ in status") {
			t.Errorf("issue %s", i)
		}
	}
}

func TestPartnerRolesAndSplitsCountADealOnce(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "roles.csv", "Opportunity ID,Amount,Stage,Partner,Partner Role,Is Primary", "D1,100,Open,Globex,Referral,FALSE", "D1,100,Open,Initech,Reseller,TRUE", "D1,100,Open,Umbrella,SI,FALSE", "D2,5,Open,Globex,Referral,FALSE")))
	if len(ds.Deals) != 2 || ds.Partners[ds.Deals[0].Partner].Name != "Initech" {
		t.Errorf("deals %+v", ds.Deals)
	}
	ds = load(t, sources("deals", csvFile(t, "splits.csv", "Opportunity ID,Amount,Stage,Team Member,Split (%),Split Amount", "D1,100,Open,Jane Doe,60,60", "D1,100,Open,John Roe,40,40")))
	if len(ds.Deals) != 1 || ds.Deals[0].Amount.Value.String() != "100" {
		t.Errorf("deals %+v", ds.Deals)
	}
}

func TestEqualRowsWithoutIDsAreKeptAndNoted(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity Name,Amount,Stage", "Alpha,1,Open", "Alpha,1,Open", "Alpha,2,Open")))
	if len(ds.Deals) != 3 || codes(ds)["equal-rows"] != 1 {
		t.Errorf("%d deals, issues %v", len(ds.Deals), ds.Issues)
	}
}

func TestRowsOfOneNameWithoutIDs(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "roster.csv", "Name,Title,Stages Owned,Start Date,End Date", "Jane Doe,Partner Manager,Recruit,2022-01-31,", "Jane Doe,Partner Manager,Onboard,2022-01-31,",
		"John Roe,Account Executive,,2020-01-31,2021-12-31", "John Roe,Partner Manager,,2022-01-01,", "Max Roe,Analyst,,2022-01-01,", "Max Roe,Partner Manager,,2022-01-01,")))
	var got []string
	for _, p := range ds.People {
		got = append(got, fmt.Sprintf("%s/%s/%v", p.Key, p.Title, p.Stages))
	}
	if want := "Jane Doe/Partner Manager/[recruitment activation] John Roe/Partner Manager/[] Max Roe/Analyst/[] Max Roe#2/Partner Manager/[]"; strings.Join(got, " ") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestInputNamedTwiceIsReadOnce(t *testing.T) {
	path := csvFile(t, "x.csv", "Opportunity Name,Amount,Stage", "Alpha,1,Open")
	ds := load(t, sources("deals", path, "deals", path, "", path))
	if len(ds.Deals) != 1 || len(ds.Inputs) != 1 || !note(ds, "read once") {
		t.Errorf("%d deals, inputs %+v", len(ds.Deals), ds.Inputs)
	}
}

func TestAPartnerCellMayNameNone(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner", "D1;Open;Direct", "D2;Open;No Partner", "D3;Open;Ohne Partner", "D4;Open;Direct Line Ltd", "D5;Open;n/a")))
	var got []int32
	for _, d := range ds.Deals {
		got = append(got, d.Partner)
	}
	if !slices.Equal(got, []int32{ingest.None, ingest.None, ingest.None, 0, ingest.None}) || len(ds.Partners) != 1 {
		t.Errorf("partners of the deals %v, %d partners", got, len(ds.Partners))
	}
}

func TestWhatStandsBesideAPartnersNameIsProposedAndNotCut(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Stage;Partner", "D1;Open;Cancom SE - DE", "D2;Open;CANCOM", "D3;Open;Cancom (Nord)", "D4;Open;AT&T", "D5;Open;AT and T Inc.")))
	if len(ds.Partners) != 4 || codes(ds)["partner-near-miss"] != 2 {
		t.Errorf("%d partners, issues %v", len(ds.Partners), ds.Issues)
	}
}
