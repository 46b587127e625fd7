package xlsx_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/config"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/setup"
	"rasoat/sync"
	"rasoat/sync/xlsx"
)

func readyPlan(t *testing.T, name string) *rules.Plan {
	t.Helper()
	text, err := plans.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := config.ParsePlan(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newUnits(p *rules.Plan) []setup.Unit {
	var out []setup.Unit
	for i := range p.Units {
		u := setup.Unit{Name: fmt.Sprintf("Chi đoàn Thôn %d", i+1), Groups: []string{fmt.Sprintf("Vùng thi đua số %d", i%6+1)}}
		if c := p.Register.Sector; c != nil {
			u.Sector = c.Of[i%len(c.Of)]
		}
		out = append(out, u)
	}
	return out
}

// A workbook that was just built reads without a defect; the first cycle writes
// statuses into the columns that stand ready, the second changes nothing.
func TestBuilt(t *testing.T) {
	for _, name := range []string{"chi-thi-05.yaml", "doan-xa.yaml"} {
		t.Run(name, func(t *testing.T) {
			p := readyPlan(t, name)
			units := newUnits(p)
			path := filepath.Join(t.TempDir(), "năm 2022.xlsx")
			sheets := setup.Sheets(p, units)
			if err := xlsx.Build(path, sheets); err != nil {
				t.Fatal(err)
			}
			first := runOver(t, p, path)
			if n := len(first.Verdict.Data.Units); n != len(units) {
				t.Errorf("%d units, want %d", n, len(units))
			}
			for _, d := range first.Verdict.Defects {
				t.Errorf("defect: %+v", d)
			}
			for _, x := range first.Problems {
				t.Errorf("problem: %+v", x)
			}
			if c := first.Books[0].Changes; len(c.Setup) != 0 || len(c.Text) == 0 {
				t.Errorf("first cycle: %d setups, %d texts; want none, some", len(c.Setup), len(c.Text))
			}
			if second := runOver(t, p, path); second.Changed() > 0 {
				t.Error("the second cycle changes something")
			}
		})
	}
}

func runOver(t *testing.T, p *rules.Plan, path string) sync.Report {
	t.Helper()
	at := time.Date(p.Year, 5, 20, 8, 0, 0, 0, p.Location)
	c := sync.Cycle{Plan: p, At: at, Books: []sync.Source{{ID: path, Name: filepath.Base(path), Workbook: xlsx.New(path)}}}
	r, err := c.Run(context.Background())
	if err != nil || r.Failed {
		t.Fatalf("cycle: %v, %+v", err, r.Problems)
	}
	return r
}

// TestBuildTouchesNothing: a file that holds anything stays byte for byte.
func TestBuildTouchesNothing(t *testing.T) {
	p := readyPlan(t, "doan-xa.yaml")
	sheets := setup.Sheets(p, newUnits(p))
	dir := t.TempDir()
	full := filepath.Join(dir, "full.xlsx")
	if err := xlsx.Build(full, sheets); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(dir, "text.xlsx")
	if err := os.WriteFile(text, []byte("not a workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{full, text} {
		was, _ := os.ReadFile(path)
		if err := xlsx.Build(path, sheets); !errors.Is(err, setup.ErrContent) {
			t.Errorf("%s: %v, want ErrContent", path, err)
		}
		if now, _ := os.ReadFile(path); string(now) != string(was) {
			t.Errorf("%s changed", path)
		}
	}
	empty := filepath.Join(dir, "empty.xlsx")
	if err := xlsx.Build(empty, []setup.Sheet{{Title: "Trang tính1"}}); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.Build(empty, sheets); err != nil {
		t.Errorf("over an empty workbook: %v", err)
	}
}

// A drop-down that Excel can't hold itself stands in a hidden sheet, which nobody
// takes for a table.
func TestBuildLongChoices(t *testing.T) {
	p := readyPlan(t, "doan-xa.yaml")
	sheets := setup.Sheets(p, newUnits(p))
	sheets[1].Columns[4].Choices = []string{"Thôn, bản", "Trường & chợ"}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := xlsx.Build(path, sheets); err != nil {
		t.Fatal(err)
	}
	if r := runOver(t, p, path); len(r.Problems)+len(r.Verdict.Defects) > 0 {
		t.Errorf("%v %v", r.Problems, r.Verdict.Defects)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if seen, err := f.GetSheetVisible("Danh mục (ẩn)"); err != nil || seen {
		t.Errorf("visible %v, %v", seen, err)
	}
	if got, _ := f.GetCellValue("Danh mục (ẩn)", "A2"); got != "Trường & chợ" {
		t.Errorf("second choice %q", got)
	}
}
