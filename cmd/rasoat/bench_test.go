package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/config"
	"rasoat/sync"
	"rasoat/sync/xlsx"
)

// benchPlan is a plan of one tab: the register, with what is reported beside it.
const benchPlan = `title: Kế hoạch
short: Kế hoạch
year: 2022
in_force: 2022-01-01
office: {name: Đoàn xã, desk: Văn phòng, decides: BCH}
levels: {unit: chi đoàn, all: Toàn xã}
register: {table: units}
tables:
  units:
    tab: Theo dõi
    key: Tên đơn vị
    periods: [quarter]
    columns:
      reviewed: {header: ["{period} / Ngày rà soát"], type: date}
      target: {header: Chỉ tiêu, type: count}
      result: {header: Kết quả, type: count}
      met_on: {header: Ngày làm việc, type: date}
rules:
  - {id: review, clause: III.4, title: Rà soát quý, every: quarter, due: end + 10d, done: {on: units.reviewed}}
  - {id: result, clause: II.2, title: Kết quả, every: year, due: 31/12, reach: {value: units.result, at_least: units.target}}
  - {id: meeting, clause: II.4, title: Làm việc, every: year, due: 31/12, done: {on: units.met_on}}
`

// BenchmarkCycle reads, judges and writes a status into each row of one tab, without
// and with the summary, beside excelize's own open, edit and save of the same file.
func BenchmarkCycle(b *testing.B) {
	plan, err := config.ParsePlan("plan.yaml", []byte(benchPlan))
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2022, 10, 20, 8, 0, 0, 0, plan.Location)
	for _, rows := range []int{55, 1000, 10000} {
		fresh := benchWorkbook(b, rows)
		path := filepath.Join(b.TempDir(), "book.xlsx")
		again := func() {
			b.StopTimer()
			if err := os.WriteFile(path, fresh, 0o600); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		for _, kind := range []string{"ours", "summary"} {
			b.Run(fmt.Sprintf("%s-%d", kind, rows), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					again()
					cycle := sync.Cycle{Plan: plan, At: at, Summary: kind == "summary",
						Books: []sync.Source{{ID: path, Name: "book.xlsx", Workbook: xlsx.New(path)}}}
					if report, err := cycle.Run(b.Context()); err != nil || report.Failed {
						b.Fatal(err, report.Problems)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("excelize-%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				again()
				benchExcelize(b, path, rows)
			}
		})
	}
}

// benchWorkbook is a workbook of one tab with twenty columns.
func benchWorkbook(b *testing.B, rows int) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	f.SetSheetName("Sheet1", "Theo dõi")
	head := []any{"STT", "Tên đơn vị", "Quý I / Ngày rà soát", "Quý II / Ngày rà soát", "Quý III / Ngày rà soát", "Quý IV / Ngày rà soát", "Chỉ tiêu", "Kết quả", "Ngày làm việc"}
	for len(head) < 20 {
		head = append(head, fmt.Sprintf("Ghi chép %d", len(head)))
	}
	f.SetSheetRow("Theo dõi", "A1", &head)
	for i := range rows {
		row := []any{i + 1, fmt.Sprintf("Chi đoàn thôn %d", i+1), "21/03/2022", "30/06/2022", "", "", i % 9, i % 7, "05/04/2022"}
		for len(row) < 20 {
			row = append(row, i)
		}
		f.SetSheetRow("Theo dõi", fmt.Sprintf("A%d", i+2), &row)
	}
	buffer, err := f.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	return buffer.Bytes()
}

// benchExcelize opens, edits two cells of each row and saves.
func benchExcelize(b *testing.B, path string, rows int) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for i := range rows {
		f.SetCellStr("Theo dõi", fmt.Sprintf("U%d", i+2), "✗ Quá hạn")
		f.SetCellStr("Theo dõi", fmt.Sprintf("V%d", i+2), "Chi đoàn thôn: ghi ngày rà soát Quý III vào cột 'Ngày rà soát'; hạn 10/10 (III.4).")
	}
	if err := f.Save(); err != nil {
		b.Fatal(err)
	}
}
