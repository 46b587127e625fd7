package summary

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rasoat/rules"
)

// column is one rule in one period.
type column struct {
	rule   *rules.Rule
	period rules.Period
	head   string
}

// columnsOf is a column for each rule and period that some unit is judged by, in
// the plan's order; and for those that can't be judged now because of what is unread,
// so that columns don't come and go with that.
func columnsOf(v *rules.Verdict) []column {
	seen := map[[2]int]bool{}
	found := map[*rules.Rule]bool{}
	var out []column
	for i := range v.Findings {
		f := &v.Findings[i]
		key := [2]int{f.Rule.Index, f.Period.Slot()}
		if f.Level == rules.ForUnit && !seen[key] {
			seen[key], found[f.Rule] = true, true
			out = append(out, column{rule: f.Rule, period: f.Period})
		}
	}
	for _, r := range v.Plan.Rules {
		if r.Enabled && r.List == nil && r.For == rules.ForUnit && !found[r] && unread(v, r) {
			out = append(out, instances(v.Plan, r)...)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].rule != out[j].rule {
			return out[i].rule.Index < out[j].rule.Index
		}
		return out[i].period.Slot() < out[j].period.Slot()
	})
	codes := codesOf(out)
	for i := range out {
		out[i].head = codes[out[i].rule.Index]
		if short := shortPeriod(out[i].period); short != "" {
			out[i].head += "\n" + short
		}
	}
	return out
}

// unread reports whether something that the rule looks at couldn't be read.
func unread(v *rules.Verdict, r *rules.Rule) bool {
	for _, c := range r.Columns() {
		f := &v.Data.Tables[c.Table.Index]
		if slices.Contains(f.Unread, true) || !c.Optional && c.Index < len(f.Absent) && f.Absent[c.Index] {
			return true
		}
	}
	return false
}

// instances is the rule in each period of the year that is in force.
func instances(p *rules.Plan, r *rules.Rule) []column {
	var out []column
	for n := 1; n <= r.Every.Count(); n++ {
		period := rules.NewPeriod(r.Every, n, p.Year)
		asks := len(r.Only) == 0 || slices.Contains(r.Only, period)
		if asks && r.DueFor("").In(period) >= p.InForce {
			out = append(out, column{rule: r, period: period})
		}
	}
	return out
}

// codesOf is a short name for each rule: its clause, without what follows a blank;
// with a letter where several rules stand in one clause.
func codesOf(columns []column) map[int]string {
	codes, times, order := map[int]string{}, map[string]int{}, map[string]int{}
	var list []*rules.Rule
	for _, c := range columns {
		if n := len(list); n == 0 || list[n-1] != c.rule {
			list = append(list, c.rule)
			times[clauseOf(c.rule)]++
		}
	}
	for _, r := range list {
		code := clauseOf(r)
		codes[r.Index] = code
		if times[code] > 1 {
			codes[r.Index] = code + letters(order[code])
			order[code]++
		}
	}
	return codes
}

// clauseOf is the first clause of a rule as far as its first number: "III.4", "Mục 2";
// the rule's id when the plan names none.
func clauseOf(r *rules.Rule) string {
	first, _, _ := strings.Cut(r.Clause, ";")
	words := strings.Fields(first)
	for i, w := range words {
		if strings.ContainsAny(w, "0123456789") || strings.Trim(w, "IVXLC.,") == "" {
			return strings.TrimRight(strings.Join(words[:i+1], " "), ".,")
		}
	}
	if len(words) > 0 {
		return words[0]
	}
	return r.ID
}

// letters numbers rules of one clause: a, b, … z, aa.
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + string(rune('a'+n%26))
}

// shortPeriod is a period in a narrow column; "" for a year.
func shortPeriod(p rules.Period) string {
	switch p.Every {
	case rules.Month:
		return fmt.Sprintf("T%d", p.N)
	case rules.Quarter:
		return strings.Replace(p.Short(), "Quý ", "Q.", 1)
	case rules.Half:
		return fmt.Sprintf("6T.%d", p.N)
	}
	return ""
}

// key says what the headers stand for, a row for each rule.
func (b *builder) key() {
	if len(b.columns) == 0 {
		return
	}
	b.section("CÁC CỘT")
	codes := codesOf(b.columns)
	for i, c := range b.columns {
		if i > 0 && b.columns[i-1].rule == c.rule {
			continue
		}
		clause := ""
		if c.rule.Clause != "" {
			clause = " (" + c.rule.Clause + ")"
		}
		b.add(Plain, codes[c.rule.Index], c.rule.Name()+clause)
	}
}
