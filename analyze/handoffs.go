package analyze

import "ownermap/ingest"

// Handoffs is the interface with sales and marketing (METRICS.md 6). A count is
// null where the data has no column for it.
//
// Handed counts the deals handed off in the window and on or before as_of. Each
// of them is accepted, waiting (open), dropped (lost without acceptance) or none
// of these (won without a recorded acceptance, or of unknown state). Stuck are
// those that have waited longer than the threshold.
type Handoffs struct {
	Handed            *int           `json:"handed"`
	Accepted          *int           `json:"accepted"`
	Waiting           *int           `json:"waiting"`
	Stuck             *int           `json:"stuck"`
	Dropped           *int           `json:"dropped"`
	MedianDays        *int           `json:"median_days"`
	P90Days           *int           `json:"p90_days"`
	WithoutSalesOwner *int           `json:"without_sales_owner"`
	LateCredit        *int           `json:"late_credit"`
	SalesOwnerRate    *Rate          `json:"sales_owner_rate"`     // partner deals in scope that name a sales owner
	MarketingRate     *Rate          `json:"marketing_owner_rate"` // that name a marketing owner
	DefinedRate       *Rate          `json:"defined_rate"`         // that have a handoff date
	LateCreditRate    *Rate          `json:"late_credit_rate"`     // of partner deals closed in the window: credit after close, or never
	NeverCredited     *int           `json:"never_credited"`       // part of late_credit
	Incidence         []CurvePoint   `json:"incidence"`            // share of handoffs accepted, by days since
	Pairs             []HandoffPair  `json:"pairs"`                // in order of from, to
	StuckDeals        []StuckHandoff `json:"stuck_deals"`          // longest first, then by id
	Warnings          []string       `json:"warnings"`
}

// HandoffPair counts the deals handed off from one partner-side person to one
// sales-side person. Names are person ids, or the name as it stands for people
// who are not on the roster; "" is nobody. A deal that names several people on a
// side counts once for each pair.
type HandoffPair struct {
	From       string `json:"from"`
	To         string `json:"to"`
	Deals      int    `json:"deals"`
	Accepted   int    `json:"accepted"`
	Stuck      int    `json:"stuck"`
	MedianDays *int   `json:"median_days"`
}

// StuckHandoff is one handoff that nobody has accepted.
type StuckHandoff struct {
	Deal      string      `json:"deal"`
	Name      string      `json:"name"`
	Partner   string      `json:"partner"` // partner id, "" when none is named
	From      []string    `json:"from"`
	To        []string    `json:"to"`
	HandedOff ingest.Date `json:"handed_off"`
	Days      int         `json:"days"` // waiting at as_of
	Row       string      `json:"row"`
}
