package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// created reads a deals file whose created dates are the given cells.
func created(t *testing.T, opts ingest.Options, cells ...string) (string, *ingest.Dataset) {
	t.Helper()
	lines := []string{"Opportunity ID;Amount;Stage;Created Date"}
	for i, c := range cells {
		lines = append(lines, fmt.Sprintf("D%d;1;Open;%s", i+1, c))
	}
	opts.Sources = []ingest.Source{{Kind: ingest.KindDeals, Path: csvFile(t, "deals.csv", lines...)}}
	ds := load(t, opts)
	var out []string
	for _, d := range ds.Deals {
		out = append(out, d.Created.String())
	}
	return strings.Join(out, " "), ds
}

func TestOneDateOrderForTheColumn(t *testing.T) {
	got, ds := created(t, ingest.Options{}, "03/04/2024", "31/08/2024", "05/06/2024")
	if got != "2024-04-03 2024-08-31 2024-06-05" || !note(ds, "day first: 31/08/2024 in row 3") {
		t.Errorf("got %s, notes %q", got, ds.Inputs[0].Notes)
	}
	got, ds = created(t, ingest.Options{}, "03/04/2024", "08/31/2024")
	if got != "2024-03-04 2024-08-31" || !note(ds, "month first: 08/31/2024 in row 3") {
		t.Errorf("got %s, notes %q", got, ds.Inputs[0].Notes)
	}
}

func TestColumnThatCannotDecideItsDateOrderIsAnError(t *testing.T) {
	got, ds := created(t, ingest.Options{}, "03/04/2024", "2024-05-06", "05/06/2024")
	if got != " 2024-05-06 " || codes(ds)["undecided-date-order"] != 1 || !strings.Contains(ds.Issues[0].Hint, "--date-order") || ds.Issues.Count(ingest.SevError) != 1 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
	got, ds = created(t, ingest.Options{DateOrder: "mdy"}, "03/04/2024", "05/06/2024", "31/08/2024")
	if got != "2024-03-04 2024-05-06 " || codes(ds)["bad-date"] != 1 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
}

func TestColumnWithTwoDateOrdersReadsOnlyWhatIsCertain(t *testing.T) {
	got, ds := created(t, ingest.Options{}, "03/04/2024", "31/08/2024", "08/31/2024")
	if got != " 2024-08-31 2024-08-31" || codes(ds)["mixed-date-orders"] != 1 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
}

func TestADayBeforeSpreadsheetsIsNotADay(t *testing.T) {
	got, ds := created(t, ingest.Options{}, "1899-12-30", "01/02/0204", "2024-02-29", "1/31/2024")
	if got != "  2024-02-29 2024-01-31" || codes(ds)["bad-date"] != 2 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
}

