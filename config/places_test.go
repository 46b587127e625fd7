package config

import "testing"

// TestPlaces: where, and not a word of what is written there.
func TestPlaces(t *testing.T) {
	one := Problem{File: "rasoat.yaml", Line: 4, Col: 7, Text: "to: secret@", Message: `"secret@" isn't an e-mail address`}
	for _, tc := range []struct {
		problems Problems
		want     string
	}{
		{nil, ""},
		{Problems{{File: "plan.yaml", Message: "there is no such file"}}, "plan.yaml"},
		{Problems{one, one}, "rasoat.yaml:4:7, rasoat.yaml:4:7"},
		{Problems{one, one, one, one, one, one, one}, "rasoat.yaml:4:7, rasoat.yaml:4:7, rasoat.yaml:4:7, rasoat.yaml:4:7, rasoat.yaml:4:7 and 2 more"},
	} {
		if got := tc.problems.Places(); got != tc.want {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}
