package analyze

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ownermap/ingest"
)

// thin are datasets with next to nothing in them.
func thin() map[string]*data {
	everyone := []ingest.RoleClass{ingest.RoleLeader, ingest.RoleRelationship, ingest.RoleRevenue}
	out := map[string]*data{"nothing": newData(), "one person": newData().person("Ana", ingest.RoleLeader, "recruitment")}
	leavers := newData("cosell_owner", "recruiter")
	for i, c := range everyone {
		leavers.person(fmt.Sprintf("P%d", i), c, "cosell", left("2025-01-01"))
	}
	leavers.deal("won 2026-03-01", leavers.of("Acme"), leavers.owner("cosell_owner", "P1"), worth("5"))
	out["all leavers"] = leavers
	for _, n := range []int{1, 3} {
		d := newData("cosell_owner", "partner_manager", "sourcing", "deal_reg_at")
		for i := range n {
			d.deal("won 2026-03-01", created("2026-01-01"), d.of(fmt.Sprint("P", i)), from(ingest.OriginSourced), worth("0"))
		}
		out[fmt.Sprint(n, " deals of nothing")] = d
	}
	out["no dates"] = newData().deal("won", worth("3 EUR")).deal("open").deal("")
	out["no partners"] = newData("cosell_owner").person("Ana", ingest.RoleRevenue, "cosell").deal("won 2026-01-01", worth("3 EUR")).deal("lost 2026-01-02")
	out["refunds"] = newData().deal("won 2026-01-01", worth("-3 EUR"), from(ingest.OriginSourced)).deal("won 2025-01-02", worth("2 EUR"), from(ingest.OriginSourced))
	noFTE := newData("cosell_owner").person("Ana", ingest.RoleRevenue, "cosell", fte(0))
	noFTE.deal("open", noFTE.of("Acme"), noFTE.owner("cosell_owner", "Ana"))
	out["no allocation"] = noFTE
	return out
}

func TestThinDataGivesReasonsInsteadOfFigures(t *testing.T) {
	for name, d := range thin() {
		for _, o := range []Options{Default(), at("2026-06-30")} {
			b, err := json.Marshal(Run(d.ds, o))
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if s := string(b); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
}
