// Package site turns a Report into files.
//
//  1. Each page is one struct built from the Report, one template, one style part.
//  2. Charts are built once, rendered to SVG twice (two widths) and embedded with their option.
//  3. Every table is one value that renders as HTML, CSV, XLSX and JSON.
//  4. Files are written to a fresh directory and swapped in; a manifest says what is ours.
package site

import (
	"context"

	"ownermap/analyze"
	"ownermap/ingest"
)

// Options are the choices of a site. Out is required.
type Options struct {
	Out      string                             // directory; swapped in whole
	CacheDir string                             // rendered charts by hash of option and bundle; "" for none
	Workers  int                                // 0: one per CPU; the bytes do not depend on it
	Progress func(done, total int, what string) // may be nil
}

// Result says what was written.
type Result struct {
	Files    int
	Bytes    int64
	Index    string   // path of index.html
	Warnings []string // "built without the chart bundle: ..."
}

// Build writes the whole site, or leaves the last one as it was.
func Build(ctx context.Context, rep *analyze.Report, ds *ingest.Dataset, opts Options) (*Result, error) {
	panic("not built yet")
}
