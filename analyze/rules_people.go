package analyze

import (
	"fmt"
	"slices"

	"ownermap/ingest"
)

// depthTeam is the size of team from which depth by segment is asked for.
const depthTeam = 6

func everythingGeneralist(th Thresholds) Rule {
	return Rule{
		ID: "everything-generalist", Title: "Most of the team does a bit of everything", Severity: Critical,
		Question:    "Is the team built of people who go deep, or of people who do everything?",
		Principle:   "Scale comes from depth: a seat that spans the whole lifecycle is measured on none of it.",
		Condition:   fmt.Sprintf("In a team of %d or more, generalists (%g effective stages or more) hold %s of the FTE with a known class or more. Any generalist else is a notice.", th.SmallTeam+1, th.GeneralistMin, percent(th.GeneralistShare)),
		Thresholds:  []string{"generalist_min", "generalist_share", "observed_min_items", "small_team"},
		Holds:       "Nobody on the team is a generalist",
		Move:        "Take one stage from a generalist and give it to somebody who already does most of it.",
		Minimum:     fmt.Sprintf("One person on the team with %g items, or with stages on the roster.", th.ObservedMinItems),
		WouldChange: fmt.Sprintf("Generalists with less than %s of the FTE, or a class for those who have none.", percent(th.GeneralistShare)),
		judge: func(m *model, _ Rule) verdict {
			t := m.rep.Team
			if t.GeneralistShare == nil {
				return verdict{unjudged: fmt.Sprintf("needs stages on the roster, or %g items in the records, for somebody on the team", m.th.ObservedMinItems)}
			}
			var who []int32
			for p, c := range m.loads.class {
				if m.team[p] && c == "generalist" {
					who = append(who, int32(p))
				}
			}
			figures := []string{"team.generalist_share"}
			if len(who) == 0 {
				return verdict{holds: fmt.Sprintf("None of the %s on the team is a generalist.", count(t.Active, "person")), figures: figures}
			}
			f := Finding{Subject: "team", Figures: figures, Action: m.lighten(who)}
			f.Text = fmt.Sprintf("Generalists hold %s of the FTE with a known class: %s.", percent(*t.GeneralistShare), listed(m.called(who)))
			if t.Active <= m.th.SmallTeam {
				f.Severity, f.Title = Notice, "A small team of generalists"
				f.Text += fmt.Sprintf(" In a team of %d a generalist is normal.", t.Active)
			} else if *t.GeneralistShare < m.th.GeneralistShare-1e-12 {
				f.Severity, f.Title = Notice, "Some people do a bit of everything"
			}
			return verdict{hits: []Finding{f}}
		},
	}
}

// lighten proposes which stage the first generalist by name could give up: the
// one with the fewest of that person's items that somebody else already does more of.
func (m *model) lighten(who []int32) string {
	for _, p := range m.sortByName(who) {
		stage, to := -1, int32(-1)
		for s := range m.stages {
			w := m.loads.stage[s]
			if w[p] <= 0 || stage >= 0 && w[p] >= m.loads.stage[stage][p] {
				continue
			}
			for q := range w {
				if w[q] > w[p] && (to < 0 || stage != s || w[q] > w[to]) {
					stage, to = s, int32(q)
				}
			}
		}
		if stage >= 0 {
			return fmt.Sprintf("Move %s from %s to %s, who already does more of it.", inText(&m.stages[stage]), m.ds.People[p].Name, m.ds.People[to].Name)
		}
	}
	return ""
}

