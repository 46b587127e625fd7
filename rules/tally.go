package rules

import (
	"math/big"
	"slices"
)

// Tally counts the units of a group, a sector or all that still exist.
type Tally struct {
	Name    string // of the group or sector; "" for units without one, and for all
	Units   int
	AllDone int // nothing is open
	DueSoon int // with something due soon
	Overdue int // with something overdue
	Bad     int // with a cell that can't be used
}

// Tallies are the counts of one verdict.
type Tallies struct {
	All     Tally
	Groups  [][]Tally // by level, nearest first, as the register names them
	Sectors []Tally   // as the register names them
}

// Tallies counts units by group and sector.
func (v *Verdict) Tallies() Tallies {
	flags := v.flags()
	t := Tallies{Groups: make([][]Tally, len(v.Plan.Levels.Groups))}
	for u := range v.Data.Units {
		unit := &v.Data.Units[u]
		if !unit.ExistsOn(v.Today) {
			continue
		}
		t.All.add(flags[u])
		for level := range t.Groups {
			name := ""
			if level < len(unit.Groups) {
				name = unit.Groups[level]
			}
			t.Groups[level] = addTo(t.Groups[level], name, flags[u])
		}
		t.Sectors = addTo(t.Sectors, unit.Sector, flags[u])
	}
	return t
}

// unitFlags is what a tally counts of one unit.
type unitFlags struct{ open, dueSoon, overdue, bad bool }

// flags looks at each unit's findings that aren't history, and at its defects.
func (v *Verdict) flags() []unitFlags {
	flags := make([]unitFlags, len(v.Data.Units))
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Level != ForUnit || f.Closed {
			continue
		}
		u := &flags[f.Unit]
		u.open = u.open || f.Status.Open()
		u.dueSoon = u.dueSoon || f.Status == DueSoon
		u.overdue = u.overdue || f.Status == Overdue
		u.bad = u.bad || f.Status == Invalid
	}
	wrong := map[string]bool{}
	for _, d := range v.Defects {
		if d.Severity == SevError && d.Unit != "" {
			wrong[d.Unit] = true
		}
	}
	for u := range flags {
		flags[u].bad = flags[u].bad || wrong[v.Data.Units[u].Name]
		flags[u].open = flags[u].open || v.Held[u]
	}
	return flags
}

// add counts one unit.
func (t *Tally) add(u unitFlags) {
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	t.Units++
	count(&t.AllDone, !u.open)
	count(&t.DueSoon, u.dueSoon)
	count(&t.Overdue, u.overdue)
	count(&t.Bad, u.bad)
}

// addTo counts one unit where its name is.
func addTo(list []Tally, name string, u unitFlags) []Tally {
	for i := range list {
		if list[i].Name == name {
			list[i].add(u)
			return list
		}
	}
	list = append(list, Tally{Name: name})
	list[len(list)-1].add(u)
	return list
}

// Projected is what a number would be at its period's end if it went on growing
// at the pace so far, rounded down. False when there is nothing to project: no
// number, or a period that hasn't begun or has ended.
func (v *Verdict) Projected(f *Finding) (Num, bool) {
	start, end := f.Period.Start(), f.Period.End()
	if f.Rule.Reach == nil || !f.Counted || f.isShare() || v.Today < start || v.Today >= end {
		return Num{}, false
	}
	r := f.Value.Rat()
	r.Mul(r, big.NewRat(int64(end-start+1), int64(v.Today-start+1)))
	return floorNum(r), true
}

// Share is what one unit contributes to a sum.
type Share struct {
	Unit    int // in Data.Units
	Value   Num // 0 when not known
	Known   bool
	Percent Num // of the sum, cut to two decimals; 0 when the sum is
}

// Shares says who contributes how much to a finding above a unit, in the
// register's order. It is nil for a unit's finding, and where the office
// confirmed the figure.
func (v *Verdict) Shares(f *Finding) []Share {
	q := f.Rule.Reach
	if f.Level == ForUnit || q == nil || q.Value == nil {
		return nil
	}
	j := &judging{p: v.Plan, d: v.Data, v: v, today: v.Today}
	j.sortDecisions()
	r := &ruling{rule: f.Rule}
	in := newInstance(f.Rule, f.Period, f.Due)
	if _, confirmed := j.figure(r, q.Value, &in); confirmed {
		return nil
	}
	j.prepareReach(r, q)
	var list []Share
	for u := range v.Data.Units {
		unit := &v.Data.Units[u]
		if !f.Rule.concerns(unit.Sector) || (f.Level == ForGroup && !slices.Contains(unit.Groups, f.Group)) || j.unread(r, u) && !j.recalled(r, u) {
			continue
		}
		a := asking{judging: j, r: r, in: &in, unit: u}
		list = append(list, a.share(f))
	}
	return list
}

// share is the unit's part in the finding's value.
func (a *asking) share(f *Finding) Share {
	n := a.amount()
	s := Share{Unit: a.unit}
	switch {
	case f.Rule.Reach.Of == nil:
		s.Value, s.Known = n.value, n.hasValue
	case n.status == Invalid:
	case n.hasValue && n.hasWhole:
		s.Value, s.Known = n.value, true
	case n.hasShare && n.hasWhole:
		s.Value, s.Known = numOf(partOf(n.whole.Rat(), n.share.Rat())), true
	}
	if percent := percentOf(s.Value, f.Value); percent != nil {
		s.Percent = Decimal(floorNum(percent.Mul(percent, big.NewRat(100, 1))).m, 2)
	}
	return s
}
