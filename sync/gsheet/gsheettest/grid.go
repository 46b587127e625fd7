package gsheettest

import (
	"fmt"
	"slices"
	"strings"
)

// Cell is what one cell holds.
type Cell struct {
	Value   any    // nil, string, float64, bool
	Formula string // "=A1+B1"; Value is its result
	Error   string // "#REF!": the formula's result is an error
	Format  string // NUMBER, PERCENT, DATE, DATE_TIME, TEXT … as in NumberFormat.type; "" is none
	Pattern string
}

func (c Cell) empty() bool { return c.Value == nil && c.Formula == "" && c.Error == "" }

// line is one row or column. Developer metadata hangs on it, so that it moves
// with it.
type line struct {
	meta   []*metadata
	hidden bool
}

type metadata struct {
	id         int64
	key, value string
	visibility string
}

// Grid is one sheet of a spreadsheet. Rows and columns are 0-based.
type Grid struct {
	ID         int64
	Title      string
	Hidden     bool
	FrozenRows int
	FrozenCols int
	rows, cols []*line
	cells      [][]Cell // ragged: what isn't there is empty
	merges     []rect
	protected  []*protection
	formats    []*colourRule
	meta       []*metadata
	charts     []*chart
	validation map[[2]int]bool
}

// rect is half open, as GridRange is.
type rect struct{ r0, c0, r1, c1 int }

type protection struct {
	id          int64
	area        rect
	warningOnly bool
	editors     []string // empty: only the owner
	description string
}

type colourRule struct {
	areas []rect
	rule  map[string]any // the BooleanRule as it came
}

// NewGrid is an empty sheet of the given size.
func NewGrid(id int64, title string, rows, cols int) *Grid {
	g := &Grid{ID: id, Title: title}
	g.rows, g.cols = lines(rows), lines(cols)
	return g
}

func lines(n int) []*line {
	out := make([]*line, n)
	for i := range out {
		out[i] = &line{}
	}
	return out
}

// Sheet is the sheet with this title; nil when there is none.
func (b *Spreadsheet) Sheet(title string) *Grid {
	for _, g := range b.Sheets {
		if g.Title == title {
			return g
		}
	}
	return nil
}

// Size is the number of rows and columns of the grid.
func (g *Grid) Size() (rows, cols int) { return len(g.rows), len(g.cols) }

// At is the cell; outside the grid it is empty.
func (g *Grid) At(row, col int) Cell {
	if row < 0 || row >= len(g.cells) || col < 0 || col >= len(g.cells[row]) {
		return Cell{}
	}
	return g.cells[row][col]
}

// Put sets the cell, growing the grid as a person's typing would.
func (g *Grid) Put(row, col int, c Cell) {
	for len(g.rows) <= row {
		g.rows = append(g.rows, &line{})
	}
	for len(g.cols) <= col {
		g.cols = append(g.cols, &line{})
	}
	g.put(row, col, c)
}

func (g *Grid) put(row, col int, c Cell) {
	for len(g.cells) <= row {
		g.cells = append(g.cells, nil)
	}
	for len(g.cells[row]) <= col {
		g.cells[row] = append(g.cells[row], Cell{})
	}
	g.cells[row][col] = c
}

// Used is the size of the part that holds anything.
func (g *Grid) Used() (rows, cols int) {
	for r, line := range g.cells {
		for c := range line {
			if !line[c].empty() {
				rows, cols = r+1, max(cols, c+1)
			}
		}
	}
	return rows, cols
}

// InsertRows inserts n empty rows before row.
func (g *Grid) InsertRows(row, n int) {
	g.rows = slices.Insert(g.rows, row, lines(n)...)
	if row < len(g.cells) {
		g.cells = slices.Insert(g.cells, row, make([][]Cell, n)...)
	}
	g.shiftAll(true, row, n)
}

// InsertCols inserts n empty columns before col.
func (g *Grid) InsertCols(col, n int) {
	g.cols = slices.Insert(g.cols, col, lines(n)...)
	for r := range g.cells {
		if col < len(g.cells[r]) {
			g.cells[r] = slices.Insert(g.cells[r], col, make([]Cell, n)...)
		}
	}
	g.shiftAll(false, col, n)
}

// DeleteRows deletes n rows from row on.
func (g *Grid) DeleteRows(row, n int) {
	g.rows = slices.Delete(g.rows, row, row+n)
	if row < len(g.cells) {
		g.cells = slices.Delete(g.cells, row, min(row+n, len(g.cells)))
	}
	g.shiftAll(true, row, -n)
}

