package gsheettest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"rasoat/sync/gsheet/gsheettest"
)

// ask sends a request as any program would and gives status and compact JSON.
func ask(t *testing.T, s *gsheettest.Server, method, path, body string) (int, string) {
	t.Helper()
	token, err := s.Token().Token()
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL()+"/v4/spreadsheets/one"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	token.SetAuthHeader(r)
	answer, err := s.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	compact, _ := json.Marshal(v)
	return answer.StatusCode, strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(compact))
}

// recorded is a spreadsheet like those in the recorded traffic.
func recorded() *gsheettest.Server {
	s := gsheettest.New()
	first, second := gsheettest.NewGrid(0, "Sheet1", 1000, 26), gsheettest.NewGrid(77, "D3", 4, 4)
	for at, text := range map[[2]int]string{{0, 0}: "A1", {0, 1}: "B1", {0, 3}: "D1", {1, 1}: "b2", {3, 0}: "A4", {3, 1}: "B4", {3, 3}: "d4"} {
		second.Put(at[0], at[1], gsheettest.Cell{Value: text})
	}
	first.Put(0, 0, gsheettest.Cell{Value: 2.0, Formula: "=4/2"})
	first.Put(0, 1, gsheettest.Cell{Value: 43831.0, Format: "DATE", Pattern: "yyyy-mm-dd"})
	s.Add(&gsheettest.Spreadsheet{ID: "one", Title: "x", Locale: "en_US", Sheets: []*gsheettest.Grid{first, second}})
	return s
}

// TestRecordedFacts: answers as recorded traffic shows them.
func TestRecordedFacts(t *testing.T) {
	write := func(values string) string {
		return `{"valueInputOption":"RAW","data":[{"dataFilter":{"a1Range":"'Sheet1'!A1:D6"},"majorDimension":"ROWS","values":` + values + `}]}`
	}
	for _, tt := range []struct {
		name, method, path, body string
		status                   int
		want                     string // part of the answer
	}{
		{"empty range: no values", "GET", "/values/'Sheet1'!A9:B9", "", 200, `{"majorDimension":"ROWS","range":"Sheet1!A9:B9"}`},
		{"title like a cell, blank rows inside", "GET", "/values/'D3'", "", 200,
			`{"majorDimension":"ROWS","range":"'D3'!A1:D4","values":[["A1","B1","","D1"],["","b2"],[],["A4","B4","","d4"]]}`},
		{"reversed range", "GET", "/values/'D3'!D4:A3", "", 200, `"range":"'D3'!A3:D4"`},
		{"one cell", "GET", "/values/'Sheet1'!A1:A1", "", 200, `"range":"Sheet1!A1"`},
		{"formula render gives serial dates", "GET", "/values/'Sheet1'!A1:B1?valueRenderOption=FORMULA", "", 200, `[["=4/2",43831]]`},
		{"range that starts outside", "GET", "/values/'Sheet1'!AB1:AC1", "", 400, `exceeds grid limits. Max rows: 1000, max columns: 26`},
		{"unknown tab", "GET", "/values/'None'!A1", "", 400, `"message":"Unable to parse range: 'None'!A1"`},
		{"bad enum", "GET", "/values/'Sheet1'?majorDimension=DIAGONAL", "", 400,
			`Invalid value at 'major_dimension' (type.googleapis.com/google.apps.sheets.v4.Dimension), \"DIAGONAL\"`},
		{"null is skipped and not counted", "POST", "/values:batchUpdateByDataFilter",
			write(`[["top",null,null,null],[null,null],[],[],[],[null,null,null,"bottom"]]`), 200,
			`"updatedCells":2,"updatedColumns":2,"updatedRange":"Sheet1!A1:D6","updatedRows":2`},
		{"trailing nulls shrink the range", "POST", "/values:batchUpdateByDataFilter", write(`[["x",null,null],[null]]`), 200, `"updatedRange":"Sheet1!A1"`},
		{"wrong JSON type", "POST", "/values:batchUpdateByDataFilter", write(`"X"`), 400, `Invalid value at 'data[0].values'`},
		{"unknown field", "POST", ":batchUpdate", `{"requests":[{"addSheet":{"propertiez":{}}}]}`, 400, `Unknown name \"propertiez\" at 'requests[0].add_sheet': Cannot find field.`},
		{"no input option", "POST", "/values:batchUpdateByDataFilter", `{"data":[]}`, 400, `valueInputOption`},
		{"protection: sheetId 0 and false left out", "POST", ":batchUpdate",
			`{"requests":[{"addProtectedRange":{"protectedRange":{"range":{"sheetId":0,"startRowIndex":0,"endRowIndex":2,"startColumnIndex":0,"endColumnIndex":2},"warningOnly":true}}}]}`, 200,
			`"editors":{},"protectedRangeId":1002,"range":{"endColumnIndex":2,"endRowIndex":2,"startColumnIndex":0,"startRowIndex":0},"requestingUserCanEdit":true,"warningOnly":true}`},
		{"bad sheetId", "POST", ":batchUpdate", `{"requests":[{"updateSheetProperties":{"properties":{"sheetId":5,"title":"x"},"fields":"title"}}]}`, 400,
			`"message":"Invalid requests[0].updateSheetProperties: No sheet with id: 5"`},
		{"no fields", "POST", ":batchUpdate", `{"requests":[{"updateCells":{"rows":[],"start":{}}}]}`, 400,
			`Invalid requests[0].updateCells: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)`},
		{"sheet properties keep 0", "GET", "?fields=sheets.properties(sheetId,index,title)", "", 200, `{"index":0,"sheetId":0,"title":"Sheet1"}`},
		{"empty range of formats", "GET", "?ranges='Sheet1'!C5:D6&fields=sheets.data.rowData.values.note", "", 200, `{"sheets":[{"data":[{}]}]}`},
		{"too many cells", "POST", ":batchUpdate", `{"requests":[{"appendDimension":{"sheetId":0,"dimension":"ROWS","length":1000000}}]}`, 400,
			`This action would increase the number of cells in the workbook above the limit of 10000000 cells.`},
		{"the same metadata id twice", "POST", ":batchUpdate", `{"requests":[` + meta(9) + `,` + meta(9) + `]}`, 400, `Invalid requests[1].createDeveloperMetadata`},
		{"a data filter that finds nothing", "POST", "/values:batchUpdateByDataFilter",
			`{"valueInputOption":"RAW","data":[{"dataFilter":{"developerMetadataLookup":{"metadataId":5}},"majorDimension":"COLUMNS","values":[["x"]]}]}`, 200, `"totalUpdatedCells":0`},
		{"append isn't served", "POST", "/values/Sheet1:append", `{}`, 501, "does not implement"},
		{"clear isn't served", "POST", "/values/Sheet1:clear", `{}`, 501, "does not implement"},
		{"parsed input isn't served", "POST", "/values:batchUpdateByDataFilter", `{"valueInputOption":"USER_ENTERED","data":[]}`, 501, "USER_ENTERED"},
	} {
		path := tt.path
		if tt.method == "GET" && !strings.Contains(path, "?") {
			path = strings.ReplaceAll(url.PathEscape(path), "%2F", "/")
		}
		status, got := ask(t, recorded(), tt.method, path, tt.body)
		if status != tt.status || !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %d %s\nwant %d %s", tt.name, status, got, tt.status, tt.want)
		}
	}
}

