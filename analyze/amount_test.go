package analyze

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/govalues/decimal"
)

func TestASumIsExactInAnyOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var fwd, back sum
		exact := new(big.Rat)
		terms := make([]decimal.Decimal, rng.IntN(30))
		for i := range terms {
			terms[i] = decimal.MustNew(rng.Int64N(2e15)-1e15, rng.IntN(12))
			r, _ := new(big.Rat).SetString(terms[i].String())
			exact.Add(exact, r)
			fwd.add(terms[i])
		}
		for i := range terms {
			back.add(terms[len(terms)-1-i])
		}
		if fwd != back {
			t.Fatal("order changes the sum")
		}
		d, ok := fwd.decimal()
		got, _ := new(big.Rat).SetString(d.String())
		diff, _ := new(big.Rat).Sub(got, exact).Float64()
		if !ok || (d.Prec() < 19 && diff != 0) || diff > 1e-3 || diff < -1e-3 {
			t.Fatalf("sum %v, exact %v", d, exact.FloatString(12))
		}
	}
}

func TestASumTooLargeToWriteSaysSo(t *testing.T) {
	var s sum
	for range 30 {
		s.add(decimal.MustParse("9999999999999999999"))
	}
	if _, ok := s.decimal(); ok {
		t.Error("30 times 10^19 cannot be written with 19 digits")
	}
}