func overloadedPerson(th Thresholds) Rule {
	return Rule{
		ID: "overloaded-person", Title: "One seat carries far more than the others", Severity: Warning, People: true,
		Question:    "Is the work spread so that each seat can do it?",
		Principle:   "A stage is owned only where its owner has the time for it.",
		Condition:   fmt.Sprintf("A person's items per FTE are %g times the median of the active people with any, or more.", th.OverloadRatio),
		Thresholds:  []string{"overload_ratio"},
		Holds:       "No seat carries far more than the others",
		Move:        "Move part of the items to a seat under the median.",
		Minimum:     "20 items that name the person.",
		WouldChange: "Fewer items, or a larger allocation.",
		judge: func(m *model, _ Rule) verdict {
			var v verdict
			judged := 0
			for _, p := range m.byName {
				r := m.loads.ratio[p]
				if r == nil || m.loads.items[p] < overloadItems {
					continue
				}
				judged++
				if *r < m.th.OverloadRatio-1e-9 {
					continue
				}
				name, id := m.ds.People[p].Name, "people."+m.personID(p)
				v.hits = append(v.hits, Finding{
					Subject: "person:" + m.personID(p), Figures: []string{id + ".load_ratio", id + ".items"},
					Text:   fmt.Sprintf("The seat of %s carries %s items per FTE, %s times the median of %s.", name, decimals(*m.loads.load[p]), decimals(*r), decimals(*m.loads.median)),
					Action: fmt.Sprintf("Move part of the %s items of %s to a seat under the median.", inText(&m.stages[m.busiest(p)]), name),
				})
			}
			if judged == 0 {
				v.unjudged = fmt.Sprintf("needs a person named on %d items", overloadItems)
			}
			v.holds = fmt.Sprintf("All of the %s with %d items or more stay under %g times the median load.", count(judged, "seat"), overloadItems, m.th.OverloadRatio)
			v.figures = []string{"team.median_load"}
			return v
		},
	}
}

// overloadItems is the least number of items for which an overload is called.
const overloadItems = 20

// busiest is the stage with most of a person's items.
func (m *model) busiest(p int32) int {
	best := 0
	for s := range m.stages {
		if m.loads.stage[s][p] > m.loads.stage[best][p] {
			best = s
		}
	}
	return best
}

func noRevenueRole(th Thresholds) Rule {
	return Rule{
		ID: "no-revenue-role", Title: "No seat sells with partners", Severity: Critical,
		Question:    "Does somebody own partner revenue as a first job?",
		Principle:   "Relationship and revenue are two jobs; where no seat has revenue first, it is second everywhere.",
		Condition:   fmt.Sprintf("A team of %d or more has no active revenue role.", th.SmallTeam+1),
		Thresholds:  []string{"small_team"},
		Holds:       "The team has a revenue role",
		Move:        "Give one seat the revenue side of partner deals, with a quota.",
		Minimum:     fmt.Sprintf("Roles or titles on the roster, and a team of %d or more.", th.SmallTeam+1),
		WouldChange: "An active person whose role or title says partner sales, channel sales or co-sell.",
		judge: func(m *model, _ Rule) verdict {
			if why := m.rolesUnknown(); why != "" {
				return verdict{unjudged: why}
			}
			sellers := m.inClass(ingest.RoleRevenue)
			if len(sellers) > 0 {
				return verdict{holds: fmt.Sprintf("%s a revenue role: %s.", haveOne(len(sellers)), listed(m.called(sellers))), figures: []string{"team.active"}}
			}
			return verdict{hits: []Finding{{Subject: "team", Figures: []string{"team.active"},
				Text: fmt.Sprintf("None of the %s on the team has a revenue role.", count(m.rep.Team.Active, "person"))}}}
		},
	}
}

func haveOne(n int) string {
	if n == 1 {
		return "1 person has"
	}
	return fmt.Sprintf("%d people have", n)
}

func missingCoreRole(th Thresholds) Rule {
	return Rule{
		ID: "missing-core-role", Title: "A core seat of the team is missing", Severity: Warning,
		Question:    "Does the team have someone for the relationship and someone who leads?",
		Principle:   "A partner team needs a relationship owner and one leader before it needs more people.",
		Condition:   fmt.Sprintf("A team of %d or more has no active relationship role, or no active leader.", th.SmallTeam+1),
		Thresholds:  []string{"small_team"},
		Holds:       "The team has a relationship role and a leader",
		Move:        "Name who holds the missing seat.",
		Minimum:     fmt.Sprintf("Roles or titles on the roster, and a team of %d or more.", th.SmallTeam+1),
		WouldChange: "An active person whose role or title names the missing seat.",
		judge: func(m *model, _ Rule) verdict {
			if why := m.rolesUnknown(); why != "" {
				return verdict{unjudged: why}
			}
			var missing []string
			if len(m.inClass(ingest.RoleRelationship)) == 0 {
				missing = append(missing, "relationship role")
			}
			if len(m.inClass(ingest.RoleLeader)) == 0 {
				missing = append(missing, "leader")
			}
			if len(missing) == 0 {
				return verdict{holds: "The team has an active relationship role and an active leader.", figures: []string{"team.active"}}
			}
			return verdict{hits: []Finding{{Subject: "team", Figures: []string{"team.active"},
				Text:   fmt.Sprintf("The team of %d has no active %s.", m.rep.Team.Active, joinNo(missing)),
				Action: fmt.Sprintf("Name who on the team is the %s.", listed(missing))}}}
		},
	}
}

