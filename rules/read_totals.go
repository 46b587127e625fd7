package rules

import "strings"

// checkTotals compares the last row of sums over everybody with what the units
// say. Nothing depends on it; it is for the office to look at.
func (s *sheetIn) checkTotals(rows []Row, entries [][]Value) {
	last := -1
	for i := range rows {
		if rows[i].Kind == TotalRow && !s.r.groups.named(s.label(rows[i].Index, &s.keys[i])) {
			last = i
		}
	}
	if last < 0 || s.l.long || s.table.Many {
		return
	}
	for i := range s.l.cols {
		c := &s.l.cols[i]
		if c.column.Type == TypeCount || c.column.Type == TypeNumber {
			s.checkTotal(rows, rows[last].Index, c, entries)
		}
	}
}

// checkTotal compares one sum. Where a cell of the column can't be read it is
// left: that cell is reported itself.
func (s *sheetIn) checkTotal(rows []Row, at int, c *placed, entries [][]Value) {
	cell := s.tab.At(at, c.at)
	said, fault := ReadValue(c.column, cell)
	if fault != nil || said.State != Good {
		return
	}
	valid, ok := sumOf(rows, c, entries)
	var all, section total // every row's cell; those since the row of sums before
	for _, row := range rows {
		switch {
		case row.Kind == TotalRow && row.Index < at:
			section = total{}
			continue
		case row.Kind != UnitRow && row.Kind != UnknownRow && row.Kind != DuplicateRow:
			continue
		}
		v, f := ReadValue(c.column, s.tab.At(row.Index, c.at))
		ok = ok && f == nil
		if v.State == Good {
			all.add(v.Num)
			if row.Index < at {
				section.add(v.Num)
			}
		}
	}
	if !ok || valid.is(said.Num) || all.is(said.Num) || section.is(said.Num) {
		return
	}
	s.defect(at, c.at, -1, c.name, cellText(cell), SevWarning,
		fill("Dòng TỔNG CỘNG ghi %s, cộng các đơn vị hợp lệ được %s (chỉ để Văn phòng đối chiếu).", Shown(cellText(cell)), ratText(valid.rat(), maxDigits)))
}

// sumOf adds up what was read of the units; false where a value is bad.
func sumOf(rows []Row, c *placed, entries [][]Value) (sum total, ok bool) {
	seen := map[int]bool{}
	for _, row := range rows {
		if row.Unit < 0 || seen[row.Unit] || entries[row.Unit] == nil {
			continue
		}
		seen[row.Unit] = true
		switch v := entries[row.Unit][c.slotIn(&row)]; v.State {
		case Bad:
			return sum, false
		case Good:
			sum.add(v.Num)
		}
	}
	return sum, true
}

// named reports a label that names a group: "Cộng vùng 1".
func (g *groupNames) named(label string) bool {
	plain := Bare(label)
	for _, words := range g.labels {
		if len(words) == 0 {
			continue
		}
		for _, w := range strings.FieldsFunc(plain, func(r rune) bool { return r == ' ' || r == ':' || r == '(' }) {
			if w == bareFold(words[0]) {
				return true
			}
		}
	}
	return false
}
