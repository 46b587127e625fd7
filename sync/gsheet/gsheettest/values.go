package gsheettest

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"google.golang.org/api/sheets/v4"
)

// maxText is the most that one cell takes.
const maxText = 50000

func (s *Server) valuesGet(b *Spreadsheet, r *http.Request, body []byte) (any, error) {
	var q sheets.BatchGetValuesByDataFilterRequest
	if err := decode(body, &q); err != nil {
		return nil, bad("%v", err)
	}
	m, err := fields(r, sheets.BatchGetValuesByDataFilterResponse{})
	if err != nil {
		return nil, err
	}
	var out []any
	for _, f := range q.DataFilters {
		areas, err := b.match(f)
		if err != nil {
			return nil, err
		}
		for _, a := range areas {
			out = append(out, object{"dataFilters": []any{f}, "valueRange": a.values(q.ValueRenderOption, q.MajorDimension)})
		}
	}
	answer := object{"spreadsheetId": b.ID}
	if out != nil {
		answer["valueRanges"] = out
	}
	if m == nil {
		return answer, nil
	}
	return m.apply(answer), nil
}

// name is the area as Google echoes it: put right, a single cell without its end.
func (a area) name() string {
	from, to := a1(a.rect.r0, a.rect.c0), a1(a.rect.r1-1, a.rect.c1-1)
	if from == to {
		return quoted(a.grid.Title) + "!" + from
	}
	return quoted(a.grid.Title) + "!" + from + ":" + to
}

// valuesByRange is values.get: what other programs read with.
func (s *Server) valuesByRange(b *Spreadsheet, r *http.Request, text string) (any, error) {
	m, err := fields(r, sheets.ValueRange{})
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	for name, allowed := range map[string]string{"valueRenderOption": "FORMATTED_VALUE UNFORMATTED_VALUE FORMULA", "majorDimension": "ROWS COLUMNS"} {
		if v := q.Get(name); v != "" && !slices.Contains(strings.Fields(allowed), v) {
			return nil, bad("Invalid value at '%s' (type.googleapis.com/google.apps.sheets.v4.%s), %q", snake(name), map[string]string{"valueRenderOption": "ValueRenderOption", "majorDimension": "Dimension"}[name], v)
		}
	}
	areas, err := b.a1(text)
	if err != nil {
		return nil, err
	}
	answer := areas[0].values(q.Get("valueRenderOption"), q.Get("majorDimension"))
	if m == nil {
		return answer, nil
	}
	return m.apply(answer), nil
}

// values is a ValueRange: rows and cells trimmed, blank rows inside kept.
func (a area) values(render, dimension string) object {
	if dimension == "" {
		dimension = "ROWS"
	}
	out := object{"range": a.name(), "majorDimension": dimension}
	lines, length := a.rect.r1-a.rect.r0, a.rect.c1-a.rect.c0
	if dimension == "COLUMNS" {
		lines, length = length, lines
	}
	values := []any{}
	last := 0
	for i := range lines {
		row := []any{}
		for j := range length {
			r, c := i, j
			if dimension == "COLUMNS" {
				r, c = j, i
			}
			x := a.grid.At(a.rect.r0+r, a.rect.c0+c)
			if x.empty() || x.Value == "" {
				continue
			}
			for len(row) < j {
				row = append(row, "")
			}
			row = append(row, x.rendered(render))
		}
		values = append(values, row)
		if len(row) > 0 {
			last = i + 1
		}
	}
	if last > 0 {
		out["values"] = values[:last]
	}
	return out
}

func (c Cell) rendered(option string) any {
	switch {
	case option == "FORMULA" && c.Formula != "":
		return c.Formula
	case c.Error != "":
		return c.Error
	case option == "UNFORMATTED_VALUE" || option == "FORMULA":
		return c.Value
	}
	return c.shown()
}

// quoted is a title as Google echoes it: quoted unless it is a plain word that
// isn't a cell's name.
func quoted(title string) string {
	plain := title != ""
	for _, r := range title {
		if !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			plain = false
		}
	}
	if _, _, cell := parseA1(strings.ToUpper(title)); plain && !cell {
		return title
	}
	return "'" + strings.ReplaceAll(title, "'", "''") + "'"
}

func (s *Server) valuesUpdate(b *Spreadsheet, r *http.Request, body []byte) (any, error) {
	var q sheets.BatchUpdateValuesByDataFilterRequest
	if err := decode(body, &q); err != nil {
		return nil, bad("%v", err)
	}
	m, err := fields(r, sheets.BatchUpdateValuesByDataFilterResponse{})
	if err != nil {
		return nil, err
	}
	switch q.ValueInputOption {
	case "RAW":
	case "USER_ENTERED":
		return nil, unimplemented("USER_ENTERED")
	default:
		return nil, bad("'valueInputOption' is required but not specified")
	}
	next := b.clone()
	w := &writer{book: next}
	var responses []any
	rows, cols, cells, touched := 0, 0, 0, map[int64]bool{}
	for i, d := range q.Data {
		n, err := w.data(i, d)
		if err != nil {
			return nil, err
		}
		responses = append(responses, object{"updatedCells": n.cells, "updatedRows": n.rows, "updatedColumns": n.cols, "updatedRange": n.where, "dataFilter": d.DataFilter})
		rows, cols, cells = rows+n.rows, cols+n.cols, cells+n.cells
		touched[n.sheet] = true
	}
	s.commit(b, next, w.changes)
	answer := object{"spreadsheetId": b.ID, "totalUpdatedRows": rows, "totalUpdatedColumns": cols, "totalUpdatedCells": cells, "totalUpdatedSheets": len(touched), "responses": responses}
	if m == nil {
		return answer, nil
	}
	return m.apply(answer), nil
}

