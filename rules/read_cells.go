package rules

// hasData reports a value of the table in the row, beside its key and period.
// What a formula or an unticked box says isn't one: people copy those down.
func (s *sheetIn) hasData(row int) bool {
	for i := range s.l.cols {
		c := s.tab.At(row, s.l.cols[i].at)
		switch {
		case c.Kind == Empty || c.Formula || c.Kind == Error || c.Kind == Bool && c.Num == 0:
		case c.Kind == Text && isNothing(tidy(c.Text)):
		default:
			return true
		}
	}
	return false
}

// hasNumbers reports a number, date or tick in the table's columns.
func (s *sheetIn) hasNumbers(row int) bool {
	for i := range s.l.cols {
		c := s.tab.At(row, s.l.cols[i].at)
		if c.Kind == Number && !c.Formula || c.Kind == Bool && c.Num != 0 {
			return true
		}
	}
	return false
}

// hasValues reports a cell that reads as a number, a day or a tick.
func (s *sheetIn) hasValues(row int) bool {
	for i := range s.l.cols {
		c := &s.l.cols[i]
		if c.at < 0 || c.column.Type == TypeText {
			continue
		}
		cell := s.tab.At(row, c.at)
		if cell.Kind == Text && len(cell.Text) < 200 {
			if plain := Bare(cell.Text); isPlaceDate(plain) || isSignature(plain) {
				continue
			}
		}
		if !cell.Formula {
			if v, _ := ReadValue(c.column, cell); v.State == Good || v.State == Yes {
				return true
			}
		}
	}
	return false
}

func (s *sheetIn) keyDefect(row int, text string, sev Severity, message string) {
	s.defect(row, max(s.l.key, 0), -1, s.keyHeader(), text, sev, message)
}

func (s *sheetIn) keyHeader() string {
	if len(s.table.Key) == 0 {
		return ""
	}
	return s.table.Key[0]
}

// defect notes a defect at a cell of the tab.
func (s *sheetIn) defect(row, col, unit int, column, value string, sev Severity, message string) {
	d := Defect{At: s.ref(row, col), Column: column, Value: Shown(value), Severity: sev, Message: message}
	if unit >= 0 {
		d.Unit = s.r.data.Units[unit].Name
	}
	s.r.data.Defects = append(s.r.data.Defects, d)
}

func (s *sheetIn) ref(row, col int) Ref { return Ref{Tab: s.in.ref, Row: int32(row), Col: int32(col)} }
