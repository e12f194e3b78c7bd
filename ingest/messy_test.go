package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ownermap/ingest"
)

// partnersOf says which partner each deal has.
func partnersOf(ds *ingest.Dataset) string {
	var out []string
	for _, d := range ds.Deals {
		if d.Partner == ingest.None {
			out = append(out, "-")
			continue
		}
		out = append(out, ds.Partners[d.Partner].Name)
	}
	return strings.Join(out, "|")
}

func TestAnAmountMergedOverRowsCountsOnce(t *testing.T) {
	ds := load(t, sources("deals", workbookWith(t, [][]any{{"Opportunity ID", "Amount", "Stage", "Partner"}, {"D1", 900, "Open", "Acme"}, {"D2", nil, "Open"}, {"D3", 5, "Open"}}, "B2:B3", "D2:D4")))
	if got, want := dealLine(ds), "D1//900// D2//0// D3//5//"; got != want || partnersOf(ds) != "Acme|Acme|Acme" || codes(ds)["merged-amount"] != 1 {
		t.Errorf("got %s of %s, want %s; issues %v", got, partnersOf(ds), want, ds.Issues)
	}
}

func TestACellOfSpacesKeepsWhatIsFilledDown(t *testing.T) {
	ds := load(t, sources("deals", workbookWith(t, [][]any{{"Partner", "Partner Manager", "Opportunity ID", "Amount", "Stage"}, {"Acme", "Jane Doe", "D1", 1, "Open"}, {" ", "  ", "D2", 2, "Open"}, {nil, "\u00a0", "D3", 3, "Open"}}, "A2:A4", "B2:B4")))
	for _, d := range ds.Deals {
		if d.Partner == ingest.None || d.PartnerManager == nil {
			t.Errorf("deal %s has partner %d and manager %v", d.ID, d.Partner, d.PartnerManager)
		}
	}
}

func TestTotalsInOtherLanguagesAreDropped(t *testing.T) {
	for _, label := range []string{"Totale", "Totale generale", "Soma", "Razem", "Totalsumma", "Delsumma", "I alt", "Yhteensä", "Összesen", "Celkem", "Genel Toplam", "Итого", "Общий итог", "合計", "总计", "소계"} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity Name;Amount;Stage", "Alpha;1;Open", "Beta;2;Open", label+";3;")))
		if len(ds.Deals) != 2 {
			t.Errorf("%s is a deal: %s", label, dealLine(ds))
		}
	}
}

func TestAColumnFilledAsThatOfAGroupedReportIsAskedAbout(t *testing.T) {
	head := "Partner;Opportunity ID;Amount;Stage"
	for _, c := range []struct {
		lines string
		asked int
	}{
		{"Acme;D1;1;Open\n;D2;2;Open\n;D3;3;Open\nNordlicht;D4;4;Open\n;D5;5;Open\n;D6;5;Open", 1},
		{"Acme;D1;1;Open\nAcme;D2;2;Open\n;D3;3;Open\n;D4;3;Open\n;D5;3;Open\nNordlicht;D6;4;Open", 0},
		{"Acme;D1;1;Open\nBolt;D2;2;Open\n;D3;3;Open\nNordlicht;D4;4;Open", 0},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", append([]string{head}, strings.Split(c.lines, "\n")...)...)))
		if codes(ds)["maybe-grouped"] != c.asked {
			t.Errorf("%s: issues %v", c.lines, ds.Issues)
		}
	}
	ds := load(t, sources("deals", csvFile(t, "x.csv", head, "Nordlicht (2);D1;1;Open", ";D2;2;Open", "Subtotal;;3;", "Acme (1);D3;3;Open", "Subtotal;;3;")))
	if got := partnersOf(ds); got != "Nordlicht|Nordlicht|Acme" {
		t.Errorf("the groups are %s", got)
	}
}

