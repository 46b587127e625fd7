package workbooktest

import (
	"fmt"
	"math"
	"slices"

	"rasoat/rules"
)

// same reports every difference between two states of a workbook.
func (x *trial) same(what string, want, got rules.Book) {
	x.Helper()
	if len(want.Tabs) != len(got.Tabs) {
		x.Fatalf("%s: %d tabs, want %d", what, len(got.Tabs), len(want.Tabs))
	}
	for i := range want.Tabs {
		a, b := &want.Tabs[i], &got.Tabs[i]
		if a.ID != b.ID || a.Title != b.Title || a.Hidden != b.Hidden || a.Own != b.Own || a.Width != b.Width || a.Summary != b.Summary {
			x.Errorf("%s: %s: %v, want %v", what, a.Title, outline(b), outline(a))
		}
		x.sameContent(what, a, b)
	}
}

func outline(t *rules.Tab) string {
	return fmt.Sprintf("id %q title %q hidden %v ours %+v width %d summary %q", t.ID, t.Title, t.Hidden, t.Own, t.Width, t.Summary)
}

// sameContent reports every difference between the cells of two tabs.
func (x *trial) sameContent(what string, want, got *rules.Tab) {
	x.Helper()
	for row := range max(len(want.Rows), len(got.Rows)) {
		for col := range max(width(want, row), width(got, row)) {
			if a, b := want.At(row, col), got.At(row, col); !sameCell(a, b) {
				x.Errorf("%s: %s!%s is %+v, want %+v", what, want.Title, rules.A1(row, col), b, a)
			}
		}
	}
	if a, b := ordered(want.Merges), ordered(got.Merges); !slices.Equal(a, b) {
		x.Errorf("%s: %s: merged cells %v, want %v", what, want.Title, b, a)
	}
}

// sameCell compares what cells hold; that a fixture made an error by a formula
// doesn't count.
func sameCell(a, b rules.Cell) bool {
	if a.Kind == rules.Error {
		a.Formula, b.Formula = false, false
	}
	close := math.Abs(a.Num-b.Num) < 1e-9
	a.Num, b.Num = 0, 0
	return close && a == b
}

func width(t *rules.Tab, row int) int {
	if row >= len(t.Rows) {
		return 0
	}
	return len(t.Rows[row])
}

func ordered(rects []rules.Rect) []rules.Rect {
	rects = slices.Clone(rects)
	slices.SortFunc(rects, func(a, b rules.Rect) int {
		return (a.Row-b.Row)*100000 + a.Col - b.Col
	})
	return rects
}

// with is a copy of the tab with some cells different.
func with(t *rules.Tab, cells map[[2]int]rules.Cell) *rules.Tab {
	c := *t
	c.Rows = make([][]rules.Cell, len(t.Rows))
	for i, r := range t.Rows {
		c.Rows[i] = slices.Clone(r)
	}
	for at, cell := range cells {
		for len(c.Rows) <= at[0] {
			c.Rows = append(c.Rows, nil)
		}
		for len(c.Rows[at[0]]) <= at[1] {
			c.Rows[at[0]] = append(c.Rows[at[0]], rules.Cell{})
		}
		c.Rows[at[0]][at[1]] = cell
	}
	return &c
}
