package header

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ownermap/ingest/table"
)

// sheet makes rows of text from lines whose cells are parted by "|".
func sheet(lines ...string) []table.Row {
	var rows []table.Row
	for i, l := range lines {
		r := table.Row{Number: int32(i + 1)}
		for j, c := range strings.Split(l, "|") {
			if c = strings.TrimSpace(c); c != "" {
				r.Cells = append(r.Cells, table.Cell{Col: int32(j + 1), Kind: table.Text, Text: c})
			}
		}
		if len(r.Cells) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// mapped finds the header and maps it, as "field=header" by column.
func mapped(t *testing.T, kind string, config map[string]string, lines ...string) (string, *Mapping) {
	t.Helper()
	f, ok := Find(sheet(lines...), nil, []*Dictionary{For(kind)})
	if !ok {
		t.Fatal("no header row")
	}
	m := Map(For(kind), f.Columns, config)
	var out []string
	for _, c := range m.Choices {
		out = append(out, c.Field.Name+"="+c.Column.Text)
	}
	return strings.Join(out, ", "), m
}

func TestEverySpellingOfTheDictionaryIsKnown(t *testing.T) {
	for kind, d := range builtIn() {
		for _, f := range d.Fields {
			for _, s := range f.Spellings {
				found := false
				for _, c := range d.candidates(newProbe(s), nil) {
					found = found || d.Fields[c.field].Name == f.Name && c.rank == Exact
				}
				if !found {
					t.Errorf("%s: %q is no exact spelling of %s", kind, s, f.Name)
				}
			}
		}
	}
	for kind, fields := range types {
		for name := range fields {
			if For(kind).Field(name) == nil {
				t.Errorf("%s has no field %s", kind, name)
			}
		}
	}
}

func TestNamesOfGroupsOfColumnsAreNoOtherTable(t *testing.T) {
	below := []string{"Name|E-mail|Job title|Region|FTE|Reports to", "Ana Silva|ana@x.example|VP Partnerships|EMEA|1|", "Cho Min|cho@x.example|Partner Manager|APAC|1|Ana Silva"}
	for title, c := range map[string]struct {
		above []string
		want  int
	}{
		"names of groups right above":     {[]string{"Team", "Employee||Position|Region|Capacity|Manager"}, 0},
		"a table of one row further up":   {[]string{"Employee|E-mail|Position|Region", "Bo Lind|bo@x.example|CEO|EMEA"}, 1},
		"another table and groups' names": {[]string{"Employee|E-mail|Position|Region", "Bo Lind|bo@x.example|CEO|EMEA", "Employee||Position|Region|Capacity|"}, 1},
	} {
		f, ok := Find(sheet(append(c.above, below...)...), nil, []*Dictionary{For("roster")})
		if !ok || f.Row-f.Rows != len(c.above) || len(f.Above) != c.want {
			t.Errorf("%s: header row %d of %d rows, other tables in %v", title, f.Row, f.Rows, f.Above)
		}
	}
}

func TestHeaderRowIsFoundBelowATitleBlock(t *testing.T) {
	f, ok := Find(sheet("Opportunity Report", "As of 2024-06-30|Filtered by: Partner, Amount", "", "Opportunity Name||Amount|Stage|Close Date", "Alpha||100|Closed Won|2024-03-31"), nil, []*Dictionary{For("deals")})
	if !ok || f.Row != 4 || len(f.Columns) != 4 || f.Columns[1].Col != 3 {
		t.Errorf("found %v %+v", ok, f)
	}
	if _, ok := Find(sheet("a|b|c", "1|2|3"), nil, []*Dictionary{For("deals")}); ok {
		t.Error("a header was found where there is none")
	}
}

func TestSpellingRanks(t *testing.T) {
	for header, want := range map[string]string{
		"Close Date": "close_date exact", "close date": "close_date similar", "CLOSEDATE": "close_date similar", "Date of Close": "close_date similar", "Close Dates": "close_date similar",
		"close_date": "close_date similar", "Cloose Date": "close_date typo", "Clsoe Date": "close_date typo", "Partner Manager ▲": "partner_manager exact", "PARTNER_MANAGER__C": "partner_manager similar",
		"Managers, Partner": "partner_manager similar", "Deal - Title": "deal_name exact", "Amount (EUR)": "amount similar", "Deal Value in €": "amount similar", "Shoe Size": "", "Stat": "", "Opportunity  Name": "deal_name exact",
	} {
		d := For("deals")
		got := ""
		for _, c := range d.candidates(newProbe(header), nil) {
			got = fmt.Sprintf("%s %s", d.Fields[c.field].Name, map[Rank]string{Exact: "exact", Similar: "similar", Typo: "typo"}[c.rank])
		}
		if got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
}

func TestContestsAreDecidedByRankThenTypeThenFillThenUniqueness(t *testing.T) {
	for _, c := range []struct {
		title, want, field, runnerUp string
		lines                        []string
	}{
		{"rank before fill", "Close Date", "close_date", "CLOSE_DATE", []string{"Name|CLOSE_DATE|Close Date|Stage", "A|2024-01-01|2024-02-01|Open", "B|2024-01-01||Open", "C|2024-01-01||Open"}},
		{"values before fill", "Opened Date", "created_at", "", []string{"Name|Created Date|Opened Date|Stage", "A|someone|2024-02-01|Open", "B|somebody|2024-02-02|Open", "C|anyone||Open"}},
		{"fill", "AE", "sales_owner", "Opportunity Owner", []string{"Name|Opportunity Owner|AE|Stage", "A||Jane Doe|Open", "B||John Roe|Open", "C|Jane Doe|Jane Doe|Open"}},
		{"uniqueness", "Deal ID", "deal_id", "Opportunity ID", []string{"Name|Opportunity ID|Deal ID|Stage", "A|X|D1|Open", "B|X|D2|Open", "C|X|D3|Open", "D|X|D4|Open"}},
		{"a blank column loses", "PAM", "partner_manager", "Partner Manager", []string{"Name|Partner Manager|PAM|Stage", "A||Jane Doe|Open", "B||Jane Doe|Open"}},
		{"configuration wins", "Boss of it", "partner_manager", "", []string{"Name|Partner Manager|Boss of it|Stage", "A|Jane Doe||Open"}},
	} {
		config := map[string]string{}
		if c.title == "configuration wins" {
			config["partner_manager"] = "Boss of it"
		}
		_, m := mapped(t, "deals", config, c.lines...)
		ch := m.Choice(c.field)
		if ch == nil || ch.Column.Text != c.want || c.runnerUp != "" && ch.RunnerUp != c.runnerUp || ch.Why == "" {
			t.Errorf("%s: got %+v, want %q before %q", c.title, ch, c.want, c.runnerUp)
		}
	}
}

func TestOneHeaderWithTwoMeaningsIsToldByItsValues(t *testing.T) {
	got, _ := mapped(t, "deals", nil, "Name|Closed|Stage", "A|2024-01-31|Won", "B|2024-02-29|Won", "C|2024-03-31|Won")
	if want := "deal_name=Name, actual_close_date=Closed, stage=Stage"; got != want {
		t.Errorf("dates: %s", got)
	}
	got, _ = mapped(t, "deals", nil, "Name|Closed|Stage", "A|TRUE|Won", "B|FALSE|New", "C|TRUE|Lost")
	if want := "deal_name=Name, is_closed=Closed, stage=Stage"; got != want {
		t.Errorf("flags: %s", got)
	}
	got, _ = mapped(t, "roster", nil, "Worker|Job Title", "Jane Doe|Partner Manager", "John Roe|Partner Manager", "Max Roe|Analyst")
	if want := "name=Worker, title=Job Title"; got != want {
		t.Errorf("names: %s", got)
	}
	got, _ = mapped(t, "roster", nil, "Worker|Name|Job Title", "1001|Jane Doe|Partner Manager", "1002|John Roe|Partner Manager", "1003|Max Roe|Analyst")
	if want := "person_id=Worker, name=Name, title=Job Title"; got != want {
		t.Errorf("ids: %s", got)
	}
}

func TestMappingDoesNotDependOnColumnOrder(t *testing.T) {
	rows := [][]string{
		{"Opportunity ID", "Opportunity Name", "Account Name", "Amount", "ACV", "Stage", "Close Date", "Created Date", "Owner", "Account Executive", "Partner", "Reseller", "Shoe Size", "Partnr Managr", "Region", "Country"},
		{"1", "A", "X", "100", "90", "Open", "2024-01-01", "2023-01-01", "Jane Doe", "John Roe", "P", "", "44", "Jane Doe", "EMEA", "DE"},
		{"2", "B", "Y", "200", "", "Won", "2024-01-02", "2023-01-02", "Jane Doe", "", "", "Q", "45", "Jane Doe", "EMEA", "FR"},
	}
	order := make([]int, len(rows[0]))
	for i := range order {
		order[i] = i
	}
	var want map[string]string
	for n := range 50 {
		lines := make([]string, len(rows))
		for i, r := range rows {
			var cells []string
			for _, j := range order {
				cells = append(cells, r[j])
			}
			lines[i] = strings.Join(cells, "|")
		}
		_, m := mapped(t, "deals", nil, lines...)
		got := map[string]string{}
		for _, c := range m.Choices {
			got[c.Field.Name] = c.Column.Text + " before " + c.RunnerUp
		}
		if want == nil {
			want = got
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("order %v gives\n%v\nnot\n%v", order, got, want)
		}
		rng := rand.New(rand.NewPCG(7, uint64(n)))
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
}

func TestDoubtfulHeadersAreReportedAndLeftAlone(t *testing.T) {
	_, m := mapped(t, "deals", nil, "Name|Partnre Mangaer|Created Date|Stage", "A|Jane Doe|soon|Open", "B|Jane Doe|later|Open", "C|John Roe|never|Open")
	if near := m.Near(); len(near) != 1 || near[0].Field != "partner_manager" || near[0].Distance != 2 {
		t.Errorf("near misses %+v", near)
	}
	if len(m.Misfits) != 1 || m.Misfits[0].Field != "created_at" {
		t.Errorf("misfits %+v", m.Misfits)
	}
	if len(m.Choices) != 2 {
		t.Errorf("choices %+v", m.Choices)
	}
}

func TestEqualColumnsAreATie(t *testing.T) {
	_, m := mapped(t, "deals", nil, "Name|Amount|Amount|Stage", "A|1|2|Open", "B|2|1|Open")
	if c := m.Choice("amount"); !c.Tied || c.RunnerUp != "Amount" {
		t.Errorf("got %+v", c)
	}
}

func TestPaddingColumnsNeverMap(t *testing.T) {
	got, _ := mapped(t, "roster", nil, "Name|Salary|Birth Date|Title|Home Address|Bank Account", "Jane Doe|100|1980-01-01|Partner Manager|Street 1|DE00")
	if want := "name=Name, title=Title"; got != want {
		t.Errorf("got %s", got)
	}
}

func FuzzFindAndMap(f *testing.F) {
	for _, s := range []string{"Name|Amount|Stage\nA|1|Won", "Name\n\nAmount|Amount\n|||", "Opportunity\u00a0Name|Close\nDate|x\n1|2|3", "=1|#|%\n(|)|''", "Amount (|USD)|Rate to|€\n1|2|3"} {
		f.Add(s)
	}
	dicts := []*Dictionary{For("deals"), For("roster"), For("partners"), For("rates")}
	f.Fuzz(func(t *testing.T, s string) {
		found, ok := Find(sheet(strings.Split(s, "\n")...), nil, dicts)
		if !ok {
			return
		}
		for _, d := range dicts {
			m := Map(d, found.Columns, map[string]string{"amount": "x"})
			fields, cols := map[string]bool{}, map[int]bool{}
			for _, c := range m.Choices {
				if fields[c.Field.Name] || cols[c.Column.Col] {
					t.Fatalf("%s or column %d is used twice", c.Field.Name, c.Column.Col)
				}
				fields[c.Field.Name], cols[c.Column.Col] = true, true
			}
			m.Near()
			m.Enough(d.Kind)
			m.Score(d.Kind)
		}
	})
}

func TestWhatStandsBesideAHeaderDoesNotHideIt(t *testing.T) {
	for _, c := range []struct{ kind, head, want string }{
		{"deals", "Partner Sourced (Y/N)", "sourcing"}, {"deals", "Partner Manager (PAM)", "partner_manager"}, {"deals", "Partner Account (Lookup)", "partner"},
		{"deals", "Amount (converted)", "amount_converted"}, {"deals", "Notes (Y/N)", ""},
		{"roster", "FY26 Quota", "quota"}, {"roster", "Quota 2026", "quota"}, {"roster", "Target FY2026", "quota"}, {"roster", "2026", ""}, {"roster", "Start 2026", ""},
		{"roster", "Employee Name (Last, First)", "name"},
	} {
		got := ""
		if m := Map(For(c.kind), []Column{{Col: 1, Text: c.head}}, nil); len(m.Choices) == 1 {
			got = m.Choices[0].Field.Name
		}
		if got != c.want {
			t.Errorf("%s is %q, want %q", c.head, got, c.want)
		}
	}
}

func TestAPreferredNameIsTheNameWhereThereIsNoOther(t *testing.T) {
	m := Map(For("roster"), []Column{{Col: 1, Text: "Preferred Name"}}, nil)
	if m.Choice("name") == nil {
		t.Error("alone it is not the name")
	}
	m = Map(For("roster"), []Column{{Col: 1, Text: "Preferred Name"}, {Col: 2, Text: "Legal Name"}}, nil)
	if n, p := m.Choice("name"), m.Choice("preferred_name"); n == nil || n.Column.Col != 2 || p == nil || p.Column.Col != 1 {
		t.Errorf("name %+v, preferred name %+v", n, p)
	}
}

func TestAHeaderNearASpellingOverOtherValuesIsNoNearMiss(t *testing.T) {
	cols := []Column{{Col: 1, Text: "Opportunity ID"}, {Col: 2, Text: "Opportunity Ownership"}, {Col: 3, Text: "Annual Value"}}
	for _, text := range []string{"Partner Referral", "AWS Referral", "Partner Referral"} {
		cols[1].Profile.Rows++
		cols[1].Profile.Add(&table.Cell{Kind: table.Text, Text: text}, map[string]bool{})
	}
	m := Map(For("deals"), cols, nil)
	if near := m.Near(); len(near) > 0 || m.Choice("amount") == nil || m.Choice("amount").Column.Col != 3 {
		t.Errorf("near misses %+v, choices %+v", near, m.Choices)
	}
}

func TestTheSystemOfAnExportInGermanIsKnown(t *testing.T) {
	if got := System("deals", []string{"(Nicht ändern) Verkaufschance", "Thema", "Potenzieller Kunde", "Besitzer"}); got != "Dynamics 365" {
		t.Errorf("got %q", got)
	}
}

func TestAmountsWithoutTaxComeFirst(t *testing.T) {
	for net, gross := range map[string]string{"Betrag netto": "Betrag brutto", "Montant HT": "Montant TTC", "Importe neto": "Importe bruto", "Bedrag excl. btw": "Bedrag incl. btw"} {
		m := Map(For("deals"), []Column{{Col: 1, Text: gross}, {Col: 2, Text: net}}, nil)
		if c := m.Choice("amount"); c == nil || c.Column.Col != 2 {
			t.Errorf("%s beside %s: %+v", net, gross, m.Choices)
		}
	}
}
