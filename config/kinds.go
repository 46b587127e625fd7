package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// column looks up table.column; nil after a problem, and for no text.
func (b *builder) column(r *rules.Rule, t text) *rules.Column {
	if t.s == "" {
		return nil
	}
	table, name, dotted := cut(t.s)
	if !dotted {
		b.problem(t.n, b.whereIs(t.s), "a column is named table.column, not %s", quote(t.s))
		return nil
	}
	tab := b.tables[table]
	if tab == nil {
		b.problem(t.n, mean(table, b.tableNames(), "tables"), "there is no table %s", quote(table))
		return nil
	}
	i := slices.IndexFunc(tab.Columns, func(c *rules.Column) bool { return c.Name == name })
	if i < 0 {
		b.problem(t.n, mean(name, columnNames(tab), "its columns"), "the table %q has no column %s", table, quote(name))
		return nil
	}
	if tab.Disabled && r.Enabled {
		b.problem(t.n, "enabled: false in this rule too; or enabled: true in the table", "the rule is on, but its table %q is off", table)
	}
	return tab.Columns[i]
}

// columns looks up a list of columns.
func (b *builder) columns(r *rules.Rule, ts texts) []*rules.Column {
	var all []*rules.Column
	for _, t := range ts.all {
		c := b.column(r, t)
		if c != nil && slices.Contains(all, c) {
			b.problem(t.n, "keep one of them", "%s stands twice", quote(t.s))
			continue
		}
		if c != nil {
			all = append(all, c)
		}
	}
	return all
}

// fits checks that a column has an answer for each of the rule's periods. loose
// columns may say the same for all of them.
func (b *builder) fits(r *rules.Rule, c *rules.Column, n *yaml.Node, loose bool) {
	switch {
	case c == nil || r.Every == rules.NoPeriod:
	case c.Periodic && !slices.Contains(c.Periods, r.Every):
		b.problem(n, "add "+r.Every.String()+" to the table's periods, or change every", "the column %q has no value for each %s", c.Name, r.Every)
	case !c.Periodic && !loose && r.Every != rules.Year && !c.Table.Many:
		b.problem(n, "write {period} in its header: \"{period} / "+c.Header()+"\"", "the column %q has one value for the whole year; the rule asks every %s", c.Name, r.Every)
	}
}

// unitOnly notes kinds that are judged unit by unit.
func (b *builder) unitOnly(r *rules.Rule, f *ruleForm, kind, hint string) {
	if r.For != rules.ForUnit {
		b.problem(f.level.n, hint, "%s is judged unit by unit, never for: %s", kind, r.For)
	}
}

// done reads a rule of the kind done.
func (b *builder) done(r *rules.Rule, f *ruleForm) {
	d := &rules.Done{On: b.columns(r, f.done.on), Yes: b.column(r, f.done.yes), Needs: b.columns(r, f.done.needs), Count: 1}
	r.Done = d
	b.unitOnly(r, f, "done", "leave for out; or reach: {sum: …} for numbers of all")
	if !f.done.on.given() && !f.done.yes.given() && f.done.n.Kind == yaml.MappingNode {
		b.problem(f.done.n, "{on: table.column with the date}, {yes: table.column with the tick}, or both", "done needs on or yes")
	}
	for _, t := range f.done.on.all {
		c := find(d.On, t)
		b.wantType(t.n, c, rules.TypeDate, rules.TypeDocument, rules.TypeDone)
		b.fits(r, c, t.n, false)
	}
	b.wantType(f.done.yes.n, d.Yes, rules.TypeDone)
	b.fits(r, d.Yes, f.done.yes.n, false)
	for _, t := range f.done.needs.all {
		b.fits(r, find(d.Needs, t), t.n, true)
	}
	b.manyAlone(d, f)
	if f.done.count.v > 0 {
		d.Count = f.done.count.v
		b.count(d, f)
	}
	b.window(r, d, f)
}

// manyAlone checks that a rule that looks at many rows looks at one table.
func (b *builder) manyAlone(d *rules.Done, f *ruleForm) {
	all := slices.Concat(d.On, d.Needs)
	if d.Yes != nil {
		all = append(all, d.Yes)
	}
	for _, c := range all {
		for _, other := range all {
			if c.Table.Many && other.Table != c.Table {
				b.problem(f.done.n, "name columns of one of them", "the table %q has many rows per unit; they can't be read together with %q", c.Table.Name, other.Table.Name)
				return
			}
		}
	}
}

// count checks that a thing can be done so often.
func (b *builder) count(d *rules.Done, f *ruleForm) {
	many := slices.ContainsFunc(d.On, func(c *rules.Column) bool { return c.Table.Many })
	if len(d.On) < len(f.done.on.all) || many || d.Count <= max(1, len(d.On)) {
		return
	}
	b.problem(f.done.count.n, "name more columns in on, or a table with rows: many", "%d times can never be reached: on has %d dates for each unit", d.Count, len(d.On))
}

// window reads within which days a thing may be done.
func (b *builder) window(r *rules.Rule, d *rules.Done, f *ruleForm) {
	w := f.done.window
	if !w.given() {
		return
	}
	if len(w.all) != 2 {
		b.problem(w.n, "[20/7, 31/7]", "a window has a first and a last day")
		return
	}
	from, to := b.date(w.all[0]), b.date(w.all[1])
	if from == 0 || to == 0 {
		return
	}
	if from > to {
		b.problem(w.all[1].n, "first day, last day: [20/7, 31/7]", "the window ends before it begins")
		return
	}
	if !f.done.on.given() {
		b.problem(w.n, "on: table.column with the date", "a window needs a date to look at")
	}
	for _, p := range periodsOf(r, b.plan.Year) {
		if b.dated && p.Every != rules.NoPeriod && (to < p.Start() || from > p.End()) {
			b.problem(w.n, "a window for every: year, or only: the period that it lies in", "the window lies outside %s", periodWord(p))
			return
		}
	}
	d.Window = [2]rules.Date{from, to}
}

