package config

import (
	"slices"

	"rasoat/rules"
)

// register says which table lists the units.
func (b *builder) register() {
	f := &b.form.register
	if f.table.s == "" {
		return
	}
	t := b.tables[f.table.s]
	if t == nil {
		b.problem(f.table.n, mean(f.table.s, b.tableNames(), "tables"), "there is no table %s", quote(f.table.s))
		return
	}
	r := &b.plan.Register
	r.Table = t
	b.registerTable(t)
	for _, g := range f.groups.all {
		r.Groups = append(r.Groups, b.registerColumn(t, g, rules.TypeText, rules.TypeChoice))
	}
	if n, m := len(f.groups.all), len(b.form.levels.groups.all); n != m {
		at := f.groups.n
		if at == nil {
			at = f.n
		}
		b.problem(at, "one column for each of levels.groups, in the same order", "the register names %d columns of groups, levels.groups has %d", n, m)
	}
	r.Sector = b.registerColumn(t, f.sector, rules.TypeChoice)
	r.Email = b.registerColumn(t, f.email, rules.TypeEmail)
	r.Aliases = b.registerColumn(t, f.aliases, rules.TypeText)
	r.Workbook = b.registerColumn(t, f.workbook, rules.TypeText)
	r.Opened = b.registerColumn(t, f.opened, rules.TypeDate)
	r.Closed = b.registerColumn(t, f.closed, rules.TypeDate)
	b.ownTables()
}

// registerTable checks that the table can list the units.
func (b *builder) registerTable(t *rules.Table) {
	why := ""
	switch {
	case t.Disabled:
		why = "isn't read (enabled: false)"
	case t.Own:
		why = "stands in each unit's own workbook (own: true)"
	case t.Many:
		why = "has many rows per unit (rows: many)"
	case len(t.Period) > 0:
		why = "has a row for each period"
	case len(t.Key) == 0:
		why = "has no key"
	default:
		return
	}
	b.problem(b.form.register.table.n, "name the table that has one row for each unit", "%s can't list the units: it %s", quote(t.Name), why)
}

// registerColumn is a column of the register's table, nil where none is named.
func (b *builder) registerColumn(t *rules.Table, name text, types ...rules.Type) *rules.Column {
	if name.s == "" {
		return nil
	}
	i := slices.IndexFunc(t.Columns, func(c *rules.Column) bool { return c.Name == name.s })
	if i < 0 {
		b.problem(name.n, mean(name.s, columnNames(t), "columns"), "the table %q has no column %s", t.Name, quote(name.s))
		return nil
	}
	c := t.Columns[i]
	b.wantType(name.n, c, types...)
	if c.Periodic {
		b.problem(name.n, "take {period} out of its header", "the column %q has a value for each period; the register needs one", c.Name)
	}
	return c
}

// ownTables checks that units have workbooks where tables stand in them.
func (b *builder) ownTables() {
	for _, t := range b.plan.Tables {
		if t.Own && b.plan.Register.Workbook == nil {
			b.problem(b.forms[t].own.n, "register: {table: …, workbook: column with the link}", "the table %q stands in each unit's own workbook, but the register doesn't say where those are", t.Name)
		}
	}
}

func (b *builder) tableNames() []string {
	var names []string
	for _, t := range b.plan.Tables {
		names = append(names, t.Name)
	}
	return names
}

func columnNames(t *rules.Table) []string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	return names
}
