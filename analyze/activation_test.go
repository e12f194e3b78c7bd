package analyze

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ownermap/ingest"
)

func signed(day string) func(*ingest.Partner) {
	return func(p *ingest.Partner) { p.Signed = date(day) }
}
func ended(day string) func(*ingest.Partner) { return func(p *ingest.Partner) { p.Ended = date(day) } }

func active(day string) func(*ingest.Partner) {
	return func(p *ingest.Partner) { p.Activated = date(day) }
}

func activator(n *ingest.Named) func(*ingest.Partner) {
	return func(p *ingest.Partner) { p.ActivationOwner = n }
}

func sourcedWin(day string) (string, func(*ingest.Deal)) {
	return "won " + day, from(ingest.OriginSourced)
}

func wantRate(t *testing.T, what string, got *Rate, k, n int) {
	t.Helper()
	if got == nil || got.K != k || got.N != n {
		t.Errorf("%s is %+v, want %d of %d", what, got, k, n)
	}
}

func TestTheFunnelCountsPartnersInScope(t *testing.T) {
	d := newData()
	d.listed("Signed only", signed("2026-05-01")).
		listed("By list", signed("2025-01-01"), active("2025-02-01")).
		listed("By deal", signed("2025-01-01")).
		listed("Producing", signed("2025-01-01")).
		listed("Blank").
		listed("Signs later", signed("2026-09-01")).
		listed("Gone", signed("2020-01-01"), ended("2025-06-30")).
		listed("Left in the window", signed("2020-01-01"), ended("2025-07-01"))
	won, sourced := sourcedWin("2026-01-10")
	d.deal("lost 2025-03-01", created("2025-02-01"), d.of("By deal")).
		deal(won, created("2025-12-01"), sourced, d.of("Producing")).
		deal("open", created("2026-06-01"), d.of("Unlisted")).
		deal("won 2025-01-10", created("2024-01-10"), sourced, d.of("Old and unlisted"))
	a := d.run("2026-06-30").Activation
	wantInt(t, "partners", a.Partners, 8)
	wantInt(t, "activated", a.Activated, 4)
	wantInt(t, "producing", a.Producing, 1)
	wantInt(t, "signed", a.Signed, 5)
	wantInt(t, "inactive", a.Inactive, 3) // by list, by deal, left in the window
	wantRate(t, "inactive rate", a.InactiveRate, 3, 4)
	if !said(a.Warnings, "3 partners in scope without a signing date") {
		t.Errorf("warnings %q", a.Warnings)
	}
	if len(a.NotActivated) != 4 || len(a.InactiveList) != 3 || a.InactiveList[0].Partner != "P-By deal" {
		t.Errorf("lists %+v, %+v", a.NotActivated, a.InactiveList)
	}
}

func TestTheRateCoversCohortsOldEnough(t *testing.T) {
	const asOf = "2026-06-30"
	old := day(asOf, -120)
	d := newData().
		listed("On the last day", signed(old), active(asOf)).
		listed("Too late", signed("2025-01-01"), active(day("2025-01-01", 121))).
		listed("Never", signed("2025-01-01")).
		listed("Before", signed("2025-01-01"), active("2024-12-01")).
		listed("Gone, but it counts", signed("2020-01-01"), ended("2020-12-31")).
		listed("Too young", signed(day(asOf, -119)), active(asOf))
	a := d.run(asOf).Activation
	wantRate(t, "rate", &a.Rate, 2, 5)
}

func TestThePartnersFirstSignOfLifeActivatesIt(t *testing.T) {
	d := newData().listed("Registered first", signed("2025-01-01"), active("2025-12-01"))
	d.deal("open", created("2025-08-01"), registered("2025-03-01"), d.of("Registered first"))
	r := d.run("2026-06-30")
	wantRate(t, "rate", &r.Activation.Rate, 1, 1)
	wantInt(t, "days to the first deal", r.Activation.MedianDays, 59)
}

func TestTimeToTheFirstDealIsCensoredAtTheEndOrToday(t *testing.T) {
	d := newData()
	for n, name := range []string{"A", "B", "C", "D"} {
		d.listed(name, signed("2026-01-01"))
		d.deal("open", created(day("2026-01-01", 10*(n+1))), d.of(name)) // days 10, 20, 30, 40
	}
	d.listed("E", signed("2026-01-01"), ended("2026-01-16")) // leaves after 15 days
	d.listed("F", signed("2026-06-25"))                      // 5 days old
	// At risk 5, 3, 2, 1 on days 10, 20, 30, 40: 0.8, 0.533, 0.267.
	a := d.run("2026-06-30").Activation
	wantInt(t, "median", a.MedianDays, 30)
	if len(a.FirstDeal) != 4 || a.FirstDeal[1].AtRisk != 3 || fmt.Sprintf("%.3f", a.FirstDeal[1].Value) != "0.467" {
		t.Errorf("curve %+v", a.FirstDeal)
	}
	for _, p := range a.FirstDeal {
		if p.Low > p.Value || p.Value > p.High {
			t.Errorf("interval of %+v", p)
		}
	}
}

func TestADealBeforeTheSigningDayCountsAsDayZero(t *testing.T) {
	d := newData().listed("Acme", signed("2026-03-01"))
	d.deal("open", created("2026-01-01"), d.of("Acme"))
	a := d.run("2026-06-30").Activation
	wantInt(t, "median", a.MedianDays, 0)
	if !said(a.Warnings, "from before the signing day") {
		t.Errorf("warnings %q", a.Warnings)
	}
}