// writer changes a copy of a spreadsheet and keeps a journal.
type writer struct {
	book    *Spreadsheet
	changes []Change
}

type written struct {
	sheet             int64
	where             string
	rows, cols, cells int
}

// data writes one DataFilterValueRange.
func (w *writer) data(i int, d *sheets.DataFilterValueRange) (written, error) {
	if d.DataFilter == nil {
		return written{}, bad("Invalid data[%d]: dataFilter is required.", i)
	}
	areas, err := w.book.match(d.DataFilter)
	if err != nil {
		return written{}, err
	}
	var out written
	for _, a := range areas {
		n, err := w.area(i, a, d)
		if err != nil {
			return written{}, err
		}
		out = n
	}
	return out, nil
}

func (w *writer) area(i int, a area, d *sheets.DataFilterValueRange) (written, error) {
	out := written{sheet: a.grid.ID}
	seenRows, seenCols := map[int]bool{}, map[int]bool{}
	for x, line := range d.Values {
		for y, v := range line {
			row, col := a.rect.r0+x, a.rect.c0+y
			if d.MajorDimension == "COLUMNS" {
				row, col = a.rect.r0+y, a.rect.c0+x
			}
			if row >= a.rect.r1 || col >= a.rect.c1 {
				return out, bad("Invalid data[%d]: Requested writing within range [%s!%s:%s], but tried writing to %s", i, quoted(a.grid.Title), a1(a.rect.r0, a.rect.c0), a1(a.rect.r1-1, a.rect.c1-1), beyond(row, col, a.rect))
			}
			if v == nil {
				continue
			}
			if err := w.put(a.grid, row, col, v); err != nil {
				return out, bad("Invalid data[%d]: %v", i, err)
			}
			seenRows[row], seenCols[col] = true, true
			out.cells++
		}
	}
	out.rows, out.cols = len(seenRows), len(seenCols)
	touched := rect{a.rect.r0, a.rect.c0, a.rect.r0 + 1, a.rect.c0 + 1} // from the range's start to the last cell
	for row := range seenRows {
		touched.r1 = max(touched.r1, row+1)
	}
	for col := range seenCols {
		touched.c1 = max(touched.c1, col+1)
	}
	out.where = area{a.grid, touched}.name()
	return out, nil
}

func beyond(row, col int, r rect) string {
	if row >= r.r1 {
		return fmt.Sprintf("row [%d]", row+1)
	}
	name := a1(0, col)
	return "column [" + name[:len(name)-1] + "]"
}

// put writes one raw value, as a program does: protections and limits hold.
func (w *writer) put(g *Grid, row, col int, v any) error {
	c := g.At(row, col)
	was := c
	c.Formula, c.Error = "", ""
	switch v := v.(type) {
	case string:
		if len([]rune(v)) > maxText {
			return fmt.Errorf("Your input contains more than the maximum of %d characters in a single cell.", maxText)
		}
		c.Value = v
		if v == "" {
			c.Value = nil
		}
	case float64, bool:
		c.Value = v
	default:
		return fmt.Errorf("Invalid values[%d][%d]: %v", row, col, v)
	}
	if err := g.mayWrite(rect{row, col, row + 1, col + 1}); err != nil {
		return err
	}
	g.put(row, col, c)
	w.note(g, row, col, was, c)
	return nil
}

func (w *writer) note(g *Grid, row, col int, was, now Cell) {
	if reflect.DeepEqual(was, now) {
		return
	}
	change := Change{Book: w.book.ID, Sheet: g.ID, Row: row, Col: col, Was: was, Now: now}
	for _, m := range g.cols[col].meta {
		change.Keys = append(change.Keys, m.key)
	}
	w.changes = append(w.changes, change)
}

func (p *protection) mayEdit() bool {
	if p.warningOnly {
		return true
	}
	for _, e := range p.editors {
		if e == Account {
			return true
		}
	}
	return false
}

// mayWrite refuses what a protection keeps the program's account from.
func (g *Grid) mayWrite(a rect) error {
	for _, p := range g.protected {
		if !p.mayEdit() && p.area.overlaps(a) {
			return fmt.Errorf("You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.")
		}
	}
	return nil
}

// Protect keeps everybody but the editors from changing the rows and columns
// (half open ends).
func (g *Grid) Protect(r0, c0, r1, c1 int, editors ...string) {
	g.protected = append(g.protected, &protection{id: int64(9000 + len(g.protected)), area: rect{r0, c0, r1, c1}, editors: editors})
}

// Merge merges cells (half open ends).
func (g *Grid) Merge(r0, c0, r1, c1 int) { g.merges = append(g.merges, rect{r0, c0, r1, c1}) }

// commit makes the changed copy the truth.
func (s *Server) commit(b, next *Spreadsheet, changes []Change) {
	next.version = b.version
	*b = *next
	b.ours = true
	s.journal = append(s.journal, changes...)
	s.touch(b)
}
