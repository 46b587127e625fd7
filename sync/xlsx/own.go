package xlsx

import (
	"strings"

	"rasoat/rules"
)

// headerRows is how many rows from the top our headers are looked for in.
const headerRows = 60

// findOwn finds our two columns by their headers. Where one stands twice, the
// first from the left is it.
func findOwn(t *rules.Tab) rules.Owned {
	own := rules.None()
	status, todo := rules.Fold(rules.StatusHeader), rules.Fold(rules.TodoHeader)
	for _, row := range t.Rows[:min(headerRows, len(t.Rows))] {
		for col, c := range row {
			if c.Kind != rules.Text || !strings.Contains(c.Text, "(") {
				continue
			}
			switch rules.Fold(c.Text) {
			case status:
				own.Status = leftmost(own.Status, col)
			case todo:
				own.Todo = leftmost(own.Todo, col)
			}
		}
	}
	return own
}

func leftmost(had, col int) int {
	if had < 0 {
		return col
	}
	return min(had, col)
}

// headerRow is the row of our header in a column; -1 when it isn't there.
func headerRow(t *rules.Tab, col int, header string) int {
	for i := range t.Rows[:min(headerRows, len(t.Rows))] {
		if c := t.At(i, col); c.Kind == rules.Text && rules.Fold(c.Text) == rules.Fold(header) {
			return i
		}
	}
	return -1
}

// coloured reports whether every label that has a colour is coloured in the
// whole status column, from its header down.
func coloured(t *rules.Tab, parts []rulePart) bool {
	if t.Own.Status < 0 {
		return false
	}
	from := max(headerRow(t, t.Own.Status, rules.StatusHeader), 0)
	for _, label := range rules.Labels() {
		if label.Fill() != "" && !covered(parts, string(label), t.Own.Status, from, len(t.Rows)-1) {
			return false
		}
	}
	return true
}

// covered reports whether rules for the label reach from one row to another.
func covered(parts []rulePart, label string, col, from, to int) bool {
	for _, p := range parts {
		if p.label != label || p.formats < 0 {
			continue
		}
		rects, _ := parseRects(p.where)
		for _, r := range rects {
			if r.Has(from, col) && r.Has(max(from, to), col) {
				return true
			}
		}
	}
	return false
}
