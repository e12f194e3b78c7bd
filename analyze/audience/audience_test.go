package audience

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"ownermap/analyze"
	"ownermap/ingest"
)

var (
	roster  = &ingest.Place{File: "Roster Ødegård.xlsx", Sheet: "Team"}
	earlier = &ingest.Place{File: "Team Ødegård.xlsx", Sheet: "Team"}
	export  = &ingest.Place{File: "deals.xlsx", Sheet: "Q3"}
	key     = []byte("0123456789abcdef")
)

// company is a team of six, one of them idle, and n deals with every owner cell
// in use; Zoë Stranger sells and is on no roster.
func company(n int) *ingest.Dataset {
	ds := &ingest.Dataset{Stages: ingest.DefaultStages()}
	for i, p := range []struct {
		name   string
		class  ingest.RoleClass
		stages string
	}{
		{"Maria Ødegård", ingest.RoleLeader, ""}, {"Jonas Weber", ingest.RoleRelationship, "recruitment activation cosell"},
		{"Priya Raman", ingest.RoleRevenue, "cosell"}, {"Idle Quentin", ingest.RoleOperations, ""},
		{"O'Brien \"Bo\" & Sons", ingest.RoleActivation, "activation"}, {"李小龙", ingest.RoleOperations, "measurement"},
	} {
		ds.People = append(ds.People, ingest.Person{
			Pos: ingest.Pos{Place: roster, Row: int32(i + 2)}, ID: fmt.Sprintf("HR-%05d", i), Key: fmt.Sprintf("HR-%05d", i),
			Name: p.name, NameText: p.name, Email: fmt.Sprintf("person%d@example.com", i), Class: p.class, Title: "Head of " + p.name,
			Stages: strings.Fields(p.stages), Allocation: 1, Manager: 0, Start: day("2024-01-01"),
			Quota: ingest.Money{Value: decimal.MustParse("1234567"), Known: true}, HasQuota: i != 3,
		})
	}
	ds.People[0].Manager, ds.People[0].ManagerText = ingest.None, "Carla Boss"
	ds.People[1].Also = []ingest.Pos{{Place: earlier, Row: 77}}
	cell := func(who ...int32) *ingest.Named {
		out := &ingest.Named{}
		for _, w := range who {
			name := "Zoë Stranger"
			if w >= 0 {
				name = ds.People[w].Name
			}
			out.People = append(out.People, ingest.Ref{Name: name, Person: w})
		}
		return out
	}
	jonas, priya, zoe, bo, li := cell(1), cell(2), cell(ingest.None), cell(4), cell(5)
	for i := range 12 {
		ds.Partners = append(ds.Partners, ingest.Partner{
			Pos: ingest.Pos{Place: &ingest.Place{File: "partners.csv"}, Row: int32(i + 2)}, Listed: true, Key: fmt.Sprintf("PX-%04d", i), ID: fmt.Sprintf("PX-%04d", i),
			Name: fmt.Sprintf("Globex %c Industries", 'A'+i), Type: "SI", Region: []string{"EMEA", "APAC"}[i%2], Signed: day("2025-01-10"),
			PartnerManager: jonas, ActivationOwner: bo,
		})
	}
	for i := range n {
		d := ingest.Deal{
			Pos: ingest.Pos{Place: export, Row: int32(i + 2)}, ID: fmt.Sprintf("OPP-%06d", i), Name: fmt.Sprintf("Renewal Nakatomi %d", i),
			Account: "Nakatomi Plaza", Partner: int32(i % 12), Region: []string{"EMEA", "APAC"}[i%2], Status: ingest.StatusWon,
			Created: day("2024-02-01") + ingest.Date(i*7%700), Amount: ingest.Money{Value: decimal.MustParse(fmt.Sprint(1000 + i)), Currency: "EUR", Known: true},
			Sourcing: ingest.Origin(1 + i%3), PartnerManager: jonas, PartnerSalesExec: priya, SalesOwner: zoe, Recruiter: jonas,
			ActivationOwner: bo, CosellOwner: priya, MeasurementOwner: li,
		}
		d.Closed = d.Created + 60
		d.HandedOff, d.HandoffAccepted = d.Created+10, d.Created+12
		if i%9 == 0 {
			d.Status, d.Closed, d.HandoffAccepted = ingest.StatusOpen, 0, 0
		}
		ds.Deals = append(ds.Deals, d)
	}
	ds.Inputs = []ingest.Input{
		{Kind: ingest.KindRoster, Place: roster, Columns: []ingest.Column{{Field: "name", Header: "Name", Column: 1}}, Notes: []string{"row 3 reads Jonas Weber"}},
		{Kind: ingest.KindDeals, Place: export, Columns: []ingest.Column{{Field: "handoff_at", Header: "Handoff", Column: 4}}},
	}
	ds.Issues.Add(ingest.Issue{Pos: ingest.Pos{Place: roster, Row: 2}, Code: "manager-not-on-roster", Message: `"Carla Boss", the manager of Maria Ødegård, is not on the roster`})
	then := slices.Clone(ds.People)
	then[3].Quota, then[3].Stages = ingest.Money{}, []string{"recruitment"}
	for i := range 3 {
		p := then[1]
		p.Name, p.NameText, p.Key, p.Email = fmt.Sprintf("Former Colleague %c", 'X'+i), "", fmt.Sprintf("HR-0009%d", i), fmt.Sprintf("former%d@example.com", i)
		then = append(then, p)
	}
	ds.History = []ingest.Roster{{AsOf: day("2025-06-30"), People: then}}
	return ds
}

