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
	for _, c := range r.Columns() {
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
	return strings.HasPrefix(p.held(row, Todo).Text, plain(p.v.Opening(unit)))
}

// shownIn reports whether the rule's evidence stands (also) in the table.
func shownIn(r *rules.Rule, t *rules.Table) bool {
	for _, c := range r.Columns() {
		if c.Table == t {
			return true
		}
	}
	return false
}
