package xlsx

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing"

	"github.com/xuri/excelize/v2"
)

// fillMessy fills a file with all that people put into sheets: what must
// survive our writing.
func fillMessy(t testing.TB, f *excelize.File) {
	must(t, f.SetSheetName("Sheet1", "Rà soát quý"))
	fillTable(t, f, "Rà soát quý")
	fillOrnaments(t, f, "Rà soát quý")
	_, err := f.NewSheet("Chỉ tiêu năm")
	must(t, err)
	fillTable(t, f, "Chỉ tiêu năm")
	_, err = f.NewSheet("Trống")
	must(t, err)
	must(t, f.AddChartSheet("Biểu đồ", chart()))
}

// fillTable writes a title, two header rows with merged parents, and ten units.
func fillTable(t testing.TB, f *excelize.File, tab string) {
	set := func(cell string, v any) { must(t, f.SetCellValue(tab, cell, v)) }
	set("A1", "KẾT QUẢ RÀ SOÁT NĂM 2022")
	must(t, f.MergeCell(tab, "A1", "F1"))
	for cell, v := range map[string]string{"A3": "STT", "B3": "Tên đơn vị", "C3": "Quý I", "E3": "Quý II",
		"C4": "Đã rà soát", "D4": "Ngày rà soát", "E4": "Đã rà soát", "F4": "Ngày rà soát"} {
		set(cell, v)
	}
	for _, m := range [][2]string{{"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"E3", "F3"}} {
		must(t, f.MergeCell(tab, m[0], m[1]))
	}
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#DDEBF7"}}})
	must(t, err)
	must(t, f.SetCellStyle(tab, "A3", "F4", head))
	date := "dd/mm/yyyy"
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &date})
	must(t, err)
	for i := range 10 {
		n := 5 + i
		set(fmt.Sprintf("A%d", n), i+1)
		set(fmt.Sprintf("B%d", n), fmt.Sprintf("Đoàn xã Xuân %d", i+1))
		set(fmt.Sprintf("C%d", n), []any{"x", true, "Rồi", "Chưa"}[i%4])
		set(fmt.Sprintf("D%d", n), 44650+i)
		set(fmt.Sprintf("F%d", n), fmt.Sprintf("%02d/07/2022", i+1))
	}
	must(t, f.SetCellStyle(tab, "D5", "F14", day))
	must(t, f.SetCellFormula(tab, "A16", "SUM(A5:A14)"))
	set("B16", "TỔNG CỘNG")
	set("B18", "  Người lập biểu\n(ký tên) ")
	must(t, f.SetRowHeight(tab, 20, 30))
}

// fillOrnaments adds notes, charts, pictures, validations, colours and filters.
func fillOrnaments(t testing.TB, f *excelize.File, tab string) {
	must(t, f.AddComment(tab, excelize.Comment{Cell: "B5", Author: "Văn phòng", Text: "Ghi chú của Văn phòng"}))
	must(t, f.AddChart(tab, "J3", chart()))
	red, err := f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#FFC7CE"}}})
	must(t, err)
	must(t, f.SetConditionalFormat(tab, "C5:C14", []excelize.ConditionalFormatOptions{
		{Type: "cell", Criteria: "==", Value: `"Chưa"`, Format: &red}}))
	must(t, f.SetConditionalFormat(tab, "D5:D14", []excelize.ConditionalFormatOptions{
		{Type: "data_bar", Criteria: "=", MinType: "min", MaxType: "max", BarColor: "#638EC6"}}))
	list := excelize.NewDataValidation(true)
	list.Sqref = "C5:C14"
	must(t, list.SetDropList([]string{"x", "Chưa"}))
	must(t, f.AddDataValidation(tab, list))
	must(t, f.AutoFilter(tab, "A4:F14", nil))
	must(t, f.SetPanes(tab, &excelize.Panes{Freeze: true, YSplit: 4, TopLeftCell: "A5", ActivePane: "bottomLeft"}))
	must(t, f.SetColWidth(tab, "B", "B", 32))
	must(t, f.SetDefinedName(&excelize.DefinedName{Name: "DonVi", RefersTo: "'" + tab + "'!$B$5:$B$14"}))
	must(t, f.SetCellHyperLink(tab, "B6", "https://example.org/", "External"))
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 4, 4))))
	must(t, f.AddPictureFromBytes(tab, "L20", &excelize.Picture{Extension: ".png", File: b.Bytes()}))
	must(t, f.ProtectSheet(tab, &excelize.SheetProtectionOptions{SelectLockedCells: true, EditScenarios: false}))
}

func chart() *excelize.Chart {
	return &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{
		{Name: "'Rà soát quý'!$D$4", Categories: "'Rà soát quý'!$B$5:$B$14", Values: "'Rà soát quý'!$D$5:$D$14"}}}
}
