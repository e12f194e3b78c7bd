package analyze

import (
	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// Activation sets what partners do against how many there are (METRICS.md 7).
// Partners counts the partners in scope (as in Stage); Signed, Activated,
// Producing and Inactive are among them. A count is null where no partner has a
// signing date. Rate and the curves look back: they cover every partner with a
// signing date, ended ones included, since leaving those out would flatter.
type Activation struct {
	Partners        int             `json:"partners"`
	Signed          *int            `json:"signed"`
	Activated       int             `json:"activated"` // first deal created or registered, or the list's date
	Producing       int             `json:"producing"` // a sourced win in the window
	Inactive        *int            `json:"inactive"`  // signed longer ago than the threshold, no sourced win in the window
	Rate            Rate            `json:"rate"`
	MedianDays      *int            `json:"days_to_first_deal_median"`
	InactiveRate    *Rate           `json:"inactive_rate"` // of the partners signed longer ago than the threshold
	UnownedRate     *Rate           `json:"unowned_rate"`  // not yet activated partners without an active activation owner
	FirstDeal       []CurvePoint    `json:"first_deal"`    // share of signed partners with a first deal, by days since signing
	Cohorts         []Cohort        `json:"cohorts"`       // by fiscal year of signing
	Quarters        []SignedQuarter `json:"quarters"`
	Logos           *LogosRevenue   `json:"logos_revenue"`
	InactiveList    []PartnerState  `json:"inactive_partners"` // in order of name
	NotActivated    []PartnerState  `json:"not_activated"`
	WithoutActOwner []string        `json:"without_activation_owner"` // partner ids in scope, in order of name
	Warnings        []string        `json:"warnings"`
}

// Cohort is the partners signed in one fiscal year.
type Cohort struct {
	Year       string       `json:"year"` // 2025, or FY2026
	Signed     int          `json:"signed"`
	WithDeal   int          `json:"with_deal"`
	Rate       Rate         `json:"rate"` // activated in time, of those signed long enough ago
	MedianDays *int         `json:"median_days"`
	FirstDeal  []CurvePoint `json:"first_deal"`
}

// SignedQuarter sets partners signed beside sourced revenue won.
type SignedQuarter struct {
	Period   string          `json:"period"`
	Start    ingest.Date     `json:"start"`
	End      ingest.Date     `json:"end"`
	Complete bool            `json:"complete"`
	Signed   int             `json:"signed"`
	Sourced  decimal.Decimal `json:"sourced"`
}

// LogosRevenue compares the last four complete quarters with the four before.
type LogosRevenue struct {
	SignedBefore  int             `json:"signed_before"`
	Signed        int             `json:"signed"`
	SourcedBefore decimal.Decimal `json:"sourced_before"`
	Sourced       decimal.Decimal `json:"sourced"`
	Verdict       string          `json:"verdict"` // together, logos_only, revenue_only, neither: which of the two rose
}

// PartnerState is one partner that does not produce yet, or no more.
type PartnerState struct {
	Partner   string      `json:"partner"` // partner id
	Signed    ingest.Date `json:"signed"`
	Activated ingest.Date `json:"activated"`
	LastWon   ingest.Date `json:"last_won"` // last sourced win, any time
	Owned     bool        `json:"owned"`    // an active person owns the activation
	Row       string      `json:"row"`
}
