package rules

// lists gathers the units of the list rules, in the register's order.
func (j *judging) lists() []Listing {
	var lists []Listing
	for _, r := range j.p.Rules {
		if !r.Enabled || r.List == nil {
			continue
		}
		l := Listing{Rule: r}
		var done []bool
		if r.List.AllMet {
			done = j.allMet()
		}
		for u := range j.d.Units {
			unit := &j.d.Units[u]
			if !unit.ExistsOn(j.today) || !r.concerns(unit.Sector) {
				continue
			}
			if (done != nil && done[u]) || (done == nil && j.says(r, u)) {
				l.Units = append(l.Units, u)
			}
		}
		lists = append(lists, l)
	}
	return lists
}

// says reports whether the unit filled the list's column.
func (j *judging) says(r *Rule, u int) bool {
	g := ruling{}
	c := j.present(&g, r.List.Where)
	if c == nil {
		return false
	}
	if c.Table.Many {
		for _, row := range j.rowsOf(c.Table.Index, u) {
			if filled(&row[c.First]) {
				return true
			}
		}
		return false
	}
	if !c.Periodic {
		return j.filledIn(c, u, Period{})
	}
	for _, every := range c.Table.Periods {
		for n := 1; n <= every.Count(); n++ {
			if j.filledIn(c, u, NewPeriod(every, n, j.p.Year)) {
				return true
			}
		}
	}
	return false
}

// filledIn reports whether the unit filled the column for the period.
func (j *judging) filledIn(c *Column, u int, p Period) bool {
	a := asking{judging: j, in: &instance{period: p}, unit: u}
	return filled(a.cell(c))
}

// filled reports whether a cell says something, other than no.
func filled(v *Value) bool { return v.State != Blank && v.State != No }

// allMet says of which units every rule that isn't soft is carried out, or
// needn't be. Where something couldn't be read nobody knows, so: not.
func (j *judging) allMet() []bool {
	some := make([]bool, len(j.d.Units))
	fails := make([]bool, len(j.d.Units))
	for i := range j.v.Findings {
		f := &j.v.Findings[i]
		if f.Level != ForUnit || f.Rule.Soft {
			continue
		}
		some[f.Unit] = some[f.Unit] || f.Status.Done()
		fails[f.Unit] = fails[f.Unit] || (!f.Status.Done() && f.Status != Exempt)
	}
	for u := range some {
		some[u] = some[u] && !fails[u] && !j.v.Held[u]
	}
	return some
}
