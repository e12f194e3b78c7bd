package audience

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
)

// forLeadership runs the analysis twice: on the dataset, and on one in which
// every person's name is a token that sorts the same. Where the two reports
// differ a sentence speaks of people, and the tokens say of whom.
func forLeadership(ds *ingest.Dataset, opts analyze.Options) Result {
	base := rewrite(ds, writer{person: plainKeys(ds.People)})
	base.Issues, base.Inputs = silent(ds.Issues), quiet(ds.Inputs)
	rank := rankByName(base.People)
	tokens := rewrite(base, writer{
		person: func(i int, p *ingest.Person) {
			if p.Name = token(-1); i >= 0 {
				p.Name = token(rank[i])
			}
		},
		stranger: func(string) string { return token(-1) },
	})
	l := &leader{rep: analyze.Run(base, opts), tok: analyze.Run(tokens, opts), named: map[string]bool{}, told: map[string]bool{}, rules: map[string]analyze.Rule{}}
	l.byRank = make([]string, len(base.People))
	for i := range base.People {
		l.byRank[rank[i]] = base.People[i].Key
	}
	for _, r := range analyze.Rules(opts.Thresholds) {
		l.rules[r.ID] = r
	}
	l.nameOwners()
	l.withhold()
	return Result{Report: l.rep, Dataset: l.rows(base), Secrets: l.secrets(ds, base)}
}

// plainKeys gives people whose key is an e-mail another one, by rank of name, and
// people of earlier rosters the same one.
func plainKeys(people []ingest.Person) func(int, *ingest.Person) {
	plain, rank := map[string]string{}, rankByName(people)
	for i := range people {
		plain[people[i].Key] = fmt.Sprintf("person-%03d", rank[i]+1)
	}
	return func(_ int, p *ingest.Person) {
		if strings.Contains(p.Key, "@") {
			if plain[p.Key] == "" {
				plain[p.Key] = fmt.Sprintf("person-%03d", len(plain)+1)
			}
			p.Key = plain[p.Key]
		}
		p.Email = ""
	}
}

// token stands for a person's name by its rank, or for a stranger's by -1.
func token(rank int) string { return fmt.Sprintf("⟦%08d⟧", rank) }

var tokenForm = regexp.MustCompile("⟦(-?[0-9]+)⟧")

// silent keeps where the issues are and of what kind. Their words quote cells.
func silent(list ingest.Issues) ingest.Issues {
	out := slices.Clone(list)
	for i := range out {
		out[i].Message = strings.ReplaceAll(out[i].Code, "-", " ")
		out[i].Hint = ""
	}
	return out
}

// issues silences those that the analysis found, and takes from all of the roster
// the cell: it says of whom something stands there.
func (l *leader) issues() {
	for i := range l.rep.Issues {
		x := &l.rep.Issues[i]
		x.Message, x.Hint = strings.ReplaceAll(x.Code, "-", " "), ""
		if slices.ContainsFunc(l.rep.Inputs, func(in analyze.Input) bool {
			return in.Kind == ingest.KindRoster && in.File == x.Pos.File && in.Sheet == x.Pos.Sheet
		}) {
			x.Pos.Row, x.Pos.Col = 0, 0
		}
	}
}

type leader struct {
	rep, tok *analyze.Report
	named    map[string]bool // person ids that may be named
	told     map[string]bool // figures that are of one person after all
	byRank   []string        // person ids in order of name
	rules    map[string]analyze.Rule
}

// nameOwners collects who may be named.
func (l *leader) nameOwners() {
	for _, s := range l.rep.Stages {
		for _, id := range s.Stated.Owners {
			l.named[id] = true
		}
		if s.Observed != nil {
			for _, o := range s.Observed.Owners {
				l.named[o.Person] = true
			}
		}
	}
	for _, p := range l.rep.Partners {
		for _, o := range p.StageOwners {
			for _, id := range o.People {
				l.named[id] = true
			}
		}
	}
	if d := l.rep.Leadership; d != nil && d.Leader != nil {
		l.named[*d.Leader] = true
	}
}

