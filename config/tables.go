package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// name is what tables, columns and rules may be called.
var name = regexp.MustCompile(`^[\pL_][\pL\pM\pN_-]*$`)

// buildTables makes the tables in the order of the file.
func (b *builder) buildTables() {
	for i := range b.form.tables.all {
		p := &b.form.tables.all[i]
		b.wantName(p.key, "table", "units")
		t := &rules.Table{Name: p.key.s, Index: len(b.plan.Tables)}
		b.plan.Tables = append(b.plan.Tables, t)
		b.tables[t.Name], b.forms[t] = t, &p.val
		b.buildTable(t, &p.val)
	}
	if f := b.form.tables; f.given() && len(f.all) == 0 && f.n.Kind == yaml.MappingNode {
		b.problem(f.n, "units: {tab: …, key: …, columns: {…}}", "there are no tables")
	}
	b.sharedTabs()
}

func (b *builder) wantName(t text, what, example string) {
	if !name.MatchString(t.s) {
		b.problem(t.n, "letters, digits, - and _, beginning with a letter: "+example, "%s can't name a %s", quote(t.s), what)
	}
}

func (b *builder) buildTable(t *rules.Table, f *tableForm) {
	t.Tabs, t.Key, t.Period = f.tab.strings(), f.key.strings(), f.period.strings()
	t.Many, t.Own, t.Disabled = f.rows.s == "many", f.own.v, !f.enabled.or(true)
	b.twice(f.tab.all, "the title")
	if len(t.Key) == 0 && !f.key.given() && !t.Own {
		b.problem(f.n, "key: header of the column that names the unit", "\"key\" is missing here")
	}
	if t.Many && len(t.Period) > 0 {
		b.problem(f.period.n, "leave out one of rows and period", "with rows: many no column names the period")
	}
	for _, e := range f.periods.all {
		every, ok := parseEvery(e.s)
		if !ok {
			b.problem(e.n, mean(e.s, []string{"month", "quarter", "half", "year"}, "possible"), "%s is no length of a period", quote(e.s))
			continue
		}
		if slices.Contains(t.Periods, every) {
			b.problem(e.n, "keep one of them", "%s stands twice", quote(e.s))
			continue
		}
		t.Periods = append(t.Periods, every)
	}
	for i := range f.columns.all {
		p := &f.columns.all[i]
		b.wantName(p.key, "column", "held_on")
		c := &rules.Column{Name: p.key.s, Table: t, Index: len(t.Columns)}
		t.Columns = append(t.Columns, c)
		b.buildColumn(c, &p.val)
	}
	if f.columns.given() && len(t.Columns) == 0 && f.columns.n.Kind == yaml.MappingNode {
		b.problem(f.columns.n, "held_on: {header: …, type: date}", "the table has no columns")
	}
	b.periods(t, f)
	for _, c := range t.Columns {
		c.First = t.Width
		t.Width++
		if c.Periodic {
			t.Width += rules.Slots - 1
		}
	}
	b.headers(t, f)
}

// buildColumn reads what one column holds.
func (b *builder) buildColumn(c *rules.Column, f *columnForm) {
	c.Of, c.Optional, c.FromGroupRows = f.of.strings(), f.optional.v, f.fromGroupRows.v
	for _, t := range rules.Types() {
		if t.String() == f.kind.s {
			c.Type = t
		}
	}
	if f.kind.s != "" && c.Type == rules.TypeChoice && !f.of.given() {
		b.problem(f.n, "of: [first, second]", "a choice column needs its choices")
	}
	if f.kind.s != "" && c.Type != rules.TypeChoice && f.of.given() {
		b.problem(f.of.n, "type: choice", "only a choice column has choices")
	}
	b.twice(f.of.all, "the choice")
	if f.fromGroupRows.v && f.kind.s != "" && c.Type != rules.TypeText && c.Type != rules.TypeChoice {
		b.problem(f.fromGroupRows.n, "type: text", "a heading row can't say a %s", c.Type)
	}
	b.header(c, f)
}

// placeholder is where a header names its period.
var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// header takes the period out of the column's headers.
func (b *builder) header(c *rules.Column, f *columnForm) {
	for i, h := range f.header.all {
		found := placeholder.FindAllString(h.s, -1)
		if len(found) > 1 {
			b.problem(h.n, "one {period} is enough", "the header names its period twice")
		}
		if i > 0 && c.Periodic != (len(found) > 0) {
			b.problem(h.n, "write {period} in all of them or in none", "only some of the column's headers name a period")
		}
		for _, p := range found {
			c.Periodic = true
			word := strings.Trim(p, "{}")
			every, ok := parseEvery(word)
			if ok && !slices.Contains(c.Periods, every) {
				c.Periods = append(c.Periods, every)
			}
			if !ok && word != "period" {
				b.inside(h.n, p, mean(p, []string{"{period}", "{month}", "{quarter}", "{half}", "{year}"}, "possible in a header"), "%s isn't possible in a header", p)
			}
		}
		switch bare := joinHeader(h.s); {
		case bare != "":
			c.Headers = append(c.Headers, bare)
		default:
			c.Bare = true
		}
	}
	if len(c.Headers) == 0 && len(f.header.all) > 0 {
		b.problem(f.header.n, `header: ["{period} / Ngày gửi", "{period}"]; the first is its name in sentences`, "the column needs a header with words as well")
		c.Headers = []string{c.Name}
	}
	if len(f.header.all) == 0 {
		c.Headers = []string{c.Name} // its problem is noted; what follows needs a name
	}
}

