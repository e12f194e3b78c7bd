// Package samples holds the sample workbooks of a fictional company, which the
// demo reads and the tests build on. They are written by the program in gen.
package samples

import "embed"

//go:generate go run ./gen

// Files are the workbooks.
//
//go:embed *.xlsx scenarios/*.yaml
var Files embed.FS

// Scenarios lists the demo's what-if scenarios.
func Scenarios() []string { return []string{"scenarios/separate.yaml", "scenarios/clone.yaml"} }

// Source is one sample input: its kind in ingest's words, and a file, or
// file#Sheet.
type Source struct{ Kind, Path string }

// Sources lists the inputs of the demo.
func Sources() []Source {
	return []Source{
		{"roster", "roster.xlsx"},
		{"deals", "deals.xlsx#Opportunities"},
		{"partners", "partners.xlsx"},
		{"rates", "deals.xlsx#Rates"},
	}
}

// Names lists the files.
func Names() []string { return []string{"deals.xlsx", "partners.xlsx", "roster.xlsx"} }