func meta(id int) string {
	text, _ := json.Marshal(map[string]any{"createDeveloperMetadata": map[string]any{"developerMetadata": map[string]any{
		"metadataId": id, "metadataKey": "k", "visibility": "DOCUMENT", "location": map[string]any{"dimensionRange": map[string]any{
			"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}}}})
	return string(text)
}

// TestQuotaBody: the recorded 429, without Retry-After.
func TestQuotaBody(t *testing.T) {
	s := recorded()
	s.Quota, s.Now = 1, func() time.Time { return time.Unix(1e9, 0) }
	ask(t, s, "GET", "?fields=spreadsheetId", "")
	status, got := ask(t, s, "GET", "?fields=spreadsheetId", "")
	for _, part := range []string{`"reason":"RATE_LIMIT_EXCEEDED"`, `"quota_limit":"ReadRequestsPerMinutePerUser"`, `"quota_metric":"sheets.googleapis.com/read_requests"`, `"status":"RESOURCE_EXHAUSTED"`} {
		if status != 429 || !strings.Contains(got, part) {
			t.Errorf("%d %s, want %s", status, got, part)
		}
	}
}

// TestSort: a person who sorts some of the columns leaves the others where they are.
func TestSort(t *testing.T) {
	g := gsheettest.NewGrid(0, "x", 3, 3)
	for r, line := range [][]string{{"b", "1", "ours b"}, {"a", "2", "ours a"}, {"", "3", "ours"}} {
		for c, text := range line {
			if text != "" {
				g.Put(r, c, gsheettest.Cell{Value: text})
			}
		}
	}
	g.SortRows(0, 3, 0, 2, 0, false)
	got := ""
	for r := range 3 {
		for c := range 3 {
			if v, ok := g.At(r, c).Value.(string); ok {
				got += v + "|"
			}
		}
	}
	if got != "a|2|ours b|b|1|ours a|3|ours|" {
		t.Errorf("got %s", got)
	}
}
