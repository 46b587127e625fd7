package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyCell draws a cell as it may stand anywhere in a tab.
func anyCell() *rapid.Generator[Cell] {
	texts := strings.Split("|STT|Tên đơn vị|Đơn vị|Kỳ báo cáo|Ngày gửi|Quý|Quý I|T1|T2|Ngày rà soát|Đã rà soát|Chỉ tiêu giới thiệu|Kết quả|Vùng thi đua|"+
		"Khu vực|Việc|Nội dung|Đoàn xã Xuân Hồng|Xuân Hồng|Đoàn xã Xuân Hồngg|đoàn xã xuân trường|Đoàn thị trấn Sao Vàng|Vùng thi đua số 1|VÙNG 2|TỔNG CỘNG|"+
		"Cộng vùng 1|nt|\"|-|1|(2)|5 đ/c|4/5|20/10/2022|31/6/2022|x|Chưa|Người lập|Ghi chú: a|Không áp dụng|Miễn|Đổi hạn|II.4|0912345678|=A1|#REF!|"+
		"Trạng thái (tự động)|"+strings.Repeat("dài ", 90), "|")
	return rapid.Custom(func(t *rapid.T) Cell {
		switch rapid.IntRange(0, 9).Draw(t, "what") {
		case 0:
			return Cell{Kind: Number, Num: rapid.Float64Range(-10, 50000).Draw(t, "num"), Format: rapid.SampledFrom([]Format{General, AsDate, AsPercent}).Draw(t, "f")}
		case 1:
			return Cell{Kind: Number, Num: float64(rapid.IntRange(0, 60).Draw(t, "n"))}
		case 2:
			return Cell{Kind: Bool, Num: float64(rapid.IntRange(0, 1).Draw(t, "b"))}
		case 3:
			return Cell{Kind: Text, Text: rapid.String().Draw(t, "s")}
		case 4:
			return Cell{Kind: Error, Text: "#N/A"}
		}
		return Cell{Kind: Text, Text: rapid.SampledFrom(texts).Draw(t, "t")}
	})
}

// TestReadAny reads tabs full of anything: it never panics, and what it gives
// holds together.
func TestReadAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := testPlan()
		var tabs []Tab
		for _, title := range []string{"Đơn vị", "Chỉ tiêu năm", "Rà soát quý", "Báo cáo định kỳ", "Buổi làm việc", "Sổ", "Thiết lập", "Bản sao của Đơn vị"} {
			if !rapid.Bool().Draw(t, "has") {
				continue
			}
			tab := Tab{ID: title, Title: title, Own: Owned{Status: rapid.IntRange(-1, 9).Draw(t, "st"), Todo: rapid.IntRange(-1, 9).Draw(t, "td")}}
			if title == "Đơn vị" && rapid.Bool().Draw(t, "sound") {
				tab = grid(title, testUnits)
			}
			for range rapid.IntRange(0, 9).Draw(t, "rows") {
				tab.Rows = append(tab.Rows, rapid.SliceOfN(anyCell(), 0, 7).Draw(t, "row"))
			}
			for range rapid.IntRange(0, 3).Draw(t, "merges") {
				r := Rect{Row: rapid.IntRange(-1, 12).Draw(t, "r"), Col: rapid.IntRange(-1, 9).Draw(t, "c")}
				r.LastRow, r.LastCol = r.Row+rapid.IntRange(0, 1<<20).Draw(t, "rs"), r.Col+rapid.IntRange(0, 1<<14).Draw(t, "cs")
				tab.Merges = append(tab.Merges, r)
			}
			tabs = append(tabs, tab)
		}
		unit := rapid.SampledFrom([]string{"", "", "Đoàn xã Xuân Hồng", "Không có"}).Draw(t, "own")
		d := Read(p, []Book{{ID: "a", Name: "a", Tabs: tabs}, {ID: "b", Name: "b", Unit: unit, Tabs: tabs}})
		sound(t, p, d)
	})
}

// sound checks what anybody may rely on in Data.
func sound(t *rapid.T, p *Plan, d *Data) {
	for _, x := range d.Defects {
		if x.At.Tab <= 0 || int(x.At.Tab) >= len(d.Tabs) || x.At.Row < 0 || x.At.Col < 0 || x.Message == "" {
			t.Errorf("defect nowhere: %+v", x)
		}
		if len([]rune(x.Value)) > 41 || strings.ContainsAny(x.Message+x.Value, "\n\r\t") {
			t.Errorf("defect too long or of several lines: %+v", x)
		}
	}
	for i, f := range d.Tables {
		table := p.Tables[i]
		if len(f.Entries) != len(d.Units) && !table.Disabled {
			t.Errorf("%s: %d entries for %d units", table.Name, len(f.Entries), len(d.Units))
		}
		for _, e := range f.Entries {
			if e != nil && len(e) != table.Width {
				t.Errorf("%s: entry of %d slots", table.Name, len(e))
			}
		}
		for _, s := range f.Sheets {
			for j, r := range s.Rows {
				owns := r.Kind == UnitRow || r.Kind == DuplicateRow
				if owns != (r.Unit >= 0) || j > 0 && r.Index <= s.Rows[j-1].Index || r.Unit >= len(d.Units) {
					t.Errorf("%s: row %+v", table.Name, r)
				}
			}
		}
	}
}

