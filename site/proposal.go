package site

import (
	"strings"

	"ownermap/analyze/whatif"
	"ownermap/templates"
)

// proposalMoves lists what a proposal changes, each with what speaks for it.
func (b *book) proposalMoves(p *whatif.Proposal) templates.Section {
	sec := templates.Section{ID: "changes", Title: b.s("Every owner stays")}
	var items []templates.Change
	for i := range p.Moves {
		m := &p.Moves[i]
		text := b.s("%s owns %s", tidy(m.Person), b.stageInText(m.Stage))
		if m.Segment != "" {
			text = b.s("%s owns %s in %s", tidy(m.Person), b.stageInText(m.Stage), tidy(m.Segment))
		}
		now := b.s("now nobody")
		if len(m.From) > 0 {
			now = b.s("now %s", b.shortList(tidyAll(m.From), 2))
		}
		items = append(items, templates.Change{Text: templates.Text(text), Now: templates.Text(now + "; " + b.grounds(m))})
	}
	if len(items) > 0 {
		sec.Title = sentence(b.pluralWord(len(items), "%s owner changes", "%s owners change"))
		sec.Blocks = []templates.Block{templates.Changes{Items: items}}
	}
	return sec
}

// grounds says in words what speaks for a move's owner.
func (b *book) grounds(m *whatif.Placement) string {
	var parts []string
	if m.Grounds.Named > 0 {
		parts = append(parts, b.s("named on %s of %s there", b.items(m.Grounds.Named), b.plural(m.Items, "%s item", "%s items")))
	}
	if m.Grounds.Stated {
		parts = append(parts, b.s("stated on the roster"))
	}
	if m.Grounds.Seat != "" {
		parts = append(parts, b.s("the seat fits"))
	}
	parts = append(parts, b.s("would carry %s at %s FTE", b.plural(m.Grounds.Load, "%s item", "%s items"), b.trim(m.Grounds.FTE)))
	return strings.Join(parts, ", ")
}

// proposalFound says how the proposal was found, and lists its moves with the
// next best owner of each.
func (b *book) proposalFound(p *whatif.Proposal) templates.Section {
	t := &table{ID: "proposal-moves", Caption: b.s("Moves with their runner-up"), Columns: []column{
		{Key: "stage", Head: b.s("Stage")}, {Key: "segment", Head: b.s("Segment")}, {Key: "items", Head: b.s("Items"), Kind: whole},
		{Key: "owner", Head: b.s("Proposed owner"), Wide: true}, {Key: "runner_up", Head: b.s("Runner-up"), Wide: true},
		{Key: "cost", Head: b.s("Costs more by"), Kind: ratio, Meaning: b.s("what the cheapest assignment without this owner costs more, in the unit of the weights")},
		{Key: "stability", Head: b.s("The same in"), Kind: share, Meaning: b.s("share of bootstrap resamples of the deals with the same owner")},
		{Key: "flip", Head: b.s("What would flip it"), Wrap: true}}}
	for i := range p.Moves {
		m := &p.Moves[i]
		runner, cost := cell{V: tidy(m.RunnerUp)}, cell{V: m.Extra}
		if m.RunnerUp == "" {
			runner, cost = cell{Why: b.s("nobody else")}, cell{Why: b.s("nobody else")}
		}
		t.Rows = append(t.Rows, []cell{{V: m.StageName, Href: b.stageHref(m.Stage)}, {V: tidy(m.Segment)}, {V: m.Items},
			{V: tidy(m.Person), Href: b.personHref(m.PersonID)}, runner, cost, {V: m.Stability}, {V: b.flipText(m)}})
	}
	sec := templates.Section{ID: "found", Title: b.proposalMethod(p), Lede: templates.Text(b.s("A start for a discussion, never a ranking of people: each move with the next best owner."))}
	if len(t.Rows) > 0 {
		v := b.view(t, true)
		sec.Blocks = append(sec.Blocks, v)
		sec.Source.Links = []templates.Link{{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}}
	}
	sec.Blocks = append(sec.Blocks, templates.Facts{Wide: true, Items: b.proposalFacts(p)})
	return sec
}

