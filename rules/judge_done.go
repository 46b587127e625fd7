package rules

import "slices"

// evidence is what the cells of a done rule say together.
type evidence struct {
	dates      []Date  // good ones, each with all that it needs
	ticks      int     // done, but no date
	doing      bool    // under way
	asked      *Column // "không áp dụng"
	denied     *Column // a "no" beside a date
	bad        *Column // can't be read, or can't be
	need       *Column // blank or bad beside a good date
	needStatus Status
	needReason Reason
	rows       int // rows that the unit has
}

// done judges whether something was done, and in time.
func (j *judging) done(f *Finding, r *ruling, u int, in *instance) {
	e := evidence{dates: j.dates[:0]}
	if r.many >= 0 {
		for _, row := range j.rowsOf(r.many, u) {
			e.rows++
			j.doneRow(&e, r, u, in, row)
		}
	} else {
		j.doneRow(&e, r, u, in, nil)
		e.rows = j.doneRows(r, u)
	}
	j.dates = e.dates
	j.doneStatus(f, r, in, &e)
	if f.Column != nil && r.many < 0 {
		j.lead(j.value(f.Column, u, in.period, nil).At)
	}
}

// doneStatus puts the evidence in the order of what counts first.
func (j *judging) doneStatus(f *Finding, r *ruling, in *instance, e *evidence) {
	wanted := max(r.rule.Done.Count, 1)
	have := len(e.dates)
	if !r.dated {
		have += e.ticks
	}
	if wanted > 1 {
		f.Value, f.Target, f.Counted, f.Aimed = Int(int64(have)), Int(int64(wanted)), true, true
	}
	switch {
	case e.asked != nil:
		f.Status, f.Reason, f.Column = Unconfirmed, AskedOffice, e.asked
	case e.denied != nil:
		f.Status, f.Reason, f.Column = Invalid, Contradict, e.denied
	case have >= wanted && (e.bad == nil || wanted > 1 || r.many >= 0):
		f.Status = j.inTime(f, e, wanted, in)
	case e.bad != nil:
		f.Status, f.Reason, f.Column = Invalid, BadCell, e.bad
	case e.need != nil:
		f.Status, f.Reason, f.Column = e.needStatus, e.needReason, e.need
	case e.ticks > 0 && r.dated:
		f.Status, f.Reason, f.Column = Unconfirmed, NoDate, r.on[0]
	default:
		j.notDone(f, r, in, e, have)
	}
}

// inTime is met or late, by the day on which the wanted number was reached.
func (j *judging) inTime(f *Finding, e *evidence, wanted int, in *instance) Status {
	if len(e.dates) == 0 || len(e.dates) < wanted {
		return Met // ticks alone tell no day
	}
	if wanted > 1 || len(e.dates) > 1 {
		slices.Sort(e.dates)
	}
	f.On = e.dates[wanted-1]
	if f.On > in.due {
		return Late
	}
	return Met
}

// notDone is the status of what isn't done, or not often enough.
func (j *judging) notDone(f *Finding, r *ruling, in *instance, e *evidence, have int) {
	if len(r.on) > 0 {
		f.Column = r.on[0]
	} else {
		f.Column = r.yes
	}
	if have == 0 && !e.doing && j.early(in) {
		f.Status, f.Column = NotDue, nil
		return
	}
	f.Status = j.waiting(in)
	switch {
	case have > 0:
		f.Reason = TooFew
	case e.doing:
		f.Reason = UnderWay
	case e.rows == 0 && r.many < 0:
		f.Reason = NoRow
		if f.Status != Overdue {
			f.Status = Missing
		}
	}
}

// doneRow adds what one row says: the first filled of the dates, then the tick.
func (j *judging) doneRow(e *evidence, r *ruling, u int, in *instance, row []Value) {
	wanted := r.rule.Done.Count
	before, ticks := len(e.dates), e.ticks
	for _, c := range r.on {
		v := j.value(c, u, in.period, row)
		j.see(v)
		if v.State == Blank || (wanted <= 1 && len(e.dates) > before) {
			continue
		}
		if !j.dated(e, r, c, v, u, in, row) {
			return
		}
	}
	dated := len(e.dates) > before || e.ticks > ticks || e.need != nil
	if r.yes != nil {
		v := j.value(r.yes, u, in.period, row)
		j.see(v)
		j.ticked(e, r, v, u, in, row, dated)
	}
	for _, c := range r.needs {
		j.see(j.value(c, u, in.period, row))
	}
}

