package rules

import "slices"

// ruling is a rule made ready for one run: its instances, and its columns as far
// as some tab has them.
type ruling struct {
	rule     *Rule
	bySector [][]instance // by judging.sectors
	applies  []bool       // by judging.sectors
	tables   []int        // the tables it needs
	holds    bool         // a column that it needs is nowhere: nothing is known
	off      bool         // a column that may be absent is: the rule doesn't concern this workbook
	many     int          // the table of which it looks at many rows per unit; -1: none
	width    int          // how many columns it looks at

	on, needs []*Column // Done; needs also Check
	yes       *Column
	dated     bool // one of on gives a day, so that a tick alone isn't enough
	from, to  Date // Done.Window

	value, of, or, target *Column   // Reach
	milepost              *Milepost // the last that has passed

	order         []*Column // Check
	unique, oneOf *Column
	when          *Column
	is            string          // folded
	same          map[sameKey]int // how often each value of unique stands
}

// prepare makes a rule ready.
func (j *judging) prepare(r *Rule, sectors []string) ruling {
	g := ruling{rule: r, many: -1}
	for _, s := range sectors {
		g.bySector = append(g.bySector, j.instances(r, s))
		g.applies = append(g.applies, r.concerns(s))
	}
	switch {
	case r.Done != nil:
		j.prepareDone(&g, r.Done)
	case r.Reach != nil:
		j.prepareReach(&g, r.Reach)
	case r.Check != nil:
		j.prepareCheck(&g, r.Check)
	}
	return g
}

// concerns reports whether the rule asks units of the sector.
func (r *Rule) concerns(sector string) bool {
	return len(r.Sectors) == 0 || slices.Contains(r.Sectors, sector)
}

// prepareDone finds the columns of a done rule.
func (j *judging) prepareDone(g *ruling, d *Done) {
	g.on = j.presentAll(g, d.On)
	g.yes = j.present(g, d.Yes)
	g.needs = j.presentAll(g, d.Needs)
	g.from, g.to = d.Window[0], d.Window[1]
	g.off = len(g.on) == 0 && g.yes == nil
	for _, c := range g.on {
		g.dated = g.dated || c.Type != TypeDone
		g.lookMany(c)
	}
	g.lookMany(g.yes)
}

// lookMany notes that the column stands in a table with many rows per unit.
func (g *ruling) lookMany(c *Column) {
	if c != nil && c.Table.Many {
		g.many = c.Table.Index
	}
}

// present is the column if some tab has it, nil otherwise. One that must be there
// and isn't holds the rule.
func (j *judging) present(g *ruling, c *Column) *Column {
	if c == nil {
		return nil
	}
	facts := &j.d.Tables[c.Table.Index]
	if c.Table.Disabled {
		return nil
	}
	if c.Index < len(facts.Absent) && facts.Absent[c.Index] {
		g.holds = g.holds || !c.Optional
		return nil
	}
	if c.Periodic && g.rule != nil && facts.Lacks[g.rule.Every] {
		return nil // the tab doesn't ask for such periods
	}
	g.width++
	if !slices.Contains(g.tables, c.Table.Index) {
		g.tables = append(g.tables, c.Table.Index)
	}
	return c
}

// presentAll keeps the columns that some tab has.
func (j *judging) presentAll(g *ruling, list []*Column) []*Column {
	var found []*Column
	for _, c := range list {
		if c = j.present(g, c); c != nil {
			found = append(found, c)
		}
	}
	return found
}

// unread reports whether a table that the rule needs couldn't be read for the
// unit.
func (j *judging) unread(g *ruling, u int) bool {
	for _, t := range g.tables {
		if list := j.d.Tables[t].Unread; u < len(list) && list[u] {
			return true
		}
	}
	return false
}
