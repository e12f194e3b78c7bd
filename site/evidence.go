package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest"
	"ownermap/templates"
)

// mostExtract is how many rows a CSV extract holds; for more the input itself is
// the better file.
const mostExtract = 20_000

// mostRows is how many rows an evidence page shows; the CSV extract has all.
const mostRows = 100

// record is a row of the dataset, found by its position.
type record struct {
	row   int32
	index int32
}

// rowIndex finds records by sheet and row.
type rowIndex struct {
	kinds map[string]ingest.Kind
	rows  map[string][]record // by place, in order of row
}

// newRowIndex indexes people, deals, listed partners and rates.
func newRowIndex(ds *ingest.Dataset) *rowIndex {
	x := &rowIndex{kinds: map[string]ingest.Kind{}, rows: map[string][]record{}}
	if ds == nil {
		return x
	}
	places := map[*ingest.Place]string{}
	add := func(kind ingest.Kind, pos ingest.Pos, i int) {
		if pos.Place == nil {
			return
		}
		name, ok := places[pos.Place]
		if !ok {
			name = pos.Place.String()
			places[pos.Place] = name
			x.kinds[name] = kind
		}
		if x.kinds[name] == kind {
			x.rows[name] = append(x.rows[name], record{pos.Row, int32(i)})
		}
	}
	for i := range ds.People {
		add(ingest.KindRoster, ds.People[i].Pos, i)
	}
	for i := range ds.Deals {
		add(ingest.KindDeals, ds.Deals[i].Pos, i)
	}
	for i := range ds.Partners {
		if ds.Partners[i].Listed {
			add(ingest.KindPartners, ds.Partners[i].Pos, i)
		}
	}
	for i := range ds.Rates {
		add(ingest.KindRates, ds.Rates[i].Pos, i)
	}
	for _, rows := range x.rows {
		slices.SortStableFunc(rows, func(a, b record) int { return cmp.Compare(a.row, b.row) })
	}
	return x
}

// in lists the records of some rows of a sheet.
func (x *rowIndex) in(set rowSet) []record {
	rows := x.rows[set.Place]
	var out []record
	for _, s := range set.Spans {
		i, _ := slices.BinarySearchFunc(rows, int32(s.First), func(r record, row int32) int { return cmp.Compare(r.row, row) })
		for ; i < len(rows) && int(rows[i].row) <= s.Last; i++ {
			out = append(out, rows[i])
		}
	}
	return out
}

// evidencePage is the rows behind one figure or finding. The tables of which it
// shows only the first rows are returned; each becomes a CSV.
func (b *book) evidencePage(x *rowIndex, path, key, title string, deck templates.Rich, rows []string) (*templates.EvidencePage, []*table) {
	p := &templates.EvidencePage{Page: b.page(key, path, b.s("Rows behind a figure"))}
	p.Verdict, p.Deck = title, deck
	var kept []*table
	sets := parseAll(rows)
	for i, set := range sets {
		n := set.count()
		if n > mostExtract {
			set = set.first(mostRows)
		}
		t := b.recordTable(x, set, fmt.Sprintf("rows-%d", i+1))
		shown := *t
		shown.Rows = t.Rows[:min(len(t.Rows), mostRows)]
		v := b.view(shown.filled(), false)
		v.Empty = b.s("These rows are not records of the dataset.")
		if i > 0 {
			p.Rows.Blocks = append(p.Rows.Blocks, templates.Subhead{Text: tidy(set.Place)})
		}
		p.Rows.Blocks = append(p.Rows.Blocks, v)
		switch {
		case n > mostExtract:
			p.Rows.Blocks = append(p.Rows.Blocks, templates.Paragraph{Text: templates.Text(b.s("The first %s of %s rows. That many are better looked up in the file itself; report.json names them as runs.", b.count(mostRows), b.count(n)))})
		case len(t.Rows) > mostRows:
			csv := b.extractPath(path, len(kept))
			kept = append(kept, t)
			p.Rows.Blocks = append(p.Rows.Blocks, templates.Paragraph{Text: b.rich("The first %s of %s rows; %s.", b.count(mostRows), b.count(len(t.Rows)),
				templates.To(b.s("the CSV has all"), csv))})
		}
	}
	if len(sets) > 0 {
		p.Rows.Title = tidy(sets[0].Place)
	}
	p.Rows.ID = "rows"
	return p, kept
}

