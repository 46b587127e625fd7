package xlsx

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/sync/workbooktest"
)

func TestConformance(t *testing.T) {
	workbooktest.Run(t, func(t *testing.T, b rules.Book) workbooktest.Fixture {
		path := filepath.Join(t.TempDir(), "mẫu.xlsx")
		f := excelize.NewFile()
		for i, tab := range b.Tabs {
			if i == 0 {
				must(t, f.SetSheetName("Sheet1", tab.Title))
			} else {
				_, err := f.NewSheet(tab.Title)
				must(t, err)
			}
			for row := range tab.Rows {
				for col, c := range tab.Rows[row] {
					typeCell(t, f, tab.Title, row, col, c)
				}
			}
			for _, m := range tab.Merges {
				must(t, f.MergeCell(tab.Title, rules.A1(m.Row, m.Col), rules.A1(m.LastRow, m.LastCol)))
			}
			must(t, f.SetSheetVisible(tab.Title, !tab.Hidden))
		}
		must(t, f.SaveAs(path))
		must(t, f.Close())
		edit := func(t *testing.T, do func(*excelize.File) error) {
			t.Helper()
			f, err := excelize.OpenFile(path)
			must(t, err)
			must(t, do(f))
			must(t, f.Save())
			must(t, f.Close())
		}
		return workbooktest.Fixture{
			Workbook: New(path),
			Edit: func(t *testing.T, tab string, row, col int, c rules.Cell) {
				edit(t, func(f *excelize.File) error { typeCell(t, f, tab, row, col, c); return nil })
			},
			Rename: func(t *testing.T, tab, title string) {
				edit(t, func(f *excelize.File) error { return rename(f, tab, title) })
			},
			Delete: func(t *testing.T, tab string) {
				edit(t, func(f *excelize.File) error { return f.DeleteSheet(tab) })
			},
			Add: func(t *testing.T, tab string) {
				edit(t, func(f *excelize.File) error { _, err := f.NewSheet(tab); return err })
			},
		}
	})
}

// rename renames a sheet, in the names of the workbook too, as spreadsheet programs do.
func rename(f *excelize.File, tab, title string) error {
	for _, n := range f.GetDefinedName() {
		if n.Scope != "Workbook" || !strings.Contains(n.RefersTo, "'"+tab+"'!") {
			continue
		}
		n.RefersTo = strings.ReplaceAll(n.RefersTo, "'"+tab+"'!", "'"+title+"'!")
		if err := errors.Join(f.DeleteDefinedName(&n), f.SetDefinedName(&n)); err != nil {
			return err
		}
	}
	return f.SetSheetName(tab, title)
}

// typeCell puts a value into a cell as a person would.
func typeCell(t *testing.T, f *excelize.File, tab string, row, col int, c rules.Cell) {
	t.Helper()
	at := rules.A1(row, col)
	switch c.Kind {
	case rules.Empty:
		must(t, f.SetCellValue(tab, at, nil))
	case rules.Text:
		must(t, f.SetCellStr(tab, at, c.Text))
	case rules.Bool:
		must(t, f.SetCellBool(tab, at, c.Num != 0))
	case rules.Error:
		must(t, f.SetCellFormula(tab, at, "NA()"))
	case rules.Number:
		must(t, f.SetCellFloat(tab, at, c.Num, -1, 64))
		code := map[rules.Format]string{rules.AsDate: "dd/mm/yyyy", rules.AsPercent: "0.0%"}[c.Format]
		if code == "" {
			return
		}
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		must(t, err)
		must(t, f.SetCellStyle(tab, at, at, style))
	}
}
