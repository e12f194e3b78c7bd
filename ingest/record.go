package ingest

import "github.com/govalues/decimal"

// None is the index that means "nobody" or "no partner".
const None int32 = -1

// Money is an exact amount in its own currency. The zero value is "not stated".
// Currency is an ISO code in capitals, or "" where the data names none; beside other
// currencies a word that is none stays what it is.
type Money struct {
	Value    decimal.Decimal
	Currency string
	Known    bool
}

// Named is what an owner cell says: the text as it stood, and the people it
// names in order without repeats. Cells with the same text share one Named; nil
// is a blank cell.
type Named struct {
	Text   string
	People []Ref
}

// Ref is one name in an owner cell. Person is an index into Dataset.People, or
// None for a name that is on no roster.
type Ref struct {
	Name   string
	Person int32
}

// RoleClass is the kind of seat a person holds, read from role, else title.
type RoleClass string

// Role classes (METRICS.md 1). The first seven are the partnerships team.
const (
	RoleRelationship RoleClass = "relationship"
	RoleRevenue      RoleClass = "revenue"
	RoleRecruitment  RoleClass = "recruitment"
	RoleActivation   RoleClass = "activation"
	RoleEnablement   RoleClass = "enablement"
	RoleOperations   RoleClass = "operations"
	RoleLeader       RoleClass = "leader"
	RoleDirectSales  RoleClass = "direct_sales"
	RoleMarketing    RoleClass = "marketing"
	RoleOther        RoleClass = "other"
)

// RoleClasses are all role classes, those of the partnerships team first.
func RoleClasses() []RoleClass {
	return []RoleClass{RoleRelationship, RoleRevenue, RoleRecruitment, RoleActivation, RoleEnablement, RoleOperations, RoleLeader, RoleDirectSales, RoleMarketing, RoleOther}
}

// Person is one person of the roster. Blank segments mean "all of it".
type Person struct {
	Pos          Pos
	Also         []Pos  // further rows of the person whose facts are among these
	ID           string // as the roster gives it; "" when it has none
	Key          string // unique in the dataset: the ID, else the e-mail, else the name
	Name         string // display form, "First Last"
	NameText     string // as it stood in the cell
	Email        string
	Title        string
	Role         string
	Class        RoleClass
	Manager      int32  // index into Dataset.People, or None
	ManagerText  string // as it stood; with Manager == None and text present, the manager is not on the roster
	Stages       []string
	Regions      []string
	PartnerTypes []string
	Motions      []string
	StageScopes  []StageScope // stages whose segments differ from the person's own
	Quota        Money
	HasQuota     bool    // carries a number: a quota above zero, or a flag that says so
	Allocation   float64 // FTE, default 1
	Start, End   Date
	Left         bool // the status says that the person has left, and no end date is given
}

// StageScope narrows one stage that a person states to segments of its own;
// blank segments mean "all of it".
type StageScope struct {
	Stage                          string
	Regions, PartnerTypes, Motions []string
}

// Active reports whether the person is on the team on that day: start <= asOf or
// unknown, and end > asOf or unknown. Who has left at an unknown day is on it on
// none (METRICS.md 1).
func (p *Person) Active(asOf Date) bool {
	return !p.Left && (p.Start.IsZero() || p.Start <= asOf) && (p.End.IsZero() || p.End > asOf)
}

// Status is the state of a deal.
type Status uint8

// Deal states. StatusUnknown is a blank or unreadable cell; it is an issue.
const (
	StatusUnknown Status = iota
	StatusOpen
	StatusWon
	StatusLost
)

// String is the word used in reports.
func (s Status) String() string { return [...]string{"unknown", "open", "won", "lost"}[s] }

// Origin says who brought a deal (METRICS.md 1).
type Origin uint8

// Origins. OriginUnknown is also what a blank sourcing cell says.
const (
	OriginUnknown Origin = iota
	OriginSourced
	OriginInfluenced
	OriginDirect
)

// String is the word used in reports.
func (o Origin) String() string { return [...]string{"unknown", "sourced", "influenced", "direct"}[o] }

// Deal is one opportunity. Owner cells are nil when blank.
type Deal struct {
	Pos                            Pos
	ID, Name, Account              string
	Partner                        int32 // index into Dataset.Partners, or None
	PartnerType, Region, Motion    string
	Amount                         Money
	Converted                      Money // the export's own conversion, where it has one
	Status                         Status
	StatusText                     string
	Created, Closed, ExpectedClose Date
	Sourcing                       Origin // what the explicit sourcing value says; OriginUnknown when blank
	SourcingText                   string
	PartnerManager                 *Named
	PartnerSalesExec               *Named
	SalesOwner                     *Named
	MarketingOwner                 *Named
	Recruiter                      *Named
	ActivationOwner                *Named
	EnablementOwner                *Named
	CosellOwner                    *Named
	MeasurementOwner               *Named
	Registered                     Date
	HandedOff, HandoffAccepted     Date
	CreditAgreed                   Date
}

// LatestEvent is the last day on which something happened to the deal: it was created, or
// closed where it is won or lost. Zero where no day is known.
func (d *Deal) LatestEvent() Date {
	if d.Status == StatusWon || d.Status == StatusLost {
		return max(d.Created, d.Closed)
	}
	return d.Created
}

// Partner is a partner company: a row of the partner list, or a name that deals
// use. Listed tells which; a partner that is not listed has the Pos of its
// first deal.
type Partner struct {
	Pos                        Pos
	Listed                     bool
	ID, Name                   string
	Key                        string // unique in the dataset, stable: the ID, else the normalised name
	Type, Tier, Region, Motion string
	Status                     string
	Signed, Onboarded          Date
	Activated, FirstWon, Ended Date
	Recruiter                  *Named
	PartnerManager             *Named
	PartnerSalesExec           *Named
	ActivationOwner            *Named
	EnablementOwner            *Named
	Target                     Money
}

// Rate converts one unit of Currency from Date on: to the currency To, or to the
// report currency where the table does not name one.
type Rate struct {
	Pos      Pos
	Currency string
	To       string
	Date     Date // first day in force; zero means always
	Rate     decimal.Decimal
}
