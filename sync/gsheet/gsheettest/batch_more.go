package gsheettest

import (
	"slices"
	"strings"

	"google.golang.org/api/sheets/v4"
)

func (b *batch) protect(q *sheets.AddProtectedRangeRequest) (any, error) {
	p := q.ProtectedRange
	if p == nil || p.Range == nil {
		return nil, bad("protectedRange.range is required.")
	}
	g, area, err := b.book.gridRange(p.Range)
	if err != nil {
		return nil, err
	}
	if p.WarningOnly && p.Editors != nil {
		return nil, bad("ProtectedRange is warningOnly. Editors cannot be set on it.")
	}
	b.server.nextID++
	out := &protection{id: b.server.nextID, area: area, warningOnly: p.WarningOnly, description: p.Description, editors: []string{Account}}
	if p.WarningOnly {
		out.editors = nil
	}
	g.protected = append(g.protected, out)
	return object{"addProtectedRange": object{"protectedRange": g.renderProtection(out)}}, nil
}

func (b *batch) unprotect(q *sheets.DeleteProtectedRangeRequest) error {
	for _, g := range b.book.Sheets {
		for i, p := range g.protected {
			if p.id == q.ProtectedRangeId {
				g.protected = slices.Delete(slices.Clone(g.protected), i, i+1)
				return nil
			}
		}
	}
	return bad("No protected range with id: %d", q.ProtectedRangeId)
}

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

func (b *batch) addSheet(q *sheets.AddSheetRequest) (any, error) {
	p := q.Properties
	if p == nil {
		p = &sheets.SheetProperties{}
	}
	for _, g := range b.book.Sheets {
		if strings.EqualFold(g.Title, p.Title) {
			return nil, bad("A sheet with the name \"%s\" already exists. Please enter another name.", p.Title)
		}
		if p.SheetId != 0 && g.ID == p.SheetId {
			return nil, bad("Sheet with id %d already exists.", p.SheetId)
		}
	}
	rows, cols := 1000, 26
	id := p.SheetId
	if id == 0 {
		b.server.nextID++
		id = 100000 + b.server.nextID
	}
	frozen := 0
	if x := p.GridProperties; x != nil {
		if x.RowCount > 0 {
			rows = int(x.RowCount)
		}
		if x.ColumnCount > 0 {
			cols = int(x.ColumnCount)
		}
		frozen = int(x.FrozenRowCount)
	}
	g := NewGrid(id, p.Title, rows, cols)
	g.FrozenRows = frozen
	if err := b.room(rows, cols, g); err != nil {
		return nil, err
	}
	at := len(b.book.Sheets)
	if p.Index > 0 && int(p.Index) < at {
		at = int(p.Index)
	}
	b.book.Sheets = slices.Insert(b.book.Sheets, at, g)
	rendered := g.render(at, nil, nil, false)
	return object{"addSheet": object{"properties": rendered["properties"]}}, nil
}

func (b *batch) deleteSheet(q *sheets.DeleteSheetRequest) error {
	g, err := b.grid(q.SheetId)
	if err != nil {
		return err
	}
	if len(b.book.Sheets) == 1 {
		return bad("You can't remove all the sheets in a document.")
	}
	b.book.Sheets = slices.DeleteFunc(b.book.Sheets, func(x *Grid) bool { return x == g })
	return nil
}

func (b *batch) sheetProperties(q *sheets.UpdateSheetPropertiesRequest) error {
	if q.Fields == "" {
		return bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	g := b.book.sheet(q.Properties.SheetId)
	if g == nil {
		return bad("No sheet with id: %d", q.Properties.SheetId)
	}
	for _, f := range strings.Split(q.Fields, ",") {
		switch strings.TrimSpace(f) {
		case "title":
			g.Title = q.Properties.Title
		case "hidden":
			g.Hidden = q.Properties.Hidden
		case "gridProperties.frozenRowCount", "gridProperties/frozenRowCount":
			g.FrozenRows = int(q.Properties.GridProperties.FrozenRowCount)
		case "gridProperties.frozenColumnCount", "index", "tabColorStyle", "gridProperties.hideGridlines":
		default:
			return unimplemented("updateSheetProperties of " + f)
		}
	}
	return nil
}

func (b *batch) validation(q *sheets.SetDataValidationRequest) error {
	g, area, err := b.book.gridRange(q.Range)
	if err != nil {
		return err
	}
	fresh := map[[2]int]bool{}
	for k := range g.validation {
		fresh[k] = true
	}
	for r := area.r0; r < area.r1; r++ {
		for c := area.c0; c < area.c1; c++ {
			fresh[[2]int{r, c}] = q.Rule != nil
		}
	}
	g.validation = fresh
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

func (b *batch) merge(q *sheets.MergeCellsRequest) error {
	g, area, err := b.book.gridRange(q.Range)
	if err != nil {
		return err
	}
	for _, m := range g.merges {
		if m.overlaps(area) {
			return bad("Cannot merge cells that overlap with an existing merge.")
		}
	}
	g.merges = append(g.merges, area)
	return nil
}
