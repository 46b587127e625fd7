package rules

import (
	"fmt"
	"testing"
)

// bigBook is a workbook of n units: a register and a wide table of columns typed
// as people type them.
func bigBook(n int) (*Plan, []Book) {
	p := &Plan{Year: 2022, Names: Names{Drop: []string{"Chi đoàn"}}}
	u := addTable(p, &Table{Name: "units", Tabs: []string{"Đơn vị"}}, "zone*: text: Vùng")
	p.Register.Table = u
	types := []string{"count", "count", "percent", "date", "done", "document", "text", "number"}
	var specs, heads []string
	for i := 0; i < 20; i++ {
		specs = append(specs, fmt.Sprintf("c%d*: %s: Cột %d", i, types[i%len(types)], i+1))
		heads = append(heads, fmt.Sprintf("Cột %d", i+1))
	}
	addTable(p, &Table{Name: "data", Tabs: []string{"Số liệu"}}, specs...)
	text := func(s string) Cell { return Cell{Kind: Text, Text: s} }
	units := Tab{Title: "Đơn vị", Own: None(), Rows: [][]Cell{{text("STT"), text("Tên đơn vị"), text("Vùng")}}}
	data := Tab{Title: "Số liệu", Own: None(), Rows: [][]Cell{{text("Tên đơn vị")}}}
	for _, h := range heads {
		data.Rows[0] = append(data.Rows[0], text(h))
	}
	num := func(f float64, format Format) Cell { return Cell{Kind: Number, Num: f, Format: format} }
	for i := 0; i < n; i++ {
		name := text(fmt.Sprintf("Chi đoàn số %d", i))
		units.Rows = append(units.Rows, []Cell{num(float64(i+1), General), name, text("Vùng 1")})
		row := []Cell{name}
		for c := 0; c < 20; c++ {
			row = append(row, []Cell{num(float64(c+i), General), text("05 đ/c"), num(0.85, AsPercent), text("20/10/2022"), text("Có"),
				text("19-KH/ĐTN, 24/01/2022"), text("Không có vướng mắc gì"), num(84.5, General)}[c%8])
		}
		data.Rows = append(data.Rows, row)
	}
	return p, []Book{{Name: "b", Tabs: []Tab{units, data}}}
}

// BenchmarkRead reads 10,000 units with 20 columns.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		p, books := bigBook(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if d := Read(p, books); len(d.Units) != n || len(d.Defects) != 0 {
					b.Fatal(len(d.Units), d.Defects[0])
				}
			}
		})
	}
}
