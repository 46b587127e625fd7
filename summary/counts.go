package summary

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rasoat/rules"
)

// countHeads heads the counts of units.
func countHeads() []string {
	return []string{"Đơn vị", "Quá hạn", "Sắp hạn", "Ô sai", "Xong"}
}

// counts is how many units of all, of each group and of each sector stand how, and
// of each group whom to call.
func (b *builder) counts() {
	levels := b.v.Plan.Levels
	word, heading := levels.All, upper(levels.All)
	if len(levels.Groups) > 0 {
		word = levels.Groups[0]
		heading = "THEO " + upper(word)
	}
	b.section(heading)
	b.add(Head, append([]string{unitWord(word), "Không quá hạn", fmt.Sprintf("Cần trao đổi trước (tối đa %d đơn vị)", mostCalls)}, countHeads()...)...)
	all := b.tally.All
	all.Name = levels.All
	calls := ""
	if len(levels.Groups) == 0 {
		calls = b.calls(everybody)
	}
	b.count(&all, calls, everybody)
	for level, groups := range b.tally.Groups {
		if level > 0 {
			b.add(Head, levels.Groups[level])
		}
		for i := range groups {
			in := func(u *rules.Unit) bool { return level < len(u.Groups) && u.Groups[level] == groups[i].Name }
			calls := ""
			if level == 0 {
				calls = b.calls(in)
			}
			b.count(named(&groups[i]), calls, in)
		}
	}
	if levels.Sector == "" {
		return
	}
	b.section("THEO " + upper(levels.Sector))
	b.add(Head, append([]string{levels.Sector, "Không quá hạn", ""}, countHeads()...)...)
	for i := range b.tally.Sectors {
		s := &b.tally.Sectors[i]
		b.count(named(s), "", func(u *rules.Unit) bool { return u.Sector == s.Name })
	}
}

// named is the tally with a name, also of units without a group or sector.
func named(t *rules.Tally) *rules.Tally {
	c := *t
	if c.Name == "" {
		c.Name = "(chưa rõ)"
	}
	return &c
}

// count is the row of one tally.
func (b *builder) count(t *rules.Tally, calls string, in func(*rules.Unit) bool) {
	r := b.add(Body, oneLine(t.Name), fmt.Sprintf("%d/%d đơn vị", t.Units-t.Overdue, t.Units), calls)
	for _, n := range []int{t.Units, t.Overdue, t.DueSoon, t.Bad, t.AllDone} {
		r.Cells = append(r.Cells, number(float64(n)))
	}
	r.keep = b.held(in)
}

func upper(s string) string { return strings.ToUpper(oneLine(s)) }

// mostCalls is how many units of a group are named to be called.
const mostCalls = 5

// calls is whom to call, a line for each: the unit and one thing that it should do,
// the worst first.
func (b *builder) calls(in func(*rules.Unit) bool) string {
	worst := map[int]*rules.Finding{}
	var units []int
	for i := range b.v.Findings {
		f := &b.v.Findings[i]
		if f.Level != rules.ForUnit || !doable(f) || !in(&b.v.Data.Units[f.Unit]) || !b.v.Data.Units[f.Unit].ExistsOn(b.v.Today) {
			continue
		}
		w := worst[f.Unit]
		if w == nil {
			units = append(units, f.Unit)
		}
		if w == nil || moreUrgent(f, w) {
			worst[f.Unit] = f
		}
	}
	sort.SliceStable(units, func(i, j int) bool { return moreUrgent(worst[units[i]], worst[units[j]]) })
	var lines []string
	for _, u := range units[:min(mostCalls, len(units))] {
		lines = append(lines, shorten(b.names[u], 40)+": "+b.action(worst[u]))
	}
	return strings.Join(lines, "\n")
}

// doable reports whether the unit can do something about it now: not what waits
// for the office, nor what only runs on until the year's end.
func doable(f *rules.Finding) bool {
	open := []rules.Status{rules.Overdue, rules.Unmet, rules.Invalid, rules.Missing, rules.DueSoon}
	return !f.Closed && (slices.Contains(open, f.Status) || f.Status == rules.Unconfirmed && f.Reason != rules.AskedOffice)
}

func moreUrgent(a, b *rules.Finding) bool {
	if a.Status != b.Status {
		return a.Status < b.Status
	}
	return a.Due < b.Due
}

// action is one thing to do, without the column's name where the words say enough.
func (b *builder) action(f *rules.Finding) string {
	action := b.v.Clear(f)
	switch f.Reason {
	case rules.Plain, rules.UnderWay, rules.TooFew:
		action = b.inColumn.ReplaceAllString(action, "")
	}
	if action == "" {
		action = f.Rule.NameIn(f.Period)
	}
	return shorten(oneLine(action), 90)
}

// shorten cuts text after at most n letters.
func shorten(s string, n int) string {
	if letters := []rune(s); len(letters) > n {
		return strings.TrimRight(string(letters[:n-1]), " ,;:'") + "…"
	}
	return s
}
