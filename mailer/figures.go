package mailer

import (
	"fmt"
	"math/big"

	"rasoat/rules"
)

// share is part of whole in percent, cut to two decimals and never rounded up;
// false where there is nothing to divide by.
func share(part, whole rules.Num) (rules.Num, bool) {
	if whole.Sign() <= 0 {
		return rules.Num{}, false
	}
	r := new(big.Rat).Quo(part.Rat(), whole.Rat())
	hundredths := new(big.Int).Mul(r.Num(), big.NewInt(100_00))
	hundredths.Quo(hundredths, r.Denom())
	if !hundredths.IsInt64() {
		return rules.Num{}, false
	}
	return rules.Decimal(hundredths.Int64(), 2), true
}

// reached is how far a target is reached: "162/250 (64,8%)".
func reached(f *rules.Finding) string {
	if f.ByShare {
		return fmt.Sprintf("%s%%", f.Share)
	}
	whole := f.Target
	if f.Rule.Reach.Of != nil {
		whole = f.Whole
	}
	text := fmt.Sprintf("%s/%s", f.Value, whole)
	if p, ok := share(f.Value, whole); ok {
		text += fmt.Sprintf(" (%s%%)", p)
	}
	return text
}
