package analyze

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownermap/ingest"
)

func TestRostersInARowGiveTheHistoryOfTheStructure(t *testing.T) {
	was := newData().
		person("Ana", ingest.RoleRelationship, "recruitment activation cosell").
		person("Ben", ingest.RoleRevenue, "cosell", covering("EMEA", "", "")).
		person("Cy", ingest.RoleOperations, "measurement")
	is := newData().
		person("Ana", ingest.RoleRelationship, "recruitment").
		person("Ben", ingest.RoleRevenue, "cosell", covering("EMEA APAC", "", ""), quota("100"), fte(0.5)).
		person("Cy", ingest.RoleOperations, "measurement", left("2026-01-31")).
		person("Dee", ingest.RoleOperations, "measurement")
	is.ds.People[1].Manager = 0
	is.ds.History = []ingest.Roster{{AsOf: date("2025-12-31"), People: was.ds.People}}
	h := is.run("2026-06-30").History
	if len(h) != 2 || h[0].AsOf != date("2025-12-31") || h[1].AsOf != date("2026-06-30") {
		t.Fatalf("history %+v", h)
	}
	same(t, "share then", h[0].GeneralistShare, 1.0/3)
	same(t, "share now", h[1].GeneralistShare, 0)
	if h[0].Team != 3 || h[0].FTE != 3 || h[1].Team != 3 || h[1].FTE != 2.5 {
		t.Errorf("team %+v", h)
	}
	if s := h[0].Stages[2]; s.Stage != "cosell" || s.Status != "shared" || len(s.Owners) != 2 {
		t.Errorf("co-sell then %+v", s)
	}
	want := []StructureChange{
		{"E01", "Ana", "stages", "recruitment, activation, cosell", "recruitment"},
		{"E02", "Ben", "manager", "", "Ana"},
		{"E02", "Ben", "segments", "EMEA", "EMEA, APAC"},
		{"E02", "Ben", "allocation", "1", "0.5"},
		{"E02", "Ben", "quota", "", "100"},
		{"E03", "Cy", "left", "", ""},
		{"E04", "Dee", "joined", "", ""},
	}
	if diff := cmp.Diff(want, h[1].Changes); diff != "" {
		t.Error(diff)
	}
}

func TestOneRosterHasNoHistory(t *testing.T) {
	if h := newData().person("Ana", ingest.RoleLeader, "").run("2026-06-30").History; h != nil {
		t.Errorf("history %+v", h)
	}
}
