package post

import (
	"maps"
	"slices"
	"strings"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// wrongClock is how far a mark may lie ahead of the clock before the clock that set
// it must have been wrong.
const wrongClock = 36 * time.Hour

// Due is the mails that are due now. l is the ledger with what the present cycle
// found.
func (s Settings) Due(l *ledger.Ledger, now Now) Orders {
	d := deciding{Settings: s, l: l, now: now, made: now.Made, madeTo: maps.Clone(now.MadeTo)}
	if d.madeTo == nil {
		d.madeTo = map[string]int{}
	}
	d.Told = clone(l.Told)
	if now.Asked {
		d.asked()
		return d.Orders
	}
	d.setBack()
	d.office()
	d.units()
	d.operator()
	return d.Orders
}

// deciding is one decision on its way.
type deciding struct {
	Settings
	Orders
	l      *ledger.Ledger
	now    Now
	made   int
	madeTo map[string]int
}

// clone is a copy that may be changed.
func clone(t ledger.Told) ledger.Told {
	t.Units, t.Troubles, t.Closed = maps.Clone(t.Units), maps.Clone(t.Troubles), maps.Clone(t.Closed)
	if t.Units == nil {
		t.Units = map[string]ledger.Reminded{}
	}
	if t.Troubles == nil {
		t.Troubles = map[string]ledger.Trouble{}
	}
	if t.Closed == nil {
		t.Closed = map[string]time.Time{}
	}
	return t
}

// setBack takes marks back that a clock set which ran far ahead: nobody would hear
// anything until then. Mails that were made already aren't made again: they have the
// day in their key.
func (d *deciding) setBack() {
	back := func(mark time.Time) time.Time {
		if mark.After(d.now.At.Add(wrongClock)) {
			return d.now.At
		}
		return mark
	}
	if slot := back(d.Told.Slot); slot != d.Told.Slot {
		d.Told.Slot = slot.AddDate(0, 0, -1) // a mark takes all of its day, and today's morning is still to come
	}
	d.Told.Daily = back(d.Told.Daily)
	for unit, r := range d.Told.Units {
		r.At = back(r.At)
		d.Told.Units[unit] = r
	}
	for key, t := range d.Told.Troubles {
		t.Since = back(t.Since)
		d.Told.Troubles[key] = t
	}
}

// office decides on the digest, and on those of groups.
func (d *deciding) office() {
	if len(d.Office) == 0 {
		return
	}
	day, weekly, reports, due := d.digestDue()
	switch {
	case !due:
		return
	case !d.now.known():
		d.Unread = &Unread{Day: day} // the digest waits until something can be read
		return
	}
	d.Digest = &Digest{Day: day, Since: d.l.Told.Digest, Reports: reports}
	d.spend(d.Office...)
	d.groups(day, weekly)
	for _, p := range reports {
		d.Told.Closed[p.String()] = d.now.At
	}
	d.Told.Slot, d.Told.Digest = d.now.At, d.now.At
	d.told()
}

// asked makes the digest that somebody asked for. The next one tells what is new since;
// mornings and periods stay as they are.
func (d *deciding) asked() {
	if !d.now.known() || len(d.Office) == 0 {
		return
	}
	d.Digest = &Digest{Day: rules.DateOf(d.now.At), Asked: true, Since: d.l.Told.Digest}
	d.Told.Digest = d.now.At
	d.told()
}

// digestDue reports whether a digest is due, for which morning, and what it reports.
// The first one is due at once: it tells how things stand. Where somebody asked for
// one before, that was the first.
func (d *deciding) digestDue() (day rules.Date, weekly bool, reports []rules.Period, due bool) {
	day = rules.DateOf(d.now.At)
	last := d.Told.Slot
	if last.IsZero() {
		last = d.Told.Digest
	}
	if last.IsZero() {
		return day, true, nil, true
	}
	mornings := d.mornings(newDues(d.now.Plan, d.l), endOfDay(last, d.now.At.Location()), d.now.At)
	for _, m := range mornings {
		weekly = weekly || m.weekly
		for _, p := range m.reports {
			if _, made := d.Told.Closed[p.String()]; !made {
				reports = append(reports, p)
			}
		}
	}
	if len(mornings) == 0 {
		return day, false, nil, false
	}
	slices.SortStableFunc(reports, func(a, b rules.Period) int { return int(a.Every) - int(b.Every) })
	return mornings[len(mornings)-1].day, weekly, reports, true
}

// groups decides on the mails to heads of groups: each week, and when something of
// theirs is newly overdue.
func (d *deciding) groups(day rules.Date, weekly bool) {
	if len(d.Settings.Groups) == 0 {
		return
	}
	fresh := map[string]bool{}
	v := d.now.Verdict
	for i := range v.Findings {
		f := &v.Findings[i]
		if e := d.l.Entries[ledger.KeyOf(v, f)]; f.Level == rules.ForUnit && e.Status == rules.Overdue && e.Told != rules.Overdue {
			for _, g := range v.Data.Units[f.Unit].Groups {
				fresh[rules.Fold(g)] = true
			}
		}
	}
	there := map[string]string{} // as the sheet writes them
	for u := range v.Data.Units {
		for _, g := range v.Data.Units[u].Groups {
			there[rules.Fold(g)] = g
		}
	}
	for _, h := range d.Settings.Groups {
		g := rules.Fold(h.Group)
		if there[g] != "" && (weekly || fresh[g]) && d.room(h.To) {
			h.Group = there[g]
			d.Orders.Groups = append(d.Orders.Groups, Group{Head: h, Day: day, Since: d.l.Told.Digest})
		}
	}
}

// told notes that the digest tells the status of each finding.
func (d *deciding) told() {
	for key, e := range d.l.Entries {
		if e.Told != e.Status {
			e.Key, e.Told = key, e.Status
			d.Entries = append(d.Entries, e)
		}
	}
	slices.SortFunc(d.Entries, func(a, b ledger.Entry) int { return a.Key.Compare(b.Key) })
}

// room takes a place under the limits for a mail to somebody. False where there is
// none: the mail is put off, and another day's tells the same.
func (d *deciding) room(to string) bool {
	to = bare(to)
	if d.Limits.Day > 0 && d.made >= d.Limits.Day || d.Limits.Recipient > 0 && d.madeTo[to] >= d.Limits.Recipient {
		d.Capped++
		return false
	}
	d.spend(to)
	return true
}

// spend counts mails that are made whatever the limits say.
func (d *deciding) spend(to ...string) {
	for _, one := range to {
		d.made++
		d.madeTo[bare(one)]++
	}
}

// bare is an address without the name that may stand before it.
func bare(address string) string {
	if _, rest, named := strings.Cut(address, "<"); named {
		address, _, _ = strings.Cut(rest, ">")
	}
	return strings.ToLower(strings.TrimSpace(address))
}
