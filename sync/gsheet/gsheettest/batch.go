package gsheettest

import (
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
