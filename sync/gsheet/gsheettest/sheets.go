package gsheettest

import (
	"net/http"
	"reflect"
	"strings"

	"google.golang.org/api/sheets/v4"
)

// sheets serves the part of Sheets v4 that rasoat uses; the rest answers 501.
func (s *Server) sheets(r *http.Request, body []byte) (any, error) {
	path := strings.TrimPrefix(r.URL.Path, "/v4/spreadsheets")
	if path == "" && r.Method == http.MethodPost {
		return s.create(r, body)
	}
	id, call := splitCall(strings.TrimPrefix(path, "/"))
	serve := map[string]func(*Spreadsheet, *http.Request, []byte) (any, error){
		"GET ": s.get, "POST getByDataFilter": s.getByFilter, "POST batchUpdate": s.batchUpdate,
		"POST values:batchGetByDataFilter": s.valuesGet, "POST values:batchUpdateByDataFilter": s.valuesUpdate,
	}[r.Method+" "+call]
	if text, ok := strings.CutPrefix(call, "values/"); ok && r.Method == http.MethodGet {
		serve = func(b *Spreadsheet, r *http.Request, _ []byte) (any, error) { return s.valuesByRange(b, r, text) }
	}
	if serve == nil {
		return nil, unimplemented(r.Method + " " + r.URL.Path)
	}
	b := s.books[id]
	switch {
	case b == nil || b.Shared == Gone:
		return nil, notFound()
	case b.Shared == NotShared:
		return nil, denied()
	case b.Office:
		return nil, &failure{400, "FAILED_PRECONDITION", "This operation is not supported for this document. The document must not be an Office file.", nil}
	case kindOf(r) == "write" && b.Shared == CanRead:
		return nil, denied()
	}
	return serve(b, r, body)
}

// splitCall splits "ID:batchUpdate" and "ID/values:batchUpdateByDataFilter".
func splitCall(path string) (id, call string) {
	if id, call, ok := strings.Cut(path, "/"); ok {
		return id, strings.TrimPrefix(call, ":")
	}
	id, call, _ = strings.Cut(path, ":")
	return id, call
}

// fields is the request's mask, checked against the answer's type.
func fields(r *http.Request, of any) (mask, error) {
	q := r.URL.Query()
	text := q.Get("fields")
	if text == "" {
		text = q.Get("$fields")
	}
	if text == "" {
		return nil, nil
	}
	m, err := parseMask(text, reflect.TypeOf(of))
	if err != nil {
		return nil, bad("%v", err)
	}
	return m, nil
}

func (s *Server) get(b *Spreadsheet, r *http.Request, _ []byte) (any, error) {
	m, err := fields(r, sheets.Spreadsheet{})
	if err != nil {
		return nil, err
	}
	areas := b.everything()
	if ranges := r.URL.Query()["ranges"]; len(ranges) > 0 {
		clear(areas)
		for _, text := range ranges {
			hit, err := b.a1(text)
			if err != nil {
				return nil, err
			}
			for _, a := range hit {
				areas[a.grid.ID] = append(areas[a.grid.ID], a.rect)
			}
		}
	}
	return b.render(areas, m, r.URL.Query().Get("includeGridData") == "true"), nil
}

func (s *Server) getByFilter(b *Spreadsheet, r *http.Request, body []byte) (any, error) {
	var q sheets.GetSpreadsheetByDataFilterRequest
	if err := decode(body, &q); err != nil {
		return nil, bad("%v", err)
	}
	m, err := fields(r, sheets.Spreadsheet{})
	if err != nil {
		return nil, err
	}
	areas := b.everything()
	if len(q.DataFilters) > 0 {
		clear(areas)
	}
	for _, f := range q.DataFilters {
		hit, err := b.match(f)
		if err != nil {
			return nil, err
		}
		for _, a := range hit {
			areas[a.grid.ID] = append(areas[a.grid.ID], a.rect)
		}
	}
	return b.render(areas, m, q.IncludeGridData), nil
}

func (s *Server) create(r *http.Request, body []byte) (any, error) {
	var q sheets.Spreadsheet
	if err := decode(body, &q); err != nil {
		return nil, bad("%v", err)
	}
	s.nextID++
	b := &Spreadsheet{ID: "created-" + a1(0, int(s.nextID)), Title: "Untitled spreadsheet", Locale: "en_US", Zone: "Etc/GMT"}
	if q.Properties != nil {
		b.Title = q.Properties.Title
		if q.Properties.Locale != "" {
			b.Locale = q.Properties.Locale
		}
	}
	for _, sheet := range q.Sheets {
		b.Sheets = append(b.Sheets, NewGrid(sheet.Properties.SheetId, sheet.Properties.Title, 1000, 26))
	}
	if len(b.Sheets) == 0 {
		b.Sheets = []*Grid{NewGrid(0, "Sheet1", 1000, 26)}
	}
	s.books[b.ID] = b
	s.touch(b)
	m, err := fields(r, sheets.Spreadsheet{})
	if err != nil {
		return nil, err
	}
	return b.render(b.everything(), m, false), nil
}
