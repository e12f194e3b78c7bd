package site

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/govalues/decimal"

	"ownermap/analyze"
	"ownermap/ingest"
)

// company builds datasets for tests.
type company struct {
	ds  *ingest.Dataset
	rng *rand.Rand
}

var rosterSheet = &ingest.Place{File: "roster.xlsx", Sheet: "Team"}
var dealSheet = &ingest.Place{File: "deals.xlsx", Sheet: "Q3"}

func newCompany() *company {
	return &company{rng: rand.New(rand.NewPCG(1, 2)), ds: &ingest.Dataset{Stages: ingest.DefaultStages()}}
}

func (c *company) person(name, role string, class ingest.RoleClass, stages ...string) int32 {
	i := len(c.ds.People)
	c.ds.People = append(c.ds.People, ingest.Person{Pos: ingest.Pos{Place: rosterSheet, Row: int32(i + 2)}, ID: fmt.Sprintf("E%02d", i+1), Key: fmt.Sprintf("E%02d", i+1),
		Name: name, NameText: name, Role: role, Class: class, Manager: ingest.None, Stages: stages, Allocation: 1, Start: ingest.DateOf(2020, 1, 1)})
	return int32(i)
}

func (c *company) partner(name, typ, region string) int32 {
	c.ds.Partners = append(c.ds.Partners, ingest.Partner{Name: name, Key: name, Type: typ, Region: region})
	return int32(len(c.ds.Partners) - 1)
}

func (c *company) named(people ...int32) *ingest.Named {
	n := &ingest.Named{}
	for _, p := range people {
		n.People = append(n.People, ingest.Ref{Name: c.ds.People[p].Name, Person: p})
		n.Text += c.ds.People[p].Name + "; "
	}
	return n
}

func (c *company) deal(amount int64, d ingest.Deal) *ingest.Deal {
	d.Pos = ingest.Pos{Place: dealSheet, Row: int32(len(c.ds.Deals) + 6)}
	d.ID = fmt.Sprintf("D%04d", len(c.ds.Deals)+1)
	d.Name = "Deal " + d.ID
	v, err := decimal.New(amount, 0)
	if err != nil {
		panic(err)
	}
	d.Amount = ingest.Money{Value: v, Currency: "EUR", Known: true}
	c.ds.Deals = append(c.ds.Deals, d)
	if d.Partner != ingest.None {
		p := &c.ds.Partners[d.Partner]
		if p.Pos.IsZero() {
			p.Pos = d.Pos
		}
	}
	return &c.ds.Deals[len(c.ds.Deals)-1]
}

// inputs describes the sheets with the columns that the records use.
func (c *company) inputs() *ingest.Dataset {
	in := func(kind ingest.Kind, place *ingest.Place, n int, fields ...string) {
		i := ingest.Input{Kind: kind, Place: place, SHA256: "ab12", Format: "xlsx", Rows: n, Kept: n, HeaderRow: 1}
		for j, f := range fields {
			i.Columns = append(i.Columns, ingest.Column{Field: f, Header: f, Column: j + 1, Why: "the header is spelled like this"})
		}
		c.ds.Inputs = append(c.ds.Inputs, i)
	}
	in(ingest.KindRoster, rosterSheet, len(c.ds.People), "id", "name", "role", "manager", "stages", "quota", "start", "end")
	in(ingest.KindDeals, dealSheet, len(c.ds.Deals), "id", "name", "partner", "amount", "status", "created", "closed", "sourcing",
		"partner_manager", "partner_sales_exec", "recruiter", "activation_owner", "measurement_owner", "registration_date")
	return c.ds
}

