package rules

import "slices"

// contradictions takes out lines that say two different things of the same rules,
// unit and period. They are reported; none is chosen.
func (d *deciding) contradictions() {
	all := d.r.data.Decisions
	out := make([]bool, len(all))
	for i := range all {
		for j := range i {
			if !contradict(&all[i], &all[j]) {
				continue
			}
			out[i], out[j] = true, true
			col := colDate
			if all[i].Kind == DecideFigure {
				col = colValue
			}
			d.contradicts(int(all[i].At.Row), col, int(all[j].At.Row))
			break
		}
	}
	kept := all[:0]
	for i := range all {
		if !out[i] {
			kept = append(kept, all[i])
		}
	}
	d.r.data.Decisions = kept
}

func contradict(a, b *Decision) bool {
	if a.Kind != b.Kind || a.Unit != b.Unit || a.Period != b.Period || a.Column != b.Column {
		return false
	}
	switch a.Kind {
	case DecideFigure:
		return a.Figure.Cmp(b.Figure) != 0
	case DecideExempt:
		return false
	}
	shared := len(a.Rules) == 0 && len(b.Rules) == 0
	for _, r := range a.Rules {
		shared = shared || slices.Contains(b.Rules, r)
	}
	return shared && a.Date != b.Date
}

// contradicts says at a line that it and an earlier one say different things.
func (d *deciding) contradicts(row, col, earlier int) {
	d.fault(row, col, fill("Dòng này mâu thuẫn với dòng %s; cả hai chưa được dùng, đề nghị giữ lại một dòng.", itoa(earlier+1)))
}

// unitEvent is a line that says when a unit began or ended.
type unitEvent struct {
	row, unit int
	begins    bool
	day       Date
	successor string // of a merger
}

// unitDay reads a day on which a unit began or ended.
func (d *deciding) unitDay(row int, begins bool) {
	var x Decision
	ok := d.unit(row, &x, true)
	ok = d.date(row, &x, true) && ok
	if ok {
		d.events = append(d.events, unitEvent{row: row, unit: x.Unit, begins: begins, day: x.Date})
	}
}

// merger reads who went into whom, and when.
func (d *deciding) merger(row int) {
	var x Decision
	ok := d.unit(row, &x, true)
	ok = d.date(row, &x, true) && ok
	name := d.text(row, colValue)
	m := d.r.names.find(name)
	if m.unit >= 0 && m.unit == x.Unit {
		d.fault(row, colValue, "Đơn vị không thể sáp nhập vào chính mình; đề nghị ghi tên đơn vị mới.")
		return
	}
	if m.unit < 0 || m.dropped {
		d.fault(row, colValue, d.r.nameFault(name, m))
		return
	}
	if ok {
		d.events = append(d.events, unitEvent{row: row, unit: x.Unit, day: x.Date, successor: d.r.data.Units[m.unit].Name})
	}
}

// unitEvents applies the lines about units' beginnings and ends; of two that
// contradict, none.
func (d *deciding) unitEvents() {
	out := make([]bool, len(d.events))
	for i, a := range d.events {
		for j, b := range d.events[:i] {
			same := a.unit == b.unit && a.begins == b.begins
			if same && (a.day != b.day || a.successor != b.successor) {
				out[i], out[j] = true, true
				d.contradicts(a.row, colDate, b.row)
				break
			}
		}
	}
	for i, e := range d.events {
		u := &d.r.data.Units[e.unit]
		switch {
		case out[i]:
		case e.begins:
			u.Opened = e.day
		default:
			u.Closed, u.Successor = e.day, e.successor
		}
	}
}
