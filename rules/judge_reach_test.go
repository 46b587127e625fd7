package rules

import (
	"testing"
	"time"
)

// A share of the year: n of all, or a percentage; due 31/12, asked for and warned
// of from 01/10, closed after 31/01.
func TestReachShare(t *testing.T) {
	huge := int64(999_999_999_999_999)
	tests := []struct {
		name    string
		row     vRow
		least   Num
		day     string
		status  Status
		reason  Reason
		percent string
	}{
		{"exactly", vRow{"n": vNum(80), "all": vNum(100)}, Int(80), "20/10/2022", Met, Plain, "80"},
		{"79,996 % is not 80 %", vRow{"n": vNum(79996), "all": vNum(100000)}, Int(80), "20/10/2022", DueSoon, Plain, "79,99"},
		{"seven of ten is 70 %", vRow{"n": vNum(7), "all": vNum(10)}, Int(70), "20/10/2022", Met, Plain, "70"},
		{"two of three is not 66,67 %", vRow{"n": vNum(2), "all": vNum(3)}, Decimal(6667, 2), "20/9/2022", InProgress, Plain, "66,66"},
		{"two of three is 66,66 %", vRow{"n": vNum(2), "all": vNum(3)}, Decimal(6666, 2), "20/9/2022", Met, Plain, "66,66"},
		{"all of them", vRow{"n": vNum(174), "all": vNum(174)}, Int(100), "20/10/2022", Met, Plain, "100"},
		{"all but one of very many", vRow{"n": vNum(huge - 1), "all": vNum(huge)}, Int(100), "20/9/2022", InProgress, Plain, "99,99"},
		{"all of very many", vRow{"n": vNum(huge), "all": vNum(huge)}, Int(100), "20/10/2022", Met, Plain, "100"},
		{"a tenth of very many", vRow{"n": vNum(huge / 9), "all": vNum(huge)}, Decimal(1_111_111_111, 8), "20/10/2022", Met, Plain, "11,11"},
		{"zero of zero", vRow{"n": vNum(0), "all": vNum(0)}, Int(80), "20/10/2022", Exempt, NothingToDo, ""},
		{"nothing of zero", vRow{"all": vNum(0)}, Int(80), "20/10/2022", Exempt, NothingToDo, ""},
		{"part over whole", vRow{"n": vNum(11), "all": vNum(10)}, Int(80), "20/10/2022", Invalid, Contradict, "110"},

		{"by percentage", vRow{"pct": vNum(80)}, Int(80), "20/10/2022", Met, Plain, "80"},
		{"by percentage, less", vRow{"pct": vDec(7999, 2)}, Int(80), "20/9/2022", InProgress, Plain, "79,99"},
		{"whole blank: by percentage", vRow{"n": vNum(5), "pct": vNum(85)}, Int(80), "20/10/2022", Met, Plain, "85"},
		{"numbers beat the percentage", vRow{"n": vNum(5), "all": vNum(10), "pct": vNum(85)}, Int(80), "20/9/2022", InProgress, Plain, "50"},
		{"whole blank, no percentage", vRow{"n": vNum(5)}, Int(80), "20/10/2022", Missing, NoValue, ""},

		{"blank before it is asked for", vRow{}, Int(80), "30/9/2022", InProgress, NoValue, ""},
		{"blank from then on", vRow{}, Int(80), "1/10/2022", Missing, NoValue, ""},
		{"blank after due", vRow{}, Int(80), "1/1/2023", Missing, NoValue, ""},
		{"blank when closed", vRow{}, Int(80), "1/2/2023", Unmet, NoValue, ""},
		{"no row", nil, Int(80), "30/9/2022", Missing, NoRow, ""},
		{"bad value", vRow{"n": vState(Bad), "all": vNum(10)}, Int(80), "30/9/2022", Invalid, BadCell, ""},
		{"bad whole", vRow{"n": vNum(3), "all": vState(Bad)}, Int(80), "30/9/2022", Invalid, BadCell, ""},
		{"bad percentage beside numbers", vRow{"n": vNum(9), "all": vNum(10), "pct": vState(Bad)}, Int(80), "30/9/2022", Met, Plain, "90"},
		{"bad percentage alone", vRow{"pct": vState(Bad)}, Int(80), "30/9/2022", Invalid, BadCell, ""},
		{"doesn't apply, they say", vRow{"n": vState(Asked)}, Int(80), "30/9/2022", Unconfirmed, AskedOffice, ""},

		{"on the last day", vRow{"n": vNum(1), "all": vNum(2)}, Int(80), "31/12/2022", DueSoon, Plain, "50"},
		{"the year is over", vRow{"n": vNum(1), "all": vNum(2)}, Int(80), "1/1/2023", Unmet, Plain, "50"},
		{"put right in January", vRow{"n": vNum(2), "all": vNum(2)}, Int(80), "31/1/2023", Met, Plain, "100"},
		{"closed", vRow{"n": vNum(1), "all": vNum(2)}, Int(80), "1/2/2023", Unmet, Plain, "50"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newJudgeBench("?n count", "?all count", "?pct percent")
			b.rule(&Rule{Warn: Offset{On: vDay("1/10/2022")}, Ask: Offset{On: vDay("1/10/2022")}, Closes: Offset{FromEnd: true, Days: 31},
				Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: test.least}})
			b.unit("A", test.row)
			f := onlyFinding(t, b.on(test.day))
			percent, _ := f.percent()
			if f.Status != test.status || f.Reason != test.reason || (test.percent != "" && percent != test.percent) {
				t.Errorf("%v for reason %d (%s%%), want %v for %d (%s%%)", f.Status, f.Reason, percent, test.status, test.reason, test.percent)
			}
			if closed := vDay(test.day) > vDay("31/1/2023"); f.Closed != closed {
				t.Errorf("closed: %v", f.Closed)
			}
		})
	}
}

