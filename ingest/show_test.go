package ingest_test

import (
	"path/filepath"
	"testing"

	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"ownermap/ingest"
)

// person and deal write a record on one line for comparison.
func person(ds *ingest.Dataset, i int) string {
	p := ds.People[i]
	return fmt.Sprintf("%s %s %s mgr=%s stages=%v alloc=%g quota=%s/%v %s..%s", p.Key, p.Name, p.Class, ds.PersonName(p.Manager), p.Stages, p.Allocation,
		p.Quota.Value, p.HasQuota, p.Start, p.End)
}

func deal(ds *ingest.Dataset, i int) string {
	d := ds.Deals[i]
	partner := ""
	if d.Partner != ingest.None {
		partner = ds.Partners[d.Partner].Name
	}
	return fmt.Sprintf("%s %s %s %s partner=%s closed=%s expected=%s %s pm=%s pse=%s", d.ID, d.Status, d.Amount.Value, d.Amount.Currency, partner, d.Closed, d.ExpectedClose,
		d.Sourcing, named(ds, d.PartnerManager), named(ds, d.PartnerSalesExec))
}

func named(ds *ingest.Dataset, n *ingest.Named) string {
	if n == nil {
		return ""
	}
	var out []string
	for _, r := range n.People {
		if r.Person == ingest.None {
			out = append(out, "?"+r.Name)
		} else {
			out = append(out, ds.PersonName(r.Person))
		}
	}
	return strings.Join(out, ",")
}

// workbookWith writes one sheet with merged cells, given as "A2:A4".
func workbookWith(t *testing.T, rows [][]any, merged ...string) string {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range merged {
		a, b, _ := strings.Cut(m, ":")
		if err := f.MergeCell("Sheet1", a, b); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "merged.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}
