package whatif

import (
	"fmt"
	"slices"
	"strings"

	"ownermap/ingest"
)

// SeatChange is one thing that changes on a seat.
type SeatChange struct {
	Kind  SeatKind `json:"kind"`
	Now   string   `json:"now,omitempty"` // role, title, FTE, manager's name, quota, or stage id
	Was   string   `json:"was,omitempty"` // "" for blank
	FTE   float64  `json:"fte,omitempty"` // of a seat that joins
	Where []string `json:"where,omitempty"`
}

// SeatKind tells the changes of a seat apart.
type SeatKind string

// The kinds of change.
const (
	SeatJoins      SeatKind = "joins" // Now is the role
	SeatLeaves     SeatKind = "leaves"
	SeatRole       SeatKind = "role"
	SeatTitle      SeatKind = "title"
	SeatAllocation SeatKind = "allocation"
	SeatManager    SeatKind = "manager"
	SeatQuota      SeatKind = "quota"
	SeatStates     SeatKind = "states" // the roster gives the stage, in the segments of Where
	SeatReleases   SeatKind = "releases"
)

// seatChanges are what an edit changes on a seat, in the order in which one would say it.
func seatChanges(out *Outcome, e Edit) (list []SeatChange) {
	b, a := e.Seat[0], e.Seat[1]
	add := func(kind SeatKind, now, was string) { list = append(list, SeatChange{Kind: kind, Now: now, Was: was}) }
	if slices.Contains(out.Hired, e.Index) {
		list = append(list, SeatChange{Kind: SeatJoins, Now: first(a.Role, a.Title), FTE: a.Allocation})
		b = ingest.Person{Role: a.Role, Title: a.Title, Allocation: a.Allocation, Manager: a.Manager, End: a.End, Quota: a.Quota}
	}
	if b.End != a.End {
		add(SeatLeaves, "", "")
	}
	if b.Role != a.Role {
		add(SeatRole, a.Role, b.Role)
	}
	if b.Title != a.Title {
		add(SeatTitle, a.Title, b.Title)
	}
	if b.Allocation != a.Allocation {
		add(SeatAllocation, trim(a.Allocation), trim(b.Allocation))
	}
	if b.Manager != a.Manager && a.Manager != ingest.None {
		add(SeatManager, out.Dataset.People[a.Manager].Name, "")
	}
	if b.Quota.Known != a.Quota.Known || b.Quota.Known && b.Quota.Value.Cmp(a.Quota.Value) != 0 {
		add(SeatQuota, a.Quota.Value.String(), "")
	}
	return append(list, statedChanges(b, a)...)
}

// statedChanges are the stages that the roster gives a seat or no longer gives it.
func statedChanges(b, a ingest.Person) (list []SeatChange) {
	for _, s := range a.Stages {
		if now := scopeOf(a, s); !slices.Contains(b.Stages, s) || !slices.Equal(scopeOf(b, s), now) {
			list = append(list, SeatChange{Kind: SeatStates, Now: s, Where: now})
		}
	}
	for _, s := range b.Stages {
		if !slices.Contains(a.Stages, s) {
			list = append(list, SeatChange{Kind: SeatReleases, Now: s})
		}
	}
	return list
}

// scopeOf is the segment in which a person states a stage, all axes in one list.
func scopeOf(p ingest.Person, stage string) (all []string) {
	lists := [][]string{p.Regions, p.PartnerTypes, p.Motions}
	for _, s := range p.StageScopes {
		if s.Stage == stage {
			lists = [][]string{s.Regions, s.PartnerTypes, s.Motions}
		}
	}
	return slices.Concat(lists...)
}

// seatText says in words what changes on a seat.
func seatText(list []SeatChange) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, c.text())
	}
	return strings.Join(parts, "; ")
}

func (c SeatChange) text() string {
	switch c.Kind {
	case SeatJoins:
		return fmt.Sprintf("joins as %s at %s FTE", c.Now, trim(c.FTE))
	case SeatLeaves:
		return "leaves"
	case SeatAllocation:
		return fmt.Sprintf("%s FTE, was %s", c.Now, c.Was)
	case SeatManager:
		return "reports to " + c.Now
	case SeatQuota:
		return "quota " + c.Now
	case SeatReleases:
		return "no longer states " + c.Now
	case SeatStates:
		if len(c.Where) > 0 {
			return "states " + c.Now + " in " + strings.Join(c.Where, ", ")
		}
		return "states " + c.Now
	}
	return fmt.Sprintf("%s %s, was %s", c.Kind, c.Now, first(c.Was, "blank"))
}
