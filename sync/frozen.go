package sync

import (
	"strings"

	"rasoat/rules"
)

// frozen reports whether the row can't be judged in full now: something that it
// shows couldn't be read.
func (p *placer) frozen(unit int) bool {
	if !p.v.Held[unit] {
		return false
	}
	if p.table == p.v.Plan.Register.Table {
		return true
	}
	for _, r := range p.v.Plan.Rules {
		if r.Enabled && r.For == rules.ForUnit && shownIn(r, p.table) && p.unread(r, unit) {
			return true
		}
	}
	return false
}

// unread reports whether a column of the rule couldn't be read for the unit.
func (p *placer) unread(r *rules.Rule, unit int) bool {
	for _, c := range columnsOf(r) {
		f := &p.v.Data.Tables[c.Table.Index]
		if unit < len(f.Unread) && f.Unread[unit] || !c.Optional && c.Index < len(f.Absent) && f.Absent[c.Index] {
			return true
		}
	}
	return false
}

// speaksOf reports whether what stands in the row is about the unit: every text
// of ours begins with its name. Rows may have been sorted without our columns.
func (p *placer) speaksOf(row, unit int) bool {
	_, text := p.v.DuplicateText(unit, 0)
	name := text[:strings.LastIndex(text, ": ")+1]
	return strings.HasPrefix(p.held(row, Todo).Text, plain(name))
}

// shownIn reports whether the rule's evidence stands (also) in the table.
func shownIn(r *rules.Rule, t *rules.Table) bool {
	for _, c := range columnsOf(r) {
		if c.Table == t {
			return true
		}
	}
	return false
}

// columnsOf is every column that a rule looks at.
func columnsOf(r *rules.Rule) []*rules.Column {
	var all []*rules.Column
	add := func(columns ...*rules.Column) {
		for _, c := range columns {
			if c != nil {
				all = append(all, c)
			}
		}
	}
	if d := r.Done; d != nil {
		add(d.On...)
		add(d.Yes)
		add(d.Needs...)
	}
	if d := r.Reach; d != nil {
		add(d.Value, d.Of, d.Or, d.Target)
	}
	if d := r.Check; d != nil {
		add(d.Needs...)
		add(d.Order...)
		add(d.Unique, d.OneOf, d.When)
	}
	return all
}
