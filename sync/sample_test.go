package sync_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
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

// tab is a sheet of text, one string a row, cells between bars.
func tab(title string, rows ...string) rules.Tab {
	t := rules.Tab{ID: title, Title: title, Own: rules.None()}
	for _, line := range rows {
		var row []rules.Cell
		for _, text := range strings.Split(line, "|") {
			c := rules.Cell{}
			if text = strings.TrimSpace(text); text != "" {
				c = rules.Cell{Kind: rules.Text, Text: text}
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	trim(&t)
	return t
}

// workbook is a small messy workbook of 2022: the first unit has filed all it
// could by October, the others little or nothing.
func workbook() *memory {
	register := []string{"DANH SÁCH CHI ĐOÀN", "STT|Tên đơn vị|Cụm|Bảng riêng", "|Cụm 1"}
	reviews := []string{"Tên đơn vị|Quý|Ngày rà soát|Ghi chú"}
	targets := []string{"CHỈ TIÊU NĂM 2022", "", "STT|Tên đơn vị|Số, ngày kế hoạch"}
	reports := []string{"Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12"}
	for i, u := range units() {
		register = append(register, string(rune('1'+i))+"|"+u+"|Cụm 1")
		document := ""
		if i == 1 {
			document = "05-KH/ĐTN, 11/01/2022"
		}
		targets = append(targets, string(rune('1'+i))+"|"+u+"|"+document)
		for q, day := range []string{"05/04/2022", "05/07/2022", "06/10/2022", ""} {
			if i > 0 {
				day = ""
			}
			reviews = append(reviews, u+"|"+[]string{"Quý I", "Qúy 2", "III", "Q.4"}[q]+"|"+day)
		}
		line := u
		for m := 1; m <= 12; m++ {
			line += "|"
			if i == 0 && m < 10 {
				line += "15/" + string(rune('0'+m)) + "/2022"
			}
		}
		reports = append(reports, line)
	}
	targets = append(targets, "|TỔNG CỘNG", "", "|NGƯỜI LẬP BIỂU")
	return &memory{name: "so-lieu.xlsx", coloured: map[string]bool{}, tabs: []rules.Tab{
		tab("Đơn vị", register...), tab("Rà soát quý", reviews...), tab("Chỉ tiêu năm", targets...),
		tab("Báo cáo tháng", reports...), tab("Ghi chép", "việc riêng của văn phòng"),
	}}
}

// at is a moment on a day of the plan's place.
func at(plan *rules.Plan, day string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" 08:00", plan.Location)
	if err != nil {
		panic(err)
	}
	return t
}

func cycle(t testing.TB, day string, books ...*memory) sync.Cycle {
	plan := testPlan(t)
	c := sync.Cycle{Plan: plan, At: at(plan, day)}
	for _, m := range books {
		c.Books = append(c.Books, m.source())
	}
	return c
}

// run runs the cycle and checks that it wrote nothing but our own cells.
func run(t testing.TB, c sync.Cycle) sync.Report {
	t.Helper()
	report, err := c.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Books {
		if m, ok := s.Workbook.(*memory); ok && len(m.stray) > 0 {
			t.Fatalf("written outside our columns: %q", m.stray)
		}
	}
	return report
}

// lines is every change of a report.
func lines(r sync.Report) []string {
	var all []string
	for _, w := range r.Books {
		all = append(all, w.Lines()...)
	}
	return all
}

// theirs is the workbook without our columns and our tab, as text to compare.
func theirs(b rules.Book) string {
	var out strings.Builder
	for _, t := range b.Tabs {
		if t.Summary != "" {
			continue
		}
		out.WriteString("== " + t.Title + "\n")
		rows := ""
		for _, row := range t.Rows {
			line := ""
			for col, c := range row {
				if col != t.Own.Status && col != t.Own.Todo {
					line += c.Text + "|"
				}
			}
			rows += strings.TrimRight(line, "|") + "\n"
		}
		out.WriteString(strings.TrimRight(rows, "\n") + "\n")
	}
	return out.String()
}
