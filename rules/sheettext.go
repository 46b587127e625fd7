package rules

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longest is how many letters a cell of ours has at most.
const longest = 160

// RowText is what stands in our two columns in a unit's row of a table: its worst
// status there, and the most urgent thing to do. p is the row's period in a table
// with a period column, zero otherwise. Nothing in it changes by itself from one
// day to the next.
func (v *Verdict) RowText(t *Table, unit int, p Period) (Label, string) {
	var shown []*Finding
	for _, f := range v.ofUnit(unit) {
		if v.home(f.Rule) == t && (p == Period{} || f.Period == p) {
			shown = append(shown, f)
		}
	}
	return v.sheetText(unit, shown, (*Finding).seen)
}

// UnitText is what stands in the unit's row of the register: its overall status,
// and the most urgent of all its things to do.
//
// A unit that is no more has nothing to do and says nothing.
func (v *Verdict) UnitText(unit int) (Label, string) {
	if !v.Data.Units[unit].ExistsOn(v.Today) {
		return LabelNone, ""
	}
	all := v.ofUnit(unit)
	open := slices.DeleteFunc(slices.Clone(all), func(f *Finding) bool { return f.Closed })
	if len(open) == 0 { // all is history: what was done, unless the year's own wasn't reached
		if slices.ContainsFunc(all, func(f *Finding) bool { return f.Status == Unmet }) {
			return LabelNone, ""
		}
		open = all
	}
	return v.sheetText(unit, open, (*Finding).general)
}

// Opening is how every to-do text about the unit begins: its name and ": ".
func (v *Verdict) Opening(unit int) string { return oneLine(v.Data.Units[unit].Name) + ": " }

// DuplicateText is what stands in each of n rows of one unit where only one
// should be.
func (v *Verdict) DuplicateText(unit, n int) (Label, string) {
	return LabelFix, v.Opening(unit) + "có " + strconv.Itoa(n) + " dòng ở trang này; đề nghị giữ lại một dòng."
}

// ofUnit is the unit's findings that sheets show: what was missed in a period
// that is closed isn't.
func (v *Verdict) ofUnit(unit int) []*Finding {
	from := sort.Search(len(v.Findings), func(i int) bool {
		return v.Findings[i].Level != ForUnit || v.Findings[i].Unit >= unit
	})
	var list []*Finding
	for i := from; i < len(v.Findings) && v.Findings[i].Level == ForUnit && v.Findings[i].Unit == unit; i++ {
		if f := &v.Findings[i]; !f.Closed || f.Status != Unmet || f.Rule.Every == Year {
			list = append(list, f)
		}
	}
	return list
}

// home is the table in whose rows a rule is shown: that of its first column that
// some tab has.
func (v *Verdict) home(r *Rule) *Table {
	var first *Table
	for _, c := range r.Columns() {
		if first == nil {
			first = c.Table
		}
		absent := v.Data.Tables[c.Table.Index].Absent
		if c.Index >= len(absent) || !absent[c.Index] {
			return c.Table
		}
	}
	return first
}

// seen is the status by which a row is coloured.
func (f *Finding) seen() Status { return f.Status }

// rank orders statuses as sheets show them: being behind the pace is only under
// way there, and must not hide what is due soon.
func rank(s Status) Status {
	if s == Behind {
		return InProgress
	}
	return s
}

// sheetText is the label of the worst of the findings, and the sentence of the
// most urgent. as says which status colours.
func (v *Verdict) sheetText(unit int, shown []*Finding, as func(*Finding) Status) (Label, string) {
	if len(shown) == 0 {
		return LabelNone, ""
	}
	open, worst := 0, NoStatus
	urgent := shown[0]
	for _, f := range shown {
		worst = worse(worst, rank(as(f)))
		if moreUrgent(f, urgent) {
			urgent = f
		}
	}
	only := !anyOpen(shown)
	for _, f := range shown {
		if f != urgent && f.toDo(only) {
			open++
		}
	}
	return label(worst, shown), v.todo(unit, urgent, open)
}

