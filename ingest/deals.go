package ingest

import (
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/header"
	"ownermap/ingest/name"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// dealRows are the deals of one sheet. Deal.Partner is an index into partners
// until the sheets are combined.
type dealRows struct {
	deals    []Deal
	partners partnerRefs
	owners   owners
	primary  []int8 // per deal, where the sheet says it: 1 the primary partner's row, -1 another's

	regions, partnerTypes, motions distinct
	currencies                     currencies
}

// dealRecorder makes deals of rows.
type dealRecorder struct {
	r              *sheetReader
	rows           dealRows
	cur            *Deal
	raw            rawDeal
	columns        map[string]*column
	days           map[string][]Date   // columns that finish joins into a field, by record
	money          map[string][]Money  // likewise
	unknown        map[string]at       // status words
	ccy            map[string]at       // currency words
	status         memo[Status]        // by text of the status column
	stages         memo[Status]        // by text of the stage column
	assumed        memo[*assumedStage] // stages taken for open; nil for those that say so
	assumes        bool                // one of them does not say so
	weakly         memo[bool]          // by text of the status column
	codes          memo[string]        // currencies by text
	contradictions map[statusPair]at
	rejected       map[int]bool // records whose registration was not accepted
	rejects        int
	partnerCol     int // of the sheet; 0 without a column of names

	sourcing, influenced          originColumn
	amountColumn, convertedColumn *column
	spareDates, spareNumbers      []string // columns that are not read, by what they hold
	plannedCounts                 bool     // the configuration names the close date, and not the actual one
}

// rawDeal is what a row says before its columns are weighed against each other.
type rawDeal struct {
	status, stage                    string
	won, closed, lost                int8 // 1 yes, -1 no, 0 not said
	currency, convertedCurrency      string
	partner, partnerID               string
	partnerCell, ownerCell           *table.Cell
	owner, ownerID, ownerEmail       string
	ownerPos                         Pos
	influenced, source, registration string
}

func newDealRecorder(r *sheetReader, m *header.Mapping) *dealRecorder {
	configured := func(field string) bool { ch := m.Choice(field); return ch != nil && ch.Rank == header.Configured }
	return &dealRecorder{spareDates: headersOfColumns(m.Spare(header.Date)), spareNumbers: headersOfColumns(m.Spare(header.Money)), plannedCounts: configured("close_date") && !configured("actual_close_date"), r: r, columns: map[string]*column{}, days: map[string][]Date{}, money: map[string][]Money{},
		rows: dealRows{owners: newOwners(&r.named), partners: newPartnerRefs()}, unknown: map[string]at{}, ccy: map[string]at{}, contradictions: map[statusPair]at{}, rejected: map[int]bool{}}
}

// setter says what each field of a deal does to the row being read.
func (d *dealRecorder) setter(c *column) func(*table.Cell) {
	d.columns[c.field] = c
	if set := d.textSetter(c); set != nil {
		return set
	}
	if set := d.ownerSetter(c); set != nil {
		return set
	}
	if set := d.dateSetter(c); set != nil {
		return set
	}
	return d.otherSetter(c)
}

func (d *dealRecorder) textSetter(c *column) func(*table.Cell) {
	once := d.r.texts.cell
	switch c.field {
	case "deal_id":
		return func(cell *table.Cell) { d.cur.ID = d.r.texts.keep(c.identity(cell)) }
	case "deal_name":
		return func(cell *table.Cell) { d.cur.Name = d.r.texts.keep(trimCell(cell.Text)) }
	case "account":
		return func(cell *table.Cell) { d.cur.Account = once(cell) }
	case "partner_type":
		return func(cell *table.Cell) { d.cur.PartnerType = segment(once(cell)) }
	case "region":
		return func(cell *table.Cell) { d.cur.Region = segment(once(cell)) }
	case "motion":
		return func(cell *table.Cell) { d.cur.Motion = segment(once(cell)) }
	case "status":
		return func(cell *table.Cell) { d.raw.status = once(cell) }
	case "stage":
		return func(cell *table.Cell) { d.raw.stage = once(cell) }
	case "sourcing":
		d.sourcing.column = c
		return func(cell *table.Cell) { d.cur.SourcingText = boolText(cell, once(cell)) }
	case "is_influenced":
		d.influenced.column = c
		return func(cell *table.Cell) { d.raw.influenced = boolText(cell, once(cell)) }
	case "lead_source":
		return func(cell *table.Cell) { d.raw.source = once(cell) }
	case "partner":
		d.partnerCol = int(c.col)
		return func(cell *table.Cell) { d.raw.partner, d.raw.partnerCell = once(cell), cell }
	case "partner_id":
		return func(cell *table.Cell) { d.raw.partnerID = d.r.texts.once(c.identity(cell)) }
	case "deal_reg_status":
		return func(cell *table.Cell) { d.raw.registration = once(cell) }
	case "amount_currency":
		return func(cell *table.Cell) { d.raw.currency = once(cell) }
	case "amount_converted_currency":
		return func(cell *table.Cell) { d.raw.convertedCurrency = once(cell) }
	}
	return nil
}

// segment reads a placeholder as blank.
func segment(s string) string {
	if len(s) <= 12 && blankWord(s) {
		return ""
	}
	return s
}

// boolText gives a tick box the word it stands for.
func boolText(cell *table.Cell, text string) string {
	if cell.Kind == table.Bool {
		return map[bool]string{true: "TRUE", false: "FALSE"}[cell.Num != 0]
	}
	return text
}

func (d *dealRecorder) ownerSetter(c *column) func(*table.Cell) {
	own := func(team bool, f func(*Deal) **Named) func(*table.Cell) {
		return func(cell *table.Cell) {
			d.owned(c, d.rows.owners.cell(cell, c.pos(), team), f)
		}
	}
	switch c.field {
	case "sales_owner":
		return func(cell *table.Cell) {
			d.raw.owner, d.raw.ownerCell, d.raw.ownerPos = d.r.texts.cell(cell), cell, c.pos()
		}
	case "sales_owner_id":
		return func(cell *table.Cell) { d.raw.ownerID = trimCell(cell.Text) }
	case "sales_owner_email":
		return func(cell *table.Cell) { d.raw.ownerEmail = trimCell(cell.Text) }
	case "partner_manager":
		return own(true, func(x *Deal) **Named { return &x.PartnerManager })
	case "partner_sales_exec":
		return own(true, func(x *Deal) **Named { return &x.PartnerSalesExec })
	case "cosell_owner":
		return own(true, func(x *Deal) **Named { return &x.CosellOwner })
	case "recruiter":
		return own(true, func(x *Deal) **Named { return &x.Recruiter })
	case "activation_owner":
		return own(true, func(x *Deal) **Named { return &x.ActivationOwner })
	case "enablement_owner":
		return own(true, func(x *Deal) **Named { return &x.EnablementOwner })
	case "measurement_owner":
		return own(true, func(x *Deal) **Named { return &x.MeasurementOwner })
	case "marketing_owner":
		return own(false, func(x *Deal) **Named { return &x.MarketingOwner })
	}
	return nil
}

func (d *dealRecorder) dateSetter(c *column) func(*table.Cell) {
	day := func(f func(*Deal) *Date) func(*table.Cell) {
		c.putDate = func(rec int, v Date) {
			if c.happens(v) {
				*f(&d.rows.deals[rec]) = v
			}
		}
		return func(cell *table.Cell) { c.date(len(d.rows.deals)-1, cell) }
	}
	switch c.field {
	case "created_at":
		return day(func(x *Deal) *Date { return &x.Created })
	case "close_date":
		return day(func(x *Deal) *Date { return &x.Closed })
	case "expected_close_date":
		return day(func(x *Deal) *Date { return &x.ExpectedClose })
	case "deal_reg_at":
		return day(func(x *Deal) *Date { return &x.Registered })
	case "handoff_at":
		return day(func(x *Deal) *Date { return &x.HandedOff })
	case "handoff_accepted_at":
		return day(func(x *Deal) *Date { return &x.HandoffAccepted })
	case "credit_agreed_at":
		return day(func(x *Deal) *Date { return &x.CreditAgreed })
	case "won_at", "lost_at", "actual_close_date", "deal_reg_approved_at":
		f := c.field
		c.putDate = func(rec int, v Date) {
			if c.happens(v) {
				d.days[f] = put(d.days[f], rec, v)
			}
		}
		return func(cell *table.Cell) { c.date(len(d.rows.deals)-1, cell) }
	}
	return nil
}

// put sets element i of a list that grows as needed.
func put[T any](list []T, i int, v T) []T {
	for len(list) <= i {
		var zero T
		list = append(list, zero)
	}
	list[i] = v
	return list
}

func get[T any](list []T, i int) (v T) {
	if i < len(list) {
		v = list[i]
	}
	return v
}

func (d *dealRecorder) otherSetter(c *column) func(*table.Cell) {
	switch c.field {
	case "is_won":
		return d.flag(c, &d.raw.won)
	case "is_closed":
		return d.flag(c, &d.raw.closed)
	case "is_lost":
		return d.flag(c, &d.raw.lost)
	case "partner_is_primary":
		return func(cell *table.Cell) {
			if v, ok := value.Bool(boolText(cell, cell.Text)); ok {
				d.rows.primary = put(d.rows.primary, len(d.rows.deals)-1, map[bool]int8{true: 1, false: -1}[v])
			}
		}
	case "amount":
		d.amountColumn = c
		return d.setAmount(c, func(rec int) *Money { return &d.rows.deals[rec].Amount })
	case "amount_converted":
		d.convertedColumn = c
		return d.setAmount(c, func(rec int) *Money { return &d.rows.deals[rec].Converted })
	case "amount_actual", "amount_estimated", "amount_converted_actual", "amount_converted_estimated":
		f := c.field
		return d.setAmount(c, func(rec int) *Money {
			if len(d.money[f]) <= rec {
				d.money[f] = put(d.money[f], rec, Money{})
			}
			return &d.money[f][rec]
		})
	}
	return nil
}

func (d *dealRecorder) flag(c *column, to *int8) func(*table.Cell) {
	return func(cell *table.Cell) {
		t := boolText(cell, trimCell(cell.Text))
		v, ok := value.Bool(t)
		switch {
		case ok && v:
			*to = 1
		case ok:
			*to = -1
		case t != "" && !blankWord(t):
			c.report(codeBadFlag, fmt.Sprintf("%s is %s, which is neither yes nor no", c.header, quote(t)), "write TRUE or FALSE")
		}
	}
}

// formatMark stands before a currency that only the number format names: formats
// are set by the column and say less than a currency column.
const formatMark = "\x00"

// setAmount reads money; the sign in the cell is kept beside it until the row ends.
func (d *dealRecorder) setAmount(c *column, to func(rec int) *Money) func(*table.Cell) {
	c.putValue = func(rec int, v decimal.Decimal) {
		m := to(rec)
		m.Value, m.Known = v, true
	}
	marked := formatMark // the currency of the last number format
	return func(cell *table.Cell) {
		rec := len(d.rows.deals) - 1
		sign, ok := c.decimal(rec, cell)
		switch {
		case !ok || sign == "":
		case cell.Kind == table.Number:
			if sign != marked[len(formatMark):] {
				marked = d.r.texts.once(formatMark + sign)
			}
			to(rec).Currency = marked
		default:
			to(rec).Currency = d.r.texts.once(sign)
		}
	}
}

func (d *dealRecorder) begin(pos Pos) {
	d.rows.deals = grow(d.rows.deals, d.r.expected)
	d.rows.deals = append(d.rows.deals, Deal{Pos: pos, Partner: None})
	d.cur = &d.rows.deals[len(d.rows.deals)-1]
	d.raw = rawDeal{}
}

// end weighs the row's columns against each other. A row without id, name, account,
// partner and amount is no deal.
func (d *dealRecorder) end() string {
	x := d.cur
	if x.ID == "" && x.Name == "" && x.Account == "" && d.raw.partner == "" && d.raw.partnerID == "" && !x.Amount.Known {
		d.rows.deals = d.rows.deals[:len(d.rows.deals)-1]
		n := len(d.rows.deals)
		d.rows.primary = d.rows.primary[:min(len(d.rows.primary), n)]
		for f := range d.days {
			d.days[f] = d.days[f][:min(len(d.days[f]), n)]
		}
		for f := range d.money {
			d.money[f] = d.money[f][:min(len(d.money[f]), n)]
		}
		return "no id, name, account, partner or amount"
	}
	d.setStatus(x)
	d.setOrigin(x)
	d.setOwner(x)
	d.setPartner(x)
	d.setCurrency(x)
	d.rows.regions.add(x.Region)
	d.rows.partnerTypes.add(x.PartnerType)
	d.rows.motions.add(x.Motion)
	if rejection(d.raw.registration) {
		d.rejected[len(d.rows.deals)-1] = true
	}
	return ""
}

func (d *dealRecorder) setOwner(x *Deal) {
	k := ownerKey{text: d.raw.owner, id: d.raw.ownerID, email: d.raw.ownerEmail}
	pos := d.raw.ownerPos
	if pos.IsZero() {
		pos = x.Pos
	}
	switch {
	case k.id == "" && k.email == "" && k.text != "":
		d.owned(d.columns["sales_owner"], d.rows.owners.cell(d.raw.ownerCell, pos, false), func(x *Deal) **Named { return &x.SalesOwner })
	case k != (ownerKey{}):
		x.SalesOwner = d.rows.owners.use(k, pos, false)
	}
}

func (d *dealRecorder) setPartner(x *Deal) {
	if d.raw.partner == "" && d.raw.partnerID == "" {
		return
	}
	x.Partner = d.rows.partners.use(partnerKey{d.raw.partner, d.raw.partnerID}, d.raw.partnerCell, x.Pos.At(d.partnerCol))
	if x.Partner == dittoPartner {
		if x.Partner = None; d.above() != nil {
			x.Partner = d.rows.partners.again(d.above().Partner)
		}
		d.columns["partner"].repeats(x.Pos.Row, x.Partner != None)
	}
}

// rejection reports whether a registration's state says that it does not count.
func rejection(state string) bool {
	if state == "" {
		return false
	}
	f := name.Fold(state)
	switch f {
	case "", "no", "none", "draft", "duplicate", "conflict", "returned", "inactive", "not required", "dublette", "entwurf", "doublon":
		return f != "" || blankWord(strings.TrimSpace(state))
	}
	first, rest, _ := strings.Cut(f, " ")
	switch first {
	case "rejected", "declined", "denied", "withdrawn", "cancelled", "canceled", "refused", "expired", "lapsed", "revoked", "abgelehnt", "zuruckgezogen", "abgelaufen", "refuse", "refusee", "expire", "expiree",
		"rechazado", "rechazada", "caducado", "caducada", "afgewezen", "verlopen":
		return true
	case "not", "non", "no", "nicht", "niet", "pas":
		switch rest {
		case "approved", "registered", "accepted", "genehmigt", "registriert", "akzeptiert", "approuve", "approuvee", "aprobado", "aprobada", "goedgekeurd":
			return true
		}
	}
	return blankWord(strings.TrimSpace(state))
}
