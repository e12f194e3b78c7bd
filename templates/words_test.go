package templates_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"ownermap/templates/catalogue"
)

func TestEveryWordOfTheTemplatesIsInTheCatalogueAndTheOtherWayRound(t *testing.T) {
	c, err := catalogue.New("en")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	word := regexp.MustCompile(`word "([^"]+)"`)
	stem := regexp.MustCompile(`word \(printf "([a-z]+)\.%s"`)
	for name, text := range sources(t) {
		for _, m := range word.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
			if _, err := c.Lookup(m[1]); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, m := range stem.FindAllStringSubmatch(text, -1) {
			used[m[1]+"."] = true
		}
	}
	js, err := os.ReadFile("js/app.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range c.Keys() {
		if name, ok := strings.CutPrefix(key, "js."); ok {
			if !strings.Contains(string(js), "'"+name+"'") {
				t.Errorf("app.js does not use %q", key)
			}
			continue
		}
		before, _, _ := strings.Cut(key, ".")
		if !used[key] && !used[before+"."] {
			t.Errorf("no template uses %q", key)
		}
	}
	for _, m := range regexp.MustCompile(`say\('([a-zA-Z]+)'`).FindAllStringSubmatch(string(js), -1) {
		if _, err := c.Lookup("js." + m[1]); err != nil {
			t.Errorf("app.js: %v", err)
		}
	}
}
