package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"

	"ownermap/analyze/whatif"
)

const scenarioSchema = "../../../docs/scenario.schema.json"

func TestThePublishedSchemaIsThatOfScenarios(t *testing.T) {
	r := &jsonschema.Reflector{FieldNameTag: "yaml", Mapper: mapType, RequiredFromJSONSchemaTags: true}
	if err := r.AddGoComments("ownermap/analyze/whatif", "../../../analyze/whatif"); err != nil {
		t.Fatal(err)
	}
	s := r.Reflect(&whatif.Scenario{})
	s.ID, s.Title = "https://ownermap.invalid/scenario.schema.json", "a what-if scenario"
	got, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	for _, key := range []string{`"partner_type"`, `"assign"`, `"quota"`} {
		if !bytes.Contains(got, []byte(key)) {
			t.Errorf("the schema lacks %s", key)
		}
	}
	if *update {
		if err := os.WriteFile(scenarioSchema, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(scenarioSchema)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/scenario.schema.json is stale: run go test ./cmd/ownermap/config -update")
	}
}

func TestAWrittenScenarioReadsBackAsItWas(t *testing.T) {
	half := 0.5
	sc := whatif.Scenario{Title: "A: b", Note: "two\nlines", Changes: []whatif.Change{
		{Assign: &whatif.Assign{Stage: "activation", To: "Yılmaz, E.", Where: whatif.Where{Region: "EMEA"}}},
		{Change: &whatif.Alter{Person: "x", Allocation: &half, Quota: "0"}},
		{Split: &whatif.Split{To: "y", Which: whatif.Which{Partners: []string{"# one", "- two"}, All: true}}},
	}}
	b, err := WriteScenario(sc)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "s.yaml")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := LoadScenario(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	if d := cmp.Diff(sc, got.Scenario); d != "" {
		t.Errorf("%s\n%s", d, b)
	}
}

func TestAScenarioErrorNamesItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"title: a\nchanges:\n  - leve: {person: x}\n":  `:3:5: unknown key "leve" under changes`,
		"title: a\nchanges:\n  - hire: {nam: x}\n":     `:3:12: unknown key "nam" under changes.hire`,
		"title: a\nchanges:\n  - assign: {regio: x}\n": `unknown key "regio"`,
		"changes: []\n": "has no title",
		"":              "an empty scenario",
		"title: a\nchanges:\n  - hire: {allocation: a lot}\n":    ":3:",
		"title: a\nchanges:\n  - hire: {name: x, start: soon}\n": "is not a date",
	} {
		file := filepath.Join(t.TempDir(), "s.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := LoadScenario(file)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
