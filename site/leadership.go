package site

import (
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/templates"
)

var leadershipRules = []string{"leader-without-number", "no-single-leader", "missing-core-role"}

// leadershipPage is the reporting line and the number.
func (b *book) leadershipPage() *templates.LeadershipPage {
	p := &templates.LeadershipPage{Page: b.page("leadership", "leadership.html", b.s("Leadership"))}
	p.Alerts = b.dataAlert()
	l := b.rep.Leadership
	p.Verdict = b.leadershipVerdict(l)
	p.Deck = b.leadershipDeck(l)
	p.Checks = b.checksSection(l)
	p.Tree = b.treeSection(l)
	p.Findings = b.findingsSection(leadershipRules...)
	return p
}

// answer is the answer to a check, "unknown" where it was not asked.
func answer(l *analyze.Leadership, id string) string {
	for _, c := range l.Checks {
		if c.ID == id {
			return c.Answer
		}
	}
	return "unknown"
}

func (b *book) leadershipVerdict(l *analyze.Leadership) string {
	switch one := answer(l, "one_root"); {
	case b.anonymous() && one == "yes":
		return b.s("One person leads the team; with what number is withheld for this audience.")
	case b.anonymous() && one == "no":
		return b.s("The team has no single leader.")
	case len(l.Roots) == 0 && l.Leader == nil:
		return b.s("The roster does not say who leads the team.")
	case one == "no" && len(l.Roots) > 1:
		return sentence(b.pluralWord(len(l.Roots), "the team has %s leader.", "the team has %s leaders, not one."))
	case l.Leader == nil:
		return b.s("The roster does not say who leads the team.")
	}
	name := b.person(*l.Leader)
	switch number, covers := answer(l, "leader_has_number"), answer(l, "number_covers_team"); {
	case number == "no":
		return b.s("%s leads the team, and carries no number.", name)
	case number == "unknown":
		return b.s("%s leads the team; whether with a number is not known.", name)
	case covers == "no":
		return b.s("%s leads the team with a number smaller than the team's.", name)
	case covers == "yes":
		return b.s("%s leads the team and answers for its number.", name)
	}
	return b.s("%s leads the team and carries a number.", name)
}

func (b *book) leadershipDeck(l *analyze.Leadership) templates.Rich {
	var parts []templates.Rich
	if l.Number != nil {
		parts = append(parts, b.rich("The leader's number is %s.", templates.Bold(b.money(floatOf(*l.Number)))))
	}
	if l.TeamNumber != nil && orZero(l.TeamCarries) > 0 {
		parts = append(parts, b.rich("%s, %s together.", b.plural(orZero(l.TeamCarries), "%s other seat carries a quota", "%s other seats carry quotas"), templates.Bold(b.money(floatOf(*l.TeamNumber)))))
	}
	if r := l.ReportsTo; r != nil && r.Name != "" {
		who := templates.Rich{templates.Name(tidy(r.Name))}
		if r.Person != nil {
			who = templates.Rich{b.personLink(*r.Person)}
		}
		if r.Title != "" {
			parts = append(parts, b.rich("The leader reports to %s, %s.", who, templates.Name(tidy(r.Title))))
		} else {
			parts = append(parts, b.rich("The leader reports to %s.", who))
		}
	}
	if len(parts) == 0 {
		return templates.Text(b.s("The manager chain of the roster gives the team's root; its quota is the number."))
	}
	return sentences(parts...)
}

// checksSection is the questions with their cells.
func (b *book) checksSection(l *analyze.Leadership) templates.Section {
	t := &table{ID: "leadership-checks", Caption: b.s("A leader who answers for the number"), Columns: []column{
		{Key: "question", Head: b.s("Question"), Kind: words}, {Key: "answer", Head: b.s("Answer"), Kind: words},
		{Key: "detail", Head: b.s("What the roster says"), Kind: words, Wrap: true, Wide: true}, {Key: "cells", Head: b.s("Cells"), Kind: words, Wrap: true}}}
	yes, asked := 0, 0
	for _, c := range l.Checks {
		if c.Scored {
			asked++
			if c.Answer == "yes" {
				yes++
			}
		}
		cells := make([]string, len(c.Evidence))
		for i, e := range c.Evidence {
			cells[i] = rowText(e)
		}
		t.Rows = append(t.Rows, []cell{{V: b.say(c.Question)}, {V: c.Answer, Show: b.answerWord(c.Answer), Mark: answerMark(c)}, {V: b.say(c.Detail), Show: clip(b.say(c.Detail), 300)},
			{V: strings.Join(c.Evidence, ", "), Show: b.shortList(cells, 6)}})
	}
	if len(t.Rows) == 0 {
		return templates.Section{}
	}
	v := b.view(t, true)
	v.Plain = true
	return templates.Section{ID: "checks", Title: sentence(b.s("%s of %s questions are answered with yes", b.noneOr(yes), b.count(asked))), Blocks: []templates.Block{v},
		Source: templates.Source{Text: b.source(b.s("Whom the leader reports to is shown, not scored."), ingest.KindRoster), Links: append(b.rowsLink(b.s("Rows"), "leadership.roots", "leadership.number"),
			templates.Link{Text: b.s("Download as CSV"), Href: v.CSV, CSV: v.ID}, templates.Link{Text: b.s("Method"), Href: "method.html#leadership"})}}
}

