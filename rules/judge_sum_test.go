package rules

import "testing"

// sumBench has units of two groups and a rule over their numbers.
func sumBench(level Level, q *Reach, units ...vRow) *judgeBench {
	b := newJudgeBench("?n count", "?all count", "?pct percent", "?target count")
	q.Sum = true
	q.Value = b.named["n"]
	if q.Of != nil {
		q.Of, q.Or = b.named["all"], b.named["pct"]
	}
	if q.Target != nil {
		q.Target = b.named["target"]
	}
	b.rule(&Rule{For: level, Soft: true, Closes: Offset{FromEnd: true, Days: 31}, Reach: q})
	for i, row := range units {
		u := b.unit(string(rune('A'+i)), row)
		b.d.Units[u].Groups[0] = []string{"Vùng 1", "Vùng 2"}[i%2]
	}
	return b
}

// some stands for a column that a rule has.
var some = &Column{}

// All units together, on 20/10/2022.
func TestSumAll(t *testing.T) {
	tests := []struct {
		name    string
		reach   Reach
		units   []vRow
		status  Status
		value   Num
		whole   Num
		without int
	}{
		{"reached", Reach{AtLeast: Int(10)}, []vRow{{"n": vNum(4)}, {"n": vNum(6)}}, Met, Int(10), Int(0), 0},
		{"one short", Reach{AtLeast: Int(10)}, []vRow{{"n": vNum(4)}, {"n": vNum(5)}}, InProgress, Int(9), Int(0), 0},
		{"what isn't known isn't counted", Reach{AtLeast: Int(10)}, []vRow{{"n": vNum(4)}, {}, nil, {"n": vState(Bad)}}, InProgress, Int(4), Int(0), 3},
		{"nobody says anything", Reach{AtLeast: Int(10)}, []vRow{{}, nil}, Missing, Int(0), Int(0), 2},
		{"a share, exactly", Reach{AtLeast: Int(70), Of: some}, []vRow{{"n": vNum(3), "all": vNum(5)}, {"n": vNum(4), "all": vNum(5)}}, Met, Int(7), Int(10), 0},
		{"of all, never the mean of shares", Reach{AtLeast: Int(70), Of: some}, []vRow{{"n": vNum(1), "all": vNum(1)}, {"n": vNum(60), "all": vNum(100)}}, InProgress, Int(61), Int(101), 0},
		{"only units with both", Reach{AtLeast: Int(70), Of: some}, []vRow{{"n": vNum(7), "all": vNum(10)}, {"all": vNum(90)}, {"n": vNum(5)}}, Met, Int(7), Int(10), 2},
		{"a part over its whole doesn't count", Reach{AtLeast: Int(70), Of: some}, []vRow{{"n": vNum(7), "all": vNum(10)}, {"n": vNum(9), "all": vNum(8)}}, Met, Int(7), Int(10), 1},
		{"a percentage of a known whole", Reach{AtLeast: Int(80), Of: some}, []vRow{{"pct": vDec(845, 1), "all": vNum(1859)}, {"n": vNum(7), "all": vNum(10)}}, Met, Decimal(1577855, 3), Int(1869), 0},
		{"a percentage of nobody knows what", Reach{AtLeast: Int(80), Of: some}, []vRow{{"pct": vNum(85)}, {"n": vNum(9), "all": vNum(10)}}, Met, Int(9), Int(10), 1},
		{"a bad number beside a percentage", Reach{AtLeast: Int(80), Of: some}, []vRow{{"n": vState(Bad), "pct": vNum(85), "all": vNum(100)}, {"n": vNum(9), "all": vNum(10)}}, Met, Int(9), Int(10), 1},
		{"nothing to divide by", Reach{AtLeast: Int(70), Of: some}, []vRow{{"n": vNum(0), "all": vNum(0)}, {"n": vNum(0), "all": vNum(0)}}, Exempt, Int(0), Int(0), 0},
		{"their own targets", Reach{Target: some}, []vRow{{"n": vNum(4), "target": vNum(6)}, {"n": vNum(8), "target": vNum(6)}}, Met, Int(12), Int(0), 0},
		{"who has no number still owes the target", Reach{Target: some}, []vRow{{"target": vNum(6)}, {"n": vNum(6), "target": vNum(6)}}, InProgress, Int(6), Int(0), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := onlyFinding(t, sumBench(ForAll, &test.reach, test.units...).on("20/10/2022"))
			if f.Status != test.status || f.Value != test.value || f.Whole != test.whole || f.Without != test.without {
				t.Errorf("%v, %v of %v without %d; want %v, %v of %v without %d", f.Status, f.Value, f.Whole, f.Without, test.status, test.value, test.whole, test.without)
			}
		})
	}
}

// Numbers too large for one int64 are still compared exactly.
func TestSumHuge(t *testing.T) {
	units := make([]vRow, 10_000)
	for i := range units {
		units[i] = vRow{"n": vNum(999_999_999_999_999), "all": vNum(999_999_999_999_999)}
	}
	units[77]["n"] = vNum(999_999_999_999_998)
	f := onlyFinding(t, sumBench(ForAll, &Reach{AtLeast: Int(100), Of: some}, units...).on("20/10/2022"))
	if percent, _ := f.percent(); f.Status != InProgress || percent == "" {
		t.Errorf("%v, %s%%", f.Status, percent)
	}
}

