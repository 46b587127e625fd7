package rules

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// grid is a tab drawn as text, a row a line, cells parted by "|":
//
//	text        text as typed
//	#5 #84.5    a number; #5= the result of a formula
//	d:1/2/2022  a cell with a date format
//	%0.85       a cell with a percent format
//	!#REF!      an error
//	[x] [ ]     a tick box
//	<  ^        merged with the cell to the left, above
func grid(title, text string) Tab {
	tab := Tab{ID: title, Title: title, Own: None()}
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	cells := make([][]string, len(lines))
	for i, line := range lines {
		for _, c := range strings.Split(line, "|") {
			cells[i] = append(cells[i], strings.TrimSpace(c))
		}
		row := make([]Cell, len(cells[i]))
		for j, c := range cells[i] {
			row[j] = gridCell(c)
			switch c {
			case StatusHeader:
				tab.Own.Status = j
			case TodoHeader:
				tab.Own.Todo = j
			}
		}
		tab.Rows = append(tab.Rows, row)
		tab.Width = max(tab.Width, len(row))
	}
	for i := range cells {
		for j, c := range cells[i] {
			if c == "<" || c == "^" {
				continue
			}
			m := Rect{Row: i, Col: j, LastRow: i, LastCol: j}
			for m.LastCol+1 < len(cells[i]) && cells[i][m.LastCol+1] == "<" {
				m.LastCol++
			}
			for m.LastRow+1 < len(cells) && j < len(cells[m.LastRow+1]) && cells[m.LastRow+1][j] == "^" {
				m.LastRow++
			}
			if m.LastRow > m.Row || m.LastCol > m.Col {
				tab.Merges = append(tab.Merges, m)
			}
		}
	}
	return tab
}

func gridCell(s string) Cell {
	switch {
	case s == "" || s == "<" || s == "^":
		return Cell{}
	case s == "[x]":
		return Cell{Kind: Bool, Num: 1}
	case s == "[ ]":
		return Cell{Kind: Bool}
	case strings.HasPrefix(s, "!"):
		return Cell{Kind: Error, Text: s[1:], Formula: true}
	case strings.HasPrefix(s, "#") && len(s) > 1 && (isDigit(s[1]) || s[1] == '-'):
		text, formula := strings.CutSuffix(s[1:], "=")
		return Cell{Kind: Number, Num: number(text), Formula: formula}
	case strings.HasPrefix(s, "%"):
		return Cell{Kind: Number, Num: number(s[1:]), Format: AsPercent}
	case strings.HasPrefix(s, "d:"):
		d, how := readDay(s[2:])
		if how != dayOK {
			panic(s)
		}
		return Cell{Kind: Number, Num: float64(d), Format: AsDate}
	}
	return Cell{Kind: Text, Text: strings.ReplaceAll(s, `\n`, "\n")}
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}

// col makes a column: "name: type: header / header", with "*" behind the name
// for an optional one, "@" for one with a value for each period, "!" for one that
// a period alone names, "^" for one filled from group rows.
func col(spec string) *Column {
	parts := strings.SplitN(spec, ": ", 3)
	c := &Column{Name: strings.TrimRight(parts[0], "*@!^")}
	marks := parts[0][len(c.Name):]
	c.Optional, c.Periodic = strings.Contains(marks, "*"), strings.ContainsAny(marks, "@!")
	c.Bare, c.FromGroupRows = strings.Contains(marks, "!"), strings.Contains(marks, "^")
	word, of, _ := strings.Cut(parts[1], " of ")
	for _, t := range Types() {
		if t.String() == word {
			c.Type = t
		}
	}
	if of != "" {
		c.Of = strings.Split(of, ",")
	}
	c.Headers = strings.Split(parts[2], " / ")
	return c
}

// addTable puts a table into a plan.
func addTable(p *Plan, t *Table, specs ...string) *Table {
	t.Index = len(p.Tables)
	if t.Key == nil {
		t.Key = []string{"Tên đơn vị", "Đơn vị"}
	}
	for _, s := range specs {
		c := col(s)
		c.Table, c.Index, c.First = t, len(t.Columns), t.Width
		t.Width++
		if c.Periodic {
			t.Width += Slots - 1
		}
		t.Columns = append(t.Columns, c)
	}
	p.Tables = append(p.Tables, t)
	return t
}

