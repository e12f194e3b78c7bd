package site

import (
	"slices"
	"testing"

	"golang.org/x/text/language"

	"ownermap/analyze"
)

func TestNamesStandAsTheReadersLanguageSortsThem(t *testing.T) {
	names := []string{"Wei Ling Tan", "Zoë", "Éloïse Moreau", "eva", "Cobalt 10", "Cobalt 9", "Cèdre Atlas", "Emil"}
	inOrder(language.BritishEnglish, names, func(s string) string { return s })
	want := []string{"Cèdre Atlas", "Cobalt 9", "Cobalt 10", "Éloïse Moreau", "Emil", "eva", "Wei Ling Tan", "Zoë"}
	if !slices.Equal(names, want) {
		t.Errorf("\n got %q\nwant %q", names, want)
	}
}

func TestARowWithoutANameStandsLast(t *testing.T) {
	b := bookWith(nil)
	tab := &table{Sorted: 1, Columns: []column{{Kind: words}}, Rows: [][]cell{{{V: ""}}, {{V: "Ö"}}, {{V: "P"}}, {{V: "a"}}}}
	b.order(tab)
	var got []string
	for _, row := range tab.Rows {
		got = append(got, plain(row[0].V))
	}
	if want := []string{"a", "Ö", "P", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAMoveHasAShortHead(t *testing.T) {
	b := newBook(analyze.Run(ordinary(), analyze.Options{}), nil, "")
	for action, want := range map[string][2]string{
		"Name one owner for activation in the roster, first in Reseller (11 of the 31 partners where nobody is named).": {
			"Name one owner for activation in the roster", "First in Reseller (11 of the 31 partners where nobody is named)."},
		"Move activation from Ana to Ben, who already does more of it.": {"Move activation from Ana to Ben", "Ben already does more of it."},
		"Give the role a number, or call it what it is.":                {"Give the role a number, or call it what it is", ""},
		"Hand these items of recruitment to an active owner.":           {"Hand these items of recruitment to an active owner", ""},
		"Hand these items of co-sell to an active owner, all of them in Americas (16 deals).": {
			"Hand these items of co-sell to an active owner", "All of them in Americas (16 deals)."},
	} {
		if head, rest := b.shortMove(action); head != want[0] || rest != want[1] {
			t.Errorf("%q\n got %q, %q\nwant %q", action, head, rest, want)
		}
	}
}