func TestBadCellCostsOnlyThatCell(t *testing.T) {
	got, ds := created(t, ingest.Options{}, "2024-01-31", "soon", "2024-02-29", "", "n/a")
	if got != "2024-01-31  2024-02-29  " || codes(ds)["bad-date"] != 1 || ds.Issues[0].Pos.String() != "deals.csv!D3" {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
}

// amounts reads a deals file whose amounts are the given cells.
func amounts(t *testing.T, opts ingest.Options, head string, cells ...string) (string, *ingest.Dataset) {
	t.Helper()
	lines := []string{"Opportunity ID;Stage;" + head}
	for i, c := range cells {
		lines = append(lines, fmt.Sprintf("D%d;Open;%s", i+1, c))
	}
	opts.Sources = []ingest.Source{{Kind: ingest.KindDeals, Path: csvFile(t, "deals.csv", lines...)}}
	ds := load(t, opts)
	var out []string
	for _, d := range ds.Deals {
		s := "-"
		if d.Amount.Known {
			s = d.Amount.Value.String() + d.Amount.Currency
		}
		out = append(out, s)
	}
	return strings.Join(out, " "), ds
}

func TestOneDecimalMarkForTheColumn(t *testing.T) {
	if got, ds := amounts(t, ingest.Options{}, "Amount", "1.234", "5,50", "12.345,00"); got != "1234 5.50 12345.00" || !note(ds, "decimal comma: 5,50 in row 3") {
		t.Errorf("got %s, notes %q", got, ds.Inputs[0].Notes)
	}
	if got, _ := amounts(t, ingest.Options{}, "Amount", "1,234", "5.50"); got != "1234 5.50" {
		t.Errorf("got %s", got)
	}
	got, ds := amounts(t, ingest.Options{}, "Amount", "1,234", "12", "2,345")
	if got != "- 12 -" || codes(ds)["undecided-decimal-mark"] != 1 || !strings.Contains(ds.Issues[0].Hint, "--decimal") {
		t.Errorf("got %s, issues %v", got, ds.Issues)
	}
	if got, ds := amounts(t, ingest.Options{Decimal: "."}, "Amount", "1,234", "12", "2,345"); got != "1234 12 2345" || len(ds.Issues) > 0 {
		t.Errorf("got %s, issues %v", got, ds.Issues)
	}
	if got, ds := amounts(t, ingest.Options{}, "Amount", "1,50", "2.50"); got != "1.50 2.50" || codes(ds)["mixed-decimal-marks"] != 1 {
		t.Errorf("got %s, issues %v", got, ds.Issues)
	}
}

func TestCurrencyOfAnAmount(t *testing.T) {
	for _, c := range []struct{ head, cell, want string }{
		{"Amount", "€1.50", "1.50EUR"}, {"Amount", "1.50 GBP", "1.50GBP"}, {"Amount", "$2.50", "2.50USD"}, {"Amount", "2.50", "2.50"}, {"Amount (EUR)", "2.50", "2.50EUR"}, {"Amount in €", "2.50", "2.50EUR"},
		{"Amount;Currency", "2.50;CHF", "2.50CHF"}, {"Amount;Currency", "$2.50;CAD", "2.50CAD"}, {"Amount;Currency", "€2.50;EUR", "2.50EUR"}, {"Amount (AUD)", "$2.50", "2.50AUD"}, {"Amount (USD)", "2.50", "2.50USD"}, {"Amount", "n/a", "-"}, {"Amount", "(2.50)", "-2.50"},
	} {
		if got, ds := amounts(t, ingest.Options{}, c.head, c.cell); got != c.want || len(ds.Issues) > 0 {
			t.Errorf("%s %s is %s, want %s (%v)", c.head, c.cell, got, c.want, ds.Issues)
		}
	}
	got, ds := amounts(t, ingest.Options{}, "Amount;Currency", "€2.50;USD", "1;Zorkmid")
	if got != "2.50EUR 1Zorkmid" || codes(ds)["currency-conflict"] != 1 || codes(ds)["unknown-currency"] != 1 {
		t.Errorf("got %s, issues %v", got, ds.Issues)
	}
}

func TestConvertedAmountStandsBesideTheAmount(t *testing.T) {
	_, ds := amounts(t, ingest.Options{}, "Amount;Amount Currency;Amount (converted);Amount (converted) Currency", "10.50;EUR;11.55;USD")
	d := ds.Deals[0]
	if d.Amount.Value.String() != "10.50" || d.Amount.Currency != "EUR" || d.Converted.Value.String() != "11.55" || d.Converted.Currency != "USD" {
		t.Errorf("got %+v %+v", d.Amount, d.Converted)
	}
	_, ds = amounts(t, ingest.Options{}, "Amount;Amount (USD)", "10.50;11.55")
	if d = ds.Deals[0]; d.Amount.Value.String() != "10.50" || d.Amount.Currency != "" || d.Converted.Currency != "USD" {
		t.Errorf("got %+v %+v", d.Amount, d.Converted)
	}
}

func TestStatusFromWhateverTells(t *testing.T) {
	for _, c := range []struct{ head, cells, want string }{
		{"Status", "Won", "won"}, {"Stage", "Closed Lost", "lost"}, {"Stage;Status", "Proposal;Lost", "lost"}, {"Is Won;Is Closed", "TRUE;TRUE", "won"}, {"Is Won;Is Closed", "FALSE;TRUE", "lost"}, {"Is Won;Is Closed", "FALSE;FALSE", "open"},
		{"Stage;Is Closed;Is Won", "Zeta;TRUE;TRUE", "won"}, {"Stage", "Zeta", "open"}, {"Status", "Zeta", "unknown"}, {"Status;Is Won", "Closed;TRUE", "won"}, {"Won time;Lost time;Deal Name", "2024-01-31;;X", "won"}, {"Won time;Lost time;Deal Name", ";2024-01-31;X", "lost"},
		{"Stage", "", "unknown"}, {"Status;Stage", ";Closed Won", "won"}, {"Stage;Status", "Closed Won;Active", "won"},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;"+c.head, "D1;1;"+c.cells)))
		if got := ds.Deals[0].Status.String(); got != c.want {
			t.Errorf("%s = %s is %s, want %s", c.head, c.cells, got, c.want)
		}
	}
}

func TestOriginFromSourcingColumns(t *testing.T) {
	for _, c := range []struct{ head, cells, want string }{
		{"Partner Sourced", "Yes", "sourced"}, {"Partner Sourced", "No", "unknown"}, {"Partner Sourced;Partner Influenced", "No;Yes", "influenced"}, {"Partner Sourced;Partner Influenced", "No;No", "direct"}, {"Partner Sourced;Partner Influenced", "Yes;Yes", "sourced"},
		{"Attribution", "Partner Influenced", "influenced"}, {"Attribution", "Zebra", "unknown"}, {"Attribution", "", "unknown"}, {"Lead Source", "Partner Referral", "sourced"}, {"Lead Source", "Web", "unknown"}, {"Lead Source;Attribution", "Partner Referral;", "unknown"},
		{"Deal Source", "Direct", "direct"}, {"Partner Involvement", "None", "direct"},
	} {
		ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;"+c.head, "D1;1;Open;"+c.cells)))
		if got := ds.Deals[0].Sourcing.String(); got != c.want {
			t.Errorf("%s = %s is %s, want %s", c.head, c.cells, got, c.want)
		}
	}
}

func TestRejectedRegistrationsDoNotCount(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "x.csv", "Opportunity ID;Amount;Stage;Deal Registration Date;Deal Registration Status", "D1;1;Open;2024-01-31;Approved", "D2;1;Open;2024-01-31;Rejected")))
	if ds.Deals[0].Registered.IsZero() || !ds.Deals[1].Registered.IsZero() {
		t.Errorf("got %s, %s", ds.Deals[0].Registered, ds.Deals[1].Registered)
	}
}

