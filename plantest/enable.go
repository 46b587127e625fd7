package plantest

import (
	"fmt"

	"rasoat/rules"
)

// enable gives the plan with the named rules and tables switched on; the plan
// itself stays as it is. Rules that judge by a table switch it on as well.
func enable(plan *rules.Plan, names []string) (*rules.Plan, error) {
	if len(names) == 0 {
		return plan, nil
	}
	c := &copier{tables: map[*rules.Table]*rules.Table{}, columns: map[*rules.Column]*rules.Column{}, rules: map[*rules.Rule]*rules.Rule{}}
	copied := c.plan(plan)
	for _, name := range names {
		if !switchOn(copied, name) {
			return nil, fmt.Errorf("the plan has no rule or table %q to enable", name)
		}
	}
	return copied, nil
}

func switchOn(plan *rules.Plan, name string) bool {
	for _, r := range plan.Rules {
		if r.ID == name {
			r.Enabled = true
			return true
		}
	}
	for _, t := range plan.Tables {
		if t.Name == name {
			t.Disabled = false
			return true
		}
	}
	return false
}

// copier copies a plan with everything in it that points to something in it.
type copier struct {
	tables  map[*rules.Table]*rules.Table
	columns map[*rules.Column]*rules.Column
	rules   map[*rules.Rule]*rules.Rule
}

func (c *copier) plan(from *rules.Plan) *rules.Plan {
	to := *from
	to.Tables = nil
	for _, t := range from.Tables {
		to.Tables = append(to.Tables, c.table(t))
	}
	reg := &to.Register
	reg.Table = c.tables[reg.Table]
	reg.Groups = c.cols(reg.Groups)
	for _, p := range []**rules.Column{&reg.Sector, &reg.Email, &reg.Aliases, &reg.Workbook, &reg.Opened, &reg.Closed} {
		*p = c.columns[*p]
	}
	to.Rules = nil
	for _, r := range from.Rules {
		copied := *r
		c.rules[r] = &copied
		to.Rules = append(to.Rules, &copied)
	}
	for _, r := range to.Rules {
		c.rule(r)
	}
	return &to
}

func (c *copier) table(from *rules.Table) *rules.Table {
	to := *from
	c.tables[from] = &to
	to.Columns = nil
	for _, col := range from.Columns {
		copied := *col
		copied.Table = &to
		c.columns[col] = &copied
		to.Columns = append(to.Columns, &copied)
	}
	return &to
}

func (c *copier) cols(from []*rules.Column) []*rules.Column {
	var to []*rules.Column
	for _, col := range from {
		to = append(to, c.columns[col])
	}
	return to
}

// rule turns the rule's pointers to the copies.
func (c *copier) rule(r *rules.Rule) {
	var settles []*rules.Rule
	for _, s := range r.Settles {
		settles = append(settles, c.rules[s])
	}
	r.Settles = settles
	if r.Done != nil {
		d := *r.Done
		d.On, d.Yes, d.Needs = c.cols(d.On), c.columns[d.Yes], c.cols(d.Needs)
		r.Done = &d
	}
	if r.Reach != nil {
		n := *r.Reach
		n.Value, n.Of, n.Or, n.Target = c.columns[n.Value], c.columns[n.Of], c.columns[n.Or], c.columns[n.Target]
		r.Reach = &n
	}
	if r.Check != nil {
		k := *r.Check
		k.Needs, k.Order, k.Unique, k.OneOf, k.When = c.cols(k.Needs), c.cols(k.Order), c.columns[k.Unique], c.columns[k.OneOf], c.columns[k.When]
		r.Check = &k
	}
	if r.List != nil {
		l := *r.List
		l.Where = c.columns[l.Where]
		r.List = &l
	}
}
