package rules

import "testing"

func TestNameIn(t *testing.T) {
	for _, tc := range []struct {
		title  string
		period Period
		in, on string
	}{
		{"Rà soát quý", NewPeriod(Quarter, 3, 2022), "Rà soát Quý III", "Rà soát Quý III/2022"},
		{"Báo cáo tháng", NewPeriod(Month, 9, 2022), "Báo cáo tháng 9", "Báo cáo tháng 9/2022"},
		{"Sơ kết 6 tháng", NewPeriod(Half, 1, 2022), "Sơ kết 6 tháng đầu năm", "Sơ kết 6 tháng đầu năm 2022"},
		{"Tổng kết năm", NewPeriod(Year, 1, 2022), "Tổng kết năm", "Tổng kết năm 2022"},
		{"Đối thoại", NewPeriod(Quarter, 1, 2022), "Đối thoại Quý I", "Đối thoại Quý I/2022"},
		{"Quý", NewPeriod(Quarter, 1, 2022), "Quý Quý I", "Quý Quý I/2022"}, // a name is never lost altogether
		{"Số liệu đoàn viên", Period{}, "Số liệu đoàn viên", "Số liệu đoàn viên"},
		{"", NewPeriod(Month, 2, 2022), "rule tháng 2", "rule tháng 2/2022"},
	} {
		r := &Rule{ID: "rule", Title: tc.title}
		if in, on := r.NameIn(tc.period), r.NameOn(tc.period); in != tc.in || on != tc.on {
			t.Errorf("%q in %s: %q and %q, want %q and %q", tc.title, tc.period, in, on, tc.in, tc.on)
		}
	}
}

func TestShortNames(t *testing.T) {
	v := &Verdict{Plan: &Plan{Names: Names{Drop: []string{"Đoàn", "Đoàn xã", "Đoàn trường"}}}, Data: &Data{Units: []Unit{
		{Name: "Đoàn xã Xuân Phú"}, {Name: "Đoàn trường Lê Lợi"}, {Name: "Đoàn xã Lê Lợi"}, {Name: "Đoàn xã"}, {Name: "Công an"}}}}
	want := []string{"Xuân Phú", "Đoàn trường Lê Lợi", "Đoàn xã Lê Lợi", "xã", "Công an"}
	for i, got := range v.ShortNames() {
		if got != want[i] {
			t.Errorf("%q is %q, want %q", v.Data.Units[i].Name, got, want[i])
		}
	}
}
