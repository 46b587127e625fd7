package ledger

import (
	"testing"
	"time"

	"rasoat/rules"
)

// TestPoints: what was counted above units is noted, exactly; shares are cut, never
// rounded up.
func TestPoints(t *testing.T) {
	sum, share := &rules.Reach{Sum: true}, &rules.Reach{Sum: true, Of: &rules.Column{}}
	n := rules.Int
	at := time.Date(2022, 10, 20, 8, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		f    rules.Finding
		want string // "" for no point
	}{
		"a sum":                 {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: sum}, Counted: true, Value: n(1162)}, "1.162"},
		"nothing counted":       {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: sum}}, ""},
		"a share":               {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: share}, Counted: true, Value: n(3999), Whole: n(5000)}, "79,98"},
		"just below":            {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: share}, Counted: true, Value: n(79999), Whole: n(100000)}, "79,99"},
		"nothing to divide by":  {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: share}, Counted: true}, ""},
		"by a percentage alone": {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: share}, ByShare: true, Share: rules.Decimal(845, 1)}, "84,5"},
		"remembered":            {rules.Finding{Level: rules.ForAll, Rule: &rules.Rule{Reach: sum}, Counted: true, Value: n(5), Recalled: true}, ""},
		"a unit's":              {rules.Finding{Level: rules.ForUnit, Rule: &rules.Rule{Reach: sum}, Counted: true, Value: n(5)}, ""},
		"what is done":          {rules.Finding{Level: rules.ForGroup, Rule: &rules.Rule{Done: &rules.Done{}}}, ""},
	} {
		v := &rules.Verdict{Plan: &rules.Plan{}, Data: &rules.Data{Units: []rules.Unit{{Name: "Một"}}}, At: at, Findings: []rules.Finding{c.f}}
		got := ""
		for _, p := range points(v) {
			got += p.Value.String()
			if p.At != at {
				t.Errorf("%s: at %s", name, p.At)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
