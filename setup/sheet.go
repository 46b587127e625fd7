package setup

import (
	"errors"

	"rasoat/rules"
)

// ErrContent says that something stands already where sheets should be built.
var ErrContent = errors.New("it has content already, so nothing was written")

// Widest is the most columns that periods are spread over where the plan allows
// rows instead.
const Widest = 40

// Sheet is one tab to be built.
type Sheet struct {
	Title   string
	Lines   []string // above the header, one row each; the first is the title
	Columns []Column
	Rows    [][]rules.Cell // under the header, as wide as Columns or shorter
	Spare   int            // rows after them that are ready to be filled in
	Frozen  int            // columns at the left that stay in view
}

// Column is one column of a tab.
type Column struct {
	Parent  string // stands over it and over its neighbours with the same; "" for none
	Header  string
	Kind    Kind
	Width   int      // in characters
	Choices []string // offered in a drop-down; none: anything
	From    *Range   // offered instead: what stands in these cells
	Strict  bool     // nothing but a choice is taken
}

// Range is cells of one column, in one of the sheets. All ends are 0-based and
// inside it.
type Range struct {
	Sheet             string
	Col, Row, LastRow int
}

// Kind says what a column holds, and so how it is shown and checked.
type Kind uint8

// The kinds of columns.
const (
	Text    Kind = iota
	Short        // text in the middle of its cell
	Number       // running number of the row
	Count        // whole, from 0
	Decimal      // any number
	Percent      // 0 to 1, shown as 0% to 100%
	Date         //
	Status       // ours
	Todo         // ours
	Gap          // nothing: parts two tables
)

// ours reports one of our own columns. Its header stands in the last header row,
// where it is looked for.
func (c *Column) ours() bool { return c.Kind == Status || c.Kind == Todo }

// Header is the first header row, 0-based: after the lines and a blank row.
func (s *Sheet) Header() int { return len(s.Lines) + 1 }

// HeaderRows is how many rows the header has: 1 or 2.
func (s *Sheet) HeaderRows() int {
	for _, c := range s.Columns {
		if c.Parent != "" {
			return 2
		}
	}
	return 1
}

// First is the first row under the header, 0-based.
func (s *Sheet) First() int { return s.Header() + s.HeaderRows() }

// Height is the number of rows, those that are ready to be filled in included.
func (s *Sheet) Height() int { return s.First() + len(s.Rows) + s.Spare }

// Own says where our columns stand.
func (s *Sheet) Own() rules.Owned {
	own := rules.None()
	for i, c := range s.Columns {
		switch c.Kind {
		case Status:
			own.Status = i
		case Todo:
			own.Todo = i
		}
	}
	return own
}

// Cells is everything that stands in the tab, from its first row.
func (s *Sheet) Cells() [][]rules.Cell {
	var out [][]rules.Cell
	for _, line := range s.Lines {
		out = append(out, []rules.Cell{text(line)})
	}
	out = append(out, nil)
	if s.HeaderRows() == 2 {
		out = append(out, s.header(func(i int) string {
			switch c := s.Columns[i]; {
			case c.ours():
				return ""
			case c.Parent == "":
				return c.Header
			case i > 0 && s.Columns[i-1].Parent == c.Parent:
				return ""
			default:
				return c.Parent
			}
		}))
	}
	out = append(out, s.header(func(i int) string {
		if c := &s.Columns[i]; s.HeaderRows() == 2 && c.Parent == "" && !c.ours() {
			return ""
		}
		return s.Columns[i].Header
	}))
	return append(out, s.Rows...)
}

func (s *Sheet) header(of func(i int) string) []rules.Cell {
	row := make([]rules.Cell, len(s.Columns))
	for i := range row {
		row[i] = text(of(i))
	}
	return row
}

// Merges are the merged cells of the header.
func (s *Sheet) Merges() []rules.Rect {
	if s.HeaderRows() == 1 {
		return nil
	}
	var out []rules.Rect
	top := s.Header()
	for i := 0; i < len(s.Columns); {
		j := i
		for s.Columns[i].Parent != "" && j+1 < len(s.Columns) && s.Columns[j+1].Parent == s.Columns[i].Parent {
			j++
		}
		switch {
		case s.Columns[i].Parent == "" && s.Columns[i].Kind != Gap && !s.Columns[i].ours():
			out = append(out, rules.Rect{Row: top, Col: i, LastRow: top + 1, LastCol: i})
		case j > i:
			out = append(out, rules.Rect{Row: top, Col: i, LastRow: top, LastCol: j})
		}
		i = j + 1
	}
	return out
}

// Book is the sheets as a workbook reads once they are written.
func Book(sheets []Sheet) rules.Book {
	b := rules.Book{ID: "new", Name: "new"}
	for i := range sheets {
		s := &sheets[i]
		b.Tabs = append(b.Tabs, rules.Tab{ID: s.Title, Title: s.Title, Rows: s.Cells(), Merges: s.Merges(), Own: s.Own(), Width: len(s.Columns)})
	}
	return b
}

// text is a cell of text; "" is an empty one.
func text(s string) rules.Cell {
	if s == "" {
		return rules.Cell{}
	}
	return rules.Cell{Kind: rules.Text, Text: s}
}

func number(n int) rules.Cell { return rules.Cell{Kind: rules.Number, Num: float64(n)} }

// day is a cell with a date; 0 is an empty one.
func day(d rules.Date) rules.Cell {
	if d == 0 {
		return rules.Cell{}
	}
	return rules.Cell{Kind: rules.Number, Num: float64(d), Format: rules.AsDate}
}