func (b *book) answerWord(a string) string {
	switch a {
	case "yes":
		return b.s("yes")
	case "no":
		return b.s("no")
	}
	return b.s("not known")
}

func answerMark(c analyze.Check) templates.Severity {
	switch {
	case c.Answer == "yes":
		return templates.Good
	case c.Answer == "no" && c.Scored:
		return templates.Critical
	}
	return templates.Notice
}

// mostNodes is how many seats the tree shows.
const mostNodes = 300

// treeSection is the reporting line.
func (b *book) treeSection(l *analyze.Leadership) templates.Section {
	if b.anonymous() {
		return templates.Section{}
	}
	s := templates.Section{ID: "tree", Title: b.treeTitle(l), Lede: templates.Text(b.s("The team and everybody above it, from the manager column of the roster"))}
	if len(l.Tree) == 0 {
		s.Blocks = []templates.Block{templates.Missing{Text: b.notEnough(b.s("needs an active team and a manager column on the roster"))}}
		return s
	}
	nodes, _ := b.nodes(l, l.Tree[:min(len(l.Tree), mostNodes)], 0)
	s.Blocks = []templates.Block{templates.Tree{Label: b.s("Reporting line"), Roots: nodes}}
	if len(l.Broken) > 0 {
		s.Blocks = append(s.Blocks, templates.Notes{Items: b.brokenNotes(l)})
	}
	text := ""
	if len(l.Tree) > mostNodes {
		text = b.s("The first %s of %s seats.", b.count(mostNodes), b.count(len(l.Tree)))
	}
	s.Source = templates.Source{Text: b.source(text, ingest.KindRoster)}
	return s
}

func (b *book) treeTitle(l *analyze.Leadership) string {
	if n := len(l.Broken); n > 0 {
		return sentence(b.pluralWord(n, "%s manager cell leads nowhere", "%s manager cells lead nowhere"))
	}
	switch n := len(l.Roots); n {
	case 0:
		return b.s("The reporting line is not known")
	case 1:
		return b.s("The whole team reports to one seat")
	default:
		return sentence(b.pluralWord(n, "the team hangs from %s root", "the team hangs from %s roots"))
	}
}

// nodes turns the depth-first list into a tree; rest is what follows.
func (b *book) nodes(l *analyze.Leadership, list []analyze.OrgNode, depth int) (out []templates.Node, rest []analyze.OrgNode) {
	for len(list) > 0 && list[0].Depth >= depth {
		n := b.node(l, list[0])
		n.Children, list = b.nodes(l, list[1:], list[0].Depth+1)
		out = append(out, n)
	}
	return out, list
}

func (b *book) node(l *analyze.Leadership, o analyze.OrgNode) templates.Node {
	n := templates.Node{Name: b.person(o.Person), Href: b.personHref(o.Person)}
	p := b.people[o.Person]
	if p == nil {
		return n
	}
	n.Sub = tidy(roleOf(p))
	if o.Team && !p.Withheld {
		n.Sub = strings.TrimPrefix(b.s("%s, %s FTE", n.Sub, b.one(p.Allocation)), ", ")
	}
	if p.Quota != nil && !p.Quota.IsZero() {
		n.Note = b.rich("carries %s", templates.Bold(b.quotaText(p)))
	}
	if l.Leader != nil && *l.Leader == o.Person {
		n.Severity = templates.Good
		if answer(l, "leader_has_number") == "no" || answer(l, "number_covers_team") == "no" {
			n.Severity = templates.Critical
		}
	}
	if !o.Active {
		n.Severity = templates.Warning
		n.Sub = strings.TrimPrefix(b.s("%s, %s", n.Sub, b.leftText(p)), ", ")
	}
	return n
}

func (b *book) brokenNotes(l *analyze.Leadership) []templates.Note {
	var out []templates.Note
	for _, c := range l.Broken[:min(len(l.Broken), 50)] {
		var what string
		switch c.Kind {
		case "unknown_manager":
			what = b.s("names a manager who is not on the roster")
		case "cycle":
			what = b.s("stands in a circle of managers")
		case "self":
			what = b.s("names the person as their own manager")
		default:
			what = b.s("names a manager who has left")
		}
		out = append(out, templates.Note{Severity: templates.Warning, Text: b.rich("%s %s: “%s” (%s)", b.personLink(c.Person), what, templates.Name(tidy(c.Text)), templates.Name(rowText(c.Cell)))})
	}
	return out
}
