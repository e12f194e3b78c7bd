package header

import (
	"strings"

	"ownermap/ingest/table"
	"ownermap/ingest/value"
)

// Profile is what a sample of a column's cells looks like.
type Profile struct {
	Rows   int // rows sampled
	Filled int // cells that are not blank
	Unique int // different texts among them
	counts [kinds]int
}

// The shapes a cell may have; one cell may count for several.
const (
	isNumber = iota
	isDate
	isSerial // a number in the range of spreadsheet days
	isPeriod
	isBool
	isZeroOne
	isEmail
	isCurrency
	isWords // has a letter and is none of date, money, yes and no
	isToken // one word with a digit or no space
	isWord  // isWords of one word
	isShare // starts with a digit and is no date: "32 hours"
	kinds
)

// Add counts one cell; seen collects the column's different texts.
func (p *Profile) Add(c *table.Cell, seen map[string]bool) {
	p.Filled++
	if !seen[c.Text] && len(seen) < 4096 {
		seen[strings.Clone(c.Text)] = true
		p.Unique++
	}
	switch c.Kind {
	case table.Number:
		p.counts[isNumber]++
		p.counts[isShare]++
		p.counts[isToken]++
		if c.Num >= 10000 && c.Num < 80000 || c.Num >= 5e11 && c.Num < 5e12 || len(c.Text) == 8 && c.Num >= 19000101 && c.Num < 21000000 {
			p.counts[isSerial]++
		}
		if c.Num == 0 || c.Num == 1 {
			p.counts[isBool]++
			p.counts[isZeroOne]++
		}
	case table.Date:
		p.counts[isDate]++
		p.counts[isPeriod]++
	case table.Bool:
		p.counts[isBool]++
	case table.Text:
		p.addText(strings.TrimSpace(c.Text))
	}
}

func (p *Profile) addText(s string) {
	words := strings.ContainsFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0x80 })
	count := func(shape int, ok bool) {
		if ok {
			p.counts[shape]++
		}
	}
	_, date := value.ParseDate(s)
	_, number := value.ParseNumeral(s)
	_, yesNo := value.Bool(s)
	_, ccy := value.Currency(s)
	serial := len(s) >= 5 && (len(s) == 5 || s[5] == '.' || s[5] == ',') && s[:5] >= "10000" && s[:5] < "80000" && number && !words ||
		len(s) == 13 && s[0] >= '1' && s[0] <= '4' && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) // milliseconds since 1970
	at := strings.IndexByte(s, '@')
	count(isDate, date)
	count(isPeriod, date)
	count(isNumber, number && !date)
	count(isSerial, serial && !date)
	count(isBool, yesNo)
	count(isZeroOne, s == "0" || s == "1")
	count(isEmail, at > 0 && strings.Contains(s[at:], ".") && !strings.Contains(s, " "))
	count(isCurrency, ccy)
	count(isWords, words && !date && !number && (!yesNo || len(s) == 1 && s != "x" && s != "X"))
	count(isWord, words && !date && !number && !yesNo && !strings.ContainsAny(s, " \t\n"))
	count(isShare, s != "" && s[0] >= '0' && s[0] <= '9' && !date)
	count(isToken, !strings.ContainsAny(s, " \t\n"))
}

// Fill is the share of rows with a value.
func (p *Profile) Fill() float64 { return ratio(p.Filled, p.Rows) }

// Uniqueness is the share of different values among those there are.
func (p *Profile) Uniqueness() float64 { return ratio(p.Unique, p.Filled) }

// Fit is the share of values that the type can hold; 0 for a blank column.
func (p *Profile) Fit(t Type) float64 {
	n := func(shapes ...int) float64 {
		best := 0
		for _, s := range shapes {
			best = max(best, p.counts[s])
		}
		return ratio(best, p.Filled)
	}
	sum := func(shapes ...int) float64 {
		total := 0
		for _, s := range shapes {
			total += p.counts[s]
		}
		return min(1, ratio(total, p.Filled))
	}
	switch t {
	case Text:
		return n(isWords)
	case ID:
		return n(isToken)
	case Person:
		return n(isWords)
	case Email:
		return n(isEmail)
	case Date, Period:
		return sum(isDate, isSerial)
	case Money, Number:
		return n(isNumber)
	case Share:
		return n(isNumber, isShare)
	case Bool:
		return n(isBool)
	case Flag:
		return sum(isWords, isBool)
	case Mark:
		return sum(isWord, isBool)
	case Quota:
		return max(n(isNumber), n(isBool), sum(isNumber, isBool))
	case Ccy:
		return n(isCurrency)
	}
	return ratio(p.Filled, p.Filled)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
