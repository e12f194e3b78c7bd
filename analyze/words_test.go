package analyze

import (
	"testing"

	"ownermap/ingest"
)

func TestTheFirstLetterOfANameIsALetterInAnyLanguage(t *testing.T) {
	for name, want := range map[string][2]string{"Übergabe": {"übergabe", "Übergabe"}, "écoute": {"écoute", "Écoute"}, "Co-sell": {"co-sell", "Co-sell"}, "": {"", ""}} {
		low := inText(&stageFacts{Stage: ingest.Stage{Name: name}})
		if low != want[0] || capital(low) != want[1] {
			t.Errorf("%q is %q in a sentence and %q at its start", name, low, capital(low))
		}
	}
}