func day(s string) ingest.Date {
	d, err := ingest.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func options() analyze.Options {
	o := analyze.Default()
	o.AsOf = day("2025-12-31")
	before := o
	before.AsOf = day("2025-09-30")
	o.Previous = analyze.Run(company(200), before)
	return o
}

func redact(t *testing.T, ds *ingest.Dataset, who Options) (Result, string) {
	t.Helper()
	r, err := Redact(ds, options(), who)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(r.Report)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(b)
}

func TestTheFullAudienceSeesEverything(t *testing.T) {
	ds := company(200)
	r, _ := redact(t, ds, Options{Audience: Full})
	if !reflect.DeepEqual(r.Report, analyze.Run(ds, options())) || r.Dataset != ds || len(r.Secrets) != 0 {
		t.Error("the full report is not that of the analysis")
	}
}

func TestNoSecretStandsInARedactedReport(t *testing.T) {
	for _, n := range []int{0, 1, 3, 20, 200, 900} {
		ds := company(n)
		if n == 200 { // without ids the e-mail is the key
			for i := range ds.People {
				ds.People[i].Key, ds.People[i].ID = ds.People[i].Email, ""
			}
			for i := range ds.History[0].People {
				ds.History[0].People[i].Key = ds.History[0].People[i].Email
			}
		}
		for _, who := range []Options{{Audience: Leadership}, {Audience: Anonymous, Key: key}} {
			r, text := redact(t, ds, who)
			rows, _ := json.Marshal(r.Dataset)
			for name, b := range map[string][]byte{"report.json": []byte(text), "rows.json": rows} {
				hits, err := NewScanner(r.Secrets).Scan(name, b)
				if err != nil || len(hits) > 0 {
					t.Errorf("%s, %d deals: %v %v", who.Audience, n, hits, err)
				}
			}
		}
	}
}

func TestTheScanWouldFindTheFullReport(t *testing.T) {
	ds := company(200)
	_, text := redact(t, ds, Options{})
	r, _ := redact(t, ds, Options{Audience: Anonymous, Key: key})
	hits, err := NewScanner(r.Secrets).Scan("report.json", []byte(text))
	if err != nil || len(hits) < 20 {
		t.Errorf("only %d hits in the full report, %v", len(hits), err)
	}
}

func TestPseudonymsRepeatByKeyAndDifferWithoutIt(t *testing.T) {
	ds := company(100)
	_, one := redact(t, ds, Options{Audience: Anonymous, Key: key})
	_, two := redact(t, ds, Options{Audience: Anonymous, Key: key})
	if one != two {
		t.Error("two runs with one key differ")
	}
	a, _ := redact(t, ds, Options{Audience: Anonymous, Key: key})
	b, _ := redact(t, ds, Options{Audience: Anonymous, Key: []byte("another key of 22 bytes")})
	first := func(r Result) []string {
		var out []string
		for _, p := range r.Report.People {
			out = append(out, p.Name)
		}
		return out
	}
	for _, name := range first(a) {
		if !strings.HasPrefix(name, "Person ") || slices.Contains(first(b), name) {
			t.Errorf("%s stands under both keys, or is no pseudonym", name)
		}
	}
	more, _ := redact(t, company(300), Options{Audience: Anonymous, Key: key})
	if !slices.Equal(first(a), first(more)) {
		t.Error("the same people have other names in another quarter's report")
	}
	if _, err := Redact(ds, options(), Options{Audience: Anonymous, Key: key[:15]}); err != ErrNoKey {
		t.Errorf("a short key gives %v", err)
	}
	if _, err := Redact(ds, options(), Options{Audience: Anonymous, Key: []byte("aaaaaaaabbbbbbbb")}); err != ErrNoKey {
		t.Errorf("a key of two letters gives %v", err)
	}
}

func TestPseudonymsDoNotMoveAFigure(t *testing.T) {
	ds := company(400)
	full, anon := analyze.Run(ds, options()), analyze.Run(anonymise(ds, key), options())
	for name, pair := range map[string][2]any{
		"revenue": {full.Revenue.Periods, anon.Revenue.Periods}, "trend": {full.Revenue.Trend, anon.Revenue.Trend},
		"team": {full.Team, anon.Team}, "activation": {full.Activation.Rate, anon.Activation.Rate},
		"handoffs": {full.Handoffs.Incidence, anon.Handoffs.Incidence}, "scaling": {full.Scaling.Periods, anon.Scaling.Periods},
		"stages": {full.Stages[0].Observed.Coverage, anon.Stages[0].Observed.Coverage},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s moved: %+v, %+v", name, pair[0], pair[1])
		}
	}
	if len(full.Findings) != len(anon.Findings) {
		t.Errorf("%d findings became %d", len(full.Findings), len(anon.Findings))
	}
}

