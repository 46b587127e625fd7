package sync_test

import (
	"slices"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// TestPlace is what Place makes of one thing that is odd about a tab whose
// statuses are all in place. Rows and columns: header in row 1 of "Báo cáo
// tháng" (ours: N, O), in row 2 of "Đơn vị" (ours: E, F; units from row 4).
func TestPlace(t *testing.T) {
	const reports, register = "Báo cáo tháng", "Đơn vị"
	cell := func(text string) rules.Cell { return rules.Cell{Kind: rules.Text, Text: text} }
	tests := []struct {
		name string
		odd  func(m *memory)
		want []string
	}{
		{"nothing", func(*memory) {}, nil},
		{"a status left below the table", func(m *memory) {
			set(m.tab(reports), 9, 13, cell("✗ Quá hạn"))
		}, []string{"Báo cáo tháng!N10: ✗ Quá hạn -> (trống)"}},
		{"a to-do on a heading", func(m *memory) { set(m.tab(register), 2, 5, cell("gọi điện")) },
			[]string{"Đơn vị!F3: gọi điện -> (trống)"}},
		{"people's note above our column", func(m *memory) { set(m.tab(register), 0, 4, cell("Mẫu số 1")) }, nil},
		{"a status above the header", func(m *memory) { set(m.tab(register), 0, 4, cell("✓ Đạt")) },
			[]string{"Đơn vị!E1: ✓ Đạt -> (trống)"}},
		{"our header repeated further down", func(m *memory) {
			rows := m.tab(reports)
			rows.Rows = slices.Insert(rows.Rows, 3, slices.Clone(rows.Rows[0]))
		}, nil},
		{"a number typed over a status", func(m *memory) {
			set(m.tab(reports), 1, 13, rules.Cell{Kind: rules.Number, Num: 4.5})
		}, []string{"Báo cáo tháng!N2: 4.5 -> … Sắp đến hạn"}},
		{"a formula that shows the status", func(m *memory) {
			set(m.tab(reports), 1, 13, rules.Cell{Kind: rules.Text, Text: "… Sắp đến hạn", Formula: true})
		}, []string{"Báo cáo tháng!N2: … Sắp đến hạn -> … Sắp đến hạn"}},
		{"an unknown name", func(m *memory) { set(m.tab(reports), 6, 0, cell("Chi đoàn Lạ")) },
			[]string{"Đơn vị!F9: * -> Chi đoàn Thọ Lập: thêm dòng của đơn vị vào trang *", "Báo cáo tháng!N7: ✗ Quá hạn -> (trống)",
				"Báo cáo tháng!O7: * -> (trống)"}},
		{"a unit twice", func(m *memory) { set(m.tab(reports), 6, 0, cell("Chi đoàn Xuân Hồng")) }, []string{
			"Đơn vị!F9: * -> Chi đoàn Thọ Lập: thêm dòng của đơn vị vào trang *",
			"Báo cáo tháng!N2: … Sắp đến hạn -> ! Cần bổ sung",
			"Báo cáo tháng!O2: * -> Chi đoàn Xuân Hồng: có 2 dòng ở trang này; đề nghị giữ lại một dòng.",
			"Báo cáo tháng!N7: ✗ Quá hạn -> ! Cần bổ sung",
			"Báo cáo tháng!O7: * -> Chi đoàn Xuân Hồng: có 2 dòng ở trang này; đề nghị giữ lại một dòng."}},
		{"merged with people's cells", func(m *memory) {
			m.tab(reports).Merges = []rules.Rect{{Row: 1, Col: 12, LastRow: 1, LastCol: 13}}
			set(m.tab(reports), 1, 13, rules.Cell{})
		}, nil},
		{"one status merged over two units", func(m *memory) {
			m.tab(reports).Merges = []rules.Rect{{Row: 1, Col: 13, LastRow: 2, LastCol: 13}}
			set(m.tab(reports), 2, 13, rules.Cell{})
		}, []string{"Báo cáo tháng!N2: … Sắp đến hạn -> (trống)"}},
		{"two rows exchanged without our columns", func(m *memory) {
			rows := m.tab(reports).Rows
			a, b := rows[2][0], rows[3][0]
			rows[2][0], rows[3][0] = b, a
		}, []string{"Báo cáo tháng!O3: * -> *", "Báo cáo tháng!O4: * -> *"}},
		{"a required header gone", func(m *memory) {
			set(m.tab("Rà soát quý"), 0, 2, cell("Ngày họp"))
			set(m.tab("Rà soát quý"), 3, 4, cell("✗ Quá hạn"))
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := workbook()
			c := cycle(t, "2022-10-20", m)
			run(t, c)
			tt.odd(m)
			b := m.book()
			got := sync.Place(rules.Judge(c.Plan, rules.Read(c.Plan, []rules.Book{b}), c.At), b).Lines()
			if !slices.EqualFunc(got, tt.want, like) && !(len(got) == 0 && len(tt.want) == 0) {
				t.Errorf("changes:\n%q\nwant\n%q", got, tt.want)
			}
		})
	}
}

// like compares a change with a pattern in which "*" stands for any text.
func like(got, pattern string) bool {
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '*' {
			for j := i; j <= len(got); j++ {
				if like(got[j:], pattern[i+1:]) {
					return true
				}
			}
			return false
		}
		if i >= len(got) || got[i] != pattern[i] {
			return false
		}
	}
	return len(got) == len(pattern)
}

// TestOurColumns: where our columns are made.
func TestOurColumns(t *testing.T) {
	tests := []struct {
		name         string
		odd          func(t *rules.Tab)
		status, todo int
	}{
		{"beside the table", func(*rules.Tab) {}, 13, 14},
		{"past formatted columns", func(t *rules.Tab) { t.Width = 16 }, 16, 17},
		{"a row formatted to the end", func(t *rules.Tab) { t.Width = 16384 }, 13, 14},
		{"a note merged over more", func(t *rules.Tab) { t.Merges = []rules.Rect{{Row: 8, LastRow: 8, LastCol: 14}} }, 15, 16},
		{"a title merged over far more", func(t *rules.Tab) { t.Merges = []rules.Rect{{Row: 8, LastRow: 8, LastCol: 60}} }, 13, 14},
		{"one of them stands", func(t *rules.Tab) { set(t, 0, 2, rules.Cell{Kind: rules.Text, Text: rules.StatusHeader}) }, 2, 13},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := workbook()
			tt.odd(m.tab("Báo cáo tháng"))
			c := cycle(t, "2022-10-20", m)
			c.DryRun = true
			for _, s := range run(t, c).Books[0].Changes.Setup {
				if s.Title == "Báo cáo tháng" && (s.Status != tt.status || s.Todo != tt.todo || s.Header != 0) {
					t.Errorf("columns %d, %d in row %d", s.Status, s.Todo, s.Header)
				}
			}
		})
	}
}
