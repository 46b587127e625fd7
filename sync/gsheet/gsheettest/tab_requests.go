package gsheettest

import (
	"slices"
	"strings"

	"google.golang.org/api/sheets/v4"
)

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
	frozenRows, frozenCols := 0, 0
	if x := p.GridProperties; x != nil {
		if x.RowCount > 0 {
			rows = int(x.RowCount)
		}
		if x.ColumnCount > 0 {
			cols = int(x.ColumnCount)
		}
		frozenRows, frozenCols = int(x.FrozenRowCount), int(x.FrozenColumnCount)
	}
	if frozenRows >= rows || frozenCols >= cols {
		return nil, bad("You can't freeze all visible rows or columns on the sheet.")
	}
	g := NewGrid(id, p.Title, rows, cols)
	g.FrozenRows, g.FrozenCols = frozenRows, frozenCols
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
		case "gridProperties.frozenColumnCount", "gridProperties/frozenColumnCount":
			g.FrozenCols = int(q.Properties.GridProperties.FrozenColumnCount)
		case "index", "tabColorStyle", "gridProperties.hideGridlines":
		default:
			return unimplemented("updateSheetProperties of " + f)
		}
	}
	return nil
}
