package sync_test

import (
	"fmt"
	"strings"
	"testing"

	"rasoat/internal/golden"
	"rasoat/sync"
)

// TestCalendar runs a cycle a day, from before the year to the end of January
// after it, over a workbook that nobody touches: the texts change on the days
// that the calendar demands, and on no other.
func TestCalendar(t *testing.T) {
	m := workbook()
	for i := range m.tabs { // nothing filed but a plan: a date in it would be in the future at first
		for row := range m.tabs[i].Rows {
			for col, c := range m.tabs[i].Rows[row] {
				if strings.HasSuffix(c.Text, "/2022") && c.Text != "05-KH/ĐTN, 11/01/2022" {
					m.tabs[i].Rows[row][col].Kind, m.tabs[i].Rows[row][col].Text = 0, ""
				}
			}
		}
		trim(&m.tabs[i])
	}
	c := cycle(t, "2022-01-01", m)
	last := c.At.AddDate(1, 0, 30)
	var out strings.Builder
	for ; !c.At.After(last); c.At = c.At.AddDate(0, 0, 1) {
		changes := run(t, c).Books[0].Changes
		if len(changes.Setup)+len(changes.Text) > 0 {
			fmt.Fprintf(&out, "%s\n%s", c.At.Format("02/01/2006"), summary(changes))
		}
	}
	golden.Check(t, "calendar.golden", out.String())
}

// summary is a day's changes: cells of a tab that change alike stand together,
// with "{đơn vị}" for the name of each row's own unit.
func summary(c sync.Changes) string {
	var order []string
	cells := map[string][]string{}
	for _, s := range c.Setup {
		order = append(order, s.String())
	}
	var pairs []string
	for _, u := range units() {
		pairs = append(pairs, u, "{đơn vị}")
	}
	names := strings.NewReplacer(pairs...)
	for _, t := range c.Text {
		tab, rest, _ := strings.Cut(names.Replace(t.String()), "!")
		cell, change, _ := strings.Cut(rest, ": ")
		key := tab + "!*: " + change
		if cells[key] == nil {
			order = append(order, key)
		}
		cells[key] = append(cells[key], cell)
	}
	var out strings.Builder
	for _, key := range order {
		out.WriteString("    " + strings.Replace(key, "*", strings.Join(cells[key], " "), 1) + "\n")
	}
	return out.String()
}
