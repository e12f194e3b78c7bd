package main

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"ownermap/ingest"
)

func TestTheColumnsOfTwoFilesCanBeUncommentedTogether(t *testing.T) {
	var b strings.Builder
	in := func(file string, headers ...string) ingest.Input {
		x := ingest.Input{Kind: ingest.KindDeals, Place: &ingest.Place{File: file}}
		for i, h := range headers {
			x.Columns = append(x.Columns, ingest.Column{Field: []string{"deal_id", "amount", "stage"}[i], Header: h, Column: i + 1, Why: "exact spelling"})
		}
		return x
	}
	writeColumns(&b, &ingest.Dataset{Inputs: []ingest.Input{in("a.csv", "Opportunity ID", "Amount"), in("b.csv", "Record ID", "Deal Amount", "Deal Stage")}})
	var lines []string
	for line := range strings.Lines(b.String()[strings.Index(b.String(), "# columns:"):]) {
		lines = append(lines, strings.TrimPrefix(line, "# "))
	}
	var got struct{ Columns map[string]map[string]string }
	if err := yaml.Unmarshal([]byte(strings.Join(lines, "")), &got); err != nil {
		t.Fatalf("%v in\n%s", err, strings.Join(lines, ""))
	}
	if d := got.Columns["deals"]; len(d) != 3 || d["amount"] != "Amount" || d["stage"] != "Deal Stage" {
		t.Errorf("columns %v", got.Columns)
	}
}