// DeleteCols deletes n columns from col on, with their metadata.
func (g *Grid) DeleteCols(col, n int) {
	g.cols = slices.Delete(g.cols, col, col+n)
	for r := range g.cells {
		if col < len(g.cells[r]) {
			g.cells[r] = slices.Delete(g.cells[r], col, min(col+n, len(g.cells[r])))
		}
	}
	g.shiftAll(false, col, -n)
}

// MoveRow moves one row so that it stands before the row to (counted before the move).
func (g *Grid) MoveRow(from, to int) {
	g.fill()
	g.rows = move(g.rows, from, to)
	g.cells = move(g.cells, from, to)
}

// MoveCol moves one column, with its metadata and the colour rules that cover just it.
func (g *Grid) MoveCol(from, to int) {
	g.fill()
	g.cols = move(g.cols, from, to)
	at := from
	if at < to {
		at = to - 1
	} else {
		at = to
	}
	for r := range g.cells {
		g.cells[r] = move(g.cells[r], from, to)
	}
	for _, f := range g.formats {
		for i, a := range f.areas {
			if a.c1-a.c0 == 1 {
				f.areas[i].c0 = moved(a.c0, from, to, at)
				f.areas[i].c1 = f.areas[i].c0 + 1
			}
		}
	}
}

// moved is where index i stands after one line went from from to at.
func moved(i, from, to, at int) int {
	switch {
	case i == from:
		return at
	case from < i && i < to:
		return i - 1
	case to <= i && i < from:
		return i + 1
	}
	return i
}

func move[T any](s []T, from, to int) []T {
	x := s[from]
	s = slices.Delete(slices.Clone(s), from, from+1)
	if to > from {
		to--
	}
	return slices.Insert(s, to, x)
}

// fill makes the cells a full rectangle.
func (g *Grid) fill() {
	for len(g.cells) < len(g.rows) {
		g.cells = append(g.cells, nil)
	}
	for r := range g.cells {
		for len(g.cells[r]) < len(g.cols) {
			g.cells[r] = append(g.cells[r], Cell{})
		}
	}
}

// SortRows sorts rows r0 ≤ r < r1 of the columns c0 ≤ c < c1 only, by the column by.
// What lies outside the columns stays, as when a person sorts a selection.
func (g *Grid) SortRows(r0, r1, c0, c1, by int, descending bool) {
	g.fill()
	part := make([][]Cell, 0, r1-r0)
	for r := r0; r < r1; r++ {
		part = append(part, slices.Clone(g.cells[r][c0:c1]))
	}
	slices.SortStableFunc(part, func(a, b []Cell) int {
		x, y := sortKey(a[by-c0]), sortKey(b[by-c0])
		if (x == "") != (y == "") { // blanks last, whatever the order
			if x == "" {
				return 1
			}
			return -1
		}
		if descending {
			return strings.Compare(y, x)
		}
		return strings.Compare(x, y)
	})
	for i, line := range part {
		copy(g.cells[r0+i][c0:c1], line)
	}
}

func sortKey(c Cell) string {
	switch v := c.Value.(type) {
	case nil:
		return ""
	case float64:
		return fmt.Sprintf("0%020.6f", v)
	case bool:
		return fmt.Sprintf("2%v", v)
	}
	return "1" + strings.ToLower(fmt.Sprint(c.Value))
}

// shiftAll moves merges, protections and colour areas after n lines came (or
// went, n < 0) at the index at.
func (g *Grid) shiftAll(rows bool, at, n int) {
	shift := func(a rect) (rect, bool) {
		lo, hi := &a.c0, &a.c1
		if rows {
			lo, hi = &a.r0, &a.r1
		}
		*lo, *hi = shiftEnd(*lo, at, n, false), shiftEnd(*hi, at, n, true)
		return a, *lo < *hi
	}
	g.merges = keep(g.merges, shift)
	for _, p := range g.protected {
		p.area, _ = shift(p.area)
	}
	for _, f := range g.formats {
		f.areas = keep(f.areas, shift)
	}
}

func shiftEnd(x, at, n int, end bool) int {
	switch {
	case n > 0 && (x > at || x == at && !end):
		return x + n
	case n < 0 && x > at:
		return max(at, x+n)
	}
	return x
}

func keep(areas []rect, f func(rect) (rect, bool)) []rect {
	var out []rect
	for _, a := range areas {
		if b, ok := f(a); ok {
			out = append(out, b)
		}
	}
	return out
}

func (a rect) overlaps(b rect) bool {
	return a.r0 < b.r1 && b.r0 < a.r1 && a.c0 < b.c1 && b.c0 < a.c1
}
