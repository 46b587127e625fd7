package demo

import (
	"fmt"
	"strings"
	"time"
)

// periods are the reports of a year: the samples' code, the usual words, and the
// month in whose days it is due. Read only.
var periods = [...]struct{ code, words string }{
	{"T1", "Tháng 1"}, {"T2", "Tháng 2"}, {"T3", "Tháng 3"}, {"Q1", "Quý I"},
	{"T4", "Tháng 4"}, {"T5", "Tháng 5"}, {"T6", "Tháng 6"}, {"Q2", "Quý II"}, {"6T", "6 tháng"},
	{"T7", "Tháng 7"}, {"T8", "Tháng 8"}, {"T9", "Tháng 9"}, {"Q3", "Quý III"},
	{"T10", "Tháng 10"}, {"T11", "Tháng 11"}, {"T12", "Tháng 12"}, {"Q4", "Quý IV"}, {"NAM", "Năm"},
}

// reports writes the list of reports: a row for each unit and period. Zones keep
// it differently: the name merged over its rows, left blank below the first,
// repeated with a mark, or written each time.
func (b *book) reports(units []*unit) {
	s := b.tab(tabReports, []column{
		{"", "STT", 7, centred}, {"", "Tên đơn vị", 42, text}, {"", "Kỳ báo cáo", 18, centred},
		{"", "Ngày gửi", 18, date}, {"", "Ghi chú", 36, text},
	})
	s.titles("THEO DÕI BÁO CÁO ĐỊNH KỲ NĂM 2022 (số liệu minh họa)")
	s.headers()
	s.remark(fmt.Sprint("D", s.row-1), "Ngày Văn phòng nhận được báo cáo.")
	s.freeze()
	top := s.row - 1
	zoned(units, func(zone string) { s.band(zone) }, func(string) {}, func(n int, u *unit) {
		first := s.row
		for i, p := range periods {
			s.unitLine(u, p.code, []any{n, keyCell(u, i), periodWords(n, p.code, p.words), days(u.reports[p.code], n%3 == 1)})
			s.again(u, p.code)
		}
		if strings.HasSuffix(u.zone, "1") {
			s.try(s.file.MergeCell(s.name, fmt.Sprint("B", first), fmt.Sprint("B", s.row-1)))
		}
	})
	s.try(s.file.AutoFilter(s.name, fmt.Sprintf("A%d:E%d", top, s.row-1), nil))
	s.signature(4)
}

// keyCell is the unit's name in the i-th of its rows.
func keyCell(u *unit, i int) any {
	switch u.zone[len(u.zone)-1] {
	case '1':
		if i > 0 {
			return nil // merged
		}
	case '2':
		if i > 0 {
			return nil // left blank
		}
	case '3':
		if i > 0 {
			return [...]string{"nt", `"`, "-"}[i%3]
		}
	}
	return u.name
}

// periodWords is a period as the n-th unit spells it.
func periodWords(n int, code, words string) any {
	switch n % 6 {
	case 1:
		return strings.Replace(words, "Tháng ", "T", 1)
	case 2:
		return strings.Replace(strings.Replace(words, "Tháng ", "T.", 1), "Quý", "Qúy", 1)
	case 3:
		return strings.Replace(words, "Tháng ", "Thg ", 1)
	case 4:
		return strings.Replace(words, "Năm", "Tổng kết năm", 1)
	case 5:
		return code
	}
	return words
}

// again writes the second row that some units have for one report.
func (s *sheet) again(u *unit, code string) {
	for _, x := range []struct {
		unit, code, words string
		day               time.Time
		typed
	}{
		{"Chi đoàn Chi cục Thuế khu vực", "T3", "Tháng 3", time.Date(2022, 3, 28, 0, 0, 0, 0, time.UTC),
			typed{why: "a second row for the same report, with another date", severity: "error", message: "2 dòng"}},
		{"Chi đoàn Tòa án nhân dân huyện", "T4", "Tháng 4", u.reports[code],
			typed{why: "the same row twice", severity: "warning", message: "2 dòng"}},
	} {
		if x.unit == u.name && x.code == code {
			s.note(s.at(2), u.name, x.typed)
			s.line(body, []any{nil, u.name, x.words, x.day})
		}
	}
}
