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

// A document with what must stand beside it; the whole year, due 31/03.
func TestDoneNeeds(t *testing.T) {
	doc := Value{State: Good, Date: vDay("24/1/2022"), Text: "19-KH/ĐTN"}
	tests := []struct {
		name   string
		row    vRow
		day    string
		status Status
		reason Reason
	}{
		{"both", vRow{"doc": doc, "n": vNum(5)}, "1/3/2022", Met, Plain},
		{"the need is blank", vRow{"doc": doc}, "1/3/2022", Missing, NoNeed},
		{"the need is blank, after due", vRow{"doc": doc}, "1/4/2022", Missing, NoNeed},
		{"the need is blank, closed", vRow{"doc": doc}, "1/6/2022", Unmet, NoNeed},
		{"the need is bad", vRow{"doc": doc, "n": vState(Bad)}, "1/3/2022", Invalid, BadCell},
		{"nothing filed outranks a bad need", vRow{"n": vState(Bad)}, "1/4/2022", Overdue, Plain},
		{"a number without its date", vRow{"doc": {State: Good, Text: "19-KH/ĐTN"}, "n": vNum(5)}, "1/4/2022", Unconfirmed, NoDate},
		{"a draft", vRow{"doc": vState(Doing), "n": vNum(5)}, "1/3/2022", InProgress, UnderWay},
		{"late", vRow{"doc": {State: Good, Date: vDay("1/4/2022")}, "n": vNum(5)}, "2/4/2022", Late, Plain},
		{"last year's document", vRow{"doc": {State: Good, Date: vDay("31/12/2021")}, "n": vNum(5)}, "1/3/2022", Invalid, BadCell},
		{"the first that is filled counts", vRow{"doc": {State: Good, Date: vDay("1/4/2022")}, "other": vDate("1/2/2022"), "n": vNum(5)}, "2/4/2022", Late, Plain},
		{"the second where the first is blank", vRow{"other": vDate("1/2/2022"), "n": vNum(5)}, "2/4/2022", Met, Plain},
		{"the second where the first has no date", vRow{"doc": {State: Good, Text: "19-KH/ĐTN"}, "other": vDate("1/2/2022"), "n": vNum(5)}, "2/4/2022", Met, Plain},
	}
	for _, test := range tests {
		b := newJudgeBench("doc document", "other date", "n count")
		b.rule(&Rule{Due: map[string]Due{"": {On: vDay("31/3/2022")}}, Done: &Done{On: []*Column{b.named["doc"], b.named["other"]}, Needs: []*Column{b.named["n"]}}})
		b.unit("A", test.row)
		if f := onlyFinding(t, b.on(test.day)); f.Status != test.status || f.Reason != test.reason {
			t.Errorf("%s: %v for reason %d, want %v for %d", test.name, f.Status, f.Reason, test.status, test.reason)
		}
	}
}

// A window of its own: 20/07 to 31/07.
func TestDoneWindow(t *testing.T) {
	for day, want := range map[string]Status{"19/7/2022": Invalid, "20/7/2022": Met, "31/7/2022": Met, "1/8/2022": Invalid, "31/12/2021": Invalid} {
		b := newJudgeBench("on date")
		b.rule(&Rule{Done: &Done{On: []*Column{b.named["on"]}, Window: [2]Date{vDay("20/7/2022"), vDay("31/7/2022")}}})
		b.unit("A", vRow{"on": vDate(day)})
		v := b.on("20/10/2022")
		if f := onlyFinding(t, v); f.Status != want || (want == Invalid) != (len(v.Defects) == 1) {
			t.Errorf("%s: %v, defects %v", day, f.Status, v.Defects)
		}
	}
}

// Before its window opens it isn't asked for.
func TestWindowOpens(t *testing.T) {
	for day, want := range map[string]Status{"19/7/2022": NotDue, "20/7/2022": InProgress, "29/7/2022": DueSoon, "1/8/2022": DueSoon, "2/8/2022": Overdue} {
		b := newJudgeBench("on date")
		b.rule(&Rule{Due: map[string]Due{"": {On: vDay("31/7/2022")}}, Done: &Done{On: []*Column{b.named["on"]}, Window: [2]Date{vDay("20/7/2022"), vDay("31/7/2022")}}})
		b.unit("A", vRow{})
		if f := onlyFinding(t, b.on(day)); f.Status != want {
			t.Errorf("%s: %v, want %v", day, f.Status, want)
		}
	}
}

// Twice in each quarter, in a table with many rows; a date of another quarter
// isn't wrong there.
func TestDoneMany(t *testing.T) {
	tests := []struct {
		name   string
		days   []string
		bad    bool
		status Status
		reason Reason
		on     string
	}{
		{"never", nil, false, Overdue, Plain, ""},
		{"once", []string{"1/8/2022"}, false, Overdue, TooFew, ""},
		{"twice", []string{"1/9/2022", "1/8/2022"}, false, Met, Plain, "01/09/2022"},
		{"three times, done with the second", []string{"30/9/2022", "1/9/2022", "1/8/2022"}, false, Met, Plain, "01/09/2022"},
		{"other quarters don't count", []string{"1/8/2022", "30/6/2022", "1/10/2022"}, false, Overdue, TooFew, ""},
		{"a bad row beside one", []string{"1/8/2022"}, true, Invalid, BadCell, ""},
		{"a bad row beside enough", []string{"1/8/2022", "2/8/2022"}, true, Met, Plain, "02/08/2022"},
		{"a date to come", []string{"1/8/2022", "21/10/2022"}, false, Invalid, BadCell, ""},
	}
	for _, test := range tests {
		b := newJudgeBench("on date")
		b.t.Many = true
		b.rule(&Rule{Every: Quarter, Only: []Period{NewPeriod(Quarter, 3, 2022)}, Due: map[string]Due{"": {Days: 10}}, Done: &Done{On: []*Column{b.named["on"]}, Count: 2}})
		u := b.unit("A", nil)
		for _, day := range test.days {
			b.d.Tables[0].Many[u] = append(b.d.Tables[0].Many[u], b.row(vRow{"on": vDate(day)}))
		}
		if test.bad {
			b.d.Tables[0].Many[u] = append(b.d.Tables[0].Many[u], b.row(vRow{"on": vState(Bad)}))
		}
		if f := onlyFinding(t, b.on("20/10/2022")); f.Status != test.status || f.Reason != test.reason || f.On.String() != test.on {
			t.Errorf("%s: %v for reason %d on %s, want %v for %d on %s", test.name, f.Status, f.Reason, f.On, test.status, test.reason, test.on)
		}
	}
}
