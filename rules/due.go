package rules

import (
	"slices"
	"time"
)

// instance is a rule in one period, for one sector: what it asks, when. Dates
// are worked out once and shared by all units.
type instance struct {
	period Period
	start  Date // the first day on which it can be done
	common Date // due as the plan and the office set it for all
	due    Date // the same, or what the office gave this unit
	closes Date // last day on which it can be put right
	warn   Date // from this day on it is due soon
	ask    Date // from this day on a blank number is missing
}

// instances is every instance of the rule for units of the sector, in order of
// periods.
func (j *judging) instances(r *Rule, sector string) []instance {
	list := make([]instance, 0, r.Every.Count())
	for n := 1; n <= r.Every.Count(); n++ {
		p := NewPeriod(r.Every, n, j.p.Year)
		if !r.asks(p) {
			continue
		}
		due := j.p.move(r.DueFor(sector).In(p), p)
		list = append(list, newInstance(r, p, j.decidedDue(r, p, due)))
	}
	return list
}

// asks reports whether the rule has an instance in the period, one of its length.
func (r *Rule) asks(p Period) bool { return len(r.Only) == 0 || slices.Contains(r.Only, p) }

// newInstance works out what hangs on the due date.
func newInstance(r *Rule, p Period, due Date) instance {
	in := instance{period: p, start: p.Start(), common: due}
	if r.Done != nil {
		in.start = max(in.start, r.Done.Window[0])
	}
	in.setDue(r, due)
	return in
}

// setDue gives the instance its final due date, and moves all that is relative
// to it. An instance closes on the day that r.Closes names, counted from that
// final due, and never before it: with no Closes it closes on the due day.
func (in *instance) setDue(r *Rule, due Date) {
	in.due = due
	in.closes = max(r.Closes.day(in.period, due, +1), due)
	in.warn = min(r.Warn.day(in.period, due, -1), due)
	in.ask = in.start
	if r.Ask != (Offset{}) {
		in.ask = r.Ask.day(in.period, due, -1)
	}
}

// day is the day that the offset names. Days are counted after the due day for
// side +1 (closing) and before it for side -1 (warning, asking).
func (o Offset) day(p Period, due Date, side int) Date {
	switch {
	case o.On != 0:
		return o.On
	case o.FromEnd:
		return p.End() + Date(o.Days)
	}
	days := o.Days
	if days < 0 {
		days = -days
	}
	return due + Date(side*days)
}

// In is the due day of a period, before weekends and holidays move it.
func (d Due) In(p Period) Date {
	switch {
	case d.On != 0:
		return d.On
	case d.Day > 0:
		end := p.End().Time()
		return NewDate(end.Year(), end.Month(), min(d.Day, end.Day()))
	case d.FromStart:
		return p.Start() + Date(d.Days)
	}
	return p.End() + Date(d.Days)
}

// move takes a due day that is a Saturday, Sunday or holiday to the next working
// day. The last day of the period itself and of the plan's year stay: neither
// gets longer.
func (p *Plan) move(due Date, period Period) Date {
	if p.Calendar.KeepWeekends || due == period.End() || due == NewDate(p.Year, time.December, 31) {
		return due
	}
	for range 366 { // a calendar of nothing but holidays ends too
		if !p.rests(due) {
			break
		}
		due++
	}
	return due
}

// rests reports whether nobody works on the day.
func (p *Plan) rests(d Date) bool {
	if day := d.Time().Weekday(); day == time.Saturday || day == time.Sunday {
		return true
	}
	return p.Calendar.Holidays[d]
}