func TestRowsWithoutIDsThatTwoExportsHaveAreAWarning(t *testing.T) {
	q1 := csvFile(t, "q1.csv", "Opportunity Name;Amount;Stage;Partner;Partner Manager", "Alpha;1;Open;Acme;Jane Doe", "Beta;2;Open;Acme;Jane Doe")
	all := csvFile(t, "all.csv", "Opportunity Name;Amount;Stage;Partner;Partner Manager", "Gamma;3;Open;Bolt;Jane Doe", "Alpha;1;Open;Acme;Jane Doe", "Beta;2;Open;Acme;Jane Doe")
	ds := load(t, sources("deals", q1, "deals", all))
	var said []string
	for _, i := range ds.Issues {
		if i.Code == "equal-rows" {
			said = append(said, fmt.Sprintf("%s %s %s", i.Severity, i.Pos, i.Message))
		}
	}
	if want := "warning all.csv!3 without an id, 2 rows of which the same is read elsewhere, the first one as of q1.csv!2; where the exports overlap these deals count twice"; len(ds.Deals) != 5 || strings.Join(said, "\n") != want {
		t.Errorf("%d deals, %q, want %q", len(ds.Deals), said, want)
	}
}

func TestAPartnerCellWithoutAPartnerOrWithSeveral(t *testing.T) {
	var lines []string
	cells := []string{"Nordlicht", "Süd", "0", "FALSE", "Direct - Inbound", "Direct (no partner)", "#REF!", "Nordlicht / Süd", "Smith & Sons", "Nordlicht, Inc.", "P-12", "P-12 - Globex GmbH", "Globex (P-12)", "Direct Line Ltd"}
	for i, c := range cells {
		lines = append(lines, fmt.Sprintf("D%d;1;Open;%s", i, c))
	}
	list := csvFile(t, "partners.csv", "Partner ID;Partner Name", "P-12;Globex")
	ds := load(t, sources("partners", list, "deals", csvFile(t, "x.csv", append([]string{"Opportunity ID;Amount;Stage;Partner"}, lines...)...)))
	if got, want := partnersOf(ds), "Nordlicht|Süd|-|-|-|-|-|Nordlicht|Smith & Sons|Nordlicht|Globex|Globex|Globex|Direct Line Ltd"; got != want || codes(ds)["several-partners"] != 1 || codes(ds)["error-cell"] != 1 {
		t.Errorf("\n got %s\nwant %s\n%v", got, want, ds.Issues)
	}
}

func TestACellThatListsPartnersWhoStandAloneIsTheFirstOfThem(t *testing.T) {
	for _, c := range []struct {
		cell, want, code string
	}{
		{"Accenture (60%), Deloitte (40%)", "Accenture", "several-partners"}, {"Accenture 60% / Deloitte 40 %", "Accenture", "several-partners"}, {"Deloitte and Accenture", "Deloitte", "several-partners"}, {"Accenture und Deloitte", "Accenture", "several-partners"},
		{"Accenture & Deloitte", "Accenture", "several-partners"}, {"Accenture&Deloitte", "Accenture", "several-partners"}, {"Accenture → Deloitte", "Accenture", "several-partners"}, {"Accenture -> Deloitte", "Accenture", "several-partners"}, {"Smith & Sons, Accenture, and Deloitte", "Smith & Sons", "several-partners"},
		{"via Accenture", "Accenture", "partner-names"}, {"Über Deloitte", "Deloitte", "partner-names"}, {"Accenture (60 %)", "Accenture", ""}, {"Accenture / Accenture", "Accenture", ""},
		{"Accenture & Partners", "Accenture & Partners", ""}, {"via Nobody Else", "via Nobody Else", ""}, {"Accenture (DE)", "Accenture (DE)", "partner-near-miss"}, {"Studio 100%", "Studio 100%", ""}, {"Via Verde", "Via Verde", ""},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Partner", "D1;1;Open;"+c.cell, "D2;1;Open;Accenture", "D3;1;Open;Deloitte", "D4;1;Open;Smith & Sons")))
		said := ""
		for _, i := range ds.Issues {
			said += i.Code
		}
		if got := ds.Partners[ds.Deals[0].Partner].Name; got != c.want || said != c.code {
			t.Errorf("%s is %s, want %s; issues %v", c.cell, got, c.want, ds.Issues)
		}
	}
}

func TestAWordForNoIDIsNone(t *testing.T) {
	for _, id := range []string{"N/A", "TBD", "-", "new", "Neu", "0", "unknown"} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Opportunity Name;Amount;Stage;Partner ID;Partner", id+";Alpha;1;Open;"+id+";Acme", id+";Beta;2;Open;"+id+";Bolt", "D3;Gamma;3;Open;P3;Cedar")))
		if got := partnersOf(ds); got != "Acme|Bolt|Cedar" || len(ds.Issues) != 0 || ds.Deals[0].ID != "" || !note(ds, fmt.Sprintf("Opportunity ID (A): %q in row 2 and the like are no ids: 2 cells read as blank", id)) {
			t.Errorf("%s: deals of %s, notes %q, issues %v", id, got, ds.Inputs[0].Notes, ds.Issues)
		}
	}
}

