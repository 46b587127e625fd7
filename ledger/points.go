package ledger

import (
	"math/big"
	"time"

	"rasoat/rules"
)

// Point is what was counted above a unit at a moment.
type Point struct {
	Key
	At time.Time
	// Value is in percent, cut to two decimals, where a part is compared with its whole.
	Value rules.Num
}

// points is what the verdict counted above units. What rests on remembered figures
// isn't among it: nobody counted that today.
func points(v *rules.Verdict) []Point {
	var out []Point
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Level == rules.ForUnit || f.Rule.Reach == nil || f.Recalled {
			continue
		}
		if value, ok := counted(f); ok {
			out = append(out, Point{KeyOf(v, f), v.At, value})
		}
	}
	return out
}

// counted is what a finding counted; false where that isn't known, or there is
// nothing to divide by.
func counted(f *rules.Finding) (rules.Num, bool) {
	switch {
	case f.ByShare:
		return f.Share, true
	case f.Rule.Reach.Of == nil || !f.Counted:
		return f.Value, f.Counted
	case f.Whole.Sign() == 0:
		return rules.Num{}, false
	}
	r := new(big.Rat).Quo(f.Value.Rat(), f.Whole.Rat())
	hundredths := new(big.Int).Mul(r.Num(), big.NewInt(100*100))
	hundredths.Quo(hundredths, r.Denom())
	return rules.Decimal(hundredths.Int64(), 2), true
}