func TestAllocationInItsUnits(t *testing.T) {
	for _, c := range []struct{ head, cells, want string }{
		{"FTE", "1|0.5|", "[1 0.5 1]"}, {"Allocation %", "100|80|50", "[1 0.8 0.5]"}, {"Allocation", "80%|1|50 %", "[0.8 1 0.5]"}, {"Standard Hours", "40|32|20", "[1 0.8 0.5]"}, {"Hours per Week", "37.5|30|37.5", "[1 0.8 1]"},
		{"Allocation", "40 hours|20h|full-time", "[1 0.5 1]"}, {"FTE", "1|lots|0.5", "[1 1 0.5]"}, {"FTE", "1,0|0,5|0,8", "[1 0.5 0.8]"}, {"Allocation", "80|60|1", "[0.8 0.6 1]"}, {"Wochenstunden", "40|32|20", "[1 0.8 0.5]"},
		{"Allocation", "4 days|5 Tage|0.5 Stelle|80 % of full time|80 percent", "[0.8 1 0.5 0.8 0.8]"}, {"Days per week", "4|5|2", "[0.8 1 0.4]"}, {"Allocation", "3 units|0.5", "[1 0.5]"}, {"Allocation", "32 h|0,8|80%|1", "[0.8 0.8 0.8 1]"},
	} {
		lines := []string{"Name;Title;" + c.head}
		for i, cell := range strings.Split(c.cells, "|") {
			lines = append(lines, fmt.Sprintf("Person %c;Partner Manager;%s", 'A'+i, cell))
		}
		ds := load(t, sources("roster", csvFile(t, "x.csv", lines...)))
		var got []float64
		for _, p := range ds.People {
			got = append(got, p.Allocation)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s %s is %v, want %s", c.head, c.cells, got, c.want)
		}
	}
}

func TestQuotaIsAnAmountOrAFlag(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "x.csv", "Name;Title;Quota", "A B;PAM;\"$1,200,000.00\"", "C D;PAM;0", "E F;PAM;", "G H;PAM;n/a")))
	for i, want := range []string{"1200000.00 USD true", "0  false", "0  false", "0  false"} {
		p := ds.People[i]
		if got := fmt.Sprintf("%s %s %v", p.Quota.Value, p.Quota.Currency, p.HasQuota); got != want {
			t.Errorf("quota %s, want %s", got, want)
		}
	}
	ds = load(t, sources("roster", csvFile(t, "x.csv", "Name;Title;Carries Quota", "A B;PAM;Yes", "C D;PAM;No")))
	if !ds.People[0].HasQuota || ds.People[1].HasQuota || ds.People[0].Quota.Known {
		t.Errorf("people %+v", ds.People)
	}
}

