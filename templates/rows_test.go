package templates

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestAPlainCellIsWrittenAsItsTemplateWrites compares the two on cells of every kind,
// with texts that want escaping in one place or another.
func TestAPlainCellIsWrittenAsItsTemplateWrites(t *testing.T) {
	r, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	set, err := r.set("../")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 1))
	texts := []string{"", "Nordlicht", "A & B", `"quoted" 'single'`, "<script>alert(1)</script>", "1 + 1", "nul \x00 byte", "=cmd|'/c calc'!A1", "שלום", "a\nb", "–", "😀", "`tick`", "</bdi>"}
	hrefs := []string{"", "people/ana.html", "#deals", "evidence/a-b.html#rows"}
	text := func() string { return texts[rng.IntN(len(texts))] }
	columns := []Column{{}, {Kind: Number}, {Wide: true}, {Wrap: true}, {Kind: Number, Wrap: true}}
	for range 3000 {
		table := Table{Columns: columns}
		row := Row{Quiet: rng.IntN(3) == 0}
		if rng.IntN(4) == 0 {
			row.ID = "r-1"
		}
		for range len(columns) {
			row.Cells = append(row.Cells, Cell{Text: text(), Href: hrefs[rng.IntN(len(hrefs))], Value: text(), None: text(), Strong: rng.IntN(4) == 0, Muted: rng.IntN(4) == 0})
		}
		table.Rows = []Row{row}
		got, err := r.rows(set, "../")(table)
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		openRow(&want, &row)
		for i, c := range row.Cells {
			if !plainCell(&c) {
				t.Fatalf("%+v is plain", c)
			}
			if err := set.ExecuteTemplate(&want, "cell", table.At(i, c, table.Rooms())); err != nil {
				t.Fatal(err)
			}
		}
		want.WriteString("</tr>\n")
		if string(got) != want.String() {
			t.Fatalf("wrote %s\nwant  %s", got, want.String())
		}
	}
}

func TestACellWithAMarkOrALinkElsewhereIsNotPlain(t *testing.T) {
	for _, c := range []Cell{{Bar: &Bar{}}, {Dot: &Dot{}}, {Severity: Good}, {More: []Link{{}}}, {Sub: Text("x")}, {Href: "https://x.example"}, {Href: "javascript:alert(1)"}, {Href: `a"b`}, {Href: "a b"}} {
		if plainCell(&c) {
			t.Errorf("%+v is plain", c)
		}
	}
}

func BenchmarkRows(b *testing.B) {
	r, err := New("en")
	if err != nil {
		b.Fatal(err)
	}
	set, err := r.set("")
	if err != nil {
		b.Fatal(err)
	}
	t := Table{Columns: make([]Column, 12)}
	for range 100 {
		row := Row{}
		for range 12 {
			row.Cells = append(row.Cells, Cell{Text: strings.Repeat("x", 12), Value: "12"})
		}
		t.Rows = append(t.Rows, row)
	}
	rows := r.rows(set, "")
	for b.Loop() {
		if _, err := rows(t); err != nil {
			b.Fatal(err)
		}
	}
}
