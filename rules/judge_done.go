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
}

// done judges whether something was done, and in time.
func (a *asking) done(f *Finding) {
	e := evidence{dates: a.dates[:0]}
	if a.r.many >= 0 {
		for _, row := range a.rowsOf(a.r.many, a.unit) {
			a.row = row
			a.doneRow(&e)
		}
	} else {
		a.doneRow(&e)
	}
	a.dates = e.dates
	a.doneStatus(f, &e)
	if f.Column != nil && a.r.many < 0 {
		a.lead(a.cell(f.Column).At)
	}
}

// doneStatus puts the evidence in the order of what counts first.
func (a *asking) doneStatus(f *Finding, e *evidence) {
	wanted := max(a.r.rule.Done.Count, 1)
	have := len(e.dates)
	if !a.r.dated {
		have += e.ticks
	}
	if wanted > 1 {
		f.Value, f.Target, f.Counted, f.Aimed = Int(int64(have)), Int(int64(wanted)), true, true
	}
	switch {
	case have >= wanted && a.r.many >= 0: // what other rows say doesn't matter
		f.Status = a.inTime(f, e, wanted)
	case e.asked != nil:
		f.Status, f.Reason, f.Column = Unconfirmed, AskedOffice, e.asked
	case e.denied != nil:
		f.Status, f.Reason, f.Column = Invalid, Contradict, e.denied
	case have >= wanted && (e.bad == nil || wanted > 1):
		f.Status = a.inTime(f, e, wanted)
	case e.bad != nil:
		f.Status, f.Reason, f.Column = Invalid, BadCell, e.bad
	case e.need != nil:
		f.Status, f.Reason, f.Column = e.needStatus, e.needReason, e.need
	case e.ticks > 0 && a.r.dated:
		f.Status, f.Reason, f.Column = Unconfirmed, NoDate, a.r.on[0]
	default:
		a.notDone(f, e, have)
	}
}

// inTime is met or late, by the day on which the wanted number was reached.
func (a *asking) inTime(f *Finding, e *evidence, wanted int) Status {
	if len(e.dates) == 0 || len(e.dates) < wanted {
		return Met // ticks alone tell no day
	}
	if wanted > 1 || len(e.dates) > 1 {
		slices.Sort(e.dates)
	}
	f.On = e.dates[wanted-1]
	if f.On > a.in.due {
		return Late
	}
	return Met
}

// notDone is the status of what isn't done, or not often enough.
func (a *asking) notDone(f *Finding, e *evidence, have int) {
	if len(a.r.on) > 0 {
		f.Column = a.r.on[0]
	} else {
		f.Column = a.r.yes
	}
	if have == 0 && !e.doing && a.early(a.in) {
		f.Status, f.Column = NotDue, nil
		return
	}
	f.Status = a.waiting(a.in)
	switch {
	case have > 0:
		f.Reason = TooFew
	case e.doing:
		f.Reason = UnderWay
	case a.r.many < 0 && !a.anyRow():
		f.Reason = NoRow
		if f.Status != Overdue {
			f.Status = Missing
		}
	}
}

// doneRow adds what one row says: the first filled of the dates, then the tick.
func (a *asking) doneRow(e *evidence) {
	wanted := a.r.rule.Done.Count
	before, ticks := len(e.dates), e.ticks
	for _, c := range a.r.on {
		v := a.look(c)
		if v.State == Blank || (wanted <= 1 && len(e.dates) > before) {
			continue
		}
		if !a.dated(e, c, v) {
			return
		}
	}
	dated := len(e.dates) > before || e.ticks > ticks || e.need != nil
	if a.r.yes != nil {
		v := a.look(a.r.yes)
		a.ticked(e, v, dated)
	}
	for _, c := range a.r.needs {
		a.look(c)
	}
}

// dated adds what the cell of a date or document says. False: the row ends here.
func (a *asking) dated(e *evidence, c *Column, v *Value) bool {
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
			a.tick(e)
			return true
		}
		return a.count(e, c, v)
	}
	return true
}

// ticked adds what the yes cell says beside the dates of its row.
func (a *asking) ticked(e *evidence, v *Value, dated bool) {
	switch v.State {
	case Asked:
		e.asked = a.r.yes
	case Bad:
		e.bad = a.r.yes
	case Doing:
		e.doing = true
	case No:
		if dated {
			e.denied = a.r.yes
			a.defect(v, a.r.yes, faultDenied)
		}
	case Yes, Good:
		if v.Date != 0 && !dated {
			a.count(e, a.r.yes, v)
		} else if !dated {
			a.tick(e)
		}
	}
}

// tick counts a tick without a day, if what it needs is there.
func (a *asking) tick(e *evidence) {
	if a.r.dated || a.complete(e) {
		e.ticks++
	}
}

// count adds a date when it can be and nothing is wanting beside it.
func (a *asking) count(e *evidence, c *Column, v *Value) bool {
	switch fault := a.dateFault(v.Date); {
	case fault == faultNone:
		if a.complete(e) {
			e.dates = append(e.dates, v.Date)
		}
		return true
	case a.row != nil && fault != faultFuture: // of many rows, this one is another period's
		return true
	default:
		e.bad = c
		a.defect(v, c, fault)
		return false
	}
}

// complete reports whether all is there that must stand beside a date.
func (a *asking) complete(e *evidence) bool {
	for _, c := range a.r.needs {
		v := a.cell(c)
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
func (a *asking) dateFault(d Date) fault {
	switch {
	case d > a.today:
		return faultFuture
	case a.r.from != 0 || a.r.to != 0:
		if d < a.r.from || (a.r.to != 0 && d > a.r.to) {
			return faultWindow
		}
	case d < a.in.start:
		return faultBefore
	case a.r.many >= 0 && d > a.in.period.End():
		return faultWindow
	}
	return faultNone
}

// anyRow reports whether the unit has a row in a table that the rule looks at.
func (a *asking) anyRow() bool {
	for _, c := range a.r.on {
		if a.hasRow(c) {
			return true
		}
	}
	return a.r.yes != nil && a.hasRow(a.r.yes)
}
