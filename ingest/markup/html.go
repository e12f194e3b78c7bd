// Package markup reads the two kinds of markup that systems name .xls: tables of
// HTML (Salesforce, ServiceNow, many portals) and SpreadsheetML 2003.
//
// Both are text without an index, so opening reads the whole file once to learn
// its sheets, and every reading of a sheet starts at the top. Memory is one row.
package markup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"

	"ownermap/ingest/internal/problems"
	"ownermap/ingest/table"
	"ownermap/ingest/text"
)

// maxMerged bounds the merged ranges remembered for a sheet.
const maxMerged = 1 << 16

// declared finds the encoding that a page names itself. A page that says so in
// ASCII is not UTF-16, whatever it says.
var declared = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_.:-]+)`)

// OpenHTML finds the tables of a web page; each with anything in it is a sheet.
// A page without one gives a *table.Refusal.
func OpenHTML(r io.ReaderAt, size int64, opts text.Options) (table.Book, error) {
	b := &htmlBook{lim: opts.Limits.OrDefault()}
	head := make([]byte, min(size, 1024))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	name := opts.Encoding
	if m := declared.FindSubmatch(head); name == "" && m != nil && !bytes.HasPrefix(bytes.ToLower(m[1]), []byte("utf-16")) {
		if _, err := htmlindex.Get(string(m[1])); err == nil {
			name = string(m[1])
		}
	}
	var err error
	if b.start, b.flawed, b.notice, err = text.UTF8(r, size, name); err != nil {
		return nil, err
	}
	return b, b.survey(size)
}

type htmlBook struct {
	lim    table.Limits
	start  func() io.Reader
	flawed bool
	notice *table.Problem
	sheets []table.Sheet
	tables []int // of each sheet, the number of its table in the page
}

// Format is what such a file is called by those who meet it.
func (b *htmlBook) Format() string { return "HTML table" }

// Sheets are the tables; a single one has no name.
func (b *htmlBook) Sheets() []table.Sheet { return b.sheets }

// Close has nothing to free: the reader belongs to the caller.
func (b *htmlBook) Close() error { return nil }

// survey finds the tables that have something in them.
func (b *htmlBook) survey(size int64) error {
	merged := map[int][]table.Range{}
	last := -1
	p := &page{lim: b.lim, want: -1}
	p.merge = func(t int, r table.Range) {
		if len(merged[t]) < maxMerged {
			merged[t] = append(merged[t], r)
		}
	}
	filled := map[int]bool{}
	p.row = func(t int, _ *table.Row) error {
		filled[t], last = true, max(last, t)
		return nil
	}
	if err := p.read(b.start()); err != nil {
		return err
	}
	for t := range last + 1 {
		if filled[t] {
			b.tables = append(b.tables, t)
			b.sheets = append(b.sheets, table.Sheet{Merged: merged[t], Bytes: size})
		}
	}
	if len(b.sheets) > 1 {
		for i := range b.sheets {
			b.sheets[i].Name = fmt.Sprintf("table %d", i+1)
		}
	}
	switch {
	case len(b.sheets) > 0:
		return nil
	case p.frames:
		return &table.Refusal{Message: "this is the frame of a workbook saved as a web page; its sheets are in the folder beside it", Hint: "open it in Excel and save it as .xlsx"}
	}
	return &table.Refusal{Message: "this is a web page without a table, often the login page of a system", Hint: "sign in, export the report again, and look at the file before you use it"}
}

// Rows streams one table; see table.Book.
func (b *htmlBook) Rows(ctx context.Context, i int, row func(*table.Row) error, problem func(table.Problem)) error {
	rep := problems.New(b.sheets[i].Name, problem)
	defer rep.Finish()
	if b.notice != nil {
		rep.Add(*b.notice)
	}
	p := &page{lim: b.lim, want: b.tables[i], flawed: b.flawed, rep: rep}
	p.row = func(_ int, r *table.Row) error {
		if r.Number%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		return row(r)
	}
	return p.read(b.start())
}

// page is one pass over the tokens of a page.
type page struct {
	lim    table.Limits
	want   int // the table whose rows are wanted, -1 for all
	flawed bool
	rep    *problems.Reporter // nil in the survey
	row    func(table int, r *table.Row) error
	merge  func(table int, r table.Range)

	z      *html.Tokenizer
	open   []*grid // tables, the innermost last
	tables int     // begun so far
	muted  int     // inside script or style
	frames bool
}

var errDone = errors.New("the table has ended")

func (p *page) read(r io.Reader) error {
	p.z = html.NewTokenizer(r)
	p.z.SetMaxBuf(int(min(p.lim.CellBytes, 1<<30)))
	for {
		var err error
		switch tok := p.z.Next(); tok {
		case html.ErrorToken:
			return p.end(p.z.Err())
		case html.TextToken:
			if g := p.inner(); g != nil && g.inCell && p.muted == 0 {
				err = g.add(p.z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := p.z.TagName()
			err = p.startTag(string(name), more, tok == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := p.z.TagName()
			err = p.endTag(string(name))
		}
		if err == errDone {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// end judges how the page ended.
func (p *page) end(err error) error {
	if err == html.ErrBufferExceeded {
		return &table.Refusal{Message: "the page holds a text or tag of more than " + table.Size(p.lim.CellBytes), Hint: "no export is like this; the file is damaged"}
	}
	if err != io.EOF {
		return err
	}
	for g := p.inner(); g != nil; g = p.inner() {
		if p.rep != nil && p.wanted(g) {
			p.rep.Add(table.Problem{Row: g.out.Number, Code: table.CodeDamaged, Lost: true,
				Message: "the page ends inside the table: what follows is missing", Hint: "download or export the file again"})
		}
		if err := p.closeRow(g); err != nil {
			return err
		}
		p.open = p.open[:len(p.open)-1]
	}
	return nil
}

func (p *page) inner() *grid {
	if len(p.open) == 0 {
		return nil
	}
	return p.open[len(p.open)-1]
}

func (p *page) wanted(g *grid) bool { return p.want < 0 || p.want == g.table }

func (p *page) startTag(name string, more, empty bool) error {
	switch name {
	case "frame", "frameset":
		p.frames = true
	case "script", "style":
		if !empty {
			p.muted++
		}
	case "table":
		if len(p.open) > 100 {
			return &table.Refusal{Message: "the page nests more than 100 tables in each other", Hint: "export the report as .xlsx or .csv"}
		}
		p.open = append(p.open, &grid{table: p.tables, lim: p.lim})
		p.tables++
	}
	g := p.inner()
	if g == nil {
		return nil
	}
	switch name {
	case "tr":
		err := p.closeRow(g)
		if err == nil {
			err = g.startRow(p.attrs(more))
		}
		return err
	case "td", "th":
		if g.number == 0 || !g.inRow { // a cell without its row
			if err := g.startRow(nil); err != nil {
				return err
			}
		}
		return p.startCell(g, p.attrs(more))
	case "br", "p", "div", "li":
		g.breakLine(name == "br")
	}
	return nil
}

func (p *page) endTag(name string) error {
	if name == "script" || name == "style" {
		p.muted = max(0, p.muted-1)
	}
	g := p.inner()
	if g == nil {
		return nil
	}
	switch name {
	case "td", "th":
		p.closeCell(g)
	case "p", "div", "li":
		g.breakLine(false)
	case "tr":
		return p.closeRow(g)
	case "table":
		if err := p.closeRow(g); err != nil {
			return err
		}
		p.open = p.open[:len(p.open)-1]
		if p.want == g.table {
			return errDone
		}
	}
	return nil
}

// attrs reads the attributes that matter.
func (p *page) attrs(more bool) map[string]string {
	out := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = p.z.TagAttr()
		switch string(k) {
		case "colspan", "rowspan", "style", "hidden":
			out[string(k)] = string(v)
		}
	}
	return out
}

func (p *page) startCell(g *grid, attrs map[string]string) error {
	p.closeCell(g)
	r, err := g.startCell(span(attrs["colspan"], 1000), span(attrs["rowspan"], 65534))
	if err == nil && p.merge != nil && (r.Row1 != r.Row2 || r.Col1 != r.Col2) {
		p.merge(g.table, r)
	}
	return err
}

// span reads a colspan or rowspan.
func span(s string, most int) int32 {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 {
		return 1
	}
	return int32(min(n, most))
}

func (p *page) closeCell(g *grid) {
	if flaw := g.endCell(p.flawed); flaw != 0 && p.rep != nil && p.wanted(g) {
		p.rep.Add(table.Problem{Row: g.out.Number, Col: g.col, Code: table.CodeText, Message: "the cell holds " + flaw.String(), Hint: "correct the text where it comes from, or name the encoding with --encoding"})
	}
}

func (p *page) closeRow(g *grid) error {
	p.closeCell(g)
	if !g.inRow {
		return nil
	}
	g.inRow = false
	for i, n := range g.taken {
		g.taken[i] = max(0, n-1)
	}
	if len(g.out.Cells) == 0 || !p.wanted(g) {
		return nil
	}
	return p.row(g.table, &g.out)
}

// hidden reads whether a row is not shown.
func hidden(attrs map[string]string) bool {
	if _, ok := attrs["hidden"]; ok {
		return true
	}
	return bytes.Contains(bytes.ReplaceAll([]byte(strings.ToLower(attrs["style"])), []byte(" "), nil), []byte("display:none"))
}
