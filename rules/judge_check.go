package rules

import "slices"

// sameKey is one value of a column that should hold none twice.
type sameKey struct {
	slot int
	text string
}

// prepareCheck finds the columns of a check rule, and what stands twice.
func (j *judging) prepareCheck(g *ruling, c *Check) {
	g.needs, g.order = j.presentAll(g, c.Needs), j.presentAll(g, c.Order)
	g.unique, g.oneOf = j.present(g, c.Unique), j.present(g, c.OneOf)
	g.when, g.is = j.present(g, c.When), Fold(c.Is)
	if len(g.order) < 2 {
		g.order = nil
	}
	g.off = len(g.needs)+len(g.order) == 0 && g.unique == nil && g.oneOf == nil || c.When != nil && g.when == nil
	for _, col := range append(append([]*Column{g.unique, g.oneOf}, g.needs...), g.order...) {
		g.lookMany(col)
	}
	if g.unique != nil && !g.off {
		j.countSame(g)
	}
}

// countSame counts each value of the unique column over all units.
func (j *judging) countSame(g *ruling) {
	g.same = map[sameKey]int{}
	c := g.unique
	slots := 1
	if c.Periodic {
		slots = Slots
	}
	add := func(row []Value) {
		for slot := c.First; slot < c.First+slots; slot++ {
			if key, ok := sameKeyOf(&row[slot], slot); ok && g.concernsRow(row) {
				g.same[key]++
			}
		}
	}
	facts := &j.d.Tables[c.Table.Index]
	for u := range j.d.Units {
		if c.Table.Many {
			for _, row := range j.rowsOf(c.Table.Index, u) {
				add(row)
			}
		} else if u < len(facts.Entries) && facts.Entries[u] != nil {
			add(facts.Entries[u])
		}
	}
}

// sameKeyOf is a value as it is compared with others.
func sameKeyOf(v *Value, slot int) (sameKey, bool) {
	switch {
	case v.State != Good:
		return sameKey{}, false
	case v.Text != "":
		return sameKey{slot, Fold(v.Text)}, true
	case v.Date != 0:
		return sameKey{slot, v.Date.ISO()}, true
	}
	return sameKey{slot, v.Num.String()}, true
}

// concernsRow reports whether a row is one of those that the rule is about.
func (g *ruling) concernsRow(row []Value) bool {
	if g.when == nil {
		return true
	}
	return g.matches(&row[g.when.First])
}

// check judges whether a unit's data agree: the worst of its rows.
func (j *judging) check(f *Finding, r *ruling, u int, in *instance) {
	f.Status = Met
	if r.many >= 0 {
		for _, row := range j.rowsOf(r.many, u) {
			if r.concernsRow(row) {
				j.checkRow(f, r, u, in, row)
			}
		}
	} else {
		j.checkEntry(f, r, u, in)
	}
	if j.early(in) && f.Status != Invalid {
		f.Status, f.Reason, f.Column = NotDue, Plain, nil
	}
}

// checkEntry checks a unit's one row.
func (j *judging) checkEntry(f *Finding, r *ruling, u int, in *instance) {
	c := r.firstCheck()
	if j.hasRow(c, u) == 0 {
		f.Status, f.Reason, f.Column = Missing, NoRow, c
		return
	}
	if r.when == nil || r.matches(j.value(r.when, u, in.period, nil)) {
		j.checkRow(f, r, u, in, nil)
	}
}

// matches reports whether the cell reads as the rule's When wants.
func (g *ruling) matches(v *Value) bool {
	return v.State != Blank && v.State != Bad && Fold(v.Text) == g.is
}

// firstCheck is the first column that a check rule looks at.
func (g *ruling) firstCheck() *Column {
	switch {
	case len(g.needs) > 0:
		return g.needs[0]
	case len(g.order) > 0:
		return g.order[0]
	case g.oneOf != nil:
		return g.oneOf
	}
	return g.unique
}

// checkRow checks one row.
func (j *judging) checkRow(f *Finding, r *ruling, u int, in *instance, row []Value) {
	for _, c := range r.needs {
		v := j.value(c, u, in.period, row)
		j.see(v)
		j.checkNeed(f, c, v, NoNeed)
	}
	if c := r.oneOf; c != nil {
		v := j.value(c, u, in.period, row)
		if !slices.Contains(r.needs, c) {
			j.see(v)
		}
		j.checkNeed(f, c, v, NotAmong)
	}
	j.checkOrder(f, r, u, in, row)
	if c := r.unique; c != nil {
		v := j.value(c, u, in.period, row)
		j.see(v)
		if v.State == Bad {
			j.worsen(f, Invalid, BadCell, c, v)
		}
		if key, ok := sameKeyOf(v, c.Slot(in.period)); ok && r.same[key] > 1 {
			j.note(c, u, in, v, SevError, sameText(v, r.same[key]))
			j.worsen(f, Invalid, Twice, c, v)
		}
	}
}

// worsen gives the finding a status if that is worse than the one it has.
func (j *judging) worsen(f *Finding, s Status, why Reason, c *Column, v *Value) {
	if s < f.Status {
		f.Status, f.Reason, f.Column = s, why, c
		j.lead(v.At)
	}
}

// checkNeed checks a cell that must be filled; what is bad there has the reason
// bad.
func (j *judging) checkNeed(f *Finding, c *Column, v *Value, bad Reason) {
	switch v.State {
	case Bad:
		if bad == NoNeed {
			bad = BadCell
		}
		j.worsen(f, Invalid, bad, c, v)
	case Asked:
		j.worsen(f, Unconfirmed, AskedOffice, c, v)
	case Good, Yes:
	default:
		j.worsen(f, Unconfirmed, NoNeed, c, v)
	}
}

// checkOrder checks that dates or numbers don't go down from column to column;
// blank ones are left out. No date may lie ahead.
func (j *judging) checkOrder(f *Finding, r *ruling, u int, in *instance, row []Value) {
	var last *Value
	var lastColumn *Column
	for _, c := range r.order {
		v := j.value(c, u, in.period, row)
		j.see(v)
		switch {
		case v.State == Bad:
			j.worsen(f, Invalid, BadCell, c, v)
		case v.State != Good:
		case v.Date > j.today:
			j.defect(v, u, c, SevError, faultFuture, in)
			j.worsen(f, Invalid, BadCell, c, v)
		case last != nil && goesDown(last, v):
			j.note(c, u, in, v, SevError, orderText(j.d.headerOf(c, in.period), j.d.headerOf(lastColumn, in.period), c.Type))
			j.worsen(f, Invalid, OutOfOrder, c, v)
		default:
			last, lastColumn = v, c
		}
	}
}

// goesDown reports whether b is less than a.
func goesDown(a, b *Value) bool {
	if a.Date != 0 && b.Date != 0 {
		return b.Date < a.Date
	}
	return a.Date == 0 && b.Date == 0 && b.Num.Cmp(a.Num) < 0
}

// lead puts the cell first among the finding's evidence.
func (j *judging) lead(at Ref) {
	for i := j.start + 1; i < len(j.cells); i++ {
		if j.cells[i] == at {
			j.cells[j.start], j.cells[i] = j.cells[i], j.cells[j.start]
		}
	}
}
