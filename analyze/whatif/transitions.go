package whatif

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ownermap/ingest"
)

// handover is what passes from some people to others; order is when it is done:
// seats first, then stages, then the revenue side, then relationships.
type handover struct {
	order          int
	what, from, to string
}

// handed is what a handover is about.
type handed struct {
	partners map[string]bool // names
	deals    int
	seat     []SeatChange
}

// transitions groups the edits into handovers, in the order in which they are done.
func (s *Side) transitions(base *ingest.Dataset, out *Outcome) {
	groups := map[handover]*handed{}
	of := func(h handover) *handed {
		if groups[h] == nil {
			groups[h] = &handed{partners: map[string]bool{}}
		}
		return groups[h]
	}
	changed, moved, cut := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range out.net() {
		if e.On == "person" {
			seat := seatChanges(out, e)
			of(handover{0, seatText(seat), "", e.Seat[1].Name}).seat = seat
			changed[e.Seat[1].Name] = true
			continue
		}
		g, partner := of(handoverOf(e)), e.Index
		if e.On == "deal" {
			partner = base.Deals[e.Index].Partner
			g.deals++
		}
		if partner != ingest.None {
			n := base.Partners[partner].Name
			g.partners[n], moved[n] = true, true
			if e.Field == "partner_manager" {
				cut[n] = true
			}
		}
	}
	s.Transitions = []Transition{}
	for i, h := range slices.SortedFunc(maps.Keys(groups), handover.compare) {
		g := groups[h]
		s.Transitions = append(s.Transitions, Transition{Step: i + 1, From: h.from, To: h.to, What: h.what, Seat: g.seat, Partners: sortedNames(g.partners), Deals: g.deals})
	}
	s.PeopleChanged, s.PartnersMoved, s.Interrupted = sortedNames(changed), sortedNames(moved), sortedNames(cut)
}

// handoverOf says what an edit of a partner or deal passes from whom to whom.
func handoverOf(e Edit) handover {
	h := handover{1, e.Stage, namesLess(e.Before, e.After), namesLess(e.After, e.Before)}
	if h.to == Nobody && h.from != Nobody {
		h.to = namesOf(e.After)
	}
	switch e.Field {
	case "partner_manager":
		h.order, h.what = 3, cmp.Or(h.what, whatRelationship)
	case "partner_sales_exec":
		h.order, h.what = 2, cmp.Or(h.what, whatRevenue)
	}
	return h
}

func (h handover) compare(o handover) int {
	return cmp.Or(cmp.Compare(h.order, o.order), strings.Compare(h.what+"\x00"+h.to+"\x00"+h.from, o.what+"\x00"+o.to+"\x00"+o.from))
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
