package main

import (
	"math"
	"math/rand/v2"
	"time"
)

// partner is one row of the partner list, and how many deals it brings.
type partner struct {
	id, name, kind, tier, region, motion, status string
	signed, onboarded, activated, ended          time.Time
	recruiter, manager, activation, enablement   string
	weight                                       float64 // of its deals; 0 brings none
	sources                                      bool    // brings deals, beside helping with them
}

var partnerNames = map[string][]string{
	"EMEA North": {"Nordlicht Systemhaus GmbH", "Fjordbyte AS", "Brightmoor Consulting Ltd", "Kvarn Digital AB", "Van der Laan Cloud BV",
		"Hollow Oak Technology Ltd", "Sternwarte Software AG", "Baltic Relay OÜ", "Skagen Data ApS", "Thistle & Rook LLP",
		"Isarwerk Solutions GmbH", "Polder Analytics BV", "Lumen Nord Oy", "Greyfriars Partners Ltd", "Elbtal Integration GmbH",
		"Kestrel Advisory Ltd", "Tideline Systems AS", "Mälaren Konsult AB"},
	"EMEA South": {"Soluzioni Ponente Srl", "Grupo Almenara SL", "Azur Intégration SAS", "Olivar Tecnología SL", "Tagus Digital Lda",
		"Meltemi Systems AE", "Canal Verde Srl", "Boréal Conseil SAS", "Bosphorus Bilişim AŞ", "Puerta Nueva SL",
		"Lagune Logiciels SAS", "Torre Alta SpA", "Cèdre Atlas SARL", "Dorado Servicios SL"},
	"Americas": {"Redwood Harbor Inc", "Cobalt Prairie LLC", "Sierra Norte SA de CV", "Blue Mesa Partners LLC", "Lakeshore Dynamics Inc",
		"Tupelo Grid Inc", "Araucária Sistemas Ltda", "Copper Falls Consulting LLC", "Pampa Digital SA", "Granite State Software Inc",
		"Yucca Valley IT LLC", "Maple Crossing Inc", "Andes Enlace SpA", "Bayou Tech Group LLC", "Northgate Cascade Inc", "Ipê Roxo Tecnologia Ltda"},
	"APAC": {"Kumo Integration KK", "Hanbit Solutions Co Ltd", "Southern Cross Cloud Pty Ltd", "Lotus Bridge Pte Ltd", "Matariki Digital Ltd",
		"Sakura Gate KK", "Deccan Stack Pvt Ltd", "Straits Data Pte Ltd", "Jacaranda Systems Pty Ltd", "Han River Tech Co Ltd",
		"Monsoon Labs Pvt Ltd", "Harbour Nine Pty Ltd"},
}

var regions = []string{"EMEA North", "EMEA South", "Americas", "APAC"}

var (
	kinds   = []string{"Reseller", "System Integrator", "Technology", "Reseller", "Referral"}
	motions = map[string][]string{"Reseller": {"Resell"}, "System Integrator": {"Co-sell"}, "Technology": {"Co-sell", "Marketplace"}, "Referral": {"Referral"}}
	tiers   = []string{"Platinum", "Gold", "Gold", "Silver", "Silver", "Registered"}
)

// drawPartners gives each partner its dates and owners.
func drawPartners(rng *rand.Rand) []*partner {
	var list []*partner
	for _, region := range regions {
		for i, name := range partnerNames[region] {
			kind := kinds[i%len(kinds)]
			p := &partner{id: "P-" + itoa(4001+len(list)*7), name: name, kind: kind, region: region,
				motion: motions[kind][i%len(motions[kind])], tier: tiers[min(i/2, len(tiers)-1)], status: "Active"}
			p.signed = signedOn(rng, i, len(partnerNames[region]))
			p.weight = 1 / math.Pow(float64(i)+1.5, 0.75)
			p.sources = i%5 != 4
			p.own(rng, i)
			p.live(rng, i, len(partnerNames[region]))
			list = append(list, p)
		}
	}
	return list
}

// signedOn is older for the first of a region: half before 2023, the rest until
// the summer of 2026, more of them in the last year.
func signedOn(rng *rand.Rand, i, n int) time.Time {
	share := float64(i) / float64(n)
	switch {
	case share < 0.5:
		return day(2021, 4, 1).AddDate(0, 0, int(share*1200)+rng.IntN(60))
	case share < 0.72:
		return day(2023, 1, 15).AddDate(0, 0, int((share-0.5)*4000)+rng.IntN(60))
	default:
		return day(2025, 7, 20).AddDate(0, 0, int((share-0.72)*1150)+rng.IntN(45))
	}
}

// own names who recruited, manages, activated and enabled the partner.
func (p *partner) own(rng *rand.Rand, i int) {
	p.manager = managerOf(p.region, p.kind, i)
	p.recruiter = p.manager
	if p.manager == tomas && i > 4 {
		p.recruiter = grace
	}
	if p.signed.After(day(2024, 2, 5)) && rng.Float64() < 0.75 {
		p.recruiter = jonas
	}
	switch {
	case p.signed.After(day(2022, 3, 1)) && p.signed.Before(bakareEnd) && rng.Float64() < 0.4:
		p.activation = oluwaseun
	case i%5 < 2:
		p.activation = p.manager
	}
	switch x := rng.Float64(); {
	case p.region != "Americas" && (p.signed.After(day(2023, 5, 15)) && x < 0.7 || x < 0.2):
		p.enablement = sofia
	case x < 0.88:
		p.enablement = p.manager
	}
}

// managerOf gives each region its partner managers; Tomás Ibarra's partners
// still carry his name but for three that Kavya Raman took over.
func managerOf(region, kind string, i int) string {
	switch region {
	case "EMEA North":
		if kind == "Technology" {
			return lena
		}
		return farid
	case "EMEA South":
		if i%2 == 1 {
			return noor
		}
		return chiara
	case "Americas":
		return []string{grace, tomas, kavya, tomas, grace, tomas, kavya, tomas}[i%8]
	}
	return []string{hiro, daejung}[i%2]
}

// live settles onboarding and activation. The latest quarter of each region was
// signed and never sold anything.
func (p *partner) live(rng *rand.Rand, i, n int) {
	if o := p.signed.AddDate(0, 0, 20+rng.IntN(50)); o.Before(reportDay) {
		p.onboarded = o
	}
	if float64(i) >= 0.78*float64(n) {
		p.weight = 0
		p.status = "Signed"
		return
	}
	if a := p.signed.AddDate(0, 0, 50+rng.IntN(150)); a.Before(reportDay) {
		p.activated = a
	} else {
		p.weight = 0
	}
	if p.region == "Americas" && i == 9 || p.region == "EMEA North" && i == 8 {
		p.ended, p.status = day(2025, 3, 31).AddDate(0, i, 0), "Terminated"
	}
}
