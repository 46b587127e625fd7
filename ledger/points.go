package ledger

import (
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
		if value, ok := f.Measured(); ok {
			out = append(out, Point{KeyOf(v, f), v.At, value})
		}
	}
	return out
}
