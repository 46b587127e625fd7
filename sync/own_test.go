package sync_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
)

// ownWorkbooks is a register whose units report each in a workbook of its own,
// and those workbooks by path.
func ownWorkbooks(t *testing.T) (sync.Cycle, *memory, map[string]*memory) {
	t.Helper()
	text := strings.Replace(readFile(t, "testdata/plan.yaml"), "    tab: Báo cáo tháng\n", "    tab: Báo cáo tháng\n    own: true\n", 1)
	plan, err := config.ParsePlan("plan.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	register := workbook()
	register.name = filepath.Join(string(filepath.Separator)+"x", "so-lieu.xlsx")
	register.tabs = register.tabs[:3]
	own := map[string]*memory{}
	for i, u := range units()[:3] {
		file := []string{"hong.xlsx", "hung.xlsx", "truong.xlsx"}[i]
		path := filepath.Join(string(filepath.Separator)+"x", "rieng", file)
		own[path] = &memory{name: path, coloured: map[string]bool{}, tabs: []rules.Tab{
			tab("Báo cáo tháng", "Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12", u+"|15/01/2022")}}
		set(&register.tabs[0], 3+i, 3, word([]string{"rieng/" + file, `rieng\` + file, "./rieng/" + file}[i]))
	}
	c := sync.Cycle{Plan: plan, At: at(plan, "2022-10-20"), Books: []sync.Source{register.source()},
		Open: func(r rules.Book, target string) (sync.Source, error) {
			path, err := sync.Beside(r, target)
			if err != nil {
				return sync.Source{}, err
			}
			if m := own[path]; m != nil {
				return m.source(), nil
			}
			return sync.Source{}, &sync.Trouble{Sentence: "Không thấy tệp '" + target + "'.", Err: errors.New("no such file")}
		}}
	return c, register, own
}

func TestOwnWorkbooks(t *testing.T) {
	c, _, own := ownWorkbooks(t)
	r := run(t, c)
	if r.Failed || len(r.Books) != 4 {
		t.Fatalf("%d workbooks, problems %+v", len(r.Books), r.Problems)
	}
	for path, m := range own {
		got := m.book().Tabs[0]
		if text := got.At(1, got.Own.Status).Text; text != string(rules.LabelOverdue) {
			t.Errorf("%s: status %q", path, text)
		}
	}
	if again := run(t, c); again.Changed() != 0 {
		t.Errorf("a second cycle changed %q", lines(again))
	}
	if gone, err := c.Remove(context.Background()); err != nil || gone.Changed() != 6 {
		t.Errorf("removed %q, %v", lines(gone), err)
	}
}

func TestOwnWorkbookTroubles(t *testing.T) {
	tests := []struct {
		name    string
		link    string // of the second unit
		problem string
		written int // workbooks of units that were written
	}{
		{"nothing", "rieng/hung.xlsx", "", 3},
		{"missing", "rieng/khong-co.xlsx", "Không thấy tệp", 2},
		{"outside of the folder", "../hung.xlsx", "cùng thư mục", 2},
		{"another unit's", "rieng/hong.xlsx", "đã dùng cho nơi khác", 2},
		{"the register itself", "so-lieu.xlsx", "đã dùng cho nơi khác", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, register, own := ownWorkbooks(t)
			if tt.name == "the register itself" {
				own[register.name] = register
			}
			set(&register.tabs[0], 4, 3, word(tt.link))
			r := run(t, c)
			written := 0
			for path, m := range own {
				if len(m.applied) > 0 && path != register.name {
					written++
				}
			}
			if r.Failed != (tt.problem != "") || !says(r.Problems, tt.problem) || written != tt.written || len(register.applied) == 0 {
				t.Errorf("%d written, register %d times, problems %+v", written, len(register.applied), r.Problems)
			}
		})
	}
}

// TestLinkChangesMeanwhile: the register is changed while it is written; the
// workbook that it links to now is the one that counts.
func TestLinkChangesMeanwhile(t *testing.T) {
	c, register, own := ownWorkbooks(t)
	register.meanwhile = func(m *memory) {
		a, b := m.tabs[0].Rows[3][3], m.tabs[0].Rows[4][3]
		m.tabs[0].Rows[3][3], m.tabs[0].Rows[4][3] = b, a
	}
	r := run(t, c)
	if len(register.applied) == 0 {
		t.Fatalf("problems %+v", r.Problems)
	}
	if again := run(t, c); again.Changed() != 0 || len(own) != 3 {
		t.Errorf("a second cycle changed %q", lines(again))
	}
}

func TestBeside(t *testing.T) {
	register := rules.Book{ID: filepath.Join("data", "so-lieu.xlsx")}
	for target, want := range map[string]string{
		"a.xlsx":                    filepath.Join("data", "a.xlsx"),
		" Vùng 1/Xuân Phú.XLSX ":    filepath.Join("data", "Vùng 1", "Xuân Phú.XLSX"),
		`Vùng 1\Xuân Phú.xlsx`:      filepath.Join("data", "Vùng 1", "Xuân Phú.xlsx"),
		"../a.xlsx":                 "",
		"b/../../a.xlsx":            "",
		"/etc/a.xlsx":               "",
		"https://example.vn/a.xlsx": "",
		"a.txt":                     "",
		"":                          "",
	} {
		got, err := sync.Beside(register, target)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q leads to %q, %v; want %q", target, got, err, want)
		}
	}
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
