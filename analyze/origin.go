package analyze

import "ownermap/ingest"

// originOf says who brought a deal; the first evidence that speaks decides
// (METRICS.md 1). A sourcing value that says "unknown" does not speak, nor does
// a registration where either date is missing: it cannot be told whether it
// came in time.
func (m *model) originOf(d *ingest.Deal) ingest.Origin {
	switch {
	case d.Sourcing != ingest.OriginUnknown:
		return d.Sourcing
	case registeredInTime(d, m.th.RegistrationDays):
		return ingest.OriginSourced
	case d.Partner != ingest.None:
		return ingest.OriginInfluenced
	}
	return ingest.OriginUnknown
}

// registeredInTime reports whether the deal was registered on or before the
// given number of days after its creation.
func registeredInTime(d *ingest.Deal, days int) bool {
	return !d.Registered.IsZero() && !d.Created.IsZero() && d.Registered <= d.Created+ingest.Date(days)
}
