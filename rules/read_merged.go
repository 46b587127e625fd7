package rules

// joinedCells finds, for the empty cells of merged blocks under the header, the
// cell that shows in them.
func (s *sheetIn) joinedCells() {
	width := 0
	for _, c := range s.l.cols {
		width = max(width, c.at+1)
	}
	budget := 4*len(s.tab.Rows)*(width+1) + 1000 // blocks don't overlap in a sound file
	for _, m := range s.tab.Merges {
		first, last := max(m.Row, s.l.last+1), min(m.LastRow, len(s.tab.Rows)-1)
		if m.Row <= s.l.last || last < first || m.Col >= width || m.LastRow == m.Row && m.LastCol == m.Col {
			continue
		}
		for row := first; row <= last; row++ {
			for col := max(m.Col, 0); col <= min(m.LastCol, width-1); col++ {
				if budget--; budget < 0 {
					return
				}
				if s.joined == nil {
					s.joined = map[[2]int]Rect{}
				}
				s.joined[[2]int{row, col}] = m
			}
		}
	}
}

// shownAt is the cell that people see at a place of a unit's row, and where it
// stands: a block merged downwards shows its value in each row, one merged across
// only "Không áp dụng" and the like.
func (s *sheetIn) shownAt(c *placed, row int) (cell Cell, at Ref, shared bool) {
	at = s.ref(row, max(c.at, 0))
	if c.at < 0 {
		return Cell{}, s.ref(row, max(s.l.key, 0)), false
	}
	cell = s.tab.At(row, c.at)
	m, ok := s.joined[[2]int{row, c.at}]
	if !ok || m.Row == row && m.Col == c.at || !isBlankCell(cell) {
		return cell, at, ok && m.LastRow > m.Row
	}
	from := s.tab.At(m.Row, m.Col)
	switch {
	case m.Col != c.at && !(from.Kind == Text && isAsked(tidyOr(from.Text))):
		return cell, at, false
	case m.Col == c.at && isNumeric(c.column.Type):
		return from, s.ref(m.Row, m.Col), true
	}
	return from, s.ref(m.Row, m.Col), false
}

// tidyOr is tidy text that isn't empty.
func tidyOr(s string) string {
	if s = tidy(s); s == "" {
		return "-"
	}
	return s
}

func isNumeric(t Type) bool { return t == TypeCount || t == TypeNumber || t == TypePercent }

// manyUnits reports that a block of a number stands over rows of several units:
// nobody can say whose it is.
func (s *sheetIn) manyUnits(c *placed, row, unit int) bool {
	m, ok := s.joined[[2]int{row, c.at}]
	if !ok || !isNumeric(c.column.Type) {
		return false
	}
	for r := m.Row; r <= m.LastRow; r++ {
		if i := r - s.l.last - 1; i >= 0 && i < len(s.keys) && s.keys[i].match.unit >= 0 && s.keys[i].match.unit != unit {
			return true
		}
	}
	return false
}

// widestKey chooses among the columns under a key header merged over several:
// the one with the names, not the one with running numbers.
func widestKey(l *layout, tab *Tab, m Rect) {
	best, most := l.key, -1
	for col := m.Col; col <= m.LastCol; col++ {
		n := 0
		for row := l.last + 1; row < min(len(tab.Rows), l.last+1+headerDepth); row++ {
			if c := tab.At(row, col); c.Kind == Text && len(c.Text) > 4 {
				n++
			}
		}
		if n > most {
			best, most = col, n
		}
	}
	if best != l.key && l.number < 0 {
		l.number = l.key
	}
	l.key = best
}
