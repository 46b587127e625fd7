package gsheettest

import (
	"strings"
	"testing"
)

// TestTyped: what becomes of what a person types, in a Vietnamese sheet.
func TestTyped(t *testing.T) {
	percent, date, text := Cell{Format: "PERCENT"}, Cell{Format: "DATE", Value: 44854.0}, Cell{Format: "TEXT"}
	for _, c := range []struct {
		in     Cell
		typed  string
		value  any
		format string
		shown  string
	}{
		{Cell{}, "30/9/2022", 44834.0, "DATE", "30/09/2022"},
		{Cell{}, "30-09-2022", 44834.0, "DATE", "30/09/2022"},
		{Cell{}, "31/6/2022", "31/6/2022", "", "31/6/2022"},
		{Cell{}, "9/30/2022", "9/30/2022", "", "9/30/2022"},
		{Cell{}, "1.250", 1250.0, "", "1250"},
		{Cell{}, "84,5", 84.5, "", "84,5"},
		{Cell{}, "-5", -5.0, "", "-5"},
		{Cell{}, "1,430.5", "1,430.5", "", "1,430.5"},
		{Cell{}, "84,7%", 84.7 / 100, "PERCENT", "84,7%"},
		{percent, "85", 0.85, "PERCENT", "85%"},
		{percent, "", nil, "PERCENT", ""},
		{date, "5", 5.0, "", "5"},
		{date, "mai", "mai", "DATE", "mai"},
		{text, "0012", "0012", "TEXT", "0012"},
		{Cell{}, "'0012", "0012", "", "0012"},
		{Cell{}, "'=1+1", "=1+1", "", "=1+1"},
		{Cell{}, "true", true, "", "TRUE"},
		{Cell{}, "05 đ/c", "05 đ/c", "", "05 đ/c"},
		{Cell{Formula: "=A1", Value: 3.0}, "x", "x", "", "x"},
		{Cell{Formula: "=A1", Error: "#REF!"}, "", nil, "", ""},
	} {
		got, err := c.in.Typed(c.typed)
		if err != nil || got.Value != c.value || got.Format != c.format || got.Shown() != c.shown || got.Formula != "" || got.Error != "" {
			t.Errorf("%q typed into %+v: %+v, shown %q, %v", c.typed, c.in, got, got.Shown(), err)
		}
	}
	for _, refused := range []string{"=1+1", " =1+1", strings.Repeat("x", maxText+1)} {
		if got, err := date.Typed(refused); err == nil || got != date {
			t.Errorf("%.10q is taken: %+v", refused, got)
		}
	}
}
