package mailer

import (
	"slices"
	"sort"

	"rasoat/rules"
)

// report is a verdict, sorted for telling.
type report struct {
	v     *rules.Verdict
	owed  []debt  // units with something overdue, most first
	tally []count // by rule and period, in the plan's order; unit rules only
	waits []*rules.Finding
	cells int      // defects that are errors
	names []string // short names of units
	room  int      // how many lines a list in part B may have

	in       []bool         // by unit: it is told of
	units    int            // how many are told of and still exist
	findings []judged       // those told of, in the verdict's order
	periods  []rules.Period // that are reported, the longest first
	memory
}

// judged is a finding and where it stands in the verdict.
type judged struct {
	*rules.Finding
	at int
}

// debt is a unit and what it is behind with.
type debt struct {
	unit     int
	findings []*rules.Finding
}

// count is how one rule stands in one period, over all units it judges.
type count struct {
	rule   *rules.Rule
	period rules.Period
	due    rules.Date // of most units; a few may have more time
	votes  int        // how far most units outvote the others
	of     int        // units judged, without the exempt
	done   int        // met or late
	over   int        // overdue, or not reached and still open
	soon   []int      // units
	fix    int        // invalid, missing or unconfirmed
	behind int
	closed int // not done, and history
	live   int // not history, done or not
}

// newReport sorts a verdict for telling of some units, and of nothing above
// them; of everything when units is nil.
func newReport(v *rules.Verdict, units []int) *report {
	r := &report{v: v, names: shortNames(v)}
	r.include(units)
	debts := make([]debt, len(v.Data.Units))
	counts := map[[2]int]*count{}
	for i := range v.Findings {
		f := &v.Findings[i]
		if units != nil && (f.Level != rules.ForUnit || !r.in[f.Unit]) {
			continue
		}
		r.findings = append(r.findings, judged{f, i})
		if f.Status == rules.Unconfirmed && f.Reason == rules.AskedOffice && !f.Closed {
			r.waits = append(r.waits, f)
		}
		if f.Level != rules.ForUnit {
			continue
		}
		if overdue(f) {
			debts[f.Unit].findings = append(debts[f.Unit].findings, f)
		}
		key := [2]int{f.Rule.Index, f.Period.Slot()}
		if counts[key] == nil {
			counts[key] = &count{rule: f.Rule, period: f.Period}
		}
		counts[key].add(f)
	}
	r.sortCounts(counts)
	r.sortDebts(debts)
	for _, d := range v.Defects {
		if d.Severity == rules.SevError && (units == nil || r.tellsOf(d.Unit)) {
			r.cells++
		}
	}
	return r
}

// include says which units are told of.
func (r *report) include(units []int) {
	r.in = make([]bool, len(r.v.Data.Units))
	for u := range r.in {
		r.in[u] = units == nil || slices.Contains(units, u)
		if r.in[u] && r.v.Data.Units[u].ExistsOn(r.v.Today) {
			r.units++
		}
	}
}

// tellsOf reports whether it is the name of a unit that is told of.
func (r *report) tellsOf(unit string) bool {
	for u, in := range r.in {
		if in && r.v.Data.Units[u].Name == unit {
			return true
		}
	}
	return false
}

// owing is the words for what units are behind with.
func (r *report) owing() string {
	if r.unmet() {
		return "quá hạn hoặc chưa đạt"
	}
	return "quá hạn"
}

// unmet reports whether a target is among what units are behind with.
func (r *report) unmet() bool {
	for _, d := range r.owed {
		for _, f := range d.findings {
			if f.Status == rules.Unmet {
				return true
			}
		}
	}
	return false
}

// overdue reports whether a unit should have done it and still can.
func overdue(f *rules.Finding) bool {
	return !f.Closed && (f.Status == rules.Overdue || f.Status == rules.Unmet)
}

func (c *count) add(f *rules.Finding) {
	if f.Status == rules.Exempt {
		return
	}
	c.of++
	c.vote(f.Due)
	if !f.Closed {
		c.live++
	}
	switch {
	case f.Status.Done():
		c.done++
	case overdue(f):
		c.over++
	case f.Closed:
		c.closed++
	case f.Status == rules.DueSoon:
		c.soon = append(c.soon, f.Unit)
	case f.Status == rules.Behind:
		c.behind++
	case f.Status == rules.Invalid || f.Status == rules.Missing || f.Status == rules.Unconfirmed:
		c.fix++
	}
}

// vote finds the due date of most units by letting each that differs outvote
// one that agrees.
func (c *count) vote(due rules.Date) {
	switch {
	case c.votes == 0:
		c.due, c.votes = due, 1
	case c.due == due:
		c.votes++
	default:
		c.votes--
	}
}

func (r *report) sortCounts(counts map[[2]int]*count) {
	for _, c := range counts {
		if c.of > 0 {
			r.tally = append(r.tally, *c)
		}
	}
	sort.Slice(r.tally, func(i, j int) bool {
		a, b := r.tally[i], r.tally[j]
		if a.rule.Index != b.rule.Index {
			return a.rule.Index < b.rule.Index
		}
		return a.period.Slot() < b.period.Slot()
	})
}

// sortDebts puts the units with most overdue first; among equals the one that
// has waited longest, then the register's order.
func (r *report) sortDebts(debts []debt) {
	for u := range debts {
		if debts[u].unit = u; len(debts[u].findings) > 0 {
			r.owed = append(r.owed, debts[u])
		}
	}
	sort.SliceStable(r.owed, func(i, j int) bool {
		a, b := r.owed[i], r.owed[j]
		if len(a.findings) != len(b.findings) {
			return len(a.findings) > len(b.findings)
		}
		return oldest(a.findings).Due < oldest(b.findings).Due
	})
}

// oldest is the finding that was due first.
func oldest(fs []*rules.Finding) *rules.Finding {
	first := fs[0]
	for _, f := range fs[1:] {
		if f.Due < first.Due {
			first = f
		}
	}
	return first
}

// byRule splits a unit's findings, each piece being one rule's periods.
func byRule(fs []*rules.Finding) [][]*rules.Finding {
	var out [][]*rules.Finding
	for _, f := range fs {
		if n := len(out); n > 0 && out[n-1][0].Rule == f.Rule && out[n-1][0].Status == f.Status {
			out[n-1] = append(out[n-1], f)
			continue
		}
		out = append(out, []*rules.Finding{f})
	}
	return out
}

// nameLength is how much of a name is shown; real ones are shorter.
const nameLength = 60

// name is what the unit is called.
func (r *report) name(unit int) string { return cut(r.v.Data.Units[unit].Name, nameLength) }

// shortNames is every unit's short name, none too long.
func shortNames(v *rules.Verdict) []string {
	names := v.ShortNames()
	for i := range names {
		names[i] = cut(names[i], nameLength)
	}
	return names
}
