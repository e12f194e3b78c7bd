package analyze

import (
	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// Schema names the version of the report's contract.
const Schema = "ownermap.report/1"

// Report is data/report.json: everything the pages show. Sections that were not
// computed are absent; a figure without enough data is null and its section's
// warnings say what is needed. Rates are 0..1, amounts exact decimals in the
// report currency, dates ISO.
type Report struct {
	Schema          string            `json:"schema"`
	Generator       string            `json:"generator"`
	Title           string            `json:"title"`
	Audience        string            `json:"audience,omitempty"` // leadership or anonymous where parts are withheld
	Withheld        []string          `json:"withheld,omitempty"` // what this audience is not given, and why
	AsOf            AsOf              `json:"as_of"`
	FiscalYearStart int               `json:"fiscal_year_start"`
	Currency        string            `json:"currency"`
	Window          Window            `json:"window"`
	Thresholds      Thresholds        `json:"thresholds"`
	Inputs          []Input           `json:"inputs"`
	Stages          []Stage           `json:"stages"`
	People          []Person          `json:"people"`
	Partners        []Partner         `json:"partners,omitempty"`
	Team            *Team             `json:"team,omitempty"`
	Separation      *Separation       `json:"separation,omitempty"`
	Revenue         *Revenue          `json:"revenue,omitempty"`
	Sensitivity     *Sensitivity      `json:"sensitivity,omitempty"`
	Handoffs        *Handoffs         `json:"handoffs,omitempty"`
	Activation      *Activation       `json:"activation,omitempty"`
	Leadership      *Leadership       `json:"leadership,omitempty"`
	Scaling         *Scaling          `json:"scaling,omitempty"`
	History         []Structure       `json:"history,omitempty"`    // one a roster, oldest first, where there are earlier ones
	Comparison      *Comparison       `json:"comparison,omitempty"` // with an earlier report, where one is given
	Findings        []Finding         `json:"findings"`
	RulesNotJudged  []NotJudged       `json:"rules_not_judged"`
	Warnings        []string          `json:"warnings"` // about the report as a whole
	Issues          []Issue           `json:"issues"`
	Figures         map[string]Figure `json:"figures"`
}

// AsOf is the day the report speaks for. Basis is "config" or "inferred".
type AsOf struct {
	Date  ingest.Date `json:"date"`
	Basis string      `json:"basis"`
}

// Window is the fiscal quarter that contains as_of and the three before it.
type Window struct {
	Start ingest.Date `json:"start"`
	End   ingest.Date `json:"end"`
}

// Input is one sheet that was read.
type Input struct {
	Kind      ingest.Kind   `json:"kind"`
	File      string        `json:"file"`
	Sheet     string        `json:"sheet"`
	SHA256    string        `json:"sha256"`
	System    string        `json:"system,omitempty"`
	Rows      int           `json:"rows"`
	Kept      int           `json:"kept"`
	Dropped   int           `json:"dropped"`
	HeaderRow int           `json:"header_row"`
	Columns   []InputColumn `json:"columns"`
	Unmapped  []string      `json:"unmapped,omitempty"`
	Notes     []string      `json:"notes,omitempty"`
}

// InputColumn says which column became which field, and why. Column is 1-based.
type InputColumn struct {
	Field    string `json:"field"`
	Header   string `json:"header"`
	Column   int    `json:"column"`
	Why      string `json:"why"`
	RunnerUp string `json:"runner_up,omitempty"`
}

// Stage is the ownership of one lifecycle stage (METRICS.md 2).
type Stage struct {
	ID            string    `json:"id"`
	Name          string    `json:"name"`
	Core          bool      `json:"core"`
	Item          string    `json:"item"` // "partner" or "deal"
	Stated        Stated    `json:"stated"`
	Observed      *Observed `json:"observed"`
	ByRegion      []Segment `json:"by_region"`
	ByPartnerType []Segment `json:"by_partner_type"`
	ByMotion      []Segment `json:"by_motion"`
	Warnings      []string  `json:"warnings"`
}

// Stated is what the roster says: Status is unowned, owned, split or shared.
type Stated struct {
	Status string   `json:"status"`
	Owners []string `json:"owners"` // person ids, in order of name
}

// Observed is what the records say. Items = Owned + Shared + Orphaned + Unowned.
// Coverage = Owned/Items, Reach = (Owned+Shared)/Items, Agreement = owned items
// whose owner states the stage / Owned; null where the divisor is zero.
type Observed struct {
	Evidence  string          `json:"evidence"` // the field that names the owner
	Items     int             `json:"items"`
	Owned     int             `json:"owned"`
	Shared    int             `json:"shared"`
	Orphaned  int             `json:"orphaned"`
	Unowned   int             `json:"unowned"`
	Coverage  *float64        `json:"coverage"`
	Reach     *float64        `json:"reach"`
	Agreement *float64        `json:"agreement"`
	BusFactor *int            `json:"bus_factor"`
	Owners    []ObservedOwner `json:"owners"` // in order of name
}

// ObservedOwner is one active person whom a stage's items name. Items counts an
// item with k active names as 1/k; Share is of the items with any active name.
type ObservedOwner struct {
	Person   string  `json:"person"`
	Items    float64 `json:"items" jsonschema:"oneof_type=number;null"`
	Share    float64 `json:"share" jsonschema:"oneof_type=number;null"`
	Withheld bool    `json:"withheld,omitempty"` // the figures are not given to this audience: they are null in JSON
}

// Segment is a stage within one region, partner type or motion; "" is blank.
type Segment struct {
	Segment      string   `json:"segment"`
	StatedStatus string   `json:"stated_status"`
	Items        int      `json:"items"`
	Owned        int      `json:"owned"`
	Shared       int      `json:"shared"`
	Orphaned     int      `json:"orphaned"`
	Unowned      int      `json:"unowned"`
	Coverage     *float64 `json:"coverage"`
}

// Person is one person's load (METRICS.md 3). People stand in order of name.
type Person struct {
	ID                string             `json:"id"`
	Name              string             `json:"name"`
	Role              string             `json:"role"`
	Title             string             `json:"title"`
	RoleClass         ingest.RoleClass   `json:"role_class"`
	Manager           *string            `json:"manager"` // person id
	Active            bool               `json:"active"`
	Team              bool               `json:"team"` // counts into the partnerships team
	Start             ingest.Date        `json:"start"`
	End               ingest.Date        `json:"end"`
	Regions           []string           `json:"regions"`
	PartnerTypes      []string           `json:"partner_types"`
	Motions           []string           `json:"motions"`
	Allocation        float64            `json:"allocation" jsonschema:"oneof_type=number;null"` // FTE
	StagesStated      []string           `json:"stages_stated"`
	StageItems        map[string]float64 `json:"stage_items"`
	Items             float64            `json:"items" jsonschema:"oneof_type=number;null"` // N_p
	EffectiveStages   *float64           `json:"effective_stages"`
	Basis             string             `json:"basis"` // observed, stated, none
	Class             string             `json:"class"` // specialist, mixed, generalist, unknown
	Load              *float64           `json:"load"`  // items per FTE; null without allocation
	LoadRatio         *float64           `json:"load_ratio"`
	Partners          int                `json:"partners" jsonschema:"oneof_type=integer;null"`
	OpenDeals         int                `json:"open_deals" jsonschema:"oneof_type=integer;null"`
	Reports           int                `json:"reports" jsonschema:"oneof_type=integer;null"`
	RelationshipDeals int                `json:"relationship_deals" jsonschema:"oneof_type=integer;null"`
	RevenueDeals      int                `json:"revenue_deals" jsonschema:"oneof_type=integer;null"`
	BothSides         int                `json:"both_sides" jsonschema:"oneof_type=integer;null"`
	Quota             *decimal.Decimal   `json:"quota"`
	QuotaCurrency     string             `json:"quota_currency,omitempty"`
	Row               string             `json:"row"`                // position on the roster
	Withheld          bool               `json:"withheld,omitempty"` // allocation and counts are not given to this audience: they mean nothing here and are null in JSON
}

// Partner is one partner company in scope or listed, in order of name.
type Partner struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Type        string           `json:"type"`
	Region      string           `json:"region"`
	Motion      string           `json:"motion"`
	Tier        string           `json:"tier"`
	InScope     bool             `json:"in_scope"`
	Signed      ingest.Date      `json:"signed"`
	Activated   ingest.Date      `json:"activated"` // by the list, or the first deal created or registered, if earlier
	OpenDeals   int              `json:"open_deals"`
	WonDeals    int              `json:"won_deals"` // in the window
	Sourced     decimal.Decimal  `json:"sourced"`   // won in the window
	Influenced  decimal.Decimal  `json:"influenced"`
	Managers    []string         `json:"managers"` // person ids that deals or the list name
	Sellers     []string         `json:"sellers"`
	StageOwners map[string]Owned `json:"stage_owners"` // for stages whose item is a partner
	Row         string           `json:"row"`
}

