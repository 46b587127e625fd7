package report

import (
	"fmt"
	"sort"
	"strings"

	"rasoat/rules"
)

// The table's measures, in columns of the terminal.
const (
	usual  = 100 // width where none is known
	least  = 24
	narrow = 76 // below it, one thing under the other
	names  = 34 // at most for a unit's name beside its statuses
)

// Table is the verdict for the office: a summary, then what is asked of the
// whole, then group by group each unit that has something to do, worst first;
// then lists, defects by tab, and problems. No line is wider than width columns;
// 0 takes a usual width.
func Table(v *rules.Verdict, problems []rules.Problem, width int) string {
	t := newTable(v, room(width))
	t.head()
	t.level(rules.ForAll, "")
	for _, g := range t.groups() {
		t.group(g)
	}
	t.lists()
	t.defects()
	t.problems(problems)
	return t.out.String()
}

// room is the width that a table takes.
func room(width int) int {
	if width <= 0 {
		width = usual
	}
	return max(width, least)
}

type table struct {
	v      *rules.Verdict
	width  int
	name   int                // width of the column of names
	byUnit [][]*rules.Finding // what each unit has to do now
	out    strings.Builder
}

func newTable(v *rules.Verdict, width int) *table {
	t := &table{v: v, width: width, byUnit: make([][]*rules.Finding, len(v.Data.Units))}
	for i := range v.Data.Units {
		t.name = max(t.name, columns(tidy(t.unitName(i))))
	}
	t.name = min(t.name, names, width/3)
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Level == rules.ForUnit && !f.Closed && f.Status.Open() && f.Status != rules.InProgress {
			t.byUnit[f.Unit] = append(t.byUnit[f.Unit], f)
		}
	}
	return t
}

// line writes text behind an indent, wrapped; further lines are indented more.
func (t *table) line(indent int, text string) {
	for i, l := range wrap(tidy(text), t.width-indent-2) {
		if i > 0 {
			l = "  " + l
		}
		t.out.WriteString(strings.Repeat(" ", indent) + l + "\n")
	}
}

func (t *table) heading(text string) {
	t.out.WriteString("\n")
	t.line(0, text)
}

// row writes three columns, the last one wrapped; on a narrow terminal they
// stand one under the other. An empty first column goes on with the one above.
func (t *table) row(first, second, third string, w1, w2 int) {
	first, second, third = tidy(first), tidy(second), tidy(third)
	if t.width < narrow {
		if first != "" {
			t.line(2, first)
		}
		t.line(4, strings.TrimPrefix(second+": "+third, ": "))
		return
	}
	a, b, c := wrap(first, w1), wrap(second, w2), wrap(third, t.width-w1-w2-6)
	for i := range max(len(a), len(b), len(c)) {
		l := "  " + pad(at(a, i), w1) + "  " + pad(at(b, i), w2) + "  " + at(c, i)
		t.out.WriteString(strings.TrimRight(l, " ") + "\n")
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// head is the plan, the day and how many findings there are of each status.
func (t *table) head() {
	t.line(0, fmt.Sprintf("%s – năm %d", t.v.Plan.Title, t.v.Plan.Year))
	t.line(0, fmt.Sprintf("Xét ngày %s: %d %s.", t.v.Today, len(t.v.Data.Units), t.v.Plan.Levels.Unit))
	counts, closed := map[rules.Status]int{}, 0
	for i := range t.v.Findings {
		f := &t.v.Findings[i]
		switch {
		case f.Level != rules.ForUnit:
		case f.Closed && !f.Status.Done():
			closed++
		default:
			counts[f.Status]++
		}
	}
	var parts []string
	for _, s := range rules.Statuses() {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", s.Office(), counts[s]))
		}
	}
	if closed > 0 {
		parts = append(parts, fmt.Sprintf("đã chốt, chưa đạt %d", closed))
	}
	if len(parts) > 0 {
		t.line(0, "Số việc: "+strings.Join(parts, " · ")+".")
	}
}

// level writes all findings of a level above the units.
func (t *table) level(level rules.Level, group string) {
	first := level == rules.ForAll
	for i := range t.v.Findings {
		f := &t.v.Findings[i]
		if f.Level != level || level == rules.ForGroup && f.Group != group {
			continue
		}
		if first {
			t.heading(strings.ToUpper(t.v.Plan.Levels.All))
			first = false
		}
		t.row(f.Rule.Title, t.status(f), t.v.Why(f), t.name, statusWidth)
	}
}

// statusWidth holds the widest open status and its days.
const statusWidth = 18

// status is the finding's status for the office, with the days over due.
func (t *table) status(f *rules.Finding) string {
	if f.Status == rules.Overdue && t.v.Today > f.Due {
		return fmt.Sprintf("%s %d ngày", f.Status.Office(), t.v.Today-f.Due)
	}
	return f.Status.Office()
}

// groups is every group in the register's order; "" holds the units without one.
func (t *table) groups() []string {
	var all []string
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	for i := range t.v.Data.Units {
		add(t.v.Data.Units[i].Group())
	}
	for i := range t.v.Findings { // of a group level further up, too
		if f := &t.v.Findings[i]; f.Level == rules.ForGroup {
			add(f.Group)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i] != "" && all[j] == "" })
	return all
}

