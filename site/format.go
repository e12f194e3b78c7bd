package site

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/govalues/decimal"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"ownermap/ingest"
	"ownermap/site/chart"
)

// Characters that figures are set with.
const (
	nbsp  = "\u00a0"
	minus = "\u2212"
	dash  = "\u2013" // stands where a figure is not known
)

// format writes figures and dates as readers see them. It is the only place
// that rounds, abbreviates or adds a currency sign. Build one by newFormat.
type format struct {
	currency string // ISO code
	sign     string // "€", or the code where there is no common sign
	after    bool   // the sign stands behind the figure
	point    string // decimal mark
	group    string // of thousands
	words    *catalogue
	language *chart.Language // the same for charts
}

// newFormat makes the format of one report currency in one language; an unknown
// locale reads as British English.
func newFormat(currency, locale string) *format {
	words := catalogueOf(locale)
	f := &format{currency: currency, sign: currencySign(currency), words: words, after: words.signAfter}
	f.point, f.group = separators(words.tag)
	f.language = &chart.Language{Say: f.s, Point: f.point, Group: f.group, Percent: words.percent}
	return f
}

// separators asks x/text how the language writes 12345.5.
func separators(tag language.Tag) (point, group string) {
	s := message.NewPrinter(tag).Sprint(number.Decimal(12345.5))
	marks := strings.FieldsFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if len(marks) == 2 {
		return marks[1], marks[0]
	}
	return ".", ","
}

// currencySign is the sign that readers know, else the code with a no-break space.
func currencySign(code string) string {
	switch code {
	case "EUR":
		return "€"
	case "USD":
		return "$"
	case "GBP":
		return "£"
	case "JPY":
		return "¥"
	case "INR":
		return "₹"
	case "", "-":
		return ""
	}
	return code + nbsp
}

// unit is a power of ten with the word that stands for it.
type unit struct {
	size float64
	word string
}

// unitFor is the unit in which an amount is shown: none below 10,000, thousands
// below a million, then millions and billions. Rounding never crosses a unit
// ("999,600" is a million, not "1,000 k").
func (f *format) unitFor(v float64) unit {
	switch v = math.Abs(v); {
	case v >= 999_500_000:
		return unit{1e9, f.words.billion}
	case v >= 999_500:
		return unit{1e6, f.words.million}
	case v >= 9_999.5:
		return unit{1e3, f.words.thousand}
	}
	return unit{1, ""}
}

// amountIn writes an amount in a unit without sign or unit word: thousands
// whole, millions with three significant digits.
func (f *format) amountIn(v float64, u unit) string {
	x := v / u.size
	if u.size < 1e6 {
		return f.decimals(x, 0)
	}
	return f.decimals(x, significant(x))
}

// significant is how many decimals give three significant digits, at most two.
func significant(x float64) int {
	switch x = math.Abs(x); {
	case x >= 99.95:
		return 0
	case x >= 9.995:
		return 1
	}
	return 2
}

// money writes an amount: €1.84 m, €87 k, €9,450, €640.
func (f *format) money(v float64) string {
	head, tail := f.moneyParts(v)
	if tail == "" {
		return head
	}
	return head + nbsp + tail
}

// moneyParts is money with the unit apart, for key figures.
func (f *format) moneyParts(v float64) (head, tail string) {
	u := f.unitFor(v)
	return f.signed(v, f.amountIn(math.Abs(v), u), u.word)
}

// moneyIn writes an amount in a given unit, for columns and axes that share one.
func (f *format) moneyIn(v float64, u unit) string {
	head, tail := f.signed(v, f.amountIn(math.Abs(v), u), u.word)
	if tail == "" {
		return head
	}
	return head + nbsp + tail
}

func (f *format) signed(v float64, digits, word string) (head, tail string) {
	if f.after {
		return f.negative(v, digits), strings.TrimSpace(strings.TrimSpace(word) + nbsp + strings.TrimSpace(f.sign))
	}
	return f.negative(v, f.sign+digits), word
}

func (f *format) negative(v float64, s string) string {
	if v < 0 && strings.ContainsAny(s, "123456789") {
		return minus + s
	}
	return s
}

// moneyRange writes "€1.74 m to €1.93 m" as "€1.74 to 1.93 m": one sign, one
// unit, that of the larger end.
func (f *format) moneyRange(lo, hi float64) string {
	u := f.unitFor(math.Max(math.Abs(lo), math.Abs(hi)))
	a, b := f.negative(lo, f.amountIn(math.Abs(lo), u)), f.negative(hi, f.amountIn(math.Abs(hi), u))
	s := f.between(a, b)
	if !f.after {
		if rest, negative := strings.CutPrefix(s, minus); negative {
			s = minus + f.sign + rest
		} else {
			s = f.sign + s
		}
		if u.word == "" {
			return s
		}
		return s + nbsp + u.word
	}
	return s + nbsp + strings.TrimSpace(u.word+nbsp+f.sign)
}

// between joins the ends of a range.
func (f *format) between(a, b string) string { return f.s("%s to %s", a, b) }

// exact writes an amount to the cent with grouping, for tables of rows.
func (f *format) exact(d decimal.Decimal) string {
	v, _ := d.Float64()
	n := 0
	if d.Trim(0).Scale() > 0 {
		n = 2
	}
	head, tail := f.signed(v, f.decimals(math.Abs(v), n), "")
	if tail == "" {
		return head
	}
	return head + nbsp + tail
}

