package rules

import (
	"slices"
	"testing"
)

// A sum goes on with the last good figures of a unit that can't be read, and says so;
// the unit's own findings stay unjudged.
func TestRecall(t *testing.T) {
	unread := []Book{{ID: "b", Unread: "Không đọc được."}}
	tests := []struct {
		name    string
		before  []vRow // what the two units had when all could be read
		now     []vRow // the second can't be read now
		known   bool   // the unread workbook was read before
		judged  bool
		value   Num
		without int
	}{
		{"its last figure counts", []vRow{{"n": vNum(4)}, {"n": vNum(6)}}, []vRow{{"n": vNum(5)}, nil}, true, true, Int(11), 0},
		{"it had none", []vRow{{"n": vNum(4)}, {}}, []vRow{{"n": vNum(5)}, nil}, true, true, Int(5), 1},
		{"it had no row", []vRow{{"n": vNum(4)}, nil}, []vRow{{"n": vNum(5)}, nil}, true, true, Int(5), 1},
		{"what couldn't be used then can't now", []vRow{{"n": vNum(4)}, {"n": vState(Bad)}}, []vRow{{"n": vNum(5)}, nil}, true, true, Int(5), 1},
		{"a workbook that was never read may hold anything", []vRow{{"n": vNum(4)}, nil}, []vRow{{"n": vNum(5)}, nil}, false, false, Num{}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			first := sumBench(ForAll, &Reach{AtLeast: Int(250)}, test.before...)
			figures := first.d.Figures(first.p)
			b := sumBench(ForAll, &Reach{AtLeast: Int(250)}, test.now...)
			b.d.Tables[0].Unread = []bool{false, true}
			b.d.Recall(b.p, unread, figures, map[string]bool{"b": test.known})
			v := b.on("20/10/2022")
			if (len(v.Findings) == 1) != test.judged {
				t.Fatalf("%d findings", len(v.Findings))
			}
			if len(v.Defects) != 0 {
				t.Errorf("remembered figures have no cells to mend: %v", v.Defects)
			}
			if !test.judged {
				return
			}
			if f := v.Findings[0]; f.Value != test.value || f.Without != test.without || !f.Recalled {
				t.Errorf("%v without %d, recalled %v; want %v without %d", f.Value, f.Without, f.Recalled, test.value, test.without)
			}
			for _, g := range b.d.Figures(b.p) {
				if g.Unit == "B" {
					t.Errorf("a remembered figure was taken for one that was read: %+v", g)
				}
			}
		})
	}
}

// The unit itself isn't judged by what is remembered.
func TestRecallUnit(t *testing.T) {
	b := sumBench(ForAll, &Reach{AtLeast: Int(250)}, vRow{"n": vNum(4)}, nil)
	b.rule(&Rule{ID: "own", Reach: &Reach{Value: b.named["n"], AtLeast: Int(3)}})
	b.d.Tables[0].Unread = []bool{false, true}
	b.d.Recall(b.p, nil, []Figure{{Book: "b", Unit: "B", Table: "t", Column: "n", State: Good, Num: Int(6)}}, nil)
	v := b.on("20/10/2022")
	for i := range v.Findings {
		if f := &v.Findings[i]; f.Unit == 1 {
			t.Errorf("%s: %s", f.Rule.ID, f.Status)
		}
	}
	if !v.Held[1] {
		t.Error("the unit isn't held")
	}
}

// Figures of each slot and column, and not those of a rule that judges units alone.
func TestFiguresListed(t *testing.T) {
	b := newJudgeBench("*n count", "all count", "alone count")
	b.rule(&Rule{For: ForAll, Every: Quarter, Reach: &Reach{Sum: true, Value: b.named["n"], Of: b.named["all"], AtLeast: Int(70)}})
	b.rule(&Rule{ID: "own", Reach: &Reach{Value: b.named["alone"], AtLeast: Int(3)}})
	b.unit("A", vRow{"n@1": vNum(2), "n": vDec(25, 1), "all": vNum(9), "alone": vNum(1)})
	want := []Figure{
		{"b", "A", "t", "n", 12, Good, Int(2)},
		{"b", "A", "t", "n", 14, Good, Decimal(25, 1)},
		{"b", "A", "t", "all", 0, Good, Int(9)},
	}
	if got := b.d.Figures(b.p); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

// A period's code leads back to the period, and nothing else does.
func TestPeriodOf(t *testing.T) {
	for _, every := range []Every{Month, Quarter, Half, Year} {
		for n := 1; n <= every.Count(); n++ {
			p := NewPeriod(every, n, 2022)
			if got, ok := PeriodOf(p.String()); !ok || got != p {
				t.Errorf("%s: %v, %v", p, got, ok)
			}
		}
	}
	for _, code := range []string{"", "2022-", "2022-13", "2022-9", "2022-Q5", "2022-Q0", "2022-H3", "Q3", "2022-W1", "22", "2022-Q03", "20222"} {
		if got, ok := PeriodOf(code); ok {
			t.Errorf("%q is %s", code, got)
		}
	}
}
