package analyze

import (
	"slices"
	"strings"
	"testing"

	"ownermap/ingest"
)

func TestTheDayIsInferredFromTheLatestEvent(t *testing.T) {
	d := newData().deal("won 2026-05-10", created("2026-01-05")).deal("open", created("2026-06-01")).deal("lost 2026-06-20")
	d.deal("open", func(x *ingest.Deal) { x.Closed = date("2027-01-01") })
	r := Run(d.ds, Default())
	if r.AsOf != (AsOf{date("2026-06-20"), "inferred"}) {
		t.Errorf("as of %v", r.AsOf)
	}
	if r.Window != (Window{date("2025-07-01"), date("2026-06-30")}) {
		t.Errorf("window %v", r.Window)
	}
}

func TestADayThatRestsOnOneDealIsQuestioned(t *testing.T) {
	d := newData().deal("won 2026-05-10").deal("won 2026-05-20").deal("won 2062-05-10")
	r := Run(d.ds, Default())
	if r.AsOf.Date != date("2062-05-10") || !strings.Contains(r.Warnings[0], "deals.xlsx[Q3]!4") {
		t.Errorf("as of %v, warnings %q", r.AsOf, r.Warnings)
	}
}

func TestADealIsPlacedAsItStoodOnTheDay(t *testing.T) {
	d := newData().
		deal("won 2026-07-01", created("2026-01-01")).
		deal("won 2026-06-30", created("2026-07-01")).
		deal("won 2025-06-30", created("2025-01-01")).
		deal("lost 2025-07-01").
		deal("won").
		deal("open")
	m := d.model("2026-06-30")
	for i, want := range []struct {
		exists, scope bool
		status        ingest.Status
	}{
		{true, true, ingest.StatusOpen}, {false, false, 0}, {true, false, ingest.StatusWon},
		{true, true, ingest.StatusLost}, {true, false, ingest.StatusUnknown}, {true, true, ingest.StatusOpen},
	} {
		f := m.deals[i]
		if f.exists != want.exists || f.inScope != want.scope || f.status != want.status {
			t.Errorf("deal %d: exists %v, in scope %v, %v", i, f.exists, f.inScope, f.status)
		}
	}
}

func TestTheFirstEvidenceThatSpeaksSaysWhoBroughtADeal(t *testing.T) {
	d := newData()
	d.deal("open", from(ingest.OriginDirect), d.of("Acme"), registered("2026-01-01"), created("2026-01-01")).
		deal("open", created("2026-01-01"), registered("2026-01-15")).
		deal("open", created("2026-01-01"), registered("2026-01-16"), d.of("Acme")).
		deal("open", registered("2026-01-16"), d.of("Acme")).
		deal("open")
	m := d.model("2026-06-30")
	for i, want := range []ingest.Origin{ingest.OriginDirect, ingest.OriginSourced, ingest.OriginInfluenced, ingest.OriginInfluenced, ingest.OriginUnknown} {
		if m.deals[i].origin != want {
			t.Errorf("deal %d is %v, want %v", i, m.deals[i].origin, want)
		}
	}
	if !m.deals[0].partner || m.deals[4].partner {
		t.Error("a direct deal that names a partner is a partner deal; one that names none is not")
	}
}

func TestSpellingsOfASegmentAreOne(t *testing.T) {
	d := newData()
	d.deal("open", in("EMEA", "", ""), d.of("Acme")).deal("open", in("emea ", "", ""), d.of("Acme")).
		deal("open", in("EMEA", "", ""), d.of("Acme")).deal("open", in("APAC", "", ""), d.of("Acme")).deal("open", d.of("Acme"))
	m := d.model("2026-06-30")
	if got := m.axis[axisRegion].names; len(got) != 3 || got[1] != "APAC" || got[2] != "EMEA" {
		t.Fatalf("segments %q", got)
	}
	if s := m.partners[0].seg[axisRegion]; s != 2 {
		t.Errorf("the partner's region is the most frequent of its deals, got segment %d", s)
	}
	if s := m.deals[4].seg[axisRegion]; s != 2 {
		t.Errorf("a deal without a region has its partner's, got segment %d", s)
	}
}

func TestAColumnThatIsBlankThroughoutGivesWayToALaterOneThatIsNot(t *testing.T) {
	d := newData("cosell_owner", "partner_sales_exec", "activation_owner").person("Ada", ingest.RoleRevenue, "cosell")
	for range 12 {
		d.deal("open", created("2026-01-01"), d.of("Acme"), d.owner("partner_sales_exec", "Ada"))
	}
	cosell := func(r *Report) Stage {
		for _, s := range r.Stages {
			if s.ID == "cosell" {
				return s
			}
		}
		t.Fatal("no co-sell")
		return Stage{}
	}
	r := d.run("2026-06-30")
	if s := cosell(r); s.Observed.Evidence != "partner_sales_exec" || s.Observed.Owned != 12 ||
		len(s.Warnings) != 1 || s.Warnings[0] != "the column cosell_owner is blank throughout: partner_sales_exec is read in its place" {
		t.Errorf("%+v, warnings %q", s.Observed, s.Warnings)
	}
	d.deal("open", created("2026-01-01"), d.of("Acme"), d.owner("cosell_owner", "Ada"))
	if s := cosell(d.run("2026-06-30")); s.Observed.Evidence != "cosell_owner" || s.Observed.Unowned != 12 {
		t.Errorf("one name in the column: %+v", s.Observed)
	}
	for i := range d.ds.Deals {
		d.ds.Deals[i].CosellOwner, d.ds.Deals[i].PartnerSalesExec = nil, nil
	}
	if s := cosell(d.run("2026-06-30")); s.Observed.Evidence != "cosell_owner" || s.Observed.Unowned != 13 {
		t.Errorf("both blank: %+v", s.Observed)
	}
}

func TestEveryRowOfAPersonStandsBehindWhatTheRosterSays(t *testing.T) {
	also := func(p *ingest.Person) { p.Also = []ingest.Pos{{Place: places[ingest.KindPartners], Row: 9}} }
	d := newData("cosell_owner").person("Ada", ingest.RoleRelationship, "cosell", also).person("Ben", ingest.RoleRevenue, "cosell").deal("open")
	rep := d.run("2026-06-30")
	got := rep.Figures["stages.cosell.stated_owners"].Rows
	if want := []string{places[ingest.KindPartners].String() + "!9", places[ingest.KindRoster].String() + "!2:3"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
}
