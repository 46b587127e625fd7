// Package workbooktest is the suite that every implementation of sync.Workbook
// passes: what a workbook may and may not do, whatever it is stored in.
//
//	func TestWorkbook(t *testing.T) {
//		workbooktest.Run(t, func(t *testing.T, b rules.Book) workbooktest.Fixture { … })
//	}
package workbooktest

import (
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// Fixture is one workbook to be tried, and a person who edits it too.
type Fixture struct {
	Workbook sync.Workbook

	// Edit is a person who types a value over a cell, by the tab's title and the
	// 0-based row and column, with whatever program people use. An Empty cell
	// clears it.
	Edit func(t *testing.T, tab string, row, col int, c rules.Cell)

	// Rename, Delete and Add are the same person who renames, deletes and adds a tab,
	// by its title. A new tab is empty, and the last.
	Rename func(t *testing.T, tab, title string)
	Delete func(t *testing.T, tab string)
	Add    func(t *testing.T, tab string)

	// Live says that a person's edit between Read and Apply isn't refused with
	// ErrStale: what can be written is written, and the state that Apply gives
	// shows the edit. For workbooks that many people edit at once.
	Live bool
}

// trial is one case of the suite on a workbook of its own.
type trial struct {
	*testing.T
	Fixture
	seen rules.Book
}

// Run tries a workbook. make gives a new one with the book's tabs, in their
// order: titles, cells, merged cells and whether they are hidden. Ids are the
// workbook's own affair; an Error cell may be made by a formula.
func Run(t *testing.T, make func(t *testing.T, b rules.Book) Fixture) {
	for _, c := range cases() {
		t.Run(c.name, func(t *testing.T) {
			x := &trial{T: t, Fixture: make(t, Sample())}
			x.seen = x.read()
			c.run(x)
		})
	}
}

// oneCase is a property that every workbook has.
type oneCase struct {
	name string
	run  func(*trial)
}

func cases() []oneCase {
	return []oneCase{
		{"reads what stands there", (*trial).reads},
		{"reading changes nothing", (*trial).readsTwice},
		{"nothing to change changes nothing", (*trial).nothing},
		{"makes our columns", (*trial).setsUp},
		{"makes them once", (*trial).setsUpTwice},
		{"makes only the missing one", (*trial).setsUpHalf},
		{"keeps our columns apart by tab", (*trial).oneTab},
		{"writes our cells and no others", (*trial).writes},
		{"empties a cell", (*trial).empties},
		{"replaces what a person typed over ours", (*trial).replaces},
		{"stores any text as text", (*trial).hostile},
		{"refuses cells that aren't ours", (*trial).foreign},
		{"refuses tabs that don't exist", (*trial).unknownTab},
		{"a person's edit survives", (*trial).meanwhile},
		{"a person's edit is seen", (*trial).edited},
		{"takes everything out again", (*trial).removes},
		{"makes the summary, and leaves the rest", (*trial).summaryMade},
		{"makes the summary with our columns at once", (*trial).summaryWithColumns},
		{"writes the summary's cells that differ", (*trial).summaryChanged},
		{"a summary grows and shrinks", (*trial).summaryGrows},
		{"a renamed summary is still ours", (*trial).summaryRenamed},
		{"a person's tab with its title isn't", (*trial).summaryTheirs},
		{"what a person wrote into the summary gives way", (*trial).summaryTyped},
		{"a summary that was deleted is made again", (*trial).summaryDeleted},
		{"stores any text in the summary as text", (*trial).summaryHostile},
		{"a summary that isn't ours is refused", (*trial).summaryForeign},
		{"takes the summary out as a whole", (*trial).summaryRemoved},
	}
}

// read is Read, which must work.
func (x *trial) read() rules.Book {
	x.Helper()
	b, err := x.Workbook.Read(x.Context())
	if err != nil {
		x.Fatalf("Read: %v", err)
	}
	return b
}

// apply is Apply on what was seen last, which must work and give what Read
// gives afterwards.
func (x *trial) apply(c sync.Changes) rules.Book {
	x.Helper()
	after, err := x.Workbook.Apply(x.Context(), x.seen, c)
	if err != nil {
		x.Fatalf("Apply: %v", err)
	}
	x.same("what Apply gives and what Read gives then", x.read(), after)
	x.seen = after
	return after
}

// tab is a tab of what was seen last.
func (x *trial) tab(title string) *rules.Tab {
	x.Helper()
	for i := range x.seen.Tabs {
		if x.seen.Tabs[i].Title == title {
			return &x.seen.Tabs[i]
		}
	}
	x.Fatalf("no tab %q", title)
	return nil
}

// setup makes our columns at the right end of a tab.
func (x *trial) setup(title string) sync.Setup {
	t := x.tab(title)
	return sync.Setup{Tab: t.ID, Title: t.Title, Header: headerOf[title], Status: t.Width, Todo: t.Width + 1, Colours: true}
}

// text is one of our cells in a tab that has our columns.
func (x *trial) text(title string, column sync.Column, row int, now string) sync.Text {
	t := x.tab(title)
	col := t.Own.Status
	if column == sync.Todo {
		col = t.Own.Todo
	}
	return sync.Text{Tab: t.ID, Title: t.Title, Column: column, Row: row, Col: col, Was: t.At(row, col).Text, Now: now}
}
