package site

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/govalues/decimal"

	"ownermap/analyze"
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

// rowIndex finds records by sheet and row. A deal stands in the extracts of many
// figures: its line is written once.
type rowIndex struct {
	kinds map[string]ingest.Kind
	rows  map[string][]record      // by place, in order of row
	lines []atomic.Pointer[[]byte] // CSV line by deal, once an extract needed it
}

// newRowIndex indexes people, deals, listed partners and rates.
func newRowIndex(ds *ingest.Dataset) *rowIndex {
	x := &rowIndex{kinds: map[string]ingest.Kind{}, rows: map[string][]record{}}
	if ds == nil {
		return x
	}
	x.lines = make([]atomic.Pointer[[]byte], len(ds.Deals))
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
		for _, pos := range ds.People[i].Also {
			add(ingest.KindRoster, pos, i)
		}
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
		for i := firstFrom(rows, int32(s.First)); i < len(rows) && int(rows[i].row) <= s.Last; i++ {
			out = append(out, rows[i])
		}
	}
	return out
}

// firstFrom is the index of the first record of that row or a later one. In most sheets
// every row below the header is a record, so that its number tells.
func firstFrom(rows []record, row int32) int {
	if len(rows) == 0 {
		return 0
	}
	if i := int(row - rows[0].row); i > 0 && i < len(rows) && rows[i].row == row && rows[i-1].row < row {
		return i
	}
	i, _ := slices.BinarySearchFunc(rows, row, func(r record, row int32) int { return cmp.Compare(r.row, row) })
	return i
}

// extract is the CSV of all rows of a sheet behind a figure.
type extract struct {
	path string
	set  rowSet
}

// evidencePage is the rows behind one figure or finding, with the extracts of the
// sheets of which it shows only the first rows.
func (b *book) evidencePage(x *rowIndex, path, key, title string, deck templates.Rich, rows []string) (*templates.EvidencePage, []extract) {
	p := &templates.EvidencePage{Page: b.page(key, path, b.s("Rows behind a figure"))}
	p.Verdict, p.Deck = title, deck
	s, kept := b.evidenceRows(x, strings.TrimSuffix(path, ".html"), "rows", rows)
	p.Rows = []templates.Section{s}
	return p, kept
}

// partnerEvidence is the rows behind each figure of a partner, on one page.
func (b *book) partnerEvidence(x *rowIndex, path string, q *analyze.Partner) (*templates.EvidencePage, []extract) {
	p := &templates.EvidencePage{Page: b.page("partners", path, b.s("Rows behind the figures of a partner"), templates.Rich{templates.To(b.s("The partner's page"), b.partnerHref(q.ID))})}
	p.Verdict = b.partnerName(q)
	p.Title = b.s("Rows behind the figures of a partner") + ": " + p.Verdict
	var kept []extract
	for _, f := range b.partnerFigureNames() {
		id := "partners." + q.ID + "." + f.name
		fig := b.rep.Figures[id]
		if len(fig.Rows) == 0 {
			continue
		}
		_, section := b.evidencePlace(id)
		s, more := b.evidenceRows(x, strings.TrimSuffix(path, ".html")+"-"+section, section, fig.Rows, "partner")
		s.Blocks = append([]templates.Block{templates.Subhead{Text: s.Title}}, s.Blocks...) // the first sheet's name
		s.Title, s.Lede = f.label+": "+b.figureText(id), b.figureDeck(id)
		p.Rows, kept = append(p.Rows, s), append(kept, more...)
	}
	return p, kept
}

func (b *book) figureDeck(id string) templates.Rich {
	return b.rich("%s. The figure is called %s in the report.", b.rowsCount(b.rep.Figures[id].Rows), templates.Bold(id))
}

