package rules

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// sheetBench has a year's document and target in one table, reviews in another
// that has a row for each quarter.
func sheetBench() *judgeBench {
	b := newJudgeBench("doc date", "n count")
	reviews := &Table{Name: "reviews", Index: 1, Tabs: []string{"Rà soát quý"}, Period: []string{"Quý"}, Periods: []Every{Quarter}, Width: Slots}
	held := &Column{Name: "held", Table: reviews, Headers: []string{"Ngày rà soát"}, Type: TypeDate, Periodic: true}
	reviews.Columns = []*Column{held}
	b.named["held"] = held
	b.p.Tables = append(b.p.Tables, reviews)
	b.d.Tables = append(b.d.Tables, Facts{Absent: []bool{false}})
	b.rule(&Rule{ID: "plan", Clause: "IV.2", Due: map[string]Due{"": {On: vDay("31/3/2022")}}, Closes: Offset{FromEnd: true, Days: 31}, Do: "ghi ngày kế hoạch vào cột '{cột}'", Done: &Done{On: []*Column{b.named["doc"]}}})
	b.rule(&Rule{ID: "target", Clause: "II.2", Closes: Offset{FromEnd: true, Days: 31}, Do: "cập nhật cột '{cột}'", Reach: &Reach{Value: b.named["n"], AtLeast: Int(5)}})
	b.rule(&Rule{ID: "review", Clause: "III.4", Every: Quarter, Due: map[string]Due{"": {Days: 10}}, Do: "ghi ngày rà soát {kỳ ngắn} vào cột '{cột}'", Done: &Done{On: []*Column{held}}})
	return b
}

// add adds a unit with its document, its number and the days of its reviews.
func (b *judgeBench) add(name string, row vRow, held ...string) int {
	u := b.unit(name, row)
	entry := make([]Value, Slots)
	for i := range entry {
		entry[i].At = Ref{2, int32(u), int32(i)}
	}
	for i, day := range held {
		if day != "" {
			entry[12+i].State, entry[12+i].Date = Good, vDay(day)
		}
	}
	b.d.Tables[1].Entries = append(b.d.Tables[1].Entries, entry)
	return u
}

// What stands in the rows of each tab and of the register.
func TestSheetTexts(t *testing.T) {
	doc, five := vDate("1/3/2022"), vNum(5)
	q := func(n int) Period { return NewPeriod(Quarter, n, 2022) }
	first, reviews, register := 0, 1, 2
	tests := []struct {
		name   string
		row    vRow
		held   []string
		table  int
		period Period
		day    string
		label  Label
		text   string
	}{
		{"one of two is overdue", vRow{"n": vNum(1)}, nil, first, Period{}, "20/10/2022", LabelOverdue, "A: ghi ngày kế hoạch vào cột 'Cột doc'; hạn 31/03 (IV.2)."},
		{"the target is left", vRow{"doc": doc, "n": vNum(1)}, nil, first, Period{}, "20/10/2022", LabelProgress, "A: cập nhật cột 'Cột n'; hạn 31/12 (II.2)."},
		{"both carried out", vRow{"doc": doc, "n": five}, nil, first, Period{}, "20/10/2022", LabelDone, "A: không còn việc cần làm."},
		{"the number is missing too", vRow{}, nil, first, Period{}, "20/10/2022", LabelOverdue, "A: ghi ngày kế hoạch vào cột 'Cột doc'; hạn 31/03 (IV.2). Còn 1 việc khác."},
		{"the year is over", vRow{"doc": doc, "n": vNum(1)}, nil, first, Period{}, "15/1/2023", LabelUnmet, "A: cập nhật cột 'Cột n'; hạn 31/12 (II.2)."},
		{"and closed", vRow{"doc": doc, "n": vNum(1)}, nil, first, Period{}, "1/3/2023", LabelUnmet, "A: không còn nhận bổ sung; hạn 31/12 (II.2)."},

		{"a row for one quarter, overdue", vRow{}, nil, reviews, q(3), "20/10/2022", LabelOverdue, "A: ghi ngày rà soát Quý III vào cột 'Ngày rà soát'; hạn 10/10 (III.4)."},
		{"due soon", vRow{}, nil, reviews, q(3), "10/10/2022", LabelDueSoon, "A: ghi ngày rà soát Quý III vào cột 'Ngày rà soát'; hạn 10/10 (III.4)."},
		{"a quarter done", vRow{}, []string{"1/2/2022"}, reviews, q(1), "20/10/2022", LabelDone, "A: không còn việc cần làm."},
		{"a quarter missed and closed", vRow{}, nil, reviews, q(1), "20/10/2022", LabelNone, ""},
		{"a quarter to come", vRow{}, nil, reviews, q(4), "20/9/2022", LabelProgress, "A: không còn việc cần làm."},
		{"due next year", vRow{}, nil, reviews, q(4), "20/12/2022", LabelProgress, "A: ghi ngày rà soát Quý IV vào cột 'Ngày rà soát'; hạn 10/01/2023 (III.4)."},
		{"a date before its quarter", vRow{}, []string{"", "", "1/2/2022"}, reviews, q(3), "20/9/2022", LabelFix, "A: sửa ô ở cột 'Ngày rà soát', Quý III; hạn 10/10 (III.4)."},
		{"all quarters in one row", vRow{}, []string{"1/2/2022", "1/5/2022", "1/8/2022"}, reviews, Period{}, "20/9/2022", LabelDone, "A: không còn việc cần làm."},
		{"the last of them begins", vRow{}, []string{"1/2/2022", "1/5/2022", "1/8/2022"}, reviews, Period{}, "1/10/2022", LabelProgress, "A: ghi ngày rà soát Quý IV vào cột 'Ngày rà soát'; hạn 10/01/2023 (III.4)."},

		{"the register: the worst of all tabs", vRow{"n": vNum(1)}, nil, register, Period{}, "20/10/2022", LabelOverdue, "A: ghi ngày kế hoạch vào cột 'Cột doc'; hạn 31/03 (IV.2). Còn 1 việc khác."},
		{"nothing but what goes on all year", vRow{"doc": doc, "n": vNum(1)}, []string{"1/2/2022", "1/5/2022", "1/8/2022"}, register, Period{}, "20/10/2022", LabelProgress, "A: cập nhật cột 'Cột n'; hạn 31/12 (II.2). Còn 1 việc khác."},
		{"what was missed doesn't stay", vRow{"doc": doc, "n": five}, []string{"", "1/5/2022", "1/8/2022"}, register, Period{}, "20/9/2022", LabelDone, "A: không còn việc cần làm."},
	}
	for _, test := range tests {
		b := sheetBench()
		u := b.add("A", test.row, test.held...)
		v := b.on(test.day)
		label, text := v.UnitText(u)
		if test.table != register {
			label, text = v.RowText(b.p.Tables[test.table], u, test.period)
		}
		if label != test.label || text != test.text {
			t.Errorf("%s: %s | %s\nwant %s | %s", test.name, label, text, test.label, test.text)
		}
	}
}

