package rules

import "math/big"

// amount is what the cells of a reach rule say of one unit.
type amount struct {
	value, whole, share, target         Num
	hasValue, hasWhole, hasShare, aimed bool

	status Status // Invalid, Unconfirmed, Missing or, with nothing to divide by, Exempt; else NoStatus
	reason Reason
	column *Column // what to fill or mend
}

// fails notes the first trouble.
func (a *amount) fails(s Status, r Reason, c *Column) {
	if a.status == NoStatus {
		a.status, a.reason, a.column = s, r, c
	}
}

// prepareReach finds the columns of a reach rule, and how far the year is.
func (j *judging) prepareReach(g *ruling, q *Reach) {
	g.value, g.of, g.target = j.present(g, q.Value), j.present(g, q.Of), j.present(g, q.Target)
	held := g.holds
	g.or = j.present(g, q.Or)
	if g.value != nil && g.of != nil {
		g.holds = held // the numbers are there: nobody needs the percentage
	}
	if q.Of != nil && g.of == nil {
		g.value = nil // a part of nobody knows what; the percentage may still tell
	}
	switch {
	case q.Target != nil && g.target == nil,
		g.value == nil && g.or == nil,
		q.Sum && q.Of != nil && g.of == nil:
		g.off = true
	}
	for i := range q.Milepost {
		m := &q.Milepost[i]
		if m.By.End() < j.today && (g.milepost == nil || g.milepost.By.End() < m.By.End()) {
			g.milepost = m
		}
	}
}

// reach judges whether a unit's number reaches its target.
func (j *judging) reach(f *Finding, r *ruling, u int, in *instance) {
	a := j.amount(r, u, in)
	f.Target, f.Aimed = a.target, a.aimed
	f.Value, f.Whole, f.Share = a.value, a.whole, a.share
	f.Counted = a.hasValue && (a.hasWhole || r.of == nil)
	f.ByShare = a.hasShare && !f.Counted
	switch {
	case j.early(in):
		f.Status = NotDue
	case a.status == Missing:
		f.Reason, f.Column = a.reason, a.column
		f.Status = j.wanting(a.reason, in)
	case a.status != NoStatus:
		f.Status, f.Reason, f.Column = a.status, a.reason, a.column
	default:
		f.Status = j.pace(f, r, in, a.reached(r))
		if f.Status.Open() {
			f.Column = r.value
			if f.ByShare {
				f.Column = r.or
			}
		}
	}
	if f.Column != nil {
		j.lead(j.value(f.Column, u, in.period, nil).At)
	}
}

// wanting is the status of a blank number: nobody asks for it before its time.
func (j *judging) wanting(why Reason, in *instance) Status {
	if why == NoRow || j.today >= in.ask || j.today > in.due {
		return Missing
	}
	return j.waiting(in)
}

// reached compares with the target, exactly.
func (a *amount) reached(r *ruling) bool {
	least := r.rule.Reach.AtLeast
	switch {
	case r.target != nil:
		return a.value.Cmp(a.target) >= 0
	case r.rule.Reach.Of == nil:
		return a.value.Cmp(least) >= 0
	case a.hasValue && a.hasWhole:
		return cmpPart(a.value, a.whole, least) >= 0
	}
	return a.share.Cmp(least) >= 0
}

// pace is the status of known numbers, by what they should be today.
func (j *judging) pace(f *Finding, r *ruling, in *instance, reached bool) Status {
	if r.milepost != nil && f.Aimed && r.rule.Reach.Of == nil {
		f.Mark, f.MarkBy = floorPart(f.Target, r.milepost.Percent), r.milepost.By
	}
	switch {
	case reached:
		return Met
	case j.today > in.due:
		return Unmet
	case f.MarkBy != (Period{}) && f.Value.Cmp(f.Mark) < 0:
		return Behind
	}
	return j.waiting(in)
}

// amount reads the cells of a reach rule for one unit, and notes what of them
// can't be.
func (j *judging) amount(r *ruling, u int, in *instance) amount {
	a := amount{target: r.rule.Reach.AtLeast, aimed: r.rule.Reach.Target == nil}
	value := j.number(&a, r.value, u, in, &a.value, &a.hasValue)
	whole := j.number(&a, r.of, u, in, &a.whole, &a.hasWhole)
	full := a.hasValue && (a.hasWhole || r.rule.Reach.Of == nil)
	var share *Value
	if full { // the percentage is only held against them
		share = j.look(r.or, u, in)
	} else {
		share = j.number(&a, r.or, u, in, &a.share, &a.hasShare)
	}
	if r.target != nil {
		j.number(&a, r.target, u, in, &a.target, &a.aimed)
	}
	switch {
	case a.hasValue && a.hasWhole && a.value.Cmp(a.whole) > 0:
		j.note(r.value, u, in, value, SevError, partText(value, whole))
		a.status, a.reason, a.column = Invalid, Contradict, r.value
	case a.status != NoStatus:
	case a.hasWhole && a.whole.Sign() == 0:
		a.value, a.hasValue = Num{}, true
		a.fails(Exempt, NothingToDo, nil)
	default:
		j.blanks(&a, r, u, full)
	}
	if full && share != nil && share.State == Good {
		j.compareShare(&a, r, u, in, share)
	}
	return a
}

// look gives a column's cell and notes it as evidence; nil without a column.
func (j *judging) look(c *Column, u int, in *instance) *Value {
	if c == nil {
		return nil
	}
	v := j.value(c, u, in.period, nil)
	j.see(v)
	return v
}

// number takes a column's number, where it is one.
func (j *judging) number(a *amount, c *Column, u int, in *instance, n *Num, has *bool) *Value {
	v := j.look(c, u, in)
	if v == nil {
		return nil
	}
	switch v.State {
	case Good:
		*n, *has = v.Num, true
	case Bad:
		if a.status != Invalid {
			a.status, a.reason, a.column = Invalid, BadCell, c
		}
	case Asked:
		a.fails(Unconfirmed, AskedOffice, c)
	}
	return v
}

// blanks notes what is missing of otherwise good numbers.
func (j *judging) blanks(a *amount, r *ruling, u int, full bool) {
	first := r.value
	if first == nil {
		first = r.or
	}
	switch {
	case j.hasRow(first, u) == 0:
		a.fails(Missing, NoRow, first)
	case !a.aimed:
		a.fails(Missing, NoTarget, r.target)
	case full || a.hasShare:
	case a.hasValue && r.of != nil:
		a.fails(Missing, NoValue, r.of)
	default:
		a.fails(Missing, NoValue, first)
	}
}

// compareShare holds a percentage against the numbers beside it: cut to the
// digits that it shows, they should agree. What a formula computed shows so many
// digits that the last may be rounded.
func (j *judging) compareShare(a *amount, r *ruling, u int, in *instance, share *Value) {
	exact := percentOf(a.value, a.whole)
	if exact == nil {
		return
	}
	off := new(big.Rat).Sub(exact, share.Num.Rat())
	unit := Decimal(1, int(share.Num.e)).Rat()
	if off.Sign() >= 0 && off.Cmp(unit) < 0 {
		return
	}
	if share.Num.e >= computedDigits && off.Abs(off).Cmp(unit) < 0 {
		return
	}
	j.note(r.or, u, in, share, SevWarning, shareText(a, share.Num, exact))
}

// computedDigits is more decimals than anybody types in a percentage.
const computedDigits = 4