func TestRowsOfOneIDThatHaveNothingInCommonAreSaidToBeTwoDeals(t *testing.T) {
	for row, hardly := range map[string]bool{"D1;Beta;Bolt;2;2024-02-01": true, "D1;Beta;Bolt;1;2024-02-01": false, "D1;Alpha;Bolt;2;2024-02-01": false} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Opportunity Name;Partner;Amount;Created Date;Stage", "D1;Alpha;Acme;1;2024-01-31;Open", row+";Open")))
		if len(ds.Issues) != 1 || len(ds.Deals) != 1 || strings.Contains(ds.Issues[0].Message, "hardly the same deal: they differ in name, partner, amount, created") != hardly {
			t.Errorf("%s: issues %v", row, ds.Issues)
		}
	}
}

func TestAColumnThatComesSecondAndFillsGapsIsNamed(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Reseller;Partner Name;Amount;Stage", "D1;Acme;;10;Open", "D2;;Bolt;20;Open", "D3;Acme;;30;Open", "D4;Acme;;40;Open", "D5;Acme;Acme;50;Open")))
	found := false
	for _, i := range ds.Issues {
		found = found || i.Code == "second-choice" && i.Message == "Reseller has values in 3 records of the first 5 rows where Partner Name has none; only Partner Name is read, as partner"
	}
	if !found || codes(ds)["column-near-miss"] != 0 {
		t.Errorf("issues %v", ds.Issues)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Reseller;Partner Name;Amount;Stage", "D1;Acme;Acme;10;Open", "D2;Bolt;Bolt;20;Open", "D3;;n/a;30;Open")))
	if codes(ds)["second-choice"] != 0 {
		t.Errorf("issues %v", ds.Issues)
	}
}

func TestAnAmountInOneOfTwoCurrencyColumnsIsOne(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount EUR;Amount USD;Stage", "D1;10;11;Open", "D2;;20;Open", "D3;30;;Open")))
	var got []string
	for _, d := range ds.Deals {
		got = append(got, d.Amount.Value.String()+" "+d.Amount.Currency+" "+d.Converted.Currency)
	}
	if want := "10 EUR USD,20 USD ,30 EUR "; strings.Join(got, ",") != want || !note(ds, "1 amount read from Amount USD") {
		t.Errorf("amounts %q, notes %q", got, ds.Inputs[0].Notes)
	}
}

func TestAStatusThatContradictsTheStageIsReported(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Status", "D1;1;Closed Won;Rejected", "D2;1;Closed Won;Rejected", "D3;1;Closed Won;Approved", "D4;1;Negotiation;Open")))
	if codes(ds)["status-conflict"] != 1 || ds.Deals[0].Status != ingest.StatusLost || ds.Deals[2].Status != ingest.StatusWon {
		t.Errorf("%s, issues %v", dealLine(ds), ds.Issues)
	}
}

func TestRegistrationsThatAreNotOneDoNotCount(t *testing.T) {
	for state, counts := range map[string]bool{"Approved": true, "": true, "Pending": true, "Not rejected": true, "Declined - duplicate": false, "Expired": false, "Not registered": false, "Nicht genehmigt": false, "Abgelehnt (Dublette)": false, "Registered": true} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Deal Registration Date;Deal Registration Status", "D1;1;Open;2024-01-31;"+state)))
		if ds.Deals[0].Registered.IsZero() == counts {
			t.Errorf("%q: registered on %s", state, ds.Deals[0].Registered)
		}
	}
}

