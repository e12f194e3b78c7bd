// Package whatif answers "what would the structure look like if": a scenario is
// a list of changes to the roster and to ownership (METRICS.md 11).
//
//  1. Apply carries a scenario out on a copy of the dataset, as a list of edits
//     that can be undone.
//  2. Compare runs the same analysis on base and copies and lays their figures
//     side by side, with what changes hands and what cannot be known.
//  3. Suggest proposes an ownership without gaps or overlaps, at the least
//     change, and writes it as a scenario.
//
// Revenue is never predicted from a reorganisation.
package whatif

import (
	"fmt"

	"ownermap/ingest"
)

// Scenario is one proposal. Changes are carried out in their order.
type Scenario struct {
	// Title names the scenario.
	Title string `yaml:"title"`
	// Note says why, in a sentence or two.
	Note string `yaml:"note,omitempty"`
	// Changes lists what differs from today.
	Changes []Change `yaml:"changes"`
}

// Change is exactly one of its fields.
type Change struct {
	// Assign gives a stage to a person: the roster states it, and items without an active owner name the person.
	Assign *Assign `yaml:"assign,omitempty"`
	// Release takes a stage from a person: the roster no longer states it, and items no longer name the person.
	Release *Release `yaml:"release,omitempty"`
	// Hire adds a person.
	Hire *Hire `yaml:"hire,omitempty"`
	// Leave ends a person's time on the team.
	Leave *Leave `yaml:"leave,omitempty"`
	// Change alters a person's role, title, manager, allocation or quota.
	Change *Alter `yaml:"change,omitempty"`
	// Move hands partners from one person to another, with every stage and side held for them.
	Move *Move `yaml:"move,omitempty"`
	// Split gives the revenue side of partners' deals to a person, where one person holds both sides.
	Split *Split `yaml:"split,omitempty"`
}

// Where narrows a change to a segment; a blank field means all of it.
type Where struct {
	// Region is one region, as the data spells it.
	Region string `yaml:"region,omitempty"`
	// PartnerType is one partner type.
	PartnerType string `yaml:"partner_type,omitempty"`
	// Motion is one motion.
	Motion string `yaml:"motion,omitempty"`
}

// Assign is a stage given to a person.
type Assign struct {
	// Stage is the id of a stage.
	Stage string `yaml:"stage"`
	// To is a person: name, id or e-mail.
	To string `yaml:"to"`
	// Take says which items then name the person: gaps (default; those without an active owner) or all.
	Take  string `yaml:"take,omitempty"`
	Where `yaml:",inline"`
}

// Release is a stage taken from a person.
type Release struct {
	// Stage is the id of a stage.
	Stage string `yaml:"stage"`
	// From is a person.
	From  string `yaml:"from"`
	Where `yaml:",inline"`
}

// Hire is a person to come, treated as in the seat.
type Hire struct {
	// Name is what the seat is called.
	Name string `yaml:"name"`
	// Role is the role, in the roster's words.
	Role string `yaml:"role"`
	// Title is the job title.
	Title string `yaml:"title,omitempty"`
	// Manager is a person.
	Manager string `yaml:"manager,omitempty"`
	// Stages are assigned to the hire, in the segment given.
	Stages []string `yaml:"stages,omitempty"`
	// Allocation is the FTE. Default: 1.
	Allocation *float64 `yaml:"allocation,omitempty"`
	// Quota is the number carried, in the report currency.
	Quota string `yaml:"quota,omitempty"`
	// Start is the first day, for the transition list.
	Start ingest.Date `yaml:"start,omitempty"`
	Where `yaml:",inline"`
}

// Leave is a person who goes.
type Leave struct {
	// Person is who leaves.
	Person string `yaml:"person"`
}

// Alter changes a person; a field left out stays.
type Alter struct {
	// Person is whose seat changes.
	Person string `yaml:"person"`
	// Role is the new role.
	Role string `yaml:"role,omitempty"`
	// Title is the new title.
	Title string `yaml:"title,omitempty"`
	// Manager is the new manager.
	Manager string `yaml:"manager,omitempty"`
	// Allocation is the new FTE.
	Allocation *float64 `yaml:"allocation,omitempty"`
	// Quota is the new number in the report currency; "0" takes it away.
	Quota string `yaml:"quota,omitempty"`
}

// Which picks partners: by name, by segment, or all.
type Which struct {
	// Partners are names of partners.
	Partners []string `yaml:"partners,omitempty"`
	// All means every partner.
	All   bool `yaml:"all,omitempty"`
	Where `yaml:",inline"`
}

// Move hands partners over.
type Move struct {
	// From is who hands over.
	From string `yaml:"from"`
	// To is who takes over.
	To    string `yaml:"to"`
	Which `yaml:",inline"`
}

// Split gives the revenue side to somebody else.
type Split struct {
	// To takes the revenue side.
	To string `yaml:"to"`
	// From keeps the relationship; default: whoever holds both sides.
	From  string `yaml:"from,omitempty"`
	Which `yaml:",inline"`
}

// Error is a change that cannot be carried out. Change counts from 1.
type Error struct {
	Scenario string
	Change   int
	Message  string
	Hint     string
}

// Error names the scenario and the change.
func (e *Error) Error() string {
	if e.Change == 0 {
		return fmt.Sprintf("scenario %q: %s", e.Scenario, e.Message)
	}
	return fmt.Sprintf("scenario %q, change %d: %s", e.Scenario, e.Change, e.Message)
}
