package ingest

import (
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// partnerRow is one row of a partner list, before partners are joined.
type partnerRow struct {
	Partner
	input *Input
}

// partnerRefs are the different partners that the deals of a sheet name.
type partnerRefs struct {
	index map[partnerKey]int32
	cells byCell[int32] // by names with no id beside them: the index less unseen
	list  []partnerRef
	n     []int // how often each is named, until settle: the list is read for nothing else
}

// unseen is no index, nor None: byCell has 0 for a name that was not met yet.
const unseen = None - 1

type partnerKey struct{ name, id string }

type partnerRef struct {
	partnerKey
	at
	turn int // in which its partner is looked for, see turns
}

func newPartnerRefs() partnerRefs { return partnerRefs{index: map[partnerKey]int32{}} }

// use returns the index of the partner that a row names, None where it names nobody, and
// dittoPartner for a ditto mark. The
// strings must be kept ones; named is the cell of the name, nil without one.
func (p *partnerRefs) use(k partnerKey, named *table.Cell, pos Pos) int32 {
	if k.id != "" {
		named = nil
	}
	i := unseen
	if named != nil {
		i += p.cells.get(named)
	}
	if i == unseen {
		var ok bool
		if i, ok = p.index[k]; !ok {
			i = p.add(k, pos)
		}
		if named != nil {
			p.cells.put(named, i-unseen)
		}
	}
	return p.again(i)
}

// again counts one more deal of a partner.
func (p *partnerRefs) again(i int32) int32 {
	if i >= 0 {
		p.n[i]++
	}
	return i
}

func (p *partnerRefs) add(k partnerKey, pos Pos) int32 {
	as := k
	again := ditto(k.name)
	if again || name.NoCompany(k.name) {
		as.name = ""
	}
	i := None
	switch {
	case k.id == "" && again:
		i = dittoPartner
	case as != (partnerKey{}):
		i = int32(len(p.list))
		p.list, p.n = append(p.list, partnerRef{partnerKey: as, at: at{pos, 0}}), append(p.n, 0)
	}
	p.index[k] = i
	return i
}

// settle puts the counts into the list and drops what only the reading needs.
func (p *partnerRefs) settle() {
	for i, n := range p.n {
		p.list[i].n, p.list[i].turn = n, p.list[i].partnerKey.turn()
	}
	p.cells, p.n = byCell[int32]{}, nil
}

// partnerRecorder makes partners of rows.
type partnerRecorder struct {
	r      *sheetReader
	rows   []partnerRow
	owners owners
}

func newPartnerRecorder(r *sheetReader, _ *header.Mapping) *partnerRecorder {
	return &partnerRecorder{r: r, owners: newOwners(&r.named)}
}

func (p *partnerRecorder) row() *partnerRow { return &p.rows[len(p.rows)-1] }

// setter says what each field of a partner list does to the row being read.
func (p *partnerRecorder) setter(c *column) func(*table.Cell) {
	text := func(f func(*Partner) *string) func(*table.Cell) {
		return func(cell *table.Cell) { *f(&p.row().Partner) = p.r.texts.cell(cell) }
	}
	day := func(f func(*Partner) *Date) func(*table.Cell) {
		c.putDate = func(rec int, d Date) { *f(&p.rows[rec].Partner) = d }
		return func(cell *table.Cell) { c.date(len(p.rows)-1, cell) }
	}
	own := func(f func(*Partner) **Named) func(*table.Cell) {
		return func(cell *table.Cell) {
			p.owned(c, p.owners.cell(cell, c.pos(), true), f)
		}
	}
	switch c.field {
	case "partner_id":
		return func(cell *table.Cell) { p.row().ID = strings.Clone(c.identity(cell)) }
	case "partner":
		return text(func(x *Partner) *string { return &x.Name })
	case "partner_type":
		return text(func(x *Partner) *string { return &x.Type })
	case "partner_tier":
		return text(func(x *Partner) *string { return &x.Tier })
	case "region":
		return text(func(x *Partner) *string { return &x.Region })
	case "motion":
		return text(func(x *Partner) *string { return &x.Motion })
	case "status":
		return func(cell *table.Cell) { p.row().Status = boolText(cell, p.r.texts.cell(cell)) }
	case "signed_at":
		return day(func(x *Partner) *Date { return &x.Signed })
	case "onboarded_at":
		return day(func(x *Partner) *Date { return &x.Onboarded })
	case "activated_at":
		return day(func(x *Partner) *Date { return &x.Activated })
	case "first_won_at":
		return day(func(x *Partner) *Date { return &x.FirstWon })
	case "ended_at":
		return day(func(x *Partner) *Date { return &x.Ended })
	case "recruiter":
		return own(func(x *Partner) **Named { return &x.Recruiter })
	case "partner_manager":
		return own(func(x *Partner) **Named { return &x.PartnerManager })
	case "partner_sales_exec":
		return own(func(x *Partner) **Named { return &x.PartnerSalesExec })
	case "activation_owner":
		return own(func(x *Partner) **Named { return &x.ActivationOwner })
	case "enablement_owner":
		return own(func(x *Partner) **Named { return &x.EnablementOwner })
	case "target":
		return p.target(c)
	}
	return nil
}

func (p *partnerRecorder) target(c *column) func(*table.Cell) {
	c.putValue = func(rec int, d decimal.Decimal) { p.rows[rec].Target.Value, p.rows[rec].Target.Known = d, true }
	return func(cell *table.Cell) {
		t := &p.row().Target
		t.Currency = c.currency
		if sign, ok := c.decimal(len(p.rows)-1, cell); ok {
			if code, known := value.Currency(sign); known && (t.Currency == "" || !value.Vague(sign)) {
				t.Currency = code
			}
		}
	}
}

func (p *partnerRecorder) begin(pos Pos) {
	p.rows = append(p.rows, partnerRow{Partner: Partner{Pos: pos, Listed: true}, input: &p.r.part.input})
}

func (p *partnerRecorder) end() string {
	r := p.row()
	r.Name = strings.Join(strings.Fields(r.Name), " ")
	for _, s := range []*string{&r.Type, &r.Tier, &r.Region, &r.Motion} {
		*s = segment(*s)
	}
	says := r.Type+r.Tier+r.Region+r.Motion+r.Status != "" || !r.Signed.IsZero() || r.Target.Known // a company may be called Yes
	if r.ID == "" && (r.Name == "" || name.Nobody(r.Name) || name.NoCompany(r.Name) && !says) {
		p.rows = p.rows[:len(p.rows)-1]
		return "no partner name and no id"
	}
	if r.Name == "" {
		r.Name = r.ID
	}
	return ""
}

func (p *partnerRecorder) finish() {
	for i := range p.rows {
		if !p.rows[i].Target.Known {
			p.rows[i].Target = Money{}
		}
	}
	p.r.part.input.Notes = append(p.r.part.input.Notes, p.owners.notes()...)
	p.r.part.partners = p.rows
	p.owners.settle()
	p.r.part.owners = p.owners
}