// Groups are judged each for itself, of every level, the nearest first.
func TestSumGroups(t *testing.T) {
	b := sumBench(ForGroup, &Reach{AtLeast: Int(10)}, vRow{"n": vNum(4)}, vRow{"n": vNum(10)}, vRow{"n": vNum(5)})
	b.p.Levels.Groups = []string{"Vùng", "Cụm"}
	for u := range b.d.Units {
		b.d.Units[u].Groups = append(b.d.Units[u].Groups, "Cụm A")
	}
	v := b.on("20/10/2022")
	want := []struct {
		group  string
		status Status
		value  Num
	}{{"Vùng 1", InProgress, Int(9)}, {"Vùng 2", Met, Int(10)}, {"Cụm A", Met, Int(19)}}
	if len(v.Findings) != len(want) {
		t.Fatalf("%d findings", len(v.Findings))
	}
	for i, w := range want {
		if f := v.Findings[i]; f.Group != w.group || f.Status != w.status || f.Value != w.value || f.Unit != -1 {
			t.Errorf("%s: %v %v, want %+v", f.Group, f.Status, f.Value, w)
		}
	}
	if shares := v.Shares(&v.Findings[2]); len(shares) != 3 || shares[1].Value != Int(10) || shares[1].Percent != Decimal(5263, 2) {
		t.Errorf("shares %+v", shares)
	}
	if shares := v.Shares(&v.Findings[0]); len(shares) != 2 || shares[1].Unit != 2 {
		t.Errorf("shares of a group %+v", shares)
	}
}

// What couldn't be read never makes a group or all worse: there is no finding,
// unless what is read is enough.
func TestSumUnread(t *testing.T) {
	tests := []struct {
		name   string
		reach  Reach
		n      int64
		unread bool
		found  int
	}{
		{"all read, not reached", Reach{AtLeast: Int(10)}, 4, false, 1},
		{"one unread, not reached", Reach{AtLeast: Int(10)}, 4, true, 0},
		{"one unread, reached anyway", Reach{AtLeast: Int(10)}, 10, true, 1},
		{"a share may go down", Reach{AtLeast: Int(10), Of: some}, 10, true, 0},
		{"so may a sum against targets", Reach{Target: some}, 10, true, 0},
	}
	for _, test := range tests {
		b := sumBench(ForAll, &test.reach, vRow{"n": vNum(test.n), "all": vNum(10), "target": vNum(5)}, nil)
		b.d.Tables[0].Unread = []bool{false, test.unread}
		v := b.on("20/10/2022")
		if len(v.Findings) != test.found {
			t.Errorf("%s: %d findings", test.name, len(v.Findings))
		}
		if len(v.Findings) == 1 && test.unread && v.Findings[0].Status != Met {
			t.Errorf("%s: %v", test.name, v.Findings[0].Status)
		}
	}
}

// The office's confirmed figure stands for the sum, whatever the units say.
func TestSumConfirmed(t *testing.T) {
	b := sumBench(ForAll, &Reach{AtLeast: Int(70), Of: some}, vRow{"n": vNum(1), "all": vNum(10)}, nil)
	b.d.Decisions = []Decision{{Kind: DecideFigure, Unit: -1, Column: b.named["n"], Figure: Int(7), At: Ref{1, 90, 5}}}
	if f := onlyFinding(t, b.on("20/10/2022")); f.Status != Met || f.Value != Int(7) || f.Whole != Int(10) {
		t.Errorf("the part confirmed: %v %v of %v", f.Status, f.Value, f.Whole)
	}
	b.d.Decisions = append(b.d.Decisions, Decision{Kind: DecideFigure, Unit: -1, Column: b.named["all"], Figure: Int(20)})
	b.d.Tables[0].Unread = []bool{true, true}
	v := b.on("20/10/2022")
	if f := onlyFinding(t, v); f.Status != InProgress || f.Value != Int(7) || f.Whole != Int(20) || f.Without != 0 || f.Cells[0] != (Ref{1, 90, 5}) {
		t.Errorf("both confirmed: %v %v of %v, %v", f.Status, f.Value, f.Whole, f.Cells)
	}
	if v.Shares(&v.Findings[0]) != nil {
		t.Error("a confirmed figure has shares")
	}
}

// A unit that closed counts with what it did; one that needn't report isn't
// missed.
func TestSumWho(t *testing.T) {
	b := sumBench(ForAll, &Reach{AtLeast: Int(10)}, vRow{"n": vNum(6)}, vRow{}, vRow{}, vRow{"n": vNum(4)})
	b.d.Units[0].Closed = vDay("1/6/2022")
	b.d.Units[1].Closed = vDay("1/6/2022")
	b.d.Decisions = []Decision{{Kind: DecideExempt, Unit: 2}}
	if f := onlyFinding(t, b.on("20/10/2022")); f.Status != Met || f.Without != 0 {
		t.Errorf("%v without %d", f.Status, f.Without)
	}
	b.p.Rules[0].Sectors = []string{"Trường học"}
	b.d.Units[3].Sector = "Trường học"
	if f := onlyFinding(t, b.on("20/10/2022")); f.Value != Int(4) {
		t.Errorf("of one sector: %v", f.Value)
	}
}
