package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"ownermap/ingest/header"
	"ownermap/ingest/open"
	"ownermap/ingest/table"
)

// part is what one sheet gave: its records, not yet joined to others.
type part struct {
	input    Input
	issues   Issues
	absent   []absentColumn
	people   []rosterRow
	deals    *dealRows
	partners []partnerRow
	owners   owners
	rates    []Rate
}

// sampleRows is how many rows are looked at before the header row is chosen.
const sampleRows = 240

var errEnough = errors.New("the sheet is not wanted")

// readFile opens a file and reads the sheets of the wanted kind.
func (s *session) readFile(ctx context.Context, j *job) ([]*part, error) {
	place := &Place{File: j.file}
	m := &meter{s: s, size: j.size}
	book, err := open.Open(j.path, open.Options{Encoding: s.opts.Encoding, Limits: s.opts.Limits, Progress: m.add})
	if err != nil {
		if _, gone := os.Stat(j.path); errors.Is(gone, os.ErrNotExist) {
			place.File = j.path // the whole path says where it was looked for
		}
		return nil, refused(place, err)
	}
	defer book.Close()
	var sum string
	var hashing errgroup.Group
	hashing.Go(func() (err error) {
		sum, err = hashFile(j.path)
		return err
	})
	parts, err := s.readBook(ctx, j, book, m)
	if herr := hashing.Wait(); err == nil {
		err = herr
	}
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		p.input.SHA256, p.input.Format = sum, book.Format()
		if p.input.Kind == KindRoster {
			p.input.AsOf = j.asOf
		}
	}
	m.finish()
	return parts, nil
}

// readBook reads the visible sheets of the wanted kind; hidden ones only where no
// visible sheet is, or where the source names them. Beside a sheet of the wanted
// kind those of the kinds in job.also are read too, with a note.
func (s *session) readBook(ctx context.Context, j *job, book table.Book, m *meter) ([]*part, error) {
	sheets := book.Sheets()
	if j.sheet != "" {
		i, err := pickSheet(j, sheets)
		if err != nil {
			return nil, err
		}
		p, _, err := s.readSheet(ctx, j, book, m, i, true)
		if err != nil {
			return nil, err
		}
		return []*part{p}, nil
	}
	var parts, along []*part
	var left []*unread
	for _, hidden := range []bool{false, true} {
		read, err := s.readSheets(ctx, j, book, m, hidden)
		if err != nil {
			return nil, err
		}
		for _, r := range read {
			if r.unread != nil {
				left = append(left, r.unread)
				continue
			}
			if hidden {
				r.part.input.Notes = append(r.part.input.Notes, "the sheet is hidden")
			}
			if j.kind != "" && r.part.input.Kind != j.kind {
				along = append(along, r.part)
				continue
			}
			parts = append(parts, r.part)
		}
		if len(parts) > 0 {
			break
		}
	}
	if len(parts) == 0 {
		for _, p := range along {
			left = append(left, anotherKind(p.input.Place, p.input.HeaderRow, p.input.Kind, j.kind))
		}
		return nil, nothingFound(j, sheets, left)
	}
	for _, p := range along {
		p.input.Notes = append(p.input.Notes, fmt.Sprintf("read along with the %s of the workbook: nothing else gives %s", j.kind, p.input.Kind.noun()))
	}
	parts = append(parts, along...)
	byDay(parts)
	parts[0].leave(j, sheets, parts, left)
	return parts, nil
}

// leave reports the sheets of a workbook that were not read.
func (p *part) leave(j *job, sheets []table.Sheet, parts []*part, left []*unread) {
	at := func(sheet string) Pos { return Pos{Place: &Place{j.file, sheet}} }
	for _, sh := range sheets {
		if sh.Hidden && !slices.ContainsFunc(parts, func(p *part) bool { return p.input.Place.Sheet == sh.Name }) {
			p.issues.Add(issue(codeHiddenSheet, at(sh.Name), "the sheet is hidden and was not read", fmt.Sprintf("to read it, name it: %s#%s", j.path, sh.Name)))
		}
	}
	for _, u := range left {
		is := issue(codeSheetIgnored, at(u.sheet), "the sheet was not read: "+u.reason, u.hint)
		switch {
		case u.damaged:
			is.Severity = SevError
		case j.kind != "" && u.looks != "":
			is.Hint = fmt.Sprintf("to read it too, add --%s %s#%s", u.looks, j.path, u.sheet)
		case j.kind != "":
			is.Hint = "" // it was not asked for
		}
		p.issues.Add(is)
	}
}

