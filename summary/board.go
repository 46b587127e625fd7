package summary

import (
	"strings"

	"rasoat/rules"
)

// board is a row for each unit under its group's heading.
func (b *builder) board() {
	b.section("TỪNG " + upper(unitWord(b.v.Plan.Levels.Unit)))
	b.heads()
	marks := b.marks()
	for _, g := range b.groups() {
		if len(b.v.Plan.Levels.Groups) > 0 {
			b.add(Group, g.name)
		}
		for _, u := range g.units {
			b.unit(u, marks[u])
		}
	}
}

// boardRow is the row of the board's own headers.
func (b *builder) boardRow() int {
	for i := len(b.page.Rows) - 1; i > headRow; i-- {
		if b.page.Rows[i].Look == Head {
			return i
		}
	}
	return headRow
}

// members is a group's units in the register's order.
type members struct {
	name  string
	units []int
}

// groups is the units that the board lists, by their nearest group, as the register
// names them first.
func (b *builder) groups() []members {
	at := map[string]int{}
	worst := b.worst()
	var out []members
	for u := range b.v.Data.Units {
		unit := &b.v.Data.Units[u]
		if !unit.ExistsOn(b.v.Today) || worst != nil && !worst[u] {
			continue
		}
		i, ok := at[unit.Group()]
		if !ok {
			i = len(out)
			at[unit.Group()] = i
			name := oneLine(unit.Group())
			if name == "" {
				name = "(chưa rõ)"
			}
			out = append(out, members{name: name})
		}
		out[i].units = append(out[i].units, u)
	}
	return out
}

// worst is the units that the board has room for, where there are very many: those
// that have something to do, the worst first. Nil: all.
func (b *builder) worst() map[int]bool {
	if b.tally.All.Units <= most {
		return nil
	}
	listed := map[int]bool{}
	for _, s := range rules.Statuses() {
		for u := range b.v.Data.Units {
			open := b.v.Overall[u] == s && s.Open() && s != rules.InProgress || s == rules.Overdue && b.v.Held[u]
			if open && len(listed) < most && b.v.Data.Units[u].ExistsOn(b.v.Today) {
				listed[u] = true
			}
		}
	}
	return listed
}

// marks is each unit's marks by column, made in one pass over the findings.
func (b *builder) marks() [][]string {
	at := map[[2]int]int{}
	for i, c := range b.columns {
		at[[2]int{c.rule.Index, c.period.Slot()}] = i
	}
	out := make([][]string, len(b.v.Data.Units))
	for i := range b.v.Findings {
		f := &b.v.Findings[i]
		col, ok := at[[2]int{f.Rule.Index, f.Period.Slot()}]
		if f.Level != rules.ForUnit || !ok {
			continue
		}
		if out[f.Unit] == nil {
			out[f.Unit] = make([]string, len(b.columns))
		}
		out[f.Unit][col] = f.Label().Mark()
	}
	return out
}

// unit is the row of one unit. Its columns say whose it is, so the text doesn't.
func (b *builder) unit(u int, marks []string) {
	label, todo := b.v.UnitText(u)
	todo = strings.TrimPrefix(todo, b.v.Opening(u))
	r := b.add(Body, oneLine(b.v.Data.Units[u].Name), string(label), oneLine(todo))
	for _, m := range marks {
		c := rules.Cell{}
		if m != "" {
			c = rules.Cell{Kind: rules.Text, Text: m}
		}
		r.Cells = append(r.Cells, c)
	}
	r.keep = b.v.Held[u]
}
