package rules

// Uses reports whether a rule that is on, or the register, looks at the column.
// What nothing looks at needn't stand in a sheet.
func (p *Plan) Uses(c *Column) bool {
	r := &p.Register
	for _, o := range []*Column{r.Sector, r.Email, r.Aliases, r.Workbook, r.Opened, r.Closed} {
		if o == c {
			return true
		}
	}
	for _, o := range r.Groups {
		if o == c {
			return true
		}
	}
	for _, rule := range p.Rules {
		if rule.Enabled && looksAt(rule, c) {
			return true
		}
	}
	return false
}

// UsesIn reports whether a rule that is on looks at the periodic column in the
// period: nobody needs a column for a half-year that isn't asked for.
func (p *Plan) UsesIn(c *Column, q Period) bool { return wantsPeriod(p, c, q) }