func TestLeadershipSeesOwnersByNameAndNoOutcome(t *testing.T) {
	r, text := redact(t, company(300), Options{Audience: Leadership})
	for _, name := range []string{"Jonas Weber", "Priya Raman", "Maria Ødegård"} {
		if !strings.Contains(text, name) {
			t.Errorf("%s owns and is not named", name)
		}
	}
	for _, word := range []string{"Idle Quentin", "Zoë Stranger", "Carla Boss", "1234567", "@example.com"} {
		if strings.Contains(text, word) {
			t.Errorf("%q stands in the report", word)
		}
	}
	for _, p := range r.Report.People {
		if p.Load != nil || p.EffectiveStages != nil || p.Quota != nil || !p.Withheld {
			t.Errorf("%s comes with figures: %+v", p.Name, p)
		}
	}
	if !strings.Contains(text, `"open_deals":null`) {
		t.Error("a withheld count is not null")
	}
	for _, f := range r.Report.Findings {
		if strings.HasPrefix(f.Subject, "person:") {
			t.Errorf("finding %s is about %s", f.Rule, f.Subject)
		}
	}
	for id := range r.Report.Figures {
		if strings.HasPrefix(id, "people.") {
			t.Errorf("figure %s is of a person", id)
		}
	}
	if r.Report.Revenue == nil || len(r.Report.Revenue.Periods) == 0 || r.Report.Stages[0].Observed == nil {
		t.Error("leadership misses the team's own figures")
	}
}

func TestAKeyThatIsAnEMailIsNotShown(t *testing.T) {
	ds := company(50)
	for i := range ds.People {
		ds.People[i].ID, ds.People[i].Key = "", ds.People[i].Email
	}
	if _, text := redact(t, ds, Options{Audience: Leadership}); strings.Contains(text, "@") {
		t.Error("an e-mail stands as an id")
	}
}

func TestTheDatasetIsNotChanged(t *testing.T) {
	ds := company(100)
	before, _ := json.Marshal(ds)
	for _, who := range []Options{{Audience: Leadership}, {Audience: Anonymous, Key: key}} {
		redact(t, ds, who)
	}
	if after, _ := json.Marshal(ds); string(before) != string(after) {
		t.Error("redaction changed the dataset")
	}
}

