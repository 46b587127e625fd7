package sync_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"rasoat/rules"
	"rasoat/sync"
)

// memory is a workbook in memory, with the troubles a test wants.
type memory struct {
	name      string
	tabs      []rules.Tab
	coloured  map[string]bool
	readErr   error
	applyErr  error
	noSummary error          // Apply of a summary fails
	busy      int            // so many Applies find that somebody changed it; -1: all
	meanwhile func(*memory)  // what somebody does just before the next Apply
	blind     bool           // Apply doesn't notice that
	applied   []sync.Changes // what was written
	stray     []string       // writes outside our columns: must stay empty
	onApply   func(*memory)  // called by each Apply
}

func (m *memory) source() sync.Source { return sync.Source{ID: m.name, Name: m.name, Workbook: m} }

// book is the workbook as it is now, sharing nothing with it.
func (m *memory) book() rules.Book {
	b := rules.Book{ID: m.name, Name: m.name}
	for _, t := range m.tabs {
		c := t
		c.Rows = make([][]rules.Cell, len(t.Rows))
		c.Own = rules.None()
		c.Width = t.Width
		for i, row := range t.Rows {
			c.Rows[i] = append([]rules.Cell(nil), row...)
			c.Width = max(c.Width, len(row))
			for col, cell := range row {
				if cell.Text == rules.StatusHeader && c.Own.Status < 0 {
					c.Own.Status, c.Own.Coloured = col, m.coloured[t.ID]
				}
				if cell.Text == rules.TodoHeader && c.Own.Todo < 0 {
					c.Own.Todo = col
				}
			}
		}
		b.Tabs = append(b.Tabs, c)
	}
	return b
}

func (m *memory) Read(ctx context.Context) (rules.Book, error) {
	if m.readErr != nil {
		return rules.Book{}, m.readErr
	}
	return m.book(), ctx.Err()
}

func (m *memory) Apply(ctx context.Context, seen rules.Book, c sync.Changes) (rules.Book, error) {
	if m.onApply != nil {
		m.onApply(m)
	}
	if f := m.meanwhile; f != nil {
		m.meanwhile = nil
		f(m)
	}
	now := m.book()
	now.Unit = seen.Unit
	if m.busy != 0 {
		m.busy--
		return rules.Book{}, sync.ErrStale
	}
	if !m.blind && !reflect.DeepEqual(now, seen) {
		return rules.Book{}, sync.ErrStale
	}
	if m.applyErr != nil {
		return rules.Book{}, m.applyErr
	}
	if m.noSummary != nil && c.Summary != nil {
		return rules.Book{}, m.noSummary
	}
	if err := m.check(c); err != nil {
		return rules.Book{}, err
	}
	m.applied = append(m.applied, c)
	for _, s := range c.Setup {
		own := m.own(s.Tab)
		if own.Status < 0 {
			m.write(s.Tab, s.Header, s.Status, rules.StatusHeader)
		}
		if own.Todo < 0 {
			m.write(s.Tab, s.Header, s.Todo, rules.TodoHeader)
		}
		m.coloured[s.Tab] = m.coloured[s.Tab] || s.Colours
	}
	for _, t := range c.Text {
		m.write(t.Tab, t.Row, t.Col, t.Now)
	}
	m.summarise(c.Summary)
	after := m.book()
	for _, id := range c.Remove {
		m.clear(after, id)
	}
	return m.book(), ctx.Err()
}

// check refuses changes outside our columns, and notes them.
func (m *memory) check(c sync.Changes) error {
	owned := map[string]rules.Owned{}
	for _, t := range m.tabs {
		owned[t.ID] = m.own(t.ID)
	}
	for _, s := range c.Setup {
		own, ok := owned[s.Tab]
		if !ok {
			return fmt.Errorf("no tab %q", s.Tab)
		}
		if own.Status < 0 {
			own.Status = s.Status
		}
		if own.Todo < 0 {
			own.Todo = s.Todo
		}
		owned[s.Tab] = own
	}
	for _, t := range c.Text {
		own, ok := owned[t.Tab]
		if !ok || t.Row < 0 || t.Col < 0 || t.Column == sync.Status && t.Col != own.Status || t.Column == sync.Todo && t.Col != own.Todo {
			m.stray = append(m.stray, t.String())
			return fmt.Errorf("not ours: %v", t)
		}
	}
	for _, id := range c.Remove {
		if _, ok := owned[id]; !ok {
			return fmt.Errorf("no tab %q", id)
		}
	}
	if s := c.Summary; s != nil && s.Tab != "" && (m.find(s.Tab) < 0 || m.tab(s.Tab).Summary == "") {
		m.stray = append(m.stray, s.Title)
		return fmt.Errorf("not our summary: %q", s.Tab)
	}
	return nil
}

// find is the index of a tab; -1 when there is none.
func (m *memory) find(id string) int {
	return slices.IndexFunc(m.tabs, func(t rules.Tab) bool { return t.ID == id })
}

// summarise writes the summary tab.
func (m *memory) summarise(s *sync.Summary) {
	switch {
	case s == nil:
		return
	case s.Page == nil:
		m.tabs = slices.Delete(m.tabs, m.find(s.Tab), m.find(s.Tab)+1)
		return
	case s.Tab == "":
		s = &sync.Summary{Tab: "của máy", Title: s.Title, Page: s.Page, Cells: s.Cells}
		m.tabs = append(m.tabs, rules.Tab{ID: s.Tab, Title: s.Title})
	}
	t := m.tab(s.Tab)
	t.Summary = s.Page.Layout()
	for _, c := range s.Cells {
		set(t, c.Row, c.Col, c.Now)
	}
}

// own is where our columns stand in a tab.
func (m *memory) own(id string) rules.Owned {
	for _, t := range m.book().Tabs {
		if t.ID == id {
			return t.Own
		}
	}
	return rules.None()
}

func (m *memory) tab(id string) *rules.Tab {
	for i := range m.tabs {
		if m.tabs[i].ID == id {
			return &m.tabs[i]
		}
	}
	panic(fmt.Sprintf("no tab %q", id))
}

func (m *memory) write(tab string, row, col int, text string) {
	cell := rules.Cell{Kind: rules.Text, Text: text}
	if text == "" {
		cell = rules.Cell{}
	}
	set(m.tab(tab), row, col, cell)
}

// set puts a cell, growing the tab, and drops empty ends.
func set(t *rules.Tab, row, col int, c rules.Cell) {
	for len(t.Rows) <= row {
		t.Rows = append(t.Rows, nil)
	}
	for len(t.Rows[row]) <= col {
		t.Rows[row] = append(t.Rows[row], rules.Cell{})
	}
	t.Rows[row][col] = c
	trim(t)
}

func trim(t *rules.Tab) {
	for i := range t.Rows {
		r := t.Rows[i]
		for len(r) > 0 && r[len(r)-1] == (rules.Cell{}) {
			r = r[:len(r)-1]
		}
		t.Rows[i] = r
	}
	for len(t.Rows) > 0 && len(t.Rows[len(t.Rows)-1]) == 0 {
		t.Rows = t.Rows[:len(t.Rows)-1]
	}
}

// clear takes our columns out of a tab.
func (m *memory) clear(b rules.Book, id string) {
	for _, t := range b.Tabs {
		if t.ID != id {
			continue
		}
		for row := range t.Rows {
			for _, col := range []int{t.Own.Status, t.Own.Todo} {
				if col >= 0 {
					m.write(id, row, col, "")
				}
			}
		}
		m.coloured[id] = false
	}
}