// FuzzReadTab reads one tab written as a grid.
func FuzzReadTab(f *testing.F) {
	f.Add("Tên đơn vị | Quý I | <\n^ | Đã rà soát | Ngày rà soát\nĐoàn xã Xuân Hồng | x | 5/4/2022", "Rà soát quý")
	f.Add("Đơn vị | Kỳ | Ngày gửi\nXuân Hồng | T1 | 5/4/2022\n | nt | x", "Báo cáo định kỳ")
	f.Fuzz(func(t *testing.T, text, title string) {
		if len(text) > 2000 {
			return
		}
		tab := Tab{Title: title, Own: None()}
		for _, line := range strings.Split(text, "\n") {
			var row []Cell
			for _, c := range strings.Split(line, "|") {
				row = append(row, Cell{Kind: Text, Text: strings.TrimSpace(c)})
			}
			tab.Rows = append(tab.Rows, row)
		}
		p := testPlan()
		Read(p, []Book{{Name: "b", Tabs: []Tab{grid("Đơn vị", testUnits), tab}}})
	})
}

// TestReadMoved puts rows above and columns between: no value changes, no defect
// but for its address.
func TestReadMoved(t *testing.T) {
	p := testPlan()
	onlyTables(p, "-- read: targets\n-- read: reviews\n-- read: reports\n")
	tabs := []Tab{grid("Đơn vị", testUnits), grid("Chỉ tiêu năm", `
STT | Tên đơn vị | Chỉ tiêu giới thiệu | Kết quả | Tỷ lệ | Ngày làm việc
1 | 2 | 3 | 4 | 5 | 6
#1 | Đoàn xã Xuân Hồng | #6 | 05 đ/c | 84,5 | 5/4/2022
#2 | Xuân Trường | 4/5 | #2 | %0.9 | 31/06/2022
#3 | Đoàn thị trấn Sao Vàngg | #6 | #7 | 1 | d:12/6/2022
 | TỔNG CỘNG | #12 | #14`), grid("Rà soát quý", `
STT | Tên đơn vị | Quý I | < | Quý II | <
^ | ^ | Đã rà soát | Ngày rà soát | Đã rà soát | Ngày rà soát
#1 | Đoàn xã Xuân Hồng | x | 5/4/2022 | | 
#2 | Đoàn xã Xuân Trường | x | | ? | 5/7/2022`), grid("Báo cáo định kỳ", `
STT | Đơn vị | Kỳ | Ngày gửi
#1 | Đoàn xã Xuân Hồng | T1 | 20/1/2022
^ | ^ | Quý I | 20/3/2022
 | nt | 6 tháng | 30/2/2022`)}
	facts := func(tabs []Tab) string {
		d := Read(p, []Book{{Name: "b", Tabs: tabs}})
		var b strings.Builder
		for _, name := range []string{"targets", "reviews", "reports"} {
			for _, t := range p.Tables {
				if t.Name == name {
					b.WriteString(showValues(p, d, t))
				}
			}
		}
		for _, x := range d.Defects {
			b.WriteString(d.Tabs[x.At.Tab].Title + x.Unit + x.Column + x.Value + x.Message + "\n")
		}
		return b.String()
	}
	want := facts(tabs)
	rapid.Check(t, func(t *rapid.T) {
		moved := make([]Tab, len(tabs))
		for i := range tabs {
			moved[i] = tabs[i]
			for range rapid.IntRange(0, 3).Draw(t, "times") {
				if rapid.Bool().Draw(t, "row") {
					moved[i] = withRow(moved[i], 0, rapid.SampledFrom([]string{"", "BÁO CÁO NĂM 2022", "Biểu số 1: Quý I"}).Draw(t, "title"))
				} else {
					moved[i] = withColumn(moved[i], rapid.IntRange(0, 4).Draw(t, "col"))
				}
			}
		}
		if got := facts(moved); got != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	})
}

// withRow inserts a row with a title.
func withRow(tab Tab, at int, title string) Tab {
	rows := append([][]Cell{}, tab.Rows[:at]...)
	rows = append(rows, []Cell{gridCell(title)})
	tab.Rows = append(rows, tab.Rows[at:]...)
	tab.Merges = append([]Rect{}, tab.Merges...)
	for i := range tab.Merges {
		if tab.Merges[i].Row >= at {
			tab.Merges[i].Row++
		}
		if tab.Merges[i].LastRow >= at {
			tab.Merges[i].LastRow++
		}
	}
	return tab
}

// withColumn inserts an empty column.
func withColumn(tab Tab, at int) Tab {
	rows := make([][]Cell, len(tab.Rows))
	for i, row := range tab.Rows {
		if len(row) < at {
			rows[i] = row
			continue
		}
		rows[i] = append(append(append([]Cell{}, row[:at]...), Cell{}), row[at:]...)
	}
	tab.Rows = rows
	tab.Merges = append([]Rect{}, tab.Merges...)
	for i := range tab.Merges {
		if tab.Merges[i].Col >= at {
			tab.Merges[i].Col++
		}
		if tab.Merges[i].LastCol >= at {
			tab.Merges[i].LastCol++
		}
	}
	return tab
}
