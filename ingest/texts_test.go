package ingest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownermap/ingest/table"
)

// sharedCell is a cell with text number n of a workbook.
func sharedCell(n int, text string) *table.Cell {
	return &table.Cell{Kind: table.Text, Text: text, Lasting: true, Num: float64(n)}
}

func TestASharedTextIsItselfInEveryCellHoweverManyThereAre(t *testing.T) {
	var x texts
	x.init()
	for round := range 2 {
		for _, n := range []int{0, 1, cellPage - 1, cellPage, 7 * cellPage, cellPages * cellPage, 3 * cellPages * cellPage} {
			want := fmt.Sprint("text ", n)
			if got := x.cell(sharedCell(n, " "+want+"\u00a0")); got != want {
				t.Fatalf("round %d: text %d reads %q", round, n, got)
			}
		}
		if got := x.cell(&table.Cell{Kind: table.Text, Text: " of this row ", Num: 1}); got != "of this row" {
			t.Errorf("a text of one row reads %q", got)
		}
		if got := x.cell(sharedCell(2, "  ")); got != "" {
			t.Errorf("a blank reads %q", got)
		}
	}
	var m byCell[int32]
	for n := range cellPages + 2 {
		m.put(sharedCell(n*cellPage, "x"), 1)
	}
	if m.get(sharedCell(0, "x")) != 1 || m.get(sharedCell((cellPages+1)*cellPage, "x")) != 0 {
		t.Error("more pages are remembered than may be, or fewer")
	}
}

func TestAMemoAnswersAsAMapDoes(t *testing.T) {
	var m memo[int]
	want := map[string]int{}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 20_000 {
		text := strings.Repeat("x", r.IntN(3)*8) + fmt.Sprint(r.IntN(900))
		if i%100 == 0 {
			text = ""
		}
		got, ok := m.get(strings.Clone(text))
		if v, seen := want[text]; seen != ok || v != got {
			t.Fatalf("%q is %d (%t), the map has %d (%t)", text, got, ok, v, seen)
		}
		if !ok {
			m.put(text, i)
			want[text] = i
		}
	}
	for text, v := range m.sorted() {
		if want[text] != v {
			t.Errorf("%q is listed with %d", text, v)
		}
	}
}

func TestAPartnerIsTheSameByASharedNameAndByAnotherOne(t *testing.T) {
	p := newPartnerRefs()
	use := func(name, id string, cell *table.Cell) int32 { return p.use(partnerKey{name, id}, cell, Pos{}) }
	acme, north := sharedCell(4, "Acme"), sharedCell(5, "Nordlicht")
	var got []int32
	for range 2 {
		got = append(got, use("Acme", "", acme), use("Nordlicht", "", north), use("Acme", "", nil), use("Acme", "P-1", acme), use("", "P-1", nil), use("Direct", "", sharedCell(6, "Direct")))
	}
	if want := []int32{0, 1, 0, 2, 3, None, 0, 1, 0, 2, 3, None}; !cmp.Equal(got, want) {
		t.Errorf("partners %v, want %v", got, want)
	}
	var n []int
	p.settle()
	for _, ref := range p.list {
		n = append(n, ref.n)
	}
	if want := []int{4, 2, 2, 2}; !cmp.Equal(n, want) {
		t.Errorf("named %v times, want %v", n, want)
	}
}

func TestSameDealsAreFoundAsByAMapOfIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		c := &combiner{}
		var want []sameDeal
		by := map[string]dealAt{}
		for k := range r.IntN(6) {
			p := &part{}
			if r.IntN(4) > 0 {
				p.deals = &dealRows{}
				for i := range r.IntN(40) {
					id := ""
					if n := r.IntN(60); n > 3 {
						id = fmt.Sprint("D-", n)
					}
					p.deals.deals = append(p.deals.deals, Deal{ID: id})
					here := dealAt{int32(k), int32(i)}
					before, seen := by[id]
					switch {
					case id == "":
					case !seen:
						by[id] = here
					case before.part != here.part:
						want = append(want, sameDeal{here, before})
						by[id] = here
					default:
						want = append(want, sameDeal{before, here})
					}
				}
			}
			c.parts = append(c.parts, p)
		}
		if got := c.sameDeals(); !cmp.Equal(got, want, cmp.AllowUnexported(sameDeal{}, dealAt{})) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}
