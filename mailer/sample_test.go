package mailer

import (
	"fmt"
	"time"

	"rasoat/rules"
)

// district is a plan with one level of groups and sectors, as a loader gives it.
func district() *rules.Plan {
	p := &rules.Plan{
		Title: "Kế hoạch thực hiện Chỉ thị số 05-CT/TU", Short: "Chỉ thị 05-CT/TU", Year: 2022,
		Location: time.FixedZone("ICT", 7*3600), Units: 16,
		Office: rules.Office{Name: "Huyện Đoàn Thọ Xuân", Desk: "Văn phòng Huyện Đoàn Thọ Xuân",
			Decides: "BTV Huyện Đoàn", Email: "vanphong@example.vn"},
		Levels: rules.Levels{Unit: "cơ sở Đoàn", Groups: []string{"Vùng thi đua"}, All: "Toàn huyện", Sector: "Khu vực"},
		Names:  rules.Names{Drop: []string{"Đoàn xã", "Đoàn thị trấn", "Đoàn trường"}},
	}
	targets := &rules.Table{Name: "targets", Tabs: []string{"Chỉ tiêu năm"}}
	p.Tables = []*rules.Table{targets}
	column := func(name, header string, kind rules.Type) *rules.Column {
		c := &rules.Column{Name: name, Table: targets, Headers: []string{header}, Type: kind, Index: targets.Width, First: targets.Width}
		targets.Columns = append(targets.Columns, c)
		targets.Width++
		return c
	}
	introduced := column("introduced", "Kết quả giới thiệu lũy kế", rules.TypeCount)
	reviewed := column("held_on", "Ngày rà soát", rules.TypeDate)
	p.Rules = []*rules.Rule{
		{ID: "introduced-all", Clause: "II.2", Title: "Giới thiệu đoàn viên ưu tú", For: rules.ForAll, Every: rules.Year, Soft: true,
			Due:   map[string]rules.Due{"": {On: rules.NewDate(2022, 12, 31)}},
			Reach: &rules.Reach{Sum: true, Value: introduced, AtLeast: rules.Int(250), Milepost: []rules.Milepost{{By: quarter(3), Percent: rules.Int(75)}}},
			Say:   say("Toàn huyện đã giới thiệu {n}/{chỉ tiêu} đoàn viên ưu tú ({p}%); còn {thiếu} ({mục}).", "")},
		{ID: "quarterly-review", Clause: "III.4 đoạn 2", Title: "Rà soát quý", Every: rules.Quarter,
			Due: map[string]rules.Due{"": {Days: 10}}, Done: &rules.Done{On: []*rules.Column{reviewed}, Count: 1},
			Do:  "ghi ngày rà soát {kỳ ngắn} vào cột '{cột}'",
			Say: say("Chưa rà soát, đánh giá {kỳ}; hạn {hạn}, quá {quá} ngày ({mục}).", "Chưa rà soát, đánh giá {các kỳ} ({mục}).")},
		{ID: "report-month", Clause: "IV.2 đoạn 2", Title: "Báo cáo tháng", Every: rules.Month,
			Due: map[string]rules.Due{"": {Day: 20}}, Done: &rules.Done{On: []*rules.Column{column("sent", "Ngày gửi", rules.TypeDate)}, Count: 1},
			Do:  "gửi báo cáo {kỳ ngắn} và ghi ngày vào cột '{cột}'",
			Say: say("Chưa ghi nhận báo cáo {kỳ}; hạn {hạn}, quá {quá} ngày ({mục}).", "Còn thiếu {số} báo cáo đã đến hạn: {các kỳ} ({mục}).")},
		{ID: "meeting", Clause: "II.4", Title: "Làm việc với cấp ủy, chính quyền", Every: rules.Year,
			Due: map[string]rules.Due{"": {On: rules.NewDate(2022, 12, 31)}}, Done: &rules.Done{On: []*rules.Column{column("met", "Ngày làm việc", rules.TypeDate)}, Count: 1},
			Do: "ghi ngày làm việc vào cột '{cột}'"},
		{ID: "trouble", Clause: "III.4 đoạn 2", Title: "Đơn vị ghi khó khăn, vướng mắc", List: &rules.List{}},
	}
	for i, r := range p.Rules {
		r.Index, r.Enabled = i, true
	}
	return p
}

func say(one, many string) map[rules.Status]rules.Sentence {
	out := map[rules.Status]rules.Sentence{}
	for _, s := range []rules.Status{rules.Overdue, rules.Behind, rules.InProgress} {
		out[s] = rules.Sentence{One: one, Many: many}
	}
	return out
}

func quarter(n int) rules.Period { return rules.NewPeriod(rules.Quarter, n, 2022) }
func month(n int) rules.Period   { return rules.NewPeriod(rules.Month, n, 2022) }

// year is the plan's year.
var year = rules.NewPeriod(rules.Year, 1, 2022)

