package xlsx

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/sync"
)

// large writes a file of so many rows and 20 columns, as spreadsheet programs
// do: texts shared, styles on dates.
func large(t testing.TB, rows int) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	code := "dd/mm/yyyy"
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	must(t, err)
	for i := range rows {
		for col := range 20 {
			var v any = fmt.Sprintf("Đoàn xã số %d, cột %d", i%300, col)
			switch {
			case i == 0:
				v = fmt.Sprintf("Cột %d", col)
			case col%4 == 1:
				v = i * col
			case col%4 == 2:
				v = 44650 + i%300
			}
			must(t, f.SetCellValue("Sheet1", rules.A1(i, col), v))
		}
	}
	must(t, f.SetCellStyle("Sheet1", "C2", rules.A1(rows-1, 2), day))
	path := filepath.Join(t.TempDir(), "lớn.xlsx")
	must(t, f.SaveAs(path))
	return path
}

// statuses are our columns' texts for every row.
func statuses(tab rules.Tab, rows int) sync.Changes {
	c := sync.Changes{Setup: []sync.Setup{{Tab: tab.ID, Status: 20, Todo: 21, Colours: true}}}
	for i := 1; i < rows; i++ {
		c.Text = append(c.Text,
			sync.Text{Tab: tab.ID, Column: sync.Status, Row: i, Col: 20, Now: string(rules.LabelOverdue)},
			sync.Text{Tab: tab.ID, Column: sync.Todo, Row: i, Col: 21, Now: fmt.Sprintf("Đoàn xã số %d: ghi ngày rà soát Quý III; hạn 10/10 (III.4).", i)})
	}
	return c
}

// ours reads the file and writes both columns.
func ours(t testing.TB, path string, rows int) {
	w := New(path)
	b, err := w.Read(t.Context())
	must(t, err)
	_, err = w.Apply(t.Context(), b, statuses(b.Tabs[0], rows))
	must(t, err)
}

// theirs does the same edit with excelize alone.
func theirs(t testing.TB, path string, rows int) {
	f, err := excelize.OpenFile(path)
	must(t, err)
	c := statuses(rules.Tab{}, rows)
	for _, x := range c.Text {
		must(t, f.SetCellStr("Sheet1", rules.A1(x.Row, x.Col), x.Now))
	}
	must(t, f.Save())
	must(t, f.Close())
}

// BenchmarkRead reads 20 columns of 1,000 and 10,000 rows: the time per cell
// should be the same.
func BenchmarkRead(b *testing.B) {
	for _, rows := range []int{1000, 10000} {
		path := large(b, rows)
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				read(b, path)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows*20), "ns/cell")
		})
	}
}

// BenchmarkWrite compares reading and writing two columns with the same edit by
// excelize, the time and, in a process of its own, the largest memory.
func BenchmarkWrite(b *testing.B) {
	for _, rows := range []int{1000, 10000} {
		fresh, err := os.ReadFile(large(b, rows))
		must(b, err)
		for name, edit := range map[string]func(testing.TB, string, int){"ours": ours, "excelize": theirs} {
			b.Run(fmt.Sprintf("%s-%d", name, rows), func(b *testing.B) {
				path := filepath.Join(b.TempDir(), "lớn.xlsx")
				for b.Loop() {
					b.StopTimer()
					must(b, os.WriteFile(path, fresh, 0o600))
					b.StartTimer()
					edit(b, path, rows)
				}
				must(b, os.WriteFile(path, fresh, 0o600))
				b.ReportMetric(peak(b, name, path, rows), "peak-MB")
			})
		}
	}
}

// peak is the largest memory of a process that does one edit.
func peak(b *testing.B, name, path string, rows int) float64 {
	cmd := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
	cmd.Env = append(os.Environ(), childEnv+"="+name, "RASOAT_PATH="+path, fmt.Sprintf("RASOAT_ROWS=%d", rows))
	out, err := cmd.Output()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	_, after, found := bytes.Cut(out, []byte("VmHWM:"))
	if !found {
		return 0
	}
	var kB float64
	_, err = fmt.Sscan(strings.TrimSpace(string(after)), &kB)
	must(b, err)
	return kB / 1024
}
