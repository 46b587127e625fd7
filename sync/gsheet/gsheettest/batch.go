package gsheettest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"google.golang.org/api/sheets/v4"
)

// batchUpdate applies all requests or none.
func (s *Server) batchUpdate(b *Spreadsheet, r *http.Request, body []byte) (any, error) {
	var q sheets.BatchUpdateSpreadsheetRequest
	if err := decode(body, &q); err != nil {
		return nil, bad("%v", err)
	}
	m, err := fields(r, sheets.BatchUpdateSpreadsheetResponse{})
	if err != nil {
		return nil, err
	}
	if len(q.Requests) == 0 {
		return nil, bad("Must specify at least one request.")
	}
	next := b.clone()
	batch := &batch{writer: writer{book: next}, server: s}
	replies := make([]any, len(q.Requests))
	for i, request := range q.Requests {
		name, reply, err := batch.one(request)
		if err != nil {
			if f, ok := err.(*failure); ok && f.code == 501 {
				return nil, f
			}
			return nil, bad("Invalid requests[%d].%s: %v", i, name, err)
		}
		replies[i] = reply
	}
	s.commit(b, next, batch.changes)
	answer := object{"spreadsheetId": b.ID, "replies": replies}
	if q.IncludeSpreadsheetInResponse {
		answer["updatedSpreadsheet"] = b.updated(&q, m)
	}
	if m == nil {
		return answer, nil
	}
	return m.apply(answer), nil
}

// updated is the spreadsheet after the batch. The mask's own idea of data wins
// over responseIncludeGridData.
func (b *Spreadsheet) updated(q *sheets.BatchUpdateSpreadsheetRequest, m mask) any {
	areas := b.everything()
	if len(q.ResponseRanges) > 0 {
		clear(areas)
		for _, text := range q.ResponseRanges {
			hit, err := b.a1(text)
			if err != nil {
				continue
			}
			for _, a := range hit {
				areas[a.grid.ID] = append(areas[a.grid.ID], a.rect)
			}
		}
	}
	inner := mask(nil)
	if m != nil {
		inner = m["updatedSpreadsheet"]
	}
	return b.render(areas, inner, q.ResponseIncludeGridData)
}

// batch applies the requests of one batchUpdate to a copy.
type batch struct {
	writer
	server *Server
}

// one applies a request; the name is the one Google's errors use.
func (b *batch) one(q *sheets.Request) (name string, reply any, err error) {
	name = requestName(q)
	switch {
	case q.InsertDimension != nil:
		return name, object{}, b.insert(q.InsertDimension)
	case q.AppendDimension != nil:
		return name, object{}, b.append(q.AppendDimension)
	case q.DeleteDimension != nil:
		return name, object{}, b.delete(q.DeleteDimension)
	case q.CreateDeveloperMetadata != nil:
		reply, err = b.createMeta(q.CreateDeveloperMetadata)
		return name, reply, err
	case q.UpdateDeveloperMetadata != nil:
		reply, err = b.updateMeta(q.UpdateDeveloperMetadata)
		return name, reply, err
	case q.DeleteDeveloperMetadata != nil:
		return name, object{"deleteDeveloperMetadata": object{}}, b.deleteMeta(q.DeleteDeveloperMetadata)
	case q.AddConditionalFormatRule != nil:
		return name, object{}, b.addColour(q.AddConditionalFormatRule)
	case q.AddProtectedRange != nil:
		reply, err = b.protect(q.AddProtectedRange)
		return name, reply, err
	case q.DeleteProtectedRange != nil:
		return name, object{}, b.unprotect(q.DeleteProtectedRange)
	case q.UpdateCells != nil:
		return name, object{}, b.updateCells(q.UpdateCells)
	case q.RepeatCell != nil:
		return name, object{}, b.repeatCell(q.RepeatCell)
	case q.AddSheet != nil:
		reply, err = b.addSheet(q.AddSheet)
		return name, reply, err
	case q.DeleteSheet != nil:
		return name, object{}, b.deleteSheet(q.DeleteSheet)
	case q.UpdateSheetProperties != nil:
		return name, object{}, b.sheetProperties(q.UpdateSheetProperties)
	case q.SetDataValidation != nil:
		return name, object{}, b.validation(q.SetDataValidation)
	case q.UpdateDimensionProperties != nil:
		return name, object{}, b.dimensionProperties(q.UpdateDimensionProperties)
	case q.MergeCells != nil:
		return name, object{}, b.merge(q.MergeCells)
	}
	return b.look(name, q)
}

// requestName is the JSON name of the request that is set.
func requestName(q *sheets.Request) string {
	v := reflect.ValueOf(q).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Pointer && !f.IsNil() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			return tag
		}
	}
	return "(none)"
}

func (b *batch) grid(id int64) (*Grid, error) {
	if g := b.book.sheet(id); g != nil {
		return g, nil
	}
	return nil, bad("No grid with id: %d", id)
}

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