// sample is a verdict of sixteen units on 20/10/2022 at eight.
func sample() *rules.Verdict {
	p := district()
	v := &rules.Verdict{Plan: p, At: time.Date(2022, 10, 20, 8, 0, 0, 0, p.Location)}
	v.Today = rules.DateOf(v.At)
	v.Data = &rules.Data{Tabs: []rules.TabRef{{}, {Book: "/a.xlsx", BookName: "a.xlsx", ID: "1", Title: "Chỉ tiêu năm"},
		{Book: "/a.xlsx", BookName: "a.xlsx", ID: "2", Title: "Rà soát quý"}}}
	var facts rules.Facts
	names := []string{"Đoàn xã Xuân Phú", "Đoàn xã Xuân Hồng", "Đoàn xã Xuân Hưng", "Đoàn thị trấn Sao Vàng", "Đoàn xã Thọ Lộc",
		"Đoàn trường THPT Lê Lợi", "Đoàn xã Xuân Sinh", "Đoàn xã Thọ Diên"}
	for i := range 16 {
		name := fmt.Sprintf("Đoàn xã Thọ Số %d", i)
		if i < len(names) {
			name = names[i]
		}
		sector := "Địa bàn dân cư"
		if i == 5 {
			sector = "Trường học"
		}
		v.Data.Units = append(v.Data.Units, rules.Unit{Name: name, Groups: []string{fmt.Sprintf("Vùng thi đua số %d", i/6+1)}, Sector: sector})
		introduced := rules.Value{State: rules.Good, Num: rules.Int(int64(10 + i%5/4))}
		facts.Entries = append(facts.Entries, []rules.Value{introduced, {}, {}, {}})
		judgeUnit(v, i)
	}
	facts.Unread, facts.Absent = make([]bool, 16), make([]bool, 4)
	v.Data.Tables = []rules.Facts{facts}
	v.Findings = append(v.Findings, rules.Finding{Rule: p.Rules[0], Level: rules.ForAll, Unit: -1, Period: year, Status: rules.Behind,
		Due: rules.NewDate(2022, 12, 31), Value: rules.Int(163), Target: rules.Int(250), Counted: true, Aimed: true,
		Mark: rules.Int(187), MarkBy: quarter(3), Without: 2})
	v.Overall = make([]rules.Status, len(v.Data.Units))
	v.Held = make([]bool, len(v.Data.Units))
	v.Lists = []rules.Listing{{Rule: p.Rules[4], Units: []int{2, 6}}}
	v.Defects = []rules.Defect{
		{At: rules.Ref{Tab: 1, Row: 28, Col: 3}, Unit: names[4], Column: "Kết quả giới thiệu lũy kế", Value: "4/5", Message: "Kết quả giới thiệu lũy kế phải là số (đang ghi '4/5')."},
		{At: rules.Ref{Tab: 2, Row: 12, Col: 18}, Unit: names[6], Column: "Ngày rà soát", Value: "31/06/2022",
			Message: "Ngày '31/06/2022' không tồn tại; đề nghị ghi theo ngày/tháng/năm, ví dụ 05/04/2022."},
		{At: rules.Ref{Tab: 2, Row: 40, Col: 1}, Value: "Đoàn xã Xuân Hòng", Severity: rules.SevWarning,
			Message: "Không tìm thấy đơn vị 'Đoàn xã Xuân Hòng' trong danh sách; có phải 'Đoàn xã Xuân Hồng'?"},
	}
	return v
}

// judgeUnit gives unit i findings: every third misses reviews, every fourth reports.
func judgeUnit(v *rules.Verdict, i int) {
	p := v.Plan
	add := func(rule int, period rules.Period, due rules.Date, s rules.Status, why rules.Reason) {
		r := p.Rules[rule]
		f := rules.Finding{Rule: r, Unit: i, Group: v.Data.Units[i].Group(), Period: period, Status: s, Reason: why, Due: due, Closes: due + 60}
		if r.Done != nil {
			f.Column = r.Done.On[0]
		}
		f.Closed = v.Today > f.Closes
		v.Findings = append(v.Findings, f)
	}
	pick := func(bad bool, s rules.Status) rules.Status {
		if bad {
			return s
		}
		return rules.Met
	}
	for n := 1; n <= 3; n++ {
		due := quarter(n).End() + 10
		s := pick(i%3 == 0 && n > 1, rules.Overdue)
		if v.Today > due+60 && s == rules.Overdue {
			s = rules.Unmet
		}
		add(1, quarter(n), due, s, rules.Plain)
	}
	add(2, month(8), rules.NewDate(2022, 8, 22), pick(i == 0, rules.Overdue), rules.Plain)
	add(2, month(9), rules.NewDate(2022, 9, 20), pick(i%4 == 0, rules.Overdue), rules.Plain)
	add(2, month(10), rules.NewDate(2022, 10, 20), pick(i%2 == 0, rules.DueSoon), rules.Plain)
	switch i {
	case 1:
		add(3, year, rules.NewDate(2022, 12, 31), rules.Unconfirmed, rules.AskedOffice)
	case 2:
		add(3, year, rules.NewDate(2022, 12, 31), rules.Unconfirmed, rules.NoDate)
	case 4:
		add(3, year, rules.NewDate(2022, 12, 31), rules.Invalid, rules.BadCell)
	default:
		add(3, year, rules.NewDate(2022, 12, 31), pick(i%2 == 1, rules.InProgress), rules.Plain)
	}
}