// joinHeader is the header without its period, and without the slash that joined
// the two: "{period} / Ngày gửi" is "Ngày gửi", "Ngày tổ chức 27/7" stays.
func joinHeader(h string) string {
	text := strings.Join(strings.Fields(placeholder.ReplaceAllString(h, " ")), " ")
	for _, twice := range []string{"/ /", "//"} { // "Ngày / {period} / gửi"
		text = strings.ReplaceAll(text, twice, "/")
	}
	return strings.Trim(text, " /")
}

// periods settles which periods the table's headers and rows may name, and each
// column's own.
func (b *builder) periods(t *rules.Table, f *tableForm) {
	open := len(t.Period) > 0
	var named []rules.Every
	for _, c := range t.Columns {
		open = open || c.Periodic && len(c.Periods) == 0
		for _, e := range c.Periods {
			if !slices.Contains(named, e) {
				named = append(named, e)
			}
		}
	}
	switch {
	case !f.periods.given() && open:
		b.problem(f.n, "periods: [quarter]; which of month, quarter, half, year its headers or rows may name", "\"periods\" is missing here")
		t.Periods = []rules.Every{rules.Month, rules.Quarter, rules.Half, rules.Year}
	case !f.periods.given():
		t.Periods = named
	case !open && len(named) == 0:
		b.problem(f.periods.n, "write {period} in a header, or name the column with period:", "no header and no column of this table names a period")
	}
	for i, c := range t.Columns {
		for _, e := range c.Periods {
			if !slices.Contains(t.Periods, e) {
				b.problem(f.columns.all[i].val.header.n, fmt.Sprintf("add %s to the table's periods", e), "{%s} isn't among the table's periods", e)
			}
		}
		if c.Periodic && len(c.Periods) == 0 {
			c.Periods = t.Periods
		}
	}
}

// headers notes headers that two columns of a table would claim.
func (b *builder) headers(t *rules.Table, f *tableForm) {
	owner := map[string]string{rules.Fold(rules.StatusHeader): "the program itself", rules.Fold(rules.TodoHeader): "the program itself"}
	claim := func(header, who string, h text) {
		k := rules.Fold(header)
		if other, taken := owner[k]; taken && other != who {
			b.problem(h.n, "each header belongs to one column", "the header %s belongs to %s already", quote(h.s), other)
			return
		}
		owner[k] = who
	}
	for _, h := range f.key.all {
		claim(h.s, "the key", h)
	}
	for _, h := range f.period.all {
		claim(h.s, "the period", h)
	}
	for i, c := range t.Columns {
		for _, h := range f.columns.all[i].val.header.all {
			bare := joinHeader(h.s)
			if bare == "" || c.Periodic && len(t.Period) == 0 {
				bare = "{period} " + bare // told apart by the period that it names
			}
			claim(bare, fmt.Sprintf("the column %q", c.Name), h)
		}
	}
}

// sharedTabs notes titles that two tables would claim.
func (b *builder) sharedTabs() {
	owner := map[string]*rules.Table{}
	for _, t := range b.plan.Tables {
		for _, title := range b.forms[t].tab.all {
			k := rules.Fold(title.s)
			if other := owner[k]; other != nil && other != t && other.Own == t.Own {
				b.problem(title.n, "one table for each tab", "the tab %s belongs to the table %q already", quote(title.s), other.Name)
			}
			owner[k] = t
		}
	}
	if d := b.form.decisions; d.s != "" && owner[rules.Fold(d.s)] != nil {
		b.problem(d.n, "the office's decisions stand in a tab of their own", "the tab %s belongs to the table %q already", quote(d.s), owner[rules.Fold(d.s)].Name)
	}
}

// wantType checks that a column is of one of the types; the hint names them.
func (b *builder) wantType(n *yaml.Node, c *rules.Column, types ...rules.Type) bool {
	if c == nil || b.kindOf(c) == "" || slices.Contains(types, c.Type) {
		return true
	}
	var words []string
	for _, t := range types {
		words = append(words, t.String())
	}
	b.problem(n, "name a column of type "+strings.Join(words, ", "), "the column %q is of type %s", c.Name, c.Type)
	return false
}

// kindOf is the column's type as written, "" where that is a problem already.
func (b *builder) kindOf(c *rules.Column) string {
	return b.forms[c.Table].columns.all[c.Index].val.kind.s
}
