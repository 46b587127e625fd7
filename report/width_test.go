package report_test

import (
	"testing"

	"rasoat/report"
)

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"":                         0,
		"Đoàn xã":                  7,
		"\u0110oa\u0300n xa\u0303": 7, // combining marks
		"東京":                       4,
		"ＡＢ":                       4, // full width
		"👩‍🏫":                      2, // one picture of two
		"a\u200bb":                 2, // zero width
	} {
		if got := report.Columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}
