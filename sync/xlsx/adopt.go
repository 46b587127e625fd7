package xlsx

import (
	"slices"
	"strings"

	"rasoat/rules"
)

// adopt finds our columns where a person renamed or deleted our header: new ones
// beside them would leave the old statuses standing for ever. The status column
// is then known by our colour rules, which move with it, and by holding nothing
// but our labels; the to-do column stands right of it and holds nothing but
// sentences of ours, each beside a label. A workbook written without colours isn't
// recognised so. What might be people's is never taken: then new columns it is.
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

// besideLabels reports whether the column right of the status column holds only
// sentences of ours: each beside a label, whole, and nearly all about somebody whom
// another column names (we write the register's name, people also short ones).
// "Đã gọi: hứa nộp" in a column that a person put there isn't one.
func besideLabels(t *rules.Tab, status int) bool {
	first := firstLabel(t, status)
	if first < 0 {
		return false
	}
	names := namesIn(t, status+1)
	said, named := 0, 0
	for row := first; row < len(t.Rows); row++ {
		c := t.At(row, status+1)
		if c.Kind == rules.Empty && !c.Formula {
			continue
		}
		name, rest, ours := strings.Cut(c.Text, ": ")
		if c.Kind != rules.Text || !ours || !strings.HasSuffix(rest, ".") || t.At(row, status).Kind == rules.Empty {
			return false
		}
		said++
		if names[rules.Fold(name)] {
			named++
		}
	}
	return said > 0 && named*4 >= said*3
}

// namesIn is every text of the tab but those of one column, folded.
func namesIn(t *rules.Tab, but int) map[string]bool {
	names := map[string]bool{}
	for _, row := range t.Rows {
		for col, c := range row {
			if c.Kind == rules.Text && col != but {
				names[rules.Fold(c.Text)] = true
			}
		}
	}
	return names
}

// firstOwn is the first row of a column that is ours: our header's, or where it
// is gone the first label's.
func firstOwn(t *rules.Tab, own rules.Owned, col int, header string) int {
	if row := headerRow(t, col, header); row >= 0 {
		return row
	}
	return max(firstLabel(t, own.Status), 0)
}
