package ledger

import (
	"maps"
	"time"

	"rasoat/rules"
)

// Next is what a cycle changes in the ledger. v is what it judged; then is the same
// data judged at the time of the cycle before ([Ledger.Last]), and tells what the
// calendar alone changed: nil when both are of the same day, or there was none
// before. books are the ids of the workbooks that were read.
func (l *Ledger) Next(v, then *rules.Verdict, books []string) Step {
	s := Step{At: v.At, Books: books, Figures: v.Data.Figures(v.Plan), Points: points(v)}
	before := statuses(then)
	seen := make(map[Key]bool, len(v.Findings))
	for i := range v.Findings {
		f := &v.Findings[i]
		key := KeyOf(v, f)
		seen[key] = true
		was, known := l.Entries[key]
		n := next{v: v, f: f, was: was, is: was}
		if !known {
			n.first(key)
		} else {
			n.again(before[key])
		}
		if n.is != was || !known {
			s.Entries = append(s.Entries, n.is)
		}
		if n.change != nil {
			s.Changes = append(s.Changes, *n.change)
		}
	}
	l.hold(v, seen, &s)
	return s
}

// next is one finding on its way into the ledger.
type next struct {
	v       *rules.Verdict
	f       *rules.Finding
	was, is Entry
	change  *Change
}

// first notes a finding that wasn't known. What was overdue before anybody looked is
// old: nobody could have been told in time.
func (n *next) first(key Key) {
	n.is = Entry{Key: key, First: n.v.At}
	n.is.Old = n.f.Status == rules.Overdue && n.f.Due < n.v.Today-1
	n.holds(Seen)
}

// again compares with what is known. then is the status that the same cells had at
// the time of the cycle before; NoStatus where that isn't known.
func (n *next) again(then rules.Status) {
	is, was := n.f.Status, n.was.Status
	n.is.Held = false
	n.is.Due, n.is.Closed = n.f.Due, n.f.Closed
	n.figures()
	switch {
	case is == was:
		n.is.Doubt = rules.NoStatus
	case n.f.Recalled && worse(is, was):
		n.is.Held = true
	case !worse(is, was) && then == was, worse(is, was) && then != rules.NoStatus && !worse(then, was):
		n.holds(Calendar)
	case !worse(is, was), n.was.Doubt != rules.NoStatus:
		n.holds(Edited)
	default:
		n.is.Doubt = is
	}
}

// worse reports whether somebody should be told that a is where b was.
func worse(a, b rules.Status) bool { return a < b }

// holds makes the finding's status the one that holds.
func (n *next) holds(why Cause) {
	was, is := n.was.Status, n.f.Status
	n.is.Status, n.is.Since, n.is.Doubt = is, n.v.At, rules.NoStatus
	n.is.Due, n.is.Closed = n.f.Due, n.f.Closed
	n.is.Said = n.v.Why(n.f)
	n.figures()
	if was.Done() && is.Open() {
		n.is.Reopened++
	}
	if is.Done() {
		n.is.Old = false
	}
	if why == Seen && !is.Open() || is == rules.InProgress && (was == rules.NotDue || why == Seen) {
		return // that a period began, or lies ahead, is no news and no history
	}
	n.change = &Change{Key: n.is.Key, At: n.v.At, Was: was, Is: is, Cause: why, Said: n.is.Said}
}

// figures keeps what was counted, above a unit.
func (n *next) figures() {
	f := n.f
	if f.Level == rules.ForUnit || f.Rule.Reach == nil {
		return
	}
	n.is.Said, n.is.Value, n.is.Target = n.v.Why(f), "", ""
	if f.Counted {
		n.is.Value = f.Value.String()
	}
	if f.Aimed {
		n.is.Target = f.Target.String()
	}
}

// statuses is a verdict's statuses; none for nil.
func statuses(v *rules.Verdict) map[Key]rules.Status {
	if v == nil {
		return nil
	}
	out := make(map[Key]rules.Status, len(v.Findings))
	for i := range v.Findings {
		out[KeyOf(v, &v.Findings[i])] = v.Findings[i].Status
	}
	return out
}

// hold marks what this cycle couldn't judge because something couldn't be read. What
// isn't judged for another reason (a unit that is gone, a rule that is switched off)
// stays as it was.
func (l *Ledger) hold(v *rules.Verdict, seen map[Key]bool, s *Step) {
	held := map[string]bool{}
	some := len(v.Data.Units) == 0 || len(v.Problems) > 0
	for u := range v.Data.Units {
		if u < len(v.Held) && v.Held[u] {
			held[v.Data.Units[u].Name], some = true, true
		}
	}
	if !some {
		return
	}
	for key, e := range l.Entries {
		unread := key.Level != rules.ForUnit || held[key.Subject] || len(v.Data.Units) == 0
		if seen[key] || e.Held || !unread {
			continue
		}
		e.Held = true
		s.Entries = append(s.Entries, e)
	}
}

// Apply takes a step that was recorded.
func (l *Ledger) Apply(s Step) {
	if l.Entries == nil {
		l.Entries = make(map[Key]Entry, len(s.Entries))
	}
	for _, e := range s.Entries {
		l.Entries[e.Key] = e
	}
	if s.Told != nil {
		l.Told = *s.Told
	}
	if l.First.IsZero() {
		l.First = s.At
	}
	l.Last = s.At
	l.figures(s)
}

// Clone is a copy that stays as it is, whatever is applied to the ledger.
func (l *Ledger) Clone() Ledger {
	c := *l
	c.Entries, c.Books = maps.Clone(l.Entries), maps.Clone(l.Books) // all else is replaced as a whole
	return c
}

// figures replaces the figures of the workbooks that were read.
func (l *Ledger) figures(s Step) {
	if l.Books == nil {
		l.Books = map[string]time.Time{}
	}
	read := make(map[string]bool, len(s.Books))
	for _, id := range s.Books {
		read[id] = true
		l.Books[id] = s.At
	}
	var kept []rules.Figure
	for _, f := range l.Figures {
		if !read[f.Book] {
			kept = append(kept, f)
		}
	}
	for _, f := range s.Figures {
		if read[f.Book] {
			kept = append(kept, f)
		}
	}
	l.Figures = kept
}

// Recall gives units that couldn't be read the figures of the last good reading.
func (l *Ledger) Recall(p *rules.Plan, books []rules.Book, d *rules.Data) {
	known := make(map[string]bool, len(l.Books))
	for id := range l.Books {
		known[id] = true
	}
	d.Recall(p, books, l.Figures, known)
}

// Hold keeps findings that rest on remembered figures from looking worse than when
// all could be read.
func (l *Ledger) Hold(v *rules.Verdict) {
	for i := range v.Findings {
		f := &v.Findings[i]
		if !f.Recalled {
			continue
		}
		if e, known := l.Entries[KeyOf(v, f)]; known && worse(f.Status, e.Status) {
			f.Status, f.Reason = e.Status, rules.Plain
		}
	}
}
