package ingest_test

import (
	"strings"
	"testing"
)

func TestAnOwnerCellNamesEveryoneInIt(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"Jane Doe", "Jane Doe"},
		{"Doe, Jane; García, José", "Jane Doe,José García"},
		{"JANE DOE / jose garcia & Müller, Max", "Jane Doe,José García,Max Müller"},
		{"Jane Doe and José García", "Jane Doe,José García"},
		{"2 & 3", "Jane Doe,José García"},
		{"jane@acme.com & jose@acme.com", "Jane Doe,José García"},
		{"jane@acme.com; Max Müller", "Jane Doe,Max Müller"},
		{"Max Müller and JANE@ACME.COM", "Max Müller,Jane Doe"},
		{"jane@acme.com/nobody@acme.com", "Jane Doe,?nobody@acme.com"},
		{"jane@acme.com, jose@acme.com", "Jane Doe,José García"},
		{"Doe, Jane <jane@acme.com>, García, José <jose@acme.com>", "Jane Doe,José García"},
		{"jane@acme.com, who@acme.com", "Jane Doe,?who@acme.com"},
		{"Jane Doe; jane@acme.com", "Jane Doe"},
		{"Doe, Jane <jane@acme.com>", "Jane Doe"},
		{"Jane Doe (jane@acme.com; partner team)", "Jane Doe"},
	} {
		line := `D1,Alpha,Globex,1,Open,"` + c.cell + `"`
		ds := load(t, sources("roster", csvFile(t, "roster.csv", rosterLines...),
			"deals", csvFile(t, "deals.csv", "Opportunity ID,Opportunity Name,Partner,Amount,Stage,Partner Manager", line)))
		got := deal(ds, 0)
		if _, after, _ := strings.Cut(got, "pm="); !strings.HasPrefix(after, c.want+" ") {
			t.Errorf("%q names %s, want %s", c.cell, after, c.want)
		}
	}
}
