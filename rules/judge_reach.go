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
func (n *amount) fails(s Status, r Reason, c *Column) {
	if n.status == NoStatus {
		n.status, n.reason, n.column = s, r, c
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
func (a *asking) reach(f *Finding) {
	n := a.amount()
	f.Target, f.Aimed = n.target, n.aimed
	f.Value, f.Whole, f.Share = n.value, n.whole, n.share
	f.Counted = n.hasValue && (n.hasWhole || a.r.of == nil)
	f.ByShare = n.hasShare && !f.Counted
	switch {
	case a.early(a.in):
		f.Status = NotDue
	case n.status == Missing:
		f.Status, f.Reason, f.Column = a.wanting(n.reason, a.in), n.reason, n.column
	case n.status != NoStatus:
		f.Status, f.Reason, f.Column = n.status, n.reason, n.column
	default:
		f.Status = a.pace(f, a.r, a.in, n.reached(a.r))
		if f.Status.Open() {
			f.Column = a.r.value
			if f.ByShare {
				f.Column = a.r.or
			}
		}
	}
	if f.Column != nil {
		a.lead(a.cell(f.Column).At)
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
func (n *amount) reached(r *ruling) bool {
	least := r.rule.Reach.AtLeast
	switch {
	case r.target != nil:
		return n.value.Cmp(n.target) >= 0
	case r.rule.Reach.Of == nil:
		return n.value.Cmp(least) >= 0
	case n.hasValue && n.hasWhole:
		return cmpPart(n.value, n.whole, least) >= 0
	}
	return n.share.Cmp(least) >= 0
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
func (a *asking) amount() amount {
	r, q := a.r, a.r.rule.Reach
	n := amount{target: q.AtLeast, aimed: q.Target == nil}
	value := a.number(&n, r.value, &n.value, &n.hasValue)
	whole := a.number(&n, r.of, &n.whole, &n.hasWhole)
	full := n.hasValue && (n.hasWhole || q.Of == nil)
	var share *Value
	if full { // the percentage is only held against them
		share = a.look(r.or)
	} else {
		share = a.number(&n, r.or, &n.share, &n.hasShare)
	}
	if r.target != nil {
		a.number(&n, r.target, &n.target, &n.aimed)
	}
	switch {
	case n.hasValue && n.hasWhole && n.value.Cmp(n.whole) > 0:
		a.note(r.value, value, SevError, partText(value, whole))
		n.status, n.reason, n.column = Invalid, Contradict, r.value
	case n.status != NoStatus:
	case n.hasWhole && n.whole.Sign() == 0:
		n.value, n.hasValue = Num{}, true
		n.fails(Exempt, NothingToDo, nil)
	default:
		a.blanks(&n, full)
	}
	if full && share != nil && share.State == Good {
		a.compareShare(&n, share)
	}
	return n
}

// number takes a column's number, where it is one; nil without a column.
func (a *asking) number(n *amount, c *Column, to *Num, has *bool) *Value {
	v := a.look(c)
	if v == nil {
		return nil
	}
	switch v.State {
	case Good:
		*to, *has = v.Num, true
	case Bad:
		if n.status != Invalid {
			n.status, n.reason, n.column = Invalid, BadCell, c
		}
	case Asked:
		n.fails(Unconfirmed, AskedOffice, c)
	}
	return v
}

// blanks notes what is missing of otherwise good numbers.
func (a *asking) blanks(n *amount, full bool) {
	first := a.r.value
	if first == nil {
		first = a.r.or
	}
	switch {
	case !a.hasRow(first):
		n.fails(Missing, NoRow, first)
	case !n.aimed:
		n.fails(Missing, NoTarget, a.r.target)
	case full || n.hasShare:
	case n.hasValue && a.r.of != nil:
		n.fails(Missing, NoValue, a.r.of)
	default:
		n.fails(Missing, NoValue, first)
	}
}

// compareShare holds a percentage against the numbers beside it: cut to the
// digits that it shows, they should agree. What a formula computed shows so many
// digits that the last may be rounded.
func (a *asking) compareShare(n *amount, share *Value) {
	exact := percentOf(n.value, n.whole)
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
	a.note(a.r.or, share, SevWarning, shareText(n, share.Num, exact))
}

// computedDigits is more decimals than anybody types in a percentage.
const computedDigits = 4
