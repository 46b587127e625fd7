package rules

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"rasoat/internal/golden"
)

// sayCase is one row on one day, under a rule.
type sayCase struct {
	row vRow
	day string
}

// Every default sentence, with what to do and what stands in the sheet: the
// golden file is the place to read them.
func TestDefaultSentences(t *testing.T) {
	var out strings.Builder
	done := []sayCase{
		{vRow{}, "30/6/2022"}, {vRow{}, "1/8/2022"}, {vRow{}, "8/10/2022"}, {vRow{}, "10/10/2022"}, {vRow{}, "20/10/2022"}, {vRow{}, "10/12/2022"},
		{vRow{"on": vDate("1/9/2022")}, "20/10/2022"}, {vRow{"on": vDate("19/10/2022")}, "20/10/2022"},
		{vRow{"on": vDate("21/10/2022")}, "20/10/2022"}, {vRow{"on": vDate("1/6/2022")}, "20/10/2022"}, {vRow{"on": vState(Bad)}, "20/10/2022"},
		{vRow{"yes": vState(Yes)}, "20/10/2022"}, {vRow{"yes": vState(Doing)}, "8/10/2022"}, {vRow{"yes": vState(Asked)}, "20/10/2022"},
		{vRow{"yes": vState(No), "on": vDate("1/9/2022")}, "20/10/2022"}, {nil, "1/8/2022"}, {nil, "20/10/2022"},
	}
	for _, c := range done {
		b := newJudgeBench("*on date", "*yes done")
		b.rule(&Rule{Every: Quarter, Clause: "III.4", Only: []Period{NewPeriod(Quarter, 3, 2022)}, Due: map[string]Due{"": {Days: 10}},
			Done: &Done{On: []*Column{b.named["on"]}, Yes: b.named["yes"]}})
		b.say(&out, c)
	}
	for _, c := range []sayCase{{vRow{"doc": vText("19-KH/ĐTN")}, "1/3/2022"}, {vRow{"doc": {State: Good, Date: vDay("1/3/2022")}}, "1/3/2022"}, {vRow{}, "1/4/2022"}} {
		b := newJudgeBench("doc document", "n count")
		b.rule(&Rule{Title: "Kế hoạch năm", Clause: "III.4", Due: map[string]Due{"": {On: vDay("31/3/2022")}}, Done: &Done{On: []*Column{b.named["doc"]}, Needs: []*Column{b.named["n"]}}})
		b.say(&out, c)
	}
	share := []sayCase{
		{vRow{"n": vNum(79996), "all": vNum(100000)}, "20/10/2022"}, {vRow{"n": vNum(1), "all": vNum(1)}, "20/10/2022"}, {vRow{"pct": vDec(845, 1)}, "20/10/2022"},
		{vRow{"pct": vNum(79)}, "20/10/2022"}, {vRow{"n": vNum(0), "all": vNum(0)}, "20/10/2022"}, {vRow{"n": vNum(3), "all": vNum(2)}, "20/10/2022"},
		{vRow{}, "1/3/2022"}, {vRow{}, "1/11/2022"}, {vRow{"n": vNum(3)}, "1/11/2022"}, {vRow{"n": vNum(1), "all": vNum(2)}, "1/1/2023"}, {vRow{}, "1/6/2023"},
	}
	for _, c := range share {
		b := newJudgeBench("n count", "all count", "pct percent")
		b.rule(&Rule{Title: "Tuyên truyền", Ask: Offset{On: vDay("1/10/2022")}, Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(80)}})
		b.say(&out, c)
	}
	target := []sayCase{
		{vRow{"n": vNum(3), "target": vNum(6)}, "20/10/2022"}, {vRow{"n": vNum(4), "target": vNum(6)}, "20/10/2022"}, {vRow{"n": vNum(4), "target": vNum(6)}, "30/12/2022"},
		{vRow{"n": vNum(6), "target": vNum(6)}, "20/10/2022"}, {vRow{"n": vNum(1250), "target": vNum(6)}, "20/10/2022"}, {vRow{"n": vNum(4), "target": vNum(6)}, "1/1/2023"},
		{vRow{"n": vNum(4)}, "20/10/2022"}, {vRow{"target": vNum(4)}, "20/10/2022"},
	}
	for _, c := range target {
		b := newJudgeBench("n count", "target count")
		b.rule(&Rule{Title: "Giới thiệu", Soft: true, Reach: &Reach{Value: b.named["n"], Target: b.named["target"], Milepost: b.pace()}})
		b.say(&out, c)
	}
	for _, c := range []sayCase{{vRow{"sector": vText("x")}, "20/10/2022"}, {vRow{}, "20/10/2022"}, {vRow{"sector": vState(Bad)}, "20/10/2022"}, {vRow{}, "20/10/2023"}} {
		b := newJudgeBench("sector choice")
		b.rule(&Rule{Title: "Khu vực", Clause: "", Check: &Check{OneOf: b.named["sector"]}})
		b.say(&out, c)
	}
	golden.Check(t, "judge/"+"sentences.golden", out.String())
}