func TestRedactedReportsFollowThePublishedSchema(t *testing.T) {
	file, err := os.Open("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := validator.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3, 300} {
		for _, who := range []Options{{Audience: Leadership}, {Audience: Anonymous, Key: key}} {
			_, text := redact(t, company(n), who)
			v, err := validator.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s, %d deals: %v", who.Audience, n, err)
			}
		}
	}
}

// A field that is new in the report must be decided upon: what do the audiences
// see of it? Handle it, then name it here.
func TestEveryPartOfTheReportIsDecidedUpon(t *testing.T) {
	decided := map[reflect.Type]string{
		reflect.TypeFor[analyze.Report]():     "Schema Generator Title Audience Withheld AsOf FiscalYearStart Currency Window Thresholds Inputs Stages People Partners Team Separation Revenue Sensitivity Handoffs Activation Leadership Scaling History Comparison Findings RulesNotJudged Warnings Issues Figures",
		reflect.TypeFor[analyze.Stage]():      "ID Name Core Item Stated Observed ByRegion ByPartnerType ByMotion Warnings",
		reflect.TypeFor[analyze.Team]():       "Active FTE GeneralistShare MedianLoad DivisionOfLabour ByRegion ByPartnerType ByMotion Warnings",
		reflect.TypeFor[analyze.Person]():     "ID Name Role Title RoleClass Manager Active Team Start End Regions PartnerTypes Motions Allocation StagesStated StageItems Items EffectiveStages Basis Class Load LoadRatio Partners OpenDeals Reports RelationshipDeals RevenueDeals BothSides Quota QuotaCurrency Row Withheld",
		reflect.TypeFor[analyze.Revenue]():    "Periods Window Trend Predictability Concentration Conflict Pipeline ByRegion ByPartnerType ByMotion ByOwner Warnings",
		reflect.TypeFor[analyze.Separation](): "Deals Same Different Unknown BlurRate Interval Bounds RevenueWeighted PeopleOnBothSides Pairs ManagersWithQuota SellersWithout Warnings",
	}
	for typ, want := range decided {
		var got []string
		for i := range typ.NumField() {
			got = append(got, typ.Field(i).Name)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s has the fields\n%s\ndecided upon are\n%s", typ.Name(), s, want)
		}
	}
}

func TestNoFigureRestsOnAQuarterThatIsWithheld(t *testing.T) {
	withheld := 0
	for n := 60; n <= 400; n += 20 {
		r, _ := redact(t, company(n), Options{Audience: Anonymous, Key: key})
		full := analyze.Run(company(n), options())
		if r.Report.Revenue == nil || len(r.Report.Revenue.Periods) == len(full.Revenue.Periods) {
			continue
		}
		withheld++
		p, trend := r.Report.Revenue.Predictability, r.Report.Revenue.Trend
		if p.Forecast != nil || p.WAPE != nil || p.MASE != nil || p.Method != nil || len(p.Methods) > 0 || trend.Slope != nil || trend.Intercept != nil || trend.P != nil {
			t.Errorf("%d deals: %+v %+v", n, p, trend)
		}
		if p.Verdict != full.Revenue.Predictability.Verdict || trend.Verdict != full.Revenue.Trend.Verdict {
			t.Errorf("%d deals: the verdicts moved", n)
		}
	}
	if withheld == 0 {
		t.Error("no quarter was withheld")
	}
}

func TestAnAnonymousPersonIsLikeOthers(t *testing.T) {
	r, _ := redact(t, company(300), Options{Audience: Anonymous, Key: key})
	classes := map[ingest.RoleClass]int{}
	for _, p := range r.Report.People {
		classes[p.RoleClass]++
		if p.Manager != nil || p.Allocation != 0 || !p.Start.IsZero() || len(p.StageItems) > 0 {
			t.Errorf("%s is told from the others by %+v", p.Name, p)
		}
	}
	for class, n := range classes {
		if class != "" && n < DefaultK {
			t.Errorf("%d people are shown as %s", n, class)
		}
	}
	if l := r.Report.Leadership; len(l.Tree) > 0 || len(l.Checks) == 0 {
		t.Errorf("tree %v, checks %v", l.Tree, l.Checks)
	}
	for _, f := range r.Report.Findings {
		if f.Rule == leaderRule {
			t.Errorf("%s is about one person", f.Rule)
		}
	}
}
