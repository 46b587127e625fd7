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
func (a *asking) check(f *Finding) {
	f.Status = Met
	if a.r.many >= 0 {
		for _, row := range a.rowsOf(a.r.many, a.unit) {
			if a.r.concernsRow(row) {
				a.row = row
				a.checkRow(f)
			}
		}
	} else {
		a.checkEntry(f)
	}
	if a.early(a.in) && f.Status != Invalid {
		f.Status, f.Reason, f.Column = NotDue, Plain, nil
	}
}

// checkEntry checks a unit's one row.
func (a *asking) checkEntry(f *Finding) {
	c := a.r.firstCheck()
	if !a.hasRow(c) {
		f.Status, f.Reason, f.Column = Missing, NoRow, c
		return
	}
	if a.r.when == nil || a.r.matches(a.cell(a.r.when)) {
		a.checkRow(f)
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
func (a *asking) checkRow(f *Finding) {
	for _, c := range a.r.needs {
		v := a.look(c)
		a.checkNeed(f, c, v, NoNeed)
	}
	if c := a.r.oneOf; c != nil {
		v := a.cell(c)
		if !slices.Contains(a.r.needs, c) {
			a.see(v)
		}
		a.checkNeed(f, c, v, NotAmong)
	}
	a.checkOrder(f)
	if c := a.r.unique; c != nil {
		v := a.look(c)
		if v.State == Bad {
			a.worsen(f, Invalid, BadCell, c, v)
		}
		if key, ok := sameKeyOf(v, c.Slot(a.in.period)); ok && a.r.same[key] > 1 {
			a.note(c, v, SevError, sameText(v, a.r.same[key]))
			a.worsen(f, Invalid, Twice, c, v)
		}
	}
}

// worsen gives the finding a status if that is worse than the one it has.
func (a *asking) worsen(f *Finding, s Status, why Reason, c *Column, v *Value) {
	if s < f.Status {
		f.Status, f.Reason, f.Column = s, why, c
		a.lead(v.At)
	}
}

// checkNeed checks a cell that must be filled; what is bad there has the reason
// bad.
func (a *asking) checkNeed(f *Finding, c *Column, v *Value, bad Reason) {
	switch v.State {
	case Bad:
		if bad == NoNeed {
			bad = BadCell
		}
		a.worsen(f, Invalid, bad, c, v)
	case Asked:
		a.worsen(f, Unconfirmed, AskedOffice, c, v)
	case Good, Yes:
	default:
		a.worsen(f, Unconfirmed, NoNeed, c, v)
	}
}

// checkOrder checks that dates or numbers don't go down from column to column;
// blank ones are left out. No date may lie ahead.
func (a *asking) checkOrder(f *Finding) {
	var last *Value
	var lastColumn *Column
	for _, c := range a.r.order {
		v := a.look(c)
		switch {
		case v.State == Bad:
			a.worsen(f, Invalid, BadCell, c, v)
		case v.State != Good:
		case v.Date > a.today:
			a.defect(v, c, faultFuture)
			a.worsen(f, Invalid, BadCell, c, v)
		case last != nil && goesDown(last, v):
			a.note(c, v, SevError, orderText(a.d.headerOf(c, a.in.period), a.d.headerOf(lastColumn, a.in.period), c.Type))
			a.worsen(f, Invalid, OutOfOrder, c, v)
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