func TestStageColumnsOfARoster(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "x.csv", "Name;Title;Recruitment;Activation;Co-sell;Measurement", "A B;PAM;x;;R;", "C D;PAM;;50%;C;A", "E F;PAM;No;TRUE;0;1")))
	for i, want := range []string{"[recruitment cosell]", "[activation measurement]", "[activation measurement]"} {
		if got := fmt.Sprint(ds.People[i].Stages); got != want {
			t.Errorf("%s owns %s, want %s", ds.People[i].Name, got, want)
		}
	}
}

func TestConfiguredStagesHaveWordsAndColumns(t *testing.T) {
	opts := sources("roster", csvFile(t, "x.csv", "Name;Title;Stages Owned;Renewal", "A B;PAM;Hunt, Renewal;", "C D;PAM;Onboarding;x"))
	opts.Stages = []ingest.Stage{{ID: "hunt", Name: "Hunting"}, {ID: "renewal", Name: "Renewal"}}
	ds := load(t, opts)
	if fmt.Sprint(ds.People[0].Stages, ds.People[1].Stages) != "[hunt renewal] [renewal]" || codes(ds)["unknown-stage"] != 1 {
		t.Errorf("people %+v, issues %v", ds.People, ds.Issues)
	}
}

func TestRatesTable(t *testing.T) {
	ds := load(t, sources("rates", csvFile(t, "rates.csv", "Currency;Quarter;Rate to EUR", "USD;2024-Q1;0.92", "GBP;Q2 2024;1.17", "CHF;2024-01-31;", "Moon;2024-Q1;3")))
	var got []string
	for _, r := range ds.Rates {
		got = append(got, fmt.Sprintf("%s %s %s", r.Currency, r.Date, r.Rate))
	}
	if strings.Join(got, ", ") != "USD 2024-01-01 0.92, GBP 2024-04-01 1.17" || ds.RateCurrency != "EUR" || codes(ds)["bad-rate"] != 1 || codes(ds)["unknown-currency"] != 1 {
		t.Errorf("rates %v to %s, issues %v", got, ds.RateCurrency, ds.Issues)
	}
}

func TestSegmentsHaveOneSpelling(t *testing.T) {
	ds := load(t, sources("roster", csvFile(t, "r.csv", "Name,Title,Region", "A B,PAM,\"EMEA, North America\"", "C D,PAM,All"), "deals", csvFile(t, "d.csv", "Opportunity ID,Amount,Stage,Region", "D1,1,Open,emea", "D2,1,Open,north  america", "D3,1,Open,LATAM", "D4,1,Open,Latam")))
	var got []string
	for _, d := range ds.Deals {
		got = append(got, d.Region)
	}
	if strings.Join(got, "|") != "EMEA|North America|LATAM|LATAM" || len(ds.People[1].Regions) != 0 {
		t.Errorf("regions %q, %+v", got, ds.People[1].Regions)
	}
}

func TestConfiguredColumnsAndTheirMistakes(t *testing.T) {
	opts := sources("deals", csvFile(t, "x.csv", "Ref;Amount;Zustand;Boss", "D1;1;Won;Jane Doe"))
	opts.Columns = map[ingest.Kind]map[string]string{ingest.KindDeals: {"status": "Zustand", "deal_id": "Ref", "partner_manager": "Chef", "colour": "Boss"}}
	ds := load(t, opts)
	if len(ds.Deals) != 1 || ds.Deals[0].Status != ingest.StatusWon || ds.Deals[0].ID != "D1" || codes(ds)["configured-column-missing"] != 2 {
		t.Errorf("deals %+v, issues %v", ds.Deals, ds.Issues)
	}
}

func TestResultDoesNotDependOnWorkers(t *testing.T) {
	var paths []string
	for i := range 6 {
		lines := []string{"Opportunity ID,Amount,Stage,Partner,Partner Manager"}
		for j := range 20 {
			lines = append(lines, fmt.Sprintf("D%d,%d,Open,Partner %d,Person %d", (i*13+j)%90, j, (i+j)%7, (i*j)%5))
		}
		paths = append(paths, csvFile(t, fmt.Sprintf("d%d.csv", i), lines...))
	}
	show := func(workers int) string {
		opts := ingest.Options{Workers: workers}
		for _, p := range paths {
			opts.Sources = append(opts.Sources, ingest.Source{Path: p})
		}
		ds := load(t, opts)
		var b strings.Builder
		for i := range ds.Deals {
			fmt.Fprintln(&b, ds.Deals[i].Pos, deal(ds, i), ds.Deals[i].Partner)
		}
		for _, is := range ds.Issues {
			fmt.Fprintln(&b, is)
		}
		fmt.Fprintf(&b, "%+v", ds.Partners)
		return b.String()
	}
	want := show(1)
	for _, n := range []int{2, 8, 0} {
		if got := show(n); got != want {
			t.Fatalf("%d workers give another result", n)
		}
	}
}

