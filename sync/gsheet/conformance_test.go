package gsheet_test

import (
	"testing"

	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
	"rasoat/sync/workbooktest"
)

func TestConformance(t *testing.T) {
	workbooktest.Run(t, func(t *testing.T, b rules.Book) workbooktest.Fixture {
		s := gsheettest.New()
		sheet := &gsheettest.Spreadsheet{ID: "so-lieu", Title: "Số liệu"}
		for i, tab := range b.Tabs {
			sheet.Sheets = append(sheet.Sheets, grid(int64(i*77), tab))
		}
		s.Add(sheet)
		return workbooktest.Fixture{Workbook: client(t, s).Workbook("so-lieu"), Live: true,
			Edit: func(_ *testing.T, tab string, row, col int, c rules.Cell) {
				s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) { b.Sheet(tab).Put(row, col, cell(c)) })
			},
			Rename: func(_ *testing.T, tab, title string) {
				s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) { b.Sheet(tab).Title = title })
			},
			Delete: func(_ *testing.T, tab string) {
				s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) { b.DeleteSheet(b.Sheet(tab).ID) })
			},
			Add: func(_ *testing.T, tab string) {
				s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) {
					b.Sheets = append(b.Sheets, gsheettest.NewGrid(99, tab, 100, 26))
				})
			}}
	})
}
