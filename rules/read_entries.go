package rules

// entries collects the values of a table's units.
type entries struct {
	r     *reader
	table *Table
	facts *Facts
	flat  []Value // all entries, one after the other
	first []place // by unit (and period): where it was read first
	row   []Value // of a second row, for comparing

	places [5]bool // by Every: a tab has a column for such periods
}

// place is the first row for a unit and period.
type place struct {
	sheet, row int32 // indexes of Facts.Sheets and Sheet.Rows
	count      int32 // rows for the same unit and period
}

func newEntries(r *reader, t *Table, f *Facts) *entries {
	e := &entries{r: r, table: t, facts: f, row: make([]Value, t.Width)}
	if !t.Many {
		e.flat = make([]Value, len(r.data.Units)*t.Width)
		e.first = make([]place, len(r.data.Units)*(Slots+1))
	}
	return e
}

// has reports whether the unit has a row already.
func (e *entries) has(u int) bool {
	return e.facts.Entries[u] != nil || e.table.Many && len(e.facts.Many[u]) > 0
}

// entry is the unit's entry, made when it is first asked for.
func (e *entries) entry(u int) []Value {
	if e.facts.Entries[u] == nil {
		w := e.table.Width
		e.facts.Entries[u] = e.flat[u*w : (u+1)*w : (u+1)*w]
	}
	return e.facts.Entries[u]
}

// read reads the rows of one tab.
func (e *entries) read(s *sheetIn, rows []Row) {
	var again []secondRow
	for i := range rows {
		row := &rows[i]
		if row.Kind != UnitRow {
			continue
		}
		s.otherCells(row.Index, row.Unit)
		if e.table.Many {
			values := make([]Value, e.table.Width)
			s.values(row, values, s.group[i], true)
			e.facts.Many[row.Unit] = append(e.facts.Many[row.Unit], values)
			continue
		}
		at := &e.first[row.Unit*(Slots+1)+row.Period.Slot()+1]
		if at.count++; at.count == 1 {
			at.sheet, at.row = int32(len(e.facts.Sheets)), int32(i)
			s.values(row, e.entry(row.Unit), s.group[i], s.l.long)
			continue
		}
		again = append(again, secondRow{row: i, first: at, severity: e.second(s, row, s.group[i])})
	}
	for i := range s.more {
		row := &s.more[i]
		s.values(row, e.entry(row.Unit), "", true)
	}
	for _, a := range again {
		if int(a.first.sheet) == len(e.facts.Sheets) {
			rows[a.first.row].Kind = DuplicateRow
		}
		rows[a.row].Kind = DuplicateRow
		s.secondDefect(&rows[a.row], int(a.first.count), a.severity)
	}
}

// secondRow is a further row of the same unit and period.
type secondRow struct {
	row      int
	first    *place
	severity Severity
}

// second reads such a row: equal or blank cells are fine, others contradict, and
// neither is used.
func (e *entries) second(s *sheetIn, row *Row, group string) Severity {
	clear(e.row)
	s.values(row, e.row, group, false)
	entry := e.facts.Entries[row.Unit]
	severity := SevWarning
	for i := range s.l.cols {
		slot := s.l.cols[i].slotIn(row)
		if merge(&entry[slot], e.row[slot]) {
			severity = SevError
		}
	}
	return severity
}

// secondDefect is the sentence for one of the n rows of a unit.
func (s *sheetIn) secondDefect(row *Row, n int, severity Severity) {
	name := s.r.data.Units[row.Unit].Name
	if row.Period != (Period{}) {
		name += " – " + row.Period.Short()
	}
	message := fill("Đơn vị '%s' có %s dòng; đề nghị giữ lại một dòng.", name, itoa(n))
	if severity == SevError {
		message = fill("Đơn vị '%s' có %s dòng với số liệu khác nhau; đề nghị giữ lại một dòng.", name, itoa(n))
	}
	s.defect(row.Index, max(s.l.key, 0), row.Unit, s.keyHeader(), s.keys[row.Index-s.l.last-1].text, severity, message)
}

// merge puts a second value beside the first: true when they contradict.
func merge(have *Value, other Value) bool {
	switch {
	case other.State == Blank || sameValue(*have, other):
		return false
	case have.State == Blank:
		*have = other
		return false
	}
	at := have.At
	*have = Value{State: Bad, At: at}
	return true
}

func sameValue(a, b Value) bool {
	if a.State != b.State || a.State == Bad {
		return false
	}
	return a.Num.Cmp(b.Num) == 0 && a.Date == b.Date && (a.Text == b.Text || Fold(a.Text) == Fold(b.Text))
}

// slotIn is the column's slot in a row.
func (c *placed) slotIn(row *Row) int {
	if c.slot >= 0 {
		return c.slot
	}
	return c.column.Slot(row.Period)
}

// values reads a row's cells into an entry. With keep, what an earlier row of
// the unit said stays where this one is blank.
func (s *sheetIn) values(row *Row, entry []Value, group string, keep bool) {
	for i := range s.l.cols {
		c := &s.l.cols[i]
		v := s.value(c, row.Index, row.Unit, group)
		slot := c.slotIn(row)
		if !keep || entry[slot].At.Tab == 0 {
			entry[slot] = v
			continue
		}
		s.again(&entry[slot], v, c, row)
	}
}

