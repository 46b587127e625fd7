package mailer

import (
	"fmt"
	"strings"

	"rasoat/rules"
)

// changeNames is how many names a line of changes has room for.
const changeNames = 12

// changes is what moved since the digest before: a line for each rule and
// period in which the same became of some.
func (r *report) changes() []block {
	if r.since == "" {
		return nil
	}
	type key struct {
		how  move
		rule *rules.Rule
		slot int
		unit bool
	}
	var order [moves][]key
	who := map[key][]*rules.Finding{}
	for _, f := range r.findings {
		how := r.moves[f.Finding]
		if how == stayed {
			continue
		}
		k := key{how, f.Rule, f.Period.Slot(), f.Level == rules.ForUnit}
		if who[k] == nil {
			order[how] = append(order[how], k)
		}
		who[k] = append(who[k], f.Finding)
	}
	var items []string
	for _, keys := range order {
		for _, k := range keys {
			items = append(items, r.changeLine(k.how, who[k]))
		}
	}
	if len(items) == 0 {
		return []block{{Text: fmt.Sprintf("Không có việc nào đổi trạng thái so với %s.", r.since)}}
	}
	if more := len(items) - r.room; more > 0 {
		items = append(items[:r.room], fmt.Sprintf("… và %d nội dung khác.", more))
	}
	return []block{{Items: items}}
}

// changeLine is one rule and period in which the same became of some.
func (r *report) changeLine(how move, fs []*rules.Finding) string {
	f := fs[0]
	what := how.named()
	if how == gotOver && f.Status == rules.Unmet {
		what = "Chưa đạt"
	}
	about := f.Rule.NameIn(f.Period) + clause(f.Rule)
	if f.Level != rules.ForUnit {
		var names []string
		for _, f := range fs {
			names = append(names, cut(r.v.Subject(f), nameLength))
		}
		return fmt.Sprintf("%s: %s – %s.", what, about, strings.Join(names, ", "))
	}
	var units []int
	for _, f := range fs {
		units = append(units, f.Unit)
	}
	return fmt.Sprintf("%s: %s – %d đơn vị (%s).", what, about, len(units), named(r.shorts(units), changeNames))
}

// mostTalks is how many units somebody can call in a week.
const mostTalks = 5

// talks is the units that somebody should call, and about what. Without a
// memory they are those with most overdue. With one, newly overdue work comes
// first, since a call helps most then; what is left of the five places goes
// round among the others week by week, so that nobody waits for ever behind the
// same five.
func (r *report) talks() []debt {
	if r.since == "" {
		return r.owed[:min(mostTalks, len(r.owed))]
	}
	var fresh, old []debt
	for _, d := range r.owed {
		var news []*rules.Finding
		for _, f := range d.findings {
			if how := r.moves[f]; how == gotOver || how == reopened {
				news = append(news, f)
			}
		}
		if len(news) > 0 {
			fresh = append(fresh, debt{unit: d.unit, findings: news})
		} else {
			old = append(old, d)
		}
	}
	out := fresh[:min(mostTalks, len(fresh))]
	places := min(mostTalks-len(out), len(old))
	for i := range places {
		out = append(out, old[(week(r.v.Today)*places+i)%len(old)])
	}
	return out
}

// week numbers weeks, from Monday to Sunday.
func week(d rules.Date) int { return (int(d) + 5) / 7 } // day 2 of the count was a Monday