// extractPath is the CSV of the i-th sheet of an evidence page.
func (b *book) extractPath(page string, i int) string {
	base := strings.TrimSuffix(page, ".html")
	if i == 0 {
		return base + ".csv"
	}
	return fmt.Sprintf("%s-%d.csv", base, i+1)
}

// recordTable is rows of one sheet with their cells.
func (b *book) recordTable(x *rowIndex, set rowSet, id string) *table {
	t := &table{ID: id, Caption: b.s("Rows of %s", tidy(set.Place)), Sorted: 1}
	row := column{Key: "row", Head: b.s("Row"), Kind: whole}
	switch x.kinds[set.Place] {
	case ingest.KindDeals:
		t.Columns = append([]column{row}, b.dealColumns()...)
		for _, r := range x.in(set) {
			t.Rows = append(t.Rows, append([]cell{{V: int(r.row)}}, b.dealCells(&b.ds.Deals[r.index])...))
		}
	case ingest.KindRoster:
		t.Columns = append([]column{row}, b.rosterColumns()...)
		for _, r := range x.in(set) {
			t.Rows = append(t.Rows, append([]cell{{V: int(r.row)}}, b.rosterCells(&b.ds.People[r.index])...))
		}
	case ingest.KindPartners:
		t.Columns = append([]column{row}, b.listColumns()...)
		for _, r := range x.in(set) {
			t.Rows = append(t.Rows, append([]cell{{V: int(r.row)}}, b.listCells(&b.ds.Partners[r.index])...))
		}
	case ingest.KindRates:
		t.Columns = []column{row, {Key: "currency", Head: b.s("Currency"), Kind: words}, {Key: "from", Head: b.s("From"), Kind: day}, {Key: "rate", Head: b.s("Rate"), Kind: words}}
		for _, r := range x.in(set) {
			rate := &b.ds.Rates[r.index]
			t.Rows = append(t.Rows, []cell{{V: int(r.row)}, {V: rate.Currency}, {V: rate.Date}, {V: rate.Rate.String()}})
		}
	default:
		t.Columns = []column{row}
		for _, s := range set.Spans {
			for n := s.First; n <= s.Last && len(t.Rows) < 10_000; n++ {
				t.Rows = append(t.Rows, []cell{{V: n}})
			}
		}
	}
	if b.redacted() {
		t.withoutBlanks()
	}
	return t
}

// text is a text cell, shortened on pages only.
func text(s string) cell { return cell{V: s, Data: true} }

func named(n *ingest.Named) cell {
	if n == nil {
		return cell{V: ""}
	}
	return text(n.Text)
}

// amount is an amount in its own currency.
func (b *book) amount(m ingest.Money) cell {
	if !m.Known {
		return cell{}
	}
	return cell{V: m.Value, In: cmp.Or(m.Currency, b.currency, "-")}
}

func (b *book) dealColumns() []column {
	return []column{{Key: "deal", Head: b.s("Deal"), Kind: words}, {Key: "account", Head: b.s("Account"), Kind: words}, {Key: "partner", Head: b.s("Partner"), Kind: words},
		{Key: "amount", Head: b.s("Amount"), Kind: money}, {Key: "currency", Head: b.s("Currency"), Kind: words}, {Key: "status", Head: b.s("Status"), Kind: words},
		{Key: "created", Head: b.s("Created"), Kind: day}, {Key: "closed", Head: b.s("Closed"), Kind: day}, {Key: "sourcing", Head: b.s("Sourcing"), Kind: words},
		{Key: "registered", Head: b.s("Registered"), Kind: day}, {Key: "partner_manager", Head: b.s("Partner manager"), Kind: words},
		{Key: "partner_sales_exec", Head: b.s("Partner sales exec"), Kind: words}, {Key: "cosell_owner", Head: b.s("Co-sell owner"), Kind: words},
		{Key: "recruiter", Head: b.s("Recruiter"), Kind: words}, {Key: "activation_owner", Head: b.s("Activation owner"), Kind: words},
		{Key: "enablement_owner", Head: b.s("Enablement owner"), Kind: words}, {Key: "measurement_owner", Head: b.s("Measurement owner"), Kind: words},
		{Key: "sales_owner", Head: b.s("Sales owner"), Kind: words}}
}

