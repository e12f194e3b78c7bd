package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ownermap/ingest"
	"ownermap/ingest/header"
)

// truth is a deal as it should come out, and the cells that say it.
type truth struct {
	cells map[string]string
	want  string
}

// randomDeals makes deals whose dates and amounts decide their column's order and mark.
func randomDeals(rng *rand.Rand, n int, date, group, mark string) []truth {
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	var out []truth
	for i := range n {
		created := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(500))
		closed := created.AddDate(0, 0, 1+rng.IntN(200))
		if i == 0 {
			created, closed = time.Date(2023, 1, 30, 0, 0, 0, 0, time.UTC), time.Date(2023, 5, 31, 0, 0, 0, 0, time.UTC)
		}
		whole, cents := 1000+rng.IntN(900_000), rng.IntN(100)
		grouped := fmt.Sprintf("%d%s%03d", whole/1000, group, whole%1000)
		c := map[string]string{"deal_id": fmt.Sprintf("D-%d", i+1), "deal_name": fmt.Sprintf("Deal no %d of it", i), "account": pick("Ajax Corp", "Bolt", "Core & Co"), "partner": pick("Globex", "Initech GmbH", ""),
			"amount": fmt.Sprintf("%s%s%02d", grouped, mark, cents), "amount_currency": pick("EUR", "USD"), "stage": pick("Closed Won", "Closed Lost", "Negotiation"), "created_at": created.Format(date), "close_date": closed.Format(date),
			"sourcing": pick("Partner Sourced", "Partner Influenced", "Direct", ""), "partner_manager": pick("Jane Doe", "José García", "n/a", ""), "partner_sales_exec": pick("Max Müller", "Jane Doe", ""), "sales_owner": pick("Sam Seller", "Uma Ünal"),
			"region": pick("EMEA", "AMER"), "recruiter": pick("Jane Doe", ""), "activation_owner": pick("Max Müller", ""), "cosell_owner": pick("Max Müller; Jane Doe", "Jane Doe"), "measurement_owner": pick("Ann Lyst", "")}
		status := map[string]string{"Closed Won": "won", "Closed Lost": "lost", "Negotiation": "open"}[c["stage"]]
		end := closed.Format(time.DateOnly) + "|"
		if status == "open" {
			end = "|" + closed.Format(time.DateOnly)
		}
		origin := map[string]string{"Partner Sourced": "sourced", "Partner Influenced": "influenced", "Direct": "direct", "": "unknown"}[c["sourcing"]]
		who := func(f string) string { return strings.ReplaceAll(strings.TrimSuffix(c[f], "n/a"), "; ", "+") }
		out = append(out, truth{c, strings.Join([]string{c["deal_id"], c["deal_name"], c["account"], c["partner"], fmt.Sprintf("%d.%02d", whole, cents), c["amount_currency"], status, created.Format(time.DateOnly), end, origin,
			who("partner_manager"), who("partner_sales_exec"), who("sales_owner"), c["region"], who("recruiter"), who("activation_owner"), who("cosell_owner"), who("measurement_owner")}, "|")})
	}
	return out
}

func shown(ds *ingest.Dataset, d *ingest.Deal) string {
	partner := ""
	if d.Partner != ingest.None {
		partner = ds.Partners[d.Partner].Name
	}
	who := func(n *ingest.Named) string {
		if n == nil {
			return ""
		}
		var names []string
		for _, r := range n.People {
			names = append(names, r.Name)
		}
		return strings.Join(names, "+")
	}
	return strings.Join([]string{d.ID, d.Name, d.Account, partner, d.Amount.Value.String(), d.Amount.Currency, d.Status.String(), d.Created.String(), d.Closed.String() + "|" + d.ExpectedClose.String(), d.Sourcing.String(),
		who(d.PartnerManager), who(d.PartnerSalesExec), who(d.SalesOwner), d.Region, who(d.Recruiter), who(d.ActivationOwner), who(d.CosellOwner), who(d.MeasurementOwner)}, "|")
}

// respell changes what a header may change without becoming another.
func respell(rng *rand.Rand, h string) string {
	switch rng.IntN(6) {
	case 0:
		return strings.ToUpper(h)
	case 1:
		return strings.ToLower(h)
	case 2:
		return strings.ReplaceAll(h, " ", "_")
	case 3:
		return h + " ▲"
	}
	return h
}

// TestAnyLayoutGivesTheSameDeals writes the same deals under every spelling of the
// dictionary, in any column order, date and number format, with title blocks,
// spacer columns, padding, totals and footers, and expects the same records.
func TestAnyLayoutGivesTheSameDeals(t *testing.T) {
	dict := header.For("deals")
	for seed := range 60 {
		rng := rand.New(rand.NewPCG(6, uint64(seed)))
		date := []string{"2006-01-02", "02.01.2006", "1/2/2006", "02/01/06", "2-Jan-2006", "2006-01-02T15:04:05Z"}[rng.IntN(6)]
		form := [][2]string{{",", "."}, {".", ","}, {"", "."}, {" ", ","}, {"'", "."}}[rng.IntN(5)]
		deals := randomDeals(rng, 12, date, form[0], form[1])
		var cols []string
		heads := map[string]string{"": "", "pad1": "Shoe Size", "pad2": "Internal Remark"}
		for f := range deals[0].cells {
			cols = append(cols, f)
			sp := dict.Field(f).Spellings
			heads[f] = respell(rng, sp[rng.IntN(len(sp))])
		}
		slices.Sort(cols)
		cols = append(cols, "", "pad1", "pad2")
		rng.Shuffle(len(cols), func(i, j int) { cols[i], cols[j] = cols[j], cols[i] })
		lines := []string{}
		if rng.IntN(2) == 0 {
			lines = append(lines, "Opportunities", "As of today;by me", "")
		}
		line := func(f func(string) string) string {
			var cells []string
			for _, c := range cols {
				cells = append(cells, `"`+f(c)+`"`)
			}
			return strings.Join(cells, ";")
		}
		lines = append(lines, line(func(c string) string { return heads[c] }))
		var want []string
		for _, d := range deals {
			lines = append(lines, line(func(c string) string { return d.cells[c] }))
			want = append(want, d.want)
		}
		lines = append(lines, "", "Confidential Information - Do Not Distribute")
		ds := load(t, sources("", csvFile(t, "x.csv", lines...)))
		var got []string
		for i := range ds.Deals {
			got = append(got, shown(ds, &ds.Deals[i]))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d:\n%s\n got %s\nwant %s\ncolumns %+v\n%v", seed, lines[0], strings.Join(got, "\n     "), strings.Join(want, "\n     "), ds.Inputs[0].Columns, ds.Issues)
		}
	}
}
