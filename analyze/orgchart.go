package analyze

import (
	"slices"

	"ownermap/ingest"
)

// orgChart is the manager chain of a roster, with the partnerships team marked.
type orgChart struct {
	people []ingest.Person
	team   []bool
	active []bool
	order  []int32 // people by name
}

func (m *model) orgChart() orgChart {
	return orgChart{people: m.ds.People, team: m.team, active: m.active, order: m.byName}
}

// manager is the person one step up: None at a top, for somebody who names
// themselves (exports do that for the head of the company) and for a manager who
// is not on the roster.
func (o orgChart) manager(i int32) int32 {
	m := o.people[i].Manager
	if m == i || m < 0 || int(m) >= len(o.people) {
		return ingest.None
	}
	return m
}

// leadsTo is the nearest member of the team above a person, None where the chain
// ends without one. It walks over people outside the team. A member of a cycle is
// above itself.
func (o orgChart) leadsTo(i int32) int32 {
	at := i
	for range o.people {
		at = o.manager(at)
		if at == ingest.None || o.team[at] {
			return at
		}
	}
	return ingest.None
}

// roots are the members of the team with nobody of the team above, by name.
func (o orgChart) roots() []int32 {
	var roots []int32
	for _, i := range o.order {
		if o.team[i] && o.leadsTo(i) == ingest.None {
			roots = append(roots, i)
		}
	}
	return roots
}

// inCycle reports whether following managers from a person comes back to them.
func (o orgChart) inCycle(i int32) bool {
	at := i
	for range o.people {
		at = o.manager(at)
		if at == ingest.None || at == i {
			return at == i
		}
	}
	return false
}

// shown marks the team and everybody above it.
func (o orgChart) shown() []bool {
	shown := make([]bool, len(o.people))
	for i := range o.people {
		for at := int32(i); o.team[i] && at != ingest.None && !shown[at]; at = o.manager(at) {
			shown[at] = true
		}
	}
	return shown
}

// tree lists the shown people depth first, siblings by name. People of a cycle
// hang under its first member by name, which stands at the top.
func (o orgChart) tree() []OrgNode {
	shown := o.shown()
	below := map[int32][]int32{}
	var loops []int32
	for _, i := range o.order {
		if !shown[i] {
			continue
		}
		below[o.manager(i)] = append(below[o.manager(i)], i)
		if o.inCycle(i) {
			loops = append(loops, i)
		}
	}
	nodes, done := []OrgNode{}, make([]bool, len(o.people))
	var walk func(i int32, manager *string, depth int)
	walk = func(i int32, manager *string, depth int) {
		if done[i] {
			return
		}
		done[i] = true
		p := &o.people[i]
		nodes = append(nodes, OrgNode{Person: p.Key, Manager: manager, Depth: depth, Team: o.team[i], Active: o.active[i]})
		for _, b := range below[i] {
			walk(b, &p.Key, depth+1)
		}
	}
	for _, i := range slices.Concat(below[ingest.None], loops) {
		walk(i, nil, 0)
	}
	return nodes
}

// broken lists the shown people whose manager cell leads nowhere, by name.
func (o orgChart) broken() []int32 {
	shown := o.shown()
	var list []int32
	for _, i := range o.order {
		if shown[i] && o.brokenKind(i) != "" {
			list = append(list, i)
		}
	}
	return list
}

func (o orgChart) brokenKind(i int32) string {
	p := &o.people[i]
	switch m := o.manager(i); {
	case p.Manager == i:
		return "self"
	case m == ingest.None && p.ManagerText != "":
		return "unknown_manager"
	case m == ingest.None:
		return ""
	case o.inCycle(i):
		return "cycle"
	case !o.active[m]:
		return "left"
	}
	return ""
}
