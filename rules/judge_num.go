package rules

import (
	"math"
	"math/big"
)

// small is a bound under which products of two numbers stay within an int64.
const small = 1_000_000_000

// cmpPart compares value with percent of whole, exactly: 79.996 of 100 is less
// than 80 %.
func cmpPart(value, whole, percent Num) int {
	if value.e|whole.e|percent.e == 0 && value.m < small && whole.m < small && percent.m < small {
		a, b := value.m*100, whole.m*percent.m
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	}
	return hundred(value.Rat()).Cmp(new(big.Rat).Mul(whole.Rat(), percent.Rat()))
}

// hundred is r times a hundred.
func hundred(r *big.Rat) *big.Rat { return new(big.Rat).Mul(r, big.NewRat(100, 1)) }

// partOf is percent of n.
func partOf(n, percent *big.Rat) *big.Rat {
	r := new(big.Rat).Mul(n, percent)
	return r.Quo(r, big.NewRat(100, 1))
}

// percentOf is value in percent of whole; nil when there is no whole.
func percentOf(value, whole Num) *big.Rat {
	if whole.Sign() == 0 {
		return nil
	}
	r := hundred(value.Rat())
	return r.Quo(r, whole.Rat())
}

// floorPart is percent of n, rounded down to a whole one.
func floorPart(n, percent Num) Num {
	if n.e|percent.e == 0 && n.m >= 0 && n.m < small && percent.m >= 0 && percent.m < small {
		return Int(n.m * percent.m / 100)
	}
	return floorNum(partOf(n.Rat(), percent.Rat()))
}

// floorNum is the largest whole number that isn't over r.
func floorNum(r *big.Rat) Num {
	return wholeNum(new(big.Int).Div(r.Num(), r.Denom())) // Euclidean: down, as the denominator is positive
}

// ceilNum is the smallest whole number that isn't under r.
func ceilNum(r *big.Rat) Num {
	up := new(big.Int).Add(r.Num(), new(big.Int).Sub(r.Denom(), big.NewInt(1)))
	return wholeNum(up.Div(up, r.Denom()))
}

// wholeNum is a whole number. What is too large for one stays the largest: it is
// only shown, never compared.
func wholeNum(n *big.Int) Num {
	switch {
	case n.IsInt64():
		return Int(n.Int64())
	case n.Sign() < 0:
		return Int(math.MinInt64)
	}
	return Int(math.MaxInt64)
}

// numOf is r as a decimal, cut after as many digits as there is room for.
func numOf(r *big.Rat) Num {
	scaled, digits := new(big.Int).Quo(r.Num(), r.Denom()), 0
	for e, ten := 1, big.NewInt(10); e <= maxDigits; e++ {
		next := new(big.Int).Quo(new(big.Int).Mul(r.Num(), ten), r.Denom())
		if !next.IsInt64() {
			break
		}
		scaled, digits = next, e
		ten = new(big.Int).Mul(ten, big.NewInt(10))
	}
	if digits == 0 {
		return wholeNum(scaled)
	}
	return Decimal(scaled.Int64(), digits)
}

// total adds numbers up exactly.
type total struct {
	whole int64
	rest  *big.Rat // what isn't whole, or too much for whole; mostly nil
}

// add adds one number.
func (t *total) add(n Num) {
	if n.e == 0 && n.m < math.MaxInt64/2 && n.m > math.MinInt64/2 && t.whole < math.MaxInt64/2 && t.whole > math.MinInt64/2 {
		t.whole += n.m
		return
	}
	t.addRat(n.Rat())
}

// addRat adds a fraction.
func (t *total) addRat(r *big.Rat) {
	if t.rest == nil {
		t.rest = new(big.Rat)
	}
	t.rest.Add(t.rest, r)
}

// rat is the sum.
func (t *total) rat() *big.Rat {
	r := new(big.Rat).SetInt64(t.whole)
	if t.rest != nil {
		r.Add(r, t.rest)
	}
	return r
}

// is reports whether the sum is exactly n.
func (t *total) is(n Num) bool { return t.rat().Cmp(n.Rat()) == 0 }

// num is the sum as a decimal.
func (t *total) num() Num {
	if t.rest == nil {
		return Int(t.whole)
	}
	return numOf(t.rat())
}