// ordinary is a team of eleven with 24 partners and three years of deals.
func ordinary() *ingest.Dataset {
	c := newCompany()
	amara := c.person("Amara Nwosu", "Partner manager", ingest.RoleRelationship)
	c.person("Björn Sandqvist", "Partner manager", ingest.RoleRelationship)
	c.person("Chiara Benedetti", "Partner sales exec", ingest.RoleRevenue, "cosell")
	c.person("Dae-jung Park", "Partner sales exec", ingest.RoleRevenue, "cosell")
	c.person("Farid Haidari", "Partner manager", ingest.RoleRelationship, "cosell")
	grace := c.person("Grace Tupou", "Partner operations", ingest.RoleOperations, "measurement")
	c.person("Hiro Matsuda", "Partner manager", ingest.RoleRelationship)
	boss := c.person("Itzel Morales", "Head of partnerships", ingest.RoleLeader)
	jonas := c.person("Jonas Vermeer", "Partner recruiter", ingest.RoleRecruitment, "recruitment")
	left := c.person("Kavya Raman", "Partner manager", ingest.RoleRelationship)
	c.ds.People[left].End = ingest.DateOf(2025, 9, 30)
	for i := range c.ds.People {
		if int32(i) != boss {
			c.ds.People[i].Manager = boss
		}
	}
	managers := []int32{amara, 1, 4, 6, left}
	for i := range 24 {
		c.partner(fmt.Sprintf("Partner %c%d", 'A'+i%26, i), []string{"Reseller", "Integrator", "Tech"}[i%3], []string{"EMEA", "APAC", "North America"}[i%3])
	}
	start := ingest.DateOf(2023, 7, 1)
	for i := range 420 {
		created := start + ingest.Date(i*1095/420)
		p := int32(c.rng.IntN(30))
		if p >= 24 {
			p = ingest.None
		}
		d := ingest.Deal{Partner: p, Region: []string{"EMEA", "APAC", "North America"}[c.rng.IntN(3)], Created: created, Status: ingest.StatusWon, Closed: created + ingest.Date(30+c.rng.IntN(60))}
		switch c.rng.IntN(4) {
		case 0:
			d.Status = ingest.StatusLost
		case 1:
			d.Sourcing, d.SourcingText = ingest.OriginDirect, "Direct"
		default:
			if p != ingest.None {
				d.Sourcing, d.SourcingText = ingest.OriginSourced, "Partner sourced"
				d.Registered = created
			}
		}
		if d.Closed > ingest.DateOf(2026, 6, 30) {
			d.Status, d.Closed = ingest.StatusOpen, 0
		}
		if p != ingest.None {
			m := managers[int(p)%5]
			d.PartnerManager = c.named(m)
			d.PartnerSalesExec = c.named([]int32{2, 3, m}[c.rng.IntN(3)])
			d.MeasurementOwner = c.named(grace)
			if p%2 == 0 {
				d.Recruiter = c.named(jonas)
			}
			if p%3 == 0 {
				d.ActivationOwner = c.named(m)
			}
			if p%4 == 0 {
				d.ActivationOwner = c.named(m, managers[(int(p)+1)%5])
			}
		}
		c.deal(20_000+int64(i)*120+int64(c.rng.IntN(30_000)), d)
	}
	return c.inputs()
}

func options() analyze.Options {
	o := analyze.Default()
	o.AsOf = ingest.DateOf(2026, 6, 30)
	o.Currency = "EUR"
	o.Generator = "ownermap test"
	return o
}

// pictures is where tests keep drawn charts, as most of them draw the same.
var pictures string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "ownermap-pictures-")
	if err != nil {
		panic(err)
	}
	pictures = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// built writes a site and returns its files by path.
func built(t *testing.T, ds *ingest.Dataset, opts Options) map[string]string {
	t.Helper()
	if opts.Out == "" {
		opts.Out = filepath.Join(t.TempDir(), "site")
	}
	if _, err := Build(t.Context(), analyze.Run(ds, options()), ds, opts); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	err := filepath.WalkDir(opts.Out, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(opts.Out, p)
			b, rerr := os.ReadFile(p)
			files[filepath.ToSlash(rel)], err = string(b), rerr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