// Owned is the ownership of one item: Class is owned, shared, orphaned, unowned.
type Owned struct {
	Class  string   `json:"class"`
	People []string `json:"people"` // active, person ids
	Others []string `json:"others"` // names that are not active on the roster
}

// Rate is k of n with a Wilson 95 % interval; Value and Interval are null at n 0.
type Rate struct {
	K        int         `json:"k"`
	N        int         `json:"n"`
	Value    *float64    `json:"value"`
	Interval *[2]float64 `json:"interval"`
}

// Team sums the team up (METRICS.md 3).
type Team struct {
	Active           int               `json:"active"`
	FTE              float64           `json:"fte"`
	GeneralistShare  *float64          `json:"generalist_share"` // FTE-weighted, over known classes
	MedianLoad       *float64          `json:"median_load"`
	DivisionOfLabour *DivisionOfLabour `json:"division_of_labour"`
	ByRegion         *DivisionOfLabour `json:"by_region"`
	ByPartnerType    *DivisionOfLabour `json:"by_partner_type"`
	ByMotion         *DivisionOfLabour `json:"by_motion"`
	Warnings         []string          `json:"warnings"`
}

// DivisionOfLabour is mutual information in nats between people and an axis,
// scaled three ways, with the mean of a seeded permutation null of Symmetric
// (Gorelick & Bertram 2007).
type DivisionOfLabour struct {
	MutualInformation float64  `json:"mutual_information"`
	OfStages          *float64 `json:"of_stages"` // of the axis' own entropy
	OfPeople          *float64 `json:"of_people"`
	Symmetric         *float64 `json:"symmetric"`
	NullMean          *float64 `json:"null_mean"`
}

