package analyze

import (
	"slices"
	"strconv"
	"strings"

	"ownermap/ingest"
)

// Structure is the team as one roster states it, and what changed since the
// roster before. The last one is today's.
type Structure struct {
	AsOf            ingest.Date       `json:"as_of"`
	Team            int               `json:"team"`
	FTE             float64           `json:"fte"`
	GeneralistShare *float64          `json:"generalist_share"` // by stated stages, FTE-weighted
	Stages          []StatedAt        `json:"stages"`
	Changes         []StructureChange `json:"changes"` // in order of name, then kind
}

// StatedAt is who a roster states for a stage.
type StatedAt struct {
	Stage  string   `json:"stage"`
	Status string   `json:"status"`
	Owners []string `json:"owners"` // person ids, in order of name
}

// StructureChange is one person's change between two rosters. Kind is joined,
// left, role, manager, stages, segments, allocation or quota; Before and After
// are as the rosters state it.
type StructureChange struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// history writes the structure at the day of each earlier roster and today.
func (m *model) history() {
	if len(m.ds.History) == 0 {
		return
	}
	days := append(slices.Clone(m.ds.History), ingest.Roster{AsOf: m.asOf, People: m.ds.People})
	var before *model
	for _, r := range days {
		opts := m.opts
		opts.AsOf, opts.Previous = r.AsOf, nil
		at := newModel(&ingest.Dataset{People: r.People, Stages: m.ds.Stages}, opts)
		s := at.structure()
		if before != nil {
			s.Changes = structureChanges(before, at)
		}
		m.rep.History = append(m.rep.History, s)
		before = at
	}
}

// structure is what the roster of a model states.
func (m *model) structure() Structure {
	s := Structure{AsOf: m.asOf, Stages: []StatedAt{}, Changes: []StructureChange{}}
	known, general := 0.0, 0.0
	for p := range m.ds.People {
		if !m.team[p] {
			continue
		}
		fte := max(0, m.ds.People[p].Allocation)
		s.Team++
		s.FTE += fte
		if n := len(m.ds.People[p].Stages); n > 0 {
			known += fte
			if m.classOf(float64(n)) == "generalist" {
				general += fte
			}
		}
	}
	s.FTE = settle(s.FTE)
	if known > 0 {
		v := general / known
		s.GeneralistShare = &v
	}
	for i := range m.stages {
		st := &m.stages[i]
		s.Stages = append(s.Stages, StatedAt{st.ID, m.statedStatus(st.ID, st.staters), m.personIDs(st.staters)})
	}
	return s
}

// structureChanges compares two rosters person by person, matched by id.
// A person who is not active on a roster's day counts as not there.
func structureChanges(before, after *model) []StructureChange {
	out := []StructureChange{}
	old := map[string]int32{}
	for i := range before.ds.People {
		if before.active[i] {
			old[before.personID(int32(i))] = int32(i)
		}
	}
	kept := map[string]bool{}
	for _, i := range after.byName {
		if !after.active[i] {
			continue
		}
		id := after.personID(i)
		kept[id] = true
		j, ok := old[id]
		if !ok {
			out = append(out, StructureChange{id, after.ds.People[i].Name, "joined", "", roleOf(&after.ds.People[i])})
			continue
		}
		was, is := before.facets(j), after.facets(i)
		for k := range is {
			if was[k] != is[k] {
				out = append(out, StructureChange{id, after.ds.People[i].Name, facetNames[k], was[k], is[k]})
			}
		}
	}
	for _, j := range before.byName {
		if id := before.personID(j); before.active[j] && !kept[id] {
			out = append(out, StructureChange{id, before.ds.People[j].Name, "left", roleOf(&before.ds.People[j]), ""})
		}
	}
	slices.SortStableFunc(out, func(a, b StructureChange) int { return strings.Compare(fold(a.Name), fold(b.Name)) })
	return out
}

// facetNames are the kinds of change of a person who stays, as facets lists them.
var facetNames = [...]string{"role", "manager", "stages", "segments", "allocation", "quota"}

// facets are what a roster states about a person, as text.
func (m *model) facets(i int32) [len(facetNames)]string {
	p := &m.ds.People[i]
	quota := ""
	if p.HasQuota {
		quota = "yes"
	}
	if p.Quota.Known {
		quota = strings.TrimSpace(p.Quota.Value.String() + " " + p.Quota.Currency)
	}
	manager := p.ManagerText
	if p.Manager != ingest.None {
		manager = m.ds.People[p.Manager].Name
	}
	segments := []string{strings.Join(p.Regions, ", "), strings.Join(p.PartnerTypes, ", "), strings.Join(p.Motions, ", ")}
	segments = slices.DeleteFunc(segments, func(s string) bool { return s == "" })
	return [...]string{
		roleOf(p), manager, strings.Join(m.inStageOrder(p.Stages), ", "), strings.Join(segments, "; "),
		strconv.FormatFloat(p.Allocation, 'f', -1, 64), quota,
	}
}

// roleOf is a person's role as the roster states it, else the title.
func roleOf(p *ingest.Person) string {
	if p.Role != "" {
		return p.Role
	}
	return p.Title
}
