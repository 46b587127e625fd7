package rules

import (
	"os"
	"strings"
	"testing"
)

// TestReadValue is the specification of cells: testdata/read/values.txt.
func TestReadValue(t *testing.T) {
	text, err := os.ReadFile("testdata/read/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	var c *Column
	for _, line := range strings.Split(string(text), "\n") {
		if head, ok := strings.CutPrefix(line, "== "); ok {
			c = col("c: " + head)
			continue
		}
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		in, want, _ := strings.Cut(line, "=> ")
		in = strings.TrimSpace(in)
		v, fault := ReadValue(c, caseCell(in))
		if got := outcome(v, fault, c); got != want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.Type, in, got, want)
		}
		if fault == nil || fault.Severity == SevWarning {
			back, f := ReadValue(c, Cell{Kind: Text, Text: printed(v, c)})
			if v.State == Bad || !sameValue(v, back) || (f == nil) != (fault == nil) {
				t.Errorf("%s %q: printed %q, read back as %s", c.Type, in, printed(v, c), outcome(back, f, c))
			}
		}
	}
}

// caseCell is the cell of a case.
func caseCell(s string) Cell {
	s = strings.NewReplacer("{nbsp}", "\u00a0", "{zwsp}", "\u200b", "{nl}", "\n").Replace(s)
	if text, ok := strings.CutPrefix(s, "\\"); ok {
		return Cell{Kind: Text, Text: text}
	}
	return gridCell(s)
}

// outcome is what was read, as the cases have it.
func outcome(v Value, fault *Fault, c *Column) string {
	if fault != nil {
		return [...]string{"! ", "~ "}[fault.Severity] + fault.Message
	}
	switch v.State {
	case Yes:
		return strings.TrimSpace("yes " + v.Date.String())
	case Good:
		return printed(v, c)
	}
	return [...]string{"blank", "", "", "no", "doing", "asked", "bad"}[v.State]
}