// Separation says whether relationship and revenue sit with one person (4).
type Separation struct {
	Deals             int         `json:"deals"`
	Same              int         `json:"same"`
	Different         int         `json:"different"`
	Unknown           int         `json:"unknown"`
	BlurRate          *float64    `json:"blur_rate"`
	Interval          *[2]float64 `json:"interval"`
	Bounds            *[2]float64 `json:"bounds"`
	RevenueWeighted   *float64    `json:"revenue_weighted"`
	PeopleOnBothSides []BothSides `json:"people_on_both_sides"`
	Pairs             []OwnerPair `json:"pairs"`
	ManagersWithQuota []string    `json:"managers_with_quota"`
	SellersWithout    []string    `json:"revenue_roles_without_quota"`
	Warnings          []string    `json:"warnings"`
}

// BothSides is a person who is relationship and revenue owner of the same deals.
type BothSides struct {
	Person string `json:"person"`
	Deals  int    `json:"deals"`
}

// OwnerPair counts the deals of one relationship owner with one revenue owner.
// Names are person ids, or the name as it stands for people not on the roster.
type OwnerPair struct {
	Relationship string `json:"relationship"`
	Revenue      string `json:"revenue"`
	Deals        int    `json:"deals"`
}

// Amounts are sums by origin.
type Amounts struct {
	Sourced    decimal.Decimal `json:"sourced"`
	Influenced decimal.Decimal `json:"influenced"`
	Direct     decimal.Decimal `json:"direct"`
	Unknown    decimal.Decimal `json:"unknown"`
}

// Counts are numbers of deals by origin.
type Counts struct {
	Sourced    int `json:"sourced"`
	Influenced int `json:"influenced"`
	Direct     int `json:"direct"`
	Unknown    int `json:"unknown"`
}

// Revenue is section 5.
type Revenue struct {
	Periods        []Period       `json:"periods"`
	Window         Slice          `json:"window"` // the sum of the window's quarters
	Trend          Trend          `json:"trend"`
	Predictability Predictability `json:"predictability"`
	Concentration  *Concentration `json:"concentration"`
	Conflict       Conflict       `json:"conflict"`
	Pipeline       []PipelineLine `json:"pipeline"`
	ByRegion       []Slice        `json:"by_region"`
	ByPartnerType  []Slice        `json:"by_partner_type"`
	ByMotion       []Slice        `json:"by_motion"`
	ByOwner        []Slice        `json:"by_owner"` // of the revenue side; Segment is a person id
	Warnings       []string       `json:"warnings"`
}

// Period is one fiscal quarter of won deals.
type Period struct {
	Period   string      `json:"period"`
	Start    ingest.Date `json:"start"`
	End      ingest.Date `json:"end"`
	Complete bool        `json:"complete"`
	Amounts
	Won          Counts   `json:"won"`
	SourcedShare *float64 `json:"sourced_share"` // of all won amounts
}

// Slice is won revenue of one segment, in the window and by quarter.
type Slice struct {
	Segment string `json:"segment"`
	Amounts
	Won          Counts            `json:"won"`
	SourcedShare *float64          `json:"sourced_share"`
	Quarters     []decimal.Decimal `json:"quarters,omitempty"` // sourced, parallel to Revenue.Periods
}

// Trend is the Theil-Sen slope in currency per quarter with its 95 % interval
// (Sen 1968) and the Mann-Kendall two-sided p. Verdict: rising, falling, flat,
// undetermined, too_short.
type Trend struct {
	N             int         `json:"n"`
	Slope         *float64    `json:"slope"`
	SlopeInterval *[2]float64 `json:"slope_interval"`
	P             *float64    `json:"p"`
	Intercept     *float64    `json:"intercept"` // median of y - slope*i, i from 0
	Verdict       string      `json:"verdict"`
}

