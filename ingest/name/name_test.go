package name

import (
	"slices"
	"strings"
	"testing"
)

func TestFoldTakesOutCaseAccentsAndSpacing(t *testing.T) {
	for text, want := range map[string]string{"  José  GARCÍA ": "jose garcia", "Müller": "muller", "O'Brien": "obrien", "O’Brien": "obrien", "Jean-Luc": "jean luc", "Łukasz Søren Ødegård": "lukasz soren odegard",
		"Straße": "strasse", "ﬁne": "fine", "ＡＢＣ": "abc", "": "", "—": "", "Ivanov\u00a0Ivan": "ivanov ivan"} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
	if got := FoldExpanded("Jörg Müller"); got != "joerg mueller" {
		t.Errorf("expanded %q", got)
	}
}

func TestPersonNamesTurnAround(t *testing.T) {
	for text, want := range map[string]string{"Jane Doe": "Jane Doe", "Doe, Jane": "Jane Doe", "DOE,  Jane M.": "Jane M. DOE", "Jane (Janey) Doe": "Jane Doe", "Doe, Jane (Janey)": "Jane Doe",
		"Jane Doe (external)": "Jane Doe", "Jane \"JD\" Doe": "Jane Doe", "Jane Doe <jane@x.com>": "Jane Doe", "jane@x.com": "jane@x.com", "John Smith, Jr.": "John Smith Jr.", "Smith, John, Jr.": "John Smith Jr.", "(external)": "(external)"} {
		if got := Person(text).Display; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestFormsOfAName(t *testing.T) {
	forms, strict := Person("Müller, Elizabeth A. (Liz)").Forms()
	for _, want := range []string{"elizabeth a muller", "elizabeth a mueller", "liz muller", "elizabeth muller"} {
		if !slices.Contains(forms, want) {
			t.Errorf("%q is not among %q", want, forms)
		}
	}
	if strict != 2 {
		t.Errorf("%d strict forms of %q", strict, forms)
	}
}

func TestTitlesBeforeANameAreNoPartOfItsForms(t *testing.T) {
	for text, want := range map[string]string{"Dr. Anna Weiß": "anna weiss", "Weiß, Dr. Anna": "anna weiss", "Prof. Dr. Anna Weiß": "anna weiss", "Herr Dipl.-Ing. Jörg Müller": "jorg muller", "Ms. Grace Tupou": "grace tupou"} {
		if forms, strict := Person(text).Forms(); !slices.Contains(forms[strict:], want) {
			t.Errorf("%q is not among the forms %q of %q", want, forms, text)
		}
	}
	if forms, _ := Person("Dr. Dre").Forms(); slices.Contains(forms, "dre") {
		t.Errorf("a title and one word lost the title: %q", forms)
	}
}

func TestOwnerCellsAreTakenApart(t *testing.T) {
	for text, want := range map[string]string{"Jane Doe": "Jane Doe", "Jane Doe; John Roe": "Jane Doe|John Roe", "Jane Doe/John Roe": "Jane Doe|John Roe", "Jane Doe & John Roe": "Jane Doe|John Roe",
		"Jane Doe\nJohn Roe": "Jane Doe|John Roe", "Jane Doe and John Roe": "Jane Doe|John Roe", "Jane Doe AND John Roe and Max Roe": "Jane Doe|John Roe|Max Roe",
		"Smith, John; Doe, Jane": "Smith, John|Doe, Jane", "Jane Doe (EMEA/APAC)": "Jane Doe (EMEA/APAC)", "Anderson Sandy": "Anderson Sandy", " ; ": "", "Ferdinand Brandt": "Ferdinand Brandt"} {
		if got := strings.Join(Split(text), "|"); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestPlaceholdersAreNobody(t *testing.T) {
	for _, text := range []string{"n/a", "N/A", "-", "none", "TBD", "Unassigned", "Unassigned (EMEA)", "House Account", "house account - EMEA", "EMEA Channel Queue", "#N/A", "tbc", " ", "Vacant", "?"} {
		if !Nobody(text) {
			t.Errorf("%q is somebody", text)
		}
	}
	for _, text := range []string{"Jane Doe", "Nan Doe", "Tba Smith", "Noone Jones", "X Æ", "Queueing Co Jones"} {
		if Nobody(text) {
			t.Errorf("%q is nobody", text)
		}
	}
}

func TestCompaniesJoinAcrossLegalForms(t *testing.T) {
	for want, texts := range map[string][]string{
		"acme":         {"ACME", "Acme GmbH", "Acme, Inc.", "acme  ltd", "Acme B.V.", "Acme SAS", "Acme LLC", "ACME GmbH & Co. KG", "The Acme Company", "Acmé S.A.", "Acme Sp. z o.o.", "Acme Pty Ltd", "Acme S.p.A.", "Acme A/S"},
		"acme systems": {"Acme Systems AG", "ACME  Systems", "acme-systems s.r.l."},
		"co":           {"Co"},
	} {
		for _, text := range texts {
			if got := Company(text); got != want {
				t.Errorf("%q is %q, want %q", text, got, want)
			}
		}
	}
	if Company("Acme Systems") == Company("Acme Software") {
		t.Error("two companies are one")
	}
}

func TestDistanceCountsLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"jane", "jane", 0}, {"jane", "jame", 1}, {"jane", "jaen", 1}, {"jane", "jne", 1}, {"jane", "janes", 1}, {"jane doe", "jnae deo", 2}, {"jane", "john", 3}, {"", "abcd", 3}, {"müller", "muller", 1}} {
		if got := Distance(c.a, c.b, 2); got != c.want {
			t.Errorf("%q and %q are %d apart, want %d", c.a, c.b, got, c.want)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Doe, Jane (Janey)", "a and b", "\"", "((", "jane@", "Acme & Co. KG", "\xff\xfe", "İ ß ﬁ", "，"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if x := Fold(s); Fold(x) != x {
			t.Errorf("folding %q twice changes it: %q, %q", s, x, Fold(x))
		}
		p := Person(s)
		p.Forms()
		Split(s)
		Company(s)
		Nobody(s)
	})
}
