package report

import (
	"fmt"

	"rasoat/rules"
)

// alike is units of which the same one thing, due soon, is all that is asked.
type alike struct {
	what  string
	units []string
}

// many is how many units with the same thing to do stand together in one line.
const many = 3

// request is one thing that is due soon.
type request struct {
	rule   *rules.Rule
	period rules.Period
	due    rules.Date
}

// only is the one thing that a unit has to do, where it is due soon; false
// where there is more, or something worse.
func (t *table) only(u unitRows) (request, bool) {
	f := u.open[0][0]
	return request{f.Rule, f.Period, f.Due}, u.count == 1 && f.Status == rules.DueSoon && !t.v.Held[u.unit]
}

// alike takes out the units that have nothing but the same thing to do before
// long: a month's report is asked of everybody at once.
func (t *table) alike(busy []unitRows) (rest []unitRows, same []alike) {
	count, where := map[request]int{}, map[request]int{}
	for _, u := range busy {
		if k, ok := t.only(u); ok {
			count[k]++
		}
	}
	for _, u := range busy {
		k, ok := t.only(u)
		if !ok || count[k] < many {
			rest = append(rest, u)
			continue
		}
		at, known := where[k]
		if !known {
			at = len(same)
			where[k] = at
			same = append(same, alike{what: fmt.Sprintf("%s: %s, %s, hạn %s",
				rules.DueSoon.Office(), k.rule.Title, k.period.Label(), k.due)})
		}
		same[at].units = append(same[at].units, t.unitName(u.unit))
	}
	return rest, same
}
