package sync_test

import (
	"slices"
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
		return workbooktest.Fixture{
			Workbook: m,
			Edit:     func(_ *testing.T, tab string, row, col int, c rules.Cell) { set(m.titled(tab), row, col, c) },
			Rename:   func(_ *testing.T, tab, title string) { m.titled(tab).Title = title },
			Delete: func(_ *testing.T, tab string) {
				m.tabs = slices.DeleteFunc(m.tabs, func(t rules.Tab) bool { return t.Title == tab })
			},
			Add: func(_ *testing.T, tab string) {
				m.tabs = append(m.tabs, rules.Tab{ID: "tab " + tab, Title: tab, Own: rules.None()})
			},
		}
	})
}

// titled is the tab with the title.
func (m *memory) titled(title string) *rules.Tab {
	return &m.tabs[slices.IndexFunc(m.tabs, func(t rules.Tab) bool { return t.Title == title })]
}
