package sync_test

import (
	"testing"

	"rasoat/rules"
	"rasoat/sync/workbooktest"
)

// TestMemory: the workbook of these tests is one.
func TestMemory(t *testing.T) {
	workbooktest.Run(t, func(_ *testing.T, b rules.Book) workbooktest.Fixture {
		m := &memory{name: "so-lieu.xlsx", coloured: map[string]bool{}}
		for _, t := range b.Tabs {
			t.ID, t.Own = t.Title, rules.None()
			m.tabs = append(m.tabs, t)
		}
		return workbooktest.Fixture{Workbook: m, Edit: func(_ *testing.T, tab string, row, col int, c rules.Cell) {
			set(m.tab(tab), row, col, c)
		}}
	})
}
