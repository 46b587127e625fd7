package rules

import "slices"

// Columns are the columns that the rule looks at, the one that counts first
// first.
func (r *Rule) Columns() []*Column {
	var all []*Column
	switch {
	case r.Done != nil:
		all = append(slices.Concat(r.Done.On, []*Column{r.Done.Yes}), r.Done.Needs...)
	case r.Reach != nil:
		all = []*Column{r.Reach.Value, r.Reach.Or, r.Reach.Of, r.Reach.Target}
	case r.Check != nil:
		all = append(slices.Concat(r.Check.Needs, r.Check.Order), r.Check.OneOf, r.Check.Unique, r.Check.When)
	case r.List != nil:
		all = []*Column{r.List.Where}
	}
	return slices.DeleteFunc(all, func(c *Column) bool { return c == nil })
}

// looksAt reports whether the rule reads the column.
func (r *Rule) looksAt(c *Column) bool { return slices.Contains(r.Columns(), c) }

// Uses reports whether a rule that is on, or the register, looks at the column.
// What nothing looks at needn't stand in a sheet.
func (p *Plan) Uses(c *Column) bool {
	r := &p.Register
	for _, o := range []*Column{r.Sector, r.Email, r.Aliases, r.Workbook, r.Opened, r.Closed} {
		if o == c {
			return true
		}
	}
	return slices.Contains(r.Groups, c) ||
		slices.ContainsFunc(p.Rules, func(r *Rule) bool { return r.Enabled && r.looksAt(c) })
}

// UsesIn reports whether a rule that is on looks at the periodic column in the
// period: nobody needs a column for the second half-year when only the first is
// asked for.
func (p *Plan) UsesIn(c *Column, q Period) bool {
	return slices.ContainsFunc(p.Rules, func(r *Rule) bool {
		return r.Enabled && r.Every == q.Every && r.asks(q) && r.looksAt(c)
	})
}
