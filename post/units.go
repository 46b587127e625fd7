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
		if f.Status.Done() || f.Status == rules.Exempt {
			settled[ledger.KeyOf(v, f)] = true
		}
		if f.Level != rules.ForUnit || f.Closed || !asks(f) {
			continue
		}
		open[f.Unit] = true
		if d.remindable(ledger.KeyOf(v, f), f) {
			todo[f.Unit] = append(todo[f.Unit], f)
		}
	}
	for _, u := range d.urgent(todo) {
		d.remind(u, todo[u])
	}
	for u := range v.Data.Units {
		if !open[u] && !v.Held[u] {
			d.thank(u, settled)
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

// remind reminds one unit, unless it was reminded a short while ago.
func (d *deciding) remind(u int, todo []*rules.Finding) {
	unit := &d.now.Verdict.Data.Units[u]
	last := d.Told.Units[unit.Name]
	if unit.Email == "" || !last.At.IsZero() && d.now.At.Sub(last.At) < d.again() || !d.room(unit.Email) {
		return
	}
	d.Reminded = append(d.Reminded, Unit{Unit: u, To: unit.Email, Day: rules.DateOf(d.now.At), Times: last.Times, Findings: todo})
	keys := make([]ledger.Key, len(todo))
	for i, f := range todo {
		keys[i] = ledger.KeyOf(d.now.Verdict, f)
	}
	d.Told.Units[unit.Name] = ledger.Reminded{Unit: unit.Name, At: d.now.At, Times: last.Times + 1, Keys: keys}
}

// again is how long a unit isn't reminded again. Half a day less than the days set:
// mails are made at about the same time of day, not at the same second.
func (d *deciding) again() time.Duration { return d.Reminders.Again - 12*time.Hour }

// thank tells a unit that was reminded that all of it is done. What nobody asks for any
// more for another reason (it is history, the office gave more time) wasn't done.
func (d *deciding) thank(u int, settled map[ledger.Key]bool) {
	unit := &d.now.Verdict.Data.Units[u]
	last := d.Told.Units[unit.Name]
	open := func(k ledger.Key) bool { return !settled[k] }
	if last.Times == 0 || len(last.Keys) == 0 || slices.ContainsFunc(last.Keys, open) || unit.Email == "" || !d.room(unit.Email) {
		return
	}
	d.Thanked = append(d.Thanked, Unit{Unit: u, To: unit.Email, Day: rules.DateOf(d.now.At)})
	last.Times, last.Keys = 0, nil
	d.Told.Units[unit.Name] = last
}
