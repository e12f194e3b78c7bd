package value

import "strings"

// signs are currency signs and words that name one currency. "$" is the dollar
// of whatever the sheet says elsewhere, else of the United States.
var signs = map[string]string{
	"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "zł": "PLN", "Kč": "CZK",
	"US$": "USD", "USD$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "MX$": "MXN",
	"Fr.": "CHF", "SFr.": "CHF", "CN¥": "CNY", "JP¥": "JPY", "RMB": "CNY", "Euro": "EUR", "EURO": "EUR", "euro": "EUR", "Rs.": "INR", "Rs": "INR", "￥": "JPY", "＄": "USD", "￡": "GBP",
}

// crowns are the signs of three currencies, of which none is the likelier one.
var crowns = map[string]bool{"kr": true, "kr.": true, "Kr": true, "Kr.": true}

var codes = wordSet("AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GHS HKD HRK HUF IDR ILS INR ISK JOD JPY KES KRW KWD MAD MXN MYR " +
	"NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR")

// CurrencyWord reports whether w is a currency code, sign or known word.
func CurrencyWord(w string) bool {
	_, ok := Currency(w)
	return ok
}

// IsCode reports whether w is a currency code in capitals.
func IsCode(w string) bool { return codes[w] }

var thousandths = wordSet("BHD IQD JOD KWD LYD OMR TND")

// InThousandths reports whether a currency's unit has a thousand parts, so that its amounts
// have three decimals.
func InThousandths(code string) bool { return thousandths[code] }

// Currency is the ISO code of a code, sign or word such as "€", "eur", "US$",
// "EUR - Euro" or "Euro".
func Currency(w string) (code string, ok bool) {
	w = trimSpace(w)
	if c, ok := signs[w]; ok {
		return c, true
	}
	if len(w) == 3 {
		u := strings.ToUpper(w)
		return u, codes[u]
	}
	if len(w) > 3 {
		if c, ok := currencyNames[strings.ToLower(w)]; ok {
			return c, true
		}
		if i := strings.IndexAny(w, " -(:"); i == 3 && codes[strings.ToUpper(w[:3])] {
			return strings.ToUpper(w[:3]), true
		}
		if bare := strings.TrimRight(w, ".,;:"); bare != w {
			return Currency(bare)
		}
		if a, b, ok := strings.Cut(w, " "); ok { // "EURO €"
			if x, ok := Currency(a); ok {
				if y, ok := Currency(b); ok && x == y {
					return x, true
				}
			}
		}
		if i := strings.LastIndexByte(w, '('); i > 0 && strings.HasSuffix(w, ")") {
			return Currency(w[i+1 : len(w)-1])
		}
	}
	return "", false
}

// Vague reports whether a currency sign is shared by several currencies, so that a
// currency column overrules it.
func Vague(w string) bool { return w == "$" || w == "¥" || w == "￥" || w == "＄" || crowns[w] }

// MayBe reports whether a vague sign may stand for the currency: "$" for Canadian
// dollars and not for euros.
func MayBe(sign, code string) bool {
	switch sign {
	case "$", "＄":
		return dollars[code]
	case "¥", "￥":
		return code == "JPY" || code == "CNY"
	}
	return crowns[sign] && (code == "SEK" || code == "NOK" || code == "DKK" || code == "ISK")
}

var dollars = wordSet("USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU")

var currencyNames = map[string]string{
	"us dollar": "USD", "u.s. dollar": "USD", "dollar": "USD", "us dollars": "USD", "euros": "EUR", "pound sterling": "GBP", "british pound": "GBP",
	"pounds sterling": "GBP", "pounds": "GBP", "gb pounds": "GBP", "gb pound": "GBP", "sterling": "GBP", "uk pound": "GBP", "uk pounds": "GBP", "euro's": "EUR", "swiss francs": "CHF", "swiss franc": "CHF", "japanese yen": "JPY", "canadian dollar": "CAD", "australian dollar": "AUD", "swedish krona": "SEK",
	"danish krone": "DKK", "norwegian krone": "NOK", "polish zloty": "PLN", "indian rupee": "INR", "singapore dollar": "SGD", "brazilian real": "BRL",
	"us-dollar": "USD", "amerikanischer dollar": "USD", "dollar us": "USD", "dollar américain": "USD", "dollar des états-unis": "USD", "dólar estadounidense": "USD", "dólar de ee. uu.": "USD", "dólar": "USD", "amerikaanse dollar": "USD",
	"pfund": "GBP", "britisches pfund": "GBP", "pfund sterling": "GBP", "livre sterling": "GBP", "libra esterlina": "GBP", "brits pond": "GBP", "pond sterling": "GBP",
	"schweizer franken": "CHF", "franken": "CHF", "franc suisse": "CHF", "franco suizo": "CHF", "zwitserse frank": "CHF", "yen": "JPY", "japanischer yen": "JPY", "yen japonais": "JPY", "yen japonés": "JPY", "japanse yen": "JPY",
	"kanadischer dollar": "CAD", "dollar canadien": "CAD", "dólar canadiense": "CAD", "canadese dollar": "CAD", "australischer dollar": "AUD", "dollar australien": "AUD", "dólar australiano": "AUD", "australische dollar": "AUD",
	"schwedische krone": "SEK", "couronne suédoise": "SEK", "corona sueca": "SEK", "zweedse kroon": "SEK", "dänische krone": "DKK", "couronne danoise": "DKK", "corona danesa": "DKK", "deense kroon": "DKK",
	"norwegische krone": "NOK", "couronne norvégienne": "NOK", "corona noruega": "NOK", "noorse kroon": "NOK", "polnischer zloty": "PLN", "złoty": "PLN", "zloty": "PLN", "poolse zloty": "PLN",
	"indische rupie": "INR", "roupie indienne": "INR", "rupia india": "INR", "chinesischer yuan": "CNY", "yuan": "CNY", "renminbi": "CNY", "chinese yuan": "CNY", "brasilianischer real": "BRL", "real brasileño": "BRL", "real brésilien": "BRL",
	"mexikanischer peso": "MXN", "mexican peso": "MXN", "peso mexicano": "MXN", "tschechische krone": "CZK", "czech koruna": "CZK", "ungarischer forint": "HUF", "forint": "HUF", "hungarian forint": "HUF",
	"new zealand dollar": "NZD", "hong kong dollar": "HKD", "south african rand": "ZAR", "turkish lira": "TRY", "türkische lira": "TRY", "israeli new shekel": "ILS", "uae dirham": "AED", "saudi riyal": "SAR", "south korean won": "KRW",
}
