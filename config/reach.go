package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// reach reads a rule of the kind reach.
func (b *builder) reach(r *rules.Rule, f *ruleForm) {
	v := f.reach.value
	sum := f.reach.sum.given()
	if sum {
		v = f.reach.sum
	}
	r.Reach = &rules.Reach{Sum: sum, Value: b.column(r, v), Of: b.column(r, f.reach.of), Or: b.column(r, f.reach.or)}
	b.valueOrSum(r, f)
	counted := []rules.Type{rules.TypeCount, rules.TypeNumber}
	if !sum && !f.reach.of.given() {
		counted = append(counted, rules.TypePercent)
	}
	b.wantType(v.n, r.Reach.Value, counted...)
	b.wantType(f.reach.of.n, r.Reach.Of, rules.TypeCount, rules.TypeNumber)
	b.wantType(f.reach.or.n, r.Reach.Or, rules.TypePercent)
	for _, c := range []struct {
		col   *rules.Column
		t     text
		loose bool
	}{{r.Reach.Value, v, false}, {r.Reach.Of, f.reach.of, true}, {r.Reach.Or, f.reach.or, false}} {
		b.fits(r, c.col, c.t.n, c.loose)
		b.oneRow(c.col, c.t)
	}
	if f.reach.or.given() && !f.reach.of.given() {
		b.problem(f.reach.or.n, "of: the column with the whole", "or needs of: a percentage of what?")
	}
	if c := r.Reach; c.Value != nil && c.Value == c.Of {
		b.problem(f.reach.of.n, "name the column with the whole", "value and of are the same column")
	}
	b.atLeast(r, f)
	b.pace(r, f)
}

// oneRow notes numbers of tables that have many rows per unit.
func (b *builder) oneRow(c *rules.Column, t text) {
	if c != nil && c.Table.Many {
		b.problem(t.n, "a column of a table with one row per unit", "the table %q has many rows per unit; reach needs one number", c.Table.Name)
	}
}

// valueOrSum checks that units are counted and groups are summed.
func (b *builder) valueOrSum(r *rules.Rule, f *ruleForm) {
	value, sum := f.reach.value.given(), f.reach.sum.given()
	switch {
	case value && sum:
		b.problem(f.reach.sum.n, "value for: unit; sum for: group or all", "value and sum can't both stand")
	case !value && !sum && f.reach.n.Kind == yaml.MappingNode:
		b.problem(f.reach.n, "value: table.column (for: unit) or sum: table.column (for: group, all)", "reach needs value or sum")
	case sum && r.For == rules.ForUnit:
		b.problem(f.reach.sum.n, "write value; or add for: group or for: all to the rule", "a unit's number isn't a sum")
	case value && r.For != rules.ForUnit:
		b.problem(f.reach.value.n, "write sum", "for: %s adds the units' numbers up", r.For)
	}
}

// atLeast reads the target.
func (b *builder) atLeast(r *rules.Rule, f *ruleForm) {
	t, c := f.reach.atLeast, r.Reach
	if t.s == "" {
		return
	}
	percent := f.reach.of.given() || c.Value != nil && c.Value.Type == rules.TypePercent
	if n, ok := parseShare(t.s); ok {
		c.AtLeast = n
		switch {
		case !percent:
			b.problem(t.n, "of: the column with the whole; or a number without %", "%s of what?", t.s)
		case n.Cmp(rules.Int(100)) > 0:
			b.problem(t.n, "up to 100%", "a part is never %s of its whole", t.s)
		case n.Sign() == 0:
			b.problem(t.n, "more than 0%", "0%% is always reached")
		}
		return
	}
	if n, ok := parseNumber(t.s); ok {
		c.AtLeast = n
		switch {
		case percent:
			b.problem(t.n, t.s+"%", "a share is wanted here, not %s", quote(t.s))
		case n.Sign() <= 0:
			b.problem(t.n, "more than 0", "%s is always reached", t.s)
		}
		return
	}
	if dots.MatchString(t.s) {
		b.problem(t.n, strings.ReplaceAll(t.s, ".", ""), "a number is written without dots, not %s", quote(t.s))
		return
	}
	if _, _, dotted := cut(t.s); !dotted {
		b.problem(t.n, "250; 80% (with of); or table.column with each unit's own target", "%s says no target", quote(t.s))
		return
	}
	b.target(r, f)
}

