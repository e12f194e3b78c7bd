package chart

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestPhrasesListsEveryWordThatChartsWrite(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`\bsay\("([^"]*)"|stages :?= "([^"]*)"`)
	var used []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllSubmatch(source, -1) {
			used = append(used, string(m[1])+string(m[2]))
		}
	}
	slices.Sort(used)
	used = slices.Compact(used)
	if want := Phrases(); !slices.Equal(used, want) {
		t.Errorf("the code says %q, Phrases lists %q", used, want)
	}
}

func TestChartsSpeakTheLanguageTheyAreGiven(t *testing.T) {
	german := &Language{Point: ",", Group: ".", Percent: "\u00a0%", Say: func(english string, args ...any) string {
		return "[" + fmt.Sprintf(english, args...) + "]"
	}}
	p := originsSample()
	p.Language, p.Unit = german, Unit{Suffix: "Mio. €", Scale: 1e6}
	c, err := Origins(p)
	if err != nil {
		t.Fatal(err)
	}
	svg := renderOne(t, c)
	wantWords(t, svg.Wide, "[Sourced] 1,84", "[27\u00a0% of the total]", "8\u00a0Mio. €")
	if c.Data.Columns[0] != "[Quarter]" || c.Data.Rows[0][1] != "0,84\u00a0Mio. €" {
		t.Errorf("the table begins %q, %q", c.Data.Columns, c.Data.Rows[0])
	}
	if got := german.number("-1234567.5"); got != "−1.234.567,5" {
		t.Errorf("%q", got)
	}
}
