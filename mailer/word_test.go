package mailer

import "testing"

// TestAtWord: a subject isn't cut through a word.
func TestAtWord(t *testing.T) {
	for text, want := range map[string]string{
		"Chỉ thị 05-C…":    "Chỉ thị…",
		"làm việc với, n…": "làm việc với…",
		"làm việc":         "làm việc", // nothing was cut
		"XXXXXXXXXXXX…":    "XXXXXXXXXXXX…",
		"…":                "…",
	} {
		if got := atWord(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