// target reads each unit's own target.
func (b *builder) target(r *rules.Rule, f *ruleForm) {
	t := f.reach.atLeast
	r.Reach.Target = b.column(r, t)
	if f.reach.of.given() {
		b.problem(t.n, "at_least: 80%", "with of the target is a share")
		return
	}
	types := []rules.Type{rules.TypeCount, rules.TypeNumber}
	if v := r.Reach.Value; v != nil && v.Type == rules.TypePercent {
		types = []rules.Type{rules.TypePercent}
	}
	b.wantType(t.n, r.Reach.Target, types...)
	b.fits(r, r.Reach.Target, t.n, true)
	b.oneRow(r.Reach.Target, t)
	if r.Reach.Target != nil && r.Reach.Target == r.Reach.Value {
		b.problem(t.n, "name the column with the target", "value and target are the same column")
	}
}

// pace reads how much should be there when.
func (b *builder) pace(r *rules.Rule, f *ruleForm) {
	if !f.reach.pace.given() || f.reach.pace.n.Kind != yaml.MappingNode {
		return
	}
	at := f.reach.pace.n
	if f.reach.of.given() {
		b.problem(at, "leave pace out", "a share has no pace: it may go up and down")
	}
	if r.Every != rules.NoPeriod && r.Every != rules.Year {
		b.problem(at, "every: year", "pace is for targets of the year, not of every %s", r.Every)
		return
	}
	for _, m := range f.reach.pace.all {
		if stone, ok := b.milepost(r, f, m); ok {
			r.Reach.Milepost = append(r.Reach.Milepost, stone)
		}
	}
	if len(f.reach.pace.all) == 0 {
		b.problem(at, "{Q1: 20%, Q2: 50%}", "the pace says nothing")
	}
	b.rising(r, f)
}

// milepost reads one step of a pace.
func (b *builder) milepost(r *rules.Rule, f *ruleForm, m pair[text]) (rules.Milepost, bool) {
	p, looks := parsePeriod(m.key.s, b.plan.Year)
	if !looks || p.Every == rules.NoPeriod {
		b.problem(m.key.n, "at the end of Q1 to Q4, M1 to M12, H1 or H2", "%s is no period of the year", quote(m.key.s))
		return rules.Milepost{}, false
	}
	n, ok := parseShare(m.val.s)
	switch {
	case m.val.s == "":
		return rules.Milepost{}, false
	case !ok || n.Cmp(rules.Int(100)) > 0 || n.Sign() == 0:
		b.problem(m.val.n, "20%", "a share from over 0%% to 100%% is wanted, not %s", quote(m.val.s))
		return rules.Milepost{}, false
	}
	if due, known := b.onlyDue(f); known && p.End() > due {
		b.problem(m.key.n, "steps end before due, "+due.String(), "%s ends on %s, after due", m.key.s, p.End())
		return rules.Milepost{}, false
	}
	return rules.Milepost{By: p, Percent: n}, true
}

// onlyDue is the due date of a rule for the year that has one.
func (b *builder) onlyDue(f *ruleForm) (rules.Date, bool) {
	if !b.dated || f.due.by.given() {
		return 0, false
	}
	year := rules.NewPeriod(rules.Year, 1, b.plan.Year)
	if f.due.one.s == "" {
		return year.End(), !f.due.given()
	}
	silent := &builder{source: &source{lines: []string{""}}, plan: b.plan}
	d, ok := silent.due(f.due.one)
	return d.In(year), ok && len(silent.problems) == 0
}

// rising sorts the steps by date and checks that none asks for less than one
// before it.
func (b *builder) rising(r *rules.Rule, f *ruleForm) {
	steps := r.Reach.Milepost
	slices.SortStableFunc(steps, func(x, y rules.Milepost) int { return int(x.By.End() - y.By.End()) })
	for i := 1; i < len(steps); i++ {
		if steps[i].By.End() == steps[i-1].By.End() || steps[i].Percent.Cmp(steps[i-1].Percent) < 0 {
			b.problem(f.reach.pace.n, "each later step asks for more: {Q1: 20%, Q2: 50%}", "%s doesn't go on from %s", periodWord(steps[i].By), periodWord(steps[i-1].By))
			return
		}
	}
}

// cut splits table.column.
func cut(s string) (table, column string, dotted bool) {
	table, column, dotted = strings.Cut(s, ".")
	return table, column, dotted && name.MatchString(table) && name.MatchString(column)
}
