package mailer

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
)

// BriefLength is how many characters a brief has at most.
const BriefLength = 900

// Brief is a short text to paste into a group's chat: each of its units that
// has open work on a line of its own, the worst first, without figures. The
// empty group means all units. Units named in done have finished what they were
// asked before, and are thanked. What doesn't fit is counted, never cut in the
// middle; a group without units gives "".
func Brief(v *rules.Verdict, group string, done ...string) string {
	if v == nil || v.Plan == nil || v.Data == nil {
		return ""
	}
	units := members(v, group)
	if len(units) == 0 {
		return ""
	}
	head := briefHead(v, group, units[0])
	works := openWork(v, units)
	tail := ""
	switch {
	case blocked(v) || anyHeld(v, units):
		tail = "Chưa xét đủ vì có bảng hoặc trang chưa đọc được."
	case len(works) == 0:
		tail = "Không còn việc cần làm. Cảm ơn các đồng chí!"
	}
	if len(done) > 0 {
		tail = "Đã xong từ tuần trước: " + clean(strings.Join(done, ", ")) + ". Cảm ơn các đồng chí!"
	}
	return fill(head, works, tail)
}

// anyHeld reports whether one of the units couldn't be judged in full.
func anyHeld(v *rules.Verdict, units []int) bool {
	return slices.ContainsFunc(units, func(u int) bool { return u < len(v.Held) && v.Held[u] })
}

// members is the units of a group, at whatever level of groups.
func members(v *rules.Verdict, group string) []int {
	var out []int
	for u := range v.Data.Units {
		if group == "" || levelOf(&v.Data.Units[u], group) >= 0 {
			out = append(out, u)
		}
	}
	return out
}

// levelOf is the level at which the unit belongs to the group, -1 for none.
func levelOf(u *rules.Unit, group string) int {
	for level, g := range u.Groups {
		if rules.Fold(g) == rules.Fold(group) {
			return level
		}
	}
	return -1
}

// briefHead names the group, by its level's word too, and the day.
func briefHead(v *rules.Verdict, group string, unit int) string {
	name := v.Plan.Levels.All
	if group != "" {
		label := ""
		if level := levelOf(&v.Data.Units[unit], group); level < len(v.Plan.Levels.Groups) {
			label = v.Plan.Levels.Groups[level]
		}
		name = strings.TrimSpace(label + " " + within(label, group))
	}
	day := v.Today.Short()
	if v.Today.Year() != v.Plan.Year {
		day = v.Today.String()
	}
	return clean(fmt.Sprintf("%s – việc cần làm đến %s", strings.ToUpper(name), day))
}

// work is what one unit has to do: its worst thing in words, and how many more.
type work struct {
	unit  int
	worst *rules.Finding
	more  int
	line  string
}

// openWork is the units with something that they can do now, worst first.
func openWork(v *rules.Verdict, units []int) []work {
	by := map[int]*work{}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Level != rules.ForUnit || !doable(f) {
			continue
		}
		w := by[f.Unit]
		switch {
		case w == nil:
			by[f.Unit] = &work{unit: f.Unit, worst: f}
		case f.Status < w.worst.Status || f.Status == w.worst.Status && f.Due < w.worst.Due:
			w.worst = f
			w.more++
		default:
			w.more++
		}
	}
	var out []work
	names := shortNames(v)
	for _, u := range units {
		if w := by[u]; w != nil {
			w.line = briefLine(v, names[u], w)
			out = append(out, *w)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].worst.Status < out[j].worst.Status })
	return out
}

// doable reports whether the unit itself can do something about it now: not
// what waits for the office, nor what only runs on until the year's end.
func doable(f *rules.Finding) bool {
	switch f.Status {
	case rules.Overdue, rules.Unmet, rules.Invalid, rules.Missing, rules.DueSoon:
		return !f.Closed
	case rules.Unconfirmed:
		return !f.Closed && f.Reason != rules.AskedOffice
	}
	return false
}

// column is the part of an action that names the column: known to who opens
// the sheet, too long for a chat.
var column = regexp.MustCompile(` (vào|ở) cột '[^']*'`)

// briefLine is one unit's line.
func briefLine(v *rules.Verdict, name string, w *work) string {
	action := v.Clear(w.worst)
	switch w.worst.Reason {
	case rules.Plain, rules.UnderWay, rules.TooFew: // the plan's own words say enough
		action = column.ReplaceAllString(action, "")
	default:
		action = strings.Replace(action, "sửa ô ở cột", "sửa cột", 1)
	}
	if action == "" {
		action = lower(w.worst.Rule.NameIn(w.worst.Period))
	}
	line := fmt.Sprintf("- %s: %s", cut(name, 40), cut(action, 90))
	if w.more > 0 {
		line += fmt.Sprintf("; còn %d việc", w.more)
	}
	return clean(line)
}

// fill puts lines between head and tail until the brief is full; the last line
// then says how many units are left out.
func fill(head string, works []work, tail string) string {
	size := func(lines []string) int { return utf8.RuneCountInString(strings.Join(lines, "\n")) }
	lines := []string{head}
	for _, w := range works {
		lines = append(lines, w.line)
	}
	if tail != "" {
		lines = append(lines, tail)
	}
	if size(lines) < BriefLength {
		return strings.Join(lines, "\n") + "\n"
	}
	if tail != "" && utf8.RuneCountInString(tail) > BriefLength/4 {
		tail = ""
	}
	for n := len(works); n >= 0; n-- {
		lines = append([]string{head}, make([]string, n)...)
		for i, w := range works[:n] {
			lines[i+1] = w.line
		}
		lines = append(lines, fmt.Sprintf("… và %d đơn vị khác còn việc.", len(works)-n))
		if tail != "" {
			lines = append(lines, tail)
		}
		if size(lines) < BriefLength {
			break
		}
	}
	return strings.Join(lines, "\n") + "\n"
}