func (b *book) dealCells(d *ingest.Deal) []cell {
	name := d.Name
	if name == "" {
		name = d.ID
	}
	partner := cell{V: ""}
	if d.Partner != ingest.None {
		p := &b.ds.Partners[d.Partner]
		partner = cell{V: p.Name, Data: true, Href: b.partnerHref(p.Key)}
	}
	return []cell{text(name), text(d.Account), partner, b.amount(d.Amount), {V: d.Amount.Currency}, {V: d.Status.String()}, {V: d.Created}, {V: d.Closed},
		text(d.SourcingText), {V: d.Registered}, named(d.PartnerManager), named(d.PartnerSalesExec), named(d.CosellOwner),
		named(d.Recruiter), named(d.ActivationOwner), named(d.EnablementOwner), named(d.MeasurementOwner), named(d.SalesOwner)}
}

func (b *book) rosterColumns() []column {
	return []column{{Key: "person", Head: b.s("Person"), Kind: words}, {Key: "role", Head: b.s("Role"), Kind: words}, {Key: "title", Head: b.s("Title"), Kind: words},
		{Key: "manager", Head: b.s("Manager"), Kind: words}, {Key: "stages", Head: b.s("Stages stated"), Kind: words}, {Key: "regions", Head: b.s("Regions"), Kind: words},
		{Key: "allocation", Head: b.s("FTE"), Kind: tenths}, {Key: "quota", Head: b.s("Quota"), Kind: money}, {Key: "start", Head: b.s("Start"), Kind: day}, {Key: "end", Head: b.s("End"), Kind: day}}
}

func (b *book) rosterCells(p *ingest.Person) []cell {
	return []cell{{V: p.Name, Show: tidy(p.Name), Href: b.personHref(p.Key)}, text(p.Role), text(p.Title), text(p.ManagerText), {V: strings.Join(b.stageNames(p.Stages), ", ")},
		text(strings.Join(p.Regions, ", ")), {V: p.Allocation}, b.amount(p.Quota), {V: p.Start}, {V: p.End}}
}

func (b *book) listColumns() []column {
	return []column{{Key: "partner", Head: b.s("Partner"), Kind: words}, {Key: "type", Head: b.s("Type"), Kind: words}, {Key: "tier", Head: b.s("Tier"), Kind: words},
		{Key: "region", Head: b.s("Region"), Kind: words}, {Key: "motion", Head: b.s("Motion"), Kind: words}, {Key: "status", Head: b.s("Status"), Kind: words},
		{Key: "signed", Head: b.s("Signed"), Kind: day}, {Key: "activated", Head: b.s("Activated"), Kind: day}, {Key: "ended", Head: b.s("Ended"), Kind: day},
		{Key: "recruiter", Head: b.s("Recruiter"), Kind: words}, {Key: "partner_manager", Head: b.s("Partner manager"), Kind: words},
		{Key: "partner_sales_exec", Head: b.s("Partner sales exec"), Kind: words}, {Key: "activation_owner", Head: b.s("Activation owner"), Kind: words},
		{Key: "enablement_owner", Head: b.s("Enablement owner"), Kind: words}}
}

func (b *book) listCells(p *ingest.Partner) []cell {
	return []cell{{V: p.Name, Show: tidy(p.Name), Href: b.partnerHref(p.Key)}, text(p.Type), text(p.Tier), text(p.Region), text(p.Motion), text(p.Status),
		{V: p.Signed}, {V: p.Activated}, {V: p.Ended}, named(p.Recruiter), named(p.PartnerManager), named(p.PartnerSalesExec), named(p.ActivationOwner), named(p.EnablementOwner)}
}

// figureText is the value of a figure with its unit, as a title says it.
func (b *book) figureText(id string) string {
	fig := b.rep.Figures[id]
	v, ok := numberOf(fig.Value)
	if !ok {
		return b.s("not enough data")
	}
	switch fig.Unit {
	case "share":
		return b.percent(v)
	case "items":
		return b.s("%s items", b.items(v))
	case "deals":
		return b.plural(int(v), "%s deal", "%s deals")
	case "people":
		return b.plural(int(v), "%s person", "%s people")
	case "partners":
		return b.plural(int(v), "%s partner", "%s partners")
	case "days":
		return b.plural(int(v), "%s day", "%s days")
	case "stages":
		return b.s("%s effective stages", b.one(v))
	case "FTE":
		return b.s("%s FTE", b.one(v))
	case "probability", "ratio":
		return b.decimals(v, 2)
	}
	return b.money(v)
}

// numberOf reads the value of a figure as a float.
func numberOf(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int:
		return float64(v), true
	case decimal.Decimal:
		return floatOf(v), true
	case *decimal.Decimal:
		if v != nil {
			return floatOf(*v), true
		}
	case string:
		if d, err := decimal.Parse(v); err == nil {
			return floatOf(d), true
		}
	}
	return 0, false
}
