package web

import (
	"net/http"
	"strings"
	"testing"

	"rasoat/config"
	"rasoat/plans"
	"rasoat/rules"
)

// TestMany: a thousand units come a hundred at a time, and as a file at once.
func TestMany(t *testing.T) {
	h := (&kept{state: sampleState(t, crowd(1000))}).handler()
	for target, want := range map[string]struct {
		rows int
		says string
	}{
		"/":                              {100, "1000 đơn vị, đang xem 1–100."},
		"/?trang=10":                     {100, "đang xem 901–1000."},
		"/?trang=11":                     {100, "đang xem 1–100."},
		"/?nhom=V%C3%B9ng+s%E1%BB%91+20": {50, "50 đơn vị."},
	} {
		body := get(h, http.MethodGet, target).Body.String()
		if n := strings.Count(body, `<th scope="row">`); n != want.rows || !strings.Contains(body, want.says) {
			t.Errorf("%s: %d rows", target, n)
		}
	}
	body := get(h, http.MethodGet, "/?nhom=&tim=xa&trang=2").Body.String()
	if !strings.Contains(body, `href="?nhom=&amp;tim=xa&amp;trang=3"`) {
		t.Error("the next page forgets the filter")
	}
	if first, second := strings.Index(body, "Vùng số 2<"), strings.Index(body, "Vùng số 10<"); first > second {
		t.Error("groups aren't in the order of their numbers")
	}
	if n := strings.Count(get(h, http.MethodGet, "/?dang=csv").Body.String(), "\n"); n != 1001 {
		t.Errorf("the file has %d lines", n)
	}
}

// BenchmarkBoard is the time that the board takes, and what it weighs: for a
// district's 55 units and for 1,000, by the plan of Chỉ thị 05.
func BenchmarkBoard(b *testing.B) {
	for name, n := range map[string]int{"55": 55, "1000": 1000} {
		b.Run(name, func(b *testing.B) {
			h := (&kept{state: districtState(b, n)}).handler()
			weight := get(h, http.MethodGet, "/").Body.Len()
			b.ReportAllocs()
			for b.Loop() {
				get(h, http.MethodGet, "/")
			}
			b.ReportMetric(float64(weight)/1000, "kB/page")
		})
	}
}

// BenchmarkView is what each new state costs once.
func BenchmarkView(b *testing.B) {
	state := districtState(b, 1000)
	for b.Loop() {
		newView(state)
	}
}

// districtState is n units of a district.
func districtState(b *testing.B, n int) *State {
	b.Helper()
	text, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		b.Fatal(err)
	}
	p, err := config.ParsePlan("chi-thi-05.yaml", text)
	if err != nil {
		b.Fatal(err)
	}
	rows := crowd(n).Tabs[0].Rows
	rows[0] = cells("Tên đơn vị", "Vùng thi đua", "Khu vực")
	reviews := [][]rules.Cell{cells("Tên đơn vị", "Quý I", "Quý II", "Quý III", "Quý IV")}
	reports := [][]rules.Cell{cells("Tên đơn vị", "Tháng 1", "Tháng 2", "Tháng 3", "Quý I", "Quý II", "6 tháng", "Năm")}
	year := [][]rules.Cell{cells("Tên đơn vị", "Chỉ tiêu giới thiệu", "Kết quả giới thiệu", "Kế hoạch năm")}
	for _, r := range rows[1:] {
		reviews = append(reviews, cells(r[0].Text, "30/3/2022", "29/6/2022"))
		reports = append(reports, cells(r[0].Text, "19/1/2022", "", "19/3/2022", "18/3/2022"))
		year = append(year, cells(r[0].Text, "10", "4", "12-KH/ĐTN, 12/1/2022"))
	}
	v := rules.Judge(p, rules.Read(p, []rules.Book{{ID: "b", Name: "so.xlsx", Tabs: []rules.Tab{
		{ID: "1", Title: "Đơn vị", Rows: rows, Own: rules.None()}, {ID: "2", Title: "Rà soát quý", Rows: reviews, Own: rules.None()},
		{ID: "3", Title: "Báo cáo định kỳ", Rows: reports, Own: rules.None()}, {ID: "4", Title: "Chỉ tiêu năm", Rows: year, Own: rules.None()},
	}}}), day(10, 20, 8).In(p.Location))
	return &State{Verdict: v, Read: v.At}
}
