package ingest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownermap/ingest"
)

// FuzzLoad reads any text as an export: no panic, every row is kept or dropped with a
// reason, and every index points somewhere.
func FuzzLoad(f *testing.F) {
	f.Add(strings.Join(rosterLines, "\n"))
	f.Add(strings.Join(dealLines, "\n"))
	f.Add("Currency,Date,Rate\nUSD,2024-01-31,0.9\n")
	f.Add("Partner Name,Signed Date,Tier\nGlobex,31.01.2024,Gold\nGlobex GmbH,,\n")
	f.Add("Opportunity Owner ↑;Opportunity ID;Amount;Stage\nJane Doe;D1;1,234;Open\n;D2;5,50;Won\nSubtotal;;6;\nTotal;;6,50;\n\nName,Title,Manager\n")
	f.Add("Opportunity,,Partner\nID,Name,Name\nD1,A,B\n")
	f.Add("Name;Title;FTE;Quota;Stage\n\"Doe, Jane; Roe\";PAM;80%;(1.5k);x / y and z\nTotal;;;;\n")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		ds, err := ingest.Load(context.Background(), ingest.Options{Sources: []ingest.Source{{Path: path}}})
		if err != nil {
			var e *ingest.InputError
			if !errors.As(err, &e) || e.Message == "" {
				t.Fatalf("%v is no InputError", err)
			}
			return
		}
		for _, in := range ds.Inputs {
			if in.Rows != in.Kept+in.Dropped || in.Dropped != len(in.DroppedRows) || in.Kept < 0 {
				t.Fatalf("%d rows, %d kept, %d dropped, %d listed", in.Rows, in.Kept, in.Dropped, len(in.DroppedRows))
			}
		}
		if n := len(ds.People) + len(ds.Deals) + len(ds.Rates); n > 0 && len(ds.Partners) == 0 && ds.Inputs[0].Kind != ingest.KindPartners && n != ds.Inputs[0].Kept {
			t.Fatalf("%d records, %d rows kept", n, ds.Inputs[0].Kept)
		}
		for _, d := range ds.Deals {
			if d.Partner != ingest.None && int(d.Partner) >= len(ds.Partners) {
				t.Fatalf("partner %d of %d", d.Partner, len(ds.Partners))
			}
		}
		for i, p := range ds.People {
			if p.Name == "" || p.Key == "" || int(p.Manager) >= len(ds.People) {
				t.Fatalf("person %d: %+v", i, p)
			}
		}
	})
}
