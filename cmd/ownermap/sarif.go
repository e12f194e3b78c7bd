package main

import (
	"net/url"
	"path"

	"ownermap/ingest"
)

// sarifLog is a log in the Static Analysis Results Interchange Format (OASIS
// SARIF 2.1.0), which code hosts and editors read. A row is a line, a column a
// column; the cell and the sheet are the logical location.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	Results    []sarifResult `json:"results"`
	ColumnKind string        `json:"columnKind"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"semanticVersion,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string       `json:"id"`
	Short   sarifMessage `json:"shortDescription"`
	Help    sarifMessage `json:"help"`
	Default sarifDefault `json:"defaultConfiguration"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int32 `json:"startLine"`
	StartColumn int32 `json:"startColumn,omitempty"`
}

type sarifLogical struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
}

// sarifOf writes the issues as the one run of a log.
func sarifOf(issues ingest.Issues) sarifLog {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "ownermap"}}, Results: []sarifResult{}, ColumnKind: "unicodeCodePoints"}
	for _, c := range ingest.Codes() {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{c.Name, sarifMessage{c.Meaning}, sarifMessage{c.Fix}, sarifDefault{sarifLevel(c.Severity)}})
	}
	for _, i := range issues {
		run.Results = append(run.Results, sarifResultOf(i))
	}
	return sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

func sarifResultOf(i ingest.Issue) sarifResult {
	text := i.Message
	if i.Hint != "" {
		text += ". " + i.Hint
	}
	r := sarifResult{RuleID: i.Code, Level: sarifLevel(i.Severity), Message: sarifMessage{text}}
	if i.Pos.IsZero() {
		return r
	}
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uriOf(i.Pos.File())}}, Logical: []sarifLogical{{i.Pos.String()}}}
	if i.Pos.Row > 0 {
		at.Physical.Region = &sarifRegion{i.Pos.Row, i.Pos.Col}
	}
	r.Locations = []sarifLocation{at}
	return r
}

// sarifLevel is the word of SARIF for a severity.
func sarifLevel(s ingest.Severity) string {
	if s == ingest.SevNotice {
		return "note"
	}
	return string(s)
}

// uriOf writes a file's name as a relative reference.
func uriOf(file string) string {
	u := url.URL{Path: path.Clean(file)}
	return u.String()
}
