package ingest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// totals are the total rows of a sheet, to compare with the rows that were kept.
type totals struct {
	rows []totalRow
}

// totalRow is one row with a total.
type totalRow struct {
	row     int32
	records int // kept above it
	claimed int // "Total (12 records)": 12; -1 where it does not say
	sums    []totalCell
}

type totalCell struct {
	col  *column
	cell table.Cell
}

// totalLimit bounds how many totals are compared.
const totalLimit = 5000

func (t *totals) add(r *sheetReader, row *table.Row) {
	if len(t.rows) >= totalLimit {
		return
	}
	tr := totalRow{row: row.Number, records: r.part.input.Kept, claimed: -1}
	count := false
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Kind == table.Text && totalLabel(strings.TrimSpace(c.Text)) {
			if n := claimedCount(c.Text); n >= 0 {
				tr.claimed = n
			}
			count = count || countLabel(c.Text)
			continue
		}
		if n := recordsLabel(strings.TrimSpace(c.Text)); n >= 0 && c.Kind == table.Text {
			tr.claimed = n
			continue
		}
		if int(c.Col) < len(r.columns) && r.columns[c.Col] != nil && r.columns[c.Col].putValue != nil && !count {
			v := *c
			v.Text = strings.Clone(c.Text)
			tr.sums = append(tr.sums, totalCell{r.columns[c.Col], v})
		}
	}
	t.rows = append(t.rows, tr)
}

// claimedCount reads the number of records out of "Total (12 records)" or "Grand
// Totals (1,500 records)"; -1 without one.
func claimedCount(label string) int {
	if i := strings.IndexByte(label, '('); i >= 0 {
		return recordsLabel(strings.TrimSuffix(label[i+1:], ")"))
	}
	return -1
}

// recordsLabel reads "1,500 records"; -1 for any other text.
func recordsLabel(s string) int {
	i := strings.IndexByte(s, ' ')
	if i <= 0 || i > 12 {
		return -1
	}
	switch strings.ToLower(s[i+1:]) {
	case "record", "records", "row", "rows", "deal", "deals", "opportunity", "opportunities", "item", "items", "datensätze", "enregistrements", "registros":
	default:
		return -1
	}
	n := 0
	for _, c := range s[:i] {
		switch {
		case c >= '0' && c <= '9':
			n = n*10 + int(c-'0')
		case c != ',' && c != '.':
			return -1
		}
	}
	return n
}

func countLabel(s string) bool {
	l := strings.ToLower(s)
	return strings.Contains(l, "count") || strings.Contains(l, "average") || strings.Contains(l, "avg") || strings.Contains(l, "anzahl") || strings.Contains(l, "nombre") || strings.Contains(l, "aantal") ||
		strings.Contains(l, "mean") || strings.Contains(l, "median") || strings.Contains(l, "mittel") || strings.Contains(l, "schnitt") || strings.Contains(l, "moyenne") || strings.Contains(l, "promedio") || strings.Contains(l, "gemiddelde")
}

// summer is a recorder whose amounts can be added up.
type summer interface {
	// amount returns the value that record rec has in the field, before any
	// coalescing; known is false without one.
	amount(field string, rec int) (v Money, known bool)
}

// reconcile compares each total with the sums of the kept rows above it: since an
// earlier total, or since the start.
func (t *totals) reconcile(r *sheetReader) {
	r.groups.notes(r)
	s, ok := r.recorder.(summer)
	if !ok || len(t.rows) == 0 {
		return
	}
	ends := []int{0}
	agree, counted := 0, 0
	sums := map[*column]*prefix{}
	for _, tr := range t.rows {
		if tr.claimed >= 0 && !t.checkCount(r, tr, ends) {
			r.part.issues.Add(issue(codeTotalMismatch, Pos{Place: r.place, Row: tr.row}, fmt.Sprintf("the file counts %s here, %d were kept above", plural(tr.claimed, "record"), tr.records-ends[len(ends)-1]),
				"look at the dropped rows of the sheet"))
		} else if tr.claimed >= 0 {
			counted++
		}
		for _, c := range tr.sums {
			p := sums[c.col]
			if p == nil {
				p = newPrefix(s, c.col, t.rows[len(t.rows)-1].records)
				sums[c.col] = p
			}
			switch p.check(r, tr, c, ends) {
			case sumAgrees:
				agree++
			case sumDiffers:
				times := ""
				if c.col.scale > 0 {
					times = fmt.Sprintf(" (times %d)", pow10(c.col.scale))
				}
				r.part.issues.Add(issue(codeTotalMismatch, Pos{Place: r.place, Row: tr.row, Col: c.cell.Col},
					fmt.Sprintf("%s: the file's total %s%s is not the sum of the rows above that were read, %s", c.col.header, quote(c.cell.Text), times, p.sum(0, tr.records)),
					"look at the dropped rows and at the amounts that could not be read"))
			}
		}
		if !slices.Contains(ends, tr.records) {
			ends = append(ends, tr.records)
		}
	}
	in := &r.part.input
	if agree > 0 {
		in.Notes = append(in.Notes, fmt.Sprintf("reconciled with the sums of the rows above them: %s of the file", plural(agree, "total")))
	}
	if counted > 0 {
		in.Notes = append(in.Notes, fmt.Sprintf("reconciled with the number of rows above them: %s of the file", plural(counted, "count")))
	}
}

func (t *totals) checkCount(r *sheetReader, tr totalRow, ends []int) bool {
	return slices.ContainsFunc(ends, func(e int) bool { return tr.records-e == tr.claimed })
}

// prefix holds the sums of a column's amounts up to each record.
type prefix struct {
	upTo  []decimal.Decimal
	mixed bool // several currencies: nothing can be added up
	gaps  bool // an amount was too large to add
}

func newPrefix(s summer, c *column, n int) *prefix {
	p := &prefix{upTo: make([]decimal.Decimal, 1, n+1)}
	ccy, seen := "", false
	var sum decimal.Decimal
	for i := range n {
		if v, ok := s.amount(c.field, i); ok {
			if seen && v.Currency != ccy {
				p.mixed = true
			}
			ccy, seen = v.Currency, true
			next, err := sum.Add(v.Value)
			if p.gaps = p.gaps || err != nil; err == nil {
				sum = next
			}
		}
		p.upTo = append(p.upTo, sum)
	}
	return p
}

func (p *prefix) sum(from, to int) decimal.Decimal {
	d, err := p.upTo[to].Sub(p.upTo[from])
	if err != nil {
		return decimal.Decimal{}
	}
	return d.Trim(0)
}

type verdict uint8

const (
	notCompared verdict = iota
	sumAgrees
	sumDiffers
)

func (p *prefix) check(r *sheetReader, tr totalRow, c totalCell, ends []int) verdict {
	if p.mixed || p.gaps || tr.records >= len(p.upTo) {
		return notCompared
	}
	want, ok := value.ExactNumber(c.cell.Text, c.cell.Num)
	if c.cell.Kind == table.Text {
		n, numeral := value.ParseNumeral(trimCell(c.cell.Text))
		if ok = numeral; ok {
			want, ok = c.col.scaled(n)
		}
	} else if ok {
		want, ok = value.Shift(want, c.col.scale)
	}
	if !ok {
		return notCompared
	}
	if tr.records == 0 { // it stands above the rows
		return notCompared
	}
	for i := len(ends) - 1; i >= 0; i-- {
		if ends[i] <= tr.records && p.sum(ends[i], tr.records).Round(want.Scale()).Cmp(want) == 0 {
			return sumAgrees
		}
	}
	return sumDiffers
}
