package rules

import "math/big"

// columnSum adds exactly; whole numbers without a fraction's cost.
type columnSum struct {
	whole int64
	rest  *big.Rat
}

func (s *columnSum) add(n Num) {
	if w, ok := n.Whole(); ok {
		s.whole += w
		return
	}
	if s.rest == nil {
		s.rest = new(big.Rat)
	}
	s.rest.Add(s.rest, n.Rat())
}

func (s *columnSum) rat() *big.Rat {
	r := new(big.Rat).SetInt64(s.whole)
	if s.rest != nil {
		r.Add(r, s.rest)
	}
	return r
}

func (s *columnSum) is(n Num) bool { return s.rat().Cmp(n.Rat()) == 0 }

// String is the sum as people write it.
func (s *columnSum) String() string { return ratText(s.rat(), 10) }