// Predictability is the rolling one-quarter-ahead backtest (METRICS.md 5).
// Verdict: predictable, unpredictable, too_short; undetermined where no quarter
// that could be forecast had sourced revenue.
type Predictability struct {
	Origins  int        `json:"origins"`
	Method   *string    `json:"method"` // seasonal_naive, naive, drift
	WAPE     *float64   `json:"wape"`
	MASE     *float64   `json:"mase"`
	Verdict  string     `json:"verdict"`
	Forecast *Forecast  `json:"forecast"`
	Methods  []Backtest `json:"methods"` // all three, in their fixed order
}

// Forecast is for the next complete quarter; Low and High add the range of past errors.
type Forecast struct {
	Period string  `json:"period"`
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// Backtest is one method's past forecasts. Forecasts[i] is for quarter Periods[i].
type Backtest struct {
	Method    string    `json:"method"`
	WAPE      *float64  `json:"wape"`
	MASE      *float64  `json:"mase"`
	Periods   []string  `json:"periods"`
	Actual    []float64 `json:"actual"`
	Forecasts []float64 `json:"forecasts"`
}

// Concentration of sourced revenue in the window over partners.
type Concentration struct {
	Partners          int            `json:"partners"`
	Top1              *float64       `json:"top1"`
	Top3              *float64       `json:"top3"`
	HHI               *float64       `json:"hhi"`
	EffectivePartners *float64       `json:"effective_partners"`
	Largest           []PartnerShare `json:"largest"` // by amount, then name
}

// PartnerShare is one partner's part of sourced revenue in the window.
type PartnerShare struct {
	Partner string          `json:"partner"` // partner id
	Amount  decimal.Decimal `json:"amount"`
	Share   float64         `json:"share"`
}

// Conflict counts deals whose sourcing value and registration disagree, and
// gives won sourced revenue in the window as a range.
type Conflict struct {
	Both             int              `json:"both" jsonschema:"oneof_type=integer;null"`
	RegistrationOnly int              `json:"registration_only" jsonschema:"oneof_type=integer;null"`
	SourcingOnly     int              `json:"sourcing_only" jsonschema:"oneof_type=integer;null"`
	Low              *decimal.Decimal `json:"low"`
	High             *decimal.Decimal `json:"high"`
	Withheld         bool             `json:"withheld,omitempty"` // the counts are not given to this audience: they are null in JSON
}

// PipelineLine compares origins: deals created in the window, win rate of the
// deals closed in it, median days from creation to close of the won ones.
type PipelineLine struct {
	Origin     string          `json:"origin"`
	Created    int             `json:"created"`
	Amount     decimal.Decimal `json:"amount"`
	WinRate    Rate            `json:"win_rate"`
	MedianDays *float64        `json:"median_days"`
}

// Severity ranks a finding: critical, warning, notice, good.
type Severity string

// Severities, worst first.
const (
	Critical Severity = "critical"
	Warning  Severity = "warning"
	Notice   Severity = "notice"
	Good     Severity = "good"
)

// Finding is a rule that fired, or (severity good) one that holds.
type Finding struct {
	Rule        string   `json:"rule"`
	Severity    Severity `json:"severity"`
	Subject     string   `json:"subject"`      // stage:activation, person:E01, team, revenue
	Title       string   `json:"title"`        // short sentence without figures
	Text        string   `json:"text"`         // the sentence with its figures
	Action      string   `json:"action"`       // the smallest move that would close it
	Principle   string   `json:"principle"`    // the idea behind the rule
	WouldChange string   `json:"would_change"` // what would change the verdict
	Figures     []string `json:"figures"`      // ids in Report.Figures
	Evidence    []string `json:"evidence"`     // rows, as runs
}

// Issue is an ingest issue in the report's terms.
type Issue struct {
	Pos      IssuePos        `json:"pos"`
	Severity ingest.Severity `json:"severity"`
	Code     string          `json:"code"`
	Message  string          `json:"message"`
	Hint     string          `json:"hint"`
}

// IssuePos is a position, 1-based; 0 is "the whole".
type IssuePos struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"`
	Row   int    `json:"row"`
	Col   int    `json:"col"`
}

// Figure is one number of the report with the rows behind it: a decimal string
// or a number, null when there is not enough data. Rows are runs,
// `deals.xlsx[Q3]!5:120,125`, one entry a sheet.
type Figure struct {
	Value any      `json:"value"`
	Unit  string   `json:"unit"` // currency code, "share", "items", "stages", "days", "people", "deals", "FTE"
	Rows  []string `json:"rows"`
}
