package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest"
	"ownermap/ingest/header"
)

// scattered writes records under random spellings of a kind's fields, in random
// column order, and loads them with the kind left open.
func scattered(t *testing.T, kind ingest.Kind, seed int, records []map[string]string) *ingest.Dataset {
	t.Helper()
	rng := rand.New(rand.NewPCG(6, uint64(seed)))
	dict, heads := header.For(string(kind)), map[string]string{"pad": "Shoe Size", "pad2": "Salary"}
	cols := []string{"pad", "pad2"}
	for f := range records[0] {
		cols = append(cols, f)
	}
	slices.Sort(cols)
	for _, f := range cols {
		if d := dict.Field(f); d != nil {
			heads[f] = respell(rng, d.Spellings[rng.IntN(len(d.Spellings))])
		}
	}
	rng.Shuffle(len(cols), func(i, j int) { cols[i], cols[j] = cols[j], cols[i] })
	line := func(m map[string]string) string {
		var cells []string
		for _, c := range cols {
			cells = append(cells, `"`+m[c]+`"`)
		}
		return strings.Join(cells, ",")
	}
	lines := []string{line(heads)}
	for _, r := range records {
		lines = append(lines, line(r))
	}
	ds := load(t, sources("", csvFile(t, "x.csv", lines...)))
	if ds.Inputs[0].Kind != kind {
		t.Errorf("seed %d: %s is read as %s: %s", seed, kind, ds.Inputs[0].Kind, lines[0])
	}
	return ds
}

func TestAnySpellingGivesTheSamePeople(t *testing.T) {
	records := []map[string]string{
		{"person_id": "E100", "name": "Ada Okafor", "email": "ada@x.com", "title": "VP Partnerships", "manager": "", "start_date": "2019-01-31", "end_date": "", "allocation": "1", "quota": "2000000.00", "stages_owned": "", "region": ""},
		{"person_id": "E101", "name": "Doe, Jane", "email": "jane@x.com", "title": "Partner Manager", "manager": "Ada Okafor", "start_date": "2021-03-15", "end_date": "", "allocation": "0.8", "quota": "", "stages_owned": "Recruit; Onboard", "region": "EMEA"},
		{"person_id": "E102", "name": "José García", "email": "jose@x.com", "title": "Partner Sales Manager", "manager": "Okafor, Ada", "start_date": "2022-05-01", "end_date": "2024-06-30", "allocation": "0.5", "quota": "500000.50", "stages_owned": "Co-sell", "region": "AMER"},
	}
	want := "E100|Ada Okafor|ada@x.com|leader||2019-01-31||1|2000000.00|[]|[] E101|Jane Doe|jane@x.com|relationship|Ada Okafor|2021-03-15||0.8|0|[recruitment activation]|[EMEA] " +
		"E102|José García|jose@x.com|revenue|Ada Okafor|2022-05-01|2024-06-30|0.5|500000.50|[cosell]|[AMER]"
	for seed := range 60 {
		ds := scattered(t, ingest.KindRoster, seed, records)
		var got []string
		for _, p := range ds.People {
			got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%g|%s|%v|%v", p.ID, p.Name, p.Email, p.Class, ds.PersonName(p.Manager), p.Start, p.End, p.Allocation, p.Quota.Value, p.Stages, p.Regions))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("seed %d:\n got %s\nwant %s\n%+v\n%v", seed, strings.Join(got, " "), want, ds.Inputs[0].Columns, ds.Issues)
		}
	}
}

func TestAnySpellingGivesTheSamePartners(t *testing.T) {
	records := []map[string]string{
		{"partner_id": "P100", "partner": "Globex GmbH", "partner_type": "Reseller", "partner_tier": "Gold", "status": "Active", "region": "EMEA", "signed_at": "2022-01-31", "onboarded_at": "2022-03-15", "activated_at": "2022-05-20", "first_won_at": "2022-08-31", "ended_at": "", "recruiter": "Jane Doe", "partner_manager": "John Roe"},
		{"partner_id": "P101", "partner": "Initech", "partner_type": "SI", "partner_tier": "Silver", "status": "Churned", "region": "AMER", "signed_at": "2023-02-28", "onboarded_at": "", "activated_at": "", "first_won_at": "", "ended_at": "2024-01-31", "recruiter": "John Roe", "partner_manager": "Jane Doe"},
		{"partner_id": "P102", "partner": "Umbrella", "partner_type": "Tech", "partner_tier": "", "status": "Active", "region": "EMEA", "signed_at": "2023-05-31", "onboarded_at": "2023-06-30", "activated_at": "2023-07-31", "first_won_at": "", "ended_at": "", "recruiter": "Jane Doe", "partner_manager": ""},
	}
	for seed := range 60 {
		ds := scattered(t, ingest.KindPartners, seed, records)
		for i, r := range records {
			p := ds.Partners[i]
			who := func(n *ingest.Named) string { return strings.TrimPrefix(named(ds, n), "?") }
			got := map[string]string{"partner_id": p.ID, "partner": p.Name, "partner_type": p.Type, "partner_tier": p.Tier, "status": p.Status, "region": p.Region, "signed_at": p.Signed.String(), "onboarded_at": p.Onboarded.String(),
				"activated_at": p.Activated.String(), "first_won_at": p.FirstWon.String(), "ended_at": p.Ended.String(), "recruiter": who(p.Recruiter), "partner_manager": who(p.PartnerManager)}
			if fmt.Sprint(got) != fmt.Sprint(r) {
				t.Errorf("seed %d:\n got %v\nwant %v\n%+v\n%v", seed, got, r, ds.Inputs[0].Columns, ds.Issues)
				break
			}
		}
	}
}
