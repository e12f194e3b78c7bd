// Package site turns a Report into files.
//
//  1. A book indexes the report and holds the words of the reader's language.
//  2. Each page is one struct built from the book, one template, one style part.
//  3. Charts are defined by the pages, drawn together at two widths and embedded with their option.
//  4. Every table is one value that renders as HTML, CSV, XLSX and JSON.
//  5. Every figure that a page shows leads to a page with the rows behind it.
//  6. Files are written to a fresh directory and swapped in; a manifest says what is ours.
package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"ownermap/analyze"
	"ownermap/analyze/whatif"
	"ownermap/ingest"
	"ownermap/site/chart"
	"ownermap/templates"
)

// Options are the choices of a site. Out is required.
type Options struct {
	Out      string             // directory; swapped in whole
	CacheDir string             // rendered charts by hash of option and bundle; "" for none
	Locale   string             // BCP 47: "en-GB", "de"; "" is British English
	Brand    Brand              // logo, accent, footer
	Comments []Commentary       // Markdown that joins pages
	Link     string             // where the site is published, https://host/path/; "" where that is not known
	WhatIf   *whatif.Comparison // scenarios beside today; nil for none
	// ScenarioFiles are the scenarios of WhatIf as files that a person can edit, in its order.
	ScenarioFiles [][]byte
	Workers       int                                // 0: one per CPU; the bytes do not depend on it
	Progress      func(done, total int, what string) // may be nil
}

// Result says what was written.
type Result struct {
	Files    int
	Bytes    int64
	Index    string   // path of index.html
	Warnings []string // "built without the chart bundle: ..."
}

// Build writes the whole site, or leaves the last one as it was. ds is the
// dataset that rep was made from; it gives the cells of evidence rows. An error
// is for files that cannot be written, a folder in which files of others stand in the
// way, or the context's end.
func Build(ctx context.Context, rep *analyze.Report, ds *ingest.Dataset, opts Options) (*Result, error) {
	d, err := Prepare(ctx, rep, ds, opts)
	if err != nil {
		return nil, err
	}
	return d.Swap()
}

// Prepare is Build up to the last step: every file of the site stands in a fresh
// folder, and the last site is still in its place.
func Prepare(ctx context.Context, rep *analyze.Report, ds *ingest.Dataset, opts Options) (*Draft, error) {
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	t, err := newTree(opts.Out)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	w := &writing{ctx: ctx, opts: opts, tree: t, book: newBook(rep, ds, opts.Locale)}
	if err := w.all(); err != nil {
		t.abandon()
		return nil, fmt.Errorf("site: %w", err)
	}
	if err := t.putManifest(); err != nil {
		t.abandon()
		return nil, fmt.Errorf("site: %w", err)
	}
	return &Draft{tree: t, book: w.book, warnings: w.warnings, writing: w}, nil
}

// writing is one build under way.
type writing struct {
	ctx      context.Context
	opts     Options
	tree     *tree
	book     *book
	render   *templates.Renderer
	comments map[string][]templates.Comment // by path
	warnings []string
	main     []templates.View        // with their charts
	detail   []func() templates.View // of people, partners and stages
	done     atomic.Int64
	total    int
}

// all writes every file. Pages with charts come first, as drawing takes longest. The
// large files and the evidence come last, when it is known what pages link to.
func (w *writing) all() error {
	var err error
	if w.render, err = templates.New(w.opts.Locale); err != nil {
		return err
	}
	assets, err := w.assets()
	if err != nil {
		return err
	}
	w.book.put = w.tree.put
	w.book.scenarios = w.opts.WhatIf != nil && len(w.opts.WhatIf.Sides) > 0
	w.book.site = w.book.frame(assets)
	if err := w.brand(w.book.site); err != nil {
		return err
	}
	main := append(w.book.mainPages(), w.book.whatIfPages(w.opts.WhatIf)...)
	if main, err = w.search(main); err != nil {
		return err
	}
	if w.warnings, err = w.book.draw(w.ctx, w.opts); err != nil {
		return err
	}
	var warnings []string
	if w.comments, warnings, err = w.book.commentary(w.opts.Comments); err != nil {
		return err
	}
	w.warnings = append(w.warnings, warnings...)
	w.main, w.detail = main, w.book.detailPages()
	detail := w.detail
	w.total = len(main) + len(detail)
	if err := w.each(len(main), func(i int) error { return w.page(main[i]) }); err != nil {
		return err
	}
	if err := w.each(len(detail), func(i int) error { return w.page(detail[i]()) }); err != nil {
		return err
	}
	if w.book.failed != nil {
		return w.book.failed
	}
	data, list := w.data()
	if err := w.tasks(append(data, w.evidence()...)); err != nil {
		return err
	}
	return w.page(w.book.downloadsPage(list()))
}

