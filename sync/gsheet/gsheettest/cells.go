package gsheettest

import (
	"strings"

	"google.golang.org/api/sheets/v4"
)

// updateCells writes rows of cells; with a range, cells of it that the rows
// don't cover lose the masked fields.
func (b *batch) updateCells(q *sheets.UpdateCellsRequest) error {
	if q.Fields == "" {
		return bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	var g *Grid
	var area rect
	var err error
	switch {
	case q.Start != nil && q.Range == nil:
		if g, err = b.grid(q.Start.SheetId); err != nil {
			return err
		}
		area = rect{int(q.Start.RowIndex), int(q.Start.ColumnIndex), int(q.Start.RowIndex) + len(q.Rows), len(g.cols)}
		if area.r1 > len(g.rows) {
			return bad("GridCoordinate.rowIndex[%d] is after last row in grid[%d]", area.r1-1, len(g.rows)-1)
		}
		for _, row := range q.Rows {
			if last := area.c0 + len(row.Values); last > len(g.cols) {
				return bad("Attempting to write column: %d, beyond the last requested column of: %d", last-1, len(g.cols)-1)
			}
		}
	case q.Range != nil:
		if g, area, err = b.book.gridRange(q.Range); err != nil {
			return err
		}
	default:
		return bad("One of start or range must be set.")
	}
	for r := area.r0; r < area.r1; r++ {
		for c := area.c0; c < area.c1; c++ {
			given := cellAt(q.Rows, r-area.r0, c-area.c0)
			if given == nil && q.Range == nil {
				continue
			}
			if given == nil {
				given = &sheets.CellData{}
			}
			if err := b.cell(g, r, c, given, q.Fields); err != nil {
				return err
			}
		}
	}
	return nil
}

func cellAt(rows []*sheets.RowData, r, c int) *sheets.CellData {
	if r < len(rows) && c < len(rows[r].Values) {
		return rows[r].Values[c]
	}
	return nil
}

func (b *batch) repeatCell(q *sheets.RepeatCellRequest) error {
	if q.Fields == "" {
		return bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	g, area, err := b.book.gridRange(q.Range)
	if err != nil {
		return err
	}
	for r := area.r0; r < area.r1; r++ {
		for c := area.c0; c < area.c1; c++ {
			if err := b.cell(g, r, c, q.Cell, q.Fields); err != nil {
				return err
			}
		}
	}
	return nil
}

// cell writes the masked fields of one cell: values and number formats are kept,
// other formats have no place here.
func (b *batch) cell(g *Grid, r, c int, d *sheets.CellData, fields string) error {
	if err := g.mayWrite(rect{r, c, r + 1, c + 1}); err != nil {
		return err
	}
	was := g.At(r, c)
	now := was
	if fields == "*" || strings.Contains(fields, "userEnteredValue") {
		now.Value, now.Formula, now.Error = nil, "", ""
		if v := d.UserEnteredValue; v != nil {
			switch {
			case v.StringValue != nil:
				now.Value = *v.StringValue
			case v.NumberValue != nil:
				now.Value = *v.NumberValue
			case v.BoolValue != nil:
				now.Value = *v.BoolValue
			case v.FormulaValue != nil:
				return unimplemented("formulas")
			}
		}
	}
	if fields == "*" || strings.Contains(fields, "numberFormat") || fields == "userEnteredFormat" {
		now.Format, now.Pattern = "", ""
		if f := d.UserEnteredFormat; f != nil && f.NumberFormat != nil {
			now.Format, now.Pattern = f.NumberFormat.Type, f.NumberFormat.Pattern
		}
	}
	g.put(r, c, now)
	b.note(g, r, c, was, now)
	return nil
}