// unitRows is what a unit has to do.
type unitRows struct {
	unit  int
	open  [][]*rules.Finding // by rule and status, worst first
	count int
}

// group writes the units of a group, worst first.
func (t *table) group(name string) {
	var busy []unitRows
	var running, idle []string
	n := 0
	for u := range t.v.Data.Units {
		if t.v.Data.Units[u].Group() != name {
			continue
		}
		n++
		rows := t.open(u)
		switch {
		case rows.count > 0:
			busy = append(busy, rows)
		case t.v.Overall[u] == rules.InProgress || t.v.Overall[u] == rules.DueSoon || t.v.Overall[u] == rules.NotDue || t.v.Held[u]:
			running = append(running, t.unitName(u))
		default:
			idle = append(idle, t.unitName(u))
		}
	}
	t.heading(t.groupTitle(name, n))
	t.level(rules.ForGroup, name)
	sort.SliceStable(busy, func(i, j int) bool {
		a, b := busy[i], busy[j]
		if x, y := a.open[0][0].Status, b.open[0][0].Status; x != y {
			return x < y
		}
		return a.count > b.count
	})
	busy, same := t.alike(busy)
	for _, u := range busy {
		t.unit(u)
	}
	for _, a := range same {
		t.rest(a.what, a.units)
	}
	t.rest("Đang thực hiện, trong hạn", running)
	t.rest("Không còn việc cần làm", idle)
}

// rest names units in one paragraph.
func (t *table) rest(what string, units []string) {
	if len(units) > 0 {
		t.line(2, fmt.Sprintf("%s (%d): %s.", what, len(units), strings.Join(units, ", ")))
	}
}

func (t *table) groupTitle(name string, n int) string {
	levels := t.v.Plan.Levels
	switch {
	case name == "" && len(levels.Groups) == 0:
		name = levels.All
	case name == "":
		name = "Chưa phân " + levels.Groups[0]
	}
	if n == 0 {
		return strings.ToUpper(name)
	}
	return fmt.Sprintf("%s – %d %s", strings.ToUpper(name), n, levels.Unit)
}

// open collects what a unit has to do now, periods of one rule and status
// together.
func (t *table) open(unit int) unitRows {
	rows := unitRows{unit: unit, count: len(t.byUnit[unit])}
	type key struct {
		rule   *rules.Rule
		status rules.Status
	}
	where := map[key]int{}
	for _, f := range t.byUnit[unit] {
		k := key{f.Rule, f.Status}
		at, ok := where[k]
		if !ok {
			at = len(rows.open)
			where[k] = at
			rows.open = append(rows.open, nil)
		}
		rows.open[at] = append(rows.open[at], f)
	}
	sort.SliceStable(rows.open, func(i, j int) bool { return rows.open[i][0].Status < rows.open[j][0].Status })
	return rows
}

func (t *table) unit(u unitRows) {
	name := t.unitName(u.unit)
	for _, fs := range u.open {
		status, why := t.status(fs[0]), t.v.Why(fs[0])
		if len(fs) > 1 {
			status, why = fs[0].Status.Office(), t.v.Many(fs)
		}
		t.row(name, status, why, t.name, statusWidth)
		name = ""
	}
}

// unitName is a unit's name, with a word when something about it is unread.
func (t *table) unitName(unit int) string {
	name := t.v.Data.Units[unit].Name
	if t.v.Held[unit] {
		name += " (chưa đọc đủ)"
	}
	return name
}