// A number and each unit's own target, with a pace of 20, 50 and 75 %.
func TestReachTarget(t *testing.T) {
	tests := []struct {
		name   string
		n, of  Value
		day    string
		status Status
		reason Reason
		mark   int64
	}{
		{"reached", vNum(6), vNum(6), "20/10/2022", Met, Plain, 4},
		{"over", vNum(9), vNum(6), "20/10/2022", Met, Plain, 4},
		{"a target of none", vNum(0), vNum(0), "20/10/2022", Met, Plain, 0},
		{"at the mark: 75 % of 6 is 4", vNum(4), vNum(6), "20/10/2022", InProgress, Plain, 4},
		{"behind it", vNum(3), vNum(6), "20/10/2022", Behind, Plain, 4},
		{"the quarter's last day isn't over", vNum(3), vNum(6), "30/9/2022", InProgress, Plain, 3},
		{"the day after", vNum(3), vNum(6), "1/10/2022", Behind, Plain, 4},
		{"20 % of 4 is none", vNum(0), vNum(4), "1/4/2022", InProgress, Plain, 0},
		{"before any mark", vNum(0), vNum(6), "31/3/2022", InProgress, Plain, 0},
		{"behind outranks due soon", vNum(3), vNum(6), "28/12/2022", Behind, Plain, 4},
		{"due soon", vNum(5), vNum(6), "28/12/2022", DueSoon, Plain, 4},
		{"over due", vNum(5), vNum(6), "1/1/2023", Unmet, Plain, 4},
		{"no target", vNum(5), Value{}, "20/10/2022", Missing, NoTarget, 0},
		{"no target, not asked for yet", vNum(5), Value{}, "31/3/2022", InProgress, NoTarget, 0},
		{"no number", Value{}, vNum(6), "20/10/2022", Missing, NoValue, 0},
		{"neither", Value{}, Value{}, "20/10/2022", Missing, NoTarget, 0},
		{"bad target", vNum(5), vState(Bad), "20/10/2022", Invalid, BadCell, 0},
		{"bad number, no target", vState(Bad), Value{}, "20/10/2022", Invalid, BadCell, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newJudgeBench("n count", "target count")
			b.rule(&Rule{Ask: Offset{On: vDay("1/4/2022")}, Closes: Offset{FromEnd: true, Days: 31}, Soft: true,
				Reach: &Reach{Value: b.named["n"], Target: b.named["target"], Milepost: b.pace()}})
			b.unit("A", vRow{"n": test.n, "target": test.of})
			f := onlyFinding(t, b.on(test.day))
			if f.Status != test.status || f.Reason != test.reason || f.Mark != Int(test.mark) {
				t.Errorf("%v for reason %d, mark %v; want %v for %d, %d", f.Status, f.Reason, f.Mark, test.status, test.reason, test.mark)
			}
		})
	}
}

// pace is 20, 50 and 75 % by the quarters' ends.
func (b *judgeBench) pace() []Milepost {
	return []Milepost{{NewPeriod(Quarter, 1, 2022), Int(20)}, {NewPeriod(Quarter, 2, 2022), Int(50)}, {NewPeriod(Quarter, 3, 2022), Int(75)}}
}

// A percentage beside the numbers should be theirs, cut to the digits it shows.
func TestShareBesideNumbers(t *testing.T) {
	tests := []struct {
		n, all int64
		pct    Num
		warns  bool
	}{
		{11, 16, Decimal(6875, 2), false},
		{11, 16, Decimal(687, 1), false},
		{11, 16, Int(68), false},
		{11, 16, Int(69), true},
		{11, 16, Int(70), true},
		{79996, 100000, Int(80), true}, // rounded up across a threshold
		{2, 3, Decimal(666666666666667, 13), false},
		{2, 3, Decimal(666666666666, 10), false},
		{2, 3, Decimal(6667, 2), true},
		{0, 5, Int(0), false},
	}
	for _, test := range tests {
		b := newJudgeBench("n count", "all count", "pct percent")
		b.rule(&Rule{Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(100)}})
		b.unit("A", vRow{"n": vNum(test.n), "all": vNum(test.all), "pct": {State: Good, Num: test.pct}})
		v := b.on("1/6/2022")
		if warns := len(v.Defects) == 1 && v.Defects[0].Severity == SevWarning; warns != test.warns {
			t.Errorf("%d/%d beside %v%%: %v", test.n, test.all, test.pct, v.Defects)
		}
	}
}

// The values of a finding are those that sentences and JSON show.
func TestReachFigures(t *testing.T) {
	b := newJudgeBench("n count", "target count")
	b.rule(&Rule{Reach: &Reach{Value: b.named["n"], Target: b.named["target"]}})
	b.unit("A", vRow{"n": vNum(100), "target": vNum(250)})
	v := b.on("1/7/2022") // 182 of 365 days
	f := onlyFinding(t, v)
	if f.Value != Int(100) || f.Target != Int(250) || !f.Counted || !f.Aimed || len(f.Cells) != 2 || f.Cells[0].Col != 0 {
		t.Errorf("%+v", f)
	}
	if n, ok := v.Projected(f); !ok || n != Int(200) { // 200,5
		t.Errorf("projected %v, %v", n, ok)
	}
	if _, ok := b.on("31/12/2022").Projected(f); ok {
		t.Error("projected on the last day")
	}
	if at := Judge(b.p, b.d, time.Date(2022, 6, 30, 23, 0, 0, 0, time.FixedZone("", -3*3600))); at.Today != vDay("1/7/2022") {
		t.Errorf("today is %v: the plan's location counts", at.Today)
	}
}
