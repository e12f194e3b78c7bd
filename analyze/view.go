package analyze

import (
	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// View is the derived side of a dataset (METRICS.md 1 and 2) for what works on
// records rather than on figures: scenarios and suggestions. Indexes are those
// of the dataset. It is read only.
type View struct{ m *model }

// NewView derives a dataset.
func NewView(ds *ingest.Dataset, opts Options) *View {
	m := newModel(ds, opts)
	m.measureItems()
	return &View{m}
}

// Cut is one value for each axis: region, partner type, motion; "" is blank.
type Cut [axes]string

// Axes are the names of a Cut's places, as fields are named.
func Axes() []string { return axisNames[:] }

// StageView is one reported stage. Field is the column that names its owner, ""
// where there is none.
type StageView struct {
	ID, Name            string
	ByDeal              bool // an item is a deal, else a partner
	Field               string
	OnDeals, OnPartners bool // where the column is
	Owned, Shared       int
	Orphaned, Unowned   int
}

// Item is one thing that a stage must do once. Record is a deal or a partner;
// Owners are the active people whom the records name.
type Item struct {
	Record int32
	Owners []int32
	Named  bool // anybody at all is named
	Cut    Cut
}

// AsOf is the day of the report.
func (v *View) AsOf() ingest.Date { return v.m.asOf }

// Currency is the report currency.
func (v *View) Currency() string { return v.m.currency }

// Active reports whether a person is active at as_of, Team whether on the team.
func (v *View) Active(person int32) bool { return v.m.active[person] }

// Team reports whether a person counts into the partnerships team.
func (v *View) Team(person int32) bool { return v.m.team[person] }

// PartnerDeals are the partner deals in scope; Partners the partners in scope.
func (v *View) PartnerDeals() []int32 { return v.m.partnerDeals }

// Partners are the partners in scope, ascending.
func (v *View) Partners() []int32 { return v.m.scopePartner }

// DealsOf are a partner's deals in scope.
func (v *View) DealsOf(partner int32) []int32 { return v.m.partners[partner].deals }

// DealCut and PartnerCut are where a record stands on the axes.
func (v *View) DealCut(deal int32) Cut { return v.cut(v.m.deals[deal].seg) }

// PartnerCut is where a partner stands on the axes.
func (v *View) PartnerCut(partner int32) Cut { return v.cut(v.m.partners[partner].seg) }

func (v *View) cut(s segments) (c Cut) {
	for ax := range axes {
		c[ax] = v.m.axis[ax].names[s[ax]]
	}
	return c
}

// Segments are the values of an axis that the report maps, in order of name.
func (v *View) Segments(ax int) (out []string) {
	for _, s := range v.m.usedSeg[ax] {
		out = append(out, v.m.axis[ax].names[s])
	}
	return out
}

// SameSegment compares two values as the report does: without case and outer space.
func SameSegment(a, b string) bool { return fold(a) == fold(b) }

// Stages are the reported stages, in order.
func (v *View) Stages() (out []StageView) {
	for i := range v.m.stages {
		s, it := &v.m.stages[i], &v.m.items[i]
		out = append(out, StageView{
			ID: s.ID, Name: s.Name, ByDeal: s.byDeal, Field: s.field.name, OnDeals: s.onDeals, OnPartners: s.onPartner,
			Owned: it.count[itemOwned], Shared: it.count[itemShared], Orphaned: it.count[itemOrphaned], Unowned: it.count[itemUnowned],
		})
	}
	return out
}

// Items are the items of a stage (an index into Stages), none without a column.
func (v *View) Items(stage int) []Item {
	s, it := &v.m.stages[stage], &v.m.items[stage]
	out := make([]Item, it.n())
	for i := range out {
		rec := int32(0)
		if s.byDeal {
			rec = v.m.partnerDeals[i]
		} else {
			rec = v.m.scopePartner[i]
		}
		out[i] = Item{Record: rec, Owners: it.of(i), Named: it.class[i] != itemUnowned, Cut: v.cut(v.m.itemSegments(s, i))}
	}
	return out
}

// States are the active people who state a stage, in order of name.
func (v *View) States(stage int) []int32 { return v.m.stages[stage].staters }

// WonSourced is a deal's amount in the report currency where it is sourced and
// won in the window; ok is false for every other deal.
func (v *View) WonSourced(deal int32) (amount decimal.Decimal, ok bool) {
	d := &v.m.deals[deal]
	if !d.exists || !d.won() || !d.closedIn(v.m.window) || d.origin != ingest.OriginSourced || !d.valued {
		return amount, false
	}
	return d.value, true
}

// Closed reports the outcome of a deal that closed in the window.
func (v *View) Closed(deal int32) (won, closed bool) {
	d := &v.m.deals[deal]
	if !d.exists || !d.closedIn(v.m.window) {
		return false, false
	}
	return d.won(), d.won() || d.status == ingest.StatusLost
}

// Load is each person's items per FTE at as_of and their items; people without
// items have 0.
func (v *View) Load() (load, items []float64) {
	v.m.measureSides()
	v.m.measureLoad()
	load = make([]float64, len(v.m.ds.People))
	for i, l := range v.m.loads.load {
		if l != nil {
			load[i] = *l
		}
	}
	return load, v.m.loads.items
}
