package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"ownermap/analyze"
	"ownermap/analyze/audience"
	"ownermap/cmd/ownermap/config"
	"ownermap/ingest"
	"ownermap/site"
)

// pseudonymKey is the variable with the secret that pseudonyms are made with.
const pseudonymKey = "OWNERMAP_PSEUDONYM_KEY"

// audienceSite is the site of one audience, finished but not in its place.
type audienceSite struct {
	who config.Audience
	audience.Result
	draft *site.Draft
}

// redacted reports whether the audience may not see all: it then gets no
// scenarios, and its site is searched.
func (s audienceSite) redacted() bool { return s.Report.Audience != "" }

// audiences lists whose sites are built: those of the config, else the full one.
// --out and OWNERMAP_OUT speak of the full one.
func (s *settings) audiences() ([]config.Audience, error) {
	list := slices.Clone(s.base.Audiences)
	if len(list) == 0 {
		return []config.Audience{{Name: string(audience.Full), Audience: string(audience.Full), Out: s.out}}, nil
	}
	given, used := s.set.Changed("out"), false
	for i := range list {
		if w := &list[i]; w.Audience == string(audience.Full) && (w.Out == "" || given && !used) {
			w.Out, used = s.out, true
		}
	}
	if given && !used {
		return nil, usageError(errors.New("--out: the config has no full audience, and the others have directories of their own"),
			"leave it out, or change `out` of the audience in ownermap.yaml")
	}
	return list, nil
}

// key reads the secret of the pseudonyms.
func (a *app) key() []byte {
	text, _ := a.env(pseudonymKey)
	return []byte(text)
}

// needKey refuses an anonymous audience without a usable key, before any work.
func (a *app) needKey(list []config.Audience) error {
	for _, w := range list {
		if w.Audience != string(audience.Anonymous) {
			continue
		}
		if err := audience.CheckKey(a.key()); err != nil {
			return usageError(fmt.Errorf("audience %q: %w; %s has %d bytes", w.Name, err, pseudonymKey, len(a.key())),
				"set "+pseudonymKey+" to a secret that stays the same, so that a pseudonym means the same person next quarter")
		}
	}
	return nil
}

// prepareSites makes the sites of all audiences. All of them stand beside their
// places afterwards, or none does.
func (a *app) prepareSites(ctx context.Context, s *settings, list []config.Audience, ds *ingest.Dataset) (sites []audienceSite, err error) {
	opts, err := s.analysis()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			for _, one := range sites {
				one.draft.Abandon()
			}
		}
	}()
	for _, who := range list {
		one, err := a.prepareSite(ctx, s, who, ds, opts)
		if one.draft != nil {
			sites = append(sites, one)
		}
		if err != nil {
			return sites, err
		}
	}
	return sites, nil
}

func (a *app) prepareSite(ctx context.Context, s *settings, who config.Audience, ds *ingest.Dataset, opts analyze.Options) (one audienceSite, err error) {
	one.who = who
	if one.Result, err = audience.Redact(ds, opts, audience.Options{Audience: audience.Audience(who.Audience), Key: a.key()}); err != nil {
		return one, err
	}
	if err := ctx.Err(); err != nil {
		return one, err
	}
	so := a.siteOptions(s, who.Out)
	if so.Link = who.Link; so.Link == "" && who.Audience == string(audience.Full) {
		so.Link = s.base.Mail.Link
	}
	if s.archive {
		quarter, err := site.QuarterFolder(one.Report)
		if err == nil {
			err = site.MayArchive(who.Out, quarter, one.Report.Audience)
		}
		if err != nil {
			return one, usageError(err, "build without --archive, or into another directory")
		}
		so.Out = filepath.Join(who.Out, quarter)
	}
	if !one.redacted() {
		if so.WhatIf, err = a.scenarios(ctx, s, one.Dataset); err != nil {
			return one, err
		}
		if so.ScenarioFiles, err = scenarioFilesOf(so.WhatIf); err != nil {
			return one, err
		}
	}
	one.draft, err = site.Prepare(ctx, one.Report, one.Dataset, so)
	a.talk.endProgress()
	if err != nil || !one.redacted() {
		return one, err
	}
	return one, a.search(ctx, &one, opts)
}

// search reads every file of a redacted site and fails where one holds a name
// that its audience may not see.
func (a *app) search(ctx context.Context, one *audienceSite, opts analyze.Options) error {
	words, err := one.draft.Vocabulary()
	if err != nil {
		return err
	}
	scanner := audience.NewScanner(one.Secrets, slices.Concat(words, productWords(opts, one.Report), one.who.Allow)...)
	if text := skipped(scanner.Skipped); text != "" {
		a.talk.note("%s: not searched for, as too short or words of the product: %s", one.who.Name, text)
	}
	hits, err := scanFiles(ctx, scanner, one.draft.FS(), one.draft.Files())
	if err != nil {
		return fmt.Errorf("the site of audience %q: %w", one.who.Name, err)
	}
	return leak(one.who.Name, hits)
}

// leak is the error of what a scan has found.
func leak(name string, hits []string) error {
	if len(hits) == 0 {
		return nil
	}
	shown := hits[:min(5, len(hits))]
	more := ""
	if n := len(hits) - len(shown); n > 0 {
		more = fmt.Sprintf("\n  and %d more", n)
	}
	return &exitError{exitFailed, fmt.Errorf("audience %q may not see what stands in its files; nothing was written\n  %s%s", name, strings.Join(shown, "\n  "), more),
		"a name that is an ordinary word too can be listed under `allow` of the audience"}
}

// scanFiles scans files on all processors; what is found stands in order of the
// files.
func scanFiles(ctx context.Context, scanner *audience.Scanner, files fs.FS, names []string) ([]string, error) {
	found := make([][]audience.Hit, len(names))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			content, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			found[i], err = scanner.Scan(name, content)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var out []string
	for _, hits := range found {
		for _, h := range hits {
			out = append(out, h.String())
		}
	}
	return out, nil
}

// skipped counts what a scan cannot look for, by kind; the values are not
// repeated.
func skipped(list []audience.Secret) string {
	n := map[string]int{}
	var kinds []string
	for _, s := range list {
		if n[s.What]++; n[s.What] == 1 {
			kinds = append(kinds, s.What)
		}
	}
	slices.Sort(kinds)
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%s (%d)", k, n[k])
	}
	return strings.Join(kinds, ", ")
}

// productWords are the words of the analysis, as reports carry them: rules, the
// names of report.json, stages, fields, and what was withheld.
func productWords(opts analyze.Options, rep *analyze.Report) []string {
	out := append([]string{opts.Generator}, rep.Withheld...)
	for _, r := range analyze.Rules(opts.Thresholds) {
		out = append(out, r.ID, r.Title, r.Question, r.Principle, r.Condition, r.Holds, r.Move, r.Minimum, r.WouldChange)
		out = append(out, r.Thresholds...)
	}
	for _, s := range rep.Stages {
		out = append(out, s.ID, s.Name)
	}
	return append(out, jsonNames(reflect.TypeFor[analyze.Report](), map[reflect.Type]bool{})...)
}

// jsonNames are the keys of a type's JSON.
func jsonNames(t reflect.Type, seen map[reflect.Type]bool) []string {
	var out []string
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return jsonNames(t.Elem(), seen)
	case reflect.Struct:
		if seen[t] {
			return nil
		}
		seen[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			out = append(append(out, name), jsonNames(f.Type, seen)...)
		}
	}
	return out
}