func TestPartnersFromBeforeTheFirstDealAreSaid(t *testing.T) {
	d := newData().listed("Old", signed("2020-03-01")).listed("New", signed("2026-03-01"))
	d.deal("open", created("2026-01-01"), d.of("Old"))
	if a := d.run("2026-06-30").Activation; !said(a.Warnings, "1 partner signed before 2026-01-01, where the deals begin") {
		t.Errorf("warnings %q", a.Warnings)
	}
}

func TestCohortsAreFiscalYears(t *testing.T) {
	d := newData().listed("A", signed("2024-03-31")).listed("B", signed("2024-04-01")).listed("C", signed("2025-03-31"))
	o := at("2026-06-30")
	o.FiscalYearStart = 4
	var got []string
	for _, c := range Run(d.ds, o).Activation.Cohorts {
		got = append(got, fmt.Sprint(c.Year, " ", c.Signed))
	}
	if s := strings.Join(got, ", "); s != "FY2024 1, FY2025 2" {
		t.Errorf("cohorts %s", s)
	}
}

func TestWithoutSigningDatesTheFunnelSaysSo(t *testing.T) {
	d := newData()
	d.deal("open", created("2026-01-01"), d.of("Acme"))
	a := d.run("2026-06-30").Activation
	if a.Signed != nil || a.Inactive != nil || a.Rate.Value != nil || a.MedianDays != nil {
		t.Errorf("activation %+v", a)
	}
	wantInt(t, "partners", a.Partners, 1)
	wantInt(t, "activated", a.Activated, 1)
	if !said(a.Warnings, "needs a partner list with signing dates") {
		t.Errorf("warnings %q", a.Warnings)
	}
}

func TestActivationOwnersAreActivePeopleOnTheRosterOrTheDeals(t *testing.T) {
	d := newData("activation_owner").person("Ana", ingest.RoleActivation, "activation").person("Leo", ingest.RoleActivation, "", left("2026-01-01"))
	d.listed("Owned", activator(d.named("Ana"))).listed("Leaver", activator(d.named("Leo"))).listed("Nobody").
		listed("By deal", active("2026-01-01"))
	d.deal("open", created("2026-01-01"), d.of("By deal"), d.owner("activation_owner", "Ana"))
	a := d.run("2026-06-30").Activation
	wantRate(t, "unowned", a.UnownedRate, 2, 3)
	if got := strings.Join(a.WithoutActOwner, " "); got != "P-Leaver P-Nobody" {
		t.Errorf("without an owner: %s", got)
	}
}

// signings and wins over eight complete quarters, four and four.
func logos(before, after int, revenueBefore, revenueAfter string) *data {
	d := newData()
	for n := range before + after {
		when := "2024-08-01"
		if n >= before {
			when = "2025-08-01"
		}
		d.listed(fmt.Sprint("P", n), signed(when))
	}
	won, sourced := sourcedWin("2024-08-10")
	d.deal(won, sourced, worth(revenueBefore))
	won, _ = sourcedWin("2026-06-10")
	return d.deal(won, sourced, worth(revenueAfter))
}

func TestLogosAreComparedWithRevenueOverEightQuarters(t *testing.T) {
	for _, c := range []struct {
		before, after    int
		was, is, verdict string
	}{
		{1, 2, "100", "100", "logos_only"}, {1, 2, "100", "101", "together"},
		{2, 2, "100", "101", "revenue_only"}, {2, 1, "100", "99", "neither"},
	} {
		a := logos(c.before, c.after, c.was, c.is).run("2026-06-30").Activation
		if a.Logos == nil || a.Logos.Verdict != c.verdict || a.Logos.SignedBefore != c.before || a.Logos.Signed != c.after {
			t.Errorf("%+v gives %+v", c, a.Logos)
		}
	}
	a := logos(1, 2, "1", "1").run("2026-06-29").Activation
	if a.Logos != nil || !said(a.Warnings, "needs 8 complete quarters, has 7") {
		t.Errorf("a partial quarter is compared: %+v, %q", a.Logos, a.Warnings)
	}
}

// The counts of random data agree with a count by the words of METRICS.md.
func TestActivationAgreesWithACountByHand(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	asOf := date("2026-06-30")
	for range 100 {
		d := newData()
		signedN, activatedN, producing, inactive, k, n := 0, 0, 0, 0, 0, 0
		for i := range rng.IntN(15) {
			age, first := rng.IntN(800), -1
			d.listed(fmt.Sprint("P", i), signed((asOf - ingest.Date(age)).String()))
			won := false
			for range rng.IntN(3) {
				start := rng.IntN(age + 1) // days after signing
				made := asOf - ingest.Date(age) + ingest.Date(start)
				if first < 0 || start < first {
					first = start
				}
				closed := made + ingest.Date(rng.IntN(int(asOf-made)+1))
				o := []ingest.Origin{ingest.OriginSourced, ingest.OriginInfluenced}[rng.IntN(2)]
				d.deal("won "+closed.String(), created(made.String()), from(o), d.of(fmt.Sprint("P", i)))
				won = won || o == ingest.OriginSourced && closed >= date("2025-07-01")
			}
			signedN++
			if first >= 0 {
				activatedN++
			}
			if won {
				producing++
			} else if age > 120 {
				inactive++
			}
			if age >= 120 {
				n++
				if first >= 0 && first <= 120 {
					k++
				}
			}
		}
		a := d.run("2026-06-30").Activation
		wantInt(t, "activated", a.Activated, activatedN)
		wantInt(t, "producing", a.Producing, producing)
		wantRate(t, "rate", &a.Rate, k, n)
		if signedN > 0 {
			wantInt(t, "signed", a.Signed, signedN)
			wantInt(t, "inactive", a.Inactive, inactive)
		}
	}
}