func TestEmploymentStatusesThatSayNothingAreNamed(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "x.csv", "Name;Title;Employment Status", "Ada Okafor;PAM;Active", "Ben Roe;PAM;On Leave", "Cleo Ng;PAM;Deceased", "Dag Lund;PAM;Gekündigt", "Eva Doe;PAM;Gekündigt", "Finn Ray;PAM;Vollzeit", "Gita Rao;PAM;Contract ended")))
	day, _ := ingest.ParseDate("2026-06-30")
	var active []string
	for _, p := range ds.People {
		if p.Active(day) {
			active = append(active, p.Name)
		}
	}
	if got := strings.Join(active, ", "); got != "Ada Okafor, Ben Roe, Dag Lund, Eva Doe, Finn Ray" || codes(ds)["unknown-employment"] != 1 || codes(ds)["left-without-end-date"] != 2 {
		t.Errorf("active: %s; issues %v", got, ds.Issues)
	}
}

func TestAStageMatrixOfSigns(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "x.csv", "Name;Title;Recruitment;Onboarding;Co-sell", "Ada Okafor;PAM;●;;✓", "Ben Roe;PAM;○;x;-", "Cleo Ng;PAM;★;;")))
	if got := fmt.Sprint(ds.People[0].Stages, ds.People[1].Stages, ds.People[2].Stages); got != "[recruitment cosell] [activation] []" || codes(ds)["bad-flag"] != 1 {
		t.Errorf("stages %s, issues %v", got, ds.Issues)
	}
}

func TestTheCurrencyOfConvertedAmountsIsThatWhoseAmountsStay(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{"D1;1000;920;USD;Open|D2;500;500;EUR;Open|D3;100;115;GBP;Open|D4;0;0;GBP;Open", "EUR"},
		{"D1;1000;920;USD;Open|D2;500;500;EUR;Open|D3;100;100;GBP;Open", ""},
		{"D1;1000;920;USD;Open|D2;500;510;EUR;Open", ""},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", append([]string{"Record ID;Amount;Amount in company currency;Currency;Deal Stage"}, strings.Split(c.lines, "|")...)...)))
		for _, d := range ds.Deals {
			if d.Converted.Currency != c.want {
				t.Errorf("%s: %s is converted to %q, want %q", c.lines, d.ID, d.Converted.Currency, c.want)
			}
		}
		if note(ds, "as the amounts in EUR stay what they are, the first one in row 3") != (c.want != "") {
			t.Errorf("notes %q", ds.Inputs[0].Notes)
		}
	}
}

func TestTheActualCloseDateComesBeforeThePlannedOne(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Stage;Close Date;Actual Close Date", "D1;Closed Won;2024-06-30;2024-03-20", "D2;Closed Lost;2024-06-30;", "D3;Negotiation;2024-09-30;")))
	var got []string
	for _, d := range ds.Deals {
		got = append(got, d.Closed.String()+" "+d.ExpectedClose.String())
	}
	if want := "2024-03-20 |2024-06-30 | 2024-09-30"; strings.Join(got, "|") != want {
		t.Errorf("closed and expected %q, want %q", strings.Join(got, "|"), want)
	}
	ds = load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Stage;Closed Date", "D1;Closed Won;2024-06-30", "D2;Negotiation;2024-09-30")))
	if ds.Deals[0].Closed.String() != "2024-06-30" || ds.Deals[1].ExpectedClose.String() != "2024-09-30" {
		t.Errorf("alone: %+v", ds.Deals)
	}
}

func TestAUnitThatOnlyTheTitleNamesIsAskedAbout(t *testing.T) {
	for _, c := range []struct {
		lines string
		asked int
	}{
		{"Partner deals Q1 2024 (all amounts in kEUR)\n\nOpportunity ID;Amount;Stage\nD1;100;Open\nD2;5;Open", 1},
		{"Werte in Tsd. EUR\nOpportunity ID;Amount;Stage\nD1;100;Open\nD2;5;Open", 1},
		{"Opportunity ID;Amount;Stage\n;k€;\nD1;100;Open\nD2;5;Open", 1},
		{"Deals in kEUR\nOpportunity ID;Amount (k€);Stage\nD1;100;Open\nD2;5;Open", 0},
		{"Opportunity ID;Amount;Stage\nD1;100 k€;Open\nD2;5 k€;Open", 0},
		{"Deals over 5 million\nOpportunity ID;Amount;Stage\nD1;100;Open\nD2;5;Open", 0},
		{"Pipeline in Q1 (EMEA)\nOpportunity ID;Amount;Stage\nD1;100;Open\nD2;5;Open", 0},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", strings.Split(c.lines, "\n")...)))
		if codes(ds)["title-scale"] != c.asked {
			t.Errorf("%s: issues %v", c.lines, ds.Issues)
		}
	}
}

