package post

import (
	"slices"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// units decides on reminders and thanks, once a day.
func (d *deciding) units() {
	if !d.Reminders.On || !d.now.known() || !d.unitsDue() {
		return
	}
	d.Told.Daily = d.now.At
	v := d.now.Verdict
	todo := make([][]*rules.Finding, len(v.Data.Units))
	open := make([]bool, len(v.Data.Units))
	settled := map[ledger.Key]bool{}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Level != rules.ForUnit {
			continue
		}
		key := ledger.KeyOf(v, f)
		settled[key] = isSettled(f)
		if f.Closed || !asks(f) {
			continue
		}
		open[f.Unit] = true
		if d.remindable(key, f) {
			todo[f.Unit] = append(todo[f.Unit], f)
		}
	}
	d.settle(settled)
	for _, u := range d.urgent(todo) {
		d.remind(u, todo[u])
	}
	for u := range v.Data.Units {
		if !open[u] && !v.Held[u] {
			d.thank(u)
		}
	}
}

// unitsDue reports whether today's look at the units is due: after the morning's
// time, within the hours, on a day on which people work.
func (d *deciding) unitsDue() bool {
	at, zone := d.now.At, d.now.At.Location()
	day := rules.DateOf(at)
	begin := dayTime(day, max(d.Reminders.From, d.Morning), zone)
	end := dayTime(day, d.Reminders.To, zone)
	if at.Before(begin) || !at.Before(end) || !d.Told.Daily.Before(begin) {
		return false
	}
	return d.Reminders.Weekends || working(d.now.Verdict.Plan, day)
}

// isSettled reports whether nothing of the finding waits: it is done, or needn't be, or
// the figures that were missing stand there. What was only put off does.
func isSettled(f *rules.Finding) bool {
	figures := f.Rule.Reach != nil && (f.Status == rules.InProgress || f.Status == rules.Behind)
	return f.Status.Done() || f.Status == rules.Exempt || figures
}

// asks reports whether the unit itself can do something about the finding now.
func asks(f *rules.Finding) bool {
	switch f.Status {
	case rules.Overdue, rules.Invalid, rules.Missing, rules.DueSoon:
		return true
	case rules.Unconfirmed:
		return f.Reason != rules.AskedOffice
	}
	return false
}

// remindable reports whether a unit may be reminded of a finding that asks for
// something: not of what was overdue before the program began, nor of what only one
// cycle saw; and what isn't a question of days not in the program's first days.
func (d *deciding) remindable(key ledger.Key, f *rules.Finding) bool {
	e, known := d.l.Entries[key]
	if !known || e.Old && f.Status == rules.Overdue || e.Doubt != rules.NoStatus || e.Held {
		return false
	}
	return f.Status == rules.Overdue || f.Status == rules.DueSoon || d.now.At.Sub(d.l.First) >= d.Reminders.Again
}

// urgent is the units with something to do, those with the worst first: the limits
// put off the others.
func (d *deciding) urgent(todo [][]*rules.Finding) []int {
	var out []int
	for u := range todo {
		slices.SortStableFunc(todo[u], func(a, b *rules.Finding) int {
			if a.Status != b.Status {
				return int(a.Status) - int(b.Status)
			}
			return int(a.Due - b.Due)
		})
		if len(todo[u]) > 0 {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return int(todo[a][0].Status) - int(todo[b][0].Status) })
	return out
}

// remind reminds one unit, unless it was reminded a short while ago, or all of it is
// known to it.
func (d *deciding) remind(u int, todo []*rules.Finding) {
	unit := &d.now.Verdict.Data.Units[u]
	last := d.Told.Units[unit.Name]
	keys := make([]ledger.Key, len(todo))
	press, times, more := false, 0, 0
	for i, f := range todo {
		keys[i] = ledger.KeyOf(d.now.Verdict, f)
		named := slices.Contains(last.Keys, keys[i])
		press = press || !named || d.presses(f, last.At)
		if named && f.Status == rules.Overdue {
			times = last.Times
		}
		if f.Status != rules.DueSoon {
			more = 1 // that something will be due is a notice; only what waits is a reminder
		}
	}
	if !press || unit.Email == "" || !last.At.IsZero() && d.now.At.Sub(last.At) < d.again() || !d.room(unit.Email) {
		return
	}
	d.Reminded = append(d.Reminded, Unit{Unit: u, To: unit.Email, Day: rules.DateOf(d.now.At), Times: times, Findings: todo})
	d.Told.Units[unit.Name] = ledger.Reminded{Unit: unit.Name, At: d.now.At, Times: times + more, Keys: keys}
}

// presses reports whether something that the last mail named already is reason enough
// for another: when it is overdue, and once more in the last days before it is due.
func (d *deciding) presses(f *rules.Finding, last time.Time) bool {
	lately := f.Due - rules.Date(d.Reminders.Again/(24*time.Hour))
	return f.Status == rules.Overdue || rules.DateOf(d.now.At) >= lately && rules.DateOf(last.In(d.now.At.Location())) < lately
}

// again is how long a unit isn't reminded again. Half a day less than the days set:
// mails are made at about the same time of day, not at the same second.
func (d *deciding) again() time.Duration { return d.Reminders.Again - 12*time.Hour }

// settle forgets of the last mail to each unit what is done since.
func (d *deciding) settle(settled map[ledger.Key]bool) {
	for unit, last := range d.Told.Units {
		last.Keys = slices.DeleteFunc(slices.Clone(last.Keys), func(k ledger.Key) bool { return settled[k] })
		d.Told.Units[unit] = last
	}
}

// thank tells a unit that was reminded that all is done: all of what it was reminded
// of, not only put off or over.
func (d *deciding) thank(u int) {
	unit := &d.now.Verdict.Data.Units[u]
	last := d.Told.Units[unit.Name]
	if last.Times == 0 || len(last.Keys) > 0 || unit.Email == "" || !d.room(unit.Email) {
		return
	}
	d.Thanked = append(d.Thanked, Unit{Unit: u, To: unit.Email, Day: rules.DateOf(d.now.At)})
	last.Times, last.Keys = 0, nil
	d.Told.Units[unit.Name] = last
}
