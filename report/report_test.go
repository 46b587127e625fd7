package report_test

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/internal/golden"
	"rasoat/report"
	"rasoat/rules"
)

// hostile is what somebody might type into any cell.
const hostile = `=HYPERLINK("http://x","y")`

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
		t.Width = max(t.Width, len(row))
	}
	return t
}

// verdict judges a small workbook with something of everything on 20/10/2022.
func verdict(t *testing.T) *rules.Verdict {
	t.Helper()
	return judge(t, rules.Book{ID: "/x/so-lieu.xlsx", Name: "so-lieu.xlsx", Tabs: []rules.Tab{
		tab("Đơn vị", "Tên đơn vị|Cụm|Khu vực",
			"Chi đoàn Xuân Hồng|Cụm 1|Dân cư", "Chi đoàn Xuân Hưng|Cụm 1|Trường học",
			"Chi đoàn 東京 👩‍🏫 kết nghĩa với một cái tên rất dài|Cụm 2|Dân cư", hostile+"|Cụm 2|Dân cư", "+84 Chi đoàn||Khác"),
		tab("Rà soát quý", "Tên đơn vị|Quý I|Quý II|Quý III|Quý IV",
			"Chi đoàn Xuân Hồng|05/04/2022|05/07/2022|04/10/2022", "Chi đoàn Xuân Hưng|05/04/2022|20/07/2022|31/06/2022",
			"Chi đoàn 東京 👩‍🏫 kết nghĩa với một cái tên rất dài|05/04/2022", hostile+"|"+hostile+"|@x|-1|"),
		tab("Chỉ tiêu năm", "Tên đơn vị|Chỉ tiêu|Kết quả|Số học tập|Tổng số",
			"Chi đoàn Xuân Hồng|5|5|45|45", "Chi đoàn Xuân Hưng|5|4/5|45|60",
			"Chi đoàn 東京 👩‍🏫 kết nghĩa với một cái tên rất dài|3|1|10|10", "Chi đoàn Lạ|1|1|1|1"),
	}})
}

func judge(t *testing.T, b rules.Book) *rules.Verdict {
	t.Helper()
	plan, err := config.LoadPlan(filepath.Join("testdata", "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return rules.Judge(plan, rules.Read(plan, []rules.Book{b}), time.Date(2022, 10, 20, 8, 0, 0, 0, plan.Location))
}

// problems are a cycle's: the verdict's and one of writing.
func problems(v *rules.Verdict) []rules.Problem {
	return append(v.Problems, rules.Problem{Book: "so-lieu.xlsx", Message: "Tệp đang mở ở máy khác; chưa ghi được trạng thái."})
}

func TestObject(t *testing.T) {
	v := verdict(t)
	o := report.New(v, problems(v))
	text, err := o.JSON()
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "check.json", text)
	sheet, err := o.CSV()
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "check.csv", sheet)
	inert(t, sheet)
}

// inert checks that no cell of the CSV begins as a formula does.
func inert(t *testing.T, sheet []byte) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(sheet)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		for _, cell := range line {
			if c := strings.TrimSpace(cell); c != "" && strings.ContainsRune("=+-@", rune(c[0])) {
				t.Errorf("a spreadsheet would compute %q", cell)
			}
		}
	}
}

// TestNothingRead: where nothing could be read there is still a report.
func TestNothingRead(t *testing.T) {
	for name, book := range map[string]rules.Book{
		"unread": {ID: "a", Name: "a.xlsx", Unread: "Không mở được tệp."},
		"empty":  {ID: "a", Name: "a.xlsx"},
	} {
		v := judge(t, book)
		text, err := report.New(v, v.Problems).JSON()
		if err != nil || bytes.Contains(text, []byte("null")) || !bytes.Contains(text, []byte(`"overall": []`)) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		if table := report.Table(v, v.Problems, 80); len(v.Problems) == 0 || !strings.Contains(table, v.Problems[0].Message[:10]) {
			t.Errorf("%s:\n%s", name, table)
		}
	}
}

func TestTable(t *testing.T) {
	v := verdict(t)
	golden.Check(t, "table100.txt", []byte(report.Table(v, problems(v), 0)))
	golden.Check(t, "table50.txt", []byte(report.Table(v, problems(v), 50)))
}

func TestTableFits(t *testing.T) {
	v := verdict(t)
	for width := 24; width < 200; width += 7 {
		for _, line := range strings.Split(report.Table(v, problems(v), width), "\n") {
			if n := report.Columns(line); n > width {
				t.Errorf("width %d: %d columns: %q", width, n, line)
			}
		}
	}
}
