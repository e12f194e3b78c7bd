package audience

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// twins is a company with two people whose roster rows differ by name and place
// alone and whom the records name for every stage: the second for one item in every
// `share`, the first for the others. One of them has a quota. Swapped, each carries
// what the other did.
func twins(swapped bool, share int, stages ...string) *ingest.Dataset {
	ds := company(300)
	first := int32(len(ds.People))
	for i, name := range []string{"Ada Twin", "Bea Twin"} {
		p := ds.People[1]
		p.Name, p.NameText, p.Title = name, name, "Partner manager"
		p.Pos.Row, p.ID = p.Pos.Row+10+int32(i), []string{"HR-10000", "HR-10001"}[i]
		p.Key, p.Email, p.Stages = p.ID, "", stages
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
		if i%share == 0 {
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

// indistinguishable fails where an audience is given different reports, or rows, of
// two datasets.
func indistinguishable(t *testing.T, what string, one, two *ingest.Dataset) {
	t.Helper()
	for _, who := range []Options{{Audience: Leadership}, {Audience: Anonymous, Key: key}} {
		var files [2][2][]byte
		for i, ds := range []*ingest.Dataset{one, two} {
			opts := options()
			opts.Previous = nil
			r, err := Redact(ds, opts, who)
			if err != nil {
				t.Fatal(err)
			}
			files[i][0], _ = json.MarshalIndent(r.Report, "", " ")
			files[i][1], _ = json.MarshalIndent(r.Dataset, "", " ")
		}
		for part, name := range []string{"report", "rows"} {
			if d := firstDifference(files[0][part], files[1][part]); d != "" {
				t.Errorf("%s: the %s tells %s: %s", who.Audience, name, what, d)
			}
		}
	}
}

func TestWhatASinglePersonCarriesCannotBeTold(t *testing.T) {
	indistinguishable(t, "who of two owners carries what", twins(false, 4, "recruitment", "cosell"), twins(true, 4, "recruitment", "cosell"))
	indistinguishable(t, "who of two people has items enough for a class", twins(false, 60), twins(true, 60))
}

func TestWhoCarriesAQuotaCannotBeTold(t *testing.T) {
	for i, p := range company(1).People[1:] {
		one, two := company(300), company(300)
		for _, ds := range []*ingest.Dataset{one, two} {
			ds.People[0].Quota.Value = decimal.MustParse("99999999999")
		}
		two.People[i+1].HasQuota, two.People[i+1].Quota = !p.HasQuota, one.People[(i+1)%5].Quota
		if p.HasQuota {
			two.People[i+1].Quota = ingest.Money{}
		}
		indistinguishable(t, "whether "+p.Name+" carries a quota", one, two)
	}
}

func TestAnIssueOfTheRosterDoesNotSayOfWhom(t *testing.T) {
	one, two := company(300), company(300)
	for i, ds := range []*ingest.Dataset{one, two} {
		ds.Issues.Add(ingest.Issue{Pos: ingest.Pos{Place: roster, Row: int32(3 + i), Col: 7}, Code: "bad-amount", Message: "a quota of much"})
	}
	indistinguishable(t, "in whose row an amount cannot be read", one, two)
	ring := company(300)
	ring.People[0].Manager = 1
	r, err := Redact(ring, options(), Options{Audience: Leadership})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range r.Report.Issues {
		if x.Pos.Row != 0 || x.Hint != "" || strings.Contains(x.Message, "Weber") {
			t.Errorf("%+v", x)
		}
	}
}

func TestTheOneStatedOwnerOfAStageIsNotMeasured(t *testing.T) {
	r, err := Redact(company(300), options(), Options{Audience: Leadership})
	if err != nil {
		t.Fatal(err)
	}
	one := 0
	for _, s := range r.Report.Stages {
		_, figure := r.Report.Figures["stages."+s.ID+".agreement"]
		if len(s.Stated.Owners) == 1 && s.Observed != nil {
			if one++; s.Observed.Agreement != nil || figure {
				t.Errorf("%s: how often its owner does it is told", s.ID)
			}
		}
	}
	if one == 0 {
		t.Error("no stage with one stated owner")
	}
}

// firstDifference shows the first lines that differ, with what stands before.
func firstDifference(a, b []byte) string {
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