// search adds the search page and its index, and the page of a wrong address.
func (w *writing) search(pages []templates.View) ([]templates.View, error) {
	index, err := templates.SearchIndex(w.book.searchEntries(pages))
	if err != nil {
		return nil, err
	}
	name := hashedName("assets/search", index, ".js")
	if err := w.tree.put(name, index); err != nil {
		return nil, err
	}
	return append(pages, w.book.searchPage(name), w.book.notFoundPage(w.opts.Link)), nil
}

// mainPages are the pages that a build has once, in a fixed order. A page whose
// section the report does not have is left out.
func (b *book) mainPages() []templates.View {
	out := []templates.View{b.summaryPage(), b.ownershipPage()}
	if !b.withholds("load.html") {
		out = append(out, b.loadPage())
	}
	out = append(out, b.separationPage())
	if b.rep.Revenue != nil {
		out = append(out, b.revenuePage())
	}
	if b.rep.Activation != nil {
		out = append(out, b.activationPage())
	}
	if b.rep.Handoffs != nil {
		out = append(out, b.handoffsPage())
	}
	if b.rep.Leadership != nil {
		out = append(out, b.leadershipPage())
	}
	if b.rep.Scaling != nil {
		out = append(out, b.scalingPage())
	}
	out = append(out, b.findingsPage())
	if !b.withholds("people/index.html") {
		out = append(out, b.peoplePage())
	}
	if !b.withholds("partners/index.html") {
		out = append(out, b.partnersPage())
	}
	return append(out, b.lifecyclePage(), b.dataPage(), b.methodPage())
}

// detailPages are the pages of people, partners and stages.
func (b *book) detailPages() []func() templates.View {
	var out []func() templates.View
	for i := range b.rep.People {
		if b.redacted() {
			break
		}
		out = append(out, func() templates.View { return b.personPage(&b.rep.People[i]) })
	}
	for i := range b.rep.Partners {
		out = append(out, func() templates.View { return b.partnerPage(&b.rep.Partners[i]) })
	}
	for i := range b.rep.Stages {
		out = append(out, func() templates.View { return b.stagePage(&b.rep.Stages[i]) })
	}
	return out
}

// each runs n tasks on the workers and stops at the first error or when the
// context ends.
func (w *writing) each(n int, task func(i int) error) error {
	g, ctx := errgroup.WithContext(w.ctx)
	g.SetLimit(w.opts.Workers)
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return task(i)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return w.ctx.Err()
}

// pages are the buffers of pages that are written: a large page outgrows a fresh one many times.
var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// page renders one page to a buffer and writes it.
func (w *writing) page(v templates.View) error {
	buf := pages.Get().(*bytes.Buffer)
	defer pages.Put(buf)
	buf.Reset()
	path := templates.PathOf(v)
	templates.SetComments(v, w.comments[path])
	if err := w.render.Render(buf, v); err != nil {
		return err
	}
	if err := w.tree.put(path, buf.Bytes()); err != nil {
		return err
	}
	n := w.done.Add(1)
	if w.opts.Progress != nil {
		w.opts.Progress(int(n), max(w.total, int(n)), path)
	}
	return nil
}

// assets writes the stylesheet and the scripts under names that change with
// their content.
func (w *writing) assets() (assets, error) {
	var a assets
	css, err := templates.Stylesheet()
	if err != nil {
		return a, err
	}
	js, err := templates.Script()
	if err != nil {
		return a, err
	}
	a.style = hashedName("assets/style", css, ".css")
	app := hashedName("assets/app", js, ".js")
	a.scripts = []string{app}
	if err := w.tree.put(a.style, css); err != nil {
		return a, err
	}
	if err := w.tree.put(app, js); err != nil {
		return a, err
	}
	name, content, err := chart.Script()
	if err != nil {
		return a, nil // without the bundle the pictures are missing too: draw says so
	}
	a.live = true
	a.scripts = append(a.scripts, "assets/"+name)
	if err := w.tree.put("assets/"+name, content); err != nil {
		return a, err
	}
	if licences, err := chart.Licences(); err == nil {
		return a, w.tree.put("assets/licences.txt", licences)
	}
	return a, nil
}

func hashedName(base string, content []byte, ext string) string {
	sum := sha256.Sum256(content)
	return base + "." + hex.EncodeToString(sum[:4]) + ext
}

// tasks runs tasks on the workers, the first ones first.
func (w *writing) tasks(list []func() error) error {
	return w.each(len(list), func(i int) error { return list[i]() })
}

