package analyze

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// hostileData is what no export should hold: days in any century, amounts of 19
// digits, negative ones, managers in circles, blank names, empty cells.
func hostileData(seed uint64) *ingest.Dataset {
	rng := rand.New(rand.NewPCG(seed, 5))
	day := func() ingest.Date {
		switch rng.IntN(6) {
		case 0:
			return 0
		case 1:
			return ingest.DateOf(1+rng.IntN(9998), 1, 1)
		}
		return date("2024-01-01") + ingest.Date(rng.IntN(1000))
	}
	d := newData("cosell_owner", "partner_manager", "sourcing", "deal_reg_at", "handoff_at").column(ingest.KindPartners, "signed_at")
	n := rng.IntN(6)
	for i := range n {
		d.person([]string{"", "Ana", "ana", "Bo"}[rng.IntN(4)]+fmt.Sprint(i%2), teamClasses[rng.IntN(7)], "cosell cosell nonsense", fte([]float64{0, -1, 1, 1e-9}[rng.IntN(4)]))
		p := &d.ds.People[i]
		p.Manager, p.Start, p.End, p.Regions = int32(rng.IntN(n)), day(), day(), []string{"", "EMEA"}
		p.Quota, p.HasQuota = ingest.Money{Value: decimal.MustParse("9999999999999999999"), Known: rng.IntN(2) == 0, Currency: "XXX"}, rng.IntN(2) == 0
	}
	cells := []*ingest.Named{nil, {}, {Text: "?", People: []ingest.Ref{{Name: "", Person: ingest.None}}}}
	if n > 0 {
		cells = append(cells, &ingest.Named{Text: "x", People: []ingest.Ref{{Name: "x", Person: 0}, {Name: "x", Person: 0}, {Name: "y", Person: int32(n - 1)}}})
	}
	cell := func() *ingest.Named { return cells[rng.IntN(len(cells))] }
	for i := range rng.IntN(4) {
		d.listed(fmt.Sprint(i), func(p *ingest.Partner) {
			p.Signed, p.Ended, p.Activated, p.Recruiter = day(), day(), day(), cell()
		})
	}
	for range rng.IntN(40) {
		d.deal([]string{"open", "won", "lost", ""}[rng.IntN(4)], func(x *ingest.Deal) {
			x.Created, x.Closed, x.Registered, x.HandedOff, x.HandoffAccepted, x.CreditAgreed = day(), day(), day(), day(), day(), day()
			x.Sourcing, x.Region = ingest.Origin(rng.IntN(4)), []string{"", "  ", "EMEA", "emea"}[rng.IntN(4)]
			x.Amount = ingest.Money{Known: rng.IntN(4) > 0, Currency: []string{"", "EUR", "XXX"}[rng.IntN(3)],
				Value: decimal.MustParse([]string{"0", "-9999999999999999999", "9999999999999999999", "0.0000000000000000001", "12.5"}[rng.IntN(5)])}
			x.PartnerManager, x.CosellOwner, x.SalesOwner, x.Recruiter = cell(), cell(), cell(), cell()
			if len(d.ds.Partners) > 0 && rng.IntN(2) == 0 {
				x.Partner = int32(rng.IntN(len(d.ds.Partners)))
			}
		})
	}
	d.ds.Rates = []ingest.Rate{{Currency: "XXX", Rate: decimal.MustParse("9999999999")}, {Currency: "XXX", Date: day(), Rate: decimal.MustParse("0.0000000001")}}
	return d.ds
}

func TestHostileDataIsMeasuredWithoutPanicOrInfinity(t *testing.T) {
	schema := compiledSchema(t)
	for seed := range uint64(300) {
		ds := hostileData(seed)
		opts := at(oracleDay)
		if seed%3 == 0 {
			opts.AsOf = 0
		}
		if seed%2 == 0 {
			opts.FiscalYearStart = int(seed % 14)
		}
		r := Run(ds, opts)
		opts.Previous = r
		r = Run(ds, opts)
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		valid(t, schema, fmt.Sprint("seed ", seed), b)
		for id, f := range r.Figures {
			if v, ok := f.Value.(float64); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
				t.Errorf("seed %d: %s is %v", seed, id, v)
			}
		}
	}
}
