package sync

import "rasoat/rules"

// headers is the header cells that should change of columns that are known without
// them: ours where people renamed or deleted it, or where the header row has moved
// away from it.
func (p *placer) headers() []Text {
	if !p.marked {
		return nil
	}
	var out []Text
	add := func(column Column, col int, header string) {
		home := p.home(col)
		for row := range min(p.sheet.Header+1, len(p.tab.Rows)) {
			cell := p.held(row, column)
			was, now := cellText(cell), ""
			if row == home {
				now = header
			} else if !isHeader(was) || p.merged(row, col) == inside {
				continue
			}
			if was != now || cell.Formula {
				out = append(out, Text{Tab: p.tab.ID, Title: p.tab.Title, Column: column, Row: row, Col: col, Was: was, Now: now})
			}
		}
	}
	if p.tab.Own.Status >= 0 {
		add(Status, p.tab.Own.Status, rules.StatusHeader)
	}
	if p.tab.Own.Todo >= 0 {
		add(Todo, p.tab.Own.Todo, rules.TodoHeader)
	}
	return out
}

// home is the row of our header in a column: the header row, or the corner of the
// merged cell that reaches into it.
func (p *placer) home(col int) int {
	for _, m := range p.merges {
		if m.Has(p.sheet.Header, col) {
			if m.Col != col {
				return -1 // the corner is somebody else's
			}
			return m.Row
		}
	}
	return p.sheet.Header
}

// astray reports whether one of our headers has no business in the row: in marked
// columns only where the row repeats the table's own headers.
func (p *placer) astray(row int) bool {
	if !p.marked || row <= p.sheet.Header {
		return false // above, headers sees to it
	}
	for _, r := range []int{row, row - 1} { // headers may take two rows
		for head := range p.sheet.Header + 1 {
			key := rules.Fold(p.tab.At(head, p.sheet.Key).Text)
			if key != "" && r > p.sheet.Header && key == rules.Fold(p.tab.At(r, p.sheet.Key).Text) {
				return false
			}
		}
	}
	return true
}
