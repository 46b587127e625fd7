package rules

import "testing"

// How due days are found: from the period, then to the next working day.
func TestDueDay(t *testing.T) {
	month := func(n int) Period { return NewPeriod(Month, n, 2022) }
	quarter := func(n int) Period { return NewPeriod(Quarter, n, 2022) }
	year := NewPeriod(Year, 1, 2022)
	tests := []struct {
		name   string
		due    Due
		period Period
		want   string
	}{
		{"day 20 of a month, a Thursday", Due{Day: 20}, month(1), "20/01/2022"},
		{"a Sunday moves to Monday", Due{Day: 20}, month(2), "21/02/2022"},
		{"a Saturday moves to Monday", Due{Day: 20}, month(8), "22/08/2022"},
		{"a Sunday in November", Due{Day: 20}, month(11), "21/11/2022"},
		{"day 20 of a quarter is of its last month", Due{Day: 20}, quarter(3), "20/09/2022"},
		{"day 31 of a short month is its last, and stays", Due{Day: 31}, month(4), "30/04/2022"},
		{"day 31 of February", Due{Day: 31}, month(2), "28/02/2022"},
		{"ten days after the quarter: a Sunday, then a holiday", Due{Days: 10}, quarter(1), "12/04/2022"},
		{"ten days after Quý III, a Monday", Due{Days: 10}, quarter(3), "10/10/2022"},
		{"ten days after Quý IV is next year", Due{Days: 10}, quarter(4), "10/01/2023"},
		{"the period's own end stays on a Saturday", Due{}, year, "31/12/2022"},
		{"and on a holiday", Due{}, month(4), "30/04/2022"},
		{"31/12 stays though the period is shorter", Due{On: vDay("31/12/2022")}, quarter(3), "31/12/2022"},
		{"a date of its own", Due{On: vDay("31/3/2022")}, year, "31/03/2022"},
		{"a date of its own on a Sunday", Due{On: vDay("27/3/2022")}, year, "28/03/2022"},
		{"days after the start", Due{FromStart: true, Days: 5}, quarter(2), "06/04/2022"},
		{"the start itself", Due{FromStart: true}, month(8), "01/08/2022"},
		{"holidays in a row: 30/4 to 3/5", Due{Days: 1}, month(4), "04/05/2022"},
	}
	p := &Plan{Year: 2022, Calendar: Calendar{Holidays: map[Date]bool{}}}
	for _, d := range []string{"11/4/2022", "30/4/2022", "1/5/2022", "2/5/2022", "3/5/2022"} {
		p.Calendar.Holidays[vDay(d)] = true
	}
	for _, test := range tests {
		if got := p.move(test.due.In(test.period), test.period).String(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Weekends may stay, and a year of nothing but holidays ends.
func TestDueDayCalendars(t *testing.T) {
	sunday, month := vDay("20/2/2022"), NewPeriod(Month, 2, 2022)
	keep := &Plan{Year: 2022, Calendar: Calendar{KeepWeekends: true, Holidays: map[Date]bool{sunday: true}}}
	if got := keep.move(sunday, month); got != sunday {
		t.Errorf("kept weekends moved to %s", got)
	}
	all := map[Date]bool{}
	for d := sunday; d < sunday+1000; d++ {
		all[d] = true
	}
	if got := (&Plan{Year: 2022, Calendar: Calendar{Holidays: all}}).move(sunday, month); got != sunday+366 {
		t.Errorf("nothing but holidays: %s", got)
	}
	if got := (Due{Day: 31}).In(NewPeriod(Month, 2, 2024)).String(); got != "29/02/2024" {
		t.Errorf("leap year: %s", got)
	}
}

// What hangs on the final due date of Quý III: warning, asking, closing.
func TestInstanceDates(t *testing.T) {
	q3, due := NewPeriod(Quarter, 3, 2022), vDay("10/10/2022")
	tests := []struct {
		name              string
		rule              Rule
		warn, ask, closes string
	}{
		{"nothing said", Rule{}, "10/10/2022", "01/07/2022", "10/10/2022"},
		{"days", Rule{Warn: Offset{Days: 5}, Ask: Offset{Days: 30}, Closes: Offset{Days: 60}}, "05/10/2022", "10/09/2022", "09/12/2022"},
		{"days with a sign mean the same", Rule{Warn: Offset{Days: -5}, Closes: Offset{Days: 60}}, "05/10/2022", "01/07/2022", "09/12/2022"},
		{"dates", Rule{Warn: Offset{On: vDay("1/9/2022")}, Ask: Offset{On: vDay("1/10/2022")}, Closes: Offset{On: vDay("31/1/2023")}}, "01/09/2022", "01/10/2022", "31/01/2023"},
		{"from the period's end", Rule{Closes: Offset{FromEnd: true, Days: 31}}, "10/10/2022", "01/07/2022", "31/10/2022"},
		{"never closed before due", Rule{Closes: Offset{FromEnd: true, Days: 3}}, "10/10/2022", "01/07/2022", "10/10/2022"},
		{"never warned after due", Rule{Warn: Offset{On: vDay("1/12/2022")}}, "10/10/2022", "01/07/2022", "10/10/2022"},
	}
	for _, test := range tests {
		in := newInstance(&test.rule, q3, due)
		if in.warn.String() != test.warn || in.ask.String() != test.ask || in.closes.String() != test.closes {
			t.Errorf("%s: warn %s, ask %s, closes %s; want %s, %s, %s", test.name, in.warn, in.ask, in.closes, test.warn, test.ask, test.closes)
		}
	}
}
