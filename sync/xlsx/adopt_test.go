package xlsx

import (
	"testing"

	"rasoat/rules"
)

// Columns of ours whose header is gone are known by what stands in them.
func TestAdopt(t *testing.T) {
	text := func(s string) rules.Cell {
		if s == "" {
			return rules.Cell{}
		}
		return rules.Cell{Kind: rules.Text, Text: s}
	}
	tab := func(rows ...[3]string) *rules.Tab {
		out := &rules.Tab{Own: rules.None()}
		for _, r := range rows {
			out.Rows = append(out.Rows, []rules.Cell{text(r[0]), text(r[1]), text(r[2])})
		}
		return out
	}
	ours := []rulePart{{label: string(rules.LabelOverdue), where: "B1:B1048576"}}
	row := [3]string{"Đoàn xã A", "✗ Quá hạn", "Đoàn xã A: gửi báo cáo tháng 9; hạn 20/09 (IV.2)."}
	none := rules.None()
	cases := []struct {
		name  string
		tab   *rules.Tab
		found rules.Owned
		rules []rulePart
		want  rules.Owned
	}{
		{"both headers gone", tab([3]string{"Tên đơn vị", "", ""}, row), none, ours, rules.Owned{Status: 1, Todo: 2, Headless: true}},
		{"both renamed", tab([3]string{"Tên đơn vị", "Tình hình", "Việc"}, row), none, ours, rules.Owned{Status: 1, Todo: 2, Headless: true}},
		{"only the to-do header gone", tab([3]string{"Tên đơn vị", rules.StatusHeader, ""}, row), rules.Owned{Status: 1, Todo: -1}, ours, rules.Owned{Status: 1, Todo: 2, Headless: true}},
		{"both stand", tab([3]string{"Tên đơn vị", rules.StatusHeader, rules.TodoHeader}, row), rules.Owned{Status: 1, Todo: 2}, ours, rules.Owned{Status: 1, Todo: 2}},
		{"no colours of ours", tab([3]string{"Tên đơn vị", "", ""}, row), none, nil, none},
		{"a person uses the column", tab([3]string{"Tên đơn vị", "", ""}, row, [3]string{"Đoàn xã B", "hỏi lại", ""}), none, ours, none},
		{"a person uses the column beside", tab([3]string{"Tên đơn vị", "", "Ghi chú"}, row, [3]string{"Đoàn xã B", "✓ Đạt", "đã gọi"}), none, ours, rules.Owned{Status: 1, Todo: -1, Headless: true}},
		{"a person's notes with a colon", tab([3]string{"Tên đơn vị", rules.StatusHeader, "Ghi chú"}, [3]string{"Đoàn xã B", "✓ Đạt", "Đã gọi: hứa nộp."}), rules.Owned{Status: 1, Todo: -1}, ours, rules.Owned{Status: 1, Todo: -1}},
		{"a person's notes about units", tab([3]string{"Tên đơn vị", rules.StatusHeader, ""}, [3]string{"Đoàn xã B", "✓ Đạt", "Đoàn xã B: đã gọi"}), rules.Owned{Status: 1, Todo: -1}, ours, rules.Owned{Status: 1, Todo: -1}},
		{"no label yet", tab([3]string{"Tên đơn vị", "", ""}), none, ours, none},
	}
	for _, tt := range cases {
		if got := adopt(tt.tab, tt.found, tt.rules); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
