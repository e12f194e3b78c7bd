package audience

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"ownermap/ingest"
)

// twins is a company with two people whose roster rows differ by name and place
// alone and whom the records name for every stage, each for other items, and each of
// them beside a quota of their own. Swapped, each carries what the other did.
func twins(swapped bool) *ingest.Dataset {
	ds := company(300)
	first := int32(len(ds.People))
	for i, name := range []string{"Ada Twin", "Bea Twin"} {
		p := ds.People[1]
		p.Name, p.NameText, p.Title = name, name, "Partner manager"
		p.Pos.Row, p.ID = p.Pos.Row+10+int32(i), []string{"HR-10000", "HR-10001"}[i]
		p.Key, p.Email = p.ID, ""
		p.HasQuota = (i == 0) != swapped
		if !p.HasQuota {
			p.Quota = ingest.Money{}
		}
		ds.People = append(ds.People, p)
	}
	cells := [2]*ingest.Named{}
	for i := range cells {
		who := first + int32(i)
		if swapped {
			who = first + 1 - int32(i)
		}
		cells[i] = &ingest.Named{People: []ingest.Ref{{Name: ds.People[who].Name, Person: who}}}
	}
	for i := range ds.Deals {
		d, one := &ds.Deals[i], cells[0]
		if i%4 == 3 {
			one = cells[1]
		}
		if i%3 == 0 {
			d.PartnerManager, d.Recruiter, d.ActivationOwner, d.EnablementOwner = one, one, one, one
		}
		d.CosellOwner, d.MeasurementOwner, d.PartnerSalesExec = one, one, one
	}
	for i := range ds.Partners {
		if i%3 == 0 {
			ds.Partners[i].PartnerManager, ds.Partners[i].Recruiter = cells[i/9], cells[i/9]
		}
	}
	ds.History = nil
	return ds
}

func TestWhatASinglePersonCarriesCannotBeTold(t *testing.T) {
	for _, who := range []Options{{Audience: Leadership}, {Audience: Anonymous, Key: key}} {
		var files [2][2][]byte
		for i := range files {
			opts := options()
			opts.Previous = nil
			r, err := Redact(twins(i == 1), opts, who)
			if err != nil {
				t.Fatal(err)
			}
			files[i][0], _ = json.MarshalIndent(r.Report, "", " ")
			files[i][1], _ = json.MarshalIndent(r.Dataset, "", " ")
		}
		for part, name := range []string{"report", "rows"} {
			if d := firstDifference(files[0][part], files[1][part]); d != "" {
				t.Errorf("%s: the %s tells who of two people carries what: %s", who.Audience, name, d)
			}
		}
	}
}

// dust is the last digits of a sum, which its order decides.
var dust = regexp.MustCompile(`(\.\d{12})\d+`)

// firstDifference shows the first lines that differ, with what stands before.
func firstDifference(a, b []byte) string {
	a, b = dust.ReplaceAll(a, []byte("$1")), dust.ReplaceAll(b, []byte("$1"))
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return string(bytes.Join(x[max(0, i-12):i+1], []byte("\n"))) + "\n-----\n" + string(y[i])
		}
	}
	if len(x) != len(y) {
		return "one is longer"
	}
	return ""
}
