package mailer

import (
	"strings"
	"testing"

	"rasoat/rules"
)

// How a rule stands in a period is told by a mark; the worst that somebody can
// still put right counts.
func TestStripMarks(t *testing.T) {
	today := rules.NewDate(2022, 10, 20)
	for _, tc := range []struct {
		name string
		c    count
		want mark
	}{
		{"all done", count{period: quarter(2), of: 55, done: 55}, markDone},
		{"all done early", count{period: month(12), of: 3, done: 3}, markDone},
		{"some overdue", count{period: quarter(3), of: 55, done: 41, over: 3, fix: 10}, markOver},
		{"some to mend", count{period: quarter(4), of: 55, fix: 1}, markWrong},
		{"closed, and not all done", count{period: quarter(1), of: 55, done: 49, closed: 6}, markOld},
		{"due soon", count{period: month(10), of: 55, soon: []int{1}}, markOpen},
		{"under way", count{period: quarter(4), of: 55}, markOpen},
		{"not begun", count{period: month(11), of: 55}, markNone},
		{"not begun, but somebody was early", count{period: month(11), of: 55, done: 1}, markOpen},
	} {
		if got := tc.c.stands(today); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// A year of months is two lines of six, with a word for each mark in use and for
// no other; what couldn't be read is said.
func TestStrip(t *testing.T) {
	v := sample()
	for n := 1; n <= 12; n++ {
		if n < 8 || n > 10 {
			s := rules.Met
			if n > 10 {
				s = rules.NotDue
			}
			v.Findings = append(v.Findings, rules.Finding{Rule: v.Plan.Rules[2], Unit: 0, Period: month(n), Status: s, Due: month(n).End()})
		}
	}
	v.Held[1] = true
	s := newReport(v, nil).strip()
	months := s.Rows[1]
	if len(months.Lines) != 2 || len(months.Lines[0]) != stripLine || months.Lines[1][5] != (stripCell{Period: "T12", Mark: markNone}) {
		t.Errorf("months: %+v", months)
	}
	if !strings.HasSuffix(s.Legend, "· chưa đến kỳ; chỉ tính đơn vị đọc được.") || strings.Contains(s.Legend, "!") {
		t.Errorf("legend: %s", s.Legend)
	}
	for _, m := range marks() {
		if m.Says() == "" || m.Class() == "" || (m.Fill() == "") != (m == markNone) {
			t.Errorf("mark %s says %q, looks %q %q", m, m.Says(), m.Class(), m.Fill())
		}
	}
	yearly := sample()
	yearly.Plan.Rules = yearly.Plan.Rules[3:]
	var kept []rules.Finding
	for _, f := range yearly.Findings {
		if f.Period.Every == rules.Year {
			kept = append(kept, f)
		}
	}
	yearly.Findings = kept
	if s := newReport(yearly, nil).strip(); s != nil {
		t.Errorf("a strip of a plan without periods: %+v", s)
	}
}
