package summary

import (
	"testing"

	"rasoat/rules"
)

func TestClauseOf(t *testing.T) {
	for clause, want := range map[string]string{
		"III.4 đoạn 2": "III.4", "III.4 đoạn 1; IV.2 đoạn 1": "III.4", "II.1": "II.1", "Mục 2": "Mục 2", "Điều 5, khoản 1": "Điều 5",
		"IV": "IV", "IV, đoạn 2": "IV", "Phụ lục": "Phụ", "": "id",
	} {
		if got := clauseOf(&rules.Rule{ID: "id", Clause: clause}); got != want {
			t.Errorf("%q: %q, want %q", clause, got, want)
		}
	}
}

// TestCodes: rules of one clause are told apart by letters.
func TestCodes(t *testing.T) {
	var columns []column
	for i, clause := range []string{"II.1", "II.1", "II.2", "II.1 đoạn 2"} {
		r := &rules.Rule{Index: i, Clause: clause}
		columns = append(columns, column{rule: r, period: rules.NewPeriod(rules.Quarter, 1, 2022)}, column{rule: r, period: rules.NewPeriod(rules.Quarter, 2, 2022)})
	}
	codes := codesOf(columns)
	for i, want := range []string{"II.1a", "II.1b", "II.2", "II.1c"} {
		if codes[i] != want {
			t.Errorf("rule %d: %q, want %q", i, codes[i], want)
		}
	}
	if letters(26) != "aa" || letters(27) != "ab" || letters(51) != "az" {
		t.Errorf("%q %q %q", letters(26), letters(27), letters(51))
	}
}
