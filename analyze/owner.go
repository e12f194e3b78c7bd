package analyze

import (
	"slices"

	"ownermap/ingest"
)

// ownerField is one owner column: where deals and partner rows keep it. Partner
// is nil for a field that only deals have.
type ownerField struct {
	name    string
	deal    func(*ingest.Deal) *ingest.Named
	partner func(*ingest.Partner) *ingest.Named
}

// ownerFields are the owner columns by their names in the header dictionary.
// The first seven are the partner side.
var ownerFields = []ownerField{
	{"partner_manager", func(d *ingest.Deal) *ingest.Named { return d.PartnerManager }, func(p *ingest.Partner) *ingest.Named { return p.PartnerManager }},
	{"partner_sales_exec", func(d *ingest.Deal) *ingest.Named { return d.PartnerSalesExec }, func(p *ingest.Partner) *ingest.Named { return p.PartnerSalesExec }},
	{"recruiter", func(d *ingest.Deal) *ingest.Named { return d.Recruiter }, func(p *ingest.Partner) *ingest.Named { return p.Recruiter }},
	{"activation_owner", func(d *ingest.Deal) *ingest.Named { return d.ActivationOwner }, func(p *ingest.Partner) *ingest.Named { return p.ActivationOwner }},
	{"enablement_owner", func(d *ingest.Deal) *ingest.Named { return d.EnablementOwner }, func(p *ingest.Partner) *ingest.Named { return p.EnablementOwner }},
	{"cosell_owner", func(d *ingest.Deal) *ingest.Named { return d.CosellOwner }, nil},
	{"measurement_owner", func(d *ingest.Deal) *ingest.Named { return d.MeasurementOwner }, nil},
	{"sales_owner", func(d *ingest.Deal) *ingest.Named { return d.SalesOwner }, nil},
	{"marketing_owner", func(d *ingest.Deal) *ingest.Named { return d.MarketingOwner }, nil},
}

const partnerSideFields = 7

// fieldNamed finds an owner column by name; ok is false for any other word.
func fieldNamed(name string) (f ownerField, ok bool) {
	for _, f := range ownerFields {
		if f.name == name {
			return f, true
		}
	}
	return ownerField{}, false
}

// onDeals reports whether the deals have the column: a sheet maps it, or (for
// data that did not come from sheets) some deal fills it.
func (m *model) onDeals(f ownerField) bool {
	return m.ds.Has(ingest.KindDeals, f.name) || m.filledOnDeals(f)
}

// filledOnDeals reports whether any deal names somebody there.
func (m *model) filledOnDeals(f ownerField) bool {
	for i := range m.ds.Deals {
		if names(f.deal(&m.ds.Deals[i])) {
			return true
		}
	}
	return false
}

// onPartners is the same for the partner list.
func (m *model) onPartners(f ownerField) bool {
	return f.partner != nil && (m.ds.Has(ingest.KindPartners, f.name) || m.filledOnPartners(f))
}

// filledOnPartners is the same for the partner list.
func (m *model) filledOnPartners(f ownerField) bool {
	for i := range m.ds.Partners {
		if f.partner != nil && names(f.partner(&m.ds.Partners[i])) {
			return true
		}
	}
	return false
}

// hasField reports whether a sheet of the kind maps the field, or filled says
// that records hold it all the same.
func (m *model) hasField(kind ingest.Kind, field string, filled func() bool) bool {
	return m.ds.Has(kind, field) || filled()
}

// activeIn appends to dst the active people that a cell names and that dst does
// not hold from index first on.
func (m *model) activeIn(dst []int32, first int, n *ingest.Named) []int32 {
	if n == nil {
		return dst
	}
	for _, r := range n.People {
		if r.Person != ingest.None && m.active[r.Person] && !slices.Contains(dst[first:], r.Person) {
			dst = append(dst, r.Person)
		}
	}
	return dst
}

// names reports whether a cell names anybody at all.
func names(n *ingest.Named) bool { return n != nil && len(n.People) > 0 }

// namesPerson reports whether a cell names that person of the roster.
func namesPerson(n *ingest.Named, person int32) bool {
	if n == nil {
		return false
	}
	for _, r := range n.People {
		if r.Person == person {
			return true
		}
	}
	return false
}
