package site

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/templates"
)

// quarterFolder is the name of an archived quarter's folder.
var quarterFolder = regexp.MustCompile(`^(FY)?\d{4}-Q[1-4]$`)

// QuarterFolder is the folder of a report's quarter within an archive, "2026-Q3".
// The error is for a report without a day to speak for.
func QuarterFolder(rep *analyze.Report) (string, error) {
	if rep.AsOf.Date.IsZero() {
		return "", errors.New("the report has no as-of day, so it belongs to no quarter")
	}
	return quarterOf(rep.AsOf.Date, rep.FiscalYearStart).Label, nil
}

// MayArchive refuses to rewrite an old quarter: one that a later quarter of the
// archive follows; and to put a report beside quarters that were written for
// another audience, as in Report.Audience: its readers would find them there.
func MayArchive(root, quarter, audience string) error {
	all, err := archived(root)
	if err != nil {
		return err
	}
	for _, q := range all {
		old, err := archivedReport(root, q)
		if err != nil {
			return err
		}
		if old.Audience != audience {
			return fmt.Errorf("%s: was written for the audience %s, this site is for %s, and readers of an archive see all of it",
				filepath.Join(root, q), audienceName(old.Audience), audienceName(audience))
		}
		if q > quarter && slices.Contains(all, quarter) {
			return fmt.Errorf("%s: is an old quarter of the archive, and %s follows it; old quarters are never rewritten", filepath.Join(root, quarter), q)
		}
	}
	return nil
}

// audienceName is the audience of a report by its name in the config.
func audienceName(audience string) string { return cmp.Or(audience, "full") }

// archivedReport reads the report of one quarter.
func archivedReport(root, quarter string) (*analyze.Report, error) {
	file := filepath.Join(root, quarter, "data", "report.json")
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	rep := &analyze.Report{}
	if err := json.Unmarshal(content, rep); err != nil {
		return nil, fmt.Errorf("%s: not a report that this program wrote: %w", file, err)
	}
	return rep, nil
}

// archived lists the quarters of an archive, oldest first.
func archived(root string) ([]string, error) {
	entries, err := os.ReadDir(root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(root, e.Name(), "data", "report.json")); e.IsDir() && err == nil && quarterFolder.MatchString(e.Name()) {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out, nil
}

// WriteArchive writes the first page of an archive: its quarters, newest first, and their key
// figures side by side, each from the report as it was written then. opts.Out is
// the archive; the quarters' own folders are not touched.
func WriteArchive(ctx context.Context, opts Options) (*Result, error) {
	names, err := archived(opts.Out)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("archive %s: holds no quarter yet", opts.Out)
	}
	books := make([]*book, len(names))
	for i, name := range names {
		rep, err := archivedReport(opts.Out, name)
		if err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		books[i] = newBook(rep, nil, opts.Locale)
	}
	t, err := newTree(opts.Out)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	w := &writing{ctx: ctx, opts: opts, tree: t, book: books[len(books)-1]}
	if err = w.archive(names, books); err == nil {
		err = t.putManifest()
	}
	if err == nil {
		err = t.swap()
	}
	if err != nil {
		t.abandon()
		return nil, fmt.Errorf("archive: %w", err)
	}
	return &Result{Files: len(t.files), Bytes: t.bytes, Index: filepath.Join(t.out, "index.html")}, nil
}

func (w *writing) archive(names []string, books []*book) error {
	render, err := templates.New(w.opts.Locale)
	if err != nil {
		return err
	}
	a, err := w.assets()
	if err != nil {
		return err
	}
	b := w.book
	b.site = b.frame(a)
	if err := w.brand(b.site); err != nil {
		return err
	}
	b.site.Search, b.site.Period, b.site.AsOf = false, "", ""
	b.site.Footer = templates.Text(b.s("Each quarter stands as it was written then."))
	b.site.Nav = []templates.NavGroup{{Items: []templates.NavItem{{Key: "archive", Text: b.s("Quarters"), Href: "index.html", Count: b.count(len(names))}}}}
	var out bytes.Buffer
	if err := render.Render(&out, b.archivePage(names, books)); err != nil {
		return err
	}
	for path, t := range b.tables {
		if err := w.tree.put(path, t.csv()); err != nil {
			return err
		}
	}
	return w.tree.put("index.html", out.Bytes())
}

// mostArchived is how many quarters stand side by side; the list has all.
const mostArchived = 8

func (b *book) archivePage(names []string, books []*book) *templates.ArchivePage {
	p := &templates.ArchivePage{Page: templates.Page{Site: b.site, Path: "index.html", Key: "archive", Title: b.s("Archive")}}
	p.Kicker = []templates.Rich{templates.Text(b.s("Archive"))}
	p.Verdict = sentence(b.pluralWord(len(names), "%s quarter, kept as it was written.", "%s quarters, kept as they were written."))
	p.Deck = templates.Text(b.s("A quarter that another one follows is never written again."))
	list := templates.Links{}
	for i := len(names) - 1; i >= 0; i-- {
		list.Items = append(list.Items, templates.LinkItem{Text: names[i], Href: names[i] + "/index.html",
			Note: b.s("%s; %s", strings.TrimSuffix(books[i].summaryVerdict(), "."), b.s("as of %s", b.date(books[i].rep.AsOf.Date)))})
	}
	p.Quarters = templates.Section{ID: "quarters", Title: b.s("The quarters, newest first"), Blocks: []templates.Block{list}}
	from := max(0, len(names)-mostArchived)
	t := b.archiveTable(names[from:], books[from:])
	v := b.view(t, true)
	v.Plain = true
	p.Compare = templates.Section{ID: "compare", Title: b.s("Key figures side by side"), Blocks: []templates.Block{v},
		Source: templates.Source{Text: templates.Text(b.s("Each figure as the report of its quarter gave it, under the definitions of then.")),
			Links: []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}}}
	return p
}

// archiveTable is a row for each key figure and a column for each quarter.
func (b *book) archiveTable(names []string, books []*book) *table {
	t := &table{ID: "archive", Caption: b.s("Key figures side by side"), Columns: []column{{Key: "figure", Head: b.s("Figure"), Kind: words}}}
	for _, n := range names {
		t.Columns = append(t.Columns, column{Key: n, Head: n, Kind: whole})
	}
	for _, line := range []struct {
		label string
		of    func(*book) templates.KeyFigure
	}{
		{b.s("Partner-sourced revenue, last complete quarter"), (*book).figureSourced},
		{b.s("Stages with one clear owner"), (*book).figureStages},
		{b.s("Generalists, share of team by FTE"), (*book).figureGeneralists},
		{b.s("Deals with one person on both sides"), (*book).figureBlur},
		{b.s("Median days from handoff to acceptance"), (*book).figureHandoff},
	} {
		row := []cell{{V: line.label}}
		for _, k := range books {
			f := line.of(k)
			if f.Value == "" {
				row = append(row, cell{Why: f.Missing})
				continue
			}
			row = append(row, cell{V: strings.TrimSpace(f.Value + nbsp + f.Unit)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
