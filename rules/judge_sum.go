package rules

import "math/big"

// above judges the groups, then all.
func (j *judging) above() {
	var all []int
	for u := range j.d.Units {
		all = append(all, u)
	}
	for _, g := range j.groups() {
		j.subject(ForGroup, g.name, g.units)
	}
	j.subject(ForAll, "", all)
}

// members is a group and its units.
type members struct {
	name  string
	units []int
}

// groups is every group of every level, the nearest level first, in the order in
// which the register names them.
func (j *judging) groups() []members {
	var all []members
	for level := range j.p.Levels.Groups {
		at := map[string]int{}
		for u := range j.d.Units {
			if level >= len(j.d.Units[u].Groups) || j.d.Units[u].Groups[level] == "" {
				continue
			}
			name := j.d.Units[u].Groups[level]
			i, known := at[name]
			if !known {
				i = len(all)
				at[name] = i
				all = append(all, members{name: name})
			}
			all[i].units = append(all[i].units, u)
		}
	}
	return all
}

// subject judges the rules of one subject above a unit.
func (j *judging) subject(level Level, name string, units []int) {
	for i := range j.rulings {
		r := &j.rulings[i]
		if r.rule.For != level || r.rule.Reach == nil {
			continue
		}
		var own []int
		for _, u := range units {
			if r.applies[j.sectors[j.d.Units[u].Sector]] {
				own = append(own, u)
			}
		}
		for k := range r.bySector[0] {
			if in := &r.bySector[0][k]; in.due >= j.p.InForce && len(own) > 0 {
				j.judgeSum(r, name, own, in)
			}
		}
	}
}

// judgeSum makes one finding above a unit, unless what can't be read could
// change it.
func (j *judging) judgeSum(r *ruling, name string, units []int, in *instance) {
	j.start = len(j.cells)
	exempt := j.exempt(r.rule, -1, in)
	var s summed
	if !exempt {
		if s = j.sum(r, units, in); !s.sure {
			j.cells = j.cells[:j.start]
			return
		}
	}
	f := j.add(r.rule, in)
	f.Group = name
	if exempt {
		f.Status, f.Reason = Exempt, OfficeAgreed
	} else {
		j.sumStatus(f, r, in, &s)
	}
	j.finish(f)
}

// summed is what the units of a group, or all, have together.
type summed struct {
	value, whole, target total
	counted, aimed       int // units (or figures of the office) that say so
	without              int
	recalled             bool // some figures are remembered ones
	sure                 bool // nothing that couldn't be read can change it
}

// sum adds the units up. A figure that the office confirmed stands for a whole
// column, and then for all.
func (j *judging) sum(r *ruling, units []int, in *instance) summed {
	q := r.rule.Reach
	var s summed
	value, hasValue := j.figure(r, q.Value, in)
	whole, hasWhole := j.figure(r, q.Of, in)
	target, hasTarget := j.figure(r, q.Target, in)
	closed := hasValue && (hasWhole || q.Of == nil) && (hasTarget || q.Target == nil)
	s.sure = closed || !(r.holds || r.off)
	if !closed && s.sure {
		s.sure = j.sumUnits(&s, r, units, in, hasValue, hasWhole)
	}
	if hasValue {
		s.value = total{}
		s.value.add(value)
		s.counted = max(s.counted, 1)
	}
	if hasWhole {
		s.whole = total{}
		s.whole.add(whole)
	}
	if hasTarget {
		s.target = total{}
		s.target.add(target)
		s.aimed = 1
	}
	if !s.sure && !r.holds && !r.off { // what only grows stays reached
		s.sure = q.Of == nil && q.Target == nil && q.Value.Type == TypeCount && s.value.rat().Cmp(q.AtLeast.Rat()) >= 0
	}
	return s
}

