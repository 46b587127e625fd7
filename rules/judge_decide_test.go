package rules

import "testing"

// reviews is a plan with a quarterly review, and a unit that did none.
func reviews() *judgeBench {
	b := newJudgeBench("*on date", "*yes done")
	b.rule(&Rule{ID: "review", Every: Quarter, Due: map[string]Due{"": {Days: 10}}, Done: &Done{On: []*Column{b.named["on"]}, Yes: b.named["yes"]}})
	b.unit("A", vRow{})
	return b
}

// statuses are the unit's statuses, in order.
func statuses(v *Verdict) string {
	text := ""
	for i := range v.Findings {
		if i > 0 {
			text += " "
		}
		text += v.Findings[i].Status.String()
	}
	return text
}

// The office decides: on 20/10/2022 nothing is filed. Q1 (due 11/04) and Q2 (due 11/07) are closed
// from 11/06 and 10/09 on, Q3 (due 10/10) is overdue, Q4 under way.
func TestDecisions(t *testing.T) {
	q := func(n int) Period { return NewPeriod(Quarter, n, 2022) }
	tests := []struct {
		name string
		list []Decision
		day  string
		want string
	}{
		{"nothing", nil, "20/10/2022", "unmet unmet overdue in-progress"},
		{"exempt from all", []Decision{{Kind: DecideExempt}}, "20/10/2022", "exempt exempt exempt exempt"},
		{"from this rule", []Decision{{Kind: DecideExempt, Rules: []int{0}}}, "20/10/2022", "exempt exempt exempt exempt"},
		{"from another rule", []Decision{{Kind: DecideExempt, Rules: []int{1}}}, "20/10/2022", "unmet unmet overdue in-progress"},
		{"from one period", []Decision{{Kind: DecideExempt, Period: q(3)}}, "20/10/2022", "unmet unmet exempt in-progress"},
		{"from the whole year: each of its quarters", []Decision{{Kind: DecideExempt, Rules: []int{0}, Period: NewPeriod(Year, 1, 2022)}}, "20/10/2022", "exempt exempt exempt exempt"},
		{"from half of it", []Decision{{Kind: DecideExempt, Period: NewPeriod(Half, 2, 2022)}}, "20/10/2022", "unmet unmet exempt exempt"},
		{"another unit", []Decision{{Kind: DecideExempt, Unit: 1}}, "20/10/2022", "unmet unmet overdue in-progress"},
		{"all units", []Decision{{Kind: DecideExempt, Unit: -1}}, "20/10/2022", "exempt exempt exempt exempt"},
		{"until 11/07: what was due until then, for good", []Decision{{Kind: DecideExempt, Date: vDay("11/7/2022")}}, "20/10/2022", "exempt exempt overdue in-progress"},
		{"until 10/07: a day too early for Q2", []Decision{{Kind: DecideExempt, Date: vDay("10/7/2022")}}, "20/10/2022", "exempt unmet overdue in-progress"},
		{"until then, what has begun waits too", []Decision{{Kind: DecideExempt, Date: vDay("31/8/2022")}}, "31/8/2022", "exempt exempt exempt not-due"},
		{"and is asked for after it", []Decision{{Kind: DecideExempt, Date: vDay("31/8/2022")}}, "1/9/2022", "exempt exempt in-progress not-due"},

		{"extended", []Decision{{Kind: DecideExtend, Period: q(3), Date: vDay("20/10/2022")}}, "20/10/2022", "unmet unmet due-soon in-progress"},
		{"extended, over", []Decision{{Kind: DecideExtend, Period: q(3), Date: vDay("19/10/2022")}}, "20/10/2022", "unmet unmet overdue in-progress"},
		{"an extension closes later too", []Decision{{Kind: DecideExtend, Period: q(2), Date: vDay("30/8/2022")}}, "20/10/2022", "unmet overdue overdue in-progress"},
		{"extended to a Sunday: as written", []Decision{{Kind: DecideExtend, Period: q(3), Date: vDay("16/10/2022")}}, "17/10/2022", "unmet unmet overdue in-progress"},
		{"extended, no period named: all that have begun", []Decision{{Kind: DecideExtend, Date: vDay("31/10/2022")}}, "20/10/2022", "in-progress in-progress in-progress in-progress"},
		{"which never gives less time", []Decision{{Kind: DecideExtend, Date: vDay("1/5/2022")}}, "20/10/2022", "unmet unmet overdue in-progress"},
		{"due for all moved", []Decision{{Kind: DecideDue, Unit: -1, Period: q(3), Date: vDay("31/10/2022")}}, "20/10/2022", "unmet unmet in-progress in-progress"},
		{"the last line counts", []Decision{{Kind: DecideDue, Unit: -1, Period: q(3), Date: vDay("31/10/2022")}, {Kind: DecideDue, Unit: -1, Period: q(3), Date: vDay("15/10/2022")}}, "20/10/2022", "unmet unmet overdue in-progress"},
		{"the unit's own beats that for all", []Decision{{Kind: DecideExtend, Period: q(3), Date: vDay("30/10/2022")}, {Kind: DecideDue, Unit: -1, Period: q(3), Date: vDay("15/10/2022")}}, "20/10/2022", "unmet unmet in-progress in-progress"},
	}
	for _, test := range tests {
		b := reviews()
		b.unit("B", vRow{"on@1": vDate("1/2/2022"), "on@2": vDate("1/5/2022"), "on@3": vDate("1/8/2022"), "on@4": vDate("1/10/2022")})
		b.p.InForce = vDay("1/1/2022")
		b.d.Decisions = test.list
		v := b.on(test.day)
		v.Findings = v.Findings[:len(v.Findings)/2] // of A
		if got := statuses(v); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A decision for a period that no rule it names has is a slip, and said so.
func TestIdleDecisions(t *testing.T) {
	for name, d := range map[string]Decision{
		"a month of a quarterly rule":   {Kind: DecideExtend, Period: NewPeriod(Month, 9, 2022), Date: vDay("1/11/2022")},
		"due moved, for which quarter?": {Kind: DecideDue, Unit: -1, Date: vDay("1/11/2022")},
		"another year":                  {Kind: DecideExempt, Unit: -1, Period: NewPeriod(Quarter, 3, 2023)},
		"the year's due":                {Kind: DecideDue, Unit: -1, Rules: []int{0}, Period: NewPeriod(Year, 1, 2022), Date: vDay("1/11/2022")},
	} {
		b := reviews()
		d.At = Ref{1, 40, 2}
		b.d.Decisions = []Decision{d}
		v := b.on("20/10/2022")
		if got := statuses(v); got != "unmet unmet overdue in-progress" || len(v.Defects) != 1 || v.Defects[0].At != d.At {
			t.Errorf("%s: %s, %v", name, got, v.Defects)
		}
	}
}

// Which instances there are at all.
func TestWhichInstances(t *testing.T) {
	tests := []struct {
		name   string
		change func(b *judgeBench)
		want   string
	}{
		{"all four", func(*judgeBench) {}, "unmet unmet overdue in-progress"},
		{"due before the plan was in force", func(b *judgeBench) { b.p.InForce = vDay("12/4/2022") }, "unmet overdue in-progress"},
		{"due on its first day", func(b *judgeBench) { b.p.InForce = vDay("11/4/2022") }, "unmet unmet overdue in-progress"},
		{"only two quarters", func(b *judgeBench) {
			b.p.Rules[0].Only = []Period{NewPeriod(Quarter, 1, 2022), NewPeriod(Quarter, 4, 2022)}
		}, "unmet in-progress"},
		{"opened the day after due", func(b *judgeBench) { b.d.Units[0].Opened = vDay("12/7/2022") }, "overdue in-progress"},
		{"opened on the due day", func(b *judgeBench) { b.d.Units[0].Opened = vDay("11/7/2022") }, "unmet overdue in-progress"},
		{"closed on the due day", func(b *judgeBench) { b.d.Units[0].Closed = vDay("10/10/2022") }, "unmet unmet"},
		{"closed the day after", func(b *judgeBench) { b.d.Units[0].Closed = vDay("11/10/2022") }, "unmet unmet overdue"},
		{"of another sector", func(b *judgeBench) { b.p.Rules[0].Sectors = []string{"Trường học"} }, ""},
		{"of its sector", func(b *judgeBench) {
			b.p.Rules[0].Sectors, b.d.Units[0].Sector = []string{"Trường học"}, "Trường học"
		}, "unmet unmet overdue in-progress"},
		{"its sector has a due date of its own", func(b *judgeBench) {
			b.p.Rules[0].Due["Trường học"], b.d.Units[0].Sector = Due{Days: 30}, "Trường học"
		}, "unmet unmet in-progress in-progress"},
		{"switched off", func(b *judgeBench) { b.p.Rules[0].Enabled = false }, ""},
		{"its columns may be absent, and are", func(b *judgeBench) {
			for _, c := range b.t.Columns {
				c.Optional, b.d.Tables[0].Absent[c.Index] = true, true
			}
		}, ""},
		{"the tab has no quarters", func(b *judgeBench) { b.d.Tables[0].Lacks[Quarter] = true }, ""},
		{"only the tick's column is there", func(b *judgeBench) {
			b.named["on"].Optional, b.d.Tables[0].Absent[0] = true, true
			b.d.Tables[0].Entries[0][b.named["yes"].Slot(NewPeriod(Quarter, 3, 2022))].State = Yes
		}, "unmet unmet met in-progress"},
	}
	for _, test := range tests {
		b := reviews()
		test.change(b)
		v := b.on("20/10/2022")
		if got := statuses(v); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if v.Held[0] {
			t.Errorf("%s: held", test.name)
		}
	}
}

// What can't be read isn't judged, and the unit's overall status may be too good.
func TestHeld(t *testing.T) {
	b := reviews()
	b.unit("B", vRow{})
	b.d.Tables[0].Unread = []bool{true, false}
	if v := b.on("20/10/2022"); len(v.Findings) != 4 || v.Findings[0].Unit != 1 || !v.Held[0] || v.Held[1] {
		t.Errorf("unread: %s, held %v", statuses(v), v.Held)
	}
	b.d.Tables[0] = Facts{Absent: []bool{true, false}, Entries: b.d.Tables[0].Entries}
	if v := b.on("20/10/2022"); len(v.Findings) != 0 || !v.Held[0] || !v.Held[1] {
		t.Errorf("a column is gone: %s, held %v", statuses(v), v.Held)
	}
	b.d.Tables[0] = Facts{Absent: []bool{true, true}, Unread: []bool{true, true}}
	if v := b.on("20/10/2022"); len(v.Findings) != 0 || !v.Held[0] {
		t.Errorf("no table: %s, held %v", statuses(v), v.Held)
	}
}

// A percentage column may be gone where the numbers are there, not otherwise.
func TestHeldShare(t *testing.T) {
	for _, test := range []struct {
		absent   []bool
		findings int
		held     bool
	}{{[]bool{false, false, true}, 1, false}, {[]bool{true, false, true}, 0, true}, {[]bool{true, true, false}, 1, false}} {
		b := newJudgeBench("?n count", "?all count", "pct percent")
		b.rule(&Rule{Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(80)}})
		b.unit("A", vRow{})
		b.d.Tables[0].Absent = test.absent
		if v := b.on("20/10/2022"); len(v.Findings) != test.findings || v.Held[0] != test.held {
			t.Errorf("absent %v: %d findings, held %v", test.absent, len(v.Findings), v.Held[0])
		}
	}
}

// One report settles what falls due on the same day: March and Quý I on 21/03.
func TestSettles(t *testing.T) {
	b := newJudgeBench("*on date")
	month := &Column{Name: "m", Table: b.t, Index: 1, First: b.t.Width, Headers: []string{"Tháng"}, Type: TypeDate, Periodic: true}
	b.t.Columns, b.t.Width = append(b.t.Columns, month), b.t.Width+Slots
	due := map[string]Due{"": {Day: 21}}
	q1 := b.rule(&Rule{ID: "quarter", Every: Quarter, Only: []Period{NewPeriod(Quarter, 1, 2022)}, Due: due, Done: &Done{On: []*Column{b.named["on"]}}})
	m := b.rule(&Rule{ID: "month", Every: Month, Only: []Period{NewPeriod(Month, 2, 2022), NewPeriod(Month, 3, 2022)}, Due: due, Done: &Done{On: []*Column{month}}})
	b.unit("A", vRow{"on@1": vDate("23/3/2022")})
	if got := statuses(b.on("1/4/2022")); got != "late overdue overdue" {
		t.Errorf("without settles: %s", got)
	}
	q1.Settles = []*Rule{m}
	v := b.on("1/4/2022")
	if got := statuses(v); got != "late overdue late" {
		t.Errorf("with settles: %s", got)
	}
	if f := v.Findings[2]; f.On != vDay("23/3/2022") || len(f.Cells) != 1 || f.Cells[0] != v.Findings[0].Cells[0] || f.Column != nil {
		t.Errorf("settled: %+v", f)
	}
	b.d.Decisions = []Decision{{Kind: DecideExtend, Rules: []int{1}, Date: vDay("30/4/2022")}}
	if got := statuses(b.on("1/4/2022")); got != "late in-progress late" {
		t.Errorf("an extension makes it worse: %s", got)
	}
	b.d.Decisions, m.Settles = nil, []*Rule{q1} // a circle settles nothing twice
	if got := statuses(b.on("1/4/2022")); got != "late overdue late" {
		t.Errorf("in a circle: %s", got)
	}
}

// The overall status is the worst that can still be put right.
func TestOverall(t *testing.T) {
	tests := []struct {
		name string
		row  vRow
		day  string
		want Status
	}{
		{"overdue", vRow{}, "20/10/2022", Overdue},
		{"missed and closed doesn't count", vRow{"on@3": vDate("1/8/2022")}, "20/10/2022", InProgress},
		{"due soon", vRow{"on@3": vDate("1/8/2022")}, "8/1/2023", DueSoon},
		{"late is better than under way", vRow{"on@3": vDate("19/10/2022")}, "20/10/2022", InProgress},
		{"all is over: what was done", vRow{"on@3": vDate("19/10/2022")}, "1/6/2023", Late},
		{"all is over: nothing was", vRow{}, "1/6/2023", NotDue},
		{"before the year", vRow{}, "31/12/2021", NotDue},
	}
	for _, test := range tests {
		b := newJudgeBench("*on date", "*yes done")
		b.rule(&Rule{Every: Quarter, Due: map[string]Due{"": {Days: 10}}, Done: &Done{On: []*Column{b.named["on"]}}})
		b.unit("A", test.row)
		if got := b.on(test.day).Overall[0]; got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	b := newJudgeBench("*on date")
	b.t.Periods = []Every{Month}
	b.rule(&Rule{Every: Month, Only: []Period{NewPeriod(Month, 10, 2022)}, Due: map[string]Due{"": {Day: 20}}, Done: &Done{On: []*Column{b.named["on"]}}})
	b.unit("A", vRow{})
	if v := b.on("20/10/2022"); v.Findings[0].Status != DueSoon || v.Overall[0] != InProgress {
		t.Errorf("a month's report due soon: %v, overall %v", v.Findings[0].Status, v.Overall[0])
	}
}

// Lists: who wrote something, and who has carried all out.
func TestLists(t *testing.T) {
	b := newJudgeBench("on date", "n count", "trouble text")
	b.rule(&Rule{Done: &Done{On: []*Column{b.named["on"]}}})
	b.rule(&Rule{Soft: true, Reach: &Reach{Value: b.named["n"], AtLeast: Int(5)}})
	b.rule(&Rule{List: &List{Where: b.named["trouble"]}})
	b.rule(&Rule{List: &List{AllMet: true}})
	b.unit("A", vRow{"on": vDate("1/3/2022"), "n": vNum(1)})
	b.unit("B", vRow{"n": vNum(9), "trouble": vText("…")})
	b.unit("C", vRow{"on": vDate("1/3/2022"), "trouble": vText("…")})
	b.unit("D", nil)
	b.d.Units[2].Closed = vDay("1/4/2022")
	v := b.on("20/10/2022")
	if len(v.Lists) != 2 || len(v.Lists[0].Units) != 1 || v.Lists[0].Units[0] != 1 || len(v.Lists[1].Units) != 1 || v.Lists[1].Units[0] != 0 {
		t.Errorf("%+v", v.Lists)
	}
}

// A list looks at every period of a column, and at every row.
func TestListPlaces(t *testing.T) {
	b := newJudgeBench("*trouble text")
	b.rule(&Rule{List: &List{Where: b.named["trouble"]}})
	b.unit("A", vRow{"trouble@2": vText("…")})
	b.unit("B", vRow{"trouble@2": vState(No)})
	if v := b.on("20/10/2022"); len(v.Lists[0].Units) != 1 {
		t.Errorf("%+v", v.Lists)
	}
	b.d.Tables[0].Absent[0] = true
	if v := b.on("20/10/2022"); len(v.Lists[0].Units) != 0 {
		t.Errorf("its column is gone: %+v", v.Lists)
	}
	many := newJudgeBench("trouble text")
	many.t.Many = true
	many.rule(&Rule{List: &List{Where: many.named["trouble"]}})
	u := many.unit("A", nil)
	many.d.Tables[0].Many[u] = [][]Value{many.row(vRow{}), many.row(vRow{"trouble": vText("…")})}
	if v := many.on("20/10/2022"); len(v.Lists[0].Units) != 1 {
		t.Errorf("many rows: %+v", v.Lists)
	}
}

// One defect for a cell: an error beats a warning, reading beats judging; in the
// order of tabs, rows and columns.
func TestMergedDefects(t *testing.T) {
	b := newJudgeBench("on date", "yes done")
	done := &Done{On: []*Column{b.named["on"]}}
	b.rule(&Rule{ID: "one", Done: done})
	b.rule(&Rule{ID: "two", Done: done}) // finds the same
	b.unit("A", vRow{"on": vDate("1/1/2023")})
	b.d.Defects = []Defect{{At: Ref{1, 9, 0}, Message: "later"}, {At: Ref{1, 1, 0}, Severity: SevWarning, Message: "warning"}, {Message: "nowhere"}, {Message: "nowhere else"}}
	v := b.on("20/10/2022")
	if len(v.Defects) != 4 || v.Defects[2].Severity != SevError || v.Defects[2].Unit != "A" || v.Defects[2].Value != "01/01/2023" || v.Defects[3].Message != "later" {
		t.Errorf("%+v", v.Defects)
	}
	b.d.Defects[1].Severity, b.d.Defects[1].Message = SevError, "read"
	if v := b.on("20/10/2022"); v.Defects[2].Message != "read" {
		t.Errorf("judging beat reading: %+v", v.Defects)
	}
}

// When the year is closed, a unit that missed one of the year's own targets doesn't
// look as if all were done; and one that is no more says nothing.
func TestOverWhenClosed(t *testing.T) {
	for _, test := range []struct {
		name   string
		row    vRow
		closed Date
		want   Status
		label  Label
	}{
		{"reached", vRow{"n": vNum(5)}, 0, Met, LabelReached},
		{"not reached", vRow{"n": vNum(3)}, 0, Unmet, LabelNone},
		{"is no more", vRow{"n": vNum(5)}, NewDate(2023, 2, 1), Met, LabelNone},
	} {
		b := newJudgeBench("n count")
		b.rule(&Rule{Every: Year, Closes: Offset{FromEnd: true, Days: 31}, Reach: &Reach{Value: b.named["n"], AtLeast: Int(5)}})
		b.unit("A", test.row)
		b.d.Units[0].Closed = test.closed
		v := b.on("1/6/2023")
		label, _ := v.UnitText(0)
		if v.Overall[0] != test.want || label != test.label {
			t.Errorf("%s: %v, %q; want %v, %q", test.name, v.Overall[0], label, test.want, test.label)
		}
	}
}
