package mailer

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
)

// tally is how the units of one group or sector stand.
type tally struct {
	name                           string
	units, all, soon, overdue, bad int
}

// tallies counts units by a name of theirs, in the register's order.
func (r *report) tallies(of func(*rules.Unit) string) []tally {
	var out []tally
	at := map[string]int{}
	open := make([]int, len(r.v.Data.Units))
	soon := make([]bool, len(open))
	bad := make([]bool, len(open))
	for i := range r.v.Findings {
		f := &r.v.Findings[i]
		if f.Level != rules.ForUnit || f.Closed {
			continue
		}
		if f.Status.Open() {
			open[f.Unit]++
		}
		soon[f.Unit] = soon[f.Unit] || f.Status == rules.DueSoon
		bad[f.Unit] = bad[f.Unit] || f.Status == rules.Invalid
	}
	owed := make([]bool, len(open))
	for _, d := range r.owed {
		owed[d.unit] = true
	}
	for u := range r.v.Data.Units {
		name := of(&r.v.Data.Units[u])
		i, seen := at[name]
		if !seen {
			i = len(out)
			at[name] = i
			out = append(out, tally{name: name})
		}
		out[i].units++
		if open[u] == 0 {
			out[i].all++
		}
		if soon[u] {
			out[i].soon++
		}
		if owed[u] {
			out[i].overdue++
		}
		if bad[u] {
			out[i].bad++
		}
	}
	return out
}

// byGroup is the table of one group level, with what is judged of groups.
func (r *report) byGroup(level int, label string) []block {
	counts := r.tallies(func(u *rules.Unit) string {
		if level < len(u.Groups) {
			return u.Groups[level]
		}
		return ""
	})
	blocks := []block{{Table: tallyTable(label, counts)}}
	if level > 0 {
		return blocks
	}
	var items []string
	for i := range r.v.Findings {
		if f := &r.v.Findings[i]; f.Level == rules.ForGroup {
			items = append(items, fmt.Sprintf("%s: %s", f.Group, why(r.v, f)))
		}
	}
	if len(items) > 0 {
		blocks = append(blocks, block{Items: items})
	}
	return blocks
}

// bySector is the table of sectors.
func (r *report) bySector() []block {
	counts := r.tallies(func(u *rules.Unit) string { return u.Sector })
	return []block{{Table: tallyTable(r.v.Plan.Levels.Sector, counts)}}
}

func tallyTable(label string, counts []tally) *table {
	t := &table{Head: []string{label, "Đơn vị", "Đạt hết", "Sắp đến hạn", "Quá hạn", "Lỗi dữ liệu"}, Numbers: true}
	for _, c := range counts {
		name := within(label, c.name)
		if strings.TrimSpace(name) == "" {
			name = "(chưa rõ)"
		}
		t.Rows = append(t.Rows, []string{name, fmt.Sprint(c.units), fmt.Sprint(c.all),
			fmt.Sprint(c.soon), fmt.Sprint(c.overdue), fmt.Sprint(c.bad)})
	}
	return t
}

// within is a group's name under the heading of its level: "số 2" rather than
// "Vùng thi đua số 2" once more.
func within(label, name string) string {
	name = cut(name, nameLength)
	lead := utf8.RuneCountInString(label) + 1
	if runes := []rune(name); len(runes) > lead && strings.EqualFold(string(runes[:lead]), label+" ") {
		return string(runes[lead:])
	}
	return name
}
