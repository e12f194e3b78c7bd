package analyze

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// sent is a report as it comes back from its file.
func sent(t *testing.T, r *Report) *Report {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back Report
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	return &back
}

// since runs the data on a day beside an earlier report.
func (d *data) since(old *Report, day string) *Report {
	o := at(day)
	o.Previous = old
	return Run(d.ds, o)
}

func TestTheChangeOfSourcedRevenueIsTakenApart(t *testing.T) {
	d := newData()
	win := func(day, partner, amount string, o ingest.Origin) {
		more := []func(*ingest.Deal){worth(amount), from(o)}
		if partner != "" {
			more = append(more, d.of(partner))
		}
		d.deal("won "+day, more...)
	}
	win("2025-05-01", "Kept", "100", ingest.OriginSourced) // in the earlier window only
	win("2025-08-01", "Kept", "100", ingest.OriginSourced)
	win("2025-06-01", "Gone", "30", ingest.OriginSourced)
	win("2025-06-02", "", "7", ingest.OriginSourced)
	win("2025-09-01", "Kept", "40", ingest.OriginInfluenced)
	win("2026-02-01", "Kept", "25", ingest.OriginSourced)
	old := sent(t, d.run("2026-03-31"))
	d.ds.Deals[1].Amount.Value = decimal.MustParse("110") // restated
	d.ds.Deals[4].Sourcing = ingest.OriginSourced         // reclassified
	win("2026-04-10", "Kept", "50", ingest.OriginSourced)
	win("2026-05-10", "Fresh", "60", ingest.OriginSourced)
	c := d.since(old, "2026-06-30").Comparison.Revenue
	// Then, by today's records: Kept 100+110+40+25 = 275 in 4, Gone 30, nobody 7.
	// Now: Kept 110+40+25+50 = 225 in 4, Fresh 60.
	for what, pair := range map[string][2]string{
		"before": {c.Before.String(), "262"}, "after": {c.After.String(), "285"}, "change": {c.Change.String(), "23"},
		"restated": {c.Restated.String(), "50"}, "new": {c.NewPartners.String(), "60"}, "lost": {c.LostPartners.String(), "-30"},
		"wins": {c.Wins.Trim(0).String(), "0"}, "size": {c.DealSize.Trim(0).String(), "-50"}, "unnamed": {c.Unnamed.String(), "-7"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %s, want %s", what, pair[0], pair[1])
		}
	}
	if len(c.Quarters) != 1 {
		t.Fatalf("quarters %+v", c.Quarters)
	}
	if q := c.Quarters[0]; q.Period != "2025-Q3" || q.Restated.String() != "10" || q.Reclassified.String() != "40" || !q.InWindow {
		t.Errorf("quarter %+v", q)
	}
}

func TestMoreWinsAndBiggerDealsAreToldApart(t *testing.T) {
	d := newData()
	win := func(day, amount string) {
		d.deal("won "+day, worth(amount), from(ingest.OriginSourced), d.of("Acme"))
	}
	win("2025-05-01", "100")
	win("2025-06-01", "50")
	old := sent(t, d.run("2026-03-31"))
	for _, day := range []string{"2026-04-01", "2026-05-01", "2026-06-01"} {
		win(day, "90")
	}
	c := d.since(old, "2026-06-30").Comparison.Revenue
	// 2 wins of 75 on average become 3 of 90: 1 x 75, then 3 x 15.
	if p := c.Partners[0]; p.Kind != "kept" || p.Wins.Trim(0).String() != "75" || p.DealSize.Trim(0).String() != "45" {
		t.Errorf("partner %+v", p)
	}
}

func TestTheDecompositionAddsUpExactly(t *testing.T) {
	for seed := range uint64(20) {
		d := randomData(seed, 120)
		old := sent(t, d.run("2026-05-10"))
		rng := rand.New(rand.NewPCG(seed, 1))
		for i := range d.ds.Deals {
			x := &d.ds.Deals[i]
			switch rng.IntN(8) {
			case 0:
				x.Amount.Value = decimal.MustParse(fmt.Sprintf("%d.%02d", rng.IntN(9000), rng.IntN(100)))
			case 1:
				x.Sourcing = ingest.Origin(rng.IntN(4))
			case 2:
				x.Closed += 40
			}
		}
		r := d.since(old, oracleDay)
		c := r.Comparison.Revenue
		var parts, restated, inside sum
		for _, v := range []decimal.Decimal{c.Before, c.Restated, c.NewPartners, c.LostPartners, c.Wins, c.DealSize, c.Unnamed} {
			parts.add(v)
		}
		if parts.value().Cmp(c.After) != 0 || c.After.Cmp(r.Revenue.Window.Sourced) != 0 {
			t.Errorf("seed %d: the parts lead from %s to %s, the report says %s", seed, c.Before, parts.value(), c.After)
		}
		restated.add(c.Restated)
		for _, q := range c.Quarters {
			if q.InWindow {
				inside.add(q.Restated)
				inside.add(q.Reclassified)
			}
		}
		if inside.value().Cmp(restated.value()) != 0 {
			t.Errorf("seed %d: the quarters restate %s of %s", seed, inside.value(), restated.value())
		}
	}
}

func TestFiguresAreComparedWithTheirDirection(t *testing.T) {
	d := bothSides(5, 0, 20)
	old := sent(t, d.run("2026-03-31"))
	d.ds.Deals[0].PartnerSalesExec = d.named("Ben")
	r := d.since(old, "2026-06-30")
	if c := r.Comparison.Changes["separation.blur_rate"]; c.Reading != "better" || c.Change.(float64) != -0.05 {
		t.Errorf("blur rate %+v", c)
	}
	if c := r.Comparison.Changes["separation.deals"]; c.Reading != "" || c.Change.(float64) != 0 {
		t.Errorf("deals %+v", c)
	}
	found := false
	for _, f := range r.Comparison.Findings {
		found = found || f == FindingChange{"relationship-revenue-blur", "separation", Warning, ""}
	}
	if !found {
		t.Errorf("findings %+v", r.Comparison.Findings)
	}
}

func TestReportsInTwoCurrenciesAreNotComparedByAmount(t *testing.T) {
	d := newData().deal("won 2026-05-01", worth("5 EUR"), from(ingest.OriginSourced))
	old := sent(t, d.run("2026-05-31"))
	old.Currency = "USD"
	c := d.since(old, "2026-06-30").Comparison
	if c.Revenue != nil || len(c.Warnings) != 1 {
		t.Errorf("%+v", c)
	}
}
