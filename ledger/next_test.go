package ledger_test

import (
	"testing"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// zone is where the days of these tests are.
var zone = time.FixedZone("ICT", 7*3600)

// day is 08:00 of a day in October 2022; a second check of the day comes later.
func day(n int) time.Time { return time.Date(2022, 10, n, 8, 0, 0, 0, zone) }

// fixture is a plan with a rule that units are judged by and one for all of them.
func fixture() *rules.Plan {
	review := &rules.Rule{ID: "review", Title: "Rà soát quý", Every: rules.Quarter, Enabled: true, Done: &rules.Done{Count: 1}}
	total := &rules.Rule{ID: "total", Title: "Giới thiệu", Index: 1, For: rules.ForAll, Every: rules.Year, Enabled: true,
		Reach: &rules.Reach{Sum: true, AtLeast: rules.Int(250)}}
	return &rules.Plan{Year: 2022, Location: zone, Rules: []*rules.Rule{review, total},
		Levels: rules.Levels{All: "Toàn huyện"}}
}

// verdict is one unit's review in Quý III with a status, as of a moment.
func verdict(p *rules.Plan, at time.Time, s rules.Status) *rules.Verdict {
	v := &rules.Verdict{Plan: p, At: at, Today: rules.DateOf(at), Held: make([]bool, 1),
		Data: &rules.Data{Units: []rules.Unit{{Name: "Xuân Phú"}}, Tables: []rules.Facts{}}}
	if s != rules.NoStatus {
		v.Findings = []rules.Finding{{Rule: p.Rules[0], Period: rules.NewPeriod(rules.Quarter, 3, 2022),
			Status: s, Due: rules.NewDate(2022, 10, 10), Closes: rules.NewDate(2022, 12, 9)}}
	}
	return v
}

// look is one cycle: when, what it finds, what the same cells were at the cycle before
// (where the day changed), and what then holds.
type look struct {
	at        time.Time
	is, then  rules.Status
	holds     rules.Status
	doubt     rules.Status
	was       rules.Status // of the change that is noted
	cause     ledger.Cause
	unchanged bool // no change is noted
}

func TestNext(t *testing.T) {
	const (
		none, overdue, invalid, soon, progress, late, met, early, exempt = rules.NoStatus, rules.Overdue, rules.Invalid, rules.DueSoon,
			rules.InProgress, rules.Late, rules.Met, rules.NotDue, rules.Exempt
	)
	later := func(at time.Time) time.Time { return at.Add(15 * time.Minute) }
	for name, looks := range map[string][]look{
		"what was overdue at first is noted": {
			{at: day(20), is: overdue, holds: overdue, cause: ledger.Seen}},
		"what lies ahead at first is not": {
			{at: day(20), is: early, holds: early, unchanged: true}},
		"the calendar counts at once": {
			{at: day(10), is: soon, holds: soon, cause: ledger.Seen},
			{at: day(11), is: overdue, then: soon, holds: overdue, was: soon, cause: ledger.Calendar}},
		"a slip counts when it was seen twice": {
			{at: day(3), is: met, holds: met, unchanged: true},
			{at: later(day(3)), is: invalid, holds: met, doubt: invalid, unchanged: true},
			{at: later(later(day(3))), is: invalid, holds: invalid, was: met, cause: ledger.Edited}},
		"a slip that is mended at once was none": {
			{at: day(3), is: met, holds: met, unchanged: true},
			{at: later(day(3)), is: invalid, holds: met, doubt: invalid, unchanged: true},
			{at: later(later(day(3))), is: met, holds: met, unchanged: true}},
		"a slip over night is one": {
			{at: day(3), is: met, holds: met, unchanged: true},
			{at: day(4), is: invalid, then: invalid, holds: met, doubt: invalid, unchanged: true},
			{at: day(5), is: invalid, then: invalid, holds: invalid, was: met, cause: ledger.Edited}},
		"a filing counts at once": {
			{at: day(11), is: overdue, holds: overdue, cause: ledger.Seen},
			{at: later(day(11)), is: late, holds: late, was: overdue, cause: ledger.Edited}},
		"what is typed in the wrong way instead of nothing is better than nothing": {
			{at: day(11), is: overdue, holds: overdue, cause: ledger.Seen},
			{at: later(day(11)), is: invalid, holds: invalid, was: overdue, cause: ledger.Edited}},
		"an exemption taken back is an edit": {
			{at: day(11), is: exempt, holds: exempt, unchanged: true},
			{at: day(12), is: overdue, then: overdue, holds: exempt, doubt: overdue, unchanged: true},
			{at: later(day(12)), is: overdue, holds: overdue, was: exempt, cause: ledger.Edited}},
		"a period that begins is no news": {
			{at: day(1), is: early, holds: early, unchanged: true},
			{at: day(2), is: progress, then: early, holds: progress, unchanged: true}},
		"another slip on top of one is the same": {
			{at: day(11), is: met, holds: met, unchanged: true},
			{at: later(day(11)), is: invalid, holds: met, doubt: invalid, unchanged: true},
			{at: later(later(day(11))), is: overdue, holds: overdue, was: met, cause: ledger.Edited}},
	} {
		t.Run(name, func(t *testing.T) {
			p, l := fixture(), &ledger.Ledger{}
			for i, k := range looks {
				var then *rules.Verdict
				if k.then != none {
					then = verdict(p, l.Last, k.then)
				}
				s := l.Next(verdict(p, k.at, k.is), then, nil)
				l.Apply(s)
				e := l.Entries[ledger.Key{Rule: "review", Subject: "Xuân Phú", Period: "2022-Q3"}]
				if e.Status != k.holds || e.Doubt != k.doubt {
					t.Errorf("look %d: %s holds, %q in doubt; want %s, %q", i, e.Status, e.Doubt, k.holds, k.doubt)
				}
				if (len(s.Changes) == 0) != k.unchanged {
					t.Fatalf("look %d: changes %+v", i, s.Changes)
				}
				if k.unchanged {
					continue
				}
				if c := s.Changes[0]; c.Was != k.was || c.Is != k.holds || c.Cause != k.cause || !c.At.Equal(k.at) || c.Said == "" {
					t.Errorf("look %d: %+v", i, c)
				}
				if !e.Since.Equal(k.at) {
					t.Errorf("look %d: since %v", i, e.Since)
				}
			}
		})
	}
}

// A cycle that changes nothing changes nothing in the ledger either.
func TestNothingNew(t *testing.T) {
	p, l := fixture(), &ledger.Ledger{}
	l.Apply(l.Next(verdict(p, day(20), rules.Overdue), nil, []string{"book"}))
	s := l.Next(verdict(p, day(20).Add(time.Hour), rules.Overdue), nil, []string{"book"})
	if len(s.Entries)+len(s.Changes) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestReopened(t *testing.T) {
	p, l := fixture(), &ledger.Ledger{}
	at := day(3)
	for _, s := range []rules.Status{rules.Met, rules.Overdue, rules.Overdue, rules.Late, rules.Overdue, rules.Overdue} {
		l.Apply(l.Next(verdict(p, at, s), nil, nil))
		at = at.Add(time.Minute)
	}
	if e := only(t, l); e.Reopened != 2 || e.Old || !e.First.Equal(day(3)) {
		t.Errorf("%+v", e)
	}
}

// What was overdue before anybody looked is old; what fell due yesterday is not.
func TestOld(t *testing.T) {
	for n, want := range map[int]bool{11: false, 12: true, 20: true} {
		p, l := fixture(), &ledger.Ledger{}
		l.Apply(l.Next(verdict(p, day(n), rules.Overdue), nil, nil))
		if e := only(t, l); e.Old != want {
			t.Errorf("on 2022-10-%02d: old %v", n, e.Old)
		}
	}
}

// While a workbook can't be read nothing gets worse, and nothing is forgotten.
func TestUnread(t *testing.T) {
	p, l := fixture(), &ledger.Ledger{}
	l.Apply(l.Next(verdict(p, day(9), rules.DueSoon), nil, nil))
	v := verdict(p, day(12), rules.NoStatus)
	v.Held[0] = true
	s := l.Next(v, nil, nil)
	l.Apply(s)
	if e := only(t, l); e.Status != rules.DueSoon || !e.Held || len(s.Changes) != 0 {
		t.Errorf("held: %+v, %d changes", e, len(s.Changes))
	}
	if s := l.Next(v, nil, nil); len(s.Entries) != 0 {
		t.Errorf("held already: %+v", s.Entries)
	}
	nobody := verdict(p, day(12), rules.NoStatus)
	nobody.Data.Units = nil
	if s := l.Next(nobody, nil, nil); len(s.Changes) != 0 {
		t.Errorf("no register: %+v", s.Changes)
	}
	l.Apply(l.Next(verdict(p, day(13), rules.Late), verdict(p, day(12), rules.Late), nil))
	if e := only(t, l); e.Status != rules.Late || e.Held {
		t.Errorf("read again: %+v", e)
	}
}

// A unit that is gone keeps what is known of it, and isn't held.
func TestGone(t *testing.T) {
	p, l := fixture(), &ledger.Ledger{}
	l.Apply(l.Next(verdict(p, day(9), rules.DueSoon), nil, nil))
	v := verdict(p, day(12), rules.NoStatus)
	v.Data.Units[0].Name = "Xuân Hòa"
	if s := l.Next(v, nil, nil); len(s.Entries) != 0 {
		t.Errorf("%+v", s.Entries)
	}
}

// A sum over remembered figures never looks worse than when all could be read.
func TestRecalled(t *testing.T) {
	p, l := fixture(), &ledger.Ledger{}
	sum := func(at time.Time, s rules.Status, recalled bool) *rules.Verdict {
		v := verdict(p, at, rules.NoStatus)
		v.Findings = []rules.Finding{{Rule: p.Rules[1], Level: rules.ForAll, Unit: -1, Period: rules.NewPeriod(rules.Year, 1, 2022),
			Status: s, Counted: true, Value: rules.Int(162), Aimed: true, Target: rules.Int(250), Recalled: recalled}}
		return v
	}
	l.Apply(l.Next(sum(day(9), rules.InProgress, false), nil, nil))
	worse := sum(day(10), rules.Behind, true)
	l.Apply(l.Next(worse, sum(day(9), rules.InProgress, true), nil))
	if e := only(t, l); e.Status != rules.InProgress || !e.Held || e.Value != "162" || e.Target != "250" || e.Said == "" {
		t.Errorf("%+v", e)
	}
	if l.Hold(worse); worse.Findings[0].Status != rules.InProgress {
		t.Errorf("shown as %s", worse.Findings[0].Status)
	}
	l.Apply(l.Next(sum(day(11), rules.Met, true), nil, nil))
	if e := only(t, l); e.Status != rules.Met {
		t.Errorf("better: %+v", e)
	}
}

// Figures of a workbook are replaced when it is read, kept while it isn't.
func TestFigures(t *testing.T) {
	l := &ledger.Ledger{}
	figure := func(book, unit string, n int64) rules.Figure {
		return rules.Figure{Book: book, Unit: unit, Table: "targets", Column: "n", State: rules.Good, Num: rules.Int(n)}
	}
	l.Apply(ledger.Step{At: day(1), Books: []string{"a", "b"}, Figures: []rules.Figure{figure("a", "Một", 1), figure("b", "Hai", 2)}})
	l.Apply(ledger.Step{At: day(2), Books: []string{"a"}, Figures: []rules.Figure{figure("a", "Một", 5)}})
	if len(l.Figures) != 2 || l.Figures[0] != figure("b", "Hai", 2) || l.Figures[1] != figure("a", "Một", 5) {
		t.Errorf("%+v", l.Figures)
	}
	if !l.Books["a"].Equal(day(2)) || !l.Books["b"].Equal(day(1)) || !l.First.Equal(day(1)) || !l.Last.Equal(day(2)) {
		t.Errorf("%v, %v to %v", l.Books, l.First, l.Last)
	}
}

// only is the one entry of a ledger.
func only(t *testing.T, l *ledger.Ledger) ledger.Entry {
	t.Helper()
	if len(l.Entries) != 1 {
		t.Fatalf("%d entries", len(l.Entries))
	}
	for _, e := range l.Entries {
		return e
	}
	panic("unreachable")
}

// What the calendar did is told by what a finding is, not by where it stands: the day
// before, others may have been judged too.
func TestNextByKey(t *testing.T) {
	p, l := fixture(), &ledger.Ledger{}
	l.Apply(l.Next(verdict(p, day(10), rules.DueSoon), nil, nil))
	then := verdict(p, day(10), rules.DueSoon)
	more := then.Findings[0]
	more.Period, more.Status = rules.NewPeriod(rules.Quarter, 2, 2022), rules.Overdue
	then.Findings = append([]rules.Finding{more}, then.Findings...)
	s := l.Next(verdict(p, day(11), rules.Overdue), then, nil)
	if len(s.Changes) != 1 || s.Changes[0].Cause != ledger.Calendar {
		t.Errorf("%+v", s.Changes)
	}
}