// anyOpen reports whether something must be done, more than waiting for the end
// of a period.
func anyOpen(shown []*Finding) bool {
	for _, f := range shown {
		if f.Status.Open() && f.Status != InProgress {
			return true
		}
	}
	return false
}

// toDo reports whether the finding counts among the other things to do; what is
// only under way does where nothing else is left.
func (f *Finding) toDo(onlyUnderWay bool) bool {
	return f.Status.Open() && !f.asked() && (f.Status != InProgress || onlyUnderWay)
}

// asked reports whether only the office can do something about it.
func (f *Finding) asked() bool { return f.Status == Unconfirmed && f.Reason == AskedOffice }

// moreUrgent orders what to do: by status, then what is due first. What waits
// for the office comes after what the unit can do about the same.
func moreUrgent(a, b *Finding) bool {
	x, y := rank(a.Status), rank(b.Status)
	if x != y {
		return x < y
	}
	if a.asked() != b.asked() {
		return b.asked()
	}
	return a.Due < b.Due
}

// label is the sheet's label for a status; done and reached are told apart by
// what they are the sum of.
func label(s Status, shown []*Finding) Label {
	switch s {
	case Overdue:
		return LabelOverdue
	case Unmet:
		return LabelUnmet
	case Invalid, Missing:
		return LabelFix
	case Unconfirmed:
		for _, f := range shown {
			if f.Status == Unconfirmed && !f.asked() {
				return LabelFix
			}
		}
		return LabelWaiting
	case DueSoon:
		return LabelDueSoon
	case Late, Met:
		if allReached(shown) {
			return LabelReached
		}
		return LabelDone
	case Exempt:
		return LabelExempt
	}
	return LabelProgress
}

// Label is what people's sheets say of the finding alone; LabelNone where they say
// nothing: its period hasn't begun, or is history and was missed.
func (f *Finding) Label() Label {
	if f.Status == NoStatus || f.Status == NotDue || f.Closed && f.Status == Unmet && f.Rule.Every != Year {
		return LabelNone
	}
	return label(rank(f.Status), []*Finding{f})
}

// allReached reports whether all that is shown are targets, and reached.
func allReached(shown []*Finding) bool {
	for _, f := range shown {
		if f.Rule.Reach == nil || f.Status != Met {
			return false
		}
	}
	return true
}

// todo is the sentence of the to-do column: action first, then due and clause.
// What is too long is said more briefly, or cut out of the action, never out of
// the name.
func (v *Verdict) todo(unit int, f *Finding, others int) string {
	name := v.Opening(unit)
	var ways []string
	switch {
	case f.Status == Unmet && f.Closed: // a year's, shown though nothing can be done
		ways = []string{"không còn nhận bổ sung"}
	case !f.Status.Open() || f.Closed:
		return name + "không còn việc cần làm."
	default:
		ways = v.ways(f)
	}
	tail := "; hạn " + v.dueText(f)
	if f.asked() || (f.Rule.Check != nil && len(f.Rule.Due) == 0) {
		tail = "" // nobody set a date for it
	}
	if f.Rule.Clause != "" {
		tail += " (" + f.Rule.Clause + ")"
	}
	tail += "."
	if others > 0 {
		tail += " Còn " + strconv.Itoa(others) + " việc khác."
	}
	room := longest - utf8.RuneCountInString(name) - utf8.RuneCountInString(tail)
	for _, way := range ways {
		if utf8.RuneCountInString(way) <= room {
			return name + way + tail
		}
	}
	return name + shorten(ways[0], max(room, 20)) + tail
}

// dueText is the due date, with its year only where that isn't the plan's.
func (v *Verdict) dueText(f *Finding) string {
	if f.Due.Year() != v.Plan.Year {
		return f.Due.String()
	}
	return f.Due.Short()
}

// shorten cuts text after at most n letters, between words where one ends near.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)-16 && i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:'") + "…"
}
