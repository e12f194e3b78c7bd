package ingest

import (
	"slices"
	"strings"

	"ownermap/ingest/name"
)

// gone reports whether an employment status says that the person has left.
func gone(status string) bool {
	f := name.Fold(status)
	if w := strings.Fields(f); len(w) > 1 && !slices.ContainsFunc(w, func(x string) bool { return onLeave[x] }) {
		switch w[len(w)-1] { // "Full-Time - Terminated", "Employee (former)"
		case "terminated", "inactive", "resigned", "retired", "departed", "former", "left", "expired", "ended", "ausgetreten", "ausgeschieden":
			return true
		}
		switch w[0] { // "Terminated - for cause", "Left 03/2026", "Inactive since Jan"
		case "terminated", "resigned", "left", "inactive", "retired", "departed", "exited", "offboarded", "ausgetreten", "ausgeschieden", "inaktiv", "sorti", "sortie", "parti", "partie":
			return true
		}
	}
	switch f {
	case "terminated", "inactive", "left", "leaver", "resigned", "retired", "separated", "departed", "deactivated", "former", "ex employee", "offboarded", "alumni",
		"no", "false", "n", "0", "t", "not active", "ausgetreten", "nicht aktiv", "inactif", "sorti", "sortie", "inactivo", "inactiva", "cesado", "cesada", "inactief", "voluntarily terminated", "terminated for cause", "voluntary termination", "involuntary termination", "ausgeschieden", "inaktiv", "parti", "uit dienst", "disabled", "dismissed",
		"contract expired", "employment ended", "deceased", "laid off", "quit", "exited", "exit", "ended", "contract ended", "no longer employed", "not employed", "offer rescinded", "offer declined", "verstorben", "beendet", "ehemalig", "fin de contrat", "despedido", "despedida":
		return true
	}
	return false
}

// onLeave are words with which "inactive" or "left" does not mean gone for good.
var onLeave = foldedSet("leave|loa|absence|temporarily|temporary|notice|not|parental|rehired|active|maternity|paternity|medical|sick|disability|std|ltd|military|sabbatical|paid|unpaid|furlough|until|elternzeit|" +
	"mutterschutz|krank|krankheit|ruhend|conge|bis|transfer|role|team")

// present are beginnings of words for people who are employed, on leave or not.
var present = strings.Fields("active aktiv actif activ actief employed employee full part permanent regular current present on leave parental maternity paternity sabbatical medical sick vacation probation contract contractor contingent " +
	"intern temp fixed working hired onboard yes y true 1 a ja j oui si s vollzeit teilzeit temps angestellt beschaftigt festangestellt befristet unbefristet elternzeit mutterschutz krank en probe probezeit cdi cdd salarie " +
	"paid unpaid l u p ruhend urlaub under ativo attivo aktywny fte remote exempt nonexempt vendor extern externe externer conge short long disability mutterschaft altersteilzeit inactive inaktiv left hourly salaried consultant freelance trainee apprentice azubi werkstudent confirmed rehired transferred filled alta " +
	"indefinido empleado empleada contratado contratada in dienst vast tijdelijk loa fmla furlough garden notice expat assigned seconded new")

// untilWord are words that put an end to being active.
var untilWord = foldedSet("until|till|til|bis|jusqu|hasta|tot")

// employed are words that say no more than that somebody works there.
var employed = foldedSet("active|aktiv|actif|activo|activa|actief|employed|contractor|current")

// stays reports whether an employment status is one of people who are employed.
func stays(status string) bool {
	f := name.Fold(status)
	w := strings.Fields(f)
	if len(w) > 1 && slices.ContainsFunc(w[1:], func(x string) bool { return untilWord[x] }) && employed[w[0]] {
		return false // "Active until 2026-02-28"
	}
	for _, p := range present {
		if f == p || len(p) > 3 && strings.HasPrefix(f, p) || strings.HasPrefix(f, p+" ") {
			return true
		}
	}
	return f == ""
}

// vacantSeat reports whether the name of a roster row is that of a seat to be filled: "Backfill
// Max Roe", "New Hire Q3", "REQ-1234".
func vacantSeat(text string) bool {
	f := name.Fold(text)
	switch f {
	case "open", "new hire", "future hire", "nn", "n n", "backfill", "to be hired", "to hire", "hiring", "neu", "neueinstellung":
		return true
	}
	if strings.HasPrefix(f, "backfill ") {
		return true
	}
	for _, p := range [...]string{"headcount ", "hc ", "to be hired ", "new hire ", "future hire ", "req ", "open req ", "open position "} {
		if rest, ok := strings.CutPrefix(f, p); ok && strings.ContainsAny(rest, "0123456789") {
			return true
		}
	}
	return false
}
