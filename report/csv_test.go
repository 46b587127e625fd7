package report_test

import (
	"strings"
	"testing"

	"rasoat/report"
)

// TestCSVIsInert: whatever people typed, nothing in the CSV runs.
func TestCSVIsInert(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":         "'=1+1",
		" =1+1":        "' =1+1",
		"\t=1":         "'\t=1",
		"+84":          "'+84",
		"-5":           "'-5",
		"@x":           "'@x",
		"＝1":           "'＝1",
		"\u00a0=1":     "'\u00a0=1",
		"a=1":          "a=1",
		"– Chờ":        "– Chờ",
		"\x1b[31mđỏ":   " [31mđỏ",
		"hai\ndòng":    "hai\ndòng",
		"":             "",
		`"nháy", phẩy`: `"nháy", phẩy`,
	} {
		o := &report.Object{Overall: []report.Overall{{Unit: text, Status: "met"}}}
		sheet, err := o.CSV()
		if err != nil {
			t.Fatal(err)
		}
		inert(t, sheet)
		quoted := want
		if strings.ContainsAny(want, "\",\n") || strings.HasPrefix(want, " ") {
			quoted = `"` + strings.ReplaceAll(want, `"`, `""`) + `"`
		}
		if !strings.Contains(string(sheet), "\noverall,met,"+quoted+",") {
			t.Errorf("%q became %q", text, sheet)
		}
	}
}
