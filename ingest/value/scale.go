package value

import (
	"strings"

	"github.com/govalues/decimal"
)

// scaleWords are the powers of ten that stand after a number.
var scaleWords = map[string]int{"k": 3, "K": 3, "Tsd": 3, "Tsd.": 3, "M": 6, "m": 6, "mn": 6, "Mn": 6, "Mio": 6, "Mio.": 6, "MM": 6, "mm": 6, "mln": 6,
	"bn": 9, "B": 9, "Mrd": 9, "Mrd.": 9, "lakh": 5, "Lakh": 5, "lakhs": 5, "lac": 5, "Cr": 7, "cr": 7, "Cr.": 7, "crore": 7, "Crore": 7, "crores": 7}

// scaledSign reads a power of ten and a currency that are written as one word: "k€",
// "TEUR", "€m". The power is 0 where the word is none.
func scaledSign(w string) (power int, sign string) {
	for _, s := range [...]struct {
		word  string
		power int
	}{{"Mio", 6}, {"mn", 6}, {"bn", 9}, {"k", 3}, {"K", 3}, {"T", 3}, {"M", 6}, {"m", 6}} {
		if rest, ok := strings.CutPrefix(w, s.word); ok && CurrencyWord(rest) {
			return s.power, rest
		}
		if rest, ok := strings.CutSuffix(w, s.word); ok && s.word != "T" && CurrencyWord(rest) {
			return s.power, rest
		}
	}
	return 0, ""
}

// HeadScale is the power of ten that a header names ("Amount (k€)", "ACV in thousands",
// "Betrag TEUR", "Amount ($000)"), the currency beside it, and the header without both; the
// power is 0 without one.
func HeadScale(h string) (rest string, power int, currency string) {
	var kept []string
	for w := range strings.FieldsSeq(h) {
		if power == 0 {
			before := ""
			if n := len(kept); n > 0 {
				before = kept[n-1]
			}
			if power, currency = headWord(w, before); power > 0 {
				continue
			}
		}
		kept = append(kept, w)
	}
	if power == 0 || len(kept) == 0 {
		return h, 0, ""
	}
	if n := len(kept); n > 1 && currency == "" && CurrencyWord(bare(kept[n-1])) {
		currency, kept = bare(kept[n-1]), kept[:n-1]
	}
	if n := len(kept); n > 1 && (strings.EqualFold(bare(kept[n-1]), "in") || kept[n-1] == "-") {
		kept = kept[:n-1]
	}
	return strings.Join(kept, " "), power, currency
}

// TitleScale is the power of ten that a title names for the amounts below it, "Deals of Q1
// (in kEUR)"; 0 without one.
func TitleScale(title string) int {
	ws := strings.Fields(title)
	money := func(i int) bool { return i >= 0 && i < len(ws) && CurrencyWord(bare(ws[i])) }
	for _, w := range ws {
		switch strings.ToLower(bare(w)) {
		case "not", "nicht", "no", "excluded", "except", "without", "ohne", "pas":
			return 0 // "not in k€"
		}
	}
	for i, w := range ws {
		before := ""
		if i > 0 {
			before = ws[i-1]
		}
		if strings.ContainsAny(before, "123456789") {
			continue // "deals above 1 M EUR"
		}
		power, _ := headWord(w, before)
		if power == 0 && (money(i-1) || money(i+1)) {
			power = scaleWords[bare(w)] // "(USD k)"
		}
		sign, _ := scaledSign(bare(w))
		if power > 0 && (sign > 0 || money(i-1) || money(i+1) || strings.EqualFold(bare(before), "in") && len(bare(w)) > 1) {
			return power
		}
	}
	return 0
}

// headWord is the power of ten that one word of a header names, and the currency
// written with it. A single letter says so in brackets, after "in" or after a currency.
func headWord(w, before string) (power int, currency string) {
	t := bare(w)
	bracket := t != w
	if power, currency = scaledSign(t); power > 0 {
		return power, currency
	}
	if power = headWords[strings.ToLower(t)]; power > 0 {
		return power, ""
	}
	if power = scaleWords[t]; power > 0 && (bracket || strings.EqualFold(before, "in") || CurrencyWord(bare(before))) {
		return power, ""
	}
	for _, zeros := range [...]string{"000s", "000"} {
		if sign, ok := strings.CutSuffix(t, zeros); ok && (sign == "" && bracket || CurrencyWord(sign)) {
			return 3, sign
		}
	}
	return 0, ""
}

func bare(w string) string { return strings.Trim(w, "()[],:") }

// headWords are powers of ten as headers write them.
var headWords = map[string]int{"thousand": 3, "thousands": 3, "tausend": 3, "milliers": 3, "miles": 3, "duizend": 3, "tsd": 3, "tsd.": 3, "ths": 3,
	"million": 6, "millions": 6, "mio": 6, "mio.": 6, "millionen": 6, "millones": 6, "miljoen": 6, "mln": 6, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7}

// Shift multiplies by a power of ten; ok is false where the result does not fit.
func Shift(d decimal.Decimal, power int) (decimal.Decimal, bool) {
	if power == 0 {
		return d, true
	}
	f, err := decimal.New(pow10[power], 0)
	if err != nil {
		return d, false
	}
	d, err = d.Mul(f)
	return d.Trim(0), err == nil
}
