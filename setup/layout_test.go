package setup_test

import (
	"regexp"
	"strings"
	"testing"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/setup"
)

func parse(t testing.TB, text string) *rules.Plan {
	t.Helper()
	p, err := config.ParsePlan("plan.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const head = `title: Kế hoạch
year: 2022
office: {name: A, desk: B}
levels: {unit: đơn vị, groups: [Cụm], all: Tất cả}
register: {table: units, groups: [cluster], workbook: book, opened: opened, closed: closed}
decisions: Thiết lập
`

// odd has every layout that the plan language allows.
const odd = head + `tables:
  units:
    tab: Đơn vị
    key: Tên
    columns:
      cluster: {header: Cụm, type: text}
      book: {header: Bảng riêng, type: text}
      opened: {header: Ngày thành lập, type: date}
      closed: {header: Ngày giải thể, type: date}
      size: {header: Quân số, type: count}
      unused: {header: Không dùng, type: count}
  wide:
    tab: Nhiều cột
    key: Tên
    period: Kỳ
    periods: [month, quarter]
    columns:
      a: {header: "{period} / Ngày họp", type: date}
      b: {header: "{period} / Đã họp", type: done}
      c: {header: "{period} / Số dự", type: count}
      all: {header: Số cả năm, type: count}
  bare:
    tab: Tháng
    key: Tên
    periods: [month]
    columns:
      sent: {header: ["{period} / Ngày gửi", "{period}"], type: date}
  meetings:
    tab: Cuộc họp
    key: Tên
    rows: many
    columns:
      on: {header: Ngày, type: date}
      with: {header: Với đơn vị, type: unit}
      what: {header: Ghi chú, type: text}
  own:
    tab: Của đơn vị
    key: Tên
    own: true
    columns: {x: {header: Ngày nộp, type: date}}
  off:
    tab: Đang tắt
    key: Tên
    enabled: false
    columns: {y: {header: Ngày khác, type: date}}
  unused:
    tab: Không ai xem
    key: Tên
    columns: {z: {header: Ngày nữa, type: date}}
rules:
  - {id: a, clause: I, title: Họp, every: month, due: end, done: {on: wide.a, yes: wide.b, needs: [wide.c]}}
  - {id: a2, clause: I, title: Họp quý, every: quarter, due: end, done: {on: wide.a, yes: wide.b, needs: [wide.c]}}
  - {id: c, clause: I, title: Cả năm, every: year, reach: {value: wide.all, of: units.size, at_least: 80%}}
  - {id: d, clause: II, title: Tháng, every: month, due: end, done: {on: bare.sent}}
  - {id: e, clause: III, title: Gặp gỡ, every: year, done: {on: meetings.on, needs: [meetings.with]}}
  - {id: f, clause: IV, title: Nộp, every: year, done: {on: own.x}}
  - {id: g, clause: IV, title: Tắt, enabled: false, every: year, done: {on: units.opened}}
`

func fuzzPlan(t testing.TB) *rules.Plan { return parse(t, odd) }

var digits = regexp.MustCompile(`Tháng \d+`)

// Every layout reads back without a defect, and holds what is used and no more.
func TestLayouts(t *testing.T) {
	p := parse(t, odd)
	units := []setup.Unit{{Name: "Đơn vị A", Groups: []string{"Cụm 1"}}, {Name: "Đơn vị B", Groups: []string{"Cụm 2"}}}
	sheets := setup.Sheets(p, units)
	for _, wrong := range setup.Check(p, sheets, units) {
		t.Error(wrong)
	}
	want := map[string]string{
		"Đơn vị":    "STT|Tên|Trạng thái (tự động)|Việc cần làm (tự động)|Cụm|Bảng riêng|Ngày thành lập|Ngày giải thể|Quân số|Ghi chú",
		"Nhiều cột": "STT|Tên|Trạng thái (tự động)|Việc cần làm (tự động)|Kỳ|Ngày họp|Đã họp|Số dự|Số cả năm|Ghi chú",
		"Tháng":     "STT|Tên|Trạng thái (tự động)|Việc cần làm (tự động)|" + strings.Repeat("Ngày gửi / Tháng #|", 12) + "Ghi chú",
		"Cuộc họp":  "STT|Tên|Trạng thái (tự động)|Việc cần làm (tự động)|Ngày|Với đơn vị|Ghi chú",
		"Thiết lập": "Việc|Nội dung|Kỳ|Đơn vị|Ngày|Giá trị|Lý do||Danh mục nội dung|Danh mục kỳ",
	}
	for _, s := range sheets {
		var headers []string
		for _, c := range s.Columns {
			headers = append(headers, strings.TrimPrefix(c.Parent+" / "+c.Header, " / "))
		}
		if got := digits.ReplaceAllString(strings.Join(headers, "|"), "Tháng #"); got != want[s.Title] {
			t.Errorf("%s: %s\nwant %s", s.Title, got, want[s.Title])
		}
		delete(want, s.Title)
	}
	for title := range want {
		t.Errorf("no tab %s", title)
	}
	if n := len(sheets[1].Rows); n != 2*16 {
		t.Errorf("a row for each unit and period: %d, want 32", n)
	}
}

// Over carries over the units, and what was decided about the year to come.
func TestOver(t *testing.T) {
	p := loadPlan(t, "doan-xa.yaml")
	units := []setup.Unit{{Name: "Chi đoàn A"}, {Name: "Chi đoàn B"}, {Name: "Chi đoàn C"}, {Name: "Chi đoàn D"}}
	date := func(text string) rules.Cell { return rules.Cell{Kind: rules.Text, Text: text} }
	for _, c := range []struct {
		name  string
		lines [][4]string // matter, unit, date, value
		units string
		want  []setup.Line
	}{
		{"nothing decided", nil, "ABCD", nil},
		{"closed within the year", [][4]string{{"Giải thể", "Chi đoàn B", "30/6/2022", ""}}, "ACD", nil},
		{"merged on the new year's first day", [][4]string{{"Sáp nhập", "Chi đoàn B", "1/1/2023", "Chi đoàn A"}}, "ACD", nil},
		{"merged next year", [][4]string{{"Sáp nhập", "Chi đoàn B", "1/2/2023", "Chi đoàn A"}}, "ABCD",
			[]setup.Line{{Matter: "Sáp nhập", Unit: "Chi đoàn B", Date: rules.NewDate(2023, 2, 1), Value: "Chi đoàn A"}}},
		{"founded within the year", [][4]string{{"Thành lập", "Chi đoàn C", "1/5/2022", ""}}, "ABCD", nil},
		{"founded next year", [][4]string{{"Thành lập", "Chi đoàn C", "1/5/2023", ""}}, "ABCD", []setup.Line{{Matter: "Thành lập", Unit: "Chi đoàn C", Date: rules.NewDate(2023, 5, 1)}}},
		{"exempt", [][4]string{{"Miễn", "Chi đoàn D", "", ""}}, "ABCD", []setup.Line{{Matter: setup.Renewal(2022), What: "Tất cả", Unit: "Chi đoàn D", Reason: "lý do"}}},
		{"exempt and closed", [][4]string{{"Miễn", "Chi đoàn D", "", ""}, {"Giải thể", "Chi đoàn D", "1/6/2022", ""}}, "ABC", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			sheets := setup.Sheets(p, units)
			s := &sheets[len(sheets)-1]
			for i, l := range c.lines {
				s.Rows[i][0], s.Rows[i][3], s.Rows[i][4], s.Rows[i][5], s.Rows[i][6] = date(l[0]), date(l[1]), date(l[2]), date(l[3]), date("lý do")
			}
			next := setup.Over(p, rules.Read(p, []rules.Book{setup.Book(sheets)}), 2023)
			got := ""
			for _, u := range next.Units {
				got += strings.TrimPrefix(u.Name, "Chi đoàn ")
			}
			if got != c.units {
				t.Errorf("units %s, want %s", got, c.units)
			}
			if len(next.Lines) != len(c.want) || len(c.want) > 0 && next.Lines[0] != c.want[0] {
				t.Errorf("lines %+v, want %+v", next.Lines, c.want)
			}
			for _, wrong := range setup.Check(p, next.Sheets(p), next.Units) {
				if !strings.Contains(wrong, "2023") { // the plan here is still this year's
					t.Error(wrong)
				}
			}
		})
	}
}
