package gsheettest

import (
	"strings"

	"google.golang.org/api/sheets/v4"
)

// maxCells is the most cells that a spreadsheet takes.
const maxCells = 10_000_000

func (b *batch) room(rows, cols int, g *Grid) error {
	total := rows * cols
	for _, other := range b.book.Sheets {
		if other != g {
			total += len(other.rows) * len(other.cols)
		}
	}
	if total > maxCells {
		return bad("This action would increase the number of cells in the workbook above the limit of %d cells.", maxCells)
	}
	return nil
}

func (b *batch) insert(q *sheets.InsertDimensionRequest) error {
	if q.Range == nil {
		return bad("range is required.")
	}
	g, err := b.grid(q.Range.SheetId)
	if err != nil {
		return err
	}
	at, n := int(q.Range.StartIndex), int(q.Range.EndIndex-q.Range.StartIndex)
	size := len(g.cols)
	if q.Range.Dimension == "ROWS" {
		size = len(g.rows)
	}
	switch {
	case q.Range.Dimension != "ROWS" && q.Range.Dimension != "COLUMNS":
		return bad("Invalid dimension: %s", q.Range.Dimension)
	case n <= 0 || at < 0:
		return bad("Invalid range: endIndex must be greater than startIndex.")
	case at > size || at == size && !q.InheritFromBefore:
		return bad("range.startIndex[%d] is after the last %s in the grid[%d]", at, strings.ToLower(strings.TrimSuffix(q.Range.Dimension, "S")), size)
	}
	if q.Range.Dimension == "ROWS" {
		if err := b.room(len(g.rows)+n, len(g.cols), g); err != nil {
			return err
		}
		g.InsertRows(at, n)
		return nil
	}
	if err := b.room(len(g.rows), len(g.cols)+n, g); err != nil {
		return err
	}
	g.InsertCols(at, n)
	return nil
}

func (b *batch) append(q *sheets.AppendDimensionRequest) error {
	g, err := b.grid(q.SheetId)
	if err != nil {
		return err
	}
	if q.Length <= 0 {
		return bad("length must be greater than zero.")
	}
	switch q.Dimension {
	case "ROWS":
		if err := b.room(len(g.rows)+int(q.Length), len(g.cols), g); err != nil {
			return err
		}
		g.rows = append(g.rows, lines(int(q.Length))...)
	case "COLUMNS":
		if err := b.room(len(g.rows), len(g.cols)+int(q.Length), g); err != nil {
			return err
		}
		g.cols = append(g.cols, lines(int(q.Length))...)
	default:
		return bad("Invalid dimension: %s", q.Dimension)
	}
	return nil
}

func (b *batch) delete(q *sheets.DeleteDimensionRequest) error {
	g, err := b.grid(q.Range.SheetId)
	if err != nil {
		return err
	}
	from, to := int(q.Range.StartIndex), int(q.Range.EndIndex)
	area := rect{from, 0, to, len(g.cols)}
	size := len(g.rows)
	if q.Range.Dimension == "COLUMNS" {
		area, size = rect{0, from, len(g.rows), to}, len(g.cols)
	}
	if from < 0 || from >= to || to > size {
		return bad("Cannot delete a %s that doesn't exist. Tried to delete %s index %d but there are only %d.", strings.ToLower(strings.TrimSuffix(q.Range.Dimension, "S")), strings.ToLower(q.Range.Dimension), to-1, size)
	}
	if to-from == size {
		return bad("You can't delete all the %s on the sheet.", strings.ToLower(q.Range.Dimension))
	}
	if err := g.mayWrite(area); err != nil {
		return err
	}
	for r := area.r0; r < area.r1; r++ {
		for c := area.c0; c < area.c1; c++ {
			b.note(g, r, c, g.At(r, c), Cell{})
		}
	}
	if q.Range.Dimension == "COLUMNS" {
		g.DeleteCols(from, to-from)
	} else {
		g.DeleteRows(from, to-from)
	}
	return nil
}

func (b *batch) dimensionProperties(q *sheets.UpdateDimensionPropertiesRequest) error {
	if q.Fields == "" {
		return bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	if q.Range == nil {
		return unimplemented("updateDimensionProperties by data filter")
	}
	_, err := b.grid(q.Range.SheetId)
	return err
}
