package analyze

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ownermap/ingest"
)

func handed(day string) func(*ingest.Deal) { return func(x *ingest.Deal) { x.HandedOff = date(day) } }

func accepted(day string) func(*ingest.Deal) {
	return func(x *ingest.Deal) { x.HandoffAccepted = date(day) }
}

func credited(day string) func(*ingest.Deal) {
	return func(x *ingest.Deal) { x.CreditAgreed = date(day) }
}

// day is the ISO day n days after another.
func day(from string, n int) string { return (date(from) + ingest.Date(n)).String() }

func said(list []string, part string) bool {
	return strings.Contains(strings.Join(list, "\n"), part)
}

func wantInt(t *testing.T, what string, got *int, want int) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is null, want %d", what, want)
	} else if *got != want {
		t.Errorf("%s is %d, want %d", what, *got, want)
	}
}

func TestEachHandoffIsCountedOnce(t *testing.T) {
	d := newData("handoff_at").
		deal("open", handed("2026-06-01"), accepted("2026-06-05")).            // accepted
		deal("lost 2026-06-04", handed("2026-06-01"), accepted("2026-06-05")). // an acceptance is an acceptance
		deal("open", handed("2026-06-16")).                                    // 14 days: waits
		deal("open", handed("2026-06-15")).                                    // 15 days: stuck
		deal("lost 2026-06-20", handed("2026-06-01")).                         // dropped
		deal("lost", handed("2026-06-01")).                                    // dropped, no day
		deal("won 2026-06-20", handed("2026-06-01")).                          // none of these
		deal("open", handed("2025-06-30")).                                    // before the window
		deal("open", handed("2026-07-01")).                                    // after the window
		deal("open", handed("2026-06-10"), accepted("2026-07-02")).            // not accepted yet: stuck
		deal("won 2026-08-01", created("2026-06-01"), handed("2026-06-20")).   // still open: waits
		deal("open", created("2026-07-01"), handed("2026-06-20"))              // does not exist yet
	h := d.run("2026-06-30").Handoffs
	wantInt(t, "handed", h.Handed, 9)
	wantInt(t, "accepted", h.Accepted, 2)
	wantInt(t, "waiting", h.Waiting, 4)
	wantInt(t, "stuck", h.Stuck, 2)
	wantInt(t, "dropped", h.Dropped, 2)
	if len(h.StuckDeals) != 2 || h.StuckDeals[0].Deal != "D010" || h.StuckDeals[0].Days != 20 || h.StuckDeals[1].Days != 15 {
		t.Errorf("stuck deals %+v", h.StuckDeals)
	}
	if !said(h.Warnings, "without a close date") {
		t.Errorf("warnings %q", h.Warnings)
	}
}

func TestHandoffRowsAddUpToTheirCounts(t *testing.T) {
	d := newData("handoff_at").deal("open", handed("2026-06-01"), accepted("2026-06-05")).deal("open", handed("2026-05-01"))
	r := d.run("2026-06-30")
	for id, want := range map[string]string{
		"handoffs.handed": "deals.xlsx[Q3]!2:3", "handoffs.accepted": "deals.xlsx[Q3]!2", "handoffs.stuck": "deals.xlsx[Q3]!3",
	} {
		if got := r.Figures[id].Rows; len(got) != 1 || got[0] != want {
			t.Errorf("%s rests on %q, want %s", id, got, want)
		}
	}
	if got := r.Figures["handoffs.dropped"]; got.Value != 0 || len(got.Rows) != 0 {
		t.Errorf("dropped is %+v", got)
	}
}