// find is the column that t names among those that were found.
func find(all []*rules.Column, t text) *rules.Column {
	for _, c := range all {
		if c.Table.Name+"."+c.Name == t.s {
			return c
		}
	}
	return nil
}

// check reads a rule of the kind check.
func (b *builder) check(r *rules.Rule, f *ruleForm) {
	c := &rules.Check{
		Needs: b.columns(r, f.check.needs), Order: b.columns(r, f.check.order), Unique: b.column(r, f.check.unique),
		OneOf: b.column(r, f.check.oneOf), When: b.column(r, f.check.when.column), Is: f.check.when.is.s,
	}
	r.Check = c
	b.unitOnly(r, f, "check", "leave for out")
	if !f.check.needs.given() && !f.check.order.given() && !f.check.unique.given() && !f.check.oneOf.given() && f.check.n.Kind == yaml.MappingNode {
		b.problem(f.check.n, "needs: columns that must be filled; order: dates that don't go down; unique: no value twice; one_of: one of its choices", "there is nothing to check")
	}
	b.order(c, f)
	b.wantType(f.check.oneOf.n, c.OneOf, rules.TypeChoice)
	b.when(c, f)
	b.oneTable(r, f)
}

// order checks that the columns of an order can be compared.
func (b *builder) order(c *rules.Check, f *ruleForm) {
	o := f.check.order
	if o.given() && len(o.all) == 1 {
		b.problem(o.n, "[first column, second column]", "an order needs two columns or more")
	}
	dates := []rules.Type{rules.TypeDate, rules.TypeDocument}
	numbers := []rules.Type{rules.TypeCount, rules.TypeNumber, rules.TypePercent}
	for i, t := range o.all {
		col := find(c.Order, t)
		if !b.wantType(t.n, col, append(slices.Clone(dates), numbers...)...) {
			return
		}
		if i > 0 && col != nil && len(c.Order) > 0 && slices.Contains(dates, col.Type) != slices.Contains(dates, c.Order[0].Type) {
			b.problem(t.n, "dates with dates, numbers with numbers", "%s can't be compared with %s", quote(t.s), quote(o.all[0].s))
			return
		}
	}
}

// when checks the condition of a check.
func (b *builder) when(c *rules.Check, f *ruleForm) {
	w := f.check.when
	if c.When == nil || c.Is == "" {
		return
	}
	b.wantType(w.column.n, c.When, rules.TypeChoice, rules.TypeText)
	if c.When.Type == rules.TypeChoice && !slices.Contains(c.When.Of, c.Is) && len(c.When.Of) > 0 {
		b.problem(w.is.n, mean(c.Is, c.When.Of, "its choices"), "%s is no choice of the column %q", quote(c.Is), c.When.Name)
	}
}

// oneTable checks that a check looks at one row at a time.
func (b *builder) oneTable(r *rules.Rule, f *ruleForm) {
	all := slices.Concat(f.check.needs.all, f.check.order.all, []text{f.check.unique, f.check.oneOf, f.check.when.column})
	first := ""
	for _, t := range all {
		table, column, dotted := cut(t.s)
		if !dotted || b.tables[table] == nil {
			continue
		}
		if first == "" {
			first = table
		}
		if table != first {
			b.problem(t.n, "one rule for each table", "a check looks at rows of one table; %q isn't %q", table, first)
			return
		}
		i := slices.Index(columnNames(b.tables[table]), column)
		if i >= 0 {
			b.fits(r, b.tables[table].Columns[i], t.n, true)
		}
	}
}

// list reads a rule of the kind list.
func (b *builder) list(r *rules.Rule, f *ruleForm) {
	r.List = &rules.List{}
	switch f.list.where.s {
	case "all-met":
		r.List.AllMet = true
	default:
		if near(f.list.where.s, []string{"all-met"}) != "" {
			b.problem(f.list.where.n, `did you mean "all-met"?`, "%s can't be listed", quote(f.list.where.s))
			break
		}
		r.List.Where = b.column(r, f.list.where)
	}
	for _, k := range []struct {
		at   spot
		name string
	}{
		{f.every.spot, "every"}, {f.only.spot, "only"}, {f.level.spot, "for"}, {f.due.spot, "due"}, {f.warn.spot, "warn"}, {f.ask.spot, "ask"}, {f.closes.spot, "closes"},
		{f.soft.spot, "soft"}, {f.settles.spot, "settles"}, {f.do.spot, "do"}, {f.say.spot, "say"},
	} {
		if k.at.given() {
			b.problem(k.at.n, "leave it out", "%s has no effect in a list, which is never judged", k.name)
		}
	}
}

// whereIs is the hint for a column named without its table.
func (b *builder) whereIs(name string) string {
	var found []string
	for _, t := range b.plan.Tables {
		if slices.Contains(columnNames(t), name) {
			found = append(found, t.Name+"."+name)
		}
	}
	switch len(found) {
	case 0:
		return "reviews.held_on"
	case 1:
		return "did you mean \"" + found[0] + "\"?"
	}
	return "one of " + strings.Join(found, ", ")
}