func joinNo(words []string) string {
	if len(words) == 2 {
		return words[0] + " and no active " + words[1]
	}
	return words[0]
}

// rolesUnknown says why the seats of the team cannot be judged; "" if they can.
func (m *model) rolesUnknown() string {
	if !slices.ContainsFunc(m.ds.People, func(p ingest.Person) bool { return p.Class != "" && p.Class != ingest.RoleOther }) {
		return "needs a role or title on the roster that names a seat"
	}
	if n := m.rep.Team.Active; n <= m.th.SmallTeam {
		return fmt.Sprintf("needs a team of %d, has %d", m.th.SmallTeam+1, n)
	}
	return ""
}

// inClass lists the active people of a role class.
func (m *model) inClass(c ingest.RoleClass) (who []int32) {
	for _, p := range m.byName {
		if m.active[p] && m.ds.People[p].Class == c {
			who = append(who, p)
		}
	}
	return who
}

func noDepthBySegment(th Thresholds) Rule {
	return Rule{
		ID: "no-depth-by-segment", Title: "The team has not specialised by segment", Severity: Notice,
		Question:    "Along which axis has the team gone deep: region, partner type or motion?",
		Principle:   "A team scales by depth in a segment, not by more people who cover all of them.",
		Condition:   fmt.Sprintf("In a team of %d or more, the division of labour over region, partner type and motion is nowhere %g above what chance would give.", depthTeam, th.DepthMargin),
		Thresholds:  []string{"depth_margin"},
		Holds:       "The team has specialised along at least one axis",
		Move:        "Give one segment with many partners to one or two owners.",
		Minimum:     fmt.Sprintf("A team of %d, and items with at least two regions, partner types or motions.", depthTeam),
		WouldChange: fmt.Sprintf("A division of labour %g above its null on one axis.", th.DepthMargin),
		judge: func(m *model, _ Rule) verdict {
			t := m.rep.Team
			if t.Active < depthTeam {
				return verdict{unjudged: fmt.Sprintf("needs a team of %d, has %d", depthTeam, t.Active)}
			}
			var seen, figures, deep []string
			for _, x := range []struct {
				name, id string
				d        *DivisionOfLabour
			}{{"region", "team.by_region", t.ByRegion}, {"partner type", "team.by_partner_type", t.ByPartnerType}, {"motion", "team.by_motion", t.ByMotion}} {
				if x.d == nil || x.d.Symmetric == nil || x.d.NullMean == nil {
					continue
				}
				text := fmt.Sprintf("%s %.2f against %.2f by chance", x.name, *x.d.Symmetric, *x.d.NullMean)
				seen, figures = append(seen, text), append(figures, x.id)
				if *x.d.Symmetric-*x.d.NullMean >= m.th.DepthMargin-1e-12 {
					deep = append(deep, text)
				}
			}
			switch {
			case len(seen) == 0:
				return verdict{unjudged: "needs items in two regions, partner types or motions that name two people of the team"}
			case len(deep) > 0:
				return verdict{holds: fmt.Sprintf("The team has specialised by %s.", listed(deep)), figures: figures}
			}
			return verdict{hits: []Finding{{Subject: "team", Figures: figures, Text: fmt.Sprintf("Division of labour: %s.", listed(seen))}}}
		},
	}
}
