package rules

import (
	"strconv"
	"strings"
)

// Kind says what a cell holds.
type Kind uint8

// The kinds of a cell. A formula's cell has the kind of its result.
const (
	Empty  Kind = iota
	Text        // Cell.Text
	Number      // Cell.Num; dates and percentages are numbers with a Format
	Bool        // Cell.Num is 1 for TRUE (a ticked box), 0 for FALSE
	Error       // Cell.Text is the error's code, "#REF!"
)

// Format says how a number is shown, as far as reading depends on it.
type Format uint8

// The formats that change what a number means.
const (
	General   Format = iota
	AsDate           // the number is a serial day, see [Date]
	AsPercent        // 0.85 is shown as 85%
)

// Cell is one cell as a workbook gives it: nothing parsed, nothing guessed.
type Cell struct {
	Kind    Kind
	Text    string
	Num     float64
	Format  Format
	Formula bool
}

// Rect is a block of merged cells; all four ends are 0-based and inside it.
type Rect struct{ Row, Col, LastRow, LastCol int }

// Has reports whether the cell lies in the block.
func (r Rect) Has(row, col int) bool {
	return row >= r.Row && row <= r.LastRow && col >= r.Col && col <= r.LastCol
}

// Owned says where our two columns stand in a tab: 0-based, -1 when absent.
type Owned struct {
	Status, Todo int
	Coloured     bool // the status column carries our colour rules
	Headless     bool // a header of ours is gone or renamed; the column is known by what stands in it
}

// None is the Owned of a tab that has none of our columns.
func None() Owned { return Owned{Status: -1, Todo: -1} }

// The headers of our two columns, and the note on them (plan wording, section 1).
const (
	StatusHeader = "Trạng thái (tự động)"
	TodoHeader   = "Việc cần làm (tự động)"
)

// SummaryTitle is the title of the tab that is ours as a whole, and what its first
// cell begins with. No such tab is ever read as a table, nor is a copy of one.
const SummaryTitle = "Tổng hợp (tự động)"

// Tab is one sheet of a workbook. Trailing empty cells and rows may be absent.
type Tab struct {
	ID, Title string
	Hidden    bool
	Rows      [][]Cell
	Merges    []Rect
	Own       Owned
	Width     int // columns in use, counting formatted empty ones; at least the longest row

	// Summary says that the tab is ours as a whole, by a mark that only we make; it
	// tells how the tab was laid out, see package summary. "" for people's tabs.
	Summary string
}

// At is the cell at a 0-based row and column; outside the tab it is empty.
func (t *Tab) At(row, col int) Cell {
	if row < 0 || row >= len(t.Rows) || col < 0 || col >= len(t.Rows[row]) {
		return Cell{}
	}
	return t.Rows[row][col]
}

// summarises reports whether the tab is our summary, or looks like one: a copy,
// perhaps renamed, or one whose mark was lost on the way through another program.
func (t *Tab) summarises() bool {
	ours := Fold(SummaryTitle)
	return t.Summary != "" || strings.Contains(Fold(t.Title), ours) ||
		strings.HasPrefix(Fold(t.At(0, 0).Text), ours)
}

// Book is one workbook as read. An unread book (Unread not empty) has no tabs:
// what depends on it isn't judged.
type Book struct {
	ID     string // stable: an absolute path, a spreadsheet's id
	Name   string // what people call it: the file's name
	Unit   string // the unit it belongs to, when each unit has a workbook of its own
	Unread string // why it couldn't be read, a sentence in Vietnamese; "" when it was read
	Tabs   []Tab
	Marked bool // our columns carry a mark of their own, so they are known without their headers
}

// A1 is a cell's address as people say it: A1(11, 3) is "D12".
func A1(row, col int) string { return ColumnName(col) + strconv.Itoa(row+1) }

// ColumnName is a 0-based column's letters: 0 is "A", 26 is "AA".
func ColumnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}
