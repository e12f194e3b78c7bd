package value

import "strings"

// monthWords are month names and their short forms in English, German, French,
// Spanish and Dutch, in lower case without a dot.
var monthWords = [12]string{
	"jan january januar jänner januari janvier janv enero ene",
	"feb february februar feber februari février fevrier févr fevr febrero",
	"mar march märz maerz mär mrz maart mrt mars marzo",
	"apr april avril avr abril abr",
	"may mai mei mayo",
	"jun june juni juin junio",
	"jul july juli juillet juil julio",
	"aug august augustus août aout agosto ago",
	"sep sept september septembre septiembre",
	"oct october okt oktober octobre octubre",
	"nov november novembre noviembre",
	"dec december dez dezember décembre decembre déc diciembre dic",
}

var months = func() map[string]int {
	m := map[string]int{}
	for i, words := range monthWords {
		for w := range strings.FieldsSeq(words) {
			m[w] = i + 1
		}
	}
	return m
}()

var weekdays = wordSet("mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday " +
	"mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche")

// fillers may stand between the parts of a date: "31st of August", "31 de agosto de 2024".
var fillers = wordSet("st nd rd th of de del le er")

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

func monthOf(w string) int {
	if m := months[w]; m > 0 {
		return m
	}
	return months[strings.ToLower(w)]
}
