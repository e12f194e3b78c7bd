package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownermap/analyze"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEveryKeyIsDecoded(t *testing.T) {
	file := write(t, "ownermap.yaml", `
title: Reorg review
as_of: 2026-06-30
fiscal_year_start: 4
currency: EUR
inputs:
  roster:
    - roster.xlsx
    - {path: old/roster.xlsx, as_of: 2025-12-31}
  deals: exports/*.xlsx#Deals
columns:
  deals: {partner_manager: Channel Owner}
values:
  sourcing: {brought by us: direct}
stages:
  - {id: sign, name: Signing, core: true, item: partner, evidence: [recruiter]}
thresholds:
  blur_rate: 0.4
`)
	c, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(file)
	if got, want := c.AsOf.String(), "2026-06-30"; got != want {
		t.Errorf("as_of = %s, want %s", got, want)
	}
	wantRoster := Paths{{Path: filepath.Join(dir, "roster.xlsx")}, {Path: filepath.Join(dir, "old/roster.xlsx"), AsOf: c.Inputs.Roster[1].AsOf}}
	if d := cmp.Diff(wantRoster, c.Inputs.Roster); d != "" {
		t.Error(d)
	}
	if got := c.Inputs.Roster[1].AsOf.String(); got != "2025-12-31" {
		t.Errorf("as_of of the older roster = %s", got)
	}
	if d := cmp.Diff(Paths{{Path: filepath.Join(dir, "exports/*.xlsx#Deals")}}, c.Inputs.Deals); d != "" {
		t.Error(d)
	}
	want := analyze.DefaultThresholds()
	want.BlurRate = 0.4
	if d := cmp.Diff(want, c.Thresholds); d != "" {
		t.Error("a threshold that is set leaves the others alone: ", d)
	}
	if c.Columns.Deals["partner_manager"] != "Channel Owner" || c.Stages[0].Evidence[0] != "recruiter" {
		t.Errorf("columns and stages: %+v %+v", c.Columns, c.Stages)
	}
}

func TestAProfileStandsOverTheConfig(t *testing.T) {
	base := write(t, "ownermap.yaml", "title: Base\ncurrency: EUR\nthresholds: {blur_rate: 0.3}\ninputs: {roster: a.csv, deals: b.csv}\n")
	profile := write(t, "ownermap.board.yaml", "title: Board\nthresholds: {stuck_days: 21}\ninputs: {deals: c.csv}\n")
	c, err := Load(base, profile)
	if err != nil {
		t.Fatal(err)
	}
	if c.Title != "Board" || c.Currency != "EUR" || c.Thresholds.BlurRate != 0.3 || c.Thresholds.StuckDays != 21 {
		t.Errorf("got %+v", c)
	}
	if filepath.Base(c.Inputs.Roster[0].Path) != "a.csv" || filepath.Base(c.Inputs.Deals[0].Path) != "c.csv" || len(c.Inputs.Deals) != 1 {
		t.Errorf("inputs: %+v", c.Inputs)
	}
}

func TestAMistakeIsNamedWithItsPlaceAndWhatWasMeant(t *testing.T) {
	for _, tt := range []struct{ name, text, message, hint string }{
		{"a misspelt key", "title: x\ncurency: EUR\n", `:2:1: unknown key "curency"`, `did you mean "currency"?`},
		{"a misspelt key further in", "thresholds:\n  blur_rat: 1\n", `:2:3: unknown key "blur_rat" under thresholds`, `did you mean "blur_rate"?`},
		{"a misspelt key in a list", "stages:\n  - id: a\n    nmae: b\n", `:3:5: unknown key "nmae" under stages`, `did you mean "name"?`},
		{"a misspelt key of an input", "inputs:\n  roster: {pth: x}\n", `:2:12: unknown key "pth" under inputs.roster`, `did you mean "path"?`},
		{"a key like no other", "zzz: 1\n", `:1:1: unknown key "zzz"`, "known keys: aliases, as_of"},
		{"a word for a number", "fiscal_year_start: April\n", `:1:20: `, ""},
		{"a month that is none", "fiscal_year_start: 13\n", `fiscal_year_start: 13 is not a month`, ""},
		{"a date that is none", "as_of: 2026-02-31\n", `:1:8: as_of: "2026-02-31" is not a date`, "2026-09-30"},
		{"no mapping at all", "- a\n", ":1:1: ", ""},
		{"broken YAML", "title: [a\n", ":1:8: ", ""},
		{"a key twice", "title: a\ntitle: b\n", `:2:1: `, ""},
		{"a stage that is none", "values:\n  stage: {Onboard Partners: activaton}\n", `values.stage: "Onboard Partners" is mapped to "activaton"`, `did you mean "activation"?`},
		{"a status that is none", "values:\n  status: {Booked: wonn}\n", `values.status: "Booked" is mapped to "wonn", which means nothing here`, `did you mean "won"?`},
		{"a currency in words", "currency: euro\n", `currency: "euro" is not a currency code`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(write(t, "ownermap.yaml", tt.text))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if !strings.Contains(e.Error(), tt.message) || !strings.Contains(e.Hint, tt.hint) {
				t.Errorf("got %q, hint %q", e, e.Hint)
			}
			if strings.Contains(e.Error(), "\n") {
				t.Errorf("several lines: %q", e)
			}
		})
	}
}

func TestAnEmptyConfigIsTheDefault(t *testing.T) {
	for _, text := range []string{"", "# nothing yet\n", "---\n", "thresholds:\n  # all default\n", "title:\nthresholds: {blur_rate: }\ninputs:\n"} {
		c, err := Load(write(t, "ownermap.yaml", text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if d := cmp.Diff(Default(), c); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}