// sheetRead is what reading one sheet gave.
type sheetRead struct {
	part   *part
	unread *unread
	err    error
}

// readSheets reads the visible or the hidden sheets, side by side where the format
// allows it and workers are free. They come in the order of the file.
func (s *session) readSheets(ctx context.Context, j *job, book table.Book, m *meter, hidden bool) ([]sheetRead, error) {
	var read []sheetRead
	var g errgroup.Group
	sheets := book.Sheets()
	n := 0
	for _, sh := range sheets {
		if sh.Hidden == hidden && !sh.Chart && !isScenario(sh) {
			n++
		}
	}
	read = make([]sheetRead, n)
	n = 0
	for i, sh := range sheets {
		if sh.Hidden != hidden || sh.Chart || isScenario(sh) {
			continue
		}
		r := &read[n]
		n++
		work := func() { r.part, r.unread, r.err = s.readSheet(ctx, j, book, m, i, len(sheets) == 1) }
		select {
		case s.free <- struct{}{}:
			if book.Format() == "xlsx" && n < len(read) {
				g.Go(func() error {
					defer func() { <-s.free }()
					work()
					return nil
				})
				continue
			}
			<-s.free
		default:
		}
		work()
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for _, r := range read {
		if r.err != nil {
			return nil, r.err
		}
	}
	return read, nil
}

// unread is a sheet that was not taken, and why.
type unread struct {
	sheet, reason, hint string
	pos                 Pos
	damaged             bool // its reader refused it
	looks               Kind // what it is recognised as, "" for nothing
}

func pickSheet(j *job, sheets []table.Sheet) (int, error) {
	names := make([]string, len(sheets))
	for i, sh := range sheets {
		if names[i] = sh.Name; strings.EqualFold(strings.TrimSpace(sh.Name), strings.TrimSpace(j.sheet)) {
			if sh.Chart {
				return 0, &InputError{Pos: Pos{Place: &Place{j.file, sh.Name}}, Message: "this is a chart sheet, it has no rows", Hint: "name the sheet with the data behind the chart"}
			}
			return i, nil
		}
	}
	hint := "the file has no sheets to choose from; name it without #" + j.sheet
	if len(names) > 0 && strings.Join(names, "") != "" {
		hint = "its sheets are: " + strings.Join(names, ", ")
	}
	return 0, &InputError{Pos: Pos{Place: &Place{File: j.file}}, Message: fmt.Sprintf("there is no sheet %q", j.sheet), Hint: hint}
}

// nothingFound says why no sheet of a file could be used.
func nothingFound(j *job, sheets []table.Sheet, left []*unread) error {
	if len(left) == 0 {
		return &InputError{Pos: Pos{Place: &Place{File: j.file}}, Message: "the workbook has no sheet with rows", Hint: "export the data again as a worksheet"}
	}
	if len(left) == 1 {
		return &InputError{Pos: left[0].pos, Message: left[0].reason, Hint: left[0].hint}
	}
	what := "no sheet could be recognised as a roster, deals, partners or rates"
	if j.kind != "" {
		what = fmt.Sprintf("no sheet looks like %s", j.kind.noun())
	}
	var each []string
	for _, u := range left {
		each = append(each, fmt.Sprintf("%s: %s", u.sheet, u.reason))
	}
	return &InputError{Pos: Pos{Place: &Place{File: j.file}}, Message: what, Hint: strings.Join(each, "; ")}
}

func (k Kind) noun() string {
	switch k {
	case KindRoster:
		return "a roster"
	case KindPartners:
		return "a partner list"
	case KindRates:
		return "a rates table"
	}
	return string(k)
}

// readSheet streams one sheet. The sheet is unread where it is of another kind; it
// is an error where only is set: the user meant this very sheet.
func (s *session) readSheet(ctx context.Context, j *job, book table.Book, m *meter, i int, only bool) (*part, *unread, error) {
	sh := book.Sheets()[i]
	r := &sheetReader{session: s, job: j, sheet: sh, only: only, part: &part{}, meter: m}
	r.place = &Place{File: j.file, Sheet: sh.Name}
	r.part.input.Place = r.place
	err := rowsAhead(ctx, book, i, r.row, r.problem)
	if err == nil && !r.decided {
		err = r.decide()
	}
	var no *table.Refusal
	switch {
	case err == nil || errors.Is(err, errEnough):
	case !only && errors.As(err, &no):
		return nil, &unread{sheet: sh.Name, reason: no.Message, hint: no.Hint, pos: Pos{Place: r.place}, damaged: true}, nil
	default:
		return nil, nil, refused(r.place, err)
	}
	if r.unread != nil {
		u := r.unread
		u.sheet = sh.Name
		if only {
			return nil, u, &InputError{Pos: u.pos, Message: u.reason, Hint: u.hint}
		}
		return nil, u, nil
	}
	r.finish()
	return r.part, nil, nil
}

// kinds are the kinds a sheet can be recognised as, in a fixed order.
var kinds = []Kind{KindDeals, KindRoster, KindPartners, KindRates}

// mappings maps the sample's header row as each kind in question.
func (r *sheetReader) mappings(f *header.Found) map[Kind]*header.Mapping {
	out := map[Kind]*header.Mapping{}
	for _, k := range kinds {
		out[k] = header.Map(r.words.dict(k), f.Columns, r.opts.Columns[k])
	}
	return out
}

// choose says which kind the sheet is, and why not where it is not the wanted one.
func (r *sheetReader) choose(f *header.Found) (Kind, *header.Mapping, *unread) {
	byKind := r.mappings(f)
	best, bestScore := Kind(""), 0.0
	for _, k := range kinds {
		if _, ok := byKind[k].Enough(string(k)); ok {
			if sc := byKind[k].Score(string(k)); sc > bestScore {
				best, bestScore = k, sc
			}
		}
	}
	pos := Pos{Place: r.place, Row: int32(f.Row)}
	want := r.job.kind
	if want == "" {
		if best == "" || bestScore < 3 {
			return "", nil, &unread{pos: pos, reason: "the columns are not those of a roster, deals, a partner list or rates",
				hint: "say what the file is with --roster, --deals, --partners or --rates; its headers are: " + headerList(headersOf(f))}
		}
		return best, byKind[best], nil
	}
	missing, ok := byKind[want].Enough(string(want))
	score := byKind[want].Score(string(want))
	switch {
	case best != "" && best != want && (!ok || bestScore >= score+3 || !r.only && bestScore > score):
		if !r.only && bestScore >= 3 && slices.Contains(r.job.also, best) {
			return best, byKind[best], nil
		}
		return "", nil, anotherKind(r.place, f.Row, best, want)
	case !ok:
		return "", nil, &unread{pos: pos, reason: "there is not " + missing,
			hint: "name the header under columns." + string(want) + " in ownermap.yaml; the headers are: " + headerList(headersOf(f))}
	}
	return want, byKind[want], nil
}

// anotherKind is a sheet that was given as one kind and has the columns of another.
func anotherKind(place *Place, row int, is, want Kind) *unread {
	return &unread{sheet: place.Sheet, looks: is, pos: Pos{Place: place, Row: int32(row)}, reason: fmt.Sprintf("this looks like %s, not like %s", is.noun(), want.noun()),
		hint: fmt.Sprintf("give it with --%s, and %s with --%s", is, want.noun(), want)}
}

func headersOf(f *header.Found) []string {
	out := make([]string, len(f.Columns))
	for i, c := range f.Columns {
		out[i] = c.Text
	}
	return out
}

// headerList names headers, the first dozen of them.
func headerList(headers []string) string {
	const most = 12
	var h []string
	for _, text := range headers[:min(len(headers), most)] {
		h = append(h, header.Clean(text))
	}
	if n := len(headers) - most; n > 0 {
		h = append(h, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(h, ", ")
}