// dated adds what the cell of a date or document says. False: the row ends here.
func (j *judging) dated(e *evidence, r *ruling, c *Column, v *Value, u int, in *instance, row []Value) bool {
	switch v.State {
	case Asked:
		e.asked = c
		return false
	case Bad:
		e.bad = c
		return false
	case Doing:
		e.doing = true
	case Good, Yes:
		if v.Date == 0 {
			j.tick(e, r, u, in, row)
			return true
		}
		return j.count(e, r, c, v, u, in, row)
	}
	return true
}

// ticked adds what the yes cell says beside the dates of its row.
func (j *judging) ticked(e *evidence, r *ruling, v *Value, u int, in *instance, row []Value, dated bool) {
	switch v.State {
	case Asked:
		e.asked = r.yes
	case Bad:
		e.bad = r.yes
	case Doing:
		e.doing = true
	case No:
		if dated {
			e.denied = r.yes
			j.defect(v, u, r.yes, SevError, faultDenied, in)
		}
	case Yes, Good:
		if v.Date != 0 && !dated {
			j.count(e, r, r.yes, v, u, in, row)
		} else if !dated {
			j.tick(e, r, u, in, row)
		}
	}
}

// tick counts a tick without a day, if what it needs is there.
func (j *judging) tick(e *evidence, r *ruling, u int, in *instance, row []Value) {
	if r.dated || j.complete(e, r, u, in, row) {
		e.ticks++
	}
}

// count adds a date when it can be and nothing is wanting beside it.
func (j *judging) count(e *evidence, r *ruling, c *Column, v *Value, u int, in *instance, row []Value) bool {
	switch fault := j.dateFault(v.Date, r, in); {
	case fault == faultNone:
		if j.complete(e, r, u, in, row) {
			e.dates = append(e.dates, v.Date)
		}
		return true
	case row != nil && fault != faultFuture: // of many rows, this one is another period's
		return true
	default:
		e.bad = c
		j.defect(v, u, c, SevError, fault, in)
		return false
	}
}

// complete reports whether all is there that must stand beside a date.
func (j *judging) complete(e *evidence, r *ruling, u int, in *instance, row []Value) bool {
	for _, c := range r.needs {
		v := j.value(c, u, in.period, row)
		switch v.State {
		case Good, Yes:
			continue
		case Bad:
			e.needStatus, e.needReason = Invalid, BadCell
		case Asked:
			e.needStatus, e.needReason = Unconfirmed, AskedOffice
		default:
			e.needStatus, e.needReason = Missing, NoNeed
		}
		e.need = c
		return false
	}
	return true
}

// dateFault says why a date can't be: it hasn't come yet, or lies outside the
// rule's window or, where it has none, before the period. Of a table with many
// rows the period's end counts too: later dates are the next period's.
func (j *judging) dateFault(d Date, r *ruling, in *instance) fault {
	switch {
	case d > j.today:
		return faultFuture
	case r.from != 0 || r.to != 0:
		if d < r.from || (r.to != 0 && d > r.to) {
			return faultWindow
		}
	case d < in.start:
		return faultBefore
	case r.many >= 0 && d > in.period.End():
		return faultWindow
	}
	return faultNone
}

// rowsOf is the unit's rows of a table with many.
func (j *judging) rowsOf(table, u int) [][]Value {
	if many := j.d.Tables[table].Many; u < len(many) {
		return many[u]
	}
	return nil
}

// doneRows counts the tables in which the unit has a row.
func (j *judging) doneRows(r *ruling, u int) int {
	n := 0
	for _, c := range r.on {
		n += j.hasRow(c, u)
	}
	if r.yes != nil {
		n += j.hasRow(r.yes, u)
	}
	return n
}

// hasRow is 1 when the unit has a row in the column's table.
func (j *judging) hasRow(c *Column, u int) int {
	if list := j.d.Tables[c.Table.Index].Entries; u < len(list) && list[u] != nil {
		return 1
	}
	return 0
}