func TestDatesThatASpreadsheetMayHaveSwappedAreAskedAbout(t *testing.T) {
	for _, c := range []struct {
		days  []int // of the month of real dates
		texts string
		asked int
	}{
		{[]int{1, 2, 3, 7, 9, 11, 12}, "3/20/2024", 1},
		{[]int{1, 2, 3, 7, 9, 11, 13}, "3/20/2024", 0},
		{[]int{1, 2, 3}, "3/20/2024", 0},
		{[]int{1, 2, 3, 7, 9, 11, 12}, "", 0},
	} {
		rows := [][]any{{"Opportunity ID", "Amount", "Stage", "Created Date"}, {"D0", 1, "Open", c.texts}}
		for i, day := range c.days {
			rows = append(rows, []any{fmt.Sprint("D", i+1), 1, "Open", time.Date(2024, 5, day, 0, 0, 0, 0, time.UTC)})
		}
		ds := load(t, sources("deals", workbookWith(t, rows)))
		if codes(ds)["swapped-dates"] != c.asked {
			t.Errorf("%v and %q: issues %v", c.days, c.texts, ds.Issues)
		}
	}
}

func TestPartnersWithUmlautsWrittenInTwoWaysAreProposed(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID;Stage;Partner", "D1;Open;Müller & Söhne GmbH", "D2;Open;Mueller & Soehne", "D3;Open;Müller & Söhne", "D4;Open;Sued AG")))
	if len(ds.Partners) != 3 || codes(ds)["partner-near-miss"] != 1 {
		t.Errorf("%d partners, issues %v", len(ds.Partners), ds.Issues)
	}
}

func TestAPreferredNameBesideFirstAndLastNameIsASecondName(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "r.csv", "First Name;Preferred Name;Last Name;Title", "Maximilian;Max;Müller;PAM", "Jane;;Doe;PAM"), "deals", csvFile(t, "x.csv", "Deal ID;Stage;Partner Manager", "D1;Open;Max Müller", "D2;Open;Maximilian Müller")))
	if ds.People[0].Name != "Maximilian Müller" || named(ds, ds.Deals[0].PartnerManager) != "Maximilian Müller" || named(ds, ds.Deals[1].PartnerManager) != "Maximilian Müller" {
		t.Errorf("%s is credited with %s and %s", ds.People[0].Name, named(ds, ds.Deals[0].PartnerManager), named(ds, ds.Deals[1].PartnerManager))
	}
}

func TestSignsOfABlankAreNoIssue(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "r.csv", "Name;Title;End Date", "Ada Okafor;PAM;0000-00-00", "Ben Roe;PAM;2024-03-31"), "deals", csvFile(t, "x.csv", "Deal ID;Amount;Stage;Partner Sourced;Close Date", "Total;6;;;", "D1;1;Closed Won;-;2024-03-31", "D2;5;Closed Won;Yes;2024-03-31")))
	if len(ds.Issues) != 0 || len(ds.Deals) != 2 || !ds.People[0].End.IsZero() {
		t.Errorf("%d deals, issues %v", len(ds.Deals), ds.Issues)
	}
}

func TestDatesThatMayBeginWithTheYearAreAskedAbout(t *testing.T) {
	for dates, asked := range map[string]int{"23-11-02|24-03-20|24-01-05": 1, "02.11.23|20.03.24|05.01.24": 0, "23-11-24|14-03-24|24-01-24": 0, "23/11/21|24/03/22|25/01/23": 0} {
		lines := []string{"Deal ID;Stage;Created Date"}
		for i, d := range strings.Split(dates, "|") {
			lines = append(lines, fmt.Sprintf("D%d;Open;%s", i, d))
		}
		if ds := load(t, sources("deals", csvFile(t, "x.csv", lines...))); codes(ds)["year-first"] != asked {
			t.Errorf("%s: issues %v", dates, ds.Issues)
		}
		opts := sources("deals", csvFile(t, "x.csv", lines...))
		opts.DateOrder = "ymd"
		if ds := load(t, opts); codes(ds)["year-first"] != 0 {
			t.Errorf("%s with an order: issues %v", dates, ds.Issues)
		}
	}
}

