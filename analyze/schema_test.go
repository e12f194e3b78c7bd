package analyze

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"ownermap/ingest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var schemaFile = filepath.Join("..", "docs", "report.schema.json")

// reportSchema derives the published schema from the types of the report; the
// descriptions are their comments.
func reportSchema(t *testing.T) []byte {
	t.Helper()
	r := &jsonschema.Reflector{Mapper: mapType}
	if err := r.AddGoComments("ownermap/analyze", "."); err != nil {
		t.Fatal(err)
	}
	s := r.Reflect(&Report{})
	s.ID = "https://ownermap.invalid/report.schema.json"
	s.Title = "ownermap report"
	seen := map[reflect.Type]bool{}
	allowNull(s, reflect.TypeOf(Report{}), seen)
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}

func mapType(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeOf(ingest.Date(0)):
		return orNull(&jsonschema.Schema{Type: "string", Format: "date"})
	case reflect.TypeOf(decimal.Decimal{}):
		return &jsonschema.Schema{Type: "string", Pattern: `^-?[0-9]+(\.[0-9]+)?$`}
	}
	return nil
}

func orNull(s *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, {Type: "null"}}}
}

// allowNull lets every property whose Go field is a pointer be null.
func allowNull(root *jsonschema.Schema, t reflect.Type, seen map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		allowNull(root, t.Elem(), seen)
		return
	case reflect.Struct:
	default:
		return
	}
	if seen[t] || mapType(t) != nil {
		return
	}
	seen[t] = true
	def := root.Definitions[t.Name()]
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if k := f.Type.Kind(); (k == reflect.Slice || k == reflect.Array) && f.Type.Elem().Kind() == reflect.Pointer && def != nil {
			p, _ := def.Properties.Get(name)
			p.Items = orNull(p.Items)
		}
		if f.Type.Kind() == reflect.Pointer && def != nil && !strings.Contains(rest, "omitempty") {
			p, _ := def.Properties.Get(name)
			null := orNull(&jsonschema.Schema{})
			text := p.Description
			p.Description = ""
			null.Description, null.AnyOf[0] = text, p
			def.Properties.Set(name, null)
		}
		allowNull(root, f.Type, seen)
	}
}

func TestThePublishedSchemaIsThatOfTheReport(t *testing.T) {
	got := reportSchema(t)
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
		t.Errorf("%s is not that of the report: run go test ./analyze -run Schema -update", schemaFile)
	}
}

// compiledSchema is the published schema, ready to check reports with.
func compiledSchema(t *testing.T) *validator.Schema {
	t.Helper()
	file, err := os.Open(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := validator.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// valid fails the test where a report does not follow the schema.
func valid(t *testing.T, schema *validator.Schema, name string, report []byte) {
	t.Helper()
	v, err := validator.UnmarshalJSON(bytes.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func TestEveryReportFollowsThePublishedSchema(t *testing.T) {
	schema := compiledSchema(t)
	sets := thin()
	sets["a full team"] = randomData(1, 300)
	earlier := sets["a full team"].run("2026-03-31")
	sets["an earlier roster"] = randomData(2, 20)
	sets["an earlier roster"].ds.History = []ingest.Roster{{AsOf: date("2025-12-31"), People: sets["a full team"].ds.People}}
	for name, d := range sets {
		compared := at("2026-06-30")
		compared.Previous = earlier
		for _, o := range []Options{Default(), compared} {
			b, err := json.Marshal(Run(d.ds, o))
			if err != nil {
				t.Fatal(err)
			}
			valid(t, schema, name, b)
		}
	}
}