// may reports whether a sentence names only people who may be named; tok is the
// same sentence with tokens.
func (l *leader) may(text, tok string, ownership bool) bool {
	if text == tok {
		return true
	}
	found := tokenForm.FindAllStringSubmatch(tok, -1)
	if !ownership || len(found) == 0 {
		return false
	}
	for _, m := range found {
		rank, err := strconv.Atoi(m[1])
		if err != nil || rank < 0 || rank >= len(l.byRank) || !l.named[l.byRank[rank]] {
			return false
		}
	}
	return true
}

func (l *leader) withhold() {
	r := l.rep
	r.Audience = string(Leadership)
	r.Withheld = []string{
		"what single people carry, sell and are measured by: items of each stage, load, deals, quotas, handoffs; of the leader it is told whether there is a number",
		"whose role carries a quota, and how often the one person to whom the roster gives a stage does it",
		"names of people who own no stage and do not lead the team",
		"the words of issues, which quote cells",
	}
	l.people()
	l.partners()
	l.sections()
	l.findings()
	l.figures()
	l.indexes()
	l.issues()
	r.Warnings = l.lines(r.Warnings, l.tok.Warnings)
}

// lines keeps the warnings that name nobody.
func (l *leader) lines(list, tok []string) []string {
	out := []string{}
	for i, s := range list {
		if i < len(tok) && l.may(s, tok[i], false) {
			out = append(out, s)
		}
	}
	return out
}

func (l *leader) people() {
	out := []analyze.Person{}
	for _, p := range l.rep.People {
		if !l.named[p.ID] {
			continue
		}
		p.Withheld = true
		p.EffectiveStages, p.Load, p.LoadRatio, p.Quota, p.QuotaCurrency = nil, nil, nil, nil, ""
		p.Items, p.Partners, p.OpenDeals, p.Reports, p.RelationshipDeals, p.RevenueDeals, p.BothSides = 0, 0, 0, 0, 0, 0, 0
		p.Basis, p.Class, p.Allocation, p.StageItems = "none", "unknown", 0, map[string]float64{}
		if p.Manager != nil && !l.named[*p.Manager] {
			p.Manager = nil
		}
		out = append(out, p)
	}
	l.rep.People = out
}

// partners keeps whether a partner's stages are owned. By whom would tell, added
// up, what each person carries; who manages and who sells stands beside revenue.
func (l *leader) partners() {
	for i := range l.rep.Partners {
		p := &l.rep.Partners[i]
		p.Managers, p.Sellers = []string{}, []string{}
		for stage, o := range p.StageOwners {
			o.People, o.Others = []string{}, []string{}
			p.StageOwners[stage] = o
		}
	}
}

// stages keeps whom the records name, without how often. How often it is the
// person whom the roster states is that person's count, where there is one.
func (l *leader) stages() {
	for i := range l.rep.Stages {
		s := &l.rep.Stages[i]
		s.Warnings = l.lines(s.Warnings, l.tok.Stages[i].Warnings)
		if s.Observed == nil {
			continue
		}
		if len(s.Stated.Owners) == 1 {
			s.Observed.Agreement = nil
			l.told["stages."+s.ID+".agreement"] = true
		}
		for j, o := range s.Observed.Owners {
			s.Observed.Owners[j] = analyze.ObservedOwner{Person: o.Person, Withheld: true}
		}
	}
}

