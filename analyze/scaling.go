package analyze

import (
	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// Scaling tells whether the team grew by depth or by more of the same
// (METRICS.md 9). Cloning is consistent, not consistent or insufficient data;
// GeneralistCeiling is reached, not reached or insufficient data.
type Scaling struct {
	Periods           []ScalingPeriod `json:"periods"` // complete quarters
	Cloning           string          `json:"cloning"`
	GeneralistCeiling string          `json:"generalist_ceiling"`
	MedianStages      *float64        `json:"median_effective_stages"` // FTE-weighted, of the team today
	Change            *ScalingChange  `json:"change"`                  // over the window
	SmallTeam         bool            `json:"small_team"`              // of a size at which a generalist is normal
	Warnings          []string        `json:"warnings"`
}

// ScalingPeriod is the team at the end of one complete fiscal quarter, by start
// and end dates. GeneralistShare is FTE-weighted over those who state a stage.
type ScalingPeriod struct {
	Period          string           `json:"period"`
	End             ingest.Date      `json:"end"`
	People          int              `json:"people"`
	FTE             float64          `json:"fte"`
	GeneralistShare *float64         `json:"generalist_share"`
	Sourced         decimal.Decimal  `json:"sourced"`
	SourcedPerFTE   *decimal.Decimal `json:"sourced_per_fte"` // two decimal places
}

// ScalingChange compares the first with the last complete quarter of the window.
type ScalingChange struct {
	From            string              `json:"from"`
	To              string              `json:"to"`
	FTE             [2]float64          `json:"fte"`
	GeneralistShare [2]*float64         `json:"generalist_share"`
	SourcedPerFTE   [2]*decimal.Decimal `json:"sourced_per_fte"`
}
