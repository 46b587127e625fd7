package mailer

import (
	"fmt"
	"slices"

	"rasoat/rules"
)

// reported is the periods to report, the longest first and the latest of equals.
func reported(periods []rules.Period) []rules.Period {
	out := slices.Clone(periods)
	slices.SortFunc(out, func(a, b rules.Period) int {
		if a.Every != b.Every {
			return int(b.Every) - int(a.Every)
		}
		return int(b.End() - a.End())
	})
	return slices.Compact(out)
}

// result is how one rule ended in one period.
type result struct {
	count
	intime, late, exempt int
}

// resultsOf is how units' rules ended in a period, in the plan's order.
func (r *report) resultsOf(p rules.Period, in func(*rules.Finding) bool) []result {
	var out []result
	at := map[*rules.Rule]int{}
	for _, f := range r.findings {
		if f.Level != rules.ForUnit || f.Period != p || f.Rule.Check != nil || f.Rule.List != nil || !in(f.Finding) {
			continue
		}
		i, seen := at[f.Rule]
		if !seen {
			i = len(out)
			at[f.Rule] = i
			out = append(out, result{count: count{rule: f.Rule, period: p}})
		}
		out[i].add(f.Finding)
		switch f.Status {
		case rules.Met:
			out[i].intime++
		case rules.Late:
			out[i].late++
		case rules.Exempt:
			out[i].exempt++
		}
	}
	slices.SortStableFunc(out, func(a, b result) int { return a.rule.Index - b.rule.Index })
	return out
}

// anybody is every finding.
func anybody(*rules.Finding) bool { return true }

// main is the rule after which a mail that reports is named: of the longest
// period, the one due last; nil for a mail that reports nothing.
func (r *report) main() *result {
	for _, p := range r.periods {
		var last *result
		for _, one := range r.resultsOf(p, anybody) {
			if one.of > 0 && one.due < r.v.Today && (last == nil || one.due > last.due) {
				last = &one
			}
		}
		if last != nil {
			return last
		}
	}
	return nil
}

// alone reports whether no other rule of the period is due on the same day, or in a year
// at all: the figures of one of several would be taken for those of all.
func (r *report) alone(main *result) bool {
	for _, one := range r.resultsOf(main.period, anybody) {
		if one.of > 0 && one.rule != main.rule && (one.due == main.due || main.period.Every == rules.Year) {
			return false
		}
	}
	return true
}

// reports is a section for each period that is reported.
func (r *report) reports() []section {
	var out []section
	for _, p := range r.periods {
		all := r.resultsOf(p, anybody)
		if len(all) == 0 {
			continue
		}
		blocks := []block{{Table: resultTable(all)}}
		for i, label := range r.v.Plan.Levels.Groups {
			blocks = append(blocks, block{Table: r.resultsByGroup(p, all, i, label)})
		}
		if p.Every >= rules.Half {
			if items := r.totals(); len(items) > 0 {
				blocks = append(blocks, block{Text: fmt.Sprintf("Chỉ tiêu chung đến %s:", r.v.Today)}, block{Items: items})
			}
		}
		out = append(out, section{Title: "Kết quả " + p.Label(), Blocks: blocks})
	}
	return out
}

// resultTable is a line for each rule.
func resultTable(all []result) *table {
	t := &table{Head: []string{"Nội dung", "Đúng hạn", "Sau hạn", "Chưa có", "Cần sửa", "Miễn"}, Numbers: true}
	for _, c := range all {
		t.Rows = append(t.Rows, []string{c.rule.NameIn(c.period) + clause(c.rule), fmt.Sprint(c.intime), fmt.Sprint(c.late),
			fmt.Sprint(c.of - c.done - c.fix), fmt.Sprint(c.fix), fmt.Sprint(c.exempt)})
	}
	return t
}

// groupColumns is for how many rules a table of groups has room on a phone.
const groupColumns = 3

// resultsByGroup is how many units of each group have carried out each rule;
// where there are too many rules, only the one that the mail is named after.
func (r *report) resultsByGroup(p rules.Period, all []result, level int, label string) *table {
	var shown []*rules.Rule
	for _, c := range all {
		shown = append(shown, c.rule)
	}
	if main := r.main(); len(shown) > groupColumns && main != nil && main.period == p {
		shown = []*rules.Rule{main.rule}
	}
	shown = shown[:min(groupColumns, len(shown))]
	t := &table{Head: []string{label}, Numbers: true}
	for _, rule := range shown {
		t.Head = append(t.Head, rule.NameIn(p))
	}
	for _, group := range r.groupNames(level) {
		row := []string{within(label, group)}
		if group == "" {
			row[0] = "(chưa rõ)"
		}
		ended := r.resultsOf(p, func(f *rules.Finding) bool { return groupAt(&r.v.Data.Units[f.Unit], level) == group })
		for _, rule := range shown {
			cell := nobody
			for _, c := range ended {
				if c.rule == rule && c.of > 0 {
					cell = fmt.Sprintf("%d/%d", c.done, c.of)
				}
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// groupNames is the groups of a level as the register names them, units without
// one last.
func (r *report) groupNames(level int) []string {
	var names []string
	none := false
	for u := range r.v.Data.Units {
		switch name := groupAt(&r.v.Data.Units[u], level); {
		case name == "":
			none = true
		case !slices.Contains(names, name):
			names = append(names, name)
		}
	}
	if none {
		names = append(names, "")
	}
	return names
}

// groupAt is the unit's group at a level, "" for none.
func groupAt(u *rules.Unit, level int) string {
	if level >= len(u.Groups) {
		return ""
	}
	return u.Groups[level]
}

// totals is what all units together have reached of each target.
func (r *report) totals() []string {
	var items []string
	for _, f := range r.findings {
		if f.Level == rules.ForAll && f.Rule.Reach != nil && f.Counted && f.Aimed {
			items = append(items, recalled(f.Finding, fmt.Sprintf("%s%s: %s, %s.", f.Rule.NameIn(f.Period), clause(f.Rule),
				f.Score(), lower(f.Status.Office()))))
		}
	}
	return items
}