// testPlan is a plan with a table of each kind.
func testPlan() *Plan {
	p := &Plan{Year: 2022, Decisions: "Thiết lập", Office: Office{Desk: "Văn phòng"},
		Levels: Levels{Groups: []string{"Vùng thi đua"}, All: "Toàn huyện", Sector: "Khu vực"},
		Names:  Names{Drop: []string{"Đoàn xã", "Đoàn thị trấn"}, Aliases: map[string]string{"TT Sao Vàng": "Đoàn thị trấn Sao Vàng"}}}
	u := addTable(p, &Table{Name: "units", Tabs: []string{"Đơn vị"}},
		"zone^: text: Vùng thi đua", "sector*: choice of Trường học,Địa bàn dân cư: Khu vực", "email*: email: Email",
		"alias*: text: Tên khác", "book*: text: Bảng riêng", "opened*: date: Ngày thành lập", "closed*: date: Ngày giải thể")
	p.Register = Register{Table: u, Groups: []*Column{u.Columns[0]}, Sector: u.Columns[1], Email: u.Columns[2],
		Aliases: u.Columns[3], Workbook: u.Columns[4], Opened: u.Columns[5], Closed: u.Columns[6]}
	addTable(p, &Table{Name: "targets", Tabs: []string{"Chỉ tiêu năm"}},
		"target: count: Chỉ tiêu giới thiệu", "value: count: Kết quả giới thiệu / Kết quả", "share*: percent: Tỷ lệ (%)",
		"met*: date: Ngày làm việc", "held*: done: Đã làm việc", "doc*: document: Số, ngày kế hoạch", "note*: text: Khó khăn", "score*: number: Điểm")
	addTable(p, &Table{Name: "reviews", Tabs: []string{"Rà soát quý"}, Period: []string{"Quý"}, Periods: []Every{Quarter}},
		"done@*: done: Đã rà soát", "on@: date: Ngày rà soát")
	addTable(p, &Table{Name: "reports", Tabs: []string{"Báo cáo định kỳ"}, Period: []string{"Kỳ báo cáo", "Kỳ"}, Periods: []Every{Month, Quarter, Half, Year}},
		"sent!: date: Ngày gửi")
	addTable(p, &Table{Name: "meetings", Tabs: []string{"Buổi làm việc"}, Many: true}, "date: date: Ngày", "what*: text: Nội dung")
	addTable(p, &Table{Name: "own", Tabs: []string{"Sổ"}, Own: true}, "n: count: Số lượng", "d*: date: Ngày")
	for _, r := range []Rule{
		{ID: "review", Clause: "III.4 đoạn 2", Title: "Rà soát quý", Every: Quarter, Done: &Done{On: []*Column{p.Tables[2].Columns[1]}}},
		{ID: "target", Clause: "II.2", Title: "Giới thiệu", Every: Year, Reach: &Reach{Value: p.Tables[1].Columns[1], Target: p.Tables[1].Columns[0]}},
		{ID: "report", Clause: "IV.2", Title: "Báo cáo tháng", Every: Month, Done: &Done{On: []*Column{p.Tables[3].Columns[0]}}},
		{ID: "work", Clause: "II.4", Title: "Làm việc", Every: Year, Done: &Done{On: []*Column{p.Tables[1].Columns[3]}, Yes: p.Tables[1].Columns[4]}},
	} {
		r.Index, r.Enabled = len(p.Rules), true
		p.Rules = append(p.Rules, &r)
	}
	return p
}

const testUnits = `
STT | Tên đơn vị | Vùng thi đua | Khu vực | Email
#1 | Đoàn xã Xuân Hồng | Vùng thi đua số 1 | Địa bàn dân cư | a@example.vn
#2 | Đoàn xã Xuân Trường | Vùng thi đua số 1 | Địa bàn dân cư |
#3 | Đoàn thị trấn Sao Vàng | Vùng thi đua số 2 | Địa bàn dân cư |
#4 | Đoàn trường THPT Lê Lợi | Vùng thi đua số 2 | Trường học |
`

// readGrids reads tabs beside the usual register.
func readGrids(p *Plan, tabs ...Tab) *Data {
	all := append([]Tab{grid("Đơn vị", testUnits)}, tabs...)
	for _, t := range p.Tables { // the tables that the test is not about
		wanted := t == p.Register.Table
		for _, tab := range tabs {
			wanted = wanted || tab.Title == t.Tabs[0]
		}
		t.Disabled = t.Disabled || !wanted && len(tabs) > 0
	}
	return Read(p, []Book{{ID: "b", Name: "so-lieu.xlsx", Tabs: all}})
}

// show prints what was read of a table, defects and problems, for comparing: a
// line for each unit with an entry, then "A1 severity: sentence".
func show(p *Plan, d *Data, table string) string {
	var b strings.Builder
	for _, t := range p.Tables {
		if t.Name != table {
			continue
		}
		f := d.Tables[t.Index]
		for u, entry := range f.Entries {
			if entry != nil {
				fmt.Fprintf(&b, "%s:%s\n", d.Units[u].Name, showEntry(t, entry))
			}
			for _, more := range manyOf(f, u) {
				fmt.Fprintf(&b, "%s:%s\n", d.Units[u].Name, showEntry(t, more))
			}
		}
	}
	for _, x := range d.Defects {
		fmt.Fprintf(&b, "%s %s: %s\n", A1(int(x.At.Row), int(x.At.Col)), x.Severity, x.Message)
	}
	for _, x := range d.Problems {
		fmt.Fprintf(&b, "! %s\n", x.Message)
	}
	return b.String()
}

func manyOf(f Facts, u int) [][]Value {
	if f.Many == nil {
		return nil
	}
	return f.Many[u]
}

func showEntry(t *Table, entry []Value) string {
	var b strings.Builder
	for _, c := range t.Columns {
		n := 1
		if c.Periodic {
			n = Slots
		}
		for i := 0; i < n; i++ {
			v := entry[c.First+i]
			if v.State == Blank {
				continue
			}
			fmt.Fprintf(&b, " %s", c.Name)
			if c.Periodic {
				fmt.Fprintf(&b, "[%d]", i)
			}
			text := printed(v, c)
			if v.State == Bad {
				text = "?"
			}
			fmt.Fprintf(&b, "=%s", text)
		}
	}
	return b.String()
}

// same compares a print with what was expected, line by line.
func same(t *testing.T, got, want string) {
	t.Helper()
	got, want = strings.TrimSpace(got), strings.TrimSpace(want)
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
