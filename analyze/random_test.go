package analyze

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// randomData is a team of up to 9 people and n deals with every column in use,
// holes, leavers and strangers included. The same seed gives the same data.
func randomData(seed uint64, n int) *data {
	rng := rand.New(rand.NewPCG(seed, 99))
	pick := func(words ...string) string { return words[rng.IntN(len(words))] }
	day := func() ingest.Date { return date("2023-01-01") + ingest.Date(rng.IntN(1400)) }
	d := newData("partner_manager", "partner_sales_exec", "sales_owner", "recruiter", "activation_owner", "enablement_owner",
		"cosell_owner", "measurement_owner", "sourcing", "deal_reg_at", "handoff_at", "handoff_accepted_at", "credit_agreed_at").
		column(ingest.KindRoster, "stages_owned", "quota").column(ingest.KindPartners, "recruiter", "partner_manager", "signed_at")
	classes := append([]ingest.RoleClass{ingest.RoleOther, ingest.RoleDirectSales}, teamClasses...)
	var people []string
	for i := range 3 + rng.IntN(7) {
		name := fmt.Sprintf("P%d", i)
		var stages []string
		for _, s := range ingest.DefaultStages() {
			if rng.IntN(4) == 0 {
				stages = append(stages, s.ID)
			}
		}
		d.person(name, classes[rng.IntN(len(classes))], strings.Join(stages, " "),
			covering(pick("", "", "EMEA", "APAC", "EMEA APAC"), pick("", "", "SI", "ISV"), pick("", "resell")),
			fte([]float64{1, 1, 0.5, 0.8}[rng.IntN(4)]), func(p *ingest.Person) {
				if rng.IntN(5) == 0 {
					p.End = day()
				}
				if rng.IntN(3) == 0 {
					quota("100000")(p)
				}
				if i > 0 && rng.IntN(4) > 0 {
					p.Manager = int32(rng.IntN(i))
				}
			})
		people = append(people, name)
	}
	people = append(people, "Stranger")
	cell := func() string {
		switch rng.IntN(6) {
		case 0:
			return ""
		case 1:
			a, b := people[rng.IntN(len(people))], people[rng.IntN(len(people))]
			if a != b {
				return a + "; " + b
			}
		}
		return people[rng.IntN(len(people))]
	}
	for i := range rng.IntN(8) {
		d.listed(fmt.Sprintf("C%d", i*2), func(p *ingest.Partner) {
			p.Region, p.Type = pick("", "EMEA", "AMER"), pick("", "SI")
			p.Recruiter, p.PartnerManager = d.named(cell()), d.named(cell())
			p.Signed = day()
			if rng.IntN(4) == 0 {
				p.Ended = day()
			}
		})
	}
	for range n {
		status := pick("open", "won", "won", "lost")
		opened := day()
		more := []func(*ingest.Deal){
			func(x *ingest.Deal) { x.Created = opened },
			worth(fmt.Sprintf("%d.%02d%s", rng.IntN(90000), rng.IntN(100), pick(" EUR", " EUR", " USD", " GBP", ""))),
			in(pick("", "EMEA", "emea", "APAC", "AMER"), pick("", "SI", "ISV"), pick("", "resell", "referral")),
			from([]ingest.Origin{ingest.OriginUnknown, ingest.OriginSourced, ingest.OriginSourced, ingest.OriginInfluenced, ingest.OriginDirect}[rng.IntN(5)]),
		}
		if status != "open" {
			status += " " + (opened + ingest.Date(rng.IntN(250))).String()
		}
		if rng.IntN(3) > 0 {
			more = append(more, d.of(fmt.Sprintf("C%d", rng.IntN(12))))
		}
		if rng.IntN(3) == 0 {
			more = append(more, registered((opened + ingest.Date(rng.IntN(40)-10)).String()))
		}
		for _, f := range ownerFields[:8] {
			more = append(more, d.owner(f.name, cell()))
		}
		if rng.IntN(2) == 0 {
			more = append(more, func(x *ingest.Deal) {
				x.HandedOff = opened + ingest.Date(rng.IntN(60))
				if rng.IntN(2) == 0 {
					x.HandoffAccepted = x.HandedOff + ingest.Date(rng.IntN(30))
				}
				if rng.IntN(2) == 0 {
					x.CreditAgreed = opened + ingest.Date(rng.IntN(300))
				}
			})
		}
		d.deal(status, more...)
	}
	d.ds.RateCurrency = "EUR"
	d.ds.Rates = []ingest.Rate{
		{Currency: "USD", Date: date("2025-01-01"), Rate: decimal.MustParse("0.95")},
		{Currency: "USD", Date: date("2023-06-01"), Rate: decimal.MustParse("0.9")},
	}
	return d
}
