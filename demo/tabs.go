package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// units writes the register: group rows, sums per zone and over all.
func (b *book) units(units []*unit) {
	s := b.tab(tabUnits, []column{
		{"", "STT", 6, centred}, {"", "Tên đơn vị", 38, text}, {"", "Vùng thi đua", 18, centred},
		{"", "Khu vực", 22, text}, {"", "Đoàn viên", 11, count}, {"", "Thanh niên", 11, count},
		{"", "Email", 28, text}, {"", "Ghi chú", 22, text},
	})
	s.titles("DANH SÁCH CÁC CƠ SỞ ĐOÀN NĂM 2022 (số liệu minh họa)")
	s.headers()
	s.freeze()
	t := newTotals(s, "Đoàn viên", "Thanh niên")
	zoned(units, func(zone string) {
		s.band(strings.ToUpper(zone))
		t.begin()
	}, func(zone string) {
		t.write("Cộng "+zone, t.zone, t.part)
	}, func(n int, u *unit) {
		t.add(s.unitLine(u, "", []any{n, u.name, s.zoneCell(u), u.sector, u.members, u.youth, u.email}))
		if u.name == "Chi đoàn Agribank huyện" {
			s.note(s.at(2), u.name, typed{why: "a unit stands twice in the register", severity: "error", message: "2 dòng"})
			s.line(body, []any{nil, u.name, u.zone, "Hành chính sự nghiệp", nil, nil, u.email})
		}
	})
	t.write("TỔNG CỘNG", t.first, t.all)
	s.choices(4, t.first, s.row, "Trường học", "Địa bàn dân cư", "Doanh nghiệp", "Hành chính sự nghiệp", "Lực lượng vũ trang")
	s.signature(6)
}

// zoneCell leaves the zone to the group row for some zones.
func (s *sheet) zoneCell(u *unit) any {
	if strings.HasSuffix(u.zone, "1") || strings.HasSuffix(u.zone, "4") {
		return nil
	}
	return u.zone
}

// targetColumns are the columns of the year's figures.
func targetColumns() []column {
	const learn, spread, party = "Học tập, quán triệt (II.1)", "Tuyên truyền (II.1)", "Phát triển đảng viên (II.2)"
	const train, meet, plans = "Chương trình RLĐV (II.3)", "Làm việc với cấp ủy (II.4)", "Kế hoạch năm (III.3, III.4)"
	return []column{
		{"", "STT", 6, centred}, {"", "Tên đơn vị", 40, text},
		{learn, "Tổng số CBĐ, đoàn viên", 11, count}, {learn, "Số được học tập, quán triệt", 11, count}, {learn, "Tỷ lệ học tập (%)", 10, percent},
		{spread, "Tổng số thanh niên", 11, count}, {spread, "Số được tuyên truyền", 11, count}, {spread, "Tỷ lệ tuyên truyền (%)", 10, percent},
		{party, "Chỉ tiêu giới thiệu", 10, count}, {party, "Kết quả giới thiệu lũy kế", 12, count}, {party, "Chỉ tiêu kết nạp", 10, count},
		{party, "Tổng số đảng viên mới kết nạp", 12, count}, {party, "Trong đó: từ đoàn viên ưu tú", 12, count},
		{train, "Đã tổ chức đăng ký CTRLĐV", 13, centred}, {train, "Ngày hoàn thành", 13, date},
		{meet, "Đã làm việc", 13, centred}, {meet, "Ngày làm việc", 13, date},
		{plans, "Số, ngày kế hoạch", 24, text}, {plans, "KH giới thiệu sinh hoạt nơi cư trú", 24, text},
		{"", "Khó khăn, vướng mắc", 34, text},
	}
}

