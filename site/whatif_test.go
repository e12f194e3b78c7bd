package site

import (
	"slices"
	"strings"
	"testing"

	"ownermap/analyze"
	"ownermap/analyze/whatif"
	"ownermap/templates"
)

// proposal compares the ordinary company with a move and with what is proposed.
func proposal(t *testing.T) (*book, *whatif.Comparison) {
	t.Helper()
	ds, o := ordinary(), whatif.Options{Analyze: analyze.Options{}}
	p, err := whatif.Suggest(ds, whatif.SuggestOptions{Options: o, Resamples: 5})
	if err != nil {
		t.Fatal(err)
	}
	move := whatif.Scenario{Title: "One owner", Changes: []whatif.Change{{Assign: &whatif.Assign{Stage: "activation", To: "Hiro Matsuda"}}}}
	c, err := whatif.Compare(ds, o, []whatif.Scenario{move, p.Scenario})
	if err != nil {
		t.Fatal(err)
	}
	c.Proposal = p
	return newBook(c.Base, ds, "en"), c
}

func TestTheMatricesOfAScenarioAreThoseOfBothReports(t *testing.T) {
	b, c := proposal(t)
	for i, rep := range c.Reports {
		then := newBook(rep, b.ds, "en")
		sec := b.whatIfMatrices(then, i)
		cols := sec.Blocks[0].(templates.Columns)
		today, after := cols.Items[0][1].(templates.Matrix), cols.Items[1][1].(templates.Matrix)
		for k := range after.Rows {
			p := rep.People[slices.IndexFunc(rep.People, func(p analyze.Person) bool { return p.Name == after.Rows[k].Full })]
			was := b.people[p.ID]
			for j, st := range rep.Stages {
				sq := after.Cells[k][j]
				n, m := p.StageItems[st.ID], was.StageItems[st.ID]
				if n > 0 && sq.Text != b.items(n) || n == 0 && sq.Text != "" {
					t.Errorf("%s, %s: the matrix says %q of %v", p.Name, st.ID, sq.Text, n)
				}
				if same := today.Cells[k][j].Text == sq.Text; same != (sq.Change == "") {
					t.Errorf("%s, %s: from %v to %v is marked %q", p.Name, st.ID, m, n, sq.Change)
				}
				if sq.Stated != slices.Contains(p.StagesStated, st.ID) {
					t.Errorf("%s, %s: the frame is not what the roster says", p.Name, st.ID)
				}
			}
		}
	}
}

func TestEveryMoveOfAProposalStandsWithItsRunnerUpAndWhatWouldFlipIt(t *testing.T) {
	b, c := proposal(t)
	pages := b.whatIfPages(c)
	if first := pages[0].(*templates.WhatIfPage); len(first.Found.Blocks) != 0 {
		t.Error("a scenario of a file has the section of a proposal")
	}
	page := pages[1].(*templates.WhatIfPage)
	if got := len(page.Changes.Blocks[0].(templates.Changes).Items); got != len(c.Proposal.Moves) || got == 0 {
		t.Errorf("%d changes on the page, %d moves", got, len(c.Proposal.Moves))
	}
	moves := page.Found.Blocks[0].(templates.Table)
	if len(moves.Rows) != len(c.Proposal.Moves) {
		t.Fatalf("%d rows, %d moves", len(moves.Rows), len(c.Proposal.Moves))
	}
	for i, m := range c.Proposal.Moves {
		row := moves.Rows[i].Cells
		if row[3].Text != m.Person || m.RunnerUp != "" && row[4].Text != m.RunnerUp || row[7].Text == "" {
			t.Errorf("the row of %s in %s: %+v", m.Stage, m.Segment, row)
		}
		if m.RunnerUp != "" && !strings.Contains(row[7].Text, m.RunnerUp) {
			t.Errorf("%q does not name %s", row[7].Text, m.RunnerUp)
		}
	}
	if page.Found.Title != "No other assignment costs less by these weights" {
		t.Errorf("title %q of a %s result", page.Found.Title, c.Proposal.Method)
	}
}
