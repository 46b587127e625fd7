package workbooktest

import (
	"fmt"

	"rasoat/rules"
)

// The sample's tabs.
const (
	Reviews = "Rà soát quý"  // two header rows, with merged cells
	Targets = "Chỉ tiêu năm" // one header row, numbers of all kinds
	Secret  = "Nháp"         // hidden
)

// headerOf is the row in which our headers go, by tab. Read only.
var headerOf = map[string]int{Reviews: 3, Targets: 0, Secret: 0}

func text(s string) rules.Cell { return rules.Cell{Kind: rules.Text, Text: s} }

func number(n float64, f rules.Format) rules.Cell {
	return rules.Cell{Kind: rules.Number, Num: n, Format: f}
}

func row(texts ...string) []rules.Cell {
	cells := make([]rules.Cell, len(texts))
	for i, s := range texts {
		if s != "" {
			cells[i] = text(s)
		}
	}
	return cells
}

// Sample is the workbook on which the suite works.
func Sample() rules.Book {
	reviews := rules.Tab{Title: Reviews, Rows: [][]rules.Cell{
		row("KẾT QUẢ RÀ SOÁT NĂM 2022"),
		nil,
		row("STT", "Tên đơn vị", "Quý I", "", "Quý II"),
		row("", "", "Đã rà soát", "Ngày rà soát", "Đã rà soát", "Ngày rà soát"),
	}, Merges: []rules.Rect{
		{Row: 0, Col: 0, LastRow: 0, LastCol: 5}, {Row: 2, Col: 0, LastRow: 3, LastCol: 0},
		{Row: 2, Col: 1, LastRow: 3, LastCol: 1}, {Row: 2, Col: 2, LastRow: 2, LastCol: 3},
		{Row: 2, Col: 4, LastRow: 2, LastCol: 5},
	}}
	for i := range 8 {
		reviews.Rows = append(reviews.Rows, []rules.Cell{
			number(float64(i+1), rules.General), text(fmt.Sprintf("Đoàn xã Xuân %d", i+1)), text("x"),
			number(44650+float64(i), rules.AsDate), {}, text(fmt.Sprintf("%02d/07/2022", i+1)),
		})
	}
	targets := rules.Tab{Title: Targets, Rows: [][]rules.Cell{
		row("Tên đơn vị", "Đăng ký", "Tỷ lệ", "Đã họp", "Ngày", "Ghi chú"),
		{text("Đoàn xã Thọ Lộc"), number(5, rules.General), number(0.85, rules.AsPercent), {Kind: rules.Bool, Num: 1},
			number(44854, rules.AsDate), {Kind: rules.Error, Text: "#N/A"}},
		{text("Trường THPT Lê Lợi"), number(84.5, rules.General), number(1, rules.AsPercent), {Kind: rules.Bool},
			text("31/6/2022"), text("  hai dòng\n'nháy' \"kép\" <b>&amp; 😀 ")},
		nil,
		row("", "", "", "", "", "Người lập biểu"),
	}}
	secret := rules.Tab{Title: Secret, Hidden: true, Rows: [][]rules.Cell{row("nháp")}}
	return rules.Book{Tabs: []rules.Tab{reviews, targets, secret}}
}
