package presets_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest"
	"ownermap/ingest/internal/presets"
)

var update = flag.Bool("update", false, "rewrite the fixtures and what they give")

const dir = "../../testdata/presets"

func TestFixturesAreWhatTheGeneratorWrites(t *testing.T) {
	files := presets.Files()
	if *update {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, data := range files {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(got, data) && !strings.HasSuffix(name, ".xlsx") {
			t.Errorf("%s is not what -update writes (%v)", name, err)
		}
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if _, ok := files[e.Name()]; !ok && e.Name() != "mapping.golden" {
			t.Errorf("%s is left over", e.Name())
		}
	}
}

func load(t *testing.T, opts ingest.Options) *ingest.Dataset {
	t.Helper()
	ds, err := ingest.Load(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func fixtures(kind string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(presets.Files())) {
		if strings.Contains(name, "."+kind+".") {
			out = append(out, name)
		}
	}
	return out
}

var systems = map[string]string{"salesforce-details": "Salesforce", "salesforce-formatted": "Salesforce", "salesforce-api": "Salesforce (API names)", "salesforce-dataloader": "Salesforce Data Loader",
	"hubspot": "HubSpot", "hubspot-internal": "HubSpot (internal names)", "pipedrive": "Pipedrive", "dynamics": "Dynamics 365", "zoho": "Zoho CRM", "aws-ace": "AWS ACE", "partner-center": "Microsoft Partner Center",
	"workday": "Workday", "adp": "ADP Workforce Now", "bamboohr": "BambooHR", "rippling": "Rippling"}

func TestEveryCRMExportGivesTheSameDealsWithoutConfiguration(t *testing.T) {
	want := []string{
		"Ajax rollout|Globex GmbH|1250.5 EUR|won|2024-01-10|2024-03-31||sourced|Sam Seller|Jane Doe",
		"Bolt pilot|Initech|40000 USD|lost|2024-02-13|2024-04-30||influenced|Sam Seller|José García",
		"Core \"Phase 2\"|Globex GmbH|12345.67 EUR|open|2024-05-20||2024-09-28|sourced|Uma Ünal|Jane Doe",
		"Dyne renewal||900 USD|won|2024-03-15|2024-06-14||unknown|Uma Ünal|",
		"Echo; expansion|Umbrella|2500 USD|open|2024-06-02||2024-11-05|influenced|Sam Seller|José García",
		"Fox\nmigration|Initech|7777.77 EUR|lost|2024-01-25|2024-02-29||sourced|Uma Ünal|Jane Doe",
	}
	for _, name := range fixtures("deals") {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []ingest.Kind{ingest.KindDeals, ""} {
				ds := load(t, ingest.Options{Sources: []ingest.Source{{Kind: kind, Path: filepath.Join(dir, name)}}})
				var got []string
				for _, d := range ds.Deals {
					got = append(got, line(ds, &d))
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("got\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), strings.Join(want, "\n"), ds.Issues)
				}
				if n := ds.Issues.Count(ingest.SevError) + ds.Issues.Count(ingest.SevWarning); n > 0 {
					t.Errorf("%d issues: %v", n, ds.Issues)
				}
				checkSystem(t, ds, name)
			}
		})
	}
}

func checkSystem(t *testing.T, ds *ingest.Dataset, file string) {
	t.Helper()
	system, _, _ := strings.Cut(file, ".")
	if want := systems[system]; ds.Inputs[0].System != want {
		t.Errorf("system %q, want %q", ds.Inputs[0].System, want)
	}
}

func line(ds *ingest.Dataset, d *ingest.Deal) string {
	partner, owner, manager := "", "", ""
	if d.Partner != ingest.None {
		partner = ds.Partners[d.Partner].Name
	}
	if d.SalesOwner != nil {
		owner = d.SalesOwner.People[0].Name
	}
	if d.PartnerManager != nil {
		manager = d.PartnerManager.People[0].Name
	}
	expected := d.ExpectedClose
	if d.Status != ingest.StatusOpen {
		expected = 0 // some systems keep it beside the actual one
	}
	return fmt.Sprintf("%s|%s|%s %s|%s|%s|%s|%s|%s|%s|%s", strings.ReplaceAll(d.Name, "\r\n", "\n"), partner, d.Amount.Value.Trim(0), d.Amount.Currency, d.Status, d.Created, d.Closed, expected, d.Sourcing, owner, manager)
}

func TestEveryHRExportGivesTheSamePeopleWithoutConfiguration(t *testing.T) {
	want := []string{
		"501|Ada Okafor|ada@acme.example|VP Partnerships|leader||2019-02-18||1",
		"502|Jane Doe|jane@acme.example|Partner Manager|relationship|Ada Okafor|2021-06-01||1",
		"503|José García|jose@acme.example|Partner Sales Manager|revenue|Ada Okafor|2022-09-26||0.8",
		"504|Max Müller|max@acme.example|Partner Operations Analyst|operations|Jane Doe|2020-01-13|2024-05-31|0.5",
	}
	for _, name := range fixtures("roster") {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []ingest.Kind{ingest.KindRoster, ""} {
				ds := load(t, ingest.Options{Sources: []ingest.Source{{Kind: kind, Path: filepath.Join(dir, name)}}})
				var got []string
				for _, p := range ds.People {
					got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%s|%g", p.ID, strings.Replace(p.Name, " Q ", " ", 1), p.Email, p.Title, p.Class, strings.Replace(ds.PersonName(p.Manager), " Q ", " ", 1), p.Start, p.End, p.Allocation))
				}
				if !slices.Equal(got, want) {
					t.Errorf("got\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), strings.Join(want, "\n"), ds.Issues)
				}
				if n := ds.Issues.Count(ingest.SevError) + ds.Issues.Count(ingest.SevWarning); n > 0 {
					t.Errorf("%d issues: %v", n, ds.Issues)
				}
				checkSystem(t, ds, name)
			}
		})
	}
}

func TestMappingOfEveryFixture(t *testing.T) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(presets.Files())) {
		ds := load(t, ingest.Options{Sources: []ingest.Source{{Path: filepath.Join(dir, name)}}})
		in := ds.Inputs[0]
		fmt.Fprintf(&b, "%s: %s, header in row %d, %d of %d rows kept\n", name, in.System, in.HeaderRow, in.Kept, in.Rows)
		for _, c := range in.Columns {
			fmt.Fprintf(&b, "  %-22s %s", c.Field, c.Header)
			if c.RunnerUp != "" {
				fmt.Fprintf(&b, "  (before %s)", c.RunnerUp)
			}
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "  not read: %s\n\n", strings.Join(in.Unmapped, ", "))
	}
	golden := filepath.Join(dir, "mapping.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != b.String() {
		t.Errorf("the mapping differs from %s (%v):\n%s", golden, err, b.String())
	}
}
