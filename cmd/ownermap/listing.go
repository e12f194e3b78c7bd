package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"ownermap/ingest"
)

// listing is what check writes. Its names are those of report.json where that
// has the same thing.
type listing struct {
	Inputs   []listedInput `json:"inputs"`
	Issues   []listedIssue `json:"issues"`
	People   int           `json:"people"`
	Deals    int           `json:"deals"`
	Partners int           `json:"partners"`
	Rates    int           `json:"rates"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Notices  int           `json:"notices"`
}

type listedInput struct {
	Kind        ingest.Kind     `json:"kind"`
	File        string          `json:"file"`
	Sheet       string          `json:"sheet"`
	SHA256      string          `json:"sha256"`
	Format      string          `json:"format"`
	System      string          `json:"system,omitempty"`
	Rows        int             `json:"rows"`
	Kept        int             `json:"kept"`
	Dropped     int             `json:"dropped"`
	HeaderRow   int             `json:"header_row"`
	Columns     []listedColumn  `json:"columns"`
	Unmapped    []string        `json:"unmapped"`
	DroppedRows []listedDropped `json:"dropped_rows"`
	Notes       []string        `json:"notes"`
}

type listedColumn struct {
	Field    string `json:"field"`
	Header   string `json:"header"`
	Column   int    `json:"column"`
	Why      string `json:"why"`
	RunnerUp string `json:"runner_up,omitempty"`
}

type listedDropped struct {
	At     string `json:"at"`
	Row    int32  `json:"row"`
	Reason string `json:"reason"`
}

type listedIssue struct {
	Pos      listedPos       `json:"pos"`
	At       string          `json:"at"` // the same as text: deals.xlsx[Q3]!C14
	Severity ingest.Severity `json:"severity"`
	Code     string          `json:"code"`
	Message  string          `json:"message"`
	Hint     string          `json:"hint"`
}

type listedPos struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"`
	Row   int32  `json:"row"`
	Col   int32  `json:"col"`
}

func listingOf(ds *ingest.Dataset) listing {
	l := listing{
		Inputs: []listedInput{}, Issues: []listedIssue{},
		People: len(ds.People), Deals: len(ds.Deals), Partners: len(ds.Partners), Rates: len(ds.Rates),
		Errors: ds.Issues.Count(ingest.SevError), Warnings: ds.Issues.Count(ingest.SevWarning), Notices: ds.Issues.Count(ingest.SevNotice),
	}
	for _, in := range ds.Inputs {
		l.Inputs = append(l.Inputs, listInput(in))
	}
	for _, i := range ds.Issues {
		l.Issues = append(l.Issues, listedIssue{
			Pos: listedPos{i.Pos.File(), i.Pos.Sheet(), i.Pos.Row, i.Pos.Col}, At: i.Pos.String(),
			Severity: i.Severity, Code: i.Code, Message: i.Message, Hint: i.Hint,
		})
	}
	return l
}

