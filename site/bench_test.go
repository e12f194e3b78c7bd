package site

import (
	"fmt"
	"testing"

	"ownermap/analyze"
	"ownermap/ingest"
)

// large is a company of many partners and people with three deals a partner.
func large(partners, people int) *ingest.Dataset {
	c := newCompany()
	for i := range people {
		role, class, stage := "Partner manager", ingest.RoleRelationship, []string{}
		if i%4 == 1 {
			role, class, stage = "Partner sales exec", ingest.RoleRevenue, []string{"cosell"}
		}
		c.person(fmt.Sprintf("Person %04d", i), role, class, stage...)
	}
	for i := range partners {
		c.partner(fmt.Sprintf("Partner %05d", i), []string{"Reseller", "Integrator", "Tech"}[i%3], []string{"EMEA", "APAC", "North America"}[i%3])
	}
	start := ingest.DateOf(2023, 7, 1)
	for i := range 3 * partners {
		p := int32(i % partners)
		created := start + ingest.Date(i*1000/(3*partners))
		d := ingest.Deal{Partner: p, Region: "EMEA", Created: created, Status: ingest.StatusWon, Closed: created + 60, Sourcing: ingest.OriginSourced, SourcingText: "Partner",
			PartnerManager: c.named(int32(i % people)), PartnerSalesExec: c.named(int32((i + 1) % people))}
		if i%5 == 0 {
			d.Status, d.Closed = ingest.StatusOpen, 0
		}
		c.deal(10_000+int64(i%1000), d)
	}
	return c.inputs()
}

// BenchmarkBuild writes sites of growing size; time a page should not grow.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{500, 5000} {
		b.Run(fmt.Sprintf("partners=%d", n), func(b *testing.B) {
			ds := large(n, n/10)
			rep := analyze.Run(ds, options())
			out := b.TempDir()
			b.ReportAllocs()
			files := 0
			for b.Loop() {
				res, err := Build(b.Context(), rep, ds, Options{Out: out + "/site", CacheDir: pictures})
				if err != nil {
					b.Fatal(err)
				}
				files = res.Files
			}
			b.ReportMetric(float64(files), "files")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(files)*1e6, "µs/file")
		})
	}
}
