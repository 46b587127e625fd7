package xlsx

import (
	"slices"
	"strings"

	"rasoat/rules"
)

// adopt finds our columns where a person renamed or deleted our header: new ones
// beside them would leave the old statuses standing for ever. The status column
// is then known by our colour rules, which move with it, and by holding nothing
// but our labels; the to-do column stands right of it and has text beside labels
// only. A workbook written without colours isn't recognised so.
func adopt(t *rules.Tab, own rules.Owned, parts []rulePart) rules.Owned {
	if own.Status < 0 {
		for _, p := range parts {
			if p.label != string(rules.LabelOverdue) {
				continue
			}
			rects, _ := parseRects(p.where)
			for _, r := range rects {
				if r.Col == r.LastCol && r.Col != own.Todo && firstLabel(t, r.Col) >= 0 {
					own.Status, own.Headless = leftmost(own.Status, r.Col), true
				}
			}
		}
	}
	if own.Status >= 0 && own.Todo < 0 && besideLabels(t, own.Status) {
		own.Todo, own.Headless = own.Status+1, true
	}
	return own
}

// firstLabel is the first row with a label of ours in a column that holds
// nothing else from there on; -1 when there is none, or something else.
func firstLabel(t *rules.Tab, col int) int {
	first := -1
	for row := range t.Rows {
		switch c := t.At(row, col); {
		case c.Kind == rules.Text && slices.Contains(rules.Labels(), rules.Label(c.Text)):
			if first < 0 {
				first = row
			}
		case first >= 0 && (c.Kind != rules.Empty || c.Formula):
			return -1
		}
	}
	return first
}

// besideLabels reports whether the column right of the status column holds texts
// of ours: each beside a label, naming its unit.
func besideLabels(t *rules.Tab, status int) bool {
	first := firstLabel(t, status)
	if first < 0 {
		return false
	}
	some := false
	for row := first; row < len(t.Rows); row++ {
		c := t.At(row, status+1)
		if c.Kind == rules.Empty && !c.Formula {
			continue
		}
		if c.Kind != rules.Text || !strings.Contains(c.Text, ": ") || t.At(row, status).Kind == rules.Empty {
			return false
		}
		some = true
	}
	return some
}

// firstOwn is the first row of a column that is ours: our header's, or where it
// is gone the first label's.
func firstOwn(t *rules.Tab, own rules.Owned, col int, header string) int {
	if row := headerRow(t, col, header); row >= 0 {
		return row
	}
	return max(firstLabel(t, own.Status), 0)
}
