package site

import (
	_ "embed"
	"encoding/json"
	"sync"

	"golang.org/x/text/language"
)

func german() *catalogue {
	return &catalogue{
		tag:  language.German,
		text: germanText(),
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni",
			"Juli", "August", "September", "Oktober", "November", "Dezember"},
		shortMonths: [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
		numbers: []string{"kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
			"zehn", "elf", "zwölf"},
		thousand: "Tsd.", million: "Mio.", billion: "Mrd.", percent: nbsp + "%", dayDot: true, signAfter: true, nouns: true, report: germanReport,
	}
}

//go:embed german.json
var germanFile []byte

// germanText is the German wording of every message, by its English text. A
// verb %.0s takes a count and writes nothing, where German says "eine".
var germanText = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	if err := json.Unmarshal(germanFile, &out); err != nil {
		panic("german.json: " + err.Error()) // embedded: a test reads it
	}
	return out
})
