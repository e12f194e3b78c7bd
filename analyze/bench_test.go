package analyze

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// largeData is a team of people, partners and deals with every column filled,
// as large as asked for; owner cells are shared as the reader shares them.
func largeData(deals, people, partners int) *ingest.Dataset {
	rng := rand.New(rand.NewPCG(uint64(deals), 7))
	d := newData("partner_manager", "partner_sales_exec", "sales_owner", "recruiter", "activation_owner", "enablement_owner",
		"cosell_owner", "measurement_owner", "sourcing", "deal_reg_at", "handoff_at", "handoff_accepted_at", "credit_agreed_at").
		column(ingest.KindRoster, "stages_owned", "quota").column(ingest.KindPartners, "recruiter", "signed_at")
	stages := ingest.DefaultStages()
	cells := make([]*ingest.Named, people)
	for i := range people {
		name := fmt.Sprintf("Person %03d", i)
		d.person(name, teamClasses[rng.IntN(len(teamClasses))], stages[rng.IntN(5)].ID, func(p *ingest.Person) {
			p.Manager = ingest.None
			if i > 0 {
				p.Manager = int32(rng.IntN(min(i, 20)))
			}
			p.Regions = []string{fmt.Sprint("Region ", rng.IntN(12))}
		})
		cells[i] = d.named(name)
	}
	for i := range partners {
		d.listed(fmt.Sprintf("Partner %04d", i), func(p *ingest.Partner) {
			p.Signed = date("2019-01-01") + ingest.Date(rng.IntN(2700))
			p.Recruiter, p.Region = cells[rng.IntN(people)], fmt.Sprint("Region ", i%12)
		})
	}
	d.ds.Deals = make([]ingest.Deal, deals)
	for i := range d.ds.Deals {
		opened := date("2021-01-01") + ingest.Date(rng.IntN(2000))
		cell := func() *ingest.Named {
			if rng.IntN(5) == 0 {
				return nil
			}
			return cells[rng.IntN(people)]
		}
		d.ds.Deals[i] = ingest.Deal{
			Pos: ingest.Pos{Place: places[ingest.KindDeals], Row: int32(i) + 2}, Partner: int32(rng.IntN(partners)),
			Region: fmt.Sprint("Region ", rng.IntN(12)), Motion: []string{"resell", "referral", ""}[rng.IntN(3)],
			Amount: ingest.Money{Value: decimal.MustNew(rng.Int64N(9e7), 2), Currency: "EUR", Known: true},
			Status: ingest.Status(1 + rng.IntN(3)), Created: opened, Closed: opened + ingest.Date(rng.IntN(300)),
			Sourcing: ingest.Origin(rng.IntN(4)), Registered: opened, HandedOff: opened + 10, HandoffAccepted: opened + ingest.Date(10+rng.IntN(30)),
			PartnerManager: cell(), PartnerSalesExec: cell(), SalesOwner: cell(), Recruiter: cell(), ActivationOwner: cell(),
			EnablementOwner: cell(), CosellOwner: cell(), MeasurementOwner: cell(), CreditAgreed: opened + 40,
		}
	}
	return d.ds
}

func BenchmarkRun(b *testing.B) {
	for _, n := range []int{20_000, 200_000} {
		ds := largeData(n, 500, 5000)
		b.Run(fmt.Sprint(n, " deals"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Run(ds, at("2026-06-30"))
			}
		})
	}
}
