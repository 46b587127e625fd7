package summary_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/summary"
	"rasoat/sync/xlsx"
)

// district is the example workbook's verdict on a day.
func district(t testing.TB, day string) *rules.Verdict {
	t.Helper()
	file, err := demo.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "so.xlsx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := xlsx.New(path).Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := config.ParsePlan("chi-thi-05.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return rules.Judge(plan, rules.Read(plan, []rules.Book{book}), at(plan, day))
}

func at(plan *rules.Plan, day string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" 07:00", plan.Location)
	if err != nil {
		panic(err)
	}
	return t
}

// tabOf is the tab after the page was written into it.
func tabOf(p *summary.Page) *rules.Tab {
	t := &rules.Tab{ID: "1", Title: rules.SummaryTitle, Summary: p.Layout()}
	for _, r := range p.Rows {
		t.Rows = append(t.Rows, append([]rules.Cell(nil), r.Cells...))
	}
	return t
}

// printed is the page as text: a row on a line, with its look, cells between bars.
func printed(p *summary.Page) string {
	looks := []string{"", "title", "note", "section", "head", "group", "body"}
	var out strings.Builder
	for i, r := range p.Rows {
		line := fmt.Sprintf("%3d %-7s", i+1, looks[r.Look])
		for _, c := range r.Cells {
			line += "|"
			switch c.Kind {
			case rules.Number:
				line += fmt.Sprint(c.Num)
			default:
				line += strings.ReplaceAll(c.Text, "\n", "/")
			}
		}
		out.WriteString(strings.TrimRight(line, "| ") + "\n")
	}
	if c := p.Chart; c != nil {
		fmt.Fprintf(&out, "chart %q of rows %d to %d, columns %s and %s\n", c.Title, c.First+1, c.Last+1, rules.ColumnName(c.Done), rules.ColumnName(c.Due))
	}
	return out.String()
}