// sumUnits adds up what each unit says. False when one couldn't be read.
func (j *judging) sumUnits(s *summed, r *ruling, units []int, in *instance, hasValue, hasWhole bool) bool {
	sure := true
	for _, u := range units {
		unread, made := j.unread(r, u), len(j.made)
		if unread && !j.recalled(r, u) {
			sure = false
			continue
		}
		a := asking{judging: j, r: r, in: in, unit: u}
		n := a.amount()
		if unread { // what is remembered has no cell to mend
			s.recalled, j.made = true, j.made[:made]
		}
		if n.aimed && r.target != nil {
			s.target.add(n.target)
			s.aimed++
		}
		if !s.take(r, &n, hasValue, hasWhole) && j.owes(r, u, in) {
			s.without++
		}
	}
	return sure
}

// take adds one unit's numbers. False when they aren't all there. hasValue and
// hasWhole say that the office confirmed that figure for all.
func (s *summed) take(r *ruling, n *amount, hasValue, hasWhole bool) bool {
	switch {
	case r.of == nil:
		if n.hasValue {
			s.value.add(n.value)
			s.counted++
		}
		return (n.hasValue || hasValue) && (n.aimed || r.target == nil)
	case hasValue && n.hasWhole:
		s.whole.add(n.whole)
	case n.status == Invalid:
		return false
	case n.hasValue && (n.hasWhole || hasWhole):
		s.value.add(n.value)
		s.whole.add(n.whole)
	case n.hasWhole && n.hasShare:
		s.value.addRat(partOf(n.whole.Rat(), n.share.Rat()))
		s.whole.add(n.whole)
	default:
		return false
	}
	s.counted++
	return true
}

// owes reports whether the unit should have numbers: it existed, and the office
// hasn't exempted it.
func (j *judging) owes(r *ruling, u int, in *instance) bool {
	return j.d.Units[u].ExistsOn(in.due) && j.v.exemption(j.personal[u], r.rule, in.period, in.due) == nil
}

// figure is the number that the office confirmed for a column of the whole.
func (j *judging) figure(r *ruling, c *Column, in *instance) (Num, bool) {
	if c == nil || r.rule.For != ForAll {
		return Num{}, false
	}
	for i := len(j.shared) - 1; i >= 0; i-- {
		d := &j.d.Decisions[j.shared[i]]
		if d.Kind == DecideFigure && d.Column == c && (d.Period == (Period{}) || d.Period == in.period) {
			if d.At.Tab != 0 {
				j.cells = append(j.cells, d.At)
			}
			return d.Figure, true
		}
	}
	return Num{}, false
}

// sumStatus judges the sum like a unit's number.
func (j *judging) sumStatus(f *Finding, r *ruling, in *instance, s *summed) {
	q := r.rule.Reach
	f.Without, f.Recalled = s.without, s.recalled
	f.Target, f.Aimed = q.AtLeast, q.Target == nil
	if s.aimed > 0 {
		f.Target, f.Aimed = s.target.num(), true
	}
	f.Counted = s.counted > 0
	if f.Counted {
		f.Value, f.Whole = s.value.num(), s.whole.num()
	}
	whole := s.whole.rat()
	switch {
	case j.early(in):
		f.Status = NotDue
	case !f.Counted:
		f.Status, f.Reason, f.Column = j.wanting(NoValue, in), NoValue, q.Value
	case !f.Aimed:
		f.Status, f.Reason, f.Column = j.wanting(NoTarget, in), NoTarget, q.Target
	case q.Of != nil && whole.Sign() == 0:
		f.Status, f.Reason = Exempt, NothingToDo
	default:
		f.Status = j.pace(f, r, in, s.reached(q, whole))
	}
}

// reached compares the sum with its target, exactly.
func (s *summed) reached(q *Reach, whole *big.Rat) bool {
	least := q.AtLeast.Rat()
	switch {
	case q.Target != nil:
		least = s.target.rat()
	case q.Of != nil:
		least = partOf(whole, least)
	}
	return s.value.rat().Cmp(least) >= 0
}
