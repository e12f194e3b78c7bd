package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/govalues/decimal"

	"ownermap/ingest"
	"ownermap/templates"
)

// kind is what a column holds and so how it is written and aligned.
type kind uint8

const (
	words  kind = iota // string
	whole              // int, or a float that is shown whole
	tenths             // float64, one decimal
	ratio              // float64, two decimals
	share              // float64 0..1, shown as a percentage
	money              // decimal.Decimal in the report currency
	day                // ingest.Date
)

// column is one column of a table. Key is its name in JSON, Meaning one
// sentence for the reader who asks what the figure is.
type column struct {
	Key, Head, Meaning string
	Kind               kind
	Wide, Wrap         bool
}

// cell is one value with what surrounds it on a page. V is nil where the value
// is not known; then Why may say what is missing.
type cell struct {
	V      any
	Why    string
	Show   string // replaces the written form, on pages only
	Data   bool   // text from the data: made fit for a line on pages
	In     string // an amount in this currency, to the cent
	Sub    string // second line
	Href   string
	Mark   templates.Severity
	Strong bool
	Bar    *templates.Bar
	Dot    *templates.Dot
	More   []templates.Link
}

// table is one table value: pages, CSV, JSON and XLSX are made from it.
type table struct {
	ID      string // file name without extension
	Caption string
	Columns []column
	Rows    [][]cell
	Long    *longRows // in place of Rows, in their final order: made when they are written
	Sorted  int       // number of the column by which the rows stand, from 1; 0 for none
	Desc    bool
	Unit    unit // of money columns; zero chooses per figure
	Total   []cell
	All     bool // every row stands on the page, as rows lead to pages of their own

	lent *[]cell // room of its rows that goes back, see room
}

// rooms are the cells of tables that are done: a page of evidence has thousands, and
// only until its view is made.
var rooms = sync.Pool{New: func() any { return new([]cell) }}

// room is room for cells of the table, until done gives it to another one.
func (t *table) room(n int) []cell {
	t.lent = rooms.Get().(*[]cell)
	if cap(*t.lent) < n {
		*t.lent = make([]cell, n)
	}
	return (*t.lent)[:n]
}

// done says that nothing will look at the rows again.
func (t *table) done() {
	if t.lent != nil {
		clear(*t.lent)
		rooms.Put(t.lent)
		t.lent, t.Rows = nil, nil
	}
}

// longRows are rows that nobody holds at once.
type longRows struct {
	n   int
	row func(i int) []cell
}

// len is the number of rows.
func (t *table) len() int {
	if t.Long != nil {
		return t.Long.n
	}
	return len(t.Rows)
}

// first are the first n rows, or all of them where there are fewer.
func (t *table) first(n int) iter.Seq2[int, []cell] {
	return func(yield func(int, []cell) bool) {
		for i := range min(n, t.len()) {
			row := []cell(nil)
			if t.Long != nil {
				row = t.Long.row(i)
			} else {
				row = t.Rows[i]
			}
			if !yield(i, row) {
				return
			}
		}
	}
}

// withoutUnfilled drops the columns that are blank in every row as it is written.
func (t *table) withoutUnfilled() {
	t.keepColumns(func(i int) bool {
		return slices.ContainsFunc(t.Rows, func(row []cell) bool { return plain(row[i].V) != "" })
	})
}

// write is the written form of a cell on a page.
func (f *format) write(t *table, col int, c cell) string {
	if c.Show != "" {
		return c.Show
	}
	switch v := c.V.(type) {
	case nil:
		return dash
	case string:
		if v == "" {
			return dash
		}
		if c.Data {
			return tidy(v)
		}
		return v
	case int:
		return f.count(v)
	case float64:
		return f.writeFloat(t.Columns[col].Kind, v)
	case decimal.Decimal:
		if c.In != "" {
			in := *f
			in.currency, in.sign = c.In, currencySign(c.In)
			return in.exact(v)
		}
		if t.Unit.size > 0 {
			return f.moneyIn(floatOf(v), t.Unit)
		}
		return f.money(floatOf(v))
	case ingest.Date:
		return f.dateShort(v)
	}
	return dash
}

func (f *format) writeFloat(k kind, v float64) string {
	switch k {
	case share:
		return f.percent(v)
	case tenths:
		return f.one(v)
	case ratio:
		return f.decimals(v, 2)
	}
	return f.items(v)
}

// plain is the machine form of a cell, for CSV and sort keys: "" when unknown.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case decimal.Decimal:
		return v.String()
	case ingest.Date:
		return v.String()
	}
	return ""
}

// csv writes the table with a byte order mark, so that spreadsheets read UTF-8.
// A text that a spreadsheet would run as a formula gets a leading apostrophe.
func (t *table) csv() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csvWriter(&b)
	rec := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		rec[i] = harmless(c.Head)
	}
	w.Write(rec)
	for _, row := range t.first(t.len()) {
		w.Write(csvRow(rec, row))
	}
	w.Flush()
	return b.Bytes()
}

// csvWriter ends its lines as spreadsheets do.
func csvWriter(w io.Writer) *csv.Writer {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out
}

// csvRow fills the fields of a line from a row's cells.
func csvRow(fields []string, row []cell) []string {
	for i := range fields {
		fields[i] = ""
		if i < len(row) {
			fields[i] = csvField(row[i].V)
		}
	}
	return fields
}

func csvField(v any) string {
	if s, ok := v.(string); ok {
		return harmless(s)
	}
	return plain(v)
}

// isPlainByte are the first bytes of most texts: nothing runs a text that begins so.
var isPlainByte = func() (is [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" {
		is[c] = true
	}
	return is
}()

// harmless puts an apostrophe before what a spreadsheet would take for a formula.
func harmless(s string) string {
	if s != "" && isPlainByte[s[0]] {
		return s
	}
	t := strings.TrimLeft(s, " \u00a0\u200b\ufeff")
	if t == "" {
		return s
	}
	if strings.ContainsAny(t[:1], "=+-@\t\r\n|%") {
		return "'" + s
	}
	for _, p := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(t, p) {
			return "'" + s
		}
	}
	return s
}

// json writes the table as an array of objects; amounts are decimal strings and
// what is not known is null.
func (t *table) json() ([]byte, error) {
	rows := make([]json.RawMessage, t.len())
	for i, row := range t.first(t.len()) {
		var b bytes.Buffer
		b.WriteByte('{')
		for j, c := range t.Columns {
			if j > 0 {
				b.WriteByte(',')
			}
			var v any
			if j < len(row) {
				v = row[j].V
			}
			if d, ok := v.(ingest.Date); ok && d.IsZero() {
				v = nil
			}
			key, err := json.Marshal(c.Key)
			if err != nil {
				return nil, err
			}
			val, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			b.Write(key)
			b.WriteByte(':')
			b.Write(val)
		}
		b.WriteByte('}')
		rows[i] = b.Bytes()
	}
	return json.MarshalIndent(rows, "", " ")
}