// evidenceRows is the section with some rows, called by the first of their sheets, without
// some columns, and the extracts that it links, with all columns. The id is its own and
// begins those of its tables; base is the path of its extracts without their ending.
func (b *book) evidenceRows(x *rowIndex, base, id string, rows []string, without ...string) (templates.Section, []extract) {
	s := templates.Section{ID: id}
	var kept []extract
	sets := parseAll(rows)
	for i, set := range sets {
		all, found := set.count(), set
		if all > mostExtract {
			found = set.first(mostRows)
		}
		t, n := b.recordTable(x, found, fmt.Sprintf("%s-%d", id, i+1), mostRows)
		t.withoutUnfilled()
		t.without(without...)
		v := b.view(t, false)
		t.done()
		v.Empty = b.s("These rows are not records of the dataset.")
		if i > 0 {
			s.Blocks = append(s.Blocks, templates.Subhead{Text: tidy(set.Place)})
		}
		s.Blocks = append(s.Blocks, v)
		switch {
		case all > mostExtract:
			s.Blocks = append(s.Blocks, templates.Paragraph{Text: templates.Text(b.s("The first %s of %s rows. That many are better looked up in the file itself; report.json names them as runs.", b.count(mostRows), b.count(all)))})
		case n > mostRows:
			csv := extractPath(base, len(kept))
			kept = append(kept, extract{csv, set})
			s.Blocks = append(s.Blocks, templates.Paragraph{Text: b.rich("The first %s of %s rows; %s.", b.count(mostRows), b.count(n),
				templates.To(b.s("the CSV has all"), csv))})
		}
	}
	if len(sets) > 0 {
		s.Title = tidy(sets[0].Place)
	}
	return s, kept
}

// extractCSV writes an extract: deals line by line, other sheets as a table. A
// redacted table is written whole, as it drops the columns that are blank throughout.
func (b *book) extractCSV(x *rowIndex, set rowSet) []byte {
	if x.kinds[set.Place] != ingest.KindDeals || b.redacted() {
		t, _ := b.recordTable(x, set, "", math.MaxInt)
		defer t.done()
		return t.csv()
	}
	columns := b.recordColumns(ingest.KindDeals)
	out := bytes.NewBuffer((&table{Columns: columns}).csv())
	var line bytes.Buffer
	w, fields, row := csvWriter(&line), make([]string, len(columns)), make([]cell, 0, len(columns))
	for _, r := range x.in(set) {
		if known := x.lines[r.index].Load(); known != nil {
			out.Write(*known)
			continue
		}
		line.Reset()
		w.Write(csvRow(fields, b.recordCells(row, ingest.KindDeals, r)))
		w.Flush()
		made := bytes.Clone(line.Bytes())
		x.lines[r.index].Store(&made)
		out.Write(made)
	}
	return out.Bytes()
}

// extractPath is the CSV of the i-th sheet with an extract.
func extractPath(base string, i int) string {
	if i == 0 {
		return base + ".csv"
	}
	return fmt.Sprintf("%s-%d.csv", base, i+1)
}

// recordTable is the first rows of one sheet with their cells, at most that many,
// and how many there are.
func (b *book) recordTable(x *rowIndex, set rowSet, id string, most int) (t *table, n int) {
	kind := x.kinds[set.Place]
	t = &table{ID: id, Caption: b.s("Rows of %s", tidy(set.Place)), Sorted: 1, Columns: b.recordColumns(kind)}
	if kind == "" { // not a sheet of records: the rows have nothing but their numbers
		for _, s := range set.Spans {
			for i := s.First; i <= s.Last && n < 10_000; i++ {
				if n++; n <= most {
					t.Rows = append(t.Rows, []cell{{V: i}})
				}
			}
		}
	} else {
		found := x.in(set)
		n = len(found)
		width := len(t.Columns)
		t.Rows = make([][]cell, min(n, most))
		room := t.room(len(t.Rows) * width)
		for i, r := range found[:len(t.Rows)] {
			t.Rows[i] = b.recordCells(room[i*width:i*width:(i+1)*width], kind, r)
		}
	}
	if b.redacted() {
		t.withoutBlanks()
	}
	return t, n
}

// recordColumns are the columns of a record's table; the first is its row.
func (b *book) recordColumns(kind ingest.Kind) []column {
	row := []column{{Key: "row", Head: b.s("Row"), Kind: whole}}
	switch kind {
	case ingest.KindDeals:
		return append(row, b.dealColumns()...)
	case ingest.KindRoster:
		return append(row, b.rosterColumns()...)
	case ingest.KindPartners:
		return append(row, b.listColumns()...)
	case ingest.KindRates:
		return append(row, column{Key: "currency", Head: b.s("Currency"), Kind: words}, column{Key: "from", Head: b.s("From"), Kind: day}, column{Key: "rate", Head: b.s("Rate"), Kind: words})
	}
	return row
}

