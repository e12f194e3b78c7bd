package analyze

import "ownermap/ingest"

// Options are the choices of an analysis. Start from Default.
type Options struct {
	Title           string
	AsOf            ingest.Date // zero: inferred from the deals
	FiscalYearStart int         // month 1..12
	Currency        string      // report currency, ISO; "" is inferred
	Thresholds      Thresholds
	Seed            uint64  // of permutation nulls and bootstraps
	Previous        *Report // an earlier report to compare with; nil for none
	Generator       string  // "ownermap 1.2.0", stamped into the report
}

// Thresholds are the limits that rules and classes use; the site prints the
// values in force. Shares are 0..1.
type Thresholds struct {
	SpecialistMax     float64 `json:"specialist_max" yaml:"specialist_max"`         // effective stages, 1.5
	GeneralistMin     float64 `json:"generalist_min" yaml:"generalist_min"`         // effective stages, 3
	ObservedMinItems  float64 `json:"observed_min_items" yaml:"observed_min_items"` // items for an observed basis, 20
	OverloadRatio     float64 `json:"overload_ratio" yaml:"overload_ratio"`         // load over median, 1.75
	UnownedShare      float64 `json:"unowned_share" yaml:"unowned_share"`           // of a stage's items, 0.30
	SharedShare       float64 `json:"shared_share" yaml:"shared_share"`             // 0.20
	OrphanedCritical  float64 `json:"orphaned_critical" yaml:"orphaned_critical"`   // 0.10
	AgreementMin      float64 `json:"agreement_min" yaml:"agreement_min"`           // 0.70
	GeneralistShare   float64 `json:"generalist_share" yaml:"generalist_share"`     // of FTE with a class, 0.50
	BlurRate          float64 `json:"blur_rate" yaml:"blur_rate"`                   // 0.25
	BlurCritical      float64 `json:"blur_critical" yaml:"blur_critical"`           // 0.50
	UnknownMax        float64 `json:"unknown_max" yaml:"unknown_max"`               // above it bounds replace a rate, 0.30
	RegistrationDays  int     `json:"registration_days" yaml:"registration_days"`   // days after creation that a registration still sources, 14
	PredictableWAPE   float64 `json:"predictable_wape" yaml:"predictable_wape"`     // 0.15
	PredictableMASE   float64 `json:"predictable_mase" yaml:"predictable_mase"`     // 1
	FlatBand          float64 `json:"flat_band" yaml:"flat_band"`                   // of a year's slope over the mean, 0.10
	TrendAlpha        float64 `json:"trend_alpha" yaml:"trend_alpha"`               // 0.05
	TopPartnerShare   float64 `json:"top_partner_share" yaml:"top_partner_share"`   // 0.40
	EffectivePartners float64 `json:"effective_partners" yaml:"effective_partners"` // 5
	ConflictShare     float64 `json:"conflict_share" yaml:"conflict_share"`         // 0.10
	StuckDays         int     `json:"stuck_days" yaml:"stuck_days"`                 // 14
	LateCreditShare   float64 `json:"late_credit_share" yaml:"late_credit_share"`   // 0.20
	ActivationDays    int     `json:"activation_days" yaml:"activation_days"`       // 120
	InactiveShare     float64 `json:"inactive_share" yaml:"inactive_share"`         // 0.50
	ActivationUnowned float64 `json:"activation_unowned" yaml:"activation_unowned"` // 0.30
	HandoffDefined    float64 `json:"handoff_defined" yaml:"handoff_defined"`       // 0.50
	DepthMargin       float64 `json:"depth_margin" yaml:"depth_margin"`             // above the null, 0.05
	SmallTeam         int     `json:"small_team" yaml:"small_team"`                 // people up to which a generalist is normal, 2
}

// DefaultThresholds are those of METRICS.md.
func DefaultThresholds() Thresholds {
	return Thresholds{
		SpecialistMax: 1.5, GeneralistMin: 3, ObservedMinItems: 20, OverloadRatio: 1.75,
		UnownedShare: 0.30, SharedShare: 0.20, OrphanedCritical: 0.10, AgreementMin: 0.70,
		GeneralistShare: 0.50, BlurRate: 0.25, BlurCritical: 0.50, UnknownMax: 0.30,
		RegistrationDays: 14, PredictableWAPE: 0.15, PredictableMASE: 1, FlatBand: 0.10, TrendAlpha: 0.05,
		TopPartnerShare: 0.40, EffectivePartners: 5, ConflictShare: 0.10,
		StuckDays: 14, LateCreditShare: 0.20, ActivationDays: 120, InactiveShare: 0.50,
		ActivationUnowned: 0.30, HandoffDefined: 0.50, DepthMargin: 0.05, SmallTeam: 2,
	}
}

// Default is the analysis that METRICS.md describes.
func Default() Options {
	return Options{Title: "Partner ownership review", FiscalYearStart: 1, Thresholds: DefaultThresholds(), Seed: 1}
}