// The text is cut in its action, never in the unit's name; it holds one line.
func TestSheetTextLength(t *testing.T) {
	b := sheetBench()
	long := strings.Repeat("ghi ngày kế hoạch ", 20)
	b.p.Rules[0].Do = long
	name := "Đoàn trường Trung học phổ thông số một mang một cái tên dài"
	u := b.add(name+"\nxuống dòng", vRow{})
	_, text := b.on("20/10/2022").UnitText(u)
	if want := name + " xuống dòng: ghi ngày thực hiện vào cột 'Cột doc'; hạn 31/03 (IV.2). Còn 2 việc khác."; text != want {
		t.Errorf("more briefly: %s", text)
	}
	b.named["doc"].Headers[0], b.p.Rules[0].Title = long, long
	_, text = b.on("20/10/2022").UnitText(u)
	if n := utf8.RuneCountInString(text); n > longest || !strings.HasPrefix(text, name+" xuống dòng: ghi ngày") || !strings.HasSuffix(text, "…; hạn 31/03 (IV.2). Còn 2 việc khác.") {
		t.Errorf("%d: %q", n, text)
	}
	if label, text := b.on("20/10/2022").DuplicateText(u, 3); label != LabelFix || !strings.HasSuffix(text, ": có 3 dòng ở trang này; đề nghị giữ lại một dòng.") {
		t.Error(text)
	}
}

// Over a year nothing changes in an untouched sheet but on the days that the calendar
// demands.
func TestSheetTextDays(t *testing.T) {
	b := sheetBench()
	u := b.add("A", vRow{"n": vNum(1)})
	var days []string
	last := ""
	for d := vDay("1/1/2022"); d <= vDay("31/12/2022"); d++ {
		v := Judge(b.p, b.d, d.Time())
		now := ""
		for _, table := range b.p.Tables {
			label, text := v.RowText(table, u, Period{})
			now += string(label) + text
		}
		if now != last {
			days = append(days, d.Short())
		}
		last = now
	}
	want := "01/01 26/03 01/04 06/04 12/04 11/06 01/07 06/07 12/07 10/09 01/10 05/10 11/10 10/12 26/12"
	if got := strings.Join(days, " "); got != want {
		t.Errorf("changes on %s\nwant       %s", got, want)
	}
}

// Counts by group and sector.
func TestTallies(t *testing.T) {
	b := sheetBench()
	b.add("A", vRow{"doc": vDate("1/3/2022"), "n": vNum(5)}, "1/2/2022", "1/5/2022", "1/8/2022", "1/10/2022")
	b.add("B", vRow{"n": vNum(5)}, "1/2/2022", "1/5/2022", "")
	b.add("C", vRow{"doc": vDate("1/3/2023")})
	b.add("gone", vRow{})
	b.d.Units[1].Sector, b.d.Units[2].Groups[0], b.d.Units[3].Closed = "Trường học", "Vùng 2", vDay("1/2/2022")
	got := b.on("10/10/2022").Tallies()
	want := Tallies{All: Tally{"", 3, 1, 2, 1, 1}, Groups: [][]Tally{{{"Vùng 1", 2, 1, 1, 1, 0}, {"Vùng 2", 1, 0, 1, 0, 1}}},
		Sectors: []Tally{{"", 2, 1, 1, 0, 1}, {"Trường học", 1, 0, 1, 1, 0}}}
	if len(got.Groups) != 1 || got.All != want.All || len(got.Groups[0]) != 2 || got.Groups[0][0] != want.Groups[0][0] || got.Groups[0][1] != want.Groups[0][1] ||
		len(got.Sectors) != 2 || got.Sectors[0] != want.Sectors[0] || got.Sectors[1] != want.Sectors[1] {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}
