package header

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the generated files")

var typeNames = map[Type]string{Any: "anything", Text: "words", ID: "an id", Person: "names of people", Email: "an e-mail address", Date: "a date", Money: "an amount", Number: "a number", Bool: "yes or no", Flag: "yes or no, or words",
	Mark: "yes or no, or a word", Ccy: "a currency", Quota: "an amount, or yes or no", Share: "a share of full time", Period: "a date, month or quarter"}

func TestFieldDocumentationIsThatOfTheDictionary(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Fields\n\nThe columns that are read, by kind of input, with some of the headers that are known for each. Case, punctuation, plural\nand word order do not matter, " +
		"and one wrong letter is forgiven and shown. `columns` in `ownermap.yaml` names a header for a\nfield where the guess is wrong. Everything else on a sheet is not read. " +
		"Written from `ingest/header` by\n`go test ./ingest/header -run Documentation -update`.\n")
	for _, kind := range []string{"roster", "deals", "partners", "rates"} {
		fmt.Fprintf(&b, "\n## %s\n\n| field | holds | headers |\n| --- | --- | --- |\n", kind)
		fields := slices.Clone(For(kind).Fields)
		slices.SortFunc(fields, func(a, b Field) int { return strings.Compare(a.Name, b.Name) })
		for _, f := range fields {
			if !f.Used {
				continue
			}
			shown := f.Spellings[:min(6, len(f.Spellings))]
			more := ""
			if n := len(f.Spellings) - len(shown); n > 0 {
				more = fmt.Sprintf(" and %d more", n)
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s%s |\n", f.Name, typeNames[f.Type], strings.Join(shown, ", "), more)
		}
	}
	const path = "../../docs/fields.md"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if doc, err := os.ReadFile(path); err != nil || string(doc) != b.String() {
		t.Errorf("docs/fields.md is not what -update writes (%v)", err)
	}
}
