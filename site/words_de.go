package site

import "golang.org/x/text/language"

func german() *catalogue {
	return &catalogue{
		tag:  language.German,
		text: germanText,
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember"},
		shortMonths: [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
		numbers: []string{"kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
			"zehn", "elf", "zwölf"},
		thousand: "Tsd.", million: "Mio.", billion: "Mrd.", percent: nbsp + "%", dayDot: true, signAfter: true, nouns: true,
	}
}

// germanText is the German wording of every message, by its English text.
var germanText = map[string]string{
	"%s to %s":              "%s bis %s",
	"%s of %s":              "%s von %s",
	"%s and %s":             "%s und %s",
	"%s and %s more":        "%s und %s weitere",
	"%s point":              "%s Punkt",
	"%s points":             "%s Punkte",
	"none":                  "keiner",
	"all":                   "alle",
	"half":                  "die Hälfte",
	"%s in ten":             "%s von zehn",
	"fewer than one in ten": "weniger als einer von zehn",
	"more than nine in ten": "mehr als neun von zehn",
}
