package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"ownermap/analyze"
	"ownermap/cmd/ownermap/samples"
	"ownermap/ingest"
	"ownermap/site"
)

// read loads the inputs that the settings name.
func (a *app) read(ctx context.Context, s *settings) (*ingest.Dataset, error) {
	sources, err := s.sources()
	if s.demo {
		var cleanup func()
		if sources, cleanup, err = sampleSources(); err == nil {
			defer cleanup()
		}
	}
	if err != nil {
		return nil, err
	}
	opts := s.ingestOptions(sources)
	opts.Progress = func(done, total int64) { a.talk.progress("reading", done, total) }
	ds, err := ingest.Load(ctx, opts)
	a.talk.endProgress()
	var input *ingest.InputError
	switch {
	case err == nil:
		return ds, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &input):
		return nil, dataError(err, input.Hint)
	}
	return nil, err
}

// readBoth reads the inputs of a report. Where they are all given by kind and
// none is a roster, or none is deals, that is the command line's fault and
// nothing is read; where the sheets had to tell, it is the data's.
func (a *app) readBoth(ctx context.Context, s *settings) (*ingest.Dataset, error) {
	if sources, err := s.sources(); err == nil && !s.demo {
		if err := bothNamed(sources); err != nil {
			return nil, err
		}
	}
	ds, err := a.read(ctx, s)
	if err == nil {
		err = needBoth(ds)
	}
	a.boundMemory()
	return ds, err
}

// smallHeap is the size in bytes under which memory is not worth saving.
const smallHeap = 1 << 30

// boundMemory lets the heap grow to two and a half times what the records take, and
// collects sooner instead of more: a million deals are built in 1.5 GB. GOMEMLIMIT,
// where it is set, decides instead.
func (a *app) boundMemory() {
	if _, ok := a.env("GOMEMLIMIT"); ok {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetMemoryLimit(max(smallHeap, int64(m.HeapAlloc)*5/2))
}

// bothNamed refuses inputs that cannot hold a roster and deals.
func bothNamed(sources []ingest.Source) error {
	given := map[ingest.Kind]bool{}
	for _, s := range sources {
		given[s.Kind] = true
	}
	switch {
	case given[""]:
	case !given[ingest.KindRoster]:
		return usageError(errors.New("no roster: a report needs people and deals"), "give one with --roster FILE; a workbook may be given as both")
	case !given[ingest.KindDeals]:
		return usageError(errors.New("no deals: a report needs people and deals"), "give them with --deals FILE; a workbook may be given as both")
	}
	return nil
}

// sampleSources unpacks the sample workbooks into a folder of their own.
func sampleSources() ([]ingest.Source, func(), error) {
	dir, err := os.MkdirTemp("", "ownermap-samples-")
	if err != nil {
		return nil, nil, err
	}
	cleanup := func() { os.RemoveAll(dir) }
	if err := writeSamples(dir); err != nil {
		cleanup()
		return nil, nil, err
	}
	var list []ingest.Source
	for _, s := range samples.Sources() {
		list = append(list, ingest.Source{Kind: ingest.Kind(s.Kind), Path: filepath.Join(dir, s.Path)})
	}
	return list, cleanup, nil
}

func writeSamples(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range samples.Names() {
		src, err := samples.Files.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// needBoth refuses a dataset without people or without deals: a report of it
// would show only gaps that are not there.
func needBoth(ds *ingest.Dataset) error {
	switch {
	case len(ds.People) == 0 && len(ds.Deals) == 0:
		return unusable(ds, "neither people nor deals were found", "look at the first issue, and at `ownermap check`")
	case len(ds.People) == 0:
		return unusable(ds, "no people were found: a report needs a roster", "give one with --roster FILE; `ownermap check` shows what was read as what")
	case len(ds.Deals) == 0:
		return unusable(ds, "no deals were found: a report needs deals", "give them with --deals FILE; `ownermap check` shows what was read as what")
	}
	return nil
}

// unusable says what is missing, and why where an issue tells.
func unusable(ds *ingest.Dataset, message, hint string) error {
	if err := ds.Issues.Err(); err != nil {
		return dataError(fmt.Errorf("%s: %w", message, err), hint)
	}
	return dataError(errors.New(message), hint)
}

// judge is the error that the data's issues come to: errors always, warnings
// under --strict.
func judge(ds *ingest.Dataset, strict bool) error {
	errs, warns := ds.Issues.Count(ingest.SevError), ds.Issues.Count(ingest.SevWarning)
	switch {
	case errs > 0:
		return dataError(fmt.Errorf("the data has %s: %w", count(errs, "error"), ds.Issues.Err()), "`ownermap check` lists them all")
	case strict && warns > 0:
		return dataError(fmt.Errorf("the data has %s, which --strict does not let pass", count(warns, "warning")), "`ownermap check` lists them all")
	}
	return nil
}

// judgeReport is judge for a report, whose issues are those of the data and what
// only the analysis could see.
func judgeReport(ds *ingest.Dataset, list []analyze.Issue, strict bool) error {
	if err := judge(ds, strict); err != nil {
		return err
	}
	for _, sev := range []ingest.Severity{ingest.SevError, ingest.SevWarning} {
		n, first := 0, ""
		for _, i := range list {
			if i.Severity == sev {
				if n++; n == 1 {
					first = issuePlace(i) + i.Message
				}
			}
		}
		if n > 0 && (sev == ingest.SevError || strict) {
			return dataError(fmt.Errorf("the report has %s: %s", count(n, string(sev)), first), "the data page lists them all")
		}
	}
	return nil
}

// issuePlace is where an issue of a report stands, `deals.xlsx[Q3]!C14: `.
func issuePlace(i analyze.Issue) string {
	if i.Pos.File == "" {
		return ""
	}
	place := &ingest.Place{File: i.Pos.File, Sheet: i.Pos.Sheet}
	return ingest.Pos{Place: place, Row: int32(i.Pos.Row), Col: int32(i.Pos.Col)}.String() + ": "
}

// count writes "1 error", "3 errors", "2 people".
func count(n int, what string) string {
	switch {
	case n == 1:
		return "1 " + what
	case what == "person":
		return fmt.Sprintf("%d people", n)
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (a *app) siteOptions(s *settings, out string) site.Options {
	return site.Options{Out: out, CacheDir: s.cacheDir, Workers: s.workers,
		Locale: s.locale, Brand: s.brand, Comments: s.comments,
		Progress: func(done, total int, what string) { a.talk.progress("writing "+what, int64(done), int64(total)) }}
}

// write builds the site in its place, with the scenarios that the config names.
func (a *app) write(ctx context.Context, s *settings, rep *analyze.Report, ds *ingest.Dataset) (*site.Draft, error) {
	so := a.siteOptions(s, s.out)
	var err error
	if so.WhatIf, err = a.scenarios(ctx, s, ds); err != nil {
		return nil, err
	}
	if so.ScenarioFiles, err = scenarioFilesOf(so.WhatIf); err != nil {
		return nil, err
	}
	draft, err := site.Prepare(ctx, rep, ds, so)
	a.talk.endProgress()
	if err != nil {
		return nil, err
	}
	res, err := draft.Swap()
	if err != nil {
		return nil, err
	}
	for _, w := range res.Warnings {
		a.talk.warn(w, "")
	}
	return draft, nil
}
