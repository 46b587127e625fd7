package rules

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Num is an exact decimal number: m / 10^e. The zero value is 0. Thresholds are
// compared exactly; nothing is rounded across one.
type Num struct {
	m int64
	e uint8
}

// maxDigits keeps m and its products in hand: what has more digits isn't a
// count or a share that anybody reports.
const maxDigits = 15

// Int is a whole number.
func Int(n int64) Num { return Num{m: n} }

// Decimal is m / 10^e in lowest terms.
func Decimal(m int64, e int) Num {
	for e > 0 && m%10 == 0 {
		m, e = m/10, e-1
	}
	return Num{m: m, e: uint8(e)}
}

// FromFloat is the number that a spreadsheet shows for f: fifteen significant
// digits, as Excel and Google Sheets compute, so that =0.1+0.7 is 0.8. False for
// what has no such decimal (not a number, over 10^15, under 10^-15).
func FromFloat(f float64) (Num, bool) {
	if f == 0 {
		return Num{}, true
	}
	if math.IsNaN(f) || math.Abs(f) >= 1e15 || math.Abs(f) < 1e-15 {
		return Num{}, false
	}
	return ParseDecimal(strconv.FormatFloat(f, 'e', maxDigits-1, 64))
}

// ParseDecimal reads plain decimal text of a program, "-12.5" or "1.25e-01";
// what people type is read by column types. False when it isn't a number or has
// more than fifteen significant digits.
func ParseDecimal(s string) (Num, bool) {
	mantissa, exp, _ := strings.Cut(s, "e")
	shift := 0
	if exp != "" {
		var err error
		if shift, err = strconv.Atoi(exp); err != nil {
			return Num{}, false
		}
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	frac = strings.TrimRight(frac, "0")
	m, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil || m >= 1e15 || m <= -1e15 {
		return Num{}, false
	}
	e := len(frac) - shift
	for ; e < 0; e++ {
		if m *= 10; m >= 1e15 || m <= -1e15 {
			return Num{}, false
		}
	}
	if e > 30 {
		return Num{}, false
	}
	return Decimal(m, e), true
}

// Whole is the number as an integer, and whether it is one.
func (n Num) Whole() (int64, bool) { return n.m, n.e == 0 }

// Sign is -1, 0 or 1.
func (n Num) Sign() int {
	switch {
	case n.m < 0:
		return -1
	case n.m > 0:
		return 1
	}
	return 0
}

// Rat is the number as a fraction.
func (n Num) Rat() *big.Rat {
	if n.e == 0 {
		return new(big.Rat).SetInt64(n.m)
	}
	den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n.e)), nil)
	return new(big.Rat).SetFrac(big.NewInt(n.m), den)
}

// Cmp compares exactly.
func (n Num) Cmp(o Num) int {
	if n.e == o.e {
		switch {
		case n.m < o.m:
			return -1
		case n.m > o.m:
			return 1
		}
		return 0
	}
	return n.Rat().Cmp(o.Rat())
}

// Plain is the number exactly, as programs read it and [ParseDecimal] too: "-12.5".
func (n Num) Plain() string { return n.Rat().FloatString(int(n.e)) }

// String is the number as people here write it: 1.250 and 84,5.
func (n Num) String() string { return ratText(n.Rat(), int(n.e)) }

// ratText writes r with at most digits decimals, cut towards zero and never
// rounded up: 79.996 with two is 79,99. Trailing zeros go.
func ratText(r *big.Rat, digits int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	scaled := new(big.Int).Quo(new(big.Int).Mul(r.Num(), scale), r.Denom())
	sign := ""
	if scaled.Sign() < 0 {
		sign = "-"
		scaled.Neg(scaled)
	}
	text := scaled.String()
	for len(text) <= digits {
		text = "0" + text
	}
	whole, frac := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if frac != "" {
		frac = "," + frac
	}
	return sign + whole + frac
}
