package analyze

import (
	"math/big"
	"math/bits"

	"github.com/govalues/decimal"
)

// sum adds decimals exactly: a 128-bit two's complement integer at 19 decimal
// places, so that the result does not depend on the order of the terms. The
// zero value is 0. A decimal holds 19 digits; a sum that needs more is rounded
// half to even by value, and one beyond 10^19 is not representable (ok false).
type sum struct {
	hi    int64
	lo    uint64
	scale int8 // most decimal places of any term
	over  bool
}

var pow10 = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// add adds one term.
func (s *sum) add(d decimal.Decimal) {
	hi, lo := bits.Mul64(d.Coef(), pow10[decimal.MaxScale-d.Scale()])
	if d.IsNeg() {
		var carry uint64
		lo, carry = bits.Add64(^lo, 1, 0)
		hi = ^hi + carry
	}
	s.addRaw(int64(hi), lo)
	s.scale = max(s.scale, int8(d.Scale()))
}

// merge adds another sum.
func (s *sum) merge(o sum) {
	s.addRaw(o.hi, o.lo)
	s.scale = max(s.scale, o.scale)
	s.over = s.over || o.over
}

func (s *sum) addRaw(hi int64, lo uint64) {
	var carry uint64
	before := s.hi
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.hi = s.hi + hi + int64(carry)
	if (before >= 0) == (hi >= 0) && (s.hi >= 0) != (hi >= 0) {
		s.over = true
	}
}

// sign is -1, 0 or 1.
func (s sum) sign() int {
	switch {
	case s.hi < 0:
		return -1
	case s.hi == 0 && s.lo == 0:
		return 0
	}
	return 1
}

// decimal is the sum at the scale of its most precise term. ok is false where
// it is too large for 19 digits before the point; the value is then 0.
func (s sum) decimal() (d decimal.Decimal, ok bool) {
	if s.over {
		return decimal.Decimal{}, false
	}
	v := new(big.Int).Lsh(big.NewInt(s.hi), 64)
	v.Or(v, new(big.Int).SetUint64(s.lo))
	v.Quo(v, new(big.Int).SetUint64(pow10[decimal.MaxScale-int(s.scale)]))
	neg := v.Sign() < 0
	text := v.Abs(v).String()
	if n := int(s.scale) + 1 - len(text); n > 0 {
		text = "0000000000000000000000"[:n] + text
	}
	if s.scale > 0 {
		text = text[:len(text)-int(s.scale)] + "." + text[len(text)-int(s.scale):]
	}
	if neg {
		text = "-" + text
	}
	d, err := decimal.Parse(text)
	return d, err == nil
}

// value is decimal, 0 where it is not representable.
func (s sum) value() decimal.Decimal { d, _ := s.decimal(); return d }

// float is the sum as a float64, for statistics only; also where 19 digits do
// not hold it.
func (s sum) float() float64 {
	if d, ok := s.decimal(); ok {
		f, _ := d.Float64()
		return f
	}
	return (float64(s.hi)*(1<<64) + float64(s.lo)) / 1e19
}

// ratio is a/b, nil unless b is above zero.
func ratio(a, b sum) *float64 {
	if b.sign() <= 0 || a.over || b.over {
		return nil
	}
	v := a.float() / b.float()
	return &v
}
