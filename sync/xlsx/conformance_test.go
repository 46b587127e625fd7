package xlsx

import (
	"path/filepath"
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
		return workbooktest.Fixture{Workbook: New(path), Edit: func(t *testing.T, tab string, row, col int, c rules.Cell) {
			f, err := excelize.OpenFile(path)
			must(t, err)
			typeCell(t, f, tab, row, col, c)
			must(t, f.Save())
			must(t, f.Close())
		}}
	})
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
