package gsheet_test

import (
	"fmt"

	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
)

// act does nothing, one thing or two that people do.
func (e *editor) act() {
	if e.left == 0 {
		return
	}
	for range []int{0, 1, 1, 2}[e.IntN(4)] {
		if e.left > 0 {
			e.left--
			e.server.Edit("b", e.edit)
		}
	}
}

// edit does one thing, mostly in a tab that counts.
func (e *editor) edit(b *gsheettest.Spreadsheet) {
	g := b.Sheets[e.IntN(len(b.Sheets))]
	rows, cols := g.Size()
	used, width := g.Used()
	if used < 2 || width < 2 || rows < 4 || cols < 4 {
		return
	}
	row, col := e.IntN(used), e.IntN(width)
	what := ""
	switch k := e.IntN(20); k {
	case 1:
		g.InsertRows(row, 1+e.IntN(2))
		what = "insert rows"
	case 2, 3:
		g.DeleteRows(row, 1)
		what = "delete row"
	case 4, 5:
		to := e.IntN(used)
		g.MoveRow(row, to)
		what = fmt.Sprint("move row to ", to)
	case 6, 7, 8, 9:
		what = e.sort(g, used, width)
	case 0, 10:
		what = e.columns(g, col, cols)
	case 11:
		g.InsertCols(col, 1)
		what = "insert column"
	case 12:
		to := e.IntN(cols)
		g.MoveCol(col, to)
		what = fmt.Sprint("move column to ", to)
	case 13, 14:
		what = e.tabs(b, g)
	case 15:
		what = e.name(g, used)
	case 16:
		g.Put(used+e.IntN(3), col, gsheettest.Cell{Value: "ghi chú"})
		what = "note below"
	default:
		what = e.value(g, row, col, width)
	}
	e.done = append(e.done, fmt.Sprintf("%s (row %d, column %d): %s", g.Title, row+1, col+1, what))
}

// sort sorts rows below the header: all columns, or only some of them.
func (e *editor) sort(g *gsheettest.Grid, used, width int) string {
	head := row(g, "Tên đơn vị")
	if head < 0 || used-head < 3 {
		return "no sort"
	}
	from := head + 1 + e.IntN(2)
	left, right, by := 0, width, e.IntN(width)
	if e.IntN(2) == 0 { // some of the columns
		left = e.IntN(2)
		right = left + 1 + e.IntN(width-left)
		by = left + e.IntN(right-left)
	}
	g.SortRows(from, used, left, right, by, e.IntN(2) == 0)
	return fmt.Sprintf("sort columns %d to %d by %d from row %d", left+1, right, by+1, from+1)
}

// columns does to columns what may hurt: deletes one, ours or theirs, at the end.
func (e *editor) columns(g *gsheettest.Grid, col, cols int) string {
	switch e.IntN(4) {
	case 0:
		g.DeleteCols(col, 1)
		return "delete column"
	case 1:
		g.DeleteCols(cols-1, 1)
		return "delete last column of the grid"
	case 2:
		if c := column(g, rules.StatusHeader); c >= 0 {
			g.DeleteCols(c, 1)
		}
		return "delete our column"
	}
	g.Put(e.IntN(3), cols, gsheettest.Cell{Value: "cột mới"})
	return "new column at the end of the grid"
}

// tabs renames, swaps, deletes, duplicates or moves tabs.
func (e *editor) tabs(b *gsheettest.Spreadsheet, g *gsheettest.Grid) string {
	other := b.Sheets[e.IntN(len(b.Sheets))]
	switch e.IntN(6) {
	case 0:
		g.Title += " (2022)"
		return "rename tab"
	case 1:
		g.Title, other.Title = other.Title, g.Title
		return "swap titles with " + g.Title
	case 2:
		if len(b.Sheets) > 3 && e.IntN(3) == 0 {
			b.DeleteSheet(g.ID)
			return "delete tab"
		}
	case 3:
		if len(b.Sheets) < 8 {
			b.DuplicateSheet(g.ID, 1000+int64(e.IntN(1e6)), "Bản sao của "+g.Title, e.IntN(2) == 0)
			return "duplicate tab"
		}
	case 4:
		b.MoveSheet(e.IntN(len(b.Sheets)), e.IntN(len(b.Sheets)))
		return "move tab"
	}
	g.Put(0, 0, g.At(0, 0))
	return "nothing"
}

// name changes who a row is about.
func (e *editor) name(g *gsheettest.Grid, used int) string {
	col := column(g, "Tên đơn vị")
	at := row(g, "Tên đơn vị") + 1 + e.IntN(6)
	if col < 0 || at >= used {
		return "no name"
	}
	name := append(units(), "", "Chi đoàn lạ")[e.IntN(8)]
	g.Put(at, col, gsheettest.Cell{Value: name})
	if name == "" {
		g.Put(at, col, gsheettest.Cell{})
	}
	return fmt.Sprintf("row %d is %q now", at+1, name)
}

// value types something, sometimes into our columns.
func (e *editor) value(g *gsheettest.Grid, row, col, width int) string {
	if c := column(g, rules.StatusHeader); c >= 0 && e.IntN(2) == 0 {
		col = c + e.IntN(2)
	} else if row <= 3 {
		return "nothing"
	}
	text := []string{"15/03/2022", "x", "tự gõ", string(rules.LabelDone), rules.StatusHeader}[e.IntN(5)]
	if key := column(g, "Tên đơn vị"); col == key {
		return "nothing"
	}
	g.Put(row, col, gsheettest.Cell{Value: text})
	return fmt.Sprintf("type %q into column %d", text, col+1)
}
