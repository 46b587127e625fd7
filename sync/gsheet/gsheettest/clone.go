package gsheettest

import "slices"

// Clone is a copy that shares nothing that changes with the spreadsheet.
func (b *Spreadsheet) Clone() *Spreadsheet { return b.clone() }

// clone is a deep copy, so that a batch is applied whole or not at all.
func (b *Spreadsheet) clone() *Spreadsheet {
	out := *b
	out.meta = slices.Clone(b.meta)
	out.Sheets = make([]*Grid, len(b.Sheets))
	for i, g := range b.Sheets {
		out.Sheets[i] = g.clone()
	}
	return &out
}

func (g *Grid) clone() *Grid {
	out := *g
	out.rows, out.cols = cloneLines(g.rows), cloneLines(g.cols)
	out.cells = make([][]Cell, len(g.cells))
	for r := range g.cells {
		out.cells[r] = slices.Clone(g.cells[r])
	}
	out.merges = slices.Clone(g.merges)
	out.meta = slices.Clone(g.meta)
	out.charts = cloneEach(g.charts)
	out.protected = cloneEach(g.protected)
	out.formats = cloneEach(g.formats)
	for i, f := range g.formats {
		out.formats[i].areas = slices.Clone(f.areas)
	}
	return &out
}

func cloneLines(in []*line) []*line {
	out := cloneEach(in)
	for i, l := range in {
		out[i].meta = slices.Clone(l.meta)
	}
	return out
}

func cloneEach[T any](in []*T) []*T {
	out := make([]*T, len(in))
	for i, x := range in {
		y := *x
		out[i] = &y
	}
	return out
}