func TestTotalsBesideACurrencyAreTotals(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Partneraccount ↑;Opportunity-Name;Betrag (umgewandelt);Betrag (umgewandelt) Währung;Phase;Schlusstermin",
		"Nordlicht;Alpha;100,50;EUR;Gewonnen;31.01.2024", ";Beta;10,00;EUR;Gewonnen;29.02.2024", "Zwischensumme;;110,50;EUR;;", "Süd;Gamma;5,00;EUR;Verloren;31.03.2024", "Zwischensumme;;5,00;EUR;;", "Gesamt;;115,50;EUR;;")))
	if got := partnersOf(ds); got != "Nordlicht|Nordlicht|Süd" || !note(ds, "3 totals of the file") || len(ds.Issues) != 0 {
		t.Errorf("partners %s, notes %q, issues %v", got, ds.Inputs[0].Notes, ds.Issues)
	}
}

func TestAnUnknownStatusNamesTheColumnThatMayTell(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Deal ID;Amount;Status;Status Reason", "D1;1;Inactive;Won", "D2;1;Inactive;Lost", "D3;1;Open;In Progress")))
	for _, i := range ds.Issues {
		if i.Code == "unknown-status" && strings.Contains(i.Hint, `if "Status Reason" tells, name it under columns.deals.status`) {
			return
		}
	}
	t.Errorf("issues %v", ds.Issues)
}

func TestCompaniesNamedLikeATotalAreKept(t *testing.T) {
	for _, who := range []string{"Median", "Media", "Mean", "Soma", "Antal", "Summa Networks", "Suma Energy"} {
		ds := load(t, sources("partners", csvFile(t, "p.csv", "Partner Name;Tier;Target;Signed Date", who+";;100;2024-01-31", "Acme;Gold;5;2024-01-31"),
			"deals", csvFile(t, "x.csv", "Opportunity ID;Partner;Amount;Close Date;Won", "D1;"+who+";5000;2024-03-31;TRUE", "D2;Acme;1;2024-03-31;TRUE")))
		if len(ds.Deals) != 2 || len(ds.Partners) != 2 {
			t.Errorf("%s: %d deals, %d partners", who, len(ds.Deals), len(ds.Partners))
		}
	}
}

func TestARehireIsThereAgain(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "r.csv", "Name;Title;Hire Date;Termination Date;Rehire Date;Status", "Ada Okafor;PAM;2015-01-31;2018-01-31;2021-06-01;Active", "Ben Roe;PAM;2015-01-31;2023-01-31;2021-06-01;Terminated")))
	day, _ := ingest.ParseDate("2026-06-30")
	if a, b := ds.People[0], ds.People[1]; !a.Active(day) || a.Start.String() != "2021-06-01" || b.Active(day) || b.End.String() != "2023-01-31" {
		t.Errorf("%+v %+v", a, b)
	}
}

func TestLeaversBySomeWordAndSeatsToBeFilled(t *testing.T) {
	for status, active := range map[string]bool{"Contract Terminated": false, "Full-Time - Terminated": false, "Employee (former)": false, "Part-time, resigned": false, "Inactive - Leave of Absence": true, "Active (former contractor)": true, "Terminated - eligible for rehire": false, "Paid Leave": true, "Employee": true, "L": true, "Contractor": true} {
		ds := load(t, sources("roster", csvFile(t, "r.csv", "Name;Title;Employment Status", "Ada Okafor;PAM;"+status)))
		day, _ := ingest.ParseDate("2026-06-30")
		if ds.People[0].Active(day) != active || codes(ds)["unknown-employment"] != 0 {
			t.Errorf("%s: active %v, issues %v", status, ds.People[0].Active(day), ds.Issues)
		}
	}
	ds := load(t, sources("roster", csvFile(t, "r.csv", "Name;Title", "Ada Okafor;PAM", "Open - PAM DACH;PAM", "Backfill Max Roe;PAM", "REQ-1234;PAM", "New Hire Q3;PAM", "New Hire - Anna Ray;PAM", "Requena Diaz;PAM", "Open Sesame;PAM")))
	if len(ds.People) != 5 {
		t.Errorf("people %+v", ds.People)
	}
}

