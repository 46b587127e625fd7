package gsheettest

import (
	"strconv"
	"strings"

	"google.golang.org/api/sheets/v4"
)

// area is part of one sheet.
type area struct {
	grid *Grid
	rect rect
}

// match gives the areas that a data filter selects.
func (b *Spreadsheet) match(f *sheets.DataFilter) ([]area, error) {
	n := 0
	for _, set := range []bool{f.GridRange != nil, f.DeveloperMetadataLookup != nil, f.A1Range != ""} {
		if set {
			n++
		}
	}
	if n != 1 {
		return nil, bad("Invalid dataFilter: exactly one filter must be set.")
	}
	switch {
	case f.GridRange != nil:
		g, r, err := b.gridRange(f.GridRange)
		if err != nil {
			return nil, err
		}
		return []area{{g, r}}, nil
	case f.A1Range != "":
		return b.a1(f.A1Range)
	}
	return b.lookup(f.DeveloperMetadataLookup), nil
}

// gridRange is the part of a sheet; ends that are absent reach the edge.
func (b *Spreadsheet) gridRange(r *sheets.GridRange) (*Grid, rect, error) {
	g := b.sheet(r.SheetId)
	if g == nil {
		return nil, rect{}, bad("No grid with id: %d", r.SheetId)
	}
	out := rect{int(r.StartRowIndex), int(r.StartColumnIndex), int(r.EndRowIndex), int(r.EndColumnIndex)}
	if r.EndRowIndex == 0 {
		out.r1 = len(g.rows)
	}
	if r.EndColumnIndex == 0 {
		out.c1 = len(g.cols)
	}
	if out.r0 > out.r1 || out.c0 > out.c1 || out.r0 < 0 || out.c0 < 0 {
		return nil, rect{}, bad("Invalid range: startRowIndex/endRowIndex or startColumnIndex/endColumnIndex are out of order.")
	}
	if out.r0 >= len(g.rows) || out.c0 >= len(g.cols) {
		return nil, rect{}, bad("Range (%s!%s) exceeds grid limits. Max rows: %d, max columns: %d", g.Title, a1(out.r0, out.c0), len(g.rows), len(g.cols))
	}
	out.r1, out.c1 = min(out.r1, len(g.rows)), min(out.c1, len(g.cols))
	return g, out, nil
}

func (b *Spreadsheet) sheet(id int64) *Grid {
	for _, g := range b.Sheets {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// a1 reads "'Title'!A1:B2" in any order, and a title alone; other forms aren't served.
func (b *Spreadsheet) a1(text string) ([]area, error) {
	title, cells, ranged := strings.Cut(text, "!")
	title = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(title, "'"), "'"), "''", "'")
	for _, g := range b.Sheets {
		if !strings.EqualFold(g.Title, title) {
			continue
		}
		if !ranged {
			return []area{{g, g.whole()}}, nil
		}
		from, to, two := strings.Cut(cells, ":")
		if !two {
			to = from
		}
		r0, c0, ok0 := parseA1(from)
		r1, c1, ok1 := parseA1(to)
		if !ok0 || !ok1 {
			break
		}
		r0, r1, c0, c1 = min(r0, r1), max(r0, r1), min(c0, c1), max(c0, c1)
		if r0 >= len(g.rows) || c0 >= len(g.cols) {
			return nil, bad("Range (%s!%s) exceeds grid limits. Max rows: %d, max columns: %d", g.Title, cells, len(g.rows), len(g.cols))
		}
		return []area{{g, rect{r0, c0, min(r1+1, len(g.rows)), min(c1+1, len(g.cols))}}}, nil
	}
	return nil, bad("Unable to parse range: %s", text)
}

func a1(row, col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name + strconv.Itoa(row+1)
}

func parseA1(s string) (row, col int, ok bool) {
	i := 0
	for i < len(s) && s[i] >= 'A' && s[i] <= 'Z' {
		col = col*26 + int(s[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(s[i:])
	return row - 1, col - 1, err == nil && row > 0 && col > 0 && i <= 3 // the last column is ZZZ
}

// lookup gives the areas on which matching developer metadata hang.
func (b *Spreadsheet) lookup(l *sheets.DeveloperMetadataLookup) []area {
	var out []area
	hit := func(meta []*metadata, kind string) bool {
		for _, m := range meta {
			if matches(m, l, kind) {
				return true
			}
		}
		return false
	}
	for _, g := range b.Sheets {
		if hit(g.meta, "SHEET") {
			out = append(out, area{g, g.whole()})
		}
		for i, c := range g.cols {
			if hit(c.meta, "COLUMN") {
				out = append(out, area{g, rect{0, i, len(g.rows), i + 1}})
			}
		}
		for i, r := range g.rows {
			if hit(r.meta, "ROW") {
				out = append(out, area{g, rect{i, 0, i + 1, len(g.cols)}})
			}
		}
	}
	return out
}

func matches(m *metadata, l *sheets.DeveloperMetadataLookup, kind string) bool {
	return (l.MetadataId == 0 || l.MetadataId == m.id) && (l.MetadataKey == "" || l.MetadataKey == m.key) &&
		(l.MetadataValue == "" || l.MetadataValue == m.value) && (l.Visibility == "" || l.Visibility == m.visibility) &&
		(l.LocationType == "" || l.LocationType == kind)
}

// place finds the line that carries the metadata with this id.
func (b *Spreadsheet) place(id int64) (meta *[]*metadata, at int) {
	lists := []*[]*metadata{&b.meta}
	for _, g := range b.Sheets {
		lists = append(lists, &g.meta)
		for _, c := range g.cols {
			lists = append(lists, &c.meta)
		}
		for _, r := range g.rows {
			lists = append(lists, &r.meta)
		}
	}
	for _, list := range lists {
		for i, m := range *list {
			if m.id == id {
				return list, i
			}
		}
	}
	return nil, -1
}
