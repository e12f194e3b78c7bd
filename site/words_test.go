package site

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"ownermap/analyze/whatif"
	"ownermap/site/chart"
)

// messageArgs says which arguments of a function are messages.
var messageArgs = map[string][]int{"s": {0}, "rich": {0}, "plural": {1, 2}, "pluralWord": {1, 2}, "pluralOf": {1, 2}}

// spoken are messages that code takes from the data: kinds of change and states of deals.
var spoken = []string{"joined", "left", "role", "manager", "stages", "segments", "allocation", "quota", "unknown", "open", "won", "lost"}

// messages are all messages of the package's code, with the place of one use.
func spokenMessages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "pick" {
					collect(out, fset, call, []int{0, 1, 2})
				}
				return true
			}
			collect(out, fset, call, messageArgs[sel.Sel.Name])
			return true
		})
	}
	for _, m := range spoken {
		out[m] = "the data"
	}
	for _, m := range chart.Phrases() {
		out[m] = "package chart"
	}
	for _, m := range whatif.Phrases() {
		out[m] = "package whatif"
	}
	return out
}

func collect(out map[string]string, fset *token.FileSet, call *ast.CallExpr, args []int) {
	for _, i := range args {
		if i >= len(call.Args) {
			continue
		}
		if lit, ok := call.Args[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if m, err := strconv.Unquote(lit.Value); err == nil && strings.ContainsFunc(verb.ReplaceAllString(m, ""), unicode.IsLetter) {
				out[m] = fset.Position(lit.Pos()).String()
			}
		}
	}
}

var verb = regexp.MustCompile(`%(\[\d\])?(\.0)?s|%%`)

func TestEveryMessageIsInGermanWithTheSameFigures(t *testing.T) {
	all := spokenMessages(t)
	if len(all) < 400 {
		t.Fatalf("only %d messages found", len(all))
	}
	for _, m := range slices.Sorted(maps.Keys(all)) {
		if !strings.ContainsFunc(verb.ReplaceAllString(m, ""), unicode.IsLetter) {
			continue
		}
		de, ok := germanText()[m]
		if !ok {
			t.Errorf("%s: no German for %q", all[m], m)
			continue
		}
		if a, b := len(verb.FindAllString(m, -1)), len(verb.FindAllString(de, -1)); a != b {
			t.Errorf("%q has %d figures, %q has %d", m, a, de, b)
		}
	}
	for m := range germanText() {
		if _, used := all[m]; !used {
			t.Errorf("nothing says %q any more", m)
		}
	}
}