func TestTheMedianIsTheFirstDayWithHalfAccepted(t *testing.T) {
	d := newData("handoff_at")
	for n := 1; n <= 10; n++ { // ten acceptances on days 1..10, ten still waiting
		d.deal("open", handed("2026-06-01"), accepted(day("2026-06-01", n))).deal("open", handed("2026-06-01"))
	}
	h := d.run("2026-06-30").Handoffs
	wantInt(t, "median", h.MedianDays, 10)
	if h.P90Days != nil || !said(h.Warnings, "p90: needs 30 acceptances, has 10") {
		t.Errorf("p90 %v, warnings %q", h.P90Days, h.Warnings)
	}
	d.deal("open", handed("2026-06-01"))
	if h := d.run("2026-06-30").Handoffs; h.MedianDays != nil || !said(h.Warnings, "has not reached 50%") {
		t.Errorf("median %v of a curve below half, warnings %q", h.MedianDays, h.Warnings)
	}
}

func TestNineAcceptancesGiveNoMedian(t *testing.T) {
	d := newData("handoff_at")
	for n := range 9 {
		d.deal("open", handed("2026-06-01"), accepted(day("2026-06-01", n)))
	}
	h := d.run("2026-06-30").Handoffs
	if h.MedianDays != nil || !said(h.Warnings, "median: needs 10 acceptances, has 9") {
		t.Errorf("median %v, warnings %q", h.MedianDays, h.Warnings)
	}
}

func TestThirtyAcceptancesGiveAP90(t *testing.T) {
	d := newData("handoff_at")
	for n := 1; n <= 30; n++ {
		d.deal("open", handed("2026-05-01"), accepted(day("2026-05-01", n)))
	}
	h := d.run("2026-06-30").Handoffs
	wantInt(t, "median", h.MedianDays, 15)
	wantInt(t, "p90", h.P90Days, 27)
}

func TestALossCompetesWithAcceptanceAndAWinIsCensored(t *testing.T) {
	base := func() *data {
		d := newData("handoff_at")
		for n := 1; n <= 10; n++ {
			d.deal("open", handed("2026-05-01"), accepted(day("2026-05-01", n)))
		}
		return d
	}
	lost, won := base(), base()
	for range 10 {
		lost.deal("lost 2026-05-01", handed("2026-05-01")) // half can never be accepted
		won.deal("won 2026-05-01", handed("2026-05-01"))   // those tell nothing of the wait
	}
	wantInt(t, "median beside losses", lost.run("2026-06-30").Handoffs.MedianDays, 10)
	wantInt(t, "median beside wins", won.run("2026-06-30").Handoffs.MedianDays, 5)
}

func TestAnEndBeforeTheHandoffCountsAsDayZero(t *testing.T) {
	d := newData("handoff_at").deal("open", handed("2026-06-10"), accepted("2026-06-01"))
	h := d.run("2026-06-30").Handoffs
	if len(h.Incidence) != 1 || h.Incidence[0].Day != 0 || !said(h.Warnings, "before the day of handoff") {
		t.Errorf("incidence %+v, warnings %q", h.Incidence, h.Warnings)
	}
}

func TestWithoutColumnsNothingIsZero(t *testing.T) {
	d := newData().person("Ana", ingest.RoleRelationship, "").deal("open", created("2026-05-01"))
	h := d.run("2026-06-30").Handoffs
	for what, v := range map[string]*int{"handed": h.Handed, "stuck": h.Stuck, "without": h.WithoutSalesOwner, "late": h.LateCredit} {
		if v != nil {
			t.Errorf("%s is %d without a column", what, *v)
		}
	}
	for _, need := range []string{"handed to sales", "sales owner", "marketing owner", "credit was agreed"} {
		if !said(h.Warnings, need) {
			t.Errorf("no warning says that %q is needed: %q", need, h.Warnings)
		}
	}
}

func TestSeatsAreCountedOverPartnerDealsInScope(t *testing.T) {
	d := newData("sales_owner", "marketing_owner")
	d.deal("open", d.of("Acme"), d.owner("sales_owner", "Zoe")).
		deal("open", d.of("Acme"), d.owner("marketing_owner", "Max")).
		deal("open", from(ingest.OriginSourced)).
		deal("open", from(ingest.OriginDirect)). // not a partner deal
		deal("won 2025-01-05", d.of("Acme"))     // out of scope
	h := d.run("2026-06-30").Handoffs
	wantInt(t, "without a sales owner", h.WithoutSalesOwner, 2)
	if h.MarketingRate.K != 1 || h.MarketingRate.N != 3 {
		t.Errorf("marketing %+v", h.MarketingRate)
	}
}

