package analyze

import (
	"testing"

	"ownermap/ingest"
)

func TestTheSourcedShareIsShownUnderOtherDefinitions(t *testing.T) {
	d := newData("sourcing", "deal_reg_at")
	win := func(amount string, more ...func(*ingest.Deal)) {
		d.deal("won 2026-05-01", append(more, worth(amount), created("2026-03-01"))...)
	}
	win("1", from(ingest.OriginSourced))
	win("10", registered("2026-03-01"))
	win("100", registered("2026-03-15"))
	win("1000", registered("2026-03-31"))
	win("10000", from(ingest.OriginSourced), registered("2026-03-10"))
	win("100000", from(ingest.OriginDirect), registered("2026-03-10"))
	s := d.run("2026-06-30").Sensitivity
	want := map[string]string{
		"headline": "10111", "sourcing_only": "10001",
		"registration_only_0": "10", "registration_only_14": "110110", "registration_only_30": "111110",
		"either_0": "10011", "either_14": "110111", "either_30": "111111",
		"both_0": "0", "both_14": "10000", "both_30": "10000",
	}
	if len(s.Variants) != len(want) {
		t.Fatalf("%d variants, want %d", len(s.Variants), len(want))
	}
	for _, v := range s.Variants {
		if v.Sourced.String() != want[v.ID] {
			t.Errorf("%s: sourced %s, want %s", v.ID, v.Sourced, want[v.ID])
		}
	}
	if s.SourcedShare[0] != 0 || s.SourcedShare[1] != 1 {
		t.Errorf("share spans %v", *s.SourcedShare)
	}
}

func TestTheHeadlineVariantIsTheReportsOwn(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *oracle, r *Report) {
		v := r.Sensitivity.Variants[0]
		if v.ID != r.Sensitivity.Headline || v.Sourced.Cmp(r.Revenue.Window.Sourced) != 0 || v.PartnerDeals != r.Separation.Deals {
			t.Errorf("headline %+v", v)
		}
		for what, pair := range map[string][2]*float64{"share": {v.SourcedShare, r.Revenue.Window.SourcedShare},
			"blur": {v.BlurRate, r.Separation.BlurRate}, "weighted": {v.BlurRevenue, r.Separation.RevenueWeighted}} {
			if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && *pair[0] != *pair[1] {
				t.Errorf("%s: %v, the report says %v", what, show(pair[0]), show(pair[1]))
			}
		}
	})
}

func TestDefinitionsThatTheDataCannotTellApartAreLeftOut(t *testing.T) {
	s := newData("sourcing").deal("won 2026-05-01", worth("1"), from(ingest.OriginSourced)).run("2026-06-30").Sensitivity
	if len(s.Variants) != 2 || s.Variants[1].ID != "sourcing_only" || len(s.Warnings) != 1 {
		t.Errorf("%+v", s)
	}
}
