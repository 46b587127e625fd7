package rules

import "testing"

// TestReached: percentages are cut, never rounded up, and nothing is said where there is
// nothing to divide by.
func TestReached(t *testing.T) {
	of := &Rule{Reach: &Reach{Of: &Column{}}}
	number := &Rule{Reach: &Reach{}}
	for name, c := range map[string]struct {
		f                           Finding
		reached, expected, measured string // "" for not known
		score                       string
	}{
		"a part":             {Finding{Rule: of, Counted: true, Value: Int(79_999), Whole: Int(100_000), Aimed: true, Target: Int(80)}, "79,99", "80", "79,99", "79.999/100.000 (79,99%)"},
		"of nothing":         {Finding{Rule: of, Counted: true, Aimed: true, Target: Int(80)}, "", "80", "", "0"},
		"a percentage alone": {Finding{Rule: of, ByShare: true, Share: Decimal(84_559, 3)}, "84,55", "", "84,55", "84,55%"},
		"a number":           {Finding{Rule: number, Counted: true, Value: Int(162), Aimed: true, Target: Int(250)}, "64,8", "", "162", "162/250 (64,8%)"},
		"with its milepost":  {Finding{Rule: number, Counted: true, Value: Int(162), Aimed: true, Target: Int(250), Mark: Int(188)}, "64,8", "75,2", "162", "162/250 (64,8%)"},
		"without its target": {Finding{Rule: number, Counted: true, Value: Int(162)}, "", "", "162", "162"},
		"nothing counted":    {Finding{Rule: number, Aimed: true, Target: Int(250)}, "", "", "", ""},
		"more than a number is": {Finding{Rule: number, Counted: true, Value: Int(1 << 62), Aimed: true, Target: Decimal(1, 2)}, "", "",
			Int(1 << 62).String(), Int(1 << 62).String()},
	} {
		said := func(n Num, known bool) string {
			if !known {
				return ""
			}
			return n.String()
		}
		if c.f.Score() != c.score {
			t.Errorf("%s: %q, want %q", name, c.f.Score(), c.score)
		}
		if r, e, m := said(c.f.Reached()), said(c.f.Expected()), said(c.f.Measured()); r != c.reached || e != c.expected || m != c.measured {
			t.Errorf("%s: reached %q, expected %q, measured %q; want %q, %q, %q", name, r, e, m, c.reached, c.expected, c.measured)
		}
	}
}
