package catalogue_test

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"ownermap/templates/catalogue"
)

func TestGermanHasEveryMessageOfEnglish(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]|\{\d\}`)
	load := func(name string) map[string]any {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]any{}
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(name, err)
		}
		return m
	}
	en, de := load("en.json"), load("de.json")
	for key, text := range en {
		other, ok := de[key]
		if !ok {
			t.Errorf("de.json has no %q", key)
			continue
		}
		a, _ := text.(string)
		b, _ := other.(string)
		x, y := verbs.FindAllString(a, -1), verbs.FindAllString(b, -1)
		slices.Sort(x)
		slices.Sort(y)
		if !reflect.DeepEqual(x, y) {
			t.Errorf("%q takes %v in English and %v in German", key, x, y)
		}
	}
	for key := range de {
		if _, ok := en[key]; !ok {
			t.Errorf("en.json has no %q", key)
		}
	}
}

func TestTheNearestLanguageIsTaken(t *testing.T) {
	for tag, want := range map[string]string{"": "en", "de": "de", "de-AT": "de", "en-GB": "en", "fr": "en"} {
		c, err := catalogue.New(tag)
		if err != nil {
			t.Fatal(err)
		}
		if c.Lang() != want {
			t.Errorf("New(%q) speaks %s, want %s", tag, c.Lang(), want)
		}
	}
	if _, err := catalogue.New("not a tag"); err == nil {
		t.Error("a tag that is none is accepted")
	}
}

func TestAMissingKeyIsSeen(t *testing.T) {
	c, err := catalogue.New("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Text("no.such"); got != "«no.such»" {
		t.Errorf("Text gives %q", got)
	}
	if _, err := c.Lookup("no.such"); err == nil {
		t.Error("Lookup gives no error")
	}
}
