package post

import (
	"fmt"
	"strings"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// Coming is something that the program does by itself later.
type Coming struct {
	At   time.Time
	What string // one line in Vietnamese
}

// Coming is the mails of the office's mornings in (from, until], the earliest first.
// What a sheet or the office's decisions change until then may change it.
func (s Settings) Coming(p *rules.Plan, l *ledger.Ledger, from, until time.Time) []Coming {
	var out []Coming
	d := newDues(p, l)
	if told := endOfDay(l.Told.Slot, until.Location()); from.Before(told) && !l.Told.Slot.After(from.Add(wrongClock)) {
		from = told
	}
	for _, m := range s.mornings(d, from, until) {
		var why []string
		if m.weekly {
			why = append(why, "thư hằng tuần")
		}
		if what := d.due(m.day - 1); what != "" {
			why = append(why, fmt.Sprintf("sau hạn %s: %s", (m.day-1).String(), what))
		}
		for _, period := range m.reports {
			why = append(why, "kết quả "+period.Label())
		}
		out = append(out, Coming{At: s.at(m.day, until.Location()), What: "Bản tổng hợp (" + strings.Join(why, "; ") + ")"})
	}
	return out
}

// due is what most units have due on a day, in few words.
func (d *dues) due(day rules.Date) string {
	var words []string
	for _, in := range d.what[day] {
		p, _ := rules.PeriodOf(in.period)
		words = append(words, in.rule.NameIn(p))
	}
	if len(words) > 4 {
		words = append(words[:4], fmt.Sprintf("và %d việc khác", len(words)-4))
	}
	return strings.Join(words, ", ")
}