// say writes all that is said of the case's finding.
func (b *judgeBench) say(out *strings.Builder, c sayCase) {
	u := b.unit("Đoàn xã Xuân Phú", c.row)
	v := b.on(c.day)
	f := &v.Findings[0]
	fmt.Fprintf(out, "%s, %s %d\n    why:   %s\n", c.day, f.Status, f.Reason, v.Why(f))
	if text := v.Clear(f); text != "" {
		fmt.Fprintf(out, "    clear: %s\n", text)
	}
	label, text := v.UnitText(u)
	fmt.Fprintf(out, "    sheet: %s | %s\n", label, text)
	for _, d := range v.Defects {
		fmt.Fprintf(out, "    cell:  %s (%s, %s)\n", d.Message, d.Severity, d.Value)
	}
}

// Sums say how many units they couldn't count, and the office's exemption its
// reason.
func TestDefaultSentencesAbove(t *testing.T) {
	b := sumBench(ForAll, &Reach{AtLeast: Int(250)}, vRow{"n": vNum(162)}, vRow{}, nil)
	b.p.Rules[0].Title = "Giới thiệu"
	v := b.on("20/10/2022")
	want := "Giới thiệu: đã có 162/250; còn 88 trước 31/12/2022; chưa tính 2 đơn vị có số liệu thiếu hoặc cần xác nhận (II.1)."
	if got := v.Why(&v.Findings[0]); got != want {
		t.Errorf("%s", got)
	}
	b.p.Rules[0].Say = map[Status]Sentence{InProgress: {One: "{đơn vị} đã có {n}/{chỉ tiêu} ({p}%), thiếu {thiếu}, chưa tính {x} đơn vị."}}
	if got := v.Why(&v.Findings[0]); got != "Toàn thể đã có 162/250 (64,8%), thiếu 88, chưa tính 2 đơn vị." {
		t.Errorf("%s", got)
	}
	b = reviews()
	b.p.Office.Desk = "Văn phòng Đoàn xã"
	b.d.Decisions = []Decision{{Kind: DecideExempt, Unit: 0, Date: vDay("30/6/2022"), Reason: "mới thành lập."}}
	v = b.on("1/6/2022")
	want = "Rà soát: không áp dụng Quý I/2022; Văn phòng Đoàn xã đã xác nhận: mới thành lập, đến hết ngày 30/06/2022 (II.1)."
	if got := v.Why(&v.Findings[0]); got != want {
		t.Errorf("%s", got)
	}
	b.d.Decisions[0] = Decision{Kind: DecideExempt, Unit: 0, Reason: "Gọi 0912 345 678"}
	want = "Rà soát: không áp dụng Quý I/2022; Văn phòng Đoàn xã đã xác nhận: gọi ************ (II.1)."
	if got := v.Why(&v.Findings[0]); got != want {
		t.Errorf("%s", got)
	}
}

