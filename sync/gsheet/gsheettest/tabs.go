package gsheettest

import "slices"

// HasMark reports whether developer metadata with the key hang on the column.
func (g *Grid) HasMark(col int, key string) bool {
	return slices.ContainsFunc(g.cols[col].meta, func(m *metadata) bool { return m.key == key })
}

// Columns is the cells of the columns that hold anything and aren't a program's own,
// from the left: what stays the same when the program writes only into its own.
func (g *Grid) Columns(own func(col int) bool) [][]Cell {
	var out [][]Cell
	for c := range g.cols {
		if own != nil && own(c) {
			continue
		}
		var column []Cell
		for r := range g.cells {
			if x := g.At(r, c); x != (Cell{}) {
				for len(column) < r {
					column = append(column, Cell{})
				}
				column = append(column, x)
			}
		}
		if column != nil {
			out = append(out, column)
		}
	}
	return out
}

// DeleteSheet takes a sheet away.
func (b *Spreadsheet) DeleteSheet(id int64) {
	b.Sheets = slices.DeleteFunc(slices.Clone(b.Sheets), func(g *Grid) bool { return g.ID == id })
}

// MoveSheet puts a sheet elsewhere in the order.
func (b *Spreadsheet) MoveSheet(from, to int) { b.Sheets = move(b.Sheets, from, to) }

// DuplicateSheet copies a sheet, as "Duplicate" does in the tab's menu. Whether
// developer metadata come along isn't known; here they do where with says so, each
// with a new id.
func (b *Spreadsheet) DuplicateSheet(id, copied int64, title string, with bool) {
	g := b.sheet(id).clone()
	g.ID, g.Title = copied, title
	g.charts = nil // a copy's have other ids
	if !with {
		g.meta = nil
	}
	for i, m := range g.meta {
		c := *m
		c.id = copied*1000 + m.id%1000
		g.meta[i] = &c
	}
	for _, list := range [][]*line{g.rows, g.cols} {
		for _, l := range list {
			if !with {
				l.meta = nil
			}
			for i, m := range l.meta {
				c := *m
				c.id = copied*1000 + m.id%1000
				l.meta[i] = &c
			}
		}
	}
	b.Sheets = append(b.Sheets, g)
}

// CopyCol copies a column with its metadata to the column to, over what is there.
// (Whether Google copies metadata isn't known; it is the worse case.)
func (g *Grid) CopyCol(from, to int) {
	for r := range g.cells {
		g.Put(r, to, g.At(r, from))
	}
	for _, m := range g.cols[from].meta {
		c := *m
		c.id += 500
		g.cols[to].meta = append(g.cols[to].meta, &c)
	}
}

// Mark is the value of the first developer metadata with the key on the column.
func (g *Grid) Mark(col int, key string) (value string, ok bool) {
	for _, m := range g.cols[col].meta {
		if m.key == key {
			return m.value, true
		}
	}
	return "", false
}

// SheetMark is the value of the first developer metadata with the key that hangs on
// the sheet itself; "" when there is none.
func (g *Grid) SheetMark(key string) string {
	for _, m := range g.meta {
		if m.key == key {
			return m.value
		}
	}
	return ""
}
