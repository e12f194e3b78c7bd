package whatif

import (
	"maps"
	"slices"
	"strings"

	"ownermap/ingest"
)

// transitions groups the edits into handovers, in the order in which they are
// done: seats first, then stages, then the revenue side, then relationships.
func (s *Side) transitions(base *ingest.Dataset, out *Outcome) {
	s.Transitions, s.PeopleChanged, s.PartnersMoved, s.Interrupted = []Transition{}, []string{}, []string{}, []string{}
	type key struct {
		order          int
		what, from, to string
	}
	partners, deals, seats := map[key]map[string]bool{}, map[key]int{}, map[key][]SeatChange{}
	changed, moved, cut := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range out.net() {
		if e.On == "person" {
			seat := seatChanges(out, e)
			k := key{0, seatText(seat), "", e.Seat[1].Name}
			seats[k] = seat
			partners[k] = map[string]bool{}
			changed[e.Seat[1].Name] = true
			continue
		}
		k := key{1, e.Stage, namesLess(e.Before, e.After), namesLess(e.After, e.Before)}
		if k.to == Nobody && k.from != Nobody {
			k.to = namesOf(e.After)
		}
		if k.what == "" {
			k.what = map[string]string{"partner_manager": whatRelationship, "partner_sales_exec": whatRevenue}[e.Field]
		}
		switch e.Field {
		case "partner_manager":
			k.order = 3
		case "partner_sales_exec":
			k.order = 2
		}
		partner := e.Index
		if e.On == "deal" {
			partner = base.Deals[e.Index].Partner
			deals[k]++
		}
		if partners[k] == nil {
			partners[k] = map[string]bool{}
		}
		if partner != ingest.None {
			n := base.Partners[partner].Name
			partners[k][n], moved[n] = true, true
			if e.Field == "partner_manager" {
				cut[n] = true
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(partners), func(a, b key) int {
		if a.order != b.order {
			return a.order - b.order
		}
		return strings.Compare(a.what+"\x00"+a.to+"\x00"+a.from, b.what+"\x00"+b.to+"\x00"+b.from)
	})
	for i, k := range keys {
		s.Transitions = append(s.Transitions, Transition{Step: i + 1, From: k.from, To: k.to, What: k.what,
			Seat: seats[k], Partners: sortedNames(partners[k]), Deals: deals[k]})
	}
	s.PeopleChanged, s.PartnersMoved, s.Interrupted = sortedNames(changed), sortedNames(moved), sortedNames(cut)
}

// sortedNames are the keys of a set in order; never nil.
func sortedNames(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

// net is the edits with several of one cell joined into one; what ends as it
// began is left out.
func (out *Outcome) net() []Edit {
	type cell struct {
		on    string
		index int32
		field string
	}
	at, list := map[cell]int{}, []Edit{}
	for _, e := range out.Edits {
		k := cell{e.On, e.Index, e.Field}
		i, seen := at[k]
		if !seen {
			at[k] = len(list)
			list = append(list, e)
			continue
		}
		list[i].After, list[i].Seat[1] = e.After, e.Seat[1]
	}
	return slices.DeleteFunc(list, func(e Edit) bool {
		if e.On == "person" {
			return !slices.Contains(out.Hired, e.Index) && len(seatChanges(out, e)) == 0
		}
		return namesOf(e.Before) == namesOf(e.After)
	})
}
