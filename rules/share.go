package rules

import (
	"fmt"
	"math/big"
)

// OfWhole reports whether what the finding counts is a part of a whole: its target is
// then a percentage.
func (f *Finding) OfWhole() bool { return f.Rule.Reach != nil && f.Rule.Reach.Of != nil }

// Percent is how many percent a part is of a whole, for showing: cut to two decimals,
// never rounded up. False where there is nothing to divide by.
func Percent(part, whole Num) (Num, bool) {
	if whole.Sign() <= 0 {
		return Num{}, false
	}
	return cutTo(percentOf(part, whole), 2)
}

// cutTo is a fraction as a decimal without what stands behind so many decimals; false
// where that is more than a number holds.
func cutTo(r *big.Rat, decimals int64) (Num, bool) {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(decimals), nil)
	n := new(big.Int).Mul(r.Num(), ten)
	n.Quo(n, r.Denom())
	return Decimal(n.Int64(), int(decimals)), n.IsInt64()
}

// Reached is how far the finding's target is reached, in percent as [Percent] gives it:
// the part of its whole, or the value of the target. False where that isn't known.
func (f *Finding) Reached() (Num, bool) {
	switch {
	case f.ByShare:
		return cutTo(f.Share.Rat(), 2)
	case !f.Counted:
		return Num{}, false
	case f.OfWhole():
		return Percent(f.Value, f.Whole)
	case !f.Aimed:
		return Num{}, false
	}
	return Percent(f.Value, f.Target)
}

// Expected is how far it should be reached by now, in percent: the target itself where
// that is a share, else the milepost. False where nothing is expected yet.
func (f *Finding) Expected() (Num, bool) {
	switch {
	case !f.Aimed:
		return Num{}, false
	case f.OfWhole():
		return f.Target, true
	case f.Mark.Sign() <= 0:
		return Num{}, false
	}
	return Percent(f.Mark, f.Target)
}

// Measured is what the finding counted, to be followed over time: the value, or where
// it is a part of a whole, that in percent as [Percent] gives it. False where that
// isn't known.
func (f *Finding) Measured() (Num, bool) {
	if f.ByShare || f.OfWhole() {
		return f.Reached()
	}
	return f.Value, f.Counted
}

// Score is how far the target is reached, as people read it: "162/250 (64,8%)"; the
// percentage alone where the parts aren't whole numbers, since some units told only
// that; the value alone where there is nothing to compare it with; "" where nothing
// was counted.
func (f *Finding) Score() string {
	p, known := f.Reached()
	_, exact := f.Value.Whole()
	switch {
	case known && (f.ByShare || !exact):
		return fmt.Sprintf("%s%%", p)
	case !f.Counted:
		return ""
	case !known:
		return f.Value.String()
	case f.OfWhole():
		return fmt.Sprintf("%s/%s (%s%%)", f.Value, f.Whole, p)
	}
	return fmt.Sprintf("%s/%s (%s%%)", f.Value, f.Target, p)
}
