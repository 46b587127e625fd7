package gsheet_test

import (
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// units have names one letter apart or swapped, as real ones have.
func units() []string {
	return []string{"Chi đoàn Xuân Hồng", "Chi đoàn Xuân Hưng", "Chi đoàn Xuân Trường",
		"Chi đoàn Trường Xuân", "Chi đoàn Thọ Lộc", "Chi đoàn Thọ Lập"}
}

func testPlan(t testing.TB) *rules.Plan {
	t.Helper()
	plan, err := config.LoadPlan("testdata/plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// at is a moment on a day of the plan's place.
func at(plan *rules.Plan, day string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" 08:00", plan.Location)
	if err != nil {
		panic(err)
	}
	return t
}

// typed is a sheet of text, one string a row, cells between bars.
func typed(id int64, title string, rows ...string) *gsheettest.Grid {
	t := rules.Tab{Title: title}
	for _, line := range rows {
		var row []rules.Cell
		for _, text := range strings.Split(line, "|") {
			c := rules.Cell{}
			if text != "" {
				c = rules.Cell{Kind: rules.Text, Text: text}
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return grid(id, t)
}

// spreadsheet is a small messy workbook of 2022: the first unit has filed all it
// could by October, the others little or nothing.
func spreadsheet(id string) *gsheettest.Spreadsheet {
	register := []string{"DANH SÁCH CHI ĐOÀN", "STT|Tên đơn vị|Cụm|Bảng riêng", "|Cụm 1"}
	reviews := []string{"Tên đơn vị|Quý|Ngày rà soát|Ghi chú"}
	targets := []string{"CHỈ TIÊU NĂM 2022", "", "STT|Tên đơn vị|Số, ngày kế hoạch"}
	reports := []string{"Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12"}
	for i, u := range units() {
		n := string(rune('1' + i))
		register = append(register, n+"|"+u+"|Cụm 1")
		document, line := "", u
		if i == 1 {
			document = "05-KH/ĐTN, 11/01/2022"
		}
		targets = append(targets, n+"|"+u+"|"+document)
		for q, day := range []string{"05/04/2022", "06/10/2022"} {
			if i > 0 {
				day = ""
			}
			reviews = append(reviews, u+"|"+[]string{"Quý I", "III"}[q]+"|"+day)
		}
		for m := 1; m <= 12; m++ {
			line += "|"
			if i == 0 && m < 10 {
				line += "15/" + string(rune('0'+m)) + "/2022"
			}
		}
		reports = append(reports, line)
	}
	targets = append(targets, "|TỔNG CỘNG", "", "|NGƯỜI LẬP BIỂU")
	return &gsheettest.Spreadsheet{ID: id, Title: "Số liệu " + id, Sheets: []*gsheettest.Grid{
		typed(0, "Đơn vị", register...), typed(11, "Rà soát quý", reviews...), typed(22, "Chỉ tiêu năm", targets...),
		typed(33, "Báo cáo tháng", reports...), typed(44, "Ghi chép", "việc riêng của văn phòng"),
	}}
}

// cycle is a cycle over the spreadsheets of a server.
func cycle(t testing.TB, plan *rules.Plan, day string, s *gsheettest.Server, ids ...string) sync.Cycle {
	return sync.Cycle{Plan: plan, At: at(plan, day), Books: sources(client(t, s), ids...)}
}

func sources(c *gsheet.Client, ids ...string) []sync.Source {
	var out []sync.Source
	for _, id := range ids {
		out = append(out, sync.Source{ID: id, Name: id, Workbook: c.Workbook(id)})
	}
	return out
}

// run runs a cycle; it must come to an end.
func run(t testing.TB, c sync.Cycle) sync.Report {
	t.Helper()
	r, err := c.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lines is every change of a report.
func lines(r sync.Report) []string {
	var all []string
	for _, w := range r.Books {
		all = append(all, w.Lines()...)
	}
	return all
}

// count is the requests by kind since the last call.
func count(s *gsheettest.Server) map[string]int {
	n := map[string]int{}
	for _, r := range s.Requests() {
		n[r.Kind]++
	}
	s.Forget()
	return n
}