func TestTheColumnsReadDoNotDependOnTheirOrder(t *testing.T) {
	cols := map[string]string{"Opportunity ID": "D%d", "Partner Name": "", "Reseller": "Acme", "Account": "Ajax", "Amount": "5", "Stage": "Open"}
	heads := []string{"Opportunity ID", "Partner Name", "Reseller", "Account", "Amount", "Stage"}
	for range 30 {
		rand.Shuffle(len(heads), func(i, j int) { heads[i], heads[j] = heads[j], heads[i] })
		lines := []string{strings.Join(heads, ";")}
		for i := range 10 {
			var cells []string
			for _, h := range heads {
				switch cell := cols[h]; {
				case h == "Partner Name" && i < 2:
					cells = append(cells, "Bolt")
				case h == "Account" && i > 5:
					cells = append(cells, "")
				case strings.Contains(cell, "%"):
					cells = append(cells, fmt.Sprintf(cell, i))
				default:
					cells = append(cells, cell)
				}
			}
			lines = append(lines, strings.Join(cells, ";"))
		}
		ds := load(t, sources("deals", csvFile(t, "x.csv", lines...)))
		if len(ds.Partners) != 1 || ds.Partners[0].Name != "Bolt" || ds.Deals[0].Account != "Ajax" {
			t.Fatalf("%v: partners %+v, account %q", heads, ds.Partners, ds.Deals[0].Account)
		}
	}
}

func TestMillisecondsSince1970AreDates(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "hs_object_id;dealname;amount;dealstage;createdate;closedate", "1;Alpha;5;closedwon;1704067200000;1711843200000", "2;Beta;5;closedlost;1704067200000;1711843200000", "3;Gamma;5;contractsent;1704067200000;1711843200000")))
	if d := ds.Deals[0]; d.Created.String() != "2024-01-01" || d.Closed.String() != "2024-03-31" || len(ds.Issues) != 0 {
		t.Errorf("created %s, closed %s, issues %v", d.Created, d.Closed, ds.Issues)
	}
}

func TestAConfiguredHeaderNeedsToBeInOneOfSeveralExportsOnly(t *testing.T) {
	a := csvFile(t, "a.csv", "Opportunity ID;Our Amount;Stage", "D1;5;Open")
	b := csvFile(t, "b.csv", "Deal ID;Deal Amount;Deal Stage", "E1;7;Open")
	opts := sources("deals", a, "deals", b)
	opts.Columns = map[ingest.Kind]map[string]string{ingest.KindDeals: {"amount": "Our Amount"}}
	if ds := load(t, opts); ds.Deals[0].Amount.Value.String() != "5" || ds.Deals[1].Amount.Value.String() != "7" || len(ds.Issues) != 0 {
		t.Errorf("deals %s, issues %v", dealLine(ds), ds.Issues)
	}
	opts.Columns = map[ingest.Kind]map[string]string{ingest.KindDeals: {"amount": "His Amount"}}
	if ds := load(t, opts); codes(ds)["configured-column-missing"] != 2 {
		t.Errorf("issues %v", ds.Issues)
	}
}

func TestAnAliasOfANameThatStandsNowhereIsNamed(t *testing.T) {
	opts := sources("roster", csvFile(t, "r.csv", "Name;Title;Manager", "Jane Doe;PAM;The Boss", "Max Roe;VP;"), "deals", csvFile(t, "x.csv", "Deal ID;Stage;Partner Manager", "D1;Open;JD"))
	opts.Aliases = map[string]string{"JD": "Jane Doe", "The Boss": "Max Roe", "Acme Inc": "Acme"}
	ds := load(t, opts)
	if named(ds, ds.Deals[0].PartnerManager) != "Jane Doe" || ds.People[0].Manager != 1 || len(ds.Issues) != 1 || ds.Issues[0].Code != "alias-unused" || !strings.Contains(ds.Issues[0].Message, `"Acme Inc"`) {
		t.Errorf("manager %d, issues %v", ds.People[0].Manager, ds.Issues)
	}
}

func TestAPartnerOfTheListMayBeCalledAsNoneIs(t *testing.T) {
	ds := load(t, sources("partners", csvFile(t, "p.csv", "Partner Name;Tier;Signed Date", "Yes;Gold;2024-01-31", "n/a;Gold;2024-01-31", "Acme;;2024-01-31", "No;;")))
	if len(ds.Partners) != 2 || ds.Partners[0].Name != "Yes" {
		t.Errorf("partners %+v", ds.Partners)
	}
}
