package rules

// asking is one instance asked of one unit.
type asking struct {
	*judging
	r    *ruling
	in   *instance
	unit int
	row  []Value // the row at hand of a table with many rows per unit
}

// cell is the unit's value in a column; blank where it has no row.
func (a *asking) cell(c *Column) *Value {
	if c.Table.Many {
		if a.row == nil {
			return &a.blank
		}
		return &a.row[c.Slot(a.in.period)]
	}
	facts := &a.d.Tables[c.Table.Index]
	if a.unit >= len(facts.Entries) || facts.Entries[a.unit] == nil {
		return &a.blank
	}
	return &facts.Entries[a.unit][c.Slot(a.in.period)]
}

// look gives a column's cell and notes it as evidence; nil without a column.
func (a *asking) look(c *Column) *Value {
	if c == nil {
		return nil
	}
	v := a.cell(c)
	a.see(v)
	return v
}

// see notes a cell as evidence.
func (j *judging) see(v *Value) {
	if v.At.Tab != 0 {
		j.cells = append(j.cells, v.At)
	}
}

// rowsOf is a unit's rows of a table with many.
func (j *judging) rowsOf(table, u int) [][]Value {
	if many := j.d.Tables[table].Many; u < len(many) {
		return many[u]
	}
	return nil
}

// hasRow reports whether the unit has a row in the column's table.
func (a *asking) hasRow(c *Column) bool {
	list := a.d.Tables[c.Table.Index].Entries
	return a.unit < len(list) && list[a.unit] != nil
}

// lead puts the cell first among the finding's evidence.
func (j *judging) lead(at Ref) {
	for i := j.start + 1; i < len(j.cells); i++ {
		if j.cells[i] == at {
			j.cells[j.start], j.cells[i] = j.cells[i], j.cells[j.start]
		}
	}
}
