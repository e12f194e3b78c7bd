package ingest

import (
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"ownermap/ingest/header"
	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// rateBase is the currency of which a table gives the worth of one unit in each of the
// others, where it says so: a bank's reference rates, or the currencies of Salesforce. A
// table that says nothing gives the worth of each currency in one.
type rateBase struct {
	code string // named by a title or by the header of the rates
	why  string // what names it
	row  int    // of the currency that is marked as the corporate one, from 1; 0 for none
}

// inverseDigits is how many decimals an inverted rate keeps.
const inverseDigits = 12

// Inverse is what one unit of the other currency is worth: where one dollar is 0.8 euros,
// one euro is 1.25 dollars. ok is false where that is out of range.
func (r Rate) Inverse() (worth decimal.Decimal, ok bool) {
	worth, err := decimal.One.Quo(r.Rate)
	if err != nil {
		return decimal.Decimal{}, false
	}
	return worth.Round(inverseDigits).Trim(0), true
}

// look reads the header of the rates and the titles above the table. Titles say nothing
// where the header names what rates convert to.
func (b *rateBase) look(r *sheetReader, m *header.Mapping, titles bool) {
	if m.Choice("to_currency") != nil {
		return
	}
	var texts []string
	if c := m.Choice("rate"); c != nil {
		texts = append(texts, c.Column.Text)
	}
	for i := range r.buffer {
		if !titles || int(r.buffer[i].Number) >= r.part.input.HeaderRow {
			break
		}
		for _, c := range r.buffer[i].Cells {
			if c.Kind == table.Text {
				texts = append(texts, c.Text)
			}
		}
	}
	for _, t := range texts {
		if code := oneOf(t); code != "" {
			b.code, b.why = code, quote(header.Clean(t))
			return
		}
	}
}

// settle is the base of the table, "" where none is named; a note says by what.
func (b *rateBase) settle(q *rateRecorder) string {
	if n := b.row; b.code == "" && q.to == "" && n > 0 && n <= len(q.rows) && q.rows[n-1].To == "" && q.set[n-1] && q.rows[n-1].Rate.IsOne() {
		b.code, b.why = q.rows[n-1].Currency, fmt.Sprintf("the mark of the corporate currency in row %d", q.rows[n-1].Pos.Row)
	}
	for i := range q.rows {
		if q.rows[i].Currency == b.code && q.set[i] && !q.rows[i].Rate.IsOne() { // then it is the one that is converted
			b.code, q.to = "", ""
		}
	}
	if b.code != "" {
		q.r.part.note(fmt.Sprintf("rates are units of each currency for one %s, as %s says", b.code, b.why))
	}
	return b.code
}

// perWords stand before the currency of which rates give the worth of one unit.
var perWords = map[string]bool{"per": true, "je": true, "pro": true, "par": true, "por": true}

// oneOf is the currency that a text makes the measure of the others: "1 EUR = x", "Units
// per EUR", "Currency Units per £1". It is "" where the text names another one
// beside it, as "EUR per USD" does, for then it may be either.
func oneOf(text string) string {
	code, ones := "", 0
	words := strings.FieldsFunc(strings.ReplaceAll(text, "=", " = "), func(r rune) bool { return strings.ContainsRune(" \t\n\u00a0()[],:;", r) })
	for i, w := range words {
		bare := strings.TrimSuffix(strings.TrimPrefix(w, "1"), "1")
		c, ok := value.Currency(bare)
		if !ok || len(bare) == 3 && strings.ToUpper(bare) != bare {
			continue
		}
		if ones++; ones > 1 && c != code {
			return ""
		}
		before := i - 1
		if before >= 0 && words[before] == "1" {
			bare, before = "", before-1
		}
		one := bare != w
		switch {
		case one && i+1 < len(words) && words[i+1] == "=", before >= 0 && perWords[strings.ToLower(words[before])]:
			code = c
		default:
			return ""
		}
	}
	return code
}

// otherCurrencies reports a column of a rates table that is not read and names other
// currencies than those of its rows: rates to one of them are no rates to another.
func (r *sheetReader) otherCurrencies(m *header.Mapping) {
	own := m.Choice("currency")
	for _, c := range m.Spare(header.Ccy) {
		for i := range r.buffer {
			row := &r.buffer[i]
			if int(row.Number) <= r.part.input.HeaderRow || own == nil {
				continue
			}
			cell, beside := cellAt(row, int32(c.Col)), cellAt(row, int32(own.Column.Col))
			if cell == nil || beside == nil {
				continue
			}
			code, ok := value.Currency(cell.Text)
			if of, known := value.Currency(beside.Text); ok && known && of != code {
				r.part.issues.Add(issue(codeFieldAbsent, Pos{Place: r.place, Row: row.Number, Col: int32(c.Col)}, fmt.Sprintf("%s names currencies and is not read: this rate of %s may be one to %s", header.Clean(c.Text), of, code),
					"if it is what the rates convert to, write columns.rates.to_currency in ownermap.yaml"))
				break
			}
		}
	}
}