// proposalMethod says how good the assignment is.
func (b *book) proposalMethod(p *whatif.Proposal) string {
	if p.Method == "optimal" {
		return b.s("No other assignment costs less by these weights")
	}
	return b.s("A heuristic: at most %s of its cost could be saved", b.percent(p.Gap))
}

func (b *book) proposalFacts(p *whatif.Proposal) []templates.Fact {
	w := p.Weights
	facts := []templates.Fact{
		{Label: b.s("Owners"), Text: templates.Text(b.s("%s change, %s stay; one owner for each stage and segment, relationship apart from revenue", b.word(len(p.Moves)), b.word(len(p.Kept))))},
		{Label: b.s("Weights"), Text: templates.Text(b.s("change %s, fit of the seat %s, segment %s, spread %s, overload %s, outcome %s; set under weights in ownermap.yaml",
			b.trim(w.Change), b.trim(w.Fit), b.trim(w.Segment), b.trim(w.Spread), b.trim(w.Overload), b.trim(w.Outcome)))},
		{Label: b.s("Cost"), Text: templates.Text(b.s("%s; proven to be at least %s", b.trim(p.Cost), b.trim(p.Bound)))},
		{Label: b.s("Prior"), Text: templates.Text(b.s("a person’s co-sell win rate is shrunk toward the team’s by a beta prior worth %s deals", b.count(whatif.PriorDeals)))},
	}
	if p.OutcomesMissing != nil {
		facts[3] = templates.Fact{Label: b.s("Outcomes"), Missing: true, Text: templates.Text(b.s("do not count: %s closed partner deals name a revenue owner, %s are needed",
			b.count(p.OutcomesMissing.Closed), b.count(p.OutcomesMissing.Needed)))}
	}
	return facts
}

// flipText says what would make the runner-up as cheap.
func (b *book) flipText(m *whatif.Placement) string {
	second := tidy(m.RunnerUp)
	switch m.Flip.Kind {
	case whatif.FlipNobody:
		return b.s("nobody else can take it without holding both sides")
	case whatif.FlipPart:
		var parts []string
		for _, p := range m.Flip.Parts {
			parts = append(parts, b.s(p))
		}
		return b.s("%s, if one of these did not count: %s", second, strings.Join(parts, ", "))
	case whatif.FlipLoad:
		return b.s("%s is as near: another allocation would do", second)
	}
	return b.s("continuity, seat and segment together would have to speak for %s", second)
}

// near is a cost by which a runner-up is as good as the proposed owner, and
// steady the share of resamples from which a move does not hang on single deals.
const near, steady = 0.05, 0.8

// proposalFlips names the moves that are hardly better than the next.
func (b *book) proposalFlips(p *whatif.Proposal) templates.Section {
	var items []templates.Limit
	for i := range p.Moves {
		m := &p.Moves[i]
		if m.RunnerUp == "" || m.Extra >= near && m.Stability >= steady {
			continue
		}
		lead := sentence(b.stageInText(m.Stage))
		if m.Segment != "" {
			lead = b.s("%s in %s", lead, tidy(m.Segment))
		}
		items = append(items, templates.Limit{Lead: lead + ".", Text: templates.Text(b.s("%s costs %s more; %s of the resamples keep %s.",
			tidy(m.RunnerUp), b.trim(m.Extra), b.percent(m.Stability), tidy(m.Person)))})
	}
	if len(items) == 0 {
		return templates.Section{}
	}
	return templates.Section{ID: "flip", Title: sentence(b.pluralWord(len(items), "%s move could as well go to somebody else", "%s moves could as well go to somebody else")),
		Blocks: []templates.Block{templates.Limits{Items: items}}}
}