// recordCells adds the cells of a record to a row, that of its row number first.
func (b *book) recordCells(row []cell, kind ingest.Kind, r record) []cell {
	row = append(row, cell{V: int(r.row)})
	switch kind {
	case ingest.KindDeals:
		return b.dealCells(row, &b.ds.Deals[r.index])
	case ingest.KindRoster:
		return b.rosterCells(row, &b.ds.People[r.index])
	case ingest.KindPartners:
		return b.listCells(row, &b.ds.Partners[r.index])
	}
	rate := &b.ds.Rates[r.index]
	return append(row, cell{V: rate.Currency}, cell{V: rate.Date}, cell{V: rate.Rate.String()})
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

func (b *book) dealCells(row []cell, d *ingest.Deal) []cell {
	name := d.Name
	if name == "" {
		name = d.ID
	}
	partner := cell{V: ""}
	if d.Partner != ingest.None {
		p := &b.ds.Partners[d.Partner]
		partner = cell{V: p.Name, Data: true, Href: b.partnerHref(p.Key)}
	}
	return append(row, text(name), text(d.Account), partner, b.amount(d.Amount), cell{V: d.Amount.Currency}, cell{V: d.Status.String(), Show: b.s(d.Status.String())}, cell{V: d.Created}, cell{V: d.Closed},
		text(d.SourcingText), cell{V: d.Registered}, named(d.PartnerManager), named(d.PartnerSalesExec), named(d.CosellOwner),
		named(d.Recruiter), named(d.ActivationOwner), named(d.EnablementOwner), named(d.MeasurementOwner), named(d.SalesOwner))
}

func (b *book) rosterColumns() []column {
	return []column{{Key: "person", Head: b.s("Person"), Kind: words}, {Key: "role", Head: b.s("Role"), Kind: words}, {Key: "title", Head: b.s("Title"), Kind: words},
		{Key: "manager", Head: b.s("Manager"), Kind: words}, {Key: "stages", Head: b.s("Stages stated"), Kind: words}, {Key: "regions", Head: b.s("Regions"), Kind: words},
		{Key: "allocation", Head: b.s("FTE"), Kind: tenths}, {Key: "quota", Head: b.s("Quota"), Kind: money}, {Key: "start", Head: b.s("Start"), Kind: day}, {Key: "end", Head: b.s("End"), Kind: day}}
}

func (b *book) rosterCells(row []cell, p *ingest.Person) []cell {
	fte := cell{V: p.Allocation}
	if b.redacted() {
		fte = cell{}
	}
	return append(row, cell{V: p.Name, Show: tidy(p.Name), Href: b.personHref(p.Key)}, text(p.Role), text(p.Title), text(p.ManagerText), cell{V: strings.Join(b.stageNames(p.Stages), ", ")},
		text(strings.Join(p.Regions, ", ")), fte, b.amount(p.Quota), cell{V: p.Start}, cell{V: p.End})
}

func (b *book) listColumns() []column {
	return []column{{Key: "partner", Head: b.s("Partner"), Kind: words}, {Key: "type", Head: b.s("Type"), Kind: words}, {Key: "tier", Head: b.s("Tier"), Kind: words},
		{Key: "region", Head: b.s("Region"), Kind: words}, {Key: "motion", Head: b.s("Motion"), Kind: words}, {Key: "status", Head: b.s("Status"), Kind: words},
		{Key: "signed", Head: b.s("Signed"), Kind: day}, {Key: "activated", Head: b.s("Activated"), Kind: day}, {Key: "ended", Head: b.s("Ended"), Kind: day},
		{Key: "recruiter", Head: b.s("Recruiter"), Kind: words}, {Key: "partner_manager", Head: b.s("Partner manager"), Kind: words},
		{Key: "partner_sales_exec", Head: b.s("Partner sales exec"), Kind: words}, {Key: "activation_owner", Head: b.s("Activation owner"), Kind: words},
		{Key: "enablement_owner", Head: b.s("Enablement owner"), Kind: words}}
}

func (b *book) listCells(row []cell, p *ingest.Partner) []cell {
	return append(row, cell{V: p.Name, Show: tidy(p.Name), Href: b.partnerHref(p.Key)}, text(p.Type), text(p.Tier), text(p.Region), text(p.Motion), text(p.Status),
		cell{V: p.Signed}, cell{V: p.Activated}, cell{V: p.Ended}, named(p.Recruiter), named(p.PartnerManager), named(p.PartnerSalesExec), named(p.ActivationOwner), named(p.EnablementOwner))
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
