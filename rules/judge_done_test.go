package rules

import "testing"

// vRow names the cells of one row.
type vRow = map[string]Value

// A quarter's review, due ten days after it: Quý III is due on Monday
// 10/10/2022, warned of from 05/10, closed after 09/12.
func TestDone(t *testing.T) {
	tests := []struct {
		name   string
		row    vRow
		day    string
		status Status
		reason Reason
	}{
		{"not begun", vRow{}, "30/6/2022", NotDue, Plain},
		{"begun", vRow{}, "1/7/2022", InProgress, Plain},
		{"the day before the warning", vRow{}, "4/10/2022", InProgress, Plain},
		{"warned", vRow{}, "5/10/2022", DueSoon, Plain},
		{"on the due day", vRow{}, "10/10/2022", DueSoon, Plain},
		{"the day after", vRow{}, "11/10/2022", Overdue, Plain},
		{"the last day to put it right", vRow{}, "9/12/2022", Overdue, Plain},
		{"closed", vRow{}, "10/12/2022", Unmet, Plain},

		{"done", vRow{"on": vDate("1/10/2022")}, "20/10/2022", Met, Plain},
		{"done on the first day", vRow{"on": vDate("1/7/2022")}, "20/10/2022", Met, Plain},
		{"done on the due day", vRow{"on": vDate("10/10/2022")}, "20/10/2022", Met, Plain},
		{"done today", vRow{"on": vDate("8/10/2022")}, "8/10/2022", Met, Plain},
		{"done the day after due", vRow{"on": vDate("11/10/2022")}, "20/10/2022", Late, Plain},
		{"late stays late when closed", vRow{"on": vDate("11/10/2022")}, "20/12/2022", Late, Plain},
		{"a date to come", vRow{"on": vDate("21/10/2022")}, "20/10/2022", Invalid, BadCell},
		{"a date before the period", vRow{"on": vDate("30/6/2022")}, "20/10/2022", Invalid, BadCell},
		{"filled before it begins", vRow{"on": vDate("30/6/2022")}, "30/6/2022", Invalid, BadCell},
		{"unreadable, before due", vRow{"on": vState(Bad)}, "1/8/2022", Invalid, BadCell},
		{"unreadable, after due: not nothing", vRow{"on": vState(Bad)}, "20/10/2022", Invalid, BadCell},
		{"unreadable, closed", vRow{"on": vState(Bad)}, "10/12/2022", Unmet, BadCell},

		{"ticked, no date", vRow{"yes": vState(Yes)}, "1/8/2022", Unconfirmed, NoDate},
		{"ticked, no date, after due", vRow{"yes": vState(Yes)}, "20/10/2022", Unconfirmed, NoDate},
		{"ticked, no date, closed", vRow{"yes": vState(Yes)}, "10/12/2022", Unmet, NoDate},
		{"a tick in the date column", vRow{"on": vState(Yes)}, "20/10/2022", Unconfirmed, NoDate},
		{"the date stands in the tick's column", vRow{"yes": {State: Yes, Date: vDay("1/10/2022")}}, "20/10/2022", Met, Plain},
		{"ticked and dated", vRow{"yes": vState(Yes), "on": vDate("1/10/2022")}, "20/10/2022", Met, Plain},
		{"a no beside a date", vRow{"yes": vState(No), "on": vDate("1/10/2022")}, "20/10/2022", Invalid, Contradict},
		{"a no, no date", vRow{"yes": vState(No)}, "20/10/2022", Overdue, Plain},
		{"an unreadable tick beside a date", vRow{"yes": vState(Bad), "on": vDate("1/10/2022")}, "20/10/2022", Invalid, BadCell},
		{"planned", vRow{"on": vState(No)}, "8/10/2022", DueSoon, Plain},
		{"under way", vRow{"yes": vState(Doing)}, "1/8/2022", InProgress, UnderWay},
		{"under way, warned", vRow{"yes": vState(Doing)}, "8/10/2022", DueSoon, UnderWay},
		{"under way, after due", vRow{"yes": vState(Doing)}, "20/10/2022", Overdue, UnderWay},
		{"doesn't apply, they say", vRow{"yes": vState(Asked)}, "20/10/2022", Unconfirmed, AskedOffice},
		{"doesn't apply, in the date column", vRow{"on": vState(Asked)}, "20/10/2022", Unconfirmed, AskedOffice},

		{"no row, before due", nil, "1/8/2022", Missing, NoRow},
		{"no row, after due", nil, "20/10/2022", Overdue, NoRow},
		{"no row, not begun", nil, "30/6/2022", NotDue, Plain},
		{"no row, closed", nil, "10/12/2022", Unmet, NoRow},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newJudgeBench("*on date", "*yes done")
			b.rule(&Rule{Every: Quarter, Only: []Period{NewPeriod(Quarter, 3, 2022)}, Due: map[string]Due{"": {Days: 10}},
				Done: &Done{On: []*Column{b.named["on"]}, Yes: b.named["yes"]}})
			b.unit("A", test.row)
			f := onlyFinding(t, b.on(test.day))
			if f.Status != test.status || f.Reason != test.reason {
				t.Errorf("%v for reason %d, want %v for %d", f.Status, f.Reason, test.status, test.reason)
			}
			if closed := vDay(test.day) > vDay("9/12/2022"); f.Closed != closed {
				t.Errorf("closed: %v", f.Closed)
			}
		})
	}
}