// list is where metadata of a location hang.
func (b *batch) list(l *sheets.DeveloperMetadataLocation) (*[]*metadata, error) {
	switch {
	case l == nil:
		return nil, bad("developerMetadata.location is required.")
	case l.Spreadsheet:
		return &b.book.meta, nil
	case l.DimensionRange != nil:
		d := l.DimensionRange
		g, err := b.grid(d.SheetId)
		if err != nil {
			return nil, err
		}
		lines := g.cols
		if d.Dimension == "ROWS" {
			lines = g.rows
		}
		if d.EndIndex-d.StartIndex != 1 {
			return nil, bad("developerMetadata.location.dimensionRange must represent a single row or column.")
		}
		if d.StartIndex < 0 || int(d.StartIndex) >= len(lines) {
			return nil, bad("developerMetadata.location.dimensionRange is outside the grid.")
		}
		return &lines[d.StartIndex].meta, nil
	}
	g, err := b.grid(l.SheetId)
	if err != nil {
		return nil, err
	}
	return &g.meta, nil
}

func (b *batch) createMeta(q *sheets.CreateDeveloperMetadataRequest) (any, error) {
	d := q.DeveloperMetadata
	if d == nil || d.MetadataKey == "" {
		return nil, bad("developerMetadata.metadataKey is required.")
	}
	if d.Visibility != "DOCUMENT" && d.Visibility != "PROJECT" {
		return nil, bad("developerMetadata.visibility is required.")
	}
	list, err := b.list(d.Location)
	if err != nil {
		return nil, err
	}
	id := d.MetadataId
	if id == 0 {
		b.server.nextID++
		id = b.server.nextID
	} else if _, at := b.book.place(id); at >= 0 {
		return nil, bad("developerMetadata.metadataId %d already exists.", id)
	}
	*list = append(*list, &metadata{id: id, key: d.MetadataKey, value: d.MetadataValue, visibility: d.Visibility})
	return object{"createDeveloperMetadata": object{"developerMetadata": object{"metadataId": id, "metadataKey": d.MetadataKey, "metadataValue": d.MetadataValue, "visibility": d.Visibility, "location": d.Location}}}, nil
}

func (b *batch) updateMeta(q *sheets.UpdateDeveloperMetadataRequest) (any, error) {
	if q.Fields == "" {
		return nil, bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	var hit []any
	for _, f := range q.DataFilters {
		if f.DeveloperMetadataLookup == nil {
			return nil, bad("dataFilters must be developer metadata lookups.")
		}
		b.eachMeta(func(list *[]*metadata, i int, kind string) {
			if m := (*list)[i]; matches(m, f.DeveloperMetadataLookup, kind) {
				c := *m
				if strings.Contains(q.Fields, "metadataValue") {
					c.value = q.DeveloperMetadata.MetadataValue
				}
				(*list)[i] = &c
				hit = append(hit, object{"metadataId": c.id})
			}
		})
	}
	return object{"updateDeveloperMetadata": object{"developerMetadata": hit}}, nil
}

func (b *batch) deleteMeta(q *sheets.DeleteDeveloperMetadataRequest) error {
	if q.DataFilter == nil || q.DataFilter.DeveloperMetadataLookup == nil {
		return bad("dataFilter must be a developer metadata lookup.")
	}
	var ids []int64
	b.eachMeta(func(list *[]*metadata, i int, kind string) {
		if matches((*list)[i], q.DataFilter.DeveloperMetadataLookup, kind) {
			ids = append(ids, (*list)[i].id)
		}
	})
	for _, id := range ids {
		list, i := b.book.place(id)
		*list = append((*list)[:i:i], (*list)[i+1:]...)
	}
	return nil
}

func (b *batch) eachMeta(f func(list *[]*metadata, i int, kind string)) {
	walk := func(list *[]*metadata, kind string) {
		for i := range *list {
			f(list, i, kind)
		}
	}
	walk(&b.book.meta, "SPREADSHEET")
	for _, g := range b.book.Sheets {
		walk(&g.meta, "SHEET")
		for _, c := range g.cols {
			walk(&c.meta, "COLUMN")
		}
		for _, r := range g.rows {
			walk(&r.meta, "ROW")
		}
	}
}

func (b *batch) addColour(q *sheets.AddConditionalFormatRuleRequest) error {
	if q.Rule == nil || q.Rule.BooleanRule == nil || len(q.Rule.Ranges) == 0 {
		return bad("rule must have ranges and a booleanRule.")
	}
	rule := &colourRule{rule: object{}}
	var first *Grid
	for _, r := range q.Rule.Ranges {
		g, area, err := b.book.gridRange(r)
		if err != nil {
			return err
		}
		if first != nil && g != first {
			return bad("All ranges must be on the same sheet.")
		}
		first = g
		rule.areas = append(rule.areas, area)
	}
	text, err := json.Marshal(q.Rule.BooleanRule)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &rule.rule); err != nil {
		return err
	}
	if q.Index < 0 || int(q.Index) > len(first.formats) {
		return bad("No conditional format on sheet: %d at index: %d", first.ID, q.Index)
	}
	first.formats = append(first.formats[:q.Index:q.Index], append([]*colourRule{rule}, first.formats[q.Index:]...)...)
	return nil
}