// targets writes the year's figures: two header rows, a row that numbers the
// columns, sums, a chart.
func (b *book) targets(units []*unit) {
	s := b.tab(tabTargets, targetColumns())
	s.titles("THEO DÕI CHỈ TIÊU NĂM 2022 THỰC HIỆN CHỈ THỊ SỐ 05-CT/TU (số liệu minh họa)")
	s.headers()
	s.remark(fmt.Sprint("J", s.row-1), "Lũy kế từ 01/01 đến ngày cập nhật.")
	s.remark(fmt.Sprint("R", s.row-1), "Ghi số và ngày ban hành, ví dụ: 19-KH/ĐTN, 24/01/2022")
	s.freeze()
	s.numbering()
	t := newTotals(s, "Tổng số CBĐ, đoàn viên", "Số được học tập, quán triệt", "Tổng số thanh niên", "Số được tuyên truyền",
		"Chỉ tiêu giới thiệu", "Kết quả giới thiệu lũy kế", "Chỉ tiêu kết nạp", "Tổng số đảng viên mới kết nạp", "Trong đó: từ đoàn viên ưu tú")
	zoned(units, func(zone string) {
		s.band(zone)
		t.begin()
	}, func(zone string) {
		t.write("Cộng "+zone, t.zone, t.part)
		s.between(zone)
	}, func(n int, u *unit) {
		t.add(s.unitLine(u, "", targetValues(n, s.row, u)))
	})
	totalRow := s.row
	t.write("TỔNG CỘNG", t.first, t.all)
	merged := targetValues(0, s.row, units[26])
	merged[0], merged[1] = "bổ sung", "Đoàn xã Xuân Khánh"
	s.note(s.at(2), "", typed{why: "below the total, a unit that was merged last year", severity: "error", message: "Xuân Khánh"})
	s.line(body, merged)
	s.choices(14, t.first, totalRow, "x", "Chưa")
	s.signature(17)
	s.chart(t.first+1, s.row+1)
}

// numbering is the row that numbers the columns.
func (s *sheet) numbering() {
	line := make([]any, len(s.columns))
	for i := range line {
		line[i] = fmt.Sprintf("(%d)", i+1)
	}
	for i, v := range line {
		s.put(s.at(i+1), v, centred, header)
	}
	s.row++
}

// targetValues is a unit's row of the year's figures. Offices, schools and
// companies give percentages only; communes give counts with a formula.
func targetValues(n, row int, u *unit) []any {
	num := func(i int) int { v, _ := strconv.Atoi(u.targets[i]); return v }             // the samples hold whole numbers here
	pct := func(i int) float64 { return float64(tenths(u.targets[i])) / 10 }            // and one decimal at most here
	day := func(i int) time.Time { d, _ := pastDay(u.targets[i]); return d }            // zero for none
	part := func(whole, i int) int { return (whole*tenths(u.targets[i]) + 999) / 1000 } // rounded up: never below its percentage
	line := []any{n, u.name, nil, nil, share(pct(4) / 100), nil, nil, share(pct(5) / 100)}
	if u.sector == "Địa bàn dân cư" {
		learned, told := part(u.members, 4), part(u.youth, 5)
		if tenths(u.targets[4]) < 1000 {
			learned = u.members * tenths(u.targets[4]) / 1000
		}
		line = []any{n, u.name, u.members, learned, ratio("D", "C", row, learned, u.members),
			u.youth, told, ratio("G", "F", row, told, u.youth)}
	}
	return append(line, num(0), num(1), (num(0)+1)/2, num(2), num(3),
		tick(day(6), "x"), days(day(6), n%3 == 0), tick(day(7), "Có"), days(day(7), n%4 == 0),
		document(n, day(8)), document(n, day(8)))
}

// ratio is the formula of a percentage, with its result.
func ratio(part, whole string, row, a, b int) any {
	return formula{fmt.Sprintf("%s%d/%s%d", part, row, whole, row), float64(a) / float64(b)}
}

// tenths is a percentage of the samples in tenths: "84,5" is 845.
func tenths(s string) int {
	whole, frac, _ := strings.Cut(s, ",")
	n, _ := strconv.Atoi(whole + (frac + "0")[:1])
	return n
}

