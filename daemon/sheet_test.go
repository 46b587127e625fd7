package daemon_test

import (
	"context"
	"reflect"
	"strings"
	gosync "sync"
	"time"

	"rasoat/rules"
	"rasoat/sync"
)

// sheet is a workbook in memory that people edit while the daemon works.
type sheet struct {
	id string

	mu      gosync.Mutex // guards the rest
	tabs    []rules.Tab
	trouble error                           // what reading it fails with; nil: it can be read
	slow    time.Duration                   // how long reading takes
	deaf    bool                            // and it doesn't stop when it is told to
	panics  bool                            // reading ends in a panic
	wrote   func([]rules.Tab, sync.Changes) // is told what is written, and the tabs before it; nil: nobody
	at, top int                             // reads that are on their way; and how many at once there were
}

// newSheet is a workbook of tabs.
func newSheet(id string, tabs ...rules.Tab) *sheet { return &sheet{id: id, tabs: tabs} }

// newTab is a tab of text: one string a row, cells between bars.
func newTab(title string, rows ...string) rules.Tab {
	t := rules.Tab{ID: title, Title: title, Own: rules.None()}
	for i, row := range rows {
		for col, text := range strings.Split(row, "|") {
			put(&t, i, col, strings.TrimSpace(text))
		}
	}
	return t
}

// put writes text into a cell, as a person types it; "" empties it.
func put(t *rules.Tab, row, col int, text string) {
	for len(t.Rows) <= row {
		t.Rows = append(t.Rows, nil)
	}
	for len(t.Rows[row]) <= col {
		t.Rows[row] = append(t.Rows[row], rules.Cell{})
	}
	t.Rows[row][col] = rules.Cell{}
	if text != "" {
		t.Rows[row][col] = rules.Cell{Kind: rules.Text, Text: text}
	}
}

// edit does something to the workbook.
func (s *sheet) edit(do func(*sheet)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do(s)
}

// tab is a tab by its title; nil for none.
func (s *sheet) tab(title string) *rules.Tab {
	for i := range s.tabs {
		if s.tabs[i].Title == title {
			return &s.tabs[i]
		}
	}
	return nil
}

// typed types text into the row of a unit, in the column of a header in the first row.
func (s *sheet) typed(tab, unit, header, text string) {
	s.edit(func(s *sheet) {
		t := s.tab(tab)
		for col, head := range t.Rows[0] {
			for row := range t.Rows {
				if head.Text == header && t.At(row, 0).Text == unit {
					put(t, row, col, text)
				}
			}
		}
	})
}

// status is what our column says of a unit.
func (s *sheet) status(tab, unit string) string {
	b := s.book()
	for _, t := range b.Tabs {
		for row := range t.Rows {
			if t.Title == tab && t.At(row, 0).Text == unit {
				return t.At(row, t.Own.Status).Text
			}
		}
	}
	return "no row"
}

// book is the workbook as it is now, sharing nothing with it.
func (s *sheet) book() rules.Book {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := rules.Book{ID: s.id, Name: s.id}
	for _, t := range s.tabs {
		t.Own, t.Width = rules.None(), 0
		rows := t.Rows
		t.Rows = make([][]rules.Cell, len(rows))
		for i, row := range rows {
			t.Rows[i] = append([]rules.Cell(nil), row...)
			t.Width = max(t.Width, len(row))
			for col, cell := range row {
				switch cell.Text {
				case rules.StatusHeader:
					t.Own.Status, t.Own.Coloured = col, true
				case rules.TodoHeader:
					t.Own.Todo = col
				}
			}
		}
		b.Tabs = append(b.Tabs, t)
	}
	return b
}

// Read gives it, after a while where it is slow.
func (s *sheet) Read(ctx context.Context) (rules.Book, error) {
	s.mu.Lock()
	slow, deaf, trouble, panics := s.slow, s.deaf, s.trouble, s.panics
	s.at++
	s.top = max(s.top, s.at)
	s.mu.Unlock()
	defer s.edit(func(s *sheet) { s.at-- })
	if panics {
		panic("a fault in reading")
	}
	if deaf {
		time.Sleep(slow)
	} else if err := pause(ctx, slow); err != nil {
		return rules.Book{}, err
	}
	if trouble != nil {
		return rules.Book{}, trouble
	}
	return s.book(), ctx.Err()
}

// pause waits, but not longer than the context.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
	return ctx.Err()
}

// Apply writes our columns.
func (s *sheet) Apply(ctx context.Context, seen rules.Book, c sync.Changes) (rules.Book, error) {
	now := s.book()
	now.Unit = seen.Unit
	if !reflect.DeepEqual(now, seen) {
		return rules.Book{}, sync.ErrStale
	}
	if s.wrote != nil {
		s.wrote(now.Tabs, c)
	}
	s.edit(func(s *sheet) {
		for _, set := range c.Setup {
			put(s.byID(set.Tab), set.Header, set.Status, rules.StatusHeader)
			put(s.byID(set.Tab), set.Header, set.Todo, rules.TodoHeader)
		}
		for _, t := range c.Text {
			put(s.byID(t.Tab), t.Row, t.Col, t.Now)
		}
	})
	return s.book(), ctx.Err()
}

// byID is a tab by its id.
func (s *sheet) byID(id string) *rules.Tab {
	for i := range s.tabs {
		if s.tabs[i].ID == id {
			return &s.tabs[i]
		}
	}
	panic("no tab " + id)
}

// equal reports whether two workbooks hold the same.
func equal(a, b rules.Book) bool { return reflect.DeepEqual(a, b) }