func TestAMonthIsTakenAsItsFirstDayAndSaidToBe(t *testing.T) {
	got, ds := created(t, ingest.Options{}, "03/2024", "Aug-24", "Q3 2024", "2024-05-17")
	if got != "2024-03-01 2024-08-01 2024-07-01 2024-05-17" || codes(ds)["month-only"] != 3 || ds.Issues.Count(ingest.SevNotice) != 3 {
		t.Errorf("got %q, issues %v", got, ds.Issues)
	}
}

func TestAColumnFollowsTheOthersOfItsSheet(t *testing.T) {
	read := func(lines ...string) (*ingest.Dataset, string) {
		ds := load(t, sources("deals", csvFile(t, "deals.csv", lines...)))
		d := ds.Deals[0]
		return ds, fmt.Sprint(d.Created, " ", d.Registered, " ", d.Amount.Value)
	}
	ds, got := read("Deal ID;Created Date;Deal Reg Date;Amount;Amount (converted)", "D1;12/15/2025;03/04/2026;1,500;1,500.25")
	if got != "2025-12-15 2026-03-04 1500" || !note(ds, "month first, as Created Date is: 12/15/2025 in row 2") || !note(ds, "decimal point, as Amount (converted) has: 1,500.25 in row 2") {
		t.Errorf("got %s, notes %q", got, ds.Inputs[0].Notes)
	}
	if ds, got = read("Deal ID;Created Date;Deal Reg Date", "D1;15.12.2025;03/04/2026"); codes(ds)["undecided-date-order"] != 1 {
		t.Errorf("dates written otherwise decided: %s", got)
	}
	if ds, got = read("Deal ID;Created Date;Deal Reg Date;Close Date", "D1;15/12/2025;03/04/2026;12/31/2026"); codes(ds)["undecided-date-order"] != 1 {
		t.Errorf("columns that disagree decided: %s", got)
	}
}

func TestAnIDThatASpreadsheetHasShortenedIsNone(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Deal Name;Amount", "1.23457E+16;One;1", "1.23457E+16;Two;2", "0061E+5;Three;3", "4,00E+11;Four;4")))
	var ids []string
	for _, d := range ds.Deals {
		ids = append(ids, d.ID)
	}
	if got := strings.Join(ids, "|"); got != "||0061E+5|" || codes(ds)["shortened-id"] != 3 {
		t.Errorf("ids %s, issues %v", got, ds.Issues)
	}
}

func TestAHeaderMayNameThousandsAndMillions(t *testing.T) {
	for _, c := range []struct{ head, cells, want string }{
		{"Amount (k€)", "1000|2.5", "1000000EUR 2500EUR"}, {"Betrag TEUR", "1000|2,5", "1000000EUR 2500EUR"}, {"Amount ($000)", "12|2.5", "12000USD 2500USD"},
		{"ACV in thousands USD", "1000|1.5M", "1000000USD 1500000USD"}, {"Deal Value (EUR k)", "1|2.5", "1000EUR 2500EUR"}, {"Umsatz in Mio. €", "10|2,5", "10000000EUR 2500000EUR"},
		{"Amount (M)", "10|2.5", "10000000 2500000"}, {"Amount (000s)", "10|0.25", "10000 250"}, {"Amount (EUR)", "10|2.5", "10EUR 2.5EUR"}, {"Amount", "10|2.5k", "10 2500"},
	} {
		got, ds := amounts(t, ingest.Options{}, c.head, strings.Split(c.cells, "|")...)
		if got != c.want {
			t.Errorf("%s: %s is %s, want %s; %v", c.head, c.cells, got, c.want, ds.Issues)
		}
		if scaled := strings.Contains(strings.Join(ds.Inputs[0].Notes, "\n"), "as the header says"); scaled == (c.head == "Amount" || c.head == "Amount (EUR)") {
			t.Errorf("%s: notes %q", c.head, ds.Inputs[0].Notes)
		}
	}
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Deal Name;Amount (k€)", "D1;One;10", "D2;Two;5", "Total;;15")))
	if codes(ds)["total-mismatch"] > 0 || !note(ds, "reconciled") {
		t.Errorf("the file's own total: %v, %q", ds.Issues, ds.Inputs[0].Notes)
	}
}