// decimals writes a number with n decimals, grouped thousands and a true minus.
func (f *format) decimals(v float64, n int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return dash
	}
	if n == 0 {
		v = math.Round(v) // halves away from zero, as in charts and percentages
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', n, 64)
	whole, frac, _ := strings.Cut(s, ".")
	whole = f.grouped(whole)
	if frac != "" {
		whole += f.point + frac
	}
	return f.negative(v, whole)
}

func (f *format) grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + f.group + digits[i:]
	}
	return digits
}

// count writes a whole number: 9,450.
func (f *format) count(n int) string { return f.decimals(float64(n), 0) }

// items writes a fractional count rounded to a whole one; a trace that would
// round to nothing shows as "<1".
func (f *format) items(x float64) string {
	if x > 0 && x < 0.5 {
		return "<1"
	}
	return f.decimals(x, 0)
}

// one writes a number with one decimal: 4.8.
func (f *format) one(x float64) string { return f.decimals(x, 1) }

// percent writes a share without decimals: 9%. What is neither none nor all is
// never shown as such.
func (f *format) percent(x float64) string {
	p := math.Round(x * 100)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return dash
	case x > 0 && p == 0:
		return "<1" + f.words.percent
	case x < 1 && p == 100:
		return ">99" + f.words.percent
	}
	return f.decimals(p, 0) + f.words.percent
}

// percentOr writes a share that may not be known.
func (f *format) percentOr(x *float64) string {
	if x == nil {
		return dash
	}
	return f.percent(*x)
}

// percentOne writes a share with one decimal, where two would tie: 8.7%.
func (f *format) percentOne(x float64) string { return f.decimals(x*100, 1) + f.words.percent }

// percentRange writes "23 to 41%".
func (f *format) percentRange(lo, hi float64) string {
	return f.between(f.decimals(math.Round(lo*100), 0), f.decimals(math.Round(hi*100), 0)+f.words.percent)
}

// points writes a difference of shares: "7 points".
func (f *format) points(delta float64) string {
	n := int(math.Round(math.Abs(delta) * 100))
	return f.plural(n, "%s point", "%s points")
}

// kOfN writes "31 of 64".
func (f *format) kOfN(k, n int) string { return f.s("%s of %s", f.count(k), f.count(n)) }

// date writes a day in text: 30 June 2026.
func (f *format) date(d ingest.Date) string {
	if d.IsZero() {
		return dash
	}
	y, m, day := d.Civil()
	return f.words.day(day) + nbsp + f.words.months[m-1] + " " + strconv.Itoa(y)
}

// dateShort writes a day in a table: 12 Nov 2024.
func (f *format) dateShort(d ingest.Date) string {
	if d.IsZero() {
		return dash
	}
	y, m, day := d.Civil()
	return f.words.day(day) + nbsp + f.words.shortMonths[m-1] + nbsp + strconv.Itoa(y)
}

// month writes "March 2023".
func (f *format) month(d ingest.Date) string {
	y, m, _ := d.Civil()
	return f.words.months[m-1] + " " + strconv.Itoa(y)
}

// months writes the months of a period: "April to June".
func (f *format) monthSpan(start, end ingest.Date) string {
	_, a, _ := start.Civil()
	_, b, _ := end.Civil()
	return f.between(f.words.months[a-1], f.words.months[b-1])
}

// word writes a number up to twelve in letters, as titles do.
func (f *format) word(n int) string {
	if n >= 0 && n < len(f.words.numbers) {
		return f.words.numbers[n]
	}
	return f.count(n)
}

// wordsOf writes "seven" and "eleven" of a pair: both in letters, or both in digits.
func (f *format) wordsOf(k, n int) (string, string) {
	if n >= len(f.words.numbers) || k >= len(f.words.numbers) {
		return f.count(k), f.count(n)
	}
	return f.word(k), f.word(n)
}

// amountText finds an amount as the analysis writes it: EUR 5,430,020.50.
var amountText = regexp.MustCompile(`\b([A-Z]{3}) (-?\d{1,3}(?:,\d{3})*|-?\d+)(\.\d+)?\b`)

// prose writes the amounts within a finding's sentence as all others are.
func (f *format) prose(s string) string {
	return amountText.ReplaceAllStringFunc(s, func(found string) string {
		m := amountText.FindStringSubmatch(found)
		v, err := strconv.ParseFloat(strings.ReplaceAll(m[2], ",", "")+m[3], 64)
		if err != nil || len(currencySign(m[1])) == 0 {
			return found
		}
		in := *f
		in.currency, in.sign = m[1], currencySign(m[1])
		return in.money(v)
	})
}

// inTen writes a share of partners or deals in words, by tenths: "three in ten
// partners". Shares near none and near all have words of their own.
func (f *format) inTen(x float64, item string) string {
	pick := func(partners, deals string, args ...any) string {
		if item == "partner" {
			return f.s(partners, args...)
		}
		return f.s(deals, args...)
	}
	switch t := int(math.Round(x * 10)); {
	case x <= 0:
		return pick("none of the partners", "none of the deals")
	case x >= 1:
		return pick("all partners", "all deals")
	case t == 0:
		return pick("fewer than one in ten partners", "fewer than one in ten deals")
	case t == 10:
		return pick("more than nine in ten partners", "more than nine in ten deals")
	case t == 5:
		return pick("half of the partners", "half of the deals")
	default:
		return pick("%s in ten partners", "%s in ten deals", f.word(t))
	}
}

// floatOf is the nearest float of an exact amount, for scales and rounding only.
func floatOf(d decimal.Decimal) float64 {
	v, _ := d.Float64()
	return v
}