func (l *leader) sections() {
	l.stages()
	if s := l.rep.Separation; s != nil {
		s.PeopleOnBothSides, s.Pairs = []analyze.BothSides{}, []analyze.OwnerPair{}
		s.ManagersWithQuota, s.SellersWithout = []string{}, []string{}
		s.Warnings = l.lines(s.Warnings, l.tok.Separation.Warnings)
	}
	if s := l.rep.Revenue; s != nil {
		s.ByOwner = []analyze.Slice{}
		s.Warnings = l.lines(s.Warnings, l.tok.Revenue.Warnings)
	}
	if s := l.rep.Handoffs; s != nil {
		s.Pairs = []analyze.HandoffPair{}
		for i := range s.StuckDeals {
			s.StuckDeals[i].From, s.StuckDeals[i].To = []string{}, []string{}
		}
		s.Warnings = l.lines(s.Warnings, l.tok.Handoffs.Warnings)
	}
	if s := l.rep.Team; s != nil {
		s.Warnings = l.lines(s.Warnings, l.tok.Team.Warnings)
	}
	if s := l.rep.Activation; s != nil {
		s.Warnings = l.lines(s.Warnings, l.tok.Activation.Warnings)
	}
	if s := l.rep.Scaling; s != nil {
		s.Warnings = l.lines(s.Warnings, l.tok.Scaling.Warnings)
	}
	if s := l.rep.Sensitivity; s != nil {
		s.Warnings = l.lines(s.Warnings, l.tok.Sensitivity.Warnings)
	}
	l.leadership()
	l.earlier()
}

func (l *leader) leadership() {
	s, tok := l.rep.Leadership, l.tok.Leadership
	if s == nil {
		return
	}
	s.Number, s.TeamNumber, s.TeamCarries = nil, nil, nil
	if s.ReportsTo != nil {
		s.ReportsTo = &analyze.ReportsTo{Title: s.ReportsTo.Title}
	}
	for i := range s.Checks {
		c := &s.Checks[i]
		if !l.may(c.Detail, tok.Checks[i].Detail, true) {
			c.Detail = "Who it is is withheld for this audience."
		}
		if c.ID == "leader_has_number" || c.ID == "number_covers_team" {
			c.Evidence = []string{} // the rows say whose quotas they are
		}
		if c.ID == "number_covers_team" && c.Answer != "unknown" {
			c.Detail = "" // it counts those who carry one
		}
	}
	s.Roots = slices.DeleteFunc(s.Roots, func(id string) bool { return !l.named[id] })
	tree := []analyze.OrgNode{}
	for _, n := range s.Tree {
		if !l.named[n.Person] {
			continue
		}
		if n.Manager != nil && !l.named[*n.Manager] {
			n.Manager = nil
		}
		tree = append(tree, n)
	}
	s.Tree = tree
	s.Broken = slices.DeleteFunc(s.Broken, func(b analyze.BrokenChain) bool { return !l.named[b.Person] })
	for i := range s.Broken {
		s.Broken[i].Text = ""
	}
	s.Warnings = l.lines(s.Warnings, tok.Warnings)
}

// earlier keeps of former rosters who owned what, as far as they own today, and
// of the comparison what is not of single people.
func (l *leader) earlier() {
	for i := range l.rep.History {
		h := &l.rep.History[i]
		for j := range h.Stages {
			h.Stages[j].Owners = slices.DeleteFunc(h.Stages[j].Owners, func(id string) bool { return !l.named[id] })
		}
		h.Changes = slices.DeleteFunc(h.Changes, func(c analyze.StructureChange) bool { return c.Kind != "stages" || !l.named[c.Person] })
	}
	if c := l.rep.Comparison; c != nil {
		for id := range c.Changes {
			if l.personal(id) {
				delete(c.Changes, id)
			}
		}
		c.Findings = slices.DeleteFunc(c.Findings, func(f analyze.FindingChange) bool { return l.rules[f.Rule].People })
		c.Warnings = l.lines(c.Warnings, l.tok.Comparison.Warnings)
	}
}

// quotaRules tell of a role class whether its people carry quotas; the names
// beside it say who they are.
var quotaRules = []string{"manager-carries-quota", "revenue-role-without-quota"}