func TestCreditIsLateAfterTheCloseOrNever(t *testing.T) {
	d := newData("credit_agreed_at")
	for _, more := range []func(*ingest.Deal){
		credited("2026-05-01"), credited("2026-05-02"), func(*ingest.Deal) {}, credited("2026-08-01"),
	} {
		d.deal("won 2026-05-01", d.of("Acme"), more)
	}
	d.deal("lost 2026-05-01", d.of("Acme")).deal("open", d.of("Acme")).deal("won 2025-05-01", d.of("Acme")).deal("won 2026-05-01")
	h := d.run("2026-06-30").Handoffs
	wantInt(t, "late", h.LateCredit, 4)
	wantInt(t, "never", h.NeverCredited, 3)
	if h.LateCreditRate.N != 5 || h.LateCreditWon.K != 3 || h.LateCreditWon.N != 4 {
		t.Errorf("rates %+v, won %+v", h.LateCreditRate, h.LateCreditWon)
	}
}

func TestPairsNameTheRosterByIDAndOthersByName(t *testing.T) {
	d := newData("handoff_at").person("Ana", ingest.RoleRelationship, "").person("Ben", ingest.RoleRevenue, "")
	d.deal("open", handed("2026-06-28"), d.owner("partner_manager", "Ana"), d.owner("sales_owner", "Zoe")).
		deal("open", handed("2026-06-28"), d.owner("partner_sales_exec", "Ben"), d.owner("sales_owner", "Zoe; Ana")).
		deal("open", handed("2026-06-01"), d.owner("partner_manager", "Ana"), d.owner("partner_sales_exec", "Ben")).
		deal("open", handed("2026-06-02"), accepted("2026-06-09"), d.owner("partner_manager", "Ana"))
	got := fmt.Sprint(d.run("2026-06-30").Handoffs.Pairs)
	want := "[{E01  2 1 1 <nil>} {E01 Zoe 1 0 0 <nil>} {E02 E01 1 0 0 <nil>} {E02 Zoe 1 0 0 <nil>}]"
	if got != want {
		t.Errorf("pairs %s, want %s", got, want)
	}
}

// The counts of random data agree with a count by the words of METRICS.md.
func TestHandoffsAgreeWithACountByHand(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	const asOf = "2026-06-30"
	for range 200 {
		d := newData("handoff_at")
		want := map[string]int{}
		for range rng.IntN(30) {
			status := []string{"open", "won", "lost"}[rng.IntN(3)]
			hand := rng.IntN(500) // days before as_of
			wait := rng.IntN(hand + 1)
			more := []func(*ingest.Deal){handed(day(asOf, -hand)), created(day(asOf, -hand-10))}
			isAccepted := rng.IntN(2) == 0
			if isAccepted {
				more = append(more, accepted(day(asOf, -hand+wait)))
			}
			full := status
			if status != "open" {
				full += " " + day(asOf, -rng.IntN(hand+1))
			}
			d.deal(full, more...)
			if date(asOf)-ingest.Date(hand) < date("2025-07-01") {
				continue
			}
			want["handed"]++
			switch {
			case isAccepted:
				want["accepted"]++
			case status == "lost":
				want["dropped"]++
			case status == "open" && hand > 14:
				want["stuck"]++
			}
		}
		h := d.run(asOf).Handoffs
		for what, got := range map[string]*int{"handed": h.Handed, "accepted": h.Accepted, "dropped": h.Dropped, "stuck": h.Stuck} {
			wantInt(t, what, got, want[what])
		}
	}
}
