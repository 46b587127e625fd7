package gsheet_test

import (
	"os"
	"path/filepath"
	"testing"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet/gsheettest"
	"rasoat/sync/xlsx"
)

// TestSameAsFile: the messy example as a file and as a spreadsheet gives the same
// findings, and the same texts in the same cells.
func TestSameAsFile(t *testing.T) {
	plan, err := config.LoadPlan("../../plans/chi-thi-05.yaml")
	must(t, err)
	text, err := demo.Workbook()
	must(t, err)
	path := filepath.Join(t.TempDir(), "so-lieu.xlsx")
	must(t, os.WriteFile(path, text, 0o600))
	file := xlsx.New(path)
	book, err := file.Read(t.Context())
	must(t, err)
	for _, locale := range []string{"vi_VN", "en_US"} {
		s := gsheettest.New()
		copied := gsheettest.Copy("so-lieu", book)
		copied.Locale = locale
		s.Add(copied)
		web := client(t, s).Workbook("so-lieu")
		for _, day := range []string{"2022-04-05", "2022-10-20", "2022-12-31"} {
			c := sync.Cycle{Plan: plan, At: at(plan, day)}
			c.Books = []sync.Source{{ID: path, Name: "so-lieu", Workbook: file}}
			want := run(t, c)
			c.Books = []sync.Source{{ID: "so-lieu", Name: "so-lieu", Workbook: web}}
			got := run(t, c)
			a, err := file.Read(t.Context())
			must(t, err)
			b, err := web.Read(t.Context())
			must(t, err)
			sameFindings(t, day, want.Verdict, got.Verdict)
			sameTexts(t, day, &a, &b)
		}
		must(t, os.WriteFile(path, text, 0o600))
	}
}

func sameFindings(t *testing.T, day string, want, got *rules.Verdict) {
	if len(want.Findings) == 0 || len(want.Findings) != len(got.Findings) {
		t.Fatalf("%d findings of the file, %d of the spreadsheet", len(want.Findings), len(got.Findings))
	}
	for i := range want.Findings {
		f, g := &want.Findings[i], &got.Findings[i]
		if f.Status != g.Status || want.Why(f) != got.Why(g) {
			t.Errorf("%s: file %v %q, spreadsheet %v %q", day, f.Status, want.Why(f), g.Status, got.Why(g))
		}
	}
}

func sameTexts(t *testing.T, day string, a, b *rules.Book) {
	n := 0
	for i := range a.Tabs {
		x, y := &a.Tabs[i], &b.Tabs[i]
		if x.Own.Status != y.Own.Status || x.Own.Todo != y.Own.Todo {
			t.Errorf("%s: our columns are at %v in the file, at %v in the spreadsheet", x.Title, x.Own, y.Own)
		}
		for row := range max(len(x.Rows), len(y.Rows)) {
			for _, col := range []int{x.Own.Status, x.Own.Todo} {
				if p, q := x.At(row, col), y.At(row, col); p.Text != q.Text {
					t.Errorf("%s, %s row %d: file %q, spreadsheet %q", day, x.Title, row+1, p.Text, q.Text)
				} else if p.Text != "" {
					n++
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d cells of ours", n)
	}
}