// findings joins those about single people into one a rule, and takes the
// rule's own words where a sentence names people or counts what one person does.
func (l *leader) findings() {
	out := []analyze.Finding{}
	joined := map[string]int{}
	for i, f := range l.rep.Findings {
		t := l.tok.Findings[i]
		if slices.Contains(quotaRules, f.Rule) {
			continue
		}
		key := f.Rule + " " + string(f.Severity)
		if strings.HasPrefix(f.Subject, "person:") {
			if joined[key]++; joined[key] == 1 {
				out = append(out, f)
			}
			continue
		}
		ownership := strings.HasPrefix(f.Subject, "stage:") || f.Rule == "no-single-leader"
		if slices.ContainsFunc(f.Figures, func(id string) bool { return l.told[id] }) {
			f.Text, f.Evidence = l.rules[f.Rule].Title+".", []string{}
			if f.Severity == analyze.Good {
				f.Text = l.rules[f.Rule].Holds + "."
			}
			t.Text = f.Text
		}
		if !l.may(f.Title, t.Title, ownership) {
			f.Title = l.rules[f.Rule].Title
		}
		if !l.may(f.Text, t.Text, ownership) {
			f.Text = f.Title + "; who it is is withheld for this audience."
		}
		if !l.may(f.Action, t.Action, ownership) {
			f.Action = l.rules[f.Rule].Move
		}
		out = append(out, f)
	}
	for i := range out {
		f := &out[i]
		if n := joined[f.Rule+" "+string(f.Severity)]; strings.HasPrefix(f.Subject, "person:") {
			f.Subject, f.Evidence, f.Figures = "team", []string{}, []string{}
			f.Text = seats(n) + "; which, and by how much, is withheld for this audience."
			if f.Severity != analyze.Good {
				f.Title, f.Action = l.rules[f.Rule].Title, l.rules[f.Rule].Move
			}
		}
	}
	l.rep.Findings = out
	for i := range l.rep.RulesNotJudged {
		if n := &l.rep.RulesNotJudged[i]; !l.may(n.Reason, l.tok.RulesNotJudged[i].Reason, false) {
			n.Reason = l.rules[n.Rule].Minimum
		}
	}
}

func seats(n int) string {
	if n == 1 {
		return "One seat"
	}
	return fmt.Sprintf("%d seats", n)
}

// figures takes out those of single people. The rows of the generalist share are
// those of people with a class, which says who has items enough for one: the
// team's stand in their place.
func (l *leader) figures() {
	for id, f := range l.rep.Figures {
		if strings.HasPrefix(id, "separation.") { // their rows are deals by who stands on both sides
			f.Rows = []string{}
			l.rep.Figures[id] = f
		}
	}
	if team, f := l.rep.Figures["team.active"], l.rep.Figures["team.generalist_share"]; len(f.Rows) > 0 {
		f.Rows = team.Rows
		l.rep.Figures["team.generalist_share"] = f
	}
	for id, f := range l.rep.Figures {
		v, number := f.Value.(float64)
		switch {
		case l.personal(id):
			delete(l.rep.Figures, id)
		case number && solvable(id):
			f.Value = coarse(v)
			l.rep.Figures[id] = f
		case number:
			f.Value = settled(v)
			l.rep.Figures[id] = f
		}
	}
	for i := range l.rep.Findings {
		f := &l.rep.Findings[i]
		if slices.ContainsFunc(f.Figures, func(id string) bool { return strings.HasPrefix(id, "separation.") }) {
			f.Evidence = []string{}
		}
		if slices.Contains(f.Figures, "team.generalist_share") {
			f.Evidence = l.rep.Figures["team.active"].Rows
		}
		f.Figures = slices.DeleteFunc(slices.Clone(f.Figures), func(id string) bool { _, ok := l.rep.Figures[id]; return !ok })
	}
}

// peopleFigures are of single people, or have rows that say who they are.
var peopleFigures = []string{
	"leadership.number", "leadership.team_number", "team.median_load",
	"separation.managers_with_quota", "separation.revenue_roles_without_quota",
}

// solvable reports whether a figure is an index over people: with all its digits one
// could look for those that give it.
func solvable(id string) bool {
	switch id {
	case "team.division_of_labour", "team.by_region", "team.by_partner_type", "team.by_motion", "team.generalist_share", "scaling.median_effective_stages":
		return true
	}
	return strings.HasPrefix(id, "scaling.") && strings.HasSuffix(id, ".generalist_share")
}

