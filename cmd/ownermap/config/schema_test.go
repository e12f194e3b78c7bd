package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"ownermap/ingest"
)

var update = flag.Bool("update", false, "rewrite the generated files")

const schemaFile = "../../../docs/ownermap.schema.json"

// schema derives the JSON Schema from Config and its comments.
func schema(t *testing.T) []byte {
	t.Helper()
	r := &jsonschema.Reflector{FieldNameTag: "yaml", Mapper: mapType, RequiredFromJSONSchemaTags: true}
	for _, dir := range []string{".", "../../../analyze", "../../../analyze/whatif"} {
		if err := r.AddGoComments("ownermap/cmd/ownermap/config", dir); err != nil {
			t.Fatal(err)
		}
	}
	s := r.Reflect(&Config{})
	s.ID = "https://ownermap.invalid/ownermap.schema.json"
	s.Title = "ownermap.yaml"
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

// mapType says what types with their own decoding look like in the file.
func mapType(typ reflect.Type) *jsonschema.Schema {
	switch typ {
	case reflect.TypeFor[ingest.Date]():
		return &jsonschema.Schema{Type: "string", Format: "date"}
	case reflect.TypeFor[Paths]():
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{
			{Type: "string"}, {Ref: "#/$defs/Path"}, {Type: "array", Items: &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "string"}, {Ref: "#/$defs/Path"}}}},
		}}
	}
	return nil
}

// withPath adds the definition that Paths refers to.
func withPath(t *testing.T, src []byte) []byte {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(src, &doc); err != nil {
		t.Fatal(err)
	}
	doc["$defs"].(map[string]any)["Path"] = map[string]any{
		"type": "object", "additionalProperties": false, "required": []string{"path"},
		"description": "Path is a file, a glob or file.xlsx#Sheet.",
		"properties": map[string]any{
			"path":  map[string]any{"type": "string", "description": "Path is the file, relative to the config."},
			"as_of": map[string]any{"type": "string", "format": "date", "description": "AsOf is the day for which a roster holds, 2025-12-31."},
		},
	}
	for _, def := range doc["$defs"].(map[string]any) {
		props, _ := def.(map[string]any)["properties"].(map[string]any)
		for key, p := range props {
			renameSubject(key, p.(map[string]any))
		}
	}
	out, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

// renameSubject makes a comment speak of the key, not of the Go field.
func renameSubject(key string, p map[string]any) {
	text, _ := p["description"].(string)
	if word, rest, ok := strings.Cut(text, " "); ok && strings.EqualFold(word, strings.ReplaceAll(key, "_", "")) {
		p["description"] = key + " " + rest
	}
}

func TestThePublishedSchemaIsThatOfTheConfig(t *testing.T) {
	got := withPath(t, schema(t))
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/ownermap.schema.json is stale: run go test ./cmd/ownermap/config -update")
	}
}

func TestEverySettingIsDescribedInTheSchema(t *testing.T) {
	var doc struct {
		Defs map[string]struct {
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(withPath(t, schema(t)), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Defs["Config"].Properties) == 0 || len(doc.Defs["Thresholds"].Properties) == 0 {
		t.Fatal("the schema has no settings")
	}
	for def, d := range doc.Defs {
		for name, p := range d.Properties {
			if p.Description == "" {
				t.Errorf("%s.%s has no description", def, name)
			}
		}
	}
}

func TestTheSchemaAcceptsAndRefusesAsTheProgramDoes(t *testing.T) {
	src, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := validator.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("ownermap.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("ownermap.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text string
		ok   bool
	}{
		{"title: a\ninputs: {roster: r.xlsx, deals: [a.csv, {path: b.csv}]}\nthresholds: {blur_rate: 0.3}\n", true},
		{"inputs: {roster: {path: r.xlsx, as_of: 2025-12-31}}\nstages: [{id: a, item: deal}]\n", true},
		{"titel: a\n", false},
		{"thresholds: {blur: 1}\n", false},
		{"inputs: {roster: {pth: a}}\n", false},
		{"fiscal_year_start: April\n", false},
	} {
		js, err := yaml.YAMLToJSON([]byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		v, err := validator.UnmarshalJSON(strings.NewReader(string(js)))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); (err == nil) != tt.ok {
			t.Errorf("the schema on %q: %v", tt.text, err)
		}
		if _, err := Load(write(t, "ownermap.yaml", tt.text)); (err == nil) != tt.ok {
			t.Errorf("the program on %q: %v", tt.text, err)
		}
	}
}