// evidence are the pages with the rows behind figures and findings.
func (w *writing) evidence() []func() error {
	b := w.book
	x := newRowIndex(b.ds)
	list := w.figureRows(x, sortedKeys(b.asked))
	for i, f := range b.rep.Findings {
		if len(b.findingRows(i)) > 0 {
			list = append(list, func() error {
				return w.rows(x, "evidence/"+b.findingIDs[i]+".html", "findings", b.headOf(f), templates.Text(b.prose(b.say(f.Text))), f.Evidence)
			})
		}
	}
	w.total += len(list)
	return list
}

// evidenceOf writes the pages with the rows behind some figures.
func (w *writing) evidenceOf(figures []string) error {
	if len(figures) == 0 {
		return nil
	}
	return w.tasks(w.figureRows(newRowIndex(w.book.ds), figures))
}

// figureRows are the pages with the rows behind some figures.
func (w *writing) figureRows(x *rowIndex, ids []string) (list []func() error) {
	b := w.book
	figures := map[string]string{} // a figure of each page
	for _, id := range ids {
		path, _ := b.evidencePlace(id)
		figures[path] = id
	}
	for _, path := range sortedKeys(figures) {
		id := figures[path]
		list = append(list, func() error {
			if q, _ := b.partnerFigure(id); q != nil {
				page, extracts := b.partnerEvidence(x, path, q)
				return w.putEvidence(x, page, extracts)
			}
			return w.rows(x, path, "", b.figureText(id), b.figureDeck(id), b.rep.Figures[id].Rows)
		})
	}
	return list
}

func (w *writing) rows(x *rowIndex, path, key, title string, deck templates.Rich, rows []string) error {
	page, extracts := w.book.evidencePage(x, path, key, title, deck, rows)
	return w.putEvidence(x, page, extracts)
}

// putEvidence writes an evidence page and its extracts.
func (w *writing) putEvidence(x *rowIndex, page *templates.EvidencePage, extracts []extract) error {
	for _, e := range extracts {
		if err := w.tree.put(e.path, w.book.extractCSV(x, e.set)); err != nil {
			return err
		}
	}
	return w.page(page)
}

// data are the machine-readable files, the largest first, and their list, which is
// to be asked for when they are written. The tables of a person, partner or stage are
// files of their own; the workbook has those of the report as a whole.
func (w *writing) data() (files []func() error, list func() []download) {
	b := w.book
	paths := sortedKeys(b.tables)
	var whole []*table
	for _, p := range paths {
		if ofTheReport(p) {
			whole = append(whole, b.tables[p])
		}
	}
	var report, book int // bytes
	sizes := make([]int, len(paths))
	files = append(files, func() (err error) { book, err = w.workbook(whole); return err },
		func() (err error) { report, err = w.report(); return err })
	for i, p := range paths {
		files = append(files, func() error {
			content := b.tables[p].csv()
			sizes[i] = len(content)
			return w.tree.put(p, content)
		})
	}
	if w.opts.WhatIf != nil {
		files = append(files, w.scenarios)
	}
	return files, func() []download {
		list := []download{{b.s("All tables in one workbook"), "data/tables.xlsx", book}, {b.s("The whole report"), "data/report.json", report}}
		for i, p := range paths {
			if ofTheReport(p) {
				list = append(list, download{b.tables[p].Caption, p, sizes[i]})
			}
		}
		return list
	}
}

// scenarios writes what was asked and answered of "what if".
func (w *writing) scenarios() error {
	scenarios, err := json.MarshalIndent(w.opts.WhatIf, "", " ")
	if err != nil {
		return fmt.Errorf("data/scenarios.json: %w", err)
	}
	if err := w.tree.put("data/scenarios.json", append(scenarios, '\n')); err != nil {
		return err
	}
	for i, file := range w.opts.ScenarioFiles {
		if err := w.tree.put(scenarioFile(i), file); err != nil {
			return err
		}
	}
	return nil
}

// ofTheReport reports whether a table is of the report as a whole, not of a person,
// partner or stage.
func ofTheReport(path string) bool { return strings.Count(path, "/") == 1 }

// report writes the report for programs; size is in bytes.
func (w *writing) report() (size int, err error) {
	report, err := json.MarshalIndent(w.book.rep, "", " ")
	if err != nil {
		return 0, fmt.Errorf("data/report.json: %w", err)
	}
	report = append(report, '\n')
	return len(report), w.tree.put("data/report.json", report)
}

// workbook writes the workbook of the report's tables; size is in bytes.
func (w *writing) workbook(tables []*table) (size int, err error) {
	book, err := w.book.workbook(w.book.rep.Title, tables)
	if err != nil {
		return 0, fmt.Errorf("data/tables.xlsx: %w", err)
	}
	return len(book), w.tree.put("data/tables.xlsx", book)
}