// coarseAny is coarse for a value that may be of another kind.
func coarseAny(v any) any {
	if x, ok := v.(float64); ok {
		return coarse(x)
	}
	return v
}

// indexes rounds what is solvable outside the figures.
func (l *leader) indexes() {
	shares := []*float64{}
	if t := l.rep.Team; t != nil {
		settle(t)
		t.MedianLoad = nil // where one person alone does a stage, it would tell the ratio
		shares = append(shares, t.GeneralistShare)
	}
	if s := l.rep.Scaling; s != nil {
		shares = append(shares, s.MedianStages)
		for i := range s.Periods {
			shares = append(shares, s.Periods[i].GeneralistShare)
		}
		if s.Change != nil {
			shares = append(shares, s.Change.GeneralistShare[:]...)
		}
	}
	for i := range l.rep.History {
		shares = append(shares, l.rep.History[i].GeneralistShare)
	}
	for _, v := range shares {
		if v != nil {
			*v = coarse(*v)
		}
	}
	if c := l.rep.Comparison; c != nil {
		for id, x := range c.Changes {
			if solvable(id) {
				x.Before, x.After, x.Change = coarseAny(x.Before), coarseAny(x.After), coarseAny(x.Change)
				c.Changes[id] = x
			}
		}
	}
}

// personal reports whether a figure is of single people: by its section, or by
// somebody's id among its parts who may not be named.
func (l *leader) personal(id string) bool {
	if strings.HasPrefix(id, "people.") || strings.HasPrefix(id, "revenue.by_owner.") || slices.Contains(peopleFigures, id) || l.told[id] {
		return true
	}
	parts := strings.Split(id, ".")
	return slices.ContainsFunc(l.byRank, func(key string) bool { return !l.named[key] && slices.Contains(parts, key) })
}

// rows is the dataset that pages may show: no owner beside a deal or a partner, no
// quota, and only the names that may stand.
func (l *leader) rows(base *ingest.Dataset) *ingest.Dataset {
	const nobody = "not named"
	out := rewrite(base, writer{
		person: func(_ int, p *ingest.Person) {
			p.Quota, p.HasQuota, p.Email, p.ID = ingest.Money{}, false, "", p.Key
			p.NameText = p.Name
			if !l.named[p.Key] {
				p.Name, p.NameText, p.Title, p.Role = nobody, nobody, "", string(p.Class)
			}
		},
		stranger: func(string) string { return nobody },
		partner: func(_ int, p *ingest.Partner) {
			for _, cell := range partnerCells(p) {
				*cell = nil
			}
			p.Target = ingest.Money{}
		},
		deal: func(_ int, d *ingest.Deal) {
			for _, cell := range dealCells(d) {
				*cell = nil
			}
		},
	})
	out.History, out.Issues = nil, nil
	return out
}

// quiet keeps what was read, without notes and reasons that quote cells.
func quiet(list []ingest.Input) []ingest.Input {
	out := slices.Clone(list)
	for i := range out {
		out[i].Notes, out[i].SHA256 = nil, "" // a guess of a hidden cell could be tried against it
		out[i].DroppedRows = slices.Clone(out[i].DroppedRows)
		for j := range out[i].DroppedRows {
			out[i].DroppedRows[j].Reason = "withheld for this audience"
		}
	}
	return out
}

// secrets are the e-mails, and the names that may not stand.
func (l *leader) secrets(ds, base *ingest.Dataset) []Secret {
	var may []string
	s := &secretList{}
	for i := range ds.People {
		if p := &ds.People[i]; l.named[base.People[i].Key] {
			may = append(may, p.Name)
		}
	}
	s.except = may
	for i := range ds.People {
		p := &ds.People[i]
		s.add("e-mail of a person", p.Email)
		if !l.named[base.People[i].Key] {
			s.add("name of a person", p.Name, p.NameText)
		}
	}
	s.strangers(ds)
	return s.list
}
