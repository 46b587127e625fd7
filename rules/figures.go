package rules

import "slices"

// Figure is one number of a unit that sums above units use. Whoever remembers the
// figures of a workbook can give them back by [Data.Recall] while it can't be read.
type Figure struct {
	Book                string // id of the workbook in which it stands
	Unit, Table, Column string // the unit's name; names of the plan
	Slot                int    // see [Column.Slot], counted from the column's own first
	State               State
	Num                 Num
}

// Figures is every number of a unit that sums above units use, blank ones left out,
// in the order of units, tables and columns.
func (d *Data) Figures(p *Plan) []Figure {
	var out []Figure
	columns := summedColumns(p)
	for u := range d.Units {
		for _, c := range columns {
			facts := &d.Tables[c.Table.Index]
			if u >= len(facts.Entries) || facts.Entries[u] == nil || facts.recalled(u) {
				continue
			}
			for slot := range c.slots() {
				v := &facts.Entries[u][c.First+slot]
				if v.State == Blank || v.At.Tab == 0 {
					continue
				}
				out = append(out, Figure{Book: d.Tabs[v.At.Tab].Book, Unit: d.Units[u].Name,
					Table: c.Table.Name, Column: c.Name, Slot: slot, State: v.State, Num: v.Num})
			}
		}
	}
	return out
}

// slots is how many values of the column an entry has.
func (c *Column) slots() int {
	if c.Periodic {
		return Slots
	}
	return 1
}

// summedColumns is the columns of the enabled rules that add units up, each once.
func summedColumns(p *Plan) []*Column {
	var out []*Column
	for _, r := range p.Rules {
		if !r.judged() || r.For == ForUnit || r.Reach == nil {
			continue
		}
		for _, c := range []*Column{r.Reach.Value, r.Reach.Of, r.Reach.Or, r.Reach.Target} {
			if c != nil && !c.Table.Many && !c.Table.Disabled && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// Recall gives units that couldn't be read the figures that are remembered of them.
// Only sums use these: the units' own findings stay unjudged. books is what was
// read, known the ids of the workbooks whose figures are remembered: a unit without
// figures then had none, as long as every shared workbook that is unread is among
// them.
func (d *Data) Recall(p *Plan, books []Book, figures []Figure, known map[string]bool) {
	complete := true
	for i := range books {
		if b := &books[i]; b.Unread != "" && b.Unit == "" && !known[b.ID] {
			complete = false
		}
	}
	by := map[string][]Figure{}
	for _, f := range figures {
		by[f.Unit+"\x00"+f.Table] = append(by[f.Unit+"\x00"+f.Table], f)
	}
	for _, t := range p.Tables {
		facts := &d.Tables[t.Index]
		for u := range facts.Unread {
			had := by[d.Units[u].Name+"\x00"+t.Name]
			if !facts.Unread[u] || t.Many || len(had) == 0 && (t.Own || !complete) {
				continue
			}
			facts.recall(t, u, had)
		}
	}
}

// recall makes the unit's entry of what is remembered.
func (f *Facts) recall(t *Table, u int, had []Figure) {
	if f.Recalled == nil {
		f.Recalled = make([]bool, len(f.Unread))
	}
	f.Recalled[u] = true
	f.Entries[u] = make([]Value, t.Width)
	for _, g := range had {
		for _, c := range t.Columns {
			if c.Name == g.Column && g.Slot < c.slots() {
				f.Entries[u][c.First+g.Slot] = Value{State: g.State, Num: g.Num}
			}
		}
	}
}

// recalled reports whether the unit's entry is what was remembered.
func (f *Facts) recalled(u int) bool { return u < len(f.Recalled) && f.Recalled[u] }

// recalled reports whether what couldn't be read of the unit is remembered, in all
// tables that the rule needs.
func (j *judging) recalled(g *ruling, u int) bool {
	for _, t := range g.tables {
		facts := &j.d.Tables[t]
		if u < len(facts.Unread) && facts.Unread[u] && !facts.recalled(u) {
			return false
		}
	}
	return true
}
