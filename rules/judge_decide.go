package rules

import "slices"

// sortDecisions puts each decision where it is looked for.
func (j *judging) sortDecisions() {
	j.personal = make([][]int, len(j.d.Units))
	for i := range j.d.Decisions {
		switch u := j.d.Decisions[i].Unit; {
		case u < 0:
			j.shared = append(j.shared, i)
		case u < len(j.personal):
			j.personal[u] = append(j.personal[u], i)
		}
	}
}

// concerns reports whether the decision is about the rule in the period.
func (d *Decision) concerns(r *Rule, p Period) bool {
	return (d.Period == Period{} || d.Period == p) && d.names(r)
}

// names reports whether the decision is about the rule.
func (d *Decision) names(r *Rule) bool {
	return len(d.Rules) == 0 || slices.Contains(d.Rules, r.Index)
}

// exempts reports whether the decision exempts from the rule in the period. A
// longer period stands for those in it, "năm 2022" for its four quarters, unless
// a rule that the decision names has just that length.
func (v *Verdict) exempts(d *Decision, r *Rule, p Period) bool {
	if d.Kind != DecideExempt || !d.names(r) {
		return false
	}
	if d.Period == (Period{}) || d.Period == p {
		return true
	}
	if p.Start() < d.Period.Start() || p.End() > d.Period.End() {
		return false
	}
	for _, i := range d.Rules {
		if v.Plan.Rules[i].Every == d.Period.Every {
			return false
		}
	}
	return true
}

// vague reports whether a new due date doesn't say for which of several periods
// it is. It isn't used then: it would move dates long past.
func (d *Decision) vague(p *Plan) bool {
	if d.Kind != DecideDue || d.Period != (Period{}) {
		return false
	}
	for _, r := range p.Rules {
		if r.judged() && d.names(r) && r.several() {
			return true
		}
	}
	return false
}

// judged reports whether the rule makes findings.
func (r *Rule) judged() bool { return r.Enabled && r.List == nil }

// several reports whether the rule has more than one period in a year.
func (r *Rule) several() bool { return r.Every.Count() > 1 && len(r.Only) != 1 }

// idle notes the decisions that change nothing: a slip that nobody would see
// otherwise.
func (j *judging) idle() {
	for i := range j.d.Decisions {
		d := &j.d.Decisions[i]
		made := Defect{At: d.At}
		switch {
		case d.vague(j.p):
			made.Message = "Nội dung đã nêu có nhiều kỳ; đề nghị ghi rõ kỳ. Dòng này chưa được áp dụng."
		case d.Period == (Period{}) || d.Kind == DecideFigure || j.works(d):
			continue
		default:
			made.Value = d.Period.Label()
			made.Message = "Nội dung đã nêu không có kỳ '" + d.Period.Label() + "'. Dòng này chưa được áp dụng."
		}
		j.made = append(j.made, made)
	}
}

// works reports whether the decision is about some instance, or only about rules
// that are switched off.
func (j *judging) works(d *Decision) bool {
	off := true
	for _, r := range j.p.Rules {
		if !r.judged() || !d.names(r) {
			continue
		}
		off = false
		for n := 1; n <= r.Every.Count(); n++ {
			p := NewPeriod(r.Every, n, j.p.Year)
			if r.asks(p) && (d.concerns(r, p) || j.v.exempts(d, r, p)) {
				return true
			}
		}
	}
	return off
}

// decidedDue is the due date that the office set for all units, or the one it
// had. The last line that says something counts.
func (j *judging) decidedDue(r *Rule, p Period, due Date) Date {
	return j.newDue(j.shared, r, p, due)
}

// extended is the due date that the office gave one unit, or the one for all.
func (j *judging) extended(r *Rule, u int, in *instance) Date {
	return j.newDue(j.personal[u], r, in.period, in.due)
}

// newDue is the due date by the last of the decisions that sets one. One that
// names no period stands for all that have begun by then, and only gives them
// more time.
func (j *judging) newDue(list []int, r *Rule, p Period, due Date) Date {
	for i := len(list) - 1; i >= 0; i-- {
		d := &j.d.Decisions[list[i]]
		switch {
		case d.Kind != DecideDue && d.Kind != DecideExtend, d.Date == 0, !d.concerns(r, p), d.vague(j.p):
		case d.Period == (Period{}) && r.several() && (p.Start() > d.Date || d.Date < due):
		default:
			return d.Date
		}
	}
	return due
}

// exempt reports whether the office exempted the subject (u < 0: above a unit),
// and notes where it wrote so.
func (j *judging) exempt(r *Rule, u int, in *instance) bool {
	d := j.v.exemption(j.shared, r, in.period, in.due)
	if d == nil && u >= 0 && len(j.personal[u]) > 0 {
		d = j.v.exemption(j.personal[u], r, in.period, in.due)
	}
	if d == nil {
		return false
	}
	if d.At.Tab != 0 {
		j.cells = append(j.cells, d.At)
	}
	return true
}

// exemption is the decision that exempts from the rule. One with a last day
// holds for what is due until then, for good; and until that day for what has
// begun by then: after it, that is asked for like from everybody.
func (v *Verdict) exemption(list []int, r *Rule, p Period, due Date) *Decision {
	for _, i := range list {
		d := &v.Data.Decisions[i]
		if !v.exempts(d, r, p) {
			continue
		}
		if d.Date == 0 || due <= d.Date || (v.Today <= d.Date && p.Start() <= d.Date) {
			return d
		}
	}
	return nil
}

// settlement says that one finding of a unit is done by another.
type settlement struct{ is, by int }

// settle marks what is done by a rule that settles others: the same unit's
// instance with the same due date. Only a finding's own evidence settles; what
// is settled itself passes nothing on.
func (j *judging) settle(sector int) {
	j.settled = j.settled[:0]
	for a := range j.rulings {
		for _, other := range j.rulings[a].rule.Settles {
			for b := range j.rulings {
				if j.rulings[b].rule == other {
					j.match(sector, a, b)
				}
			}
		}
	}
	for _, s := range j.settled {
		f, by := &j.v.Findings[s.is], &j.v.Findings[s.by]
		if f.Status.Done() {
			continue
		}
		f.Status, f.Reason, f.Column = by.Status, Plain, nil
		f.On, f.Cells = by.On, by.Cells
	}
}

// match notes which findings of ruling b are done by those of ruling a.
func (j *judging) match(sector, a, b int) {
	for i := j.first[b]; i < j.first[b+1]; i++ {
		f := &j.v.Findings[i]
		if f.Status.Done() || f.Status == Exempt {
			continue
		}
		for k := j.first[a]; k < j.first[a+1]; k++ {
			by := &j.v.Findings[k]
			if by.Status.Done() && j.rulings[a].common(sector, by.Period) == j.rulings[b].common(sector, f.Period) {
				j.settled = append(j.settled, settlement{i, k})
				break
			}
		}
	}
}

// common is the due date for all units of the sector.
func (g *ruling) common(sector int, p Period) Date {
	for i := range g.bySector[sector] {
		if in := &g.bySector[sector][i]; in.period == p {
			return in.common
		}
	}
	return 0
}