// document is a document's number and day, as units write it.
func document(n int, day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return fmt.Sprintf("%02d-KH/ĐTN, %s", n%20+1, day.Format("02/01/2006"))
}

// between breaks the table after some zones, as printed pages do: a header
// again, or a blank line.
func (s *sheet) between(zone string) {
	switch {
	case strings.HasSuffix(zone, "3"):
		s.note(s.at(1), "", typed{why: "the header stands again in the middle of the table"})
		s.headers()
	case strings.HasSuffix(zone, "4"):
		s.note(s.at(1), "", typed{why: "a blank line in the middle of the table"})
		s.row++
	}
}

// chart shows the first zone's targets and results, below everything.
func (s *sheet) chart(from, row int) {
	ref := func(col string) string { return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", s.name, col, from, col, from+8) }
	series := func(col string) excelize.ChartSeries {
		name := fmt.Sprintf("'%s'!$%s$%d", s.name, col, from-3)
		return excelize.ChartSeries{Name: name, Categories: ref("B"), Values: ref(col)}
	}
	s.try(s.file.AddChart(s.name, fmt.Sprint("B", row), &excelize.Chart{
		Type:      excelize.Col,
		Series:    []excelize.ChartSeries{series("I"), series("J")},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "Vùng thi đua số 1: giới thiệu đoàn viên ưu tú (số liệu minh họa)"}}},
		Dimension: excelize.ChartDimension{Width: 900, Height: 300},
	}))
}

// reviews writes the quarterly reviews, a pair of columns for each quarter.
func (b *book) reviews(units []*unit) {
	cols := []column{{"", "STT", 6, centred}, {"", "Tên đơn vị", 42, text}}
	quarters := []string{"Quý I", "Quý II", "Quý III", "Quý IV"}
	for _, q := range quarters {
		cols = append(cols, column{q, "Đã rà soát", 10, centred}, column{q, "Ngày rà soát", 15, date})
	}
	s := b.tab(tabReviews, append(cols, column{"", "Giải pháp", 24, text}))
	s.titles("KẾT QUẢ RÀ SOÁT, ĐÁNH GIÁ HẰNG QUÝ NĂM 2022 (số liệu minh họa)")
	s.headers()
	s.remark(fmt.Sprint("D", s.row-1), "Ghi ngày/tháng/năm của buổi rà soát.")
	s.freeze()
	first := s.row
	zoned(units, func(zone string) { s.band(zone) }, func(string) {}, func(n int, u *unit) {
		line := []any{n, u.name}
		for _, q := range quarters {
			line = append(line, tick(u.reviews[q], "x"), days(u.reviews[q], n%5 == 0))
		}
		s.unitLine(u, "", line)
	})
	s.note(s.at(2), "Đoàn xã Xuân Lai", typed{why: "a second row with another date", severity: "error", message: "2 dòng"})
	s.line(body, []any{"bổ sung", "Đoàn xã Xuân Lai", "x", on(2022, 3, 31)})
	s.choices(3, first, s.row-1, "x", "Chưa")
	s.signature(8)
}

// settings writes the office's decisions.
func (b *book) settings() {
	s := b.tab(tabSettings, []column{
		{"", "STT", 6, centred}, {"", "Việc", 18, text}, {"", "Nội dung", 26, text}, {"", "Kỳ", 12, centred},
		{"", "Đơn vị", 40, text}, {"", "Ngày", 14, date}, {"", "Giá trị", 14, count}, {"", "Lý do", 44, text},
	})
	s.titles("THIẾT LẬP CỦA VĂN PHÒNG (số liệu minh họa)")
	s.headers()
	for i, d := range decisions() {
		line := []any{i + 1, d.act, d.about, d.period, d.unit, d.day, d.value, d.reason}
		if d.odd.why != "" {
			s.note(s.at(s.col("", d.at)), "", d.odd)
		}
		s.line(body, line)
	}
	s.choices(2, 6, 40, "Đổi hạn", "Miễn", "Gia hạn", "Thành lập", "Giải thể", "Sáp nhập", "Số xác nhận")
}
