package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ownermap/analyze"
	"ownermap/analyze/audience"
	"ownermap/ingest"
)

// report computes the report of the dataset, beside an earlier one where the
// settings name it.
func (s *settings) report(ds *ingest.Dataset) (*analyze.Report, error) {
	opts, err := s.analysis()
	if err != nil {
		return nil, err
	}
	return analyze.Run(ds, opts), nil
}

// analysis is the options of the analysis, with the earlier report read.
func (s *settings) analysis() (analyze.Options, error) {
	opts := s.analyzeOptions()
	if s.previous != "" {
		old, err := readReport(s.previous)
		if err != nil {
			return opts, usageError(fmt.Errorf("--previous %s: %w", s.previous, err), "give the data/report.json of an earlier site, or the site's directory")
		}
		opts.Previous = old
	}
	return opts, nil
}

// readReport reads a report.json, or that of a site's directory.
func readReport(path string) (*analyze.Report, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "data", "report.json")
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rep analyze.Report
	if err := json.Unmarshal(src, &rep); err != nil {
		return nil, fmt.Errorf("not a report: %w", err)
	}
	if rep.Schema != analyze.Schema {
		return nil, fmt.Errorf("not a report of this version: its schema is %q, not %q", rep.Schema, analyze.Schema)
	}
	if rep.Audience == string(audience.Anonymous) {
		return nil, errors.New("made for an anonymous audience: quarters and counts are missing from it, and nothing can be compared with them")
	}
	return &rep, nil
}