// again is a column without a period in a table with a row for each: the unit's
// rows repeat it. Text may differ, the first counts; other values may not.
func (s *sheetIn) again(have *Value, v Value, c *placed, row *Row) {
	if v.State == Blank || have.State == Blank && c.column.Type != TypeText {
		if have.State == Blank {
			*have = v
		}
		return
	}
	if c.column.Type == TypeText {
		if have.State == Blank {
			*have = v
		}
		return
	}
	if merge(have, v) {
		s.defect(row.Index, c.at, row.Unit, c.name, cellText(s.tab.At(row.Index, c.at)), SevError,
			fill("Đơn vị '%s' có nhiều dòng với số liệu khác nhau; đề nghị giữ lại một số.", s.r.data.Units[row.Unit].Name))
	}
}

// value reads one cell, and notes its defect.
func (s *sheetIn) value(c *placed, row, unit int, group string) Value {
	cell, at, shared := s.shownAt(c, row)
	here := at == s.ref(row, c.at) || c.at < 0
	if shared && !isBlankCell(cell) && isNumeric(c.column.Type) {
		if s.manyUnits(c, row, unit) {
			if here {
				s.defect(row, c.at, unit, c.name, cellText(cell), SevError,
					fill("%s gộp ô của nhiều đơn vị; đề nghị ghi riêng cho từng đơn vị.", c.name))
			}
			return Value{State: Bad, At: at}
		}
		if !here {
			cell, at = Cell{}, s.ref(row, c.at) // one number for one unit, in its first row
		}
	}
	v, fault := ReadValue(c.seen, cell)
	if c.column.Type == TypeUnit && v.State == Good {
		v, fault = s.r.unitValue(v.Text, fault)
	}
	if c.column.FromGroupRows {
		v, fault = s.groupValue(c, v, fault, group)
	}
	v.At = at
	if !here {
		return v // its defect is noted where it stands
	}
	s.note(c, v, fault, cell, unit)
	return v
}

// note keeps the defect of a cell, and what a unit asks for.
func (s *sheetIn) note(c *placed, v Value, fault *Fault, cell Cell, unit int) {
	if v.State == Asked {
		s.r.asked = append(s.r.asked, askedCell{at: v.At, unit: unit, column: c.column, name: c.name, text: v.Text})
	}
	if fault == nil {
		return
	}
	value := ""
	if !fault.Secret {
		value = cellText(cell)
	}
	s.defect(int(v.At.Row), int(v.At.Col), unit, c.name, value, fault.Severity, fault.Message)
}

// groupValue fills a blank cell with the group of the heading above; a cell that
// says another is a defect, and the unit has no group.
func (s *sheetIn) groupValue(c *placed, v Value, fault *Fault, heading string) (Value, *Fault) {
	g := s.r.groups
	if heading == "" || v.State == Bad {
		return v, fault
	}
	name := g.name(heading)
	if v.State == Blank {
		return Value{State: Good, Text: name}, fault
	}
	if v.State == Good && g.key(Fold(v.Text)) != g.key(Fold(heading)) {
		return bad("Đơn vị nằm trong nhóm %s nhưng cột %s ghi '%s'.", name, c.column.Header(), Shown(v.Text))
	}
	return v, fault
}

// unitValue looks up a cell that names a unit.
func (r *reader) unitValue(text string, fault *Fault) (Value, *Fault) {
	m := r.names.find(text)
	switch {
	case m.unit >= 0:
		return Value{State: Good, Text: r.names.units[m.unit]}, fault
	case m.clash:
		return Value{State: Bad}, &Fault{Message: r.names.clashUnits(text)}
	}
	return Value{State: Bad}, &Fault{Message: r.names.unknownUnit(text)}
}

// otherCells looks for personal data in the columns that the plan doesn't know.
func (s *sheetIn) otherCells(row, unit int) {
	cells := s.tab.Rows[row]
	for _, col := range s.l.other {
		if col >= len(cells) || cells[col].Kind != Text || !personal(cells[col].Text) {
			continue
		}
		f := personalFault()
		s.defect(row, col, unit, s.l.texts[col], "", f.Severity, f.Message)
	}
	for _, col := range s.l.headless {
		s.strange(row, col, unit)
	}
	for col := len(s.l.texts); col < len(cells); col++ {
		s.strange(row, col, unit)
	}
}

// strange looks at a cell under no header.
func (s *sheetIn) strange(row, col, unit int) {
	c := s.tab.At(row, col)
	if isBlankCell(c) {
		return
	}
	if s.headless == nil {
		s.headless = map[int]int{}
	}
	if c.Kind != Bool || c.Num != 0 {
		s.headless[col]++
	}
	if c.Kind == Text && personal(c.Text) {
		f := personalFault()
		s.defect(row, col, unit, "", "", f.Severity, f.Message)
	}
}
