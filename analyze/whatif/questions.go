package whatif

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ownermap/analyze"
	"ownermap/ingest"
)

// LeaverAnswer is what loses its owner if one person leaves, and the cheapest
// cover.
type LeaverAnswer struct {
	Person     string      `json:"person"` // name
	Comparison *Comparison `json:"comparison"`
	Stated     []string    `json:"stated"` // stages that the roster gives the person
	Cover      *Proposal   `json:"cover"`
	Scenario   Scenario    `json:"-"` // leaving with the cover
}

// Leaver answers what a person's leaving opens. The cover proposes an owner for
// each stage and segment that the person states, or holds most of.
func Leaver(ds *ingest.Dataset, o SuggestOptions, who string) (*LeaverAnswer, error) {
	leave := Scenario{Title: "If " + who + " leaves", Changes: []Change{{Leave: &Leave{Person: who}}}}
	out, err := Apply(ds, o.Options, leave)
	if err != nil {
		return nil, err
	}
	p := out.Edits[0].Index
	a := &LeaverAnswer{Person: ds.People[p].Name, Stated: slices.Clone(ds.People[p].Stages), Cover: &Proposal{Moves: []Placement{}, Kept: []Placement{}}}
	leave.Title = "If " + a.Person + " leaves"
	o.Analyze.AsOf = analyze.NewView(ds, o.Analyze).AsOf()
	before := newDemand(ds, analyze.NewView(ds, o.Analyze), o)
	lost := map[[2]string]bool{}
	for i := range before.cells {
		c := &before.cells[i]
		if slices.Contains(c.Stated, p) || holder(c) == p {
			lost[[2]string{c.Stage, c.Segment}] = true
		}
	}
	o.only = func(c *Cell) bool { return lost[[2]string{c.Stage, c.Segment}] }
	if len(lost) > 0 {
		if a.Cover, err = Suggest(out.Dataset, o); err != nil {
			return nil, err
		}
	}
	a.Scenario = Scenario{Title: "Cover for " + a.Person, Note: "What " + a.Person + " owns, given to the cheapest cover.",
		Changes: append(slices.Clone(leave.Changes), a.Cover.Scenario.Changes...)}
	a.Comparison, err = Compare(ds, o.Options, []Scenario{leave, a.Scenario})
	return a, err
}

// HireOption is one role that could be hired.
type HireOption struct {
	Role       string   `json:"role"`
	Stages     []string `json:"stages"`
	GapsClosed int      `json:"gaps_closed"` // items without an active owner that get one
	Resolved   int      `json:"findings_resolved"`
	Raised     int      `json:"findings_new"`
	Scenario   Scenario `json:"-"`
}

// roleStages are the roles that a hire may have, with the stages each is at home in.
var roleStages = []struct {
	role   string
	stages []string
}{
	{"Partner recruiter", []string{"recruitment"}},
	{"Partner activation manager", []string{"activation"}},
	{"Partner enablement manager", []string{"enablement"}},
	{"Partner sales executive", []string{"cosell"}},
	{"Partner operations analyst", []string{"measurement"}},
}

// Hires compares one hire of each role, or of the given one, by what it closes:
// most items first, then most findings, then name.
func Hires(ds *ingest.Dataset, o Options, role string) ([]HireOption, error) {
	var list []HireOption
	for _, r := range roleStages {
		if role != "" && ingest.RoleClassOf(role, "", o.Values) != ingest.RoleClassOf(r.role, "", o.Values) {
			continue
		}
		sc := Scenario{Title: "Hire: " + r.role, Changes: []Change{{Hire: &Hire{Name: "New " + strings.ToLower(r.role), Role: r.role, Stages: present(ds, o, r.stages)}}}}
		c, err := Compare(ds, o, []Scenario{sc})
		if err != nil {
			return nil, err
		}
		h := HireOption{Role: r.role, Stages: sc.Changes[0].Hire.Stages, Resolved: len(c.Sides[0].Resolved), Raised: len(c.Sides[0].Raised), Scenario: sc}
		for _, g := range c.Sides[0].GapsClosed {
			h.GapsClosed += g.Items
		}
		list = append(list, h)
	}
	if len(list) == 0 {
		return nil, &Error{Scenario: "hire", Message: fmt.Sprintf("%q is a role without a stage of its own", role),
			Hint: "try one of: partner recruiter, partner activation manager, partner enablement manager, partner sales executive, partner operations analyst"}
	}
	slices.SortStableFunc(list, func(a, b HireOption) int {
		return cmp.Or(cmp.Compare(b.GapsClosed, a.GapsClosed), cmp.Compare(b.Resolved, a.Resolved), strings.Compare(a.Role, b.Role))
	})
	return list, nil
}

// present keeps the stages that the report has.
func present(ds *ingest.Dataset, o Options, stages []string) (out []string) {
	for _, s := range analyze.NewView(ds, o.Analyze).Stages() {
		if slices.Contains(stages, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}
