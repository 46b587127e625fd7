package post

import (
	"cmp"
	"slices"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// longest is how many days back mornings are looked for: after a longer sleep the
// weekday is among them anyway.
const longest = 400

// morning is a day on which the office gets a digest.
type morning struct {
	day     rules.Date
	weekly  bool
	reports []rules.Period
}

// mornings are those in (after, until], the earliest first.
func (s *Settings) mornings(d dues, after, until time.Time) []morning {
	var out []morning
	first, last := rules.DateOf(after.In(until.Location())), rules.DateOf(until)
	for day := max(first, last-longest); day <= last; day++ {
		at := s.at(day, until.Location())
		if !at.After(after) || at.After(until) {
			continue
		}
		m := morning{day: day, weekly: day.Time().Weekday() == s.Weekly}
		for _, p := range d.ends[day-1] {
			if slices.Contains(s.Reports, p.Every) {
				m.reports = append(m.reports, p)
			}
		}
		if m.weekly || d.days[day-1] {
			out = append(out, m)
		}
	}
	return out
}

// endOfDay is the last moment of a mark's day. A digest that was made on a day takes the
// day's morning, be it still to come: there is one a day, and a second one would be taken
// for the first and thrown away, with what it had to tell.
func endOfDay(mark time.Time, zone *time.Location) time.Time {
	return dayTime(rules.DateOf(mark.In(zone))+1, 0, zone).Add(-1)
}

// at is the morning of a day.
func (s *Settings) at(day rules.Date, zone *time.Location) time.Time {
	return dayTime(day, s.Morning, zone)
}

// dayTime is a time of day, by the clock on the wall.
func dayTime(day rules.Date, since time.Duration, zone *time.Location) time.Time {
	t := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, int(since/time.Minute), 0, 0, zone)
}

// dues are the days on which something is due.
type dues struct {
	days map[rules.Date]bool           // of most units; of a single one where it isn't done
	what map[rules.Date][]instance     // what is due for most units
	ends map[rules.Date][]rules.Period // periods that have nothing due after the day, the shortest first
}

// instance is a rule in a period.
type instance struct {
	rule   *rules.Rule
	period string
}

// newDues are those of the plan's findings, as the ledger knows them: what can't be
// read now is due all the same.
func newDues(p *rules.Plan, l *ledger.Ledger) dues {
	d := dues{days: map[rules.Date]bool{}, what: map[rules.Date][]instance{}, ends: map[rules.Date][]rules.Period{}}
	byID := map[string]*rules.Rule{}
	for _, r := range p.Rules {
		if r.Enabled {
			byID[r.ID] = r
		}
	}
	count := map[instance]map[rules.Date]int{}
	for key, e := range l.Entries {
		in := instance{byID[key.Rule], key.Period}
		if in.rule == nil || e.Status == rules.Exempt {
			continue
		}
		if e.Status == rules.Overdue {
			d.days[e.Due] = true
		}
		if count[in] == nil {
			count[in] = map[rules.Date]int{}
		}
		count[in][e.Due]++
	}
	d.common(count)
	return d
}

// common finds the due day that most have, and the last one of each period.
func (d *dues) common(count map[instance]map[rules.Date]int) {
	last := map[rules.Period]rules.Date{}
	for in, days := range count {
		due := most(days)
		d.days[due] = true
		d.what[due] = append(d.what[due], in)
		if p, ok := rules.PeriodOf(in.period); ok && in.rule.Check == nil {
			last[p] = max(last[p], due)
		}
	}
	for p, due := range last {
		d.ends[due] = append(d.ends[due], p)
	}
	for _, periods := range d.ends {
		slices.SortFunc(periods, func(a, b rules.Period) int { return a.Slot() - b.Slot() })
	}
	for _, list := range d.what {
		slices.SortFunc(list, func(a, b instance) int {
			return cmp.Or(cmp.Compare(a.rule.Index, b.rule.Index), cmp.Compare(a.period, b.period))
		})
	}
}

// most is the day that most findings have; the later of two.
func most(days map[rules.Date]int) rules.Date {
	var best rules.Date
	for day, n := range days {
		if n > days[best] || n == days[best] && day > best {
			best = day
		}
	}
	return best
}

// working reports whether people work on the day.
func working(p *rules.Plan, day rules.Date) bool {
	w := day.Time().Weekday()
	return w != time.Saturday && w != time.Sunday && !p.Calendar.Holidays[day]
}
