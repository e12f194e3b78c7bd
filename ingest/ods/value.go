package ods

import (
	"cmp"
	"regexp"
	"strconv"
	"time"
	"unsafe"

	"ownermap/ingest/internal/numfmt"
	"ownermap/ingest/table"
)

// value is what the attributes of a cell say of it.
type value struct {
	typ, calc          string
	number, date, time string
	boolean            string
	currency           string
	text               string
	shown              bool // there is a paragraph: LibreOffice writes one, and no type, for a formula whose value is ""
}

// errorWord is what a formula shows that failed, in any language: #N/A, #REF!,
// Err:502. Older programs write the number 0 beside it.
var errorWord = regexp.MustCompile(`^(#[\p{L}/0]{1,16}[!?]|#N/?\p{Lu}{1,2}|Err ?:[0-9]{3})$`)

// typed makes the cell of its attributes and of the text that it shows, and
// reports whether there is anything in it.
func (s *scan) typed(c *table.Cell, v value, shown []byte) bool {
	text := ""
	if len(shown) > 0 {
		text = unsafe.String(&shown[0], len(shown))
	}
	if v.text != "" && v.calc != "error" {
		text = v.text
	}
	if v.calc == "error" || (c.Formula || v.number != "") && isError(text) {
		c.Kind, c.Text = table.Error, cmp.Or(text, "an error")
		return true
	}
	ok := true
	switch v.typ {
	case "float", "percentage", "currency":
		c.Kind, c.Text, c.Percent, c.Money = table.Number, v.number, v.typ == "percentage", v.currency
		c.Num, ok = numfmt.Number(v.number)
	case "date":
		c.Kind, c.Text = table.Date, v.date
		if c.Num, ok = date(v.date); !ok && beforeSheets(v.date) {
			c.Kind, c.Num, ok = table.Text, 0, true
		}
	case "boolean":
		c.Kind, c.Text = table.Bool, v.boolean
		if ok = v.boolean == "true" || v.boolean == "false"; v.boolean == "true" {
			c.Num = 1
		}
	case "time":
		c.Kind, c.Text = table.Text, cmp.Or(text, v.time)
		return c.Text != ""
	default: // string, or none
		if c.Formula && v.typ == "" && text == "" && (v.calc != "" || !v.shown) {
			s.problem(c.Col, table.CodeFormula, "the cell holds a formula that was never calculated", "open the file in LibreOffice, let it calculate, and save it")
			return false
		}
		c.Kind, c.Text = table.Text, text
		return text != ""
	}
	if !ok {
		s.problem(c.Col, table.CodeValue, "the cell is of type "+strconv.Quote(v.typ)+" and holds no such value; its text was read", "correct the cell, or save the file again")
		*c = table.Cell{Col: c.Col, Formula: c.Formula, Kind: table.Text, Text: text}
		return text != ""
	}
	return true
}

// date is a day, perhaps with its time, as days since 1899-12-30.
func date(s string) (float64, bool) {
	layout := "2006-01-02"
	if len(s) > len(layout) {
		layout = "2006-01-02T15:04:05"
	}
	return numfmt.ISODays(layout, s)
}

// isError looks at the first letter before it looks for an error's word.
func isError(s string) bool {
	return s != "" && (s[0] == '#' || s[0] == 'E') && errorWord.MatchString(s)
}

// beforeSheets reports whether s is a day that a document can hold and the days of
// a sheet, which begin with 1900, cannot.
func beforeSheets(s string) bool {
	_, err := time.Parse("2006-01-02", s[:min(len(s), 10)])
	return err == nil && s < "1900"
}