func listInput(in ingest.Input) listedInput {
	p := ingest.Pos{Place: in.Place}
	l := listedInput{
		Kind: in.Kind, File: p.File(), Sheet: p.Sheet(), SHA256: in.SHA256, Format: in.Format, System: in.System,
		Rows: in.Rows, Kept: in.Kept, Dropped: in.Dropped, HeaderRow: in.HeaderRow,
		Columns: []listedColumn{}, Unmapped: append([]string{}, in.Unmapped...),
		DroppedRows: []listedDropped{}, Notes: append([]string{}, in.Notes...),
	}
	for _, c := range in.Columns {
		l.Columns = append(l.Columns, listedColumn(c))
	}
	for _, d := range in.DroppedRows {
		l.DroppedRows = append(l.DroppedRows, listedDropped{At: d.Pos.String(), Row: d.Pos.Row, Reason: d.Reason})
	}
	return l
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// writeText lists inputs, then issues, then the sum.
func (l listing) writeText(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, in := range l.Inputs {
		in.writeText(tw)
	}
	if len(l.Issues) > 0 {
		fmt.Fprint(tw, "ISSUES\n")
	}
	for _, i := range l.Issues {
		fmt.Fprintf(tw, "  %s\t%s\t%s\t%s\n", i.Severity, cellText(i.At), i.Code, cellText(i.Message))
		if i.Hint != "" {
			fmt.Fprintf(tw, "  \t\t\t%s\n", cellText(i.Hint))
		}
	}
	l.writeFirst(tw)
	fmt.Fprintf(tw, "%s, %s, %s, %s: %s, %s, %s\n", count(l.People, "person"), count(l.Partners, "partner"),
		count(l.Deals, "deal"), count(l.Rates, "rate"), count(l.Errors, "error"), count(l.Warnings, "warning"), count(l.Notices, "notice"))
	return tw.Flush()
}

// shownFirst is how many groups of issues the text says to begin with.
const shownFirst = 5

// writeFirst says where a repair does most: issues of one code in one column of
// one sheet, errors before warnings, many before few.
func (l listing) writeFirst(w io.Writer) {
	groups := groupIssues(l.Issues)
	if len(groups) < 2 {
		return
	}
	fmt.Fprint(w, "BEGIN WITH\n")
	for _, g := range groups[:min(shownFirst, len(groups))] {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", g.first.Severity, count(g.n, "issue"), g.first.Code, cellText(first(g.first.Hint, g.first.Message)))
	}
	fmt.Fprintln(w)
}

// issueGroup is the issues of one code in one column of one sheet.
type issueGroup struct {
	first listedIssue
	n     int
}

// groupIssues groups errors and warnings, those that matter most first.
func groupIssues(list []listedIssue) []issueGroup {
	type key struct {
		pos  listedPos
		code string
	}
	var groups []issueGroup
	at := map[key]int{}
	for _, i := range list {
		if i.Severity == ingest.SevNotice {
			continue
		}
		k := key{listedPos{File: i.Pos.File, Sheet: i.Pos.Sheet, Col: i.Pos.Col}, i.Code}
		if n, ok := at[k]; ok {
			groups[n].n++
			continue
		}
		at[k] = len(groups)
		groups = append(groups, issueGroup{i, 1})
	}
	slices.SortStableFunc(groups, func(a, b issueGroup) int {
		return cmp.Or(cmp.Compare(a.first.Severity, b.first.Severity), cmp.Compare(b.n, a.n)) // "error" < "warning"
	})
	return groups
}

// droppedShown is how many dropped rows of a sheet the text lists; --json has all.
const droppedShown = 20

func (in listedInput) writeText(w io.Writer) {
	place := ingest.Place{File: in.File, Sheet: in.Sheet}
	system := ""
	if in.System != "" {
		system = ", from " + in.System
	}
	fmt.Fprintf(w, "%s  %s (%s%s)\n", in.Kind, cellText(place.String()), in.Format, cellText(system))
	fmt.Fprintf(w, "  header in row %d; %s below it: %d kept, %d dropped\n", in.HeaderRow, count(in.Rows, "row"), in.Kept, in.Dropped)
	for _, c := range in.Columns {
		why := c.Why
		if c.RunnerUp != "" {
			why += "; before " + c.RunnerUp
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", ingest.ColumnName(c.Column), cellText(c.Header), c.Field, cellText(why))
	}
	if len(in.Unmapped) > 0 {
		fmt.Fprintf(w, "  not read: %s\n", cellText(joinWords(in.Unmapped)))
	}
	for _, n := range in.Notes {
		fmt.Fprintf(w, "  note: %s\n", cellText(n))
	}
	for i, d := range in.DroppedRows {
		if i == droppedShown {
			fmt.Fprintf(w, "  and %s more, see --json\n", count(len(in.DroppedRows)-i, "dropped row"))
			break
		}
		fmt.Fprintf(w, "  dropped row %d: %s\n", d.Row, cellText(d.Reason))
	}
	fmt.Fprintln(w)
}
