package ingest

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ownermap/ingest/table"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestIssueDocumentationIsThatOfTheCodebook(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Issues\n\nWhat `ownermap check` and the data page say about the inputs, by code. An `error` means that figures are wrong or\n" +
		"missing because of it, a `warning` that some may be, a `notice` is worth knowing. What the analysis alone can see,\nof rates and of managers who lead back to each other, is told by `build` and not by `check`. This page is written from\n`ingest/codebook.go` by `go test ./ingest -run Documentation -update`.\n\n" +
		"| code | severity | what was seen, and what was done | what to do |\n| --- | --- | --- | --- |\n")
	for _, c := range Codes() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, c.Severity, c.Meaning, c.Fix)
	}
	if *update {
		if err := os.WriteFile("../docs/issues.md", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if doc, err := os.ReadFile("../docs/issues.md"); err != nil || string(doc) != b.String() {
		t.Errorf("docs/issues.md is not what -update writes (%v)", err)
	}
	if !slices.IsSortedFunc(codebook, func(a, b Code) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the codebook is not sorted by code")
	}
}

// codeConst finds `codeX = "some-code"` and table's `CodeX = "some-code"`.
var codeConst = regexp.MustCompile(`(?m)^\t[cC]ode\w+\s*= "([a-z-]+)"`)

func TestEveryCodeInTheSourceIsInTheCodebookAndIsReported(t *testing.T) {
	inBook := map[string]bool{}
	for _, c := range codebook {
		inBook[c.Name] = true
	}
	for _, file := range []string{"codes.go", "table/codes.go"} {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codeConst.FindAllStringSubmatch(string(src), -1) {
			if !inBook[m[1]] {
				t.Errorf("%s of %s is not in the codebook", m[1], file)
			}
		}
	}
	if !inBook[table.CodeEncoding] {
		t.Error("the readers' codes are missing")
	}
	everything := ""
	files, _ := os.ReadDir(".")
	for _, f := range files {
		if name := f.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && name != "codes.go" && name != "codebook.go" {
			src, _ := os.ReadFile(name)
			everything += string(src)
		}
	}
	src, _ := os.ReadFile("codes.go")
	for _, m := range regexp.MustCompile(`(?m)^\t(code\w+)\s*=`).FindAllStringSubmatch(string(src), -1) {
		if !regexp.MustCompile(`\b` + m[1] + `\b`).MatchString(everything) {
			t.Errorf("nothing reports %s", m[1])
		}
	}
}