// On the due day nobody is told that no days are left.
func TestDueToday(t *testing.T) {
	b := reviews()
	b.p.Rules[0].Say = map[Status]Sentence{DueSoon: {One: "Chưa rà soát {kỳ}; hạn {hạn}, còn {còn} ngày ({mục})."}}
	for day, want := range map[string]string{"9/10/2022": "Chưa rà soát Quý III/2022; hạn 10/10/2022, còn 1 ngày (II.1).", "10/10/2022": "Chưa rà soát Quý III/2022; hạn 10/10/2022, hôm nay (II.1)."} {
		v := b.on(day)
		if got := v.Why(&v.Findings[2]); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

// Each status has one sentence in a plan; it is used for the reasons of which it
// is true.
func TestPlanSpeaks(t *testing.T) {
	done, check := &Rule{Done: &Done{}}, &Rule{Check: &Check{}}
	tests := []struct {
		rule   *Rule
		status Status
		reason Reason
		say    string
		want   bool
	}{
		{done, Overdue, Plain, "x", true}, {done, Overdue, NoRow, "x", true}, {done, Overdue, UnderWay, "x", true},
		{done, Overdue, TooFew, "x", false}, {done, Overdue, TooFew, "{n} lần", true},
		{done, Unconfirmed, NoDate, "x", true}, {done, Unconfirmed, AskedOffice, "x", false},
		{done, Missing, NoNeed, "x", true}, {done, Missing, NoRow, "x", false},
		{done, Invalid, BadCell, "x", true}, {done, Invalid, Contradict, "x", false}, {check, Invalid, Twice, "x", true},
		{done, Exempt, NothingToDo, "x", true}, {done, Exempt, OfficeAgreed, "x", false},
		{done, Met, Plain, "x", true},
	}
	for _, test := range tests {
		f := &Finding{Rule: test.rule, Status: test.status, Reason: test.reason}
		if f.planSpeaks(test.say) != test.want {
			t.Errorf("%v for reason %d: want %v", test.status, test.reason, test.want)
		}
	}
}

// A plan's sentence is used where it is true of the reason and all its figures
// are known; otherwise the default is.
func TestPlanSentences(t *testing.T) {
	tests := []struct {
		name string
		row  vRow
		say  map[Status]Sentence
		want string
	}{
		{"all figures", vRow{"n": vNum(1), "all": vNum(3)}, map[Status]Sentence{InProgress: {One: "{kỳ}: {n}/{N} ({p}%), cần {ngưỡng}, còn {thiếu} trước {hạn} ({mục})."}},
			"Năm 2022: 1/3 (33,33%), cần 80%, còn 2 trước 31/12/2022 (II.1)."},
		{"the same, decomposed", vRow{"n": vNum(1), "all": vNum(3)}, map[Status]Sentence{InProgress: {One: "{ky\u0300}: {n}/{N}."}}, "Năm 2022: 1/3."},
		{"a figure isn't known", vRow{}, map[Status]Sentence{InProgress: {One: "Mới {n} người."}}, "Rà soát: chưa ghi số liệu năm 2022; hạn 31/12/2022 (II.1)."},
		{"only a percentage is", vRow{"pct": vDec(795, 1)}, map[Status]Sentence{InProgress: {One: "mới {n}/{N} người ({p}%); hạn {hạn}."}}, "Mới 79,5% người; hạn 31/12/2022."},
		{"not true of the reason", vRow{"n": vState(Asked)}, map[Status]Sentence{Unconfirmed: {One: "Thiếu ngày."}}, "Rà soát: đơn vị đề nghị 'Không áp dụng' năm 2022; chờ Văn phòng xác nhận (II.1)."},
	}
	for _, test := range tests {
		b := newJudgeBench("n count", "all count", "pct percent")
		b.rule(&Rule{Say: test.say, Ask: Offset{On: vDay("1/12/2022")}, Reach: &Reach{Value: b.named["n"], Of: b.named["all"], Or: b.named["pct"], AtLeast: Int(80)}})
		b.unit("A", test.row)
		v := b.on("20/10/2022")
		if got := v.Why(&v.Findings[0]); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Several periods of one rule in one sentence.
func TestMany(t *testing.T) {
	b := reviews()
	for i := range b.d.Tables[0].Entries[0] {
		b.d.Tables[0].Entries[0][i].State = Blank
	}
	b.p.Rules[0].Closes = Offset{Days: 365}
	v := b.on("20/10/2022")
	var fs []*Finding
	for i := range 3 {
		fs = append(fs, &v.Findings[i])
	}
	if got := v.Many(fs); got != "Rà soát: chưa ghi nhận Quý I, II, III/2022 (II.1)." {
		t.Error(got)
	}
	b.p.Rules[0].Say = map[Status]Sentence{Overdue: {Many: "còn thiếu {số} lần: {các kỳ} ({mục})."}}
	if got := v.Many(fs); got != "Còn thiếu 3 lần: Quý I, II, III/2022 (II.1)." {
		t.Error(got)
	}
	b.p.Rules[0].Say = map[Status]Sentence{Overdue: {Many: "{các kỳ}; hạn {hạn}."}}
	if got := v.Many(fs); got != "Rà soát: chưa ghi nhận Quý I, II, III/2022 (II.1)." {
		t.Errorf("dues differ: %s", got)
	}
	if got := v.Many(fs[:1]); got != v.Why(fs[0]) || v.Many(nil) != "" {
		t.Error(got)
	}
	months := []*Finding{{Period: NewPeriod(Month, 3, 2022)}, {Period: NewPeriod(Month, 5, 2022)}, {Period: NewPeriod(Quarter, 1, 2022)}, {Period: NewPeriod(Half, 1, 2022)}, {Period: NewPeriod(Year, 1, 2022)}}
	if got := periodsText(months); got != "tháng 3, 5/2022; Quý I/2022; 6 tháng đầu năm 2022; năm 2022" {
		t.Error(got)
	}
}

// CheckSentence knows every placeholder, however its letters are composed.
func TestCheckSentence(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"không có gì", nil},
		{"{" + strings.Join(placeholders(), "} {") + "}", nil},
		{"{ha\u0323n}", nil},
		{"{hạm} và {kỳ}", []string{"hạm"}},
		{"{tên}", []string{"tên"}},
		{"{}", []string{""}},
		{"a { b", []string{"{ b"}},
		{"a } b", []string{"} b"}},
		{"{a {kỳ}", []string{"{a {kỳ}"}},
	}
	for _, test := range tests {
		if got := CheckSentence(test.text); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}