func TestAmountsOfOtherCountries(t *testing.T) {
	for cells, want := range map[string]string{
		"₹1,23,456.00|₹ 2 Cr|₹ 5 lakh": "123456.00INR 20000000INR 500000INR", "250 Tsd. €|1,5 Mio. €|3k€|1M€": "250000EUR 1500000EUR 3000EUR 1000000EUR",
		"￥500|¥1,000,000": "500JPY 1000000JPY", "12 345 kr|kr 500,50": "12345 500.50",
	} {
		got, ds := amounts(t, ingest.Options{}, "Amount", strings.Split(cells, "|")...)
		if got != want {
			t.Errorf("%s is %s, want %s; %v", cells, got, want, ds.Issues)
		}
		if strings.Contains(cells, "kr") && codes(ds)["unknown-currency"] != 1 {
			t.Errorf("crowns of nobody: %v", ds.Issues)
		}
	}
}

func TestAnAmountMayCarryItsConversionAndIsNoShare(t *testing.T) {
	got, ds := amounts(t, ingest.Options{}, "Amount", "EUR 4,000.00 (USD 4,400.00)", "50%", "(1,500.00)", "100 (net)")
	if got != "4000.00EUR - -1500.00 -" || codes(ds)["bad-amount"] != 2 {
		t.Errorf("got %s, issues %v", got, ds.Issues)
	}
}

func TestACloseDateThatCannotBeReadIsNotAMissingOne(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Stage;Amount;Close Date", "1;Closed Won;5;2026-02-30", "2;Closed Won;5;03/04/2026", "3;Closed Won;5;", "4;Closed Won;5;2026-03-01")))
	c := codes(ds)
	if c["bad-date"] != 1 || c["undecided-date-order"] != 1 || c["closed-without-date"] != 1 {
		t.Errorf("issues %v", ds.Issues)
	}
	for _, i := range ds.Issues {
		if i.Code == "closed-without-date" && (i.Pos.Row != 4 || !strings.HasPrefix(i.Message, "1 deal")) {
			t.Errorf("%v", i)
		}
	}
}

func TestDaysThatCannotBeRightAreSaid(t *testing.T) {
	ds := load(t, sources("deals", csvFile(t, "deals.csv", "Deal ID;Stage;Amount;Created Date;Close Date", "1;Closed Won;5;2026-01-02;2042-01-01", "2;Closed Won;5;2026-03-02;2026-02-01", "3;Open;5;2026-03-01;2031-01-01")))
	c := codes(ds)
	if c["lone-latest-day"] != 1 || c["closed-before-created"] != 1 {
		t.Errorf("issues %v", ds.Issues)
	}
}

func TestMoneyWithThreeDecimalsIsAskedAbout(t *testing.T) {
	for _, c := range []struct {
		head, cells, said string
	}{
		{"Amount", "12,500.00|9.500|18.000 €|7,250", "Amount: 2 amounts with three digits after the decimal point, the first one read as 9.5"},
		{"Amount", "5.000,00|2,000|1.500", "Amount: 1 amount with three digits after the decimal comma, the first one read as 2"},
		{"Amount;Amount (converted)", "9.500;0.15|18.000;0.2", "Amount: 2 amounts with three digits after the decimal point, the first one read as 9.5"},
		{"Amount", "12.5|9.375|0.25", ""},
		{"Amount", "12.5|9.500|0.25", "Amount: 1 amount with three digits after the decimal point, the first one read as 9.5"},
		{"Amount (k€)", "12.50|9.500", ""},
		{"Amount (KWD)", "12.50|9.500", ""},
		{"Amount", "KWD 12.50|KWD 9.500", ""},
		{"Amount", "12,500.00|9,500|9.5", ""},
	} {
		_, ds := amounts(t, ingest.Options{}, c.head, strings.Split(c.cells, "|")...)
		var said []string
		for _, i := range ds.Issues {
			said = append(said, i.Message)
		}
		if got := strings.Join(said, "; "); got != c.said {
			t.Errorf("%s %s: said %q, want %q", c.head, c.cells, got, c.said)
		}
	}
	if _, ds := amounts(t, ingest.Options{Decimal: "."}, "Amount", "12,500.00", "9.500"); len(ds.Issues) > 0 {
		t.Errorf("with the mark settled: %v", ds.Issues)
	}
}
