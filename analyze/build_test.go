package analyze

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/ingest"
)

// data builds a Dataset in the words of the domain. People are known by name,
// partners by name; rows are numbered as they are added.
type data struct {
	ds       *ingest.Dataset
	people   map[string]int32
	partners map[string]int32
}

var places = map[ingest.Kind]*ingest.Place{
	ingest.KindRoster:   {File: "roster.xlsx", Sheet: "Team"},
	ingest.KindDeals:    {File: "deals.xlsx", Sheet: "Q3"},
	ingest.KindPartners: {File: "partners.csv"},
}

// newData starts an empty dataset; columns are those that the deals have.
func newData(columns ...string) *data {
	d := &data{ds: &ingest.Dataset{Stages: ingest.DefaultStages()}, people: map[string]int32{}, partners: map[string]int32{}}
	d.column(ingest.KindDeals, columns...)
	return d
}

// column says that a sheet of the kind maps the fields.
func (d *data) column(kind ingest.Kind, fields ...string) *data {
	for _, f := range fields {
		d.ds.Inputs = append(d.ds.Inputs, ingest.Input{Kind: kind, Place: places[kind], Columns: []ingest.Column{{Field: f}}})
	}
	return d
}

// person adds a roster row: class, then the stages stated, blank separated;
// more changes the row further.
func (d *data) person(name string, class ingest.RoleClass, stages string, more ...func(*ingest.Person)) *data {
	i := int32(len(d.ds.People))
	p := ingest.Person{
		Pos: ingest.Pos{Place: places[ingest.KindRoster], Row: i + 2}, Key: fmt.Sprintf("E%02d", i+1), ID: fmt.Sprintf("E%02d", i+1),
		Name: name, Class: class, Manager: ingest.None, Stages: strings.Fields(stages), Allocation: 1,
	}
	for _, f := range more {
		f(&p)
	}
	d.people[name] = i
	d.ds.People = append(d.ds.People, p)
	return d
}

// deal adds a deal: status and dates from words, "won 2026-05-01", "open".
func (d *data) deal(status string, more ...func(*ingest.Deal)) *data {
	i := len(d.ds.Deals)
	deal := ingest.Deal{
		Pos: ingest.Pos{Place: places[ingest.KindDeals], Row: int32(i) + 2}, ID: fmt.Sprintf("D%03d", i+1), Partner: ingest.None,
	}
	word, day, _ := strings.Cut(status, " ")
	deal.Status = map[string]ingest.Status{"open": ingest.StatusOpen, "won": ingest.StatusWon, "lost": ingest.StatusLost}[word]
	if day != "" {
		deal.Closed = date(day)
	}
	for _, f := range more {
		f(&deal)
	}
	d.ds.Deals = append(d.ds.Deals, deal)
	return d
}

// partner is the index of a partner, added unlisted when new.
func (d *data) partner(name string) int32 {
	if i, ok := d.partners[name]; ok {
		return i
	}
	i := int32(len(d.ds.Partners))
	d.partners[name] = i
	d.ds.Partners = append(d.ds.Partners, ingest.Partner{
		Pos: ingest.Pos{Place: places[ingest.KindPartners], Row: i + 2}, Key: "P-" + name, ID: "P-" + name, Name: name,
	})
	return i
}

// listed puts a partner on the partner list.
func (d *data) listed(name string, more ...func(*ingest.Partner)) *data {
	p := &d.ds.Partners[d.partner(name)]
	p.Listed = true
	for _, f := range more {
		f(p)
	}
	return d
}

// named is an owner cell: names joined by "; ", each on the roster or not.
func (d *data) named(cell string) *ingest.Named {
	if cell == "" {
		return nil
	}
	n := &ingest.Named{Text: cell}
	for _, name := range strings.Split(cell, "; ") {
		i, ok := d.people[name]
		if !ok {
			i = ingest.None
		}
		n.People = append(n.People, ingest.Ref{Name: name, Person: i})
	}
	return n
}

// of names the partner of a deal.
func (d *data) of(partner string) func(*ingest.Deal) {
	i := d.partner(partner)
	return func(x *ingest.Deal) { x.Partner = i }
}

// owner fills an owner column of a deal.
func (d *data) owner(field, cell string) func(*ingest.Deal) {
	n := d.named(cell)
	return func(x *ingest.Deal) {
		switch field {
		case "partner_manager":
			x.PartnerManager = n
		case "partner_sales_exec":
			x.PartnerSalesExec = n
		case "sales_owner":
			x.SalesOwner = n
		case "marketing_owner":
			x.MarketingOwner = n
		case "recruiter":
			x.Recruiter = n
		case "activation_owner":
			x.ActivationOwner = n
		case "enablement_owner":
			x.EnablementOwner = n
		case "cosell_owner":
			x.CosellOwner = n
		case "measurement_owner":
			x.MeasurementOwner = n
		default:
			panic("no owner column " + field)
		}
	}
}

func created(day string) func(*ingest.Deal) { return func(x *ingest.Deal) { x.Created = date(day) } }

func registered(day string) func(*ingest.Deal) {
	return func(x *ingest.Deal) { x.Registered = date(day) }
}

func from(o ingest.Origin) func(*ingest.Deal) { return func(x *ingest.Deal) { x.Sourcing = o } }

// worth is an amount in words, "1000.50 EUR" or "1000.50".
func worth(amount string) func(*ingest.Deal) {
	v, cur, _ := strings.Cut(amount, " ")
	return func(x *ingest.Deal) {
		x.Amount = ingest.Money{Value: decimal.MustParse(v), Currency: cur, Known: true}
	}
}

func in(region, partnerType, motion string) func(*ingest.Deal) {
	return func(x *ingest.Deal) { x.Region, x.PartnerType, x.Motion = region, partnerType, motion }
}

func quota(amount string) func(*ingest.Person) {
	return func(p *ingest.Person) {
		p.Quota, p.HasQuota = ingest.Money{Value: decimal.MustParse(amount), Known: true}, true
	}
}

func left(day string) func(*ingest.Person)   { return func(p *ingest.Person) { p.End = date(day) } }
func joined(day string) func(*ingest.Person) { return func(p *ingest.Person) { p.Start = date(day) } }
func fte(a float64) func(*ingest.Person)     { return func(p *ingest.Person) { p.Allocation = a } }

func covering(regions, types, motions string) func(*ingest.Person) {
	return func(p *ingest.Person) {
		p.Regions, p.PartnerTypes, p.Motions = strings.Fields(regions), strings.Fields(types), strings.Fields(motions)
	}
}

func (d *data) under(manager string) func(*ingest.Person) {
	i := d.people[manager]
	return func(p *ingest.Person) { p.Manager = i }
}

// at is the default analysis on a given day.
func at(day string) Options {
	o := Default()
	o.AsOf = date(day)
	return o
}

func date(s string) ingest.Date {
	d, err := ingest.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// run is Run on the data as it stands on a day.
func (d *data) run(day string) *Report { return Run(d.ds, at(day)) }

// model is the derivation on a day.
func (d *data) model(day string) *model { return newModel(d.ds, at(day)) }

// finding is the first finding of a rule, failing the test without one.
func finding(t *testing.T, r *Report, rule string) Finding {
	t.Helper()
	for _, f := range r.Findings {
		if f.Rule == rule {
			return f
		}
	}
	for _, n := range r.RulesNotJudged {
		if n.Rule == rule {
			t.Fatalf("rule %s was not judged: %s", rule, n.Reason)
		}
	}
	t.Fatalf("no finding of rule %s", rule)
	return Finding{}
}
